"""Where the language model's key comes from, and that it never lies in a file in plain."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest

from followbot.bootstrap import load_config
from followbot.bootstrap.writing import _key
from tests.cli.conftest import Home, Run


class Kept:
    """A vault that holds one key, and says whether it was opened."""

    opened = False

    def get(self, account: str, name: str) -> bytes | None:
        self.opened = True
        return b"from-the-vault"


@pytest.fixture
def vault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    key = tmp_path / "store-key"
    key.write_bytes(base64.b64encode(bytes(range(32))))
    key.chmod(0o600)
    monkeypatch.setenv("FOLLOWBOT_STORE_KEY_FILE", str(key))
    return key


def test_the_environment_comes_first_then_the_credential_then_the_vault(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept = Kept()
    assert _key(kept, here=False) == "from-the-vault"  # type: ignore[arg-type] # it is only asked for one secret
    (tmp_path / "llm-key").write_text("from-a-credential\n", "utf-8")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert _key(kept, here=False) == "from-a-credential"  # type: ignore[arg-type] # see above
    monkeypatch.setenv("FOLLOWBOT_LLM_KEY", "from-the-environment")
    assert _key(kept, here=False) == "from-the-environment"  # type: ignore[arg-type] # see above


def test_a_server_on_this_machine_is_no_reason_to_open_the_vault() -> None:
    kept = Kept()
    assert _key(kept, here=True) is None  # type: ignore[arg-type] # see above
    assert not kept.opened


def test_a_key_is_kept_encrypted_and_taken_out_again(
    home: Home, run: Run, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from followbot.bootstrap.tools import tools
    from followbot.system import SystemClock

    monkeypatch.setattr("sys.stdin", io.StringIO("sk-very-secret\n"))
    ran = run("config", "llm-key")
    assert (ran.code, ran.err) == (0, "")
    assert "sk-very-secret" not in ran.out
    secrets = tools(load_config(home.config), SystemClock()).secrets
    assert secrets.get("composer", "llm-key") == b"sk-very-secret"
    assert not [p for p in home.root.rglob("*") if p.is_file() and b"sk-very-secret" in p.read_bytes()]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    assert run("config", "llm-key").code == 0
    assert secrets.get("composer", "llm-key") is None
