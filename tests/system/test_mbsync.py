"""What the real mbsync and Dovecot do to a Maildir and the drafts in it, and that followbot understands it.

Seen with isync 1.4.4 and Dovecot 2.3.19 (Debian 12); each fact has a test below:

* mbsync pushes a draft from `cur` with its flags: D becomes \\Draft, and D again in another Maildir;
* when it has pushed or pulled a message, it appends ",U=<uid>" to the file's name, before the flags;
* it carries header fields it does not know unchanged, X-Draft-Ref among them;
* a draft withdrawn here disappears there with `Expunge Both`, and the other way round;
* folder names arrive in modified UTF-7, in Dovecot's Maildir++ and in mbsync's plain tree alike;
* Dovecot appends ",S=<size>,W=<size>" to file names.

Dovecot runs as mbsync's tunnel, one IMAP process without a login, so that no server and no port are needed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from followbot.app.ports import Created, NotFound, Query, Removed, Untouched, WasEdited, WasSent
from followbot.domain.mime import KEY_HEADER, parse_message
from followbot.domain.model import Folder
from followbot.providers.local.mailbox import LocalMailbox
from tests.contract.local_harness import COMMON, START, LocalHarness, files, make_maildir
from tests.contract.mailbox import ANA, ME, THREAD, anything, create, mail, payload_for, payload_of, subjects
from tests.fakes.world import FakeClock

IMAP = Path("/usr/lib/dovecot/imap")

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(shutil.which("mbsync") is None, reason="mbsync (isync) is not installed"),
]

NEAR = """
MaildirStore near
Path {near}/
Inbox {near}/INBOX
SubFolders Verbatim

Channel mail
Far :far:
Near :near:
Patterns *
Create Both
Expunge Both
SyncState *
"""

FAR_MAILDIR = """
MaildirStore far
Path {far}/
Inbox {far}/INBOX
SubFolders Verbatim
"""

DOVECOT = """
mail_location = maildir:{mail}
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = 1
first_valid_gid = 1
base_dir = {run}
log_path = /dev/stderr
namespace inbox {{
  inbox = yes
  separator = /
  mailbox "Sent Items" {{
    auto = create
    special_use = \\Sent
  }}
  mailbox Entwürfe {{
    auto = create
    special_use = \\Drafts
  }}
}}
"""


def run_mbsync(rc: Path, *trees: Path) -> None:
    """All channels, both ways, over these trees of Maildirs.

    mbsync waits a second for a directory that changed within this one, so each is made to look a little older.
    """
    for directory in (d for tree in trees for d in tree.rglob("*") if d.name in ("cur", "new")):
        earlier = directory.stat().st_mtime_ns - 5 * 10**9
        os.utime(directory, ns=(earlier, earlier))
    done = subprocess.run(["mbsync", "-c", str(rc), "-a"], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


@dataclass
class Synced:
    """followbot's Maildir, kept in step with another one by the real mbsync."""

    harness: LocalHarness
    far: Path
    rc: Path

    def sync(self) -> None:
        run_mbsync(self.rc, self.harness.root, self.far)

    def far_drafts(self) -> list[Path]:
        return files(self.far / "Drafts")


@pytest.fixture
def synced(tmp_path: Path) -> Synced:
    harness, far, rc = LocalHarness(tmp_path / "near"), tmp_path / "far", tmp_path / "mbsyncrc"
    make_maildir(far / "INBOX")
    rc.write_text(FAR_MAILDIR.format(far=far) + NEAR.format(near=harness.root))
    return Synced(harness, far, rc)


# --- mbsync between two Maildirs ------------------------------------------------------------------------------------


def test_a_draft_is_pushed_as_a_draft_and_stays_untouched(synced: Synced) -> None:
    payload = payload_for(synced.harness)
    draft = create(synced.harness, payload)
    synced.sync()
    (near,), (far,) = files(synced.harness.drafts_folder), synced.far_drafts()
    assert far.name.endswith(":2,DS")
    assert ",U=1:2,DS" in near.name
    pushed = parse_message(far.read_bytes(), ref="")
    assert (pushed.header(KEY_HEADER), pushed.message_id) == (payload.key, payload.message_id)
    fate = synced.harness.mailbox.fate(draft, payload)
    assert isinstance(fate, Untouched)
    assert fate.draft.id == draft.id


