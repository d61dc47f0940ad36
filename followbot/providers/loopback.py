"""Where the browser comes back to after a consent: a web server on this machine that waits for one answer (RFC 8252, 7.3).

Browsers, scanners and other programs knock at local ports for reasons of their own, so anything that does not carry the `state`
of this login is turned away and the wait goes on; a slow or silent caller keeps nobody waiting, because each has a thread of
its own. On a machine without a browser the person pastes the address that the browser ended at, and it counts as much as a
visit. One answer is taken, the first.
"""

from __future__ import annotations

import hmac
import os
import queue
import secrets
import select
import socket
import threading
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from followbot.errors import FollowbotError
from followbot.errors.network import port_taken

ADDRESS = "127.0.0.1"
SILENCE = 10.0
"""Seconds that a caller may say nothing."""

LONGEST_PASTE = 64 * 1024

_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>followbot</title>
<style>body{{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:4rem auto;padding:0 1rem}}</style>
<h1>{title}</h1><p>{text}</p></html>
"""
_DONE = _PAGE.format(
    title="Back to followbot",
    text="The answer has arrived. You can close this window; the terminal says whether everything is in order.",
)
_OTHER = _PAGE.format(
    title="Not this one",
    text="This is not the answer that followbot waits for. Go back to the terminal and open the address it shows.",
)


class Receiver:
    """A port that is open while this is entered. `host` and `path` are what the provider knows the address by, exactly."""

    def __init__(self, host: str = ADDRESS, port: int = 0, path: str = "/") -> None:
        self._answers: queue.Queue[dict[str, str]] = queue.Queue()
        self._bell, self._ring = socket.socketpair()
        self.state = secrets.token_urlsafe(32)
        """What the request for consent is to carry; only an answer with the same one is taken (RFC 6749, section 10.12)."""
        address = "::1" if host.strip("[]") == "::1" else ADDRESS
        try:
            self._server = _server(self._offer, address, port)
        except OSError as error:
            self._bell.close()
            self._ring.close()
            raise _taken(port, error) from None
        self.port: int = self._server.server_address[1]
        self.redirect_uri = f"http://{host}:{self.port}{path}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True, name="loopback"
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self._bell.close()
        self._ring.close()

    def wait(
        self, timeout: timedelta, typing: int | None = None, complain: Callable[[str], None] = lambda _: None
    ) -> dict[str, str]:
        """The parameters of the answer; raises `TimeoutError`.

        `typing` is a descriptor on which a person may paste the address; `complain` tells them what is wrong with what they
        pasted.
        """
        until = time.monotonic() + timeout.total_seconds()
        pasted = _Lines(typing)
        while (left := until - time.monotonic()) > 0:
            ready, _, _ = select.select([self._bell.fileno(), *pasted.open], [], [], left)
            if self._bell.fileno() in ready:
                self._bell.recv(1)
                return self._answers.get_nowait()
            for line in pasted.read() if ready else ():
                found = parameters(line)
                if self._is_answer(found):
                    return found
                complain(_what_is_wrong(found))
        raise TimeoutError

    def _offer(self, target: str) -> bool:
        """Take a visitor's address, if it is the answer."""
        found = parameters(target)
        if not self._is_answer(found):
            return False
        self._answers.put(found)
        self._ring.send(b"!")
        return True

    def _is_answer(self, found: Mapping[str, str]) -> bool:
        ours = hmac.compare_digest(found.get("state", "").encode(), self.state.encode())
        return ours and ("code" in found or "error" in found)


def parameters(address: str) -> dict[str, str]:
    """The query of an address, or of what is left of one after copying: `code=...&state=...` alone will do."""
    text = address.strip().strip("<>\"'")
    query = urlsplit(text).query if "?" in text else text
    try:
        return dict(parse_qsl(query.partition("#")[0], max_num_fields=50))
    except ValueError:
        return {}


def _what_is_wrong(found: Mapping[str, str]) -> str:
    if "state" in found and ("code" in found or "error" in found):
        return "This address belongs to another login. Open the address above and paste where that one ends."
    return "This is not the whole address. Copy everything in the browser's address line; it contains “code=” and “state=”."


class _Lines:
    """What a person types, line by line, read without ever waiting: `select` has said that there is something."""

    def __init__(self, descriptor: int | None) -> None:
        self.open = [] if descriptor is None or not _selectable(descriptor) else [descriptor]
        self._text = b""

    def read(self) -> list[str]:
        """The lines that are complete now. At the end of the input nobody types any more; the last line may lack its end."""
        if not self.open:
            return []
        if not select.select(self.open, [], [], 0)[0]:
            return []
        try:
            data = os.read(self.open[0], 4096)
        except OSError:
            data = b""
        self._text = (self._text + data)[-LONGEST_PASTE:]
        if not data:
            self.open, self._text = [], self._text + b"\n"
        *lines, self._text = self._text.split(b"\n")
        return [text for line in lines if (text := line.decode("utf-8", "replace").strip())]


def _selectable(descriptor: int) -> bool:
    try:
        select.select([descriptor], [], [], 0)
    except (OSError, ValueError):
        return False
    return True


def _server(offer: Callable[[str], bool], address: str, port: int) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        timeout = SILENCE

        def do_GET(self) -> None:
            wanted = self.path.partition("?")[2] != "" and offer(self.path)
            body = (_DONE if wanted else _OTHER).encode()
            self.send_response(200 if wanted else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("Referrer-Policy", "no-referrer")
            self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives it
            """Nothing: the request line holds the code."""

    class Server(ThreadingHTTPServer):
        address_family = socket.AF_INET6 if ":" in address else socket.AF_INET
        daemon_threads = True
        # Each of two programs that share a port gets some of the visits.
        allow_reuse_port = False

        def handle_error(self, request: object, client_address: object) -> None:
            """Nothing: a caller that hangs up is no trouble of ours."""

    return Server((address, port), Handler)


def _taken(port: int, error: OSError) -> FollowbotError:
    reason = (error.strerror or "error").lower()
    return port_taken(port, reason)
