"""Nobody is let in: what the worlds watch of it.

A token follows no link, no word of ours tells one, and drafts are for their owner. Every seventh answer of Microsoft's comes
from somebody who would like the token: its links lead to a server of theirs, which passes on what it is asked, so that
nothing looks amiss. What no world holds of this promise, `SECURITY.md` names with its tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from followbot.providers.http import Answer, host_of, origin_of
from tests.fakes.google import server as google
from tests.fakes.graph import server as graph
from tests.fakes.wire import InProcess

ELSEWHERE = "https://elsewhere.example"
OFTEN = 7
TOKEN = "token-"
"""What every token in these worlds begins with; then comes the name of its account."""


class Guarded(InProcess):
    """A wire that sees where tokens go: `strangers` are servers that got one and are not its own account's."""

    own: str
    strangers: list[str]

    def _once(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        said = " ".join((url, *headers.values(), (body or b"").decode("latin-1")))
        foreign = said.count(TOKEN) > said.count(f"{TOKEN}{self.own}-")
        if foreign or (TOKEN in said and origin_of(url) != graph.ENDPOINT):
            self.strangers.append(self.own if foreign else host_of(url))
        return super()._once(method, url, headers, body)


class GoogleWire(Guarded, google.Wire):
    """To Google."""

    def __init__(self, server: google.GoogleFake, own: str, strangers: list[str]) -> None:
        super().__init__(server)
        self.own, self.strangers = own, strangers


class GraphWire(Guarded, graph.Wire):
    """To Microsoft."""

    def __init__(self, server: graph.GraphFake, own: str, strangers: list[str]) -> None:
        super().__init__(server)
        self.own, self.strangers = own, strangers


def lead_astray(server: graph.GraphFake) -> None:
    """Called before each answer: now and then its links lead elsewhere."""
    server.root = ELSEWHERE if server.counts.total() % OFTEN == 0 else graph.ENDPOINT


class Doorkeeper:
    """Watches a folder while followbot writes there: what it has made is for the user alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._before = self._all()

    def _all(self) -> set[Path]:
        return {self._folder, *self._folder.rglob("*")} if self._folder.exists() else set()

    def open_to_others(self) -> int:
        """How many files and folders have come that anybody else on the machine can read, change or list."""
        return sum(bool(path.stat().st_mode & 0o077) for path in self._all() - self._before)


def told_tokens(texts: Iterable[str]) -> Iterator[str]:
    """Complaints about words of followbot's that hold a token."""
    for text in texts:
        if TOKEN in text:
            yield f"let in: a token is told, in {len(text)} characters that anybody reads"
