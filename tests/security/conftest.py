"""Fixtures of the system tests that these tests stand on too."""

from __future__ import annotations

from tests.system.conftest import desk, shim

__all__ = ["desk", "shim"]
