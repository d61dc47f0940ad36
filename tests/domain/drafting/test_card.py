"""The debrief card: what the user types comes back, whatever the composer did to it."""

from __future__ import annotations

from datetime import date

import pytest

from followbot.domain.letters import card
from followbot.domain.model import Rapport
from tests.domain.drafting.desk import card_rules, letter

RULES = card_rules()
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


@pytest.mark.parametrize("language", sorted(RULES.words))
def test_the_card_comes_back_in_every_language(language: str) -> None:
    words = RULES.words[language]
    _, text = card.render("Acme", ("Kaffee mit Dana",), language, RULES)
    assert card.parse(text, TODAY, RULES) == card.CardAnswers()
    answers = (words.yes[0], "Kafka", "Kubernetes", words.rapport[Rapport.GREAT][0], "2026-11-24")
    for number, answer in enumerate(answers, 1):
        line = next(line for line in text.splitlines() if line.startswith(f"{number}. "))
        text = text.replace(line, f"{line}\n{answer}")
    found = card.parse(text, TODAY, RULES)
    assert found.notes.splitlines() == ["Kafka", f"{words.excited}: Kubernetes"]
    assert found.rapport is Rapport.GREAT
    assert found.yes_no is True
    assert found.hear_by == date(2026, 11, 24)


@pytest.mark.parametrize("language", sorted(RULES.words))
@pytest.mark.parametrize("rapport", list(Rapport))
def test_rapport_is_understood_in_every_language(language: str, rapport: Rapport) -> None:
    words = RULES.words[language]
    _, text = card.render("Acme", (), language, RULES)
    line = next(line for line in text.splitlines() if line.startswith("3. "))
    for word in words.rapport[rapport]:
        assert card.parse(text.replace(line, f"{line} {word}"), TODAY, RULES).rapport is rapport, word


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("by Friday", date(2026, 11, 20)),
        ("next week", date(2026, 11, 27)),
        ("in two weeks", date(2026, 12, 1)),
        ("no idea", None),
    ],
)
def test_days_that_people_write(said: str, day: date | None) -> None:
    assert card.parse(_filled("", "", "", said), TODAY, RULES).hear_by == day


def test_an_html_composer_that_drops_line_breaks() -> None:
    flat = " ".join(_filled("The ledger rewrite", "", "good", "").split())
    answers = card.parse(flat, TODAY, RULES)
    assert answers.notes == "The ledger rewrite"
    assert answers.rapport is Rapport.GOOD


def test_prompts_left_twice_and_answers_in_any_order() -> None:
    once = _filled("", "", "", "")
    text = f"How was the rapport?\nok\n\nWhat did you talk about?\nKafka\n\n--- Original ---\n{once}"
    answers = card.parse(text, TODAY, RULES)
    assert answers.rapport is Rapport.GOOD
    assert answers.notes.splitlines()[0] == "Kafka"


def test_what_excited_the_user_reaches_the_letter() -> None:
    answers = card.parse(_filled("", "the testing culture", "", ""), TODAY, RULES)
    assert "the testing culture" in letter(answers.notes).text
    assert "xcited about" not in letter(answers.notes).text
