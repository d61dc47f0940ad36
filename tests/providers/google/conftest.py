"""A user at a browser, an authorisation server, a vault, and a login between them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from followbot.app.login import Manner
from followbot.providers.google.auth import GoogleLogin
from followbot.providers.google.client import load_client
from followbot.providers.google.scopes import wanted
from followbot.providers.google.tokens import GoogleTokens
from followbot.vault import Vault
from tests.fakes.authority import Authority
from tests.fakes.build import TUESDAY
from tests.fakes.web import website
from tests.fakes.world import FakeClock

PROMPTLY = Manner(timeout=timedelta(seconds=20))


class Key:
    """The vault's key."""

    def read(self) -> bytes:
        return b"k" * 32

    def make(self) -> bytes:
        raise AssertionError


def fetch(url: str) -> tuple[int, str]:
    """What a browser does with an address, but for following it on; the status, and where it leads."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}")
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Location", "")
    finally:
        connection.close()


@dataclass
class Person:
    """The `Talk` port: a browser that consents at once, or whatever the test makes of it."""

    has_browser: bool = True
    typed: int | None = None
    lines: list[str] = field(default_factory=list)
    meanwhile: Callable[[str], None] | None = None
    _threads: list[threading.Thread] = field(default_factory=list)

    def say(self, text: str) -> None:
        self.lines.append(text)

    def show(self, line: str) -> None:
        self.lines.append(line)

    def browse(self, url: str) -> bool:
        if not self.has_browser:
            return False
        thread = threading.Thread(target=self.meanwhile or self.consent, args=(url,))
        thread.start()
        self._threads.append(thread)
        return True

    def consent(self, url: str) -> None:
        fetch(fetch(url)[1])

    def ask_secret(self, prompt: str) -> str:
        raise AssertionError

    def typing(self) -> int | None:
        return self.typed

    def rest(self) -> None:
        for thread in self._threads:
            thread.join()


@dataclass
class Desk:
    """Everything that a login has to do with."""

    authority: Authority
    folder: Path
    clock: FakeClock
    person: Person
    vault: Vault
    addresses: frozenset[str] = frozenset({"sam@example.org"})

    def login(self, **changes: Any) -> GoogleLogin:
        client = self.authority.client_file(self.folder)
        made = GoogleLogin(
            account="main",
            email="sam@example.org",
            addresses=self.addresses,
            permissions=wanted(named_calendars=False),
            load_client=partial(load_client, client),
            secrets=self.vault,
            clock=self.clock,
            endpoint=self.authority.site.url,
        )
        return replace(made, **changes)

    def tokens(self, **changes: Any) -> GoogleTokens:
        client = load_client(self.authority.client_file(self.folder))
        return GoogleTokens(
            **{
                "account": "main",
                "addresses": self.addresses,
                "permissions": wanted(named_calendars=False),
                "client": client,
                "secrets": self.vault,
                "clock": self.clock,
                **changes,
            }
        )

    def refreshes(self) -> list[str]:
        return [f["refresh_token"] for f in self.authority.asked if f["grant_type"] == "refresh_token"]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with website() as site:
        person = Person()
        vault = Vault(tmp_path / "state" / "followbot.vault", Key())
        yield Desk(Authority(site), tmp_path, FakeClock(TUESDAY), person, vault)
        person.rest()
