"""YAML to plain data, with the line of every key, and with every slip that YAML itself would let pass reported.

Every scalar is read as text, and a key without a value as absent; the models give types. So `country: NO` is Norway,
`business_close: 17:00` is a time, `signature: 007` keeps its zeros, and a section whose every line is commented out is
simply not there. (YAML 1.1, which PyYAML implements, reads False, 1020, 7 and null.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from followbot.config.problems import Key, Places, Problem
from followbot.config.values import shown
from followbot.errors import ConfigurationError

MAX_BYTES = 1_000_000
"""A configuration is a page or two; more than this is another file."""
MAX_NODES = 20_000
MAX_DEPTH = 20
"""Bounds for a file whose aliases (`&a`, `*a`) multiply or contain themselves."""

_EMPTY = "Run `followbot init` to write one, or start from `followbot config example`."
_NULL = re.compile(r"~|null|Null|NULL|")
_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "map", "seq"))


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # chosen at run time: libyaml is optional
    """A loader that takes every plain scalar for text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # PyYAML's own interface: a class attribute


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
    root = _compose(path, _text(path))
    if root is None or _is_null(root):
        raise ConfigurationError(f"{path} is empty.", _EMPTY)
    if not isinstance(root, yaml.MappingNode):
        kind = "a list" if isinstance(root, yaml.SequenceNode) else "plain text"
        raise ConfigurationError(f"{path} holds {kind} where `profile:`, `accounts:` and so on are expected.", _EMPTY)
    source = Source()
    source.data = _Walk(path, source).mapping(root, ())
    return source


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ConfigurationError(
            f"There is no configuration file {path}.", "Run `followbot init`, or name another one with --config."
        ) from None
    except IsADirectoryError:
        raise ConfigurationError(f"{path} is a folder.", "Name the configuration file itself.") from None
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror or error}.") from None
    except ValueError:  # a NUL in the name
        raise ConfigurationError(f"{shown(path)} cannot be the name of a configuration file.") from None
    if len(content) > MAX_BYTES:
        raise ConfigurationError(
            f"{path} is larger than {MAX_BYTES // 1_000_000} MB: it cannot be a followbot configuration."
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfigurationError(f"{path}, line {line}: this is not UTF-8 text.", "Save the file as UTF-8.") from None


def _compose(path: Path, text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise ConfigurationError(f"{path}{where}: {_explain(error.problem or error.context or '')}") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ConfigurationError(f"{path}, line {line}: a control character is not allowed here.") from None
    except RecursionError:
        raise ConfigurationError(f"{path} is nested too deeply.") from None


_HINTS = (
    ("found character '\\t' that cannot start", "Indent with blanks; a tab is not allowed."),
    (
        "found character that cannot start",
        "Put a value that begins with @, % or ` into quotes, and indent with blanks.",
    ),
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
    ("expected a single document", "Only one document is expected: remove the line `---`."),
    ("found undefined alias", "Put a value that begins with * into quotes."),
)
"""PyYAML's words, and what they mean to somebody who has never heard of YAML; the first that fits counts."""


def _explain(problem: str) -> str:
    hint = next((hint for words, hint in _HINTS if words in problem), "")
    return f"this is not valid YAML ({problem}). {hint}".rstrip()


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and _NULL.fullmatch(node.value) is not None


@dataclass(slots=True)
class _Walk:
    """Turns nodes into data, counting them."""

    path: Path
    source: Source
    visited: int = 0

    def mapping(self, node: yaml.MappingNode, at: Key) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.source.complain(
                    at, "a key must be plain text; put it in quotes if it begins with [, { or ?.", line
                )
                continue
            key = (*at, key_node.value)
            if key in self.source.lines:
                self.source.complain(
                    key, f"this key is here twice; the first one stands in line {self.source.lines[key]}.", line
                )
                continue
            self.source.lines[key] = line
            value = self._value(value_node, key)
            if value is not None:
                data[key_node.value] = value
        return data

    def _value(self, node: yaml.Node, at: Key) -> Any:
        self._count(at)
        if node.tag not in _TAGS:
            self.source.complain(
                at, "tags (words that begin with !) are not allowed; put the value in quotes.", node.start_mark.line + 1
            )
            return None
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, at)
        if isinstance(node, yaml.SequenceNode):
            return [self._item(item, (*at, index)) for index, item in enumerate(node.value)]
        return None if _is_null(node) else node.value

    def _item(self, node: yaml.Node, at: Key) -> Any:
        self.source.lines[at] = node.start_mark.line + 1
        return self._value(node, at)

    def _count(self, at: Key) -> None:
        self.visited += 1
        if self.visited > MAX_NODES or len(at) > MAX_DEPTH:
            raise ConfigurationError(f"{self.path} is too large or nested too deeply for a configuration.")
