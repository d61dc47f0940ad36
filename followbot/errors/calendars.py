"""Calendars in files, and feeds at an address."""

from __future__ import annotations

from pathlib import Path

from followbot.errors import LATER, ConfigurationError, Unreachable

_CHECK = "Copy the calendar's secret iCal address again, and set it in local.calendars."
_LOOK = "Check local.calendars in the configuration, and that the disk is mounted."


def no_calendar_there(host: str) -> ConfigurationError:
    """The address leads to a page, a login form, or a file of another kind."""
    return ConfigurationError(f"{host} answers with something else than a calendar.", _CHECK)


def calendar_too_large(host: str, megabytes: int) -> ConfigurationError:
    """No calendar of one person is that large."""
    return ConfigurationError(
        f"The calendar of {host} is larger than {megabytes} MB.",
        "Check the address in local.calendars; export fewer years.",
    )


def redirected_without_end(host: str) -> ConfigurationError:
    """The address sends from one place to the next."""
    return ConfigurationError(f"{host} redirects without end.", _CHECK)


def redirected_astray(host: str) -> ConfigurationError:
    """The address sends to a place without encryption, or to this machine."""
    return ConfigurationError(f"{host} redirects to an address that is not safe.", _CHECK)


def calendar_no_longer_shown(host: str, status: int) -> ConfigurationError:
    """The secret address was renewed, or the sharing was ended."""
    return ConfigurationError(f"{host} no longer shows this calendar ({status}).", _CHECK)


def calendar_unknown(host: str, status: int) -> ConfigurationError:
    """The address has a slip in it, or the calendar is gone."""
    return ConfigurationError(f"{host} knows no calendar at this address ({status}).", _CHECK)


def calendar_not_now(host: str, status: int) -> Unreachable:
    """The server is overloaded or being repaired."""
    return Unreachable(f"{host} cannot give the calendar now ({status}).", LATER)


def calendar_refused(host: str, status: int) -> ConfigurationError:
    """The server gives the calendar to nobody without a login."""
    return ConfigurationError(f"{host} refuses to give the calendar ({status}).", _CHECK)


def calendar_unencrypted() -> ConfigurationError:
    """The address would let anybody on the way read the calendar."""
    return ConfigurationError(
        "A calendar's address must begin with https:// or webcal://.",
        "http:// is possible for this machine only. Check local.calendars in the configuration.",
    )


def file_missing(path: Path) -> ConfigurationError:
    """Nothing lies there: a slip in the path, or it was not synchronised yet."""
    return ConfigurationError(f"The calendar {path} does not exist.", _LOOK)


def file_not_opened(path: Path, reason: str) -> ConfigurationError:
    """The path cannot be followed."""
    return ConfigurationError(f"The calendar {path} cannot be opened: {reason}.", _LOOK)


def file_not_now(path: Path, reason: str) -> Unreachable:
    """The disk, often one of the network, does not answer."""
    return Unreachable(f"The calendar {path} cannot be read now: {reason}.", LATER)


def file_of_other_kind(path: Path) -> ConfigurationError:
    """The path leads to a device, a socket or the like."""
    return ConfigurationError(f"The calendar {path} is neither a file nor a folder.", _LOOK)


def file_forbidden(path: Path) -> ConfigurationError:
    """Another user owns the file."""
    return ConfigurationError(f"The calendar {path} may not be read.", "Check its permissions.")
