"""Every provider's mailbox under the one contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.contract.google_harness import GoogleHarness
from tests.contract.graph_harness import GraphHarness
from tests.contract.local_harness import LocalHarness
from tests.contract.mailbox import MailboxContract, MailboxHarness

HARNESSES: dict[str, Callable[[Path], MailboxHarness]] = {
    "local plain": lambda tmp: LocalHarness(tmp / "Mail"),
    "local Maildir++": lambda tmp: LocalHarness(tmp / "Maildir", dotted=True),
    "Gmail": lambda _: GoogleHarness(),
    "Gmail without batches": lambda _: GoogleHarness(batches=False),
    "Outlook": lambda _: GraphHarness(),
    "Outlook without deltas": lambda _: GraphHarness(plain=True),
    "Outlook, sparse": lambda _: GraphHarness(sparse=True),
}


@pytest.fixture(params=HARNESSES)
def harness(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MailboxHarness]:
    made = HARNESSES[request.param](tmp_path)
    yield made
    if isinstance(made, GoogleHarness | GraphHarness):
        made.verify()


class TestMailbox(MailboxContract):
    """The contract."""
