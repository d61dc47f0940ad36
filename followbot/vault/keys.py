"""Where the vault's key comes from: a key file, a credential of systemd, or the keyring of the desktop.

The first that is there counts, and what is named but cannot be read is an error: a vault never goes on without its key. In a
file the key is 32 random bytes in base64. In the keyring it is one item, made at the first login.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from followbot.errors import FollowbotError
from followbot.errors.vault import (
    key_empty,
    key_malformed,
    key_unreadable,
    keyring_failed,
    keyring_forgetful,
    keyring_locked,
    keyring_silent,
    no_keyring,
)

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SIZE = 32
CREDENTIAL = "store-key"
"""The name of the systemd credential, as in `LoadCredentialEncrypted=store-key:...` (systemd.exec(5), CREDENTIALS)."""

KEY_FILE = "FOLLOWBOT_STORE_KEY_FILE"

SERVICE, ITEM = "followbot", "store-key"

BACKENDS = {
    "linux": ("keyring.backends.SecretService.Keyring", "keyring.backends.kwallet.DBusKeyring"),
    "darwin": ("keyring.backends.macOS.Keyring",),
    "win32": ("keyring.backends.Windows.WinVaultKeyring",),
}
"""The keyrings that are asked, by name. keyring's own choice would take any that is installed, also a chain of those that
prompt on a terminal nobody watches or that keep secrets in plain files."""

PATIENCE = 15.0
"""Seconds that a keyring may take. One with a display asks for its password when it is locked, and would wait for days."""

_T = TypeVar("_T")


class KeySource(Protocol):
    """Where one key lies."""

    def read(self) -> bytes | None:
        """The key, None where none was made yet. Raises `ConfigurationError`, or `TryAgain` where waiting may help."""

    def make(self) -> bytes:
        """Make the first key and keep it; only called when `read` found none and the vault is empty."""


def key_source(environ: Mapping[str, str], patience: float = PATIENCE) -> KeySource:
    """The place that this environment names; nothing is read yet."""
    if environ.get(KEY_FILE):
        return FileKey(Path(environ[KEY_FILE]).expanduser(), f"The key file {environ[KEY_FILE]} ({KEY_FILE})")
    credential = Path(environ.get("CREDENTIALS_DIRECTORY") or os.devnull) / CREDENTIAL
    if _is_there(credential):
        return FileKey(credential, f"The systemd credential {CREDENTIAL}")
    named = environ.get("PYTHON_KEYRING_BACKEND")  # keyring's own variable: somebody has decided
    return KeyringKey((named,) if named else BACKENDS.get(sys.platform, ()), patience)


def _is_there(path: Path) -> bool:
    """Whether something has that name, readable or not: systemd shows credentials to the service, not to what reloads it."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


class FileKey:
    """A key in a file that somebody else made. `what` begins the sentences about it."""

    def __init__(self, path: Path, what: str) -> None:
        self._path = path
        self._what = what

    def read(self) -> bytes:
        try:
            text = self._path.read_bytes()
        except OSError as error:
            reason = (error.strerror or "input/output error").lower()
            raise key_unreadable(self._what, reason) from None
        return decoded(text, self._what)

    def make(self) -> bytes:
        raise key_empty(self._what)


def decoded(text: bytes, what: str) -> bytes:
    """32 bytes out of their base64, of either alphabet, with or without line ends."""
    plain = b"".join(text.split()).translate(bytes.maketrans(b"-_", b"+/"))
    try:
        key = base64.b64decode(plain, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != SIZE:
        raise key_malformed(what, SIZE)
    return key


class KeyringKey:
    """A key in the keyring of the desktop, by the first of the named back ends that works here."""

    def __init__(self, backends: tuple[str, ...], patience: float = PATIENCE) -> None:
        self._names = backends
        self._patience = patience
        self._backend: KeyringBackend | None = None

    def read(self) -> bytes | None:
        found = self._ask(lambda ring: ring.get_password(SERVICE, ITEM))
        return None if found is None else decoded(found.encode(), "The keyring's item “followbot, store-key”")

    def make(self) -> bytes:
        key = secrets.token_bytes(SIZE)
        text = base64.b64encode(key).decode()
        self._ask(lambda ring: ring.set_password(SERVICE, ITEM, text))
        # A keyring that takes everything and keeps nothing would cost the login at the next start.
        if self._ask(lambda ring: ring.get_password(SERVICE, ITEM)) != text:
            raise keyring_forgetful()
        return key

    def _ask(self, question: Callable[[KeyringBackend], _T]) -> _T:
        try:
            return within(self._patience, lambda: question(self._opened()))
        except FollowbotError:
            raise
        except TimeoutError:
            raise keyring_silent(self._patience) from None
        except Exception as error:  # noqa: BLE001 - a back end may raise anything, D-Bus errors among it
            raise _keyring_error(error) from None

    def _opened(self) -> KeyringBackend:
        if self._backend is None:
            self._backend = self._first_usable()
        return self._backend

    def _first_usable(self) -> KeyringBackend:
        from keyring.core import load_keyring  # here, because a key file needs none of it

        reasons = []
        for name in self._names:
            try:
                return load_keyring(name)
            except Exception as error:  # noqa: BLE001 - each back end fails in its own way, and any failure means "not here"
                reasons.append(f"{name.removeprefix('keyring.backends.')}: {type(error).__name__}")
        raise no_keyring(", ".join(reasons) or "none is known")


def _keyring_error(error: Exception) -> FollowbotError:
    from keyring.errors import InitError, KeyringLocked  # see above

    if isinstance(error, KeyringLocked | InitError):
        return keyring_locked()
    # Only the class: what a back end writes may hold anything.
    return keyring_failed(type(error).__name__)


def within(seconds: float, work: Callable[[], _T]) -> _T:
    """The result of `work`, or `TimeoutError` when it takes longer. It is left behind then: a D-Bus call cannot be stopped."""
    result: list[Any] = []

    def run() -> None:
        try:
            result.append((True, work()))
        except BaseException as error:  # noqa: BLE001 - handed over to the thread that waits
            result.append((False, error))

    thread = threading.Thread(target=run, daemon=True, name="keyring")
    thread.start()
    thread.join(seconds)
    if not result:
        raise TimeoutError
    fine, value = result[0]
    if not fine:
        raise value
    return value  # type: ignore[no-any-return]  # what `work` returned
