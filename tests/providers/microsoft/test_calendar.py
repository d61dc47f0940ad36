"""Outlook calendars, beyond the contract."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from followbot.app.ports import CalendarReading, Window
from followbot.domain.model import AttendeeKind, EventKey, EventStatus, Response
from followbot.errors import ConfigurationError, Unreachable
from followbot.providers.bearer import Bearer
from followbot.providers.microsoft.calendar import list_calendars
from followbot.providers.microsoft.events import Unreadable, own_uid, series_uid, to_event
from followbot.providers.microsoft.graph import Graph
from tests.contract.calendar import HOME, NOW, Meeting, Reader
from tests.contract.graph_calendar_harness import GraphCalendarHarness
from tests.fakes.graph.server import ENDPOINT, Wire, failure
from tests.fakes.wire import Tokens

ME = frozenset({"me@home.test"})
KEY = EventKey("a")


def event(**members: Any) -> dict[str, Any]:
    stated = {"start": zoned("2026-03-11T12:00:00"), "end": zoned("2026-03-11T13:00:00")}
    return {"id": "e1", "subject": "Interview", "isAllDay": False, **stated, **members}


def zoned(at: str, zone: str = "UTC") -> dict[str, str]:
    return {"dateTime": f"{at}.0000000", "timeZone": zone}


def read(**members: Any) -> Any:
    return to_event(event(**members), KEY, "work", "primary", HOME, ME)


# --- one event ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("Pacific Standard Time", "America/Los_Angeles"),
        ("Asia/Kolkata", "Asia/Kolkata"),
        ("tzone://Microsoft/Custom", ""),
        ("tzone://Microsoft/Utc", ""),
        ("UTC", ""),
        ("", ""),
        ("Nowhere Standard Time", ""),
    ],
)
def test_the_zone_is_the_one_that_the_event_was_written_in(stated: str, name: str) -> None:
    assert read(originalStartTimeZone=stated).zone == name


@pytest.mark.parametrize(
    ("stated", "hour"),
    [
        ("UTC", 12),
        ("Pacific Standard Time", 19),
        ("tzone://Microsoft/Custom", 11),
        ("tzone://Microsoft/Utc", 12),
        ("America/New_York", 16),
        ("", 12),
    ],
)
def test_a_time_counts_in_the_zone_that_stands_beside_it(stated: str, hour: int) -> None:
    """A custom zone is the user's own; none is UTC, which was asked for."""
    assert read(start=zoned("2026-03-11T12:00:00", stated), end=None).start.astimezone(UTC).hour == hour


def test_an_offset_in_the_time_itself_wins() -> None:
    assert read(start={"dateTime": "2026-03-11T12:00:00+05:30", "timeZone": "UTC"}).start.astimezone(UTC).hour == 6


@pytest.mark.parametrize("start", [None, {}, {"dateTime": "soon", "timeZone": "UTC"}, {"dateTime": 5}])
def test_an_event_without_a_time_is_unreadable(start: Any) -> None:
    with pytest.raises(Unreadable):
        read(start=start)


def test_people_say_who_they_are_and_what_they_answered() -> None:
    def guest(email: str, kind: str = "required", response: str = "accepted") -> dict[str, Any]:
        return {"type": kind, "status": {"response": response}, "emailAddress": {"address": email, "name": email}}

    people = read(
        attendees=[
            guest("Jane@Corp.test"),
            guest("me@home.test", response="tentativelyAccepted"),
            guest("room@corp.test", "resource"),
            guest("x@corp.test", "optional", "none"),
            guest("/O=EXCHANGE/CN=JANE"),
            {"emailAddress": None},
        ]
    ).attendees
    assert [p.email for p in people[:4]] == ["jane@corp.test", "me@home.test", "room@corp.test", "x@corp.test"]
    assert [p.is_self for p in people[:4]] == [False, True, False, False]
    assert [p.response for p in people[:2]] == [Response.ACCEPTED, Response.TENTATIVE]
    assert people[2].kind is AttendeeKind.RESOURCE
    assert people[3].optional
    assert all("@" in p.email or not p.email for p in people)


@pytest.mark.parametrize(
    ("stated", "response"),
    [
        ("organizer", Response.ACCEPTED),
        ("accepted", Response.ACCEPTED),
        ("tentativelyAccepted", Response.TENTATIVE),
        ("declined", Response.DECLINED),
        ("notResponded", Response.NEEDS_ACTION),
        ("none", None),
    ],
)
def test_the_users_own_answer(stated: str, response: Response | None) -> None:
    assert read(responseStatus={"response": stated, "time": "0001-01-01T00:00:00Z"}).own_response == response


