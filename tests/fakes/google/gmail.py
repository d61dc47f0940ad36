"""A Gmail that keeps its state as Gmail does, and the hands of its user.

What it is faithful to, because programs go wrong by it: a draft's message gets a new id at every save, and a new thread when
its subject is edited; sending deletes the draft and makes a new message, perhaps without our headers; history ids grow with
every change and expire; searching lags, listing does not.
"""

from __future__ import annotations

import email.header
import email.policy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.parser import BytesParser
from functools import cached_property
from typing import Any, Protocol

from followbot.domain.mime import parse_message
from followbot.domain.model import Message
from followbot.providers.google.messages import encoded

Json = dict[str, Any]


class Clock(Protocol):
    def now(self) -> datetime: ...


@dataclass
class Stored:
    """A message. `history` is the id of its last change."""

    id: str
    thread: str
    labels: set[str]
    raw: bytes
    at: datetime
    history: int

    @cached_property
    def parsed(self) -> Message:
        return parse_message(self.raw, ref=self.id)


@dataclass(frozen=True)
class Change:
    """One entry of the history: `kind` is "messagesAdded", "messagesDeleted", "labelsAdded" or "labelsRemoved"."""

    id: int
    kind: str
    message: str
    thread: str
    labels: tuple[str, ...]


class Gone(Exception):
    """There is no such thing."""


class Bad(Exception):
    """The request makes no sense."""


