"""The debrief card: what the user types comes back, whatever the composer did to it."""

from __future__ import annotations

from datetime import date

import pytest

from followbot.bootstrap import rule_files
from followbot.domain import card
from followbot.domain.model import Rapport

RULES = card.parse_rules(rule_files())
TODAY = date(2026, 11, 17)


def _filled(*answers: str, unsure: tuple[str, ...] = ()) -> str:
    _, text = card.render("Acme", unsure, "en", RULES)
    parts = text.split("\n\n")
    heads = [part.strip() for part in parts if part.strip()[:1].isdigit()]
    return parts[0] + "\n\n" + "\n\n".join(f"{h}\n{a}" for h, a in zip(heads, answers, strict=True))


def test_an_untouched_card_says_nothing() -> None:
    subject, text = card.render("Acme", ("Coffee with Dana",), "en", RULES)
    assert subject == "How did it go with Acme?"
    assert card.parse(text, TODAY, RULES) == card.CardAnswers()


def test_answers_come_back() -> None:
    text = _filled("The ledger rewrite", "the testing culture", "great", "2026-11-24")
    answers = card.parse(text, TODAY, RULES)
    assert answers.notes.splitlines() == ["The ledger rewrite", "Excited about: the testing culture"]
    assert answers.rapport is Rapport.GREAT
    assert answers.hear_by == date(2026, 11, 24)


def test_answers_on_the_line_of_the_question() -> None:
    text = _filled("", "", "", "").replace("What did you talk about?", "What did you talk about? payments, mostly")
    assert card.parse(text, TODAY, RULES).notes == "payments, mostly"


def test_a_composer_that_quotes_and_wraps_every_line() -> None:
    text = _filled("The ledger rewrite", "", "not great", "")
    mangled = "".join(f"> {line}\r\n" for line in text.replace("What did you", "What did\nyou").splitlines())
    answers = card.parse(mangled, TODAY, RULES)
    assert answers.notes == "The ledger rewrite"
    assert answers.rapport is Rapport.POOR


@pytest.mark.parametrize(("said", "verdict"), [("yes", True), ("No, a friend", False), ("", None)])
def test_the_question_about_a_doubtful_event(said: str, verdict: bool | None) -> None:
    text = _filled(said, "", "", "", "", unsure=("Coffee (with) Dana?",))
    assert card.parse(text, TODAY, RULES).yes_no is verdict


def test_free_text_without_any_prompt_is_a_note() -> None:
    assert card.parse("Talked about Kafka.\nSent from my phone", TODAY, RULES).notes == "Talked about Kafka."
