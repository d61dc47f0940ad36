"""Die before and after every request, and before and after every commit, of a cycle on a whole account; restart; compare.

"Before" a request means that it never arrived, "after" that the server did what was asked and nobody heard the answer. As in
`test_every_step`, how many steps there are is not written down: death comes one step later each time, until too late.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from followbot.domain.lifecycle import Drafted, Stopped, Withdrawn
from followbot.domain.model import Address, FollowUpKind
from tests.contract.mailbox import mail
from tests.crash.dying import Died, MortalStore, Reaper
from tests.fakes.build import TUESDAY
from tests.fakes.life import JANE, ME, RAVI, Life

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)

L = TypeVar("L", bound=Life[Any])


def check_delivery(life: Life[Any], *, threaded: bool) -> None:
    """Two thank-yous are due; `threaded`: one of them in the thread of the invitation. `life` begins a day before."""
    for ended in deaths(due(life, threaded=threaded), 20):
        assert ended.drafts() == [JANE[0], RAVI[0]]
        assert ended.posts() == 2
        (process,) = ended.store.all()
        assert {type(f.state) for f in process.follow_ups if f.kind is FollowUpKind.THANK_YOU} == {Drafted}


def check_withdrawal(life: Life[Any]) -> None:
    """Two drafts wait, and the company says no."""
    life = due(life, threaded=False)
    life.cycle()
    life.clock.time = TUESDAY + DAY + timedelta(hours=3)
    text = "Dear Sam,\n\nunfortunately we have decided not to move forward with your application.\n\nJane\n"
    life.receive(mail("Your application", at=life.clock.now(), sender=Address(*JANE), to=Address(ME), text=text))
    for ended in deaths(life, 15):
        assert ended.drafts() == []
        (process,) = ended.store.all()
        assert {type(f.state) for f in process.follow_ups} == {Withdrawn, Stopped}


def check_nudge(life: Life[Any]) -> None:
    """One thank-you was sent, without a trace of ours on it; the nudge is due."""
    life.put_interview(TUESDAY, JANE)
    life.cycle()
    life.at(TUESDAY + DAY)
    life.user_sends()
    life.at(TUESDAY + DAY + MINUTE)
    life.clock.time = TUESDAY + 8 * DAY + timedelta(hours=1)
    for ended in deaths(life, 12):
        assert ended.drafts() == [JANE[0]]
        assert ended.sent() == 1


BEGIN: datetime = TUESDAY - DAY
"""When the life of each of these checks begins."""


def due(life: L, *, threaded: bool) -> L:
    """Two thank-yous are due."""
    if threaded:
        planned = mail(
            "Your interview", at=life.clock.now(), sender=Address(*JANE), to=Address(ME), message_id="plan@acme.example"
        )
        life.receive(planned)
    life.put_interview(TUESDAY, JANE, RAVI)
    life.cycle()
    life.at(TUESDAY + 2 * MINUTE)
    life.clock.time = TUESDAY + DAY
    return life


def deaths(prepared: L, least: int) -> Iterator[L]:
    """Each life that died one step later than the one before, after its restart. A cycle has more than `least` steps."""
    for at in itertools.count(1):
        life = prepared.copy()
        reaper = Reaper(at)
        _make_mortal(life, reaper)
        try:
            life.cycle()
        except Died:
            _afterwards(life)
            life.verify()
            yield life
        else:
            assert reaper.passed == at - 1, "it died and went on"
            assert at > least, "a cycle has more steps than that"
            return


def _make_mortal(life: Life[Any], reaper: Reaper) -> None:
    life.server.before = life.server.after = reaper
    life.world = replace(life.world, store=MortalStore(life.store, reaper))


def _afterwards(life: Life[Any]) -> None:
    """Restart, and let some cycles pass, as the daemon would run them."""
    life.server.before = life.server.after = lambda name: None
    life.restart()
    for _ in range(2):
        life.cycle()
        life.clock.time += timedelta(minutes=10)
