"""What an event says: people, texts, links, and who wrote it."""

from __future__ import annotations

import pytest

from followbot.domain.model import Attendee, AttendeeKind, EventStatus, Response
from tests.fakes.calendars import vcalendar, vevent
from tests.providers.ical.reading import read, read_event


def attendee(line: str) -> Attendee:
    (found,) = read_event(line).only.attendees
    return found


def test_a_whole_invitation() -> None:
    event = read(
        vcalendar(
            vevent(
                "SUMMARY:Interview\\, round 2",
                "DESCRIPTION:Hello\\n\\nSee you; bring questions.",
                "LOCATION:Room 1\\; 2nd floor",
                "URL:https://jobs.example.test/1",
                "ORGANIZER;CN=Jane Doe:MAILTO:Jane@Example.test",
                "ATTENDEE;CN=Me;PARTSTAT=ACCEPTED:mailto:me@home.test",
                "ATTENDEE;CN=Rob;ROLE=OPT-PARTICIPANT;PARTSTAT=TENTATIVE:mailto:rob@example.test",
                "STATUS:TENTATIVE",
                "TRANSP:TRANSPARENT",
                "SEQUENCE:3",
                "CATEGORIES:Work,Interviews",
                "X-GOOGLE-CONFERENCE:https://meet.example.test/abc",
                start="DTSTART;TZID=Europe/Berlin:20260310T090000",
            ),
            producer="-//Google Inc//Google Calendar 70.9054//EN",
        )
    ).only
    assert (event.account, event.calendar, event.uid) == ("main", "home", "event@example.test")
    assert (event.summary, event.location, event.url) == (
        "Interview, round 2",
        "Room 1; 2nd floor",
        "https://jobs.example.test/1",
    )
    assert event.description == "Hello\n\nSee you; bring questions."
    assert event.organizer == Attendee("jane@example.test", "Jane Doe")
    assert event.attendees == (
        Attendee("me@home.test", "Me", Response.ACCEPTED),
        Attendee("rob@example.test", "Rob", Response.TENTATIVE, optional=True),
    )
    assert (event.status, event.transparent, event.sequence) == (EventStatus.TENTATIVE, True, 3)
    assert (event.categories, event.conference) == (("Work", "Interviews"), "https://meet.example.test/abc")
    assert event.producer == "-//Google Inc//Google Calendar 70.9054//EN"
    assert (event.zone, event.all_day, event.event_type) == ("Europe/Berlin", False, "default")


@pytest.mark.parametrize(
    ("line", "email", "name"),
    [
        ("ATTENDEE;CN=Jane Doe:mailto:Jane.Doe@Example.Test", "jane.doe@example.test", "Jane Doe"),
        ('ATTENDEE;CN="Doe, Jane":mailto:j@example.test', "j@example.test", "Doe, Jane"),
        ("ATTENDEE;CN=\"'Jane Doe'\":MAILTO:j@example.test", "j@example.test", "Jane Doe"),
        ("ATTENDEE;CN=j@example.test:mailto:j@example.test", "j@example.test", ""),
        ("ATTENDEE;CN=Jane:j@example.test", "j@example.test", "Jane"),
        ("ATTENDEE;CN=Jane:mailto: j@example.test", "j@example.test", "Jane"),
        ("ATTENDEE;CN=Jane:mailto:j%2Bx@example.test", "j+x@example.test", "Jane"),
        ("ATTENDEE;CN=Jane;EMAIL=j@example.test:/aMTIz/principal/", "j@example.test", "Jane"),
        ("ATTENDEE;CN=Jane:urn:uuid:123", "", "Jane"),
        ("ATTENDEE:Jane Doe", "", "Jane Doe"),
        ("ATTENDEE;CN=Jane:invalid:nomail", "", "Jane"),
        ("ATTENDEE;CN=Room:MAILTO:Meeting Room@example.test", "", "Room"),
        ("ATTENDEE;CN=Jane", "", "Jane"),
        ("ATTENDEE;CN=:mailto:j@example.test", "j@example.test", ""),
    ],
)
def test_names_and_addresses(line: str, email: str, name: str) -> None:
    found = attendee(line)
    assert (found.email, found.name) == (email, name)


@pytest.mark.parametrize(
    ("params", "response"),
    [
        ("PARTSTAT=ACCEPTED", Response.ACCEPTED),
        ("PARTSTAT=accepted", Response.ACCEPTED),
        ("PARTSTAT=CONFIRMED", Response.ACCEPTED),
        ("PARTSTAT=DECLINED", Response.DECLINED),
        ("PARTSTAT=TENTATIVE", Response.TENTATIVE),
        ("PARTSTAT=DELEGATED", Response.DELEGATED),
        ("PARTSTAT=NEEDS-ACTION", Response.NEEDS_ACTION),
        ("PARTSTAT=X-OTHER", Response.NEEDS_ACTION),
        ("RSVP=TRUE", Response.NEEDS_ACTION),
    ],
)
def test_answers(params: str, response: Response) -> None:
    assert attendee(f"ATTENDEE;{params}:mailto:j@example.test").response is response


