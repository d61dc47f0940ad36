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
from followbot.domain.model import Contact, ContactRole, Detection, Event, Findings, FollowUpKind
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
    verdict = fakes.detect(found)
    findings = Findings(company="Acme", role="Engineer", contacts=contacts, company_domains=("acme.example",))
    return replace(verdict, findings=findings)


def told(s: Scene) -> list[tuple[str, tuple[str, ...]]]:
    """What `why` says of mail that came and counted as no answer, with the reasons."""
    (process,) = s.store.all()
    kinds = {"absent", "posing"}
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


def test_what_a_machine_answered_before_the_interview_and_without_a_day_is_no_news() -> None:
    s = met(person("jane@acme.example", "Jane Doe"))
    s.mailbox.receive(letter("I am out of the office.", TUESDAY - 2 * HOUR, AUTO, subject="Out of office"))
    cycle_at(s, TUESDAY + DAY)
    assert told(s) == []
