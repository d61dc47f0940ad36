"""The program dies at every boundary of a cycle on a real Dovecot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from followbot.providers.imap.connection import Server
from tests.contract.imap_harness import ImapHarness
from tests.contract.local_harness import START
from tests.contract.mailbox import MailboxHarness
from tests.crash.providers import check_delivery, check_withdrawal
from tests.servers.dovecot import PASSWORD, Dovecot, dovecot, needs_dovecot

pytestmark = [pytest.mark.system, pytest.mark.heavy, needs_dovecot]

END = START - timedelta(days=1)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


@contextmanager
def fresh(server: Dovecot) -> Iterator[MailboxHarness]:
    user = server.next_user()
    made = ImapHarness(
        Server("localhost", user, server.port), PASSWORD, drop=lambda raw, at: server.drop(user, raw, at)
    )
    try:
        yield made
    finally:
        made.close()


@pytest.mark.parametrize("check", [check_delivery, check_withdrawal])
def test_dying_anywhere_in_a_cycle(server: Dovecot, check: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(server.ca))
    assert callable(check)
    assert check(lambda: fresh(server), END) > 12
