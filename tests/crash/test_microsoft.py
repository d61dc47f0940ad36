"""Die before and after every request, and before and after every commit, of a cycle on a Microsoft account; restart; compare.

"Before" a request means that it never arrived, "after" that Microsoft did what was asked and nobody heard the answer. As in
`test_every_step`, how many steps there are is not written down: death comes one step later each time, until too late.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from followbot.app.ports import Change
from followbot.domain.lifecycle import Drafted, Stopped, Withdrawn
from followbot.domain.model import Address, FollowUpKind
from tests.contract.mailbox import mail
from tests.crash.test_every_step import Died, Reaper
from tests.fakes.build import TUESDAY
from tests.fakes.graph.life import JANE, ME, RAVI, Life, interview, live

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def mortal(life: Life, reaper: Reaper) -> None:
    """Every boundary may be the last."""
    life.server.before = life.server.after = reaper
    commit: Callable[[Change], None] = life.store.commit

    class MortalStore:
        def commit(self, change: Change) -> None:
            reaper("before commit")
            commit(change)
            reaper("after commit")

        def __getattr__(self, name: str) -> object:
            return getattr(life.store, name)

    life.world = replace(life.world, store=MortalStore())  # type: ignore[arg-type]  # it delegates the rest


def afterwards(life: Life) -> None:
    """Restart, and let some cycles pass, as the daemon would run them."""
    life.server.before = life.server.after = lambda name: None
    life.restart()
    for _ in range(2):
        life.cycle()
        life.clock.time += timedelta(minutes=10)


def deaths(prepared: Life, least: int) -> Iterator[Life]:
    for at in itertools.count(1):
        life = prepared.copy()
        reaper = Reaper(at)
        mortal(life, reaper)
        try:
            life.cycle()
        except Died:
            afterwards(life)
            life.verify()
            yield life
        else:
            assert reaper.passed == at - 1, "it died and went on"
            assert at > least, "a cycle has more steps than that"
            return


def due() -> Life:
    """Two thank-yous are due, one of them in the thread of the invitation."""
    life = live(TUESDAY - DAY)
    raw = mail(
        "Your interview", at=life.clock.now(), sender=Address(*JANE), to=Address(ME), message_id="plan@acme.example"
    )
    life.server.mail.receive(raw)
    life.server.calendars[0].put(interview(TUESDAY, JANE, RAVI))
    life.cycle()
    life.at(TUESDAY + 2 * MINUTE)
    life.clock.time = TUESDAY + DAY
    return life


def answered() -> Life:
    """Two drafts wait, and the company says no."""
    life = due()
    life.cycle()
    life.clock.time = TUESDAY + DAY + timedelta(hours=3)
    text = "Dear Sam,\n\nunfortunately we have decided not to move forward with your application.\n\nJane\n"
    life.server.mail.receive(
        mail("Your application", at=life.clock.now(), sender=Address(*JANE), to=Address(ME), text=text)
    )
    return life


def sent_and_due_again() -> Life:
    """One thank-you was sent by a program that drops every mark of ours; the nudge is due."""
    life = live(TUESDAY - DAY)
    life.server.calendars[0].put(interview(TUESDAY, JANE))
    life.cycle()
    life.at(TUESDAY + DAY)
    (draft,) = life.server.mail.drafts()
    life.server.mail.user_sends(draft, marks=False)
    life.at(TUESDAY + DAY + MINUTE)
    life.clock.time = TUESDAY + 8 * DAY + timedelta(hours=1)
    return life


@pytest.mark.heavy
def test_dying_anywhere_in_a_delivering_cycle_leaves_exactly_one_draft_each() -> None:
    for life in deaths(due(), 20):
        assert life.drafts() == [JANE[0], RAVI[0]]
        assert life.server.mail.posts == 2
        (process,) = life.store.all()
        assert {type(f.state) for f in process.follow_ups if f.kind is FollowUpKind.THANK_YOU} == {Drafted}


@pytest.mark.heavy
def test_dying_anywhere_while_an_answer_takes_drafts_back() -> None:
    for life in deaths(answered(), 15):
        assert life.drafts() == []
        (process,) = life.store.all()
        assert {type(f.state) for f in process.follow_ups} == {Withdrawn, Stopped}


@pytest.mark.heavy
def test_dying_anywhere_while_the_nudge_is_written_leaves_one_nudge_and_no_second_thank_you() -> None:
    for life in deaths(sent_and_due_again(), 12):
        assert life.drafts() == [JANE[0]]
        assert sum(m.folder == "sentitems" for m in life.server.mail.messages.values()) == 1
