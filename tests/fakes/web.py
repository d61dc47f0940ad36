"""A web server on this machine, for tests of everything that speaks HTTP. It answers what it is told and remembers requests."""

from __future__ import annotations

import gzip
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Asked:
    """One request as it came in; header names in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True)
class Reply:
    """One answer. `cut` closes the connection after so many bytes of the body, `hang_up` before any answer."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    hang_up: bool = False


Responder = Callable[[Asked], Reply]


class Website:
    """What the server does: `responder` decides, `asked` is everything so far."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: list[Asked] = []
        self.responder: Responder = lambda _: Reply(404)

    def answers(self, *replies: Reply) -> None:
        """Give these answers one after the other; the last one for ever."""
        remaining = list(replies)
        self.responder = lambda _: remaining.pop(0) if len(remaining) > 1 else remaining[0]


def published(body: bytes, etag: str = "", modified: str = "", packed: bool = False) -> Responder:
    """A document with validators, as a calendar server publishes one."""
    headers = {"Content-Type": "text/calendar; charset=utf-8"}
    headers |= {name: value for name, value in (("ETag", etag), ("Last-Modified", modified)) if value}
    full = Reply(
        200, gzip.compress(body) if packed else body, headers | ({"Content-Encoding": "gzip"} if packed else {})
    )

    def respond(asked: Asked) -> Reply:
        known = (etag and asked.headers.get("if-none-match") == etag) or (
            modified and asked.headers.get("if-modified-since") == modified
        )
        return Reply(304, headers=headers) if known else full

    return respond


@contextmanager
def website(tls: ssl.SSLContext | None = None) -> Iterator[Website]:
    """A server for the time of a test, on http or, with a context that holds its certificate, on https."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    url = f"{'http' if tls is None else 'https'}://127.0.0.1:{server.server_port}"
    site = _Handler.sites[server.server_port] = Website(url)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        del _Handler.sites[server.server_port]


class _Handler(BaseHTTPRequestHandler):
    sites: dict[int, Website] = {}  # noqa: RUF012 -- one server per port, made and removed by `website`
    protocol_version = "HTTP/1.1"

    def _respond(self) -> None:
        assert isinstance(self.server, ThreadingHTTPServer)
        site = self.sites[self.server.server_port]
        length = int(self.headers.get("content-length") or 0)
        asked = Asked(
            self.command,
            self.path,
            {name.lower(): value for name, value in self.headers.items()},
            self.rfile.read(length),
        )
        site.asked.append(asked)
        reply = site.responder(asked)
        self.close_connection = True
        if reply.hang_up:
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status != 304:
            self.send_header("Content-Length", str(len(reply.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD" and reply.status != 304:
            self.wfile.write(reply.body[: reply.cut])

    def do_GET(self) -> None:
        self._respond()

    def do_HEAD(self) -> None:
        self._respond()

    def do_POST(self) -> None:
        self._respond()

    def do_PATCH(self) -> None:
        self._respond()

    def do_DELETE(self) -> None:
        self._respond()

    def do_PROPFIND(self) -> None:
        self._respond()

    def do_REPORT(self) -> None:
        self._respond()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name that http.server gives it
        """Say nothing."""
