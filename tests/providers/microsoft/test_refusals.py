"""The families of refusals: their data, and which one a refusal belongs to."""

from __future__ import annotations

from collections import Counter

import pytest

from followbot.bootstrap.data import rule_file
from followbot.errors import ConfigurationError, LoginNeeded
from followbot.providers.microsoft.identity import COMMON
from followbot.providers.microsoft.refusals import Adviser, Refusal, refusal_of

FAMILIES = rule_file("logins/microsoft")["family"]


def adviser(authority: str = COMMON) -> Adviser:
    return Adviser("work", "client-1", authority, lambda: FAMILIES)


def test_every_code_belongs_to_one_family() -> None:
    counted = Counter(code for family in FAMILIES for code in family["codes"])
    assert max(counted.values()) == 1
    assert {50076, 50079, 50173, 53003, 530035, 65001, 65004, 90094, 90095} <= set(counted)
    assert {70008, 700082, 70043, 7000218, 50196, 50194, 700016} <= set(counted)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family["name"])
def test_every_family_says_why_and_what_to_do(family: dict[str, object]) -> None:
    codes, errors = family["codes"], family.get("errors", [""])
    assert isinstance(codes, list)
    assert isinstance(errors, list)
    error = adviser().error(Refusal(str(errors[0]), tuple(codes[:1])))
    assert isinstance(error, ConfigurationError if family.get("configuration") else LoginNeeded)
    assert error.problem.startswith("Account work: ")
    assert error.problem.endswith(").")
    assert error.remedy
    assert "{" not in error.remedy


@pytest.mark.parametrize(
    ("authority", "tenant"),
    [
        (COMMON, "organizations"),
        ("https://login.microsoftonline.com/consumers", "organizations"),
        ("https://login.microsoftonline.com/organizations", "organizations"),
        ("https://login.microsoftonline.com/corp.example", "corp.example"),
        ("https://login.microsoftonline.us/8b2c", "8b2c"),
    ],
)
def test_an_administrator_consents_for_the_tenant_that_is_known(authority: str, tenant: str) -> None:
    assert f"/{tenant}/v2.0/adminconsent?client_id=client-1&scope=" in adviser(authority).admin_url


@pytest.mark.parametrize(
    ("answer", "error", "codes"),
    [
        (
            {"error": "invalid_grant", "error_codes": [70008], "error_description": "AADSTS70008: x"},
            "invalid_grant",
            (70008,),
        ),
        ({"error": "access_denied", "error_description": "AADSTS65004: x"}, "access_denied", (65004,)),
        ({"error": "two words"}, "", ()),
        ({"error": None, "error_codes": "x", "error_description": None}, "", ()),
        ({}, "", ()),
    ],
)
def test_of_an_answer_only_words_and_numbers_are_kept(
    answer: dict[str, object], error: str, codes: tuple[int, ...]
) -> None:
    found = refusal_of(answer)
    assert (found.error, found.codes) == (error, codes)
