"""Microsoft Graph, as far as followbot meets it: OData's query options, delta tokens, throttling, challenges, refusals.

It answers `Asked` by `Reply`, over a socket (`tests.fakes.web`) or in process (`Wire`). Every exchange is held against the
contract; what is wrong with one is kept in `violations`. What it knows of Graph is from Microsoft's reference pages for
`message`, `event`, `mailFolder`, delta queries and immutable ids, and from what their users report.
"""

from __future__ import annotations

import base64
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from followbot.providers.microsoft.graph import rules
from tests.fakes.graph import views
from tests.fakes.graph.calendars import CalendarFake
from tests.fakes.graph.contract import violations
from tests.fakes.graph.mail import WELL_KNOWN, Clock, Json, MailFake, Refusal, Stored
from tests.fakes.web import Asked, Reply
from tests.fakes.wire import InProcess

ENDPOINT = "http://127.0.0.1:9"
"""Where the server is when nothing leaves the process; nobody listens there."""

Fault = Callable[[Asked], Reply | None]
Hook = Callable[[str], None]

_BY_PROPERTY = re.compile(
    r"singleValueExtendedProperties/any\(ep: ?ep/id eq '([^']+)' and ep/value eq '([^']*)'\)", re.IGNORECASE
)
_EXPANDED = re.compile(r"id eq '([^']+)'")
_ALWAYS = ("id",)


@dataclass
class GraphFake:
    """One user at Microsoft. `fault` may answer in the server's place; `before` and `after` surround every request."""

    clock: Clock
    mail: MailFake
    calendars: list[CalendarFake]
    root: str = ENDPOINT
    """What its links begin with."""
    tokens: set[str] = field(default_factory=lambda: {"token-1"})
    claims: str = ""
    """A claims challenge that every 401 carries."""
    deltas: bool = True
    expands_deltas: bool = True
    gives_mime: bool = True
    filters_properties: bool = True
    expands: bool = True
    """Whether it takes `$expand` at all."""
    page: int = 3
    """Entries in a page of a delta of mail."""
    view_page: int = 1000
    """At most so many in one of a calendar, whatever is asked for."""
    fault: Fault = lambda asked: None
    after_fault: Fault = lambda asked: None
    """May replace the answer to a request that was carried out."""
    before: Hook = lambda name: None
    after: Hook = lambda name: None
    counts: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)

    def respond(self, asked: Asked) -> Reply:
        """Answer one request and hold the exchange against the contract."""
        name = f"{asked.method} {_template(urlsplit(asked.path).path)}"
        self.counts[name] += 1
        self.before(name)
        reply = self.fault(asked) or self._answered(asked)
        if not reply.hang_up:
            self.violations += violations(asked.method, asked.path, asked.body, reply.status, reply.body)
        reply = self.after_fault(asked) or reply
        self.after(name)
        return reply

    def _answered(self, asked: Asked) -> Reply:
        if asked.headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            return self._unauthorised()
        try:
            return self._carried_out(asked)
        except Refusal as refusal:
            return failure(refusal.status, refusal.code, refusal.headers)

    def _unauthorised(self) -> Reply:
        challenge = 'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"'
        if self.claims:
            encoded = base64.b64encode(self.claims.encode()).decode()
            challenge += f', error="insufficient_claims", claims="{encoded}"'
        return failure(401, "InvalidAuthenticationToken", {"WWW-Authenticate": challenge})

    def _carried_out(self, asked: Asked) -> Reply:
        parts = urlsplit(asked.path)
        path = parts.path.removeprefix("/v1.0")
        given = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        if "$expand" in given and not self.expands:
            raise Refusal(400, "ErrorInvalidUrlQuery")
        segments = [unquote(s) for s in path.strip("/").split("/")]
        call = Call(self, asked, given)
        if asked.method == "GET":
            reply = self._read_mail(call, segments) or self._read_more(call, segments)
        else:
            reply = self._changed(call, segments)
        return reply or failure(404, "ResourceNotFound")

    def _read_mail(self, call: Call, segments: list[str]) -> Reply | None:
        match segments:
            case ["me", "mailFolders", folder, "messages"]:
                return call.listed(self.mail.folder_name(folder))
            case ["me", "mailFolders", folder, "messages", "delta"]:
                return call.delta(self.mail.folder_name(folder))
            case ["me", mailfolder, "messages", "delta"] if mailfolder.startswith("mailfolders('"):
                return call.delta(self.mail.folder_name(mailfolder[13:-2]))
            case ["me", "messages"]:
                return call.listed("")
            case ["me", "messages", ref]:
                return ok(call.shown(self._visible(ref)))
            case ["me", "messages", ref, "$value"] if self.gives_mime:
                return Reply(200, self.mail.mime(self._visible(ref)), {"Content-Type": "text/plain"})
        return None

    def _read_more(self, call: Call, segments: list[str]) -> Reply | None:
        match segments:
            case ["me", "mailFolders"]:
                return call.folders("")
            case ["me", "mailFolders", folder, "childFolders"]:
                return call.folders(self.mail.folder_name(folder))
            case ["me", "mailFolders", folder]:
                return ok(call.folder(self.mail.folder_name(folder)))
            case ["me", "calendars"]:
                return ok({"value": [call.calendar(c) for c in self.calendars]})
            case ["me", "calendarView"]:
                return call.viewed(self.calendars[0])
            case ["me", "calendarView", "delta"]:
                return call.view_delta(self.calendars[0])
            case ["me", "calendars", ref, "calendarView"]:
                return call.viewed(self._calendar(ref))
            case ["me", "calendars", ref, "calendarView", "delta"]:
                return call.view_delta(self._calendar(ref))
            case ["me", "events", ref]:
                return call.event(ref)
        return None

    def _calendar(self, ref: str) -> CalendarFake:
        found = next((c for c in self.calendars if c.id == ref), None)
        if found is None:
            raise Refusal(404, "ErrorItemNotFound")
        return found

    def _changed(self, call: Call, segments: list[str]) -> Reply | None:
        match (call.asked.method, *segments):
            case ("POST", "me", "messages"):
                return call.created()
            case ("DELETE", "me", "messages", ref):
                self.mail.delete(ref, call.asked.headers.get("if-match", ""))
                return Reply(204)
        if segments[-1] in ("send", "sendMail", "reply", "replyAll", "forward"):
            self.mail.sent_by_api += 1
            return failure(403, "ErrorAccessDenied")
        return None

    def _visible(self, ref: str) -> Stored:
        message = self.mail.at(ref)
        if message.folder == "recoverable":
            raise Refusal(404, "ErrorItemNotFound")
        return message


