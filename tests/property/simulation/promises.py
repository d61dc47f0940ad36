"""What has to hold in a world, asked at every create and after every cycle of the world as it lies there.

`Promises` keeps the oracle's books: which meetings there are, what the user did with which draft, and with which accounts
something has just gone wrong, so that what is late there may yet come. What followbot thinks of it is not asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default as modern
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING

from followbot.app.ports import Clock, Payload
from followbot.app.report import Report
from followbot.app.settings import Panel
from followbot.domain.lifecycle import is_final
from followbot.domain.model import Address, Folder, Message
from tests.fakes.world import StoredDraft, mail
from tests.property.facts import Handled, Meeting, kind_of, standing
from tests.property.oracle import Oracle
from tests.property.simulation.guarding import told_tokens

if TYPE_CHECKING:
    from tests.property.simulation.sites import Site
    from tests.property.simulation.town import Town

SETTLED_AFTER = timedelta(hours=5)
"""After trouble: refusals are tried again after four hours at most, and indexes lag for one."""

HEALED_AFTER = timedelta(hours=10)
"""After trouble, nothing may still be wrong."""

OWN_WORDS = "These are my own words, and nobody else's.\n"


@lru_cache(maxsize=4096)
def _read(raw: bytes) -> tuple[str, str]:
    """The key and the words of a draft, by the standard library's reading."""
    message = message_from_bytes(raw, policy=modern)
    body = message.get_body(("plain", "html"))
    return str(message["X-Draft-Ref"] or ""), _words(body.get_content() if body else "")


def _words(text: str) -> str:
    """A text without the ways in which servers and programs set it."""
    return " ".join(text.split())


