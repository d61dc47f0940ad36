"""Notes and rulings: short transactions on a real store, beside a cycle that may write at the same moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from followbot.app import remarks
from followbot.app.ports import Change, Payload, Store
from followbot.app.remarks import NOTE_LIMIT, Noted, Remark, forget, rule
from followbot.app.world import CardAnswers
from followbot.domain.lifecycle import Drafted, State, Stopped, Waiting
from followbot.domain.lifecycle import Reason as Why
from followbot.domain.model import Address, FollowUp, FollowUpKind, Process, Rapport, Ruling, Standing, Verdict
from followbot.errors import FollowbotError, Stale, UsageError
from followbot.store import SqlStore
from tests.fakes.build import DRAFT, JANE, RAVI, TUESDAY, interview, process_of, round_of, utc
from tests.fakes.world import read_card

NOW = utc("2026-03-03 18:00")


@pytest.fixture
def store() -> Iterator[SqlStore]:
    with SqlStore.in_memory() as opened:
        yield opened


def keep(store: Store, *processes: Process) -> None:
    store.commit(Change(processes=processes))


def thanked(*states: State) -> Process:
    """A round with Jane and Ravi, and their thank-yous in these states."""
    follow_ups = tuple(
        FollowUp(f"t{n}", FollowUpKind.THANK_YOU, (c.key,), state)
        for n, (c, state) in enumerate(zip((JANE, RAVI), states, strict=False))
    )
    return process_of(replace(round_of(interview(JANE, RAVI)), follow_ups=follow_ups))


def note(store: Store, ref: str, remark: Remark, now: datetime) -> Noted:
    return remarks.note(store, ref, remark, now, read_card)


class Raced(SqlStore):
    """A store in which a cycle is quicker, a few times, at the very moment of a commit."""

    races = 0

    def commit(self, change: Change) -> None:
        if self.races and change.processes:
            self.races -= 1
            (current,) = (self.load(p.id) for p in change.processes)
            if current is not None:
                super().commit(
                    Change(processes=(replace(current, domains=(*current.domains, f"race{self.races}.example")),))
                )
        super().commit(change)


# --- note -----------------------------------------------------------------------------------------------------------


def test_a_note_is_kept_with_all_it_says(store: SqlStore) -> None:
    keep(store, thanked(Waiting(TUESDAY)))
    note(store, "acme", Remark(" The index, and Ravi's talk. ", Rapport.GREAT, date(2026, 3, 6)), NOW)
    (kept,) = store.all()[0].rounds[0].notes
    assert (kept.text, kept.rapport, kept.hear_by) == ("The index, and Ravi's talk.", Rapport.GREAT, date(2026, 3, 6))
    assert (kept.at, kept.source) == (NOW, "shell")
    (told,) = store.journal("p1")
    assert (told.what, told.about, told.at) == ("noted", "r1", NOW)
    assert "The index, and Ravi's talk." in told.text


def test_notes_add_up(store: SqlStore) -> None:
    keep(store, thanked())
    for text in ("one", "two", "two"):
        note(store, "acme", Remark(text), NOW + timedelta(seconds=len(store.all()[0].rounds[0].notes)))
    assert [n.text for n in store.all()[0].rounds[0].notes] == ["one", "two", "two"]


def test_a_note_after_its_draft_leaves_the_draft_alone_and_names_it(store: SqlStore) -> None:
    keep(store, thanked(Drafted(DRAFT, NOW), Waiting(NOW)))
    noted = note(store, "acme", Remark("too late for Jane"), NOW)
    assert [f.id for f in noted.too_late] == ["t0"]
    assert [f.id for f in noted.in_time] == ["t1"]
    assert [type(f.state) for f in store.all()[0].follow_ups] == [Drafted, Waiting]


def test_a_note_for_a_thank_you_that_is_not_to_be_written_promises_nothing(store: SqlStore) -> None:
    keep(store, thanked(Stopped(NOW, Why.ANSWERED)))
    noted = note(store, "acme", Remark("they wrote already"), NOW)
    assert (noted.too_late, noted.in_time) == ((), ())


@pytest.mark.parametrize(
    ("remark", "said"),
    [
        (Remark(), "needs a text"),
        (Remark("   "), "needs a text"),
        (Remark("x" * (NOTE_LIMIT + 1)), "10000 are the most"),
        (Remark(hear_by=date(2026, 3, 2)), "before the interview"),
    ],
)
def test_a_note_that_makes_no_sense_is_refused_and_nothing_is_kept(store: SqlStore, remark: Remark, said: str) -> None:
    keep(store, thanked())
    with pytest.raises(UsageError, match=said):
        note(store, "acme", remark, NOW)
    assert store.all()[0].rounds[0].notes == ()


@pytest.mark.parametrize(("promised", "kept"), [(date(2026, 3, 6), date(2026, 3, 6)), (date(2026, 3, 2), None)])
def test_a_day_read_in_the_text_counts_unless_it_lies_before_the_interview(
    store: SqlStore, promised: date, kept: date | None
) -> None:
    keep(store, thanked())
    noted = remarks.note(store, "acme", Remark("as read"), NOW, lambda text, now: CardAnswers(text, hear_by=promised))
    assert noted.note.hear_by == kept


def test_rapport_alone_is_a_note(store: SqlStore) -> None:
    keep(store, thanked())
    note(store, "acme", Remark(rapport=Rapport.POOR), NOW)
    assert store.all()[0].rounds[0].notes[0].rapport is Rapport.POOR


@pytest.fixture
def raced() -> Iterator[Raced]:
    with Raced.in_memory() as opened:
        keep(opened, process_of(round_of(interview(verdict=Verdict.UNSURE))))
        opened.races = 3
        yield opened


@pytest.mark.parametrize(
    "speak",
    [
        lambda store: note(store, "acme", Remark("still here"), NOW),
        lambda store: rule(store, "acme", Ruling.CONFIRMED, NOW),
    ],
)
def test_a_lost_race_loses_neither_side(raced: Raced, speak: Callable[[Store], object]) -> None:
    speak(raced)
    (process,) = raced.all()
    (round_,) = process.rounds
    assert process.domains == ("acme.example", "race2.example", "race1.example", "race0.example")
    assert bool(round_.notes) != bool(round_.interviews[0].ruling)
    assert len(raced.journal("p1")) == 1


def test_a_race_that_is_always_lost_ends_in_a_clear_error(raced: Raced) -> None:
    raced.races = 1000
    with pytest.raises(Stale):
        note(raced, "acme", Remark("never"), NOW)
    assert raced.all()[0].rounds[0].notes == ()


# --- confirm, ignore ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ruling", list(Ruling))
def test_a_ruling_is_remembered_and_told(store: SqlStore, ruling: Ruling) -> None:
    keep(store, process_of(round_of(interview(verdict=Verdict.UNSURE))))
    assert rule(store, "acme", ruling, NOW).new
    assert store.all()[0].rounds[0].interviews[0].ruling is ruling
    (told,) = store.journal("p1")
    assert (told.what, told.about) == (ruling.value, "i-uid-1")


def test_the_same_ruling_twice_writes_nothing(store: SqlStore) -> None:
    keep(store, process_of(round_of(interview())))
    rule(store, "acme", Ruling.IGNORED, NOW)
    version = store.all()[0].version
    assert not rule(store, "acme", Ruling.IGNORED, NOW).new
    assert store.all()[0].version == version
    assert len(store.journal("p1")) == 1


def test_a_user_may_think_again(store: SqlStore) -> None:
    keep(store, process_of(round_of(interview())))
    rule(store, "acme", Ruling.IGNORED, NOW)
    rule(store, "acme", Ruling.CONFIRMED, NOW)
    assert store.all()[0].rounds[0].interviews[0].counts


def test_a_ruling_holds_for_every_date_of_a_series_in_whatever_process(store: SqlStore) -> None:
    first = interview(uid="series")
    dates = [
        replace(first, id=f"i-{n}", instance=f"2026030{n}T130000Z", end=TUESDAY + timedelta(days=n)) for n in range(4)
    ]
    keep(
        store,
        process_of(round_of(dates[0], round_id="r0"), round_of(dates[1], round_id="r1")),
        replace(process_of(round_of(dates[2], interview(uid="other"), round_id="r2")), id="p2"),
    )
    ruled = rule(store, "i-0", Ruling.IGNORED, NOW)
    rulings = {i.id: i.ruling for p in store.all() for r in p.rounds for i in r.interviews}
    assert rulings == {"i-0": Ruling.IGNORED, "i-1": Ruling.IGNORED, "i-2": Ruling.IGNORED, "i-other": None}
    assert {i.id for i in ruled.interviews} == {"i-0", "i-1", "i-2"}


def test_events_without_uid_are_not_taken_for_a_series(store: SqlStore) -> None:
    one, other = (replace(interview(uid=""), id=f"i-{n}") for n in "ab")
    keep(store, process_of(round_of(one, round_id="r0"), round_of(other, round_id="r1")))
    rule(store, "i-a", Ruling.IGNORED, NOW)
    assert [i.ruling for r in store.all()[0].rounds for i in r.interviews] == [Ruling.IGNORED, None]


def test_a_ruling_does_not_bring_a_cancelled_interview_back(store: SqlStore) -> None:
    keep(store, process_of(round_of(interview(standing=Standing.CANCELLED))))
    rule(store, "acme", Ruling.CONFIRMED, NOW)
    assert not store.all()[0].rounds[0].interviews[0].counts


# --- forget ---------------------------------------------------------------------------------------------------------


def test_forgetting_leaves_nothing_but_hashes(store: SqlStore) -> None:
    me = Address("sam@example.org")
    payload = Payload("a1b2c3", "main", "a1b2c3@example.org", "Thank you", me, (me,), "Dear Jane", b"mime")
    store.commit(Change(processes=(thanked(Drafted(DRAFT, NOW)),), outbox=(("t0", payload),)))
    note(store, "acme", Remark("secret words"), NOW)
    forget(store, store.all()[0])
    assert store.all() == ()
    assert store.journal("p1") == ()
    assert store.payload("t0", "a1b2c3") is None
    kept = store.forgotten_keys()
    assert "a1b2c3" in kept
    assert all(len(key) == 32 or key == "a1b2c3" for key in kept), "hashes of interviews, nothing readable"
    assert "secret words" not in str(store.export())
    with pytest.raises(FollowbotError):
        note(store, "acme", Remark("again"), NOW)
