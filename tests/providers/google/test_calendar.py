"""Google Calendar beyond the contract: what is read of an event, what a look costs, and what a server may leave out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from followbot.app.ports import CalendarReading, Window
from followbot.domain.model import AttendeeKind, Event, EventKey, EventStatus, Response
from followbot.errors import ConfigurationError, LoginNeeded, Unreachable
from followbot.providers.google.calendar import list_calendars
from tests.contract.calendar import NOW
from tests.fakes.google.gcal import CalendarFake
from tests.fakes.google.server import failure
from tests.fakes.web import Asked, Reply
from tests.providers.google.build import Account

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
LIST = "calendar.events.list"


class Looker:
    """Reads one calendar again and again."""

    def __init__(self, name: str = "primary") -> None:
        self.account = Account(NOW)
        self.fake: CalendarFake = self.account.server.calendars[0]
        self.name = name
        self.cursor: str | None = None

    def read(self) -> CalendarReading:
        now = self.account.clock.now()
        window = Window(now - 21 * DAY, now + 30 * DAY)
        reading = self.account.calendar(self.name).read(window, self.cursor, now)
        self.cursor = reading.cursor
        return reading

    def put(self, ref: str = "e1", **more: Any) -> None:
        self.fake.put(event(ref) | more)

    def requests(self) -> int:
        return sum(self.account.asked().values())


def event(ref: str, start: datetime = NOW + DAY) -> dict[str, Any]:
    return {
        "id": ref,
        "iCalUID": f"{ref}@google.com",
        "summary": "Interview",
        "start": {"dateTime": start.isoformat(), "timeZone": "Europe/Berlin"},
        "end": {"dateTime": (start + HOUR).isoformat(), "timeZone": "Europe/Berlin"},
    }


@pytest.fixture
def looker() -> Looker:
    return Looker()


def only(reading: CalendarReading) -> Event:
    (found,) = reading.events
    return found


# --- what is read ---------------------------------------------------------------------------------------------------


def test_everything_that_detection_asks_for_is_read(looker: Looker) -> None:
    looker.put(
        description="With Jane.",
        location="Main Street 1",
        transparency="transparent",
        sequence=3,
        source={"url": "https://jobs.example/1", "title": "Job"},
        organizer={"email": "Recruiting@Acme.example", "displayName": "Acme Recruiting"},
        attendees=[
            {"email": "sam@example.org", "self": True, "responseStatus": "tentative"},
            {"email": "jane@acme.example", "displayName": "Jane Doe", "responseStatus": "accepted", "optional": True},
            {"email": "c_188@resource.calendar.google.com", "displayName": "Room 4", "resource": True},
        ],
        attachments=[{"fileUrl": "https://drive.example/x", "title": "Agenda.pdf"}],
        conferenceData={
            "entryPoints": [
                {"entryPointType": "phone", "uri": "tel:1"},
                {"entryPointType": "video", "uri": "https://meet.example/abc"},
            ]
        },
    )
    found = only(looker.read())
    assert (found.uid, found.instance, found.recurring) == ("e1@google.com", "", False)
    assert (found.description, found.location, found.url) == ("With Jane.", "Main Street 1", "https://jobs.example/1")
    assert (found.start, found.zone) == (NOW + DAY, "Europe/Berlin")
    assert found.start.tzinfo == ZoneInfo("Europe/Berlin")
    assert found.organizer is not None
    assert (found.organizer.email, found.organizer.name) == ("recruiting@acme.example", "Acme Recruiting")
    assert [(a.email, a.kind, a.optional, a.is_self) for a in found.attendees] == [
        ("sam@example.org", AttendeeKind.PERSON, False, True),
        ("jane@acme.example", AttendeeKind.PERSON, True, False),
        ("c_188@resource.calendar.google.com", AttendeeKind.RESOURCE, False, False),
    ]
    assert found.own_response is Response.TENTATIVE
    assert (found.transparent, found.sequence, found.attachments) == (True, 3, ("Agenda.pdf",))
    assert (found.conference, found.producer, found.event_type) == (
        "https://meet.example/abc",
        "Google Calendar",
        "default",
    )


def test_a_meet_link_alone_will_do(looker: Looker) -> None:
    looker.put(hangoutLink="https://meet.google.com/abc-defg-hij")
    assert only(looker.read()).conference == "https://meet.google.com/abc-defg-hij"


@pytest.mark.parametrize(
    "address", ["unknownorganizer@calendar.google.com", "abc@group.calendar.google.com", "jane", ""]
)
def test_addresses_that_reach_nobody_are_left_out(looker: Looker, address: str) -> None:
    looker.put(attendees=[{"email": address, "displayName": "Jane Doe"}])
    assert [(a.email, a.name) for a in only(looker.read()).attendees] == [("", "Jane Doe")]


def test_an_event_whose_guests_are_hidden_is_read_with_those_it_shows(looker: Looker) -> None:
    looker.put(
        attendeesOmitted=True, attendees=[{"email": "sam@example.org", "self": True, "responseStatus": "declined"}]
    )
    assert only(looker.read()).own_response is Response.DECLINED


@pytest.mark.parametrize("kind", ["birthday", "focusTime", "outOfOffice", "workingLocation"])
def test_what_cannot_be_a_meeting_is_not_even_asked_for(looker: Looker, kind: str) -> None:
    looker.put(eventType=kind)
    assert looker.read().events == ()


def test_what_a_server_sends_all_the_same_is_passed_over(looker: Looker) -> None:
    unfiltered = looker.fake.list_events
    looker.fake.list_events = lambda asked: unfiltered(asked | {"eventTypes": []})  # type: ignore[method-assign]  # no filter
    looker.put("a", eventType="outOfOffice")
    looker.put("b", eventType="fromGmail")
    assert [e.uid for e in looker.read().events] == ["b@google.com"]


@pytest.mark.parametrize(
    ("start", "zone", "stated"),
    [
        (
            {"dateTime": "2026-03-11T13:00:00+01:00", "timeZone": "Europe/Berlin"},
            "Europe/Berlin",
            "2026-03-11T12:00:00+00:00",
        ),
        ({"dateTime": "2026-03-11T12:00:00Z", "timeZone": "UTC"}, "", "2026-03-11T12:00:00+00:00"),
        ({"dateTime": "2026-03-11T12:00:00Z"}, "", "2026-03-11T12:00:00+00:00"),
        ({"dateTime": "2026-03-11T12:00:00.000Z", "timeZone": "Not/AZone"}, "", "2026-03-11T12:00:00+00:00"),
        (
            {"dateTime": "2026-03-11T09:00:00", "timeZone": "America/New_York"},
            "America/New_York",
            "2026-03-11T13:00:00+00:00",
        ),
    ],
)
def test_times_are_read_in_every_form(looker: Looker, start: dict[str, str], zone: str, stated: str) -> None:
    looker.put(start=start)
    looker.fake._overlaps = lambda *_: True  # type: ignore[method-assign]  # the fake wants offsets
    found = only(looker.read())
    assert (found.zone, found.start.astimezone(UTC).isoformat()) == (zone, stated)


def test_an_event_that_says_no_time_is_a_problem_and_stops_no_other(looker: Looker) -> None:
    looker.put("good")
    looker.put("bad", start={"dateTime": "soon"})
    looker.fake._overlaps = lambda *_: True  # type: ignore[method-assign]  # the fake wants times
    reading = looker.read()
    assert [e.uid for e in reading.events] == ["good@google.com"]
    assert ["does not say when" in p.what for p in reading.problems] == [True]
    assert not reading.complete
    looker.account.server.violations.clear()


def test_a_server_that_knows_no_icalendar_has_ids(looker: Looker) -> None:
    unnamed = event("e1")
    del unnamed["iCalUID"]
    looker.fake.put(unnamed)
    assert only(looker.read()).uid == "e1"


# --- deletions ------------------------------------------------------------------------------------------------------


def test_a_tombstone_with_nothing_but_an_id_is_known_by_what_was_there(looker: Looker) -> None:
    looker.put()
    looker.read()
    looker.account.clock.forward(minutes=1)
    looker.fake.delete("e1")
    reading = looker.read()
    assert reading.gone == (EventKey("e1@google.com"),)
    assert reading.present == frozenset()


def test_a_cancelled_event_that_still_says_what_it_was_is_told_as_cancelled(looker: Looker) -> None:
    looker.put()
    looker.read()
    looker.account.clock.forward(minutes=1)
    looker.fake.cancel("e1")
    reading = looker.read()
    assert only(reading).status is EventStatus.CANCELLED
    assert reading.gone == (EventKey("e1@google.com"),)


def test_an_instance_of_a_series_that_was_deleted_is_known(looker: Looker) -> None:
    looker.put(_weekly=3, recurrence=["RRULE:FREQ=WEEKLY;COUNT=3"])
    first = looker.read()
    assert len(first.events) == 3
    looker.account.clock.forward(minutes=1)
    original = {"dateTime": (NOW + 8 * DAY).isoformat()}
    looker.fake.put(
        {"id": "e1_20260318T120000Z", "status": "cancelled", "recurringEventId": "e1", "originalStartTime": original}
    )
    assert looker.read().gone == (EventKey("e1@google.com", "20260318T120000Z"),)


def test_a_series_that_went_without_a_word_is_absent(looker: Looker) -> None:
    looker.put("other")
    looker.put(_weekly=3, recurrence=["RRULE:FREQ=WEEKLY;COUNT=3"])
    looker.read()
    looker.account.clock.forward(minutes=1)
    looker.fake.delete("e1")
    reading = looker.read()
    assert (reading.complete, reading.present) == (True, frozenset({EventKey("other@google.com")}))


def test_an_empty_answer_where_something_was_is_not_believed(looker: Looker) -> None:
    looker.put()
    looker.read()
    looker.fake.events.clear()
    reading = looker.read()
    assert (reading.complete, reading.present, reading.gone) == (False, None, ())
    assert reading.problems[0].warning


# --- what it costs --------------------------------------------------------------------------------------------------


def cycles(looker: Looker, number: int, span: timedelta = MINUTE) -> list[CalendarReading]:
    readings = []
    for _ in range(number):
        looker.account.clock.time += span
        readings.append(looker.read())
    return readings


@pytest.mark.parametrize("etags", [True, False])
def test_an_idle_cycle_is_one_request_and_leaves_the_cursor_alone(looker: Looker, etags: bool) -> None:
    looker.fake.with_etags = etags
    looker.put()
    looker.read()
    looker.account.asked()
    before = looker.cursor
    readings = cycles(looker, 10)
    assert looker.account.asked() == {LIST: 10}
    assert {r.cursor for r in readings} == {before}, "nothing is written to the store"
    assert all((r.events, r.present, r.complete) == ((), None, True) for r in readings)


def test_an_unchanged_calendar_answers_with_next_to_nothing(looker: Looker) -> None:
    looker.put()
    looker.read()
    answers: list[bool] = []

    def listen(asked: Asked) -> Reply | None:
        answers.append("if-none-match" in asked.headers)
        return None

    looker.account.server.after_fault = listen
    cycles(looker, 5)
    assert answers == [True] * 5


def test_a_304_is_not_believed_for_more_than_an_hour(looker: Looker, monkeypatch: pytest.MonkeyPatch) -> None:
    """ETags of lists are Google's own affair: once an hour the whole is read, at no more requests."""
    looker.put()
    looker.read()
    broken = looker.fake.etag
    monkeypatch.setattr(CalendarFake, "etag", property(lambda _: broken))
    looker.put("e2")
    assert all(r.events == () for r in cycles(looker, 59))
    assert [e.uid for r in cycles(looker, 3) for e in r.events] == ["e1@google.com", "e2@google.com"]


