"""What the models say about themselves: the commented example for people, and the JSON Schema for editors."""

from __future__ import annotations

import json
import re
from datetime import time, timedelta
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from followbot.config.accounts import Account, LocalAccount, LocalSection
from followbot.config.keys import models_in
from followbot.config.model import Document, ProfileSection
from followbot.config.values import format_duration, format_time

Row = tuple[str, str]
"""A line of YAML and the comment behind it."""

_HEAD = """\
# The configuration of followbot. Change the values; a line that begins with # is off.
# Durations read 15min, 24h, 7d. A path may begin with ~, the home folder.
# Passwords and tokens never belong in here: `followbot auth login` asks for them and keeps them encrypted.
# To check this file: followbot config check
# Editors that know YAML complete and check it once `followbot config schema > config.schema.json` has been run beside it:
# yaml-language-server: $schema=config.schema.json
"""
_COLUMN = 44
"""Comments stand in one column of their block, but not further right than this."""
_PLAIN = re.compile(r"[A-Za-z~/][\w.@/~:+-]*(?: [\w.@/~:+-]+)*|\d+(?:s|min|h|d|w)")
_NOT_TEXT = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
"""Words that some YAML readers take for something else."""

_FIRST_STEPS = frozenset({(ProfileSection, "country"), (LocalSection, "calendars"), (LocalSection, "maildir")})
"""Optional keys that are in force in the example all the same: nearly everybody needs them."""


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the configuration file."""
    schema = Document.model_json_schema()
    composer = schema["properties"]["composer"]
    schema["properties"]["composer"] = {"anyOf": [composer, {"const": "template"}]}  # its short form, see `loading`
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "followbot"}


def example() -> str:
    """The commented example: every key with its meaning; required keys and defaults in force, the rest off."""
    blocks = [_HEAD]
    for name, field in Document.model_fields.items():
        blocks += _account_blocks(field) if name == "accounts" else [_block(_heading(field), _entry(Document, name))]
    return "\n".join(blocks)


def _heading(field: FieldInfo) -> str:
    """What stands above a top-level section: its purpose. A top-level value has its description behind it."""
    sections = models_in(field.annotation)
    return f"# {_purpose(sections[0])}\n" if sections else ""


def _account_blocks(field: FieldInfo) -> list[str]:
    """One block for each provider; the one that needs no registration anywhere is in force."""
    blocks = [f"# {field.description}\naccounts:\n"]
    for model in get_args(Account):
        rows = _item(model)
        in_force = model is LocalAccount
        hint = "" if in_force else " To use it, take away the first # of each line."
        blocks.append(_block(f"  # {_purpose(model)}{hint}\n", _indent(rows if in_force else _off(rows))))
    return blocks


def _block(heading: str, rows: list[Row]) -> str:
    """The rows as text, their comments in one column."""
    column = min(_COLUMN, max(len(text) for text, comment in rows if comment) + 2)
    lines = (f"{text:<{column}}# {comment}" if comment else text for text, comment in _spaced(rows, column))
    return heading + "".join(f"{line.rstrip()}\n" for line in lines)


def _spaced(rows: list[Row], column: int) -> list[Row]:
    """A line that reaches into the column of comments still keeps two blanks before its own."""
    return [(f"{text}  " if len(text) + 2 > column else text, comment) for text, comment in rows]


def _item(model: type[BaseModel]) -> list[Row]:
    """The keys of an account as a list item: the dash stands before the first key, everything else below it."""
    (text, comment), *rest = _fields(model)
    return [(f"- {text}", comment), *_indent(rest)]


def _fields(model: type[BaseModel]) -> list[Row]:
    return [row for name in model.model_fields for row in _entry(model, name)]


def _entry(model: type[BaseModel], name: str) -> list[Row]:
    """A key, and all that is below it. It is off when it is optional and has no default."""
    field = model.model_fields[name]
    default = field.get_default(call_default_factory=True, validated_data={})
    if sections := models_in(field.annotation):
        rows = [(f"{name}:", field.description or ""), *_indent(_fields(sections[0]))]
    else:
        rows = _value(name, _shown(field, default), field.description or "")
    in_force = field.is_required() or default not in (None, "", ()) or (model, name) in _FIRST_STEPS
    return rows if in_force else _off(rows)


def _shown(field: FieldInfo, default: Any) -> Any:
    """What stands behind the key: the example, else the default, else the only value it can have."""
    if field.examples:
        return field.examples[0]
    return get_args(field.annotation)[0] if field.is_required() else default


def _value(name: str, value: Any, comment: str) -> list[Row]:
    if isinstance(value, str) and "\n" in value:
        return [(f"{name}: |", comment), *_indent([(line, "") for line in value.splitlines()])]
    return [(f"{name}: {_text(value)}", comment)]


def _text(value: Any) -> str:
    """A value in YAML, as a person would write it."""
    match value:
        case bool() | int():
            return json.dumps(value)
        case list() | tuple():
            return f"[{', '.join(_text(item) for item in value)}]"
        case timedelta():
            return format_duration(value)
        case time():
            return json.dumps(format_time(value))
    text = str(value)
    return text if _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT else json.dumps(text, ensure_ascii=False)


def _purpose(model: type[BaseModel]) -> str:
    return " ".join((model.__doc__ or "").split())


def _off(rows: list[Row]) -> list[Row]:
    return [(f"# {text}", comment) for text, comment in rows]


def _indent(rows: list[Row]) -> list[Row]:
    return [(f"  {text}", comment) for text, comment in rows]