@dataclass
class GmailFake:
    """One user's mailbox."""

    clock: Clock
    address: str
    search_lag: timedelta = timedelta(0)
    send_as: list[Json] = field(default_factory=list)
    messages: dict[str, Stored] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
    """Message id by draft id."""
    changes: list[Change] = field(default_factory=list)
    oldest_history: int = 1
    latest_history: int = 1000
    sent_by_api: int = 0
    posts: int = 0
    """Drafts ever made through the API."""
    ghosts: int = 0
    """Drafts that asked for a thread without the headers and the subject that belong to it."""
    _serial: int = 0x18C0_0000_0000_0000

    # --- changes ------------------------------------------------------------------------------------------------

    def _new_id(self) -> str:
        self._serial += 0x1357
        return f"{self._serial:016x}"

    def _note(self, kind: str, message: Stored, labels: set[str] | None = None) -> None:
        self.latest_history += 3
        message.history = self.latest_history
        told = tuple(sorted(message.labels if labels is None else labels))
        self.changes.append(Change(self.latest_history, kind, message.id, message.thread, told))

    def _add(self, raw: bytes, labels: set[str], thread: str = "") -> Stored:
        ref = self._new_id()
        message = Stored(ref, thread or self._thread_of(raw) or ref, set(labels), raw, self.clock.now(), 0)
        self.messages[ref] = message
        self._note("messagesAdded", message)
        return message

    def _remove(self, ref: str) -> None:
        message = self.messages.pop(ref)
        self._note("messagesDeleted", message)

    def _thread_of(self, raw: bytes) -> str:
        """The thread that a message joins by its own headers and subject."""
        found = parse_message(raw, ref="")
        named = {*found.in_reply_to, *found.references}
        mates = [m for m in self.messages.values() if m.parsed.message_id in named]
        return next((m.thread for m in mates if _subject(m.parsed.subject) == _subject(found.subject)), "")

    def _label(self, ref: str, add: set[str], remove: set[str]) -> None:
        message = self.messages[ref]
        gained, lost = add - message.labels, remove & message.labels
        message.labels = (message.labels | add) - remove
        if gained:
            self._note("labelsAdded", message, gained)
        if lost:
            self._note("labelsRemoved", message, lost)

    # --- the world and the user -----------------------------------------------------------------------------------

    def receive(self, raw: bytes, labels: set[str] | None = None) -> str:
        return self._add(raw, labels or {"INBOX", "UNREAD"}).id

    def user_sent(self, raw: bytes) -> str:
        return self._add(raw, {"SENT"}).id

    def user_reads_all(self) -> None:
        for message in list(self.messages.values()):
            if "INBOX" in message.labels:
                self._label(message.id, {"STARRED"}, {"UNREAD", "INBOX"})

    def user_says_no_spam(self, ref: str) -> None:
        self._label(ref, {"INBOX"}, {"SPAM"})

    def draft_with(self, key: str) -> str:
        """The id of the draft that carries this key in its header."""
        for draft, ref in self.drafts.items():
            if self.messages[ref].parsed.header("x-draft-ref") == key and "TRASH" not in self.messages[ref].labels:
                return draft
        raise LookupError(key)

    def user_saves(self, draft: str, raw: bytes) -> None:
        """The composer saves: another message, and another thread if the subject has changed."""
        before = self.messages[self.drafts[draft]]
        same = _subject(before.parsed.subject) == _subject(parse_message(raw, ref="").subject)
        self._remove(before.id)
        self.drafts[draft] = self._add(raw, {"DRAFT"}, before.thread if same else "").id

    def user_sends(self, draft: str, raw: bytes) -> str:
        """The draft is gone, and `raw`, which is what Gmail made of it, is sent in its thread."""
        before = self.messages[self.drafts.pop(draft)]
        self._remove(before.id)
        return self._add(raw, {"SENT"}, before.thread).id

    def user_undoes(self, sent: str, raw: bytes) -> str:
        """Undo send: the mail is taken back and lies among the drafts again, as another draft."""
        thread = self.messages[sent].thread
        self._remove(sent)
        return self._draft(self._add(raw, {"DRAFT"}, thread))

    def user_trashes(self, draft: str) -> None:
        self._label(self.drafts[draft], {"TRASH"}, set())

    def user_deletes(self, ref: str) -> None:
        """For good, from the trash as well."""
        self._remove(ref)

    def user_discards(self, draft: str) -> None:
        self._remove(self.drafts.pop(draft))

    def _draft(self, message: Stored) -> str:
        draft = f"r{int(message.id, 16) * 7 % 10**18}"
        self.drafts[draft] = message.id
        return draft

    def forget_history(self) -> None:
        self.oldest_history = self.latest_history + 1
        self.latest_history += 1

    # --- the API: reading -------------------------------------------------------------------------------------------

    def profile(self) -> Json:
        return {
            "emailAddress": self.address,
            "messagesTotal": len(self.messages),
            "threadsTotal": len({m.thread for m in self.messages.values()}),
            "historyId": str(self.latest_history),
        }

    def history(self, start: str, kinds: list[str], page: str, most: int) -> Json:
        if not start.isdigit():
            raise Bad("Invalid value for startHistoryId")
        if int(start) < self.oldest_history:
            raise Gone("Requested entity was not found.")
        wanted = {_KINDS[kind] for kind in kinds} or set(_KINDS.values())
        found = [c for c in self.changes if c.id > int(start) and c.kind in wanted]
        records = [self._record(change) for change in found]
        return self._paged("history", records, page, min(most or 100, 500)) | {"historyId": str(self.latest_history)}

    def _record(self, change: Change) -> Json:
        alive = self.messages.get(change.message)
        labels = sorted(alive.labels) if alive else list(change.labels)
        message = {"id": change.message, "threadId": change.thread}
        entry: Json = {"message": message | {"labelIds": labels}}
        if change.kind.startswith("labels"):
            entry["labelIds"] = list(change.labels)
        return {"id": str(change.id), "messages": [message], change.kind: [entry]}

    @staticmethod
    def _paged(name: str, entries: list[Json], page: str, most: int) -> Json:
        start = int(page or 0)
        answer: Json = {name: entries[start : start + most]} if entries[start : start + most] else {}
        return answer | ({"nextPageToken": str(start + most)} if start + most < len(entries) else {})

    def list_messages(self, q: str, labels: list[str], everywhere: bool, page: str, most: int) -> Json:
        hidden = set() if everywhere else {"SPAM", "TRASH"}
        found = [m for m in self._search(q) if set(labels) <= m.labels and not hidden & m.labels]
        entries = [{"id": m.id, "threadId": m.thread} for m in found]
        return self._paged("messages", entries, page, min(most or 100, 500)) | {"resultSizeEstimate": len(entries)}

    def list_drafts(self, q: str, page: str, most: int) -> Json:
        found = {m.id for m in self._search(q)}
        entries = [
            {"id": draft, "message": {"id": ref, "threadId": self.messages[ref].thread}}
            for draft, ref in reversed(self.drafts.items())
            if ref in found and "TRASH" not in self.messages[ref].labels
        ]
        return self._paged("drafts", entries, page, min(most or 100, 500)) | {"resultSizeEstimate": len(entries)}

    def _search(self, q: str) -> list[Stored]:
        """Newest first. Only a query asks the index, and only the index lags."""
        matches = query(q)
        indexed = self.clock.now() - (self.search_lag if q else timedelta(0))
        found = [m for m in self.messages.values() if m.at <= indexed and matches(m)]
        return sorted(found, key=lambda m: (m.at, m.id), reverse=True)

    def get_message(self, ref: str, form: str, headers: list[str]) -> Json:
        if ref not in self.messages:
            raise Gone("Requested entity was not found.")
        return self._shown(self.messages[ref], form or "full", headers)

    def get_thread(self, thread: str, form: str, headers: list[str]) -> Json:
        found = [m for m in self.messages.values() if m.thread == thread]
        if not found:
            raise Gone("Requested entity was not found.")
        messages = [self._shown(m, form or "full", headers) for m in sorted(found, key=lambda m: m.at)]
        return {"id": thread, "historyId": str(max(m.history for m in found)), "messages": messages}

    def get_draft(self, draft: str, form: str) -> Json:
        if draft not in self.drafts:
            raise Gone("Requested entity was not found.")
        return {"id": draft, "message": self._shown(self.messages[self.drafts[draft]], form or "full", [])}

    def _shown(self, message: Stored, form: str, headers: list[str]) -> Json:
        shown: Json = {
            "id": message.id,
            "threadId": message.thread,
            "labelIds": sorted(message.labels),
            "snippet": message.parsed.text[:80],
            "historyId": str(message.history),
            "internalDate": str(int(message.at.timestamp() * 1000)),
            "sizeEstimate": len(message.raw),
        }
        if form == "raw":
            shown["raw"] = encoded(message.raw)
        elif form in ("full", "metadata"):
            parsed = BytesParser(policy=email.policy.compat32).parsebytes(message.raw)
            shown["payload"] = _payload(parsed, "", bodies=form == "full", only=headers if form == "metadata" else [])
        return shown

    def list_send_as(self) -> Json:
        own = {"sendAsEmail": self.address, "displayName": "", "isPrimary": True, "isDefault": True}
        return {"sendAs": self.send_as or [own]}

    # --- the API: writing -------------------------------------------------------------------------------------------

    def create_draft(self, raw: bytes, thread: str) -> Json:
        if not raw.strip():
            raise Bad("Missing draft message")
        if thread and all(m.thread != thread for m in self.messages.values()):
            raise Gone("Requested entity was not found.")
        joins = not thread or self._thread_of(raw) == thread
        self.posts += 1
        self.ghosts += not joins
        message = self._add(raw, {"DRAFT"}, thread if joins else "")
        draft = self._draft(message)
        return {"id": draft, "message": {"id": message.id, "threadId": message.thread, "labelIds": ["DRAFT"]}}

    def delete_draft(self, draft: str) -> None:
        if draft not in self.drafts:
            raise Gone("Requested entity was not found.")
        self._remove(self.drafts.pop(draft))

    def send(self) -> Json:
        """Any way to send. Nothing of ours may ever come here."""
        self.sent_by_api += 1
        return {"id": self._new_id(), "threadId": "0", "labelIds": ["SENT"]}


