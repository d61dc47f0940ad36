"""Work calendar at Microsoft, private mail at Google: whoever was invited writes, and an answer there stops it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from followbot import bootstrap
from followbot.app.cycle import run_cycle
from followbot.app.report import Report
from followbot.app.world import World
from followbot.domain.model import Address, Response
from followbot.providers.bearer import Bearer
from followbot.providers.google.api import Api
from followbot.providers.google.calendar import GoogleCalendar
from followbot.providers.google.mailbox import GoogleMailbox
from followbot.providers.microsoft.calendar import MicrosoftCalendar
from followbot.providers.microsoft.graph import Graph
from followbot.providers.microsoft.mailbox import MicrosoftMailbox
from followbot.store import open_store
from tests.contract.mailbox import mail
from tests.fakes.build import TUESDAY
from tests.fakes.google import server as google
from tests.fakes.graph import server as graph
from tests.fakes.graph.life import interview
from tests.fakes.life import JANE
from tests.fakes.wire import Tokens
from tests.fakes.world import FakeClock
from tests.system.google import interview as at_google

PRIVATE, WORK = "sam@home.example", "sam.taylor@corp.example"
CONFIG = f"""\
profile: {{name: Sam Taylor, email: {PRIVATE}, timezone: Europe/Berlin, country: DE}}
accounts:
  - {{name: work, email: {WORK}, provider: microsoft, microsoft: {{client_id: client-1}}}}
  - {{name: private, provider: google, google: {{client_secrets: client.json}}}}
drafts: {{debrief: false}}
"""


@dataclass
class Both:
    """One user with two accounts."""

    clock: FakeClock
    work: graph.GraphFake
    private: google.GoogleFake
    world: World

    def cycle(self) -> Report:
        return run_cycle(self.world)

    def drafts(self) -> tuple[int, int]:
        """How many lie in the work mailbox, and in the private one."""
        return len(self.work.mail.drafts()), len(self.private.gmail.drafts)


@pytest.fixture
def both(tmp_path: Path) -> Both:
    (tmp_path / "config.yaml").write_text(CONFIG, "utf-8")
    clock = FakeClock(TUESDAY - timedelta(days=1))
    work, private = graph.make_graph(clock, WORK), google.make_google(clock, PRIVATE)
    world = bootstrap.compose(
        bootstrap.load_config(tmp_path / "config.yaml"), open_store("sqlite://", migrate=True), clock, adapters=False
    )
    asked = Graph(Bearer("work", graph.Wire(work), Tokens(), provider="Microsoft"), graph.ENDPOINT)
    api = Api(Bearer("private", google.Wire(private), Tokens(), provider="Google"), google.ENDPOINT)
    mine, theirs = world.accounts
    home, me = "Europe/Berlin", mine.addresses
    return Both(
        clock,
        work,
        private,
        replace(
            world,
            accounts=(
                replace(
                    mine,
                    calendars=(MicrosoftCalendar("primary", account="work", graph=asked, home=home, me=me),),
                    mailbox=MicrosoftMailbox("work", WORK, asked, clock=clock, addresses=me),
                ),
                replace(
                    theirs,
                    calendars=(GoogleCalendar("primary", account="private", api=api, home=home),),
                    mailbox=GoogleMailbox("private", PRIVATE, api, clock=clock),
                ),
            ),
        ),
    )


def invite(both: Both, address: str) -> None:
    """An interview on the work calendar to which this address was invited."""
    meeting = interview(TUESDAY)
    guests = ((address, "Sam Taylor", Response.ACCEPTED), *meeting.attendees[1:])
    both.work.calendars[0].put(replace(meeting, attendees=guests))


@pytest.mark.parametrize(("address", "drafts"), [(PRIVATE, (0, 1)), (WORK, (1, 0))])
def test_the_account_that_was_invited_gets_the_draft(both: Both, address: str, drafts: tuple[int, int]) -> None:
    invite(both, address)
    both.cycle()
    both.clock.time = TUESDAY + timedelta(days=1)
    report = both.cycle()
    assert both.drafts() == drafts, report.errors
    assert both.work.violations == []


def test_an_answer_in_the_private_mailbox_stops_what_the_work_calendar_began(both: Both) -> None:
    invite(both, PRIVATE)
    both.cycle()
    both.clock.time = TUESDAY + timedelta(days=1)
    both.cycle()
    both.clock.time += timedelta(hours=3)
    text = "Dear Sam, it was a pleasure. We come back to you on Friday.\n"
    both.private.gmail.receive(
        mail("Our talk", at=both.clock.now(), sender=Address(*JANE), to=Address(PRIVATE), text=text)
    )
    both.cycle()
    assert both.drafts() == (0, 0)


def test_a_login_that_is_needed_at_work_does_not_stop_what_is_private(both: Both) -> None:
    """An interview on the private calendar goes on while the work account waits for its user."""
    both.work.tokens = {"another"}
    both.private.calendars[0].put(at_google(TUESDAY))
    both.cycle()
    both.clock.time = TUESDAY + timedelta(days=1)
    report = both.cycle()
    assert {e.code for e in report.errors} == {77}
    assert both.drafts() == (0, 1)
