"""What Graph means by a refusal: its status and its code. None of the prose in it is passed on: it may name people or subjects.

The envelope is `{"error": {"code", "message", "innerError": {...}}}`
(https://learn.microsoft.com/en-us/graph/errors). Codes are compared without regard to case, as the page asks for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from followbot.errors import FollowbotError, Unreachable
from followbot.errors.login import login_ended
from followbot.errors.microsoft import (
    mailbox_full,
    no_cloud_mailbox,
    not_now,
    permission_lacking,
    request_forbidden,
    request_refused,
    slow_down,
)

_NO_MAILBOX = frozenset(
    {"mailboxnotenabledforrestapi", "mailboxnotsupportedforrestapi", "mailboxnothostedinexchangeonline"}
)
_DENIED = frozenset({"erroraccessdenied", "accessdenied", "authorization_requestdenied", "forbidden"})
_FULL = frozenset({"errorquotaexceeded", "quotaexceeded"})
_NO_ID = re.compile(r"errorinvalid(mailboxitem)?id(?!ent)")
"""ErrorInvalidId, ErrorInvalidIdMalformed and their like, which Exchange answers with 400."""
_STALE = frozenset({"syncstatenotfound", "syncstateinvalid", "resyncrequired", "errorinvalidsyncstatedata"})


class Oversized(Unreachable):
    """An answer that is larger than is ever read; asking again does not help."""


@dataclass(eq=False)
class Rejected(Exception):
    """An answer that is no success: its status, and the codes in it from the outermost to the innermost, in lower case."""

    status: int
    codes: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """The code for a sentence; a word of Graph's own vocabulary."""
        return self.codes[0] if self.codes else "no reason given"

    @property
    def passing(self) -> bool:
        """Whether it may be gone a moment later."""
        return self.status in (408, 429) or self.status >= 500

    @property
    def definite(self) -> bool:
        """Whether it says for certain that nothing was done (4xx, but 408 and 429)."""
        return 400 <= self.status < 500 and self.status not in (408, 429)

    @property
    def unsupported(self) -> bool:
        """Whether another way of asking may work: the server does not take this one."""
        return self.status in (400, 405, 501)

    @property
    def gone(self) -> bool:
        """Whether what was asked for by its id is not there, or the id means nothing in this mailbox."""
        return self.status in (404, 410) or any(_NO_ID.match(code) for code in self.codes)

    @property
    def stale(self) -> bool:
        """Whether a remembered position is of no use any more (410, or a code that says so)."""
        return self.status == 410 or bool(_STALE & set(self.codes))


def rejection(status: int, body: bytes) -> Rejected:
    """The refusal in an answer's body; without codes where the body is not Graph's."""
    try:
        error = json.loads(body)["error"]
    except (ValueError, KeyError, TypeError):
        return Rejected(status)
    return Rejected(status, tuple(_codes(error)))


def _codes(error: Any) -> Iterator[str]:
    for _ in range(5):
        if not isinstance(error, Mapping):
            return
        code = error.get("code")
        if isinstance(code, str) and re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]{0,80}", code):
            yield code.lower()
        error = error.get("innerError", error.get("innererror"))


def sentence(refusal: Rejected, account: str, service: str) -> FollowbotError:
    """The error for a user; `service` is "Outlook mail" or "Outlook calendar"."""
    codes = set(refusal.codes)
    if refusal.status == 401:
        return login_ended("Microsoft", account)
    if codes & _NO_MAILBOX:
        return no_cloud_mailbox(account, service)
    if refusal.status == 429:
        return slow_down(refusal.reason)
    if refusal.passing and refusal.status != 507:
        return not_now(service, refusal.status, refusal.reason)
    if codes & _FULL or refusal.status == 507:
        return mailbox_full(account)
    if refusal.status == 403 and (codes & _DENIED or not codes):
        return permission_lacking(account, service, refusal.reason)
    if refusal.status == 403:
        return request_forbidden(service, account, refusal.reason)
    return request_refused(service, refusal.status, refusal.reason)


@contextmanager
def named(account: str, service: str) -> Iterator[None]:
    """Within, what no caller knew how to take becomes a sentence."""
    try:
        yield
    except Rejected as refusal:
        raise sentence(refusal, account, service) from None
