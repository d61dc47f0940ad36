"""Microsoft: sign-in, Outlook, and its calendar. What the sign-in refuses is in `rules/logins/microsoft.toml`."""

from __future__ import annotations

from followbot.errors import LATER, ConfigurationError, FollowbotError, LoginNeeded, Unreachable


def answer_does_not_fit() -> LoginNeeded:
    """The answer belongs to another login: two were begun, or the page was an old one."""
    return LoginNeeded("The answer of the sign-in does not fit the question.", "Log in again.")


def no_device_login() -> ConfigurationError:
    """Some authorities (AD FS among them) have no device flow."""
    return ConfigurationError("This authority offers no login by device code.", "Use --no-browser instead of --device.")


def access_for_an_hour() -> LoginNeeded:
    """The registration does not allow lasting access."""
    return LoginNeeded(
        "The sign-in gave access for an hour only, and no way to renew it.",
        "Allow the permission offline_access for the app, then log in again.",
    )


def no_such_calendar(account: str, name: str) -> ConfigurationError:
    """The account's list of calendars has no such name."""
    return ConfigurationError(
        f"The Microsoft account “{account}” has no calendar “{name}”.",
        "Check accounts.calendars; a calendar goes by the name that Outlook shows.",
    )


def no_cloud_mailbox(account: str, service: str) -> ConfigurationError:
    """The account has no licence for mail, or its mailbox lies on a company's own server."""
    return ConfigurationError(
        f"The account “{account}” has no mailbox in Microsoft's cloud, so {service} cannot be read.",
        "Check which account you logged in with; a mailbox on a company's own server needs `provider: imap`.",
    )


def slow_down(reason: str) -> Unreachable:
    """Microsoft counts requests for each user and each app."""
    return Unreachable(f"Microsoft asks followbot to slow down ({reason}).", LATER)


def not_now(service: str, status: int, reason: str) -> Unreachable:
    """Microsoft's service is overloaded or being repaired."""
    return Unreachable(f"{service} cannot answer now ({status}, {reason}).", LATER)


def mailbox_full(account: str) -> FollowbotError:
    """There is no room for a draft."""
    return FollowbotError(f"The mailbox of “{account}” is full.", "Delete something, or get more room.")


def permission_lacking(account: str, service: str, reason: str) -> LoginNeeded:
    """The registration lacks a permission, or the consent was narrowed later."""
    return LoginNeeded(
        f"The login of “{account}” lacks a permission that {service} asks for ({reason}).",
        f"Run `followbot auth login {account}`; in an organisation, an administrator may have to consent first.",
    )


def request_forbidden(service: str, account: str, reason: str) -> ConfigurationError:
    """Microsoft forbids it for a reason that followbot does not know."""
    return ConfigurationError(
        f"{service} forbids a request for “{account}” ({reason}).",
        "Try again; report it if it stays, with what `followbot -v once` says.",
    )


def request_refused(service: str, status: int, reason: str) -> FollowbotError:
    """Microsoft calls a request wrong for a reason that followbot does not know."""
    return FollowbotError(
        f"{service} refuses a request ({status}, {reason}).",
        "Try again; report it if it stays, with what `followbot -v once` says.",
    )


def no_such_folder(account: str, name: str) -> ConfigurationError:
    """The mailbox has no folder of that name."""
    return ConfigurationError(
        f"The Microsoft account “{account}” has no mail folder “{name}”.",
        "Check accounts.microsoft.folders; folders inside others are written Inbox/Jobs.",
    )


def answer_endless() -> Unreachable:
    """A list leads from page to page without end."""
    return Unreachable("Microsoft Graph's answer never ends.", LATER)


def answer_unreadable() -> Unreachable:
    """What came back is not what Microsoft's API promises; often a proxy answered instead."""
    return Unreachable("Microsoft Graph's answer cannot be read.", LATER)


def no_login_now(host: str, status: int) -> Unreachable:
    """Microsoft's sign-in is overloaded or being repaired."""
    return Unreachable(f"{host} cannot sign anybody in now (status {status}).", LATER)


def no_authority(host: str) -> ConfigurationError:
    """The address leads to something that signs nobody in."""
    return ConfigurationError(f"{host} is no authority that signs people in.", "Check accounts.microsoft.authority.")


def sign_in_too_large(host: str) -> Unreachable:
    """An answer exceeds all that a sign-in is known to send."""
    return Unreachable(f"{host} answers something that is too large.", LATER)


def sign_in_unreadable(host: str, status: int) -> Unreachable:
    """What came back is no answer of a sign-in; often a proxy answered instead."""
    return Unreachable(f"{host} answers something that cannot be read (status {status}).", LATER)


def authority_of_another(asked: str, stated: str) -> ConfigurationError:
    """The authority's own description names another host."""
    return ConfigurationError(
        f"The authority at {asked} says that it is {stated}, so nobody can tell who signs you in.",
        "Check accounts.microsoft.authority: its host has to be that of the issuer.",
    )


def authority_unusable(host: str, fault: str) -> ConfigurationError:
    """The last part of the address names no tenant that exists."""
    return ConfigurationError(
        f"The authority at {host} {fault}.",
        "Check accounts.microsoft.authority: it ends in common, consumers, organizations or your tenant.",
    )


def sign_in_not_now(named: str) -> Unreachable:
    """Microsoft's sign-in is overloaded or being repaired."""
    return Unreachable(f"Microsoft's sign-in cannot answer now ({named}).", LATER)


def login_refused(account: str, named: str) -> ConfigurationError:
    """Microsoft gives a reason that followbot does not know."""
    return ConfigurationError(
        f"Microsoft's sign-in refuses the login of account {account} ({named}).",
        "Check accounts.microsoft.client_id and authority; the README says how to register the app.",
    )


def sign_in_refused(account: str, why: str, advice: str) -> LoginNeeded:
    """The sign-in gives a number that stands for a reason (`rules/logins/microsoft.toml` has them, and what to do)."""
    return LoginNeeded(f"Account {account}: {why}", advice)


def registration_refused(account: str, why: str, advice: str) -> ConfigurationError:
    """The number stands for a fault of the app's registration (`rules/logins/microsoft.toml` has them, and what to do)."""
    return ConfigurationError(f"Account {account}: {why}", advice)
