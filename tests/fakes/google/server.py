"""Google's servers, as far as followbot meets them: Gmail, Calendar, batches, tokens, errors, and whatever may go wrong.

It answers `Asked` by `Reply`, over a socket (`tests.fakes.web`) or in process (`wire`). Every exchange is held against
Google's discovery documents, requests inside a batch too; what is wrong with one is kept in `violations`.
"""

from __future__ import annotations

import email.policy
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from followbot.providers.google.api import rules
from followbot.providers.google.errors import may_pass
from followbot.providers.google.messages import decoded
from tests.fakes.google.contract import method_of, violations
from tests.fakes.google.gcal import CalendarFake, Expired, calendar_entry
from tests.fakes.google.gmail import Bad, Clock, GmailFake, Gone, Json
from tests.fakes.web import Asked, Reply
from tests.fakes.wire import InProcess

ENDPOINT = "http://127.0.0.1:9"
"""Where the server is when nothing leaves the process; nobody listens there."""

Fault = Callable[[Asked], Reply | None]
Hook = Callable[[str], None]


@dataclass
class GoogleFake:
    """A Google account at Google. `fault` may answer in the server's place; `before` and `after` surround every request."""

    clock: Clock
    gmail: GmailFake
    calendars: list[CalendarFake]
    tokens: set[str] = field(default_factory=lambda: {"token-1"})
    batches: bool = True
    fault: Fault = lambda asked: None
    after_fault: Fault = lambda asked: None
    """May replace the answer to a request that was carried out."""
    before: Hook = lambda name: None
    after: Hook = lambda name: None
    counts: Counter[str] = field(default_factory=Counter)
    """HTTP requests, by the id of the method ("batch" for a batch)."""
    inner: Counter[str] = field(default_factory=Counter)
    """Requests inside batches."""
    violations: list[str] = field(default_factory=list)

    # --- HTTP -----------------------------------------------------------------------------------------------------

    def respond(self, asked: Asked) -> Reply:
        """Answer one request and hold the exchange against the contract."""
        name = self._name(asked)
        self.counts[name] += 1
        self.before(name)
        reply = self.fault(asked) or self._answered(asked)
        if name != "batch":
            self._check(asked, reply)
        reply = self.after_fault(asked) or reply
        self.after(name)
        return reply

    def _name(self, asked: Asked) -> str:
        path = urlsplit(asked.path).path
        method = method_of(asked.method, unquote(path))
        return "batch" if path.startswith("/batch") else method.id if method else f"{asked.method} {path}"

    def _check(self, asked: Asked, reply: Reply) -> None:
        if not reply.hang_up:
            self.violations += violations(asked.method, asked.path, asked.body, reply.status, reply.body)
        if asked.body and not asked.headers.get("content-type", "").startswith("application/json"):
            self.violations.append(f"{self._name(asked)}: a body that does not say that it is JSON")

    def _answered(self, asked: Asked) -> Reply:
        if asked.headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            return failure(401, "authError", "Invalid Credentials", "UNAUTHENTICATED")
        if urlsplit(asked.path).path.startswith("/batch"):
            return self._batch(asked) if self.batches else Reply(404, b"<html>Not Found</html>")
        try:
            return self._carried_out(asked)
        except Gone as error:
            return failure(404, "notFound", str(error), "NOT_FOUND")
        except Bad as error:
            return failure(400, "invalidArgument", str(error), "INVALID_ARGUMENT")
        except Expired as error:
            return failure(410, "updatedMinTooLongAgo", str(error), "GONE")

    def _batch(self, asked: Asked) -> Reply:
        head = f"Content-Type: {asked.headers['content-type']}\r\n\r\n".encode()
        whole = BytesParser(policy=email.policy.compat32).parsebytes(head + asked.body)
        parts = []
        for part in whole.get_payload():
            assert isinstance(part, Message)
            inner = self._inner(part, asked)
            self.inner[self._name(inner)] += 1
            reply = self.fault(inner) or self._answered(inner)
            self._check(inner, reply)
            ref = str(part["Content-ID"]).replace("<", "<response-", 1)
            parts.append(
                f"--batch_x\r\nContent-Type: application/http\r\nContent-ID: {ref}\r\n\r\nHTTP/1.1 {reply.status} Whatever\r\n"
                f"Content-Type: application/json; charset=UTF-8\r\n\r\n".encode()
                + reply.body
                + b"\r\n"
            )
        body = b"".join(parts) + b"--batch_x--\r\n"
        return Reply(200, body, {"Content-Type": "multipart/mixed; boundary=batch_x"})

    def _inner(self, part: Message, outer: Asked) -> Asked:
        text = str(part.get_payload())
        head, _, body = text.replace("\r\n", "\n").partition("\n\n")
        line, *fields = head.split("\n")
        method, path, _ = line.split(" ")
        headers = {name.lower(): value.strip() for name, _, value in (f.partition(":") for f in fields)}
        return Asked(method, path, {"authorization": outer.headers.get("authorization", "")} | headers, body.encode())

    # --- the services -----------------------------------------------------------------------------------------------

    def _carried_out(self, asked: Asked) -> Reply:
        parts = urlsplit(asked.path)
        path, given = unquote(parts.path), parse_qs(parts.query, keep_blank_values=True)
        if path.startswith("/calendar/v3/"):
            return self._calendar(asked, parts.path, given)
        return self._gmail(asked, path, given)

    def _calendar(self, asked: Asked, path: str, given: dict[str, list[str]]) -> Reply:
        if path == "/calendar/v3/users/me/calendarList":
            items = [calendar_entry(calendar, number == 0) for number, calendar in enumerate(self.calendars)]
            return ok({"kind": "calendar#calendarList", "items": items})
        match = re.fullmatch(r"/calendar/v3/calendars/([^/]+)/events", path)
        if match is None or asked.method != "GET":
            raise Gone("Not Found")
        name = unquote(match[1])
        found = self.calendars[:1] if name == "primary" else [c for c in self.calendars if c.id == name]
        if not found:
            raise Gone("Not Found")
        date = {"Date": format_datetime(self.clock.now(), usegmt=True)}
        answer = found[0].list_events(given)
        if not found[0].with_etags:
            return ok(answer, date)
        if asked.headers.get("if-none-match") == found[0].etag:
            return Reply(304, headers=date | {"ETag": found[0].etag})
        return ok(answer, date | {"ETag": found[0].etag})

    def _gmail(self, asked: Asked, path: str, given: dict[str, list[str]]) -> Reply:
        def one(name: str) -> str:
            return given.get(name, [""])[0]

        gmail, most, ref = self.gmail, int(one("maxResults") or 0), path.rpartition("/")[2]
        form, headers, page = one("format"), given.get("metadataHeaders", []), one("pageToken")
        everywhere = one("includeSpamTrash") == "true"
        draft = json.loads(asked.body or b"{}").get("message", {})
        calls: dict[str, Callable[[], Json | None]] = {
            "getProfile": gmail.profile,
            "history.list": lambda: gmail.history(one("startHistoryId"), given.get("historyTypes", []), page, most),
            "messages.list": lambda: gmail.list_messages(one("q"), given.get("labelIds", []), everywhere, page, most),
            "messages.get": lambda: gmail.get_message(ref, form, headers),
            "threads.get": lambda: gmail.get_thread(ref, form, headers),
            "drafts.list": lambda: gmail.list_drafts(one("q"), page, most),
            "drafts.get": lambda: gmail.get_draft(ref, form),
            "drafts.create": lambda: gmail.create_draft(decoded(draft.get("raw", "")), draft.get("threadId", "")),
            "drafts.delete": lambda: gmail.delete_draft(ref),
            "settings.sendAs.list": gmail.list_send_as,
            **dict.fromkeys(("messages.send", "drafts.send", "messages.insert", "messages.import"), gmail.send),
        }
        call = calls.get(self._name(asked).removeprefix("gmail.users."))
        if call is None:
            raise Gone("Not Found")
        answer = call()
        return Reply(204) if answer is None else ok(answer)


