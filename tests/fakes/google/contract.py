"""Google's own discovery documents as a contract: every exchange is held against them, our requests and the fake's answers.

The documents come inside google-api-python-client. Their schemas are JSON Schema of draft 3 with formats of Google's own;
they are translated to draft 2020-12 and made strict, so that a misspelt member is a violation on either side.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from jsonschema import Draft202012Validator

RFC3339 = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"
_FORMATS: dict[str, dict[str, Any]] = {
    "uint64": {"pattern": r"^\d{1,20}$"},
    "int64": {"pattern": r"^-?\d{1,19}$"},
    "int32": {"minimum": -(2**31), "maximum": 2**31 - 1},
    "uint32": {"minimum": 0, "maximum": 2**32 - 1},
    "byte": {"pattern": r"^[A-Za-z0-9_\-+/=]*$"},
    "date": {"pattern": r"^\d{4}-\d\d-\d\d$"},
    # An event's dateTime may do without an offset where a time zone stands beside it.
    "date-time": {"pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$"},
}


def document(name: str) -> dict[str, Any]:
    """A discovery document ("gmail.v1")."""
    text = (resources.files("googleapiclient.discovery_cache") / "documents" / f"{name}.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@dataclass(frozen=True)
class Method:
    """One method of an API. `paths` are all its templates, that of uploads among them."""

    id: str
    verb: str
    paths: tuple[str, ...]
    described: Mapping[str, Any]
    api: Api

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(re.sub(r"\\\{\\?\+?\w+\\\}", "[^/]+", re.escape(path)) for path in self.paths))

    @cached_property
    def parameters(self) -> dict[str, Mapping[str, Any]]:
        return {**self.api.parameters, **self.described.get("parameters", {})}


class Api:
    """One discovery document."""

    def __init__(self, name: str) -> None:
        found = document(name)
        self.parameters: Mapping[str, Any] = found.get("parameters", {})
        self.definitions = {key: _translated(schema) for key, schema in found["schemas"].items()}
        self.methods = list(self._methods(found, found["resources"]))

    def _methods(self, found: Mapping[str, Any], named: Mapping[str, Any]) -> Iterator[Method]:
        for resource in named.values():
            for method in resource.get("methods", {}).values():
                base = found["servicePath"]
                paths = {f"/{base}{method[key]}" for key in ("path", "flatPath") if key in method}
                uploads = method.get("mediaUpload", {}).get("protocols", {})
                paths |= {"/" + upload["path"].lstrip("/") for upload in uploads.values()}
                yield Method(method["id"], method["httpMethod"], tuple(sorted(paths)), method, self)
            yield from self._methods(found, resource.get("resources", {}))

    @cache  # noqa: B019 - there are two of these, for as long as the tests run
    def validator(self, name: str) -> Draft202012Validator:
        return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": self.definitions})


def _translated(schema: Mapping[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        return {"$ref": f"#/$defs/{schema['$ref']}"}
    kind = schema.get("type")
    if kind in (None, "any"):
        return {}
    out: dict[str, Any] = {"type": kind, **_FORMATS.get(schema.get("format", ""), {})}
    if kind == "string" and schema.get("format") in ("int32", "uint32"):
        out = {"type": kind}
    if "enum" in schema:
        out["enum"] = schema["enum"]
    if kind == "array":
        out["items"] = _translated(schema.get("items", {}))
    if kind == "object":
        properties = schema.get("properties", {})
        out["properties"] = {key: _translated(value) for key, value in properties.items()}
        extra = schema.get("additionalProperties")
        out["additionalProperties"] = _translated(extra) if isinstance(extra, Mapping) else not properties
    return out


@cache
def apis() -> tuple[Api, ...]:
    return Api("gmail.v1"), Api("calendar.v3")


def methods() -> tuple[Method, ...]:
    """Every method of Gmail and of Google Calendar."""
    return tuple(method for api in apis() for method in api.methods)


def method_of(verb: str, path: str) -> Method | None:
    """The method that a request calls; of several, the one with the fewest placeholders ("drafts/send" is no draft)."""
    fits = [m for m in methods() if m.verb == verb and m.pattern.fullmatch(path)]
    return min(fits, key=lambda m: m.described["path"].count("{"), default=None)


def violations(verb: str, url: str, body: bytes, status: int, answer: bytes) -> list[str]:
    """What is wrong with one exchange; nothing if it is as the documents say. `url` may lack its origin."""
    parts = urlsplit(url)
    method = method_of(verb, unquote(parts.path))
    if method is None:
        return [f"{verb} {parts.path}: there is no such method"]
    found = [*_query(method, parts.query), *_body(method, body)]
    if status != 304:
        found += _error(status, answer) if status >= 400 else _answer(method, answer)
    return [f"{method.id}: {what}" for what in found]


def _query(method: Method, query: str) -> Iterator[str]:
    given = parse_qs(query, keep_blank_values=True)
    for name, values in given.items():
        described = method.parameters.get(name)
        if described is None or described.get("location") == "path":
            yield f"the parameter {name} does not exist"
            continue
        if len(values) > 1 and not described.get("repeated"):
            yield f"the parameter {name} is repeated"
        for value in values:
            if not _fits(described, value):
                yield f"the parameter {name} cannot be {value!r}"
    for name, described in method.parameters.items():
        if described.get("required") and described.get("location") == "query" and name not in given:
            yield f"the parameter {name} is missing"


def _fits(described: Mapping[str, Any], value: str) -> bool:
    if "enum" in described and value not in described["enum"]:
        return False
    kind = described.get("type")
    if kind == "boolean":
        return value in ("true", "false")
    if kind == "integer":
        low, high = int(described.get("minimum", 0)), int(described.get("maximum", 2**32 - 1))
        return re.fullmatch(r"-?\d+", value) is not None and low <= int(value) <= high
    if described.get("format") == "date-time":
        return re.fullmatch(RFC3339, value) is not None
    return described.get("format") != "uint64" or (value.isdigit() and int(value) < 2**64)


def _body(method: Method, body: bytes) -> Iterator[str]:
    wanted = method.described.get("request")
    if wanted is None:
        if body:
            yield "it takes no body"
    elif not body:
        yield "its body is missing"
    else:
        yield from _against(method, wanted["$ref"], body, "request")


def _answer(method: Method, answer: bytes) -> Iterator[str]:
    wanted = method.described.get("response")
    if wanted is not None:
        yield from _against(method, wanted["$ref"], answer, "answer")
    elif answer:
        yield "it answers nothing"


def _against(method: Method, schema: str, data: bytes, side: str) -> list[str]:
    return [f"{side}{what}" for what in _judged(method.api, schema, data)]


@lru_cache(maxsize=4096)
def _judged(api: Api, schema: str, data: bytes) -> tuple[str, ...]:
    """What is wrong with a document. Most answers of a long life are the same as the one before."""
    try:
        value = json.loads(data)
    except ValueError:
        return (" is no JSON",)
    errors = api.validator(schema).iter_errors(value)
    return tuple(f".{'.'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in errors)


def _error(status: int, answer: bytes) -> Iterator[str]:
    try:
        error = json.loads(answer)["error"]
        if error["code"] != status or not isinstance(error["message"], str):
            yield "the error does not state its own code and message"
    except (ValueError, KeyError, TypeError):
        yield f"an answer of {status} without Google's error envelope"
