"""The tree of keys that the models span: for suggestions, and for the names of environment variables."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from followbot.config.model import Document
from followbot.config.problems import Key


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """The section models that a field's type mentions, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in models_in(part)]


def _walk(model: type[BaseModel], at: Key) -> Iterator[tuple[Key, Any]]:
    for name, field in model.model_fields.items():
        inner = models_in(field.annotation)
        if not inner:
            yield (*at, name), field.annotation
        for section in inner:
            yield from _walk(section, (*at, name))


@cache
def key_paths() -> tuple[Key, ...]:
    """Every key that holds a value, without list positions, each once."""
    return tuple(dict.fromkeys(key for key, _ in _walk(Document, ())))


@cache
def list_paths() -> frozenset[Key]:
    """The keys that hold several values."""
    return frozenset(key for key, annotation in _walk(Document, ()) if get_origin(annotation) is tuple)


@cache
def section_paths() -> tuple[Key, ...]:
    """Every section, without list positions."""
    return tuple(dict.fromkeys(key[:n] for key in key_paths() for n in range(1, len(key))))


def siblings(section: Key) -> list[str]:
    """The names that may stand directly in a section (list positions in the path are ignored)."""
    bare = tuple(part for part in section if isinstance(part, str))
    return list(dict.fromkeys(str(k[len(bare)]) for k in key_paths() if len(k) > len(bare) and k[: len(bare)] == bare))


def elsewhere(name: str) -> Key | None:
    """Where a key of exactly this name lives, when there is one place only."""
    found = [key for key in (*key_paths(), *section_paths()) if key[-1] == name]
    return found[0] if len(found) == 1 else None


def meaning(key: Key) -> str:
    """The first sentence of what a key is for, as the example says it; empty for a key that is not known."""
    models: list[type[BaseModel]] = [Document]
    said = ""
    for name in (part for part in key if isinstance(part, str)):
        field = next((model.model_fields[name] for model in models if name in model.model_fields), None)
        if field is None:
            return ""
        models = models_in(field.annotation)
        said = field.description or (models[0].__doc__ if models else "") or ""
    return said.partition(". ")[0].rstrip(".")
