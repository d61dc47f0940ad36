"""The next moment at which something is to be done: what the daemon sets its alarm to. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from followbot.domain.model import Process
from followbot.domain.states import Failed, Waiting


def due_moments(processes: Iterable[Process]) -> Iterator[datetime]:
    """When each armed follow-up and card is due; past moments are overdue ones."""
    for process in processes:
        for interview_round in process.rounds:
            card = (interview_round.card,) if interview_round.card is not None else ()
            for follow_up in (*interview_round.follow_ups, *card):
                if isinstance(follow_up.state, Waiting):
                    yield follow_up.state.due
                elif isinstance(follow_up.state, Failed):
                    yield max(follow_up.state.due, follow_up.state.again_at)


def next_moment(processes: Iterable[Process], after: datetime) -> datetime | None:
    """The first due moment later than `after`; None when nothing is armed."""
    return min((due for due in due_moments(processes) if due > after), default=None)
