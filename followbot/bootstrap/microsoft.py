"""Microsoft accounts, composed. Imported only when there is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import MutableMapping
from typing import TYPE_CHECKING

from followbot.bootstrap.adapters import Adapters
from followbot.bootstrap.data import rule_file
from followbot.providers.microsoft.auth import MicrosoftLogin
from followbot.providers.microsoft.identity import COMMON
from followbot.providers.microsoft.refusals import Adviser
from followbot.providers.microsoft.tokens import Challenged, MicrosoftTokens

if TYPE_CHECKING:
    from followbot.app.login import Login
    from followbot.bootstrap.tools import Tools
    from followbot.config import Config
    from followbot.config.accounts import MicrosoftAccount


def adapters(section: MicrosoftAccount, config: Config, tools: Tools, addresses: frozenset[str]) -> Adapters:
    """The calendars and the mailbox of an account; nothing is read or asked yet."""
    from followbot.providers.bearer import Bearer
    from followbot.providers.http import Patience, Transport, origin_of
    from followbot.providers.microsoft.calendar import MicrosoftCalendar, list_calendars, names_of
    from followbot.providers.microsoft.graph import Graph, base_of, rules
    from followbot.providers.microsoft.mailbox import MicrosoftMailbox
    from followbot.system import chance, pause

    counts: Counter[str] = Counter()
    endpoint = section.microsoft.endpoint
    transport = Transport(rules(endpoint), counts=counts, patience=Patience(pause, chance))
    source = tokens(section, tools, counts)
    graph = Graph(Bearer(section.name, Challenged(transport, source), source, provider="Microsoft"), endpoint)
    calendars = tuple(
        MicrosoftCalendar(name, account=section.name, graph=graph, home=config.profile.timezone, me=addresses)
        for name in names_of(section.calendars)
    )
    mailbox = MicrosoftMailbox(
        section.name,
        section.email,
        graph,
        clock=tools.clock,
        addresses=addresses,
        folders=section.microsoft.folders,
        categories=(config.drafts.label,) if config.drafts.label else (),
    )
    return Adapters(
        calendars,
        mailbox,
        lambda: dict(counts),
        servers=(origin_of(base_of(endpoint)),),
        listed=lambda: list_calendars(graph, section.name),
    )


def login(section: MicrosoftAccount, tools: Tools, addresses: frozenset[str]) -> Login:
    return MicrosoftLogin(
        account=section.name,
        email=section.email,
        addresses=addresses,
        client_id=section.microsoft.client_id,
        authority=_authority(section),
        adviser=_adviser(section),
        secrets=tools.secrets,
        clock=tools.clock,
        port=section.microsoft.port,
    )


def sign_in(section: MicrosoftAccount) -> str:
    """The origin at which its logins are renewed."""
    from followbot.providers.http import origin_of

    return origin_of(_authority(section))


def tokens(section: MicrosoftAccount, tools: Tools, counts: MutableMapping[str, int] | None = None) -> MicrosoftTokens:
    """Where the adapters of an account get their tokens. `counts` gets the renewals."""
    return MicrosoftTokens(
        section.name,
        section.microsoft.client_id,
        _authority(section),
        _adviser(section),
        secrets=tools.secrets,
        clock=tools.clock,
        counts=counts,
    )


def _authority(section: MicrosoftAccount) -> str:
    return (section.microsoft.authority or COMMON).rstrip("/")


def _adviser(section: MicrosoftAccount) -> Adviser:
    return Adviser(
        section.name,
        section.microsoft.client_id,
        _authority(section),
        lambda: rule_file("logins/microsoft")["family"],
    )
