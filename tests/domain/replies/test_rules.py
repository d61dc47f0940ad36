"""The rule files themselves."""

from __future__ import annotations

import pytest

from tests.domain.replies.mails import rules

LANGUAGES = ("de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "sv", "tr", "zh")
NEEDED = {"absent", "departed", "robot", "received", "idea.not", "idea.contact_you", "next_step.sure", "delay.sure"}


def test_the_twelve_languages_are_there() -> None:
    assert tuple(sorted(rules().packs)) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_compiles_and_can_say_everything(language: str) -> None:
    pack = rules().packs[language]
    lexicon = pack.lexicon
    names = {name for filed in (lexicon.by_word, lexicon.by_stem) for some in filed.values() for name, _ in some}
    assert names >= NEEDED
    assert len(pack.dates.months) >= 12
    assert len(pack.dates.weekdays) >= 7
    assert {"promise", "back"} <= set(pack.cues)