_KINDS = {
    "messageAdded": "messagesAdded",
    "messageDeleted": "messagesDeleted",
    "labelAdded": "labelsAdded",
    "labelRemoved": "labelsRemoved",
}


def _subject(text: str) -> str:
    return re.sub(r"^((re|fwd?|aw|wg)\s*:\s*)+", "", text.strip().casefold())


def _payload(part: Any, number: str, *, bodies: bool, only: list[str]) -> Json:
    """A MIME entity as Gmail takes it apart: headers decoded, transfer encoding undone, large files by reference."""
    wanted = {name.lower() for name in only}
    headers = [
        {"name": name, "value": _decoded(value)}
        for name, value in part.items()
        if (not wanted or name.lower() in wanted) and (bodies or not number)
    ]
    shown: Json = {
        "partId": number,
        "mimeType": part.get_content_type(),
        "filename": _decoded(part.get_filename() or ""),
    }
    shown["headers"] = headers
    if not bodies:
        del shown["partId"], shown["filename"]
        return shown
    if part.is_multipart():
        shown["body"] = {"size": 0}
        children = part.get_payload()
        shown["parts"] = [
            _payload(child, f"{number}.{i}" if number else str(i), bodies=True, only=[])
            for i, child in enumerate(children)
        ]
        return shown
    data = part.get_payload(decode=True) or b""
    shown["body"] = {"size": len(data)} | (
        {"attachmentId": f"A{number}"} if shown["filename"] else {"data": encoded(data)}
    )
    return shown