def test_a_new_day_is_one_request_too(looker: Looker) -> None:
    looker.put()
    looker.read()
    looker.account.asked()
    cycles(looker, 3, DAY)
    assert looker.account.asked() == {LIST: 3}


@pytest.fixture
def large(looker: Looker, monkeypatch: pytest.MonkeyPatch) -> Looker:
    """A calendar that is too large to be read each time. What counts as large, and as many changes, is made small here."""
    from followbot.providers.google import calendar

    monkeypatch.setattr(calendar, "_LARGE", 20)
    monkeypatch.setattr(calendar, "_CHANGES", 10)
    looker.fake.page = 11
    return looker


def many(looker: Looker, number: int) -> None:
    """Events that have been there for an hour."""
    for i in range(number):
        looker.put(f"m{i}")
    looker.account.clock.forward(hours=1)


def test_a_calendar_with_thousands_of_events_is_asked_what_has_changed(large: Looker) -> None:
    many(large, 30)
    assert len(large.read().events) == 30
    assert large.account.asked() == {LIST: 3}
    cycles(large, 2)
    large.account.asked()
    before = large.cursor
    assert all(r.events == () for r in cycles(large, 20))
    assert (large.account.asked(), large.cursor) == ({LIST: 20}, before)


def test_in_a_large_calendar_what_moves_out_of_the_window_is_told(large: Looker) -> None:
    many(large, 30)
    large.read()
    cycles(large, 20)
    large.fake.put(event("m7", NOW + 90 * DAY))
    (reading,) = cycles(large, 1)
    assert reading.present is not None
    assert EventKey("m7@google.com") not in reading.present
    assert len(reading.present) == 29
    large.account.asked()
    assert all(r.present is None for r in cycles(large, 5))
    assert large.account.asked() == {LIST: 5}


