"""What the real mutt does to a draft, and that followbot understands it.

Seen with mutt 2.2.12 (Debian 12); each fact has a test below:

* the draft is listed in the Drafts folder, and `mutt -p` opens it for sending without asking for anything;
* opening removes it from the folder at once: until it is postponed again or sent, it is nowhere; who leaves mutt's compose
  menu and declines to postpone has thrown it away;
* recalled and postponed, it is a new file in `new`, without flags: the old file is removed, Message-ID, X-Draft-Ref,
  In-Reply-To, References and Content-Language stay, Date is renewed, the order and the encodings of the fields change,
  X-Mutt-Fcc appears;
* of a multipart/alternative, mutt keeps the text part only: the draft goes on as plain text;
* sent, it lies in `$record` with the same Message-ID and X-Draft-Ref, and the draft is removed;
* with `$edit_headers`, the user sees X-Draft-Ref and may delete it; Message-ID is not shown and stays;
* deleted, it is moved to `$trash`, marked T (`$maildir_trash`), or removed at once.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from followbot.app.ports import NotFound, Removed, Untouched, WasEdited, WasSent, WasTrashed
from followbot.domain.lifecycle import DraftRef
from followbot.domain.mime import KEY_HEADER, parse_message
from followbot.domain.model import Message
from tests.contract.local_harness import LocalHarness, files
from tests.contract.mailbox import ANA, THREAD, create, payload_for
from tests.system.terminal import Terminal

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(shutil.which("mutt") is None, reason="mutt is not installed"),
]

RC = """
set folder={mail} mbox_type=Maildir spoolfile=+INBOX postponed=+Drafts record=+Sent
set sendmail={sendmail} editor={editor} from=sam@example.org realname="Sam Candidate" use_from=yes
set charset=utf-8 send_charset=utf-8 header_cache= tmpdir={tmp}
set confirmappend=no confirmcreate=no delete=yes quit=yes postpone=yes recall=no abort_unmodified=no fcc_before_send=no
unset wait_key
{more}
"""


@dataclass
class Mutt:
    """A real mutt over a Maildir that followbot has put a draft into."""

    harness: LocalHarness
    place: Path

    def __post_init__(self) -> None:
        self.payload = payload_for(self.harness)
        self.draft: DraftRef = create(self.harness, self.payload)

    def compose(self, keys: str, *, more: str = "", editor: str = "exit 0") -> None:
        """`mutt -p`, and these keys in its compose menu."""
        self._press(["-p"], "Mutt: Compose", keys, more, editor)

    def index(self, keys: str, *, more: str = "") -> None:
        """The Drafts folder, and these keys in its list."""
        self._press(["-f", "=Drafts"], self.payload.subject, keys, more, "exit 0")

    def _press(self, arguments: list[str], awaited: str, keys: str, more: str, editor: str) -> None:
        with self.start(*arguments, more=more, editor=editor) as terminal:
            terminal.expect(awaited)
            terminal.press(keys)
            status, shown = terminal.finish()
        assert status == 0, shown

    def start(self, *arguments: str, more: str = "", editor: str = "exit 0") -> Terminal:
        rc = self.place / "muttrc"
        rc.write_text(
            RC.format(
                mail=self.harness.root,
                sendmail=self._script("sendmail", f'cat > "{self.place}/sent.eml"'),
                editor=self._script("editor", editor),
                tmp=self.place,
                more=more,
            )
        )
        env = {"HOME": str(self.place), "TERM": "xterm", "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}
        return Terminal(["mutt", "-n", "-F", str(rc), *arguments], env)

    def _script(self, name: str, body: str) -> Path:
        path = self.place / name
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)
        return path

    def drafts(self) -> list[Path]:
        return files(self.harness.drafts_folder)

    def handed_over(self) -> Message:
        """What mutt gave to the mail server."""
        return parse_message((self.place / "sent.eml").read_bytes(), ref="")


@pytest.fixture
def mutt(tmp_path: Path) -> Mutt:
    place = tmp_path / "home"
    place.mkdir()
    return Mutt(LocalHarness(tmp_path / "Mail"), place)


def test_mutt_lists_the_draft(mutt: Mutt) -> None:
    with mutt.start("-f", "=Drafts") as terminal:
        shown = terminal.expect(mutt.payload.subject)
        terminal.press("q")
        terminal.finish()
    assert ANA.name in shown
    assert isinstance(mutt.harness.mailbox.fate(mutt.draft, mutt.payload), Untouched)


def test_while_mutt_has_the_draft_open_it_is_gone(mutt: Mutt) -> None:
    with mutt.start("-p") as terminal:
        shown = terminal.expect("Mutt: Compose")
        assert f"{ANA.name} <{ANA.email}>" in shown
        assert mutt.payload.subject in shown
        assert mutt.harness.mailbox.fate(mutt.draft, mutt.payload) == NotFound()
        terminal.press("P")
        terminal.finish()
    assert isinstance(mutt.harness.mailbox.fate(mutt.draft, mutt.payload), Untouched)


def test_a_draft_opened_and_dropped_is_gone(mutt: Mutt) -> None:
    mutt.compose("q", more="set postpone=no")
    assert mutt.harness.mailbox.fate(mutt.draft, mutt.payload) == NotFound()


def test_a_draft_recalled_and_postponed_is_untouched(mutt: Mutt) -> None:
    before = parse_message(mutt.drafts()[0].read_bytes(), ref="")
    mutt.compose("P")
    (path,) = mutt.drafts()
    after = parse_message(path.read_bytes(), ref="")
    assert (path.parent.name, path.name.partition(":")[2]) == ("new", "")
    assert (after.message_id, after.in_reply_to, after.references) == (before.message_id, (THREAD,), (THREAD,))
    assert (after.header(KEY_HEADER), after.header("Content-Language")) == (mutt.payload.key, "en")
    assert (before.content_type, after.content_type) == ("multipart/alternative", "text/plain")
    fate = mutt.harness.mailbox.fate(mutt.draft, mutt.payload)
    assert isinstance(fate, Untouched)
    assert fate.draft.id != mutt.draft.id


def test_a_postponed_draft_can_be_withdrawn(mutt: Mutt) -> None:
    mutt.compose("P")
    assert mutt.harness.mailbox.withdraw(mutt.draft, mutt.payload) == Removed()
    assert mutt.drafts() == []


def test_a_draft_edited_in_mutt_is_edited(mutt: Mutt) -> None:
    mutt.compose("eP", editor='sed -i s/Tuesday/Thursday/ "$1"')
    fate = mutt.harness.mailbox.fate(mutt.draft, mutt.payload)
    assert isinstance(fate, WasEdited)
    assert "Thursday" in fate.text
    assert isinstance(mutt.harness.mailbox.withdraw(mutt.draft, mutt.payload), WasEdited)


def test_a_subject_changed_in_mutt_is_an_edit(mutt: Mutt) -> None:
    mutt.compose("s!\rP")
    assert isinstance(mutt.harness.mailbox.fate(mutt.draft, mutt.payload), WasEdited)


@pytest.mark.parametrize("again", [False, True], ids=["at once", "after a postpone"])
def test_a_draft_sent_from_mutt_was_sent(mutt: Mutt, again: bool) -> None:
    if again:
        mutt.compose("P")
    mutt.compose("y")
    sent = mutt.handed_over()
    assert (sent.message_id, sent.header(KEY_HEADER)) == (mutt.payload.message_id, mutt.payload.key)
    assert (sent.to, sent.subject, sent.in_reply_to) == ((ANA,), mutt.payload.subject, (THREAD,))
    assert mutt.drafts() == []
    fate = mutt.harness.mailbox.fate(mutt.draft, mutt.payload)
    assert isinstance(fate, WasSent)
    assert fate.message_id == mutt.payload.message_id
    assert isinstance(mutt.harness.mailbox.find(mutt.payload), WasSent)


def test_a_draft_sent_without_its_key_was_sent(mutt: Mutt) -> None:
    mutt.compose("ey", more="set edit_headers=yes", editor=f'sed -i "/^{KEY_HEADER}/d" "$1"')
    sent = mutt.handed_over()
    assert (sent.message_id, sent.header(KEY_HEADER)) == (mutt.payload.message_id, "")
    assert isinstance(mutt.harness.mailbox.fate(mutt.draft, mutt.payload), WasSent)


@pytest.mark.parametrize(
    ("more", "fate"),
    [("set trash=+Trash", WasTrashed()), ("set maildir_trash=yes", WasTrashed()), ("", NotFound())],
    ids=["trash folder", "marked", "gone"],
)
def test_a_draft_deleted_in_mutt(mutt: Mutt, more: str, fate: object) -> None:
    mutt.index("dq", more=more)
    assert mutt.harness.mailbox.fate(mutt.draft, mutt.payload) == fate


def test_a_draft_flagged_in_mutt_is_untouched(mutt: Mutt) -> None:
    mutt.index("Fq")
    assert mutt.drafts()[0].name.endswith(":2,DFS")
    fate = mutt.harness.mailbox.fate(mutt.draft, mutt.payload)
    assert isinstance(fate, Untouched)
    assert fate.draft.id == mutt.draft.id
