"""How exchanges are handed to the checker of Microsoft's own description, which decodes paths before it looks for segments."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests.fakes.graph import contract
from tests.fakes.graph.contract import violations

MESSAGE = b'{"id": "AAMk/s0+="}'


def decoding_first(method: str, url: str, body: Any, status: int, answer: Any) -> list[str]:
    """As the checker does it, on a description of two paths with one option."""
    parts = urlsplit(url)
    known = re.fullmatch(r"/v1\.0/me/(messages/[^/]+|mailFolders/[^/]+)", unquote(parts.path))
    options = set(parse_qs(parts.query, keep_blank_values=True)) - {"$select"}
    return [*([] if known else [f"{parts.path}: unknown"]), *(f"{name}: unknown" for name in sorted(options))]


@pytest.fixture(autouse=True)
def _described(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(contract, "_described", lambda: decoding_first)
    contract._against_description.cache_clear()
    yield
    contract._against_description.cache_clear()


@pytest.mark.parametrize("ref", ["AAMkAGI20001m0%2Fs0%2B%3D", "AAMk%2f%2Fx", "AAkALgAA0001_s0-%3D"])
def test_an_id_with_an_encoded_slash_is_one_segment(ref: str) -> None:
    assert violations("GET", f"/v1.0/me/messages/{ref}?$select=id", b"", 200, MESSAGE) == []


def test_a_bare_slash_in_an_id_is_a_violation() -> None:
    found = violations("GET", "/v1.0/me/messages/AAMk/s0+=?$select=id", b"", 200, MESSAGE)
    assert any("unknown" in what for what in found)
    assert any("no such request" in what for what in found)


def test_what_is_asked_for_is_still_checked() -> None:
    found = violations("GET", "/v1.0/me/messages/AAMk%2F?$expand=x&$odd=1", b"", 200, MESSAGE)
    assert {"$odd: unknown", "$expand: unknown"} <= set(found)
