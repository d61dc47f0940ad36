"""The user's own thanks, as whole cycles: written from and to whatever address, they leave nothing to thank for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from followbot.app.cycle import run_cycle
from followbot.app.news import query_of
from followbot.bootstrap import rule_files
from followbot.domain import replies
from followbot.domain.lifecycle import ByHand, Stopped
from followbot.domain.model import Folder, FollowUpKind, Message, SignalKind
from followbot.providers.imap.survey import AT_A_TIME
from followbot.providers.mail.judging import each_once
from tests.app.test_answers import JANE, analysed, cycle_at, letter, state_of
from tests.contract.local_harness import LocalHarness
from tests.fakes.build import ME, TUESDAY
from tests.fakes.world import Scene, event, scene
from tests.property.simulation.boxes import in_memory

THANKS, NUDGE = FollowUpKind.THANK_YOU, FollowUpKind.NUDGE
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SAM = f"Sam <{ME.email}>"
PRIVATE = "jd1979@home.example"
TEXT = "Hi Jane,\n\nthank you for the talk, I liked it!\n\nSam"
BARE = "Thank you for the talk, I liked it!\n\nSam"


@pytest.fixture(scope="module")
def rules() -> replies.ReplyRules:
    return replies.parse_rules(rule_files("replies", "outcomes", "systems", "mail"))


def met(rules: replies.ReplyRules, *people: str) -> Scene:
    """An interview with these people on Tuesday, seen the day before."""
    started = analysed(scene(TUESDAY - DAY), rules)
    started.calendar.put(event(TUESDAY, *people))
    assert run_cycle(started.world).exit_code == 0
    return started


def own(
    to: str,
    *headers: str,
    sender: str = SAM,
    subject: str = "Today",
    folder: Folder = Folder.SENT,
    at: timedelta = 3 * HOUR,
    text: str = TEXT,
) -> Message:
    return letter(text, TUESDAY + at, *headers, sender=sender, to=to, subject=subject, folder=folder)


def drafted(s: Scene) -> list[str]:
    """Whom a draft is written to a day after the interview, in order."""
    created = cycle_at(s, TUESDAY + DAY).created
    assert all(item.kind == "thank_you" for item in created)
    return sorted(a.email for d in s.mailbox.all_drafts() for a in d.payload.to)


@pytest.mark.parametrize(
    ("contact", "written_to"),
    [
        ("jane@acme.example", "Jane+Interview@ACME.example"),
        ("jane+hiring@acme.example", "jane@acme.example"),
        ("jane.doe@gmail.com", "janedoe@googlemail.com"),
        ("janedoe@googlemail.com", "Jane.Doe+work@gmail.com"),
        ("jane@bücher-haus.example", "jane@xn--bcher-haus-9db.example"),
    ],
)
def test_thanks_to_another_spelling_are_thanks(rules: replies.ReplyRules, contact: str, written_to: str) -> None:
    s = met(rules, contact, "ravi@acme.example")
    s.mailbox.receive(own(written_to))
    assert drafted(s) == ["ravi@acme.example"]


def test_dots_tell_two_people_apart_where_they_do_not_at_gmail(rules: replies.ReplyRules) -> None:
    s = met(rules, "jane.doe@acme.example", "janedoe@acme.example")
    s.mailbox.receive(own("janedoe@acme.example"))
    assert drafted(s) == ["jane.doe@acme.example"]


def scheduled(s: Scene, *, sender: str = JANE, to: str = ME.email) -> Message:
    """A mail from before the interview, which the user has."""
    before = letter("See you on Tuesday!\n\nJane", TUESDAY - 5 * HOUR, sender=sender, to=to, subject="Tuesday")
    s.mailbox.receive(before)
    cycle_at(s, TUESDAY + HOUR)
    return before


def answering(to: str, answered: Message, subject: str = "Re: Tuesday", text: str = TEXT) -> Message:
    ids = " ".join(f"<{i}>" for i in (*answered.in_reply_to, answered.message_id))
    headers = (f"In-Reply-To: <{answered.message_id}>", f"References: {ids}")
    return own(to, *headers, subject=subject, text=text)


@pytest.mark.parametrize("to", [f"Jane <{PRIVATE}>", PRIVATE])
def test_an_answer_in_the_thread_thanks_its_other_end_at_whatever_address(rules: replies.ReplyRules, to: str) -> None:
    s = met(rules, "jane@acme.example", "ravi@acme.example")
    s.mailbox.receive(answering(to, scheduled(s)))
    assert drafted(s) == ["ravi@acme.example"]
    assert isinstance(state_of_thanks(s, "jane@acme.example"), ByHand)


def test_an_address_from_which_a_contact_wrote_within_the_thread_is_theirs(rules: replies.ReplyRules) -> None:
    s = met(rules, "jane.doe@acme.example", "ravi@acme.example")
    before = scheduled(s, sender="Jane Doe <jane.doe@acme.example>")
    headers = (f"In-Reply-To: <{before.message_id}>",)
    private = letter("Better here.", TUESDAY - HOUR, *headers, sender=f"Jane Doe <{PRIVATE}>", subject="Re: Tuesday")
    s.mailbox.receive(private)
    s.mailbox.receive(answering(PRIVATE, private, text=BARE))
    assert drafted(s) == ["ravi@acme.example"]


def test_an_address_that_wrote_within_the_thread_under_no_name_is_its_other_ends(rules: replies.ReplyRules) -> None:
    s = met(rules, "jane@acme.example", "ravi@acme.example")
    headers = (f"In-Reply-To: <{scheduled(s).message_id}>",)
    private = letter("Room 4, by the way.", TUESDAY - HOUR, *headers, sender=PRIVATE, subject="Re: Tuesday")
    s.mailbox.receive(private)
    s.mailbox.receive(answering(PRIVATE, private, text=BARE))
    assert drafted(s) == ["ravi@acme.example"]


@pytest.mark.parametrize(
    ("to", "text"),
    [
        ("alex@home.example", "Hi love,\n\nit went well, I liked Jane!\n\nSam"),
        ("alex@home.example", "On Mon, 9 Mar 2026, Jane Doe wrote:\n> See you on Tuesday!\n\nit went well!"),
        ("alex@home.example", "Jane wrote:\n> See you on Tuesday!\n\nSo, it went well!"),
        ("Travel Desk <desk@travel.example>", "Hello,\n\nplease book the train at 17:40.\n\nSam"),
        ("desk@travel.example", ""),
    ],
)
def test_who_is_told_of_the_thread_is_not_its_other_end(rules: replies.ReplyRules, to: str, text: str) -> None:
    s = met(rules, "jane@acme.example")
    s.mailbox.receive(answering(to, scheduled(s), text=text))
    assert drafted(s) == ["jane@acme.example"]
    (process,) = s.store.all()
    assert len(process.signals) == 1, "it is no outreach either"


@pytest.mark.parametrize(
    "text",
    [
        "On Mon, 9 Mar 2026, Jane Doe wrote:\n> See you on Tuesday!\n\nHi Jane,\n\nthank you for the talk!\n\nSam",
        "Am 9. März 2026 schrieb Jane Doe <jane@acme.example>:\n> Bis Dienstag!\n\nLiebe Jane,\n\ndanke!\n\nSam",
        "Hi Jane, thanks for the 45 minutes today!\n\nSam",
        "Jane thank you for the talk!\n\nSam",
        "Sent from my phone\n\nHi Jane, thank you!\n\nSam",
        "Bonjour Jane, merci pour l'échange du 10 mars.\n\nSam",
    ],
)
def test_thanks_below_the_quotation_and_with_numbers_in_their_first_line_are_thanks(
    rules: replies.ReplyRules, text: str
) -> None:
    s = met(rules, "jane@acme.example", "ravi@acme.example")
    s.mailbox.receive(answering(PRIVATE, scheduled(s), text=text))
    assert drafted(s) == ["ravi@acme.example"]


def first_start(rules: replies.ReplyRules, *past: Message) -> Scene:
    """followbot starts on the evening of the interview: what was written before lies in the mailbox's history."""
    late = analysed(scene(TUESDAY + 4 * HOUR), rules)
    late.calendar.put(event(TUESDAY, "jane@acme.example", "ravi@acme.example"))
    for message in past:
        late.mailbox.receive(message)
    assert run_cycle(late.world).exit_code == 0
    return late