@pytest.mark.parametrize(
    ("params", "kind", "optional"),
    [
        ("CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT", AttendeeKind.PERSON, False),
        ("CUTYPE=GROUP", AttendeeKind.GROUP, False),
        ("CUTYPE=RESOURCE", AttendeeKind.RESOURCE, False),
        ("CUTYPE=ROOM;ROLE=NON-PARTICIPANT", AttendeeKind.RESOURCE, True),
        ("CUTYPE=UNKNOWN;ROLE=CHAIR", AttendeeKind.PERSON, False),
        ("ROLE=OPT-PARTICIPANT", AttendeeKind.PERSON, True),
        ("ROLE=OPT_PARTICIPANT", AttendeeKind.PERSON, True),
        ('ROLE="OPT-PARTICIPANT"', AttendeeKind.PERSON, True),
    ],
)
def test_kinds_and_roles(params: str, kind: AttendeeKind, optional: bool) -> None:
    found = attendee(f"ATTENDEE;{params}:mailto:j@example.test")
    assert (found.kind, found.optional) == (kind, optional)


def test_html_is_taken_where_there_is_no_plain_description() -> None:
    html = "X-ALT-DESC;FMTTYPE=text/html:<p>Hello</p>"
    assert read_event(html).only.description == "<p>Hello</p>"
    assert read_event("DESCRIPTION:\\n", html).only.description == "<p>Hello</p>"
    assert read_event("DESCRIPTION:Plain", html).only.description == "Plain"


@pytest.mark.parametrize(
    ("line", "link"),
    [
        ("X-GOOGLE-CONFERENCE:https://meet.example.test/a", "https://meet.example.test/a"),
        ("CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://video.example.test/a", "https://video.example.test/a"),
        ("X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.example.test/a", "https://teams.example.test/a"),
        ("X-OTHER:https://other.example.test/a", ""),
    ],
)
def test_conference_links(line: str, link: str) -> None:
    assert read_event(line).only.conference == link


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("ATTACH;FILENAME=Agenda.pdf;FMTTYPE=application/pdf:https://files.example.test/1", "Agenda.pdf"),
        ("ATTACH:https://files.example.test/d/Job%20description.pdf?x=1", "Job description.pdf"),
        ("ATTACH;X-FILENAME=cv.docx;ENCODING=BASE64;VALUE=BINARY:QUJD", "cv.docx"),
        ("ATTACH;FMTTYPE=application/pdf;ENCODING=BASE64;VALUE=BINARY:QUJD", "application/pdf"),
    ],
)
def test_names_of_attachments(line: str, name: str) -> None:
    assert read_event(line).only.attachments == (name,)


def test_attachments_without_a_name_are_left_out() -> None:
    assert read_event("ATTACH:CID:0123@example.test", "ATTACH:https://[broken").only.attachments == ()


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (("STATUS:CONFIRMED",), EventStatus.CONFIRMED),
        (("STATUS:cancelled",), EventStatus.CANCELLED),
        (("STATUS:CONFIRMED", "STATUS:CANCELLED"), EventStatus.CANCELLED),
        (("STATUS:WHATEVER",), EventStatus.CONFIRMED),
    ],
)
def test_status(lines: tuple[str, ...], status: EventStatus) -> None:
    assert read_event(*lines).only.status is status


def test_an_event_without_uid_gets_one_that_stays() -> None:
    one = read_event("SUMMARY:Interview", "DTSTAMP:20260101T000000Z", uid=None).only
    same = read_event("SUMMARY:Interview", "DTSTAMP:20260202T000000Z", uid="").only
    other = read_event("SUMMARY:Another", uid=None).only
    assert one.uid == same.uid != other.uid
    assert one.uid.startswith("without-uid-")


def test_a_uid_beyond_all_measure_is_replaced() -> None:
    assert len(read_event(uid="x" * 100_000).only.uid) < 100


def test_a_uid_in_lower_case_and_with_parameters() -> None:
    assert read(vcalendar(vevent("uid;X-A=1:abc ", uid=None))).only.uid == "abc"


def test_attendees_without_number_are_bounded() -> None:
    people = [f"ATTENDEE:mailto:p{n}@example.test" for n in range(3_000)]
    assert len(read_event(*people).only.attendees) == 500


def test_an_empty_event_is_still_an_event() -> None:
    event = read_event().only
    assert (event.summary, event.description, event.organizer, event.attendees) == ("", "", None, ())


def test_equal_files_give_equal_fingerprints() -> None:
    lines = ("SUMMARY:Interview", "ATTENDEE;CN=Me:mailto:me@home.test", "DTSTAMP:20260101T000000Z")
    assert read_event(*lines).only.fingerprint() == read_event(*lines).only.fingerprint()
    changed = read_event(*lines[:-1], "DTSTAMP:20260202T000000Z", "X-NOTE:1").only
    assert changed.fingerprint() == read_event(*lines).only.fingerprint()
