"""A program on a pseudo-terminal: see what it shows, press keys, wait for its end. Nothing sleeps; every wait has an end."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import select
import signal
import subprocess
from collections.abc import Mapping, Sequence
from types import TracebackType

_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|[()][A-Z0-9]|[=>78])")

PATIENCE = 20.0
"""Seconds without any output after which a program counts as stuck."""


class Terminal:
    """One program run. As a context manager it ends the program with the block."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str]) -> None:
        self._fd, slave = pty.openpty()
        self._shown = ""
        try:
            self._process = subprocess.Popen(
                argv, stdin=slave, stdout=slave, stderr=slave, env=dict(env), start_new_session=True, close_fds=True
            )
        finally:
            os.close(slave)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        os.close(self._fd)

    def press(self, keys: str) -> None:
        os.write(self._fd, keys.encode())

    def interrupt(self) -> None:
        """What Ctrl-C does where the terminal controls the program."""
        self._process.send_signal(signal.SIGINT)

    def expect(self, text: str) -> str:
        """Read until `text` has been shown; everything shown so far, without escape sequences."""
        while text not in self._plain():
            if not self._read():
                raise AssertionError(f"the program ended without showing {text!r}: {self._plain()[-2000:]}")
        return self._plain()

    def finish(self) -> tuple[int, str]:
        """Read to the end; the exit status and everything that was shown."""
        while self._read():
            pass
        return self._process.wait(PATIENCE), self._plain()

    def _plain(self) -> str:
        return _ESCAPES.sub("", self._shown)

    def _read(self) -> bool:
        ready, _, _ = select.select([self._fd], [], [], PATIENCE)
        if not ready:
            raise AssertionError(f"the program does nothing any more: {self._plain()[-2000:]}")
        data = b""
        with contextlib.suppress(OSError):  # on Linux, the end of the program reads as EIO
            data = os.read(self._fd, 65536)
        self._shown += data.decode("utf-8", "replace")
        return bool(data)
