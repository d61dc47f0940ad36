"""`status` and `why` on a real store."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from followbot.app.ports import AccountHealth, Entry
from followbot.domain.lifecycle import Drafted, DraftRef, Sent, Waiting
from followbot.domain.model import Closure, Evidence, FollowUp, FollowUpKind, Process, Verdict
from tests.cli.conftest import NOW, Home, Run
from tests.fakes.build import JANE, RAVI, TUESDAY, interview, process_of, round_of

HOSTILE = "Chat\nfollowbot: paid \x1b[31mred\x1b[0m \x9b2J \u202etxt.exe"
DAY = timedelta(days=1)


def story() -> tuple[Process, ...]:
    """Three interviews: one drafted and waiting, one next week, and one with a hostile title that nobody is sure about."""
    draft = DraftRef("main", "d7", url="file:///d7")
    thanks = FollowUp("t1", FollowUpKind.THANK_YOU, (JANE.key,), Drafted(draft, NOW - DAY))
    nudge = FollowUp("n1", FollowUpKind.NUDGE, (JANE.key,), Waiting(NOW + 6 * DAY))
    acme = replace(round_of(interview(JANE), round_id="r1"), follow_ups=(thanks, nudge))
    next_week = round_of(interview(RAVI, uid="u2", end=TUESDAY + 7 * DAY, company="Müller"), round_id="r2")
    doubtful = interview(uid="u3", end=NOW - DAY, verdict=Verdict.UNSURE, company="")
    doubtful = replace(doubtful, summary=HOSTILE, findings=replace(doubtful.findings, company=None, role=None))
    return (
        process_of(acme),
        replace(process_of(next_week), id="p2", company="Müller"),
        Process("p3", (round_of(doubtful, round_id="r3"),)),
    )


# --- status ---------------------------------------------------------------------------------------------------------


def test_before_the_first_cycle_status_says_how_to_begin(home: Home, run: Run) -> None:
    ran = run("status")
    assert ran.code == 0
    assert "No interviews yet" in ran.out
    assert "main (local): not checked yet" in ran.out
    assert not list((home.root / "state").iterdir()), "a look must not make a store"


def test_status_in_plain_text(home: Home, run: Run) -> None:
    home.keep(*story(), health=(AccountHealth("main", "local", "ok", NOW - timedelta(minutes=3)),))
    assert run("status").out == (
        "Sorted by what comes next, not by the date shown; answered and ended ones last.\n\n"
        "yesterday 14:00  Chat followbot: paid \ufffd[31mred\ufffd[0m \ufffd2J txt.exe  [i-u3]\n"
        "  - is this an interview? Say yes (confirm) or no (ignore)\n"
        "  - followbot confirm i-u3\n"
        "  - followbot ignore i-u3\n"
        "Tue 3 Mar 14:00  Acme, Engineer  [i-uid-1]\n"
        "  - thank-you to Jane Doe has been in your drafts since yesterday 15:00\n"
        "  - nudge to Jane Doe on Wed 11 Mar 15:00\n"
        "Tue 10 Mar 14:00  Müller, Engineer  [i-u2]\n"
        "  - upcoming\n"
        "\n"
        "main (local): last checked 3 minutes ago\n"
    )


def test_status_as_json_is_one_document_with_what_scripts_need(home: Home, run: Run) -> None:
    home.keep(*story())
    ran = run("status", "--json")
    assert (ran.code, ran.err) == (0, "")
    found = {i["ref"]: i for i in ran.json["interviews"]}
    assert {ref: i["state"] for ref, i in found.items()} == {"i-u3": "unsure", "i-uid-1": "drafted", "i-u2": "upcoming"}
    assert [f["draft_id"] for f in found["i-uid-1"]["follow_ups"]] == ["d7", None]
    assert found["i-u3"]["company"] is None
    assert "\x1b" not in ran.out
    assert "\x9b" not in ran.out
    assert [a["name"] for a in ran.json["accounts"]] == ["main"]


def on_terminal(arguments: list[str], **environ: str) -> str:
    """The program's output on a terminal of 80 columns, through a pseudo-terminal."""
    pty = pytest.importorskip("pty", reason="no pseudo-terminals on this platform")
    code = "import sys; from followbot.__main__ import main; sys.exit(main(sys.argv[1:]))"
    leader, follower = pty.openpty()
    try:
        env = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"COLUMNS": "80", "TERM": "xterm"} | environ
        command = [sys.executable, "-c", code, *arguments]
        subprocess.run(command, stdout=follower, stderr=subprocess.PIPE, env=env, check=True, timeout=60)
    finally:
        os.close(follower)
    with os.fdopen(leader, "rb") as screen:
        return _drain(screen.fileno())


