"""The demo's whole story once more, on a real Dovecot and a real Radicale: everything happens, and is told, as on files.

And nothing is connected to but the two configured servers.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from followbot import bootstrap
from followbot.app.login import Manner
from followbot.cli.demo.play import play
from followbot.cli.demo.stage import Invitation, Stage, _calendar_lines
from followbot.cli.demo.story import BEGIN
from followbot.providers.imap.connection import Server
from tests.contract.imap_harness import hand
from tests.servers.dovecot import PASSWORD, Dovecot, dovecot, needs_dovecot
from tests.servers.radicale import Radicale, needs_radicale, radicale

pytestmark = [pytest.mark.system, pytest.mark.heavy, needs_dovecot, needs_radicale]

CONFIG = """\
profile:
  name: Sam Taylor
  email: sam.taylor@example.org
  timezone: Europe/Berlin
  country: DE
  strengths: [event-driven systems, calm incident response, mentoring]
accounts:
  - name: demo
    provider: imap
    imap:
      host: localhost
      port: {port}
      username: {user}
      caldav: {{url: "{caldav}", username: {dav_user}}}
store:
  url: sqlite:///{store}
"""


class ServerStage(Stage):
    """The stage at two servers: the same things happen, through the user's own programs."""

    def __init__(self, root: Path, post: Dovecot, dates: Radicale) -> None:
        super().__init__(root, BEGIN)
        self._post, self._dates = post, dates
        self.user, self.dav_user = post.next_user(), dates.next_user()
        self.hand = hand(Server("localhost", self.user, post.port), PASSWORD)

    def build(self) -> None:
        self.root.mkdir(exist_ok=True)
        self._dates.make_calendar(self.dav_user, "home", "Home")
        text = CONFIG.format(
            port=self._post.port,
            user=self.user,
            caldav=self._dates.url,
            dav_user=self.dav_user,
            store=self.root / "state" / "followbot.db",
        )
        self.config.write_text(text, "utf-8")
        logins, _ = bootstrap.open_logins(bootstrap.load_config(self.config))
        logins["demo"].log_in(Manner(), Answers())

    def invite(self, invitation: Invitation) -> None:
        text = "\r\n".join(_calendar_lines(invitation)).encode()
        self._dates.put(self.dav_user, f"home/{invitation.uid}.ics", text)

    def drafts(self) -> Iterator[tuple[Any, EmailMessage]]:
        self.hand.select_folder("Entwürfe")
        found = self.hand.fetch(self.hand.search(["UNDELETED"]), [b"BODY.PEEK[]"])
        for uid in sorted(found):
            yield Draft(self, uid), message_from_bytes(found[uid][b"BODY[]"], EmailMessage, policy=policy.default)

    def _deliver(self, folder: str, message: EmailMessage, flags: str) -> None:
        raw = message.as_bytes(policy=policy.SMTPUTF8)
        if folder.startswith("INBOX"):
            self._post.drop(self.user, raw, self.now.timestamp())
        elif folder.startswith("Sent"):
            self.hand.append("Gesendete Objekte", raw, flags=[b"\\Seen"], msg_time=self.now)
        else:
            self.hand.append("Entwürfe", raw, flags=[b"\\Draft", b"\\Seen"], msg_time=self.now)


@dataclass
class Draft:
    """A draft that the user's program can remove."""

    stage: ServerStage
    uid: int

    def unlink(self) -> None:
        self.stage.hand.select_folder("Entwürfe")
        self.stage.hand.delete_messages([self.uid])
        self.stage.hand.expunge()


class Answers:
    """Somebody who types the password."""

    def say(self, text: str) -> None:
        return None

    show = say

    def browse(self, url: str) -> bool:
        return False

    def ask_secret(self, prompt: str) -> str:
        return PASSWORD

    def typing(self) -> int | None:
        return None


CONNECTED: set[Any] = set()
"""Every address that a socket of this process was connected to."""


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        CONNECTED.add(arguments[1][:2])


def told(played: Any) -> list[list[tuple[Any, str, str]]]:
    return [[(entry.at, entry.what, entry.text) for entry in entries] for _, entries in played]


def test_the_story_is_the_same_on_real_servers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = tmp_path / "key"
    key.write_text("A" * 42 + "A=\n")
    key.chmod(0o600)
    monkeypatch.setenv("FOLLOWBOT_STORE_KEY_FILE", str(key))
    with dovecot() as post, radicale() as dates:
        monkeypatch.setenv("SSL_CERT_FILE", str(post.ca))
        stage = ServerStage(tmp_path / "servers", post, dates)
        CONNECTED.clear()
        sys.addaudithook(_note)
        on_servers = told(play(stage, lambda share, text: None))
        stage.hand.shutdown()
        assert CONNECTED, "the hook sees nothing"
        assert {(host, port) for host in ("127.0.0.1", "::1") for port in (post.port, dates.port)} >= CONNECTED
    on_files = told(play(Stage(tmp_path / "files", BEGIN), lambda share, text: None))
    assert len(on_files) > 5
    assert on_servers == on_files