def test_at_first_start_the_thread_is_found_with_all_that_answers_it(rules: replies.ReplyRules) -> None:
    before = letter("See you on Tuesday!\n\nJane", TUESDAY - 5 * HOUR, sender=JANE, subject="Tuesday")
    assert drafted(first_start(rules, before, answering(PRIVATE, before))) == ["ravi@acme.example"]
    assert drafted(first_start(rules, answering(PRIVATE, before))) == ["jane@acme.example", "ravi@acme.example"]


def test_at_first_start_an_answer_from_a_private_address_in_the_thread_counts(rules: replies.ReplyRules) -> None:
    before = letter("See you on Tuesday!\n\nJane", TUESDAY - 5 * HOUR, sender=JANE, subject="Tuesday")
    headers = (f"In-Reply-To: <{before.message_id}>",)
    text = "Hi Sam,\n\nlovely to meet you.\n\nJane"
    private = letter(text, TUESDAY + HOUR, *headers, sender=f"Jane <{PRIVATE}>", subject="Re: Tuesday")
    s = first_start(rules, before, private)
    (process,) = s.store.all()
    assert [signal.message_id for signal in process.signals] == [before.message_id, private.message_id]


def test_a_thread_passed_on_to_a_friend_thanks_nobody(rules: replies.ReplyRules) -> None:
    s = met(rules, "jane@acme.example")
    s.mailbox.receive(answering("friend@home.example", scheduled(s), subject="Fwd: Tuesday"))
    assert drafted(s) == ["jane@acme.example"]


