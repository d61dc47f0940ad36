"""The real world behind the ports: the clock of this machine, and the public holidays of its countries."""

from __future__ import annotations

import random
import time
from collections.abc import Container
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase


class SystemClock:
    """The `Clock` port on the machine's clock, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def pause(seconds: float) -> None:
    """Wait, between two attempts to read something from a server."""
    time.sleep(seconds)


def chance() -> float:
    """A number from 0 up to 1, to spread what would happen at the same moment. No secret is made of it."""
    return random.random()  # noqa: S311 -- not for secrets, see above


class PublicHolidays:
    """The `Holidays` port over the `holidays` library, which computes them; nothing is fetched."""

    def is_holiday(self, country: str, day: date) -> bool:
        """Whether `day` is a public holiday in `country` ("DE", "DE-BY"); False for a place the library does not know."""
        code, _, subdivision = country.strip().upper().partition("-")
        return bool(code) and day in _holidays(code, subdivision, day.year)


@cache
def _holidays(country: str, subdivision: str, year: int) -> Container[date]:
    """All public holidays of one place in one year. An unknown subdivision has those of its country."""
    try:
        calendar = _calendar_of(country)
        return frozenset(calendar(subdiv=subdivision or None, years=year)) if calendar is not None else frozenset()
    except NotImplementedError:  # the library's word for a subdivision that it does not know
        return _holidays(country, "", year) if subdivision else frozenset()


@cache
def _calendar_of(country: str) -> type[HolidayBase] | None:
    """The library's class for a country (ISO 3166-1), None where it has none.

    Its module is loaded by its path: imported by its name it would bring its whole package, which is 250 countries that take
    a tenth of a second and nine megabytes for as long as the daemon lives.
    """
    from importlib import util  # imports are here because most commands never ask

    import holidays
    from holidays.registry import COUNTRIES

    name = next((module for module, names in COUNTRIES.items() if country in names[1:]), None)
    if name is None:
        return None
    path = Path(holidays.__file__).parent / "countries" / f"{name}.py"
    spec = util.spec_from_file_location(f"holidays.countries.{name}", path)
    if spec is None or spec.loader is None:
        return None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: type[HolidayBase] = getattr(module, country)
    return found


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
