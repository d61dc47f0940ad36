"""Dying before and after everything that leaves the program, on each provider, and comparing with a life without a death.

Boundaries are the lowest there are: each request to Google and Microsoft, to mailbox and calendar, each command to an IMAP
server, each request to a CalDAV server (a real one), each change of a file in a Maildir and each read of a folder of calendar
files; besides each commit. Death comes one boundary later each time, until the cycle survives. `test_google`,
`test_microsoft` and `test_imap_steps` do it with the real judges, threads, the store on disk and a real Dovecot.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import pytest

from followbot.app.cycle import run_cycle
from followbot.app.ports import Account, Calendar
from followbot.app.world import World
from followbot.domain.keys import draft_keys
from followbot.domain.mime import KEY_HEADER, parse_message
from followbot.domain.model import FollowUp, Response
from followbot.providers.local import drafts as local_drafts
from followbot.providers.local import maildir
from tests.contract.calendar import Meeting
from tests.contract.dav_harness import DavHarness
from tests.contract.local_harness import START
from tests.crash.dying import Died, MortalStore, Reaper
from tests.crash.providers import Life, answer, write
from tests.fakes.build import ME as PROFILE
from tests.fakes.world import FakeClock, scene
from tests.property.memory import MemoryStore
from tests.property.simulation.boxes import ImapSite, LocalSite
from tests.property.simulation.judges import detect
from tests.property.simulation.sites import GoogleSite, MicrosoftSite, Site
from tests.property.simulation.weather import Skewed
from tests.servers.radicale import Radicale, needs_radicale, radicale

DAY = timedelta(days=1)
END = START - DAY
PEOPLE = ("jane@acme.example", "ravi@acme.example")
AFTERWARDS = 5
"""Cycles after a death, ten minutes apart: whatever was uncertain is found out, indexes catch up."""

DETOURS = frozenset({"unknown", "waiting"})
"""What the journal of a life with a death may tell besides, once of each follow-up.