def test_a_stranger_in_an_answer_to_two_contacts_may_be_either_and_stands_for_neither(
    rules: replies.ReplyRules,
) -> None:
    s = met(rules, "jane@acme.example", "ravi@acme.example")
    first = own("jane@acme.example, ravi@acme.example", subject="Tuesday", at=-5 * HOUR)
    s.mailbox.receive(first)
    cycle_at(s, TUESDAY + HOUR)
    s.mailbox.receive(answering(PRIVATE, first, text=f"Hi Jane, hi Ravi,\n\n{BARE}"))
    assert drafted(s) == ["jane@acme.example", "ravi@acme.example"]
    (process,) = s.store.all()
    assert [signal.people for signal in process.signals][1:] == [(PRIVATE,)], "it is outreach all the same"


def test_who_wrote_is_whom_an_answer_goes_to_and_who_else_got_it_is_not(rules: replies.ReplyRules) -> None:
    s = met(rules, "jane@acme.example", "ravi@acme.example")
    s.mailbox.receive(answering(PRIVATE, scheduled(s, to=f"{ME.email}, ravi@acme.example")))
    assert drafted(s) == ["ravi@acme.example"]


def test_a_mail_of_ones_own_that_is_taken_up_again_goes_to_whom_it_went(rules: replies.ReplyRules) -> None:
    s = met(rules, "jane@acme.example", "ravi@acme.example")
    first, later = own(JANE, at=-5 * HOUR), own("ravi@acme.example, jane@acme.example", subject="Both", at=-4 * HOUR)
    s.mailbox.receive(first)
    s.mailbox.receive(later)
    cycle_at(s, TUESDAY + HOUR)
    s.mailbox.receive(answering(PRIVATE, first))
    assert drafted(s) == ["ravi@acme.example"]


def test_an_answer_to_a_mail_that_was_never_seen_is_told_by_those_before_it(rules: replies.ReplyRules) -> None:
    s = met(rules, "jane@acme.example", "ravi@acme.example")
    ids = ("In-Reply-To: <unseen@home.example>", f"References: <{scheduled(s).message_id}> <unseen@home.example>")
    s.mailbox.receive(own(PRIVATE, *ids, subject="Re: Tuesday"))
    assert drafted(s) == ["ravi@acme.example"]


def test_a_note_to_oneself_in_the_thread_thanks_nobody(rules: replies.ReplyRules) -> None:
    s = met(rules, "jane@acme.example")
    s.mailbox.receive(answering(ME.email.replace("@", "+notes@"), scheduled(s)))
    assert drafted(s) == ["jane@acme.example"]


