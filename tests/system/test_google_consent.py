"""The whole consent against a strict authorisation server that is not ours, over TLS, clicked by a real browser.

`oidc-provider` stands behind a certificate of our own authority, Chromium goes through its pages, and `followbot auth login`
is the program as a user starts it. The server's clock is moved, so that nothing waits. Needs Node 20, Chromium, and the node
packages of `tests/outside/oidc`, installed where TEST_NODE_MODULES says; `.ci/run` brings all of it.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from followbot.app.login import LoggedIn, LoggedOut, state_of
from followbot.errors import LoginNeeded, Unreachable
from followbot.providers.google.client import load_client
from followbot.providers.google.scopes import wanted
from followbot.providers.google.tokens import ROW, GoogleTokens, unpacked
from followbot.providers.oauth import Declined, TokenEndpoint
from followbot.vault import FileKey, Vault

pytestmark = [pytest.mark.system, pytest.mark.heavy]

OUTSIDE = Path(__file__).parents[1] / "outside" / "oidc"
CLIENT, SECRET, EMAIL = "client-1.apps.example", "canary-secret-0123456789", "sam@example.org"
OLDEST_NODE = 20
CONFIG = """\
profile: {{name: Sam Taylor, email: {email}, timezone: Europe/Berlin}}
accounts:
  - {{name: main, provider: google, google: {{client_secrets: client_secret.json, endpoint: "{issuer}"}}}}
"""


class Partner:
    """A node program that answers a line with a line."""

    def __init__(self, folder: Path, program: str, *arguments: str) -> None:
        node = shutil.which("node")
        assert node is not None
        pipe = subprocess.PIPE
        self._complaints = tempfile.TemporaryFile("w+")  # noqa: SIM115 -- it lives as long as the program, see close
        self._process = subprocess.Popen(
            [node, str(folder / program), *arguments], stdin=pipe, stdout=pipe, stderr=self._complaints, text=True
        )
        self.hello = self._hear()

    def ask(self, line: str) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._hear()

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, f"the partner ended with {self._process.wait(30)}: {self._said()}"
        heard: dict[str, Any] = json.loads(line)
        return heard

    def _said(self) -> str:
        """What it wrote to stderr, its end."""
        self._complaints.seek(0)
        return self._complaints.read()[-3000:]

    def close(self) -> None:
        self._complaints.close()
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


@dataclass
class Clock:
    """The real clock, moved by the test."""

    ahead: timedelta = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead  # noqa: TID251 - the server beside it starts from the machine's clock, too


@dataclass
class Stage:
    """One user, one server, one browser."""

    root: Path
    issuer: str
    server: Partner
    browser: Partner
    clock: Clock

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if k not in {"REQUESTS_CA_BUNDLE", "DISPLAY", "BROWSER"}}
        key = {"FOLLOWBOT_STORE_KEY_FILE": str(self.root / "key"), "STATE_DIRECTORY": str(self.root / "state")}
        return {**kept, **key, "SSL_CERT_FILE": str(self.root / "ca.pem")}

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "followbot", "--config", str(self.root / "config.yaml"), *arguments]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments), env=self.environment, capture_output=True, text=True, timeout=60, check=False
        )

    def log_in(self, *, consent: bool = True) -> tuple[int, str, dict[str, Any]]:
        """`auth login --no-browser`, and the browser at the address that it prints; exit code, output, last page."""
        pipe = subprocess.PIPE
        command = self.command("auth", "login", "main", "--no-browser", "--timeout", "2min")
        program = subprocess.Popen(
            command, env=self.environment, stdin=subprocess.DEVNULL, stdout=pipe, stderr=subprocess.STDOUT, text=True
        )
        with program:
            assert program.stdout is not None
            shown = []
            for line in program.stdout:
                shown.append(line)
                if line.startswith("https://"):
                    break
            try:
                page = self.browser.ask(json.dumps({"url": shown[-1].strip(), "consent": consent}))
            except BaseException:
                program.kill()
                raise
            shown += program.stdout.readlines()
        return program.returncode, "".join(shown), page

    def later(self, span: timedelta) -> None:
        """Move the server's clock and ours."""
        self.clock.ahead += span
        self.server.ask(str(self.clock.ahead.total_seconds()))

    @property
    def vault(self) -> Vault:
        return Vault(self.root / "state" / "followbot.vault", FileKey(self.root / "key", "The key"))

    def tokens(self) -> GoogleTokens:
        permissions = wanted(named_calendars=False)
        client = load_client(self.root / "client_secret.json")
        return GoogleTokens("main", frozenset({EMAIL}), permissions, client, secrets=self.vault, clock=self.clock)

    def refresh_token(self) -> str:
        packed = self.vault.get("main", ROW)
        assert packed is not None
        return unpacked(packed).refresh


