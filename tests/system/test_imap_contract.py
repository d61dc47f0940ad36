"""The mailbox contract against IMAP servers that nobody here wrote."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from followbot.providers.imap.connection import Server
from tests.contract.imap_harness import ImapHarness, at_dovecot
from tests.contract.mailbox import MailboxContract, MailboxHarness
from tests.servers.dovecot import Dovecot, dovecot, needs_dovecot
from tests.servers.pymap import PASSWORD as PYMAP_PASSWORD
from tests.servers.pymap import USER as PYMAP_USER
from tests.servers.pymap import Pymap, needs_pymap, pymap


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


@pytest.mark.system
@needs_dovecot
class TestDovecot(MailboxContract):
    """Dovecot 2.3 with SPECIAL-USE folders in German, UIDPLUS, MOVE, CONDSTORE."""

    @pytest.fixture
    def harness(self, server: Dovecot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailboxHarness]:
        monkeypatch.setenv("SSL_CERT_FILE", str(server.ca))
        with at_dovecot(server) as made:
            yield made


@pytest.fixture(scope="module")
def other() -> Iterator[Pymap]:
    with pymap() as running:
        yield running


@pytest.mark.heavy
@needs_pymap
class TestPymap(MailboxContract):
    """pymap: STARTTLS, folders without special uses, no drafts folder before the first draft, no CONDSTORE."""

    @pytest.fixture
    def harness(self, other: Pymap, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailboxHarness]:
        monkeypatch.setenv("SSL_CERT_FILE", str(other.ca))
        server = Server("localhost", PYMAP_USER, other.port, starttls=True)
        made = ImapHarness(server, PYMAP_PASSWORD, shared=True)
        yield made
        made.close()
