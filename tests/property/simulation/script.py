"""What happens in a world, made from a seed: a list of moments, each by itself, so that any may be left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from random import Random

from followbot.app.settings import Panel
from tests.fakes.build import TUESDAY
from tests.property.facts import BERLIN, PARTS
from tests.property.simulation.weather import AMBUSHES, MODES

NAMES = ("google", "microsoft", "imap", "local")
"""The accounts."""

QUIET = 4
"""In each ninth world nothing goes wrong and nobody answers, so that whatever comes late can come at all."""
WEEKS = 8
"""Long enough for an absence of a month to move a nudge, and for mail to be watched no longer."""
PEOPLE = ("jane", "ravi", "rita", "hugo")
"""All of them write mail, also who was not at the interview."""
PANELS = (("jane",), ("ravi", "jane"), ("jane", "ravi"), ("jane", "rita"), ("hugo", "jane"), ("ravi", "hugo", "rita"))
"""Who leads an interview. Rita is a recruiter, Hugo is who would be the boss."""
MAILS = ("answer", "answer", "promise", "promise", "absence", "absence", "bounce", "next step", "by hand", "twice")
HANDLINGS = ("send", "send", "send", "send", "send", "edit", "trash", "delete", "reopen")
START = TUESDAY - timedelta(days=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happens. `what` says how `who` and `number` are meant; `seed` decides whatever is left to chance."""

    at: datetime
    what: str
    company: str = ""
    who: tuple[str, ...] = ()
    number: int = 0
    seed: int = 0

    def __str__(self) -> str:
        rest = " ".join(str(part) for part in (self.company, *self.who, self.number or "") if part)
        return f"{self.at:%d %b %H:%M:%S}  {self.what} {rest}"


@dataclass(frozen=True, slots=True)
class Script:
    """A world's past and future. `rest` is the number of hours between cycles in which nothing happens."""

    seed: int
    panel: Panel
    rest: int
    real_store: bool
    moments: tuple[Moment, ...]
    weeks: int = WEEKS

    @property
    def debrief(self) -> bool:
        """Whether there are debrief cards in this world."""
        return self.seed % 2 == 1

    @property
    def end(self) -> datetime:
        return START + timedelta(weeks=self.weeks)


def companies(random: Random) -> dict[str, str]:
    """Companies, and the account at which each of them has invited."""
    return {f"{name}{number}": name for name in NAMES for number in range(random.randrange(2, 5))}


def make_script(seed: int, weeks: int = WEEKS) -> Script:
    """The script of this seed. The same seed with fewer weeks is the same world, ended earlier."""
    random = Random(seed)  # noqa: S311 - a world that comes out the same each time, no secret
    moments: list[Moment] = []
    if seed % 9 == QUIET:
        moments += _silence(random)
        moments += [_moment(random, START + 7 * DAY, "off", number=9 * 24)] if seed % 2 else []
    else:
        known = companies(random)
        for company in known:
            moments += _application(random, company)
        moments += _trouble(random)
    panel = random.choice((Panel.EACH, Panel.EACH, Panel.TOGETHER, Panel.PRIMARY))
    rest = random.choice((5, 8, 11, 23))
    script = Script(seed, panel, rest, real_store=seed % 10 == 9, moments=_apart(moments), weeks=weeks)
    return replace(script, moments=tuple(m for m in script.moments if m.at < script.end))


def _apart(moments: list[Moment]) -> tuple[Moment, ...]:
    """No two at one second: servers keep no more than that."""
    ordered = sorted(moments, key=lambda m: (m.at, m.what, m.company))
    at, found = START, []
    for moment in ordered:
        at = max(moment.at, at + timedelta(seconds=2))
        found.append(Moment(at, moment.what, moment.company, moment.who, moment.number, moment.seed))
    return tuple(found)


def _silence(random: Random) -> list[Moment]:
    """One interview with each company; afterwards the one to be nudged is away for long, or a thank-you disappears shortly
    before the nudge is due, or the user thanks and asks by hand on two Saturdays, or writes on the card, if there is one."""
    moments = []
    for number, company in enumerate(f"{name}{number}" for name in NAMES for number in range(3)):
        end, who = _on(random, START + random.randrange(1, 6) * DAY), random.choice(PANELS)
        moments.append(_moment(random, START, "invite", company, who, int(end.timestamp())))
        saturday = end + (6 - end.isoweekday() or 7) * DAY
        asked = min(who, key=lambda name: PARTS.get(name, 2))
        what, at, days = (
            ("absence", end + random.randrange(1, 5) * DAY, random.randrange(35, 70)),
            ("delete", end + 7 * DAY - timedelta(hours=random.randrange(2, 60)), 0),
            ("by hand", saturday, 0),
            ("edit", end + timedelta(hours=2), 0),
        )[number % 4]
        moments.append(replace(_moment(random, at, what, company, (asked,), days), seed=1))
        if what == "by hand":
            moments.append(replace(moments[-1], at=at + 7 * DAY + timedelta(minutes=30)))
    return moments


