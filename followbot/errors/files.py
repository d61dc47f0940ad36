"""Files that are named on the command line."""

from __future__ import annotations

from pathlib import Path

from followbot.errors import FollowbotError


def not_a_calendar(where: str, what: str) -> FollowbotError:
    """The file given to `inspect event` holds nothing that can be read as a calendar."""
    return FollowbotError(f"{where} {what}.", "Check that it is a whole calendar file (.ics).")


def file_unreadable(path: Path, reason: str) -> FollowbotError:
    """A file named on the command line is missing, or this user may not read it."""
    return FollowbotError(f"{path} cannot be read: {reason}.", "Check the path.")
