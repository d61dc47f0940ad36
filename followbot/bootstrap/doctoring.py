"""`doctor`, composed: the configuration, the store, the vault, each account and its servers, and the service."""

from __future__ import annotations

import os
import platform
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from followbot import __version__
from followbot.app.checkup import (
    Check,
    Level,
    bad,
    check_calendar,
    check_clock,
    check_drafts,
    check_login,
    check_mailbox,
    doubtful,
    good,
)
from followbot.app.login import LoggedIn, NoLogin
from followbot.errors import FollowbotError

if TYPE_CHECKING:
    from followbot.app.ports import Clock
    from followbot.bootstrap.tools import Tools
    from followbot.config import Config, InvalidConfiguration

_CORRECT = "Correct it, then: followbot config check"

LITTLE_SPACE = 100 * 1024 * 1024
"""Free bytes below which a store may soon not be able to grow."""


def examine(path: Path, *, write: bool) -> Iterator[Check]:
    """Every check, in the order in which one trouble explains the next. `write` allows a probe draft."""
    from followbot.bootstrap import load_config
    from followbot.bootstrap.tools import tools as make_tools
    from followbot.config import InvalidConfiguration
    from followbot.system import SystemClock

    yield good("version", f"followbot {__version__} on Python {platform.python_version()}.")
    try:
        config = load_config(path)
    except InvalidConfiguration as error:
        yield _faulty(path, error)
        return
    except FollowbotError as error:
        yield bad("configuration", error)
        return
    yield good("configuration", f"{path} is in order.")
    clock = SystemClock()
    tools = make_tools(config, clock, attended=sys.stdin.isatty())
    yield from _store(config)
    yield from _vault(config, tools)
    for section in config.accounts:
        yield from _account(section, config, tools, clock, write=write)
    yield from _composer(config, clock)
    yield from _cycles(config, clock)
    yield from _service(config)


def _faulty(path: Path, error: InvalidConfiguration) -> Check:
    """The first of its problems, and how to see all: here there is room for one."""
    count, first = len(error.problems), error.problems[0]
    if count == 1:
        return Check("configuration", Level.PROBLEM, error.problem, _CORRECT, error.exit_code)
    says = f"{path} has {count} problems. The first: {first}"
    return Check("configuration", Level.PROBLEM, says, "`followbot config check` lists all of them.", error.exit_code)


# --- files ----------------------------------------------------------------------------------------------------------


def _store(config: Config) -> Iterator[Check]:
    from followbot.store import open_records
    from followbot.store.files import database_path

    path = database_path(config.store_url)
    if path is None:
        yield doubtful("store", "It is kept in memory only, and forgotten at the end.", "Set store.url to a file.")
        return
    try:
        open_records(config.store_url).close()
    except FollowbotError as error:
        yield bad("store", error)
        return
    if not path.exists():
        yield good("store", f"{path} is made at the first `followbot once` or `followbot run`.")
        return
    yield from _private(path)
    free = shutil.disk_usage(path.parent).free
    if free < LITTLE_SPACE:
        yield doubtful("store", f"Only {free // 2**20} MB are free where {path} lies.", "Make room.")


def _private(path: Path) -> Iterator[Check]:
    modes = {place: stat.S_IMODE(place.stat().st_mode) for place in (path, path.parent)}
    open_to_others = [place for place, mode in modes.items() if mode & 0o077]
    if open_to_others:
        yield doubtful("store", f"Others can look into {open_to_others[0]}.", f"chmod go= {open_to_others[0]}")
    else:
        yield good("store", f"{path} is in order, and yours alone.")


def _vault(config: Config, tools: Tools) -> Iterator[Check]:
    """The key is looked for only where a login needs it: the vault of others is never opened."""
    from followbot.vault.keys import key_source

    if not any(_needs_login(section, config, tools) for section in config.accounts):
        return
    try:
        key = key_source(os.environ).read()
    except FollowbotError as error:
        yield bad("vault", error)
        return
    if key is None:
        yield good("vault", "Its key is made in your keyring at the first login.")
    else:
        yield good("vault", "Its key is there.")


def _needs_login(section: Any, config: Config, tools: Tools) -> bool:
    from followbot.bootstrap.logins import login_of

    try:
        return not isinstance(login_of(section, config, tools).state(), NoLogin)
    except FollowbotError:  # said where the account is looked at
        return False


# --- accounts -------------------------------------------------------------------------------------------------------


def _account(section: Any, config: Config, tools: Tools, clock: Clock, *, write: bool) -> Iterator[Check]:
    from followbot.bootstrap.accounts import adapters_of
    from followbot.bootstrap.logins import login_of, sign_in_of

    topic = section.name
    try:
        state = login_of(section, config, tools).state()
        doors = adapters_of(section, config, tools)
        servers = dict.fromkeys((*doors.servers, *sign_in_of(section)))
    except FollowbotError as error:
        yield bad(topic, error)
        return
    now = clock.now()
    yield from (_reach(f"{topic}, {_host(server)}", server, clock) for server in servers)
    yield from check_login(f"{topic}, login", state, section.name, now)
    if not isinstance(state, LoggedIn | NoLogin):
        return
    yield from (check_calendar(f"{topic}, calendar {c.name}", c, now) for c in doors.calendars)
    if doors.mailbox is None:
        yield doubtful(
            topic,
            "It has calendars only: drafts for its interviews go to another account.",
            "Nothing, if another account has a mailbox; else add one under accounts.",
        )
    else:
        yield check_mailbox(f"{topic}, mailbox", doors.mailbox)
        if write:
            yield check_drafts(f"{topic}, drafts", doors.mailbox, section.name, section.email, now)
    doors.close()


