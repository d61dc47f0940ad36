"""A whole followbot on a Microsoft account: the installed program, a vault with a login in it, and the fake of Graph."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from followbot.app.login import LoginRecord
from followbot.providers.microsoft.tokens import ROW, Tokens
from followbot.vault import Vault, key_source
from tests.fakes.entra import CLIENT, answer
from tests.fakes.graph.server import GraphFake, make_graph
from tests.fakes.life import ME
from tests.fakes.web import Asked, Reply, Website, website
from tests.fakes.world import FakeClock
from tests.system.conftest import END, Desk

TOKEN = "token-1"
CONFIG = """\
profile: {{name: Sam Taylor, email: {me}, timezone: Europe/Berlin, country: DE}}
accounts:
  - name: work
    provider: microsoft
    microsoft: {{client_id: {client}, authority: "{url}/tenant-1", endpoint: "{url}"}}
store: {{url: "sqlite:///{store}"}}
drafts: {{debrief: false}}
"""


@dataclass
class MicrosoftDesk(Desk):
    """One user's account at Microsoft. The server's clock is put to the time that the program is run at."""

    clock: FakeClock = field(default_factory=lambda: FakeClock(END - timedelta(days=3)))
    server: GraphFake = field(init=False)
    site: Website = field(init=False)

    @contextmanager
    def open(self) -> Iterator[MicrosoftDesk]:
        with website() as self.site:
            self.server = make_graph(self.clock, ME)
            self.server.root = self.site.url
            self.site.responder = self._respond
            self._write()
            yield self
        assert self.server.violations == []
        assert self.server.mail.sent_by_api == 0

    def _respond(self, asked: Asked) -> Reply:
        """Graph, and an authority at which every login has ended."""
        root = f"{self.site.url}/tenant-1"
        if asked.path.endswith("/.well-known/openid-configuration"):
            places = {"authorization_endpoint": f"{root}/authorize", "token_endpoint": f"{root}/token"}
            return answer(200, {"issuer": root, **places})
        if asked.path == "/tenant-1/token":
            return answer(
                400, {"error": "invalid_grant", "error_description": "AADSTS700082: x", "error_codes": [700082]}
            )
        return self.server.respond(asked)

    def _write(self) -> None:
        store = self.root / "state" / "followbot.db"
        text = CONFIG.format(me=ME, client=CLIENT, url=self.site.url, store=store)
        (self.root / "config.yaml").write_text(text, "utf-8")
        self.key_file.write_text(base64.b64encode(bytes(range(32))).decode(), "utf-8")
        self.key_file.chmod(0o600)

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
        record = LoginRecord("work", "microsoft", ME, ("Mail.ReadWrite", "Calendars.Read"), begun)
        authority = f"{self.site.url}/tenant-1"
        tokens = Tokens(CLIENT, authority, token, begun, begun + timedelta(days=900), CACHE)
        vault.begin(record, {ROW: tokens.packed()})


CACHE = (
    '{"Account": {"u-login-": {"home_account_id": "u", "environment": "127.0.0.1", "realm": "tenant-1", "local_account_id":'
    ' "u", "username": "sam@home.example", "authority_type": "MSSTS"}}, "RefreshToken": {"u-127.0.0.1-refreshtoken-'
    f'{CLIENT}--": {{"credential_type": "RefreshToken", "secret": "refresh-1", "home_account_id": "u", "environment":'
    f' "127.0.0.1", "client_id": "{CLIENT}", "target": "Mail.ReadWrite"}}}}}}'
)
"""msal's cache with an account and a refresh token, as its serialisation has them."""