class View:
    """All mailboxes as one, with the user's eyes; and what the user remembers of drafts that are gone."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self.elsewhere: dict[str, StoredDraft] = {}
        self.payloads: dict[str, Payload] = {}
        self.copies: Counter[str] = Counter()

    @property
    def clock(self) -> Clock:
        return self._town.skewed

    @property
    def mailbox(self) -> View:
        return self

    @property
    def inbox(self) -> list[Message]:
        return self._town.inbox

    def look(self) -> None:
        """Read every drafts folder anew."""
        self._drafts: dict[str, StoredDraft] = dict(self.elsewhere)
        self.copies.clear()
        for site in self._town.sites.values():
            for raw in site.harness.drafts():
                key, text = _read(raw)
                if key in self.elsewhere and self.elsewhere[key].folder is Folder.TRASH:
                    continue  # Gmail keeps what lies in the trash a draft
                self.copies[key] += 1
                payload = self.payloads[key]
                same = text == _words(payload.text)
                self._drafts[key] = StoredDraft(payload, text=payload.text if same else text)

    @property
    def drafts(self) -> dict[str, StoredDraft]:
        return self._drafts


class Promises:
    def __init__(self, town: Town, panel: Panel, *, debrief: bool) -> None:
        self.town = town
        self.view = View(town)
        self.oracle = Oracle(self.view, panel, debrief=debrief)
        self.known: dict[str, Told] = {}
        self.touched: dict[str, str] = {}
        self.filled: dict[str, Filled] = {}
        """Cards on which the user wrote something, by their keys."""
        self.sent_by_user: Counter[str] = Counter()
        self.unread: list[tuple[str, str, Message]] = []
        """Mail (account, company) at another account than the process's, which need not be up when something is delivered."""
        self.wrong: list[str] = []
        self.cycle_began = town.clock.now()
        self.excused: set[str] = set()
        self._trouble: dict[str, datetime] = {}
        self._unclean: dict[str, datetime] = {}
        self._marks_lost: set[str] = set()
        self.view.look()

    # --- books ----------------------------------------------------------------------------------------------------

    @property
    def companies(self) -> set[str]:
        return {m.company for m in self.oracle.meetings.values()}

    def enter(self, meeting: Meeting, told: datetime) -> None:
        self.oracle.meetings[meeting.uid] = meeting
        self.known[meeting.uid] = Told(meeting.company, told)

    def is_closed(self, company: str) -> bool:
        return company in self.companies and self.oracle.is_closed(company)

    def ahead(self, company: str) -> list[Meeting]:
        """Interviews that may still change without a draft of their round existing."""
        soonest = self.town.clock.now() + timedelta(hours=2)
        return [m for m in self._certain(company) if m.end > soonest]

    def behind(self, company: str, read_again: datetime) -> list[Meeting]:
        """Interviews that are over, and not yet out of the calendar's window when the program next reads it."""
        now = self.town.clock.now()
        return [m for m in self._certain(company) if read_again - timedelta(days=20) < m.end < now]

    def _certain(self, company: str) -> list[Meeting]:
        mine = (m for m in self.oracle.meetings.values() if m.company == company)
        return [m for m in mine if m.standing and m.cycles_missing is None]

    def trouble(self, site: str, until: datetime | None = None) -> None:
        """Something goes wrong there, now or until then."""
        now = self.town.clock.now()
        self._trouble[site] = max(until or now, self._trouble.get(site, now))
        self._unclean[site] = max(until or now, self._unclean.get(site, now))

    def excuse(self, seen: datetime) -> None:
        """The program's clock will have shown this time: what was too late by then may have been given up."""
        now = self.town.clock.now()
        for company in self.companies:
            for meetings in self.oracle.rounds(company):
                late = (
                    max(m.end for m in meetings) + timedelta(days=5),
                    self.oracle.nudge_due(meetings) + timedelta(days=7),
                )
                if any(now <= moment <= seen for moment in late):
                    self.excused.add(company)

    # --- the user -------------------------------------------------------------------------------------------------

    def waiting(self, company: str) -> list[StoredDraft]:
        self.view.look()
        drafts = sorted(self.view.drafts.values(), key=lambda d: d.payload.key)
        return [d for d in drafts if d.folder is Folder.DRAFTS and self._company(d.payload) == company]

    def _company(self, payload: Payload) -> str:
        return self.oracle.round_of(payload)[0].company

    def user_sends(self, site: Site, draft: StoredDraft, chance: Random) -> None:
        """Now and then by a program that leaves no mark of ours on what it sends. Nobody sends a card: it is filled in."""
        if kind_of(draft.payload) == "card":
            self.user_edits(site, draft, chance)
            return
        payload, now = draft.payload, self.town.clock.now()
        bare = draft.text == payload.text and site.name not in self._marks_lost and chance.randrange(3) == 0
        if bare:
            self._marks_lost.add(site.name)
        site.harness.send(payload, marks=not bare)
        self.sent_by_user[site.name] += 1
        self.view.elsewhere[payload.key] = StoredDraft(payload, Folder.SENT, draft.text, now)
        self.touched.pop(payload.key, None)
        marks = (("x-draft-ref", payload.key),)
        self.town.inbox.append(mail(payload.sender.email, now, to=payload.to, folder=Folder.SENT, headers=marks))

    def user_edits(self, site: Site, draft: StoredDraft, chance: Random) -> None:
        self._handled(draft, "edit")
        if kind_of(draft.payload) == "card":
            words = f"They will build number {chance.randrange(1 << 30)} of it.\n"
            site.harness.edit(draft.payload, text=words)
            self.filled[draft.payload.key] = Filled(self._company(draft.payload), _words(words), self.town.clock.now())
            return
        site.harness.edit(draft.payload, text=OWN_WORDS)
        self.touched[draft.payload.key] = OWN_WORDS

    def user_reopens(self, site: Site, draft: StoredDraft, chance: Random) -> None:
        if draft.text == draft.payload.text:
            site.harness.reopen(draft.payload)

    def user_trashs(self, site: Site, draft: StoredDraft, chance: Random) -> None:
        self._handled(draft, "trash")
        site.harness.trash(draft.payload)
        self.view.elsewhere[draft.payload.key] = StoredDraft(draft.payload, Folder.TRASH, draft.text)
        self.touched.pop(draft.payload.key, None)

    def user_deletes(self, site: Site, draft: StoredDraft, chance: Random) -> None:
        self._handled(draft, "delete")
        site.harness.delete(draft.payload)
        self.touched.pop(draft.payload.key, None)

    def _handled(self, draft: StoredDraft, how: str) -> None:
        self.oracle.handled.append(Handled(draft.payload, how, self.town.clock.now()))
        self.filled.pop(draft.payload.key, None)

    # --- judgement ------------------------------------------------------------------------------------------------

    def judge(self, payload: Payload) -> None:
        """At the moment of a create. It has to be wrong at whichever moment of the cycle, whatever has been read elsewhere."""
        self.view.payloads.setdefault(payload.key, payload)
        self.view.look()
        found = list(self.oracle.judge_create(payload))
        if found and self.cycle_began != self.town.skewed.now():
            self.oracle.at = self.cycle_began
            found = list(self.oracle.judge_create(payload)) and found
            self.oracle.at = None
        if found and (elsewhere := [mail for _, company, mail in self.unread if company == self._company(payload)]):
            self.town.inbox += elsewhere
            found = list(self.oracle.judge_create(payload)) and found
            del self.town.inbox[-len(elsewhere) :]
        self.wrong += [
            f"{kind_of(payload)} {payload.text.split()[-1]} to {_names(payload.to)}: {what}" for what in found
        ]
        self.view.payloads[payload.key] = payload
        self.oracle.born.setdefault(payload.key, (payload, self.town.skewed.now()))

    def after(self, report: Report | None) -> bool:
        """After a cycle (None: it did not end); whether nothing went wrong in it."""
        unclean = self._failing(report)
        for name in unclean:
            self._unclean[name] = max(self.town.clock.now(), self._unclean.get(name, self.town.clock.now()))
        self._count_absences(unclean)
        self._read_elsewhere(unclean)
        self.view.look()
        self.oracle.unsettled = {c for c in self.companies if not self._is_settled(c, unclean)}
        self._count_what_is_asked(unclean)
        self._notice(unclean)
        found = [*self.oracle.lying_wrongly(), *self.oracle.missing()]
        twice = [self.view.payloads[key] for key, copies in self.view.copies.items() if copies > 1]
        found += [f"the same draft twice: {kind_of(payload)} {payload.text.split()[-1]}" for payload in twice]
        found += [*self._touched_again(), *self._cards()]
        for site in self.town.sites.values():
            found += site.verify()
            if len(site.harness.sent()) != self.sent_by_user[site.name]:
                found.append(f"{site.name}: something was sent that the user did not send")
        found += ["let in: anybody can read a draft"] * sum(s.open_to_others for s in self.town.sites.values())
        health = [h.last_error or "" for h in self.town.truth.health()]
        found += told_tokens([*health, *(f"{e.where} {e.what}" for e in (report.errors if report else ()))])
        found += self._not_healed(report, unclean)
        self.town.broken += [*self.wrong, *found]
        return not unclean

    def _failing(self, report: Report | None) -> set[str]:
        """The accounts at which something went wrong in a cycle; where it does not say at which, those that may be to blame."""
        if report is None:
            return set(self.town.sites)
        named = {e.account for e in report.errors if e.code and e.account is not None}
        nameless = report.in_doubt or any(e.code and e.account is None for e in report.errors)
        now = self.town.clock.now()
        blamed = {name for name, at in self._trouble.items() if now < at + HEALED_AFTER} or set(self.town.sites)
        return named | blamed if nameless else named

    def _is_settled(self, company: str, unclean: set[str]) -> bool:
        waiting = any(company == concerned for _, concerned, _ in self.unread)
        return self._is_calm(self.town.site_of(company).name, unclean) and company not in self.excused and not waiting

    def _is_calm(self, site: str, unclean: set[str]) -> bool:
        rough = self._unclean.get(site)
        return site not in unclean and (rough is None or self.town.clock.now() >= rough + SETTLED_AFTER)

    def _read_elsewhere(self, unclean: set[str]) -> None:
        """What lies at an account that has just been read without trouble is known from now on."""
        for entry in [u for u in self.unread if self._is_calm(u[0], unclean)]:
            self.unread.remove(entry)
            self.town.inbox.append(entry[2])

    def _count_absences(self, unclean: set[str]) -> None:
        for meeting in self.oracle.meetings.values():
            if meeting.cycles_missing is not None and self.town.site_of(meeting.company).name not in unclean:
                meeting.cycles_missing += 1
                meeting.standing = meeting.standing and meeting.cycles_missing < 2

    def _touched_again(self) -> Iterator[str]:
        for key, text in self.touched.items():
            draft = self.view.drafts.get(key)
            if draft is None or draft.text != _words(text):
                yield "a draft that the user had edited was changed or taken away"

    def _notice(self, unclean: set[str]) -> None:
        """What a cycle without trouble could not but see, it has seen."""
        now = self.town.clock.now()
        for handled in self.oracle.handled:
            if handled.noticed is None and self._is_calm(
                self.town.site_of(self._company(handled.payload)).name, unclean
            ):
                handled.noticed = now
        for card in self.filled.values():
            if card.noticed is None and self._is_calm(self.town.site_of(card.company).name, unclean):
                card.noticed = now

    def _cards(self) -> Iterator[str]:
        """A card that the user wrote on is kept, until it was left alone for half an hour and is stored; then it goes."""
        now = self.town.clock.now()
        for key, card in [*self.filled.items()]:
            draft = self.view.drafts.get(key)
            if draft is None:
                del self.filled[key]
                if now < card.at + timedelta(minutes=30):
                    yield "a card was taken away while the user was writing on it"
                if not any(card.words in _words(note) for note in self._notes()):
                    yield "what the user wrote on a card is lost"
            elif draft.text != card.words:
                yield "a card that the user had written on was changed"
            elif card.noticed and now > card.noticed + 2 * SETTLED_AFTER and card.company not in self.oracle.unsettled:
                yield "a card lies there long after it was filled in"

    def _notes(self) -> Iterator[str]:
        return (n.text for p in self.town.truth.all() for r in p.rounds for n in r.notes)

    def _count_what_is_asked(self, unclean: set[str]) -> None:
        """In how many looks at a company it was asked what lies there wrongly and what is missing, and if not, why."""
        for company in self.companies:
            if company not in self.oracle.unsettled:
                why = "asked"
            elif company in self.excused:
                why = "clock was wrong"
            elif self._is_calm(self.town.site_of(company).name, unclean):
                why = "unread mail"
            else:
                why = "trouble at the account"
            self.town.tally.looks[why] += 1

    def _not_healed(self, report: Report | None, unclean: set[str]) -> Iterator[str]:
        now = self.town.clock.now()
        for name in sorted(unclean) if report else ():
            since = self._trouble.get(name)
            if since is None or now >= since + HEALED_AFTER:
                errors = [f"{e.where}: {e.what}" for e in report.errors] if report else []
                yield f"{name}: hours after the last trouble something still goes wrong: {errors}"

    # --- at the end -----------------------------------------------------------------------------------------------

    def at_the_end(self) -> Iterator[str]:
        """`why` can tell everything: each follow-up's way to its end, and every draft that was ever asked for."""
        store = self.town.truth
        told = {(e.about, e.what) for p in store.all() for e in store.journal(p.id)}
        about = {name for name, _ in told}
        for process in store.all():
            for follow_up in process.follow_ups:
                if is_final(follow_up.state) and follow_up.id not in about:
                    yield f"why says nothing of a {follow_up.kind} that is {type(follow_up.state).__name__}"
        drafted = sum(what in ("drafted", "adopted") for _, what in told)
        if drafted < len({*self.view.drafts}):
            yield f"why tells of {drafted} drafts, and there are {len(self.view.drafts)}"
        for entry in (e for p in store.all() for e in store.journal(p.id)):
            if not entry.text:
                yield f"why has no words for {entry.what}"
            yield from told_tokens([entry.text, *entry.evidence])


@dataclass
class Filled:
    """What the user wrote on a card, and when. `noticed` is when followbot could not but see it."""

    company: str
    words: str
    at: datetime
    noticed: datetime | None = None


class Told:
    """When the world first heard of a meeting."""

    def __init__(self, company: str, told: datetime) -> None:
        self.company = company
        self.told = told


def _names(people: tuple[Address, ...]) -> str:
    return ", ".join(a.email for a in people)


__all__ = ["OWN_WORDS", "Promises", "standing"]
