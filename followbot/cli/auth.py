"""`auth login`, `auth status`, `auth logout`: who may read your mail, since when, and for how long."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Annotated

import typer

from followbot.cli.invocation import Invocation, add_command
from followbot.errors import LoginNeeded
from followbot.errors.login import no_password, nobody_to_type_password
from followbot.errors.usage import bad_timeout, nothing_to_log_out, timeout_out_of_range, unknown_account, which_account

if TYPE_CHECKING:
    from followbot.app.login import Login, LoginRecord, LoginState
    from followbot.config import Config

AccountArgument = Annotated[str, typer.Argument(metavar="[ACCOUNT]", help="The account's name; see `auth status`.")]
NoBrowser = Annotated[
    bool, typer.Option("--no-browser", help="Print the address instead of opening it; for a machine without a desktop.")
]
Device = Annotated[
    bool, typer.Option("--device", help="Log in with a code on another device, where there is such a way.")
]
Port = Annotated[
    int | None, typer.Option("--port", min=1, max=65535, help="The local port that the browser comes back to.")
]
Timeout = Annotated[str, typer.Option("--timeout", metavar="DURATION", help="How long to wait for you.")]


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    group = typer.Typer(name="auth", help="Log in to your accounts, and out.", no_args_is_help=True)
    add_command(group, "login", login)
    add_command(group, "status", status)
    add_command(group, "logout", logout)
    app.add_typer(group)


# --- login ----------------------------------------------------------------------------------------------------------


def login(
    invocation: Invocation,
    account: AccountArgument = "",
    no_browser: NoBrowser = False,
    device: Device = False,
    port: Port = None,
    timeout: Timeout = "10min",
) -> None:
    """Log in to an account, or to all that need it."""
    from followbot import bootstrap
    from followbot.app.login import Manner

    manner = Manner(browser=not no_browser, device=device, port=port, timeout=_duration(timeout))
    config = invocation.load_config()
    logins, clock = bootstrap.open_logins(config)
    talk = Conversation(to_stderr=invocation.json)
    done = []
    for name in _to_log_in(logins, account):
        if len(config.accounts) > 1:
            talk.say(f"Account {name}:")
        logins[name].log_in(manner, talk)
        done.append(name)
        if not invocation.json:
            _print([name], config, logins, clock.now())
    if invocation.json:
        _print_json(done, config, logins, clock.now())
    elif not done:
        talk.say(_nothing_to_do(logins, account))


def _duration(text: str) -> timedelta:
    from followbot.config.values import parse_duration

    try:
        found = timedelta(seconds=int(text)) if text.isascii() and text.isdigit() else parse_duration(text)
    except (ValueError, OverflowError):
        raise bad_timeout(text) from None
    if not timedelta(0) < found <= timedelta(days=1):
        raise timeout_out_of_range()
    return found


def _to_log_in(logins: dict[str, Login], account: str) -> Iterator[str]:
    """The named account; without a name the only one there is, else those that need it."""
    from followbot.app.login import LoggedOut, NoLogin

    if account:
        if not isinstance(logins[_known(logins, account)].state(), NoLogin):
            yield _known(logins, account)
        return
    ours = [name for name, login in logins.items() if not isinstance(login.state(), NoLogin)]
    if len(ours) == 1:
        yield ours[0]
        return
    yield from (name for name in ours if isinstance(logins[name].state(), LoggedOut))


def _nothing_to_do(logins: dict[str, Login], account: str) -> str:
    from followbot.app.login import NoLogin

    if account:
        return (
            f"Account {_known(logins, account)} lies on this computer: it needs no login, and nothing has to be done."
        )
    if all(isinstance(login.state(), NoLogin) for login in logins.values()):
        return "No account here needs a login."
    return "Every account is logged in. Name one to log in to it again."


def _known(logins: dict[str, Login], account: str) -> str:
    """The configured account of this name, whatever its case."""
    found = [name for name in logins if name.casefold() == account.casefold()]
    if not found:
        raise unknown_account(account, ", ".join(logins))
    return found[0]


class Conversation:
    """The `Talk` port on this terminal. With --json stdout belongs to the document, so the talk goes to stderr."""

    def __init__(self, *, to_stderr: bool = False) -> None:
        self._out = sys.stderr if to_stderr else sys.stdout

    def say(self, text: str) -> None:
        import textwrap

        from followbot.app.plain import safe
        from followbot.cli.output import WIDTH

        for line in textwrap.wrap(safe(text, 2000), WIDTH, break_on_hyphens=False, break_long_words=False):
            self._out.write(line + "\n")
        self._out.flush()

    def show(self, line: str) -> None:
        from followbot.app.plain import safe

        self._out.write(safe(line, 20_000) + "\n")
        self._out.flush()

    def browse(self, url: str) -> bool:
        # On a machine without a display "a browser" is one for terminals, and would take this terminal over.
        if sys.platform == "linux" and not any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")):
            return False
        # Imported late: it is the only thing here that `followbot --help` would wait for.
        import webbrowser

        with _quiet():
            try:
                return webbrowser.open(url, new=1, autoraise=True)
            except (webbrowser.Error, OSError):
                return False

    def ask_secret(self, prompt: str) -> str:
        import getpass

        if not sys.stdin.isatty():
            # A script pipes it in: one line.
            line = sys.stdin.readline()
            if not line:
                raise nobody_to_type_password()
            return line.rstrip("\r\n")
        try:
            return getpass.getpass(f"{prompt} ", self._out)
        except EOFError:
            raise no_password() from None

    def typing(self) -> int | None:
        try:
            return sys.stdin.fileno()
        except (AttributeError, OSError, ValueError):
            return None


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what a browser writes away from this terminal: it would stand in the middle of ours, or of a JSON document."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = {number: os.dup(number) for number in (1, 2)}
    sink = os.open(os.devnull, os.O_WRONLY)
    try:
        for number in kept:
            os.dup2(sink, number)
        yield
    finally:
        os.close(sink)
        for number, copy in kept.items():
            os.dup2(copy, number)
            os.close(copy)


# --- status ---------------------------------------------------------------------------------------------------------


def status(invocation: Invocation, account: AccountArgument = "") -> int:
    """Who is logged in, what followbot may do there, and until when."""
    from followbot import bootstrap
    from followbot.app.login import LoggedOut

    config = invocation.load_config()
    logins, clock = bootstrap.open_logins(config)
    names = [_known(logins, account)] if account else list(logins)
    if invocation.json:
        _print_json(names, config, logins, clock.now())
    else:
        _print(names, config, logins, clock.now())
    needed = any(isinstance(logins[name].state(), LoggedOut) for name in names)
    return LoginNeeded.exit_code if needed else 0


def _print_json(names: list[str], config: Config, logins: dict[str, Login], now: datetime) -> None:
    from followbot.cli.output import write_json

    providers = {a.name: a.provider for a in config.accounts}
    write_json({"accounts": [_json(name, providers[name], logins[name].state(), now) for name in names]})


def _json(name: str, provider: str, state: LoginState, now: datetime) -> dict[str, object]:
    from followbot.app.login import LoggedIn, LoggedOut, NoLogin

    record = None if isinstance(state, NoLogin) else state.record
    return {
        "name": name,
        "provider": provider,
        "auth": "login_needed" if isinstance(state, LoggedOut) else "ok",
        "login": not isinstance(state, NoLogin),
        "address": record.address or None if record else None,
        "scopes": list(record.scopes) if isinstance(state, LoggedIn) and record else [],
        "logged_in_at": _utc(record.at) if record else None,
        "ends_at": _utc(record.ends) if record else None,
        "why": state.why if isinstance(state, LoggedOut) else None,
        "warnings": list(_warnings(name, state, now)),
    }


def _utc(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()


def _print(names: list[str], config: Config, logins: dict[str, Login], now: datetime) -> None:
    from followbot.app.plain import safe
    from followbot.app.status import first_known_zone
    from followbot.cli.output import write_wrapped

    zone = first_known_zone(config.profile.timezone)
    providers = {a.name: a.provider for a in config.accounts}
    for name in names:
        state = logins[name].state()
        lines = _lines(name, state, now, zone)
        write_wrapped(f"{safe(name, 40)} ({providers[name]}): {next(lines)}", rest="  ")
        for line in (*lines, *_warnings(name, state, now)):
            write_wrapped(line, first="  - ")
    sys.stdout.flush()


def _lines(name: str, state: LoginState, now: datetime, zone: tzinfo) -> Iterator[str]:
    from followbot.app.login import LoggedIn, LoggedOut

    match state:
        case LoggedIn(record):
            yield _whose(record, now, zone)
            if record.scopes:
                yield "may: " + ", ".join(_short(scope) for scope in record.scopes)
        case LoggedOut(why):
            yield "needs a login"
            yield why
            yield f"Log in: followbot auth login {name}"
        case _:
            yield "needs no login"


def _whose(record: LoginRecord, now: datetime, zone: tzinfo) -> str:
    from followbot.app.plain import safe
    from followbot.cli.when import moment

    whose = f" as {safe(record.address, 100)}" if record.address else ""
    return f"logged in{whose}, {moment(record.at, now, zone)}"


def _short(scope: str) -> str:
    """The last part of a scope that is written as an address."""
    from followbot.app.plain import safe

    return safe(scope.rstrip("/").rpartition("/")[2] if "://" in scope else scope, 80)


def _warnings(name: str, state: LoginState, now: datetime) -> Iterator[str]:
    from followbot.app.login import LoggedIn, ends_soon

    if not isinstance(state, LoggedIn):
        return
    yield from state.record.missing
    end = state.record.ends
    if end is not None:
        soon = ends_soon(state, now) is not None
        left = "was to end this login" if end <= now else f"ends this login {_left(end - now)},"
        advice = f" Renew it now: followbot auth login {name}" if soon else ""
        yield f"The provider {left} on {end.astimezone(UTC):%Y-%m-%d at %H:%M} UTC.{advice}"


def _left(span: timedelta) -> str:
    hours = span // timedelta(hours=1)
    return f"in {span.days} days" if span.days >= 2 else f"in {hours} hour{'' if hours == 1 else 's'}"


# --- logout ---------------------------------------------------------------------------------------------------------


def logout(invocation: Invocation, account: AccountArgument = "") -> None:
    """Give a login up; drafts and what followbot knows stay."""
    from followbot import bootstrap
    from followbot.app.login import NoLogin
    from followbot.cli.output import write_json, write_wrapped

    config = invocation.load_config()
    logins, _ = bootstrap.open_logins(config)
    name = _known(logins, account) if account else _only(logins)
    if isinstance(logins[name].state(), NoLogin):
        raise nothing_to_log_out(name)
    still = logins[name].log_out()
    if invocation.json:
        write_json({"account": name, "logged_out": True, "note": still or None})
    else:
        write_wrapped(f"Account {name} is logged out. {still}".rstrip())


def _only(logins: dict[str, Login]) -> str:
    from followbot.app.login import NoLogin

    ours = [name for name, login in logins.items() if not isinstance(login.state(), NoLogin)]
    if len(ours) != 1:
        raise which_account(", ".join(ours or logins))
    return ours[0]
