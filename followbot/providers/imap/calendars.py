"""The calendars of a CalDAV account, seen as folders of iCalendar files (RFC 4791).

Found once a day: from the configured address, or from `.well-known/caldav` on its server (RFC 6764), to the principal, to its
calendar home, to the calendars in it. The SRV records of RFC 6764 are left alone on purpose: without DNSSEC they would let
whoever answers for the DNS name the server that is sent the password.

In between each calendar is asked for its changes by sync token (RFC 6578), which is one request and usually says that there
are none. Where a server has no sync tokens, or does not know ours any more, all ETags are listed and compared.
"""

from __future__ import annotations

import errno
import json
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit
from xml.sax.saxutils import escape

from followbot.app.calendars import NamedCalendar
from followbot.app.ports import Problem
from followbot.domain.model import digest
from followbot.errors import FollowbotError
from followbot.errors import entries as said
from followbot.errors.imap import (
    caldav_not_understood,
    calendars_not_shown,
    no_caldav_there,
    no_calendar_there,
    no_such_calendar,
)
from followbot.providers.calendars.source import Item, Look
from followbot.providers.http import host_of, origin_of
from followbot.providers.imap.dav import Missing, NotPossible, Session

if TYPE_CHECKING:
    from caldav import DAVClient

FOUND_FOR = timedelta(days=1)
"""How long the list of calendars is believed."""

FETCHED = 100
"""Calendar files that one request asks for."""

_DAV = "{DAV:}"
_CAL = "{urn:ietf:params:xml:ns:caldav}"
_SPACES = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"'


@dataclass(frozen=True, slots=True)
class Collection:
    """One calendar on the server. `token` is its state when it was last listed, "" where it has none."""

    url: str
    name: str
    token: str = ""

    @property
    def folder(self) -> str:
        """What its files are kept under: the last part of its path, which unlike its name is stable."""
        return unquote(urlsplit(self.url).path.rstrip("/").rpartition("/")[2]) or "calendar"


