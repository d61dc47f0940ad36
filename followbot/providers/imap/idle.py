"""Hearing of a new mail within seconds: IDLE (RFC 2177) on a connection of its own, or NOOP where a server has none."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from followbot.errors.imap import cannot_tell
from followbot.providers.imap.connection import Connection, Denied
from followbot.providers.imap.folders import FolderNames, find_folders
from followbot.providers.imap.shelf import open_folder

if TYPE_CHECKING:
    from imapclient import IMAPClient

RENEWED = timedelta(minutes=9)
"""How long one IDLE lasts. Servers hang up after thirty minutes at the latest, and many routers after ten."""

ASKED = timedelta(seconds=60)
"""How often a server without IDLE is asked."""


class IdleListener:
    """A `ports.Listener` on the folder where mail arrives. For one thread; `close` may come from another."""

    def __init__(self, connection: Connection, names: FolderNames) -> None:
        self._connection = connection
        self._names = names
        self._closed = threading.Event()
        self._listening = False
        self._exists = 0
        self._waiting = threading.Lock()

    def wait(self, patience: timedelta) -> bool:
        """Whether something may have come within `patience`. A connection that had to be opened may have missed something.

        Raises what `Connection.read` raises.
        """
        with self._waiting:
            return False if self._closed.is_set() else self._wait(patience)

    def _wait(self, patience: timedelta) -> bool:
        try:
            if not self._listening:
                self._connection.read(self._open)
                self._listening = True
                return True
            return self._connection.read(lambda client: self._listen(client, min(patience, RENEWED)), again=False)
        except Denied as denied:
            self._give_up()
            raise cannot_tell(self._connection.server.host, denied.reason) from denied
        except BaseException:
            self._give_up()
            raise

    def close(self) -> None:
        """End a wait that is under way, and every later one at once."""
        self._closed.set()
        if self._waiting.acquire(blocking=False):
            self._connection.close()
            self._waiting.release()
        else:
            self._connection.interrupt()

    def _give_up(self) -> None:
        self._listening = False
        self._connection.close()

    def _open(self, client: IMAPClient) -> None:
        folders = find_folders(client, self._names)
        self._exists = open_folder(self._connection, client, folders.watched[0]).exists

    def _listen(self, client: IMAPClient, patience: timedelta) -> bool:
        if not client.has_capability("IDLE"):
            self._closed.wait(min(patience, ASKED).total_seconds())
            return self._ask(client)
        # Dovecot does not look for what has come before IDLE until IDLE ends.
        if self._ask(client):
            return True
        self._connection.count("IDLE")
        client.idle()
        told = client.idle_check(patience.total_seconds())
        _, more = client.idle_done()
        return self._is_news([*told, *more])

    def _ask(self, client: IMAPClient) -> bool:
        self._connection.count("NOOP")
        _, told = client.noop()
        return self._is_news(told)

    def _is_news(self, told: Any) -> bool:
        """Whether there are more messages than before. Some servers repeat the count at every question, without any news."""
        counts = [line[0] for line in told if isinstance(line, tuple) and len(line) > 1 and line[1] == b"EXISTS"]
        before, self._exists = self._exists, counts[-1] if counts else self._exists
        return max(counts, default=0) > before
