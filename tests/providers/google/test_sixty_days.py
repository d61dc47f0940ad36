"""Sixty days in which nobody answers, and what each cycle of a Google account asks for."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from followbot.domain.model import Address
from tests.contract.mailbox import mail
from tests.fakes.build import TUESDAY
from tests.fakes.google.life import GoogleLife, interview, live
from tests.fakes.life import ME

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
README = Path(__file__).parents[3] / "README.md"
CREATE = "gmail.users.drafts.create"

JANE, RAVI = ("jane.doe@acme.example", "Jane Doe"), ("ravi.patel@acme.example", "Ravi Patel")
BO, CY = ("bo.lind@beta.example", "Bo Lind"), ("cy.nash@gamma.example", "Cy Nash")


def moments(start: datetime) -> list[datetime]:
    """Sixty days: every three hours while things happen, twice a day afterwards."""
    close = [start + i * 3 * HOUR for i in range(8 * 14)]
    return close + [start + 14 * DAY + i * 12 * HOUR for i in range(2 * 46)]


@pytest.mark.heavy
def test_in_sixty_silent_days_there_is_one_thank_you_and_one_nudge_and_nothing_else() -> None:
    """Acme's thank-yous are sent by the user, Beta's is left alone, Gamma's is thrown away; nobody ever answers."""
    life = live(TUESDAY - DAY, lag=1800)
    calendar, gmail = life.server.calendars[0], life.server.gmail
    calendar.put(interview(TUESDAY, JANE, RAVI))
    calendar.put(interview(TUESDAY + HOUR, BO, uid="int-2", company="Beta"))
    calendar.put(interview(TUESDAY + 2 * HOUR, CY, uid="int-3", company="Gamma"))
    written: Counter[str] = Counter()
    most = 0
    for moment in moments(TUESDAY - DAY):
        gmail.receive(mail(f"News of {moment:%d %b %H}", at=moment, sender=Address("news@shop.example", "Shop")))
        written.update(f"{i.contact} {i.kind}" for i in life.at(moment).created)
        most = max(most, len(gmail.drafts))
        for draft, ref in list(gmail.drafts.items()):
            to = {a.email for a in gmail.messages[ref].parsed.to}
            if to & {JANE[0], RAVI[0]} and moment < TUESDAY + 2 * DAY:
                gmail.user_sends(draft, gmail.messages[ref].raw)
            elif to == {CY[0]} and moment < TUESDAY + 2 * DAY:
                gmail.user_discards(draft)
    thanks = {f"{person[0]} thank_you": 1 for person in (JANE, RAVI, BO, CY)}
    nudges = {key: n for key, n in written.items() if key.endswith("nudge")}
    assert written == thanks | nudges
    assert sorted(key.partition("@")[2] for key in nudges) == [
        "acme.example nudge",
        "beta.example nudge",
        "gamma.example nudge",
    ]
    assert set(nudges.values()) == {1}
    assert life.server.counts[CREATE] == 7
    assert most <= 4
    life.verify()


# --- what a cycle costs ---------------------------------------------------------------------------------------------


def pending(number: int) -> GoogleLife:
    """So many thank-yous lie among the drafts, each of another company; everything that a first look costs is over."""
    life = live(TUESDAY - DAY)
    if not number:
        life.server.calendars[0].put(interview(TUESDAY + 20 * DAY))
    for i in range(number):
        person = (f"jane.doe@company{i}.example", "Jane Doe")
        life.server.calendars[0].put(interview(TUESDAY, person, uid=f"int-{i}", company=f"Company{i}"))
    life.cycle()
    life.at(TUESDAY + MINUTE)
    life.at(TUESDAY + DAY)
    assert len(life.drafts()) == number
    life.at(TUESDAY + DAY + MINUTE)
    return life


def cost(life: GoogleLife, mails: int) -> dict[str, int]:
    """The requests of the next cycle, after so many mails have come that do not matter."""
    for i in range(mails):
        at = life.clock.now()
        life.server.gmail.receive(
            mail(f"News {i}", at=at, sender=Address(f"n{i}@shop.example", "Shop"), to=Address(ME))
        )
    life.server.counts.clear()
    counted = Counter(life.world.accounts[0].requests())
    life.clock.time += MINUTE
    report = life.cycle()
    assert not report.errors
    told = {name: n for name, n in (Counter(report.requests) - counted).items() if "in a batch" not in name}
    assert sorted(told.values()) == sorted(life.server.counts.values()), "what is told is what was asked"
    life.verify()
    return dict(life.server.counts)


@pytest.mark.parametrize("number", [0, 1, 20])
def test_what_an_idle_cycle_asks_for(number: int) -> None:
    life = pending(number)
    idle, busy = cost(life, 0), cost(life, 100)
    calendar = idle.pop("calendar.events.list")
    assert calendar == busy.pop("calendar.events.list") == 1
    assert sum(idle.values()) <= (0 if not number else 2 if number == 1 else 3)
    assert sum(busy.values()) <= sum(idle.values()) + (2 if number else 0)
    row = f"| {number} | {calendar + sum(idle.values())} | {calendar + sum(busy.values())} |"
    assert row in README.read_text("utf-8"), "the README shows what it costs"


@pytest.mark.parametrize("old_drafts", [0, 400])
def test_what_a_cycle_asks_for_that_writes_a_draft(old_drafts: int) -> None:
    life = live(TUESDAY - DAY)
    life.server.calendars[0].put(interview(TUESDAY))
    for i in range(old_drafts):
        raw = mail(f"Old {i}", at=life.clock.now(), sender=Address(ME), to=Address("n@shop.example", "Shop"))
        life.server.gmail.create_draft(raw, "")
    life.cycle()
    life.at(TUESDAY + MINUTE)
    life.clock.time = TUESDAY + DAY
    life.server.counts.clear()
    assert len(life.cycle().created) == 1
    asked = life.server.counts.total()
    assert asked == (7 if old_drafts else 6)
    assert "A cycle that writes a draft asks 6 times, and 7 times where" in README.read_text("utf-8")
    life.verify()


def test_the_size_of_the_mailbox_does_not_matter() -> None:
    life = pending(1)
    before = cost(life, 0)
    for i in range(500):
        at = life.clock.now()
        life.server.gmail.receive(mail(f"Old {i}", at=at, sender=Address("n@shop.example", "Shop"), to=Address(ME)))
    life.clock.time += MINUTE
    life.cycle()
    assert cost(life, 0) == before
