"""What the user's configuration says about detection."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DetectionSettings:
    """`include` and `exclude` are parts of titles, or whole titles with `*` and `?`; `employers` names or mail domains.

    `also` names kinds of interviews that are not for a job and count all the same: "school", "visa".
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    employers: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
