"""The systemd units that followbot ships, filled in for one machine. Pure but for reading the templates.

Facts they rest on, measured on systemd 252: without `PrivateUsers=` a user unit ignores `ProtectSystem=` and `PrivateTmp=`
silently; `StateDirectory=` of a user unit lies in ~/.config; `NoExecPaths=/` must name the state directory by itself, because
that is a mount of its own; without `LimitCORE=0` the watchdog's abort writes a dump with tokens in it; python needs its own
binary, its libraries and the compiled modules to be executable, because loading them maps them so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from followbot.errors import FollowbotError

UNIT = "followbot.service"
GROUP = "followbot-config"
SYSTEM_CONFIG = Path("/etc/followbot/config.yaml")
ENCRYPTED_KEY = Path("/etc/credstore.encrypted/followbot.store-key")
PLAIN_KEY = Path("/etc/credstore/followbot.store-key")
LIBRARIES = ("/usr/lib", "-/usr/lib64", "-/lib", "-/lib64")
"""Where shared libraries and the loader lie; "-" marks what not every distribution has."""


@dataclass(frozen=True, slots=True)
class Installation:
    """How followbot was installed: the interpreter to start, its environment's folder, and where that interpreter lies."""

    python: Path
    prefix: Path
    real_python: Path
    base: Path


def system_unit(installed: Installation, *, encrypted: bool = True, config: Path = SYSTEM_CONFIG) -> str:
    """The hardened system unit. Its key is an encrypted credential, or a plain one where systemd is older than 250."""
    credential = (
        f"LoadCredentialEncrypted=store-key:{ENCRYPTED_KEY}" if encrypted else f"LoadCredential=store-key:{PLAIN_KEY}"
    )
    return _filled(
        "system.service",
        PYTHON=_word(installed.python),
        CONFIG=_word(config),
        CREDENTIAL=credential,
        EXEC_PATHS=" ".join(exec_paths(installed)),
    )


def user_unit(installed: Installation, config: Path, environment: Iterable[tuple[str, str]] = ()) -> str:
    """The unit for `systemctl --user`; `environment` is what followbot needs besides, such as where its key file lies."""
    lines = "\n".join(f'Environment="{name}={_quoted(value)}"' for name, value in environment)
    return _filled("user.service", PYTHON=_word(installed.python), CONFIG=_word(config), ENVIRONMENT=lines)


def user_sandbox(writable: Iterable[Path]) -> str:
    """The drop-in that locks the user unit's file system but for these folders."""
    return _filled("user-sandbox.conf", WRITABLE=" ".join(f"-{_word(path)}" for path in writable))


def sysusers() -> str:
    """The group that may read the system's configuration."""
    return _filled("sysusers.conf")


def exec_paths(installed: Installation) -> list[str]:
    """Everything that must be executable, each path once, the environment first."""
    base = () if installed.base == Path("/usr") else (str(installed.base),)
    paths = (str(installed.prefix), str(installed.real_python), *base, *LIBRARIES)
    return [_word(path) for path in dict.fromkeys(paths)]


def _filled(name: str, **words: str) -> str:
    text = (resources.files("followbot.daemon") / "units" / name).read_text("utf-8")
    for word, value in words.items():
        text = text.replace(f"@{word}@\n", f"{value}\n" if value else "").replace(f"@{word}@", value)
    return text


def _word(path: Path | str) -> str:
    """A path as one word of a unit file, in which `%` begins a specifier."""
    text = str(path)
    if any(c in text for c in " \t\n\"'\\;$"):
        raise FollowbotError(f"{text} cannot be written into a systemd unit.", "Use a path without blanks or quotes.")
    return text.replace("%", "%%")


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("\n", " ")
