"""Drafts in Gmail, by its rules (facts and sources: the Gmail guides on drafts and on sending).

* A draft's id stays, the id of the message in it changes with every save, and with it nothing else may have changed. So what
  the draft says is compared; where a list of all drafts is at hand, one whose message is the one we know needs no look.
* Sending deletes the draft and makes a new message, with a new id, a new Message-ID perhaps, and our key perhaps lost.
  So a draft that is gone is looked for in its thread, which is exact, and only then by a search, which lags.
* A draft that is gone without such evidence may be waiting in "undo send" or a schedule, which no API shows.
* A create has no idempotency key: one request, and whatever is not a clear answer is unknown. What is unknown is looked for
  in the thread and in the list of drafts, never by search alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

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
from followbot.domain.mime import KEY_HEADER
from followbot.domain.mime.compare import draft_mark
from followbot.domain.model import Message
from followbot.domain.states import DraftRef
from followbot.errors import FollowbotError, Unreachable
from followbot.errors import drafts as said
from followbot.errors.google import draft_not_listed, drafts_changing
from followbot.providers.google.api import BATCH_SIZE, Api
from followbot.providers.google.errors import Rejected, sentence
from followbot.providers.google.messages import Glance, encoded, labels_of, whole
from followbot.providers.google.reader import Reader
from followbot.providers.mail.judging import SKEW, in_conversation, is_alike, is_marked, written_as

_PAGE = 500
_REMEMBERED = 1000
_LOOK_AGAIN = timedelta(minutes=10)
"""How long the search for a vanished draft is not repeated while nothing was sent."""
_WITHDRAW_TRIES = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where a draft is now. `labels` is None where only a list told of it."""

    draft: str
    message: str
    thread: str
    labels: frozenset[str] | None = None