def _drain(descriptor: int) -> str:
    seen = b""
    try:
        while chunk := os.read(descriptor, 65536):
            seen += chunk
    except OSError:  # Linux says EIO where the other side of a terminal is closed
        pass
    return seen.decode().replace("\r\n", "\n")


def test_status_on_a_terminal_is_a_table_within_80_columns(home: Home) -> None:
    home.keep(*story())
    screen = on_terminal(["status"])
    assert "\x1b[1mWhen" in screen
    bare = on_terminal(["status"], NO_COLOR="1")
    assert "What happens" in bare
    assert max(len(line) for line in bare.splitlines()) <= 80
    assert "[31mred" in bare, "a title is shown as text"
    assert "\x1b" not in bare


def test_commands_and_ids_stay_whole_on_any_terminal(home: Home) -> None:
    home.keep(*story())
    table, below = on_terminal(["status"], NO_COLOR="1").split("Is it an interview, ")
    assert "\n  followbot confirm i-u3\n  followbot ignore i-u3\n" in below
    assert "followbot confirm" not in table
    narrow = on_terminal(["status"], NO_COLOR="1", COLUMNS="40")
    assert "[i-uid-1]\n" in narrow
    assert "…" not in narrow


@pytest.mark.parametrize(("columns", "used"), [(80, 80), (100, 100), (300, 120)])
def test_text_takes_the_width_of_the_terminal_up_to_120(home: Home, columns: int, used: int) -> None:
    told = Entry(NOW, "p1", "i-uid-1", "found", "word " * 100)
    home.keep(*story(), journal=(told,))
    longest = max(map(len, on_terminal(["why", "i-uid-1"], NO_COLOR="1", COLUMNS=str(columns)).splitlines()))
    assert used - 5 < longest <= used


def test_several_interviews_say_by_what_they_are_sorted(home: Home, run: Run) -> None:
    acme, *others = story()
    home.keep(acme)
    assert "Sorted by" not in run("status").out
    home.keep(*others)
    assert run("status").out.startswith("Sorted by what comes next")
    assert on_terminal(["status"], NO_COLOR="1").startswith("Sorted by what comes next")


OUTLOOK = f"https://outlook.live.com/owa/?ItemID={'AQMk' * 50}&exvsurl=1&viewmodel=ReadMessageItem"


def linked() -> tuple[Process, ...]:
    """The same, and the draft opens in a browser."""
    acme, *others = story()
    thanks, nudge = acme.rounds[0].follow_ups
    opened = replace(thanks, state=Drafted(DraftRef("main", "d7", url=OUTLOOK), NOW - DAY))
    return replace(acme, rounds=(replace(acme.rounds[0], follow_ups=(opened, nudge)),)), *others


def test_a_link_stays_whole_below_the_table_and_in_its_place_among_lines(home: Home, run: Run) -> None:
    home.keep(*linked())
    screen = on_terminal(["status"], NO_COLOR="1")
    table, below = screen.split("Open the thank-you to Jane Doe, Acme, Engineer:\n")
    assert below.startswith(f"  {OUTLOOK}\n")
    assert "https" not in table
    assert f"since yesterday 15:00\n  - {OUTLOOK}\n" in run("status").out


@pytest.mark.parametrize(("arguments", "environ"), [(["--plain"], {}), ([], {"TERM": "dumb"})])
def test_lines_instead_of_a_table_on_a_terminal(home: Home, arguments: list[str], environ: dict[str, str]) -> None:
    home.keep(*story())
    screen = on_terminal(["status", *arguments], **environ)
    assert "What happens" not in screen
    assert "Tue 3 Mar 14:00  Acme, Engineer  [i-uid-1]\n" in screen
    assert "\x1b" not in screen


def test_what_waits_stands_out_and_what_is_over_steps_back(home: Home) -> None:
    acme, upcoming, doubtful = story()
    over = replace(acme, id="p9", closed=Closure.REJECTION, rounds=(replace(acme.rounds[0], id="r9"),))
    home.keep(acme, upcoming, doubtful)
    screen = on_terminal(["status"])
    assert "\x1b[32mthank-you to Jane Doe" in screen
    assert "\x1b[33mis this an interview?" in screen
    home.keep(over)
    assert "\x1b[2mclosed: they said no" in on_terminal(["status"])


def test_why_on_a_terminal_is_as_readable_without_colour(home: Home) -> None:
    home.keep(*story(), journal=journal())
    assert "\x1b[1mTue 24 Feb\x1b[0m" in on_terminal(["why", "i-uid-1"])
    assert "\x1b" not in on_terminal(["why", "i-uid-1"], NO_COLOR="1")


def test_a_follow_up_is_named_once(home: Home, run: Run) -> None:
    home.keep(*story(), journal=(Entry(NOW, "p1", "n1", "armed", "The nudge is planned for Wed 11 Mar 15:00."),))
    assert "15:00  The nudge to Jane Doe is planned for Wed 11 Mar 15:00.\n" in run("why", "i-uid-1").out


