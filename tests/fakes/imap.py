"""An IMAP server on this machine that says what a test tells it to: for refusals that no real server gives on request."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import trustme

Handler = Callable[[str, bytes], "list[bytes] | None"]
"""Given a command in capitals ("UID FETCH") and its line: the lines before the tagged answer, the last one without its tag
(b"OK done", b"NO ..."); None hangs up."""


@dataclass
class Script:
    """What the server answers. `answers` overrides `standard` by command; each may be changed at any time."""

    capabilities: str = "IMAP4rev1"
    folders: tuple[bytes, ...] = (b'() "/" INBOX', b'() "/" Drafts')
    messages: dict[int, bytes] = field(default_factory=dict)
    answers: dict[str, Handler] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def reply(self, command: str, line: bytes) -> list[bytes] | None:
        self.said.append(command)
        return self.answers.get(command, self.standard)(command, line)

    def standard(self, command: str, line: bytes) -> list[bytes]:
        """A small server that works: one message list for every folder."""
        done = b"OK done"
        match command:
            case "CAPABILITY":
                return [b"* CAPABILITY " + self.capabilities.encode(), done]
            case "LIST":
                return [*(b"* LIST " + folder for folder in self.folders), done]
            case "EXAMINE" | "SELECT":
                following = max(self.messages, default=0) + 1
                return [
                    b"* %d EXISTS" % len(self.messages),
                    b"* OK [UIDVALIDITY 1] x",
                    b"* OK [UIDNEXT %d] x" % following,
                    done,
                ]
            case "UID SEARCH":
                found = [] if b"DELETED" in line else sorted(self.messages)
                return [b"* SEARCH " + b" ".join(b"%d" % uid for uid in found), done]
            case "UID FETCH":
                return [*(fetched(uid, raw) for uid, raw in sorted(self.messages.items())), done]
        return [done]


def fetched(uid: int, raw: bytes) -> bytes:
    """The answer to any FETCH of a message: its header and its body are the whole of it."""
    literal = b"{%d}\r\n%s" % (len(raw), raw)
    parts = b'FLAGS () INTERNALDATE "03-Mar-2026 14:00:00 +0000" RFC822.SIZE %d' % len(raw)
    return b"* %d FETCH (UID %d %s BODY[HEADER.FIELDS (FROM)] %s BODY[]<0> %s)" % (uid, uid, parts, literal, literal)


def says(*lines: bytes) -> Handler:
    """Always this answer."""
    return lambda command, line: list(lines)


def hangs_up(command: str, line: bytes) -> None:
    """The connection ends instead of an answer."""
    return


@contextmanager
def imap_server(script: Script, folder: Path) -> Iterator[int]:
    """The port of a running server; `folder` gets the certificate of its authority, ca.pem."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    listener = socket.create_server(("127.0.0.1", 0))
    threads: list[threading.Thread] = []
    ends: list[ssl.SSLSocket] = []

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                raw, _ = listener.accept()
                end = context.wrap_socket(raw, server_side=True)
                ends.append(end)
                threads.append(threading.Thread(target=_talk, args=(script, end), daemon=True))
                threads[-1].start()

    accepting = threading.Thread(target=serve, daemon=True)
    accepting.start()
    try:
        yield listener.getsockname()[1]
    finally:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        for thread in (accepting, *threads):
            thread.join(5)
        for end in ends:
            end.close()


def _talk(script: Script, end: ssl.SSLSocket) -> None:
    with contextlib.suppress(OSError), end.makefile("rwb") as stream:
        stream.write(b"* OK [CAPABILITY " + script.capabilities.encode() + b"] hello\r\n")
        stream.flush()
        while line := stream.readline():
            tag, *words = line.split()
            name = b" ".join(words[: 2 if words[0].upper() == b"UID" else 1]).decode().upper()
            lines = script.reply(name, line)
            if lines is None:
                end.shutdown(socket.SHUT_RDWR)
                return
            stream.write(b"".join(part + b"\r\n" for part in [*lines[:-1], tag + b" " + lines[-1]]))
            stream.flush()
