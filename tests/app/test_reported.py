"""What came and did not count is told in `why`, and counts for whom it is about: whole cycles with the real analysis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from followbot.app.cycle import run_cycle
from followbot.bootstrap import judges_by
from followbot.bootstrap.instructions import Instructions
from followbot.domain.events.settings import DetectionSettings
from followbot.domain.lifecycle import Drafted, Stopped, Waiting
from followbot.domain.model import (
    Address,
    Contact,
    ContactRole,
    Detection,
    Event,
    Findings,
    Folder,
    FollowUpKind,
    SignalKind,
)
from tests.app.test_answers import cycle_at, letter, state_of
from tests.fakes import world as fakes
from tests.fakes.build import ME, TUESDAY
from tests.fakes.world import Scene, event, scene

THANKS, NUDGE = FollowUpKind.THANK_YOU, FollowUpKind.NUDGE
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
AUTO = "Auto-Submitted: auto-replied"
SCHEDULING = "scheduling.1@acme.example"
IN_THREAD = f"In-Reply-To: <{SCHEDULING}>"


@cache
def judges() -> dict[str, Callable[..., Any]]:
    """Those of the program."""
    return judges_by(Instructions(ME, DetectionSettings(), Path("config.yaml")), ME.addresses)


def person(email: str, name: str) -> Contact:
    return Contact(email, name, ContactRole.INTERVIEWER)


def met(*contacts: Contact) -> Scene:
    """An interview with these contacts on Tuesday, and a mail of the first about the appointment: the thread."""
    started = scene(TUESDAY - DAY)
    started.world = replace(
        started.world,
        read=judges()["read"],
        may_concern=judges()["may_concern"],
        detect=lambda found: knowing(contacts, found),
    )
    started.calendar.put(event(TUESDAY))
    about = letter(
        "Hi Sam,\n\nsee you on Tuesday!", TUESDAY - 20 * HOUR, sender=f"{contacts[0].name} <{contacts[0].email}>"
    )
    started.mailbox.receive(replace(about, message_id=SCHEDULING))
    assert run_cycle(started.world).exit_code == 0
    assert cycle_at(started, TUESDAY + MINUTE).exit_code == 0
    return started


def knowing(contacts: tuple[Contact, ...], found: Event) -> Detection:
    """The interview at Acme, with exactly these contacts."""
    return replace(fakes.detect(found), findings=findings_of("Acme", "acme.example", *contacts))


def findings_of(company: str, domain: str, *contacts: Contact) -> Findings:
    return Findings(company=company, role="Engineer", contacts=contacts, company_domains=(domain,))


def told(s: Scene) -> list[tuple[str, tuple[str, ...]]]:
    """What `why` says of mail that came and counted as no answer, with the reasons."""
    (process,) = s.store.all()
    kinds = {"absent", "doubted"}
    return [(entry.text, entry.evidence) for entry in s.store.journal(process.id) if entry.what in kinds]


# --- whom an answer within the thread speaks for ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "sender"),
    [
        (person("jane@acme.example", "Jane"), "Jane Doe <jd77@home.example>"),
        (person("jane@acme.example", ""), "<jane.doe77@home.example>"),
        (person("jane@acme.example", ""), "Doe, Jane <jd77@home.example>"),
        (person("jane.doe@acme.example", "Jane Doe"), "Jane <jd77@home.example>"),
        (person("s.berger@acme.example", "Frau Berger"), "Sabine Berger <sb@home.example>"),
        (person("tanaka@acme.example", "田中様"), "田中太郎 <tt77@home.example>"),
        (person("tanaka@acme.example", "田中"), "Taro Tanaka <tt77@home.example>"),
        (person("wang@acme.example", "王女士"), "王丽 <wl77@home.example>"),
    ],
)
def test_who_is_known_by_part_of_a_name_and_answers_from_home_is_not_thanked_again(known: Contact, sender: str) -> None:
    s = met(known)
    s.mailbox.receive(letter("Hi Sam,\n\nI liked our talk too.", TUESDAY + HOUR, IN_THREAD, sender=sender))
    assert cycle_at(s, TUESDAY + DAY).created == []
    assert isinstance(state_of(s, THANKS), Stopped)
    assert isinstance(state_of(s, NUDGE), Stopped)


@pytest.mark.parametrize(
    ("sender", "headers"),
    [("Tom Roe <tr@home.example>", (IN_THREAD,)), ("Jane Doe <jd77@home.example>", ())],
)
def test_somebody_else_in_the_thread_and_a_namesake_outside_it_leave_her_to_be_thanked(
    sender: str, headers: tuple[str, ...]
) -> None:
    s = met(person("jane@acme.example", "Jane"))
    s.mailbox.receive(letter("Hi Sam,\n\nI liked our talk too.", TUESDAY + HOUR, *headers, sender=sender))
    assert [item.contact for item in cycle_at(s, TUESDAY + DAY).created] == ["jane@acme.example"]


def test_of_two_with_the_same_first_name_nobody_is_taken_for_the_other() -> None:
    s = met(person("jane.doe@acme.example", "Jane Doe"), person("jane.roe@acme.example", "Jane Roe"))
    s.mailbox.receive(letter("Hi Sam, good talk.", TUESDAY + HOUR, IN_THREAD, sender="Jane <jd77@home.example>"))
    assert len(cycle_at(s, TUESDAY + DAY).created) == 2
    s.mailbox.receive(
        letter("Hi Sam, so was mine.", TUESDAY + 26 * HOUR, IN_THREAD, sender="Jane Roe <jr@home.example>")
    )
    assert [item.contact for item in cycle_at(s, TUESDAY + 26 * HOUR).withdrawn] == ["jane.roe@acme.example"]


def test_an_out_of_office_from_another_address_of_theirs_moves_the_nudge() -> None:
    s = met(person("jdoe@acme.example", "Jane Doe"))
    back = date(2026, 3, 19)
    note = f"I am out of the office and back on {back:%d %B}."
    about = (AUTO, IN_THREAD)
    s.mailbox.receive(
        letter(note, TUESDAY + HOUR, *about, sender="Jane <jane.doe@acme.example>", subject="Out of office")
    )
    cycle_at(s, TUESDAY + DAY)
    nudge = state_of(s, NUDGE)
    assert isinstance(nudge, Waiting)
    assert nudge.due.date() == back + timedelta(days=1)


@pytest.mark.parametrize(
    ("note", "still_written_to"),
    [
        ("I have left the company. Please turn to the office.", False),
        ("This mailbox is no longer in use. Please write to jdoe@acme.example instead.", True),
    ],
)
def test_who_says_from_another_address_to_have_left_is_written_to_no_more(note: str, still_written_to: bool) -> None:
    s = met(person("jdoe@acme.example", "Jane Doe"))
    about = (AUTO, IN_THREAD)
    s.mailbox.receive(
        letter(note, TUESDAY + HOUR, *about, sender="Jane <jane.doe@acme.example>", subject="Auto: Tuesday")
    )
    created = [item.contact for item in cycle_at(s, TUESDAY + DAY).created]
    assert (created == ["jdoe@acme.example"]) is still_written_to


# --- automatic answers ------------------------------------------------------------------------------------------------


def test_whom_a_note_names_for_the_meantime_is_told_although_it_names_no_day() -> None:
    s = met(person("jane@acme.example", "Jane Doe"))
    note = "I am out of the office. In urgent cases please turn to tom@acme.example."
    s.mailbox.receive(letter(note, TUESDAY + HOUR, AUTO, subject="Automatic reply: Thank you"))
    for moment in (TUESDAY + 2 * HOUR, TUESDAY + DAY):
        cycle_at(s, moment)
    ((text, evidence),) = told(s)
    assert text == "An automatic answer came; it is not a reply."
    assert "It names tom@acme.example for the meantime; followbot does not write there." in evidence
    assert isinstance(state_of(s, THANKS), Drafted)


def test_automatic_answers_without_a_day_are_told_once_for_each_person_and_do_not_fill_the_journal() -> None:
    s = met(person("jane@acme.example", "Jane Doe"))
    text = "I am out of the office with limited access to my mail."
    for number in range(30):
        at = TUESDAY + HOUR + number * MINUTE
        s.mailbox.receive(letter(f"{text} {number}", at, AUTO, IN_THREAD, sender=f"Desk <desk{number}@acme.example>"))
        s.mailbox.receive(letter(f"{text} {number}.", at, AUTO, IN_THREAD, sender="Jane Doe <jane@acme.example>"))
    cycle_at(s, TUESDAY + 3 * HOUR)
    (process,) = s.store.all()
    away = [signal.person for signal in process.signals if signal.kind is SignalKind.ABSENT]
    assert (len(away), away.count("jane@acme.example")) == (20, 1)


def test_what_a_machine_answered_before_the_interview_and_without_a_day_is_no_news() -> None:
    s = met(person("jane@acme.example", "Jane Doe"))
    s.mailbox.receive(letter("I am out of the office.", TUESDAY - 2 * HOUR, AUTO, subject="Out of office"))
    cycle_at(s, TUESDAY + DAY)
    assert told(s) == []


# --- mail in their name that is not believed ---------------------------------------------------------------------------

FORGED = "Authentication-Results: mx.example.org; dmarc=fail"
REFUSAL = "Hi Sam,\n\nwe have chosen another candidate.\n\nJane"
PARCEL = "Hi Sam,\n\nyour parcel is on its way and will be with you tomorrow."
JANE = person("jane@acme.example", "Jane Doe")


@pytest.mark.parametrize(
    ("sender", "headers", "text", "reason"),
    [
        ("Office <office@acrne.example>", (), "Hi Sam, please see the file. Best, Lou", "looks like acme.example"),
        ("Jane Doe <jane@acme.example>", (FORGED,), REFUSAL, "DMARC failed"),
        ("Acme <no-reply@acme.example>", (FORGED,), REFUSAL, "DMARC failed"),
        ("Jane from home <jd77@home.example>", (FORGED, IN_THREAD), "Hi Sam, bad luck.", "DMARC failed"),
        ("Acme Hiring <no-reply@greenhouse-mail.io>", (FORGED,), REFUSAL, "DMARC failed"),
        ("Jane Doe <jane@acrne.example>", (), REFUSAL, "looks like acme.example"),
        ("Jane Doe <jane@acrne.example>", (FORGED,), REFUSAL, "DMARC failed"),
        ('"jane@acme.example" <x@evil.example>', (), "Call me.", "shows jane@acme.example"),
        ("Lou Roe <lou@acme-careers.example>", (), REFUSAL, "carries the name of acme.example"),
        ("Jane Doe <jd77@home.example>", (), "Hi Sam, I liked our talk. Jane", "a contact's name"),
    ],
)
def test_mail_in_their_name_that_is_not_believed_is_told_once_and_stops_nothing(
    sender: str, headers: tuple[str, ...], text: str, reason: str
) -> None:
    s = met(JANE)
    (thanks,) = cycle_at(s, TUESDAY + DAY).created
    s.mailbox.receive(letter(text, TUESDAY + 25 * HOUR, *headers, sender=sender, subject="Tomorrow"))
    assert cycle_at(s, TUESDAY + 26 * HOUR).withdrawn == []
    s.mailbox.expired = True  # so that all of the mailbox is read again
    cycle_at(s, TUESDAY + 27 * HOUR)
    ((text, evidence),) = told(s)
    assert text == "A mail in their name is not believed; it counts as no answer."
    address = sender.rpartition("<")[2].rstrip(">")
    assert evidence[0] == f"It came on Wed 4 Mar 15:00 UTC from {address}."
    assert reason in evidence[1]
    assert isinstance(state_of(s, THANKS), Drafted)
    assert isinstance(state_of(s, NUDGE), Waiting)
    assert thanks.draft_id in s.mailbox.drafts


@pytest.mark.parametrize(
    ("sender", "headers", "text"),
    [
        ("Your Bank <service@bank.example>", (FORGED,), "Dear customer, your account is locked."),
        ("Globex Hiring <no-reply@greenhouse-mail.io>", (FORGED,), "Dear Sam, Globex has chosen somebody else."),
        (f"Sam <{ME.email}>", (FORGED,), "I have your password. Pay."),
        ("Acme Shoes <orders@acme-shoes.example>", (), PARCEL),
        ("Acme <news@acme.example>", (FORGED, "List-Unsubscribe: <mailto:u@acme.example>"), "News. Unsubscribe here."),
        ("Jane Doe <notifications@network.example>", (), "Jane Doe wants to connect with you."),
        (
            "Jane Doe <jane@acme.example>",
            (FORGED, "List-Post: <mailto:l@x.example>", "List-Id: <l.x.example>"),
            "Ideas?",
        ),
    ],
)
def test_what_claims_nothing_of_this_interview_is_not_told(sender: str, headers: tuple[str, ...], text: str) -> None:
    s = met(JANE)
    to = "l@x.example" if "List-Post" in "".join(headers) else ME.email
    s.mailbox.receive(letter(text, TUESDAY + HOUR, *headers, sender=sender, to=to, subject="Hello"))
    cycle_at(s, TUESDAY + DAY)
    assert told(s) == []


def test_a_forged_invitation_is_told() -> None:
    s = met(JANE)
    invites = letter("Join us.", TUESDAY + HOUR, sender="Jane Doe <jane@acrne.example>", subject="Second round")
    begins = f"{TUESDAY + 5 * DAY:%Y%m%dT%H%M%SZ}"
    lines = (
        "BEGIN:VCALENDAR",
        "METHOD:REQUEST",
        "BEGIN:VEVENT",
        "UID:2",
        f"DTSTART:{begins}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    s.mailbox.receive(replace(invites, calendar=("\r\n".join(lines),)))
    cycle_at(s, TUESDAY + DAY)
    assert [evidence[1] for _, evidence in told(s)] == [
        "The sender's domain looks like acme.example, but is another one."
    ]
    assert isinstance(state_of(s, NUDGE), Waiting)


def test_what_came_before_the_interview_could_be_no_answer() -> None:
    s = met(JANE)
    s.mailbox.receive(letter(REFUSAL, TUESDAY - 2 * HOUR, sender="Jane Doe <jane@acrne.example>"))
    cycle_at(s, TUESDAY + DAY)
    assert told(s) == []


def test_a_company_that_is_called_alike_and_interviews_too_imitates_nobody() -> None:
    s = met(JANE)
    s.calendar.put(event(TUESDAY, uid="uid-2", title="Interview with Acrne"))
    other = findings_of("Acrne", "acrne.example", person("kim@acrne.example", "Kim Roe"))
    ours = s.world.detect
    s.world = replace(s.world, detect=lambda e: replace(ours(e), findings=other) if "Acrne" in e.summary else ours(e))
    cycle_at(s, TUESDAY + 2 * MINUTE)
    s.mailbox.receive(letter("Hi Sam, I liked our talk. Kim", TUESDAY + HOUR, sender="Kim Roe <kim@acrne.example>"))
    cycle_at(s, TUESDAY + 2 * HOUR)
    entries = [e for p in s.store.all() for e in s.store.journal(p.id)]
    assert len(s.store.all()) == 2
    assert [e.what for e in entries if e.what in ("doubted", "reply")].count("doubted") == 0


def test_hostile_senders_are_shown_as_they_are_and_do_not_fill_the_journal() -> None:
    s = met(JANE)
    cyrillic = "jane\x1b[31m\u202e" + "x" * 300 + "@\u0430cme.example"
    for number in range(30):
        forged = letter(REFUSAL, TUESDAY + HOUR + number * MINUTE, sender="Jane Doe <jane@acrne.example>")
        s.mailbox.receive(replace(forged, sender=Address(cyrillic, "Jane Doe")))
    cycle_at(s, TUESDAY + DAY)
    lines = told(s)
    assert len(lines) == 20
    assert all("\x1b" not in e and "\u202e" not in e and len(e) < 200 for _, evidence in lines for e in evidence)


def test_letters_that_only_look_like_others_are_shown_for_what_they_are() -> None:
    s = met(JANE)
    s.mailbox.receive(letter(REFUSAL, TUESDAY + HOUR, sender="Jane Doe <jane@\u0430cme.example>"))
    cycle_at(s, TUESDAY + DAY)
    assert [evidence[0].rpartition(" ")[2] for _, evidence in told(s)] == ["jane@xn--cme-5cd.example."]


def test_who_answers_a_mail_that_is_not_believed_is_in_no_thread() -> None:
    s = met(JANE)
    forged = replace(
        letter(REFUSAL, TUESDAY + HOUR, sender="Jane Doe <jane@acrne.example>"), message_id="f@evil.example"
    )
    s.mailbox.receive(forged)
    cycle_at(s, TUESDAY + 2 * HOUR)
    again = letter("Hi Sam, so?", TUESDAY + 3 * HOUR, "In-Reply-To: <f@evil.example>", sender="Lou <lou@evil.example>")
    s.mailbox.receive(again)
    cycle_at(s, TUESDAY + DAY)
    assert isinstance(state_of(s, NUDGE), Waiting)
    assert len(told(s)) == 1


def test_who_is_believed_although_the_server_doubts_them_is_told_to_be() -> None:
    s = met(JANE)
    own = letter("Tuesday suits me.", TUESDAY - 2 * HOUR, sender=ME.email, to=str(JANE.email), folder=Folder.SENT)
    s.mailbox.receive(replace(own, message_id="mine@example.org"))
    cycle_at(s, TUESDAY - HOUR)
    quoting = f"{REFUSAL}\n\nOn 2 March Sam Candidate wrote:\n> Tuesday suits me."
    s.mailbox.receive(letter(quoting, TUESDAY + HOUR, FORGED, "In-Reply-To: <mine@example.org>"))
    cycle_at(s, TUESDAY + DAY)
    (process,) = s.store.all()
    assert process.closed is not None
    replies = [e.evidence for e in s.store.journal(process.id) if e.what == "reply"]
    assert any("The mail server doubts its sender" in reason for reason in replies[-1])
