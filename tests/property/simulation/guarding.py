"""Nobody is let in: what the worlds watch of it.

A token follows no link, no word of ours tells one, and drafts are for their owner. Every seventh answer of Microsoft's comes
from somebody who would like the token: its links lead to a server of theirs, which passes on what it is asked, so that
nothing looks amiss. What no world holds of this promise, `SECURITY.md` names with its tests.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping

from followbot.providers.http import Answer, host_of, origin_of
from tests.fakes.google import server as google
from tests.fakes.graph import server as graph
from tests.fakes.wire import InProcess

ELSEWHERE = "https://elsewhere.example"
OFTEN = 7
TOKEN = "token-"
"""What every token in these worlds begins with."""


class Guarded(InProcess):
    """A wire that sees where tokens go: `strangers` are servers that got one and are not the account's own."""

    strangers: list[str]

    def _once(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        bears = any(TOKEN in value for value in headers.values()) or TOKEN in url
        if bears and origin_of(url) != graph.ENDPOINT:
            self.strangers.append(host_of(url))
        return super()._once(method, url, headers, body)


class GoogleWire(Guarded, google.Wire):
    """To Google."""

    def __init__(self, server: google.GoogleFake, strangers: list[str]) -> None:
        super().__init__(server)
        self.strangers = strangers


class GraphWire(Guarded, graph.Wire):
    """To Microsoft."""

    def __init__(self, server: graph.GraphFake, strangers: list[str]) -> None:
        super().__init__(server)
        self.strangers = strangers


def lead_astray(server: graph.GraphFake) -> None:
    """Called before each answer: now and then its links lead elsewhere."""
    server.root = ELSEWHERE if server.counts.total() % OFTEN == 0 else graph.ENDPOINT


def readable_by_others(descriptor: int) -> bool:
    """Whether an open file of followbot's can be read or changed by anybody else on the machine."""
    mode = os.fstat(descriptor).st_mode
    return stat.S_ISREG(mode) and bool(mode & 0o077)


def told_tokens(texts: Iterable[str]) -> Iterator[str]:
    """Complaints about words of followbot's that hold a token."""
    for text in texts:
        if TOKEN in text:
            yield f"let in: a token is told, in {len(text)} characters that anybody reads"
