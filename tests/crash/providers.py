"""Dying at every boundary of a cycle, on any provider's mailbox: `test_every_step` for the real adapters.

A provider brings a way to make a fresh `MailboxHarness` (the one of the contract suite). Death comes before and after every
store commit and every call of the mailbox, one boundary later each time, until a cycle survives.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from followbot.app.cycle import run_cycle
from followbot.app.ports import Account, Mailbox, Payload
from followbot.app.world import Assignment, World
from followbot.app.written import Written
from followbot.domain.lifecycle import Drafted, Stopped, Withdrawn
from followbot.domain.mime import KEY_HEADER, build_message, message_id_for, parse_message
from followbot.domain.model import Address, FollowUpKind
from tests.contract.mailbox import ME, MailboxHarness, mail
from tests.crash.dying import Died, MortalStore, Reaper
from tests.crash.test_every_step import DAY
from tests.fakes.build import ME as PROFILE
from tests.fakes.world import FakeClock, event, scene

Fresh = Callable[[], AbstractContextManager[MailboxHarness]]


class Mortal:
    """A mailbox at whose every call the program may die, before or after."""

    def __init__(self, mailbox: Mailbox, reaper: Callable[[str], None]) -> None:
        self._mailbox = mailbox
        self._reaper = reaper

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._mailbox, name)
        if not callable(found):
            return found

        def step(*arguments: Any) -> Any:
            self._reaper(f"before {name}")
            answer = found(*arguments)
            self._reaper(f"after {name}")
            return answer

        return step


def write(job: Assignment) -> Written:
    """A letter that is a real message: what a provider stores it must be able to find again."""
    to = tuple(Address(c.email or "", c.name) for c in job.to)
    names = " and ".join(c.name for c in job.to)
    text = f"{job.kind.value} to {names}\n\nThank you for the long and pleasant conversation about the work and the team.\n"
    message_id = message_id_for(job.key, "example.org")
    subject = f"Thank you, {names}"
    mime = build_message(sender=ME, to=to, subject=subject, text=text, date=job.now, message_id=message_id, key=job.key)
    return Written(Payload(job.key, job.account, message_id, subject, ME, to, text, mime))


@dataclass
class Life:
    """A world on a provider's mailbox, and the harness that plays everybody else."""

    harness: MailboxHarness
    clock: FakeClock
    world: World

    def reborn(self) -> World:
        """After a restart: only the store and the mailbox's outside are left."""
        self.harness.restart()
        return self._on(self.harness.mailbox)

    def mortal(self, reaper: Reaper) -> World:
        world = self._on(Mortal(self.harness.mailbox, reaper))
        return replace(world, store=MortalStore(self.world.store, reaper))

    def _on(self, mailbox: Any) -> World:
        (account,) = self.world.accounts
        return replace(self.world, accounts=(replace(account, mailbox=mailbox),))

    def drafts(self) -> list[str]:
        """The first line of every draft of ours, sorted."""
        messages = [parse_message(raw, ref="") for raw in self.harness.drafts()]
        return sorted(m.text.splitlines()[0] for m in messages if m.header(KEY_HEADER))


def life(harness: MailboxHarness, end: datetime) -> Life:
    """Two people were met; their thank-yous are due at the harness's present time. `end` is a day before it."""
    s = scene(end - DAY, profile=PROFILE)
    clock: FakeClock = harness.clock  # type: ignore[attr-defined] # every harness has one
    (account,) = s.world.accounts
    real = Account(harness.account, "real", account.addresses, account.email, account.calendars, harness.mailbox)
    world = replace(s.world, accounts=(real,), clock=clock, write=write)
    clock.time = end - DAY
    s.calendar.put(event(end, "jane@acme.example", "ravi@acme.example"))
    run_cycle(world)
    clock.time = end + DAY
    return Life(harness, clock, world)


def answer(made: Life) -> None:
    """Both drafts wait, and the rejection has just come."""
    run_cycle(made.reborn())
    made.clock.time += timedelta(hours=6)
    raw = mail("Your application", at=made.clock.now(), sender=Address("jane@acme.example", "Jane"))
    made.harness.deliver(b"X-Kind: human_reply\r\nX-Outcome: rejection\r\n" + raw)


def deaths(fresh: Fresh, end: datetime, prepare: Callable[[Life], None] = lambda made: None) -> Iterator[Life]:
    """The life after each possible death and the cycles that follow it; ends with the first cycle that survives."""
    for at in itertools.count(1):
        with fresh() as harness:
            made = life(harness, end)
            prepare(made)
            reaper = Reaper(at)
            try:
                run_cycle(made.mortal(reaper))
            except Died:
                for _ in range(3):
                    run_cycle(made.reborn())
                    made.clock.time += timedelta(minutes=10)
                yield made
            else:
                assert reaper.passed == at - 1, "it died and went on"
                assert at > 12, "a cycle has more steps than that"
                return


def check_delivery(fresh: Fresh, end: datetime) -> int:
    """Exactly one draft for each person, whenever the program died; how many deaths there were."""
    count = 0
    for made in deaths(fresh, end):
        count += 1
        assert made.drafts() == ["thank_you to Jane", "thank_you to Ravi"]
        (process,) = made.world.store.all()
        states = {type(f.state) for f in process.follow_ups if f.kind is FollowUpKind.THANK_YOU}
        assert states == {Drafted}
    return count


def check_withdrawal(fresh: Fresh, end: datetime) -> int:
    """No draft is left after a rejection, whenever the program died; how many deaths there were."""
    count = 0
    for made in deaths(fresh, end, answer):
        count += 1
        assert made.drafts() == []
        (process,) = made.world.store.all()
        assert {type(f.state) for f in process.follow_ups} == {Withdrawn, Stopped}
    return count