def test_a_private_address_outside_the_thread_is_nobodys(rules: replies.ReplyRules) -> None:
    s = met(rules, "jane@acme.example")
    scheduled(s)
    s.mailbox.receive(own(f"Jane <{PRIVATE}>"))
    s.mailbox.receive(own(f"colleague@acme.example, Jane <{PRIVATE}>", at=4 * HOUR))
    assert drafted(s) == ["jane@acme.example"]


@pytest.mark.parametrize("tagged", [ME.email.replace("@", "+jobs@"), ME.email.upper()])
def test_a_tag_on_the_users_address_makes_nobody_else_of_them(rules: replies.ReplyRules, tagged: str) -> None:
    s = met(rules, "jane@acme.example")
    s.mailbox.receive(own(JANE, sender=f"Sam <{tagged}>", folder=Folder.INBOX))
    assert drafted(s) == []
    assert isinstance(state_of(s, THANKS), ByHand)
    assert not isinstance(state_of(s, NUDGE), Stopped)


def test_what_lies_among_sent_mail_is_the_users_under_any_name(rules: replies.ReplyRules) -> None:
    s = met(rules, "jane@acme.example")
    s.mailbox.receive(own(JANE, sender="Sam at home <sam@nobody-told.example>"))
    assert drafted(s) == []
    assert isinstance(state_of(s, THANKS), ByHand)


def test_history_is_asked_for_the_spellings_of_a_contact_as_well(rules: replies.ReplyRules) -> None:
    s = met(rules, "Jane.Doe+hr@gmail.com")
    people = query_of(s.world, "main", s.store.all()).people
    assert people == {"jane.doe+hr@gmail.com", "janedoe@gmail.com", "janedoe@googlemail.com"}


def test_the_same_mail_outside_of_sent_mail_is_a_strangers(rules: replies.ReplyRules) -> None:
    s = met(rules, "jane@acme.example")
    s.mailbox.receive(own(JANE, sender="Sam at home <sam@nobody-told.example>", folder=Folder.INBOX))
    assert drafted(s) == ["jane@acme.example"]


FAILED = "Authentication-Results: mx.example.org; spf=fail; dmarc=fail header.from=example.org"


@pytest.mark.parametrize("folder", [Folder.INBOX, Folder.SENT])
def test_a_mail_that_is_forged_in_the_users_name_thanks_nobody(rules: replies.ReplyRules, folder: Folder) -> None:
    """A folder of all mail has it among sent mail by its sender's address alone."""
    s = met(rules, "jane@acme.example")
    s.mailbox.receive(own(JANE, FAILED, folder=folder))
    assert drafted(s) == ["jane@acme.example"]
    (process,) = s.store.all()
    (doubted,) = process.signals
    assert doubted.kind is SignalKind.DOUBTED
    assert doubted.evidence[1].endswith("forged (DMARC failed).")
    assert "yours after all" in doubted.evidence[-1]


def test_a_forgery_in_the_users_thread_to_an_unknown_address_thanks_nobody(rules: replies.ReplyRules) -> None:
    s = met(rules, "jane@acme.example")
    before = scheduled(s)
    headers = (FAILED, f"In-Reply-To: <{before.message_id}>")
    s.mailbox.receive(own(f"Jane <{PRIVATE}>", *headers, subject="Re: Tuesday", folder=Folder.INBOX))
    assert drafted(s) == ["jane@acme.example"]


def test_a_forged_copy_displaces_no_mail_that_was_sent() -> None:
    sent = own(JANE)
    copy = replace(own(JANE, FAILED, at=4 * HOUR), message_id=sent.message_id)
    assert each_once([sent, copy]) == (sent,)
    assert each_once([replace(copy, received=sent.received), sent]) == (sent,)


