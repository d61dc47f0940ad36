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
from followbot.providers.imap.dav import Garbled, Missing, NotPossible, Session
from followbot.providers.imap.multistatus import (
    COMPONENTS,
    DATA,
    ETAG,
    HOME,
    NAME,
    PRINCIPAL,
    SPACES,
    TOKEN,
    TYPE,
    element,
    holds_events,
    hrefs,
    is_calendar,
    is_collection,
    responses,
    text_of,
)

if TYPE_CHECKING:
    from caldav import DAVClient

FOUND_FOR = timedelta(days=1)
"""How long the list of calendars is believed."""

FETCHED = 100
"""Calendar files that one request asks for."""

POISONED = 8
"""Files that may be unreadable each by itself before it is the server that is taken for sick."""


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
                return self._listed(_Known(now, self._discover(known.collections if known else ())))
            try:
                if not any(self._changed(collection) for collection in known.collections):
                    return Look(None)
                return self._listed(known)
            except Missing:
                return self._listed(_Known(now, self._discover(known.collections)))

    def listed(self) -> list[NamedCalendar]:
        """Every calendar of the account. Raises what `look` raises."""
        with _speaking_dav(self.name):
            return [NamedCalendar(collection.name or collection.folder) for collection in self._calendars()]

    # --- discovery ------------------------------------------------------------------------------------------------

    def _discover(self, known: Sequence[Collection]) -> tuple[Collection, ...]:
        found = [c for c in self._calendars(known) if not self._wanted or self._is_wanted(c)]
        missing = [name for name in self._wanted if not any(_answers_to(c, name) for c in found)]
        if missing:
            raise no_such_calendar(self.name, missing[0])
        if not found:
            raise no_calendar_there(self.name)
        return tuple(found)

    def _is_wanted(self, collection: Collection) -> bool:
        return any(_answers_to(collection, name) for name in self._wanted)

    def _calendars(self, known: Sequence[Collection] = ()) -> list[Collection]:
        for url in (self._url, urljoin(origin_of(self._url), "/.well-known/caldav")):
            try:
                about = self._properties(url)
            except (Missing, NotPossible):
                continue
            if about.is_calendar:
                return [Collection(about.url, about.name)]
            if about.principal:
                return self._home_of(about.principal, {c.url: c for c in known})
        raise no_caldav_there(self.name)

    def _home_of(self, principal: str, known: Mapping[str, Collection]) -> list[Collection]:
        """The calendars in the home; a known one of which the server does not say now what it is counts as one still."""
        answer = self._propfind(principal, [HOME], 0)
        homes = [urljoin(principal, href) for props in answer.values() for href in hrefs(props.get(HOME))]
        found: dict[str, Collection] = {}
        for home in homes:
            for href, props in self._propfind(home, [TYPE, NAME, COMPONENTS], 1).items():
                if is_calendar(props.get(TYPE)) and holds_events(props.get(COMPONENTS)):
                    url = urljoin(home, href)
                    found[url] = Collection(url, text_of(props.get(NAME)))
                elif TYPE not in props and (url := urljoin(home, href)) in known:
                    found[url] = Collection(url, known[url].name)
                elif TYPE not in props and href.endswith("/") and url.rstrip("/") != home.rstrip("/"):
                    raise NotPossible("a collection that does not say what it is")
        return list(found.values())

    def _properties(self, url: str) -> _About:
        for href, props in self._propfind(url, [TYPE, NAME, PRINCIPAL], 0).items():
            url = self._session.last_url
            principal = next(iter(hrefs(props.get(PRINCIPAL))), "")
            return _About(
                url=urljoin(url, href),
                name=text_of(props.get(NAME)),
                is_calendar=is_calendar(props.get(TYPE)),
                principal=urljoin(url, principal) if principal else "",
            )
        raise NotPossible

    # --- changes --------------------------------------------------------------------------------------------------

    def _changed(self, collection: Collection) -> bool:
        """Whether anything in the calendar is other than at its token. What cannot be told counts as changed."""
        if not collection.token:
            return True
        from caldav import Calendar

        try:
            changes = Calendar(self._dav(), url=collection.url).objects_by_sync_token(collection.token)
            return len(changes) > 0
        except (FollowbotError, Missing):
            raise
        except Exception:  # noqa: BLE001 -- of an answer that is not as it should be the library makes nearly anything
            return True

    def _listed(self, known: _Known) -> Look:
        """Every file of every calendar by its ETag."""
        items: dict[str, Item] = {}
        problems: list[Problem] = []
        collections: list[Collection] = []
        batch = _Batch(self._handed_out)
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
        answer = self._propfind(collection.url, [ETAG, TOKEN, TYPE], 1)
        own = urlsplit(collection.url).path.rstrip("/")
        token, etags = "", {}
        for href, props in answer.items():
            url = urljoin(collection.url, href)
            if urlsplit(url).path.rstrip("/") == own:
                token = text_of(props.get(TOKEN))
            elif not is_collection(props.get(TYPE)):
                etags[url] = text_of(props.get(ETAG))
        return token, etags

    def _handed_out(self, calendar: str, urls: Sequence[str]) -> dict[str, bytes] | None:
        """The files at these addresses, without those that are gone or that make the whole answer unreadable; None where the
        server refuses. Servers put letters into calendar data that XML does not have, and one such file hides its neighbours.
        """
        found: dict[str, bytes] = {}
        waiting, poisoned = [urls], 0
        with _speaking_dav(self.name):
            while waiting:
                part = waiting.pop()
                try:
                    found |= self._multiget(calendar, part)
                except Garbled:
                    poisoned += len(part) == 1
                    if poisoned > POISONED:
                        raise
                    half = len(part) // 2
                    waiting += [part[half:], part[:half]] if half else []
                except (Missing, NotPossible):
                    return None
        return found

    def _multiget(self, calendar: str, urls: Sequence[str]) -> dict[str, bytes]:
        """The files at these addresses; those that are gone are left out."""
        hrefs = "".join(f"<d:href>{escape(urlsplit(url).path)}</d:href>" for url in urls)
        body = f"<c:calendar-multiget {SPACES}><d:prop>{element(DATA)}</d:prop>{hrefs}</c:calendar-multiget>"
        answer = responses(self._dav().report(calendar, body, 1))
        wanted = {unquote(urlsplit(url).path): url for url in urls}
        return {
            wanted[unquote(urlsplit(href).path)]: data.text.encode()
            for href, props in answer.items()
            if (data := props.get(DATA)) is not None and data.text and unquote(urlsplit(href).path) in wanted
        }

    # --- the library ----------------------------------------------------------------------------------------------

    def _propfind(self, url: str, names: Sequence[str], depth: int) -> dict[str, dict[str, Any]]:
        body = f"<d:propfind {SPACES}><d:prop>{''.join(map(element, names))}</d:prop></d:propfind>"
        return responses(self._dav().propfind(url, body, depth))

    def _dav(self) -> DAVClient:
        if self._client is None:
            from caldav import DAVClient  # takes 150 ms to import

            # It writes what it does not understand, private words and all, to the log.
            logging.getLogger("caldav").setLevel(logging.CRITICAL + 1)

            self._client = DAVClient(url=self._url)
            self._client.session = self._session  # type: ignore[assignment] # it is asked for `request` only
        return self._client


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

    fetch: Callable[[str, Sequence[str]], dict[str, bytes] | None]
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    _ready: dict[str, bytes] = field(default_factory=dict)
    _closed: set[str] = field(default_factory=set)
    """Calendars that refuse to hand out anything; they are not asked for one file after the other."""

    def prepare(self, names: Sequence[str]) -> None:
        by_calendar: dict[str, list[str]] = {}
        for name in names:
            calendar, url = self.places[name]
            by_calendar.setdefault(calendar, []).append(url)
        for calendar, urls in by_calendar.items():
            for start in range(0, len(urls), FETCHED):
                self._fetch(calendar, urls[start : start + FETCHED])

    def _fetch(self, calendar: str, urls: Sequence[str]) -> None:
        if calendar in self._closed:
            return
        found = self.fetch(calendar, urls)
        if found is None:
            self._closed.add(calendar)
        self._ready |= found or {}

    def loader(self, name: str) -> Callable[[], bytes]:
        def load() -> bytes:
            calendar, url = self.places[name]
            if url not in self._ready:
                self._fetch(calendar, [url])
            if url not in self._ready:
                raise OSError(errno.EIO, "the server lists it, but does not hand it out")
            return self._ready[url]

        return load


def _answers_to(collection: Collection, name: str) -> bool:
    return name.casefold() in (collection.name.casefold(), collection.folder.casefold())


@contextmanager
def _speaking_dav(host: str) -> Iterator[None]:
    """Within, whatever the library makes of an answer becomes one sentence; it raises nearly anything."""
    try:
        yield
    except FollowbotError:
        raise
    except Garbled as error:
        raise caldav_not_understood(host, "no XML") from error
    except (Missing, NotPossible) as error:
        raise calendars_not_shown(host) from error
    except Exception as error:
        raise caldav_not_understood(host, type(error).__name__) from error
