"""What the user says about an interview: a note, "this is one", "this is none", "forget it".

Each is a short transaction beside a running cycle. A cycle may save the same process at the same moment; whoever comes
second reads again and says it again (`transact.revise`). The cycle decides anew from the result at its next turn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from followbot.app.ports import Change, Store
from followbot.app.refs import Target, find_event, find_round
from followbot.app.status import thank_yous
from followbot.app.transact import Revision, revise
from followbot.app.world import CardAnswers
from followbot.domain.model import FollowUp, Interview, Note, Process, Rapport, Round, Ruling, digest
from followbot.domain.policy import Happening
from followbot.domain.states import Failed, Skipped, Stopped, Waiting
from followbot.errors.interviews import empty_note, note_too_long, promised_before_interview, regrouped

NOTE_LIMIT = 10_000
"""Characters of a note. A draft uses a line or two; more than this is a file pasted by mistake."""

_UNWRITTEN = (Waiting, Failed, Stopped, Skipped)
"""States in which no text has been committed yet, so that a note can still shape it."""


# --- note -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Remark:
    """What the user says of a round. All texts as typed; `hear_by` is the day an answer was promised for."""

    text: str = ""
    rapport: Rapport | None = None
    hear_by: date | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """A note was kept. `too_late` are the thank-yous that had been written before it came, and that it leaves as they are."""

    target: Target
    note: Note
    too_late: tuple[FollowUp, ...]
    in_time: tuple[FollowUp, ...]


def note(store: Store, ref: str, remark: Remark, now: datetime, read: Callable[[str, datetime], CardAnswers]) -> Noted:
    """Keep a note for the drafts of one round; drafts that exist already stay as they are.

    What the remark does not say by itself, `read` finds in its text as on a debrief card: when the answer is to come, and under
    the card's own question how the user got on.
    """
    text = remark.text.strip()
    if not text and remark.rapport is None and remark.hear_by is None:
        raise empty_note()
    if len(text) > NOTE_LIMIT:
        raise note_too_long(len(text), NOTE_LIMIT)
    target = find_round(store.all(), ref)
    if remark.hear_by is not None and remark.hear_by < target.round.start.date():
        raise promised_before_interview(remark.hear_by.isoformat())
    said = read(text, now)
    promised = said.hear_by if said.hear_by and said.hear_by >= target.round.start.date() else None
    rapport, hear_by = remark.rapport or said.rapport, remark.hear_by or promised
    added = Note(digest(target.round.id, now.isoformat(), text), now, text, rapport, hear_by)
    process = revise(store, target.process.id, now, lambda known: _with_note(known, target.round.id, added))
    if process is None:
        raise regrouped()
    thanks = thank_yous(process.round(target.round.id))
    written = tuple(f for f in thanks if not isinstance(f.state, _UNWRITTEN))
    return Noted(
        target, added, too_late=written, in_time=tuple(f for f in thanks if isinstance(f.state, (Waiting, Failed)))
    )


def _with_note(process: Process, round_id: str, note: Note) -> Revision | None:
    round_ = next((r for r in process.rounds if r.id == round_id), None)
    if round_ is None:
        return None
    noted = replace(round_, notes=(*round_.notes, note))
    return Revision(process.with_round(noted), (Happening(round_id, "noted", _told(note)),))


def _told(remark: Note) -> str:
    said = [f"You noted: “{remark.text}”." if remark.text else "You told how it went."]
    if remark.rapport is not None:
        said.append(f"Rapport: {remark.rapport.value}.")
    if remark.hear_by is not None:
        said.append(f"An answer was promised by {remark.hear_by.isoformat()}.")
    return " ".join(said)


# --- confirm, ignore ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruling stands. `interviews` are those it holds for (all known ones of a series); `new` is False if it stood before."""

    target: Target
    interviews: tuple[Interview, ...]
    new: bool


_RULED = {
    Ruling.CONFIRMED: ("confirmed", "You said that this is an interview."),
    Ruling.IGNORED: ("ignored", "You took it out: followbot leaves it alone."),
}


def rule(store: Store, ref: str, ruling: Ruling, now: datetime) -> Ruled:
    """Settle what an event is. Every known occurrence of its series gets the same ruling, in whatever process it is."""
    processes = store.all()
    target = find_event(processes, ref)
    meant = [(p, i) for p in processes for i in _interviews(p) if _same_event(i, target.interview)]
    news = {p.id for p, i in meant if i.ruling is not ruling}
    for process_id in sorted(news):
        revise(store, process_id, now, lambda known: _ruled(known, target.interview, ruling))
    return Ruled(target, tuple(i for _, i in meant), new=bool(news))


def _interviews(process: Process) -> tuple[Interview, ...]:
    return tuple(i for r in process.rounds for i in r.interviews)


def _same_event(one: Interview, other: Interview) -> bool:
    return one.id == other.id or (bool(one.uid) and one.uid == other.uid)


def _ruled(process: Process, event: Interview, ruling: Ruling) -> Revision | None:
    """The process with the ruling on every occurrence of the event; None where that changes nothing."""
    what, text = _RULED[ruling]
    affected = [i for i in _interviews(process) if _same_event(i, event) and i.ruling is not ruling]
    rounds = tuple(_with_ruling(r, event, ruling) for r in process.rounds)
    happenings = tuple(Happening(i.id, what, text) for i in affected)
    return Revision(replace(process, rounds=rounds), happenings) if affected else None


def _with_ruling(round_: Round, event: Interview, ruling: Ruling) -> Round:
    ruled = (replace(i, ruling=ruling) if _same_event(i, event) else i for i in round_.interviews)
    return replace(round_, interviews=tuple(ruled))


# --- forget ---------------------------------------------------------------------------------------------------------


def forget(store: Store, process: Process) -> None:
    """Remove a process with its interviews, notes, signals and texts; only hashes stay, so that nothing is drafted again."""
    store.commit(Change(removed=(process.id,)))
