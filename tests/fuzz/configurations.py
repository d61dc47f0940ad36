"""Configurations that the published schema allows, with or without something odd in them."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from hypothesis import strategies as st

from followbot.config.reference import json_schema
from tests.fuzz.shapes import ODD, TEXT, VALUE

Schema = dict[str, Any]
_PLAIN = st.sampled_from(["main", "work", "Jobs", "a b", "Büro", "x-1", "~/Mail", "Sent", "*", "acme.example", "C++"])
_FORMATS: dict[str, st.SearchStrategy[str]] = {
    "email": st.sampled_from(["sam@home.example", "Sam.Doe+jobs@mail.example", "s@xn--bcher-kva.example"]),
    "uri": st.sampled_from(
        [
            "https://dav.example/",
            "http://127.0.0.1:8080",
            "http://localhost/v1",
            "https://[::1]:444/",
            "http://x.example",
        ]
    ),
}
_NAMES = """
name: main, work, a b, x-1, Sam@home
timezone: UTC, Europe/Berlin, Asia/Kathmandu, Etc/GMT+12
country: DE, DE-BY, US-CA, tr
service: fastmail, icloud, gmx, nobody
host: imap.example.com, localhost, 127.0.0.1, [::1], bücher.example
client_id: 00000000-0000-0000-0000-000000000000, x
base_url: http://127.0.0.1:11434/v1, https://models.example/v1
url: sqlite:///x.db, sqlite://, https://dav.example/, postgresql://x@localhost/y
business_open: 09:00, 7:30
business_close: 17:00, 23:59
thank_you_after: 24h, 30h, 90min
late_after: 48h, 2d 12h
thank_you_until: 5d, 6d, 1w
nudge_after: 7d, 10d, 1d
nudge_until: 7d, 3d, 4w
absence_max: 30d, 0s
missing_after: 72h, 1min
pending_max: 45d, 60d
card_after: 15min, 0s
card_quiet: 30min
process_gap: 90d, 4w
retention: 180d, 366d, 3650d
"""
_NAMED = {
    name: st.sampled_from(values.split(", "))
    for name, _, values in (line.partition(": ") for line in _NAMES.strip().splitlines())
}
"""Where the schema does not say which strings are any good, or nearly all that it allows are refused for their size."""


@st.composite
def configurations(draw: st.DrawFn) -> bytes:
    """Half of them only what the schema allows; the other half with one odd value, or one odd piece of text."""
    made = _value(draw, _schema(), "")
    for number, account in enumerate(made["accounts"]):
        account["name"] += str(number)
    how = draw(st.sampled_from(("good", "good", "good", "value", "text")))
    if how == "value":
        _replace(draw, made)
    text = json.dumps(made, ensure_ascii=draw(st.booleans()), indent=draw(st.sampled_from([None, 1])), default=str)
    if how == "text":
        at = draw(st.integers(0, len(text)))
        odd = st.sampled_from(["&a [*a]", "!!python/object:os.system", "<<: *a", "\t", "? : -", "%YAML 9"])
        text = text[:at] + draw(TEXT | odd) + text[at:]
    return text.encode("utf-8", "surrogatepass")


def _value(draw: st.DrawFn, node: Schema, name: str) -> Any:
    """Something that a part of the schema allows; of its optional keys about a third."""
    node = _resolved(node)
    if "const" in node:
        return node["const"]
    if "enum" in node:
        return draw(st.sampled_from(node["enum"]))
    if alternatives := node.get("anyOf") or node.get("oneOf"):
        return _value(draw, alternatives[draw(st.integers(0, len(alternatives) - 1))], name)
    if node["type"] == "object":
        required = node.get("required", ())
        wanted = [key for key in node["properties"] if key in required or draw(st.integers(0, 2)) == 0]
        made = {key: _value(draw, node["properties"][key], key) for key in wanted}
        return made | {"maildir": "~/Mail"} if "maildir" in node["properties"] else made
    if node["type"] == "array":
        least = node.get("minItems", 0)
        return [_value(draw, node["items"], name) for _ in range(draw(st.integers(least, least + 1)))]
    return draw(_scalar(node, name))


def _scalar(node: Schema, name: str) -> st.SearchStrategy[Any]:
    kind = node["type"]
    if kind == "boolean":
        return st.booleans()
    if kind == "null":
        return st.none()
    if kind == "integer":
        return st.integers(node["minimum"], node["maximum"])
    if name in _NAMED:
        return _NAMED[name]
    return (
        st.from_regex(node["pattern"], fullmatch=True)
        if "pattern" in node
        else _FORMATS.get(node.get("format", ""), _PLAIN)
    )


def _resolved(node: Schema) -> Schema:
    while "$ref" in node:
        node = _schema()["$defs"][node["$ref"].rpartition("/")[2]]
    return node


@cache
def _schema() -> Schema:
    return json_schema()


def _replace(draw: st.DrawFn, node: Any) -> None:
    """Put an odd value somewhere into the tree."""
    keys = list(node) if isinstance(node, dict) else list(range(len(node)))
    if not keys:
        return
    key = draw(st.sampled_from(keys))
    if isinstance(node[key], (dict, list)) and draw(st.integers(0, 3)):
        _replace(draw, node[key])
    elif isinstance(node, dict) and draw(st.booleans()):
        node[draw(TEXT)] = draw(VALUE)
    else:
        node[key] = draw(VALUE | ODD)
