"""Every rule of the lint objects to what it is there for, and to nothing in a good letter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.domain import lint
from followbot.domain.model import FollowUpKind
from tests.domain.drafting.desk import letter, templates

GOOD = """Hi Priya,

Thank you for the conversation on Tuesday. I keep coming back to the incident dashboard you showed me. Much of what I \
learned from my Kafka migration at Foo would be of use at Acme.

I left more interested in the Platform Engineer role than I arrived. I look forward to hearing from you.

Kind regards,
Anna Keller
"""
FACTS = lint.Facts(
    kind=FollowUpKind.THANK_YOU,
    greeted=("Priya",),
    strangers=("Tom",),
    evidence=("Tuesday", "Acme", "Platform Engineer", "Priya Rao", "my Kafka migration at Foo"),
    signature="Anna Keller",
    specific=("the incident dashboard you showed me",),
)
NUDGE = "Hi Priya,\n\nI am still very interested. {}\n\nKind regards,\nAnna Keller\n"


def rules(text: str, facts: lint.Facts = FACTS, subject: str = "Thank you") -> set[str]:
    wordings = templates().wordings
    return {f.rule for f in lint.check(subject, text, facts, wordings["en"], wordings)}


def test_a_good_letter_passes() -> None:
    assert rules(GOOD) == set()


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("Thank you for", "I enjoyed", "element"),
        ("I look forward to hearing from you.", "That is all.", "element"),
        ("the incident dashboard you showed me", "many things", "element"),
        ("I look forward to hearing from you.", "I look forward to hearing from you. " + "word " * 80, "length"),
        ("I look forward", "Shall we? Can we? I look forward", "ask"),
        ("I look forward", "Just checking in. I look forward", "cliche"),
        ("I look forward", "I still have not heard. I look forward", "politeness"),
        ("I look forward", "[Your name] I look forward", "placeholder"),
        ("I look forward", "{{ name }} I look forward", "placeholder"),
        ("Kafka", "37 Kafka", "invented"),
        ("at Acme", "at Initech", "invented"),
        ("on Tuesday", "on Friday", "invented"),
        ("on Tuesday", "yesterday", "relative_day"),
        ("Hi Priya", "Hi Tom", "name"),
        ("I look forward", "Ich habe mich sehr über das Gespräch gefreut. I look forward", "invented"),
        ("I look forward", "See https://evil.example for more. I look forward", "link"),
        ("I look forward", "Great! Great! I look forward", "politeness"),
        ("Tuesday", "Tues\u202eday", "form"),
        ("I look forward", "I heard that you serve approx. I look forward", "cut"),
        ("arrived. I", "arrived. i", "form"),
    ],
)
def test_each_rule_objects(old: str, new: str, rule: str) -> None:
    assert old in GOOD
    assert rule in rules(GOOD.replace(old, new))


def test_more_than_one_number_is_a_recital() -> None:
    facts = replace(FACTS, specific=("from 40 to 4 minutes",), evidence=(*FACTS.evidence, "from 40 to 4 minutes"))
    assert "numbers" in rules(GOOD.replace("the incident dashboard you showed me", "from 40 to 4 minutes"), facts)


@pytest.mark.parametrize(("ask", "fine"), [("Is there any news yet?", True), ("Bye.", False), ("News? When?", False)])
def test_a_nudge_asks_exactly_one_question(ask: str, fine: bool) -> None:
    facts = replace(FACTS, kind=FollowUpKind.NUDGE)
    assert ("ask" not in rules(NUDGE.format(ask), facts)) is fine


def test_a_subject_with_a_line_break_is_refused() -> None:
    assert "form" in rules(GOOD, subject="Thank you\nBcc: all@acme.example")


def test_a_company_named_like_a_cliche_gets_the_simplest_letter_and_says_so() -> None:
    found = letter(company="Passionate", role="Just checking in", specifics=())
    assert found.fallback or not found.findings
    if found.fallback:
        assert {f.rule for f in found.findings} == {"cliche"}
    assert "assionate" not in found.text


def test_a_broken_template_of_the_user_is_named() -> None:
    broken = type(templates())({**templates().files, "en/thank_you.j2": "{{ greeting "}, templates().wordings)
    assert [p.split(":")[0] for p in broken.problems()] == ["en/thank_you.j2"]
    assert templates().problems() == ()


def test_a_little_word_said_twice_is_found() -> None:
    text = "Hi Priya,\n\nThank you. I keep thinking about about the ledger.\n\nBest regards,\nAnna Keller\n"
    assert "doubled" in rules(text)
