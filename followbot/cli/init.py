"""`init`: from nothing to a configuration, a login, and the interviews that it finds, in a few questions.

Every question has a flag, so that a script can answer it; what is neither asked nor given has a sensible default, or is named
as missing. A configuration that exists is never lost: a copy is kept beside it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from followbot.cli.invocation import Invocation, add_command
from followbot.errors import FollowbotError, UsageError

if TYPE_CHECKING:
    from followbot.config.writing import Answers, Setting

PROVIDERS = ("google", "microsoft", "imap", "local")

Provider = Annotated[str, typer.Option("--provider", metavar="google|microsoft|imap|local", help="Where your mail is.")]
Name = Annotated[str, typer.Option("--name", help="Your name as it stands under a mail.")]
Email = Annotated[str, typer.Option("--email", help="The address you apply with.")]
Zone = Annotated[str, typer.Option("--timezone", help="Your time zone, like Europe/Berlin. Default: this computer's.")]
Country = Annotated[str, typer.Option("--country", help="Your country, like DE. Default: the time zone's.")]
Language = Annotated[str, typer.Option("--language", help="The language of drafts: en, de, fr ... Default: en.")]
Strengths = Annotated[
    list[str] | None, typer.Option("--strength", help="What you bring, in a few words; may be given several times.")
]
Calendars = Annotated[
    list[str] | None, typer.Option("--calendar", help="A calendar to read: a name; for local, a path. Several times.")
]
Maildir = Annotated[str, typer.Option("--maildir", help="local: the folder that holds your mail as Maildir.")]
Secrets = Annotated[str, typer.Option("--client-secrets", help="google: the JSON file of your OAuth client.")]
ClientId = Annotated[str, typer.Option("--client-id", help="microsoft: the application (client) id.")]
Host = Annotated[
    str, typer.Option("--host", help="imap: the server, where followbot does not know it by your address.")
]
CalDav = Annotated[str, typer.Option("--caldav", help="imap: the address of your calendars (CalDAV).")]
Force = Annotated[bool, typer.Option("--force", help="Replace a configuration that exists; a copy is kept.")]
NoLogin = Annotated[bool, typer.Option("--no-login", help="Only write the configuration.")]

_ABOUT = {
    "google": (
        "Gmail and Google Calendar. You need an OAuth client of your own, once: the README's section on Google leads to it in"
        " numbered steps; at its end you have a JSON file."
    ),
    "microsoft": (
        "Outlook.com or Microsoft 365. You need an app registration of your own, once: the README's section on Microsoft"
        " leads to it in numbered steps; at its end you have an application (client) id. At work, your administrator may"
        " have to agree."
    ),
    "imap": "Any other mailbox, with an app password. followbot asks for it in a moment and keeps it encrypted.",
    "local": "Mail and calendars in files on this computer, kept in step by mbsync, vdirsyncer and the like.",
}


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    add_command(app, "init", init)


def init(
    invocation: Invocation,
    provider: Provider = "",
    name: Name = "",
    email: Email = "",
    timezone: Zone = "",
    country: Country = "",
    language: Language = "",
    strength: Strengths = None,
    calendar: Calendars = None,
    maildir: Maildir = "",
    client_secrets: Secrets = "",
    client_id: ClientId = "",
    host: Host = "",
    caldav: CalDav = "",
    force: Force = False,
    no_login: NoLogin = False,
) -> None:
    """Ask a few questions, write the configuration, log in, and show what is found."""
    from followbot.config.writing import Answers

    questions = Questions(sys.stdin.isatty())
    path = invocation.config_path.expanduser()
    _may_write(path, questions, force=force)
    questions.say("followbot leaves thank-you and follow-up mails as drafts in your own mailbox. It never sends.")
    email = questions.ask("Which address do you apply with?", email, flag="--email", check=_email)
    provider = questions.ask(
        f"Where is your mail? {', '.join(PROVIDERS)}", provider, _guess(email), flag="--provider", check=_provider
    )
    questions.say(_ABOUT[provider])
    settings = {
        "google": lambda: _google(questions, client_secrets),
        "microsoft": lambda: _microsoft(questions, client_id),
        "imap": lambda: _imap(questions, email, host, caldav),
        "local": lambda: _local(questions, maildir, calendar or []),
    }[provider]()
    zone = questions.ask("Your time zone?", timezone, _zone_here(), flag="--timezone", check=_zone)
    answers = Answers(
        name=questions.ask("Your name, as it stands under a mail?", name, flag="--name", check=_not_empty),
        email=email,
        provider=provider,
        timezone=zone,
        country=questions.ask(
            "Your country (two letters)?", country, _country(zone), flag="--country", check=_code, optional=True
        ),
        language=questions.ask(
            "Language of your drafts?", language, _language_here(), flag="--language", check=_tongue
        ),
        strengths=strength if strength is not None else _strengths(questions),
        calendars=() if provider == "local" else tuple(calendar or ()),
        settings=settings,
    )
    _write(path, answers)
    questions.say(f"{path} is written.")
    if not no_login:
        _first_look(invocation, answers, questions)


# --- questions ------------------------------------------------------------------------------------------------------


class Questions:
    """The person at the terminal, if there is one."""

    def __init__(self, attended: bool) -> None:
        self.attended = attended

    def say(self, text: str) -> None:
        from followbot.cli.output import write_wrapped

        if self.attended:
            write_wrapped(text)

    def ask(
        self,
        question: str,
        given: str,
        default: str = "",
        *,
        flag: str,
        check: Callable[[str], str] = lambda answer: answer,
        optional: bool = False,
    ) -> str:
        """The answer: given by its flag, typed, or the default. Asked again until it is a possible one."""
        if given or not self.attended:
            if not given and not default and not optional:
                raise UsageError(f"{flag} is missing, and nobody is there to be asked.", f"Give {flag}.")
            return _named(flag, check, given or default)
        while True:
            answer = str(typer.prompt(question, default=default, show_default=bool(default)))
            try:
                return check(answer.strip())
            except ValueError as error:
                self.say(f"That does not work: {error}")

    def agree(self, question: str) -> bool:
        """Yes or no; no where nobody is there."""
        return self.attended and typer.confirm(question, default=True)


def _named(flag: str, check: Callable[[str], str], answer: str) -> str:
    try:
        return check(answer)
    except ValueError as error:
        raise UsageError(f"{flag}: {error}") from None


def _not_empty(text: str) -> str:
    if not text:
        raise ValueError("it is empty.")
    return text


def _email(text: str) -> str:
    from followbot.config.values import check_email

    return check_email(text)


def _zone(text: str) -> str:
    from followbot.config.values import check_zone

    return check_zone(text)


def _code(text: str) -> str:
    from followbot.config.values import check_country

    return check_country(text) if text else ""


def _tongue(text: str) -> str:
    from followbot.config.values import check_language

    return check_language(text)


def _provider(text: str) -> str:
    if text.casefold() not in PROVIDERS:
        raise ValueError(f"it is one of {', '.join(PROVIDERS)}.")
    return text.casefold()


# --- guesses --------------------------------------------------------------------------------------------------------


def _guess(email: str) -> str:
    """The provider that an address suggests; "" where it suggests none."""
    from followbot import bootstrap
    from followbot.providers.imap.services import parse_services

    domain = email.rpartition("@")[2].casefold()
    services = parse_services(bootstrap.rule_file("mailbox/services"))
    known = next((s for s in services if domain in s.domains), None)
    if known is None:
        return ""
    if known.name == "gmail":
        return "google"
    return "microsoft" if known.instead else "imap"


def _zone_here() -> str:
    """The IANA zone of this computer, as far as it says; UTC otherwise."""
    named = os.environ.get("TZ", "").removeprefix(":")
    for candidate in (named, _linked_zone()):
        try:
            return _zone(candidate)
        except ValueError:
            continue
    return "UTC"


def _linked_zone() -> str:
    try:
        return os.readlink("/etc/localtime").partition("zoneinfo/")[2]
    except OSError:
        return ""


def _country(zone: str) -> str:
    from followbot.system import country_of

    return country_of(zone)


def _language_here() -> str:
    from followbot.config.values import LANGUAGES

    here = (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").partition("_")[0].casefold()
    return here if here in LANGUAGES else "en"


def _strengths(questions: Questions) -> list[str]:
    text = questions.ask(
        "What do you bring? A few words each, with commas between (may be left empty)",
        "",
        flag="--strength",
        optional=True,
    )
    return [part.strip() for part in text.split(",") if part.strip()]


# --- providers ------------------------------------------------------------------------------------------------------


def _google(questions: Questions, client_secrets: str) -> dict[str, Setting]:
    path = questions.ask(
        "Where is the JSON file of your OAuth client?", client_secrets, flag="--client-secrets", check=_existing
    )
    return {"client_secrets": path}


def _microsoft(questions: Questions, client_id: str) -> dict[str, Setting]:
    return {
        "client_id": questions.ask("Your application (client) id?", client_id, flag="--client-id", check=_not_empty)
    }


def _imap(questions: Questions, email: str, host: str, caldav: str) -> dict[str, Setting]:
    """Nothing has to be asked for the services that followbot knows."""
    if _guess(email) != "imap":
        host = questions.ask("Your IMAP server?", host, flag="--host", check=_not_empty)
        caldav = questions.ask(
            "The address of your calendars, CalDAV (may be left empty)?", caldav, flag="--caldav", optional=True
        )
    settings: dict[str, Setting] = {"host": host}
    if caldav:
        settings["caldav"] = {"url": caldav}
    return settings


def _local(questions: Questions, maildir: str, calendars: list[str]) -> dict[str, Setting]:
    mail = questions.ask(
        "The folder that holds your mail (Maildir)?", maildir, "~/Mail", flag="--maildir", check=_existing
    )
    if not calendars:
        text = questions.ask(
            "Your calendar: an .ics file, a folder, or an address?", "", flag="--calendar", check=_not_empty
        )
        calendars = [text]
    return {"calendars": calendars, "maildir": mail}


def _existing(text: str) -> str:
    _not_empty(text)
    if not Path(text).expanduser().exists():
        raise ValueError(f"{text} does not exist.")
    return str(Path(text).expanduser().absolute())


# --- writing --------------------------------------------------------------------------------------------------------


def _may_write(path: Path, questions: Questions, *, force: bool) -> None:
    if not path.exists() or force:
        return
    if not questions.agree(f"{path} exists. Replace it? A copy is kept"):
        raise UsageError(f"{path} exists already.", "Use --force to replace it; a copy is kept.")


def _write(path: Path, answers: Answers) -> None:
    """Write the file and, beside it, the schema for editors; only once it is known to be in order."""
    import json

    from followbot import bootstrap
    from followbot.config.reference import json_schema
    from followbot.config.writing import SCHEMA_FILE, first_configuration

    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(first_configuration(answers), "utf-8")
    draft.chmod(0o600)
    try:
        bootstrap.open_logins(bootstrap.load_config(draft))
        if path.exists():
            _keep_copy(path)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    path.with_name(SCHEMA_FILE).write_text(json.dumps(json_schema(), indent=1) + "\n", "utf-8")


def _keep_copy(path: Path) -> None:
    copies = (path.with_name(f"{path.name}.before-init{suffix}") for suffix in _suffixes())
    free = next(copy for copy in copies if not copy.exists())
    free.write_bytes(path.read_bytes())
    free.chmod(0o600)


def _suffixes() -> Iterator[str]:
    yield ""
    number = 2
    while True:
        yield f"-{number}"
        number += 1


# --- the first look -------------------------------------------------------------------------------------------------


def _first_look(invocation: Invocation, answers: Answers, questions: Questions) -> None:
    """Log in, look without writing anything, and say what comes next. Trouble on the way is said and ends nothing."""
    from followbot.cli.errors import complain
    from followbot.cli.output import write_wrapped

    try:
        if answers.provider != "local":
            _log_in(invocation, answers.account)
        _show_what_is_found(invocation)
    except FollowbotError as error:
        complain(f"followbot: {error.problem}")
        if error.remedy:
            complain(error.remedy)
        write_wrapped(f"When that is mended: followbot auth login {answers.account}, then followbot once --dry-run.")
        return
    _offer_service(invocation, questions)


def _log_in(invocation: Invocation, account: str) -> None:
    from followbot import bootstrap
    from followbot.app.login import Manner
    from followbot.cli.auth import Conversation

    logins, _ = bootstrap.open_logins(invocation.load_config())
    logins[account].log_in(Manner(browser=_has_desktop()), Conversation())


def _has_desktop() -> bool:
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _show_what_is_found(invocation: Invocation) -> None:
    from followbot.app.cycle import run_cycle
    from followbot.app.plain import label
    from followbot.app.status import first_known_zone
    from followbot.cli.output import write, write_wrapped
    from followbot.cli.when import moment

    with invocation.world(migrate=True, dry_run=True) as world:
        report = run_cycle(world)
        home, now = first_known_zone(world.profile.timezone), world.clock.now()
        found = [
            (i.start, label(process, i))
            for process in world.store.all()
            for round_ in process.rounds
            for i in round_.interviews
            if i.counts
        ]
    for trouble in report.errors:
        raise FollowbotError(trouble.what, "See: followbot doctor")
    if not found:
        write_wrapped(
            "No interview is on your calendar between three weeks ago and a month ahead. followbot keeps looking."
        )
        return
    write("These interviews are on your calendar:")
    for start, named in sorted(found):
        write_wrapped(f"{moment(start, now, home)}  {named}", first="  ", rest="    ")
    write_wrapped(
        "Is one missing, or too many? followbot status shows them; followbot confirm and ignore put it right."
    )


def _offer_service(invocation: Invocation, questions: Questions) -> None:
    from followbot.cli import service
    from followbot.cli.output import write_wrapped
    from followbot.daemon import installing

    try:
        installing.need_systemd()
    except FollowbotError:
        write_wrapped("Now: followbot run keeps looking; start it by what starts programs on this computer.")
        return
    if questions.agree("Let it run in the background from now on?"):
        service.install(invocation)
    else:
        write_wrapped("Now: followbot service install lets it run in the background; followbot run keeps looking here.")