class DavCalendars:
    """A `Source` over every calendar of a CalDAV account, or over those of the wanted names."""

    def __init__(self, url: str, session: Session, wanted: Sequence[str] = ()) -> None:
        self._url = url
        self._session = session
        self._wanted = tuple(wanted)
        self._client: DAVClient | None = None

    @property
    def name(self) -> str:
        return host_of(self._url)

    def look(self, validators: Mapping[str, str], now: datetime) -> Look:
        """See `Source.look`."""
        known = _Known.read(validators, self._wanted)
        with _speaking_dav(self.name):
            if known is None or abs(now - known.found_at) >= FOUND_FOR:
                return self._listed(_Known(now, self._discover()))
            try:
                if not any(self._changed(collection) for collection in known.collections):
                    return Look(None)
                return self._listed(known)
            except Missing:
                return self._listed(_Known(now, self._discover()))

    def listed(self) -> list[NamedCalendar]:
        """Every calendar of the account. Raises what `look` raises."""
        with _speaking_dav(self.name):
            return [NamedCalendar(collection.name or collection.folder) for collection in self._calendars()]

    # --- discovery ------------------------------------------------------------------------------------------------

    def _discover(self) -> tuple[Collection, ...]:
        found = [c for c in self._calendars() if not self._wanted or self._is_wanted(c)]
        missing = [name for name in self._wanted if not any(_answers_to(c, name) for c in found)]
        if missing:
            raise no_such_calendar(self.name, missing[0])
        if not found:
            raise no_calendar_there(self.name)
        return tuple(found)

    def _is_wanted(self, collection: Collection) -> bool:
        return any(_answers_to(collection, name) for name in self._wanted)

    def _calendars(self) -> list[Collection]:
        for url in (self._url, urljoin(origin_of(self._url), "/.well-known/caldav")):
            try:
                about = self._properties(url)
            except (Missing, NotPossible):
                continue
            if about.is_calendar:
                return [Collection(about.url, about.name)]
            if about.principal:
                return self._home_of(about.principal)
        raise no_caldav_there(self.name)

    def _home_of(self, principal: str) -> list[Collection]:
        answer = self._propfind(principal, [_HOME], 0)
        homes = [urljoin(principal, href) for props in answer.values() for href in _hrefs(props.get(_HOME))]
        found: dict[str, Collection] = {}
        for home in homes:
            for href, props in self._propfind(home, [_TYPE, _NAME, _COMPONENTS], 1).items():
                if _is_calendar(props.get(_TYPE)) and _holds_events(props.get(_COMPONENTS)):
                    url = urljoin(home, href)
                    found[url] = Collection(url, _text(props.get(_NAME)))
        return list(found.values())

    def _properties(self, url: str) -> _About:
        for href, props in self._propfind(url, [_TYPE, _NAME, _PRINCIPAL], 0).items():
            url = self._session.last_url
            principal = next(iter(_hrefs(props.get(_PRINCIPAL))), "")
            return _About(
                url=urljoin(url, href),
                name=_text(props.get(_NAME)),
                is_calendar=_is_calendar(props.get(_TYPE)),
                principal=urljoin(url, principal) if principal else "",
            )
        raise NotPossible

    # --- changes --------------------------------------------------------------------------------------------------

    def _changed(self, collection: Collection) -> bool:
        """Whether anything in the calendar is other than at its token. What cannot be told counts as changed."""
        if not collection.token:
            return True
        from caldav import Calendar
        from caldav.lib.error import DAVError

        try:
            changes = Calendar(self._dav(), url=collection.url).objects_by_sync_token(collection.token)
            return len(changes) > 0
        except (NotPossible, DAVError):
            return True

    def _listed(self, known: _Known) -> Look:
        """Every file of every calendar by its ETag."""
        items: dict[str, Item] = {}
        problems: list[Problem] = []
        collections: list[Collection] = []
        batch = _Batch(self._multiget)
        folders = _folders(known.collections)
        unknown: set[str] = set()
        for collection in known.collections:
            folder = folders[collection.url]
            try:
                token, etags = self._etags(collection)
            except (Missing, NotPossible):
                # Without a token it is asked again the next time, and until then nothing in it counts as gone.
                problems.append(Problem(f"{self.name}/{folder}", str(said.unreadable_now())))
                collections.append(Collection(collection.url, collection.name))
                unknown.add(folder)
                continue
            collections.append(Collection(collection.url, collection.name, token))
            for url, etag in etags.items():
                name = f"{folder}/{unquote(url.rpartition('/')[2])}"
                batch.places[name] = (collection.url, url)
                # A digest, because what a server calls an ETag may hold spaces.
                items[name] = Item(digest(etag, length=16), batch.loader(name), settled=bool(etag))
        state = _Known(known.found_at, tuple(collections)).written(self._wanted)
        return Look(
            items,
            folders=frozenset(folders.values()),
            unknown=frozenset(unknown),
            problems=tuple(problems),
            validators=state,
            prepare=batch.prepare,
        )

    def _etags(self, collection: Collection) -> tuple[str, dict[str, str]]:
        answer = self._propfind(collection.url, [_ETAG, _TOKEN, _TYPE], 1)
        own = urlsplit(collection.url).path.rstrip("/")
        token, etags = "", {}
        for href, props in answer.items():
            url = urljoin(collection.url, href)
            if urlsplit(url).path.rstrip("/") == own:
                token = _text(props.get(_TOKEN))
            elif not _is_collection(props.get(_TYPE)):
                etags[url] = _text(props.get(_ETAG))
        return token, etags

    def _multiget(self, calendar: str, urls: Sequence[str]) -> dict[str, bytes]:
        """The files at these addresses; those that are gone are left out."""
        hrefs = "".join(f"<d:href>{escape(urlsplit(url).path)}</d:href>" for url in urls)
        body = f"<c:calendar-multiget {_SPACES}><d:prop>{_element(_DATA)}</d:prop>{hrefs}</c:calendar-multiget>"
        answer = _responses(self._dav().report(calendar, body, 1).tree)
        wanted = {unquote(urlsplit(url).path): url for url in urls}
        return {
            wanted[unquote(urlsplit(href).path)]: data.text.encode()
            for href, props in answer.items()
            if (data := props.get(_DATA)) is not None and data.text and unquote(urlsplit(href).path) in wanted
        }

    # --- the library ----------------------------------------------------------------------------------------------

    def _propfind(self, url: str, names: Sequence[str], depth: int) -> dict[str, dict[str, Any]]:
        body = f"<d:propfind {_SPACES}><d:prop>{''.join(map(_element, names))}</d:prop></d:propfind>"
        return _responses(self._dav().propfind(url, body, depth).tree)

    def _dav(self) -> DAVClient:
        if self._client is None:
            from caldav import DAVClient  # takes 150 ms to import

            # It writes what it does not understand, private words and all, to the log.
            logging.getLogger("caldav").setLevel(logging.CRITICAL + 1)

            self._client = DAVClient(url=self._url)
            self._client.session = self._session  # type: ignore[assignment] # it is asked for `request` only
        return self._client


_TYPE, _NAME, _PRINCIPAL, _ETAG, _TOKEN = (
    _DAV + name for name in ("resourcetype", "displayname", "current-user-principal", "getetag", "sync-token")
)
_HOME, _COMPONENTS, _DATA = (
    _CAL + name for name in ("calendar-home-set", "supported-calendar-component-set", "calendar-data")
)


