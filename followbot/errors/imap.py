"""IMAP servers, and CalDAV."""

from __future__ import annotations

from followbot.errors import LATER, ConfigurationError, LoginNeeded, Unreachable


def server_unknown(account: str, domain: str) -> ConfigurationError:
    """The address belongs to no provider that followbot knows by itself."""
    return ConfigurationError(
        f"Account “{account}”: the IMAP server of {domain} is not known.",
        "Set imap.host; your provider's help pages call it the incoming mail server.",
    )


def calendars_nowhere(account: str) -> ConfigurationError:
    """Calendars are named, but the account has no CalDAV address."""
    return ConfigurationError(
        f"Account “{account}”: `calendars` names calendars, but not where they are.",
        "Set imap.caldav.url, or give the https address of an .ics feed.",
    )


def no_such_calendar(host: str, name: str) -> ConfigurationError:
    """The server's list of calendars has no such name."""
    return ConfigurationError(
        f"{host} has no calendar called “{name}”.", "Check `calendars`; leave it out to read all of them."
    )


def no_calendar_there(host: str) -> ConfigurationError:
    """The address leads to something that is no calendar."""
    return ConfigurationError(f"{host} has no calendar at this address.", "Check imap.caldav.url.")


def no_caldav_there(host: str) -> ConfigurationError:
    """The address leads to a server, or a part of it, that knows no CalDAV."""
    return ConfigurationError(f"{host} has no CalDAV at this address.", "Check imap.caldav.url.")


def calendars_not_shown(host: str) -> Unreachable:
    """The server lists no calendars for this login."""
    return Unreachable(f"{host} refuses to show its calendars.", LATER)


def caldav_not_understood(host: str, kind: str) -> Unreachable:
    """The server speaks CalDAV in a way that no library understands."""
    return Unreachable(f"{host} answers with CalDAV that cannot be understood ({kind}).", LATER)


def imap_not_understood(host: str, kind: str) -> Unreachable:
    """The mail server's answer is in no grammar that the library knows."""
    return Unreachable(f"{host} answers with IMAP that cannot be understood ({kind}).", LATER)


def no_starttls(host: str) -> ConfigurationError:
    """The port offers no encryption, and without it no password is sent."""
    return ConfigurationError(
        f"{host} does not offer STARTTLS at this port.", "Use imap.security: tls, or check imap.port."
    )


def redirected_without_end(host: str) -> Unreachable:
    """The address sends from one place to the next."""
    return Unreachable(f"{host} sends from one address to the next without end.", LATER)


def answer_too_large(host: str, megabytes: int) -> Unreachable:
    """An answer exceeds all that a calendar may take."""
    return Unreachable(f"{host} answers with more than {megabytes} MB.", LATER)


def other_server(own: str, asked: str) -> ConfigurationError:
    """A redirect or a link leads away from the configured server."""
    return ConfigurationError(
        f"{own} sends to another server, {asked}; the password is not taken there.", "Check imap.caldav.url."
    )


def calendars_refuse_login(host: str) -> LoginNeeded:
    """The password, or the user name, is not the one of the calendars."""
    return LoginNeeded(
        f"{host} does not accept the login to the calendars.",
        "Check imap.caldav.username, then give the (app) password again with `followbot auth login`.",
    )


def no_basic_login(host: str) -> ConfigurationError:
    """The server wants another kind of login than a password."""
    return ConfigurationError(
        f"{host} lets nobody in by password alone (HTTP Basic).",
        "Allow Basic authentication on the server, or give the address of an .ics feed under `calendars`.",
    )


def calendars_not_now(host: str, status: int) -> Unreachable:
    """The server is overloaded or being repaired."""
    return Unreachable(f"{host} cannot give the calendars now ({status}).", LATER)


def no_caldav(host: str) -> ConfigurationError:
    """The address leads to a page, or to something else than CalDAV."""
    return ConfigurationError(f"{host} answers with something that is no CalDAV.", "Check imap.caldav.url.")


def no_login_now(host: str, reason: str) -> Unreachable:
    """The server has no room at the moment."""
    return Unreachable(f"{host} cannot let anybody in now: {reason}.", LATER)


def login_refused(host: str) -> LoginNeeded:
    """The user name or the password is wrong; many providers take app passwords alone."""
    return LoginNeeded(
        f"{host} does not accept the login.",
        "Check imap.username, then give the (app) password again with `followbot auth login`.",
    )


def certificate_refused(host: str, fault: str) -> ConfigurationError:
    """The server's certificate is not for this name, too old, or signed by nobody known."""
    return ConfigurationError(
        f"The certificate of {host} cannot be verified: {fault}.",
        "Check imap.host; for a certificate of your own, name it in SSL_CERT_FILE.",
    )


def no_tls(host: str) -> ConfigurationError:
    """The port speaks something else, or encryption begins later there."""
    return ConfigurationError(
        f"{host} does not speak TLS at this port.", "Check imap.port and imap.security (tls or starttls)."
    )


def no_such_folder(name: str, key: str) -> ConfigurationError:
    """The server's list of folders has no such name."""
    return ConfigurationError(
        f"The mailbox has no folder “{name}”.", f"Check {key}; levels are joined as the server does it."
    )


def cannot_tell(host: str, reason: str) -> Unreachable:
    """The server refused to look."""
    return Unreachable(f"{host} cannot tell: {reason}.", LATER)


def unknown_service(name: str, known: str) -> ConfigurationError:
    """The name is none of the providers that followbot knows."""
    return ConfigurationError(f"imap.service: followbot does not know “{name}”.", f"It knows: {known}.")


def no_passwords_taken(instead: str) -> ConfigurationError:
    """The provider has given up passwords over IMAP (`rules/mailbox/services.toml` says which)."""
    return ConfigurationError(instead, "Change the account's `provider`; `followbot init` asks for what it needs.")
