"""Whose login counts for an account; a module of its own, because `status` asks this each time and nothing else of Google."""

from __future__ import annotations

from followbot.app.login import LoggedOut, LoginRecord, LoginState, state_of


def standing(record: LoginRecord | None, addresses: frozenset[str]) -> LoginState:
    """As `state_of`; a login of somebody whom the configuration does not name (any more) is none."""
    state = state_of(record)
    if record is not None and record.address and not is_one_of(record.address, addresses):
        return LoggedOut("It is the login of another address than the configuration names.", record)
    return state


def is_one_of(address: str, addresses: frozenset[str]) -> bool:
    """Whether the address reaches the same mailbox as one of these."""
    return _mailbox(address) in {_mailbox(known) for known in addresses}


def _mailbox(address: str) -> str:
    """In Gmail's own domains dots do not count, and neither does what follows a plus
    (https://support.google.com/mail/answer/7436150)."""
    local, _, domain = address.strip().lower().rpartition("@")
    if domain in {"gmail.com", "googlemail.com"}:
        return f"{local.partition('+')[0].replace('.', '')}@gmail.com"
    return f"{local}@{domain}"
