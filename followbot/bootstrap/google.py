"""Google accounts, composed. Imported only when there is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, MutableMapping
from functools import cached_property, partial
from typing import TYPE_CHECKING

from followbot.app.login import LoginState
from followbot.bootstrap.adapters import Adapters

if TYPE_CHECKING:
    from followbot.app.login import Login
    from followbot.bootstrap.tools import Tools
    from followbot.config import Config
    from followbot.config.accounts import GoogleAccount
    from followbot.providers.google.scopes import Permission
    from followbot.providers.google.tokens import GoogleTokens


def adapters(section: GoogleAccount, config: Config, tools: Tools) -> Adapters:
    """The calendars and the mailbox of an account; nothing is read or asked yet."""
    from followbot.providers.bearer import Bearer
    from followbot.providers.google.api import CALENDAR, GMAIL, Api, rules
    from followbot.providers.google.calendar import GoogleCalendar, list_calendars, names_of
    from followbot.providers.google.errors import may_pass
    from followbot.providers.google.mailbox import GoogleMailbox
    from followbot.providers.http import Patience, Transport, origin_of
    from followbot.system import chance, pause

    counts: Counter[str] = Counter()
    endpoint = section.google.endpoint
    transport = Transport(rules(endpoint), counts=counts, patience=Patience(pause, chance), passing=may_pass)
    source = _Tokens(lambda: tokens(section, config, tools, counts))
    api = Api(Bearer(section.name, transport, source, provider="Google"), endpoint)
    calendars = tuple(
        GoogleCalendar(name, account=section.name, api=api, home=config.profile.timezone)
        for name in names_of(section.calendars)
    )
    mailbox = GoogleMailbox(section.name, section.email, api, clock=tools.clock, login=source)
    servers = (origin_of(endpoint),) if endpoint else (GMAIL, CALENDAR)
    return Adapters(
        calendars,
        mailbox,
        lambda: dict(counts),
        identities=mailbox.identities,
        servers=servers,
        listed=lambda: list_calendars(api, section.name),
    )


class _Tokens:
    """The account's tokens, made when first asked for: a broken client-secrets file is this account's trouble alone."""

    def __init__(self, make: Callable[[], GoogleTokens]) -> None:
        self._make = make

    @cached_property
    def _tokens(self) -> GoogleTokens:
        return self._make()

    def token(self) -> str:
        return self._tokens.token()

    def refused(self, token: str) -> None:
        self._tokens.refused(token)

    def knows_owner(self) -> bool:
        return self._tokens.knows_owner()

    def found_owner(self, address: str) -> None:
        self._tokens.found_owner(address)


def sign_in(section: GoogleAccount) -> str:
    """The origin at which its logins are renewed; raises what is wrong with the client-secrets file."""
    from followbot.providers.google.client import load_client
    from followbot.providers.http import origin_of

    return origin_of(load_client(section.google.client_secrets).token_uri)


def state(section: GoogleAccount, config: Config, tools: Tools) -> LoginState:
    """How its login stands; light, because `status` asks each time."""
    from followbot.providers.google.identity import standing

    return standing(tools.secrets.record(section.name), _may_log_in(section, config))


def login(section: GoogleAccount, config: Config, tools: Tools) -> Login:
    """How it logs in and out."""
    from followbot.providers.google.auth import GMAIL, GoogleLogin
    from followbot.providers.google.client import load_client
    from followbot.providers.http import Patience
    from followbot.system import chance, pause

    google = section.google
    return GoogleLogin(
        account=section.name,
        email=section.email,
        addresses=_may_log_in(section, config),
        permissions=_permissions(section),
        load_client=partial(load_client, google.client_secrets),
        secrets=tools.secrets,
        clock=tools.clock,
        port=google.port,
        endpoint=google.endpoint or GMAIL,
        testing=google.testing,
        patience=Patience(pause, chance),
    )


def tokens(
    section: GoogleAccount, config: Config, tools: Tools, counts: MutableMapping[str, int] | None = None
) -> GoogleTokens:
    """Where the adapters of a Google account get their tokens; reads the client-secrets file. `counts` gets the renewals."""
    from followbot.providers.google.client import load_client
    from followbot.providers.google.tokens import GoogleTokens

    return GoogleTokens(
        section.name,
        _may_log_in(section, config),
        _permissions(section),
        load_client(section.google.client_secrets),
        secrets=tools.secrets,
        clock=tools.clock,
        counts=counts,
    )


def _permissions(section: GoogleAccount) -> tuple[Permission, ...]:
    from followbot.providers.google.scopes import wanted

    return wanted(named_calendars=bool(section.calendars))


def _may_log_in(section: GoogleAccount, config: Config) -> frozenset[str]:
    """The account's own address and the user's aliases, but not what is another account's or the profile's own."""
    others = {a.email.lower() for a in config.accounts} | {config.profile.email.lower()}
    return (frozenset(alias.lower() for alias in config.profile.aliases) - others) | {section.email.lower()}
