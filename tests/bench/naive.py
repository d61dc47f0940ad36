"""A plain poller to compare with: each time it reads the calendar's window and the inbox anew, and remembers nothing.

`python -m tests.bench.naive KIND WHERE CYCLES`, one JSON document as `tests.bench.child` gives. It only fetches and
parses; it judges nothing, writes nothing, and makes no promise.
"""

from __future__ import annotations

import email
import email.policy
import imaplib
import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests
from icalendar import Calendar

from tests.bench.meter import Traffic, peak, processor, resident


class Asker:
    """Counts requests."""

    def __init__(self, token: str = "") -> None:
        self.requests = 0
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"
        self.session.headers["Prefer"] = 'IdType="ImmutableId"'

    def get(self, url: str, **query: Any) -> Any:
        self.requests += 1
        answer = self.session.get(url, params=query or None, timeout=30)
        answer.raise_for_status()
        return answer.json()


def window() -> tuple[str, str]:
    now = datetime.now(UTC)  # noqa: TID251 - a bench has the real time
    return tuple((now + timedelta(days=d)).strftime("%Y-%m-%dT%H:%M:%SZ") for d in (-21, 30))  # type: ignore[return-value]  # two of them


def google(where: str, asker: Asker) -> None:
    start, end = window()
    query = {"timeMin": start, "timeMax": end, "singleEvents": "true", "showDeleted": "true", "maxResults": 250}
    page = asker.get(f"{where}/calendar/v3/calendars/primary/events", **query)
    while token := page.get("nextPageToken"):
        page = asker.get(f"{where}/calendar/v3/calendars/primary/events", **query, pageToken=token)
    since = int((datetime.now(UTC) - timedelta(days=21)).timestamp())  # noqa: TID251 - as above
    root, refs, token = f"{where}/gmail/v1/users/me", [], ""
    while True:
        more = {"pageToken": token} if token else {}
        page = asker.get(f"{root}/messages", q=f"after:{since} -in:drafts", maxResults=500, **more)
        refs += [m["id"] for m in page.get("messages", [])]
        if not (token := page.get("nextPageToken", "")):
            break
    for ref in refs:
        asker.get(f"{root}/messages/{ref}", format="full")


def microsoft(where: str, asker: Asker) -> None:
    start, end = window()
    pages = [
        asker.get(f"{where}/v1.0/me/calendarView", startDateTime=start, endDateTime=end),
        asker.get(f"{where}/v1.0/me/mailFolders/inbox/messages"),
    ]
    for page in pages:
        while link := page.get("@odata.nextLink"):
            page = asker.get(link)


def local(where: str, asker: Asker) -> None:
    for path in (Path(where) / "calendar").iterdir():
        Calendar.from_ical(path.read_bytes())
    for part in ("cur", "new"):
        for path in (Path(where) / "Mail" / "INBOX" / part).iterdir():
            email.message_from_bytes(path.read_bytes(), policy=email.policy.default).get_body(("plain", "html"))


def imap(where: str, asker: Asker) -> None:
    """`where` is PORT USER PASSWORD."""
    port, user, password = where.split("|")
    with imaplib.IMAP4_SSL("localhost", int(port)) as server:
        server.login(user, password)
        server.select("INBOX", readonly=True)
        _, data = server.search(None, "ALL")
        asker.requests += 3
        for number in data[0].split():
            _, parts = server.fetch(number.decode(), "(BODY.PEEK[])")
            asker.requests += 1
            email.message_from_bytes(parts[0][1], policy=email.policy.default).get_body(("plain", "html"))  # type: ignore[index,arg-type]  # imaplib's answers are untyped


POLLERS: dict[str, Callable[[str, Asker], None]] = {
    "google": google,
    "microsoft": microsoft,
    "local": local,
    "imap": imap,
}


def main() -> None:
    kind, where, cycles = sys.argv[1], sys.argv[2], int(sys.argv[3])
    traffic = Traffic()
    traffic.watch()
    asker = Asker(os.environ.get("BENCH_TOKEN", ""))
    POLLERS[kind](where, asker)
    asker.requests = 0
    before = (processor(), traffic.sent, traffic.received)
    for _ in range(cycles):
        POLLERS[kind](where, asker)
    spent = [after - b for after, b in zip((processor(), traffic.sent, traffic.received), before, strict=True)]
    found = {"cpu_ms": spent[0] / cycles * 1000, "sent": spent[1] / cycles, "received": spent[2] / cycles}
    sys.stdout.write(
        json.dumps(found | {"requests": asker.requests / cycles, "idle_mb": resident(), "peak_mb": peak()})
    )


if __name__ == "__main__":
    main()
