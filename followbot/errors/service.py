"""The service of systemd."""

from __future__ import annotations

from pathlib import Path

from followbot.errors import ConfigurationError, FollowbotError, UsageError


def not_root_for_system() -> FollowbotError:
    """A system service belongs to the machine."""
    return FollowbotError("Only root can install a service for the whole machine.", "Run it with sudo.")


def no_system_configuration(place: Path) -> ConfigurationError:
    """A system service reads its configuration from one fixed place."""
    return ConfigurationError(
        f"There is no configuration in {place}.",
        "Make one there (`followbot config example` prints one), or name yours with --config: it is copied.",
    )


def path_in_home(path: Path, folder: Path) -> ConfigurationError:
    """The service's sandbox hides all homes."""
    return ConfigurationError(
        f"The configuration names {path}, and a system service cannot see into homes.",
        f"Put it into {folder}, for example, and write its new place into the configuration.",
    )


def not_root_to_act() -> FollowbotError:
    """`service exec --system` acts as the service's own user."""
    return FollowbotError("Only root can act as the service.", "Run it with sudo.")


def no_systemd(program: str) -> FollowbotError:
    """The machine is started by something else than systemd (a container, WSL, macOS), so no service of it can be installed."""
    return FollowbotError(
        "systemd does not run here, so followbot works only while you run it.",
        f"Keep `followbot run` open in a terminal, or let cron do a round every ten minutes: `crontab -e`, then the line"
        f"\n  */10 * * * * {program} once",
    )


def no_user_systemd(name: str) -> FollowbotError:
    """The user has no session at the moment, and no lingering."""
    return FollowbotError(
        f"systemd runs nothing for the user {name} at the moment.",
        f"Log in as {name} (not by su or sudo), or let an administrator run: loginctl enable-linger {name}",
    )


def installed_in_home(path: Path) -> FollowbotError:
    """The service's sandbox hides all homes, and followbot lies in one."""
    return FollowbotError(
        f"followbot lies in {path}, where a system service cannot see it.",
        "Install it for all users (`pipx install --global followbot`, or `python3 -m venv /opt/followbot` and"
        " `/opt/followbot/bin/pip install followbot` with the system's own python3), and run that one.",
    )


def no_command() -> UsageError:
    """`service exec` needs to know what to run."""
    return UsageError("No command was given.", "For example: followbot service exec status")


def no_group(group: str) -> FollowbotError:
    """The group of the service's user was not made."""
    return FollowbotError(f"There is no group {group}.", "systemd-sysusers should have made it.")


def no_program(program: str) -> FollowbotError:
    """A tool of systemd is missing."""
    return FollowbotError(f"There is no program {program} here.", "The service needs systemd.")


def command_hangs(command: str, seconds: float) -> FollowbotError:
    """A tool of systemd did not come back."""
    return FollowbotError(
        f"“{command}” has not ended for {seconds:g} s.", "Look at `systemctl list-jobs`, then try again."
    )


def command_failed(command: str, said: str, remedy: str) -> FollowbotError:
    """A tool of systemd refused."""
    return FollowbotError(f"“{command}” failed: {said}", remedy)


def cannot_write(path: str, reason: str) -> FollowbotError:
    """The disk refuses a file of the service, or something else lies in its place."""
    return FollowbotError(f"{path} cannot be written: {reason}.", "Look at what lies there, and at the free space.")


def may_not_write(path: str, reason: str) -> FollowbotError:
    """A file of the service belongs to another user."""
    return FollowbotError(f"{path} cannot be written: {reason}.", "Run it with sudo.")


def bad_interpreter_path(python: Path) -> FollowbotError:
    """systemd has no way to write such a path into a unit."""
    return FollowbotError(
        f"systemd cannot start {python}.", "Install followbot in a folder without quotes in its name."
    )


def bad_unit_text(text: str) -> FollowbotError:
    """A unit file is lines of plain text."""
    return FollowbotError(f"“{text}” cannot be written into a systemd unit.", "Use a name without control characters.")
