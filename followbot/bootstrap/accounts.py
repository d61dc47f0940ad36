"""The accounts of a configuration with their adapters. Each provider is imported only when an account uses it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from followbot.app.login import LoggedOut, LoginState
from followbot.bootstrap.adapters import Adapters
from followbot.bootstrap.data import rule_file
from followbot.bootstrap.logins import login_of
from followbot.bootstrap.tools import Tools, addresses_of
from followbot.errors import FollowbotError
from followbot.errors.configuration import provider_missing

if TYPE_CHECKING:
    from followbot.app.ports import Account
    from followbot.config import Config, ImapAccount, LocalAccount
    from followbot.config.accounts import GoogleAccount, MicrosoftAccount


def account(section: Any, config: Config, tools: Tools, adapters: bool) -> Account:
    """One configured account, with its adapters if they are wanted."""
    from followbot.app.ports import Account

    doors = adapters_of(section, config, tools) if adapters else Adapters()
    return Account(
        name=section.name,
        provider=section.provider,
        addresses=addresses_of(section.email, config),
        email=section.email,
        calendars=doors.calendars,
        mailbox=doors.mailbox,
        requests=doors.requests,
        listener=doors.listener,
        identities=doors.identities,
        close=doors.close,
        login=partial(_login_state, section, config, tools),
    )


def adapters_of(section: Any, config: Config, tools: Tools) -> Adapters:
    """What the account's provider is made into."""
    builders: dict[str, Callable[[Any, Config, Tools], Adapters]] = {
        "local": _local,
        "google": _google,
        "microsoft": _microsoft,
        "imap": _imap,
    }
    build = builders.get(section.provider)
    if build is None:
        raise provider_missing(section.name, section.provider)
    return build(section, config, tools)


def _login_state(section: Any, config: Config, tools: Tools) -> LoginState:
    """How the login stands. A vault that cannot be read is this account's trouble, and stops neither a cycle nor `status`."""
    try:
        return login_of(section, config, tools).state()
    except FollowbotError as error:
        return LoggedOut(error.problem)


def _local(section: LocalAccount, config: Config, tools: Tools) -> Adapters:
    from followbot.providers.local.calendar import open_calendar
    from followbot.providers.local.mailbox import LocalMailbox

    requests: Counter[str] = Counter()
    zone = config.profile.timezone
    calendars = tuple(
        open_calendar(source, account=section.name, zone=zone, counters=requests) for source in section.calendars
    )
    local = section.local
    mailbox = None
    if local.maildir is not None:
        mailbox = LocalMailbox(
            section.name,
            Path(local.maildir),
            clock=tools.clock,
            addresses=addresses_of(section.email, config),
            inbox=local.inbox,
            drafts=local.drafts,
            sent=local.sent,
            trash=local.trash,
            skip=local.skip,
            common_names=rule_file("mailbox/folders"),
        )
    return Adapters(calendars, mailbox, lambda: dict(requests))


def _google(section: GoogleAccount, config: Config, tools: Tools) -> Adapters:
    from followbot.bootstrap.google import adapters

    return adapters(section, config, tools)


def _microsoft(section: MicrosoftAccount, config: Config, tools: Tools) -> Adapters:
    from followbot.bootstrap.microsoft import adapters

    return adapters(section, config, tools, addresses_of(section.email, config))


def _imap(section: ImapAccount, config: Config, tools: Tools) -> Adapters:
    from followbot.bootstrap.imap import adapters

    return adapters(section, config, tools, addresses_of(section.email, config))
