"""Small values that are made by the hundred for every event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """A frozen dataclass with slots, whose promise the type checker keeps: what Python's own does to keep it while the program
    runs makes each value cost five times as much (1.5 µs for three fields, 0.3 µs here).
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
