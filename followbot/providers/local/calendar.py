"""Calendars without a server of their own: an `.ics` file, a folder of them (a vdir), or the address of an `.ics` feed.

Nothing is read twice: a file whose size, times and inode are as before is not opened, a feed is asked whether it has changed.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path

from followbot.providers.calendars.calendar import FileCalendar
from followbot.providers.calendars.source import is_address
from followbot.providers.local.calendar_files import Files


def open_calendar(source: str, *, account: str, zone: str, counters: MutableMapping[str, int]) -> FileCalendar:
    """The calendar at a path or an address. `counters` is added to: requests made, by "METHOD name".

    Nothing is opened yet; raises `ConfigurationError` for an address that cannot be a feed's.
    """
    if is_address(source):
        from followbot.providers.calendars.feed import Feed  # not needed by most accounts

        return FileCalendar(Feed(source, counters), account=account, zone=zone)
    return FileCalendar(Files(Path(source).expanduser()), account=account, zone=zone)
