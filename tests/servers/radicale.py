"""A real Radicale on loopback, over plain HTTP, which is allowed within one machine. Users are whoever logs in."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest
import requests

from tests.servers.dovecot import free_port

needs_radicale = pytest.mark.skipif(find_spec("radicale") is None, reason="radicale is not installed")

PASSWORD = "correct horse"

CONFIG = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {root}/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = {root}/collections
[web]
type = none
[logging]
level = warning
"""


@dataclass
class Radicale:
    """The running server."""

    root: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    _served: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def next_user(self) -> str:
        """Somebody without calendars."""
        self._served += 1
        return f"sam{self._served}"

    def start(self) -> None:
        program = [sys.executable, "-m", "radicale", "--config", str(self.root / "config")]
        self.process = subprocess.Popen(program, stderr=subprocess.DEVNULL)
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 5):
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)  # noqa: TID251 - a process of its own starts; there is nothing to wait for but its port
        raise RuntimeError("radicale does not start")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)
            self.process = None

    def request(self, user: str, method: str, path: str, body: str = "", **headers: str) -> requests.Response:
        """What another program of the user's says to the server."""
        kind = {"Content-Type": "application/xml; charset=utf-8"} | {k.replace("_", "-"): v for k, v in headers.items()}
        answer = requests.request(
            method, self.url + path, data=body.encode(), headers=kind, auth=(user, PASSWORD), timeout=20
        )
        assert answer.status_code < 300, (method, path, answer.status_code, answer.text)
        return answer

    def make_calendar(self, user: str, path: str, name: str, component: str = "VEVENT") -> None:
        self.request(
            user,
            "MKCOL",
            f"{user}/{path}/",
            '<mkcol xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><set><prop><resourcetype><collection/>'
            f"<c:calendar/></resourcetype><displayname>{name}</displayname><c:supported-calendar-component-set>"
            f'<c:comp name="{component}"/></c:supported-calendar-component-set></prop></set></mkcol>',
        )

    def put(self, user: str, path: str, calendar: bytes) -> None:
        self.request(user, "PUT", f"{user}/{path}", calendar.decode(), Content_Type="text/calendar; charset=utf-8")

    def delete(self, user: str, path: str) -> None:
        self.request(user, "DELETE", f"{user}/{path}")


@contextlib.contextmanager
def radicale() -> Iterator[Radicale]:
    """A server with many users, each with the same password."""
    with tempfile.TemporaryDirectory(prefix="radicale-") as name:
        root = Path(name)
        server = Radicale(root, free_port())
        (root / "users").write_text("".join(f"sam{number}:{PASSWORD}\n" for number in range(1, 100)))
        (root / "config").write_text(CONFIG.format(port=server.port, root=root), "utf-8")
        server.start()
        try:
            yield server
        finally:
            server.stop()
