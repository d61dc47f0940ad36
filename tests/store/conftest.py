"""Stores for the tests beside: one in memory, one in a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from followbot.store import SqlStore, open_store


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
    """Every behaviour is tested on both kinds."""
    url = "sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path}/state/store.db"
    with open_store(url, migrate=True) as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a store may come to lie; its directory does not exist yet."""
    return tmp_path / "state" / "store.db"


@pytest.fixture
def url(path: Path) -> str:
    return f"sqlite:///{path}"
