"""Google Calendar under the contract."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from followbot.domain.model import Response
from followbot.providers.bearer import Bearer
from followbot.providers.google.api import Api
from followbot.providers.google.calendar import GoogleCalendar
from tests.contract.calendar import HOME, NOW, Meeting
from tests.fakes.google.gcal import instance_id
from tests.fakes.google.server import ENDPOINT, Wire, failure, make_google
from tests.fakes.wire import Tokens
from tests.fakes.world import FakeClock

ANSWERS = {
    Response.ACCEPTED: "accepted",
    Response.DECLINED: "declined",
    Response.TENTATIVE: "tentative",
    Response.NEEDS_ACTION: "needsAction",
}


def resource(meeting: Meeting, start: datetime | None = None) -> dict[str, Any]:
    """A meeting as Google's own calendar keeps it, without series."""
    begin = start or meeting.start
    end = begin + meeting.length
    found: dict[str, Any] = {
        "id": f"g{meeting.uid}",
        "iCalUID": meeting.uid,
        "summary": meeting.summary,
        "sequence": 0,
        "organizer": {"email": "me@home.test", "self": True},
        "start": {"dateTime": begin.isoformat(), "timeZone": HOME},
        "end": {"dateTime": end.isoformat(), "timeZone": HOME},
    }
    if meeting.all_day:
        found |= {"start": {"date": f"{begin:%Y-%m-%d}"}, "end": {"date": f"{end:%Y-%m-%d}"}}
    if meeting.attendees:
        found["attendees"] = [
            {"email": email, "displayName": name, "responseStatus": ANSWERS[answer], "self": email.startswith("me@")}
            for email, name, answer in meeting.attendees
        ]
    return found


class GoogleCalendarHarness:
    """The owner's main calendar; with `large`, read as one that is too big to be read each time."""

    def __init__(self, *, etags: bool = True, page: int = 2500, bare: bool = True) -> None:
        self.clock = FakeClock(NOW)
        self.server = make_google(self.clock, "me@home.test")
        (self.fake,) = self.server.calendars
        self.fake.with_etags, self.fake.page, self.fake.bare_tombstones = etags, page, bare
        self.restart()

    @property
    def calendar(self) -> GoogleCalendar:
        return self._calendar

    def restart(self) -> None:
        bearer = Bearer("google", Wire(self.server), Tokens(), provider="Google")
        self._calendar = GoogleCalendar("primary", account="google", api=Api(bearer, ENDPOINT), home=HOME)

    def put(self, meeting: Meeting) -> None:
        self.clock.forward(seconds=1)
        series = resource(meeting)
        if meeting.weekly > 1:
            series |= {"_weekly": meeting.weekly, "recurrence": [f"RRULE:FREQ=WEEKLY;COUNT={meeting.weekly}"]}
        self.fake.put(series)
        for original, moved in meeting.moved:
            self.fake.put(resource(meeting, moved) | self._exception(meeting, original))
        for original in (*meeting.excluded, *meeting.cancelled):
            self.fake.put(self._exception(meeting, original) | {"status": "cancelled"})

    @staticmethod
    def _exception(meeting: Meeting, original: datetime) -> dict[str, Any]:
        ref = f"g{meeting.uid}"
        return {
            "id": instance_id(ref, original),
            "recurringEventId": ref,
            "originalStartTime": {"dateTime": original.isoformat(), "timeZone": HOME},
        }

    def cancel(self, meeting: Meeting) -> None:
        self.clock.forward(seconds=1)
        self.fake.cancel(f"g{meeting.uid}")

    def delete(self, meeting: Meeting) -> None:
        self.clock.forward(seconds=1)
        self.fake.delete(f"g{meeting.uid}")

    def take_away(self) -> None:
        self.server.fault = lambda _: failure(503, "backendError", "Backend Error")

    def bring_back(self) -> None:
        self.server.fault = lambda _: None

    def verify(self) -> None:
        """Nothing was against Google's contract."""
        assert self.server.violations == []
