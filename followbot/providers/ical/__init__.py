"""iCalendar files (RFC 5545, 5546, 7986) as real programs write them, to events. Shared by the local provider and CalDAV.

The way of a file, one module a step: `text` (bytes to lines), `split` (lines to components), `properties` (one line),
`times` and `zones` (values), `entry` (one VEVENT), `rules` and `series` (recurrence), `merge` (copies, exceptions,
cancellations), `fields` (to `Event`); `reading` ties them together and is what callers use.

icalendar and recurring-ical-events do the parsing of parameters, texts and zone definitions and the reckoning with
recurrences. They are never given a whole file: both refuse one, or silently lose parts of it, for a single bad line.
"""

from __future__ import annotations

from followbot.providers.ical.reading import MAX_BYTES, Document, Sheaf, harvest, open_document

__all__ = ["MAX_BYTES", "Document", "Sheaf", "harvest", "open_document"]
