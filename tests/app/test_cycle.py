"""Whole cycles on fakes: what a calendar and a mailbox lead to, over days of virtual time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from followbot.app.agenda import next_moment
from followbot.app.cycle import run_cycle
from followbot.app.login import LoggedOut
from followbot.app.ports import Change, Mail, Payload, Uncertain, WithdrawOutcome
from followbot.app.report import Report
from followbot.app.world import Settings, UnsureMode
from followbot.domain.lifecycle import (
    ByHand,
    Dismissed,
    Drafted,
    Edited,
    Failed,
    Missing,
    Sent,
    State,
    Stopped,
    Unknown,
    Waiting,
    Withdrawn,
)
from followbot.domain.model import (
    Address,
    Detection,
    EventStatus,
    Folder,
    FollowUpKind,
    MessageKind,
    Note,
    Outcome,
    Rapport,
    Ruling,
)
from followbot.domain.states import DraftRef
from followbot.errors import FollowbotError, LoginNeeded, TryAgain, Unreachable
from tests.fakes.build import TUESDAY, utc
from tests.fakes.world import Scene, event, mail, scene

THANKS, NUDGE = FollowUpKind.THANK_YOU, FollowUpKind.NUDGE
ADDRESS_JANE, SENT = Address("jane@acme.example", "Jane Doe"), Folder.SENT
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def world() -> Scene:
    """An interview on Tuesday that followbot has known since Monday."""
    started = scene(TUESDAY - DAY)
    started.calendar.put(event(TUESDAY))
    assert run_cycle(started.world).exit_code == 0
    return started


def cycle_at(s: Scene, moment: datetime) -> Report:
    s.clock.time = moment
    return run_cycle(s.world)


def state_of(s: Scene, kind: FollowUpKind) -> State:
    (process,) = s.store.all()
    (found,) = [f for f in process.follow_ups if f.kind is kind]
    return found.state


# --- the story ------------------------------------------------------------------------------------------------------


def test_a_thank_you_at_24_hours_and_a_nudge_a_week_after_it_was_sent(world: Scene) -> None:
    assert cycle_at(world, TUESDAY + DAY - timedelta(seconds=1)).created == []
    (thanks,) = cycle_at(world, TUESDAY + DAY).created
    assert (thanks.kind, thanks.contact, thanks.state) == ("thank_you", "jane@acme.example", "drafted")
    world.clock.forward(hours=2)
    world.mailbox.user_sends(thanks.draft_id or "")
    (sent,) = run_cycle(world.world).settled
    assert sent.state == "sent"
    assert cycle_at(world, TUESDAY + 8 * DAY).created == []
    (nudge,) = cycle_at(world, TUESDAY + 8 * DAY + 2 * HOUR).created
    assert nudge.kind == "nudge"
    world.mailbox.user_sends(nudge.draft_id or "")
    for day in range(9, 50):
        assert cycle_at(world, TUESDAY + day * DAY).created == [], "never a third"


def test_a_second_cycle_at_the_same_moment_drafts_nothing(world: Scene) -> None:
    assert len(cycle_at(world, TUESDAY + DAY).created) == 1
    again = cycle_at(world, TUESDAY + DAY)
    assert (again.created, again.exit_code) == ([], 0)
    assert len(world.mailbox.follow_ups()) == 1


def test_a_reply_that_came_a_minute_before_stops_the_thank_you(world: Scene) -> None:
    world.mailbox.receive(mail("jane@acme.example", TUESDAY + DAY - timedelta(minutes=1)))
    assert cycle_at(world, TUESDAY + DAY).created == []
    assert isinstance(state_of(world, THANKS), Stopped)


def test_a_reply_while_the_draft_waits_takes_it_back(world: Scene) -> None:
    cycle_at(world, TUESDAY + DAY)
    world.mailbox.receive(mail("jane@acme.example", TUESDAY + 30 * HOUR))
    report = cycle_at(world, TUESDAY + 30 * HOUR)
    assert [i.kind for i in report.withdrawn] == ["thank_you"]
    assert world.mailbox.all_drafts() == []
    assert isinstance(state_of(world, THANKS), Withdrawn)


def test_a_draft_that_goes_while_it_is_taken_back_is_not_said_to_have_been(world: Scene) -> None:
    """It may be on its way out just now, so that absence counts only when it lasts; and what went was not our doing."""
    world.mailbox.absence_wait = 5 * MINUTE
    (thanks,) = cycle_at(world, TUESDAY + DAY).created
    world.mailbox.receive(mail("jane@acme.example", TUESDAY + 30 * HOUR))

    def sends(name: str) -> None:
        if name == "withdraw":
            world.mailbox.drafts.pop(thanks.draft_id or "", None)

    world.mailbox.before = sends
    report = cycle_at(world, TUESDAY + 30 * HOUR)
    assert (report.withdrawn, report.exit_code) == ([], 75)
    report = cycle_at(world, TUESDAY + 30 * HOUR + 5 * MINUTE)
    assert (len(report.withdrawn), report.exit_code) == (1, 0)
    (process,) = world.store.all()
    told = [entry.text for entry in world.store.journal(process.id) if entry.what == "withdrawn"]
    assert told == ["The thank-you to Jane has left your drafts."]


def test_a_login_that_is_needed_to_take_a_draft_back_says_so(world: Scene) -> None:
    cycle_at(world, TUESDAY + DAY)
    world.mailbox.receive(mail("jane@acme.example", TUESDAY + 30 * HOUR))

    def refused(draft: DraftRef, payload: Payload) -> WithdrawOutcome:
        return Uncertain("Log in.", LoginNeeded.exit_code)

    world.mailbox.withdraw = refused  # type: ignore[method-assign]  # the one thing about it that matters here
    report = cycle_at(world, TUESDAY + 30 * HOUR)
    assert (report.exit_code, {e.account for e in report.errors}) == (77, {"main"})


def test_an_edited_draft_survives_every_reply(world: Scene) -> None:
    (thanks,) = cycle_at(world, TUESDAY + DAY).created
    world.mailbox.user_edits(thanks.draft_id or "", "my own words")
    world.mailbox.receive(mail("jane@acme.example", TUESDAY + 30 * HOUR, outcome=Outcome.REJECTION))
    assert cycle_at(world, TUESDAY + 30 * HOUR).withdrawn == []
    assert [d.text for d in world.mailbox.all_drafts()] == ["my own words"]
    assert isinstance(state_of(world, THANKS), Edited)


def test_a_failed_withdrawal_is_tried_again(world: Scene) -> None:
    cycle_at(world, TUESDAY + DAY)
    world.mailbox.receive(mail("jane@acme.example", TUESDAY + 30 * HOUR))

    def lost(name: str) -> None:
        if name == "withdraw":
            raise Unreachable("gone")

    world.mailbox.before = lost
    assert cycle_at(world, TUESDAY + 30 * HOUR).exit_code == 69
    world.mailbox.before = lambda name: None
    assert len(cycle_at(world, TUESDAY + 31 * HOUR).withdrawn) == 1
    assert world.mailbox.all_drafts() == []


def test_mail_by_hand_does_the_thank_yous_work(world: Scene) -> None:
    world.mailbox.receive(mail("sam@example.org", TUESDAY + HOUR, to=(ADDRESS_JANE,), folder=SENT))
    assert cycle_at(world, TUESDAY + DAY).created == []
    assert state_of(world, THANKS) == ByHand(TUESDAY + HOUR)


def test_a_trashed_draft_is_never_written_again(world: Scene) -> None:
    (thanks,) = cycle_at(world, TUESDAY + DAY).created
    world.mailbox.user_trashes(thanks.draft_id or "")
    cycle_at(world, TUESDAY + 25 * HOUR)
    assert isinstance(state_of(world, THANKS), Dismissed)
    for hours in range(26, 24 * 5, 9):
        assert cycle_at(world, TUESDAY + hours * HOUR).created == []


def test_a_vanished_draft_counts_as_thrown_away_after_72_hours(world: Scene) -> None:
    (thanks,) = cycle_at(world, TUESDAY + DAY).created
    world.mailbox.user_deletes(thanks.draft_id or "")
    cycle_at(world, TUESDAY + 25 * HOUR)
    assert isinstance(state_of(world, THANKS), Missing)
    cycle_at(world, TUESDAY + (25 + 71) * HOUR)
    assert isinstance(state_of(world, THANKS), Missing)
    cycle_at(world, TUESDAY + (25 + 72) * HOUR)
    assert isinstance(state_of(world, THANKS), Dismissed)
    assert world.mailbox.creates == 1


def test_a_draft_that_was_only_gone_for_undo_send_is_found_again(world: Scene) -> None:
    (thanks,) = cycle_at(world, TUESDAY + DAY).created
    kept = world.mailbox.drafts.pop(thanks.draft_id or "")
    cycle_at(world, TUESDAY + 25 * HOUR)
    world.mailbox.drafts[thanks.draft_id or ""] = kept
    cycle_at(world, TUESDAY + 26 * HOUR)
    assert isinstance(state_of(world, THANKS), Drafted)


def test_the_nudge_replaces_the_stale_thank_you_in_one_cycle(world: Scene) -> None:
    cycle_at(world, TUESDAY + DAY)
    report = cycle_at(world, TUESDAY + 7 * DAY)
    assert [i.kind for i in report.withdrawn] == ["thank_you"]
    assert [i.kind for i in report.created] == ["nudge"]
    assert [d.payload.text for d in world.mailbox.all_drafts()] == ["nudge to Jane"]


def test_nothing_is_drafted_for_people_already_thanked_when_first_started() -> None:
    s = scene(TUESDAY + DAY)
    s.calendar.put(event(TUESDAY))
    s.mailbox.receive(mail("sam@example.org", TUESDAY + HOUR, to=(ADDRESS_JANE,), folder=SENT))
    assert run_cycle(s.world).created == []


# --- the calendar ---------------------------------------------------------------------------------------------------


def test_a_cancellation_counts_at_once(world: Scene) -> None:
    world.calendar.put(replace(event(TUESDAY), status=EventStatus.CANCELLED))
    assert cycle_at(world, TUESDAY + DAY).created == []


def test_mere_absence_counts_only_at_the_second_complete_read(world: Scene) -> None:
    world.calendar.events.clear()
    cycle_at(world, TUESDAY - 2 * HOUR)
    assert isinstance(state_of(world, THANKS), Waiting)
    cycle_at(world, TUESDAY - HOUR)
    assert isinstance(state_of(world, THANKS), Stopped)


def test_absence_in_an_incomplete_read_means_nothing(world: Scene) -> None:
    world.calendar.events.clear()
    world.calendar.complete = False
    for minutes in (60, 50, 40):
        cycle_at(world, TUESDAY - timedelta(minutes=minutes))
    assert isinstance(state_of(world, THANKS), Waiting)


def test_people_tidy_up_an_event_that_was_there_at_its_end_is_still_thanked_for(world: Scene) -> None:
    cycle_at(world, TUESDAY + HOUR)
    world.calendar.events.clear()
    cycle_at(world, TUESDAY + 2 * HOUR)
    cycle_at(world, TUESDAY + 3 * HOUR)
    assert len(cycle_at(world, TUESDAY + DAY).created) == 1


def test_a_rescheduled_interview_is_thanked_after_its_new_time(world: Scene) -> None:
    world.calendar.put(event(TUESDAY + 2 * DAY))
    assert cycle_at(world, TUESDAY + DAY).created == []
    assert cycle_at(world, TUESDAY + 3 * DAY - timedelta(minutes=1)).created == []
    assert len(cycle_at(world, TUESDAY + 3 * DAY).created) == 1


@pytest.mark.parametrize("deleted", [False, True], ids=["cancelled", "deleted"])
@pytest.mark.parametrize("moved", [-HOUR, 2 * DAY], ids=["earlier", "later"])
def test_an_interview_cancelled_and_made_anew_keeps_what_the_user_said(
    world: Scene, deleted: bool, moved: timedelta
) -> None:
    (process,) = world.store.all()
    ruled = replace(process.rounds[0].interviews[0], ruling=Ruling.CONFIRMED)
    noted = replace(process.rounds[0], interviews=(ruled,), notes=(Note("n1", TUESDAY, "They like kayaks."),))
    world.store.commit(Change(processes=(process.with_round(noted),)))
    (old,) = world.calendar.events.values()
    del world.calendar.events[old.key]
    if deleted:
        world.calendar.gone.append(old.key)
    else:
        world.calendar.put(replace(old, status=EventStatus.CANCELLED))
    world.calendar.put(event(TUESDAY + moved, uid="anew", title=f"Updated: {old.summary}"))
    cycle_at(world, TUESDAY - 2 * HOUR)
    (process,) = world.store.all()
    (found,) = [r for r in process.rounds if r.interviews]
    (interview,) = found.interviews
    assert (interview.uid, interview.ruling, interview.id) == ("anew", Ruling.CONFIRMED, ruled.id)
    assert [n.text for n in found.notes] == ["They like kayaks."]
    assert "rescheduled" in [e.what for e in world.store.journal(process.id)]


def test_interviews_of_one_day_are_one_round_and_of_another_day_the_next() -> None:
    s = scene(TUESDAY - DAY)
    s.calendar.put(event(TUESDAY - 3 * HOUR, "jane@acme.example", uid="a"))
    s.calendar.put(event(TUESDAY, "ravi@acme.example", uid="b"))
    s.calendar.put(event(TUESDAY + 6 * DAY, "ceo@acme.example", uid="c"))
    run_cycle(s.world)
    (process,) = s.store.all()
    assert sorted(len(r.interviews) for r in process.rounds) == [1, 2]
    assert [i.contact for i in cycle_at(s, TUESDAY + DAY).created] == ["jane@acme.example", "ravi@acme.example"]


def test_the_same_event_in_two_calendars_is_one_interview() -> None:
    s = scene(TUESDAY - DAY)
    other = type(s.calendar)(name="copy")
    s.calendar.put(event(TUESDAY))
    other.put(event(TUESDAY, calendar="copy"))
    account = replace(s.world.accounts[0], calendars=(s.calendar, other))
    s = replace(s, world=replace(s.world, accounts=(account,)))
    assert len(run_cycle(s.world).found) == 1
    assert len(cycle_at(s, TUESDAY + DAY).created) == 1


def test_a_poisoned_event_and_a_poisoned_mail_never_stop_the_others(world: Scene) -> None:
    world.calendar.put(event(TUESDAY, uid="bad", title="poison Interview"))
    world.mailbox.receive(mail("jane@acme.example", TUESDAY + HOUR, headers=(), message_id="p1"))
    world.mailbox.inbox[-1] = replace(world.mailbox.inbox[-1], headers=(("x-kind", "poison"),))
    report = cycle_at(world, TUESDAY + DAY)
    assert len(report.created) == 1
    assert len([e for e in report.errors if "passed over" in e.what]) == 2
    assert report.exit_code == 1


def test_a_judge_that_is_broken_itself_costs_no_event(world: Scene) -> None:
    def broken(found: object) -> Detection:
        raise FollowbotError("The rules cannot be read.")

    world.calendar.put(event(TUESDAY, uid="new"))
    sick = replace(world.world, detect=broken)
    world.clock.time = TUESDAY - HOUR
    assert run_cycle(sick).exit_code == 1
    assert len(cycle_at(world, TUESDAY - HOUR).found) == 1


# --- unsure and cards -----------------------------------------------------------------------------------------------


def with_cards(unsure: UnsureMode = UnsureMode.ASK, title: str = "Interview with Acme") -> Scene:
    s = scene(TUESDAY - DAY, settings=Settings(debrief=True, unsure=unsure))
    s.calendar.put(event(TUESDAY, title=title))
    run_cycle(s.world)
    return s


def test_the_card_is_written_read_back_and_removed() -> None:
    s = with_cards()
    (card,) = cycle_at(s, TUESDAY + timedelta(minutes=15)).created
    assert card.kind == "card"
    s.mailbox.user_edits(card.draft_id or "", "great talk about caching")
    cycle_at(s, TUESDAY + HOUR)
    (process,) = s.store.all()
    (note,) = process.rounds[0].notes
    assert (note.text, note.rapport, note.source) == ("great talk about caching", Rapport.GREAT, "card")
    cycle_at(s, TUESDAY + timedelta(minutes=89))
    assert len(s.mailbox.all_drafts()) == 1, "kept until it has read the same for 30 minutes"
    cycle_at(s, TUESDAY + timedelta(minutes=91))
    assert s.mailbox.all_drafts() == []


def test_a_card_that_is_still_being_written_is_read_anew_and_kept() -> None:
    s = with_cards()
    (card,) = cycle_at(s, TUESDAY + timedelta(minutes=15)).created
    for minutes, text in ((30, "gre"), (50, "great"), (70, "great, met Ravi")):
        s.mailbox.user_edits(card.draft_id or "", text)
        cycle_at(s, TUESDAY + timedelta(minutes=minutes))
    (process,) = s.store.all()
    assert [n.text for n in process.rounds[0].notes] == ["great, met Ravi"]
    assert len(s.mailbox.all_drafts()) == 1


def test_an_untouched_card_goes_in_the_cycle_that_brings_the_thank_you() -> None:
    s = with_cards()
    cycle_at(s, TUESDAY + HOUR)
    report = cycle_at(s, TUESDAY + DAY)
    assert [i.kind for i in report.created] == ["thank_you"]
    assert [i.kind for i in report.withdrawn] == ["card"]
    assert [d.payload.text for d in s.mailbox.all_drafts()] == ["thank_you to Jane"]


def test_a_doubtful_event_is_asked_about_and_the_answer_is_kept() -> None:
    s = with_cards(title="Perhaps with Acme")
    (card,) = cycle_at(s, TUESDAY + HOUR).created
    s.mailbox.user_edits(card.draft_id or "", "yes")
    cycle_at(s, TUESDAY + 2 * HOUR)
    (process,) = s.store.all()
    assert process.rounds[0].interviews[0].ruling is Ruling.CONFIRMED
    assert [i.kind for i in cycle_at(s, TUESDAY + DAY).created] == ["thank_you"]


def test_unsure_draft_writes_and_unsure_ignore_does_not() -> None:
    assert len(cycle_at(with_cards(UnsureMode.DRAFT, "Perhaps with Acme"), TUESDAY + DAY).created) == 1
    ignored = with_cards(UnsureMode.IGNORE, "Perhaps with Acme")
    assert cycle_at(ignored, TUESDAY + DAY).created == []
    assert ignored.store.all() == ()


# --- trouble --------------------------------------------------------------------------------------------------------


def test_nothing_is_delivered_unless_the_mail_was_read_in_the_same_cycle(world: Scene) -> None:
    def deaf(name: str) -> None:
        if name in ("search", "changes"):
            raise Unreachable("no network")

    world.mailbox.before = deaf
    report = cycle_at(world, TUESDAY + DAY)
    assert (report.created, report.exit_code) == ([], 69)
    world.mailbox.before = lambda name: None
    assert len(cycle_at(world, TUESDAY + DAY + HOUR).created) == 1


def test_an_account_that_is_logged_out_is_marked_even_where_nothing_was_asked_of_it(world: Scene) -> None:
    (account,) = world.world.accounts
    out = replace(account, login=lambda: LoggedOut("Nobody has logged in yet."), calendars=(), mailbox=None)
    run_cycle(replace(world.world, accounts=(out,)))
    (health,) = world.store.health()
    assert health.auth == "login_needed"


def test_a_login_that_is_needed_is_said_once_for_an_account() -> None:
    report = Report()
    report.failed("main", "calendar", LoginNeeded("expired"))
    report.failed("main", "mail", LoginNeeded("expired"))
    report.failed("main", "mail", Unreachable("no network"))
    report.failed("work", "mail", LoginNeeded("expired"))
    assert [(e.account, e.where, e.code) for e in report.errors] == [
        ("main", "calendar", 77),
        ("main", "mail", 69),
        ("work", "mail", 77),
    ]


def test_a_login_that_is_needed_is_told_and_nothing_is_lost(world: Scene) -> None:
    world.mailbox.broken = LoginNeeded("expired")
    assert cycle_at(world, TUESDAY + DAY).exit_code == 77
    (health,) = world.store.health()
    assert (health.auth, health.last_error) == ("login_needed", "expired")
    world.mailbox.broken = None
    assert len(cycle_at(world, TUESDAY + 26 * HOUR).created) == 1
    (health,) = world.store.health()
    assert (health.auth, health.last_error) == ("ok", None)


def test_a_broken_calendar_does_not_stop_what_is_known(world: Scene) -> None:
    world.calendar.broken = Unreachable("no feed")
    report = cycle_at(world, TUESDAY + DAY)
    assert len(report.created) == 1
    assert report.exit_code == 69


def test_a_definite_refusal_is_told_and_tried_again(world: Scene) -> None:
    world.mailbox.refuses = "quota exceeded"
    report = cycle_at(world, TUESDAY + DAY)
    assert (report.created, report.exit_code) == ([], 1)
    assert isinstance(state_of(world, THANKS), Failed)
    world.mailbox.refuses = ""
    assert len(cycle_at(world, TUESDAY + DAY + HOUR).created) == 1


def test_a_refusal_is_not_answered_by_asking_again_and_again(world: Scene) -> None:
    world.mailbox.refuses = "quota exceeded"
    tries = []
    for minutes in range(0, 24 * 60, 10):
        before = world.mailbox.creates
        cycle_at(world, TUESDAY + DAY + timedelta(minutes=minutes))
        tries += [minutes] * (world.mailbox.creates - before)
    assert tries == [0, 10, 30, 70, 150, 310, 550, 790, 1030, 1270]  # ten minutes, doubled, at most four hours
    state = state_of(world, THANKS)
    assert isinstance(state, Failed)
    assert next_moment(world.store.live(), world.clock.now()) == state.again_at


@pytest.mark.parametrize("code", [77, 69, 78])
def test_a_refusal_that_is_the_account_s_own_ends_with_its_code_and_names_it(world: Scene, code: int) -> None:
    world.mailbox.refuses, world.mailbox.refusal_code = "Not now.", code
    report = cycle_at(world, TUESDAY + DAY)
    assert report.exit_code == code
    assert [(e.account, e.what) for e in report.errors] == [("main", "Not now.")]
    assert [h.auth for h in world.store.health()] == ["login_needed" if code == 77 else "ok"]


def test_a_new_login_is_not_kept_waiting_by_refusals_for_the_lack_of_one(world: Scene) -> None:
    world.mailbox.refuses, world.mailbox.refusal_code = "Log in.", 77
    assert cycle_at(world, TUESDAY + DAY).exit_code == 77
    world.mailbox.refuses = ""
    assert len(cycle_at(world, TUESDAY + DAY + MINUTE).created) == 1
    assert world.mailbox.creates == 2


def test_a_lost_answer_is_looked_for_and_adopted(world: Scene) -> None:
    def lost(name: str) -> None:
        if name == "create":
            raise Unreachable("connection reset")

    world.mailbox.after = lost
    report = cycle_at(world, TUESDAY + DAY)
    assert (report.created, report.exit_code) == ([], 75)
    assert isinstance(state_of(world, THANKS), Unknown)
    world.mailbox.after = lambda name: None
    cycle_at(world, TUESDAY + DAY + HOUR)
    assert isinstance(state_of(world, THANKS), Drafted)
    assert world.mailbox.creates == 1


def test_a_lost_request_is_made_again_only_after_the_second_look() -> None:
    s = scene(TUESDAY - DAY)
    s.calendar.put(event(TUESDAY))
    s.mailbox.absence_wait = timedelta(minutes=5)

    def lost(name: str) -> None:
        if name == "create":
            raise Unreachable("connection reset")

    s.mailbox.before = lost
    assert cycle_at(s, TUESDAY + DAY).exit_code == 75
    s.mailbox.before = lambda name: None
    assert cycle_at(s, TUESDAY + DAY + HOUR).exit_code == 75, "the first look proves nothing"
    assert s.mailbox.creates == 1
    assert cycle_at(s, TUESDAY + DAY + HOUR + timedelta(minutes=4)).exit_code == 75
    assert s.mailbox.creates == 1
    assert len(cycle_at(s, TUESDAY + DAY + HOUR + timedelta(minutes=5)).created) == 1
    assert len(s.mailbox.follow_ups()) == 1


def test_a_reply_that_arrives_while_a_create_is_in_doubt_stops_the_second_try(world: Scene) -> None:
    def lost(name: str) -> None:
        if name == "create":
            raise Unreachable("connection reset")

    world.mailbox.before = lost
    cycle_at(world, TUESDAY + DAY)
    world.mailbox.before = lambda name: None
    world.mailbox.receive(mail("jane@acme.example", TUESDAY + 25 * HOUR))
    assert cycle_at(world, TUESDAY + 26 * HOUR).created == []
    assert world.mailbox.follow_ups() == []


def test_a_lost_store_adopts_what_exists(world: Scene) -> None:
    cycle_at(world, TUESDAY + DAY)
    fresh = scene(TUESDAY + 26 * HOUR)
    fresh.calendar.events = world.calendar.events
    fresh.mailbox.drafts = world.mailbox.drafts
    report = run_cycle(fresh.world)
    assert len(fresh.mailbox.follow_ups()) == 1
    assert fresh.mailbox.creates == 0
    assert [i.state for i in report.created] == ["drafted"]


def test_an_expired_cursor_is_routine(world: Scene) -> None:
    cycle_at(world, TUESDAY + HOUR)
    world.mailbox.receive(mail("jane@acme.example", TUESDAY + 2 * HOUR))
    world.mailbox.expired = True
    report = cycle_at(world, TUESDAY + DAY)
    assert (report.created, report.exit_code) == ([], 0)
    assert isinstance(state_of(world, THANKS), Stopped)


def test_mail_is_polled_only_while_something_is_pending(world: Scene) -> None:
    assert world.mailbox.log == []
    cycle_at(world, TUESDAY - HOUR)
    assert world.mailbox.log == []
    cycle_at(world, TUESDAY + HOUR)
    assert "search" in world.mailbox.log
    world.mailbox.receive(mail("jane@acme.example", TUESDAY + 2 * HOUR, outcome=Outcome.REJECTION))
    cycle_at(world, TUESDAY + 3 * HOUR)
    world.mailbox.log.clear()
    cycle_at(world, TUESDAY + DAY)
    assert world.mailbox.log == [], "everything is final"


def test_out_of_office_shifts_and_bounce_is_reported(world: Scene) -> None:
    world.mailbox.receive(mail("jane@acme.example", TUESDAY + 2 * DAY, MessageKind.AUTO_REPLY, until=date(2026, 3, 20)))
    cycle_at(world, TUESDAY + 2 * DAY)
    state = state_of(world, NUDGE)
    assert isinstance(state, Waiting)
    assert state.due == utc("2026-03-23 08:00")


def test_two_cycles_at_once_wait_for_each_other(world: Scene) -> None:
    with world.store.lock(timedelta(0)), pytest.raises(TryAgain):
        run_cycle(world.world, lock_wait=timedelta(0))


def test_an_interview_in_the_hour_that_autumn_repeats_is_not_rescheduled_in_every_cycle() -> None:
    repeated = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    s = scene(repeated - DAY)
    s.calendar.put(replace(event(TUESDAY), start=repeated, end=repeated + HOUR))
    run_cycle(s.world)
    s = replace(s, world=replace(s.world, judge="test-2"))
    run_cycle(s.world)
    (process,) = s.store.all()
    assert "rescheduled" not in [e.what for e in s.store.journal(process.id)]


def test_what_ended_long_ago_is_forgotten_but_never_written_again(world: Scene) -> None:
    cycle_at(world, TUESDAY + DAY)
    world.mailbox.receive(mail("jane@acme.example", TUESDAY + 30 * HOUR, outcome=Outcome.REJECTION))
    cycle_at(world, TUESDAY + 30 * HOUR)
    cycle_at(world, TUESDAY + 179 * DAY)
    assert len(world.store.all()) == 1
    cycle_at(world, TUESDAY + 181 * DAY)
    assert world.store.all() == ()
    assert len(world.store.forgotten_keys()) == 2, "the draft's key, and the interview's hash"


def test_an_answer_is_seen_also_when_nothing_was_pending_before(world: Scene) -> None:
    """Round 2 silenced round 1's nudge and is cancelled: what came meanwhile stops the nudge that this would revive."""
    (thanks,) = cycle_at(world, TUESDAY + DAY).created
    world.mailbox.user_sends(thanks.draft_id or "")
    world.calendar.put(event(TUESDAY + 20 * DAY, uid="uid-2"))
    cycle_at(world, TUESDAY + 2 * DAY)
    assert isinstance(state_of_round(world, 0), Stopped)
    world.mailbox.receive(mail("jane@acme.example", TUESDAY + 9 * DAY, outcome=Outcome.REJECTION))
    world.calendar.put(replace(event(TUESDAY + 20 * DAY, uid="uid-2"), status=EventStatus.CANCELLED))
    assert cycle_at(world, TUESDAY + 10 * DAY).created == []
    assert isinstance(state_of_round(world, 0), Stopped)