def ok(answer: Json, headers: Mapping[str, str] | None = None) -> Reply:
    return Reply(
        200, json.dumps(answer).encode(), {"Content-Type": "application/json; charset=UTF-8", **(headers or {})}
    )


def failure(
    status: int, reason: str, message: str = "No.", word: str = "", headers: Mapping[str, str] | None = None
) -> Reply:
    """Google's error envelope."""
    error: dict[str, Any] = {
        "code": status,
        "message": message,
        "errors": [{"message": message, "domain": "global", "reason": reason}],
    }
    if word:
        error["status"] = word
    body = json.dumps({"error": error}).encode()
    return Reply(status, body, {"Content-Type": "application/json; charset=UTF-8", **(headers or {})})


def make_google(clock: Clock, address: str = "sam@example.org", *, lag: float = 0.0) -> GoogleFake:
    """An account with one calendar; its search lags by so many seconds."""
    from datetime import timedelta

    gmail = GmailFake(clock, address, search_lag=timedelta(seconds=lag))
    return GoogleFake(clock, gmail, [CalendarFake(clock, address)])


# --- in process -----------------------------------------------------------------------------------------------------


class Wire(InProcess):
    """Our transport for Google, in process."""

    def __init__(self, server: GoogleFake, counts: MutableMapping[str, int] | None = None) -> None:
        super().__init__(server, rules(ENDPOINT), counts, may_pass)
