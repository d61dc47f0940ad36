"""Reading mail: changes of the watched folders, history, and what changes do not show.

* Changes come by delta queries (https://learn.microsoft.com/en-us/graph/delta-query-messages), one per folder. They repeat
  themselves, tell of reading and flagging too, sometimes by the id alone, and their positions die without notice. So every
  mail that was told is remembered for a while, and a dead position is an expired cursor: history is searched.
* There is no "from now on" for messages: a first delta reads its folder up to the end. It is kept short by a filter on the
  time of receipt, a day back, so that a clock that is wrong by hours loses nothing.
* History is a plain list of all folders by time. It is exact: no index that lags.
* A server that keeps no changes, or takes no filter with them, is asked in simpler ways.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from followbot.app.ports import Clock, Interest, Mail, Query
from followbot.domain.model import Folder, Message
from followbot.errors import CursorExpired
from followbot.providers.mail.judging import each_once, is_own
from followbot.providers.microsoft import items
from followbot.providers.microsoft.cursor import Cursor
from followbot.providers.microsoft.errors import Rejected
from followbot.providers.microsoft.folders import INBOX, JUNK, SENT, TRASH, Folders
from followbot.providers.microsoft.graph import Graph, Item, entries, segment, text
from followbot.providers.microsoft.wholes import Wholes

_BACK = timedelta(days=1)
_OVERLAP = timedelta(minutes=15)
_PAGE = "100"
_PAGES = "odata.maxpagesize=100"
_SELECT = ",".join(items.GLANCE)
_WHOLE = (*items.GLANCE, "body")


class Reader:
    """The mail of one account, received and sent. `addresses` are the user's own, lower-cased."""

    def __init__(self, account: str, graph: Graph, folders: Folders, addresses: frozenset[str], clock: Clock) -> None:
        self._account = account
        self._graph = graph
        self._folders = folders
        self._addresses = addresses
        self._clock = clock
        self._has_mime = True
        self.outgoing = 0
        """Grows with every reading that saw something sent: until then nothing new is known about vanished drafts."""

    # --- the port -----------------------------------------------------------------------------------------------

    def position(self) -> Cursor:
        """The end of every watched folder, wherever it is by now: ids of folders change as those of mails do."""
        self._folders.forget()
        cursor = Cursor({})
        for folder in self._folders.watched():
            for item in self._first(folder, cursor):
                cursor.remember(text(item, "id"), text(item, "internetMessageId"))
        for name in (SENT, TRASH, JUNK):
            self._folders.id(name)
        cursor.folders = self._folders.ids()
        self.outgoing += 1
        return cursor

    def changes(self, saved: str, interest: Interest) -> Mail:
        cursor = Cursor.load(saved)
        self._folders.adopt(cursor.folders)
        if tuple(cursor.places) != self._folders.watched():
            raise CursorExpired("Other folders are watched now.")
        wholes = self._wholes(interest, cursor)
        wholes.take_owed()
        for folder in list(cursor.places):
            fresh = [item for item in self._news(folder, cursor) if self._is_new(item, cursor)]
            if folder == SENT and fresh:
                self.outgoing += 1
            wholes.take((item, folder == SENT) for item in fresh)
        cursor.folders = self._folders.ids()
        return _mail(wholes, cursor)

    def search(self, query: Query, interest: Interest) -> Mail:
        """Everything since then; `interest` decides. The list needs no hints about people, so it misses nobody."""
        cursor = self.position()
        wholes = self._wholes(interest)
        wholes.take(self._placed(self.since(query.since)))
        return _mail(wholes, cursor)

    def overlooked(self, saved: str, query: Query, interest: Interest) -> Mail:
        """What changes did not show: mail that a rule has moved past the watched folders, and absences of colleagues."""
        cursor = Cursor.load(saved)
        self._folders.adopt(cursor.folders)
        wholes = self._wholes(interest, cursor)
        wholes.take(self._placed(self.since(query.since)))
        for address in sorted(query.people):
            wholes.take(self._placed(self._absences(address, query.since)))
        return _mail(wholes, cursor)

    # --- changes ----------------------------------------------------------------------------------------------------

    def _first(self, folder: str, cursor: Cursor) -> Iterator[Item]:
        """Everything that a new position begins with."""
        since = {"$filter": f"receivedDateTime ge {stamp(self._clock.now() - _BACK)}"}
        shape = {"$select": _SELECT}
        richest = {**shape, "$expand": items.expand()}
        for query in ({**richest, **since}, {**shape, **since}, shape, {}):
            try:
                yield from self._followed(folder, self._graph.pages(_delta(folder), query, _PAGES), cursor)
            except Rejected as refusal:
                if not refusal.unsupported and refusal.status != 404:
                    raise
                continue
            return
        cursor.places[folder] = stamp(self._clock.now() - _BACK)
        yield from self._listed(folder, self._clock.now() - _BACK)

    def _news(self, folder: str, cursor: Cursor) -> Iterator[Item]:
        """Everything since the position."""
        place = cursor.places[folder]
        since = items.moment(place)
        if since is not None:
            found = self._after(folder, since, cursor)
        else:
            found = self._followed(folder, self._graph.follow(place, _PAGES), cursor)
        try:
            yield from found
        except Rejected as refusal:
            # A folder that was made anew has another id, which a new position looks up.
            if refusal.stale or refusal.status == 404 or (refusal.status == 400 and since is None):
                raise CursorExpired("Microsoft Graph no longer knows this position.") from None
            raise

    def _after(self, folder: str, since: datetime, cursor: Cursor) -> Iterator[Item]:
        """Everything since a moment, where the server keeps no changes."""
        latest = since
        for item in self._listed(folder, since):
            latest = max(latest, items.received(item) - _OVERLAP)
            yield item
        cursor.places[folder] = stamp(min(latest, self._clock.now()))

    def _followed(self, folder: str, pages: Iterator[Item], cursor: Cursor) -> Iterator[Item]:
        link = ""
        for page in pages:
            yield from entries(page)
            link = text(page, "@odata.deltaLink") or link
        cursor.places[folder] = link or stamp(self._clock.now() - _BACK)

    def _listed(self, folder: str, since: datetime) -> Iterator[Item]:
        return self._list(f"/me/mailFolders/{segment(folder)}/messages", since)

    def _is_new(self, item: Item, cursor: Cursor) -> bool:
        """Whether it was not told before; from now on it was."""
        if "@removed" in item or item.get("isDraft") is True:
            return False
        names = (text(item, "id"), text(item, "internetMessageId"))
        known = cursor.knows(*names)
        cursor.remember(*names)
        return not known

    # --- history ----------------------------------------------------------------------------------------------------

    def since(self, moment: datetime) -> Iterator[Item]:
        """Every message since then, whatever its folder."""
        return self._list("/me/messages", moment)

    def _list(self, path: str, since: datetime) -> Iterator[Item]:
        ordered = {
            "$filter": f"receivedDateTime ge {stamp(since)}",
            "$orderby": "receivedDateTime desc",
            "$top": _PAGE,
            "$select": _SELECT,
        }
        queries = ({**ordered, "$expand": items.expand()}, ordered, {"$top": _PAGE})
        return (i for i in self._graph.list_by(path, queries) if items.received(i) >= since)

    def _absences(self, address: str, since: datetime) -> list[Item]:
        """Automatic answers from within the same organisation: Graph leaves them out of lists, only a search finds them."""
        query = {"$search": f'"from:{address}"', "$top": "25", "$select": _SELECT}
        for asked in ({**query, "$expand": items.expand()}, query):
            try:
                page = next(self._graph.pages("/me/messages", asked))
            except Rejected as refusal:
                if not refusal.unsupported:
                    raise
                continue
            return [i for i in entries(page) if items.received(i) >= since]
        return []

    def _placed(self, found: Iterable[Item]) -> Iterator[tuple[Item, bool]]:
        """Each mail with whether it was sent. Drafts, chats and junk are no mail."""
        for item in found:
            if item.get("isDraft") is True or items.is_chat(item) or self._folders.holds(JUNK, item):
                continue
            yield item, self._folders.holds(SENT, item) or is_own(items.envelope(item, True), self._addresses)

    # --- the whole mail ---------------------------------------------------------------------------------------------

    def _wholes(self, interest: Interest, cursor: Cursor | None = None) -> Wholes:
        return Wholes(self._account, self._clock, interest, self.item, self.whole, self._probe, cursor)

    def _probe(self) -> None:
        """Raise if the mailbox answers nothing at all now."""
        try:
            self._graph.get(f"/me/mailFolders/{INBOX}", {"$select": "id"})
        except Rejected as refusal:
            if refusal.passing or refusal.status == 401:
                raise

    def item(self, ref: str, *properties: str, select: tuple[str, ...] = _WHOLE) -> Item | None:
        """One message with its body; None where it is gone."""
        path = f"/me/messages/{segment(ref)}"
        wanted = {"$select": ",".join(select)}
        for query in ({**wanted, "$expand": items.expand(*properties)}, wanted, {}):
            try:
                return self._graph.get(path, query)
            except Rejected as refusal:
                if refusal.gone:
                    return None
                if not refusal.unsupported or not query:
                    raise
        return None

    def whole(self, item: Item, folder: Folder) -> Message | None:
        """The message with its text; None where it is gone."""
        if items.wants_mime(item):
            raw = self._mime(text(item, "id"))
            if raw:
                return items.from_mime(raw, item, folder)
        full = item if "body" in item else self.item(text(item, "id"))
        return None if full is None else items.whole({**item, **full}, folder)

    def _mime(self, ref: str) -> bytes:
        """The source of a message; nothing where the server does not give it."""
        if not self._has_mime:
            return b""
        try:
            kind, raw = self._graph.data(f"/me/messages/{segment(ref)}/$value")
        except Rejected as refusal:
            if refusal.status == 401 or refusal.passing:
                raise
            self._has_mime = not refusal.unsupported
            return b""
        return b"" if kind == "application/json" else raw


def _mail(wholes: Wholes, cursor: Cursor) -> Mail:
    return Mail(each_once(wholes.messages), cursor.dump(), tuple(wholes.problems), owing=wholes.owing)


def _delta(folder: str) -> str:
    return f"/me/mailFolders/{segment(folder)}/messages/delta"


def stamp(at: datetime) -> str:
    """A moment as a filter takes it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