def _folders(collections: Sequence[Collection]) -> dict[str, str]:
    """A name for each calendar by its address: the last part of its path, with more to it where two share that."""
    shared = Counter(c.folder for c in collections)
    return {
        c.url: c.folder if shared[c.folder] == 1 else f"{c.folder} ({digest(c.url, length=6)})" for c in collections
    }


@dataclass(frozen=True, slots=True)
class _About:
    """What lies at an address."""

    url: str
    name: str
    is_calendar: bool
    principal: str


@dataclass(frozen=True, slots=True)
class _Known:
    """The calendars as they were found, kept as the source's validators."""

    found_at: datetime
    collections: tuple[Collection, ...]

    @classmethod
    def read(cls, validators: Mapping[str, str], wanted: Sequence[str]) -> _Known | None:
        """None where nothing is kept, or for other wishes."""
        try:
            raw = json.loads(validators["caldav"])
            if raw["wanted"] != list(wanted):
                return None
            return cls(datetime.fromisoformat(raw["found_at"]), tuple(Collection(*c) for c in raw["collections"]))
        except (KeyError, ValueError, TypeError):
            return None

    def written(self, wanted: Sequence[str]) -> dict[str, str]:
        collections = [[c.url, c.name, c.token] for c in self.collections]
        raw = {"wanted": list(wanted), "found_at": self.found_at.isoformat(), "collections": collections}
        return {"caldav": json.dumps(raw)}


@dataclass(slots=True)
class _Batch:
    """Fetches the files that will be needed, many with one request. `places` maps a name to its calendar and address."""

    fetch: Callable[[str, Sequence[str]], dict[str, bytes]]
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    _ready: dict[str, bytes] = field(default_factory=dict)

    def prepare(self, names: Sequence[str]) -> None:
        by_calendar: dict[str, list[str]] = {}
        for name in names:
            calendar, url = self.places[name]
            by_calendar.setdefault(calendar, []).append(url)
        for calendar, urls in by_calendar.items():
            for start in range(0, len(urls), FETCHED):
                self._ready |= self.fetch(calendar, urls[start : start + FETCHED])

    def loader(self, name: str) -> Callable[[], bytes]:
        def load() -> bytes:
            calendar, url = self.places[name]
            if url not in self._ready:
                self._ready |= self.fetch(calendar, [url])
            if url not in self._ready:
                raise OSError(errno.EIO, "the server lists it, but does not hand it out")
            return self._ready[url]

        return load


# --- XML --------------------------------------------------------------------------------------------------------------


def _responses(tree: Any) -> dict[str, dict[str, Any]]:
    """The properties that were found, by the href as the server wrote it.

    The library decodes hrefs, after which a file called "a#1.ics" or "a/b.ics" can no longer be asked for.
    """
    found: dict[str, dict[str, Any]] = {}
    for response in tree.iter(f"{_DAV}response") if tree is not None else ():
        href = _text(response.find(f"{_DAV}href"))
        props = found.setdefault(href, {})
        for propstat in response.iter(f"{_DAV}propstat"):
            if " 200" in _text(propstat.find(f"{_DAV}status")):
                props.update({prop.tag: prop for prop in propstat.findall(f"{_DAV}prop/*")})
    found.pop("", None)
    return found


def _element(name: str) -> str:
    """An empty element of one of our two namespaces."""
    space, _, local = name[1:].partition("}")
    return f"<{'d' if space == 'DAV:' else 'c'}:{local}/>"


def _text(element: Any) -> str:
    return (element.text or "").strip() if element is not None else ""


def _hrefs(element: Any) -> list[str]:
    return [_text(href) for href in element.iter(f"{_DAV}href") if _text(href)] if element is not None else []


def _is_calendar(resourcetype: Any) -> bool:
    return resourcetype is not None and resourcetype.find(f"{_CAL}calendar") is not None


def _is_collection(resourcetype: Any) -> bool:
    return resourcetype is not None and resourcetype.find(f"{_DAV}collection") is not None


def _holds_events(components: Any) -> bool:
    """Whether events may lie there; a calendar that does not say takes everything (RFC 4791, section 5.2.3)."""
    names = [c.get("name", "").upper() for c in components.iter(f"{_CAL}comp")] if components is not None else []
    return not names or "VEVENT" in names


def _answers_to(collection: Collection, name: str) -> bool:
    return name.casefold() in (collection.name.casefold(), collection.folder.casefold())


@contextmanager
def _speaking_dav(host: str) -> Iterator[None]:
    """Within, whatever the library makes of an answer becomes one sentence; it raises nearly anything."""
    try:
        yield
    except FollowbotError:
        raise
    except (Missing, NotPossible) as error:
        raise calendars_not_shown(host) from error
    except Exception as error:
        raise caldav_not_understood(host, type(error).__name__) from error