@pytest.mark.parametrize(("folder", "sender"), [("Jobs/Acme", SAM), ("Sent/2026", "Sam <sam@nobody-told.example>")])
def test_thanks_that_were_put_away_are_found_in_a_real_mailbox(
    rules: replies.ReplyRules, tmp_path: Path, folder: str, sender: str
) -> None:
    s = met(rules, "jane@acme.example", "ravi@acme.example")
    harness = LocalHarness(tmp_path / "Mail", clock=s.clock)
    (account,) = s.world.accounts
    s.world = replace(s.world, accounts=(replace(account, mailbox=harness.mailbox),))
    cycle_at(s, TUESDAY + HOUR)
    s.clock.time = TUESDAY + 3 * HOUR
    lines = [f"From: {sender}", f"To: {JANE}", "Subject: Today", "Message-ID: <t1@mail.example>"]
    harness.file_away(folder, "\r\n".join([*lines, f"Date: {format_datetime(s.clock.now())}", "", TEXT]).encode())
    assert [item.kind for item in cycle_at(s, TUESDAY + DAY).created] == ["thank_you"]
    assert isinstance(state_of_thanks(s, "jane@acme.example"), ByHand)


def test_of_very_many_folders_the_one_with_the_thanks_is_looked_into_before_others_are_written(
    rules: replies.ReplyRules,
) -> None:
    """The server tells of one folder at a time: most of them are asked about only by the closer look."""
    s = met(rules, "jane@acme.example")
    harness = in_memory("main", s.clock)
    (account,) = s.world.accounts
    s.world = replace(s.world, accounts=(replace(account, mailbox=harness.mailbox),))
    folders = [f"Firma {number:03}" for number in range(3 * AT_A_TIME)]
    for folder in folders:
        harness.hand.create_folder(folder)
    cycle_at(s, TUESDAY + HOUR)
    s.clock.time = TUESDAY + 3 * HOUR
    lines = [f"From: {SAM}", f"To: {JANE}", "Subject: Today", "Message-ID: <t3@mail.example>"]
    raw = "\r\n".join([*lines, f"Date: {format_datetime(s.clock.now())}", "", TEXT]).encode()
    harness.file_away(folders[-1], raw)
    assert cycle_at(s, TUESDAY + DAY).created == []
    assert isinstance(state_of(s, THANKS), ByHand)


@pytest.mark.parametrize("folder", ["Jobs/Acme", "Acme/Sent"])
def test_an_answer_that_is_filed_away_stops_the_thanks(rules: replies.ReplyRules, tmp_path: Path, folder: str) -> None:
    s = met(rules, "jane@acme.example")
    harness = LocalHarness(tmp_path / "Mail", dotted=True, clock=s.clock)
    (account,) = s.world.accounts
    s.world = replace(s.world, accounts=(replace(account, mailbox=harness.mailbox),))
    s.clock.time = TUESDAY + 3 * HOUR
    lines = [f"From: {JANE}", f"To: {SAM}", "Subject: Re: Today", "Message-ID: <t2@acme.example>"]
    text = "Hi Sam,\r\n\r\nlovely to meet you.\r\n\r\nJane"
    harness.file_away(folder, "\r\n".join([*lines, f"Date: {format_datetime(s.clock.now())}", "", text]).encode())
    assert cycle_at(s, TUESDAY + DAY).created == []
    assert isinstance(state_of(s, THANKS), Stopped)


LOVELY = [
    "Hi Sam,\n\nlovely to meet you.",
    "Hallo Sam,\n\nschön, dass du da warst.",
    "Bonjour Sam,\n\nmerci d'être venu.",
]


@pytest.mark.parametrize("text", LOVELY)
@pytest.mark.parametrize("to", ["sam@nobody-told.example", "undisclosed-recipients:;"])
def test_what_a_contact_wrote_is_theirs_among_sent_mail_to_whatever_address(
    rules: replies.ReplyRules, text: str, to: str
) -> None:
    s = met(rules, "jane@acme.example")
    s.mailbox.receive(own(to, sender=JANE, text=text))
    assert drafted(s) == []
    assert isinstance(state_of(s, THANKS), Stopped)


@pytest.mark.parametrize("text", LOVELY)
def test_what_an_assistant_answers_in_the_thread_is_an_answer_among_sent_mail(
    rules: replies.ReplyRules, text: str
) -> None:
    s = met(rules, "jane@acme.example")
    ids = f"In-Reply-To: <{scheduled(s).message_id}>"
    s.mailbox.receive(own(SAM, ids, sender="Mia Berg <mia@office.example>", subject="Re: Tuesday", text=text))
    cycle_at(s, TUESDAY + DAY)
    (process,) = s.store.all()
    assert [signal.kind for signal in process.signals] == [SignalKind.REPLY] * 2


