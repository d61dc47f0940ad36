"""Every language says everything that English says, within its own limits, and to the right person."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from followbot.domain import drafting, lint
from followbot.domain.letters.noterules import note_rules
from followbot.domain.letters.variants import overlap
from followbot.domain.model import Contact, ContactRole, FollowUpKind, InterviewKind
from tests.domain.drafting.desk import ANNA, LIN, PRIYA, RITA, TOM, body, letter, templates

LANGUAGES = ("de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "sv", "tr", "zh")
NAMELESS = Contact("jobs@acme.example", "", ContactRole.RECRUITER)

SITUATIONS: dict[str, dict[str, Any]] = {
    **{kind.value: {"interview_kind": kind} for kind in InterviewKind},
    "late": {"late": True},
    "second round": {"second_round": True},
    "relay": {"to": (RITA,), "others": (PRIYA, TOM)},
    "late relay": {"to": (RITA,), "others": (PRIYA,), "late": True},
    "group": {"to": (PRIYA, TOM)},
    "everyone": {"to": (PRIYA, TOM, LIN, RITA)},
    "nameless": {"to": (NAMELESS,)},
    "nothing known": {"company": None, "role": None},
    "a topic in the invitation": {"specifics": ("Topic: Kubernetes",)},
    "a part of one's own": {"to": (replace(LIN, covers="Kubernetes"),)},
    "a strength": {"strengths": ("Python",)},
    "formal": {"profile": replace(ANNA, tone="formal")},
    "nudge": {"kind": FollowUpKind.NUDGE},
    "nudge without thanks before": {"kind": FollowUpKind.NUDGE, "thanked_before": False},
    "nudge to whoever arranged it": {
        "kind": FollowUpKind.NUDGE,
        "to": (RITA,),
        "others": (PRIYA,),
        "thanked_before": False,
    },
    "nudge about nothing known": {"kind": FollowUpKind.NUDGE, "company": None, "role": None},
}

# What a note says, and what a letter must hold because of it.
NOTES = {
    "de": ("Wir haben über den Umbau der Abrechnung gesprochen. Gehalt 80k.", "ber den Umbau der Abrechnung", "80"),
    "en": ("We talked about the move to Kafka. Salary 80k.", "the move to Kafka", "80"),
    "es": ("Hablamos de la migración de la facturación. Sueldo 50k.", "la migración de la facturación", "50"),
    "fr": ("On a parlé de la refonte de la facturation. Salaire 50k.", "de la refonte de la facturation", "50"),
    "it": ("Abbiamo parlato della migrazione dei pagamenti. Stipendio 50k.", "della migrazione dei pagamenti", "50"),
    "ja": ("請求システムの刷新について話した。年収800万。", "請求システムの刷新", "800"),
    "nl": (
        "We hebben het gehad over de verbouwing van de facturatie. Salaris 50k.",
        "de verbouwing van de facturatie",
        "50",
    ),
    "pl": ("Rozmawialiśmy o przebudowie systemu rozliczeń. Pensja 20k.", "przebudowie systemu rozliczeń", "20"),
    "pt": ("Falamos sobre a migração dos pagamentos. Salário 50k.", "a migração dos pagamentos", "50"),
    "sv": ("Vi pratade om ombyggnaden av faktureringen. Lön 50k.", "ombyggnaden av faktureringen", "50"),
    "tr": ("Faturalama sisteminin yenilenmesi hakkında konuştuk. Maaş 50k.", "aturalama sisteminin yenilenmesi", "50"),
    "zh": ("聊了计费系统的重构。薪资30k。", "计费系统的重构", "30"),
}


def test_there_are_twelve() -> None:
    assert templates().languages == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_situation_has_its_words(situation: str, language: str) -> None:
    for seed in ("a", "b", "c"):
        found = letter(language=language, seed=seed, **SITUATIONS[situation])
        assert not found.findings, found.text
        assert found.language == language
        assert found.subject.strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_is_used_and_money_is_not(language: str) -> None:
    written, expected, private = NOTES[language]
    found = letter(written, language=language)
    assert expected in found.text
    assert private not in found.text
    assert not found.findings


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_people_get_three_letters(language: str) -> None:
    written: list[str] = []
    for person in (PRIYA, TOM, LIN):
        found = letter(language=language, to=(person,), interview_kind=InterviewKind.PANEL, siblings=tuple(written))
        written.append(found.text)
    for one, other in combinations(written, 2):
        assert overlap(one.removesuffix("Anna Keller\n"), other.removesuffix("Anna Keller\n")) < drafting.ALIKE


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_a_note_in_another_language_lends_names_only(language: str) -> None:
    found = letter("We talked about how they moved the ledger to Kafka and what it was like.", language=language)
    assert "Kafka" in found.text
    assert "ledger" not in found.text


def test_a_foreign_sentence_is_noticed() -> None:
    wordings = templates().wordings
    facts = lint.Facts(kind=FollowUpKind.THANK_YOU, thin=True)
    text = "Hi,\n\nThank you. Ich habe mich sehr über das Gespräch mit Ihnen gefreut.\n\nBest,\n"
    assert "language" in {f.rule for f in lint.check("Thanks", text, facts, wordings["en"], wordings)}


def test_an_unknown_language_is_written_in_the_profile_s() -> None:
    assert letter(language="fi", profile=replace(ANNA, language="de")).language == "de"
    assert letter(language="de-CH").language == "de"


def test_japanese_names_are_addressed_by_family() -> None:
    tanaka = Contact("tanaka@acme.example", "田中 花子", ContactRole.INTERVIEWER)
    assert "田中様" in letter(language="ja", to=(tanaka,)).text


ELEMENT_OF_SLOT = {"thanks": "thanks", "fit": "interest", "fit_strength": "interest", "forward": "forward"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slot", ELEMENT_OF_SLOT)
def test_every_phrasing_does_what_its_slot_is_for(language: str, slot: str) -> None:
    pack = templates().pack(language)
    wanted = pack.wording.elements[ELEMENT_OF_SLOT[slot]]
    for situation, phrasings in pack.phrases[slot].items():
        for phrasing in phrasings if situation != "declined" else ():
            assert any(word in phrasing.text.casefold() for word in wanted), phrasing.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrasing_is_a_cliche(language: str) -> None:
    pack = templates().pack(language)
    banned = (*pack.wording.cliches, *pack.wording.reproach, *pack.wording.days.relative)
    for situations in pack.phrases.values():
        for phrasings in situations.values():
            for phrasing in phrasings:
                said = f" {' '.join(phrasing.text.casefold().split())} "
                assert not [word for word in banned if f" {word} " in said], phrasing.text


def test_one_entry_stands_for_a_pattern_of_each_of_its_verbs() -> None:
    entry = {
        "slot": "told",
        "each": {"cuociono": "cuocete", "vendono": "vendete"},
        "match": "^THEIRS (?P<x>.+)$",
        "any": "YOURS {x}",
    }
    rules = note_rules({"patterns": [entry]})
    assert [(p.match.source, p.forms["any"]) for p in rules.patterns] == [
        ("^cuociono (?P<x>.+)$", "cuocete {x}"),
        ("^vendono (?P<x>.+)$", "vendete {x}"),
    ]


def test_only_the_first_german_sentence_after_the_greeting_begins_small() -> None:
    said = body(letter("Kinder verkaufen den Honig selbst auf dem Stadtfest", language="de"))
    assert not re.search(r"[.!?]\s+[a-zäöü]", said.partition("\n\n")[2]), said


@pytest.mark.parametrize("kind", [FollowUpKind.THANK_YOU, FollowUpKind.NUDGE])
def test_a_japanese_student_applies_for_no_career_and_was_rung_up(kind: FollowUpKind) -> None:
    facts: dict[str, Any] = {
        "kind": kind,
        "language": "ja",
        "role": "短期アルバイト",
        "interview_kind": InterviewKind.PHONE_SCREEN,
    }
    found = [letter(seed=seed, **facts) for seed in "abcdefghijkl"]
    assert not [one for one in found if "アルバイトの" in body(one) or "面談" in one.subject + body(one)]


def test_a_colloquial_quotation_is_written_out_in_japanese() -> None:
    told = body(letter("配達の範囲は隣町までって決めている。", language="ja", company="みなと薬局"))
    assert "隣町までと決めている" in told


def test_how_long_one_talked_is_no_subject_in_chinese() -> None:
    for span in ("快两小时", "将近一个半小时", "足足四十分钟", "快兩小時"):
        assert span not in body(letter(f"聊了{span}。", language="zh", company="远山书局"))


@pytest.mark.parametrize("seed", ["a", "b", "c"])
def test_what_a_name_says_and_what_happens_with_it_is_one_thing_in_chinese(seed: str) -> None:
    note = "聊了阅览室的漂流箱，读者每还一本书就往箱子里放一张书签。"
    said = body(letter(note, language="zh", company="青山图书馆", seed=seed))
    assert "放一张书签" in said
    assert "漂流箱" not in said