def _host(server: str) -> str:
    from followbot.providers.http import host_of

    return host_of(server)


def _reach(topic: str, server: str, clock: Clock) -> Check:
    """Whether the server answers anything at all, and what time it says it is."""
    from followbot.providers.http import Limits, Rule, Transport

    transport = Transport([Rule("GET", "/", server)], limits=Limits(connect=10, read=10, total=20, size=2**20))
    try:
        answer = transport.request("GET", f"{server}/")
    except FollowbotError as error:
        return bad(topic, error)
    try:
        stated = parsedate_to_datetime(answer.headers.get("date", ""))
    except ValueError:
        return good(topic, "It answers.")
    return check_clock(topic, stated if stated.tzinfo else stated.replace(tzinfo=UTC), clock.now())


def _composer(config: Config, clock: Clock) -> Iterator[Check]:
    if config.composer.llm is not None and config.composer.use == "llm":
        from followbot.providers.http import origin_of

        server = origin_of(config.composer.llm.base_url)
        yield _reach(f"language model, {_host(server)}", server, clock)


# --- service --------------------------------------------------------------------------------------------------------


def _cycles(config: Config, clock: Clock) -> Iterator[Check]:
    """Whether anything has looked lately, and at what the last look failed."""
    from followbot.app.health import SILENT
    from followbot.store import open_records

    try:
        with closing(open_records(config.store_url)) as records:
            seen = [h for h in records.health() if h.last_cycle is not None]
    except FollowbotError:  # said where the store is looked at
        return
    now = clock.now()
    last = max((h.last_cycle for h in seen if h.last_cycle is not None), default=None)
    if last is None:
        yield doubtful("cycles", "followbot has not looked at anything yet.", "followbot once")
    elif now - last > SILENT:
        at = f"{last.astimezone(UTC):%Y-%m-%d at %H:%M} UTC"
        yield doubtful("cycles", f"The last one was on {at}; a running followbot looks twice an hour.", "followbot run")
    else:
        minutes = max((now - last) // timedelta(minutes=1), 0)
        yield good("cycles", f"The last one was {f'{minutes} minutes ago' if minutes > 1 else 'just now'}.")
    for health in seen:
        if health.last_error:
            yield doubtful(
                "cycles", f"At {health.name}, the last one met: {health.last_error}", "followbot once tries again."
            )


def _service(config: Config) -> Iterator[Check]:
    from followbot.daemon import installing

    try:
        installing.need_systemd()
    except FollowbotError as error:
        yield doubtful("service", error.problem, error.remedy)
        yield from _sandbox(config)
        return
    known = [(system, _properties(system)) for system in (False, True)]
    installed = [(system, found) for system, found in known if found.get("LoadState") == "loaded"]
    if not installed:
        yield doubtful(
            "service", "It is not installed: followbot works only while you run it.", "followbot service install"
        )
    for system, found in installed:
        yield _runs(system, found)
        if not system:
            yield from _linger()
    yield from _sandbox(config)


def _properties(system: bool) -> dict[str, str]:
    from followbot.daemon import installing

    try:
        return installing.properties(system=system)
    except FollowbotError:
        return {}


def _runs(system: bool, found: dict[str, str]) -> Check:
    option = " --system" if system else ""
    if found.get("ActiveState") == "active":
        return good("service", f"It runs. {found.get('StatusText', '')}".strip())
    journal = f"journalctl {'' if system else '--user '}-u followbot -n 20"
    return Check(
        "service", Level.PROBLEM, f"It is installed{option and ' for the machine'}, but does not run.", journal, 1
    )


def _linger() -> Iterator[Check]:
    import getpass

    user = getpass.getuser()
    if not (Path("/var/lib/systemd/linger") / user).exists():
        yield doubtful(
            "service", "It stops when you log out, and starts when you log in.", f"loginctl enable-linger {user}"
        )


def _sandbox(config: Config) -> Iterator[Check]:
    from followbot.daemon import sandbox

    found = sandbox.kept(config.state_dir)
    if found is None:
        return
    promise, findings = found
    broken = sandbox.broken_promises(findings, {sandbox.PROMISE: promise})
    if broken:
        yield doubtful(
            "sandbox",
            f"This machine does not enforce it: {', '.join(broken)}.",
            "followbot works all the same. Ubuntu's AppArmor may forbid user namespaces; the system service is not affected.",
        )
    elif promise:
        yield good("sandbox", "Everything that it promises to deny is denied.")
