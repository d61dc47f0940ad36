"""What the judges need to know of a configuration, without the configuration: it goes to a process of theirs.

Reading a configuration takes a library of 16 MB that judging has no use for.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from followbot.domain.events.settings import DetectionSettings
from followbot.domain.model import Profile

if TYPE_CHECKING:
    from followbot.config import Config


@dataclass(frozen=True, slots=True)
class Instructions:
    """`path` is the configuration's own, beside which the user's templates lie; `prompt_line` is `drafts.prompt_line`."""

    profile: Profile
    detection: DetectionSettings
    path: Path
    prompt_line: bool = False


def instructions(config: Config) -> Instructions:
    """The part of a configuration that judges and authors go by."""
    return Instructions(config.profile, detection_settings(config), config.path, config.drafts.prompt_line)


def detection_settings(config: Config) -> DetectionSettings:
    """The section on detection, as the domain has it."""
    section = config.detection
    return DetectionSettings(
        include=section.include,
        exclude=section.exclude,
        employers=section.employers,
        also=tuple(kind.value for kind in section.also),
    )