@dataclass
class Call:
    """One request at work."""

    server: GraphFake
    asked: Asked
    given: dict[str, str]

    @property
    def mail(self) -> MailFake:
        return self.server.mail

    # --- messages ---------------------------------------------------------------------------------------------------

    def shown(self, message: Stored, select: str | None = None, expand: str | None = None) -> Json:
        """A message as this request wants to see it."""
        wanted = [*_ALWAYS, *((select if select is not None else self.given.get("$select", "")) or "").split(",")]
        immutable = 'idtype="immutableid"' in self.asked.headers.get("prefer", "").lower()
        ref = message.immutable if immutable and "$search" not in self.given else message.movable
        whole = {
            "id": ref,
            "changeKey": message.change_key,
            "parentFolderId": self.mail.folder_id(message.folder),
            "webLink": f"https://outlook.example/owa/?ItemID={ref[:12]}&exvsurl=1",
            "bodyPreview": "",
            **message.kept,
        }
        if wanted == ["id", ""]:
            shown = dict(whole)
        else:
            shown = {name: value for name, value in whole.items() if name in wanted}
            if "internetMessageHeaders" in wanted and message.headers:
                shown["internetMessageHeaders"] = message.headers
        asked = _EXPANDED.findall(expand if expand is not None else self.given.get("$expand", ""))
        held = [{"id": name, "value": message.props[name]} for name in asked if name in message.props]
        if held:
            shown["singleValueExtendedProperties"] = held
        if message.odata_type:
            shown = {"@odata.type": message.odata_type, **shown}
        return {"@odata.etag": message.etag, **shown}

    def created(self) -> Reply:
        body = json.loads(self.asked.body)
        message = self.mail.create(body)
        return ok(
            {"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#x", **self.shown(message, "", "")}, 201
        )

    def listed(self, folder: str) -> Reply:
        found = [m for m in self.mail.visible() if m.folder != "recoverable" and folder in ("", m.folder)]
        if "$search" in self.given:
            return self._searched(found)
        found = [m for m in found if not m.hidden]
        condition, order = self.given.get("$filter", ""), self.given.get("$orderby", "")
        if order and condition and not condition.startswith(order.split(" ")[0]):
            raise Refusal(400, "InefficientFilter")
        found = [m for m in found if self._fits(m, condition)]
        found.sort(key=lambda m: str(m.kept["receivedDateTime"]), reverse=order.endswith("desc") or not order)
        return self._paged([self.shown(m) for m in found])

    def _searched(self, found: list[Stored]) -> Reply:
        if "$filter" in self.given or "$orderby" in self.given:
            raise Refusal(400, "SearchWithFilter")
        match = re.fullmatch(r'"from:(.+)"', self.given["$search"])
        if match is None:
            raise Refusal(400, "BadRequest")
        hits = [m for m in found if m.kept["from"]["emailAddress"]["address"] == match[1]]
        return self._paged([self.shown(m) for m in hits])

    def _fits(self, message: Stored, condition: str) -> bool:
        if not condition:
            return True
        if match := re.fullmatch(r"receivedDateTime g[et] (\S+)", condition):
            return str(message.kept["receivedDateTime"]) >= match[1]
        if match := re.fullmatch(r"internetMessageId eq '(.*)'", condition):
            return bool(message.kept["internetMessageId"] == match[1].replace("''", "'"))
        if (match := _BY_PROPERTY.fullmatch(condition)) and self.server.filters_properties:
            return message.props.get(match[1], "").lower() == match[2].lower()
        raise Refusal(400, "ErrorInvalidUrlQueryFilter")

    def _paged(self, found: list[Json]) -> Reply:
        """By `$top` (10 where nothing is said) and a skip that only the link knows."""
        size, start = int(self.given.get("$top", "10")), int(self.given.get("$skip", "0"))
        if not 1 <= size <= 1000:
            raise Refusal(400, "ErrorInvalidParameter")
        answer: Json = {
            "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#x",
            "value": found[start : start + size],
        }
        if start + size < len(found):
            from urllib.parse import urlencode

            query = urlencode({**self.given, "$skip": str(start + size)})
            answer["@odata.nextLink"] = f"{self.server.root}{urlsplit(self.asked.path).path}?{query}"
        return ok(answer)

    # --- delta ------------------------------------------------------------------------------------------------------

    def delta(self, folder: str) -> Reply:
        if not self.server.deltas:
            raise Refusal(400, "BadRequest")
        token = self.given.get("$deltatoken") or self.given.get("$skiptoken")
        state = self._state(token) if token else self._first_state()
        if state["epoch"] != self.mail.epoch:
            raise Refusal(
                410,
                "syncStateNotFound",
                {"Location": f"{self.server.root}/v1.0/me/mailFolders/{folder}/messages/delta"},
            )
        entries = self._changed(folder, state)
        page, left = entries[: self.server.page], entries[self.server.page :]
        root = f"{self.server.root}/v1.0/me/mailfolders('{self.mail.folder_id(folder)}')/messages/delta"
        answer: Json = {"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#Collection(message)"}
        answer["value"] = [entry for _, entry in page]
        if left:
            answer["@odata.nextLink"] = f"{root}?$skiptoken={_token({**state, 'seq': page[-1][0]})}"
        else:
            # The last one is told again next time: replays are routine.
            last = max((seq for seq, _ in entries), default=state["seq"] + 1)
            answer["@odata.deltaLink"] = f"{root}?$deltatoken={_token({**state, 'seq': last - 1, 'first': False})}"
        return ok(answer)

    def _first_state(self) -> Json:
        if "$search" in self.given or ("$orderby" in self.given and "$filter" not in self.given):
            raise Refusal(400, "BadRequest")
        if "$expand" in self.given and not self.server.expands_deltas:
            raise Refusal(400, "ErrorInvalidUrlQuery")
        since = re.fullmatch(r"receivedDateTime g[et] (\S+)", self.given.get("$filter", "receivedDateTime ge 0"))
        if since is None:
            raise Refusal(400, "ErrorInvalidUrlQueryFilter")
        return {
            "epoch": self.mail.epoch,
            "seq": 0,
            "first": True,
            "since": since[1],
            "select": self.given.get("$select", ""),
            "expand": self.given.get("$expand", ""),
        }

    def _state(self, token: str) -> Json:
        try:
            state: Json = json.loads(base64.urlsafe_b64decode(token))
        except ValueError:
            raise Refusal(400, "BadRequest") from None
        return state

    def _changed(self, folder: str, state: Json) -> list[tuple[int, Json]]:
        """What has changed in a folder since a token, in any order that suits."""
        found: list[tuple[int, Json]] = []
        for message in self.mail.visible():
            told = message.folder == folder and message.seq > state["seq"] and not message.hidden
            if told and str(message.kept["receivedDateTime"]) >= state["since"]:
                entry = self.shown(message, state["select"], state["expand"])
                if message.only_read and self.mail.sparse and not state["first"]:
                    entry = {"@odata.etag": message.etag, "id": entry["id"], "isRead": True}
                found.append((message.seq, entry))
        if not state["first"]:
            found += [
                (seq, {"@removed": {"reason": "deleted"}, "id": ref})
                for seq, where, ref in self.mail.removed
                if where == folder and seq > state["seq"]
            ]
        return sorted(found, key=lambda pair: pair[0])

    # --- folders ----------------------------------------------------------------------------------------------------

    def folder(self, name: str) -> Json:
        display, parent = self.mail.folders.get(name, (WELL_KNOWN.get(name, ""), ""))
        return {
            "id": self.mail.folder_id(name),
            "displayName": display,
            **({"parentFolderId": parent} if parent else {}),
        }

    def folders(self, parent: str) -> Reply:
        names: Iterable[str] = [*(WELL_KNOWN if not parent else ()), *self.mail.folders]
        found = [self.folder(n) for n in names if self.mail.folders.get(n, ("", ""))[1] == parent]
        if match := re.fullmatch(r"displayName eq '(.*)'", self.given.get("$filter", "")):
            found = [f for f in found if f["displayName"] == match[1].replace("''", "'")]
        return self._paged(found)

    # --- calendars --------------------------------------------------------------------------------------------------

    def calendar(self, found: CalendarFake) -> Json:
        return {"id": found.id, "name": found.name}

    def viewed(self, found: CalendarFake) -> Reply:
        return self._paged(views.listed(found, self.given))

    def view_delta(self, found: CalendarFake) -> Reply:
        if not self.server.deltas:
            raise Refusal(400, "BadRequest")
        place = f"{self.server.root}{urlsplit(self.asked.path).path}"
        prefer = self.asked.headers.get("prefer", "")
        return ok(views.delta(found, self.given, prefer, place, self.mail.epoch, self.server.view_page))

    def event(self, ref: str) -> Reply:
        found = next((e for c in self.server.calendars if (e := c.master(ref)) is not None), None)
        if found is None:
            raise Refusal(404, "ErrorItemNotFound")
        return ok(views.selected(found, self.given.get("$select", "")))


