"""What the neighbours got wrong about answers, as whole cycles: real mails, the real analysis, a mailbox of the tests' own.

Each test fails when the rule that it is about is taken out: `peers.toml` says which rule that is, and `test_peers.py` tries it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from email.utils import format_datetime

import pytest

from followbot.app.author import Author
from followbot.app.cycle import run_cycle
from followbot.app.report import Report
from followbot.bootstrap import rule_files
from followbot.domain import replies
from followbot.domain.lifecycle import ByHand, Drafted, State, Stopped, Withdrawn
from followbot.domain.mime import parse_message
from followbot.domain.model import Folder, FollowUpKind, Message, MessageKind, Reading, ReplyContext
from tests.domain.drafting.desk import card_rules, templates
from tests.fakes.build import ME, TUESDAY
from tests.fakes.world import Scene, StoredDraft, event, scene

THANKS, NUDGE = FollowUpKind.THANK_YOU, FollowUpKind.NUDGE
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
JANE = "Jane Doe <jane@acme.example>"


@pytest.fixture(scope="module")
def rules() -> replies.ReplyRules:
    return replies.parse_rules(rule_files("replies", "outcomes", "systems", "mail"))


@pytest.fixture
def world(rules: replies.ReplyRules) -> Scene:
    """An interview with Jane on Tuesday, and the analysis that the program has."""
    started = analysed(scene(TUESDAY - DAY), rules)
    started.calendar.put(event(TUESDAY))
    assert run_cycle(started.world).exit_code == 0
    return started


def analysed(started: Scene, rules: replies.ReplyRules) -> Scene:
    """The scene with the analysis that the program has."""
    started.world = replace(
        started.world,
        read=lambda message, context: replies.read(message, context, rules),
        may_concern=lambda e, context: replies.may_concern(
            e.sender,
            e.recipients,
            e.subject,
            frozenset((*e.in_reply_to, *e.references)),
            e.content_type,
            e.sent,
            context,
            rules,
        ),
    )
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


def test_1_what_lies_among_the_drafts_is_nothing_that_was_sent(world: Scene) -> None:
    begun = letter("Dear Jane, thanks.", TUESDAY + HOUR, sender=f"Sam <{ME.email}>", to=JANE, folder=Folder.DRAFTS)
    world.mailbox.receive(begun)
    assert [item.kind for item in cycle_at(world, TUESDAY + DAY).created] == ["thank_you"]
    (process,) = world.store.all()
    assert process.threads == ()


def test_1_an_own_draft_under_a_name_nobody_configured_is_not_the_latest_answer(world: Scene) -> None:
    before = letter("See you on Tuesday!\n\nJane", TUESDAY - HOUR)
    world.mailbox.receive(before)
    cycle_at(world, TUESDAY + HOUR)
    headers = ("X-Draft-Ref: 4f1c", f"In-Reply-To: <{before.message_id}>")
    text = "Dear Jane,\n\nthank you, I liked our talk.\n\nSam"
    world.mailbox.receive(letter(text, TUESDAY + 2 * HOUR, *headers, sender="Sam <sam@elsewhere.example>", to=JANE))
    assert [item.kind for item in cycle_at(world, TUESDAY + DAY).created] == ["thank_you"]
    assert not isinstance(state_of(world, NUDGE), Stopped)


def test_1_the_users_own_mail_is_theirs_in_whatever_folder_it_lies(world: Scene) -> None:
    world.mailbox.receive(letter("Dear Jane, thank you!", TUESDAY + HOUR, sender=f"Sam <{ME.email}>", to=JANE))
    assert cycle_at(world, TUESDAY + DAY).created == []
    assert isinstance(state_of(world, THANKS), ByHand)
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


def writing(s: Scene) -> Scene:
    """The same scene with the real author of drafts."""
    author = Author(ME, templates, card_rules)
    s.world = replace(s.world, write=author.write)
    return s


def answered_by(draft: StoredDraft) -> tuple[list[str], str]:
    """To whom a draft goes, and which mail it answers."""
    return [a.email for a in draft.payload.to], draft.payload.thread.message_id if draft.payload.thread else ""


def test_6_a_draft_answers_the_newest_mail_although_an_older_one_is_found_later(world: Scene) -> None:
    old = letter("Which room would you like?\n\nJane", TUESDAY - 20 * HOUR, subject="Room")
    new = letter("See you on Tuesday!\n\nJane", TUESDAY - HOUR, subject="Tuesday")
    world.mailbox.receive(new)
    cycle_at(world, TUESDAY + HOUR)
    world.mailbox.receive(old)
    cycle_at(writing(world), TUESDAY + DAY)
    assert [answered_by(d) for d in world.mailbox.all_drafts()] == [(["jane@acme.example"], new.message_id)]


def test_6_a_nudge_on_the_users_own_mail_goes_to_whom_that_went(world: Scene) -> None:
    world.mailbox.receive(letter("See you on Tuesday!\n\nJane", TUESDAY - HOUR, subject="Tuesday"))
    own = letter("Dear Jane, thank you!", TUESDAY + HOUR, sender=f"Sam <{ME.email}>", to=JANE, folder=Folder.SENT)
    world.mailbox.receive(own)
    _day_of_the_nudge(writing(world))
    assert [answered_by(d) for d in world.mailbox.all_drafts()] == [(["jane@acme.example"], own.message_id)]


def invitation(calendar: str, at: datetime) -> Message:
    return replace(letter("Hi Sam, here is our talk.\n\nJane", at, subject="Interview"), calendar=(calendar,))


def test_7_no_draft_answers_an_invitation_even_where_a_person_speaks_in_it(world: Scene) -> None:
    a_person = Reading(MessageKind.HUMAN_REPLY, person="jane@acme.example")
    world.world = replace(world.world, read=lambda message, context: a_person)
    world.mailbox.receive(invitation("BEGIN:VCALENDAR\nMETHOD:REQUEST", TUESDAY - HOUR))
    cycle_at(writing(world), TUESDAY + DAY)
    assert [answered_by(d) for d in world.mailbox.all_drafts()] == [(["jane@acme.example"], "")]


def test_7_a_mail_that_cannot_be_judged_does_not_hide_the_next_one(world: Scene) -> None:
    judge = world.world.read

    def chokes(message: Message, context: ReplyContext) -> Reading:
        if message.calendar:
            raise ValueError("no such property")
        return judge(message, context)

    world.world = replace(world.world, read=chokes)
    world.mailbox.receive(invitation("BEGIN:VCALENDAR", TUESDAY + HOUR))
    world.mailbox.receive(letter("Hi Sam,\n\nlovely to meet you.\n\nJane", TUESDAY + 2 * HOUR))
    assert cycle_at(world, TUESDAY + DAY).created == []
    assert isinstance(state_of(world, THANKS), Stopped)


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
    text = "Dear Sam,\n\nwe are unable this year to offer you the job.\n\nAcme Recruiting"
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
