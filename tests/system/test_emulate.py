"""An outside check: the installed program on somebody else's idea of Gmail and Google Calendar.

The npm package emulate (0.12.2) was written by people who never heard of followbot, so it shows where our own fake merely
agrees with us. It needs node 20, and the packages of `tests/outside/oidc`, installed where TEST_NODE_MODULES says; `.ci/run`
brings both. It has no clock of its own to set, so the interview was a day ago.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from followbot.domain.mime import parse_message
from followbot.domain.model import Address
from tests.contract.mailbox import mail
from tests.system.google import ME, TOKEN, GoogleDesk

pytestmark = pytest.mark.heavy

SERVER = Path(__file__).parents[1] / "outside" / "emulate" / "server.mjs"
OLDEST_NODE = 20
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
JANE = Address("jane.doe@acme.example", "Jane Doe")


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- the server goes by the machine's clock


def seed(end: datetime) -> dict[str, Any]:
    """An account with one interview, and the mail that arranged it."""
    planned = {
        "id": "m1",
        "thread_id": "t1",
        "from": f"{JANE.name} <{JANE.email}>",
        "to": ME,
        "subject": "Your interview",
        "body_text": "Dear Sam, we look forward to seeing you.",
        "message_id": "<plan@acme.example>",
        "date": (end - 3 * DAY).isoformat(),
    }
    event = {
        "id": "ev1",
        "summary": "Technical interview: Backend Engineer at Acme",
        "description": "Interview about the billing platform at Acme.",
        "start_date_time": (end - HOUR).isoformat(),
        "end_date_time": end.isoformat(),
        "attendees": [{"email": JANE.email, "display_name": JANE.name}, {"email": ME}],
    }
    return {
        "tokens": {TOKEN: {"login": ME, "scopes": ["gmail"]}},
        "google": {
            "users": [{"email": ME, "name": "Sam Taylor"}],
            "messages": [planned],
            "calendars": [{"id": "primary", "summary": "Sam", "primary": True, "time_zone": "Europe/Berlin"}],
            "calendar_events": [event],
        },
    }


@dataclass
class Emulated:
    """followbot at the one end, the user's hands at the other."""

    desk: GoogleDesk
    url: str

    def once(self) -> dict[str, Any]:
        return dict(json.loads(self.desk.run("once", "--json").stdout))

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        answer = requests.request(
            method,
            f"{self.url}/gmail/v1/users/me/{path}",
            json=body,
            headers={"Authorization": f"Bearer {TOKEN}"},
            timeout=30,
        )
        assert answer.ok, answer.text
        return dict(answer.json()) if answer.content else {}

    def drafts(self) -> list[dict[str, Any]]:
        return list(self.ask("GET", "drafts")["drafts"])

    def raw_of(self, draft: str) -> bytes:
        raw: str = self.ask("GET", f"drafts/{draft}?format=raw")["message"]["raw"]
        return base64.urlsafe_b64decode(raw + "==")


def packages() -> Path:
    """Where node finds emulate; skips where it cannot run."""
    folder = Path(os.environ.get("TEST_NODE_MODULES", ""))
    node = shutil.which("node")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout if node else "v0"
    if int(version.strip().removeprefix("v").partition(".")[0]) < OLDEST_NODE:
        pytest.skip(f"needs node {OLDEST_NODE}")
    if not (folder / "emulate").is_dir():
        pytest.skip("needs the packages of tests/outside/oidc/package.json; TEST_NODE_MODULES names where they are")
    return folder


@pytest.fixture
def emulated(tmp_path: Path) -> Iterator[Emulated]:
    modules = packages()
    folder = tmp_path / "node"
    folder.mkdir()
    shutil.copy(SERVER, folder)
    (folder / "node_modules").symlink_to(modules)
    (folder / "seed.json").write_text(json.dumps(seed(now() - DAY - HOUR)), "utf-8")
    with subprocess.Popen(
        ["node", str(folder / "server.mjs"), str(folder / "seed.json")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        url = json.loads(server.stdout.readline())["url"]
        try:
            desk = GoogleDesk(tmp_path)
            with desk.open():
                desk.configure(url)
                desk.log_in()
                yield Emulated(desk, url)
        finally:
            server.stdin.close()
            server.wait(timeout=30)


def test_a_thank_you_is_left_edited_and_sent(emulated: Emulated) -> None:
    (created,) = emulated.once()["created"]
    assert (created["kind"], created["contact"]) == ("thank_you", JANE.email)
    (draft,) = emulated.drafts()
    assert (draft["id"], draft["message"]["threadId"]) == (created["draft_id"], "t1")
    raw = emulated.raw_of(draft["id"])
    message = parse_message(raw, ref="")
    assert [a.email for a in message.to] == [JANE.email]
    assert (message.subject, message.in_reply_to) == ("Re: Your interview", ("plan@acme.example",))

    idle = emulated.once()
    assert (idle["created"], idle["settled"], idle["errors"]) == ([], [], [])
    assert sum(idle["requests"].values()) == 3

    words = raw.replace(b"Hi Jane", b"Hello Jane").replace(b"Hello Jane", b"Hello dear Jane")
    edited = base64.urlsafe_b64encode(words).decode()
    emulated.ask("PUT", f"drafts/{draft['id']}", {"message": {"raw": edited, "threadId": "t1"}})
    assert [i["state"] for i in emulated.once()["settled"]] == ["edited"]

    emulated.ask("POST", "drafts/send", {"id": draft["id"]})
    assert [i["state"] for i in emulated.once()["settled"]] == ["sent"]
    assert emulated.drafts() == []


def test_an_answer_takes_the_draft_back(emulated: Emulated) -> None:
    assert len(emulated.once()["created"]) == 1
    text = "Dear Sam, thank you, we talk about it this week and come back to you.\n"
    raw = mail("Re: Your interview", at=now(), sender=JANE, to=Address(ME), text=text, in_reply_to="plan@acme.example")
    emulated.ask("POST", "messages", {"raw": base64.urlsafe_b64encode(raw).decode(), "labelIds": ["INBOX"]})
    report = emulated.once()
    assert [i["state"] for i in report["withdrawn"]] == ["withdrawn"]
    assert emulated.drafts() == []


def test_what_was_answered_before_the_first_look_is_never_drafted(emulated: Emulated) -> None:
    raw = mail(
        "Re: Your interview",
        at=now(),
        sender=JANE,
        to=Address(ME),
        text="Thank you for coming, Sam. We will be in touch.\n",
    )
    emulated.ask("POST", "messages", {"raw": base64.urlsafe_b64encode(raw).decode(), "labelIds": ["INBOX"]})
    report = emulated.once()
    assert (report["created"], report["errors"]) == ([], [])
    assert emulated.drafts() == []
