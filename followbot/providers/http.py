"""The one HTTP transport: everything that followbot says to a server over HTTP goes through here.

What it guarantees, so that no provider has to:

* nothing leaves that is not on the allow-list of (method, origin, path) it was made with. followbot never sends mail because
  no such endpoint is on any list;
* a request that writes is made once, on a connection of its own. requests and urllib3 would repeat some by themselves; their
  retries are off, and ours are for reads only;
* a batch (many requests in the body of one) is taken apart first: all of them must be reads that are on the list themselves;
* a server that asks to be left alone for a while (Retry-After) is not asked anything until then;
* it always ends: connect and read timeouts, a deadline for the whole answer, a limit of its size;
* redirects are never followed here, so that neither a token nor a secret address follows them by accident;
* TLS is always verified, against what REQUESTS_CA_BUNDLE or SSL_CERT_FILE name, else certifi's list;
* no error text holds more of an address than its host, since paths and queries can be secrets.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from email.message import Message
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from followbot.errors import Unreachable
from followbot.errors.network import answer_takes_too_long, asked_to_wait, unreachable
from followbot.providers.trust import trusted, unreadable

if TYPE_CHECKING:
    from requests import PreparedRequest, Request, Response, Session

READS = frozenset({"GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT"})
"""Methods that change nothing (RFC 9110, section 9.2.1; RFC 4918, section 9.1; RFC 3253, section 3.6)."""

_PASSING = frozenset({408, 429, 500, 502, 503, 504})
"""Statuses that may be gone a moment later (RFC 9110, section 15; RFC 6585, section 4)."""

_REQUEST_LINE = re.compile(r"([A-Z]+) (/[^\s]*) HTTP/1\.[01]")
_CHUNK = 64 * 1024

LONGEST_REST = 3600.0
"""Seconds for which a server's wish to be left alone is believed."""


class NotAllowed(Exception):
    """A request that is not on the allow-list: a programming error, stopped before anything has left the machine."""


class TooLarge(Exception):
    """The answer is larger than the caller takes."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of request that may be made, and how it is counted.

    `path` is a template: `{name}` stands for one path segment, `{+name}` for any rest (RFC 6570). `origin` is
    "https://host", or "" for any server. `label` is what counters call it, the template itself where empty.
    """

    method: str
    path: str
    origin: str = ""
    label: str = ""
    batch: bool = False
    """The body is multipart/mixed of application/http parts, each one a request; all of them reads, or nothing is sent."""

    @property
    def counter(self) -> str:
        return f"{self.method} {self.label or self.path}"

    def allows(self, method: str, origin: str, path: str) -> bool:
        if method != self.method or (self.origin and origin != self.origin):
            return False
        return _pattern(self.path).fullmatch(path) is not None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. `headers` have lower-case names; `body` is decoded of any transfer coding, and complete."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Limits:
    """When to give up; seconds and bytes."""

    connect: float = 10.0
    read: float = 30.0
    total: float = 120.0
    size: int = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Patience:
    """How reads are tried again: `attempts` in all, waits doubling from `first` seconds and never above `longest`.

    A server that asks for more (Retry-After) is left alone: the next cycle comes anyway.
    """

    sleep: Callable[[float], None]
    random: Callable[[], float]
    attempts: int = 3
    first: float = 0.5
    longest: float = 20.0

    def wait(self, attempt: int, asked: float | None) -> float | None:
        """Seconds before the attempt after this one (the first is 1); None for "no more"."""
        if attempt >= self.attempts or (asked or 0.0) > self.longest:
            return None
        # Half fixed, half random: clients that failed together do not come back together.
        own = min(self.first * 2.0 ** (attempt - 1), self.longest) * (0.5 + self.random() / 2)
        return max(own, asked or 0.0)


def is_passing(answer: Answer) -> bool:
    """Whether the trouble that an answer tells of may be gone a moment later."""
    return answer.status in _PASSING


