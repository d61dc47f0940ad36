"""Requests in the name of a user: a token on each of them, and what to do when a server no longer takes it.

OAuth's rule (RFC 6750, section 3.1) is the same everywhere: 401 means that this token is worth nothing, for whatever reason. So
a read is asked once more with a fresh token; a second 401 means that only the user can help. A write is not repeated even
then: its 401 is handed on as the refusal that it is, and the next cycle comes with a fresh token.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from followbot.errors.login import login_ended
from followbot.providers.http import READS, Answer


class TokenSource(Protocol):
    """Where access tokens come from."""

    def token(self) -> str:
        """A token that is thought to be good; refreshed if need be. Raises `LoginNeeded` or `Unreachable`."""

    def refused(self, token: str) -> None:
        """A server answered 401 to this token: do not give it out again."""


class Wire(Protocol):
    """What makes requests: `http.Transport`, or this with a token."""

    def request(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answer: ...


class Bearer:
    """A transport that speaks for the user of `account`."""

    def __init__(self, account: str, transport: Wire, tokens: TokenSource, *, provider: str) -> None:
        self._account = account
        self._transport = transport
        self._tokens = tokens
        self._provider = provider

    def prepare(self) -> None:
        """Have a token at hand. What goes wrong here has gone wrong before any request; raises what `token` raises."""
        self._tokens.token()

    def request(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        """As `Transport.request`; raises `LoginNeeded` where a fresh token is refused too."""
        answer, token = self._ask(method, url, headers or {}, body)
        if answer.status != 401:
            return answer
        self._tokens.refused(token)
        if method not in READS:
            return answer
        answer, token = self._ask(method, url, headers or {}, body)
        if answer.status == 401:
            self._tokens.refused(token)
            raise login_ended(self._provider, self._account)
        return answer

    def _ask(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> tuple[Answer, str]:
        token = self._tokens.token()
        own = {**headers, "Authorization": f"Bearer {token}"}
        return self._transport.request(method, url, headers=own, body=body), token
