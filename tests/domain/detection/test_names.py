"""Names: parts, greetings, comparisons."""

from __future__ import annotations

import pytest

from followbot.domain import names
from followbot.domain.people import greeting_name


@pytest.mark.parametrize(
    ("name", "email", "language", "greeting"),
    [
        ("Sarah Chen", "sarah@acme.com", "en", "Sarah"),
        ("CHEN, Sarah", "", "en", "Sarah"),
        ("Chen, Sarah (Acme)", "", "en", "Sarah"),
        ("SARAH CHEN", "", "en", "Sarah"),
        ("KOWALSKI Marek", "", "pl", "Marek"),
        ("Dr. Anna Krüger", "", "de", "Anna"),
        ("Dr. Weber", "", "de", "Dr. Weber"),
        ("Jean-Pierre Dubois", "", "fr", "Jean-Pierre"),
        ("J. Smith", "john.smith@acme.com", "en", "John"),
        ("J. Smith", "jsmith@acme.com", "en", ""),
        ("J. Edgar Hoover", "", "en", "Edgar"),
        ("Nagy Péter", "nagy.peter@ceg.hu", "en", "Péter"),
        ("山田 太郎", "", "ja", "山田"),
        ("田中様", "", "ja", "田中"),
        ("王伟", "", "zh", "王伟"),
        ("Acme Recruiting Team", "jobs@acme.com", "en", ""),
        ("careers", "careers@acme.com", "en", ""),
        ("採用担当", "recruit@aoi.co.jp", "ja", ""),
        ("jobs@acme.com", "jobs@acme.com", "en", ""),
        ("", "sarah.chen@acme.com", "en", ""),
        ("Ludwig van Beethoven, PhD", "", "en", "Ludwig"),
        ("María José García López", "", "es", "María"),
        ("Sarah Chen via Greenhouse", "", "en", "Sarah"),
        ("'Sarah Chen'", "", "en", "Sarah"),
    ],
)
def test_greeting(name: str, email: str, language: str, greeting: str) -> None:
    assert greeting_name(name, email, language) == greeting


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Sarah Chen", "CHEN, Sarah", True),
        ("Sarah", "Sarah Chen", True),
        ("Sarah Chen", "Sarah Cohen", False),
        ("高橋 健", "高橋健", True),
        ("田中様", "田中 太郎", True),
        ("Müller", "Anna Mueller", True),
        ("", "Anna", False),
    ],
)
def test_same_person(a: str, b: str, same: bool) -> None:
    assert names.same_person(a, b) is same


@pytest.mark.parametrize(
    ("name", "email", "fits"),
    [
        ("Ravi Menon", "ravi@umbrella.dev", True),
        ("Ravi Menon", "rmenon@umbrella.dev", True),
        ("Tom O'Neil", "tom.oneil@acme.com", True),
        ("Ravi Menon", "scheduling@umbrella.dev", False),
        ("山田 太郎", "yamada@aoi.co.jp", False),
    ],
)
def test_address_fits(name: str, email: str, fits: bool) -> None:
    assert names.address_fits(name, email) is fits
