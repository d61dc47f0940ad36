"""Frozen dataclasses to JSON and back, by their type hints.

One converter is built per type and kept, so that loading thousands of rows does not look at hints again. The forms:

* datetimes are ISO 8601 in UTC with microseconds, so that their texts sort like the moments (naive ones are refused);
* enums are their values, tuples lists, bytes base64;
* a member of a union of dataclasses (`State`) carries its class name under "type".

Decoding passes over fields that it does not know and fills in the defaults of those that are absent, so that data written
by a neighbouring version stays readable. What cannot be understood at all raises `Undecodable`.
"""

from __future__ import annotations

import base64
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")
_Convert = Callable[[Any], Any]

_FIRST = datetime.min.replace(tzinfo=UTC)
_LAST = datetime.max.replace(tzinfo=UTC)

TAG = "type"
"""Where a member of a union says which one it is."""


class Undecodable(ValueError):
    """Stored data does not fit the model: damage, or a version that wrote more than this one knows."""


def encode(value: Any, hint: Any) -> Any:
    """`value`, declared as `hint`, as JSON."""
    return _encoder(hint)(value)


def decode(hint: Any, data: Any) -> Any:
    """The value of type `hint` that `encode` made `data` of; raises `Undecodable`."""
    try:
        return _decoder(hint)(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Undecodable(f"{getattr(hint, '__name__', hint)}: {type(error).__name__}") from error


def encode_fields(value: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """Some fields of a dataclass as JSON, by name: a row without its children."""
    hint: Any = type(value)
    return {name: convert(getattr(value, name)) for name, convert in _field_encoders(hint, names)}


def decode_fields(cls: type[T], data: Mapping[str, Any], **ready: Any) -> T:
    """A dataclass from a row, and from fields that are ready (its children); raises `Undecodable`."""
    hint: Any = cls
    try:
        known = {n: convert(data[n]) for n, convert in _field_decoders(hint) if n in data and n not in ready}
        return cls(**known, **ready)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Undecodable(f"{cls.__name__}: {type(error).__name__}") from error


def encode_moment(value: datetime) -> str:
    """An aware datetime as text that sorts like time. What UTC cannot express (the year 9999 far west) is cut to its edge."""
    if value.tzinfo is None:
        raise ValueError("a naive datetime cannot be stored")
    try:
        utc = value.astimezone(UTC)
    except OverflowError:
        utc = _LAST if value.year > _FIRST.year else _FIRST
    return utc.isoformat(timespec="microseconds")


def decode_moment(text: str) -> datetime:
    """The moment in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


# --- converters -----------------------------------------------------------------------------------------------------


def _same(value: Any) -> Any:
    return value


def _to_base64(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _to_bytes(data: bytes | str) -> bytes:
    return data if isinstance(data, bytes) else base64.b64decode(data, validate=True)


_PLAIN: dict[Any, tuple[_Convert, _Convert]] = {
    str: (_same, _same),
    int: (_same, _same),
    float: (_same, _same),
    bool: (_same, bool),
    bytes: (_to_base64, _to_bytes),
    datetime: (encode_moment, decode_moment),
    date: (date.isoformat, date.fromisoformat),
}


@cache
def _encoder(hint: Any) -> _Convert:
    if hint in _PLAIN:
        return _PLAIN[hint][0]
    if _is_union(hint):
        return _union_encoder(hint)
    if typing.get_origin(hint) is tuple:
        return _tuple_converter(hint, _encoder, list)
    if is_dataclass(hint):
        names = tuple(f.name for f in fields(hint))
        return lambda value: encode_fields(value, names)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda value: value.value
    raise TypeError(f"no way to store a {hint!r}")


@cache
def _decoder(hint: Any) -> _Convert:
    if hint in _PLAIN:
        return _PLAIN[hint][1]
    if _is_union(hint):
        return _union_decoder(hint)
    if typing.get_origin(hint) is tuple:
        return _tuple_converter(hint, _decoder, tuple)
    if is_dataclass(hint):
        cls: Any = hint
        return lambda data: decode_fields(cls, data)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    raise TypeError(f"no way to read a {hint!r}")


def _is_union(hint: Any) -> bool:
    return typing.get_origin(hint) in (types.UnionType, typing.Union)


def _tuple_converter(hint: Any, converter_of: Callable[[Any], _Convert], collect: Callable[[Any], Any]) -> _Convert:
    """For `tuple[X, ...]` every item alike, for `tuple[X, Y]` each by its own type."""
    items = typing.get_args(hint)
    if len(items) == 2 and items[1] is Ellipsis:
        convert = converter_of(items[0])
        return collect if convert is _same else lambda values: collect([convert(v) for v in values])
    converters = [converter_of(item) for item in items]
    return lambda values: collect([c(v) for c, v in zip(converters, values, strict=True)])


def _union_encoder(hint: Any) -> _Convert:
    """`X | None`, or a union of dataclasses with their names as tags."""
    members = [member for member in typing.get_args(hint) if member is not types.NoneType]
    if len(members) == 1:
        only = _encoder(members[0])
        return lambda value: None if value is None else only(value)
    by_class = {member: _encoder(member) for member in members}
    return lambda value: None if value is None else {TAG: type(value).__name__, **by_class[type(value)](value)}


def _union_decoder(hint: Any) -> _Convert:
    members = [member for member in typing.get_args(hint) if member is not types.NoneType]
    if len(members) == 1:
        only = _decoder(members[0])
        return lambda data: None if data is None else only(data)
    by_name = {member.__name__: _decoder(member) for member in members}
    return lambda data: None if data is None else by_name[data[TAG]](data)


# --- fields ---------------------------------------------------------------------------------------------------------


@cache
def _field_encoders(cls: Any, names: tuple[str, ...]) -> tuple[tuple[str, _Convert], ...]:
    hints = typing.get_type_hints(cls)
    return tuple((name, _encoder(hints[name])) for name in names)


@cache
def _field_decoders(cls: Any) -> tuple[tuple[str, _Convert], ...]:
    hints = typing.get_type_hints(cls)
    return tuple((f.name, _decoder(hints[f.name])) for f in fields(cls))
