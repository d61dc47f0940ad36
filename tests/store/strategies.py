"""Random values of the model, made from the type hints: a field that is added to the model is tested from that day on."""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from functools import cache
from typing import Any

from hypothesis import strategies as st

from followbot.app.ports import Payload
from followbot.domain.model import FollowUpKind, Process, Round

HOSTILE = (
    "\udc80 half a byte",
    "nul\x00inside",
    "\u202eright to left",
    "😀",
    "'); DROP TABLE processes; --",
    "%s %(x)s {}",
)

TEXTS = st.text(max_size=12) | st.sampled_from(HOSTILE)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45)), timezone(timedelta(hours=-8))])
MOMENTS = st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2199, 1, 1), timezones=ZONES)  # noqa: DTZ001 - the bounds must be naive

_LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    int: st.integers(0, 2**62),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    bytes: st.binary(max_size=40),
    datetime: MOMENTS,
    date: st.dates(),
}


@cache
def values(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a type: a leaf, an enum, a dataclass, or a tuple or union of such."""
    if hint in _LEAVES:
        return _LEAVES[hint]
    if hint is types.NoneType:
        return st.none()
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return st.one_of(*map(values, arguments))
    if typing.get_origin(hint) is tuple:
        if arguments[-1] is Ellipsis:
            return st.lists(values(arguments[0]), max_size=2).map(tuple)
        return st.tuples(*map(values, arguments))
    if is_dataclass(hint):
        cls: Any = hint
        hints = typing.get_type_hints(hint)
        return st.builds(cls, **{f.name: values(hints[f.name]) for f in fields(hint)})
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    raise TypeError(hint)


def processes(process_id: str = "p1") -> st.SearchStrategy[Process]:
    """Processes that were never stored. Their parts are random, but the ids are unique, as the application makes them.

    The order of the ids is not the order of the parts, which is what has to be kept.
    """
    return values(Process).map(lambda p: _with_ids(p, process_id))


def payloads(key: str = "k1") -> st.SearchStrategy[Payload]:
    return values(Payload).map(lambda p: replace(p, key=key))


def _with_ids(process: Process, process_id: str) -> Process:
    return replace(
        process,
        id=process_id,
        version=0,
        rounds=tuple(_round_with_ids(r, f"{process_id}-r{9 - n}") for n, r in enumerate(process.rounds)),
        signals=tuple(replace(s, id=f"s{9 - n}") for n, s in enumerate(process.signals)),
    )


def _round_with_ids(item: Round, round_id: str) -> Round:
    return replace(
        item,
        id=round_id,
        interviews=tuple(replace(i, id=f"i{9 - n}") for n, i in enumerate(item.interviews)),
        notes=tuple(replace(note, id=f"n{9 - n}") for n, note in enumerate(item.notes)),
        follow_ups=tuple(
            replace(f, id=f"{round_id}-f{9 - n}", kind=_mail(f.kind)) for n, f in enumerate(item.follow_ups)
        ),
        card=item.card and replace(item.card, id=f"{round_id}-card", kind=FollowUpKind.CARD),
    )


def _mail(kind: FollowUpKind) -> FollowUpKind:
    return FollowUpKind.NUDGE if kind is FollowUpKind.CARD else kind
