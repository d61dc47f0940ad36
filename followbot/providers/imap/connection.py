"""One login at an IMAP server: opened when first needed, kept between cycles, opened again after it was lost.

Encryption is not optional: TLS from the first byte (RFC 8314), or STARTTLS that must succeed before the password is said.
Certificates and host names are always checked. Reading may be tried once more on a new connection, because servers close
idle ones without a word; what writes is never repeated here.
"""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from followbot.errors import FollowbotError, LoginNeeded
from followbot.errors.imap import imap_not_understood, no_starttls
from followbot.providers.imap.errors import connection_error, login_error, reason_of
from followbot.providers.trust import tls_context

if TYPE_CHECKING:
    from imapclient import IMAPClient

_T = TypeVar("_T")

CONNECT_WITHIN = 15.0
ANSWER_WITHIN = 60.0
"""Seconds. A search in a large mailbox without an index takes its time."""

DONE_WITHIN = 900.0
"""Seconds after which anything that is still going on is broken off: a server that drips a byte a minute passes every other
limit. More than the longest IDLE."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where to log in, and as whom. With `starttls` the connection is upgraded, else it is encrypted from the first byte."""

    host: str
    username: str
    port: int | None = None
    starttls: bool = False

    @property
    def address(self) -> tuple[str, int]:
        """Host and port; the usual one where none is given."""
        return self.host, self.port or (143 if self.starttls else 993)


class Lost(Exception):
    """The connection broke while something was being asked, or the answer is in no known grammar; whether it was done is
    unknown."""

    def __init__(self, meaning: FollowbotError) -> None:
        self.meaning = meaning
        super().__init__(meaning.problem)


class Denied(Exception):
    """The server answered NO or BAD: for certain, nothing was done. `reason` is in words of ours."""

    def __init__(self, error: Exception) -> None:
        self.error = error
        self.reason = reason_of(error)
        super().__init__(self.reason)


