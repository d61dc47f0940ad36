"""The common ground of all sections of the configuration, and how a section refuses keys that contradict each other."""

from __future__ import annotations

import os
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

RULE = "rule"
"""The error type of a broken rule; its message is a sentence for the user."""

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""Whatever else is installed beside followbot has no say in its configuration, and need not be searched for plugins, which
takes longer than reading the file."""


class Section(BaseModel):
    """Frozen, and strict about keys. `defer_build` leaves the building to the root model alone: the start must be fast."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def refuse(section: Section, complaints: Iterable[tuple[str, str]]) -> None:
    """Raise one error that holds a sentence for each (key, sentence); nothing happens when there are none.

    A plain ValueError would report only one of them, and at the section instead of at the key.
    """
    errors = [
        InitErrorDetails(type=PydanticCustomError(RULE, "{sentence}", {"sentence": sentence}), loc=(key,), input=None)
        for key, sentence in complaints
    ]
    if errors:
        raise ValidationError.from_exception_data(type(section).__name__, errors)
