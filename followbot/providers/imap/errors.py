"""What an IMAP server's refusals mean: response codes (RFC 5530, RFC 9208) to sentences and to errors of ours.

A server's own words are never shown: they may quote addresses, and some quote the command they refuse.
"""

from __future__ import annotations

import re
import ssl

from followbot.errors import FollowbotError
from followbot.errors.imap import certificate_refused, login_refused, no_login_now, no_tls
from followbot.errors.network import unreachable

_CODE = re.compile(r"\[([A-Z][A-Z-]*)[ \]]")

PASSING = frozenset({"UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG", "CONTACTADMIN", "ALERT"})
"""Codes that say nothing about what was asked, only that it cannot be done now."""

_BUSY = re.compile(
    r"simultaneous|too many|unavailable|try again|temporar|limit|busy|overload|maintenance|shutting down"
)
"""How servers without response codes say the same: Gmail, Exchange, Courier."""

_REASONS = {
    "OVERQUOTA": "the mailbox is full",
    "LIMIT": "the server's limit is reached",
    "NOPERM": "the folder is read-only for this login",
    "READ-ONLY": "the folder is read-only for this login",
    "CANNOT": "the server does not allow it",
    "NONEXISTENT": "the folder does not exist",
    "TRYCREATE": "the folder does not exist",
    "INUSE": "another program holds the folder",
    "UNAVAILABLE": "the server's store is not available",
    "SERVERBUG": "the server reports a fault of its own",
    "CORRUPTION": "the server reports that the folder is damaged",
    "EXPIRED": "the access has expired",
}


def code_of(error: Exception) -> str:
    """The response code of a refusal, in capitals; "" where the server gave none."""
    found = _CODE.search(str(error).upper())
    return found[1] if found else ""


def is_passing(error: Exception) -> bool:
    """Whether a refusal may be gone a moment later."""
    return code_of(error) in PASSING or _BUSY.search(str(error).casefold()) is not None


def reason_of(error: Exception) -> str:
    """Why the server refused, in words of ours."""
    code = code_of(error)
    text = str(error).casefold()
    if not code and ("quota" in text or "exceeded" in text):
        code = "OVERQUOTA"  # servers older than RFC 9208
    if not code and "read-only" in text:
        code = "READ-ONLY"
    return _REASONS.get(code, "the server refuses")


def login_error(host: str, error: Exception) -> FollowbotError:
    """What a failed login means."""
    if is_passing(error):
        return no_login_now(host, reason_of(error))
    return login_refused(host)


def connection_error(host: str, error: Exception) -> FollowbotError:
    """What a failed or lost connection means."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return certificate_refused(host, _certificate(error))
    if isinstance(error, ssl.SSLError):
        return no_tls(host)
    return unreachable(host, _cause(error))


def _certificate(error: ssl.SSLCertVerificationError) -> str:
    text = (error.verify_message or "").casefold()
    if "hostname mismatch" in text or "ip address mismatch" in text:
        return "it is for another name"
    if "expired" in text:
        return "it has expired"
    return "nobody whom this computer trusts has signed it"


def _cause(error: Exception) -> str:
    text = str(error).casefold()
    if isinstance(error, TimeoutError) or "timed out" in text:
        return "it does not answer in time"
    if isinstance(error, ConnectionRefusedError):
        return "it refuses the connection"
    if "name or service" in text or "getaddrinfo" in text or "nodename" in text or "name resolution" in text:
        return "its name is unknown"
    return "the connection was lost"