def test_a_draft_edited_elsewhere_comes_back_edited(synced: Synced) -> None:
    payload = payload_for(synced.harness)
    draft = create(synced.harness, payload)
    synced.sync()
    (far,) = synced.far_drafts()
    raw = far.read_bytes().replace(b"Tuesday", b"Thursday")
    far.unlink()
    (far.parent / "1772546400.phone.example:2,DS").write_bytes(raw)
    synced.sync()
    fate = synced.harness.mailbox.fate(draft, payload)
    assert isinstance(fate, WasEdited)
    assert "Thursday" in fate.text


def test_a_draft_sent_elsewhere_comes_back_sent(synced: Synced) -> None:
    payload = payload_for(synced.harness)
    draft = create(synced.harness, payload)
    synced.sync()
    (far,) = synced.far_drafts()
    far.rename(synced.far / "Sent" / "cur" / "1772546400.phone.example:2,S")
    synced.sync()
    assert isinstance(synced.harness.mailbox.fate(draft, payload), WasSent)


def test_a_draft_deleted_elsewhere_is_gone(synced: Synced) -> None:
    payload = payload_for(synced.harness)
    draft = create(synced.harness, payload)
    synced.sync()
    synced.far_drafts()[0].unlink()
    synced.sync()
    assert synced.harness.mailbox.fate(draft, payload) == NotFound()


def test_a_withdrawn_draft_disappears_elsewhere(synced: Synced) -> None:
    payload = payload_for(synced.harness)
    draft = create(synced.harness, payload)
    synced.sync()
    assert synced.harness.mailbox.withdraw(draft, payload) == Removed()
    synced.sync()
    assert synced.far_drafts() == []


def test_pulled_mail_is_news_once(synced: Synced) -> None:
    harness = synced.harness
    synced.sync()
    cursor = harness.mailbox.position()
    (synced.far / "INBOX" / "new" / "1772546400.a.server").write_bytes(mail("one", at=harness.now()))
    synced.sync()
    first = harness.mailbox.changes(cursor, anything)
    (far,) = files(synced.far / "INBOX")
    far.rename(synced.far / "INBOX" / "cur" / f"{far.name.partition(':')[0]}:2,FRS")
    synced.sync()
    assert ":2,FRS" in files(harness.inbox)[0].name
    assert subjects(first) == ["one"]
    assert harness.mailbox.changes(first.cursor, anything).messages == ()


# --- mbsync with Dovecot --------------------------------------------------------------------------------------------


@dataclass
class Server:
    """A Dovecot that runs for one connection at a time, with its mail in Maildir++."""

    place: Path
    mail: Path = field(init=False)
    tunnel: str = field(init=False)

    def __post_init__(self) -> None:
        self.mail = self.place / "mail"
        uid, gid = os.getuid(), os.getgid()
        command = [str(IMAP), "-c", str(self.place / "dovecot.conf")]
        if uid == 0:  # Dovecot opens no mail for root
            uid = gid = 65534
            command = ["setpriv", "--reuid", str(uid), "--regid", str(gid), "--clear-groups", *command]
        for directory in (self.place, self.mail, self.place / "home", self.place / "run"):
            directory.mkdir(exist_ok=True)
            directory.chmod(0o755)
            os.chown(directory, uid, gid)
        conf = DOVECOT.format(mail=self.mail, uid=uid, gid=gid, run=self.place / "run")
        (self.place / "dovecot.conf").write_text(conf, encoding="utf-8")
        self.tunnel = f"env USER=sam HOME={self.place}/home " + " ".join(command)

    def talk(self, *commands: bytes) -> str:
        """Raw IMAP; literals are sent without waiting (LITERAL+)."""
        script = b"".join(b"a%d %s\r\n" % (n, c) for n, c in enumerate((*commands, b"LOGOUT")))
        done = subprocess.run(self.tunnel.split(), input=script, capture_output=True, timeout=60, check=False)
        answer = done.stdout.decode("utf-8", "replace")
        assert f"a{len(commands)} OK" in answer, (answer, done.stderr)
        return answer

    def append(self, folder: str, raw: bytes) -> None:
        self.talk(b"APPEND %s {%d+}\r\n%s" % (folder.encode("ascii"), len(raw), raw))


@pytest.fixture
def server() -> Iterator[Server]:
    if not IMAP.exists():
        pytest.skip("dovecot-imapd is not installed")
    if os.getuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("Dovecot opens no mail for root, and setpriv is not installed")
    with tempfile.TemporaryDirectory(prefix="mbsync-test-") as place:  # pytest's own directories are closed to others
        yield Server(Path(place))


