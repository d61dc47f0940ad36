"""What the author of a draft is told, and against which text a draft is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from followbot.app.cycle import run_cycle
from followbot.app.deliver import assignment
from followbot.app.identity import Identity
from followbot.app.plan import Order
from followbot.app.ports import Change, Fate, Payload, Removed, Uncertain, WithdrawOutcome
from followbot.app.settings import Settings
from followbot.app.world import Assignment
from followbot.app.written import Written
from followbot.domain.lifecycle import Waiting, Withdrawing, Withdrawn
from followbot.domain.model import Contact, ContactRole, FollowUpKind, MessageKind, Note
from followbot.domain.policy import Due
from followbot.domain.states import DraftRef
from tests.fakes.build import ME, TUESDAY
from tests.fakes.world import Scene, event, mail, scene
from tests.fakes.world import write as write_plainly

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
JANE, RAVI = "jane@acme.example", "ravi@acme.example"


def lived(
    *moments: timedelta, people: tuple[str, ...] = (JANE, RAVI), debrief: bool = False
) -> tuple[Scene, list[Assignment]]:
    """An interview, a cycle at each moment after its end, and what the author was told in them."""
    told: list[Assignment] = []

    def write(job: Assignment) -> Written:
        told.append(job)
        return write_plainly(job)

    made = scene(TUESDAY - DAY, settings=Settings(debrief=debrief))
    made.world = replace(made.world, write=write)
    made.calendar.put(event(TUESDAY, *people))
    for moment in (-DAY, *moments):
        cycle(made, moment)
    return made, told


def cycle(made: Scene, moment: timedelta) -> None:
    made.clock.time = TUESDAY + moment
    run_cycle(made.world)


def test_the_author_is_told_everything_about_each_draft() -> None:
    made, (first, second) = lived(DAY)
    for job, who, siblings in ((first, JANE, ()), (second, RAVI, ("thank_you to Jane",))):
        assert [c.email for c in job.to] == [who]
        assert (job.kind, job.late, job.absent, job.siblings) == (FollowUpKind.THANK_YOU, False, (), siblings)
        assert (job.account, job.sender, job.signature, job.now) == ("main", ME.email, "", TUESDAY + DAY)
    (process,) = made.store.all()
    (interview_round,) = process.rounds
    assert (second.process.id, second.round.id, second.round.interviews) == (
        process.id,
        interview_round.id,
        interview_round.interviews,
    )
    payloads = {d.payload.to[0].email: d.payload for d in made.mailbox.all_drafts()}
    assert (payloads[JANE].key, payloads[RAVI].key) == (first.key, second.key)


def test_lateness_is_told() -> None:
    assert [job.late for job in lived(2 * DAY + MINUTE)[1]] == [True, True]


def test_who_cannot_be_written_to_is_told() -> None:
    made, _ = lived()
    (process,) = made.store.all()
    (interview_round,) = process.rounds
    (account,) = made.world.accounts
    nobody = Contact(None, "Nobody", ContactRole.INTERVIEWER)
    due = Due(
        interview_round.id, process.follow_ups[0], (Contact(JANE, "Jane", ContactRole.INTERVIEWER),), (nobody,), True
    )
    job = assignment(made.world, account, process, interview_round, Order(process.id, due), "k")
    assert (job.absent, job.late, job.key, job.process, job.round) == ((nobody,), True, "k", process, interview_round)


@pytest.mark.parametrize(
    ("invited", "expected"),
    [
        ("alias@example.org", ("alias@example.org", "Al")),
        ("", ("own@example.org", "Own")),
        ("x@y", ("own@example.org", "Own")),
    ],
)
def test_the_draft_comes_from_the_address_that_was_invited(invited: str, expected: tuple[str, str]) -> None:
    """Else from the account's own."""
    made, _ = lived()
    (process,) = made.store.all()
    (interview_round,) = process.rounds
    interviews = tuple(replace(i, findings=replace(i.findings, invited=invited)) for i in interview_round.interviews)
    interview_round = replace(interview_round, interviews=interviews)
    identities = (Identity("alias@example.org", "Al"), Identity("own@example.org", "Own"))
    (account,) = made.world.accounts
    addresses = frozenset({"alias@example.org", "own@example.org"})
    account = replace(account, email="own@example.org", addresses=addresses, identities=lambda: identities)
    order = Order(
        process.id, Due(interview_round.id, process.follow_ups[0], (Contact(JANE, "Jane", ContactRole.INTERVIEWER),))
    )
    job = assignment(made.world, account, process, interview_round, order, "k")
    assert (job.sender, job.signature) == expected