def state_of_round(s: Scene, number: int) -> State:
    (process,) = s.store.all()
    (found,) = [f for f in process.rounds[number].follow_ups if f.kind is NUDGE]
    return found.state


def test_mail_that_came_while_only_another_company_was_watched_is_found_later(world: Scene) -> None:
    (thanks,) = cycle_at(world, TUESDAY + DAY).created
    world.mailbox.user_sends(thanks.draft_id or "")
    world.calendar.put(event(TUESDAY + 12 * DAY, uid="uid-2"))
    world.calendar.put(event(TUESDAY + 2 * DAY, "bo@other.example", uid="other", title="Interview with Other"))
    cycle_at(world, TUESDAY + 2 * DAY)
    world.mailbox.receive(mail("jane@acme.example", TUESDAY + 4 * DAY, outcome=Outcome.REJECTION))
    cycle_at(world, TUESDAY + 5 * DAY)
    created = cycle_at(world, TUESDAY + 13 * DAY).created
    assert [i.company for i in created if i.company == "Acme"] == []


def test_mail_of_somebody_who_joins_the_event_later_is_searched_for(world: Scene) -> None:
    world.mailbox.receive(mail("sam@example.org", TUESDAY + HOUR, to=(Address("bo@elsewhere.example"),), folder=SENT))
    cycle_at(world, TUESDAY + 2 * HOUR)
    world.calendar.put(replace(event(TUESDAY), description="jane@acme.example bo@elsewhere.example"))
    created = cycle_at(world, TUESDAY + DAY).created
    assert [i.contact for i in created] == ["jane@acme.example"], "bo was thanked by hand, before anybody knew of bo"


