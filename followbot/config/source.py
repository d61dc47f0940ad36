"""YAML to plain data, with the line of every key, and with every slip that YAML itself would let pass reported.

Every scalar is read as text, and a key without a value as absent; the models give types. So `country: NO` is Norway,
`business_close: 17:00` is a time, `signature: 007` keeps its zeros, and a section whose every line is commented out is
simply not there. (YAML 1.1, which PyYAML implements, reads False, 1020, 7 and null.)

The data is built from the parser's events, not by PyYAML's composer: libyaml's recurses in C and crashes the process on a
thousandfold `[`. Aliases are refused, so that no file can multiply or contain itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from followbot.config.problems import Key, Places, Problem
from followbot.config.values import shown
from followbot.errors import values as bad
from followbot.errors.configuration import (
    bad_file_name,
    control_character,
    file_empty,
    file_is_folder,
    file_is_no_configuration,
    file_missing,
    file_too_large,
    file_unreadable,
    goes_on,
    nested_too_deeply,
    not_utf8,
    not_yaml,
)

MAX_BYTES = 1_000_000
"""A configuration is a page or two; more than this is another file."""
MAX_DEPTH = 20

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TAGS = frozenset({None, "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})
_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # PyYAML may have been built without libyaml


@dataclass(slots=True)
class Source:
    """What the file says, as text in dicts and lists, and what is wrong with how it says it."""

    data: dict[str, Any] = field(default_factory=dict)
    lines: dict[Key, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def complain(self, key: Key, text: str, line: int) -> None:
        self.problems.append(Places({key: line}).problem(key, text))


def read(path: Path) -> Source:
    """Read a configuration file; raises `ConfigurationError` when it cannot be taken for one at all."""
    text = _text(path)
    source = Source()
    try:
        root = _Builder(path, source, yaml.parse(text, Loader=_LOADER)).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise not_yaml(path, where, _explain(error)) from None
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 1
        raise control_character(path, line) from None
    if root is None:
        raise file_empty(path)
    if not isinstance(root, dict):
        kind = "a list" if isinstance(root, list) else "plain text"
        raise file_is_no_configuration(path, kind)
    source.data = root
    return source


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise file_missing(path) from None
    except IsADirectoryError:
        raise file_is_folder(path) from None
    except OSError as error:
        raise file_unreadable(path, error.strerror or str(error)) from None
    except ValueError:  # a NUL in the name
        raise bad_file_name(shown(path)) from None
    if len(content) > MAX_BYTES:
        raise file_too_large(path, MAX_BYTES // 1000000)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise not_utf8(path, line) from None


_STAR = "Put a value that begins with * into quotes."
_EXCLAMATION = "Put a value that begins with ! into quotes."
_HINTS = (
    ("while scanning an alias", _STAR),
    ("while scanning an anchor", "Put a value that begins with & into quotes."),
    ("found character", "Indent with blanks, never with a tab; put a value that begins with @, % or ` into quotes."),
    (
        "mapping values are not allowed",
        "Put a value that holds a colon into quotes, and start a section's lines in one column.",
    ),
    ("could not find expected ':'", "Write `key: value`, with a blank after the colon."),
    ("expected <block end>", "The lines of a section must start in the same column."),
    (
        "did not find expected",
        "The lines of a section must start in the same column, and quotes and brackets must close.",
    ),
)
"""PyYAML's words, and what they mean to somebody who has never heard of YAML; the first that fits counts."""


def _explain(error: yaml.MarkedYAMLError) -> str:
    said = f"{error.context or ''} {error.problem or ''}"
    hint = next((hint for words, hint in _HINTS if words in said), "")
    return f"this is not valid YAML ({error.problem or error.context}). {hint}".rstrip()


def _line(event: Any) -> int:
    """Where an event begins, counted from 1."""
    return int(event.start_mark.line) + 1


@dataclass(slots=True)
class _Builder:
    """Turns the parser's events into data, keeping the lines and complaining on the way."""

    path: Path
    source: Source
    events: Iterator[Any]

    def document(self) -> Any:
        """The content of the only document; None when there is nothing in it."""
        next(self.events)  # the start of the stream
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return None
        root = self._node(next(self.events), ())
        next(self.events)  # the end of the document
        following = next(self.events)
        if isinstance(following, yaml.DocumentStartEvent):
            where = f"{self.path}, line {_line(following)}"
            raise goes_on(where)
        return root

    def _node(self, event: Any, at: Key) -> Any:
        if isinstance(event, yaml.AliasEvent):
            self.source.complain(at, str(bad.aliases(_STAR)), _line(event))
            return f"*{event.anchor}"
        if event.tag not in _TAGS:
            self.source.complain(at, str(bad.tags(_EXCLAMATION)), _line(event))
        return self._content(event, at)

    def _content(self, event: Any, at: Key) -> Any:
        if isinstance(event, yaml.ScalarEvent):
            return None if not event.style and event.value in _NULL else event.value
        if len(at) >= MAX_DEPTH:
            raise nested_too_deeply(self.path, _line(event))
        return self._mapping(at) if isinstance(event, yaml.MappingStartEvent) else self._sequence(at)

    def _sequence(self, at: Key) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            key = (*at, len(items))
            self.source.lines[key] = _line(event)
            items.append(self._node(event, key))
        return items

    def _mapping(self, at: Key) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if isinstance(event, yaml.ScalarEvent):
                self._pair(event, at, data)
            else:
                self.source.complain(at, str(bad.key_not_plain()), _line(event))
                self._node(event, (*at, "?"))
                self._node(next(self.events), (*at, "?"))
        return data

    def _pair(self, event: yaml.ScalarEvent, at: Key, data: dict[str, Any]) -> None:
        key = (*at, event.value)
        if first := self.source.lines.get(key):
            self.source.complain(key, str(bad.key_twice(first)), _line(event))
            aside = (*at, f"{event.value} (again)")  # at its own key, everything in it would be there twice, too
            self._node(next(self.events), aside)
            return
        self.source.lines[key] = _line(event)
        value = self._node(next(self.events), key)
        if value is not None:
            data[event.value] = value
