"""Every provider's mailbox under the one contract."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.contract.local_harness import LocalHarness
from tests.contract.mailbox import MailboxContract, MailboxHarness

HARNESSES: dict[str, Callable[[Path], MailboxHarness]] = {
    "local plain": lambda tmp: LocalHarness(tmp / "Mail"),
    "local Maildir++": lambda tmp: LocalHarness(tmp / "Maildir", dotted=True),
}


@pytest.fixture(params=HARNESSES)
def harness(request: pytest.FixtureRequest, tmp_path: Path) -> MailboxHarness:
    return HARNESSES[request.param](tmp_path)


class TestMailbox(MailboxContract):
    """The contract."""
