"""Nine hundred and more notes in twelve languages: what each letter says because of them, and what none may let out."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from followbot.domain.model import Contact, ContactRole, InterviewKind
from tests.domain.drafting.desk import body, letter

pytestmark = pytest.mark.heavy

NOTES = tomllib.loads((Path(__file__).parent / "fresh_notes.toml").read_text("utf-8"))
PANELS = tomllib.loads((Path(__file__).parent / "panels.toml").read_text("utf-8"))["panels"]
ROLES = {"recruiter": ContactRole.RECRUITER, "hiring_manager": ContactRole.HIRING_MANAGER}
SEEDS = ("first", "second")
ENOUGH = 0.9
"""The share of these notes that give a letter something of their own."""


@pytest.mark.parametrize("language", NOTES)
def test_fresh_notes_give_letters_that_can_be_sent(language: str) -> None:
    words = NOTES[language]["private"]
    private = re.compile(words if language in ("ja", "zh") else rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    for number, note in enumerate(NOTES[language]["notes"]):
        found = letter(note["text"], **_facts(note, language, SEEDS[number % 2]))
        said = body(found)
        assert not found.findings, note["text"]
        assert not private.search(said.partition(",")[2]), (note["text"], said)
        missing = [phrase for phrase in note["said"] if _folded(phrase) not in _folded(said)]
        assert not missing, (note["text"], said)
        if not note["said"]:
            told = [s for s in found.sources if s.origin == "note" and not said.startswith(s.phrase)]  # but for a title
            assert not told, (note["text"], said)


def test_what_one_of_a_panel_said_stays_out_of_the_others_letters() -> None:
    for panel in PANELS:
        people = tuple(
            Contact(f"p{i}@work.example", name, ContactRole.INTERVIEWER) for i, name in enumerate(panel["people"])
        )
        facts = {key: panel[key] for key in ("language", "company", "role")}
        facts |= {"present": people, "interview_kind": InterviewKind(panel["kind"])}
        letters: list[str] = []
        for person, phrases in zip(people, panel["said"], strict=True):
            seed = f"panel {person.name}"
            found = letter(panel["text"], to=(person,), seed=seed, siblings=tuple(letters), **facts)
            letters.append(found.text)
            lines = {line.rstrip(",") for line in found.text.split("\n")}  # a title from the note is one
            told = {s.phrase for s in found.sources if s.origin == "note" and s.phrase not in lines}
            assert not found.findings, panel["text"]
            assert told == set(phrases), (panel["text"], person.name)


def test_most_notes_give_a_letter_something_of_their_own() -> None:
    every = [note for language in NOTES.values() for note in language["notes"]]
    assert len([note for note in every if note["said"]]) >= ENOUGH * len(every)


def _folded(text: str) -> str:
    return text.casefold().replace("i\u0307", "i").replace("ı", "i")


def _facts(note: dict[str, Any], language: str, seed: str) -> dict[str, Any]:
    role = ROLES.get(note["kind"], ContactRole.INTERVIEWER)
    return {
        "language": language,
        "to": (Contact("somebody@work.example", note["who"], role),),
        "company": note["company"],
        "role": note["role"],
        "interview_kind": InterviewKind(note["kind"]),
        "seed": seed,
    }


def test_a_turkish_sentence_begins_with_a_dotted_capital() -> None:
    said = body(letter("ilk ev ziyaretlerine birlikte gidiyorlar, çok beğendim", language="tr"))
    assert "İlk ev ziyaretlerine" in said
