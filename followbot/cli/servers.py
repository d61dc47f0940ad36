"""What `init` asks about the servers of a mailbox that is neither Google's nor Microsoft's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from followbot.cli.asking import Questions, one_line
from followbot.cli.before import Before
from followbot.errors import values as bad

if TYPE_CHECKING:
    from followbot.config.writing import Setting

_LAST_PORT = 65535


@dataclass(frozen=True, slots=True)
class Servers:
    """Where an IMAP account is, and who one is there; "" for what the address says."""

    host: str
    username: str
    caldav: str
    caldav_username: str


def imap_settings(
    questions: Questions, email: str, given: Servers, before: Before, *, known: bool
) -> dict[str, Setting]:
    """Nothing has to be asked for the services that followbot knows: there the address is the user name."""
    servers = _checked(questions, given) if known else _asked(questions, email, given, before)
    host, _, port = servers.host.partition(":")
    calendars = {
        "url": servers.caldav,
        "username": "" if servers.caldav_username == (servers.username or email) else servers.caldav_username,
    }
    return {
        "host": host,
        **({"port": int(port)} if port else {}),
        **({"username": servers.username} if servers.username not in ("", email) else {}),
        **({"caldav": calendars} if servers.caldav or calendars["username"] else {}),
    }


def _asked(questions: Questions, email: str, given: Servers, before: Before) -> Servers:
    known = ":".join(part for part in (before.setting("imap", "host"), before.setting("imap", "port")) if part)
    host = questions.ask("Your IMAP server?", given.host, known, flag="--host", check=server_of)
    usual = before.setting("imap", "username") or email
    username = questions.ask("Your user name there?", given.username, usual, flag="--username", check=one_line)
    caldav = questions.ask(
        "The address of your calendars, CalDAV (may be left empty)?",
        given.caldav,
        before.setting("imap", "caldav", "url"),
        flag="--caldav",
        check=_caldav,
        optional=True,
    )
    if not caldav:
        return Servers(host, username, "", "")
    usual = before.setting("imap", "caldav", "username") or username
    there = questions.ask(
        "Your user name there?", given.caldav_username, usual, flag="--caldav-username", check=one_line
    )
    return Servers(host, username, caldav, there)


def _checked(questions: Questions, given: Servers) -> Servers:
    """What flags say, each checked and named by its own."""

    def one(answer: str, flag: str, check: Callable[[str], str]) -> str:
        return questions.ask("", answer, flag=flag, check=check) if answer else ""

    return Servers(
        one(given.host, "--host", server_of),
        one(given.username, "--username", one_line),
        one(given.caldav, "--caldav", _caldav),
        one(given.caldav_username, "--caldav-username", one_line),
    )


def server_of(text: str) -> str:
    """SERVER or SERVER:PORT; raises `ValueError` for a port that none can be."""
    host, colon, port = one_line(text).partition(":")
    one_line(host)
    if colon and not (port.isascii() and port.isdigit()):
        raise bad.no_whole_number(_shown(port))
    if colon and not 0 < int(port[:6]) <= _LAST_PORT:
        raise bad.out_of_bounds("from 1 to", str(_LAST_PORT), _shown(port))
    return text.strip()


def _caldav(text: str) -> str:
    from followbot.config.values import check_url

    if text:
        check_url(text)
    return text


def _shown(text: str) -> str:
    from followbot.config.values import shown

    return shown(text)
