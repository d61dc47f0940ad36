"""`inspect event` and `inspect mail`: files of the tests' own, with and without a configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Home, Run

EVENT = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Tests//EN
BEGIN:VEVENT
UID:interview-1@acme.example
DTSTAMP:20260220T090000Z
DTSTART:20260303T130000Z
DTEND:20260303T140000Z
SUMMARY:Interview: Backend Engineer at Acme\x1b[31m
DESCRIPTION:Dear Sam\\, we are looking forward to your interview with Jane Doe.
ORGANIZER;CN=Jane Doe:mailto:jane@acme.example
ATTENDEE;CN=Sam Candidate;PARTSTAT=ACCEPTED:mailto:sam@example.org
END:VEVENT
END:VCALENDAR
"""

MAIL = """\
From: Jane Doe <jane@acme.example>
To: Sam Candidate <sam@example.org>
Subject: Re: Thank you
Date: Wed, 4 Mar 2026 10:00:00 +0100
Message-ID: <answer@acme.example>
In-Reply-To: <thanks@example.org>
Content-Type: text/plain; charset=utf-8

Hi Sam,

thank you for your note. We will come back to you by 10 March 2026.

Best,
Jane
"""


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer on which nothing is configured."""
    monkeypatch.delenv("FOLLOWBOT_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def put(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text.replace("\n", "\r\n"), "utf-8")
    return str(path)


# --- events ---------------------------------------------------------------------------------------------------------


def test_an_event_is_judged_without_any_configuration(nowhere: Path, run: Run) -> None:
    ran = run("inspect", "event", put(nowhere, "a.ics", EVENT), "--me", "Sam@Example.org", "--json")
    assert (ran.code, ran.err) == (0, "")
    (event,) = ran.json["events"]
    assert set(event) == {"uid", "summary", "verdict", "score", "kind", "company", "role", "contacts", "evidence"}
    assert (event["uid"], event["verdict"]) == ("interview-1@acme.example", "interview")
    assert 0.5 < event["score"] <= 1
    assert event["contacts"] == [
        {"email": "jane@acme.example", "name": "Jane Doe", "role": event["contacts"][0]["role"]}
    ]
    assert event["evidence"]
    assert "\x1b" not in ran.out


def test_an_event_in_words(nowhere: Path, run: Run) -> None:
    told = run("inspect", "event", put(nowhere, "a.ics", EVENT), "--me", "sam@example.org").out
    assert "This is an interview (" in told
    assert "Jane Doe <jane@acme.example>" in told
    assert "  - " in told
    assert "\x1b" not in told


GUESTS = EVENT.replace("END:VEVENT", "ATTENDEE;CN=Sam:mailto:sam@elsewhere.example\nEND:VEVENT")


@pytest.mark.parametrize(
    "mine",
    [
        ("--me", "sam@example.org", "--me", "SAM@elsewhere.example"),
        ("--me", "sam@example.org, sam@elsewhere.example"),
        ("--me", "Sam Lee <sam@example.org>", "--me", "<sam@elsewhere.example>"),
    ],
)
def test_everybody_may_have_several_addresses(nowhere: Path, run: Run, mine: tuple[str, ...]) -> None:
    path = put(nowhere, "a.ics", GUESTS)
    (event,) = run("inspect", "event", path, *mine, "--json").json["events"]
    assert [c["email"] for c in event["contacts"]] == ["jane@acme.example"]
    (event,) = run("inspect", "event", path, "--me", "sam@example.org", "--json").json["events"]
    assert "sam@elsewhere.example" in [c["email"] for c in event["contacts"]]


def test_what_is_no_address_is_named(nowhere: Path, run: Run) -> None:
    ran = run("inspect", "event", put(nowhere, "a.ics", EVENT), "--me", "not an address")
    assert (ran.code, ran.out) == (2, "")
    assert "not an address" in ran.err


def test_who_is_me_comes_from_the_configuration_where_there_is_one(home: Home, run: Run) -> None:
    (event,) = run("inspect", "event", put(home.root, "a.ics", EVENT), "--json").json["events"]
    assert [c["email"] for c in event["contacts"]] == ["jane@acme.example"]


def test_a_broken_configuration_is_left_aside_with_a_warning(home: Home, run: Run) -> None:
    home.config.write_text("accounts: [broken", "utf-8")
    ran = run("inspect", "event", put(home.root, "a.ics", EVENT), "--me", "sam@example.org", "--json")
    assert ran.code == 0
    assert len(ran.json["events"]) == 1
    assert "configuration is left aside" in ran.err


def test_a_configuration_that_was_named_and_is_not_there_is_mentioned(nowhere: Path, run: Run) -> None:
    ran = run("--config", str(nowhere / "no.yaml"), "inspect", "event", put(nowhere, "a.ics", EVENT))
    assert ran.code == 0
    assert "no.yaml" in ran.err


@pytest.mark.parametrize(
    ("name", "content"), [("cut.ics", EVENT[:200]), ("other.ics", "not a calendar at all"), ("empty.ics", "")]
)
def test_a_file_that_is_no_calendar_ends_in_one_sentence(nowhere: Path, run: Run, name: str, content: str) -> None:
    ran = run("inspect", "event", put(nowhere, name, content), "--me", "sam@example.org", "--json")
    assert "Traceback" not in ran.err
    if ran.code == 0:
        assert all(e["verdict"] != "interview" for e in ran.json["events"])
    else:
        assert (ran.code, ran.out) == (1, "")
        assert name in ran.err


@pytest.mark.parametrize("kind", ["event", "mail"])
def test_a_file_that_is_not_there_is_named(nowhere: Path, run: Run, kind: str) -> None:
    ran = run("inspect", kind, str(nowhere / "missing.file"))
    assert ran.code in (1, 2)
    assert ran.out == ""
    assert "missing.file" in ran.err


# --- mail -----------------------------------------------------------------------------------------------------------


def test_a_mail_is_judged_as_json(nowhere: Path, run: Run) -> None:
    ran = run(
        "inspect", "mail", put(nowhere, "a.eml", MAIL), "--contact", "jane@acme.example", "--company-domain",
        "acme.example", "--sent-message-id", "<thanks@example.org>", "--me", "sam@example.org", "--json",
    )  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    assert set(ran.json) == {"kind", "outcome", "stops", "until", "evidence"}
    assert (ran.json["kind"], ran.json["stops"], ran.json["until"]) == ("human_reply", True, "2026-03-10")


@pytest.mark.parametrize("options", [("--contact", "kim@acme.example"), ("--sent-message-id", "other@example.org")])
def test_a_mail_may_answer_any_of_several(nowhere: Path, run: Run, options: tuple[str, ...]) -> None:
    mail = MAIL.replace("jane@acme.example", "jane@elsewhere.example")
    real = {"--contact": "jane@elsewhere.example", "--sent-message-id": "<thanks@example.org>"}[options[0]]
    path = put(nowhere, "a.eml", mail)
    assert run("inspect", "mail", path, *options, "--json").json["stops"] is False
    assert run("inspect", "mail", path, options[0], real, *options, "--json").json["stops"] is True


def test_a_mail_in_words(nowhere: Path, run: Run) -> None:
    told = run("inspect", "mail", put(nowhere, "a.eml", MAIL), "--contact", "jane@acme.example").out
    assert told.startswith("A person has answered.\n")
    assert "It names 2026-03-10." in told
    assert "It stops what is pending." in told


def test_ones_own_mail_is_no_answer(home: Home, run: Run) -> None:
    own = MAIL.replace("From: Jane Doe <jane@acme.example>", "From: Sam <sam@example.org>")
    ran = run("inspect", "mail", put(home.root, "own.eml", own), "--contact", "jane@acme.example", "--json")
    assert ran.json["stops"] is False
