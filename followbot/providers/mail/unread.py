"""Folders that cannot be read, told of without their names: what a user calls a folder may say where he applies.

A folder that is closed to the user stays so for months, and a line in each cycle would bury what matters in the log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from followbot.app.ports import Problem
from followbot.errors import entries as said

WHERE = "folders"
"""What a problem with one of the folders is said to be about."""


class Unread:
    """Remembers which folders were told of, for as long as the program runs and they cannot be read."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def problems(self, asked: Collection[str], refused: Mapping[str, str]) -> Iterator[Problem]:
        """What there is to say after a look at the folders `asked`, of which some were `refused` for a reason."""
        self._told.difference_update(name for name in asked if name not in refused)
        news = {name: why for name, why in refused.items() if name not in self._told}
        self._told.update(news)
        for why, count in Counter(news.values()).items():
            yield Problem(WHERE, str(said.folders_unread(count, why)), warning=True)
