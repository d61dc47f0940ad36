"""Our own transport whose requests go straight to a fake server, and a source of tokens for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from followbot.app.ports import Clock
from followbot.errors import Unreachable
from followbot.providers.http import Answer, Patience, Rule, Transport, is_passing
from tests.fakes.web import Asked, Reply


class Server(Protocol):
    """A fake that answers requests by its own clock."""

    @property
    def clock(self) -> Clock: ...

    def respond(self, asked: Asked) -> Reply: ...


class InProcess(Transport):
    """Our transport, but its requests go straight to the fake: allow-list, retries and counters are the real ones."""

    def __init__(
        self,
        server: Server,
        rules: Iterable[Rule],
        counts: MutableMapping[str, int] | None = None,
        passing: Callable[[Answer], bool] = is_passing,
    ) -> None:
        self.counts = counts if counts is not None else {}
        self._server = server
        patience = Patience(sleep=lambda _: None, random=lambda: 1.0)
        super().__init__(rules, counts=self.counts, patience=patience, monotonic=self._seconds, passing=passing)

    def _seconds(self) -> float:
        return self._server.clock.now().timestamp()

    def _once(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        reply = self._server.respond(Asked(method, path, {k.lower(): v for k, v in headers.items()}, body or b""))
        if reply.hang_up:
            raise Unreachable("127.0.0.1 cannot be reached: the connection failed.")
        return Answer(reply.status, {k.lower(): v for k, v in reply.headers.items()}, reply.body)


@dataclass
class Tokens:
    """A source of tokens that has the next one ready when one is refused."""

    left: list[str] = field(default_factory=lambda: ["token-1"])
    refusals: list[str] = field(default_factory=list)

    def token(self) -> str:
        return self.left[0]

    def refused(self, token: str) -> None:
        self.refusals.append(token)
        if len(self.left) > 1:
            self.left.pop(0)
