"""Faults of the installed program itself."""

from __future__ import annotations

from followbot.errors import FollowbotError, JudgeStopped


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
