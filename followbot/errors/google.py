"""Google: the OAuth client, its consent page, Gmail, and Google Calendar."""

from __future__ import annotations

from pathlib import Path

from followbot.errors import LATER, ConfigurationError, FollowbotError, LoginNeeded, Unreachable, UsageError

_GET_ONE = "Download the JSON file of an OAuth client of type “Desktop app”; the README says how, step by step."


def answer_too_large() -> Unreachable:
    """An answer exceeds all that Google is known to send."""
    return Unreachable("Google's answer is too large.", LATER)


def strange_request() -> Unreachable:
    """A page of results names an address outside of the list of requests that followbot makes."""
    return Unreachable("Google leads to a request that followbot does not make.", LATER)


def answer_unreadable() -> Unreachable:
    """What came back is not what Google's API promises; often a proxy answered instead."""
    return Unreachable("Google's answer cannot be read.", LATER)


def no_device_login() -> UsageError:
    """Google's device flow does not grant access to mail."""
    return UsageError(
        "Google offers no login by device code for mail and calendars.", "Use --no-browser instead of --device."
    )


def port_not_registered(port: int, asked: int) -> UsageError:
    """A web client may come back to the registered address alone."""
    return UsageError(
        f"The OAuth client is a web client, registered for port {port}; port {asked} would be refused.",
        "Leave the port out, or make a client of type “Desktop app”, which may use any.",
    )


def access_for_an_hour(page: str) -> LoginNeeded:
    """Google gives a lasting login only at the first consent."""
    return LoginNeeded(
        "Google gave access for an hour only, and no way to renew it.",
        f"Take followbot off the list at {page}, then log in again.",
    )


def boxes_left_empty(lacking: str) -> LoginNeeded:
    """A box on Google's consent page was left empty."""
    return LoginNeeded(lacking, "Nothing was kept. Log in again and leave all boxes ticked on Google's page.")


def other_account(address: str, account: str, email: str) -> LoginNeeded:
    """On Google's page another account was chosen than the configuration names."""
    return LoginNeeded(
        f"You logged in as {address}, but account {account} is {email}.",
        f"Nothing was kept. Log in again as {email}; or, if {address} is the right one, write it as the account's"
        " `email` or among your `aliases`.",
    )


def no_login_now(code: str) -> Unreachable:
    """Google's sign-in is overloaded or being repaired."""
    return Unreachable(f"Google cannot log anybody in at the moment ({code}).", LATER)


def consent_refused() -> LoginNeeded:
    """*Cancel* was pressed on Google's page."""
    return LoginNeeded("The consent was refused, so nothing has changed.", "Log in again to give it after all.")


def organisation_refuses(code: str) -> LoginNeeded:
    """An organisation's administrator decides which apps its people may use."""
    return LoginNeeded(
        f"Your organisation does not let this app in ({code}).", "Ask its administrator, or use another account."
    )


def consent_page_failed(code: str) -> ConfigurationError:
    """Google does not know the OAuth client, or not for this use."""
    return ConfigurationError(
        f"Google's consent page ends with an error ({code}).",
        "Check that the OAuth client is of type “Desktop app” and that both APIs are enabled; the README says how.",
    )


def consent_too_late() -> LoginNeeded:
    """A consent can be exchanged once, within some minutes."""
    return LoginNeeded("Google no longer takes this consent: it took too long, or was used before.", "Log in again.")


def client_refused(code: str) -> ConfigurationError:
    """The OAuth client was deleted, or its secret was changed."""
    return ConfigurationError(
        f"Google does not accept the OAuth client ({code}).",
        "Download its client-secrets file again, or make a new client; the README says how.",
    )


def no_such_calendar(account: str, name: str) -> ConfigurationError:
    """The account's list of calendars has no such name."""
    return ConfigurationError(
        f"The Google account “{account}” has no calendar “{name}”.",
        "Check accounts.calendars; the id in the calendar's own settings works too.",
    )


def client_file_lacks(path: Path, missing: str) -> ConfigurationError:
    """The file is not as Google's console gives it."""
    return ConfigurationError(f"The client-secrets file {path} lacks {missing}.", _GET_ONE)


def client_file_unsafe(path: Path, name: str) -> ConfigurationError:
    """An address in the file would send the login in the clear."""
    return ConfigurationError(
        f"In the client-secrets file {path}, {name} is not an https address (http only on this machine).", _GET_ONE
    )


def client_file_unreadable(path: Path, reason: str) -> ConfigurationError:
    """The file is missing, or this user may not read it."""
    return ConfigurationError(f"The client-secrets file {path} cannot be read: {reason}.", _GET_ONE)


