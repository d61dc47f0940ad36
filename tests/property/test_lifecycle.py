"""Random lives of a follow-up: whatever people, machines, clocks and crashes do, the promises hold.

The promises are checked against the mailbox, which is what the user sees, not against followbot's own idea of it.
"""

from __future__ import annotations

import contextlib
from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from followbot.app.cycle import run_cycle
from followbot.app.ports import CreateOutcome, Payload
from followbot.domain.model import Address, EventStatus, Folder, Message, MessageKind, Outcome
from tests.crash.test_every_step import Died, Reaper, immortal, mortal
from tests.fakes.build import TUESDAY
from tests.fakes.world import event, mail, scene

PEOPLE = ("jane@acme.example", "ravi@acme.example")
people = st.sampled_from(PEOPLE)


class Life(RuleBasedStateMachine):
    """One process with two contacts, from the day before the interview on."""

    def __init__(self) -> None:
        super().__init__()
        self.scene = scene(TUESDAY - timedelta(days=1))
        self.scene.mailbox.absence_wait = timedelta(minutes=5)
        self.end = TUESDAY
        self.scene.calendar.put(event(self.end, *PEOPLE))
        self.cancelled = False
        self.touched: dict[str, str] = {}
        self.gone: set[str] = set()
        self.serial = 0
        self.broken: list[str] = []
        create = self.scene.mailbox.create

        def checked(payload: Payload) -> CreateOutcome:
            try:
                self.check_allowed(payload)
            except AssertionError as broken:
                self.broken.append(
                    str(broken)
                )  # the cycle survives whatever a mailbox raises: `no_create_was_wrong` will not
            return create(payload)

        self.scene.mailbox.create = checked  # type: ignore[method-assign]  # the test looks over its shoulder

    # --- what must hold at the moment of a create ---------------------------------------------------------------

    def check_allowed(self, payload: Payload) -> None:
        answers = [m for m in self.answers() if m.received > self.end]
        nudge = payload.text.startswith("nudge")
        assert not self.cancelled, "nothing for a cancelled interview"
        assert not [m for m in answers if m.header("x-outcome") in ("rejection", "offer")], (
            "nothing in a closed process"
        )
        if nudge:
            assert not answers or answers[-1].header("x-until"), "no nudge after a reply, unless it promised a date"
            assert self.scene.clock.now() >= self.end + timedelta(days=7)
        else:
            assert payload.to[0].email not in {m.sender.email for m in answers}, "no thanks to who has written"
            assert self.end + timedelta(days=1) <= self.scene.clock.now() <= self.end + timedelta(days=5)
        assert payload.key not in {d.payload.key for d in self.scene.mailbox.drafts.values()}, "no draft twice"

    def answers(self) -> list[Message]:
        mails = [
            m for m in self.scene.mailbox.inbox if m.header("x-kind") == "human_reply" and m.folder is Folder.INBOX
        ]
        return sorted(mails, key=lambda m: m.received)

    # --- what happens -------------------------------------------------------------------------------------------

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours: int) -> None:
        self.scene.clock.forward(hours=hours)
        run_cycle(self.scene.world)

    @rule(days=st.integers(4, 8))
    def days_pass(self, days: int) -> None:
        """A cycle a day: without this, few lives would be long enough for a nudge."""
        for _ in range(days):
            self.scene.clock.forward(days=1)
            run_cycle(self.scene.world)

    @rule(minutes=st.integers(1, 90))
    def the_clock_is_set_back(self, minutes: int) -> None:
        self.scene.clock.forward(minutes=-minutes)
        run_cycle(self.scene.world)

    @rule(at=st.integers(1, 40), hours=st.integers(0, 30))
    def the_process_is_killed(self, at: int, hours: int) -> None:
        self.scene.clock.forward(hours=hours)
        with contextlib.suppress(Died):
            run_cycle(mortal(self.scene, Reaper(at)).world)
        immortal(self.scene)

    @rule(who=people, days=st.one_of(st.none(), st.integers(1, 20)))
    def somebody_answers(self, who: str, days: int | None) -> None:
        now = self.scene.clock.now()
        self.receive(mail(who, now, until=None if days is None else (now + timedelta(days=days)).date()))

    @rule(outcome=st.sampled_from([Outcome.REJECTION, Outcome.OFFER]))
    def a_decision_comes(self, outcome: Outcome) -> None:
        self.receive(mail(PEOPLE[0], self.scene.clock.now(), outcome=outcome))

    @rule(who=people, back=st.dates(date(2026, 3, 4), date(2026, 4, 20)))
    def somebody_is_away(self, who: str, back: date) -> None:
        self.receive(mail(who, self.scene.clock.now(), MessageKind.AUTO_REPLY, until=back))

    @rule(who=people)
    def a_mail_bounces(self, who: str) -> None:
        self.receive(mail(who, self.scene.clock.now(), MessageKind.BOUNCE))

    @rule(who=people)
    def the_user_writes_by_hand(self, who: str) -> None:
        self.receive(mail("sam@example.org", self.scene.clock.now(), to=(Address(who),), folder=Folder.SENT))

    def receive(self, message: Message) -> None:
        self.serial += 1
        self.scene.mailbox.receive(
            type(message)(**{**{f: getattr(message, f) for f in message.__slots__}, "message_id": f"m{self.serial}"})
        )

    def waiting(self) -> list[str]:
        return [i for i, d in self.scene.mailbox.drafts.items() if d.folder is Folder.DRAFTS]

    @precondition(lambda self: self.waiting())
    @rule(data=st.data(), what=st.sampled_from(["edit", "send", "trash", "delete"]))
    def the_user_handles_a_draft(self, data: st.DataObject, what: str) -> None:
        draft_id = data.draw(st.sampled_from(self.waiting()))
        box = self.scene.mailbox
        if what == "edit":
            box.user_edits(draft_id, "my own words")
            self.touched[draft_id] = "my own words"
        elif what == "send":
            box.user_sends(draft_id)
        elif what == "trash":
            box.user_trashes(draft_id)
        else:
            box.user_deletes(draft_id)
            self.gone.add(draft_id)
            self.touched.pop(draft_id, None)

    @rule(days=st.integers(1, 5))
    def the_interview_moves(self, days: int) -> None:
        if not self.cancelled and self.scene.clock.now() < self.end:
            self.end += timedelta(days=days)
            self.scene.calendar.put(event(self.end, *PEOPLE))

    @rule()
    def the_interview_is_cancelled(self) -> None:
        if self.scene.clock.now() < self.end:
            self.cancelled = True
            cancelled = event(self.end, *PEOPLE)
            self.scene.calendar.put(
                type(cancelled)(
                    **{**{f: getattr(cancelled, f) for f in cancelled.__slots__}, "status": EventStatus.CANCELLED}
                )
            )

    @rule()
    def the_network_is_down_for_one_cycle(self) -> None:
        from followbot.errors import Unreachable

        self.scene.mailbox.broken = Unreachable("no network")
        run_cycle(self.scene.world)
        self.scene.mailbox.broken = None

    # --- what always holds --------------------------------------------------------------------------------------

    @invariant()
    def no_create_was_wrong(self) -> None:
        assert self.broken == []

    @invariant()
    def never_more_than_the_caps(self) -> None:
        out = [d for d in self.scene.mailbox.drafts.values() if d.folder in (Folder.DRAFTS, Folder.SENT)]
        for who in PEOPLE:
            thanks = [d for d in out if d.payload.to[0].email == who and d.payload.text.startswith("thank_you")]
            assert len(thanks) <= 1, "one thank-you per contact"
        assert len([d for d in out if d.payload.text.startswith("nudge")]) <= 1, "one nudge"

    @invariant()
    def what_the_user_touched_is_there(self) -> None:
        for draft_id, text in self.touched.items():
            assert self.scene.mailbox.drafts[draft_id].text == text


Life.TestCase.settings = settings(
    max_examples=80, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
TestLife = Life.TestCase
