"""One world, run from its first moment to its last: everybody acts as the script says, followbot cycles, the oracle looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

from followbot.app.cycle import run_cycle
from followbot.app.ports import Account
from followbot.app.report import Report
from followbot.app.settings import Settings
from followbot.app.world import World
from followbot.domain.lifecycle import Failed, Unknown, Waiting
from followbot.domain.model import Address, Folder, Message, MessageKind, Outcome, Response
from followbot.domain.timing import Timing
from followbot.errors import StoreError
from followbot.providers.local import drafts as local_drafts
from followbot.providers.local import maildir
from followbot.store import open_store
from tests.contract.calendar import Meeting as Entry
from tests.contract.mailbox import ME
from tests.contract.mailbox import mail as raw_mail
from tests.crash.dying import Died
from tests.fakes.world import FakeClock, StoredDraft, mail, scene
from tests.property.facts import Handled, Meeting
from tests.property.memory import MemoryStore
from tests.property.simulation.boxes import LocalSite, make_sites
from tests.property.simulation.judges import SomeHolidays, detect, may_concern, read, write
from tests.property.simulation.promises import Promises
from tests.property.simulation.script import START, Moment, Script
from tests.property.simulation.sites import Overseen, Site
from tests.property.simulation.weather import FaultyStore, Reaper, Skewed, Weather

HOUR = timedelta(hours=1)
ACCEPTED = Response.ACCEPTED
TIMING = Timing()
SOON = (timedelta(minutes=10), timedelta(minutes=30), 2 * HOUR)
"""How long after a cycle in which something went wrong the next ones come."""


@dataclass
class Tally:
    """What a world has cost and what has happened in it."""

    cycles: int = 0
    deaths: int = 0
    process_weeks: float = 0.0
    happened: Counter[str] = field(default_factory=Counter)
    looks: Counter[str] = field(default_factory=Counter)
    """How often the oracle was asked about a company after a cycle, and why it was not."""


class Town:
    """A world. `broken` are the promises that were not kept; `tally` is what happened."""

    def __init__(self, script: Script, root: Path) -> None:
        self.script = script
        self.clock = FakeClock(START)
        self.skewed = Skewed(self.clock)
        self.sites = make_sites(self.clock, self.skewed, root)
        self.truth: Any = open_store("sqlite://", migrate=True) if script.real_store else MemoryStore()
        self.tally = Tally()
        self.promises = Promises(self, script.panel, debrief=script.debrief)
        self.inbox: list[Message] = []
        self.written = 0
        self.broken: list[str] = []
        self.told: list[tuple[datetime, str, str]] = []
        """At the end: what `why` has to tell."""
        self.storms: list[tuple[datetime, str, Weather]] = []
        self.full_until = self.off_until = self.skew_until = START
        self.reaper = Reaper()
        self.running = False
        self.anxious = 0
        for site in self.sites.values():
            site.boundary = self.boundary
            site.sprung = partial(self._sprung, site.name)
            self._live_beside_interviews(site)
        local = self.sites["local"]
        assert isinstance(local, LocalSite)
        local.full = self._is_full
        self.disk = local.disk()
        self.world = self._composed()

    @staticmethod
    def _live_beside_interviews(site: Site) -> None:
        """Nobody has nothing but interviews on the calendar; one that is suddenly empty is not believed."""
        lunch = (("x@y.example", "X", ACCEPTED),) * 2
        for number in range(10):
            start = START + timedelta(days=7 * number, hours=3)
            site.put(Entry(f"l{site.name}{number}", start=start, summary="Lunch", attendees=lunch))

    # --- the program ----------------------------------------------------------------------------------------------

    def _composed(self) -> World:
        """Followbot as the composition root makes it, but for judges that are trivial."""
        store = FaultyStore(self.truth, self.boundary, self._is_full)
        settings = Settings(TIMING, debrief=self.script.debrief, panel=self.script.panel)
        made = scene(START, settings=settings, store=store)  # type: ignore[arg-type]  # an overseen store delegates
        accounts = tuple(
            Account(
                s.name,
                s.name,
                frozenset({ME.email, s.address}),
                ME.email,
                (s.calendar,),
                Overseen(s, self.promises.judge),
            )
            for s in self.sites.values()
        )
        judges = {"detect": detect, "read": read, "write": write, "may_concern": may_concern}
        return replace(made.world, accounts=accounts, clock=self.skewed, holidays=SomeHolidays(), **judges)  # type: ignore[arg-type]  # judges by their names

    def boundary(self, name: str) -> None:
        if self.running:
            self.reaper(name)

    def _is_full(self) -> bool:
        return self.clock.now() < self.full_until

    def _sprung(self, site: str) -> None:
        self.promises.trouble(site)
        self.tally.happened["ambush sprung"] += 1

    def restart(self) -> None:
        for site in self.sites.values():
            site.restart()
        self.world = self._composed()

    # --- time -----------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """To the end of the script, or to the first promise that is broken."""
        left = list(self.script.moments)
        self.cycle()
        while self.clock.time < self.script.end and not self.broken:
            at = self._next(left)
            self.clock.time = max(at, self.clock.time)
            while left and left[0].at <= self.clock.time and not self.broken:
                self.happen(left.pop(0))
            if self.clock.time >= self.off_until:
                self.cycle()
        if not self.broken:
            self.broken += self.promises.at_the_end()
        self._close()

    def _close(self) -> None:
        first = [min(m.told for m in self.promises.known.values() if m.company == c) for c in self.promises.companies]
        self.tally.process_weeks = sum((self.clock.time - at) / timedelta(weeks=1) for at in first)
        entries = ((p, e) for p in self.truth.all() for e in self.truth.journal(p.id))
        self.told = sorted((e.at, p.company or "", f"{e.what}: {e.text}") for p, e in entries)
        if self.script.real_store:
            self.truth.close()

    def _next(self, left: list[Moment]) -> datetime:
        """The next moment that matters: something happens, something is due, or it is simply time to look again."""
        now = self.clock.time
        if now < self.off_until:
            return min([self.off_until, *(m.at for m in left[:1])])
        rest = SOON[min(self.anxious, 3) - 1] if self.anxious else self.script.rest * HOUR
        due = [
            f.state.due
            for p in self.truth.all()
            for f in p.follow_ups
            if isinstance(f.state, Waiting | Unknown | Failed)
        ]
        return min([now + rest, self.script.end, *(m.at for m in left[:1]), *(d for d in due if d > now)])

    def cycle(self) -> None:
        """One cycle in whatever weather there is, and a look at the world after it."""
        self._set_weather()
        self.tally.cycles += 1
        self.promises.cycle_began = self.skewed.now()
        report: Report | None = None
        store: Any = self.world.store
        self.running = True
        try:
            with mock.patch.object(maildir, "os", self.disk), mock.patch.object(local_drafts, "os", self.disk):
                report = run_cycle(self.world)
        except Died:
            self.tally.deaths += 1
            self._all_in_trouble()
            self.restart()
        except StoreError:
            self.tally.happened["cycle without a disk"] += 1
        self.running = False
        self.reaper.reborn()
        self.broken += store.untold
        clean = self.promises.after(report)
        self.anxious = 0 if clean else self.anxious + 1

    def _set_weather(self) -> None:
        now = self.clock.time
        if now >= self.skew_until:
            self.skewed.wrong_by = timedelta(0)
        self.storms = [storm for storm in self.storms if storm[0] > now]
        for site in self.sites.values():
            site.weather = next((weather for _, name, weather in self.storms if name == site.name), None)
            if site.weather is not None:
                self.promises.trouble(site.name)

    # --- what happens ---------------------------------------------------------------------------------------------

    def happen(self, moment: Moment) -> None:
        """Let it happen, if it can."""
        action = getattr(self, "_" + moment.what.replace(" ", "_"), None) or self._mail
        if action(moment) is not False:
            self.tally.happened[moment.what] += 1
        self.clock.forward(seconds=1)

    def site_of(self, company: str) -> Site:
        return self.sites[company.rstrip("0123456789")]

    def _invite(self, moment: Moment) -> bool:
        end = datetime.fromtimestamp(moment.number, UTC)
        if self.promises.is_closed(moment.company) or end < self.clock.time + 2 * HOUR:
            return False
        people = tuple(f"{name}@{moment.company}.example" for name in moment.who)
        meeting = Meeting(f"u{len(self.promises.known) + 1}", moment.company, people, end)
        self.promises.enter(meeting, self.clock.time)
        self.site_of(moment.company).put(self._entry(meeting))
        return True

    def _entry(self, meeting: Meeting) -> Entry:
        people = tuple((email, email.partition("@")[0].title(), ACCEPTED) for email in meeting.people)
        me = (self.site_of(meeting.company).address, "Sam Candidate", ACCEPTED)
        return Entry(
            meeting.uid, start=meeting.start, summary=f"Interview with {meeting.company}", attendees=(me, *people)
        )

    def _move(self, moment: Moment) -> bool:
        for meeting in self.promises.ahead(moment.company)[:1]:
            meeting.end += timedelta(seconds=moment.number)
            self.site_of(moment.company).put(self._entry(meeting))
            return True
        return False

    def _cancel(self, moment: Moment) -> bool:
        for meeting in self.promises.ahead(moment.company)[:1]:
            meeting.standing = False
            self.site_of(moment.company).cancel(self._entry(meeting))
            return True
        return False

    def _vanish(self, moment: Moment) -> bool:
        for meeting in self.promises.ahead(moment.company)[:1]:
            meeting.cycles_missing = 0
            self.site_of(moment.company).vanish(self._entry(meeting))
            return True
        return False

    def _called_off(self, moment: Moment) -> bool:
        read_again = max(self.clock.now(), self.off_until) + HOUR
        for meeting in self.promises.behind(moment.company, read_again)[:1]:
            meeting.standing = False
            self.site_of(moment.company).cancel(self._entry(meeting))
            return True
        return False

    def _mail(self, moment: Moment) -> bool:
        """Somebody, or the user, has written."""
        if moment.company not in self.promises.companies:
            return False
        now, who = self.clock.time, f"{moment.who[0]}@{moment.company}.example"
        until = (now + timedelta(days=moment.number)).date()
        made: dict[str, Callable[[], Message]] = {
            "answer": lambda: mail(who, now),
            "twice": lambda: mail(who, now),
            "promise": lambda: mail(who, now, until=until),
            "absence": lambda: mail(who, now, MessageKind.AUTO_REPLY, until=until),
            "bounce": lambda: mail(who, now, MessageKind.BOUNCE),
            "next step": lambda: mail(who, now, outcome=Outcome.NEXT_STEP),
            "rejection": lambda: mail(who, now, outcome=Outcome.REJECTION),
            "offer": lambda: mail(who, now, outcome=Outcome.OFFER),
            "by hand": lambda: mail(ME.email, now, to=(Address(who),), folder=Folder.SENT),
        }
        self.written += 1
        message = replace(made[moment.what](), message_id=f"m{self.written}@mail.example")
        site = self._account_of(moment)
        if site is self.site_of(moment.company):
            self.inbox.append(message)
        else:
            self.tally.happened["mail at another account"] += 1
            self.promises.unread.append((site.name, moment.company, message))
        raw = _raw(message)
        if message.folder is Folder.SENT:
            self.promises.sent_by_user[site.name] += 1
            site.harness.put_sent(raw)
        else:
            for _ in range(2 if moment.what == "twice" else 1):
                site.harness.deliver(raw)
        return True

    def _overlooked_answer(self, moment: Moment) -> bool:
        """It came after the last position that is still good, so only a search finds it, in an index that may lag."""
        name = self.site_of(moment.company).name
        self._expire_cursors(replace(moment, who=(name,)))
        return self._mail(replace(moment, what="answer", seed=1))

    def _account_of(self, moment: Moment) -> Site:
        """Where a mail lies: people answer to whichever address they have; bounces come to the one that wrote."""
        home = self.site_of(moment.company)
        if moment.seed % 6 or moment.what == "bounce":
            return home
        others = [site for site in self.sites.values() if site is not home]
        return others[moment.seed // 6 % len(others)]

    def _handle(self, moment: Moment) -> bool:
        """The user does something with a draft of this company's that waits."""
        waiting = self.promises.waiting(moment.company)
        if not waiting:
            return False
        chance = Random(moment.seed)  # noqa: S311 - no secret
        draft = waiting[chance.randrange(len(waiting))]
        site = self.site_of(moment.company)
        getattr(self.promises, f"user_{moment.what}s")(site, draft, chance)
        return True

    _send = _edit = _trash = _delete = _reopen = _handle

    # --- what goes wrong ------------------------------------------------------------------------------------------

    def _storm(self, moment: Moment) -> None:
        name, mode, often = moment.who
        weather = Weather(mode, int(often), Random(moment.seed))  # noqa: S311 - no secret
        self.storms.append((self.clock.time + moment.number * HOUR, name, weather))

    def _kill(self, moment: Moment) -> None:
        self.reaper.dies_at = moment.number
        self._all_in_trouble()

    def _kill_at_a_write(self, moment: Moment) -> None:
        self.reaper.dies_at_write = moment.number

    def _ambush(self, moment: Moment) -> None:
        name, how = moment.who
        self.sites[name].ambush = how

    def _restart(self, moment: Moment) -> None:
        self.restart()

    def _expire_cursors(self, moment: Moment) -> None:
        self.sites[moment.who[0]].expire_cursors()
        self.promises.trouble(moment.who[0])
        if moment.who[0] == "local":
            self.restart()

    def _expire_tokens(self, moment: Moment) -> None:
        self.sites[moment.who[0]].expire_tokens()

    def _disk_full(self, moment: Moment) -> None:
        self.full_until = self.clock.time + moment.number * HOUR
        self._all_in_trouble(until=self.full_until)

    def _clock(self, moment: Moment) -> None:
        self.skewed.wrong_by = timedelta(minutes=moment.number)
        self.skew_until = self.clock.time + 2 * HOUR
        self.promises.excuse(self.clock.time + 2 * HOUR + max(self.skewed.wrong_by, timedelta(0)))
        self._all_in_trouble(until=self.skew_until)

    def _off(self, moment: Moment) -> None:
        self.off_until = self.clock.time + moment.number * HOUR

    def _all_in_trouble(self, until: datetime | None = None) -> None:
        for name in self.sites:
            self.promises.trouble(name, until)


def _raw(message: Message) -> bytes:
    """The mail as its sender's program would write it; it says of itself what it is."""
    said = "".join(f"{name.title()}: {value}\r\n" for name, value in message.headers if value)
    sender, to = message.sender, message.to[0]
    raw = raw_mail("Re: Interview", at=message.date, sender=sender, to=to, message_id=message.message_id)
    return said.encode() + raw


def live(script: Script) -> Town:
    """Run a world in a folder of its own."""
    with TemporaryDirectory(prefix="town-") as folder:
        town = Town(script, Path(folder))
        town.run()
    return town


__all__ = ["Handled", "StoredDraft", "Town", "live"]
