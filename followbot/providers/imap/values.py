"""Values as IMAPClient's parser hands them on. It reads by form, not by meaning: where a string belongs there may be a number
(an atom of digits), None (NIL) or a list, and where a list belongs a string.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

ODD = (AttributeError, LookupError, TypeError, ValueError)
"""What IMAPClient raises where an answer that was read to its end is not of the form that it expects."""


def number(value: Any) -> int:
    """A number, or the first of a list; 0 where there is none."""
    found = value[0] if isinstance(value, list | tuple) and value else value
    return found if isinstance(found, int) else 0


def strings(value: Any) -> frozenset[bytes]:
    """Flags, labels or attributes, in lower case; what is no string among them is left out."""
    parts = value if isinstance(value, list | tuple) else (value,)
    return frozenset(part.lower() for part in parts if isinstance(part, bytes))


def moment(value: Any) -> datetime | None:
    """A time in UTC; None where there is none, or none at which mail was ever kept."""
    known = isinstance(value, datetime) and 1970 <= value.year < 9000
    return value.astimezone(UTC) if known else None
