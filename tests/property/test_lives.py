"""Random lives of some applications: whatever people, machines, clocks and crashes do, the promises hold.

Each life is some weeks of several processes with several rounds. The engine and its outbox are the real ones; calendar and
mailbox are fakes, and `oracle` judges by them alone. One machine for each way of writing to a panel, so that they run on
several cores.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from followbot.app.cycle import run_cycle
from followbot.app.ports import CreateOutcome, Envelope, Payload
from followbot.app.report import Report
from followbot.app.settings import Panel, Settings
from followbot.app.world import Assignment
from followbot.app.written import Written
from followbot.domain.model import Address, EventStatus, Folder, Message, MessageKind, Outcome, ReplyContext
from followbot.errors import Unreachable
from tests.crash.dying import Died, Reaper
from tests.crash.test_every_step import immortal, mortal
from tests.fakes.build import TUESDAY
from tests.fakes.world import event, mail, scene
from tests.fakes.world import write as write_plainly
from tests.property.facts import BERLIN, HOLIDAYS, Handled, Meeting
from tests.property.memory import MemoryStore
from tests.property.oracle import Oracle

COMPANIES = ("acme", "globex", "initech")
NAMES = ("jane", "ravi", "rita")
"""Rita, of the recruiters, is never at an interview, but she writes mail."""
companies = st.sampled_from(COMPANIES)
names = st.sampled_from([*NAMES, "jane", "ravi"])
some_days = st.sampled_from([0, 0, 0, 1, 2, 4, 6, 8])
"""How long nothing happens before the next thing does: most of a life is waiting, and a nudge takes a week of it."""
hours_of_day = st.integers(8, 18)
panels = st.sampled_from([("jane",), ("ravi", "jane"), ("jane", "ravi")])


class SomeHolidays:
    def is_holiday(self, country: str, day: date) -> bool:
        return day in HOLIDAYS


def write(job: Assignment) -> Written:
    """A draft that names the interviews it is about, so that the oracle need not ask the engine."""
    late = "late " if job.late else ""
    text = f"{late}{job.kind.value} about {','.join(i.uid for i in job.round.standing)}"
    return Written(replace(write_plainly(job).payload, text=text, mime=text.encode()))


def may_concern(found: Envelope, context: ReplyContext) -> bool:
    domains = {e.rpartition("@")[2] for e in (found.sender.email, *(a.email for a in found.recipients))}
    return bool(domains & set(context.company_domains))


class Life(RuleBasedStateMachine):
    """The applications of one person, from the day before the first interview on."""

    panel: Panel
    on_the_real_store = False

    def __init__(self) -> None:
        super().__init__()
        bare = scene(TUESDAY - timedelta(days=1), settings=Settings(debrief=False, panel=self.panel))
        store: Any = bare.store if self.on_the_real_store else MemoryStore()
        world = replace(bare.world, store=store, write=write, may_concern=may_concern, holidays=SomeHolidays())
        self.scene = replace(bare, store=store, world=world)
        self.scene.mailbox.absence_wait = timedelta(minutes=5)
        self.oracle = Oracle(self.scene, self.panel)
        self.touched: dict[str, str] = {}
        self.serial = 0
        self.broken: list[str] = []
        create = self.scene.mailbox.create

        def overseen(payload: Payload) -> CreateOutcome:
            # The cycle survives whatever a mailbox raises, so it is only written down here.
            self.broken += [f"{payload.text}: {what}" for what in self.oracle.judge_create(payload)]
            self.oracle.born.setdefault(payload.key, (payload, self.now))
            return create(payload)

        self.scene.mailbox.create = overseen  # type: ignore[method-assign]  # the test looks over its shoulder

    @property
    def now(self) -> datetime:
        return self.scene.clock.now()

    # --- cycles -------------------------------------------------------------------------------------------------

    def cycle(self) -> Report:
        """A cycle with nothing in its way; afterwards everything has to be in order."""
        report = run_cycle(self.scene.world)
        for meeting in self.oracle.meetings.values():
            if meeting.cycles_missing is not None:
                meeting.cycles_missing += 1
                meeting.standing = meeting.standing and meeting.cycles_missing < 2
        self.broken += [f"{e.where}: {e.what}" for e in report.errors]
        for handled in self.oracle.handled:
            handled.noticed = handled.noticed or self.now
        if not report.in_doubt:
            self.broken += [*self.oracle.lying_wrongly(), *self.oracle.missing()]
        return report

    @initialize(company=companies, panel=panels)
    def the_first_interview(self, company: str, panel: tuple[str, ...]) -> None:
        self.invite(company, panel, TUESDAY)
        self.cycle()

    @rule(days=st.integers(2, 9), at=hours_of_day)
    def days_pass(self, days: int, at: int) -> None:
        """A cycle a day."""
        for _ in range(days):
            tomorrow = self.now.astimezone(BERLIN).date() + timedelta(days=1)
            self.scene.clock.time = datetime.combine(tomorrow, time(at), BERLIN).astimezone(UTC)
            self.cycle()

    @rule(days=st.integers(3, 12))
    def the_machine_is_off(self, days: int) -> None:
        self.scene.clock.forward(days=days)
        self.cycle()

    @rule(
        data=st.data(),
        what=st.sampled_from(["kill -9", "kill -9", "no network", "a clock set back"]),
        hours=st.integers(0, 30),
    )
    def something_goes_wrong(self, data: st.DataObject, what: str, hours: int) -> None:
        self.scene.clock.forward(hours=hours)
        if what == "kill -9":
            with contextlib.suppress(Died):
                run_cycle(mortal(self.scene, Reaper(data.draw(st.integers(1, 40)))).world)
            immortal(self.scene)
        elif what == "no network":
            self.scene.mailbox.broken = Unreachable("no network")
            run_cycle(self.scene.world)
            self.scene.mailbox.broken = None
        else:
            self.scene.clock.forward(minutes=-data.draw(st.integers(1, 90)))
            run_cycle(self.scene.world)

    # --- mail ---------------------------------------------------------------------------------------------------

    @rule(
        company=companies,
        name=names,
        what=st.sampled_from(
            ["answer", "answer", "promise", "promise", "absence", "absence", "bounce", "next step", "by hand"]
        ),
        days=st.integers(1, 16),
        before=some_days,
        at=hours_of_day,
    )
    def a_mail_comes(self, company: str, name: str, what: str, days: int, before: int, at: int) -> None:
        self.days_pass(before, at)
        company = self.applied_to(company)
        who, until = f"{name}@{company}.example", (self.now + timedelta(days=days)).date()
        made: dict[str, Callable[[], Message]] = {
            "answer": lambda: mail(who, self.now),
            "promise": lambda: mail(who, self.now, until=until),
            "absence": lambda: mail(who, self.now, MessageKind.AUTO_REPLY, until=until),
            "bounce": lambda: mail(who, self.now, MessageKind.BOUNCE),
            "next step": lambda: mail(who, self.now, outcome=Outcome.NEXT_STEP),
            "by hand": lambda: mail("sam@example.org", self.now, to=(Address(who),), folder=Folder.SENT),
        }
        self.receive(made[what])

    @rule(company=companies, outcome=st.sampled_from([None, None, Outcome.REJECTION, Outcome.OFFER]))
    def a_decision_comes_at_last(self, company: str, outcome: Outcome | None) -> None:
        """Rarely, and late: a life that ends with the first mail tests nothing."""
        if outcome is not None and self.now > TUESDAY + timedelta(days=10):
            self.receive(lambda: mail(f"rita@{company}.example", self.now, outcome=outcome))

    def applied_to(self, company: str) -> str:
        """A company that has invited, so that few mails are in vain."""
        known = sorted({m.company for m in self.oracle.meetings.values()})
        return company if company in known else known[-1]

    def receive(self, made: Callable[[], Message]) -> None:
        """No two mails of a life come at the same moment."""
        self.serial += 1
        self.scene.clock.forward(microseconds=self.serial)
        self.scene.mailbox.receive(replace(made(), message_id=f"m{self.serial}"))

    # --- drafts -------------------------------------------------------------------------------------------------

    def waiting(self) -> list[str]:
        return [i for i, d in self.scene.mailbox.drafts.items() if d.folder is Folder.DRAFTS]

    @rule(
        data=st.data(),
        what=st.sampled_from(["send", "send", "send", "send", "edit", "trash", "delete"]),
        before=some_days,
        at=hours_of_day,
    )
    def the_user_handles_a_draft(self, data: st.DataObject, what: str, before: int, at: int) -> None:
        self.days_pass(before, at)
        if not self.waiting():
            return
        draft_id = data.draw(st.sampled_from(self.waiting()))
        box, payload = self.scene.mailbox, self.scene.mailbox.drafts[draft_id].payload
        if what != "send":
            self.oracle.handled.append(Handled(payload, what, self.now))
        if what == "edit":
            box.user_edits(draft_id, "my own words")
            self.touched[draft_id] = "my own words"
        elif what == "send":
            self.serial += 1
            self.scene.clock.forward(microseconds=self.serial)
            box.user_sends(draft_id)
        elif what == "trash":
            box.user_trashes(draft_id)
        else:
            box.user_deletes(draft_id)
            self.touched.pop(draft_id, None)

    # --- calendar -----------------------------------------------------------------------------------------------

    def invite(self, company: str, panel: tuple[str, ...], end: datetime) -> None:
        people = tuple(f"{name}@{company}.example" for name in panel)
        meeting = Meeting(f"u{len(self.oracle.meetings) + 1}", company, people, end)
        self.oracle.meetings[meeting.uid] = meeting
        self.put(meeting)

    def put(self, meeting: Meeting, status: EventStatus = EventStatus.CONFIRMED) -> None:
        title = f"Interview with {meeting.company}"
        entry = event(meeting.end, *meeting.people, uid=meeting.uid, title=title)
        self.scene.calendar.put(replace(entry, status=status))

    @precondition(lambda self: len(self.oracle.meetings) < 6)
    @rule(company=companies, panel=panels, days=st.integers(1, 20), hour=st.integers(10, 16), twice=st.booleans())
    def an_invitation_comes(self, company: str, panel: tuple[str, ...], days: int, hour: int, twice: bool) -> None:
        """To one interview, or to two on one day, which are one round."""
        if not self.oracle.is_closed(company):
            day = self.now.astimezone(BERLIN).date() + timedelta(days=days)
            self.invite(company, panel, datetime.combine(day, time(hour), BERLIN).astimezone(UTC))
            if twice:
                self.invite(company, panel[:1], datetime.combine(day, time(hour + 2), BERLIN).astimezone(UTC))

    def ahead(self) -> list[Meeting]:
        """Interviews that may still change without a draft of their round existing."""
        soonest = self.now + timedelta(hours=2)
        return [m for m in self.oracle.meetings.values() if m.standing and m.cycles_missing is None and m.end > soonest]

    @precondition(lambda self: self.ahead())
    @rule(data=st.data(), what=st.sampled_from(["move", "move", "cancel", "vanish"]))
    def an_interview_changes(self, data: st.DataObject, what: str) -> None:
        meeting = data.draw(st.sampled_from(self.ahead()))
        if what == "move":
            meeting.end += timedelta(days=data.draw(st.integers(1, 6)))
            self.put(meeting)
        elif what == "cancel":
            meeting.standing = False
            self.put(meeting, EventStatus.CANCELLED)
        else:
            meeting.cycles_missing = 0
            self.scene.calendar.events = {k: e for k, e in self.scene.calendar.events.items() if k.uid != meeting.uid}

    @rule(data=st.data())
    def a_past_interview_is_called_off(self, data: st.DataObject) -> None:
        """Late news: a cancellation counts after the end too, as long as the calendar is read so far back."""
        meetings = [m for m in self.oracle.meetings.values() if m.standing and m.cycles_missing is None]
        past = [m for m in meetings if self.now - timedelta(days=20) < m.end < self.now]
        if past and data.draw(st.integers(0, 5)) == 0:
            meeting = data.draw(st.sampled_from(past))
            meeting.standing = False
            self.put(meeting, EventStatus.CANCELLED)
            self.cycle()

    # --- what always holds --------------------------------------------------------------------------------------

    @invariant()
    def nothing_was_wrong(self) -> None:
        assert self.broken == []

    @invariant()
    def what_the_user_touched_is_there(self) -> None:
        for draft_id, text in self.touched.items():
            assert self.scene.mailbox.drafts[draft_id].text == text


class LifeOfEach(Life):
    panel = Panel.EACH


class LifeTogether(Life):
    panel = Panel.TOGETHER


class LifeOfThePrimary(Life):
    panel = Panel.PRIMARY


class LifeOnTheRealStore(Life):
    panel = Panel.EACH
    on_the_real_store = True


def lives(usually: int) -> settings:
    """The same lives each time, so that no unlucky throw stops somebody else's work; FOLLOWBOT_LIVES asks for many others.

    To shorten a life takes minutes: add `Phase.shrink` for that.
    """
    asked = int(os.environ.get("FOLLOWBOT_LIVES", "0"))
    return settings(
        max_examples=asked or usually,
        derandomize=not asked,
        database=None,
        stateful_step_count=26,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )


LifeOfEach.TestCase.settings = lives(60)
LifeTogether.TestCase.settings = lives(20)
LifeOfThePrimary.TestCase.settings = lives(20)
LifeOnTheRealStore.TestCase.settings = lives(4)
TestLifeOfEach = LifeOfEach.TestCase
TestLifeTogether = LifeTogether.TestCase
TestLifeOfThePrimary = LifeOfThePrimary.TestCase
TestLifeOnTheRealStore = LifeOnTheRealStore.TestCase