class Transport:
    """HTTP for one account. `counts` is added to: requests made, by "METHOD path-template".

    `passing` tells of an answer whether a read is worth another attempt; a provider knows more of it than its status.
    """

    def __init__(
        self,
        rules: Iterable[Rule],
        *,
        counts: MutableMapping[str, int] | None = None,
        limits: Limits | None = None,
        patience: Patience | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        passing: Callable[[Answer], bool] = is_passing,
    ) -> None:
        self._rules = tuple(rules)
        self._counts = counts if counts is not None else {}
        self._limits = limits or Limits()
        self._patience = patience
        self._monotonic = monotonic
        self._passing = passing
        self._left_alone: dict[str, float] = {}
        """By origin: until when (monotonic) a server asked not to be asked."""
        self._open: Session | None = None

    def request(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        """Make one request and wait for its whole answer, whatever the status. Reads are repeated as `Patience` allows.

        Raises `NotAllowed`, `Unreachable`, `TooLarge`, or `ConfigurationError` for a broken list of certificates.
        """
        rule = self._rule(method, url, headers or {})
        parts = self._parts_of(url, headers or {}, body) if rule.batch else ()
        is_read = rule.batch or method in READS
        attempt = 0
        while True:
            self._mind_its_rest(url)
            attempt += 1
            for counter in (rule.counter, *parts):
                self._counts[counter] = self._counts.get(counter, 0) + 1
            try:
                answer = self._once(method, url, headers or {}, body)
            except Unreachable:
                if is_read and self._pause(attempt, None):
                    continue
                raise
            if not self._passing(answer):
                return answer
            asked = retry_after(answer)
            if not (is_read and self._pause(attempt, asked)):
                if asked:
                    self._left_alone[origin_of(url)] = self._monotonic() + min(asked, LONGEST_REST)
                return answer

    def _rule(self, method: str, url: str, headers: Mapping[str, str]) -> Rule:
        origin, path = origin_of(url), urlsplit(url).path or "/"
        overridden = any(name.lower().endswith("method-override") for name in headers)
        if is_secure(url) and ".." not in unquote(path).split("/") and not overridden:
            for rule in self._rules:
                if rule.allows(method, origin, path):
                    return rule
        raise NotAllowed(f"{method} at {host_of(url)} is not on the list of requests that followbot makes")

    def _parts_of(self, url: str, headers: Mapping[str, str], body: bytes | None) -> tuple[str, ...]:
        """What the requests inside a batch are counted as; raises `NotAllowed` unless all of them are reads on the list."""
        content_type = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
        labels: list[str] = []
        for method, path, inner in batched(content_type, body or b""):
            rule = self._rule(method, origin_of(url) + path, inner)
            if rule.batch or method not in READS:
                raise NotAllowed(
                    f"{method} in a batch at {host_of(url)} is not on the list of requests that followbot makes"
                )
            labels.append(f"{rule.counter} (in a batch)")
        return tuple(labels)

    def _mind_its_rest(self, url: str) -> None:
        left = self._left_alone.get(origin_of(url), 0.0) - self._monotonic()
        if left > 0:
            raise asked_to_wait(host_of(url), left)

    def _pause(self, attempt: int, asked: float | None) -> bool:
        """Wait before another attempt at a read; False where there is to be none."""
        if self._patience is None:
            return False
        seconds = self._patience.wait(attempt, asked)
        if seconds is None:
            return False
        self._patience.sleep(seconds)
        return True

    def _once(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        import requests  # takes 70 ms to import: not before there is something to ask
        import urllib3

        started = self._monotonic()
        try:
            with self._send(requests.Request(method, url, dict(headers), data=body)) as response:
                content = self._content(response, host_of(url), started)
                return Answer(response.status_code, {k.lower(): v for k, v in response.headers.items()}, content)
        # "from None": the originals carry the whole address.
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            raise unreachable(host_of(url), _cause(error)) from None
        except OSError:
            raise unreadable() from None

    def _send(self, request: Request) -> Response:
        """Send through the session's adapter: `Session.send` would look at redirects by itself, and read their bodies whole."""
        session, certificates, limits = self._session(), trusted() or True, self._limits
        prepared = session.prepare_request(request)
        proxies = session.merge_environment_settings(request.url, {}, True, certificates, None)["proxies"]
        adapter = session.get_adapter(request.url)
        if request.method not in READS:
            # A kept connection may be gone unnoticed, and then nobody could say whether the request had arrived.
            adapter.close()
        return adapter.send(
            prepared, stream=True, timeout=(limits.connect, limits.read), verify=certificates, proxies=proxies
        )

    def _content(self, response: Response, host: str, started: float) -> bytes:
        """The body, within the limits.

        It is read as it arrives (`read1`), because a server that drips a byte a minute passes every read timeout, and would
        keep a read of a whole chunk waiting for days.
        """
        chunks: list[bytes] = []
        size = 0
        while chunk := response.raw.read1(_CHUNK, decode_content=True):
            size += len(chunk)
            if size > self._limits.size:
                raise TooLarge
            if self._monotonic() - started > self._limits.total:
                raise answer_takes_too_long(host)
            chunks.append(chunk)
        return b"".join(chunks)

    def _session(self) -> Session:
        if self._open is None:
            import requests  # see above

            # urllib3 logs paths and queries at this level, and those can be secrets.
            logging.getLogger("urllib3.connectionpool").setLevel(logging.INFO)
            self._open = requests.Session()
            # Anything but None keeps requests from sending what ~/.netrc holds for the host.
            self._open.auth = _as_it_is
        return self._open


def _as_it_is(request: PreparedRequest) -> PreparedRequest:
    return request


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"(\{\+?\w+\})", template)
    return re.compile("".join(_part(part) for part in parts))


def _part(part: str) -> str:
    if part.startswith("{+"):
        return ".*"
    return "[^/]+" if part.startswith("{") else re.escape(part)


def batched(content_type: str, body: bytes) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Method, path and headers of each request in a multipart/mixed body; raises `NotAllowed` for anything else."""
    from email.parser import BytesParser  # only batches need it

    whole = BytesParser().parsebytes(b"Content-Type: " + content_type.encode("latin-1", "replace") + b"\r\n\r\n" + body)
    if not whole.is_multipart() or whole.defects:
        raise NotAllowed("A batch must consist of requests")
    for part in whole.get_payload():
        text = part.get_payload(decode=True) if isinstance(part, Message) and not part.is_multipart() else b""
        head = bytes(text or b"").replace(b"\r\n", b"\n").partition(b"\n\n")[0].decode("latin-1")
        line, _, fields = head.partition("\n")
        match = _REQUEST_LINE.fullmatch(line.strip())
        if match is None:
            raise NotAllowed("A batch must consist of requests")
        named = (field.partition(":") for field in fields.splitlines())
        yield match[1], match[2], {name.strip(): value.strip() for name, _, value in named}


def origin_of(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}".lower()


def host_of(url: str) -> str:
    """The only part of an address that may be shown."""
    return urlsplit(url).hostname or "the server"


def is_loopback(url: str) -> bool:
    """Whether the address is on this machine, and says so without asking a name server."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def is_secure(url: str) -> bool:
    """https, or http within this machine."""
    scheme = urlsplit(url).scheme.lower()
    return scheme == "https" or (scheme == "http" and is_loopback(url))


def retry_after(answer: Answer) -> float | None:
    """Seconds that the server asks to wait (RFC 9110, section 10.2.3); a date counts from the server's own Date."""
    text = answer.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}", text, re.ASCII):
        return float(text)
    try:
        until, at = parsedate_to_datetime(text), parsedate_to_datetime(answer.headers.get("date", ""))
        return max((until - at).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return None


def _cause(error: Exception) -> str:
    """Why a request failed, in words and without its address."""
    import requests  # see above
    import urllib3

    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate cannot be verified"
    if isinstance(error, requests.exceptions.Timeout | urllib3.exceptions.TimeoutError):
        return "it does not answer in time"
    if isinstance(error, requests.exceptions.ProxyError):
        return "the proxy refuses or fails"
    text = repr(error)
    if "NameResolutionError" in text or "getaddrinfo" in text:
        return "its name is unknown"
    if "Connection refused" in text:
        return "it refuses the connection"
    return "the connection failed"