Whoever died after the intent does not know whether there is a draft, and says so; and if looks do not find it, that it is
asked for anew. Anything else, or one of these twice, is a bug.
"""


class ImapAndDav(ImapSite):
    """The mailbox on a server in memory, the calendar on a real one, whose requests are boundaries too."""

    def __init__(self, clock: FakeClock, skewed: Skewed, dav: DavHarness) -> None:
        self._dav = dav
        dav.clear()
        dav.boundary = lambda name: self.boundary(name)
        super().__init__(clock, skewed)

    def restart(self) -> None:
        super().restart()
        self._dav.restart()

    @property
    def calendar(self) -> Calendar:
        return self._dav.calendar

    def put(self, entry: Meeting) -> None:
        self._dav.put(entry)

    def cancel(self, entry: Meeting) -> None:
        self._dav.cancel(entry)


Fresh = Callable[[], AbstractContextManager[Site]]
"""A way to a new account at a provider."""


@contextmanager
def on_google() -> Iterator[Site]:
    yield GoogleSite(*_clocks())


@contextmanager
def on_microsoft() -> Iterator[Site]:
    yield MicrosoftSite(*_clocks())


@contextmanager
def on_imap(dav: DavHarness) -> Iterator[Site]:
    yield ImapAndDav(*_clocks(), dav)


@contextmanager
def on_a_maildir() -> Iterator[Site]:
    with TemporaryDirectory() as folder, ExitStack() as patched:
        site = LocalSite(*_clocks(), Path(folder))
        for module in (maildir, local_drafts):
            patched.enter_context(mock.patch.object(module, "os", site.disk()))
        yield site


def _clocks() -> tuple[FakeClock, Skewed]:
    clock = FakeClock(START)
    return clock, Skewed(clock)


# --- lives --------------------------------------------------------------------------------------------------------------


@dataclass
class Whole(Life):
    """A life on a whole account: after a restart mailbox and calendar are new as well."""

    site: Site

    def reborn(self) -> World:
        self.site.restart()
        (account,) = self.world.accounts
        return replace(
            self.world, accounts=(replace(account, mailbox=self.site.mailbox, calendars=(self.site.calendar,)),)
        )


def life(site: Site) -> Whole:
    """Two people were met; their thank-yous are due now. The store is one in memory: a commit is done, or not, at once."""
    s = scene(END - DAY, profile=PROFILE, store=MemoryStore())  # type: ignore[arg-type]  # a store by its port
    me = frozenset({*PROFILE.addresses, site.address})
    real = Account(site.name, site.name, me, PROFILE.email, (site.calendar,), site.mailbox)
    world = replace(s.world, accounts=(real,), clock=site.clock, detect=detect, write=write)
    site.clock.time = END - DAY
    site.put(meeting(site, "acme", END, *PEOPLE))
    run_cycle(world)
    site.clock.time = END + DAY
    return Whole(site.harness, site.clock, world, site)


def meeting(site: Site, company: str, end: datetime, *people: str) -> Meeting:
    guests = ((email, email.partition("@")[0].title(), Response.ACCEPTED) for email in people)
    everybody = ((site.address, "Sam", Response.ACCEPTED), *guests)
    return Meeting(company, end - timedelta(hours=1), summary=f"Interview with {company}", attendees=everybody)


def thanks_are_due(made: Whole) -> None:
    """Nothing more happens."""


def nudge_is_due(made: Whole) -> None:
    """Nobody sent the thank-yous for a week: the nudge takes their place."""
    run_cycle(made.reborn())
    made.clock.time = END + 7 * DAY


def nudge_is_due_after_sent_thanks(made: Whole) -> None:
    """Both were sent, one of them by a program that leaves no mark of ours on it."""
    run_cycle(made.reborn())
    (process,) = made.world.store.all()
    payloads = [made.world.store.payload(f.id, key) for key, f in draft_keys(process)]
    for number, payload in enumerate(p for p in payloads if p is not None):
        made.clock.time += timedelta(minutes=1)
        made.harness.send(payload, marks=bool(number))
    made.clock.time += timedelta(minutes=10)
    run_cycle(made.reborn())
    made.clock.time = END + 8 * DAY + timedelta(hours=1)


def the_calendar_has_news(made: Whole) -> None:
    """Both thank-yous wait. Their interview is cancelled now, another one is moved, and a third is new."""
    site = made.site
    site.put(meeting(site, "gamma", END + 5 * DAY, "gus@gamma.example"))
    run_cycle(made.reborn())
    site.clock.time += timedelta(minutes=10)
    site.cancel(meeting(site, "acme", END, *PEOPLE))
    site.put(meeting(site, "gamma", END + 6 * DAY, "gus@gamma.example"))
    site.put(meeting(site, "beta", END + 3 * DAY, "kim@beta.example"))


def mortal(made: Whole, reaper: Reaper) -> World:
    world = made.reborn()
    made.site.boundary = reaper
    store: Any = MortalStore(world.store, reaper)
    return replace(world, store=store)


def afterwards(made: Whole) -> None:
    made.site.boundary = lambda name: None
    for _ in range(AFTERWARDS):
        run_cycle(made.reborn())
        made.clock.time += timedelta(minutes=10)


@dataclass(frozen=True)
class EndState:
    """What lies in the mailbox, what the store believes of it, and what it can tell."""

    drafts: list[tuple[Any, ...]]
    sent: list[tuple[Any, ...]]
    follow_ups: list[tuple[Any, ...]]
    signals: list[tuple[Any, ...]]
    interviews: list[tuple[Any, ...]]
    closed: list[tuple[Any, ...]]
    journal: Counter[tuple[str, str]]


def end_state(made: Life) -> EndState:
    processes = made.world.store.all()
    follow_ups = [f for p in processes for f in p.follow_ups]
    signals = [s for p in processes for s in p.signals]
    return EndState(
        drafts=sorted(_letter(raw) for raw in made.harness.drafts()),
        sent=sorted(_letter(raw) for raw in made.harness.sent()),
        follow_ups=sorted(_believed(f) for f in follow_ups),
        signals=sorted((s.id, s.kind.value, s.at, s.person, s.people, str(s.outcome), s.key) for s in signals),
        interviews=sorted(
            (i.uid, str(i.end), i.standing.value) for p in processes for r in p.rounds for i in r.interviews
        ),
        closed=sorted((p.company, str(p.closed), str(p.closed_at)) for p in processes),
        journal=Counter((e.about, e.what) for p in processes for e in made.world.store.journal(p.id)),
    )


def _letter(raw: bytes) -> tuple[Any, ...]:
    """A mail, whole but for what a provider adds to it."""
    m = parse_message(raw, ref="")
    people = tuple(a.email for a in m.recipients)
    return m.text.strip().replace("\r\n", "\n"), m.subject, people, m.in_reply_to, m.references, m.header(KEY_HEADER)


def _believed(follow_up: FollowUp) -> tuple[Any, ...]:
    state = follow_up.state
    facts = [str(getattr(state, name, None)) for name in ("due", "reason")]
    return follow_up.kind.value, follow_up.contacts, follow_up.generation, type(state).__name__, *facts


def differences(wanted: EndState, got: EndState) -> Iterator[str]:
    """What a death has changed for good. All is to be the same but the journal, which may have `DETOURS`."""
    for name in ("drafts", "sent", "follow_ups", "signals", "interviews", "closed"):
        if getattr(wanted, name) != getattr(got, name):
            yield f"{name}: {getattr(got, name)} instead of {getattr(wanted, name)}"
    if lost := wanted.journal - got.journal:
        yield f"the journal has lost {dict(lost)}"
    if more := {row: n for row, n in (got.journal - wanted.journal).items() if n > 1 or row[1] not in DETOURS}:
        yield f"the journal has too much of {more}"


WAYS = {
    "two thank-yous": (thanks_are_due, ["thank_you to Jane", "thank_you to Ravi"]),
    "a rejection takes them back": (answer, []),
    "the nudge replaces both": (nudge_is_due, ["nudge to Jane"]),
    "the nudge after both were sent": (nudge_is_due_after_sent_thanks, ["nudge to Jane"]),
    "the calendar has news": (the_calendar_has_news, []),
}

DEATHS = {
    "google": ((52, 2), (32, 2), (40, 2), (20, 2), (32, 2)),
    "microsoft": ((48, 4), (32, 2), (46, 4), (34, 4), (38, 8)),
    "imap": ((72, 8), (124, 2), (146, 10), (46, 10), (126, 6)),
    "local": ((38, 2), (28, 2), (41, 2), (21, 2), (32, 2)),
}
"""How many boundaries each of these cycles has, and how many of them are the calendar's. Another number is a death that is
not met any more, or a new one: look which, and write it down."""


def _is_of_the_calendar(boundary: str) -> bool:
    return "calendar" in boundary.lower() or boundary in ("before read", "after read")


IN_A_PLAIN_RUN = ("local", "the nudge replaces both")


@pytest.fixture(scope="module")
def server() -> Iterator[Radicale]:
    with radicale() as running:
        yield running


@pytest.fixture
def fresh(request: pytest.FixtureRequest) -> Fresh:
    provider: str = request.param
    if provider == "imap":
        return partial(on_imap, DavHarness(request.getfixturevalue("server"), account="imap"))
    return {"google": on_google, "microsoft": on_microsoft, "local": on_a_maildir}[provider]


def _marks(provider: str, way: str) -> list[pytest.MarkDecorator]:
    plain = (provider, way) == IN_A_PLAIN_RUN
    return [] if plain else [pytest.mark.heavy, *([pytest.mark.system, needs_radicale] if provider == "imap" else [])]


@pytest.mark.parametrize(
    ("fresh", "way"),
    [pytest.param(provider, way, marks=_marks(provider, way)) for provider in DEATHS for way in WAYS],
    indirect=["fresh"],
)
def test_dying_anywhere_ends_as_a_life_without_a_death(fresh: Fresh, way: str) -> None:
    prepare, left = WAYS[way]
    with fresh() as site:
        made = life(site)
        prepare(made)
        run_cycle(made.reborn())
        afterwards(made)
        wanted = end_state(made)
    assert [text.splitlines()[0] for text, *_ in wanted.drafts] == left
    for at in itertools.count(1):
        with fresh() as site:
            made, death, met = died_at(at, site, prepare)
            if not death:
                assert (len(met), sum(map(_is_of_the_calendar, met))) == DEATHS[site.name][list(WAYS).index(way)]
                return
            assert list(differences(wanted, end_state(made))) == [], f"died {death}, boundary {at}"


def died_at(at: int, site: Site, prepare: Callable[[Whole], None]) -> tuple[Whole, str, list[str]]:
    """A life after the death at a boundary, where that was (nowhere, if the cycle has fewer), and all that were met."""
    made = life(site)
    prepare(made)
    reaper = Reaper(at)
    try:
        run_cycle(mortal(made, reaper))
    except Died as death:
        afterwards(made)
        return made, str(death), reaper.names
    assert reaper.passed == at - 1, "it died and went on"
    return made, "", reaper.names
