"""Messages on a server, seen by their headers. A UID names one unchangeable message for as long as UIDVALIDITY stays
(RFC 3501, section 2.3.1.1), so a header is fetched once, and a draft that was edited is another message.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from followbot.app.envelopes import envelope_of
from followbot.app.ports import Envelope, Payload
from followbot.domain.mime import KEY_HEADER, parse_message
from followbot.domain.mime.headers import raw_fields, split_block, unfold
from followbot.domain.model import Folder, Message
from followbot.providers.imap.connection import Connection
from followbot.providers.imap.errors import is_passing
from followbot.providers.imap.values import moment, number, strings
from followbot.providers.mail.judging import is_marked

if TYPE_CHECKING:
    from imapclient import IMAPClient

READ_LIMIT = 4 * 1024 * 1024
"""Bytes of one message that are read and judged."""

CHUNK = 200
"""Messages that one FETCH asks for: a lost connection loses little, and no answer is huge."""

_NEVER = datetime.max.replace(tzinfo=UTC)

_KEY = KEY_HEADER.lower().encode("ascii")
_FIELDS = (
    "FROM SENDER TO CC BCC SUBJECT MESSAGE-ID IN-REPLY-TO REFERENCES DATE CONTENT-TYPE " + KEY_HEADER.upper()
).encode("ascii")
_HEADER = b"BODY.PEEK[HEADER.FIELDS (" + _FIELDS + b")]"
_DRAFT = b"\\draft"
_DELETED = b"\\deleted"
_LABELS = b"X-GM-LABELS"
_SENT = b"\\sent"


@dataclass(frozen=True, slots=True)
class State:
    """A folder at the moment it was opened. `modseq` is 0 where the server has no CONDSTORE (RFC 7162)."""

    validity: int
    next_uid: int
    exists: int
    modseq: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """A message by its header. `arrived` is the server's INTERNALDATE."""

    folder: str
    validity: int
    uid: int
    key: str
    envelope: Envelope
    arrived: datetime
    size: int
    draft: bool
    deleted: bool

    @property
    def id(self) -> str:
        """Its name for as long as the folder's UIDVALIDITY stays; short and without personal data."""
        return f"{self.validity}.{self.uid}"

    def is_of(self, payload: Payload) -> bool:
        return is_marked(self.key, self.envelope.message_id, payload)


def open_folder(connection: Connection, client: IMAPClient, folder: str, *, writing: bool = False) -> State:
    """Select the folder, for reading only unless `writing`; what it is at this moment."""
    connection.count("SELECT" if writing else "EXAMINE")
    answer: Mapping[bytes, Any] = client.select_folder(folder, readonly=not writing)
    told = answer.get(b"EXISTS")
    exists = number(told) if isinstance(told, int) else 1  # a folder that does not say is searched
    next_uid = number(answer.get(b"UIDNEXT"))
    if not next_uid:  # optional in the answer (RFC 3501, section 6.3.1)
        next_uid = max(client.search(["UID", "*"]), default=0) + 1 if exists else 1
    return State(number(answer.get(b"UIDVALIDITY")), next_uid, exists, number(answer.get(b"HIGHESTMODSEQ")))


def uids_since(connection: Connection, client: IMAPClient, since: datetime) -> list[int]:
    """The messages that arrived on the day of `since` or later. A day more, because the server's days are in its own zone."""
    connection.count("SEARCH")
    return sorted(client.search(["SINCE", (since - timedelta(days=1)).astimezone(UTC).date()]))


def uids_from(connection: Connection, client: IMAPClient, first: int, end: int) -> list[int]:
    """The messages with UIDs from `first` up to, but not including, `end`."""
    connection.count("SEARCH")
    return sorted(uid for uid in client.search(["UID", f"{first}:{end - 1}"]) if first <= uid < end)


def glance(
    connection: Connection,
    client: IMAPClient,
    folder: str,
    state: State,
    uids: Sequence[int],
    *,
    sent: bool,
    unreadable: list[int] | None = None,
) -> Iterator[Seen]:
    """The messages with these UIDs by their headers.

    Those that have vanished are left out; those that the server has but cannot serve are added to `unreadable`.
    """
    items = [b"FLAGS", b"INTERNALDATE", b"RFC822.SIZE", _HEADER]
    if client.has_capability("X-GM-EXT-1"):
        items.append(_LABELS)
    for start in range(0, len(uids), CHUNK):
        answer, poisoned = _fetch(connection, client, uids[start : start + CHUNK], items)
        # A mail without a header is nobody's, and an answer must not be overlooked because of that.
        headless = [uid for uid, row in answer.items() if _header(row) is None]
        if unreadable is not None:
            unreadable += sorted({*poisoned, *headless})
        yield from (
            _seen(folder, state.validity, uid, row, sent) for uid, row in sorted(answer.items()) if uid not in headless
        )


_Answer = Mapping[bytes, Any]


