"""The installed program on a Google account, under a shifted wall clock."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from followbot.domain.model import Address
from tests.contract.mailbox import mail
from tests.fakes.web import Asked, Reply
from tests.system.conftest import END
from tests.system.google import ME, GoogleDesk, interview

pytestmark = pytest.mark.heavy

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@pytest.fixture
def desk(tmp_path: Path, shim: Path) -> Iterator[GoogleDesk]:
    """A user who has logged in, with one interview on the calendar."""
    with GoogleDesk(tmp_path, shim).open() as desk:
        desk.log_in()
        desk.server.calendars[0].put(interview())
        yield desk


def test_the_whole_way_from_the_event_to_the_one_draft(desk: GoogleDesk) -> None:
    quiet = desk.once(END - timedelta(hours=2))
    assert quiet["requests"] == {"GET /calendar/v3/calendars/{calendarId}/events": 1}
    assert desk.once(END + DAY - MINUTE)["created"] == []
    (created,) = desk.once(END + DAY)["created"]
    assert (created["kind"], created["contact"]) == ("thank_you", "jane.doe@acme.example")
    (draft,) = desk.server.gmail.drafts
    written = desk.server.gmail.messages[desk.server.gmail.drafts[draft]].parsed
    assert created["draft_id"] == draft
    assert [a.email for a in written.to] == ["jane.doe@acme.example"]
    again = desk.once(END + DAY + MINUTE)
    assert (again["created"], sum(again["requests"].values())) == ([], 3)
    (shown,) = json.loads(desk.run("status", "--json", at=END + DAY + MINUTE).stdout)["interviews"]
    url = next(f["draft_url"] for f in shown["follow_ups"] if f["draft_id"] == draft)
    assert url == f"https://mail.google.com/mail/u/sam%40home.example/#drafts?compose={desk.server.gmail.drafts[draft]}"


def test_a_reply_takes_the_draft_back(desk: GoogleDesk) -> None:
    desk.once(END)
    assert len(desk.once(END + DAY)["created"]) == 1
    jane, sam = Address("jane.doe@acme.example", "Jane Doe"), Address(ME, "Sam Taylor")
    text = "Dear Sam, thank you, we talk about it this week and come back to you.\n"
    desk.clock.time = END + DAY + timedelta(seconds=30)
    desk.server.gmail.receive(mail("Our talk", at=desk.clock.time, sender=jane, to=sam, text=text))
    report = desk.once(END + DAY + MINUTE)
    assert [i["state"] for i in report["withdrawn"]] == ["withdrawn"]
    assert desk.server.gmail.drafts == {}


def test_a_create_whose_answer_is_lost_is_looked_for_and_not_made_again(desk: GoogleDesk) -> None:
    desk.once(END)
    desk.server.after_fault = lose_creates
    assert desk.once(END + DAY, code=75)["created"] == []
    desk.server.after_fault = lambda _: None
    (found,) = desk.once(END + DAY + MINUTE)["settled"]
    assert found["state"] == "drafted"
    assert len(desk.server.gmail.drafts) == 1


def test_a_login_that_has_ended_asks_for_another_one_and_loses_nothing(desk: GoogleDesk) -> None:
    desk.once(END)
    desk.server.tokens = {"token-2"}
    done = desk.run("once", at=END + DAY, code=77)
    assert "followbot auth login main" in done.stderr
    desk.log_in("token-2")
    assert len(desk.once(END + DAY + MINUTE)["created"]) == 1


def test_the_letter_is_signed_as_gmail_would_sign_it(desk: GoogleDesk) -> None:
    desk.server.gmail.send_as = [
        {"sendAsEmail": ME, "isPrimary": True, "isDefault": True, "signature": "Sam Taylor<br>+49 30 12345"}
    ]
    desk.once(END)
    desk.once(END + DAY)
    (ref,) = desk.server.gmail.drafts.values()
    assert desk.server.gmail.messages[ref].parsed.text.rstrip().endswith("Sam Taylor\n+49 30 12345")


def test_nothing_in_the_draft_names_the_program(desk: GoogleDesk) -> None:
    desk.once(END)
    desk.once(END + DAY)
    (ref,) = desk.server.gmail.drafts.values()
    assert b"followbot" not in desk.server.gmail.messages[ref].raw.lower()


def lose_creates(asked: Asked) -> Reply | None:
    return (
        Reply(hang_up=True) if asked.method == "POST" and asked.path.startswith("/gmail/v1/users/me/drafts") else None
    )