def test_texts_places_and_the_meeting() -> None:
    found = read(
        body={"contentType": "html", "content": "<p>With <b>Jane</b></p><p>Agenda</p>"},
        location={"displayName": "Room 1"},
        locations=[{"displayName": "Room 1"}, {"displayName": "Teams"}],
        onlineMeeting={"joinUrl": "https://teams.test/x"},
        isCancelled=True,
        showAs="free",
    )
    assert found.description.split() == ["With", "Jane", "Agenda"]
    assert (found.location, found.conference) == ("Room 1; Teams", "https://teams.test/x")
    assert (found.status, found.transparent) == (EventStatus.CANCELLED, True)


@pytest.mark.parametrize(
    ("stated", "expected"), [(["Work", 7, None], ("Work",)), (10**30, ()), ("Work", ()), (None, ())]
)
def test_categories_that_are_no_list_of_words_cost_no_event(stated: object, expected: tuple[str, ...]) -> None:
    assert read(categories=stated).categories == expected


def test_an_unanswered_invitation_is_not_a_tentative_event() -> None:
    assert read(showAs="tentative").status is EventStatus.CONFIRMED


# --- identity -------------------------------------------------------------------------------------------------------

CLASS = "040000008200E00074C5B7101A82E008"
REST = "B0C2DE1F2A9BD701" + "00" * 8 + "10000000" + "AB" * 16


def test_an_occurrence_of_exchange_has_the_uid_of_its_series() -> None:
    series = CLASS + "00000000" + REST
    assert series_uid(CLASS + "07EA030B" + REST) == series
    assert own_uid({"iCalUId": series}) == series


def test_a_uid_from_elsewhere_is_unwrapped() -> None:
    inside = b"vCal-Uid\x01\0\0\0abc@google.test\0"
    wrapped = CLASS + "00" * 20 + len(inside).to_bytes(4, "little").hex() + inside.hex()
    assert series_uid(wrapped) == "abc@google.test"


@pytest.mark.parametrize("odd", ["", "abc@google.test", CLASS, CLASS + "zz", CLASS + "00" * 10])
def test_what_is_no_object_id_tells_nothing(odd: str) -> None:
    assert series_uid(odd) == ""


def test_a_series_is_asked_for_its_uid_once() -> None:
    harness = GraphCalendarHarness()
    reader = Reader(harness)
    harness.put(Meeting("a", weekly=3))
    reader.read()
    harness.put(Meeting("a", weekly=3, summary="Other"))
    reader.read()
    assert harness.server.counts["GET /v1.0/me/events/{id}"] == 1


@pytest.mark.parametrize("status", [400, 403, 404, 405, 501])
def test_occurrences_of_a_series_that_does_not_tell_its_uid_stand_for_themselves(status: int) -> None:
    harness = GraphCalendarHarness()
    harness.put(Meeting("a", weekly=3))
    harness.server.fault = lambda asked: failure(status, "x") if "/me/events/" in asked.path else None
    reading = harness.calendar.read(window(), None, NOW)
    assert len({e.uid for e in reading.events}) == len(reading.events) == 3
    later = harness.calendar.read(window(NOW + timedelta(days=8)), reading.cursor, NOW + timedelta(days=8))
    assert {e.uid for e in later.events} <= {e.uid for e in reading.events}


def test_a_master_that_cannot_be_asked_for_now_is_waited_for() -> None:
    harness = GraphCalendarHarness()
    harness.put(Meeting("a", weekly=3))
    harness.server.fault = lambda asked: failure(503, "x") if "/me/events/" in asked.path else None
    with pytest.raises(Unreachable):
        harness.calendar.read(window(), None, NOW)


def test_the_same_series_under_other_ids_stays_the_same() -> None:
    harness = GraphCalendarHarness()
    reader = Reader(harness)
    harness.put(Meeting("a", weekly=2))
    reader.read()
    before = set(reader.known)
    reader.cursor = (reader.cursor or "").replace("AAMkAGEv", "AAMkOLD")
    harness.put(Meeting("a", weekly=2, summary="Other"))
    reader.read()
    assert set(reader.known) == before


# --- reading --------------------------------------------------------------------------------------------------------


@pytest.fixture
def harness() -> GraphCalendarHarness:
    return GraphCalendarHarness()


def window(now: datetime = NOW) -> Window:
    return Window(now - timedelta(days=21), now + timedelta(days=30))


def twice(
    harness: GraphCalendarHarness, after: timedelta = timedelta(minutes=20)
) -> tuple[CalendarReading, CalendarReading]:
    first = harness.calendar.read(window(), None, NOW)
    return first, harness.calendar.read(window(NOW + after), first.cursor, NOW + after)


