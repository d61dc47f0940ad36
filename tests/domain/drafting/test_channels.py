"""LinkedIn notes and handwritten cards, offered only where the rapport was great."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.domain.channels import LINKEDIN_MAX, other_channels
from followbot.domain.model import Note, Rapport
from tests.domain.drafting.desk import brief, letter, note, templates
from tests.domain.drafting.test_languages import LANGUAGES

GREAT = replace(note("We talked about the move to Kafka."), rapport=Rapport.GREAT)


@pytest.mark.parametrize("rapport", [None, Rapport.GOOD, Rapport.POOR])
def test_nothing_is_offered_without_a_great_rapport(rapport: Rapport | None) -> None:
    assert other_channels(brief(notes=(replace(GREAT, rapport=rapport),)), templates()) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_linkedin_note_fits_and_is_made_of_whole_sentences(language: str) -> None:
    offered = other_channels(brief(notes=(GREAT,), language=language), templates())
    assert offered is not None
    assert len(offered.linkedin) <= LINKEDIN_MAX
    assert offered.linkedin.endswith("Anna Keller")
    assert offered.linkedin.splitlines()[-2].endswith((".", "。", "?"))


def test_the_card_is_signed_with_the_name_alone_and_differs_from_the_mail() -> None:
    profile = replace(brief().profile, signature="Anna Keller\n+49 30 1234567\nkeller.example")
    offered = other_channels(brief(notes=(GREAT,), profile=profile), templates())
    assert offered is not None
    assert offered.handwritten.endswith("\nAnna Keller")
    assert "1234567" not in offered.handwritten
    assert "Kafka" in offered.handwritten
    assert offered.handwritten != letter(notes=(GREAT,), profile=profile).text


def test_the_latest_word_on_the_rapport_counts() -> None:
    earlier = Note("a", GREAT.at.replace(hour=1), "", rapport=Rapport.POOR)
    assert other_channels(brief(notes=(GREAT, earlier)), templates()) is not None
