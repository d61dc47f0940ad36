"""`init`: from nothing to a configuration, a login, and the interviews that it finds, in a few questions.

Every question has a flag, so that a script can answer it; what is neither asked nor given has a sensible default, or is named
as missing. A configuration that exists is never lost: a copy is kept beside it.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from followbot.cli.asking import (
    PROVIDERS,
    Questions,
    country_code,
    email_of,
    language_of,
    not_empty,
    one_line,
    provider_of,
    zone_of,
)
from followbot.cli.before import Before
from followbot.cli.firstlook import first_look
from followbot.cli.invocation import Invocation, add_command
from followbot.cli.keeping import write_configuration
from followbot.cli.replacing import may_write, say_written
from followbot.cli.servers import Servers, imap_settings
from followbot.errors import values as bad
from followbot.errors.usage import only_writes

if TYPE_CHECKING:
    from followbot.config.writing import Setting

Provider = Annotated[
    str, typer.Option("--provider", metavar="NAME", help="Where your mail is: google, microsoft, imap or local.")
]
Name = Annotated[str, typer.Option("--name", metavar="NAME", help="Your name as it stands under a mail.")]
Email = Annotated[str, typer.Option("--email", metavar="ADDRESS", help="The address you apply with.")]
Zone = Annotated[
    str,
    typer.Option("--timezone", metavar="ZONE", help="Your time zone, like Europe/Berlin. Default: this computer's."),
]
Country = Annotated[
    str, typer.Option("--country", metavar="CODE", help="Your country, like DE. Default: the time zone's.")
]
Language = Annotated[
    str, typer.Option("--language", metavar="CODE", help="The language of drafts: en, de, fr ... Default: en.")
]
Strengths = Annotated[
    list[str] | None, typer.Option("--strength", metavar="WORDS", help="What you bring, in a few words. Several times.")
]
Calendars = Annotated[
    list[str] | None,
    typer.Option("--calendar", metavar="NAME", help="A calendar to read: its name; for local, a path. Several times."),
]
Maildir = Annotated[
    str, typer.Option("--maildir", metavar="PATH", help="local: the folder that holds your mail as Maildir.")
]
Secrets = Annotated[
    str, typer.Option("--client-secrets", metavar="FILE", help="google: the JSON file of your OAuth client.")
]
ClientId = Annotated[str, typer.Option("--client-id", metavar="ID", help="microsoft: the application (client) id.")]
Host = Annotated[
    str,
    typer.Option(
        "--host", metavar="SERVER[:PORT]", help="imap: the server, where followbot does not know it by your address."
    ),
]
Tenant = Annotated[
    str,
    typer.Option(
        "--tenant", metavar="WHO", help="microsoft: personal, work, both, or the directory (tenant) id of your app."
    ),
]
Endpoint = Annotated[str, typer.Option("--endpoint", hidden=True, help="google, microsoft: another server.")]
CalDav = Annotated[str, typer.Option("--caldav", metavar="URL", help="imap: the address of your calendars (CalDAV).")]
User = Annotated[
    str, typer.Option("--username", metavar="NAME", help="imap: your user name, where it is not your address.")
]
CalDavUser = Annotated[
    str,
    typer.Option(
        "--caldav-username",
        metavar="NAME",
        help="imap: your user name at the calendars, where it is another one again.",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace a configuration that exists; a copy is kept.")]
KeyFile = Annotated[
    bool,
    typer.Option("--key-file", help="Where no keyring is, make a key file for the logins, beside the configuration."),
]
Service = Annotated[bool, typer.Option("--service", help="Then let it run in the background, by systemd.")]
NoLogin = Annotated[bool, typer.Option("--no-login", help="Only write the configuration.")]

_KINDS = {
    "google": "Gmail and Google Calendar",
    "microsoft": "Outlook.com, Microsoft 365",
    "imap": "any other mailbox (GMX, iCloud, Fastmail, your own server ...)",
    "local": "files on this computer (Maildir, .ics)",
}

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
    add_command(app, "init", init, document=False)


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
    tenant: Tenant = "",
    endpoint: Endpoint = "",
    host: Host = "",
    username: User = "",
    caldav: CalDav = "",
    caldav_username: CalDavUser = "",
    key_file: KeyFile = False,
    service: Service = False,
    force: Force = False,
    no_login: NoLogin = False,
) -> int:
    """Ask a few questions, write the configuration, log in, and show what is found.

    Every question has an option. The password of an IMAP account may be piped in, as one line.
    """
    from followbot.config.writing import Answers

    if no_login and (key_file or service):
        raise only_writes("--key-file" if key_file else "--service")
    questions = Questions(sys.stdin.isatty())
    path = invocation.config_path.expanduser()
    if not may_write(path, questions, force=force):
        questions.say(
            "It stays as it is. followbot config check looks at it, followbot once --dry-run shows what it finds."
        )
        return 0
    questions.say("followbot leaves thank-you and follow-up mails as drafts in your own mailbox. It never sends.")
    before = Before(path if questions.attended else None)
    email = questions.ask(
        "Which address do you apply with?", email, before.profile("email"), flag="--email", check=email_of
    )
    for kind in PROVIDERS if not provider else ():
        questions.say(f"  {kind:<10} {_KINDS[kind]}")
    provider = questions.ask(
        "Where is your mail?", provider, before.provider() or _guess(email), flag="--provider", check=provider_of
    )
    questions.say(_ABOUT[provider])
    settings = {
        "google": lambda: _google(questions, client_secrets, before),
        "microsoft": lambda: _microsoft(questions, client_id, tenant, email, before),
        "imap": lambda: imap_settings(
            questions, email, Servers(host, username, caldav, caldav_username), before, known=_guess(email) == "imap"
        ),
        "local": lambda: _local(questions, maildir, calendar or [], before),
    }[provider]()
    if endpoint:
        settings["endpoint"] = endpoint
    zone = questions.ask(
        "Your time zone, like Europe/Berlin?",
        timezone,
        before.profile("timezone") or _zone_here(),
        flag="--timezone",
        check=zone_of,
    )
    answers = Answers(
        name=questions.ask(
            "Your name, as it stands under a mail?", name, before.profile("name"), flag="--name", check=one_line
        ),
        email=email,
        provider=provider,
        timezone=zone,
        country=questions.ask(
            "Your country (two letters)?",
            country,
            before.profile("country") or _country(zone),
            flag="--country",
            check=country_code,
            optional=True,
        ),
        language=questions.ask(
            "Language of your drafts?",
            language,
            before.profile("language") or _language_here(),
            flag="--language",
            check=language_of,
        ),
        strengths=strength if strength is not None else _strengths(questions, before.profile("strengths")),
        calendars=() if provider == "local" else tuple(calendar or ()),
        settings=settings,
    )
    say_written(path, write_configuration(path, answers), questions)
    return 0 if no_login else first_look(invocation, answers, questions, key_file=key_file, service=service)


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
            return zone_of(candidate)
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
    from followbot.config.values import LANGUAGES, check_language

    here = (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").partition(".")[0]
    return check_language(here) if re.split("[-_@]", here)[0].casefold() in LANGUAGES else "en"


def _strengths(questions: Questions, known: str) -> list[str]:
    text = questions.ask(
        "What do you bring? A few words each, with commas between (may be left empty)",
        "",
        known,
        flag="--strength",
        optional=True,
    )
    return [part.strip() for part in text.split(",") if part.strip()]


# --- providers ------------------------------------------------------------------------------------------------------


def _google(questions: Questions, client_secrets: str, before: Before) -> dict[str, Setting]:
    path = questions.ask(
        "Where is the JSON file of your OAuth client?",
        client_secrets,
        before.file("google", "client_secrets"),
        flag="--client-secrets",
        check=_client_file,
    )
    settings: dict[str, Setting] = {"client_secrets": path}
    if questions.attended and not questions.agree(
        "Is your app “In production”? (One in “Testing” loses its login every seven days.)"
    ):
        settings["testing"] = True
    return settings


_AUTHORITIES = {"personal": "consumers", "work": "organizations", "both": "common"}


def _microsoft(questions: Questions, client_id: str, tenant: str, email: str, before: Before) -> dict[str, Setting]:
    client_id = questions.ask(
        "Your application (client) id?",
        client_id,
        before.setting("microsoft", "client_id"),
        flag="--client-id",
        check=one_line,
    )
    usual = "personal" if _guess(email) == "microsoft" else "both"
    who = questions.ask(
        "Who may use your app: personal, work, both (as you chose in step 2), or its directory (tenant) id?",
        tenant,
        usual,
        flag="--tenant",
        check=one_line,
    )
    authority = f"https://login.microsoftonline.com/{_AUTHORITIES.get(who.casefold(), who)}"
    return {"client_id": client_id, **({} if authority.endswith("/common") else {"authority": authority})}


def _local(questions: Questions, maildir: str, calendars: list[str], before: Before) -> dict[str, Setting]:
    mail = questions.ask(
        "The folder that holds your mail (Maildir)?",
        maildir,
        before.file("local", "maildir") or "~/Mail",
        flag="--maildir",
        check=_existing,
    )
    if not calendars:
        text = questions.ask(
            "Your calendar: an .ics file, a folder, or an address?",
            "",
            ", ".join(before.files("local", "calendars")),
            flag="--calendar",
            check=lambda typed: ", ".join(_calendar(part.strip()) for part in typed.split(", ")),
        )
        return {"calendars": text.split(", "), "maildir": mail}
    checked = [questions.ask("", source, flag="--calendar", check=_calendar) for source in calendars]
    return {"calendars": checked, "maildir": mail}


def _calendar(text: str) -> str:
    from followbot.providers.calendars.source import is_address

    return text if is_address(text) else _existing(text)


def _client_file(text: str) -> str:
    """The file of an OAuth client, read already here: another file is put right where it is asked for, not at the login."""
    from followbot.providers.google.client import load_client

    path = _existing(text)
    load_client(Path(path))
    return path


def _existing(text: str) -> str:
    not_empty(text)
    if not Path(text).expanduser().exists():
        raise bad.nothing_there(text)
    return str(Path(text).expanduser().absolute())
