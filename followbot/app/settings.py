"""The part of the configuration that use cases need."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from followbot.domain.letters.addressing import Panel
from followbot.domain.timing import Timing

__all__ = ["Panel", "Settings", "UnsureMode"]


class UnsureMode(StrEnum):
    """`detection.unsure`: ask on the debrief card, treat as an interview, or leave alone."""

    ASK = "ask"
    DRAFT = "draft"
    IGNORE = "ignore"


class OtherInterview(StrEnum):
    """`detection.also`: interviews that are not for a job and count all the same."""

    SCHOOL = "school"
    VISA = "visa"


@dataclass(frozen=True, slots=True)
class Settings:
    """The part of the configuration that use cases need."""

    timing: Timing = Timing()
    panel: Panel = Panel.EACH
    debrief: bool = True
    unsure: UnsureMode = UnsureMode.ASK