class Desk:
    """The drafts of one account. `email` is the account's address, for links."""

    def __init__(self, account: str, email: str, api: Api, reader: Reader, clock: Clock) -> None:
        self._account = account
        self._email = email
        self._api = api
        self._reader = reader
        self._clock = clock
        self._list: dict[str, Place] | None = None
        self._asked: set[str] = set()
        self._texts: dict[str, Message] = {}
        self._marks: dict[str, tuple[str, str, datetime]] = {}
        """Key, Message-ID and moment by message id: none of them changes while the id stays."""
        self._vanished: dict[str, tuple[int, datetime]] = {}
        """By draft id: when the search for it was in vain, and how much had been sent by then."""

    def new_round(self) -> None:
        """What was known of the drafts is old news from here on."""
        self._list = None
        self._asked.clear()

    # --- creating -------------------------------------------------------------------------------------------------

    def create(self, payload: Payload) -> CreateOutcome:
        """One request; a second one, without the thread, only after Gmail has refused the first for certain (404, or 400)."""
        self.new_round()
        thread = payload.thread.thread_ref if payload.thread is not None else ""
        try:
            return self._create(payload, thread)
        except Rejected as refusal:
            if not thread or refusal.status not in (400, 404):
                return self._not_created(refusal)
        try:
            return self._create(payload, "")
        except Rejected as refusal:
            return self._not_created(refusal)

    def _create(self, payload: Payload, thread: str) -> CreateOutcome:
        message = {"raw": encoded(payload.mime), **({"threadId": thread} if thread else {})}
        try:
            answer = self._api.ask(self._api.drafts.create(userId="me", body={"message": message}))
        except FollowbotError as error:
            return Uncertain(str(error))
        place = _place(answer)
        if place is None:
            return Uncertain(str(said.made_but_not_named("Gmail")))
        return Created(self._reference(place, draft_mark(written_as(payload))))

    def _not_created(self, refusal: Rejected) -> CreateOutcome:
        meaning = sentence(refusal, self._account, "Gmail")
        return Refused(str(meaning), meaning.exit_code) if refusal.definite else Uncertain(str(meaning))

    # --- finding --------------------------------------------------------------------------------------------------

    def find(self, payload: Payload) -> Fate:
        """By key alone: in the thread it belongs to, among all drafts, and among what was sent and thrown away."""
        self.new_round()
        thread = payload.thread.thread_ref if payload.thread is not None else ""
        seen = self._reader.thread(thread) if thread else []
        fate = self._marked(seen, payload)
        if fate is not None:
            return fate
        place = self._drafted(payload)
        if place is not None:
            return self._judge(place, None, payload)
        return self._elsewhere(payload, by_words=False) or NotFound()

    def _drafted(self, payload: Payload) -> Place | None:
        """The draft that carries the payload's marks, among all that may be as young as it.

        They are listed with the newest first, and what was saved later is younger; the order is trusted by batches only.
        """
        places = list(self._all().values())
        self._marks = {p.message: self._marks[p.message] for p in places if p.message in self._marks}
        oldest = written_as(payload).date - SKEW
        for start in range(0, len(places), BATCH_SIZE):
            part = places[start : start + BATCH_SIZE]
            for seen in self._reader.glances([p.message for p in part if p.message not in self._marks]):
                self._marks[seen.id] = (seen.key, seen.envelope.message_id, seen.at)
            for place in part:
                found = self._bears(place, payload)
                if found is not None:
                    return found
            marks = [self._marks[p.message] for p in part if p.message in self._marks]
            if marks and all(at < oldest for _, _, at in marks):
                return None
        return None

    def _bears(self, place: Place, payload: Payload) -> Place | None:
        """Where a listed draft is, if it carries the payload's marks."""
        if place.message in self._marks:
            key, message_id, _ = self._marks[place.message]
            return place if is_marked(key, message_id, payload) else None
        if self._reader.passed_over(place.message):
            return None
        # Listed and not there: it was saved meanwhile, which changes the message and leaves the draft.
        current, text = self._text(place.draft)
        if current is None:
            raise _moving()
        if text is None:
            return None
        return current if is_marked(text.header(KEY_HEADER), text.message_id, payload) else None

    # --- fate -----------------------------------------------------------------------------------------------------

    def fate(self, draft: DraftRef, payload: Payload) -> Fate:
        """The first draft that is asked for is read, the second one brings the list of all: so twenty cost two requests.

        The list may lag, so a draft that is not in it is read, too.
        """
        if draft.id in self._asked:
            self.new_round()
        first = not self._asked
        self._asked.add(draft.id)
        if not first and draft.id in (places := self._all()):
            return self._judge(places[draft.id], draft, payload)
        return self._read(draft, payload)

    def _read(self, draft: DraftRef, payload: Payload) -> Fate:
        """What became of a draft by what it says at this very moment."""
        place, text = self._text(draft.id)
        if place is None:
            return self._gone(draft, payload)
        if place.labels is not None and "TRASH" in place.labels:
            return WasTrashed()
        return self._compare(place, text, draft, payload)

    def _all(self) -> dict[str, Place]:
        """Every draft there is, by id."""
        if self._list is None:
            found: dict[str, Place] = {}
            for answer in self._api.pages(self._api.drafts.list, userId="me", maxResults=_PAGE):
                drafts = answer.get("drafts")
                places = map(self._placed, drafts if isinstance(drafts, list) else ())
                found |= {p.draft: p for p in places if p is not None}
            self._list = found
        return self._list

    def _placed(self, entry: Any) -> Place | None:
        """Where a draft of the list is; it is asked itself where the list names no more than its id."""
        place = _place(entry)
        if place is None and isinstance(entry, Mapping) and entry.get("id"):
            place, _ = self._text(str(entry["id"]))
        return place

    def _judge(self, place: Place, known: DraftRef | None, payload: Payload) -> Fate:
        """Whether the draft in this place reads as it was written; without a look where its message is one we know."""
        if (
            known is not None
            and known.message_ref == place.message
            and known.revision == draft_mark(written_as(payload))
        ):
            return Untouched(known)
        if place.message in self._texts:
            return self._compare(place, self._texts[place.message], known, payload)
        current, text = self._text(place.draft)
        if current is None:
            if known is None:
                raise _moving()
            return self._gone(known, payload)
        return self._compare(current, text, known, payload)

    def _compare(self, place: Place, text: Message | None, known: DraftRef | None, payload: Payload) -> Fate:
        if text is None:
            return WasEdited(self._reference(place, ""), "")
        reference = self._reference(place, draft_mark(text))
        if reference.revision == draft_mark(written_as(payload)):
            return Untouched(known if known is not None and _is_same(known, reference) else reference)
        return WasEdited(reference, text.text)

    def _text(self, draft_id: str) -> tuple[Place | None, Message | None]:
        """Where a draft is and what it says; (None, None) where it has gone."""
        place: Place | None = None
        for form in ("raw", "full"):
            try:
                answer = self._api.ask(self._api.drafts.get(userId="me", id=draft_id, format=form))
            except Rejected as refusal:
                if refusal.status == 404:
                    return None, None
                raise
            place, text = _place(answer), whole(_message(answer))
            if place is not None and text is not None:
                if len(self._texts) >= _REMEMBERED:
                    self._texts.clear()
                self._texts[place.message] = text
                return place, text
        return place, None

    # --- gone -----------------------------------------------------------------------------------------------------

    def _gone(self, draft: DraftRef, payload: Payload) -> Fate:
        """What became of a draft that is none any more."""
        state = (self._reader.outgoing, self._clock.now())
        before = self._vanished.get(draft.id)
        if before is not None and before[0] == state[0] and state[1] - before[1] < _LOOK_AGAIN:
            return NotFound()
        seen = self._reader.thread(draft.thread_ref) if draft.thread_ref else []
        fate = self._marked(seen, payload) or self._trashed(seen, draft) or self._sent(seen, payload)
        fate = fate or self._elsewhere(payload, by_words=True)
        if fate is not None:
            self._vanished.pop(draft.id, None)
            return fate
        self._vanished[draft.id] = state
        return NotFound()

    def _marked(self, seen: Iterable[Glance], payload: Payload) -> Fate | None:
        """What the messages that carry the payload's marks say: sent, drafted anew, thrown away; in this order."""
        ours = [g for g in seen if is_marked(g.key, g.envelope.message_id, payload)]
        sent = next((g for g in ours if g.is_sent), None)
        if sent is not None:
            return WasSent(sent.at, sent.envelope.message_id)
        waiting = {g.id for g in ours if g.is_draft and not g.is_trashed}
        if waiting:
            return self._judge(self._listed(waiting, payload), None, payload)
        return WasTrashed() if any(g.is_trashed for g in ours) else None

    def _listed(self, waiting: set[str], payload: Payload) -> Place:
        """The draft of one of these messages, all of which are ours. Raises `Unreachable` while Gmail does not list it."""
        for _ in range(2):
            place = next((p for p in self._all().values() if p.message in waiting), None) or self._drafted(payload)
            if place is not None:
                return place
            self._list = None
        # It is there, so that it must not be taken for lost: that would make a second one.
        raise draft_not_listed()

    @staticmethod
    def _trashed(seen: Iterable[Glance], draft: DraftRef) -> Fate | None:
        return WasTrashed() if any(g.id == draft.message_ref and g.is_trashed for g in seen) else None

    def _sent(self, seen: Iterable[Glance], payload: Payload) -> Fate | None:
        """A sent mail in the draft's conversation that has lost its marks, but kept most of its words."""
        written = written_as(payload)
        for one in seen:
            fits = one.is_sent and one.at >= written.date - SKEW and in_conversation(one.envelope, written)
            if fits and is_alike(self._reader.text_of(one.id, one.size), written):
                return WasSent(one.at, one.envelope.message_id)
        return None

    def _elsewhere(self, payload: Payload, *, by_words: bool) -> Fate | None:
        """Outside its thread: a changed subject moves a draft to another one. Only what is found counts, never its absence."""
        fate = self._marked(self._reader.matching(f"rfc822msgid:{payload.message_id}"), payload)
        if fate is not None or not payload.to:
            return fate
        since = int((written_as(payload).date - SKEW).timestamp())
        sent = self._reader.matching(f"to:{payload.to[0].email} after:{since}", label="SENT")
        return self._marked(sent, payload) or (self._sent(sent, payload) if by_words else None)

    # --- taking back ----------------------------------------------------------------------------------------------

    def withdraw(self, draft: DraftRef, payload: Payload) -> WithdrawOutcome:
        """Read the draft, and delete it only if it reads as written. Gmail has no condition to put on a delete."""
        for _ in range(_WITHDRAW_TRIES):
            self.new_round()
            self._vanished.pop(draft.id, None)
            fate = self._read(draft, payload)
            if not isinstance(fate, Untouched):
                return Removed() if isinstance(fate, WasTrashed) else fate
            draft = fate.draft
            try:
                self._api.ask(self._api.drafts.delete(userId="me", id=draft.id))
            except Rejected as refusal:
                if refusal.status == 404:
                    continue  # somebody was faster: sent, deleted, or made anew
                meaning = sentence(refusal, self._account, "Gmail")
                return Uncertain(str(meaning), meaning.exit_code) if refusal.definite else Uncertain(str(meaning))
            except Unreachable as error:
                return Uncertain(str(error))
            return Removed()
        return Uncertain(str(said.not_removed("something keeps making it anew")))

    def _reference(self, place: Place, mark: str) -> DraftRef:
        link = f"https://mail.google.com/mail/u/{quote(self._email)}/#drafts?compose={quote(place.message)}"
        return DraftRef(
            self._account, place.draft, message_ref=place.message, thread_ref=place.thread, revision=mark, url=link
        )


def _moving() -> Unreachable:
    """A draft went while it was looked for. It may have been sent that moment, so it must not be taken for never made."""
    return drafts_changing()


def _is_same(known: DraftRef, seen: DraftRef) -> bool:
    """Whether nothing is new about a draft; an answer may leave out its thread."""
    return (known.message_ref, known.revision) == (seen.message_ref, seen.revision)


def _message(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    message = answer.get("message")
    return message if isinstance(message, Mapping) else {}


def _place(answer: Any) -> Place | None:
    """Where a draft resource says that it is; None where it is not one."""
    message = _message(answer) if isinstance(answer, Mapping) else {}
    if not message.get("id") or not answer.get("id"):
        return None
    labels = labels_of(message) if "labelIds" in message else None
    return Place(str(answer["id"]), str(message["id"]), str(message.get("threadId", "")), labels)
