"""Which steps install the service and take it away again. Plans only: `steps` does them.

A system service cannot see anybody's home, so it must have been installed outside of one; its configuration lies in /etc and is
readable for one group, because the service's own user exists only while it runs.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from followbot.daemon.steps import Copy, Folder, MakeKey, Permit, Remove, Run, Step, Write, run
from followbot.daemon.units import (
    ENCRYPTED_KEY,
    GROUP,
    PLAIN_KEY,
    SYSTEM_CONFIG,
    UNIT,
    Installation,
    system_unit,
    sysusers,
    user_sandbox,
    user_unit,
)
from followbot.errors import FollowbotError, UsageError

HOMES = ("/home", "/root", "/run/user")
"""What `ProtectHome=yes` hides (systemd.exec(5))."""

CARRIED = (
    "REQUESTS_CA_BUNDLE",
    "SSL_CERT_FILE",
    "XDG_STATE_HOME",
    "PYTHON_KEYRING_BACKEND",
    "FOLLOWBOT_STORE_KEY_FILE",
)
"""Variables of the shell that installs, which the service needs as well to work on the same store with the same key."""

SYSTEM_UNIT = Path("/etc/systemd/system") / UNIT
SYSUSERS = Path("/etc/sysusers.d/followbot.conf")
_WHY = (
    "See what it says: journalctl {user}-u followbot -n 20. A broken configuration is named by: followbot config check"
)


def this_installation() -> Installation:
    """How the running followbot was installed: in a virtual environment, by pipx, or by uv."""
    python = Path(sys.executable)
    return Installation(python, Path(sys.prefix), python.resolve(), Path(sys.base_prefix))


def need_systemd() -> None:
    if not Path("/run/systemd/system").is_dir():  # sd_booted(3)
        raise FollowbotError(
            "This machine does not run systemd.", "Start `followbot run` by what starts programs here."
        )


# --- the system's ---------------------------------------------------------------------------------------------------


def plan_system(installed: Installation, config: Path | None, *, start: bool = True) -> list[Step]:
    """Install the system service. `config` is copied to /etc when it lies elsewhere; None: one is there already."""
    _outside_of_homes(installed)
    encrypter = shutil.which("systemd-creds")
    steps: list[Step] = [
        Write(SYSUSERS, sysusers()),
        Run(("systemd-sysusers", str(SYSUSERS))),
    ]
    if config is not None and config != SYSTEM_CONFIG:
        steps.append(Copy(config, SYSTEM_CONFIG))
    steps += [
        Permit(SYSTEM_CONFIG.parent, GROUP, 0o750),
        Permit(SYSTEM_CONFIG, GROUP, 0o640),
        MakeKey(ENCRYPTED_KEY if encrypter else PLAIN_KEY, encrypter),
        Write(SYSTEM_UNIT, system_unit(installed, encrypted=encrypter is not None)),
        *_started(("systemctl",), "", start),
    ]
    return steps


def plan_system_removal() -> list[Step]:
    return [
        Run(("systemctl", "disable", "--now", UNIT), may_fail=True),
        Remove(SYSTEM_UNIT),
        Remove(SYSUSERS),
        Run(("systemctl", "daemon-reload")),
        Run(("systemctl", "reset-failed", UNIT), may_fail=True),
    ]


def _outside_of_homes(installed: Installation) -> None:
    for path in (installed.prefix, installed.real_python, installed.base):
        if any(path.is_relative_to(home) for home in HOMES):
            raise FollowbotError(
                f"followbot lies in {path}, where a system service cannot see it.",
                "Install it for all users (`pipx install --global followbot`, or `python3 -m venv /opt/followbot` and"
                " `/opt/followbot/bin/pip install followbot` with the system's own python3), and run that one.",
            )


# --- a user's -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class UserPlan:
    """What a user's service is made of. `key_file` is set where there is no keyring; `writable` are folders for the sandbox."""

    config: Path
    folder: Path
    environ: Mapping[str, str] = field(default_factory=dict)
    key_file: Path | None = None
    sandbox: bool = False
    writable: Sequence[Path] = ()
    state: Path | None = None
    linger: bool = False
    start: bool = True


