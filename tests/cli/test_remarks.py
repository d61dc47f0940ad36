"""`note`, `confirm`, `ignore`, `forget` at the prompt."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest

from followbot.domain.lifecycle import Drafted, State, Waiting
from followbot.domain.model import FollowUp, FollowUpKind, Process, Rapport, Ruling, Standing, Verdict
from tests.cli.conftest import NOW, Home, Run
from tests.fakes.build import DRAFT, JANE, RAVI, TUESDAY, interview, process_of, round_of


def thanked(*states: State, **changes: object) -> Process:
    follow_ups = tuple(
        FollowUp(f"t{n}", FollowUpKind.THANK_YOU, (c.key,), state)
        for n, (c, state) in enumerate(zip((JANE, RAVI), states, strict=False))
    )
    held = replace(interview(JANE, RAVI), **changes)  # type: ignore[arg-type]  # the names are checked by the dataclass
    return process_of(replace(round_of(held), follow_ups=follow_ups))


# --- note -----------------------------------------------------------------------------------------------------------


def test_a_note_is_kept_for_the_draft(home: Home, run: Run) -> None:
    home.keep(thanked(Waiting(NOW)))
    ran = run("note", "acme", "We spoke about the index.", "--rapport", "great", "--hear-by", "2026-03-10")
    assert ran.code == 0
    assert ran.out == (
        "Noted for Acme, Engineer.\nThe thank-you to Jane Doe will know of it.\n"
        "An answer is promised by 2026-03-10; no nudge comes before that.\n"
    )
    (kept,) = home.process().rounds[0].notes
    assert (kept.text, kept.rapport, kept.hear_by) == ("We spoke about the index.", Rapport.GREAT, date(2026, 3, 10))


def test_a_note_needs_no_quotes(home: Home, run: Run) -> None:
    home.keep(thanked())
    run("note", "acme", "the", "index,", "and", "lunch")
    assert home.process().rounds[0].notes[0].text == "the index, and lunch"


def test_a_note_after_the_draft_says_that_it_changes_nothing(home: Home, run: Run) -> None:
    home.keep(thanked(Drafted(DRAFT, NOW), Waiting(NOW)))
    ran = run("note", "acme", "too late")
    assert "The thank-you to Jane Doe has already been drafted" in ran.out
    assert "The thank-you to Ravi Patel will know of it." in ran.out
    assert run("note", "acme", "again", "--json").json | {"note": ""} == {
        "ref": "i-uid-1",
        "note": "",
        "hear_by": None,
        "too_late": ["t0"],
        "in_time": ["t1"],
    }


@pytest.mark.parametrize(
    ("text", "given", "kept"),
    [
        ("They will call me on Friday.", [], date(2026, 3, 6)),
        ("They will call me on Friday.", ["--hear-by", "2026-03-12"], date(2026, 3, 12)),
        ("We spoke about the index on Thursday.", [], None),
    ],
)
def test_a_day_of_answer_in_the_text_is_kept_unless_another_is_given(
    home: Home, run: Run, text: str, given: list[str], kept: date | None
) -> None:
    home.keep(thanked())
    assert run("note", "acme", text, *given, "--json").json["hear_by"] == (kept.isoformat() if kept else None)
    assert home.process().rounds[0].notes[0].hear_by == kept


def test_the_cards_questions_are_understood_in_a_note(home: Home, run: Run) -> None:
    home.keep(thanked())
    run("note", "acme", "What did you talk about? The index. How was the rapport? great\nWhen will you hear? Friday")
    (kept,) = home.process().rounds[0].notes
    assert (kept.rapport, kept.hear_by) == (Rapport.GREAT, date(2026, 3, 6))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["acme"], "needs a text"),
        (["acme", "text", "--rapport", "excellent"], "great, good or poor"),
        (["acme", "text", "--hear-by", "next friday"], "a date like"),
        (["acme", "text", "--hear-by", "2026-02-30"], "a date like"),
        (["acme", "text", "--hear-by", "2026-03-01"], "before the interview"),
    ],
)
def test_a_note_that_makes_no_sense_is_a_usage_error(home: Home, run: Run, arguments: list[str], said: str) -> None:
    home.keep(thanked())
    ran = run("note", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert home.process().rounds[0].notes == ()


# --- confirm, ignore ------------------------------------------------------------------------------------------------


def test_confirm_and_ignore_are_remembered(home: Home, run: Run) -> None:
    home.keep(thanked(verdict=Verdict.UNSURE))
    assert "confirmed as an interview." in run("confirm", "acme").out
    assert home.process().rounds[0].interviews[0].ruling is Ruling.CONFIRMED
    assert "You had said so before." in run("confirm", "acme").out.replace("\n", " ")
    assert "left alone from now on." in run("ignore", "acme").out
    assert home.process().rounds[0].interviews[0].ruling is Ruling.IGNORED
    assert [i["state"] for i in run("status", "--json").json["interviews"]] == ["ignored"]


def test_confirm_as_json(home: Home, run: Run) -> None:
    home.keep(thanked())
    assert run("confirm", "acme", "--json").json == {
        "ref": "i-uid-1",
        "ruling": "confirmed",
        "interviews": ["i-uid-1"],
    }


def test_a_cancelled_interview_stays_cancelled_and_the_user_is_told(home: Home, run: Run) -> None:
    home.keep(thanked(standing=Standing.CANCELLED))
    assert "it does not take place" in run("confirm", "acme").out.replace("\n", " ")


def test_a_series_is_ruled_as_a_whole(home: Home, run: Run) -> None:
    first = interview(uid="series")
    later = replace(
        first, id="i-later", instance="x", start=first.start + timedelta(days=7), end=first.end + timedelta(days=7)
    )
    home.keep(process_of(round_of(first, round_id="a"), round_of(later, round_id="b")))
    assert "This holds for the whole series (2 dates are known)." in run("ignore", "acme").out


# --- forget ---------------------------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    """A user at the keyboard."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("answer", "left"), [("n\n", 1), ("\n", 1), ("y\n", 0), ("sure\n YES \n", 0)])
def test_forget_asks_a_person_first(
    home: Home, run: Run, monkeypatch: pytest.MonkeyPatch, answer: str, left: int
) -> None:
    home.keep(thanked(Waiting(NOW)))
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    ran = run("forget", "acme")
    assert ran.code == 0
    assert "This deletes Acme, Engineer (1 interview, 1 follow-up)." in ran.err
    assert len(run("status", "--json").json["interviews"]) == left


def test_forget_in_a_script_needs_to_be_told_twice(home: Home, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    home.keep(thanked())
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    refused = run("forget", "acme", "--json")
    assert (refused.code, refused.out) == (2, "")
    assert "--yes" in refused.err
    assert len(run("status", "--json").json["interviews"]) == 1
    ran = run("forget", "acme", "--yes", "--json")
    assert ran.json == {"forgotten": "p1", "interviews": ["i-uid-1"]}
    assert run("status", "--json").json["interviews"] == []
    assert run("forget", "acme", "--yes").code == 2


def test_a_note_survives_into_why(home: Home, run: Run) -> None:
    home.keep(thanked())
    run("note", "acme", "lunch \x1b[2J with Jane")
    told = run("why", "acme").out
    assert "You noted: “lunch \ufffd[2J with Jane”." in told
    assert TUESDAY < NOW
