"""Pydantic's findings in the words of somebody who edits a file. Reached only when something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from followbot.config.accounts import PROVIDERS
from followbot.config.keys import elsewhere, meaning, siblings
from followbot.config.problems import Key, dotted
from followbot.config.section import RULE
from followbot.config.values import shown, suggestion
from followbot.errors import values as bad


def complaints(error: ValidationError) -> Iterator[tuple[Key, str]]:
    """Each finding as a key of the file and a sentence."""
    for details in error.errors(include_url=False):
        key = _key(details)
        sentence = _SENTENCES.get(details["type"], _other)
        yield key, sentence(key, details)


def _key(details: ErrorDetails) -> Key:
    """The key in the file.

    The provider chooses an account's model. Pydantic reports a wrong one at the account, and puts a right one between the
    account and its keys, where the file has no such level.
    """
    location = details["loc"]
    if details["type"] in ("union_tag_invalid", "union_tag_not_found"):
        return (*location, "provider")
    if len(location) > 2 and location[0] == "accounts" and location[2] in PROVIDERS:
        return location[:2] + location[3:]
    return location


def _value_error(key: Key, details: ErrorDetails) -> str:
    return str(details["ctx"]["error"])


def _rule(key: Key, details: ErrorDetails) -> str:
    return details["msg"]


def _missing(key: Key, details: ErrorDetails) -> str:
    said = meaning(key)
    return str(bad.key_missing(f"{said[:1].lower()}{said[1:]}".rstrip(".")))


def _unknown(key: Key, details: ErrorDetails) -> str:
    name = str(key[-1])
    if key[0] == "accounts" and len(key) == 3 and name in PROVIDERS:
        return str(bad.key_of_other_provider(name))
    if hint := suggestion(name, siblings(key[:-1])):
        return str(bad.key_unknown(hint))
    if other := elsewhere(name):
        return str(bad.key_elsewhere(dotted(other)))
    return str(bad.key_unknown(f"Known here: {', '.join(siblings(key[:-1]))}."))


def _choice(key: Key, details: ErrorDetails) -> str:
    expected = str(details["ctx"]["expected"]).replace("'", "")
    hint = suggestion(str(details["input"]), expected.replace(" or ", ", ").split(", "))
    return str(bad.not_one_of(expected, shown(details["input"]), hint))


def _bad_provider(key: Key, details: ErrorDetails) -> str:
    tag = details["ctx"]["tag"]
    known = f"{', '.join(PROVIDERS[:-1])} or {PROVIDERS[-1]}"
    return str(bad.not_one_of(known, shown(tag), suggestion(tag, PROVIDERS)))


def _no_provider(key: Key, details: ErrorDetails) -> str:
    return str(bad.provider_not_given(", ".join(PROVIDERS[1:])))


def _section(key: Key, details: ErrorDetails) -> str:
    return str(bad.no_section())


def _list(key: Key, details: ErrorDetails) -> str:
    return str(bad.no_list())


def _text(key: Key, details: ErrorDetails) -> str:
    return str(bad.no_single_value() if details["input"] is not None else bad.empty_item())


def _number(key: Key, details: ErrorDetails) -> str:
    return str(bad.no_whole_number(shown(details["input"])))


def _switch(key: Key, details: ErrorDetails) -> str:
    return str(bad.no_switch(shown(details["input"])))


def _bound(key: Key, details: ErrorDetails) -> str:
    words = {"greater_than_equal": "at least", "less_than_equal": "at most"}
    limit = details["ctx"].get("ge", details["ctx"].get("le"))
    return str(bad.out_of_bounds(words[details["type"]], str(limit), str(details["input"])))


def _other(key: Key, details: ErrorDetails) -> str:
    return f"{details['msg'][:1].lower()}{details['msg'][1:]}."


_SENTENCES: dict[str, Callable[[Key, ErrorDetails], str]] = {
    "value_error": _value_error,
    RULE: _rule,
    "missing": _missing,
    "extra_forbidden": _unknown,
    "enum": _choice,
    "literal_error": _choice,
    "union_tag_invalid": _bad_provider,
    "union_tag_not_found": _no_provider,
    "model_type": _section,
    "model_attributes_type": _section,
    "dict_type": _section,
    "tuple_type": _list,
    "list_type": _list,
    "string_type": _text,
    "path_type": _text,
    "int_parsing": _number,
    "int_type": _number,
    "int_from_float": _number,
    "bool_parsing": _switch,
    "bool_type": _switch,
    "greater_than_equal": _bound,
    "less_than_equal": _bound,
}
