"""The systemd units that followbot ships, filled in for one machine. Pure but for reading the templates.

Facts they rest on, measured on systemd 252: without `PrivateUsers=` a user unit ignores `ProtectSystem=` and `PrivateTmp=`
silently; `StateDirectory=` of a user unit lies in ~/.config; `NoExecPaths=/` must name the state directory by itself, because
that is a mount of its own; without `LimitCORE=0` the watchdog's abort writes a dump with tokens in it; python needs its own
binary, its libraries and the compiled modules to be executable, because loading them maps them so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from followbot.errors.service import bad_interpreter_path, bad_unit_text

UNIT = "followbot.service"
GROUP = "followbot-config"
SYSTEM_CONFIG = Path("/etc/followbot/config.yaml")
ENCRYPTED_KEY = Path("/etc/credstore.encrypted/followbot.store-key")
PLAIN_KEY = Path("/etc/credstore/followbot.store-key")
LIBRARIES = ("/usr/lib", "-/usr/lib64", "-/lib", "-/lib64")
"""Where shared libraries and the loader lie; "-" marks what not every distribution has."""

_SYSTEM_PACKAGES = "-/usr/local/lib"
"""Where the system's own Python has what is not the distribution's."""


@dataclass(frozen=True, slots=True)
class Installation:
    """How followbot was installed: the interpreter to start, its environment's folder, where that interpreter and we lie.

    `isolation` are the options that keep Python from taking code from where it should not; `-I` hides `pip install --user` too.
    """

    python: Path
    prefix: Path
    real_python: Path
    base: Path
    package: Path
    isolation: str = "-I"


def system_unit(installed: Installation, *, encrypted: bool = True, config: Path = SYSTEM_CONFIG) -> str:
    """The hardened system unit. Its key is an encrypted credential, or a plain one where systemd is older than 250."""
    credential = (
        f"LoadCredentialEncrypted=store-key:{ENCRYPTED_KEY}" if encrypted else f"LoadCredential=store-key:{PLAIN_KEY}"
    )
    return _filled(
        "system.service",
        PYTHON=_program(installed),
        CONFIG=_word(f"FOLLOWBOT_CONFIG={config}"),
        CREDENTIAL=credential,
        EXEC_PATHS=" ".join(exec_paths(installed)),
    )


def user_unit(installed: Installation, config: Path, environment: Iterable[tuple[str, str]] = ()) -> str:
    """The unit for `systemctl --user`; `environment` is what followbot needs besides, such as where its key file lies."""
    lines = "\n".join(f"Environment={_word(f'{name}={value}')}" for name, value in environment)
    config_variable = _word(f"FOLLOWBOT_CONFIG={config}")
    return _filled("user.service", PYTHON=_program(installed), CONFIG=config_variable, ENVIRONMENT=lines)


def user_sandbox(writable: Iterable[Path]) -> str:
    """The drop-in that locks the user unit's file system but for these folders."""
    return _filled("user-sandbox.conf", WRITABLE=" ".join(_word(f"-{path}") for path in writable))


def sysusers() -> str:
    """The group that may read the system's configuration."""
    return _filled("sysusers.conf")


def exec_paths(installed: Installation) -> list[str]:
    """Everything that must be executable, each path once, the environment first; of /usr only libraries, and no programs."""
    own = [_SYSTEM_PACKAGES if path == Path("/usr") else str(path) for path in (installed.prefix, installed.base)]
    paths = (own[0], str(installed.real_python), own[1], *LIBRARIES)
    return [_word(path) for path in dict.fromkeys(paths)]


def _filled(name: str, **words: str) -> str:
    text = (resources.files("followbot.daemon") / "units" / name).read_text("utf-8")
    for word, value in words.items():
        text = text.replace(f"@{word}@\n", f"{value}\n" if value else "").replace(f"@{word}@", value)
    return text


def _program(installed: Installation) -> str:
    """The beginning of a command line. systemd starts no program with a quote in its path, however it is written."""
    if re.search(r"[\"'\\]", str(installed.python)):
        raise bad_interpreter_path(installed.python)
    return f"{_word(installed.python)} {installed.isolation}"


def _word(text: Path | str) -> str:
    """One word of a unit file (systemd.syntax(7)), in which `%` begins a specifier."""
    escaped = str(text).replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    if not escaped.isprintable():
        raise bad_unit_text(ascii(escaped)[1:-1])
    return f'"{escaped}"' if re.search(r"[\s\"'\\;]", escaped) else escaped
