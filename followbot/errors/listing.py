"""Every error that a user can meet, as data and as a page: `python -m followbot.errors.listing > docs/errors.md`.

Each is a function of a module beside this one. It is called with the names of its fields in angle brackets, so what the page
shows is what the program says.
"""

from __future__ import annotations

import inspect
import pkgutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import get_type_hints

from followbot import errors
from followbot.errors import BadValue, FollowbotError, Mishap

_HEAD = """# What followbot says when something is wrong

Generated from `followbot/errors/` by `python -m followbot.errors.listing`; a test holds that it is current. Words in ‹› are
filled in. The number is the exit code: 1 something failed · 2 usage · 69 a provider cannot be reached · 75 try again · 77 log
in again · 78 configuration; “–” ends nothing. Problems of single values of the configuration have line and key before them.
"""


class _Blank(str):
    """Stands for whatever will fill a field, in any format."""

    def __format__(self, spec: str) -> str:
        return str(self)


@dataclass(frozen=True, slots=True)
class Entry:
    """One error. `exit_code` is None where nothing ends because of it."""

    name: str
    cause: str
    says: str
    next_step: str
    exit_code: int | None


@dataclass(frozen=True, slots=True)
class Area:
    """The errors of one module, and what that module is about."""

    name: str
    about: str
    entries: tuple[Entry, ...]


def areas() -> Iterator[Area]:
    """All of them, by area."""
    for found in pkgutil.iter_modules(errors.__path__, f"{errors.__name__}."):
        module = import_module(found.name)
        if entries := tuple(_entries(module)):
            yield Area(found.name.rpartition(".")[2], inspect.getdoc(module) or "", entries)


def _entries(module: ModuleType) -> Iterator[Entry]:
    for name, function in vars(module).items():
        if name.startswith("_") or not inspect.isfunction(function) or function.__module__ != module.__name__:
            continue
        kind = get_type_hints(function, vars(module)).get("return")
        if isinstance(kind, type) and issubclass(kind, FollowbotError | BadValue | Mishap):
            fields = {field: _Blank(f"‹{field.replace('_', ' ')}›") for field in inspect.signature(function).parameters}
            yield _entry(name, inspect.getdoc(function) or "", function(**fields))


def _entry(name: str, cause: str, error: FollowbotError | BadValue | Mishap) -> Entry:
    if isinstance(error, FollowbotError | BadValue):
        return Entry(name, cause, error.problem, error.remedy.replace("\n  ", " "), error.exit_code)
    return Entry(name, cause, str(error), "", None)


def page() -> str:
    """All of them, as Markdown."""
    return _HEAD + "".join(
        f"\n## {area.about.partition('.')[0]}\n\n{''.join(map(_item, area.entries))}" for area in areas()
    )


def _item(entry: Entry) -> str:
    code = "–" if entry.exit_code is None else entry.exit_code
    step = f" *Do:* {entry.next_step}" if entry.next_step else ""
    return f"- **{entry.says}** ({code})<br>*Why:* {entry.cause}{step}\n"


if __name__ == "__main__":
    sys.stdout.write(page())