def test_in_a_large_calendar_deletions_and_floods_of_changes_are_told(large: Looker) -> None:
    many(large, 30)
    large.read()
    cycles(large, 10)
    large.fake.delete("m7")
    assert cycles(large, 1)[0].gone == (EventKey("m7@google.com"),)
    for i in range(10, 30):
        large.put(f"m{i}", summary="Moved")
    (reading,) = cycles(large, 1)
    assert sum(e.summary == "Moved" for e in reading.events) == 20
    cycles(large, 7)
    large.account.asked()
    cycles(large, 5)
    assert large.account.asked() == {LIST: 5}


def test_changes_that_are_too_long_ago_mean_a_whole_read(large: Looker) -> None:
    many(large, 30)
    large.read()
    large.account.server.fault = gone_once()
    (reading,) = cycles(large, 1)
    assert reading.complete
    assert len(reading.events) == 30


def gone_once() -> Any:
    refusals = [failure(410, "updatedMinTooLongAgo")]
    return lambda asked: refusals.pop() if refusals and "updatedMin" in asked.path else None


def test_a_page_that_fails_is_no_reading(looker: Looker) -> None:
    looker.fake.page = 1
    looker.put("a")
    looker.put("b")
    looker.account.server.fault = lambda asked: failure(503, "backendError") if "pageToken" in asked.path else None
    with pytest.raises(Unreachable):
        looker.read()


