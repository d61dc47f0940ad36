"""The working copy of all processes while one calendar is read: where events become interviews, rounds and processes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from followbot.app.catalogue import Catalogue
from followbot.app.ports import CalendarReading, Entry, Window
from followbot.app.snapshots import comparable, informed, local, people, untouched, with_the_past
from followbot.app.transact import entries
from followbot.app.world import World
from followbot.domain.grouping import belongs_to, replaces
from followbot.domain.keys import forgotten_interview
from followbot.domain.model import (
    Detection,
    Event,
    EventKey,
    Findings,
    Interview,
    Process,
    Round,
    Ruling,
    Standing,
    Verdict,
    digest,
)
from followbot.domain.policy import Happening
from followbot.domain.states import ByHand, Sent

_TOLD = {
    Standing.STANDING: ("restored", "The interview stands again."),
    Standing.CANCELLED: ("cancelled", "The interview was cancelled on the calendar."),
    Standing.DECLINED: ("declined", "You declined the invitation."),
    Standing.VANISHED: ("vanished", "The event is no longer on the calendar."),
    Standing.NOT_INTERVIEW: ("reclassified", "The event changed, and no longer looks like an interview."),
}


class Notebook:
    """Collects the changes of one reading; `changed` and `journal` are what is to be committed."""

    def __init__(self, world: World, now: datetime, going: Iterable[EventKey] = ()) -> None:
        """`going`: events that the reading reports as deleted."""
        self._going = frozenset(going)
        self._world = world
        self._now = now
        self._processes = Catalogue(world.store.live())
        self._all_loaded = False
        self._dirty: dict[str, None] = {}
        self._happenings: list[tuple[str, Happening]] = []
        self.found: list[str] = []
        self.vanished: list[EventKey] = []

    @cached_property
    def _forgotten(self) -> frozenset[str]:
        """Read when something new is found: they grow with the years, and most readings bring nothing."""
        return self._world.store.forgotten_keys()

    def changed(self) -> tuple[Process, ...]:
        return tuple(self._processes[process_id] for process_id in self._dirty)

    def journal(self) -> tuple[Entry, ...]:
        return tuple(e for pid, h in self._happenings for e in entries(self._processes[pid], (h,), self._now))

    # --- events -------------------------------------------------------------------------------------------------

    def take(self, event: Event, judged: tuple[Standing, Detection], fingerprint: str) -> None:
        """Enter what an event says: a new interview, news about a known one, or nothing of interest."""
        standing, detection = judged
        wanted = standing is Standing.STANDING and detection.verdict is not Verdict.NOT_INTERVIEW
        place = self._find(event.key, thorough=wanted)
        if place is not None:
            self._update(*place, event, standing, detection, fingerprint)
        elif wanted:
            self._enter(event, detection, fingerprint)

    def _find(self, key: EventKey, *, thorough: bool) -> tuple[Process, Round, Interview] | None:
        found = next(self._processes.holding(key.uid, key.instance), None)
        if found is None and thorough:
            self._load_all()
            found = next(self._processes.holding(key.uid, key.instance), None)
        return found

    def _load_all(self) -> None:
        """Settled processes are needed only when an event is new: to know it again, or to group it."""
        if not self._all_loaded:
            self._all_loaded = True
            for process in self._world.store.all():
                if self._processes.get(process.id) is None:
                    self._processes.put(process)

    def _update(
        self,
        process: Process,
        interview_round: Round,
        interview: Interview,
        event: Event,
        standing: Standing,
        detection: Detection,
        fingerprint: str,
    ) -> None:
        if self._is_lesser_copy(interview, event, standing, detection):
            return
        if standing is Standing.NOT_INTERVIEW and interview.ruling is Ruling.CONFIRMED:
            standing = Standing.STANDING
        changed = self._revised(interview, self._snapshot(event, detection, fingerprint, standing))
        if changed == interview:
            return
        if self._is_used_again(interview_round, interview, changed):
            self._put(process.with_round(with_the_past(interview_round, interview, self._day(interview))))
            self._enter(event, detection, fingerprint)
            return
        if changed.standing is not interview.standing:
            self._tell(process, interview.id, *_TOLD[changed.standing])
        if (changed.start, changed.end) != (interview.start, interview.end):
            self._tell(process, interview.id, "rescheduled", f"The interview moved to {local(changed)}.")
        self._put(informed(self._relocated(process, interview_round, interview, changed), changed.findings))

    def _revised(self, known: Interview, snapshot: Interview) -> Interview:
        """What is known of an interview, with what its event says now.

        An event that no longer stands is judged to be no interview; what it was, and with whom, is kept for the record.
        """
        if snapshot.standing is Standing.NOT_INTERVIEW and self._now >= known.end:
            return replace(known, fingerprint=snapshot.fingerprint)  # people tidy up what lies behind them
        if snapshot.standing is not Standing.STANDING:
            return replace(known, standing=snapshot.standing, fingerprint=snapshot.fingerprint, missed_reads=0)
        return replace(
            snapshot,
            id=known.id,
            ruling=known.ruling,
            seen_after_end=known.seen_after_end and snapshot.end == known.end,
            findings=self._richer(known, snapshot.findings),
        )

    def _is_lesser_copy(self, known: Interview, event: Event, standing: Standing, detection: Detection) -> bool:
        """A copy in another calendar speaks only if it stands, and the original is gone or knows fewer people."""
        if (known.account, known.calendar) == (event.account, event.calendar):
            return False
        original = self._world.account(known.account)
        if original is None or known.calendar not in {c.name for c in original.calendars}:
            return False
        if standing is not Standing.STANDING:
            return True
        knows_more = len(detection.findings.contacts) > len(known.findings.contacts)
        return known.standing is Standing.STANDING and not knows_more

    def _is_used_again(self, interview_round: Round, before: Interview, after: Interview) -> bool:
        """Whether an event was moved to another day after it had taken place and the user had thanked for it.

        Somebody uses the old entry for the next interview: that is a new round, and the old one keeps what was done for it.
        """
        thanked = any(isinstance(f.state, (Sent, ByHand)) for f in interview_round.follow_ups)
        return thanked and after.counts and before.end <= self._now and self._day(after) > self._day(before)

    def _richer(self, known: Interview, findings: Findings) -> Findings:
        """After an interview people tidy the event up; whom to thank does not change any more by that."""
        if self._now >= known.end and len(findings.contacts) < len(known.findings.contacts):
            return replace(findings, contacts=known.findings.contacts)
        return findings

    def _relocated(self, process: Process, old: Round, before: Interview, after: Interview) -> Process:
        """The process with the interview in the round of its (perhaps new) day."""
        rest = tuple(i for i in old.interviews if i.id != before.id)
        if self._day(after) == self._day(before):
            return process.with_round(replace(old, interviews=(*rest, after)))
        target = next((r for r in process.rounds if r.id != old.id and self._on_day(r, self._day(after))), None)
        if not rest and (target is None or not untouched(old)):
            return process.with_round(replace(old, interviews=(after,)))
        remaining = [r for r in process.rounds if r.id != old.id]
        if rest:
            remaining.append(replace(old, interviews=rest))
        if target is None:
            return replace(process, rounds=(*remaining, self._new_round(after, tuple(remaining))))
        joined = replace(target, interviews=(*target.interviews, after))
        return replace(process, rounds=tuple(joined if r.id == target.id else r for r in remaining))

    # --- new interviews -----------------------------------------------------------------------------------------

    def _enter(self, event: Event, detection: Detection, fingerprint: str) -> None:
        if forgotten_interview(event.uid, event.instance) in self._forgotten:
            return
        self._load_all()
        interview = self._snapshot(event, detection, fingerprint, Standing.STANDING)
        interview = replace(interview, id=self._unused("i", interview), ruling=self._series_ruling(event))
        findings = interview.findings
        home = belongs_to(
            findings, interview.start, self._processes.everything(), self._world.settings.timing.process_gap
        )
        earlier = self._remade(home, interview) if home is not None else None
        if home is not None and earlier is not None:
            self._take_over(home, *earlier, interview)
            return
        process = home or Process(
            id=self._unused("p", interview),
            rounds=(),
            company=findings.company,
            role=findings.role,
            domains=findings.company_domains,
            agency=findings.agency,
        )
        day = self._day(interview)
        known = next((r for r in process.rounds if self._on_day(r, day)), None)
        placed = (
            replace(known, interviews=(*known.interviews, interview))
            if known
            else self._new_round(interview, process.rounds)
        )
        process = informed(process.with_round(placed), findings)
        self._put(process)
        self.found.append(interview.id)
        doubt = " It is not certain that it is one." if interview.doubtful else ""
        self._tell(
            process,
            interview.id,
            "found",
            f"An interview was found on the calendar for {local(interview)}.{doubt}",
            tuple(e.text for e in detection.evidence),
        )

    def _remade(self, process: Process, interview: Interview) -> tuple[Round, Interview] | None:
        """The cancelled interview that a new event stands for: recruiting systems reschedule by cancelling and making anew."""
        for interview_round in process.rounds:
            for old in interview_round.interviews:
                announced = EventKey(old.uid, old.instance) in self._going and self._now < old.end
                known = replace(old, standing=Standing.VANISHED) if announced else old
                if untouched(interview_round) and replaces(known, interview):
                    return interview_round, old
        return None

    def _take_over(self, process: Process, interview_round: Round, old: Interview, new: Interview) -> None:
        """The new event goes on under the old interview's name, with what the user has said of it."""
        changed = replace(new, id=old.id, ruling=new.ruling or old.ruling)
        self._tell(process, old.id, "rescheduled", f"The interview was cancelled and made anew for {local(changed)}.")
        self._put(informed(self._relocated(process, interview_round, old, changed), changed.findings))

    def _unused(self, letter: str, interview: Interview) -> str:
        """An id made of the event; with its day where the event was another interview before."""
        name = letter + digest(interview.uid, interview.instance, length=10)
        if not self._processes.is_used(name):
            return name
        return letter + digest(interview.uid, interview.instance, str(self._day(interview)), length=10)

    def _series_ruling(self, event: Event) -> Ruling | None:
        """What the user said of one occurrence holds for the series."""
        if not event.recurring:
            return None
        return next(
            (
                i.ruling
                for p in self._processes.everything()
                for r in p.rounds
                for i in r.interviews
                if i.uid == event.uid and i.ruling is not None
            ),
            None,
        )

    def _new_round(self, interview: Interview, others: tuple[Round, ...]) -> Round:
        identity = f"{interview.uid}|{interview.instance}"
        if self._processes.has_round(identity) or any(r.identity == identity for r in others):
            # It opened another round once and has moved away from it: that one keeps the name, and the draft keys made of it.
            identity = f"{identity}|{self._day(interview)}"
        return Round(
            id="r" + digest(identity, length=10),
            identity=identity,
            account=self._drafting_account(interview),
            interviews=(interview,),
        )

    def _drafting_account(self, interview: Interview) -> str:
        """The account that the invitation addresses, else the event's own, else the first with a mailbox; "" for none."""
        with_mailbox = [a for a in self._world.accounts if a.mailbox is not None]
        invited = interview.findings.invited
        choices = [a.name for a in with_mailbox if invited and invited in a.addresses]
        choices += [a.name for a in with_mailbox if a.name == interview.account]
        choices += [a.name for a in with_mailbox]
        return choices[0] if choices else ""

    def _snapshot(self, event: Event, detection: Detection, fingerprint: str, standing: Standing) -> Interview:
        # In UTC, because a local time in the hour that autumn repeats is equal to no moment but itself (PEP 495).
        start, end = (moment.astimezone(UTC) for moment in self._world.slot(event))
        return Interview(
            id="i" + digest(event.uid, event.instance, length=10),
            account=event.account,
            calendar=event.calendar,
            uid=event.uid,
            instance=event.instance,
            start=start,
            end=end,
            zone=event.zone or self._world.profile.timezone,
            summary=event.summary[:500],
            verdict=detection.verdict,
            score=detection.score,
            findings=comparable(detection.findings),
            evidence=detection.evidence,
            standing=standing,
            fingerprint=fingerprint,
        )

    # --- absence ------------------------------------------------------------------------------------------------

    def account_for_absence(self, account: str, calendar: str, window: Window, reading: CalendarReading) -> None:
        """Notice interviews that this calendar no longer has.

        A deletion counts at once. Mere absence counts only in two successive complete reads that cover the event, and
        not for an event that was still there at its end: people tidy up.
        """
        gone = set(reading.gone)
        for process in self._processes.everything():
            for interview_round in process.rounds:
                for interview in interview_round.interviews:
                    if (interview.account, interview.calendar) != (account, calendar):
                        continue
                    if interview.standing is not Standing.STANDING:
                        continue
                    after = self._after_reading(interview, window, reading, gone)
                    if after != interview:
                        self._replace(process.id, interview_round.id, after)

    def _after_reading(
        self, interview: Interview, window: Window, reading: CalendarReading, gone: set[EventKey]
    ) -> Interview:
        key = EventKey(interview.uid, interview.instance)
        if key in gone:
            return replace(interview, standing=Standing.VANISHED)
        if not reading.complete or not window.overlaps(interview.start, interview.end):
            return interview
        absent = interview.missed_reads > 0 if reading.present is None else key not in reading.present
        if not absent:
            over = self._now >= interview.end
            return replace(interview, missed_reads=0, seen_after_end=interview.seen_after_end or over)
        if interview.seen_after_end:
            return interview
        missed = interview.missed_reads + 1
        standing = Standing.VANISHED if missed > 1 else interview.standing
        return replace(interview, missed_reads=missed, standing=standing)

    def _replace(self, process_id: str, round_id: str, interview: Interview) -> None:
        process = self._processes[process_id]
        interview_round = process.round(round_id)
        interviews = tuple(interview if i.id == interview.id else i for i in interview_round.interviews)
        self._put(process.with_round(replace(interview_round, interviews=interviews)))
        if interview.standing is Standing.VANISHED:
            self.vanished.append(EventKey(interview.uid, interview.instance))
            self._tell(process, interview.id, *_TOLD[Standing.VANISHED])

    # --- small things -------------------------------------------------------------------------------------------

    def _put(self, process: Process) -> None:
        before = self._processes.get(process.id)
        if before is not None and people(process) - people(before):
            # Mail was never searched for the newcomers: their thread, and perhaps the user's thanks, may lie there already.
            process = replace(process, watched=())
        self._processes.put(process)
        self._dirty[process.id] = None

    def _tell(self, process: Process, about: str, what: str, text: str, evidence: tuple[str, ...] = ()) -> None:
        self._happenings.append((process.id, Happening(about, what, text, evidence)))

    def _day(self, interview: Interview) -> date:
        return interview.start.astimezone(ZoneInfo(interview.zone)).date()

    def _on_day(self, interview_round: Round, day: date) -> bool:
        return any(self._day(i) == day for i in interview_round.standing or interview_round.interviews)