@dataclass
class Account:
    """followbot's view of an IMAP account that mbsync keeps on this computer, without a folder that is called in English."""

    server: Server
    root: Path
    rc: Path
    clock: FakeClock = field(default_factory=lambda: FakeClock(START))

    def __post_init__(self) -> None:
        make_maildir(self.root / "INBOX")
        self.rc.write_text(f'IMAPStore far\nTunnel "{self.server.tunnel}"\n' + NEAR.format(near=self.root))
        self.sync()
        self.mailbox = self.open(self.root)

    def open(self, root: Path) -> LocalMailbox:
        return LocalMailbox("files", root, clock=self.clock, addresses={ME.email}, common_names=COMMON)

    def sync(self) -> None:
        run_mbsync(self.rc, self.root)


@pytest.fixture
def account(server: Server, tmp_path: Path) -> Account:
    return Account(server, tmp_path / "near", tmp_path / "mbsyncrc")


def test_folders_of_an_imap_account_are_found(account: Account) -> None:
    folders = account.mailbox.folders()
    assert folders.drafts == account.root / "Entw&APw-rfe"
    assert folders.sent == (account.root / "Sent Items",)
    on_the_server = account.open(account.server.mail).folders()
    assert on_the_server.inbox == (account.server.mail,)
    assert on_the_server.drafts == account.server.mail / ".Entw&APw-rfe"


def test_a_draft_reaches_the_server_as_a_draft(account: Account) -> None:
    payload = payload_of("files", account.clock.now())
    outcome = account.mailbox.create(payload)
    assert isinstance(outcome, Created)
    account.sync()
    answer = account.server.talk(
        b'SELECT "Entw&APw-rfe"', b"FETCH 1 (FLAGS BODY.PEEK[HEADER.FIELDS (X-Draft-Ref Message-ID)])"
    )
    assert "\\Draft" in answer.partition("FETCH (FLAGS (")[2].partition(")")[0]
    assert f"X-Draft-Ref: {payload.key}" in answer
    assert f"<{payload.message_id}>" in answer
    assert isinstance(account.mailbox.fate(outcome.draft, payload), Untouched)


def test_a_draft_edited_on_the_server_comes_back_edited(account: Account) -> None:
    payload = payload_of("files", account.clock.now())
    outcome = account.mailbox.create(payload)
    assert isinstance(outcome, Created)
    account.sync()
    account.server.append('"Entw&APw-rfe" (\\Draft)', payload.mime.replace(b"Tuesday", b"Thursday"))
    account.server.talk(b'SELECT "Entw&APw-rfe"', b"STORE 1 +FLAGS (\\Deleted)", b"EXPUNGE")
    account.sync()
    fate = account.mailbox.fate(outcome.draft, payload)
    assert isinstance(fate, WasEdited)
    assert "Thursday" in fate.text


def test_a_draft_sent_through_the_server_comes_back_sent(account: Account) -> None:
    payload = payload_of("files", account.clock.now())
    outcome = account.mailbox.create(payload)
    assert isinstance(outcome, Created)
    account.sync()
    account.server.append('"Sent Items" (\\Seen)', payload.mime)
    account.server.talk(b'SELECT "Entw&APw-rfe"', b"STORE 1 +FLAGS (\\Deleted)", b"EXPUNGE")
    account.sync()
    assert isinstance(account.mailbox.fate(outcome.draft, payload), WasSent)


def test_mail_from_the_server_is_news_once(account: Account) -> None:
    cursor = account.mailbox.position()
    account.server.append("INBOX", mail("one", at=START, message_id="m1@acme.example", in_reply_to=THREAD))
    account.server.append('"Sent Items" (\\Seen)', mail("mine", at=START, sender=ME, to=ANA))
    account.sync()
    first = account.mailbox.changes(cursor, anything)
    account.server.talk(b"SELECT INBOX", b"STORE 1 +FLAGS (\\Seen \\Answered)")
    account.sync()
    second = account.mailbox.changes(first.cursor, anything)
    assert {(m.subject, m.folder) for m in first.messages} == {("one", Folder.INBOX), ("mine", Folder.SENT)}
    assert second.messages == ()


def test_a_maildir_that_dovecot_wrote_is_read(account: Account) -> None:
    account.server.append("INBOX", mail("one", at=START))
    account.server.append('"Entw&APw-rfe" (\\Draft \\Seen)', payload_of("files", START).mime)
    mailbox = account.open(account.server.mail)
    found = mailbox.search(Query(START - timedelta(days=1)), anything)
    assert subjects(found) == ["one"]
    assert ",S=" in files(account.server.mail)[0].name
    assert isinstance(mailbox.find(payload_of("files", START)), Untouched)
