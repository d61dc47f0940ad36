"""A whole followbot on a Google account: the installed program, a vault with a login in it, and the fake of Google."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from followbot.app.login import LoginRecord
from followbot.providers.google.tokens import ROW, Tokens
from followbot.vault import Vault, key_source
from tests.fakes.google.gmail import Json
from tests.fakes.google.server import GoogleFake, make_google
from tests.fakes.web import Asked, Reply, Website, website
from tests.fakes.world import FakeClock
from tests.system.conftest import END, Desk

ME = "sam@home.example"
TOKEN = "token-1"
CONFIG = """\
profile: {{name: Sam Taylor, email: {me}, timezone: Europe/Berlin, country: DE}}
accounts:
  - name: main
    provider: google
    google: {{client_secrets: client.json, endpoint: "{url}"}}
store: {{url: "sqlite:///{store}"}}
drafts: {{debrief: false}}
"""


def interview(end: datetime = END, uid: str = "int-1") -> Json:
    """An interview as Google's calendar keeps it."""
    zone = "Europe/Berlin"
    return {
        "id": uid.replace("-", ""),
        "iCalUID": f"{uid}@acme.example",
        "summary": "Technical interview: Backend Engineer at Acme",
        "description": "Interview with Jane Doe, Staff Engineer at Acme, about the billing platform.",
        "organizer": {"email": "jane.doe@acme.example", "displayName": "Jane Doe"},
        "attendees": [
            {
                "email": "jane.doe@acme.example",
                "displayName": "Jane Doe",
                "responseStatus": "accepted",
                "organizer": True,
            },
            {"email": ME, "displayName": "Sam Taylor", "responseStatus": "accepted", "self": True},
        ],
        "start": {"dateTime": (end - timedelta(hours=1)).isoformat(), "timeZone": zone},
        "end": {"dateTime": end.isoformat(), "timeZone": zone},
    }


@dataclass
class GoogleDesk(Desk):
    """One user's account at Google. The server's clock is put to the time that the program is run at."""

    clock: FakeClock = field(default_factory=lambda: FakeClock(END - timedelta(days=3)))
    server: GoogleFake = field(init=False)
    site: Website = field(init=False)

    @contextmanager
    def open(self) -> Iterator[GoogleDesk]:
        with website() as self.site:
            self.server = make_google(self.clock, ME)
            self.site.responder = self._respond
            self._write()
            yield self
        assert self.server.violations == []
        assert (self.server.gmail.sent_by_api, self.server.gmail.ghosts) == (0, 0)

    def _respond(self, asked: Asked) -> Reply:
        """Google, and a token endpoint at which every login has ended."""
        if asked.path == "/token":
            return Reply(400, b'{"error": "invalid_grant"}', {"Content-Type": "application/json"})
        return self.server.respond(asked)

    def _write(self) -> None:
        self.configure(self.site.url)
        installed = {
            "client_id": "client-1",
            "client_secret": "none",
            "auth_uri": f"{self.site.url}/auth",
            "token_uri": f"{self.site.url}/token",
            "redirect_uris": ["http://localhost"],
        }
        (self.root / "client.json").write_text(json.dumps({"installed": installed}), "utf-8")
        self.key_file.write_text(base64.b64encode(bytes(range(32))).decode(), "utf-8")
        self.key_file.chmod(0o600)

    def configure(self, endpoint: str) -> None:
        """Google's APIs are at this address."""
        store = self.root / "state" / "followbot.db"
        (self.root / "config.yaml").write_text(CONFIG.format(me=ME, url=endpoint, store=store), "utf-8")

    @property
    def key_file(self) -> Path:
        return self.root / "store.key"

    def environment(self, at: datetime | None) -> dict[str, str]:
        if at is not None:
            self.clock.time = at
        return {**super().environment(at), "FOLLOWBOT_STORE_KEY_FILE": str(self.key_file)}

    def log_in(self, token: str = TOKEN) -> None:
        """As after `followbot auth login`: an access token that lives for as long as the test."""
        path = self.root / "state" / "followbot.vault"
        path.parent.mkdir(mode=0o700, exist_ok=True)
        vault = Vault(path, key_source({"FOLLOWBOT_STORE_KEY_FILE": str(self.key_file)}, 1.0))
        begun = datetime(2026, 1, 1, tzinfo=UTC)
        record = LoginRecord("main", "google", ME, SCOPES, begun)
        vault.begin(record, {ROW: Tokens("client-1", "refresh-1", token, begun, begun + timedelta(days=900)).packed()})


SCOPES = tuple(
    f"https://www.googleapis.com/auth/{name}"
    for name in ("gmail.readonly", "gmail.compose", "calendar.events.readonly", "calendar.calendarlist.readonly")
)