def test_moving_the_interview_that_opened_a_round_leaves_the_calendar_readable() -> None:
    s = scene(TUESDAY - DAY)
    s.calendar.put(event(TUESDAY - 3 * HOUR, "jane@acme.example", uid="a"))
    s.calendar.put(event(TUESDAY, "ravi@acme.example", uid="b"))
    run_cycle(s.world)
    s.calendar.put(event(TUESDAY + 2 * DAY, "jane@acme.example", uid="a"))
    assert cycle_at(s, TUESDAY - HOUR).exit_code == 0
    assert [i.contact for i in cycle_at(s, TUESDAY + DAY).created] == ["ravi@acme.example"]
    assert [i.contact for i in cycle_at(s, TUESDAY + 3 * DAY).created] == ["jane@acme.example"]


def test_a_round_moved_to_another_rounds_day_joins_it_and_nobody_is_thanked_twice() -> None:
    s = scene(TUESDAY - DAY)
    s.calendar.put(event(TUESDAY, "jane@acme.example", uid="a"))
    s.calendar.put(event(TUESDAY + 2 * DAY, "jane@acme.example", "ravi@acme.example", uid="b"))
    run_cycle(s.world)
    s.calendar.put(event(TUESDAY + 2 * DAY - 3 * HOUR, "jane@acme.example", uid="a"))
    cycle_at(s, TUESDAY - HOUR)
    created = cycle_at(s, TUESDAY + 3 * DAY).created
    assert sorted(i.contact or "" for i in created) == ["jane@acme.example", "ravi@acme.example"]


