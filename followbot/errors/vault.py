"""The vault, which keeps tokens and passwords, and its key."""

from __future__ import annotations

from pathlib import Path

from followbot.errors import ConfigurationError, Stale, StoreError, TryAgain

MAKE_ONE = "(umask 077; head -c 32 /dev/urandom | base64 > ~/.config/followbot/store-key)"
"""A command that makes a key."""

_MAKE = f"Make one:\n  {MAKE_ONE}"
_ELSEWHERE = (
    f"Without a desktop, make a key file and name it, the latter in ~/.profile too:\n  {MAKE_ONE}"
    "\n  export FOLLOWBOT_STORE_KEY_FILE=~/.config/followbot/store-key"
)
_LOST_KEY = (
    "Bring the key back that the vault was made with. If it is lost, so are the logins: give each up with"
    " `followbot auth logout ACCOUNT`, then log in again."
)


def key_unreadable(what: str, reason: str) -> ConfigurationError:
    """The key file is missing, or this user may not read it."""
    return ConfigurationError(f"{what} cannot be read: {reason}.", _MAKE)


def key_empty(what: str) -> ConfigurationError:
    """The key file has no content."""
    return ConfigurationError(f"{what} holds no key.", _MAKE)


def key_malformed(what: str, size: int) -> ConfigurationError:
    """The key file holds something else than a key."""
    return ConfigurationError(f"{what} does not hold {size} bytes in base64.", _MAKE)


def keyring_forgetful() -> ConfigurationError:
    """The keyring accepts an entry and does not give it back."""
    return ConfigurationError("The keyring does not keep what it is given.", _ELSEWHERE)


def keyring_silent(seconds: float) -> TryAgain:
    """The keyring's window may wait for a password behind others."""
    return TryAgain(
        f"The keyring has not answered for {seconds:g} s; it may be waiting for its password.",
        "Unlock it on the desktop and try again.",
    )


def no_keyring(reasons: str) -> ConfigurationError:
    """No desktop session with a keyring is running, as on a server or in a container."""
    return ConfigurationError(f"There is no keyring here to keep the vault's key in ({reasons}).", _ELSEWHERE)


def keyring_locked() -> TryAgain:
    """The desktop keeps the keyring closed until somebody opens it."""
    return TryAgain("The keyring is locked.", f"Unlock it on the desktop and try again. {_ELSEWHERE}")


def keyring_failed(kind: str) -> ConfigurationError:
    """The keyring's own program reports an error."""
    return ConfigurationError(f"The keyring fails ({kind}).", _ELSEWHERE)


def renewal_held(account: str, seconds: float) -> TryAgain:
    """Only one followbot at a time may renew a login."""
    return TryAgain(
        f"Another followbot has been renewing the login of account {account} for {seconds:g} s.",
        "Try again in a minute.",
    )


def login_replaced(account: str) -> Stale:
    """Somebody logged in again at the same moment."""
    return Stale(f"The login of account {account} was replaced meanwhile.", "Try again.")


def key_lost() -> ConfigurationError:
    """The vault was written with a key that is not there any more."""
    return ConfigurationError("The vault holds logins, but its key is gone.", _LOST_KEY)


def key_other(path: Path) -> ConfigurationError:
    """The key that was found is not the one that the vault was written with."""
    return ConfigurationError(f"The vault {path} was made with another key than this one.", _LOST_KEY)


def login_damaged(account: str, path: Path) -> StoreError:
    """The row was changed, or cannot be read from the disk."""
    return StoreError(
        f"The login of account {account} in the vault {path} is damaged.",
        f"Log in again: `followbot auth login {account}`.",
    )


def vault_newer(path: Path) -> ConfigurationError:
    """The vault was written by a newer followbot."""
    return ConfigurationError(
        f"This followbot is older than its vault {path}.", "Install the newer followbot again that wrote it."
    )


def vault_failed(path: Path, fault: str) -> StoreError:
    """The disk is full, read-only or damaged, or the file is."""
    return StoreError(
        f"The vault {path} cannot be read or written: {fault}.",
        "Check the disk, its free space and the rights of the file; a damaged one may be moved away, then log in again.",
    )


def vault_unwritable(path: Path, reason: str) -> StoreError:
    """The disk or its permissions refuse the file."""
    return StoreError(f"The vault {path} cannot be read or written: {reason}.", "Check its folder and the disk.")


def vault_unreadable(path: Path) -> StoreError:
    """The file is no vault, or is damaged."""
    return StoreError(
        f"The vault {path} holds something that this followbot cannot read.", "Move it away and log in again."
    )
