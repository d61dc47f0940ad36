"""A checker of exchanges with Graph: paths, query options and members as Microsoft's reference pages name them.

It knows the part of v1.0 that is of use here, and is stricter than the service: a member that is not on the page of its
resource is a violation on either side. Where Microsoft's own description is at hand, the environment variable
`TEST_GRAPH_CONTRACT` names the folder with a `graph_check.py` that holds exchanges against it, and both must agree.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

VARIABLE = "TEST_GRAPH_CONTRACT"

_OPTIONS = frozenset(
    {"$select", "$expand", "$filter", "$orderby", "$top", "$skip", "$search", "$count", "$skiptoken", "$deltatoken"}
)
_ROUTES: tuple[tuple[str, str, frozenset[str], str], ...] = (
    ("GET", r"/v1\.0/me/mailFolders", _OPTIONS | {"includeHiddenFolders"}, "folder*"),
    ("GET", r"/v1\.0/me/mailFolders/[^/]+", frozenset({"$select", "$expand"}), "folder"),
    ("GET", r"/v1\.0/me/mailFolders/[^/]+/childFolders", _OPTIONS | {"includeHiddenFolders"}, "folder*"),
    ("GET", r"/v1\.0/me/mailFolders/[^/]+/messages", _OPTIONS, "message*"),
    ("GET", r"/v1\.0/me/mail[Ff]olders(/[^/]+|\('[^/']+'\))/messages/delta", _OPTIONS | {"changeType"}, "message*"),
    ("GET", r"/v1\.0/me/messages", _OPTIONS, "message*"),
    ("POST", r"/v1\.0/me/messages", frozenset(), "message"),
    ("GET", r"/v1\.0/me/messages/[^/]+", frozenset({"$select", "$expand"}), "message"),
    ("GET", r"/v1\.0/me/messages/[^/]+/\$value", frozenset(), ""),
    ("DELETE", r"/v1\.0/me/messages/[^/]+", frozenset(), ""),
    ("GET", r"/v1\.0/me/calendars", _OPTIONS, "calendar*"),
    ("GET", r"/v1\.0/me/(calendars/[^/]+/)?calendarView", _OPTIONS | {"startDateTime", "endDateTime"}, "event*"),
    (
        "GET",
        r"/v1\.0/me/(calendars(/[^/]+|\('[^/']+'\))/)?calendarView/delta",
        frozenset({"startDateTime", "endDateTime", "$skiptoken", "$deltatoken"}),
        "event*",
    ),
    ("GET", r"/v1\.0/me/events/[^/]+", frozenset({"$select", "$expand"}), "event"),
)

_RECIPIENT = {"emailAddress": {"address": str, "name": str}}
_ZONED = {"dateTime": str, "timeZone": str}
_PROPERTY = {"id": str, "value": str}
_STATUS = {"response": str, "time": str}
_PLACE: dict[str, Any] = {
    "displayName": str,
    "locationType": str,
    "uniqueId": str,
    "uniqueIdType": str,
    "address": object,
}

_MEMBERS: dict[str, dict[str, Any]] = {
    "folder": {"id": str, "displayName": str, "parentFolderId": str, "isHidden": bool, "childFolderCount": int},
    "calendar": {"id": str, "name": str, "isDefaultCalendar": bool, "owner": object, "canEdit": bool},
    "message": {
        **dict.fromkeys(("id", "changeKey", "subject", "bodyPreview", "conversationId", "conversationIndex"), str),
        **dict.fromkeys(
            ("internetMessageId", "parentFolderId", "webLink", "importance", "inferenceClassification"), str
        ),
        **dict.fromkeys(("createdDateTime", "lastModifiedDateTime", "receivedDateTime", "sentDateTime"), "moment"),
        **dict.fromkeys(("isDraft", "isRead", "hasAttachments", "isDeliveryReceiptRequested"), bool),
        **{name: [_RECIPIENT] for name in ("toRecipients", "ccRecipients", "bccRecipients", "replyTo")},
        **dict.fromkeys(("from", "sender"), _RECIPIENT),
        **{name: {"contentType": str, "content": str} for name in ("body", "uniqueBody")},
        "categories": [str],
        "flag": object,
        "internetMessageHeaders": [{"name": str, "value": str}],
        "singleValueExtendedProperties": [_PROPERTY],
        "meetingMessageType": str,
        "startDateTime": object,
    },
    "event": {
        **dict.fromkeys(("id", "changeKey", "iCalUId", "type", "seriesMasterId", "subject", "bodyPreview"), str),
        **dict.fromkeys(("showAs", "originalStartTimeZone", "originalEndTimeZone", "onlineMeetingUrl"), str),
        **dict.fromkeys(("isAllDay", "isCancelled", "isOrganizer", "isOnlineMeeting", "hasAttachments"), bool),
        **dict.fromkeys(("lastModifiedDateTime", "createdDateTime", "originalStart"), "moment"),
        **dict.fromkeys(("start", "end"), _ZONED),
        "body": {"contentType": str, "content": str},
        "attendees": [{"type": str, "status": _STATUS, **_RECIPIENT}],
        "organizer": _RECIPIENT,
        "responseStatus": _STATUS,
        "location": _PLACE,
        "locations": [_PLACE],
        "categories": [str],
        "onlineMeeting": {"joinUrl": str, "conferenceId": str, "tollNumber": str},
    },
}
_WRITABLE = frozenset(
    {
        *(
            "subject",
            "body",
            "toRecipients",
            "ccRecipients",
            "bccRecipients",
            "replyTo",
            "from",
            "sender",
            "categories",
        ),
        *("internetMessageId", "internetMessageHeaders", "singleValueExtendedProperties", "importance", "flag"),
    }
)
"""Members of a message that may be set when a draft is created."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)")

