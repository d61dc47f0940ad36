"""CalDAV over the one HTTP transport: the caldav library asks its questions, the transport carries them.

The library would follow redirects with the password in hand, repeat requests, and log answers; all of that is kept from it by
giving it another session. Only methods that change nothing are on the list.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from followbot.domain.addresses import registrable
from followbot.errors import LoginNeeded
from followbot.errors.imap import (
    answer_too_large,
    calendars_not_now,
    calendars_refuse_login,
    no_basic_login,
    no_caldav,
    other_server,
    redirected_without_end,
)
from followbot.providers.http import Answer, Limits, Patience, Rule, TooLarge, Transport, host_of, is_loopback

RULES = (
    Rule("PROPFIND", "/{+path}", label="caldav"),
    Rule("REPORT", "/{+path}", label="caldav"),
)
MAX_REDIRECTS = 5
MAX_BYTES = 64 * 1024 * 1024

_XML = b"<"
_NOT_PASSING = frozenset({501, 505, 507})
"""Statuses from 500 on that say "not this question" rather than "not now"."""


class Missing(Exception):
    """The server knows nothing at this address (404, 410)."""


class NotPossible(Exception):
    """The server refuses this question, for example because a sync token is too old; another may do."""


class Garbled(NotPossible):
    """The answer is no XML."""


class Session:
    """What the library takes for a `requests.Session`. The login goes to the configured server and its siblings only.

    iCloud sends each user to a host of their own below the same domain, so that is allowed; nothing else is.
    """

    def __init__(
        self,
        url: str,
        username: str,
        password: Callable[[], str],
        counts: MutableMapping[str, int],
        patience: Patience | None = None,
    ) -> None:
        self._url = url
        self._username = username
        self._password = password
        self._refused = ""
        """A password that the server did not take: it is not tried again."""
        self.last_url = url
        """Where the last answer came from, after redirects."""
        self._transport = Transport(RULES, counts=counts, limits=Limits(size=MAX_BYTES), patience=patience)

    def close(self) -> None:
        """There is nothing to close: connections end with the process."""

    def request(
        self, method: str, url: str, data: bytes | str = b"", headers: Mapping[str, str] | None = None, **_: Any
    ) -> Response:
        """One question, redirects followed. Raises what can be said about its failure; returns a 2xx answer only."""
        body = data.encode() if isinstance(data, str) else data
        for _hop in range(MAX_REDIRECTS):
            answer = self._ask(method, url, dict(headers or {}), body)
            target = answer.headers.get("location")
            if answer.status not in {301, 302, 303, 307, 308} or not target:
                self.last_url = url
                return self._checked(url, answer)
            url = urljoin(url, target)
        raise redirected_without_end(host_of(url))

    def _ask(self, method: str, url: str, headers: dict[str, str], body: bytes) -> Answer:
        self._check_host(url)
        password = self._password()
        if password == self._refused:
            raise self._not_let_in(host_of(url))
        token = b64encode(f"{self._username}:{password}".encode()).decode("ascii")
        headers |= {"Authorization": f"Basic {token}", "User-Agent": "followbot"}
        try:
            return self._transport.request(method, url, headers=headers, body=body)
        except TooLarge:
            raise answer_too_large(host_of(url), MAX_BYTES // 2**20) from None

    def _check_host(self, url: str) -> None:
        asked, own = host_of(url), host_of(self._url)
        family = registrable(asked) == registrable(own) and not is_loopback(url)
        if (asked != own and not family) or (urlsplit(url).scheme != "https" and not is_loopback(url)):
            raise other_server(own, asked)

    @staticmethod
    def _not_let_in(host: str) -> LoginNeeded:
        return calendars_refuse_login(host)

    def _checked(self, url: str, answer: Answer) -> Response:
        host = host_of(url)
        if answer.status in {401, 407}:
            if "basic" not in answer.headers.get("www-authenticate", "basic").casefold():
                raise no_basic_login(host)
            self._refused = self._password()
            raise self._not_let_in(host)
        if answer.status in {404, 410}:
            raise Missing
        if answer.status in {408, 425, 429} or (answer.status >= 500 and answer.status not in _NOT_PASSING):
            raise calendars_not_now(host, answer.status)
        if not 200 <= answer.status < 300:
            raise NotPossible(str(answer.status))
        if not answer.body.strip():
            raise NotPossible("an empty answer")
        if not answer.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_XML):
            raise no_caldav(host)
        return Response(answer, url)


class Response:
    """What the library reads of a `requests.Response`."""

    def __init__(self, answer: Answer, url: str) -> None:
        self.status_code = answer.status
        # What cannot be parsed and is not said to be something else than XML, the library writes to the root logger, private
        # words and all. It tries to parse it in any case.
        self.headers = {**answer.headers, "Content-Type": "text/plain"}
        self.content = answer.body
        self.reason = ""
        self.url = url
