"""Tokens on requests: one fresh one after a 401, and then the user."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from followbot.errors import LoginNeeded
from followbot.providers.bearer import Bearer
from followbot.providers.http import Answer
from tests.fakes.wire import Tokens


class Door:
    """A server that lets some tokens in."""

    def __init__(self, *accepted: str) -> None:
        self.accepted = accepted
        self.asked: list[tuple[str, str]] = []

    def request(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        token = (headers or {})["Authorization"].removeprefix("Bearer ")
        self.asked.append((method, token))
        return Answer(200 if token in self.accepted else 401, {}, b"")


def test_a_read_is_asked_once_more_with_a_fresh_token() -> None:
    door, tokens = Door("new"), Tokens(["old", "new"])
    assert Bearer("main", door, tokens, provider="Google").request("GET", "https://x.test/").status == 200
    assert door.asked == [("GET", "old"), ("GET", "new")]
    assert tokens.refusals == ["old"]


def test_a_second_refusal_needs_the_user() -> None:
    door, tokens = Door(), Tokens(["old", "new", "newer"])
    with pytest.raises(LoginNeeded, match=r"“main”.*auth login main"):
        Bearer("main", door, tokens, provider="Google").request("GET", "https://x.test/")
    assert door.asked == [("GET", "old"), ("GET", "new")]
    assert tokens.refusals == ["old", "new"]


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_a_write_is_not_repeated_but_its_token_is_given_up(method: str) -> None:
    door, tokens = Door("new"), Tokens(["old", "new"])
    bearer = Bearer("main", door, tokens, provider="Google")
    assert bearer.request(method, "https://x.test/").status == 401
    assert door.asked == [(method, "old")]
    assert bearer.request(method, "https://x.test/").status == 200