Check = Callable[..., list[str]]


def violations(method: str, path: str, body: bytes, status: int, answer: bytes) -> list[str]:
    """What is wrong with one exchange."""
    found = list(_own(method, path, body, status, answer))
    if _described() is not None and "/childFolders" not in path:
        found += _against_description(method, _canonical(path), body, status, answer)
    return found


@lru_cache(maxsize=4096)
def _against_description(method: str, path: str, body: bytes, status: int, answer: bytes) -> tuple[str, ...]:
    """Most exchanges of a long life are the same as some before, and to hold one against the description takes long."""
    check = _described()
    assert check is not None
    return tuple(check(method, path, _json(body), status, _json(answer)))


@cache
def _described() -> Check | None:
    """The checker of Microsoft's own description, where there is one."""
    folder = os.environ.get(VARIABLE)
    if not folder:
        return None
    spec = importlib.util.spec_from_file_location("graph_check", Path(folder) / "graph_check.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves closing its file to the collector
        check: Check = module.GraphContract().check
    return check


def _canonical(path: str) -> str:
    """The exchange's path as the checker of the description can tell it.

    `mailfolders('id')` and `mailFolders/id` are the same to OData; the description has one of them. An encoded slash is part
    of an id and parts no segments (RFC 3986, 2.2 and 3.3; Exchange's ids have them), but that checker decodes a path before it
    looks for the segments. Which options there are it checks, not their values.
    """
    place, _, query = path.partition("?")
    place = re.sub(r"mailfolders\('([^']*)'\)", r"mailFolders/\1", place)
    place = re.sub("%2F", "-", place, flags=re.IGNORECASE)
    options = "&".join(f"{quote(name)}=" for name in parse_qs(query, keep_blank_values=True))
    return f"{place}?{options}" if query else place


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return None


def _own(method: str, path: str, body: bytes, status: int, answer: bytes) -> Iterator[str]:
    parts = urlsplit(path)
    route = next((r for r in _ROUTES if r[0] == method and re.fullmatch(r[1], parts.path)), None)
    if route is None:
        yield f"{method} {parts.path}: no such request"
        return
    _, _, options, kind = route
    name = f"{method} {parts.path}"
    given = parse_qs(parts.query, keep_blank_values=True)
    yield from (f"{name}: unknown option {option}" for option in given if option not in options)
    resource = kind.rstrip("*")
    for member in _names(given):
        if resource and member not in _MEMBERS[resource]:
            yield f"{name}: $select of unknown member {member}"
    if body:
        yield from _sent(name, _json(body))
    if 200 <= status < 300 and kind:
        yield from _answered(name, kind, _json(answer))
    if status >= 400 and not isinstance((_json(answer) or {}).get("error", {}).get("code"), str):
        yield f"{name}: an error without a code"


def _names(given: Mapping[str, list[str]]) -> list[str]:
    return [name for value in given.get("$select", []) for name in unquote(value).split(",")]


def _sent(name: str, body: Any) -> Iterator[str]:
    if not isinstance(body, dict):
        yield f"{name}: a body that is no object"
        return
    yield from (f"{name}: {member} cannot be set" for member in body if member not in _WRITABLE)
    yield from _typed(f"{name} request", body, _MEMBERS["message"])


def _answered(name: str, kind: str, answer: Any) -> Iterator[str]:
    if not isinstance(answer, dict):
        yield f"{name}: an answer that is no object"
        return
    if not kind.endswith("*"):
        yield from _typed(name, answer, _MEMBERS[kind])
        return
    for entry in answer.get("value", ["missing"]):
        if not isinstance(entry, dict):
            yield f"{name}: no list"
        elif "@removed" not in entry:
            yield from _typed(name, entry, _MEMBERS[kind.rstrip("*")])


def _typed(where: str, item: Mapping[str, Any], members: Mapping[str, Any]) -> Iterator[str]:
    for name, value in item.items():
        if "@odata." in name or value is None:
            continue
        if name not in members:
            yield f"{where}: unknown member {name}"
        else:
            yield from _value(f"{where}.{name}", value, members[name])


def _value(where: str, value: Any, wanted: Any) -> Iterator[str]:
    if isinstance(wanted, list):
        if not isinstance(value, list):
            yield f"{where}: no list"
            return
        for entry in value:
            yield from _value(where, entry, wanted[0])
    elif isinstance(wanted, dict):
        if not isinstance(value, dict):
            yield f"{where}: no object"
            return
        yield from _typed(where, value, wanted)
    elif wanted == "moment":
        if not isinstance(value, str) or not _MOMENT.fullmatch(value):
            yield f"{where}: no moment"
    elif not isinstance(value, wanted):
        yield f"{where}: not {wanted.__name__}"
