"""Calendars that are kept as iCalendar files: what is common to folders, feeds and CalDAV servers."""
