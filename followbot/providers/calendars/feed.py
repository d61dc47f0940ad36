"""A calendar that some server publishes as one `.ics` document, at an address that usually is a secret.

So no error, problem or name shows more of the address than its host. The server is asked with the validators of its last
answer (RFC 9110, section 13), and most of the time says that nothing has changed.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, MutableMapping
from datetime import datetime
from urllib.parse import unquote, urljoin, urlsplit

from followbot.domain.model import digest
from followbot.errors import ConfigurationError, Unreachable
from followbot.errors.calendars import (
    calendar_no_longer_shown,
    calendar_not_now,
    calendar_refused,
    calendar_too_large,
    calendar_unencrypted,
    calendar_unknown,
    no_calendar_there,
    redirected_astray,
    redirected_without_end,
)
from followbot.providers.calendars.source import Item, Look, content_digest
from followbot.providers.http import (
    Answer,
    Limits,
    Rule,
    TooLarge,
    Transport,
    host_of,
    is_loopback,
    is_secure,
    origin_of,
)
from followbot.providers.ical import MAX_BYTES

RULES = (Rule("GET", "/{+path}", label="feed"),)
MAX_REDIRECTS = 5

_SNIFFED = 1024 * 1024


class Feed:
    """The feed at an https (or webcal) address, or at an http one on this machine."""

    def __init__(self, url: str, counts: MutableMapping[str, int], transport: Transport | None = None) -> None:
        self._url, self._login = _checked(url)
        self._host = host_of(self._url)
        self._name = f"{self._host} ({digest(url, length=8)})"
        self._transport = transport or Transport(RULES, counts=counts, limits=Limits(size=MAX_BYTES))

    @property
    def name(self) -> str:
        return self._name

    def look(self, validators: Mapping[str, str], now: datetime) -> Look:
        answer = self._get(validators)
        if answer.status == 304:
            return Look(None)
        body = answer.body
        if body.strip() and b"BEGIN:VCALENDAR" not in body[:_SNIFFED].upper():
            raise no_calendar_there(self._host)
        item = Item(content_digest(body), lambda: body)
        return Look({self._host: item}, single=True, validators=_validators(answer))

    def _get(self, validators: Mapping[str, str]) -> Answer:
        """The answer to a conditional request: 200 or 304."""
        conditions = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
        headers = {conditions[name]: value for name, value in validators.items() if name in conditions}
        headers |= {"Accept": "text/calendar, */*;q=0.5", "User-Agent": "followbot"}
        try:
            answer = self._follow(headers)
        except TooLarge:
            raise calendar_too_large(self._host, MAX_BYTES // 2**20) from None
        if answer.status not in {200, 304}:
            raise self._refusal(answer.status)
        return answer

    def _follow(self, headers: Mapping[str, str]) -> Answer:
        """The first answer that is no redirect. The login goes to the configured server only."""
        url = self._url
        for _ in range(MAX_REDIRECTS + 1):
            own = dict(headers)
            if self._login and origin_of(url) == origin_of(self._url):
                own["Authorization"] = self._login
            answer = self._transport.request("GET", url, headers=own)
            if answer.status not in {301, 302, 303, 307, 308}:
                return answer
            url = self._next(url, answer.headers.get("location", ""))
        raise redirected_without_end(self._host)

    def _next(self, url: str, location: str) -> str:
        try:
            target, _ = _checked(urljoin(url, location))
        except (ConfigurationError, ValueError):
            raise redirected_astray(self._host) from None
        if is_loopback(target) and not is_loopback(url):
            raise redirected_astray(self._host)
        return target

    def _refusal(self, status: int) -> ConfigurationError | Unreachable:
        if status in {401, 403}:
            return calendar_no_longer_shown(self._host, status)
        if status in {404, 410}:
            return calendar_unknown(self._host, status)
        if status >= 500 or status in {408, 425, 429}:
            return calendar_not_now(self._host, status)
        return calendar_refused(self._host, status)


def _checked(url: str) -> tuple[str, str]:
    """The address to ask, without login and fragment, and the value of an Authorization header for it, or ""."""
    try:
        parts = urlsplit(url.strip())
        scheme = {"webcal": "https", "webcals": "https"}.get(parts.scheme.lower(), parts.scheme.lower())
        login, _, place = parts.netloc.rpartition("@")
        address = parts._replace(scheme=scheme, netloc=place, fragment="").geturl()
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        named = False
    if not named or not is_secure(address) or ".." in unquote(parts.path).split("/"):
        raise calendar_unencrypted()
    token = b64encode(unquote(login).encode()).decode() if login else ""
    return address, f"Basic {token}" if token else ""


def _validators(answer: Answer) -> dict[str, str]:
    return {name: answer.headers[name] for name in ("etag", "last-modified") if answer.headers.get(name)}
