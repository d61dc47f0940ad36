"""REFs: what a person types to name an interview becomes that interview, or a sentence that says why not.

A REF is an id (of an interview, round, process or follow-up), the beginning of one, or any part of a company, role or
person, without regard to case and accents. How unambiguous it must be depends on the command: `forget` takes a whole
process, so a company is enough; `note` takes a round; `ignore` takes one event, or one series.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass

from followbot.app.plain import label, safe
from followbot.domain.model import FollowUp, Interview, Process, Round
from followbot.errors.interviews import ambiguous_ref, unknown_ref

SHORTEST_PREFIX = 4
"""Characters of an id that are accepted in its place; fewer would match by accident."""

LISTED = 10
"""Candidates that the message about an ambiguous REF lists."""

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
"""Letters that Unicode does not decompose, as people without the right keyboard type them."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a REF names. `follow_up` is set only where the REF was a follow-up's own id."""

    process: Process
    round: Round
    interview: Interview
    follow_up: FollowUp | None = None


def fold(text: str) -> str:
    """Text without case, accents and superfluous spaces, so that "muller" finds "Müller"."""
    # Decomposed first as well: a mathematical "𝛢" has no small letter, but the Alpha that it stands for has.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.translate(_LETTERS).split())


def find_process(processes: Iterable[Process], ref: str) -> Process:
    """The one process that `ref` names; `UsageError` for none or several."""
    return _only(processes, ref, lambda t: t.process.id).process


def find_round(processes: Iterable[Process], ref: str) -> Target:
    """The one round that `ref` names, by its first interview; `UsageError` for none or several.

    A round in which something stands outranks one that was cancelled or taken out: who moves an interview to another day
    often cancels one event and makes a new one.
    """
    return _only(processes, ref, lambda t: t.round.id, lambda t: bool(t.round.standing or t.round.doubtful))


def find_event(processes: Iterable[Process], ref: str) -> Target:
    """The one event or series that `ref` names, by its first interview; `UsageError` for none or several."""
    return _only(processes, ref, lambda t: t.interview.uid or t.interview.id)


def matching(processes: Iterable[Process], ref: str) -> tuple[Target, ...]:
    """Everything that `ref` may mean, by the strictest reading that means anything at all, earliest first.

    An id outranks a name, and a whole name a part of one: otherwise "Meta" could never be told from "Metaphor".
    """
    wanted = fold(ref)
    if not wanted:
        return ()
    known = tuple(processes)
    follow_ups = tuple(t for t in _follow_ups(known) if t.follow_up is not None and fold(t.follow_up.id) == wanted)
    if follow_ups:
        return follow_ups
    interviews = sorted(_interviews(known), key=lambda t: (t.interview.start, t.interview.id))
    for reading in (_by_id, _by_whole_name, _by_words, _by_beginning_of_id, _by_title):
        found = tuple(t for t in interviews if reading(t, wanted))
        if found:
            return found
    return ()


def _anything(_: Target) -> bool:
    return True


def _only(
    processes: Iterable[Process],
    ref: str,
    same: Callable[[Target], Hashable],
    preferred: Callable[[Target], bool] = _anything,
) -> Target:
    found = matching(processes, ref)
    if not found:
        raise unknown_ref(safe(ref, 60))
    found = tuple(t for t in found if preferred(t)) or found
    if len({same(t) for t in found}) > 1:
        raise ambiguous_ref(safe(ref, 60), _choice(found))
    return found[0]


def _choice(candidates: tuple[Target, ...]) -> str:
    distinct = tuple({t.interview.id: t for t in candidates}.values())
    lines = [f"  {t.interview.id}  {t.interview.start:%Y-%m-%d}  {label(t.process, t.interview)}" for t in distinct]
    more = [f"  and {len(lines) - LISTED} more"] if len(lines) > LISTED else []
    return "\n".join(["Say it with an id:", *lines[:LISTED], *more])


def _interviews(processes: Iterable[Process]) -> Iterator[Target]:
    for process in processes:
        for round_ in process.rounds:
            for interview in round_.interviews:
                yield Target(process, round_, interview)


def _follow_ups(processes: Iterable[Process]) -> Iterator[Target]:
    for process in processes:
        for round_ in process.rounds:
            cards = () if round_.card is None else (round_.card,)
            for follow_up in (*round_.follow_ups, *cards):
                yield Target(process, round_, interview_of(round_, follow_up), follow_up)


def interview_of(round_: Round, follow_up: FollowUp) -> Interview:
    """The interview of the round that a follow-up is about: the last that names an addressee, else the last of all."""
    last_first = sorted(round_.standing or round_.interviews, key=lambda i: (i.end, i.id), reverse=True)
    for interview in last_first:
        if {c.key for c in interview.findings.contacts} & set(follow_up.contacts):
            return interview
    return last_first[0]


def _by_id(target: Target, wanted: str) -> bool:
    return any(fold(i) == wanted for i in _ids(target))


def _by_beginning_of_id(target: Target, wanted: str) -> bool:
    return len(wanted) >= SHORTEST_PREFIX and any(fold(i).startswith(wanted) for i in _ids(target))


def _by_whole_name(target: Target, wanted: str) -> bool:
    return any(fold(name) == wanted for name in _names(target))


def _by_words(target: Target, wanted: str) -> bool:
    """Every word of the REF occurs in a name: "lima backend" is Ana Lima's backend interview."""
    names = [fold(name) for name in _names(target)]
    return all(any(word in name for name in names) for word in wanted.split())


def _by_title(target: Target, wanted: str) -> bool:
    """The event's title, where nothing else matches: an event nobody is sure about has often no other name."""
    return wanted in fold(target.interview.summary)


def _ids(target: Target) -> tuple[str, ...]:
    return target.interview.id, target.round.id, target.process.id


def _names(target: Target) -> Iterator[str]:
    process, findings = target.process, target.interview.findings
    for name in (findings.company, process.company, findings.agency, process.agency, findings.role, process.role):
        if name:
            yield name
    for contact in findings.contacts:
        if contact.name:
            yield contact.name
        if contact.email:
            yield contact.email