def test_an_event_used_again_after_the_thanks_is_a_new_round(world: Scene) -> None:
    """Recruiters move the old entry to the date of the next interview."""
    cycle_at(world, TUESDAY + DAY)
    (draft_id,) = world.mailbox.drafts
    world.mailbox.user_sends(draft_id)
    cycle_at(world, TUESDAY + DAY + HOUR)
    again = TUESDAY + 5 * DAY
    world.calendar.put(event(again))
    assert cycle_at(world, TUESDAY + 2 * DAY).created == []
    report = cycle_at(world, again + DAY)
    assert [i.kind for i in report.created] == ["thank_you"]
    (process,) = world.store.all()
    first, second = process.rounds
    assert (first.end, second.end) == (TUESDAY, again)
    assert len({i.id for r in process.rounds for i in r.interviews}) == 2
    kinds = {f.kind: type(f.state) for f in first.follow_ups}
    assert kinds == {FollowUpKind.THANK_YOU: Sent, FollowUpKind.NUDGE: Stopped}
    assert len(world.mailbox.follow_ups()) == 2
    cycle_at(world, again + DAY + HOUR)
    assert len(world.store.all()[0].rounds) == 2, "and stays one"


def test_an_event_moved_after_its_end_without_thanks_is_a_postponed_interview(world: Scene) -> None:
    cycle_at(world, TUESDAY + HOUR)
    world.calendar.put(event(TUESDAY + 2 * DAY))
    assert cycle_at(world, TUESDAY + DAY).created == []
    assert len(cycle_at(world, TUESDAY + 3 * DAY).created) == 1
    assert [r.end for r in world.store.all()[0].rounds] == [TUESDAY + 2 * DAY]


