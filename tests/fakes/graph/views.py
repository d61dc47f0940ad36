"""How a calendar's view and its delta are asked for, and answered, a page at a time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from tests.fakes.graph.calendars import CalendarFake
from tests.fakes.graph.mail import Json, Refusal

_NOT_IN_A_DELTA = frozenset({"$select", "$filter", "$expand", "$orderby", "$search"})


def listed(found: CalendarFake, given: Mapping[str, str]) -> list[Json]:
    """The whole view of a span."""
    wanted = given.get("$select", "")
    return [_tagged(selected(event, wanted)) for event in found.view(*_span(given))]


def delta(found: CalendarFake, given: Mapping[str, str], prefer: str, place: str, epoch: int, most: int) -> Json:
    """One page of a round: links name an epoch, the generation of the round, and how far it was told."""
    if _NOT_IN_A_DELTA & given.keys():
        raise Refusal(400, "BadRequest")
    generation, told = _round(found, given, place, epoch)
    current = found.rounds[generation]
    match = re.search(r"odata\.maxpagesize=(\d+)", prefer)
    size = min(int(match[1]) if match else 10, most)
    answer: Json = {"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#Collection(event)"}
    answer["value"] = [_tagged(event) for event in current.told[told : told + size]]
    if told + size <= len(current.told):  # a full page never tells that it is the last one: that may be empty
        answer["@odata.nextLink"] = f"{place}?$skiptoken={epoch}.{generation}.{told + size}"
    else:
        answer["@odata.deltaLink"] = f"{place}?$deltatoken={epoch}.{generation}"
    return answer


def selected(item: Json, names: str) -> Json:
    """The members that were asked for, all where none are named."""
    wanted = {"id", *names.split(",")} if names else set(item)
    return {name: value for name, value in item.items() if name in wanted}


def _round(found: CalendarFake, given: Mapping[str, str], place: str, epoch: int) -> tuple[int, int]:
    token = given.get("$deltatoken") or given.get("$skiptoken")
    if token is None:
        return found.first_round(*_span(given)), 0
    if not re.fullmatch(r"\d+\.\d+(\.\d+)?", token):
        raise Refusal(400, "BadRequest")
    stated, generation, told = (*map(int, token.split(".")), 0)[:3]
    if stated != epoch or generation not in found.rounds:
        raise Refusal(410, "SyncStateNotFound", {"Location": place})
    return (generation, told) if "$skiptoken" in given else (found.next_round(found.rounds[generation]), 0)


def _span(given: Mapping[str, str]) -> tuple[datetime, datetime]:
    try:
        span = [datetime.fromisoformat(given[name]) for name in ("startDateTime", "endDateTime")]
    except (KeyError, ValueError):
        raise Refusal(400, "ErrorInvalidParameter") from None
    start, end = (at if at.tzinfo else at.replace(tzinfo=UTC) for at in span)
    return start, end


def _tagged(event: Json) -> Json:
    return {"@odata.etag": f'W/"{event.get("changeKey", "")}"', **event}