# --- which calendar -------------------------------------------------------------------------------------------------


def test_a_calendar_is_found_by_its_name_once() -> None:
    looker = Looker(" interviews ")
    other = CalendarFake(looker.account.clock, "c_1@group.calendar.google.com", "Interviews")
    looker.account.server.calendars.append(other)
    other.put(event("x"))
    assert [e.uid for e in looker.read().events] == ["x@google.com"]
    assert looker.account.asked() == {"calendar.calendarList.list": 1, LIST: 1}
    cycles(looker, 3)
    assert looker.account.asked() == {LIST: 3}


def test_an_id_needs_no_looking_up() -> None:
    looker = Looker("sam@example.org")
    looker.put()
    assert len(looker.read().events) == 1
    assert looker.account.asked() == {LIST: 1}


@pytest.mark.parametrize("name", ["Holidays", "nobody@example.org"])
def test_a_calendar_that_is_not_there_is_said_with_its_name(name: str) -> None:
    with pytest.raises(ConfigurationError, match=f"“main” has no calendar “{name}”"):
        Looker(name).read()


@pytest.mark.parametrize(
    "cursor", ["", "x", "{}", "[]\n", '{"version":1}\n{}', '{"version":2}', "null", '{"version":1,"calendar":5}']
)
def test_a_cursor_of_somebody_else_is_a_whole_read(looker: Looker, cursor: str) -> None:
    looker.put()
    looker.cursor = cursor
    assert len(looker.read().events) == 1


def test_what_the_server_calls_itself_does_not_matter(looker: Looker) -> None:
    looker.account.server.after_fault = lambda asked: Reply(
        200, b'{"items": null}', {"Content-Type": "application/json"}
    )
    reading = looker.read()
    assert (reading.events, reading.complete) == ((), True)


