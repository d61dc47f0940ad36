"""sd_notify(3): a datagram to the service manager. Outside of systemd nothing happens.

Of our own because no maintained pure-Python package exists, and it is this short.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Mapping

READY, STOPPING, WATCHDOG = "READY=1", "STOPPING=1", "WATCHDOG=1"


def notify(*lines: str) -> None:
    """Tell systemd these lines, for example `READY`. A manager that does not listen is not our trouble."""
    path = os.environ.get("NOTIFY_SOCKET")
    if not path:
        return
    address = "\0" + path[1:] if path.startswith("@") else path  # "@" marks an abstract socket, unix(7)
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sender:
            sender.connect(address)
            sender.sendall("\n".join(lines).encode())
    except OSError:
        return


def reloading() -> tuple[str, str]:
    """The lines that say a reload begins; `READY` ends it. The time lets systemd tell this reload from an earlier one."""
    return "RELOADING=1", f"MONOTONIC_USEC={time.monotonic_ns() // 1000}"


def status(text: str) -> str:
    """The line that `systemctl status` shows."""
    return "STATUS=" + " ".join(text.split())


def watchdog_seconds(environ: Mapping[str, str], pid: int) -> float | None:
    """The silence after which systemd takes this process for dead (sd_watchdog_enabled(3)); None where nobody watches it."""
    asked = environ.get("WATCHDOG_USEC", "")
    if not asked.isdecimal() or int(asked) == 0 or environ.get("WATCHDOG_PID", str(pid)) != str(pid):
        return None
    return int(asked) / 1_000_000
