"""Where the key comes from, and every way in which it may not be there."""

from __future__ import annotations

import base64
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, NoKeyringError

from followbot.errors import ConfigurationError, TryAgain
from followbot.vault import FileKey, KeyringKey, key_source
from followbot.vault.keys import within

KEY = bytes(range(200, 232))


@pytest.mark.parametrize(
    "text",
    [
        base64.b64encode(KEY),
        base64.b64encode(KEY) + b"\n",
        base64.urlsafe_b64encode(KEY),
        base64.encodebytes(KEY).replace(b"\n", b"\r\n"),
        base64.b64encode(KEY)[:20] + b"\n" + base64.b64encode(KEY)[20:],
    ],
)
def test_a_key_file_holds_32_bytes_in_base64(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "key").write_bytes(text)
    assert key_source({"FOLLOWBOT_STORE_KEY_FILE": str(tmp_path / "key")}).read() == KEY


@pytest.mark.parametrize("text", [b"", b"\n", KEY, base64.b64encode(KEY[:31]), base64.b64encode(KEY * 2), b"!!!!"])
def test_anything_else_is_refused_with_the_file_and_what_to_do(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "key").write_bytes(text)
    with pytest.raises(ConfigurationError, match=r"key \(FOLLOWBOT_STORE_KEY_FILE\).*base64.*Make one"):
        key_source({"FOLLOWBOT_STORE_KEY_FILE": str(tmp_path / "key")}).read()


def test_a_key_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    source = key_source({"FOLLOWBOT_STORE_KEY_FILE": str(tmp_path / "none")})
    with pytest.raises(ConfigurationError, match="no such file"):
        source.read()
    with pytest.raises(ConfigurationError):
        source.make()


def test_systemd_s_credential_is_taken_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "store-key").write_bytes(base64.b64encode(KEY))
    assert key_source({"CREDENTIALS_DIRECTORY": str(tmp_path)}).read() == KEY
    (tmp_path / "other").write_bytes(base64.b64encode(KEY[::-1]))
    both = {"CREDENTIALS_DIRECTORY": str(tmp_path), "FOLLOWBOT_STORE_KEY_FILE": str(tmp_path / "other")}
    assert key_source(both).read() == KEY[::-1]


def test_credentials_without_a_key_leave_the_keyring(tmp_path: Path) -> None:
    assert isinstance(key_source({"CREDENTIALS_DIRECTORY": str(tmp_path)}), KeyringKey)
    assert isinstance(key_source({}), KeyringKey)
    assert isinstance(key_source({"FOLLOWBOT_STORE_KEY_FILE": "/x"}), FileKey)


def test_a_credential_that_only_the_service_may_see_is_still_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What systemd runs to reload a service gets the variable, but must not look into the folder."""

    def refuse(path: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "stat", refuse)
    assert isinstance(key_source({"CREDENTIALS_DIRECTORY": str(tmp_path)}), FileKey)


# --- the keyring ----------------------------------------------------------------------------------------------------


class Ring(KeyringBackend):
    """A keyring in memory. keyring registers every subclass for its own choosing, hence the priority."""

    priority = 0.1
    kept: dict[tuple[str, str], str] = {}  # noqa: RUF012 - shared by its instances, as a keyring is
    error: Exception | None = None
    forgets = False
    patience: threading.Event | None = None

    def get_password(self, service: str, username: str) -> str | None:
        if self.patience:
            self.patience.wait()
        if self.error:
            raise self.error
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if not self.forgets:
            self.kept[service, username] = password


@pytest.fixture
def ring() -> Iterator[type[Ring]]:
    module = ModuleType("tests_keyring")
    setattr(module, "Ring", Ring)  # noqa: B010 - mypy knows no attributes of a made-up module
    sys.modules["tests_keyring"] = module
    Ring.kept.clear()
    Ring.error, Ring.forgets, Ring.patience = None, False, None
    yield Ring
    del sys.modules["tests_keyring"]


@pytest.mark.usefixtures("ring")
def test_the_keyring_keeps_a_key_once_it_was_made() -> None:
    source = key_source({"PYTHON_KEYRING_BACKEND": "tests_keyring.Ring"})
    assert source.read() is None
    made = source.make()
    assert len(made) == 32
    assert KeyringKey(("tests_keyring.Ring",)).read() == made


def test_a_keyring_that_forgets_is_found_out_at_once(ring: type[Ring]) -> None:
    ring.forgets = True
    with pytest.raises(ConfigurationError, match="does not keep"):
        KeyringKey(("tests_keyring.Ring",)).make()


def test_a_locked_keyring_may_be_open_later(ring: type[Ring]) -> None:
    ring.error = KeyringLocked("canary")
    with pytest.raises(TryAgain, match="locked") as caught:
        KeyringKey(("tests_keyring.Ring",)).read()
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("error", [NoKeyringError("canary"), RuntimeError("canary"), OSError("canary")])
def test_a_keyring_that_fails_says_where_else_a_key_may_lie(ring: type[Ring], error: Exception) -> None:
    ring.error = error
    with pytest.raises(ConfigurationError, match="FOLLOWBOT_STORE_KEY_FILE") as caught:
        KeyringKey(("tests_keyring.Ring",)).read()
    assert "canary" not in str(caught.value)


def test_a_keyring_that_waits_for_a_prompt_nobody_sees_is_left_waiting(ring: type[Ring]) -> None:
    ring.patience = threading.Event()
    try:
        with pytest.raises(TryAgain, match="has not answered"):
            KeyringKey(("tests_keyring.Ring",), patience=0.05).read()
    finally:
        ring.patience.set()


def test_without_any_keyring_the_sentence_says_what_to_do() -> None:
    source = KeyringKey(("keyring.backends.nonsense.Keyring", "keyring.backends.macOS.Keyring"))
    with pytest.raises(ConfigurationError, match=r"(?s)no keyring here.*nonsense.*FOLLOWBOT_STORE_KEY_FILE"):
        source.read()


@pytest.mark.usefixtures("ring")
def test_something_else_in_the_keyring_is_no_key(ring: type[Ring]) -> None:
    ring.kept["followbot", "store-key"] = "hunter2"
    with pytest.raises(ConfigurationError, match="does not hold 32 bytes") as caught:
        KeyringKey(("tests_keyring.Ring",)).read()
    assert "hunter2" not in str(caught.value)


def test_what_fails_in_the_other_thread_fails_here() -> None:
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 // 0)
    assert within(5, lambda: os.getpid()) == os.getpid()