def _fetch(
    connection: Connection, client: IMAPClient, uids: Sequence[int], items: Sequence[bytes]
) -> tuple[dict[int, _Answer], list[int]]:
    """FETCH, where one message that the server cannot serve, or serves in no known grammar, does not hide the others.

    Returns what was served, and the UIDs that are there but were not. A server that is sick as a whole raises: its silence
    must be taken neither for an empty folder nor for a draft that is gone.
    """
    connection.count("FETCH")
    try:
        served: Mapping[int, _Answer] = client.fetch(uids, items)
    except client.AbortError:
        raise
    except (client.Error, ValueError) as error:
        if is_passing(error):
            raise
        if len(uids) < 2:
            _require_health(connection, client, uids)
            return {}, list(uids)
        parts = [_fetch(connection, client, [uid], items) for uid in uids]
        return {u: a for found, _ in parts for u, a in found.items()}, [u for _, lost in parts for u in lost]
    answer = {uid: served[uid] for uid in uids if uid in served}
    missing = [uid for uid in uids if uid not in answer]
    return answer, _still_there(connection, client, missing)


def _require_health(connection: Connection, client: IMAPClient, uids: Sequence[int]) -> None:
    """Raise unless the server can say at least the flags of these messages: then it is their content that is broken."""
    connection.count("FETCH")
    client.fetch(uids, [b"FLAGS"])


def _still_there(connection: Connection, client: IMAPClient, uids: Sequence[int]) -> list[int]:
    if not uids:
        return []
    connection.count("SEARCH")
    return sorted(set(uids) & set(client.search(["UID", ",".join(map(str, uids))])))


def _seen(folder: str, validity: int, uid: int, answer: Mapping[bytes, Any], sent: bool) -> Seen:
    stated = raw_fields(split_block(_header(answer) or b"")[0])
    arrived = moment(answer.get(b"INTERNALDATE"))
    flags, labels = strings(answer.get(b"FLAGS")), strings(answer.get(_LABELS))
    envelope = envelope_of(stated, sent or _SENT in labels, arrived)
    return Seen(
        folder=folder,
        validity=validity,
        uid=uid,
        key=next((unfold(value) for name, value in stated if name == _KEY), ""),
        envelope=envelope,
        arrived=arrived or envelope.date,
        size=number(answer.get(b"RFC822.SIZE")),
        draft=_DRAFT in flags or _DRAFT in labels,
        deleted=_DELETED in flags,
    )


def _header(answer: _Answer) -> bytes | None:
    """The fields asked for; None where there is nothing, for an empty line at least belongs there (RFC 3501, section 7.4.2)."""
    return _body(answer, b"BODY[HEADER") or None


def _body(answer: _Answer, name: bytes) -> bytes | None:
    """The part whose name begins so; None where the server left it out, or sent something else in its place."""
    return next((value for key, value in answer.items() if key.startswith(name) and isinstance(value, bytes)), None)


class Vanished(Exception):
    """The message is no longer there."""


def read_whole(connection: Connection, client: IMAPClient, seen: Seen, folder: Folder) -> Message | None:
    """The message itself, as far as it is read, from the folder that is open; None where the server cannot serve it.

    Raises `Vanished`.
    """
    answer, poisoned = _fetch(connection, client, [seen.uid], [f"BODY.PEEK[]<0.{READ_LIMIT}>".encode("ascii")])
    raw = _body(answer.get(seen.uid, {}), b"BODY[]")
    if raw is None and not poisoned and seen.uid not in answer:
        raise Vanished
    if raw is None:
        return None
    return parse_message(raw, ref=f"{seen.folder}/{seen.id}", folder=folder, received=seen.arrived)


class Shelf:
    """The recent messages of one folder, kept in memory so that the next look fetches new headers only."""

    def __init__(self, connection: Connection, folder: str) -> None:
        self.folder = folder
        self._connection = connection
        self._state: State | None = None
        self._since = _NEVER
        self._known: dict[int, Seen] = {}
        self.unreadable: set[str] = set()
        """The ids of messages that are there, but that the server cannot serve."""

    def look(self, client: IMAPClient, since: datetime) -> list[Seen]:
        """The messages of `since` or later, as the folder is now; it is open afterwards."""
        state = open_folder(self._connection, client, self.folder)
        if self._state is None or state.validity != self._state.validity or since < self._since:
            self._known, self._since, self._state = {}, since, None
        # Without CONDSTORE a changed flag does not show in what SELECT says.
        if state != self._state or not state.modseq:
            self._refresh(client, state)
        self._state = state
        return list(self._known.values())

    def _refresh(self, client: IMAPClient, state: State) -> None:
        uids = uids_since(self._connection, client, self._since) if state.exists else []
        fresh = [uid for uid in uids if uid not in self._known]
        known = {uid: self._known[uid] for uid in uids if uid in self._known}
        lost: list[int] = []
        found = glance(self._connection, client, self.folder, state, fresh, sent=True, unreadable=lost)
        known |= {s.uid: s for s in found}
        self.unreadable = {f"{state.validity}.{uid}" for uid in lost}
        self._known = _flagged(known, self._deleted(client, known))

    def _deleted(self, client: IMAPClient, known: Iterable[int]) -> set[int]:
        if not known:
            return set()
        self._connection.count("SEARCH")
        return set(client.search(["DELETED"]))


def _flagged(known: Mapping[int, Seen], deleted: set[int]) -> dict[int, Seen]:
    return {uid: replace(s, deleted=uid in deleted) for uid, s in known.items()}
