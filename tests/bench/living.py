"""A whole life of one application as the program leaves it in its store, and as many more like it as are wanted."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from followbot.app.ports import Change, SeenEvent
from followbot.domain.keys import draft_key
from followbot.domain.model import EventKey
from tests.fakes.graph.life import interview, live
from tests.fakes.life import JANE, RAVI

DAY = timedelta(days=1)


@cache
def lived() -> Change:
    """Two interviewers are thanked, both letters are sent, a week later the nudge is, and nobody answers; it was lately over.

    With its journal and the drafts' own texts: everything that the store holds of it when it is over.
    """
    end = (datetime.now(UTC) - 80 * DAY).replace(hour=14, minute=0, second=0)  # noqa: TID251 - as old as the program sees it
    life = live(end - 2 * DAY)
    life.server.calendars[0].put(interview(end, JANE, RAVI))
    for day in range(-1, 60):
        life.at(end + day * DAY + timedelta(minutes=1))
        for draft in life.server.mail.drafts():
            life.server.mail.user_sends(draft, marks=False)
    (process,) = life.store.all()
    found = [(f.id, life.store.payload(f.id, draft_key(r, f))) for r in process.rounds for f in r.follow_ups]
    seen = tuple(
        SeenEvent(EventKey(i.uid, i.instance), i.fingerprint, i.end) for r in process.rounds for i in r.interviews
    )
    return Change(
        processes=(replace(process, version=0),),
        outbox=tuple((name, payload) for name, payload in found if payload is not None),
        journal=life.store.journal(process.id),
        seen_events=(("work", "primary", seen),),
    )


def another(number: int) -> Change:
    """The same life of another application: every id is another one, everything else is as it was."""
    one = lived()
    (process,) = one.processes
    names = {process.id}
    for interview_round in process.rounds:
        names |= {interview_round.id, *(f.id for f in interview_round.follow_ups)}
        names |= {text for i in interview_round.interviews for text in (i.id, i.uid)}
    names |= {payload.key for _, payload in one.outbox}
    renamed: Change = _renamed(one, {name: f"{name}x{number}" for name in names})
    return renamed


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, str) and type(value) is str:
        for name, other in names.items():
            value = value.replace(name, other)
        return value
    if isinstance(value, tuple):
        return tuple(_renamed(v, names) for v in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: _renamed(getattr(value, f.name), names) for f in fields(value)}
        return replace(value, **changed)
    return value
