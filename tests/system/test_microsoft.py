"""The installed program on a Microsoft account, under a shifted wall clock."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from followbot.domain.model import Address
from tests.contract.mailbox import mail
from tests.fakes.graph.life import interview
from tests.fakes.life import JANE, ME
from tests.fakes.web import Asked, Reply
from tests.system.conftest import END
from tests.system.microsoft import MicrosoftDesk

pytestmark = pytest.mark.heavy

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@pytest.fixture
def desk(tmp_path: Path, shim: Path) -> Iterator[MicrosoftDesk]:
    """A user who has logged in, with one interview on the calendar."""
    with MicrosoftDesk(tmp_path, shim).open() as desk:
        desk.log_in()
        desk.server.calendars[0].put(interview(END))
        yield desk


def test_the_whole_way_from_the_event_to_the_one_draft(desk: MicrosoftDesk) -> None:
    desk.once(END - timedelta(hours=3))
    quiet = desk.once(END - timedelta(hours=2))
    assert quiet["requests"] == {"GET /me/calendarView/delta": 1}
    assert desk.once(END + DAY - MINUTE)["created"] == []
    (created,) = desk.once(END + DAY)["created"]
    assert (created["kind"], created["contact"]) == ("thank_you", JANE[0])
    (draft,) = desk.server.mail.drafts()
    assert created["draft_id"] == draft.immutable
    again = desk.once(END + DAY + 20 * MINUTE)
    assert (again["created"], sum(again["requests"].values())) == ([], 4)
    (shown,) = json.loads(desk.run("status", "--json", at=END + DAY + 20 * MINUTE).stdout)["interviews"]
    url = next(f["draft_url"] for f in shown["follow_ups"] if f["draft_id"] == draft.immutable)
    assert url.startswith("https://outlook.example/owa/?ItemID=")
    assert b"followbot" not in desk.server.mail.mime(draft).lower()


def test_a_reply_takes_the_draft_back(desk: MicrosoftDesk) -> None:
    desk.once(END)
    assert len(desk.once(END + DAY)["created"]) == 1
    text = "Dear Sam, thank you, we talk about it this week and come back to you.\n"
    desk.clock.time = END + DAY + timedelta(seconds=30)
    desk.server.mail.receive(
        mail("Our talk", at=desk.clock.time, sender=Address(*JANE), to=Address(ME, "Sam Taylor"), text=text)
    )
    report = desk.once(END + DAY + MINUTE)
    assert [i["state"] for i in report["withdrawn"]] == ["withdrawn"]
    assert desk.server.mail.drafts() == []


def test_a_create_whose_answer_is_lost_is_looked_for_and_not_made_again(desk: MicrosoftDesk) -> None:
    desk.once(END)
    desk.server.after_fault = lose_creates
    assert desk.once(END + DAY, code=75)["created"] == []
    desk.server.after_fault = lambda _: None
    (found,) = desk.once(END + DAY + MINUTE)["settled"]
    assert found["state"] == "drafted"
    assert desk.server.mail.posts == 1


def test_a_login_that_has_ended_says_why_asks_for_another_one_and_loses_nothing(desk: MicrosoftDesk) -> None:
    desk.once(END)
    desk.server.tokens = {"token-2"}
    done = desk.run("once", at=END + DAY, code=77)
    assert "not used for too long" in " ".join(done.stderr.split())
    assert "followbot auth login work" in " ".join(done.stderr.split())
    assert "AADSTS700082" in desk.run("auth", "status", at=END + DAY, code=77).stdout
    desk.log_in("token-2")
    assert len(desk.once(END + DAY + MINUTE)["created"]) == 1


def lose_creates(asked: Asked) -> Reply | None:
    return Reply(hang_up=True) if asked.method == "POST" and asked.path == "/v1.0/me/messages" else None
