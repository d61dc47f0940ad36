"""Dying before and after everything that leaves the program, on each provider, and comparing with a life without a death.

Boundaries are the lowest there are: each request to Google and Microsoft, each command to an IMAP server, each change of a
file in a Maildir; besides each read of the calendar and each commit. Death comes one boundary later each time, until the
cycle survives. `test_google`, `test_microsoft` and `test_imap_steps` do it with the real judges, threads and a real Dovecot.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import pytest

from followbot.app.cycle import run_cycle
from followbot.app.ports import Account
from followbot.app.world import World
from followbot.domain.keys import draft_keys
from followbot.domain.mime import KEY_HEADER, parse_message
from followbot.domain.model import FollowUp
from followbot.providers.local import drafts as local_drafts
from followbot.providers.local import maildir
from tests.contract.google_harness import GoogleHarness
from tests.contract.graph_harness import GraphHarness
from tests.contract.local_harness import START, LocalHarness
from tests.crash.dying import Died, MortalStore, Reaper
from tests.crash.providers import Life, answer, write
from tests.fakes.build import ME as PROFILE
from tests.fakes.world import event, scene
from tests.property.memory import MemoryStore
from tests.property.simulation.boxes import in_memory
from tests.property.simulation.weather import Disk, Stormy

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


@dataclass
class Place:
    """A provider's harness, and how its boundaries are watched."""

    harness: Any
    watch: Callable[[Callable[[str], None]], None]


@contextmanager
def on_google(lag: float = 1200.0) -> Iterator[Place]:
    harness = GoogleHarness(lag=lag)
    yield Place(harness, lambda hook: _hook(harness.server, hook))


@contextmanager
def on_microsoft() -> Iterator[Place]:
    harness = GraphHarness()
    yield Place(harness, lambda hook: _hook(harness.server, hook))


@contextmanager
def on_imap() -> Iterator[Place]:
    harness = in_memory()
    yield Place(harness, lambda hook: _hook(harness.memory, hook))


@contextmanager
def on_a_maildir() -> Iterator[Place]:
    hooks: list[Callable[[str], None]] = [lambda name: None]
    disk = Disk(lambda name: hooks[-1](name), lambda: False, lambda: False)
    with TemporaryDirectory() as folder, ExitStack() as patched:
        for module in (maildir, local_drafts):
            patched.enter_context(mock.patch.object(module, "os", disk))
        yield Place(LocalHarness(Path(folder) / "Mail"), hooks.append)


def _hook(server: Any, hook: Callable[[str], None]) -> None:
    server.before = lambda name: hook(f"before {name}")
    server.after = lambda name: hook(f"after {name}")


# --- lives --------------------------------------------------------------------------------------------------------------


def life(place: Place) -> Life:
    """Two people were met; their thank-yous are due now. The store is one in memory: a commit is done, or not, at once."""
    harness = place.harness
    s = scene(END - DAY, profile=PROFILE, store=MemoryStore())  # type: ignore[arg-type]  # a store by its port
    (account,) = s.world.accounts
    real = Account(harness.account, "real", account.addresses, account.email, account.calendars, harness.mailbox)
    world = replace(s.world, accounts=(real,), clock=harness.clock, write=write)
    harness.clock.time = END - DAY
    s.calendar.put(event(END, *PEOPLE))
    run_cycle(world)
    harness.clock.time = END + DAY
    return Life(harness, harness.clock, world)


def thanks_are_due(made: Life) -> None:
    """Nothing more happens."""


def nudge_is_due(made: Life) -> None:
    """Nobody sent the thank-yous for a week: the nudge takes their place."""
    run_cycle(made.reborn())
    made.clock.time = END + 7 * DAY


def nudge_is_due_after_sent_thanks(made: Life) -> None:
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


def mortal(made: Life, place: Place, reaper: Reaper) -> World:
    world = made.reborn()
    place.watch(reaper)
    (account,) = world.accounts
    calendars: Any = tuple(Stormy(lambda: None, reaper, c) for c in account.calendars)
    store: Any = MortalStore(world.store, reaper)
    return replace(world, accounts=(replace(account, calendars=calendars),), store=store)


def afterwards(made: Life, place: Place) -> None:
    place.watch(lambda name: None)
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
    closed: Any
    journal: Counter[tuple[str, str]]


def end_state(made: Life) -> EndState:
    (process,) = made.world.store.all()
    return EndState(
        drafts=sorted(_letter(raw) for raw in made.harness.drafts()),
        sent=sorted(_letter(raw) for raw in made.harness.sent()),
        follow_ups=sorted(_believed(f) for f in process.follow_ups),
        signals=sorted((s.id, s.kind.value, s.at, s.person, s.people, str(s.outcome), s.key) for s in process.signals),
        closed=(process.closed, process.closed_at),
        journal=Counter((e.about, e.what) for e in made.world.store.journal(process.id)),
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
    for name in ("drafts", "sent", "follow_ups", "signals", "closed"):
        if getattr(wanted, name) != getattr(got, name):
            yield f"{name}: {getattr(got, name)} instead of {getattr(wanted, name)}"
    if lost := wanted.journal - got.journal:
        yield f"the journal has lost {dict(lost)}"
    if more := {row: n for row, n in (got.journal - wanted.journal).items() if n > 1 or row[1] not in DETOURS}:
        yield f"the journal has too much of {more}"


PROVIDERS = {"google": on_google, "microsoft": on_microsoft, "imap": on_imap, "maildir": on_a_maildir}
WAYS = {
    "two thank-yous": (thanks_are_due, ["thank_you to Jane", "thank_you to Ravi"]),
    "a rejection takes them back": (answer, []),
    "the nudge replaces both": (nudge_is_due, ["nudge to Jane"]),
    "the nudge after both were sent": (nudge_is_due_after_sent_thanks, ["nudge to Jane"]),
}


IN_A_PLAIN_RUN = ("maildir", "the nudge replaces both")


@pytest.mark.parametrize(
    ("provider", "way"),
    [
        pytest.param(provider, way, marks=() if (provider, way) == IN_A_PLAIN_RUN else pytest.mark.heavy)
        for provider in PROVIDERS
        for way in WAYS
    ],
)
def test_dying_anywhere_ends_as_a_life_without_a_death(provider: str, way: str) -> None:
    prepare, left = WAYS[way]
    with PROVIDERS[provider]() as place:
        made = life(place)
        prepare(made)
        run_cycle(made.reborn())
        afterwards(made, place)
        wanted = end_state(made)
    assert [text.splitlines()[0] for text, *_ in wanted.drafts] == left
    for at in itertools.count(1):
        with PROVIDERS[provider]() as place:
            made, death = died_at(at, place, prepare)
            if not death:
                assert at > 12, "a cycle has more boundaries than that"
                return
            assert list(differences(wanted, end_state(made))) == [], f"died {death}, boundary {at}"


def died_at(at: int, place: Place, prepare: Callable[[Life], None]) -> tuple[Life, str]:
    """A life after the death at a boundary, and where that was; nowhere, if the cycle has fewer."""
    made = life(place)
    prepare(made)
    reaper = Reaper(at)
    try:
        run_cycle(mortal(made, place, reaper))
    except Died as death:
        afterwards(made, place)
        return made, str(death)
    assert reaper.passed == at - 1, "it died and went on"
    return made, ""