def test_an_assistants_answer_is_found_where_the_conversation_is_filed(
    rules: replies.ReplyRules, tmp_path: Path
) -> None:
    s = met(rules, "jane@acme.example")
    before = scheduled(s)
    harness = LocalHarness(tmp_path / "Mail", dotted=True, clock=s.clock)
    (account,) = s.world.accounts
    s.world = replace(s.world, accounts=(replace(account, mailbox=harness.mailbox),))
    s.clock.time = TUESDAY + 3 * HOUR
    lines = ["From: Mia Berg <mia@office.example>", f"To: {SAM}", "Subject: Re: Tuesday", "Message-ID: <t5@o.example>"]
    lines += [f"In-Reply-To: <{before.message_id}>", f"Date: {format_datetime(s.clock.now())}"]
    harness.file_away("Acme/Sent", "\r\n".join([*lines, "", "Hi Sam,\r\n\r\nlovely to meet you.\r\n\r\nMia"]).encode())
    cycle_at(s, TUESDAY + DAY)
    (process,) = s.store.all()
    assert [signal.kind for signal in process.signals] == [SignalKind.REPLY] * 2


@pytest.mark.parametrize("sender", ["Sam Candidate <sam@acme.example>", '"Candidate, Sam" <sam@acme.example>'])
def test_thanks_of_an_applicant_within_the_house_with_a_copy_to_themselves_are_thanks(
    rules: replies.ReplyRules, sender: str
) -> None:
    s = met(rules, "jane@acme.example")
    s.mailbox.receive(own(f"{JANE}, {SAM}", sender=sender))
    assert drafted(s) == []
    assert isinstance(state_of(s, THANKS), ByHand)


def test_thanks_in_the_thread_from_an_unknown_address_with_a_copy_to_oneself_are_thanks(
    rules: replies.ReplyRules,
) -> None:
    s = met(rules, "jane@acme.example")
    ids = f"In-Reply-To: <{scheduled(s).message_id}>"
    s.mailbox.receive(own(f"{JANE}, {SAM}", ids, sender="sam@nobody-told.example", subject="Re: Tuesday"))
    assert drafted(s) == []
    assert isinstance(state_of(s, THANKS), ByHand)


@pytest.mark.parametrize("text", LOVELY)
def test_an_answer_to_what_was_written_after_the_talk_counts_although_its_senders_clock_is_slow(
    rules: replies.ReplyRules, text: str
) -> None:
    s = met(rules, "jane@acme.example")
    thanks = own(JANE)
    s.mailbox.receive(thanks)
    cycle_at(s, TUESDAY + 4 * HOUR)
    ids = f"In-Reply-To: <{thanks.message_id}>"
    s.mailbox.receive(letter(text, TUESDAY - 2 * DAY, ids, sender=JANE, subject="Re: Today"))
    cycle_at(s, TUESDAY + DAY)
    assert isinstance(state_of(s, NUDGE), Stopped)


def test_an_answer_to_an_older_talk_that_is_imported_now_stops_nothing(rules: replies.ReplyRules) -> None:
    s = met(rules, "jane@acme.example")
    harness = in_memory("main", s.clock)
    (account,) = s.world.accounts
    s.world = replace(s.world, accounts=(replace(account, mailbox=harness.mailbox),))
    cycle_at(s, TUESDAY + HOUR)
    s.clock.time = TUESDAY + 3 * HOUR
    lines = [f"From: {JANE}", f"To: {SAM}", "Subject: Re: Last year", "Message-ID: <t4@acme.example>"]
    text = "Hi Sam,\r\n\r\nlovely to meet you.\r\n\r\nJane"
    harness.file_away("Old", "\r\n".join([*lines, f"Date: {format_datetime(TUESDAY - 300 * DAY)}", "", text]).encode())
    assert [item.kind for item in cycle_at(s, TUESDAY + DAY).created] == ["thank_you"]
    (process,) = s.store.all()
    assert [signal.at for signal in process.signals] == [TUESDAY - 300 * DAY], "it was read"


def state_of_thanks(s: Scene, email: str) -> object:
    (process,) = s.store.all()
    (found,) = [f for f in process.follow_ups if f.kind is THANKS and f.contacts == (email,)]
    return found.state
