"""Mails and calendar files that are good, for damage to begin with: what lies in the corpus to be read."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_CORPUS = Path(__file__).parent.parent / "corpus"
_LARGEST = 12_000
"""Bytes: what is larger holds more of the same, and takes longer."""


@cache
def mails() -> tuple[bytes, ...]:
    return _read(_CORPUS / "messages" / "tune", "*.eml")


@cache
def calendars() -> tuple[bytes, ...]:
    return _read(_CORPUS / "events" / "tune" / "ics", "*.ics")


def _read(folder: Path, pattern: str) -> tuple[bytes, ...]:
    found = [path.read_bytes() for path in sorted(folder.glob(pattern)) if path.stat().st_size <= _LARGEST]
    if not found:
        raise FileNotFoundError(f"{folder} holds no {pattern}")
    return tuple(found)
