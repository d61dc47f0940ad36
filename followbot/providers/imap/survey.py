"""What a server says of folders without opening them: enough to know whether anything has come.

Rules file mail into folders by the hundred, and to open each in every cycle would take minutes. One command tells of all of
them where the server has LIST-STATUS (RFC 5819; Dovecot, Cyrus, Zimbra). Elsewhere each costs a STATUS (RFC 3501, section
6.3.10), so only so many are asked about at a time, in turn; who is about to write asks about the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any

from followbot.providers.imap.connection import Connection
from followbot.providers.imap.errors import code_of, reason_of
from followbot.providers.imap.values import ODD, number

if TYPE_CHECKING:
    from imapclient import IMAPClient

AT_A_TIME = 40
"""Folders about which a server without LIST-STATUS is asked in one cycle: two seconds at 50 ms for each answer."""

ASKS_FOR = 240.0
"""Seconds in which folders are asked about one by one; what a connection is asked at a time must end (`DONE_WITHIN`)."""

_ITEMS = ("MESSAGES", "UIDNEXT", "UIDVALIDITY")


@dataclass(frozen=True, slots=True)
class Head:
    """A folder from outside. `next_uid` is 0 where the server does not tell; then it has to be opened."""

    validity: int
    next_uid: int
    exists: int

    @property
    def empty(self) -> bool:
        return bool(self.validity and self.next_uid) and not self.exists


class Survey:
    """Asks about folders.

    `left` are those that a round since the last closer look has left out. Of those asked about last, `refused` has those of
    which the server would not speak, with the reason, and `late` those for which there was no time.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._turn = 0
        self._lists = True
        self.left: frozenset[str] = frozenset()
        self.refused: dict[str, str] = {}
        self.late: frozenset[str] = frozenset()

    def round(self, client: IMAPClient, names: Sequence[str], unknown: frozenset[str]) -> dict[str, Head]:
        """The heads of all folders, or of those whose turn it is, `unknown` ones first; a folder that is refused has none."""
        told = self._all_at_once(client, names)
        names = [name for name in names if name not in told]
        ordered = [*(n for n in names if n in unknown), *self._in_turn([n for n in names if n not in unknown])]
        self.left |= frozenset(ordered[AT_A_TIME:])
        return told | dict(self._one_by_one(client, ordered[:AT_A_TIME]))

    def rest(self, client: IMAPClient, names: Sequence[str]) -> dict[str, Head]:
        """The heads of those folders that were left out."""
        return self.whole(client, [name for name in names if name in self.left])

    def whole(self, client: IMAPClient, names: Sequence[str]) -> dict[str, Head]:
        """The heads of all folders."""
        told = self._all_at_once(client, names)
        return told | dict(self._one_by_one(client, [name for name in names if name not in told]))

    def _in_turn(self, names: list[str]) -> list[str]:
        """The folders, beginning with the one at which the last round ended."""
        start = self._turn % len(names) if names else 0
        self._turn = start + AT_A_TIME
        return [*names[start:], *names[:start]]

    def _one_by_one(self, client: IMAPClient, names: Sequence[str]) -> Iterator[tuple[str, Head]]:
        self.refused, self.late = {}, frozenset()
        end = monotonic() + ASKS_FOR
        for asked, name in enumerate(names):
            if monotonic() > end:
                self.late = frozenset(names[asked:])
                return
            self._connection.count("STATUS")
            try:
                told = client.folder_status(name, _ITEMS)
            except client.AbortError:
                raise
            except client.Error as error:
                if code_of(error) != "NONEXISTENT":  # it has not vanished meanwhile, but is not for this user
                    self.refused[name] = reason_of(error)
                continue
            except ODD:
                told = None  # the answer says nothing, so the folder has to be opened
            yield name, _head(told)

    def _all_at_once(self, client: IMAPClient, names: Sequence[str]) -> dict[str, Head]:
        """As many as one command tells of: none where the server cannot, whatever it says of itself.

        It may keep silent about a folder with which something is wrong (RFC 5819, section 2).
        """
        if not names or not self._lists or not client.has_capability("LIST-STATUS"):
            return {}
        self._connection.count("LIST")
        try:
            told = _list_status(client)
        except client.AbortError:
            raise
        except (client.Error, *ODD):
            self._lists = False
            return {}
        return {name: told[name] for name in names if name in told}


def _list_status(client: IMAPClient) -> dict[str, Head]:
    """IMAPClient has no call for this command; imaplib sends any, and IMAPClient reads its answer as it does that of STATUS."""
    from imapclient.imap_utf7 import decode
    from imapclient.response_parser import parse_response

    wire = client._imap
    wire.response("STATUS")
    kind, _ = wire.xatom("LIST", '""', '"*"', f"RETURN (STATUS ({' '.join(_ITEMS)}))")
    _, lines = wire.response("STATUS")
    wire.response("LIST")
    if kind != "OK":
        raise client.Error("LIST-STATUS refused")
    parsed: Sequence[Any] = parse_response([line for line in lines or [] if line])
    pairs = zip(parsed[::2], parsed[1::2], strict=False)
    return {_name(name, decode): _head(_items(told)) for name, told in pairs}


def _name(name: Any, decode: Any) -> str:
    """A folder's name; one of digits alone is read as a number."""
    return str(decode(name)) if isinstance(name, bytes) else str(name)


def _items(told: Any) -> dict[Any, Any]:
    row = told if isinstance(told, list | tuple) else ()
    return {key.upper(): value for key, value in zip(row[::2], row[1::2], strict=False) if isinstance(key, bytes)}


def _head(told: Any) -> Head:
    found = told if isinstance(told, dict) else {}
    return Head(number(found.get(b"UIDVALIDITY")), number(found.get(b"UIDNEXT")), number(found.get(b"MESSAGES")))
