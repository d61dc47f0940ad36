"""Google accounts, composed. Imported only when there is one."""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import partial
from typing import TYPE_CHECKING

from followbot.providers.google.auth import GMAIL, GoogleLogin
from followbot.providers.google.client import load_client
from followbot.providers.google.scopes import Permission, wanted
from followbot.providers.google.tokens import GoogleTokens

if TYPE_CHECKING:
    from followbot.app.login import Login
    from followbot.bootstrap.logins import Tools
    from followbot.config import Config
    from followbot.config.accounts import GoogleAccount


def login(section: GoogleAccount, config: Config, tools: Tools) -> Login:
    google = section.google
    return GoogleLogin(
        account=section.name,
        email=section.email,
        addresses=_may_log_in(section, config),
        permissions=_permissions(section, config),
        load_client=partial(load_client, google.client_secrets),
        secrets=tools.secrets,
        clock=tools.clock,
        port=google.port,
        endpoint=google.endpoint or GMAIL,
        testing=google.testing,
    )


def tokens(
    section: GoogleAccount, config: Config, tools: Tools, counts: MutableMapping[str, int] | None = None
) -> GoogleTokens:
    """Where the adapters of a Google account get their tokens; reads the client-secrets file. `counts` gets the renewals."""
    return GoogleTokens(
        section.name,
        _may_log_in(section, config),
        _permissions(section, config),
        load_client(section.google.client_secrets),
        secrets=tools.secrets,
        clock=tools.clock,
        counts=counts,
    )


def _permissions(section: GoogleAccount, config: Config) -> tuple[Permission, ...]:
    return wanted(named_calendars=bool(section.calendars), label=bool(config.drafts.label))


def _may_log_in(section: GoogleAccount, config: Config) -> frozenset[str]:
    """The account's own address and the user's aliases, but not what is another account's or the profile's own."""
    others = {a.email.lower() for a in config.accounts} | {config.profile.email.lower()}
    return (frozenset(alias.lower() for alias in config.profile.aliases) - others) | {section.email.lower()}
