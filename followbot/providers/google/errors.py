"""What Google means by a refusal: its status *and* its reason, because one status stands for very different things.

The envelope is `{"error": {"code", "message", "status", "errors": [{"reason"}], "details": [{"reason"}]}}`; the older reasons
stand in `errors`, the newer ones in `details` (google.rpc.ErrorInfo) and in `status`. None of the text in it is passed on: it
may name people, calendars or subjects.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from followbot.errors import FollowbotError
from followbot.errors.google import (
    api_not_enabled,
    not_now,
    not_switched_on,
    organisation_forbids,
    permission_lacking,
    request_forbidden,
    request_refused,
    slow_down,
)
from followbot.errors.login import login_ended
from followbot.providers.http import Answer, is_passing
from followbot.providers.oauth import word

_SLOW_DOWN = frozenset(
    {
        "rateLimitExceeded",
        "userRateLimitExceeded",
        "quotaExceeded",
        "dailyLimitExceeded",
        "RATE_LIMIT_EXCEEDED",
        "RESOURCE_EXHAUSTED",
    }
)
_TOO_FEW_PERMISSIONS = frozenset(
    {"insufficientPermissions", "insufficientScopes", "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficientAuthorizedPerms"}
)
_NOT_ENABLED = frozenset({"accessNotConfigured", "SERVICE_DISABLED"})
_FORBIDDEN_BY_OWNER = frozenset({"domainPolicy", "ADMIN_POLICY_ENFORCED", "admin_policy_enforced"})
_NO_MAIL = frozenset({"failedPrecondition", "FAILED_PRECONDITION"})
_LOGIN = frozenset({"authError", "UNAUTHENTICATED", "required"})

_PAGES = {
    "Gmail": "https://console.cloud.google.com/apis/library/gmail.googleapis.com",
    "Google Calendar": "https://console.cloud.google.com/apis/library/calendar-json.googleapis.com",
}


@dataclass(eq=False)
class Rejected(Exception):
    """An answer that is no success: its status, and every reason in it."""

    status: int
    reasons: frozenset[str] = frozenset()

    @property
    def reason(self) -> str:
        """The reasons for a sentence: words of Google's own vocabulary, never its prose."""
        return ", ".join(sorted(self.reasons)) or "no reason given"

    @property
    def slow_down(self) -> bool:
        """Whether it asks to come back later: too many requests, or a quota that is used up."""
        return self.status == 429 or (self.status == 403 and bool(self.reasons & _SLOW_DOWN))

    @property
    def passing(self) -> bool:
        """Whether it may be gone a moment later."""
        return self.slow_down or self.status == 408 or self.status >= 500

    @property
    def definite(self) -> bool:
        """Whether it says for certain that nothing was done (4xx, but 408 and 429)."""
        return 400 <= self.status < 500 and self.status not in (408, 429)


def rejection(status: int, body: bytes) -> Rejected:
    """The refusal in an answer's body; without reasons where the body is not Google's."""
    try:
        error = json.loads(body)["error"]
    except (ValueError, KeyError, TypeError):
        return Rejected(status)
    return Rejected(status, frozenset(filter(None, _reasons(error))))


def _reasons(error: Any) -> Iterator[str]:
    if not isinstance(error, Mapping):
        return
    for name in ("errors", "details"):
        entries = error.get(name)
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, Mapping) and isinstance(entry.get("reason"), str):
                yield word(entry["reason"])
    if isinstance(error.get("status"), str):
        yield word(error["status"])


def may_pass(answer: Answer) -> bool:
    """Whether a read is worth another attempt: Google also says "slow down" by 403."""
    return is_passing(answer) or (answer.status == 403 and rejection(403, answer.body).slow_down)


def sentence(refusal: Rejected, account: str, service: str) -> FollowbotError:
    """The error for a user; `service` is "Gmail" or "Google Calendar"."""
    if refusal.status == 401 or (refusal.status == 403 and refusal.reasons <= _LOGIN and refusal.reasons):
        return login_ended("Google", account)
    if refusal.slow_down:
        return slow_down(service, refusal.status, refusal.reason)
    if refusal.status == 403:
        return _forbidden(refusal, account, service)
    if refusal.passing:
        return not_now(service, refusal.status)
    if refusal.status == 400 and refusal.reasons & _NO_MAIL:
        return not_switched_on(service, account, refusal.reason)
    return request_refused(service, refusal.status, refusal.reason)


def _forbidden(refusal: Rejected, account: str, service: str) -> FollowbotError:
    if refusal.reasons & _TOO_FEW_PERMISSIONS:
        return permission_lacking(account, service)
    if refusal.reasons & _NOT_ENABLED:
        return api_not_enabled(service, _PAGES[service])
    if refusal.reasons & _FORBIDDEN_BY_OWNER:
        return organisation_forbids(account, service)
    return request_forbidden(service, account, refusal.reason)


@contextmanager
def named(account: str, service: str) -> Iterator[None]:
    """Within, what no caller knew how to take becomes a sentence."""
    try:
        yield
    except Rejected as refusal:
        raise sentence(refusal, account, service) from None
