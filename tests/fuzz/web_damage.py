"""CalDAV servers and feeds in this process, whose answers are damaged beneath our transport."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped] # it brings no types

from followbot.providers.http import Transport
from tests.contract.calendar import NOW
from tests.fakes.calendars import vcalendar, vevent
from tests.fakes.web import Asked, Reply
from tests.fuzz.imap_damage import Draw
from tests.fuzz.shapes import TEXT

_STATUS = st.sampled_from(
    [200, 201, 204, 206, 299, 302, 304, 400, 401, 403, 404, 409, 410, 412, 429, 500, 503, 507, 599]
)
_PLACES = ["", "/", "//", "http://[", "https://elsewhere.test/", "/../x", "//[::1", "https://cal.example:x/", "\x7f"]
_HEADERS: st.SearchStrategy[Mapping[str, str]] = st.sampled_from(
    ["Content-Type: text/html", "Content-Type: text/calendar"]
    + ["Retry-After: x", "ETag: \x7f", "ETag: ", "Content-Encoding: gzip", "WWW-Authenticate: Digest"]
    + [f"Location: {place}" for place in _PLACES]
).map(lambda line: dict([line.split(": ", 1)]))
_BODIES = [b"", b"\x00\xff", b"<html><body>Please log in</body></html>", b"<", b"Welcome!", b"<?xml version='1.0'?>"]


class Canned(Transport):
    """Our transport, but what it connects to is `answer`."""

    answer: Callable[[Asked], Reply]

    def _send(self, request: Any) -> Any:
        import requests  # as the transport does
        import urllib3

        sent = self._session().prepare_request(request)
        headers = {name.lower(): str(value) for name, value in sent.headers.items()}
        body = sent.body.encode() if isinstance(sent.body, str) else bytes(sent.body or b"")
        reply = self.answer(Asked(sent.method or "", sent.path_url, headers, body))
        response = requests.Response()
        response.status_code = reply.status
        response.headers.update(reply.headers)
        raw = urllib3.HTTPResponse(io.BytesIO(reply.body), reply.headers, reply.status, preload_content=False)
        response.raw = raw
        return response


def entry(number: int, days: int = 0) -> bytes:
    start = NOW + timedelta(days=number + days)
    return vcalendar(
        vevent(f"DTSTART:{start:%Y%m%dT%H%M%SZ}", "DURATION:PT1H", uid=f"m{number}@acme.example", start="")
    )


class Shelves:
    """An honest CalDAV server with two calendars, as `files` by their path; it knows sync tokens."""

    def __init__(self) -> None:
        self.files = {f"/cal/{'home' if n < 2 else 'work'}/{n}.ics": entry(n) for n in range(3)}
        self.token = 1

    def respond(self, asked: Asked) -> Reply:
        body = asked.body.decode()
        token = f"<d:sync-token>{self.token}</d:sync-token>"
        kind = "<d:resourcetype><d:collection/>{}</d:resourcetype>"
        if "current-user-principal" in body:
            return self._multi({"/": "<d:current-user-principal><d:href>/me/</d:href></d:current-user-principal>"})
        if "calendar-home-set" in body:
            return self._multi({"/me/": "<c:calendar-home-set><d:href>/cal/</d:href></c:calendar-home-set>"})
        if asked.path == "/cal/":
            there = {f"/cal/{name}/": kind.format("<c:calendar/>") for name in ("home", "work")}
            return self._multi({"/cal/": kind.format("")} | there)
        inside = {path: data for path, data in self.files.items() if path.startswith(asked.path)}
        if "calendar-multiget" in body:
            hrefs = set(re.findall(r"<d:href>([^<]*)</d:href>", body)) & inside.keys()
            return self._multi({h: f"<c:calendar-data>{inside[h].decode()}</c:calendar-data>" for h in sorted(hrefs)})
        tags = {path: f'<d:getetag>"{zlib.crc32(data):08x}"</d:getetag>' for path, data in inside.items()}
        if "sync-collection" in body:
            return self._multi({} if f"sync-token>{self.token}<" in body else tags, token)
        own = kind.format("<c:calendar/>") + token
        return self._multi({asked.path: own} | tags)

    @staticmethod
    def _multi(found: Mapping[str, str], more: str = "") -> Reply:
        responses = "".join(
            f"<d:response><d:href>{href}</d:href><d:propstat><d:prop>{prop}</d:prop>"
            "<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
            for href, prop in found.items()
        )
        text = (
            f'<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">{responses}{more}</d:multistatus>'
        )
        return Reply(207, text.encode(), {"Content-Type": "text/xml", "DAV": "1, calendar-access"})


def damaged(draw: Draw, honest: Callable[[Asked], Reply], lies: bool) -> Callable[[Asked], Reply]:
    """Half of the answers damaged. If it `lies`, they may be whole documents that say something else."""

    def answer(asked: Asked) -> Reply:
        reply = honest(asked)
        how = draw(st.sampled_from(["", "", "", "cut", "body", "status", "headers", "broken", "broken", "other"]))
        if how == "cut":
            return replace(reply, body=reply.body[: draw(st.integers(0, len(reply.body)))])
        if how == "body":
            return replace(reply, body=draw(st.sampled_from(_BODIES)))
        if how in ("status", "headers"):
            status = draw(_STATUS) if how == "status" else reply.status
            return replace(reply, status=status, headers={**reply.headers, **draw(_HEADERS)})
        if how == "broken" or (how == "other" and lies):
            return replace(reply, body=(_broken if how == "broken" else _other)(draw, reply.body))
        return reply

    return answer


def _broken(draw: Draw, body: bytes) -> bytes:
    """Something that belongs there is missing, and whoever looks can see it."""
    if not body.startswith(b"<"):
        return body[: len(body) // 2]
    tree = etree.fromstring(body)
    what = draw(
        st.sampled_from(["href", "status", "getetag", "calendar-data", "sync-token", "propstat", "507", "root"])
    )
    if what == "root":
        tree.tag = draw(st.sampled_from(["{DAV:}error", "html", "{DAV:}prop"]))
    elif what == "507":  # a list cut short: RFC 4918, section 9.1 with RFC 6578, section 3.6
        for response in list(tree)[1:]:
            tree.remove(response)
        tree.insert(0, etree.fromstring('<r xmlns="DAV:"><href>/cal/home/</href><status>HTTP/1.1 507 No</status></r>'))
        tree[0].tag = "{DAV:}response"
    places = tree.xpath(f"//*[local-name()='{what}']")
    for element in [e for e in places if draw(st.booleans())]:
        if draw(st.booleans()):
            element.getparent().remove(element)
        elif what == "status":
            element.text = draw(st.sampled_from(["HTTP/1.1 404 Not Found", "HTTP/1.1 500", "", "200"]))
        else:
            element.text = (element.text or "")[: draw(st.integers(0, 60))] if what == "calendar-data" else None
    return bytes(etree.tostring(tree))


def _other(draw: Draw, body: bytes) -> bytes:
    """Any element left out, doubled, renamed, moved into another one, or with another text; or a few bytes changed."""
    if not body.startswith(b"<") or draw(st.booleans()):
        at = draw(st.integers(0, len(body)))
        strange: bytes = draw(st.binary(max_size=5))
        return body[:at] + strange + body[at + draw(st.integers(0, 30)) :]
    tree = etree.fromstring(body)
    for _ in range(draw(st.integers(1, 3))):
        every = list(tree.iter())
        one, two = (every[draw(st.integers(0, len(every) - 1))] for _ in range(2))
        match draw(st.integers(0, 3)):
            case 0 if one.getparent() is not None:
                one.getparent().remove(one)
            case 1:
                one.append(etree.fromstring(etree.tostring(two)))
            case 2:
                one.tag = two.tag
            case _:
                one.text = re.sub("[^\t\n -\ud7ff]", "?", draw(TEXT))
    return bytes(etree.tostring(tree))