def test_an_event_used_again_after_a_rejection_is_a_new_process(world: Scene) -> None:
    cycle_at(world, TUESDAY + DAY)
    (draft_id,) = world.mailbox.drafts
    world.mailbox.user_sends(draft_id)
    cycle_at(world, TUESDAY + DAY + HOUR)
    world.mailbox.receive(mail("jane@acme.example", world.clock.now(), outcome=Outcome.REJECTION))
    cycle_at(world, TUESDAY + DAY + 2 * HOUR)
    world.calendar.put(event(TUESDAY + 5 * DAY))
    assert len(cycle_at(world, TUESDAY + 6 * DAY).created) == 1
    assert [len(p.rounds) for p in world.store.all()] == [1, 1]


def test_an_error_that_nobody_foresaw_stays_with_its_account(world: Scene) -> None:
    class Broken(type(world.mailbox)):  # type: ignore[misc]  # a mailbox whose library raises what it should not
        def search(self, query: object, interest: object) -> Mail:
            raise OSError("surprise")

    first = replace(world.world.accounts[0], name="first", calendars=(), mailbox=Broken(world.clock))
    second = replace(world.world, accounts=(first, *world.world.accounts))
    world.clock.time = TUESDAY + DAY
    assert len(run_cycle(second).created) == 1


