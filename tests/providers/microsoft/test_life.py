"""Whole lives on a Microsoft account: weeks in which nobody answers and everything breaks, and what a cycle costs."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from urllib.parse import unquote

import pytest

from followbot.app.cycle import run_cycle
from followbot.app.dry import rehearsal
from followbot.domain.model import Address, FollowUpKind
from followbot.domain.states import ByHand, Drafted, Edited, Sent, Stopped, Waiting
from followbot.providers.microsoft.items import KEY, MESSAGE_CLASS
from tests.contract.mailbox import mail
from tests.fakes.build import TUESDAY
from tests.fakes.graph.life import MicrosoftLife, interview, live
from tests.fakes.graph.server import failure, ok
from tests.fakes.life import JANE, ME, RAVI
from tests.fakes.web import Asked, Reply

HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)


class Weather:
    """What may happen to any request: lost before or after it was carried out, throttled, unavailable, logged out."""

    def __init__(self, life: MicrosoftLife, dice: random.Random) -> None:
        self.life = life
        self.dice = dice
        self.happened: Counter[str] = Counter()

    def before(self, asked: Asked) -> Reply | None:
        fate = self.dice.random()
        bad: list[tuple[float, str, Callable[[], Reply]]] = [
            (0.02, "lost before", lambda: Reply(hang_up=True)),
            (0.04, "throttled", lambda: failure(429, "ApplicationThrottled", {"Retry-After": "10"})),
            (0.06, "throttled for long", lambda: failure(429, "TooManyRequests", {"Retry-After": "600"})),
            (0.08, "unavailable", lambda: failure(503, "serviceNotAvailable")),
            (0.09, "gateway", lambda: failure(504, "gatewayTimeout")),
        ]
        for limit, name, reply in bad:
            if fate < limit:
                self.happened[name] += 1
                return reply()
        return None

    def after(self, asked: Asked) -> Reply | None:
        if self.dice.random() < (0.5 if asked.method == "POST" else 0.02):
            self.happened[f"{asked.method} lost after"] += 1
            return Reply(hang_up=True)
        return None

    def between(self) -> None:
        """What happens between two cycles."""
        fate = self.dice.random()
        server, mailbox = self.life.server, self.life.server.mail
        if fate < 0.05:
            mailbox.forget_deltas()
        elif fate < 0.10:
            for message in mailbox.messages.values():  # a mailbox is moved: nobody keeps an id
                message.sendings += 1
            mailbox.change_folder_ids()
            self.happened["ids changed"] += 1
        elif fate < 0.15:
            server.tokens = {f"token-{self.dice.randrange(1000)}"}
            self.life.restart()
        elif fate < 0.25:
            self.life.restart()


def keys(life: MicrosoftLife) -> Counter[str]:
    """How often each draft key is in the mailbox, wherever."""
    return Counter(m.props[KEY] for m in life.server.mail.messages.values() if KEY in m.props)


def silent(seed: int, step: timedelta, days: int = 60) -> MicrosoftLife:
    """Nobody ever answers, and the user never looks."""
    life = live(TUESDAY - DAY)
    weather = Weather(life, random.Random(seed))  # noqa: S311 - a repeatable life, no secret
    life.server.calendars[0].put(interview(TUESDAY, JANE, RAVI))
    life.server.fault, life.server.after_fault = weather.before, weather.after
    while life.clock.time < TUESDAY + days * DAY:
        life.cycle()
        life.clock.time += step * weather.dice.uniform(0.8, 1.2)
        weather.between()
        assert len(life.drafts()) <= 2
        assert set(keys(life).values()) <= {1}
    life.verify()
    assert weather.happened["ids changed"]
    assert weather.happened["POST lost after"]  # half of all creates are; with these seeds at least one
    return life


def check_silent(life: MicrosoftLife) -> None:
    """Two thank-yous and one nudge were written in all, and only the nudge is left."""
    assert len(keys(life)) == 3
    assert life.drafts() == [JANE[0]] or life.drafts() == [RAVI[0]]
    (process,) = life.store.all()
    (nudge,) = (f for f in process.follow_ups if f.kind is FollowUpKind.NUDGE)
    assert isinstance(nudge.state, Drafted)


def test_sixty_silent_days_in_bad_weather_leave_one_nudge() -> None:
    check_silent(silent(1, 15 * HOUR))


@pytest.mark.heavy
@pytest.mark.parametrize("seed", range(2, 5))
def test_sixty_silent_days_in_worse_weather(seed: int) -> None:
    check_silent(silent(seed, 2 * HOUR))


# --- what it costs --------------------------------------------------------------------------------------------------


def cost(life: MicrosoftLife) -> int:
    before = life.server.counts.total()
    life.cycle()
    return life.server.counts.total() - before


def test_an_idle_cycle_asks_once_for_the_calendar_and_never_for_mail() -> None:
    life = live(TUESDAY - 2 * DAY)
    life.server.calendars[0].put(interview(TUESDAY, JANE))
    life.cycle()
    life.clock.time += 20 * MINUTE
    life.restart()
    life.server.counts.clear()
    assert cost(life) == 1
    assert life.server.counts == {"GET /v1.0/me/calendarView/delta": 1}


def test_a_cycle_with_one_draft_pending_asks_four_times_at_most_also_after_a_restart() -> None:
    life = live(TUESDAY - DAY)
    life.server.calendars[0].put(interview(TUESDAY, JANE))
    life.cycle()
    life.at(TUESDAY + DAY)
    assert life.drafts() == [JANE[0]]
    life.clock.time += 20 * MINUTE
    assert cost(life) == 4
    life.restart()
    life.clock.time += 20 * MINUTE
    assert cost(life) == 4


# --- what stops and shifts ------------------------------------------------------------------------------------------


def drafted() -> MicrosoftLife:
    """A thank-you waits."""
    life = live(TUESDAY - DAY)
    life.server.calendars[0].put(interview(TUESDAY, JANE))
    life.cycle()
    life.at(TUESDAY + DAY)
    assert life.drafts() == [JANE[0]]
    return life


def from_jane(life: MicrosoftLife, text: str, subject: str = "Our talk") -> bytes:
    return mail(subject, at=life.clock.now(), sender=Address(*JANE), to=Address(ME), text=text)


def test_one_draft_that_cannot_be_looked_at_keeps_no_other_from_being_settled() -> None:
    life = live(TUESDAY - DAY)
    life.server.calendars[0].put(interview(TUESDAY, JANE))
    life.server.calendars[0].put(interview(TUESDAY, RAVI, uid="int-2", company="Umbrella"))
    life.cycle()
    life.at(TUESDAY + DAY)
    first, second = life.server.mail.drafts()
    for bad, good in ((first, second), (second, first)):
        life.server.fault = lambda asked, ref=bad.immutable: (  # type: ignore[misc]  # bound at once
            failure(422, "ErrorCorruptData") if ref in unquote(asked.path) else None
        )
        life.server.mail.user_saves(good, text="My own words.\n")
        life.clock.time += 5 * MINUTE
        report = life.cycle()
        assert [t.code for t in report.errors] == [1]
        assert [i.state for i in report.settled] == ["edited"]


def test_an_answer_takes_the_draft_back() -> None:
    life = drafted()
    life.clock.time += HOUR
    life.server.mail.receive(
        from_jane(life, "Dear Sam, it was a pleasure. We talk on Friday and come back to you. Jane\n")
    )
    life.cycle()
    assert life.drafts() == []
    life.verify()


def withdrawing() -> MicrosoftLife:
    """A draft is to go, and the first try has failed."""
    life = drafted()
    life.clock.time += HOUR
    life.server.mail.receive(from_jane(life, "Dear Sam, it was a pleasure. We talk on Friday. Jane\n"))
    life.server.fault = lambda asked: failure(503, "x") if asked.method == "DELETE" else None
    assert life.cycle().exit_code == 75
    life.server.fault = lambda asked: None
    life.clock.time += MINUTE
    return life


def test_a_draft_that_a_search_does_not_find_yet_is_taken_back_later() -> None:
    life = withdrawing()
    life.server.mail.drafts()[0].sendings += 1
    life.server.fault = lambda asked: ok({"value": []}) if "filter=singleValue" in asked.path else None
    life.server.after_fault = lambda asked: ok({"value": []}) if "filter=internetMessageId" in asked.path else None
    report = life.cycle()
    assert (report.withdrawn, report.exit_code, life.drafts()) == ([], 75, [JANE[0]])
    life.server.fault = life.server.after_fault = lambda asked: None
    life.clock.time += 11 * MINUTE
    assert len(life.cycle().withdrawn) == 1
    assert life.drafts() == []


def test_a_draft_that_stays_away_counts_as_taken_back_in_the_end() -> None:
    life = withdrawing()
    life.server.mail.user_deletes(life.server.mail.drafts()[0])
    assert life.cycle().exit_code == 75
    life.restart()
    life.clock.time += 5 * MINUTE
    report = life.cycle()
    assert (len(report.withdrawn), report.exit_code) == (1, 0)


def test_an_answer_that_a_rule_has_moved_stops_the_nudge_right_before_it_is_written() -> None:
    life = drafted()
    jobs = life.server.mail.make_folder("Jobs")
    life.clock.time = TUESDAY + 3 * DAY
    life.server.mail.receive(from_jane(life, "Dear Sam, it was a pleasure, more next week. Jane\n"), folder=jobs)
    life.cycle()
    assert life.drafts() == [JANE[0]], "delta does not show it"
    life.at(TUESDAY + 8 * DAY)
    (process,) = life.store.all()
    assert not any(isinstance(f.state, Drafted) and f.kind is FollowUpKind.NUDGE for f in process.follow_ups)
    assert len(keys(life)) == 1


def test_an_absence_that_graph_hides_moves_the_nudge() -> None:
    life = drafted()
    life.server.mail.user_sends(life.server.mail.drafts()[0])
    life.at(TUESDAY + DAY + HOUR)
    text = "I am out of the office until 20 March 2026 and will answer when I am back.\n"
    oof = {MESSAGE_CLASS: "IPM.Note.Rules.OofTemplate.Microsoft"}
    life.server.mail.receive(from_jane(life, text, "Automatic reply: Thank you"), props=oof)
    life.at(TUESDAY + 9 * DAY)
    assert life.drafts() == []
    (process,) = life.store.all()
    (nudge,) = (f for f in process.follow_ups if f.kind is FollowUpKind.NUDGE)
    assert isinstance(nudge.state, Waiting)
    assert nudge.state.due >= TUESDAY + 17 * DAY


def test_a_rehearsal_looks_as_closely_and_writes_nothing() -> None:
    life = live(TUESDAY - DAY)
    life.server.calendars[0].put(interview(TUESDAY, JANE))
    life.at(TUESDAY)
    life.clock.time = TUESDAY + DAY
    report = run_cycle(rehearsal(replace(life.world, store=life.store.snapshot())))
    assert len(report.created) == 1
    assert life.drafts() == []
    assert life.server.counts["POST /v1.0/me/messages"] == 0


def test_a_look_that_fails_delivers_nothing_and_the_next_cycle_does() -> None:
    life = live(TUESDAY - DAY)
    life.server.calendars[0].put(interview(TUESDAY, JANE))
    life.at(TUESDAY)
    life.at(TUESDAY + HOUR)
    life.server.fault = lambda asked: failure(503, "x") if "search=" in asked.path else None
    report = life.at(TUESDAY + DAY)
    assert (life.drafts(), [e.code for e in report.errors]) == ([], [69])
    life.server.fault = lambda asked: None
    life.at(TUESDAY + DAY + MINUTE)
    assert life.drafts() == [JANE[0]]


def due_with_a_broken_answer(life: MicrosoftLife, folder: str = "inbox") -> None:
    """A thank-you is due in the next cycle, and a mail from its addressee has come that the server cannot show."""
    life.server.calendars[0].put(interview(TUESDAY, JANE))
    life.at(TUESDAY)
    life.at(TUESDAY + HOUR)
    life.clock.time = TUESDAY + DAY
    broken = life.server.mail.receive(from_jane(life, "Dear Sam, thank you, we talk on Friday.\n"), folder=folder)
    ids = (broken.immutable, broken.movable)
    life.server.fault = lambda asked: failure(500, "x") if any(i in unquote(asked.path) for i in ids) else None


@pytest.mark.parametrize("moved", [False, True])
def test_an_answer_that_cannot_be_shown_holds_what_is_due_and_stops_it_in_the_end(moved: bool) -> None:
    """Each cycle is a program of its own, as from cron."""
    life = live(TUESDAY - DAY)
    due_with_a_broken_answer(life, life.server.mail.make_folder("Jobs") if moved else "inbox")
    for _ in range(3):
        life.restart()
        report = life.cycle()
        assert (report.exit_code, [e.code for e in report.errors]) == (75, [75])
        life.clock.time += 29 * MINUTE
    report = life.cycle()
    assert (report.exit_code, [e.code for e in report.errors]) == (1, [1])
    life.clock.time += DAY
    assert life.cycle().exit_code == 0
    assert life.drafts() == []
    (process,) = life.store.all()
    assert {type(f.state) for f in process.follow_ups} == {Stopped}


def test_mail_of_no_concern_that_cannot_be_shown_holds_nothing() -> None:
    life = live(TUESDAY - DAY)
    due_with_a_broken_answer(life)
    (answer,) = life.server.mail.messages.values()
    answer.kept["from"] = {"emailAddress": {"address": "shop@elsewhere.example", "name": "Shop"}}
    assert life.cycle().exit_code == 0
    assert life.drafts() == [JANE[0]]


def test_a_mail_by_hand_is_seen_among_the_sent_ones() -> None:
    life = live(TUESDAY - DAY)
    life.server.calendars[0].put(interview(TUESDAY, JANE))
    life.cycle()
    life.at(TUESDAY + 2 * HOUR)
    raw = mail("Thanks", at=life.clock.now(), sender=Address(ME), to=Address(*JANE), text="Thank you, Jane!\n")
    life.server.mail.user_sent(raw)
    life.at(TUESDAY + DAY)
    assert life.drafts() == []
    (process,) = life.store.all()
    assert any(isinstance(f.state, ByHand) for f in process.follow_ups)


def test_a_scheduled_send_is_the_users_own_and_then_sent() -> None:
    life = drafted()
    (draft,) = life.server.mail.drafts()
    life.server.mail.user_schedules(draft, TUESDAY + 3 * DAY)
    life.at(TUESDAY + DAY + HOUR)
    (process,) = life.store.all()
    assert any(isinstance(f.state, Edited) for f in process.follow_ups)
    life.clock.time += HOUR
    life.server.mail.receive(from_jane(life, "Dear Sam, it was a pleasure. More on Friday. Jane\n"))
    life.cycle()
    assert life.drafts() == [JANE[0]], "never taken back"
    life.clock.time = TUESDAY + 3 * DAY
    life.server.mail.user_sends(draft)
    life.at(TUESDAY + 3 * DAY + MINUTE)
    (process,) = life.store.all()
    assert any(isinstance(f.state, Sent) for f in process.follow_ups)