def _token(state: Json) -> str:
    return base64.urlsafe_b64encode(json.dumps(state).encode()).decode()


def _template(path: str) -> str:
    path = re.sub(r"mailfolders\('[^']*'\)", "mailFolders/{folder}", path)
    path = re.sub(r"/(mailFolders)/(?!\{|delta$)[^/]+", r"/\1/{folder}", path)
    return re.sub(r"/(messages|events|calendars)/(?!delta$)[^/]+", r"/\1/{id}", path)


def ok(answer: Json, status: int = 200) -> Reply:
    return Reply(status, json.dumps(answer).encode(), {"Content-Type": "application/json; odata.metadata=minimal"})


def failure(status: int, code: str, headers: Mapping[str, str] | None = None) -> Reply:
    """Graph's error envelope."""
    inner = {"date": "2026-03-03T14:00:00", "request-id": "r", "client-request-id": "c"}
    body = json.dumps({"error": {"code": code, "message": "No.", "innerError": inner}}).encode()
    return Reply(status, body, {"Content-Type": "application/json", **(headers or {})})


def make_graph(clock: Clock, address: str = "sam@example.org") -> GraphFake:
    """A user with one calendar."""
    return GraphFake(clock, MailFake(clock, address), [CalendarFake(clock)])


# --- in process -----------------------------------------------------------------------------------------------------


class Wire(InProcess):
    """Our transport for Graph, in process."""

    def __init__(self, server: GraphFake, counts: MutableMapping[str, int] | None = None) -> None:
        super().__init__(server, rules(ENDPOINT), counts)