def test_an_event_that_vanished_and_returns_unchanged_is_followed_up(world: Scene) -> None:
    kept = dict(world.calendar.events)
    world.calendar.events.clear()
    cycle_at(world, TUESDAY - 2 * HOUR)
    cycle_at(world, TUESDAY - 90 * timedelta(minutes=1))
    assert isinstance(state_of(world, THANKS), Stopped)
    world.calendar.events.update(kept)
    cycle_at(world, TUESDAY - HOUR)
    assert len(cycle_at(world, TUESDAY + DAY).created) == 1


@pytest.mark.parametrize("first", ["cal", "copy"])
def test_an_event_moved_to_another_calendar_is_kept(first: str) -> None:
    s = scene(TUESDAY - DAY)
    other = type(s.calendar)(name="copy")
    calendars = (s.calendar, other) if first == "cal" else (other, s.calendar)
    s.calendar.put(event(TUESDAY))
    other.put(event(TUESDAY, calendar="copy"))
    s = replace(s, world=replace(s.world, accounts=(replace(s.world.accounts[0], calendars=calendars),)))
    run_cycle(s.world)
    s.calendar.events.clear()
    for minutes in (5, 10, 15, 20):
        cycle_at(s, TUESDAY - DAY + timedelta(minutes=minutes))
    assert len(cycle_at(s, TUESDAY + DAY).created) == 1


