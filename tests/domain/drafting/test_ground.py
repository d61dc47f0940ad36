"""Interest that "grew" needs grounds: a letter that tells nothing of the interview says how things are, no more."""

from __future__ import annotations

import pytest

from tests.domain.drafting.desk import body, letter

_GREW = {
    "en": ("even more", "keener", "more i hear"),
    "de": ("noch mehr", "gewachsen", "bestärkt"),
    "fr": ("encore plus", "grandir", "donné envie"),
    "es": ("más que antes", "crecer", "aún más"),
    "pt": ("ainda mais", "aumentou"),
    "it": ("ancora più", "cresciuto", "ancora di più"),
    "nl": ("nog meer", "gegroeid"),
    "pl": ("jeszcze bardziej", "wzrosło"),
    "sv": ("ännu mer", "vuxit", "ännu hellre"),
    "tr": ("daha da",),
    "ja": ("さらに高ま", "いっそう"),
    "zh": ("更感兴趣", "更浓", "更希望"),
}


@pytest.mark.parametrize("language", _GREW)
@pytest.mark.parametrize("seed", ["one", "two", "three", "four", "five", "six"])
def test_a_letter_that_tells_nothing_claims_no_growth(language: str, seed: str) -> None:
    said = body(letter(language=language, seed=seed)).casefold()
    assert not [words for words in _GREW[language] if words in said]
