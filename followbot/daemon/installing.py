"""Which steps install the service and take it away again. Plans only: `steps` does them.

A system service cannot see anybody's home, so it must have been installed outside of one; its configuration lies in /etc and is
readable for one group, because the service's own user exists only while it runs.
"""

from __future__ import annotations

import os
import pwd
import shlex
import shutil
import site
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
from followbot.errors.service import installed_in_home, no_command, no_systemd, no_user_systemd

HOMES = ("/home", "/root", "/run/user")
"""What `ProtectHome=yes` hides (systemd.exec(5))."""

CARRIED = ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "XDG_STATE_HOME", "PYTHON_KEYRING_BACKEND")
"""Variables of the shell that installs, which the service needs as well to do the same on the same store with the same key.
So are those that override the configuration (FOLLOWBOT_*), and proxies."""

_NOT_CARRIED = ("FOLLOWBOT_CONFIG", "FOLLOWBOT_SANDBOX", "FOLLOWBOT_LLM_KEY")
"""What a unit says by itself, and a secret."""

_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")

SYSTEM_UNIT = Path("/etc/systemd/system") / UNIT
SYSUSERS = Path("/etc/sysusers.d/followbot.conf")
_WHY = (
    "See what it says: journalctl {user}-u followbot -n 20. A broken configuration is named by: followbot config check"
)


def this_installation() -> Installation:
    """How the running followbot was installed: in a virtual environment, by pipx, or by uv."""
    import followbot

    python, package = Path(sys.executable), Path(followbot.__file__).parent
    own = site.ENABLE_USER_SITE and package.is_relative_to(site.getusersitepackages())
    isolation = "-E -P" if own else "-I"
    return Installation(python, Path(sys.prefix), python.resolve(), Path(sys.base_prefix), package, isolation)


def need_systemd() -> None:
    if not Path("/run/systemd/system").is_dir():  # sd_booted(3)
        raise no_systemd(_by_cron())


def _by_cron() -> str:
    """followbot as cron has to be told of it: with its whole path, and with the vault's key, which it does not know."""
    program = shutil.which("followbot") or f"{sys.executable} -m followbot"
    key = os.environ.get("FOLLOWBOT_STORE_KEY_FILE")
    return f"FOLLOWBOT_STORE_KEY_FILE={shlex.quote(key)} {program}" if key else program


def need_user_manager() -> None:
    """Raise where nobody serves `systemctl --user`; where somebody does and the shell does not say so, know it all the same."""
    folder = Path("/run/user") / str(os.getuid())
    if "XDG_RUNTIME_DIR" not in os.environ and folder.is_dir():  # after `su`, and in cron jobs
        os.environ["XDG_RUNTIME_DIR"] = str(folder)
    if not (Path(os.environ.get("XDG_RUNTIME_DIR", folder)) / "systemd" / "private").exists():
        name = pwd.getpwuid(os.getuid()).pw_name
        raise no_user_systemd(name)


# --- the system's ---------------------------------------------------------------------------------------------------


def plan_system(installed: Installation, config: Path | None, *, start: bool = True) -> list[Step]:
    """Install the system service. `config` is copied to /etc when it lies elsewhere; None: one is there already."""
    _outside_of_homes(installed)
    # The vault may be locked by a plain key that an older systemd left no choice about.
    encrypter = None if PLAIN_KEY.exists() and not ENCRYPTED_KEY.exists() else shutil.which("systemd-creds")
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
    for path in (installed.prefix, installed.real_python, installed.base, installed.package):
        if is_in_a_home(path):
            raise installed_in_home(path)


def is_in_a_home(path: Path) -> bool:
    """Whether a system service cannot see it; a home may be reached by links."""
    homes = {place for home in HOMES for place in (Path(home), Path(home).resolve())}
    return any(place.is_relative_to(home) for place in (path, path.resolve()) for home in homes)


# --- a user's -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class UserPlan:
    """What a user's service is made of. `key_file` is set where there is no keyring; `writable` are folders for the sandbox.

    `sandbox` None leaves it as it is, so that a second installation after an update loses nothing.
    """

    config: Path
    folder: Path
    environ: Mapping[str, str] = field(default_factory=dict)
    key_file: Path | None = None
    sandbox: bool | None = None
    writable: Sequence[Path] = ()
    state: Path | None = None
    linger: bool = False
    start: bool = True


def plan_user(installed: Installation, wanted: UserPlan) -> list[Step]:
    """Install the service of the user who runs this."""
    environment = _carried(wanted.environ)
    steps: list[Step] = []
    if wanted.key_file is not None:
        steps.append(MakeKey(wanted.key_file))
        environment["FOLLOWBOT_STORE_KEY_FILE"] = str(wanted.key_file)
    if wanted.state is not None:
        steps.append(Folder(wanted.state))
    steps.append(Write(wanted.folder / UNIT, user_unit(installed, wanted.config, sorted(environment.items()))))
    dropin = wanted.folder / f"{UNIT}.d" / "sandbox.conf"
    is_wanted = dropin.exists() if wanted.sandbox is None else wanted.sandbox
    steps.append(Write(dropin, user_sandbox(wanted.writable)) if is_wanted else Remove(dropin, folder_too=True))
    if wanted.linger:
        steps.append(Run(("loginctl", "enable-linger"), "Ask an administrator: sudo loginctl enable-linger $USER"))
    return [*steps, *_started(("systemctl", "--user"), "--user ", wanted.start)]


def _carried(environ: Mapping[str, str]) -> dict[str, str]:
    """A proxy's address with a password in it is left out: units are no place for one."""
    return {
        name: value
        for name, value in environ.items()
        if value
        and (
            name in CARRIED
            or (name.startswith("FOLLOWBOT_") and name not in _NOT_CARRIED)
            or (name.upper() in _PROXIES and "@" not in value)
        )
    }


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


_UNITS_OWN = frozenset({"FOLLOWBOT_CONFIG", "FOLLOWBOT_SANDBOX", "HOME", "XDG_STATE_HOME", "PYTHON_KEYRING_BACKEND"})
"""Variables that the unit itself sets, and `as_the_service` in its own way."""


def overrides() -> list[str]:
    """What the administrator gave the system service by drop-ins: "NAME=VALUE" each, a proxy or certificates, for example."""
    return _assignments(run(("systemctl", "show", "--property", "Environment", "--value", UNIT)))


def _assignments(shown: str) -> list[str]:
    """systemctl(1) quotes as shells do; what some old one leaves open says nothing."""
    try:
        words = shlex.split(shown)
    except ValueError:
        return []
    return [word for word in words if word.partition("=")[0] not in _UNITS_OWN and "=" in word]


def as_the_service(
    installed: Installation, command: Sequence[str], *, terminal: bool, environment: Sequence[str] = ()
) -> list[str]:
    """A command line that runs followbot as the system service's own user, on its store and with its key (systemd-run(1)).

    `environment` are more variables for it, "NAME=VALUE" each.
    """
    if not command:
        raise no_command()
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
    options = [part for text in own for part in ("-p", text)] + [f"--setenv={word}" for word in environment]
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
        *installed.isolation.split(),
        "-B",
        "-m",
        "followbot",
        *command,
    ]


def is_root() -> bool:
    return os.geteuid() == 0
