"""The program dies at every boundary of a cycle on a real Dovecot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.contract.imap_harness import at_dovecot
from tests.contract.local_harness import START
from tests.crash.providers import check_delivery, check_withdrawal
from tests.servers.dovecot import Dovecot, dovecot, needs_dovecot

pytestmark = [pytest.mark.system, pytest.mark.heavy, needs_dovecot]

END = START - timedelta(days=1)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


@pytest.mark.parametrize("check", [check_delivery, check_withdrawal])
def test_dying_anywhere_in_a_cycle(server: Dovecot, check: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(server.ca))
    assert callable(check)
    assert check(lambda: at_dovecot(server), END) > 12