def test_an_event_tidied_up_after_its_end_is_still_thanked_for(world: Scene) -> None:
    cycle_at(world, TUESDAY + HOUR)
    world.calendar.put(event(TUESDAY, title="done"))
    assert len(cycle_at(world, TUESDAY + DAY).created) == 1


def test_a_company_that_is_learnt_later_reaches_the_process() -> None:
    s = scene(TUESDAY - DAY)
    s.calendar.put(event(TUESDAY, title="Interview"))
    run_cycle(s.world)
    s.calendar.put(event(TUESDAY, title="Interview with Acme"))
    cycle_at(s, TUESDAY - HOUR)
    (process,) = s.store.all()
    assert process.company == "Acme"


def test_what_was_forgotten_does_not_come_back_with_the_next_change(world: Scene) -> None:
    cycle_at(world, TUESDAY + DAY)
    (process,) = world.store.all()
    world.store.commit(Change(removed=(process.id,)))
    world.calendar.put(replace(event(TUESDAY), description="jane@acme.example ravi@acme.example"))
    assert cycle_at(world, TUESDAY + 8 * DAY).created == []
    assert world.store.all() == ()


def test_a_mailbox_that_is_added_later_takes_the_drafts(world: Scene) -> None:
    without = replace(world.world, accounts=(replace(world.world.accounts[0], mailbox=None),))
    s = scene(TUESDAY - DAY, store=None)
    s.calendar.put(event(TUESDAY))
    run_cycle(replace(without, store=s.store, clock=s.clock, accounts=(replace(s.world.accounts[0], mailbox=None),)))
    assert len(cycle_at(s, TUESDAY + DAY).created) == 1


