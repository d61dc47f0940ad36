"""A position in the watched folders, as an opaque string: per folder its UIDVALIDITY and the UID that comes next.

UIDs only grow while UIDVALIDITY stays (RFC 3501, section 2.3.1.1), so everything from that UID on is new. A folder that was
made anew, or renumbered after a repair, has another UIDVALIDITY; then the cursor has expired.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from followbot.errors import CursorExpired

VERSION = 1


@dataclass(frozen=True, slots=True)
class Mark:
    """How far one folder was read."""

    validity: int
    next_uid: int


def encode_cursor(marks: Mapping[str, Mark]) -> str:
    state = {name: [mark.validity, mark.next_uid] for name, mark in marks.items()}
    return json.dumps({"v": VERSION, "folders": state}, separators=(",", ":"))


def decode_cursor(text: str, required: Collection[str]) -> dict[str, Mark]:
    """The marks in `text`; raises CursorExpired when it is damaged, of another version, or lacks a required folder."""
    try:
        data = json.loads(text)
        if data["v"] != VERSION:
            raise CursorExpired("The position in the mailbox was kept by another version.")
        marks = {str(k): Mark(int(v[0]), int(v[1])) for k, v in data["folders"].items()}
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise CursorExpired("The position in the mailbox cannot be read.") from error
    if not set(required) <= set(marks):
        raise CursorExpired("The folders of the mailbox are others than before.")
    return marks
