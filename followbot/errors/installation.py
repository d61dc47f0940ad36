"""Faults of the installed program itself."""

from __future__ import annotations

from followbot.errors import FollowbotError, JudgeStopped

REPORT_AT = "https://github.com/followbot/followbot/issues"
_LOOK = "Check the disk, its free space and the permissions there."


def fault(kind: str) -> FollowbotError:
    """followbot itself is broken: something happened that nobody foresaw."""
    return FollowbotError(
        f"Something went wrong that should not have ({kind}).",
        f"Please report it at {REPORT_AT}; -vv shows where it happened.",
    )


def system_refused(reason: str) -> FollowbotError:
    """The disk or the system refused something where that was not expected: often the output, which went to a full disk."""
    return FollowbotError(f"The system says: {reason}.", _LOOK)


def system_refused_at(reason: str, place: str) -> FollowbotError:
    """The disk or the system refused something at a place where that was not expected."""
    return FollowbotError(f"The system says: {reason} ({place}).", _LOOK)


def rules_unreadable(kind: str) -> FollowbotError:
    """Files of the installed package are missing or damaged."""
    return FollowbotError(
        f"The rules that followbot was installed with cannot be read ({kind}).", "Install followbot again."
    )


def judge_stopped() -> JudgeStopped:
    """The process that judges events and mails ended, or said nothing for a minute, twice over the same question."""
    return JudgeStopped("Judging this stopped without an answer.", "Try `followbot once`, and report it if it stays.")


def demo_failed(what: str) -> FollowbotError:
    """The demo runs on embedded data, so this is a fault of followbot."""
    return FollowbotError(f"The demo met trouble: {what}", "Please report it.")
