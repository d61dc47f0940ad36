"""A man in the middle: ends TLS on both sides, passes lines on, and hangs up at the moment a test has chosen."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Cut(StrEnum):
    """When the connection breaks, seen from an APPEND."""

    NEVER = "never"
    BEFORE = "before the server has seen the command"
    MIDDLE = "in the middle of the mail"
    AFTER = "when the server has stored it, before its answer"


@dataclass
class Proxy:
    """Stands before a server. `cut` may be changed at any time; each cut happens once."""

    port: int
    cut: Cut = Cut.NEVER
    cuts: int = 0
    _threads: list[threading.Thread] = field(default_factory=list)


def _pass_up(proxy: Proxy, client: ssl.SSLSocket, server: ssl.SSLSocket) -> None:
    """What the client says, to the server."""
    seen = b""
    appending = False
    while data := client.recv(65536):
        seen = (seen + data)[-200_000:]
        appending = appending or b" APPEND " in seen
        if appending and proxy.cut is Cut.BEFORE:
            return _hang_up(proxy, client, server)
        if appending and proxy.cut is Cut.MIDDLE and len(seen) > 400:
            server.sendall(data[: len(data) // 2])
            return _hang_up(proxy, client, server)
        server.sendall(data)
    return _close(client, server)


def _pass_down(proxy: Proxy, client: ssl.SSLSocket, server: ssl.SSLSocket) -> None:
    """What the server says, to the client."""
    while data := server.recv(65536):
        if proxy.cut is Cut.AFTER and b"APPENDUID" in data:
            return _hang_up(proxy, client, server)
        client.sendall(data)
    return _close(client, server)


def _hang_up(proxy: Proxy, *ends: ssl.SSLSocket) -> None:
    proxy.cut = Cut.NEVER
    proxy.cuts += 1
    _close(*ends)


def _close(*ends: ssl.SSLSocket) -> None:
    for end in ends:
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def proxy_before(port: int, folder: Path) -> Iterator[Proxy]:
    """A proxy before the TLS server at `port`, with the certificate and the authority in that folder."""
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    theirs = ssl.create_default_context(cafile=str(folder / "ca.pem"))
    listener = socket.create_server(("127.0.0.1", 0))
    proxy = Proxy(listener.getsockname()[1])
    ends: list[socket.socket] = []

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                raw, _ = listener.accept()
                client = ours.wrap_socket(raw, server_side=True)
                server = theirs.wrap_socket(socket.create_connection(("127.0.0.1", port)), server_hostname="localhost")
                ends.extend((client, server))
                for way in (_pass_up, _pass_down):
                    thread = threading.Thread(target=_quietly, args=(way, proxy, client, server), daemon=True)
                    thread.start()
                    proxy._threads.append(thread)

    accepting = threading.Thread(target=serve, daemon=True)
    accepting.start()
    try:
        yield proxy
    finally:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        for thread in (accepting, *proxy._threads):
            thread.join(5)
        for end in ends:
            end.close()


def _quietly(way: object, *arguments: object) -> None:
    with contextlib.suppress(OSError, ValueError):
        way(*arguments)  # type: ignore[operator] # one of the two functions above
