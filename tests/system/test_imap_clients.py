"""What other mail programs see of a draft that lies on an IMAP server: a draft, in its conversation.

Seen with mutt 2.2.12 over IMAP, and with mbsync 1.4.4 and notmuch 0.37 on a copy of the mailbox (Debian 12):

* mutt lists the draft in the folder of drafts, `mutt -p` opens it for sending with its recipient and its subject;
* mbsync carries it into a Maildir with the flag D, and notmuch tags it "draft" and puts it into the thread of the invitation.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from followbot.providers.imap.connection import Server
from tests.contract.imap_harness import ImapHarness
from tests.contract.mailbox import THREAD, create, mail, payload_for
from tests.servers.dovecot import PASSWORD, Dovecot, dovecot, needs_dovecot
from tests.system.terminal import Terminal

pytestmark = [pytest.mark.system, needs_dovecot]

MUTTRC = """
set folder="imaps://localhost:{port}/" imap_user="{user}" imap_pass="{password}"
set spoolfile=+INBOX postponed="+Entwürfe" record="+Gesendete Objekte"
set ssl_force_tls=yes ssl_starttls=yes certificate_file={ca} ssl_ca_certificates_file={ca}
set from=sam@example.org realname="Sam Candidate" use_from=yes charset=utf-8 tmpdir={home} editor=true
set confirmappend=no delete=no quit=yes postpone=yes recall=yes abort_unmodified=no
unset wait_key
"""

MBSYNCRC = """
IMAPAccount far
Host localhost
Port {port}
User {user}
Pass "{password}"
SSLType IMAPS
CertificateFile {ca}

IMAPStore far
Account far

MaildirStore near
Path {home}/copy/
Inbox {home}/copy/INBOX
SubFolders Verbatim

Channel mail
Far :far:
Near :near:
Patterns *
Create Near
SyncState *
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


@pytest.fixture
def harness(server: Dovecot, monkeypatch: pytest.MonkeyPatch) -> Iterator[ImapHarness]:
    """An invitation in the inbox, and a draft that answers it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(server.ca))
    made = ImapHarness(Server("localhost", server.next_user(), server.port), PASSWORD)
    made.deliver(mail("Interview – next steps", at=made.now(), message_id=THREAD))
    create(made, payload_for(made))
    yield made
    made.close()


def settings(template: str, server: Dovecot, harness: ImapHarness, home: Path) -> str:
    return template.format(port=server.port, user=harness.server.username, password=PASSWORD, ca=server.ca, home=home)


@pytest.mark.skipif(shutil.which("mutt") is None, reason="mutt is not installed")
def test_mutt_lists_the_draft_and_recalls_it(server: Dovecot, harness: ImapHarness, tmp_path: Path) -> None:
    rc = tmp_path / "muttrc"
    rc.write_text(settings(MUTTRC, server, harness, tmp_path), "utf-8")
    env = {"HOME": str(tmp_path), "TERM": "xterm", "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}
    with Terminal(["mutt", "-n", "-F", str(rc), "-f", "+Entwürfe"], env) as terminal:
        terminal.expect("Re: Interview")
        terminal.press("q")
        terminal.finish()
    with Terminal(["mutt", "-n", "-F", str(rc), "-p"], env) as terminal:
        shown = terminal.expect("ana@acme.example")
        assert "Re: Interview" in shown
        terminal.press("q")
        terminal.press("n")


@pytest.mark.skipif(
    shutil.which("mbsync") is None or shutil.which("notmuch") is None, reason="isync or notmuch is not installed"
)
def test_notmuch_shows_a_draft_in_the_thread_of_the_invitation(
    server: Dovecot, harness: ImapHarness, tmp_path: Path
) -> None:
    (tmp_path / "copy").mkdir()
    rc = tmp_path / "mbsyncrc"
    rc.write_text(settings(MBSYNCRC, server, harness, tmp_path), "utf-8")
    env = os.environ | {"HOME": str(tmp_path), "NOTMUCH_CONFIG": str(tmp_path / "notmuch")}
    (tmp_path / "notmuch").write_text(
        f"[database]\npath={tmp_path}/copy\n[user]\nprimary_email=sam@example.org\n[maildir]\nsynchronize_flags=true\n"
    )
    for command in (["mbsync", "-c", str(rc), "-a"], ["notmuch", "new"]):
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, done.stderr
    (thread,) = _notmuch(env, "search", "id:" + THREAD)
    assert thread["total"] == 2
    assert {"draft", "inbox"} <= set(thread["tags"])
    assert _notmuch(env, "search", "--output=messages", "tag:draft", f"thread:{thread['thread']}")


def _notmuch(env: dict[str, str], command: str, *arguments: str) -> list[Any]:
    done = subprocess.run(
        ["notmuch", command, "--format=json", *arguments],
        env=env,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    found: list[Any] = json.loads(done.stdout)
    return found
