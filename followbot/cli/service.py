"""`service install`, `uninstall`, `status`, `exec`: followbot under systemd."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from followbot.cli.invocation import Invocation, add_command
from followbot.errors import ConfigurationError, FollowbotError, TryAgain
from followbot.errors.service import no_system_configuration, not_root_for_system, not_root_to_act, path_in_home

if TYPE_CHECKING:
    from followbot.config import Config
    from followbot.daemon.installing import UserPlan
    from followbot.daemon.steps import Step

System = Annotated[
    bool,
    typer.Option("--system", help="For the whole machine, with a user of its own; needs root. Default: just for you."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show every step; change nothing.")]
Sandbox = Annotated[
    bool | None,
    typer.Option(
        "--sandbox/--no-sandbox",
        show_default=False,
        help="For you: lock the file system too, where this machine lets users do that. Default: as it is.",
    ),
]
Linger = Annotated[bool, typer.Option("--linger", help="For you: start at boot and keep running when you log out.")]
NoStart = Annotated[bool, typer.Option("--no-start", help="Only write the files.")]
Command = Annotated[list[str], typer.Argument(metavar="COMMAND...", help="A command of followbot with its options.")]


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    group = typer.Typer(name="service", help="Run followbot in the background, by systemd.", no_args_is_help=True)
    add_command(group, "install", install)
    add_command(group, "uninstall", uninstall)
    add_command(group, "status", status)
    add_command(group, "exec", execute, {"allow_interspersed_args": False})
    app.add_typer(group)


# --- install and uninstall ------------------------------------------------------------------------------------------


def install(
    invocation: Invocation,
    system: System = False,
    dry_run: DryRun = False,
    sandbox: Sandbox = None,
    linger: Linger = False,
    no_start: NoStart = False,
) -> None:
    """Install the service, start it, and wait until it is ready."""
    from followbot.cli.output import write
    from followbot.daemon import installing

    installed = installing.this_installation()
    if system:
        steps = installing.plan_system(installed, _system_config(invocation), start=not no_start)
        _carry_out(steps, system=True, dry_run=dry_run)
    else:
        wanted = _user_plan(invocation, sandbox=sandbox, linger=linger, start=not no_start)
        _carry_out(installing.plan_user(installed, wanted), system=False, dry_run=dry_run)
        if wanted.key_file is not None and not dry_run:
            write(
                "There is no keyring here, so the key of your logins is in a file. Put this into your shell's profile:"
            )
            write(f"export FOLLOWBOT_STORE_KEY_FILE={wanted.key_file}")
    if not dry_run:
        _say_how_it_is(system=system, started=not no_start)


def uninstall(invocation: Invocation, system: System = False, dry_run: DryRun = False) -> None:
    """Stop the service and remove it. Your configuration, store and key stay."""
    from followbot.cli.output import write
    from followbot.daemon import installing

    steps = (
        installing.plan_system_removal() if system else installing.plan_user_removal(installing.user_units(os.environ))
    )
    _carry_out(steps, system=system, dry_run=dry_run)
    if dry_run:
        return
    write("The service is gone. What followbot knows is still there:")
    if system:
        write(
            "  /etc/followbot, /var/lib/private/followbot, and the key in /etc/credstore.encrypted (or /etc/credstore)."
        )
    else:
        write(f"  {invocation.config_path} and your state folder. `followbot run` still works by hand.")


def _carry_out(steps: list[Step], *, system: bool, dry_run: bool) -> None:
    from followbot.cli.output import write
    from followbot.daemon import installing

    if dry_run:
        write("This would be done:")
        for step in steps:
            write(f"- {step.shown()}")
        return
    installing.need_systemd()
    if system and not installing.is_root():
        raise not_root_for_system()
    if not system:
        installing.need_user_manager()
    for step in steps:
        step.perform()


def _system_config(invocation: Invocation) -> Path | None:
    """The configuration to copy to /etc, None where one is there; checked before anything is changed."""
    from followbot import bootstrap
    from followbot.daemon import installing
    from followbot.daemon.units import SYSTEM_CONFIG

    given = invocation.config or (Path(named) if (named := os.environ.get("FOLLOWBOT_CONFIG")) else None)
    if given is None and not SYSTEM_CONFIG.exists():
        raise no_system_configuration(SYSTEM_CONFIG)
    config = bootstrap.load_config(given or SYSTEM_CONFIG)
    for path in _files(config):
        if installing.is_in_a_home(path):
            raise path_in_home(path, SYSTEM_CONFIG.parent)
    return None if given is None or given.expanduser().resolve() == SYSTEM_CONFIG.resolve() else given


def _user_plan(invocation: Invocation, *, sandbox: bool | None, linger: bool, start: bool) -> UserPlan:
    from followbot.daemon.installing import UserPlan, user_units

    config = invocation.load_config()
    return UserPlan(
        config=invocation.config_path.expanduser().absolute(),
        folder=user_units(os.environ),
        environ=os.environ,
        key_file=_key_file(config, invocation),
        sandbox=sandbox,
        writable=_writable(config),
        state=config.state_dir,
        linger=linger,
        start=start,
    )


def _key_file(config: Config, invocation: Invocation) -> Path | None:
    """Where to make a key file: beside the configuration, if an account needs a login and no keyring answers; else None."""
    from followbot.vault.keys import KEY_FILE, key_source

    if all(a.provider == "local" for a in config.accounts) or os.environ.get(KEY_FILE):
        return None
    try:
        key_source(os.environ).read()
    except ConfigurationError:
        return invocation.config_path.expanduser().absolute().with_name("store-key")
    except TryAgain:  # locked for now
        return None
    return None


def _writable(config: Config) -> tuple[Path, ...]:
    """What the daemon writes to: its state, and each Maildir."""
    maildirs = (a.local.maildir for a in config.accounts if a.provider == "local")
    return (config.state_dir, *(Path(m).expanduser().absolute() for m in maildirs if m is not None))


def _files(config: Config) -> Iterator[Path]:
    """What the service reads or writes, beside what systemd gives it."""
    for account in config.accounts:
        if account.provider == "local":
            named = (*account.calendars, account.local.maildir)
            yield from (Path(p).expanduser() for p in named if p is not None and "://" not in str(p))
        elif account.provider == "google" and account.google.client_secrets is not None:
            yield Path(account.google.client_secrets).expanduser()


# --- status ---------------------------------------------------------------------------------------------------------


def status(invocation: Invocation, system: System = False) -> int:
    """Whether the service runs, and what it last said."""
    from followbot.cli.output import write_json
    from followbot.daemon import installing

    installing.need_systemd()
    if not system:
        installing.need_user_manager()
    known = installing.properties(system=system)
    running = known.get("ActiveState") == "active"
    if invocation.json:
        write_json(_json(known))
    else:
        _print_status(known, system=system)
    return 0 if running else 1


def _json(known: dict[str, str]) -> dict[str, object]:
    return {
        "installed": known.get("LoadState") == "loaded",
        "at_boot": known.get("UnitFileState") == "enabled",
        "running": known.get("ActiveState") == "active",
        "state": known.get("ActiveState", "unknown"),
        "says": known.get("StatusText", ""),
        "result": known.get("Result", ""),
        "exit_status": int(known.get("ExecMainStatus") or 0),
        "restarts": int(known.get("NRestarts") or 0),
    }


def _print_status(known: dict[str, str], *, system: bool) -> None:
    from followbot.app.plain import safe
    from followbot.cli.output import write, write_wrapped

    if known.get("LoadState") != "loaded":
        write(
            f"The service is not installed. Install it with: followbot service install{' --system' if system else ''}"
        )
        return
    state = known.get("ActiveState", "unknown")
    restarts = known.get("NRestarts", "0")
    again = f", restarted {restarts} times by itself" if restarts not in ("", "0") else ""
    write(f"The service is {state} ({known.get('SubState', '')}){again}.")
    if text := known.get("StatusText"):
        write_wrapped(f"It says: {safe(text, 400)}", rest="  ")
    if known.get("ExecMainStatus") == "78":
        write("It ended because its configuration is broken: followbot config check")
    elif state == "failed":
        write(f"It failed: {known.get('Result', '')}.")
    if known.get("UnitFileState") != "enabled":
        write("It does not start by itself at boot.")
    write(f"Its log: {_journal(system)}")


def _journal(system: bool) -> str:
    return f"journalctl {'' if system else '--user '}-u followbot -f"


def _say_how_it_is(*, system: bool, started: bool) -> None:
    from followbot.cli.output import write
    from followbot.daemon import installing

    if not started:
        write("The service is installed, and not started.")
        return
    known = installing.properties(system=system)
    write(f"followbot runs and is ready. It says: {known.get('StatusText', '')}")
    write(f"Its log:    {_journal(system)}")
    if system:
        write("Its status: sudo followbot service exec status")
        write("A login:    sudo followbot service exec auth login --no-browser")
    else:
        write("Its status: followbot service status, followbot status")


# --- exec -----------------------------------------------------------------------------------------------------------


def execute(invocation: Invocation, command: Command) -> None:
    """Run a command of followbot as the system service: on its store, with its key."""
    from followbot.daemon import installing

    installing.need_systemd()
    if not installing.is_root():
        raise not_root_to_act()
    line = installing.as_the_service(
        installing.this_installation(), command, terminal=sys.stdin.isatty(), environment=_overrides()
    )
    sys.stdout.flush()
    os.execv(line[0], line)  # noqa: S606 - systemd-run with arguments of our own; its exit code is to be ours


def _overrides() -> list[str]:
    """The service's own variables; nothing where systemd does not know it, which the command itself will show."""
    from followbot.daemon import installing

    try:
        return installing.overrides()
    except FollowbotError:
        return []
