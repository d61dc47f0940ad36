"""What the neighbours got wrong about answers, as whole cycles: real mails, the real analysis, a mailbox of the tests' own.

Each test fails when the rule that it is about is taken out.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from email.utils import format_datetime

import pytest

from followbot.app.cycle import run_cycle
from followbot.app.report import Report
from followbot.bootstrap import rule_files
from followbot.domain import replies
from followbot.domain.lifecycle import ByHand, Drafted, State, Stopped, Withdrawn
from followbot.domain.mime import parse_message
from followbot.domain.model import Folder, FollowUpKind, Message
from tests.fakes.build import ME, TUESDAY
from tests.fakes.world import Scene, event, scene

THANKS, NUDGE = FollowUpKind.THANK_YOU, FollowUpKind.NUDGE
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
JANE = "Jane Doe <jane@acme.example>"


@pytest.fixture(scope="module")
def rules() -> replies.ReplyRules:
    return replies.parse_rules(rule_files("replies", "outcomes", "systems", "mail"))


@pytest.fixture
def world(rules: replies.ReplyRules) -> Scene:
    """An interview with Jane on Tuesday, and the analysis that the program has."""
    started = scene(TUESDAY - DAY)
    started.world = replace(
        started.world,
        read=lambda message, context: replies.read(message, context, rules),
        may_concern=lambda e, context: replies.may_concern(
            e.sender,
            e.recipients,
            e.subject,
            frozenset((*e.in_reply_to, *e.references)),
            e.content_type,
            context,
            rules,
        ),
    )
    started.calendar.put(event(TUESDAY))
    assert run_cycle(started.world).exit_code == 0
    return started


def letter(
    text: str,
    at: datetime,
    *headers: str,
    sender: str = JANE,
    to: str = ME.email,
    subject: str = "Re: Thank you",
    folder: Folder = Folder.INBOX,
) -> Message:
    lines = [f"From: {sender}", f"To: {to}", f"Subject: {subject}", f"Date: {format_datetime(at)}"]
    lines += [
        f"Message-ID: <{abs(hash((text, at)))}@mail.example>",
        *headers,
        "Content-Type: text/plain; charset=utf-8",
    ]
    raw = "\n".join([*lines, "", text]).encode()
    return replace(parse_message(raw, ref=f"{at:%d%H%M}{sender}", folder=folder), received=at)


def cycle_at(s: Scene, moment: datetime) -> Report:
    s.clock.time = moment
    return run_cycle(s.world)


def state_of(s: Scene, kind: FollowUpKind) -> State:
    (process,) = s.store.all()
    (found,) = [f for f in process.follow_ups if f.kind is kind]
    return found.state


def test_1_an_own_draft_is_not_the_latest_message(world: Scene) -> None:
    before = letter("See you on Tuesday!\n\nJane", TUESDAY - HOUR)
    world.mailbox.receive(before)
    cycle_at(world, TUESDAY + DAY)
    headers = ("X-Draft-Ref: 4f1c", f"In-Reply-To: <{before.message_id}>")
    draft = letter("Dear Jane, thanks.", TUESDAY + DAY, *headers, sender=f"Sam <{ME.email}>", to=JANE)
    world.mailbox.receive(replace(draft, folder=Folder.DRAFTS))
    world.mailbox.receive(replace(draft, ref="copy", message_id="copy@mail.example"))
    cycle_at(world, TUESDAY + DAY + HOUR)
    assert not isinstance(state_of(world, NUDGE), Stopped)


def test_5_an_answer_takes_the_waiting_draft_back_at_once_and_says_why(world: Scene) -> None:
    (thanks,) = cycle_at(world, TUESDAY + DAY).created
    world.mailbox.receive(letter("Hi Sam,\n\nlovely to meet you.\n\nJane", TUESDAY + 30 * HOUR))
    report = cycle_at(world, TUESDAY + 30 * HOUR)
    assert [item.id for item in report.withdrawn] == [thanks.id]
    assert isinstance(state_of(world, THANKS), Withdrawn)
    (process,) = world.store.all()
    told = [line for entry in world.store.journal(process.id) for line in entry.evidence]
    assert any("contact of this interview" in line for line in told)


def test_8_own_sent_mail_is_not_their_answer(world: Scene) -> None:
    world.mailbox.receive(
        letter("Dear Jane, thank you!", TUESDAY + HOUR, sender=f"Sam <{ME.email}>", to=JANE, folder=Folder.SENT)
    )
    assert cycle_at(world, TUESDAY + DAY).created == []
    assert isinstance(state_of(world, THANKS), ByHand)
    assert not isinstance(state_of(world, NUDGE), Stopped)


def test_9_out_of_office_is_no_answer_and_moves_the_nudge_past_the_last_day_away(world: Scene) -> None:
    last_day_away = (TUESDAY + 8 * DAY).date()
    world.mailbox.receive(
        letter(
            f"I am out of the office through {last_day_away:%d %B}.\n\nJane",
            TUESDAY + 2 * HOUR,
            "Auto-Submitted: auto-replied",
            subject="Out of office",
        )
    )
    (thanks,) = cycle_at(world, TUESDAY + DAY).created
    world.mailbox.user_sends(thanks.draft_id or "")
    back = last_day_away + timedelta(days=1)
    assert _day_of_the_nudge(world) == back + timedelta(days=1)


def _day_of_the_nudge(s: Scene) -> date:
    """When the nudge comes, looked for every six hours from the second day on."""
    for quarters in range(8, 4 * 30):
        moment = TUESDAY + quarters * 6 * HOUR
        if any(item.kind == "nudge" for item in cycle_at(s, moment).created):
            return moment.date()
    raise AssertionError("the nudge never came")


def test_12_an_answer_in_another_thread_from_another_spelling_counts(world: Scene) -> None:
    world.mailbox.receive(
        letter(
            "Hi Sam, about your question: yes.\n\nJane",
            TUESDAY + HOUR,
            sender="J. <Jane+hr@ACME.example>",
            subject="Lunch?",
        )
    )
    assert cycle_at(world, TUESDAY + DAY).created == []
    assert isinstance(state_of(world, THANKS), Stopped)


def test_13_a_promise_counts_from_its_own_day_and_leaves_the_weekend_out(world: Scene) -> None:
    (thanks,) = cycle_at(world, TUESDAY + DAY).created
    world.mailbox.user_sends(thanks.draft_id or "")
    friday = TUESDAY + 10 * DAY
    assert friday.weekday() == 4
    world.mailbox.receive(letter(f"Hi Sam,\n\nyou'll hear from me by {friday:%d %B}.\n\nJane", TUESDAY + 2 * DAY))
    assert _day_of_the_nudge(world) == friday.date() + timedelta(days=4), "two business days after Friday is Tuesday"


def test_14_unable_to_offer_closes_the_process(world: Scene) -> None:
    text = "Dear Sam,\n\nwe regret that we are unable to offer you the position.\n\nAcme Recruiting"
    world.mailbox.receive(
        letter(text, TUESDAY + HOUR, sender="Acme Recruiting <no-reply@acme.example>", subject="Your application")
    )
    assert cycle_at(world, TUESDAY + DAY).created == []
    (process,) = world.store.all()
    assert process.closed is not None


def test_a_list_post_or_a_spoof_of_the_contact_stops_nothing(world: Scene) -> None:
    refusal = "Hi Sam,\n\nwe have chosen another candidate.\n\nJane"
    world.mailbox.receive(letter(refusal, TUESDAY + HOUR, "Authentication-Results: mx; dmarc=fail"))
    world.mailbox.receive(letter(refusal, TUESDAY + 2 * HOUR, sender="Jane Doe <jane@acrne.example>"))
    world.mailbox.receive(
        letter("Any ideas?\n\nJane", TUESDAY + 3 * HOUR, "List-Post: <mailto:l@x.example>", to="l@x.example")
    )
    assert [item.kind for item in cycle_at(world, TUESDAY + DAY).created] == ["thank_you"]
    assert isinstance(state_of(world, THANKS), Drafted)


def test_first_start_on_an_old_mailbox_hears_what_was_said_meanwhile(world: Scene) -> None:
    """Nothing is known when followbot starts two days after the interview: the answer lies in the history."""
    late = scene(TUESDAY + DAY + HOUR)
    late.world = replace(late.world, read=world.world.read, may_concern=world.world.may_concern)
    late.calendar.put(event(TUESDAY))
    late.mailbox.receive(letter("Hi Sam,\n\nwe would love to see you again.\n\nJane", TUESDAY + 3 * HOUR))
    assert run_cycle(late.world).created == []
    assert isinstance(state_of(late, THANKS), Stopped)
    assert isinstance(state_of(late, NUDGE), Stopped)
