"""Logins, whoever the provider is."""

from __future__ import annotations

from followbot.errors import LATER, LoginNeeded, Unreachable


def nothing_to_log_in() -> LoginNeeded:
    """Accounts in files have nobody to log in to."""
    return LoginNeeded(
        "This account lies on this computer and needs no login.",
        "Use it as it is; `followbot auth status` shows the accounts that have a login.",
    )


def nobody_to_type_password() -> LoginNeeded:
    """The account's login is a password, and standard input is no terminal."""
    return LoginNeeded(
        "A password is needed, and nobody is there to type it.",
        "Run this on a terminal, or pipe the password in, as one line.",
    )


def no_password() -> LoginNeeded:
    """An empty line was given."""
    return LoginNeeded("No password was given.", "Try again.")


def login_ended(provider: str, account: str) -> LoginNeeded:
    """The provider refused the access that was kept, and would not renew it."""
    return LoginNeeded(
        f"{provider} no longer accepts the login of “{account}”.", f"Run `followbot auth login {account}`."
    )


def login_timed_out(account: str) -> LoginNeeded:
    """The page of the provider was not finished before the time was over."""
    return LoginNeeded(
        f"Nobody has finished the login of account {account} in time.", "Start it again; --timeout gives you longer."
    )


def new_login_needed(account: str, why: str) -> LoginNeeded:
    """The provider ended the login; why stands in the sentence."""
    return LoginNeeded(
        f"Account {account} needs a new login. {why}",
        f"Run: followbot auth login {account}. Nothing is lost; followbot goes on after it.",
    )


def not_logged_in(account: str, why: str) -> LoginNeeded:
    """The account has no password yet, or the server refused the one that it has."""
    return LoginNeeded(f"Account {account}: {why}", f"Run `followbot auth login {account}`.")


def no_renewal_now(host: str, status: int) -> Unreachable:
    """The provider's sign-in is overloaded or being repaired."""
    return Unreachable(f"{host} cannot renew logins now (status {status}).", LATER)


def no_token(host: str) -> Unreachable:
    """What came back is no answer of a sign-in; often a proxy answered instead."""
    return Unreachable(f"{host} answers something that is no token.", LATER)
