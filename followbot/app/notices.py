"""What the user is told without having asked: a draft waits, a login is needed, something was left out. Pure.

A notice may end up on a locked screen, in the list of processes and in the system's journal. So it names ids and accounts
and nobody else; `followbot status` says the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from followbot.app.report import Item, Report
from followbot.domain.states import Reason
from followbot.errors import LoginNeeded

_NOUNS = {"thank_you": "thank-you", "nudge": "second mail"}
"""What is drafted to somebody. A debrief card is no news: it lies where the user looks anyway."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell. What has the same `topic` is told once a day."""

    topic: str
    title: str
    text: str


def notices(report: Report) -> Iterator[Notice]:
    """What a cycle has done that the user wants to know."""
    yield from (_draft(item) for item in report.created if item.kind in _NOUNS)
    yield from (_late(item) for item in report.skipped if item.kind in _NOUNS and item.reason == Reason.TOO_LATE)
    for trouble in report.errors:
        if trouble.code == LoginNeeded.exit_code and trouble.account is not None:
            yield login_needed(trouble.account)


def login_needed(account: str) -> Notice:
    """The account cannot go on by itself."""
    return Notice(
        f"login {account}",
        f"A login is needed: {account}",
        f"Run: followbot auth login {account}. Until then nothing of this account is read and nothing is drafted in it.",
    )


def broken(job: str, error: str) -> Notice:
    """A part of the daemon failed in a way that it should not have."""
    return Notice(
        f"broken {job}", "Something in followbot is broken", f"{job}: {error}. The rest goes on; see its log."
    )


def _draft(item: Item) -> Notice:
    noun = _NOUNS[item.kind]
    text = f"It belongs to interview {item.ref}. Read it, change it, and send it or throw it away."
    return Notice(f"draft {item.id}", f"A {noun} waits in your drafts", text)


def _late(item: Item) -> Notice:
    noun = _NOUNS[item.kind]
    text = (
        f"It belongs to interview {item.ref}. It would have come too late: followbot was not running when it was due."
    )
    return Notice(f"late {item.id}", f"A {noun} was left out", text)
