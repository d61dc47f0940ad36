"""An IMAP account with its calendars: what the configuration leaves out is filled in from what is known of the service."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from followbot.bootstrap.adapters import Adapters
from followbot.bootstrap.data import rule_file
from followbot.errors.imap import calendars_nowhere, server_unknown
from followbot.providers.imap.auth import ImapLogin, StoredPassword
from followbot.providers.imap.connection import Connection, Server
from followbot.providers.imap.dav import Session
from followbot.providers.imap.services import Service, find_service, parse_services

if TYPE_CHECKING:
    from followbot.app.ports import Calendar
    from followbot.bootstrap.tools import Tools
    from followbot.config import Config, ImapAccount
    from followbot.providers.imap.calendars import DavCalendars

Counts = Counter[str]


def adapters(section: ImapAccount, config: Config, tools: Tools, addresses: frozenset[str]) -> Adapters:
    """The calendars, the mailbox and an ear for it; nothing is connected to yet."""
    from followbot.providers.imap.folders import FolderNames
    from followbot.providers.imap.idle import IdleListener
    from followbot.providers.imap.mailbox import ImapMailbox

    service, counts = service_of(section), Counter[str]()
    server = server_of(section, service)
    password = StoredPassword(section.name, tools.secrets)
    names = FolderNames(
        inbox=section.imap.inbox,
        drafts=section.imap.drafts,
        sent=section.imap.sent,
        trash=section.imap.trash,
        skip=section.imap.skip,
        common=rule_file("mailbox/folders"),
    )
    connection = Connection(server, password, counts, password.refused)
    own = _dav(section, service, password, counts)
    return Adapters(
        calendars=tuple(_calendars(section, config, service, password, counts)),
        mailbox=ImapMailbox(section.name, connection, clock=tools.clock, addresses=addresses, names=names),
        requests=lambda: dict(counts),
        close=connection.close,
        servers=_servers(section, service),
        listed=tuple if own is None else own.listed,
        listener=lambda: IdleListener(Connection(server, password, Counter(), password.refused), names),
    )


def login(section: ImapAccount, tools: Tools) -> ImapLogin:
    """How the account logs in."""
    service = service_of(section)
    server = server_of(section, service)

    def check(password: Callable[[], str]) -> None:
        connection = Connection(server, password, {})
        connection.read(lambda client: client.noop())
        connection.close()
        calendars = _dav(section, service, password, Counter())
        if calendars is not None:
            calendars.look({}, tools.clock.now())

    return ImapLogin(section.name, server.username, server.host, service, tools.secrets, tools.clock, check)


def service_of(section: ImapAccount) -> Service:
    """What is known of the account's service; nothing where it brings a server of its own."""
    if section.imap.host is not None and section.imap.service is None:
        return Service()
    return find_service(parse_services(rule_file("mailbox/services")), section.imap.service, section.email)


def server_of(section: ImapAccount, service: Service) -> Server:
    """Where the mail is; raises `ConfigurationError` where nobody knows."""
    imap = section.imap
    host = imap.host or service.host
    if not host:
        domain = section.email.rpartition("@")[2]
        raise server_unknown(section.name, domain)
    asked = imap.security.value == "starttls" if imap.security is not None else service.starttls
    return Server(host, imap.username or section.email, imap.port or service.port, asked)


def _calendars(
    section: ImapAccount, config: Config, service: Service, password: Callable[[], str], counts: Counts
) -> list[Calendar]:
    """The feeds among `calendars`, and the account's own calendars unless feeds are all that is wanted."""
    from followbot.providers.calendars.calendar import FileCalendar
    from followbot.providers.calendars.feed import Feed
    from followbot.providers.calendars.source import is_address

    zone = config.profile.timezone
    found: list[Calendar] = [
        FileCalendar(Feed(entry, counts), account=section.name, zone=zone)
        for entry in section.calendars
        if is_address(entry)
    ]
    source = _dav(section, service, password, counts)
    if source is not None:
        found.append(FileCalendar(source, account=section.name, zone=zone))
    return found


def _dav(section: ImapAccount, service: Service, password: Callable[[], str], counts: Counts) -> DavCalendars | None:
    from followbot.providers.calendars.source import is_address

    caldav = section.imap.caldav
    url = caldav.url if caldav is not None else service.caldav
    names = [entry for entry in section.calendars if not is_address(entry)]
    only_feeds = bool(section.calendars) and not names and caldav is None
    if not url:
        if names:
            raise calendars_nowhere(section.name)
        return None
    if only_feeds:
        return None
    from followbot.providers.imap.calendars import DavCalendars

    username = (caldav.username if caldav is not None else None) or section.imap.username or section.email
    return DavCalendars(_rooted(url), Session(_rooted(url), username, password, counts), names)


def _servers(section: ImapAccount, service: Service) -> tuple[str, ...]:
    """The HTTP servers of its calendars; the mail server speaks no HTTP."""
    from followbot.providers.calendars.source import is_address
    from followbot.providers.http import origin_of

    caldav = section.imap.caldav.url if section.imap.caldav is not None else service.caldav
    feeds = [entry for entry in section.calendars if is_address(entry) and entry.startswith("http")]
    return tuple(dict.fromkeys(origin_of(url) for url in (caldav, *feeds) if url))


def _rooted(url: str) -> str:
    """An address has a path, if only "/"."""
    return url if urlsplit(url).path else f"{url}/"