def _decoded(value: Any) -> str:
    try:
        return str(email.header.make_header(email.header.decode_header(str(value))))
    except (UnicodeError, LookupError, ValueError):
        return str(value).encode("ascii", "replace").decode()


# --- searching ------------------------------------------------------------------------------------------------------

Match = Callable[[Stored], bool]


def query(q: str) -> Match:
    """Gmail's search operators, as far as this fake knows them: terms are all wanted, {} and OR mean any of them."""
    tokens = re.findall(r'[{}()]|-?[\w]+:"[^"]*"|"[^"]*"|[^\s{}()]+', q)
    matches = list(_groups(iter(tokens), ""))
    return lambda message: all(match(message) for match in matches)


def _groups(tokens: Iterator[str], closing: str) -> Iterator[Match]:
    found: list[Match] = []
    joining = False
    for token in tokens:
        if token == closing:
            break
        if token == "OR":
            joining = True
            continue
        if token == "{":
            match = _any(list(_groups(tokens, "}")))
        elif token == "(":
            match = _all(list(_groups(tokens, ")")))
        else:
            match = _term(token)
        found = [*found[:-1], _any([found[-1], match])] if joining else [*found, match]
        joining = False
    yield from found


def _any(matches: list[Match]) -> Match:
    return lambda message: any(match(message) for match in matches)


def _all(matches: list[Match]) -> Match:
    return lambda message: all(match(message) for match in matches)


def _term(token: str) -> Match:
    if token.startswith("-"):
        match = _term(token[1:])
        return lambda message: not match(message)
    name, colon, value = token.partition(":")
    value = value.strip('"').casefold()
    if colon and name in _OPERATORS:
        return _OPERATORS[name](value)
    wanted = token.strip('"').casefold()
    return lambda m: wanted in f"{m.parsed.subject} {m.parsed.text}".casefold()


def _people(*names: str) -> Callable[[str], Match]:
    def operator(value: str) -> Match:
        def match(stored: Stored) -> bool:
            message = stored.parsed
            people = {"from": (message.sender,), "to": message.to, "cc": message.cc, "bcc": message.bcc}
            return any(value in f"{a.name} {a.email}".casefold() for name in names for a in people[name])

        return match

    return operator


def _stamp(value: str) -> float:
    return float(value) if value.isdigit() else datetime.fromisoformat(value.replace("/", "-")).timestamp()


_OPERATORS: dict[str, Callable[[str], Match]] = {
    "from": _people("from"),
    "to": _people("to"),
    "cc": _people("cc"),
    "bcc": _people("bcc"),
    "after": lambda value: lambda m: m.at.timestamp() >= _stamp(value),
    "before": lambda value: lambda m: m.at.timestamp() < _stamp(value),
    "in": lambda value: lambda m: value == "anywhere" or value.upper() in m.labels,
    "label": lambda value: lambda m: value.upper() in m.labels,
    "subject": lambda value: lambda m: value in m.parsed.subject.casefold(),
    "rfc822msgid": lambda value: lambda m: m.parsed.message_id.casefold() == value.strip("<>"),
}

__all__ = ["Bad", "GmailFake", "Gone", "Json", "Stored"]
