"""The closer look before something is written: once for each mailbox, whatever is due there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from followbot.app.cycle import run_cycle
from followbot.app.ports import Interest, Mail, Query
from followbot.app.reader import envelope_of
from followbot.domain.model import FollowUpKind, Message, Process
from followbot.domain.states import Stopped
from followbot.errors import Unreachable
from tests.fakes.build import TUESDAY
from tests.fakes.world import FakeMailbox, Scene, event, mail, scene

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Forgetful(FakeMailbox):
    """A mailbox whose changes leave out what lies in `aside`."""

    aside: tuple[Message, ...] = ()
    asked: tuple[Query, ...] = ()
    refusing: bool = False

    def overlooked(self, cursor: str, query: Query, interest: Interest) -> Mail:
        self.asked += (query,)
        if self.refusing:
            raise Unreachable("The server does not answer.")
        return Mail(tuple(m for m in self.aside if interest(envelope_of(m))), cursor)


def met() -> tuple[Scene, Forgetful]:
    """Two interviews at two companies, whose thanks fall due in the same cycle."""
    s = scene(TUESDAY - DAY)
    mailbox = Forgetful(s.clock)
    (account,) = s.world.accounts
    s.world = replace(s.world, accounts=(replace(account, mailbox=mailbox),))
    s.calendar.put(event(TUESDAY, "jane@acme.example"))
    s.calendar.put(event(TUESDAY - HOUR, "bob@zeta.example", uid="uid-2", title="Interview with Zeta"))
    for moment in (TUESDAY - DAY, TUESDAY + HOUR):
        s.clock.time = moment
        assert run_cycle(s.world).exit_code == 0
    s.clock.time = TUESDAY + DAY + HOUR
    return s, mailbox


def stopped(s: Scene) -> set[str | None]:
    return {p.company for p in s.store.all() if isinstance(_thanks(p), Stopped)}


def _thanks(process: Process) -> object:
    return next(f.state for f in process.follow_ups if f.kind is FollowUpKind.THANK_YOU)


def test_a_mailbox_is_asked_once_for_all_that_is_due_and_what_it_says_counts_for_each() -> None:
    s, mailbox = met()
    at = TUESDAY + 5 * HOUR
    mailbox.aside = (mail("jane@acme.example", at), mail("bob@zeta.example", at), mail("eve@other.example", at))
    assert run_cycle(s.world).created == []
    (query,) = mailbox.asked
    assert query.since == TUESDAY - HOUR, "the end of the earlier interview"
    assert query.people >= {"jane@acme.example", "bob@zeta.example"}
    assert stopped(s) == {"Acme", "Zeta"}


def test_what_concerns_one_leaves_the_other_to_be_written() -> None:
    s, mailbox = met()
    mailbox.aside = (mail("bob@zeta.example", TUESDAY + 5 * HOUR),)
    assert [item.company for item in run_cycle(s.world).created] == ["Acme"]
    assert len(mailbox.asked) == 1
    assert stopped(s) == {"Zeta"}


def test_where_the_look_fails_nothing_is_written_until_it_succeeds() -> None:
    s, mailbox = met()
    mailbox.refusing = True
    report = run_cycle(s.world)
    assert (report.created, report.exit_code) == ([], 69)
    mailbox.refusing = False
    assert {item.company for item in run_cycle(s.world).created} == {"Acme", "Zeta"}
