"""msal's own flows against a strict authorisation server that is not ours: the consent clicked by a real browser, device codes.

As in `test_google_consent`, whose hands these are: `oidc-provider` over TLS (and once in plain on this machine, which msal
itself would refuse), Chromium, and `followbot auth login` as a user starts it. The server's clock is moved, nothing waits.
"""

from __future__ import annotations

import base64
import contextlib
import html
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests
import trustme

from followbot.app.login import LoggedIn, LoggedOut, state_of
from followbot.bootstrap.data import rule_file
from followbot.errors import LoginNeeded, Unreachable
from followbot.providers.microsoft.refusals import Adviser
from followbot.providers.microsoft.tokens import ROW, MicrosoftTokens, unpacked
from tests.system.test_google_consent import Clock, Partner, Stage, node_folder, pin

pytestmark = [pytest.mark.system, pytest.mark.heavy]

CLIENT, EMAIL = "11111111-2222-3333-4444-555555555555", "sam@example.org"
CONFIG = """\
profile: {{name: Sam Taylor, email: {email}, timezone: Europe/Berlin}}
accounts:
  - {{name: main, provider: microsoft, microsoft: {{client_id: {client}, authority: "{issuer}"}}}}
"""


@dataclass
class MicrosoftStage(Stage):
    """One user, one server, one browser."""

    def microsoft_tokens(self) -> MicrosoftTokens:
        adviser = Adviser("main", CLIENT, self.issuer, lambda: rule_file("logins/microsoft")["family"])
        return MicrosoftTokens("main", CLIENT, self.issuer, adviser, secrets=self.vault, clock=self.clock)

    def cached_refresh_token(self) -> str:
        packed = self.vault.get("main", ROW)
        assert packed is not None
        (entry,) = json.loads(unpacked(packed).cache)["RefreshToken"].values()
        return str(entry["secret"])

    def log_in_by_device(self) -> tuple[int, str, str]:
        """`auth login --device`, and a person who types the code; exit code, output, last page."""
        program = subprocess.Popen(
            self.command("auth", "login", "main", "--device", "--timeout", "1min"),
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        with program:
            assert program.stdout is not None
            shown = []
            for line in program.stdout:
                shown.append(line)
                if re.fullmatch(r"\s*[A-Z]{4}-[A-Z]{4}\s*", line):
                    break
            place = next(line.strip() for line in shown if line.startswith("http"))
            page = typed(place, shown[-1].strip())
            shown += program.stdout.readlines()
        return program.returncode, "".join(shown), page


def typed(place: str, code: str) -> str:
    """What a person does at the page for device codes: type the code, log in, consent; the text of the last page."""
    with requests.Session() as browser:
        answer = browser.get(place, timeout=30)
        for _ in range(8):
            form = re.search(r'<form[^>]*action="([^"]+)"[^>]*>(.*?)</form>', answer.text, re.DOTALL)
            if form is None:
                break
            fields = {}
            for tag in re.findall(r"<input[^>]*>", form[2]):
                name, value = (re.search(rf'{attribute}="([^"]*)"', tag) for attribute in ("name", "value"))
                if name is not None:
                    fields[name[1]] = html.unescape(value[1]) if value else ""
            told = {"login": "sam", "password": "whatever", "user_code": code}
            fields |= {name: fields.get(name) or value for name, value in told.items() if name in fields}
            answer = browser.post(urljoin(answer.url, html.unescape(form[1])), data=fields, timeout=30)
        return answer.text


@contextlib.contextmanager
def opened(tmp_path: Path, *, plain: bool) -> Iterator[MicrosoftStage]:
    folder = node_folder(tmp_path)
    authority = trustme.CA()
    certificate = authority.issue_cert("localhost", key_type=trustme.KeyType.ECDSA)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    certificate.private_key_and_cert_chain_pem.write_to_path(tmp_path / "server.pem")
    with contextlib.ExitStack() as cleanup:
        pem = "-" if plain else str(tmp_path / "server.pem")
        server = Partner(folder, "microsoft.mjs", pem, CLIENT, EMAIL)
        cleanup.callback(server.close)
        program = shutil.which("chromium") or ""
        browser = Partner(folder, "browser.mjs", program, str(tmp_path / "chromium"), pin(certificate))
        cleanup.callback(browser.close)
        issuer = server.hello["issuer"]
        (tmp_path / "config.yaml").write_text(CONFIG.format(email=EMAIL, client=CLIENT, issuer=issuer), "utf-8")
        (tmp_path / "key").write_bytes(base64.b64encode(os.urandom(32)))
        yield MicrosoftStage(tmp_path, issuer, server, browser, Clock())


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MicrosoftStage]:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with opened(tmp_path, plain=False) as stage:
        yield stage


def test_consent_renewal_rotation_expiry_and_refusal(stage: MicrosoftStage) -> None:
    """One story, because a browser takes seconds to start."""
    code, shown, page = stage.log_in(consent=False)
    assert code == 77, shown
    assert "The consent was refused" in shown
    assert "error=access_denied" in page["address"]

    code, shown, page = stage.log_in()
    assert code == 0, shown
    assert "Mail.ReadWrite" in page["asked"]
    assert "Back to followbot" in page["text"]
    assert f"main (microsoft): logged in as {EMAIL}" in shown
    status = json.loads(stage.run("auth", "status", "--json").stdout)["accounts"][0]
    assert (status["auth"], sorted(status["scopes"])) == ("ok", ["Calendars.Read", "Mail.ReadWrite"])

    # Renewed and rotated; the server has forgotten the old refresh token, followbot has the new one on the disk.
    first, token = stage.cached_refresh_token(), stage.microsoft_tokens().token()
    assert stage.microsoft_tokens().token() == token
    stage.later(timedelta(hours=2))
    renewed = stage.microsoft_tokens().token()
    assert renewed != token
    assert stage.cached_refresh_token() != first
    stage.later(timedelta(hours=2))
    assert stage.microsoft_tokens().token() not in {token, renewed}

    # A certificate that nobody vouches for: no token leaves, and the login stays.
    stage.later(timedelta(hours=2))
    with pytest.MonkeyPatch.context() as strange:
        strange.delenv("SSL_CERT_FILE")
        with pytest.raises(Unreachable, match="certificate cannot be verified"):
            stage.microsoft_tokens().token()
    assert isinstance(state_of(stage.vault.record("main")), LoggedIn)

    # After ninety days without use the server ends it.
    stage.later(timedelta(days=91))
    with pytest.raises(LoginNeeded, match="followbot auth login main"):
        stage.microsoft_tokens().token()
    assert isinstance(state_of(stage.vault.record("main")), LoggedOut)
    assert stage.run("auth", "status").returncode == 77


@pytest.mark.parametrize("plain", [False, True], ids=["over TLS", "in plain on this machine"])
def test_a_code_on_another_device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plain: bool) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with opened(tmp_path, plain=plain) as stage:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))  # for the hand that types
        code, shown, page = stage.log_in_by_device()
        assert code == 0, shown
        assert "successful" in page
        assert f"logged in as {EMAIL}" in shown
        assert stage.microsoft_tokens().token()