@pytest.mark.parametrize(
    ("lacking", "known_as"),
    [
        ("originalStartTime", ("s1@google.com", "20260311T090000Z")),
        ("iCalUID", ("s1", "20260310T090000Z")),
    ],
)
def test_an_instance_that_lacks_what_names_it_is_read_all_the_same(
    looker: Looker, lacking: str, known_as: tuple[str, str]
) -> None:
    instance = event("s1_x", datetime(2026, 3, 11, 9, tzinfo=UTC)) | {
        "iCalUID": "s1@google.com",
        "recurringEventId": "s1",
        "originalStartTime": {"dateTime": "2026-03-10T09:00:00Z"},
    }
    listed = looker.fake.list_events
    items = [{k: v for k, v in instance.items() if k != lacking}]
    looker.fake.list_events = lambda asked: listed(asked) | {"items": items}  # type: ignore[method-assign]  # a server of its own
    found = only(looker.read())
    assert (found.uid, found.instance) == known_as


def test_an_event_that_cannot_be_told_from_others_is_a_problem(looker: Looker) -> None:
    looker.put("e1")
    listed = looker.fake.list_events
    nameless = {"summary": "Interview", "start": {"date": "2026-03-11"}, "end": {"date": "2026-03-12"}}

    def with_nameless(asked: dict[str, list[str]]) -> dict[str, Any]:
        answer = listed(asked)
        return answer | {"items": [*answer["items"], nameless]}

    looker.fake.list_events = with_nameless  # type: ignore[method-assign]  # a server that leaves out every id
    reading = looker.read()
    assert (len(reading.events), reading.complete) == (1, False)
    assert [p.warning for p in reading.problems] == [True]


def named_looker(ref: str, summary: str, name: str) -> Looker:
    looker = Looker(name)
    looker.account.server.calendars.append(CalendarFake(looker.account.clock, ref, summary))
    looker.fake = looker.account.server.calendars[-1]
    looker.put()
    return looker


def test_an_id_without_an_at_sign_is_one_too() -> None:
    assert len(named_looker("work", "Work things", "work").read().events) == 1


def test_a_calendar_that_was_deleted_and_made_anew_is_found_again() -> None:
    looker = named_looker("c1@group.calendar.google.com", "Jobs", "Jobs")
    assert len(looker.read().events) == 1
    looker.fake.id = "c2@group.calendar.google.com"
    looker.put("e2")
    assert {e.uid for e in looker.read().events} == {"e1@google.com", "e2@google.com"}
    looker.account.server.calendars.pop()
    with pytest.raises(ConfigurationError, match="has no calendar"):
        looker.read()


def test_after_too_long_a_pause_what_was_there_is_still_known(looker: Looker) -> None:
    looker.put("e1")
    looker.put("e2")
    looker.read()
    looker.fake.delete("e1")
    refusals = [failure(410, "updatedMinTooLongAgo")]
    looker.account.server.fault = lambda asked: refusals.pop() if refusals and "/events" in asked.path else None
    assert looker.read().gone == (EventKey("e1@google.com"),)


def test_after_too_long_a_pause_an_empty_answer_is_not_believed_either(looker: Looker) -> None:
    looker.put("e1")
    looker.read()
    looker.fake.events.clear()
    looker.fake.updated.clear()
    refusals = [failure(410, "updatedMinTooLongAgo")]
    looker.account.server.fault = lambda asked: refusals.pop() if refusals and "/events" in asked.path else None
    assert (reading := looker.read()).present is None
    assert not reading.complete


def test_the_list_of_calendars_has_the_main_one_first() -> None:
    account = Account(NOW)
    account.server.calendars.insert(0, CalendarFake(account.clock, "c_1@group.calendar.google.com", "Interviews"))
    account.server.calendars.reverse()
    found = list_calendars(account.api, "main")
    assert [c.read for c in found] == [True, False]
    assert found[1].name == "Interviews"


def test_a_list_of_calendars_that_was_not_granted_is_said() -> None:
    account = Account(NOW)
    account.server.fault = lambda asked: failure(403, "insufficientPermissions")
    with pytest.raises(LoginNeeded):
        list_calendars(account.api, "main")
