"""sd_notify(3): a datagram to the service manager. Outside of systemd nothing happens.

Of our own because no maintained pure-Python package exists, and it is this short.
"""

from __future__ import annotations

import os
import socket


def notify(message: str) -> None:
    """Tell systemd `message`, for example "READY=1". A manager that does not listen is not our trouble."""
    path = os.environ.get("NOTIFY_SOCKET")
    if not path:
        return
    address = "\0" + path[1:] if path.startswith("@") else path  # "@" marks an abstract socket, unix(7)
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sender:
            sender.connect(address)
            sender.sendall(message.encode())
    except OSError:
        return
