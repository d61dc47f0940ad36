"""Drafts in an Outlook mailbox, by Graph's rules.

* A create has no idempotency key. It is one POST that carries everything: a draft is never there without its key, its
  Message-ID and its addressees. `createReply` is not used: it takes no key, so that a crash between it and a PATCH would leave
  a draft that nobody knows. It would also address an answer to one's own mail to oneself.
* The draft joins the conversation by the MAPI properties behind In-Reply-To and References; as headers Graph refuses them, and
  its own conversationId cannot be set.
* Ids change when mail is sent, and programs may change Message-IDs. So a draft that is not where it was is looked for by its
  key, then by Message-ID, and one that was sent without either by conversation, people and words.
* DELETE moves to Deleted Items, as users do: `isDraft` and the folder tell what became of it.
* "Schedule send" leaves a draft with a time of sending among the drafts: it is the user's own from then on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from followbot.app.ports import (
    Clock,
    Created,
    CreateOutcome,
    Fate,
    NotFound,
    Payload,
    Refused,
    Removed,
    Uncertain,
    Untouched,
    WasEdited,
    WasSent,
    WasTrashed,
    WithdrawOutcome,
)
from followbot.domain.mime.compare import draft_mark
from followbot.domain.model import Address, Folder, Message
from followbot.domain.states import DraftRef
from followbot.errors import FollowbotError, Unreachable
from followbot.errors import drafts as said
from followbot.providers.mail.judging import SKEW, goes_to, in_conversation, is_alike, is_marked, written_as
from followbot.providers.microsoft import items
from followbot.providers.microsoft.errors import Rejected, sentence
from followbot.providers.microsoft.folders import DRAFTS, SENT, TRASH, Folders
from followbot.providers.microsoft.graph import Graph, Item, entries, literal, segment, text
from followbot.providers.microsoft.reader import Reader, stamp

_SELECT = (*items.GLANCE, "changeKey", "webLink", "lastModifiedDateTime", "body")
_PROPERTIES = (items.KEY, items.IN_REPLY_TO, items.REFERENCES, items.DEFERRED)
_LOOK_AGAIN = timedelta(minutes=10)
"""How long the search for a vanished draft is not repeated while nothing was sent."""
_WITHDRAW_TRIES = 3
_MOST = "25"


class Desk:
    """The drafts of one account. `categories` are put on every draft; `email` is the mailbox's own address."""

    def __init__(
        self,
        account: str,
        email: str,
        graph: Graph,
        folders: Folders,
        reader: Reader,
        clock: Clock,
        categories: tuple[str, ...] = (),
    ) -> None:
        self._account = account
        self._email = email.lower()
        self._graph = graph
        self._folders = folders
        self._reader = reader
        self._clock = clock
        self._categories = categories
        self._vanished: dict[str, tuple[int, datetime]] = {}
        """By draft id: when the search for it was in vain, and how much had been sent by then."""

    # --- creating -------------------------------------------------------------------------------------------------

    def create(self, payload: Payload) -> CreateOutcome:
        """One request. A second one, without the threading properties, only after Graph has refused the first for certain."""
        body = self._message(payload)
        try:
            return self._created(payload, body)
        except Rejected as refusal:
            bare = [p for p in body["singleValueExtendedProperties"] if p["id"] == items.KEY]
            if refusal.status != 400 or len(bare) == len(body["singleValueExtendedProperties"]):
                return self._not_created(refusal)
        try:
            return self._created(payload, {**body, "singleValueExtendedProperties": bare})
        except Rejected as refusal:
            return self._not_created(refusal)

    def _created(self, payload: Payload, body: dict[str, Any]) -> CreateOutcome:
        try:
            answer = self._graph.post("/me/messages", body)
        except FollowbotError as error:
            return Uncertain(str(error))
        if not text(answer, "id"):
            return Uncertain(str(said.made_but_not_named("Microsoft")))
        return Created(self._reference(answer, draft_mark(written_as(payload))))

    def _not_created(self, refusal: Rejected) -> CreateOutcome:
        meaning = sentence(refusal, self._account, "Outlook mail")
        # A conflict may be one with a first copy of the same request.
        certain = refusal.definite and refusal.status != 409
        return Refused(str(meaning), meaning.exit_code) if certain else Uncertain(str(meaning))

    def _message(self, payload: Payload) -> dict[str, Any]:
        """The draft as a message resource."""
        written = written_as(payload)
        properties = [
            {"id": items.KEY, "value": payload.key},
            *([{"id": items.IN_REPLY_TO, "value": f"<{written.in_reply_to[0]}>"}] if written.in_reply_to else []),
            *([{"id": items.REFERENCES, "value": _ids(written.references)}] if written.references else []),
        ]
        # The author may have rewritten the text alone; then the HTML would say something else.
        rich = bool(written.html) and draft_mark(_as_html(written)) == draft_mark(written)
        body: dict[str, Any] = {
            "subject": payload.subject,
            "body": {"contentType": "html", "content": written.html}
            if rich
            else {"contentType": "text", "content": payload.text},
            "toRecipients": [_recipient(a) for a in payload.to],
            "ccRecipients": [],
            "bccRecipients": [],
            "internetMessageId": f"<{payload.message_id}>",
            "singleValueExtendedProperties": properties,
        }
        if payload.sender.email.lower() != self._email:
            body["from"] = _recipient(payload.sender)
        if self._categories:
            body["categories"] = list(self._categories)
        return body

    # --- fate -----------------------------------------------------------------------------------------------------

    def find(self, payload: Payload) -> Fate:
        """By key alone."""
        return self._judged(self._copies(payload), None, payload) or NotFound()

    def fate(self, draft: DraftRef, payload: Payload) -> Fate:
        """What became of a known draft: one request while it is where it was."""
        item = self._reader.item(draft.id, *_PROPERTIES, select=_SELECT) if draft.id else None
        fate = self._judged([item], draft, payload) if item is not None else None
        return fate or self._gone(draft, payload)

    def _gone(self, draft: DraftRef, payload: Payload) -> Fate:
        """What became of a draft whose id is known no more."""
        state = (self._reader.outgoing, self._clock.now())
        before = self._vanished.get(draft.id)
        if before is not None and before[0] == state[0] and state[1] - before[1] < _LOOK_AGAIN:
            return NotFound()
        fate = self._judged(self._copies(payload), draft, payload) or self._sent_alike(draft, payload)
        if fate is not None:
            self._vanished.pop(draft.id, None)
            return fate
        self._vanished[draft.id] = state
        return NotFound()

    def _judged(self, copies: Iterable[Item], known: DraftRef | None, payload: Payload) -> Fate | None:
        """What the copies of a draft say together: sent, else edited, else untouched, else thrown away."""
        ours = list(copies)
        sent = next((c for c in ours if c.get("isDraft") is False), None)
        if sent is not None:
            at = items.moment(text(sent, "sentDateTime")) or items.received(sent)
            return WasSent(at, items.message_id_of(sent))
        waiting = [c for c in ours if not self._folders.holds(TRASH, c)]
        fates = [self._compared(c, payload) for c in waiting]
        edited = next((f for f in fates if isinstance(f, WasEdited)), None)
        if edited is not None or fates:
            same = (f for f in fates if known is not None and isinstance(f, Untouched) and f.draft.id == known.id)
            return edited or next(same, fates[0])
        return WasTrashed() if ours else None

    def _compared(self, item: Item, payload: Payload) -> Untouched | WasEdited:
        """Whether a draft reads as it was written. One that is going to be sent by itself belongs to the user."""
        written = written_as(payload)
        found = items.whole(item, Folder.DRAFTS)
        mark = draft_mark(found)
        reference = self._reference(item, mark)
        put_off = items.prop(item, items.DEFERRED)
        if not put_off and mark in (draft_mark(written), draft_mark(_as_html(written))):
            return Untouched(replace(reference, revision=draft_mark(written)))
        return WasEdited(reference, found.text)

    # --- looking --------------------------------------------------------------------------------------------------

    def _copies(self, payload: Payload) -> list[Item]:
        """Every message that carries the payload's marks, in whatever folder: by key, and then by Message-ID."""
        by_key = f"singleValueExtendedProperties/any(ep: ep/id eq {literal(items.KEY)} and ep/value eq {literal(payload.key)})"
        by_id = f"internetMessageId eq {literal(f'<{payload.message_id}>')}"
        refused = 0
        for wanted in (by_key, by_id):
            try:
                found = [i for i in self._filtered(wanted) if _is_ours(i, payload)]
            except Rejected as refusal:
                if not refusal.unsupported:
                    raise
                refused += 1
                continue
            if found:
                return found
        # A server that takes neither question has not said that there is nothing.
        return list(self._walked(payload)) if refused == 2 else []

    def _filtered(self, wanted: str) -> list[Item]:
        found = self._graph.list_by("/me/messages", _shapes({"$filter": wanted, "$top": _MOST}))
        return [self._completed(item) for item in found]

    def _walked(self, payload: Payload) -> Iterator[Item]:
        """The payload's copies among everything that could be one."""
        since = written_as(payload).date - timedelta(days=1)
        for folder in (DRAFTS, SENT, TRASH):
            for item in self._graph.list_by(f"/me/mailFolders/{folder}/messages", _shapes({"$top": "100"})):
                if items.received(item) >= since and _is_ours(item, payload):
                    yield self._completed(item)

    def _completed(self, item: Item) -> Item:
        """The item with its body, where a list has left it out."""
        if "body" in item and "isDraft" in item:
            return item
        return self._reader.item(text(item, "id"), *_PROPERTIES, select=_SELECT) or item

    def _sent_alike(self, draft: DraftRef, payload: Payload) -> Fate | None:
        """A sent mail in the draft's conversation that has lost its marks, but kept most of its words."""
        written = written_as(payload)
        if not payload.to:
            return None
        since = written.date - SKEW
        query = {"$filter": f"receivedDateTime ge {stamp(since)}", "$orderby": "receivedDateTime desc", "$top": "100"}
        queries = (*_shapes(query), {"$top": "100"})
        for item in self._graph.list_by(f"/me/mailFolders/{SENT}/messages", queries):
            if items.received(item) < since:
                continue
            envelope = items.envelope(item, True)
            together = bool(draft.thread_ref) and text(item, "conversationId") == draft.thread_ref
            mate = together and goes_to(envelope, payload.to) and envelope.date >= since
            fits = mate or in_conversation(envelope, written)
            if fits and is_alike(items.whole(self._completed(item), Folder.SENT), written):
                return WasSent(envelope.date, envelope.message_id)
        return None

    # --- taking back ----------------------------------------------------------------------------------------------

    def withdraw(self, draft: DraftRef, payload: Payload) -> WithdrawOutcome:
        """Read the draft, and delete it only if it is one, reads as written, and does not change in between (If-Match)."""
        for _ in range(_WITHDRAW_TRIES):
            self._vanished.pop(draft.id, None)
            fate, etag = self._reread(draft, payload)
            if not isinstance(fate, Untouched):
                return Removed() if isinstance(fate, WasTrashed) else fate
            if not etag:
                return Uncertain(str(said.state_unknown()))
            draft = fate.draft
            try:
                self._graph.delete(f"/me/messages/{segment(draft.id)}", etag)
            except Rejected as refusal:
                if refusal.status in (404, 409, 412):
                    continue  # somebody was faster: sent, deleted, or saved
                meaning = sentence(refusal, self._account, "Outlook mail")
                return Uncertain(str(meaning), meaning.exit_code) if refusal.definite else Uncertain(str(meaning))
            except Unreachable as error:
                return Uncertain(str(error))
            return Removed()
        return Uncertain(str(said.not_removed("something keeps changing it")))

    def _reread(self, draft: DraftRef, payload: Payload) -> tuple[Fate, str]:
        """The draft's fate at this moment, and the etag that it had then."""
        item = self._reader.item(draft.id, *_PROPERTIES, select=_SELECT)
        if item is None:
            fate = self._gone(draft, payload)
            if not isinstance(fate, Untouched):
                return fate, ""
            item = self._reader.item(fate.draft.id, *_PROPERTIES, select=_SELECT)
        if item is None:
            return NotFound(), ""
        key = text(item, "changeKey")
        etag = text(item, "@odata.etag") or (f'W/"{key}"' if key else "")
        return self._judged([item], draft, payload) or NotFound(), etag

    def _reference(self, item: Item, mark: str) -> DraftRef:
        return DraftRef(
            self._account,
            text(item, "id"),
            message_ref=text(item, "changeKey"),
            thread_ref=text(item, "conversationId"),
            revision=mark,
            url=text(item, "webLink") or None,
        )


def _shapes(query: dict[str, str]) -> tuple[dict[str, str], ...]:
    """A list with everything that tells a draft's fate, and as servers that give less may take the question."""
    plainer = {**query, "$select": ",".join(_SELECT)}
    return {**plainer, "$expand": items.expand(*_PROPERTIES)}, plainer, query


def _is_ours(item: Item, payload: Payload) -> bool:
    """Whether a message carries the payload's marks, or does not say which ones it carries."""
    told = bool(entries(item, "singleValueExtendedProperties")) or bool(text(item, "internetMessageId"))
    return not told or is_marked(items.key_of(item), items.message_id_of(item), payload)


def _as_html(written: Message) -> Message:
    """The draft as it reads when its HTML becomes text again."""
    from followbot.domain.mime import html_to_text

    return replace(written, text=html_to_text(written.html)) if written.html else written


def _recipient(address: Address) -> dict[str, Any]:
    return {"emailAddress": {"address": address.email, **({"name": address.name} if address.name else {})}}


def _ids(ids: Iterable[str]) -> str:
    return " ".join(f"<{i}>" for i in ids)