def test_without_an_invited_address_and_without_identities_it_is_the_account_s() -> None:
    assert {job.sender for job in lived(DAY)[1]} == {ME.email}


def test_a_note_that_comes_while_the_draft_is_written_is_waited_for() -> None:
    """What was written does not know the note: nothing is created, and the next cycle writes it anew."""
    made, told = lived()
    find = made.mailbox.find

    def noted(payload: Payload) -> Fate:
        (process,) = made.store.all()
        (interview_round,) = process.rounds
        note = Note("n1", made.clock.now(), "They like trains.")
        made.store.commit(Change(processes=(process.with_round(replace(interview_round, notes=(note,))),)))
        made.mailbox.find = find  # type: ignore[method-assign]  # once is enough
        return find(payload)

    made.mailbox.find = noted  # type: ignore[method-assign]  # somebody is quicker
    cycle(made, DAY)
    created = {d.payload.to[0].email for d in made.mailbox.all_drafts()}
    (process,) = made.store.all()
    assert created == {RAVI}
    thanks = [f for f in process.follow_ups if f.kind is FollowUpKind.THANK_YOU and f.contacts == (JANE,)]
    assert [type(f.state) for f in thanks] == [Waiting]
    cycle(made, DAY + MINUTE)
    assert {d.payload.to[0].email for d in made.mailbox.all_drafts()} == {JANE, RAVI}
    assert [n.text for n in told[-1].round.notes] == ["They like trains."]


# --- taking back ----------------------------------------------------------------------------------------------------


def against(made: Scene) -> list[str]:
    """The texts that drafts are taken back against from now on."""
    texts: list[str] = []

    def withdraw(draft: DraftRef, payload: Payload) -> WithdrawOutcome:
        texts.append(payload.text)
        del made.mailbox.drafts[draft.id]
        return Removed()

    made.mailbox.withdraw = withdraw  # type: ignore[method-assign]  # only what it is asked counts
    return texts


def test_a_card_is_taken_back_against_what_was_stored_of_it_and_a_thank_you_against_its_own_text() -> None:
    made, _ = lived(20 * MINUTE, people=(JANE,), debrief=True)
    (card,) = made.mailbox.drafts
    made.mailbox.user_edits(card, "A good talk about trains.")
    texts = against(made)
    for moment in (30 * MINUTE, 70 * MINUTE, DAY):
        cycle(made, moment)
    assert texts == ["A good talk about trains."]
    made.mailbox.receive(mail(JANE, TUESDAY + DAY + MINUTE))
    cycle(made, DAY + 2 * MINUTE)
    assert texts[1:] == ["thank_you to Jane"]


def test_an_untouched_card_is_taken_back_against_what_followbot_wrote() -> None:
    made, _ = lived(20 * MINUTE, people=(JANE,), debrief=True)
    texts = against(made)
    cycle(made, DAY)
    assert texts == ["card to nobody"]


def test_where_the_mailbox_is_not_configured_any_more_nothing_is_taken_back_and_nothing_breaks() -> None:
    made, _ = lived(DAY, people=(JANE,))
    made.mailbox.receive(mail(JANE, TUESDAY + DAY + MINUTE, MessageKind.HUMAN_REPLY))
    made.mailbox.withdraw = lambda draft, payload: Uncertain("silence", 75)  # type: ignore[method-assign]  # it waits
    cycle(made, DAY + 2 * MINUTE)
    (account,) = made.world.accounts
    for accounts in ((replace(account, mailbox=None),), ()):
        made.clock.forward(minutes=10)
        report = run_cycle(replace(made.world, accounts=accounts))
        assert [e for e in report.errors if e.where == "drafts"] == []
        (process,) = made.store.all()
        assert Withdrawing in {type(f.state) for f in process.follow_ups}
    del made.mailbox.withdraw  # the true one
    cycle(made, DAY + 60 * MINUTE)
    (process,) = made.store.all()
    assert Withdrawn in {type(f.state) for f in process.follow_ups}
