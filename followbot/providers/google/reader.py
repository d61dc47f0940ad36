"""Reading Gmail: history as the change detector, and searches where it does not reach.

* History is exact: one request tells whether anything came, and only what came is looked at (metadata first, the whole mail
  only if it is of interest). Its ids live "typically" a week; a 404 says that one has died, and then history is searched.
* Search lags: what came a minute ago may be missing. So a search is completed by what was there without asking an index: the
  threads that are known, the newest messages as they are listed, and the history since before the index may lag.
* Where that history begins is not known by itself, because a message tells of its last change and not of its arrival: it may
  have been read a minute ago. So the history has to prove it: one that tells of the arrival of a message which is older than
  `LAG` goes back that far, and then nothing is in doubt. Neither is it where the list holds the whole mailbox. Otherwise the
  search is worth no more than the index, and is made again once that has caught up.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from urllib.parse import quote

from followbot.app.ports import Clock, Interest, Mail, Problem, Query
from followbot.domain.model import Message, digest
from followbot.errors import CursorExpired
from followbot.errors import entries as said
from followbot.errors.google import message_not_shown
from followbot.providers.google.api import Api
from followbot.providers.google.errors import Rejected
from followbot.providers.google.messages import HEADERS, WHOLE_LIMIT, Glance, glance, labels_of, speaks, whole
from followbot.providers.mail.judging import each_once

LAG = timedelta(hours=1)
"""How far behind Gmail's search index is taken to be."""

_PAGE = 500
_NEWEST = 20
"""Messages in a page of the newest ones: enough for an ordinary hour."""
_NEWEST_PAGES = 10
_QUERY_ROOM = 1500
"""Characters of a query as it stands in an address: beyond 2,048 in all the client would make a POST of it."""
_FEW = 12
"""Terms that are asked for one by one when none was found by asking for any of them."""
_REMEMBERED = 2000
_TRIES = 10
"""How often a message that Gmail cannot show is tried before it is passed over."""
_SKIPPED = frozenset({"DRAFT", "CHAT", "SPAM"})
_HIDDEN = frozenset({"SPAM", "TRASH"})
_ARRIVALS = ("messageAdded", "labelRemoved")
"""Where history is asked for both, "not spam" is told too, which is how an answer may arrive."""
_STARTS = 4
"""About how many points of history are tried, the oldest first, until Gmail knows one."""


