"""Microsoft Graph over the one transport: what may be asked, how, and how its answers are read.

There is no SDK here. What followbot asks of Graph is a dozen plain requests; the SDK would bring an asynchronous client with
retries of its own (it repeats POSTs), and thirty megabytes.

`$batch` is not used either. It is a POST whose body holds any requests whatever, so that an allow-list of paths would say
nothing any more, and it saves nothing here: lists bring what a glance needs, and bodies are read of very few mails.

Requests are made one after the other, far below Graph's four at a time for one mailbox.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlsplit

from followbot.errors.microsoft import answer_endless, answer_unreadable
from followbot.providers.bearer import Bearer
from followbot.providers.http import Answer, Rule, TooLarge, origin_of
from followbot.providers.microsoft.errors import Oversized, Rejected, rejection

ENDPOINT = "https://graph.microsoft.com"
VERSION = "v1.0"

IMMUTABLE = 'IdType="ImmutableId"'
"""Ids that survive a move (https://learn.microsoft.com/en-us/graph/outlook-immutable-id); asked for with every request."""
IN_UTC = 'outlook.timezone="UTC"'

_READS = (
    "/me/mailFolders",
    "/me/mailFolders/{folder}",
    "/me/mailFolders/{folder}/childFolders",
    "/me/mailFolders/{folder}/messages",
    "/me/mailFolders/{folder}/messages/delta",
    "/me/messages",
    "/me/messages/{message}",
    "/me/messages/{message}/$value",
    "/me/calendars",
    "/me/calendarView",
    "/me/calendarView/delta",
    "/me/calendars/{calendar}/calendarView",
    "/me/calendars/{calendar}/calendarView/delta",
    "/me/events/{event}",
)
_WRITES = (("POST", "/me/messages"), ("DELETE", "/me/messages/{message}"))
"""Everything that followbot may change: it creates drafts (a POST to this path never sends), and takes them back."""

_IN_QUERIES = "$,:()/'*{}"
_IN_PATHS = "/%$()'=,:;@!*+-._~"
"""Characters that stay as they are (RFC 3986, section 3.3; a link that Graph gave is escaped already)."""

_LONGEST_LIST = 1000
"""Pages of one list that are followed."""

Item = Mapping[str, Any]


def base_of(endpoint: str | None) -> str:
    """The address that paths are added to. An endpoint may name the version of the API, or leave it out."""
    base = (endpoint or ENDPOINT).rstrip("/")
    return base if re.search(r"/(v\d+\.\d+|beta)$", base) else f"{base}/{VERSION}"


def rules(endpoint: str | None = None) -> tuple[Rule, ...]:
    """The allow-list of the transport."""
    base = base_of(endpoint)
    origin = origin_of(base)
    root = base[len(origin) :]
    reads = [Rule("GET", root + path, origin=origin, label=path) for path in _READS]
    writes = [Rule(method, root + path, origin=origin, label=path) for method, path in _WRITES]
    # How Graph spells the address of a next page is its own affair; a GET can change nothing.
    pages = Rule("GET", f"{root}/{{+rest}}", origin=origin, label="(next page)")
    deltas = [
        Rule("GET", root + spelled, origin=origin, label=label)
        for spelled, label in (
            ("/me/mailfolders('{folder}')/messages/delta", "/me/mailFolders/{folder}/messages/delta"),
            ("/me/calendars('{calendar}')/calendarView/delta", "/me/calendars/{calendar}/calendarView/delta"),
        )
    ]
    return (*reads, *writes, *deltas, pages)


class Graph:
    """Graph as one account sees it. Every answer that is no success raises `Rejected`; none at all `Unreachable`."""

    def __init__(self, wire: Bearer, endpoint: str | None = None) -> None:
        self._wire = wire
        self._base = base_of(endpoint)

    def prepare(self) -> None:
        """Have a token at hand, before anything is asked; raises what the source of tokens raises."""
        self._wire.prepare()

    def get(self, path: str, query: Mapping[str, str] | None = None, *prefer: str) -> dict[str, Any]:
        """One object."""
        return self._object(self._ask("GET", self._url(path, query or {}), prefer))

    def pages(self, path: str, query: Mapping[str, str], *prefer: str) -> Iterator[dict[str, Any]]:
        """The pages of a list, each as it was answered."""
        return self.follow(self._url(path, query), *prefer)

    def follow(self, link: str, *prefer: str) -> Iterator[dict[str, Any]]:
        """The page at a link that Graph gave, and those after it."""
        for _ in range(_LONGEST_LIST):
            page = self._object(self._ask("GET", self._rooted(link), prefer))
            yield page
            link = text(page, "@odata.nextLink")
            if not link:
                return
        raise answer_endless()

    def list(self, path: str, query: Mapping[str, str], *prefer: str) -> Iterator[Item]:
        """The entries of a list, over all its pages."""
        for page in self.pages(path, query, *prefer):
            yield from entries(page)

    def list_by(self, path: str, queries: Sequence[Mapping[str, str]]) -> Iterator[Item]:
        """The list by the first of these queries that the server takes. If it takes none, the last one's refusal is raised."""
        for query in queries[:-1]:
            try:
                yield from self.list(path, query)
            except Rejected as refusal:
                if not refusal.unsupported:
                    raise
                continue
            return
        yield from self.list(path, queries[-1])

    def data(self, path: str) -> tuple[str, bytes]:
        """Something that is no JSON: its content type, and its bytes."""
        answer = self._ask("GET", self._url(path, {}), (), accept="*/*")
        return answer.headers.get("content-type", "").partition(";")[0].strip().lower(), answer.body

    def post(self, path: str, body: Item) -> dict[str, Any]:
        """Create something, by one request."""
        return self._object(self._ask("POST", self._url(path, {}), (), body=json.dumps(body).encode()))

    def delete(self, path: str, etag: str) -> None:
        """Delete something, if it is still as it was when it had this etag."""
        self._ask("DELETE", self._url(path, {}), (), headers={"If-Match": etag} if etag else {})

    # --- requests -------------------------------------------------------------------------------------------------

    def _url(self, path: str, query: Mapping[str, str]) -> str:
        """OData's `$` stays as it is; a space becomes %20, because not every server takes a plus for one."""
        stated = "&".join(f"{name}={quote(value, safe=_IN_QUERIES)}" for name, value in query.items())
        return f"{self._base}{path}{'?' if stated else ''}{stated}"

    def _rooted(self, link: str) -> str:
        """A link of Graph's on the server that we were told to ask: a token must never follow one elsewhere."""
        parts = urlsplit(link)
        query = f"?{parts.query}" if parts.query else ""
        return f"{origin_of(self._base)}{quote(parts.path, safe=_IN_PATHS)}{query}"

    def _ask(
        self,
        method: str,
        url: str,
        prefer: tuple[str, ...],
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        accept: str = "application/json",
    ) -> Answer:
        own = {"Accept": accept, "Prefer": ", ".join((IMMUTABLE, *prefer)), **(headers or {})}
        if body is not None:
            own["Content-Type"] = "application/json"
        try:
            answer = self._wire.request(method, url, headers=own, body=body)
        except TooLarge:
            raise Oversized("Microsoft Graph's answer is too large.") from None
        if not 200 <= answer.status < 300:
            raise rejection(answer.status, answer.body)
        return answer

    @staticmethod
    def _object(answer: Answer) -> dict[str, Any]:
        try:
            found = json.loads(answer.body)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise answer_unreadable()
        return found


def segment(ref: str) -> str:
    """An id as one segment of a path. An answer that names none, or one that would lead elsewhere, cannot be read."""
    if {"", ".", ".."} & set(ref.split("/")):
        raise answer_unreadable()
    return quote(ref, safe="")


def literal(value: str) -> str:
    """A text in a filter (OData 4.01 ABNF, rule string): in single quotes, which are doubled inside."""
    return "'" + value.replace("'", "''") + "'"


# --- JSON -----------------------------------------------------------------------------------------------------------


def text(item: Item, name: str) -> str:
    """A member that is a text, "" where there is none."""
    value = item.get(name)
    return value if isinstance(value, str) else ""


def inner(item: Item, name: str) -> Item:
    """A member that is an object, an empty one where there is none."""
    value = item.get(name)
    return value if isinstance(value, Mapping) else {}


def entries(item: Item, name: str = "value") -> list[Item]:
    """The objects of a member that is a list."""
    value = item.get(name)
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []
