"""What followbot has promised, written down a second time and in another way: from what lies in a mailbox and a calendar.

The oracle knows neither states nor signals. It is asked at the moment of every create, and after every whole cycle: what may
not be there, what has to be there, and what the user has touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Protocol

from followbot.app.ports import Clock, Payload
from followbot.app.settings import Panel
from followbot.domain.model import Folder, Message
from tests.fakes.world import StoredDraft
from tests.property.facts import (
    CARD_AFTER,
    DAY,
    PARTS,
    Handled,
    Meeting,
    by_hand,
    end_of,
    kind_of,
    opening_from,
    opens,
    standing,
    uids_in,
    work_after,
)


class Box(Protocol):
    """All mail and all drafts that there are, wherever the user has put them."""

    @property
    def inbox(self) -> list[Message]: ...

    @property
    def drafts(self) -> dict[str, StoredDraft]: ...


class Outside(Protocol):
    """The world as everybody but followbot sees it."""

    @property
    def clock(self) -> Clock: ...

    @property
    def mailbox(self) -> Box: ...


class Oracle:
    def __init__(self, scene: Outside, panel: Panel, *, debrief: bool = False) -> None:
        self.scene = scene
        self.panel = panel
        self.debrief = debrief
        self.unsettled: set[str] = set()
        """Companies with whose accounts something has just gone wrong: what is missing or late there may yet come."""
        self.at: datetime | None = None
        """Another moment than the present at which to judge."""
        self.meetings: dict[str, Meeting] = {}
        self.handled: list[Handled] = []
        self.given_up: set[tuple[str, date]] = set()
        """Rounds whose nudge came too late once: their mail is not read any more."""
        self.closed: set[str] = set()
        self.born: dict[str, tuple[Payload, datetime]] = {}

    # --- facts --------------------------------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        return self.at or self.scene.clock.now()

    def round_of(self, payload: Payload) -> list[Meeting]:
        """The interviews of a draft's round: those of one company on one day. Drafts of these tests name an interview."""
        first = self.meetings[uids_in(payload)[0]]
        return self.round_on(first.company, first.day)

    def round_on(self, company: str, day: date) -> list[Meeting]:
        return [m for m in self.meetings.values() if m.company == company and m.day == day]

    def rounds(self, company: str) -> list[list[Meeting]]:
        """The rounds of a company that stand."""
        days = {m.day for m in self.meetings.values() if m.company == company}
        return [standing(self.round_on(company, day)) for day in sorted(days) if standing(self.round_on(company, day))]

    def mails(self, company: str, kind: str) -> list[Message]:
        """Mail of one kind from a company, oldest first."""
        box = self.scene.mailbox.inbox
        from_them = [m for m in box if m.folder is Folder.INBOX and m.sender.email.endswith(f"@{company}.example")]
        return sorted((m for m in from_them if m.header("x-kind") == kind), key=lambda m: m.received)

    def outreach(self, company: str, after: datetime) -> list[Message]:
        """The user's own mail to a company, drafts that were sent included."""
        sent = (m for m in self.scene.mailbox.inbox if m.folder is Folder.SENT)
        theirs = (m for m in sent if any(a.email.endswith(f"@{company}.example") for a in m.to))
        return sorted((m for m in theirs if m.received > after), key=lambda m: m.received)

    def dead(self, company: str) -> set[str]:
        return {m.sender.email for m in self.mails(company, "bounce")}

    def replies(self, meetings: Sequence[Meeting]) -> list[Message]:
        return [m for m in self.mails(meetings[0].company, "human_reply") if m.received > end_of(meetings)]

    def is_closed(self, company: str) -> bool:
        """Once closed it stays so, also when the interview before the decision is called off later."""
        first_end = min((end_of(r) for r in self.rounds(company)), default=None)
        decisions = [m for m in self.mails(company, "human_reply") if m.header("x-outcome") in ("rejection", "offer")]
        if first_end is not None and any(m.received > first_end for m in decisions):
            self.closed.add(company)
        return company in self.closed

    def drafts(self, meetings: Sequence[Meeting], kind: str) -> list[StoredDraft]:
        """Every draft of a round that exists, wherever the user has put it."""
        stored = self.scene.mailbox.drafts.values()
        return [d for d in stored if kind_of(d.payload) == kind and self.round_of(d.payload) == list(meetings)]

    def handled_in(self, meetings: Sequence[Meeting], kind: str) -> list[Handled]:
        return [h for h in self.handled if kind_of(h.payload) == kind and self.round_of(h.payload) == list(meetings)]

    # --- what speaks against a draft ----------------------------------------------------------------------------

    def objections(self, payload: Payload) -> Iterator[str]:
        """Facts for which this draft may not exist, neither now nor later."""
        meetings, people = self.round_of(payload), [a.email for a in payload.to]
        if any(m.cycles_missing in (0, 1) for m in meetings):
            return
        if not standing(meetings):
            yield "the interview does not stand"
            return
        company = meetings[0].company
        if self.is_closed(company):
            yield "the process is closed"
        if self.dead(company) & set(people):
            yield "the address is dead"
        if kind_of(payload) == "thank_you":
            yield from self._against_thanks(meetings, set(people))
        elif kind_of(payload) == "nudge":
            yield from self._against_nudge(meetings, self.born.get(payload.key, (payload, None))[1])

    def _against_thanks(self, meetings: list[Meeting], people: set[str]) -> Iterator[str]:
        if people & {m.sender.email for m in self.replies(meetings)}:
            yield "they have answered"
        for mail in self.outreach(meetings[0].company, end_of(meetings)):
            if by_hand(mail) and people & {a.email for a in mail.to}:
                yield "the user has thanked them"

    def _against_nudge(self, meetings: list[Meeting], born: datetime | None = None) -> Iterator[str]:
        """What speaks against the nudge; `born` is when its draft was written, if it was."""
        company, end = meetings[0].company, end_of(meetings)
        replies = self.replies(meetings)
        if replies and not replies[-1].header("x-until"):
            yield "a human has answered last, without naming a date"
        if any(m.header("x-outcome") == "next_step" for m in replies):
            yield "the next step is arranged"
        if any(m.start > end and m.cycles_missing is None for r in self.rounds(company) for m in r):
            yield "there is a later round"
        if self._nudged_by_hand(company, end, born):
            yield "the user has asked already"

    def _nudged_by_hand(self, company: str, end: datetime, born: datetime | None) -> bool:
        mails = self.outreach(company, end)
        if born is not None:
            return any(by_hand(m) and m.received > born for m in mails)
        return any(by_hand(b) and b.received >= a.received + 7 * DAY for a, b in pairwise(mails))

    # --- at the moment of a create ------------------------------------------------------------------------------

    def judge_create(self, payload: Payload) -> Iterator[str]:
        """Everything that is wrong with writing this draft at this moment."""
        meetings = self.round_of(payload)
        # One that vanished is believed for one more look, where it was last seen, whatever became of it unseen.
        named = [self.meetings[uid] for uid in uids_in(payload)]
        if any(m.cycles_missing in (0, 1) for m in [*meetings, *named]):
            yield from self._too_many(payload, meetings)
            return
        yield from self.objections(payload)
        if not standing(meetings):
            return
        if set(uids_in(payload)) != {m.uid for m in standing(meetings)}:
            yield "it is about other interviews than those of the day"
        if kind_of(payload) == "thank_you":
            yield from self._untimely_thanks(payload, end_of(meetings))
        elif kind_of(payload) == "nudge":
            yield from self._untimely_nudge(meetings)
        else:
            yield from self._untimely_card(end_of(meetings))
        yield from self._too_many(payload, meetings)

    def _too_many(self, payload: Payload, meetings: list[Meeting]) -> Iterator[str]:
        checks = {
            "thank_you": self._too_many_thanks,
            "nudge": self._too_many_nudges,
            "card": self._too_many_cards,
        }
        return checks[kind_of(payload)](payload, meetings)

    def _untimely_card(self, end: datetime) -> Iterator[str]:
        if not end + CARD_AFTER <= self.now <= end + DAY:
            yield f"a card {self.now - end} after the end"

    def _too_many_cards(self, payload: Payload, meetings: list[Meeting]) -> Iterator[str]:
        if self.drafts(meetings, "card") or self.handled_in(meetings, "card"):
            yield "a second card"
        if payload.to:
            yield "a card to somebody"

    def _untimely_thanks(self, payload: Payload, end: datetime) -> Iterator[str]:
        if not end + DAY <= self.now <= end + 5 * DAY:
            yield f"thanks {self.now - end} after the end"
        if payload.text.startswith("late ") != (self.now > end + 2 * DAY):
            yield "the wrong wording for the time"

    def _too_many_thanks(self, payload: Payload, meetings: list[Meeting]) -> Iterator[str]:
        people = {a.email for a in payload.to}
        known = [d.payload for d in self.drafts(meetings, "thank_you")]
        known += [h.payload for h in self.handled_in(meetings, "thank_you")]
        if any(people & {a.email for a in other.to} for other in known):
            yield "a second thank-you to somebody"
        if self.panel is not Panel.TOGETHER and len(people) != 1:
            yield "a thank-you to several"
        if self.panel is Panel.PRIMARY and len(standing(meetings)) == 1 and people != {self.first(meetings)}:
            yield "not the first of the panel"
        if people - {p for m in standing(meetings) for p in m.people}:
            yield "a thank-you to somebody who was not there"

    def _untimely_nudge(self, meetings: list[Meeting]) -> Iterator[str]:
        due = self.nudge_due(meetings)
        if not due <= self.now <= due + 7 * DAY:
            yield f"a nudge at {self.now}, due at {due}"
        if self.now > end_of(meetings) + 45 * DAY:
            yield f"a nudge {self.now - end_of(meetings)} after the end"
        if opening_from(self.now) != self.now:
            yield "a nudge outside business hours"

    def _too_many_nudges(self, payload: Payload, meetings: list[Meeting]) -> Iterator[str]:
        if self.drafts(meetings, "nudge") or self.handled_in(meetings, "nudge"):
            yield "a second nudge"
        if len(payload.to) != 1:
            yield "a nudge to several"
        if len(standing(meetings)) == 1 and payload.to[0].email != self.recipient(meetings):
            yield "a nudge to the wrong person"
        if self._something_is_the_users(meetings):
            yield "a nudge beside a draft that the user is working on"

    def _something_is_the_users(self, meetings: list[Meeting]) -> bool:
        """An edited thank-you that waits, or one that vanished and may yet turn up as sent."""
        waiting = any(
            d.folder is Folder.DRAFTS and d.text != d.payload.text for d in self.drafts(meetings, "thank_you")
        )
        return waiting or any(
            h.how == "delete" and self.now < h.at + 3 * DAY for h in self.handled_in(meetings, "thank_you")
        )

    # --- when a nudge is due ------------------------------------------------------------------------------------

    def reachable(self, meetings: list[Meeting]) -> list[str]:
        """Those who were there and have an address that lives, in order."""
        dead = self.dead(meetings[0].company)
        return [p for m in standing(meetings) for p in m.people if p not in dead]

    def first(self, meetings: list[Meeting]) -> str | None:
        return next(iter(self.reachable(meetings)), None)

    def recipient(self, meetings: list[Meeting]) -> str | None:
        """Whoever is most likely to answer a nudge: the recruiter, else the hiring manager, else the first."""
        return min(self.reachable(meetings), key=lambda who: PARTS.get(who.partition("@")[0], 2), default=None)

    def nudge_due(self, meetings: list[Meeting]) -> datetime:
        company, end = meetings[0].company, end_of(meetings)
        base = max([m.received for m in self.outreach(company, end)], default=end) + 7 * DAY
        moments = [base]
        promised = [m.header("x-until") for m in self.replies(meetings)[-1:]]
        moments += [opens(work_after(date.fromisoformat(day), 2)) for day in promised if day]
        for absence in self.mails(company, "auto_reply"):
            if absence.header("x-until") and absence.sender.email == self.recipient(meetings):
                back = opens(work_after(date.fromisoformat(absence.header("x-until")), 1))
                moments.append(min(back, base + 30 * DAY))
        return opening_from(max(moments))

    # --- after a whole cycle ------------------------------------------------------------------------------------

    def lying_wrongly(self) -> Iterator[str]:
        """Untouched drafts that should have been taken back."""
        for draft in [d for d in self.scene.mailbox.drafts.values() if d.folder is Folder.DRAFTS]:
            meetings = self.round_of(draft.payload)
            if meetings[0].company in self.unsettled:
                continue
            watched = not standing(meetings) or self.now <= end_of(meetings) + 45 * DAY
            if draft.text == draft.payload.text and watched:
                yield from (f"{draft.payload.text} lies there although {why}" for why in self.objections(draft.payload))
                yield from self._replaced(draft)
                yield from self._outlived(draft, meetings)

    def _outlived(self, draft: StoredDraft, meetings: list[Meeting]) -> Iterator[str]:
        """An untouched card goes when a thank-you comes, or when none can come any more."""
        if kind_of(draft.payload) != "card":
            return
        if self.drafts(meetings, "thank_you") or self.handled_in(meetings, "thank_you"):
            yield "a card lies there although the thank-you is written"
        elif self.now > end_of(meetings) + 5 * DAY:
            yield "a card lies there days later"

    def _replaced(self, draft: StoredDraft) -> Iterator[str]:
        if kind_of(draft.payload) == "nudge":
            for other in self.drafts(self.round_of(draft.payload), "thank_you"):
                untouched = other.folder is Folder.DRAFTS and other.text == other.payload.text
                if untouched and set(other.payload.to) & set(draft.payload.to):
                    yield "two drafts to one person"

    def missing(self) -> Iterator[str]:
        """Drafts that should be there by now."""
        for company in {m.company for m in self.meetings.values()}:
            doubtful = any(m.company == company and m.cycles_missing in (0, 1) for m in self.meetings.values())
            if self.is_closed(company) or doubtful:
                continue
            for meetings in self.rounds(company):
                whole = self.round_on(company, meetings[0].day)
                found = [*self._missing_thanks(whole), *self._missing_nudge(whole), *self._missing_card(whole)]
                yield from found if company not in self.unsettled else ()

    def _missing_thanks(self, meetings: list[Meeting]) -> Iterator[str]:
        end = end_of(meetings)
        if not end + DAY <= self.now <= end + 5 * DAY or self.handled_in(meetings, "thank_you"):
            return
        out = {a.email for d in self.drafts(meetings, "thank_you") for a in d.payload.to}
        for who in self._to_be_thanked(meetings):
            if who not in out:
                yield f"{who} was not thanked"

    def _missing_card(self, meetings: list[Meeting]) -> Iterator[str]:
        asked = self.debrief and end_of(meetings) + CARD_AFTER <= self.now < end_of(meetings) + DAY
        if not asked or self.handled_in(meetings, "card") or self.drafts(meetings, "card"):
            return
        thanked_by_hand = any(by_hand(m) for m in self.outreach(meetings[0].company, end_of(meetings)))
        if self._to_be_thanked(meetings) and not thanked_by_hand:
            yield f"{meetings[0].company} has no card"

    def _to_be_thanked(self, meetings: list[Meeting]) -> set[str]:
        people = {p for m in standing(meetings) for p in m.people} - self.dead(meetings[0].company)
        by_hand_to = {a.email for m in self.outreach(meetings[0].company, end_of(meetings)) if by_hand(m) for a in m.to}
        answered = {m.sender.email for m in self.replies(meetings)}
        if self.panel is Panel.EACH:
            return people - by_hand_to - answered
        if by_hand_to or answered or len(standing(meetings)) > 1:
            return set()
        first = self.first(meetings)
        return people if self.panel is Panel.TOGETHER else {first} if first else set()

    def _missing_nudge(self, meetings: list[Meeting]) -> Iterator[str]:
        who = self.recipient(meetings)
        name = (meetings[0].company, meetings[0].day)
        if self.now > self.nudge_due(meetings) + 7 * DAY:
            self.given_up.add(name)
        if who is None or len(standing(meetings)) > 1 or self._something_is_the_users(meetings):
            return
        gone = [h for h in self.handled_in(meetings, "thank_you") if h.how == "delete"]
        if any(h.noticed is None or self.now < h.noticed + 3 * DAY for h in gone):
            return  # it may turn up as sent
        if name in self.given_up or self.handled_in(meetings, "nudge") or opening_from(self.now) != self.now:
            return
        due = self.nudge_due(meetings)
        if not due <= self.now <= end_of(meetings) + 45 * DAY or len(self.replies(meetings)) > 1:
            return
        births = (at for p, at in self.born.values() if kind_of(p) == "nudge" and self.round_of(p) == list(meetings))
        against = any(self._against_nudge(meetings, min(births, default=None)))
        if not against and not self.drafts(meetings, "nudge"):
            yield f"{who} was not nudged, due since {due}"