class Connection:
    """A login at `server`. `password` is asked when connecting, and may raise `LoginNeeded`; `refused` is told why the
    server did not take it.

    `counts` is added to: commands sent, by "IMAP name". Not for use by two threads at a time.
    """

    def __init__(
        self,
        server: Server,
        password: Callable[[], str],
        counts: MutableMapping[str, int],
        refused: Callable[[str], None] = lambda why: None,
    ) -> None:
        self.server = server
        self._password = password
        self._refused = refused
        self._counts = counts
        self._client: IMAPClient | None = None

    def read(self, what: Callable[[IMAPClient], _T], *, again: bool = True) -> _T:
        """Ask something that changes nothing; once more, unless not `again`, where the connection turns out to be dead.

        Raises `Denied`, or what `open` raises.
        """
        fresh = self._client is None or not again
        try:
            return self._do(what)
        except Lost as lost:
            if fresh:
                raise lost.meaning from lost.__cause__
        try:
            return self._do(what)
        except Lost as lost:
            raise lost.meaning from lost.__cause__

    def write(self, what: Callable[[IMAPClient], _T]) -> _T:
        """Ask for a change, once, on a connection that has just answered. Raises `Denied`, `Lost`, or what `open` raises."""
        self.read(lambda client: client.noop())
        return self._do(what)

    def count(self, command: str) -> None:
        """Note that a command is being sent."""
        name = f"IMAP {command}"
        self._counts[name] = self._counts.get(name, 0) + 1

    def close(self) -> None:
        """Hang up. The next question connects again."""
        client, self._client = self._client, None
        if client is not None:
            try:
                client.shutdown()
            except (OSError, client.Error):  # it is gone already
                return

    def interrupt(self) -> None:
        """From another thread: let whatever waits for an answer fail now."""
        client = self._client
        if client is not None:
            with contextlib.suppress(OSError):
                client.socket().shutdown(socket.SHUT_RDWR)

    def _do(self, what: Callable[[IMAPClient], _T]) -> _T:
        client = self._client or self.open()
        guard = threading.Timer(DONE_WITHIN, self.interrupt)
        guard.daemon = True
        guard.start()
        try:
            return what(client)
        except (client.AbortError, OSError, EOFError) as error:
            self.close()
            raise Lost(connection_error(self.server.host, error)) from error
        except client.Error as error:
            raise Denied(error) from error
        except FollowbotError:
            self.close()
            raise
        except Exception as error:
            # Where an answer is in no known grammar, imaplib and IMAPClient raise nearly anything.
            self.close()
            raise Lost(imap_not_understood(self.server.host, type(error).__name__)) from error
        except BaseException:
            # An answer may be half read: nothing that comes later on this connection could be believed.
            self.close()
            raise
        finally:
            guard.cancel()

    def open(self) -> IMAPClient:
        """Connect, encrypt, log in. Raises `Unreachable`, `LoginNeeded` or `ConfigurationError`."""
        password = self._password()
        client = self._connected()
        self.count("LOGIN")
        try:
            self._log_in(client, password)
            _introduce(client)
        except (client.AbortError, OSError) as error:
            _hang_up(client)
            raise connection_error(self.server.host, error) from error
        except FollowbotError:
            _hang_up(client)
            raise
        except Exception as error:  # noqa: BLE001 -- imaplib and IMAPClient raise nearly anything, see `_do`
            _hang_up(client)
            # The original may quote the command.
            raise imap_not_understood(self.server.host, type(error).__name__) from None
        except BaseException:
            _hang_up(client)
            raise
        client.normalise_times = False  # aware datetimes, as the server states them
        self._client = client
        return client

    def _log_in(self, client: IMAPClient, password: str) -> None:
        """Raises what the server's refusal means; only a verdict on the password itself is remembered."""
        try:
            _log_in(client, self.server, password)
        except client.AbortError:
            raise
        except client.Error as error:
            # IMAPClient makes one error of everything that happens during a login, a lost connection included.
            if isinstance(error.__context__, client.AbortError | OSError):
                raise error.__context__ from None
            meaning = login_error(self.server.host, error)
            if isinstance(meaning, LoginNeeded):
                self._refused(meaning.problem)
            raise meaning from None  # the original may quote the command

    def _connected(self) -> IMAPClient:
        from imapclient import IMAPClient, SocketTimeout  # takes 60 ms to import: only where such an account is used

        # imaplib can log whole commands and mails at this level.
        logging.getLogger("imapclient").setLevel(logging.WARNING)
        host, port = self.server.address
        context = tls_context()
        implicit = not self.server.starttls
        try:
            client = IMAPClient(
                host,
                port,
                ssl=implicit,
                ssl_context=context if implicit else None,
                timeout=SocketTimeout(CONNECT_WITHIN, ANSWER_WITHIN),
            )
        except (OSError, IMAPClient.Error) as error:
            raise connection_error(host, error) from error
        # imaplib sends a mail and the line end behind it separately, and Nagle's algorithm would hold the second back.
        client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if not implicit:
            _upgrade(client, host, context)
        return client


def _upgrade(client: IMAPClient, host: str, context: Any) -> None:
    """STARTTLS, or nothing: a server, or somebody in between, that will not encrypt gets no password."""
    try:
        client.starttls(context)
    except OSError as error:
        _hang_up(client)
        raise connection_error(host, error) from error
    except client.Error as error:
        _hang_up(client)
        raise no_starttls(host) from error


def _introduce(client: IMAPClient) -> None:
    """What is good to have said, and can be refused.

    With CONDSTORE a folder whose flags alone have changed shows as changed (RFC 7162, section 3.1). NetEase's servers show
    no folder to a program that has not introduced itself (RFC 2971).
    """
    for wanted, say in (("ENABLE", _count_flags), ("ID", _name_ourselves)):
        try:
            if client.has_capability(wanted):
                say(client)
        except (client.AbortError, OSError):
            raise
        except Exception:  # noqa: BLE001, S112 -- what the library makes of an odd answer to these is of no interest
            continue


def _count_flags(client: IMAPClient) -> None:
    if client.has_capability("CONDSTORE"):
        client.enable("CONDSTORE")


def _name_ourselves(client: IMAPClient) -> None:
    client.id_({"name": "followbot"})


def _log_in(client: IMAPClient, server: Server, password: str) -> None:
    """LOGIN where it can carry the password, else SASL PLAIN, which carries any letter (RFC 4616)."""
    if password.isascii() and server.username.isascii() and not client.has_capability("LOGINDISABLED"):
        client.login(server.username, password)
    else:
        client.plain_login(server.username, password)


def _hang_up(client: IMAPClient) -> None:
    try:
        client.shutdown()
    except (OSError, client.Error):  # it is gone already
        return