def plan_user(installed: Installation, wanted: UserPlan) -> list[Step]:
    """Install the service of the user who runs this."""
    environment = {name: wanted.environ[name] for name in CARRIED if wanted.environ.get(name)}
    steps: list[Step] = []
    if wanted.key_file is not None:
        steps.append(MakeKey(wanted.key_file))
        environment["FOLLOWBOT_STORE_KEY_FILE"] = str(wanted.key_file)
    if wanted.state is not None:
        steps.append(Folder(wanted.state))
    steps.append(Write(wanted.folder / UNIT, user_unit(installed, wanted.config, sorted(environment.items()))))
    dropin = wanted.folder / f"{UNIT}.d" / "sandbox.conf"
    steps.append(Write(dropin, user_sandbox(wanted.writable)) if wanted.sandbox else Remove(dropin, folder_too=True))
    if wanted.linger:
        steps.append(Run(("loginctl", "enable-linger"), "Ask an administrator: sudo loginctl enable-linger $USER"))
    return [*steps, *_started(("systemctl", "--user"), "--user ", wanted.start)]


def plan_user_removal(folder: Path) -> list[Step]:
    return [
        Run(("systemctl", "--user", "disable", "--now", UNIT), may_fail=True),
        Remove(folder / f"{UNIT}.d" / "sandbox.conf", folder_too=True),
        Remove(folder / UNIT),
        Run(("systemctl", "--user", "daemon-reload")),
        Run(("systemctl", "--user", "reset-failed", UNIT), may_fail=True),
    ]


def user_units(environ: Mapping[str, str]) -> Path:
    """Where a user's own units lie (systemd.unit(5))."""
    home = environ.get("XDG_CONFIG_HOME")
    return (Path(home) if home else Path.home() / ".config") / "systemd" / "user"


def _started(systemctl: tuple[str, ...], user: str, start: bool) -> list[Step]:
    steps: list[Step] = [Run((*systemctl, "daemon-reload"))]
    if start:
        steps += [
            Run((*systemctl, "enable", UNIT)),
            # Returns when the service has said that it is ready, or has failed.
            Run((*systemctl, "restart", UNIT), _WHY.format(user=user)),
        ]
    return steps


# --- asking ---------------------------------------------------------------------------------------------------------

_PROPERTIES = (
    "LoadState",
    "UnitFileState",
    "ActiveState",
    "SubState",
    "Result",
    "ExecMainStatus",
    "NRestarts",
    "StatusText",
    "ActiveEnterTimestamp",
    "MemoryCurrent",
)


def properties(*, system: bool) -> dict[str, str]:
    """What systemd knows of the service, by systemd's own names."""
    who = () if system else ("--user",)
    out = run(("systemctl", *who, "show", "--property", ",".join(_PROPERTIES), UNIT))
    return dict(line.split("=", 1) for line in out.splitlines() if "=" in line)


def as_the_service(installed: Installation, command: Sequence[str], *, terminal: bool) -> list[str]:
    """A command line that runs followbot as the system service's own user, on its store and with its key (systemd-run(1))."""
    if not command:
        raise UsageError("No command was given.", "For example: followbot service exec status")
    if ENCRYPTED_KEY.exists():
        credential = f"LoadCredentialEncrypted=store-key:{ENCRYPTED_KEY}"
    else:
        credential = f"LoadCredential=store-key:{PLAIN_KEY}"
    own = (
        "DynamicUser=yes",
        "User=followbot",
        f"SupplementaryGroups={GROUP}",
        "StateDirectory=followbot",
        "StateDirectoryMode=0700",
        "UMask=0077",
        "LimitCORE=0",
        credential,
        f"Environment=FOLLOWBOT_CONFIG={SYSTEM_CONFIG}",
        "Environment=HOME=/var/lib/followbot",
        "Environment=PYTHON_KEYRING_BACKEND=keyring.backends.fail.Keyring",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "NoNewPrivileges=yes",
        "CapabilityBoundingSet=",
    )
    options = [part for text in own for part in ("-p", text)]
    way = "--pty" if terminal else "--pipe"
    return [
        shutil.which("systemd-run") or "systemd-run",
        "--quiet",
        "--wait",
        "--collect",
        way,
        *options,
        "--",
        str(installed.python),
        "-I",
        "-m",
        "followbot",
        *command,
    ]


def is_root() -> bool:
    return os.geteuid() == 0
