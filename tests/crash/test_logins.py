"""Dying while a token is renewed, given back, or a login is kept: the next start goes on as if nothing had happened.

The one loss that nobody can mend is told as it is: a server that takes each refresh token only once (neither Google nor
Microsoft does) has forgotten the old one when the program is killed between the server's work and the vault's commit.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from followbot.app.login import LoginRecord
from followbot.errors import LoginNeeded
from followbot.vault import Vault
from tests.crash.killed import killed
from tests.fakes.authority import Authority
from tests.fakes.build import TUESDAY
from tests.fakes.entra import Entra
from tests.fakes.web import website
from tests.fakes.world import FakeClock
from tests.providers.google.conftest import PROMPTLY, Key, Person
from tests.providers.google.conftest import Desk as GoogleDesk
from tests.providers.microsoft.conftest import Desk as MicrosoftDesk

ACCOUNT = {"google": "main", "microsoft": "work"}


@contextmanager
def logged_in(provider: str, folder: Path, *, strict: bool) -> Iterator[Any]:
    """A desk with a login, whose access token is too old. A `strict` server takes each refresh token once."""
    folder.mkdir(parents=True, mode=0o700)
    vault, person = Vault(folder / "state" / "followbot.vault", Key()), Person()
    with website() as site:
        desk: Any = (
            GoogleDesk(Authority(site, rotates=strict), folder, FakeClock(TUESDAY), person, vault)
            if provider == "google"
            else MicrosoftDesk(Entra(site, revokes=strict), vault, person=person)
        )
        desk.login().log_in(PROMPTLY, person)
        person.rest()
        desk.clock.forward(hours=2)
        yield desk


def restarted(desk: Any) -> Any:
    desk.vault = Vault(desk.vault._path, Key())
    return desk


def record(desk: Any, provider: str) -> LoginRecord:
    found: LoginRecord | None = desk.vault.record(ACCOUNT[provider])
    assert found is not None
    return found


def deaths(
    provider: str, folder: Path, work: Callable[[Any], object], least: int, *, strict: bool = False
) -> Iterator[tuple[Any, LoginRecord, int]]:
    """A desk after each death, restarted, with what was known of its login before; ends when the work is lived through."""
    for at in itertools.count(1):
        with logged_in(provider, folder / str(at), strict=strict) as desk:
            before = record(desk, provider)
            if not killed(lambda: work(desk), at):
                assert at > least, "it has more moments than that"
                return
            yield restarted(desk), before, at


@pytest.mark.heavy
@pytest.mark.parametrize("provider", ["google", "microsoft"])
def test_dying_anywhere_in_a_renewal_costs_no_login(provider: str, tmp_path: Path) -> None:
    for desk, before, at in deaths(provider, tmp_path, lambda desk: desk.tokens().token(), 20):
        token = desk.tokens().token()
        assert token in accepted(desk), f"moment {at}"
        assert record(desk, provider) == before, f"moment {at}"
        assert len(renewals(desk)) <= 2, f"moment {at}"
        assert restarted(desk).tokens().token() == token, f"moment {at}: it was not kept"


@pytest.mark.heavy
@pytest.mark.parametrize("provider", ["google", "microsoft"])
def test_dying_anywhere_while_a_refused_token_is_given_back(provider: str, tmp_path: Path) -> None:
    def refuse(desk: Any) -> None:
        desk.clock.forward(hours=-2)
        tokens = desk.tokens()
        tokens.refused(tokens.token())

    for desk, before, at in deaths(provider, tmp_path, refuse, 10):
        desk.clock.forward(hours=2)
        assert desk.tokens().token() in accepted(desk), f"moment {at}"
        assert record(desk, provider) == before, f"moment {at}"


@pytest.mark.heavy
@pytest.mark.parametrize("provider", ["google", "microsoft"])
def test_a_server_that_takes_a_token_once_costs_a_login_only_if_its_answer_was_never_kept(
    provider: str, tmp_path: Path
) -> None:
    """Exactly then; it is said in a sentence, and a new login mends it."""
    lost, unlost = [], []
    for desk, _, at in deaths(provider, tmp_path, lambda desk: desk.tokens().token(), 20, strict=True):
        answered = len(renewals(desk)) == 1
        if (told := refusal(desk)) is not None:
            assert answered, f"moment {at}: the server was never asked"
            assert "ended" in told
            desk.login().log_in(PROMPTLY, desk.person)
            desk.person.rest()
            lost.append(at)
        elif answered:
            unlost.append(at)
        assert desk.tokens().token() in accepted(desk)
    assert lost
    assert min(unlost) > max(lost), "once it is kept, it is kept"


@pytest.mark.heavy
@pytest.mark.parametrize("provider", ["google", "microsoft"])
def test_dying_anywhere_while_a_new_login_is_kept_leaves_the_old_or_the_new_one(provider: str, tmp_path: Path) -> None:
    def kept(desk: Any) -> None:
        account = ACCOUNT[provider]
        packed = desk.vault.get(account, provider)
        desk.vault.begin(record(desk, provider), {provider: packed})

    for desk, before, at in deaths(provider, tmp_path, kept, 10):
        desk.clock.forward(hours=-2)
        now = record(desk, provider)
        assert now.serial == before.serial or (now.serial and now.ended == ""), f"moment {at}"
        assert desk.tokens().token() in accepted(desk), f"moment {at}"


def refusal(desk: Any) -> str | None:
    """What is said when there is no token to be had; None when there is one."""
    try:
        desk.tokens().token()
    except LoginNeeded as error:
        return str(error)
    return None


def renewals(desk: Any) -> list[Any]:
    """What the server was asked to renew."""
    found: list[Any] = desk.refreshes() if isinstance(desk, GoogleDesk) else desk.renewals()
    return found


def accepted(desk: Any) -> set[str]:
    """The access tokens that the server has given out."""
    found: set[str] = desk.authority.access if isinstance(desk, GoogleDesk) else desk.entra.access
    return found
