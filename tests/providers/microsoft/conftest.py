"""A user at a browser, an authority in Microsoft's manner, a vault, and a login between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from followbot.bootstrap.data import rule_file
from followbot.providers.microsoft.auth import MicrosoftLogin
from followbot.providers.microsoft.refusals import Adviser
from followbot.providers.microsoft.tokens import MicrosoftTokens
from followbot.vault import Vault
from tests.fakes.build import TUESDAY
from tests.fakes.entra import CLIENT, Entra
from tests.fakes.web import website
from tests.fakes.world import FakeClock
from tests.providers.google.conftest import Key, Person


@dataclass
class Desk:
    """Everything that a login has to do with."""

    entra: Entra
    vault: Vault
    clock: FakeClock = field(default_factory=lambda: FakeClock(TUESDAY))
    person: Person = field(default_factory=Person)

    def adviser(self) -> Adviser:
        return Adviser("work", CLIENT, self.entra.authority, lambda: rule_file("logins/microsoft")["family"])

    def login(self, **changes: Any) -> MicrosoftLogin:
        made = MicrosoftLogin(
            account="work",
            email="sam@example.org",
            addresses=frozenset({"sam@example.org"}),
            client_id=CLIENT,
            authority=self.entra.authority,
            adviser=self.adviser(),
            secrets=self.vault,
            clock=self.clock,
        )
        return replace(made, **changes)

    def tokens(self, **changes: Any) -> MicrosoftTokens:
        known = {"client_id": CLIENT, "authority": self.entra.authority, **changes}
        return MicrosoftTokens("work", adviser=self.adviser(), secrets=self.vault, clock=self.clock, **known)

    def renewals(self) -> list[dict[str, str]]:
        return [f for f in self.entra.asked if f["grant_type"] == "refresh_token"]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with website() as site:
        made = Desk(Entra(site), Vault(tmp_path / "state" / "followbot.vault", Key()))
        yield made
        made.person.rest()