def node_folder(tmp_path: Path) -> Path:
    """The node programs beside the packages that they import."""
    packages = os.environ.get("TEST_NODE_MODULES", "")
    node = shutil.which("node")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout if node else "v0"
    if int(version.strip().removeprefix("v").partition(".")[0]) < OLDEST_NODE:
        pytest.skip(f"needs node {OLDEST_NODE}")
    if shutil.which("chromium") is None:
        pytest.skip("needs chromium")
    if not (Path(packages) / "oidc-provider").is_dir():
        pytest.skip(f"needs the packages of {OUTSIDE.name}/package.json; TEST_NODE_MODULES names where they are")
    folder = tmp_path / "node"
    folder.mkdir()
    for program in OUTSIDE.glob("*.mjs"):
        shutil.copy(program, folder)
    (folder / "node_modules").symlink_to(packages)
    return folder


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    folder = node_folder(tmp_path)
    authority = trustme.CA()
    certificate = authority.issue_cert("localhost", key_type=trustme.KeyType.ECDSA)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    certificate.private_key_and_cert_chain_pem.write_to_path(tmp_path / "server.pem")
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with contextlib.ExitStack() as cleanup:
        server = Partner(folder, "server.mjs", str(tmp_path / "server.pem"), CLIENT, SECRET, EMAIL)
        cleanup.callback(server.close)
        program = shutil.which("chromium") or ""
        browser = Partner(folder, "browser.mjs", program, str(tmp_path / "chromium"), pin(certificate))
        cleanup.callback(browser.close)
        issuer = server.hello["issuer"]
        furnish(tmp_path, issuer)
        yield Stage(tmp_path, issuer, server, browser, Clock())


def pin(certificate: trustme.LeafCert) -> str:
    """The hash of its public key, by which Chromium is told to trust it and no other."""
    parsed = x509.load_pem_x509_certificate(certificate.cert_chain_pems[0].bytes())
    key = parsed.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(key).digest()).decode()


def furnish(root: Path, issuer: str) -> None:
    """The user's files."""
    section = {
        "client_id": CLIENT,
        "client_secret": SECRET,
        "auth_uri": f"{issuer}/auth",
        "token_uri": f"{issuer}/token",
        "redirect_uris": ["http://localhost"],
    }
    (root / "client_secret.json").write_text(json.dumps({"installed": section}), "utf-8")
    (root / "config.yaml").write_text(CONFIG.format(email=EMAIL, issuer=issuer), "utf-8")
    (root / "key").write_bytes(base64.b64encode(os.urandom(32)))


def test_consent_renewal_rotation_reuse_expiry_and_refusal(stage: Stage) -> None:
    """One story, because a browser takes seconds to start."""
    # Refused: nothing is there afterwards.
    code, shown, page = stage.log_in(consent=False)
    assert code == 77, shown
    assert "The consent was refused" in shown
    assert "error=access_denied" in page["address"]
    assert stage.run("auth", "status").returncode == 77

    # Consented.
    code, shown, page = stage.log_in()
    assert code == 0, shown
    assert "gmail.readonly" in page["asked"]
    assert "Back to followbot" in page["text"]
    assert f"main (google): logged in as {EMAIL}" in shown
    status = json.loads(stage.run("auth", "status", "--json").stdout)["accounts"][0]
    assert status["auth"] == "ok"
    assert len(status["scopes"]) == 4

    # Renewed and rotated; the server has forgotten the old refresh token, followbot has the new one on the disk.
    first = stage.refresh_token()
    token = stage.tokens().token()
    assert stage.tokens().token() == token
    stage.later(timedelta(hours=2))
    renewed = stage.tokens().token()
    assert renewed != token
    second = stage.refresh_token()
    assert second != first
    stage.later(timedelta(hours=2))
    assert stage.tokens().token() not in {token, renewed}

    # A certificate that nobody vouches for: no token leaves, and the login stays.
    stage.later(timedelta(hours=2))
    with pytest.MonkeyPatch.context() as strange:
        strange.delenv("SSL_CERT_FILE")
        with pytest.raises(Unreachable, match="certificate cannot be verified"):
            stage.tokens().token()
    assert isinstance(state_of(stage.vault.record("main")), LoggedIn)

    # Somebody replays a replaced token: the server ends the whole family, followbot says so.
    client = load_client(stage.root / "client_secret.json")
    with pytest.raises(Declined, match="invalid_grant"):
        TokenEndpoint(client.token_uri, client.id, client.secret).refresh(first)
    with pytest.raises(LoginNeeded, match="invalid_grant"):
        stage.tokens().token()
    assert isinstance(state_of(stage.vault.record("main")), LoggedOut)
    ended = stage.run("auth", "status")
    assert (ended.returncode, "invalid_grant" in ended.stdout) == (77, True)

    # A new login goes on; seven days later it expires, and the likely cause is named.
    stage.clock.ahead = timedelta(0)
    stage.later(timedelta(0))
    code, shown, _ = stage.log_in()
    assert code == 0, shown
    assert stage.tokens().token()
    stage.later(timedelta(days=7, minutes=5))
    with pytest.raises(LoginNeeded, match="Most likely your OAuth app is in “Testing”"):
        stage.tokens().token()
    assert SECRET not in shown