def test_a_note_that_comes_while_the_draft_is_written_is_not_lost(world: Scene) -> None:
    def noted(name: str) -> None:
        if name == "find":
            (process,) = world.store.live()
            interview_round = process.rounds[0]
            note = Note("n1", world.clock.now(), "we spoke about caching")
            world.store.commit(Change(processes=(process.with_round(replace(interview_round, notes=(note,))),)))
            world.mailbox.before = lambda name: None

    world.mailbox.before = noted
    assert cycle_at(world, TUESDAY + DAY).created == []
    assert len(cycle_at(world, TUESDAY + DAY).created) == 1


def test_a_mail_that_fits_two_applications_says_so() -> None:
    s = scene(TUESDAY - DAY)
    s.calendar.put(event(TUESDAY, "jane@acme.example", uid="a", title="Interview with Acme"))
    s.calendar.put(event(TUESDAY, "jane@acme.example", uid="b", title="Interview with Zeta"))
    run_cycle(s.world)
    s.mailbox.receive(mail("jane@acme.example", TUESDAY + HOUR))
    cycle_at(s, TUESDAY + 2 * HOUR)
    processes = s.store.all()
    assert len(processes) == 2
    for process in processes:
        assert any("2 of your applications" in line for e in s.store.journal(process.id) for line in e.evidence)


def test_a_card_that_is_put_back_as_it_was_loses_its_notes_and_goes() -> None:
    s = with_cards()
    (card,) = cycle_at(s, TUESDAY + timedelta(minutes=15)).created
    original = s.mailbox.drafts[card.draft_id or ""].text
    s.mailbox.user_edits(card.draft_id or "", "great")
    cycle_at(s, TUESDAY + HOUR)
    s.mailbox.user_edits(card.draft_id or "", original)
    cycle_at(s, TUESDAY + 2 * HOUR)
    cycle_at(s, TUESDAY + 3 * HOUR)
    assert s.mailbox.all_drafts() == []


def test_nothing_is_purged_on_the_word_of_a_clock_that_leapt(world: Scene) -> None:
    cycle_at(world, TUESDAY + HOUR)
    cycle_at(world, TUESDAY + 400 * DAY)
    assert len(world.store.all()) == 1


def test_why_tells_the_whole_story(world: Scene) -> None:
    cycle_at(world, TUESDAY + DAY)
    world.mailbox.receive(mail("jane@acme.example", TUESDAY + 30 * HOUR))
    cycle_at(world, TUESDAY + 30 * HOUR)
    (process,) = world.store.all()
    words = [e.what for e in world.store.journal(process.id)]
    for word in ("found", "armed", "drafted", "reply", "withdrawing", "withdrawn", "stopped"):
        assert word in words, words