def test_status_refuses_nothing_when_the_store_is_from_a_newer_version_but_says_so(home: Home, run: Run) -> None:
    import sqlite3

    home.keep(*story())
    with sqlite3.connect(home.root / "state" / "followbot.db") as database:
        database.execute("UPDATE alembic_version SET version_num = 'from the future'")
    ran = run("status", "--json")
    assert ran.code == 78
    assert ran.out == ""
    assert "newer" in ran.err


# --- why ------------------------------------------------------------------------------------------------------------


def journal(process: str = "p1") -> tuple[Entry, ...]:
    return (
        Entry(
            TUESDAY - 7 * DAY, process, "i-uid-1", "found", "An interview was found.", ("The title says “interview”.",)
        ),
        Entry(NOW - DAY, process, "t1", "drafted", f"The draft to {HOSTILE} is in the mailbox."),
        Entry(NOW - DAY, process, "r-other", "found", "Another round was found."),
        Entry(NOW, process, process, "closed", "The company said no."),
    )


def test_why_tells_the_story_in_order_with_the_reasons(home: Home, run: Run) -> None:
    acme, *others = story()
    other = round_of(interview(uid="other", end=TUESDAY - 14 * DAY), round_id="r-other")
    home.keep(replace(acme, rounds=(*acme.rounds, other)), *others, journal=journal())
    ran = run("why", "i-uid-1")
    assert ran.code == 0
    told = [
        "Acme, Engineer  [i-uid-1]",
        "Tue 3 Mar 14:00 to 15:00, with Jane Doe",
        "thank-you to Jane Doe has been in your drafts since yesterday 15:00",
        "Tue 24 Feb\n  15:00  An interview was found.\n",
        "         - The title says “interview”.",
        "yesterday\n  15:00  Thank-you to Jane Doe: The draft to Chat followbot: paid",
        "today\n  15:00  The company said no.",
    ]
    positions = [ran.out.index(part) for part in told]
    assert positions == sorted(positions)
    assert "Another round" not in ran.out
    assert "\x1b" not in ran.out


def test_why_marks_what_speaks_against_an_interview(home: Home, run: Run) -> None:
    signs = (Evidence("The title says “interview”.", 2.0), Evidence("It reached you at a work address.", -1.0))
    known = replace(interview(JANE), evidence=signs)
    found = Entry(NOW, "p1", "i-uid-1", "found", "An interview was found.", tuple(e.text for e in signs))
    home.keep(process_of(round_of(known, round_id="r1")), journal=(found,))
    told = run("why", "acme").out
    assert "- against: It reached you at a work address.\n" in told
    assert "- The title says “interview”.\n" in told
    assert run("why", "acme", "--json").json["history"][0]["evidence"] == [e.text for e in signs]


def test_why_as_json(home: Home, run: Run) -> None:
    home.keep(*story(), journal=journal())
    document = run("why", "acme", "--json").json
    assert document["ref"] == "i-uid-1"
    assert [e["what"] for e in document["history"]] == ["found", "drafted", "found", "closed"]
    assert document["history"][0]["evidence"] == ["The title says “interview”."]


def test_why_without_a_history(home: Home, run: Run) -> None:
    home.keep(*story())
    assert "Nothing has happened yet." in run("why", "acme").out


@pytest.mark.parametrize("command", ["why", "note", "confirm", "ignore", "preview", "forget"])
@pytest.mark.parametrize("json", [False, True])
def test_a_ref_that_is_unknown_or_ambiguous_is_a_usage_error(home: Home, run: Run, command: str, json: bool) -> None:
    home.keep(*story())
    more = ["text"] if command == "note" else []
    options = ["--json"] if json else []
    unknown = run(command, "nobody", *more, *options)
    assert (unknown.code, unknown.out) == (2, "")
    assert "followbot status" in unknown.err
    ambiguous = run(command, "engineer", *more, *options)
    assert (ambiguous.code, ambiguous.out) == (2, "")
    assert "i-uid-1" in ambiguous.err
    assert "i-u2" in ambiguous.err


def test_a_folder_in_place_of_the_configuration_is_named(home: Home, run: Run, tmp_path: Path) -> None:
    ran = run("--config", str(tmp_path), "status")
    assert ran.code == 78
    assert str(tmp_path) in ran.err


def test_sent_is_told_with_its_time(home: Home, run: Run) -> None:
    acme = process_of(
        replace(
            round_of(interview(JANE)), follow_ups=(FollowUp("t", FollowUpKind.THANK_YOU, (JANE.key,), Sent(NOW - DAY)),)
        )
    )
    home.keep(acme)
    assert "thank-you to Jane Doe sent yesterday 15:00" in run("status").out
