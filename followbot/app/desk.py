"""What a command is given that only looks: the records, whose they are, and what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from followbot.app.ports import Account, Records


@dataclass(frozen=True, slots=True)
class Desk:
    """`home` is the user's own IANA zone, `now` is in UTC."""

    records: Records
    accounts: tuple[Account, ...]
    home: str
    now: datetime