def _application(random: Random, company: str) -> list[Moment]:
    """Interviews with one company, and everything that its people and the user do about them."""
    day = random.randrange(0, 12)
    moments = []
    for _ in range(random.choice((1, 1, 2, 3))):
        end = _on(random, START + day * DAY)
        told = START if random.randrange(2) else end - random.randrange(3, 100) * timedelta(hours=1)
        who = random.choice(PANELS)
        moments.append(_moment(random, max(told, START), "invite", company, who, int(end.timestamp())))
        if random.randrange(6) == 0:
            late = int((end + timedelta(hours=2)).timestamp())
            moments.append(_moment(random, max(told, START) + timedelta(seconds=2), "invite", company, who[:1], late))
        if random.randrange(5) == 0:
            change = random.choice(("move", "move", "cancel", "vanish"))
            moments.append(
                _moment(random, _before(random, end), change, company, number=random.randrange(1, 6) * 86_400)
            )
        if random.randrange(12) == 0:
            moments.append(_moment(random, end + random.randrange(1, 15) * DAY, "called off", company))
        moments += _afterwards(random, company, end)
        day += random.randrange(3, 14)
    if random.randrange(3) == 0:
        outcome = random.choice(("rejection", "offer"))
        moments.append(
            _moment(random, _on(random, START + random.randrange(10, 40) * DAY), outcome, company, ("rita",))
        )
    return moments


def _afterwards(random: Random, company: str, end: datetime) -> list[Moment]:
    moments = []
    for _ in range(random.choice((0, 0, 1, 1, 2, 3))):
        at = end + timedelta(minutes=random.randrange(10, 60 * 24 * 18))
        who = (random.choice((*PEOPLE, "jane", "ravi")),)
        days = random.choice((random.randrange(1, 16), random.randrange(1, 16), random.randrange(35, 70)))
        moments.append(_moment(random, at, random.choice(MAILS), company, who, days))
    for _ in range(random.choice((0, 1, 2, 3))):
        at = end + DAY + timedelta(minutes=random.randrange(1, 60 * 24 * random.choice((1, 3, 14))))
        moments.append(_moment(random, at, random.choice(HANDLINGS), company))
    if random.randrange(3) == 0:
        moments += _at_the_last_moment(random, company, end)
    return moments


def _at_the_last_moment(random: Random, company: str, end: datetime) -> list[Moment]:
    """A thank-you disappears just before the nudge is due; or an answer comes just before something is due, while the line is
    dead, or nothing new can be read although all else works, or the position in the mailbox expires."""
    due = end + random.choice((1, 1, 7, 8)) * DAY
    account, who = company.rstrip("0123456789"), (random.choice(("jane", "ravi")),)
    if random.randrange(4) == 0:
        return [_moment(random, end + 7 * DAY - timedelta(hours=random.randrange(1, 70)), "delete", company)]
    at = due - timedelta(minutes=15)
    if random.randrange(2):
        return [_moment(random, at, "overlooked answer", company, who)]
    mode = random.choice(("lost", "deaf", "deaf"))
    storm = _moment(random, due - timedelta(minutes=25), "storm", who=(account, mode, "100"), number=2)
    return [storm, _moment(random, at, random.choice(("answer", "by hand")), company, who)]


def _trouble(random: Random) -> list[Moment]:
    """Networks, machines, clocks, disks."""
    moments = []
    for _ in range(random.randrange(4, 14)):
        mode = random.choice(MODES)
        hours = random.choice((1, 3, 9, 20))
        often = str(random.choice((5, 20, 50, 100)))
        moments.append(_moment(random, _any(random), "storm", who=(random.choice(NAMES), mode, often), number=hours))
    kills = random.randrange(5, 25)
    moments += [_moment(random, _any(random), "kill", number=random.randrange(1, 90)) for _ in range(kills)]
    for _ in range(random.randrange(4, 16)):  # most cycles write nothing: these wait for one that does
        moments.append(_moment(random, _any(random), "kill at a write", number=random.randrange(1, 8)))
        who = (random.choice(NAMES), random.choice(AMBUSHES))
        moments.append(_moment(random, _any(random), "ambush", who=who))
    for what, most, number in (
        ("expire cursors", 4, 0),
        ("expire tokens", 6, 0),
        ("disk full", 3, 7),
        ("clock", 4, 90),
        ("off", 2, 16 * 24),
        ("restart", 4, 0),
    ):
        for _ in range(random.randrange(most + 1)):
            amount = random.randrange(1, number + 1) if number else 0
            if what == "clock":
                amount = random.choice((-1, 1)) * random.randrange(1, random.choice((number, number, 26 * 60)))
            moments.append(_moment(random, _any(random), what, who=(random.choice(NAMES),), number=amount))
    return moments


def _moment(
    random: Random, at: datetime, what: str, company: str = "", who: tuple[str, ...] = (), number: int = 0
) -> Moment:
    return Moment(at.replace(microsecond=0), what, company, who, number, random.randrange(1 << 30))


def _any(random: Random) -> datetime:
    return START + timedelta(minutes=random.randrange(60, 60 * 24 * 7 * WEEKS))


def _on(random: Random, day: datetime) -> datetime:
    """Some full hour of that day in Berlin at which interviews end."""
    return datetime.combine(day.astimezone(BERLIN).date(), time(random.randrange(10, 18)), BERLIN).astimezone(UTC)


def _before(random: Random, end: datetime) -> datetime:
    return max(START, end - timedelta(hours=random.randrange(3, 60)))
