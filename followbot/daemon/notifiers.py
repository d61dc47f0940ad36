"""How notices reach the user: the journal always, the desktop where it is wanted and there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence

from followbot.app.ports import Notifier
from followbot.daemon.log import Log

PATIENCE = 5.0
"""Seconds that a desktop may take to show a notice."""

Run = Callable[[Sequence[str]], object]


class Journal:
    """The log, at priority "notice"."""

    def __init__(self, log: Log) -> None:
        self._log = log

    def notify(self, title: str, text: str) -> None:
        self._log.notice("notice", title=title, text=text)


class Desktop:
    """The desktop's notification service (freedesktop.org, Desktop Notifications Specification), by a program that talks D-Bus.

    A notice that cannot be shown is in the journal all the same, so failing is not an error.
    """

    def __init__(self, environ: Mapping[str, str] | None = None, run: Run | None = None) -> None:
        self._environ = os.environ if environ is None else environ
        self._run = run or _run

    def notify(self, title: str, text: str) -> None:
        command = self._command(title, text)
        if command is None:
            return
        try:
            self._run(command)
        except (OSError, subprocess.SubprocessError):
            return

    def _command(self, title: str, text: str) -> list[str] | None:
        if not (self._environ.get("DBUS_SESSION_BUS_ADDRESS") or self._environ.get("XDG_RUNTIME_DIR")):
            return None  # nobody's session: a system service, or a login without a bus
        path = self._environ.get("PATH")
        if program := shutil.which("notify-send", path=path):
            return [program, "--app-name=followbot", "--", title, text]
        if program := shutil.which("gdbus", path=path):
            where = ("--dest", "org.freedesktop.Notifications", "--object-path", "/org/freedesktop/Notifications")
            method = ("--method", "org.freedesktop.Notifications.Notify")
            # A GVariant string in double quotes, for what gdbus parses: application, id, icon, title, text, actions, hints, ms.
            own = ("followbot", "0", "", _variant(title), _variant(text), "[]", "{}", "-1")
            return [program, "call", "--session", *where, *method, "--", *own]
        return None


def _variant(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def _run(command: Sequence[str]) -> object:
    return subprocess.run(  # noqa: S603 - a program found on PATH and texts of our own, without a shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=PATIENCE,
        check=False,
    )


class Both:
    """Several notifiers as one."""

    def __init__(self, notifiers: Iterable[Notifier]) -> None:
        self._notifiers = tuple(notifiers)

    def notify(self, title: str, text: str) -> None:
        for notifier in self._notifiers:
            notifier.notify(title, text)
