"""What can be wrong with a configuration, as values; and one error that tells all of it at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from followbot.errors import ConfigurationError

V = TypeVar("V")
Key = tuple[str | int, ...]
"""Where something is in the file: the keys and list positions on the way to it."""


def dotted(key: Key) -> str:
    """`("accounts", 0, "name")` as `accounts[0].name`."""
    text = ""
    for part in key:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where (dotted path, and line or environment variable as far as known), what, and what to do."""

    path: str
    text: str
    line: int | None = None
    variable: str = ""

    def __str__(self) -> str:
        origin = self.variable or (f"line {self.line}" if self.line else "")
        return f"{', '.join(part for part in (origin, self.path) if part)}: {self.text}"


@dataclass(frozen=True, slots=True)
class Places:
    """Where each key came from: the line it stands in, or the environment variable that set it."""

    lines: Mapping[Key, int] = field(default_factory=dict)
    variables: Mapping[Key, str] = field(default_factory=dict)

    def problem(self, key: Key, text: str) -> Problem:
        """A problem at a key. A key that is not there is found at the nearest one around it that is."""
        if variable := self._nearest(self.variables, key):
            return Problem(dotted(key), text, variable=variable)
        return Problem(dotted(key), text, self._nearest(self.lines, key))

    @staticmethod
    def _nearest(known: Mapping[Key, V], key: Key) -> V | None:
        return next((known[key[:n]] for n in range(len(key), 0, -1) if key[:n] in known), None)


class InvalidConfiguration(ConfigurationError):
    """The file was read, and these are all its problems, in the order of its lines."""

    def __init__(self, path: Path, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.line or 0, p.path)))
        if len(self.problems) == 1:
            super().__init__(f"{path}, {self.problems[0]}")
            return
        listed = "".join(f"\n  {problem}" for problem in self.problems)
        super().__init__(f"{path} has {len(self.problems)} problems:{listed}")
