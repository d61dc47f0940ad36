"""The real world behind the ports: the clock of this machine, and the public holidays of its countries."""

from __future__ import annotations

from collections.abc import Container
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path


class SystemClock:
    """The `Clock` port on the machine's clock, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class PublicHolidays:
    """The `Holidays` port over the `holidays` library, which computes them; nothing is fetched."""

    def is_holiday(self, country: str, day: date) -> bool:
        """Whether `day` is a public holiday in `country` ("DE", "DE-BY"); False for a place the library does not know."""
        code, _, subdivision = country.strip().upper().partition("-")
        return bool(code) and day in _holidays(code, subdivision, day.year)


@cache
def _holidays(country: str, subdivision: str, year: int) -> Container[date]:
    """All public holidays of one place in one year. An unknown subdivision has those of its country."""
    # Imported here because it takes a tenth of a second and most commands never ask.
    from holidays import country_holidays

    try:
        return frozenset(country_holidays(country, subdiv=subdivision or None, years=year))
    except NotImplementedError:  # the library's word for a country or subdivision that it does not know
        return _holidays(country, "", year) if subdivision else frozenset()


@cache
def country_of(zone: str) -> str:
    """The country that an IANA zone is in, by the table that the zone database comes with; "" where it is in none."""
    return _zone_table().get(zone, "")


@cache
def _zone_table() -> dict[str, str]:
    """Zone to country, from `zone.tab`: a country, coordinates and a zone to the line."""
    from importlib import resources  # only a nudge asks

    table = Path("/usr/share/zoneinfo/zone.tab")
    try:
        text = (
            table.read_text("utf-8")
            if table.exists()
            else (resources.files("tzdata.zoneinfo") / "zone.tab").read_text()
        )
    except (OSError, ModuleNotFoundError):
        return {}
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {fields[2]: fields[0] for fields in lines if len(fields) > 2}


class Silence:
    """The `Notifier` port that says nothing; the journal and `status` say it."""

    def notify(self, title: str, text: str) -> None:
        """Nothing."""