def client_file_no_json(path: Path) -> ConfigurationError:
    """Another file was saved under this name."""
    return ConfigurationError(f"The client-secrets file {path} is not JSON.", _GET_ONE)


def client_file_service_account(path: Path) -> ConfigurationError:
    """A service account is for servers of an organisation, not for a person's mailbox."""
    return ConfigurationError(f"{path} is the key of a service account, not an OAuth client.", _GET_ONE)


def client_file_other(path: Path) -> ConfigurationError:
    """Another file was saved under this name."""
    return ConfigurationError(f"The file {path} is not a client-secrets file of Google.", _GET_ONE)


def client_web(path: Path) -> ConfigurationError:
    """The client is of type *Web application*, and none of its addresses is this machine."""
    return ConfigurationError(f"The OAuth client in {path} may not come back to this machine.", _GET_ONE)


def client_web_without_port(path: Path) -> ConfigurationError:
    """The client is of type *Web application*, and its address has no port."""
    return ConfigurationError(
        f"The OAuth client in {path} is a web client, and its address on this machine names no port.",
        "Register one with a port in the Google Cloud console, as http://localhost:8765/, and download the file again;"
        " or make a client of type “Desktop app”.",
    )


def draft_not_listed() -> Unreachable:
    """Gmail's index lags behind."""
    return Unreachable("Gmail shows a draft of followbot's that it does not list yet.", LATER)


def drafts_changing() -> Unreachable:
    """Drafts were written or deleted while the list was read."""
    return Unreachable("Drafts in Gmail change while followbot looks at them.", LATER)


def slow_down(service: str, status: int, reason: str) -> Unreachable:
    """Google counts requests for each user and each client."""
    return Unreachable(f"{service} asks followbot to slow down ({status}, {reason}).", LATER)


def not_now(service: str, status: int) -> Unreachable:
    """Google's service is overloaded or being repaired."""
    return Unreachable(f"{service} cannot answer now ({status}).", LATER)


def not_switched_on(service: str, account: str, reason: str) -> ConfigurationError:
    """The account has never used the service, or the organisation switched it off."""
    return ConfigurationError(
        f"{service} is not switched on for the account “{account}” ({reason}).",
        "Open it once in a browser; in an organisation, ask its administrator.",
    )


def request_refused(service: str, status: int, reason: str) -> FollowbotError:
    """Google calls a request wrong for a reason that followbot does not know."""
    return FollowbotError(
        f"{service} refuses a request ({status}, {reason}).",
        "Try again; report it if it stays, with what `followbot -v once` says.",
    )


def permission_lacking(account: str, service: str) -> LoginNeeded:
    """A box on Google's consent page was left empty, or the access was narrowed later."""
    return LoginNeeded(
        f"The login of “{account}” lacks a permission that {service} asks for.",
        f"Run `followbot auth login {account}` and leave every box ticked.",
    )


def api_not_enabled(service: str, page: str) -> ConfigurationError:
    """The API was never enabled in the project that the OAuth client belongs to."""
    return ConfigurationError(
        f"The {service} API is not enabled in the Google Cloud project of your OAuth client.",
        f"Enable it at {page}, then wait a few minutes.",
    )


def organisation_forbids(account: str, service: str) -> ConfigurationError:
    """An organisation's administrator decides which apps its people may use."""
    return ConfigurationError(
        f"The organisation of “{account}” does not allow followbot to use {service}.", "Ask its administrator."
    )


def request_forbidden(service: str, account: str, reason: str) -> ConfigurationError:
    """Google forbids it for a reason that followbot does not know."""
    return ConfigurationError(
        f"{service} forbids a request for “{account}” ({reason}).",
        "Try again; report it if it stays, with what `followbot -v once` says.",
    )


def message_not_shown(status: int) -> Unreachable:
    """Gmail lists a message but fails to show it."""
    return Unreachable(f"Gmail cannot show a message ({status}).", LATER)


def no_renewal_now(code: str) -> Unreachable:
    """Google's sign-in is overloaded or being repaired."""
    return Unreachable(f"Google cannot renew logins at the moment ({code}).", LATER)


def client_unknown(account: str, code: str) -> ConfigurationError:
    """The OAuth client was deleted, or its secret was changed."""
    return ConfigurationError(
        f"Google no longer knows the OAuth client of account {account} ({code}).",
        f"Download its client-secrets file again, or make a new client; then log in again: followbot auth login {account}",
    )