class Reader:
    """The mail of one account, received and sent."""

    def __init__(self, account: str, api: Api, clock: Clock) -> None:
        self._account = account
        self._api = api
        self._clock = clock
        self._glances: dict[str, Glance] = {}
        self._failures: dict[str, int] = {}
        self.outgoing = 0
        """Grows with every reading that saw something sent or drafted: until then nothing new is known about drafts."""

    # --- the port -----------------------------------------------------------------------------------------------

    def position(self) -> str:
        return _cursor(self._now_id(self._profile()))

    def address(self) -> str:
        """Whose mailbox it is; "" where the server does not say."""
        address = self._profile().get("emailAddress")
        return address.strip() if isinstance(address, str) and "@" in address else ""

    def changes(self, cursor: str, interest: Interest) -> Mail:
        start = _start(cursor)
        try:
            added, latest = self._added(start)
        except Rejected as refusal:
            # 404 is what it says of a point that is too old, 400 of one that it never gave out.
            if refusal.status in (404, 400):
                raise CursorExpired("Gmail no longer knows this point of its history.") from None
            raise
        if any(labels & {"SENT", "DRAFT"} or not labels for labels in added.values()):
            self.outgoing += 1
        wanted = [i for i, labels in added.items() if not labels & _SKIPPED]
        messages, problems = self._take(self.glances(wanted), interest)
        return Mail(each_once(messages), cursor if latest == start else _cursor(latest), tuple(problems))

    def search(self, query: Query, interest: Interest) -> Mail:
        now = self._clock.now()
        profile = self._profile()
        latest = self._now_id(profile)
        self.outgoing += 1
        found = {g.id: g for thread in sorted(query.threads) for g in self.thread(thread)}
        newest, certain = self._newest(now, _number(profile.get("messagesTotal")))
        found |= {g.id: g for g in newest}
        listed = [i for i in self._matching(query) if i not in found]
        found |= {g.id: g for g in self.glances(listed)}
        recent = [g for g in found.values() if g.at >= query.since]
        messages, problems = self._take(recent, interest)
        return Mail(each_once(messages), _cursor(latest), tuple(problems), certain=certain)

    # --- what the drafts need too ---------------------------------------------------------------------------------

    def thread(self, thread: str) -> list[Glance]:
        """Every message of a thread, drafts and trash included; none where the thread is gone."""
        request = self._api.threads.get(userId="me", id=thread, format="metadata", metadataHeaders=list(HEADERS))
        try:
            answer = self._api.ask(request)
        except Rejected as refusal:
            if refusal.status in (404, 400):
                return []
            raise
        return [self._remember(self._glanced(m)) for m in _entries(answer, "messages")]

    def matching(self, q: str, *, label: str = "", most: int = 50) -> list[Glance]:
        """What a search finds, in the trash too. What it does not find may be there all the same."""
        labels = [label] if label else None
        request = self._api.messages.list(userId="me", q=q, labelIds=labels, includeSpamTrash=True, maxResults=most)
        return self.look(str(m.get("id", "")) for m in _entries(self._api.ask(request), "messages"))

    def look(self, ids: Iterable[str]) -> list[Glance]:
        """A fresh glance at each of these messages that is still there: labels change where nothing else does."""
        asked = list(ids)
        for ref in asked:
            self._glances.pop(ref, None)
        return self.glances(asked)

    def text_of(self, ref: str, size: int = 0) -> Message | None:
        """The whole message; None where it is gone, or cannot be shown."""
        for form in ("raw", "full") if size <= WHOLE_LIMIT else ("full",):
            try:
                message = whole(self._api.ask(self._api.messages.get(userId="me", id=ref, format=form)))
            except Rejected as refusal:
                if refusal.status == 404:
                    return None
                raise
            if message is not None:
                return message
        return None

    # --- history --------------------------------------------------------------------------------------------------

    def _profile(self) -> dict[str, Any]:
        """What the mailbox tells of itself; nothing where the server keeps no profile."""
        try:
            return self._api.ask(self._api.users.getProfile(userId="me"))
        except Rejected as refusal:
            if refusal.status != 404:
                raise
        return {}

    def _now_id(self, profile: Mapping[str, Any]) -> int:
        """The id of the mailbox's present state. A server that keeps no profile still says where its history stands."""
        return _id(profile) or _id(self._api.ask(self._api.history.list(userId="me", startHistoryId="1", maxResults=1)))

    def _added(self, start: int, kinds: tuple[str, ...] = _ARRIVALS) -> tuple[dict[str, frozenset[str]], int]:
        """Labels by id of every message added since, and the id of the state after them. Raises `Rejected` (404: too old).

        One that was taken out of spam or trash counts as added, unless `kinds` leaves it out.
        """
        added: dict[str, frozenset[str]] = {}
        latest = start
        for answer in self._api.pages(
            self._api.history.list, userId="me", startHistoryId=str(start), historyTypes=list(kinds), maxResults=_PAGE
        ):
            for record in _entries(answer, "history"):
                back = [e for e in _entries(record, "labelsRemoved") if labels_of(e) & _HIDDEN]
                for entry in [*_entries(record, "messagesAdded"), *back]:
                    message = entry.get("message")
                    if isinstance(message, Mapping) and message.get("id"):
                        added[str(message["id"])] = labels_of(message)
            # Without a historyId the old one stays: what was read is read again, and nothing is lost.
            latest = _id(answer) or latest
        return added, latest

    # --- searching ------------------------------------------------------------------------------------------------

    def _matching(self, query: Query) -> list[str]:
        """The ids that Gmail's index gives for the people, domains and systems of a query."""
        after = f"after:{int(query.since.timestamp()) - 1}"
        names = _askable(query.people | query.domains)
        terms = [f"{field}:{name}" for name in names for field in ("from", "to")]
        copies = [f"cc:{name}" for name in names]
        found = [i for q in _any_of([*terms, *copies], after) for i in self._ids(q)]
        if not found and len(terms) <= _FEW:
            found = [i for term in terms for i in self._ids(f"{term} {after}")]
        systems = [f"from:{name}" for name in _askable(query.senders)]
        found += [i for q in _any_of(systems, after) for i in self._ids(q)]
        return list(dict.fromkeys(found))

    def _ids(self, q: str) -> Iterator[str]:
        for answer in self._api.pages(
            self._api.messages.list, userId="me", q=q, includeSpamTrash=True, maxResults=_PAGE
        ):
            yield from (str(m.get("id", "")) for m in _entries(answer, "messages"))

    def _newest(self, now: datetime, total: int | None) -> tuple[list[Glance], bool]:
        """Everything that is younger than the index may be, without asking it; and whether it is certain that this is all.

        `total` is how many messages the mailbox has; where the server does not say, its list is taken to be whole.
        """
        more = True
        found: list[Glance] = []
        listed: list[str] = []
        pages = self._api.pages(self._api.messages.list, userId="me", includeSpamTrash=True, maxResults=_NEWEST)
        for answer in islice(pages, _NEWEST_PAGES):
            ids = [str(m.get("id", "")) for m in _entries(answer, "messages")]
            listed += ids
            more = bool(answer.get("nextPageToken"))
            page = self.glances(ids)
            found += page
            if any(g.at < now - LAG for g in page):
                break
        settled = {g.id: g.history for g in found if g.at < now - LAG}
        added = self._added_since(sorted({history for history in settled.values() if history}))
        found += self.glances([i for i, labels in added.items() if not labels & _SKIPPED])
        whole_list = not more and len(set(listed)) >= (total or 0)
        return found, whole_list or not settled.keys().isdisjoint(added)

    def _added_since(self, starts: list[int]) -> dict[str, frozenset[str]]:
        """Labels by id of what was added since the first of these points that Gmail still knows."""
        for start in starts[:: max(1, len(starts) // _STARTS)]:
            try:
                # What comes out of spam or trash is no arrival, and no proof of how far back this goes.
                return self._added(start, ("messageAdded",))[0]
            except Rejected as refusal:
                if refusal.status not in (404, 400):
                    raise
        return {}

    # --- looking --------------------------------------------------------------------------------------------------

    def glances(self, ids: list[str]) -> list[Glance]:
        """A glance at each message that is still there; what was seen before is not asked for again."""
        wanted = [i for i in dict.fromkeys(ids) if i]
        # Held here, because what is remembered is bounded and what was asked for is not.
        found = {i: self._glances[i] for i in wanted if i in self._glances}
        unseen = [i for i in wanted if i not in found]
        requests = [
            self._api.messages.get(userId="me", id=i, format="metadata", metadataHeaders=list(HEADERS)) for i in unseen
        ]
        refused: list[tuple[str, Rejected]] = []
        for ref, answer in zip(unseen, self._api.ask_all(requests), strict=True):
            if isinstance(answer, Rejected):
                refused.append((ref, answer))
            else:
                found[ref] = self._remember(self._glanced({"id": ref, **answer}))
        for ref, refusal in refused:
            self._excuse(ref, refusal)
        return [found[i] for i in wanted if i in found]

    def _glanced(self, found: Mapping[str, Any]) -> Glance:
        """What a message tells; where a server left its head out, the whole is asked for."""
        for form in ("raw", "full"):
            if speaks(found) or not found.get("id"):
                break
            try:
                found = {**found, **self._api.ask(self._api.messages.get(userId="me", id=found["id"], format=form))}
            except Rejected as refusal:
                if refusal.status not in (400, 404):
                    raise
        return glance(found)

    def passed_over(self, ref: str) -> bool:
        """Whether Gmail could not show this message so often that it is taken as it is."""
        return self._failures.get(ref, 0) >= _TRIES

    def _excuse(self, ref: str, refusal: Rejected) -> None:
        """A message that is gone is no trouble; one that cannot be shown is, until it has been tried often enough."""
        if refusal.status == 404:
            return
        if refusal.slow_down or refusal.status in (401, 403):
            raise refusal
        self._failures[ref] = self._failures.get(ref, 0) + 1
        if self._failures[ref] < _TRIES:
            raise message_not_shown(refusal.status)

    def _remember(self, seen: Glance) -> Glance:
        if len(self._glances) >= _REMEMBERED:
            for old in list(self._glances)[: _REMEMBERED // 2]:
                del self._glances[old]
        # Out of spam a mail comes by a change of labels alone, which a remembered glance would not know of.
        if "SPAM" not in seen.labels:
            self._glances[seen.id] = seen
        return seen

    def _take(self, seen: Iterable[Glance], interest: Interest) -> tuple[list[Message], list[Problem]]:
        """The whole of every mail that is of interest."""
        messages: list[Message] = []
        problems: list[Problem] = []
        for one in seen:
            if one.labels & _SKIPPED or not interest(one.envelope):
                continue
            message = self.text_of(one.id, one.size)
            if message is not None:
                messages.append(message)
            if one.size > WHOLE_LIMIT:
                where = f"{self._account}: message {digest(one.id, length=8)}"
                problems.append(Problem(where, str(said.attachments_left_out()), warning=True))
        for ref in [ref for ref, times in self._failures.items() if times >= _TRIES]:
            del self._failures[ref]
            where = f"{self._account}: message {digest(ref, length=8)}"
            problems.append(Problem(where, str(said.mail_passed_over("Gmail"))))
        return messages, problems


def _askable(names: Iterable[str]) -> list[str]:
    """Those that fit into an address; mail comes from nobody else."""
    return sorted(name for name in names if len(quote(name, safe="")) < _QUERY_ROOM // 2)


def _any_of(terms: list[str], after: str) -> Iterator[str]:
    """Queries that together ask for any of the terms, each short enough for an address. Braces mean "or" to Gmail."""
    group: list[str] = []
    room = _QUERY_ROOM
    for term in terms:
        size = len(quote(term, safe="")) + 1
        if group and size > room:
            yield f"{after} {{{' '.join(group)}}}"
            group, room = [], _QUERY_ROOM
        group.append(term)
        room -= size
    if group:
        yield f"{after} {{{' '.join(group)}}}"


def _entries(answer: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """A list of objects in an answer, which is left out where it would be empty."""
    entries = answer.get(name)
    return [e for e in entries if isinstance(e, Mapping)] if isinstance(entries, list) else []


def _id(answer: Mapping[str, Any]) -> int:
    return _number(answer.get("historyId")) or 0


def _number(value: object) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() else None


def _cursor(history: int) -> str:
    return json.dumps({"history": str(history)})


def _start(cursor: str) -> int:
    """The history id in a cursor; raises CursorExpired for anything that is none of ours."""
    try:
        text = json.loads(cursor)["history"]
    except (ValueError, KeyError, TypeError):
        text = ""
    if isinstance(text, str) and text.isascii() and text.isdigit() and int(text):
        return int(text)
    raise CursorExpired("There is no usable point of Gmail's history.")