def test_an_unchanged_calendar_is_asked_once_and_its_texts_are_not(harness: GraphCalendarHarness) -> None:
    harness.put(Meeting("a"))
    paths: list[str] = []
    first = harness.calendar.read(window(), None, NOW)
    harness.server.fault = lambda asked: paths.append(asked.path)
    second = harness.calendar.read(window(), first.cursor, NOW + timedelta(minutes=20))
    assert (second.events, second.complete) == ((), True)
    assert [urlsplit(path).path for path in paths] == ["/v1.0/me/calendarView/delta"]


def test_without_changes_kept_an_unchanged_calendar_is_asked_once_and_its_texts_are_not() -> None:
    harness = GraphCalendarHarness(deltas=False)
    harness.put(Meeting("a"))
    paths: list[str] = []
    first = harness.calendar.read(window(), None, NOW)
    harness.server.fault = lambda asked: paths.append(asked.path)
    second = harness.calendar.read(window(), first.cursor, NOW + timedelta(minutes=5))
    assert (second.events, second.complete, second.cursor) == ((), True, first.cursor)
    assert len(paths) == 1
    assert "body" not in paths[0]


def test_a_new_text_alone_is_a_change(harness: GraphCalendarHarness) -> None:
    harness.put(Meeting("a"))
    first = harness.calendar.read(window(), None, NOW)
    harness.store.put(Meeting("a"), body="With Jane.")
    second = harness.calendar.read(window(), first.cursor, NOW + timedelta(minutes=5))
    assert [e.description for e in second.events] == ["With Jane."]


def test_texts_are_read_again_after_a_day(harness: GraphCalendarHarness) -> None:
    harness.put(Meeting("a"))
    _, second = twice(harness, timedelta(hours=25))
    assert len(second.events) == 1


def test_one_poisoned_event_stops_no_other(harness: GraphCalendarHarness) -> None:
    harness.put(Meeting("a"))
    harness.put(Meeting("b"))
    view = harness.store.view

    def poisoned(start: datetime, end: datetime) -> list[dict[str, Any]]:
        return [e if e["iCalUId"] == "a" else {**e, "start": None} for e in view(start, end)]

    harness.store.view = poisoned  # type: ignore[method-assign]  # one event of it is damaged
    reading = harness.calendar.read(window(), None, NOW)
    assert [e.uid for e in reading.events] == ["a"]
    assert (len(reading.problems), reading.complete) == (1, False)


def test_a_server_without_selection_is_read_as_it_is(harness: GraphCalendarHarness) -> None:
    harness.put(Meeting("a"))
    harness.server.fault = lambda asked: failure(400, "x") if "$select" in asked.path else None
    first, second = twice(harness)
    assert [e.uid for e in first.events] == ["a"]
    assert (second.events, second.complete) == ((), True)


def test_a_full_calendar_comes_in_pages(harness: GraphCalendarHarness) -> None:
    for number in range(230):
        harness.put(Meeting(f"m{number}", start=NOW + timedelta(minutes=number)))
    first, second = twice(harness)
    assert len(first.events) == 230
    assert harness.server.counts["GET /v1.0/me/calendarView"] == 2
    assert second.events == ()


def test_a_calendar_that_is_not_there_is_named() -> None:
    harness = GraphCalendarHarness(name="Interviews")
    with pytest.raises(ConfigurationError, match="Interviews"):
        harness.calendar.read(window(), None, NOW)


def test_a_named_calendar_whose_id_has_changed_is_found_again() -> None:
    harness = GraphCalendarHarness(name="Kalender")
    harness.put(Meeting("a"))
    first = harness.calendar.read(window(), None, NOW)
    harness.store.id = "AAMkAGNew="
    second = harness.calendar.read(window(), first.cursor, NOW + timedelta(minutes=5))
    assert [e.uid for e in second.events] == ["a"]


def test_whole_days_of_a_series_are_known_by_their_day(harness: GraphCalendarHarness) -> None:
    day = datetime(2026, 3, 12, tzinfo=UTC)
    meeting = Meeting("a", start=day, length=timedelta(days=1), all_day=True, weekly=2)
    harness.put(replace(meeting))
    reading = harness.calendar.read(window(), None, NOW)
    assert [e.instance for e in reading.events] == ["20260312T000000Z", "20260319T000000Z"]
    assert all(e.all_day for e in reading.events)


def test_the_list_of_calendars_has_the_names_that_choose_them() -> None:
    harness = GraphCalendarHarness()
    graph = Graph(Bearer("work", Wire(harness.server), Tokens(), provider="Microsoft"), ENDPOINT)
    assert [c.name for c in list_calendars(graph, "work")] == ["Kalender"]
