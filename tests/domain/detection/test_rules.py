"""The rule files, and the notation that they are written in."""

from __future__ import annotations

import pytest

from followbot.bootstrap import rule_files
from followbot.domain.detection import RuleProblem, parse_rules
from followbot.domain.events.lexicon import Lexicon, split
from followbot.domain.events.naming import naming_of
from followbot.domain.events.terms import expand, parse
from tests.corpus.events.measure import rules

LANGUAGES = {"en", "de", "fr", "es", "pt", "it", "nl", "pl", "sv", "tr", "ja", "zh"}


def found(notation: str, text: str) -> list[str]:
    return [h.quote for h in Lexicon.of(parse("sign", notation)).hits(split(text))]


@pytest.mark.parametrize(
    ("notation", "text", "quotes"),
    [
        ("interview*", "Two Interviews today", ["Interviews"]),
        ("*gespräch*", "das Vorstellungsgespraech", ["Vorstellungsgespraech"]),
        ("(phone|video) screen", "a video  screen!", ["video screen"]),
        ("thank you ... applying", "Thank you so much for applying", ["Thank you so much for applying"]),
        ("thank you ... applying", "thank you all for the many very kind words about applying", []),
        ("面接", "最終面接のご案内", ["面接"]),
        ("entretien d embauche", "Entretien d’embauche", ["Entretien d’embauche"]),
        ("interview", "ＩＮＴＥＲＶＩＥＷ", ["ＩＮＴＥＲＶＩＥＷ"]),
    ],
)
def test_notation(notation: str, text: str, quotes: list[str]) -> None:
    assert found(notation, text) == quotes


def test_alternatives_nest() -> None:
    assert set(expand("a (b|(c|d) e)")) == {"a b", "a c e", "a d e"}


@pytest.mark.parametrize("notation", ["a (b", "a b)", "()", ""])
def test_a_broken_notation_is_refused(notation: str) -> None:
    with pytest.raises(ValueError, match=r"brackets|without words"):
        list(parse("sign", notation))


def test_the_phrase_that_says_more_hides_the_other() -> None:
    terms = [*parse("interview", "interview"), *parse("exit", "exit interview")]
    assert [h.sign for h in Lexicon.of(terms).hits(split("Exit interview"))] == ["exit"]


def test_every_language_has_a_pack_with_the_same_signs() -> None:
    packs = {p["language"]: p for n, p in rule_files().items() if n.startswith("detection/") and "language" in p}
    assert set(packs) == LANGUAGES
    needed = {"interview", "screen", "trial", "offer", "other_interview", "preparation", "hold", "off", "hiring_side"}
    assert all(needed <= set(p["title"]) for p in packs.values())


def test_every_sign_of_a_pack_has_a_weight() -> None:
    signs = rules().signs
    packs = [p for n, p in rule_files().items() if n.startswith("detection/") and "language" in p]
    unknown = {
        f"{zone}.{s}" for p in packs for zone in ("title", "body") for s in p[zone] if f"{zone}.{s}" not in signs
    }
    assert not unknown


def test_a_missing_table_is_named() -> None:
    with pytest.raises(RuleProblem, match="detection/general"):
        parse_rules({})


def test_systems_have_disjoint_domains() -> None:
    domains = [
        d for n, f in rule_files().items() if n.startswith("systems/") for s in f["system"] for d in s["domains"]
    ]
    assert len(domains) == len(set(domains))


@pytest.mark.parametrize(("deputies", "place"), [("", 1), ("副准", 0)])
def test_positions_are_known_with_and_without_deputies(deputies: str, place: int) -> None:
    naming = naming_of({"detection/reading": {"characters": {"ranks": ["校长"], "deputies": deputies}}})
    assert naming.ranked("副校长") == frozenset(range(place, 3))
