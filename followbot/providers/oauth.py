"""The token endpoint of an authorisation server (RFC 6749, sections 4.1.3 to 5.2 and 6), over the one transport.

Requests are made once. Answers are read with patience for what servers leave out, and nothing of one is ever shown: errors
carry the server's error code alone, reduced to letters.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from followbot.errors import Unreachable
from followbot.errors.login import no_renewal_now, no_token
from followbot.providers.http import Answer, Limits, Rule, TooLarge, Transport, host_of, origin_of

LIFETIME = 3600.0
"""Seconds that an access token is taken to live where the server does not say; a 401 corrects it."""

_LIMITS = Limits(size=1024 * 1024, total=60.0)
_PASSING = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class Grant:
    """What a server gave. `refresh` is "" where it gave none; `scopes` None where it did not say, which means "as asked".

    `lifetime` and `refresh_lifetime` are seconds from now; the latter None where unknown.
    """

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    lifetime: float
    refresh_lifetime: float | None
    scopes: tuple[str, ...] | None
    email: str = ""
    """The address in the id token, where there is one and the server has verified it."""


class Declined(Exception):
    """The server says no, for good: `code` is its reason, as "invalid_grant", and `detail` a second word where it has one."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(code)


class TokenEndpoint:
    """One server's token endpoint, asked in the name of one client."""

    def __init__(
        self, url: str, client_id: str, client_secret: str, counts: MutableMapping[str, int] | None = None
    ) -> None:
        self._url = url
        self._id = client_id
        self._secret = client_secret
        rule = Rule("POST", urlsplit(url).path or "/", origin=origin_of(url))
        self._transport = Transport((rule,), counts=counts, limits=_LIMITS)

    def exchange(self, code: str, redirect_uri: str, verifier: str) -> Grant:
        """The code of a consent for tokens; raises `Declined` and `Unreachable`."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
        }
        return self._ask(form)

    def refresh(self, token: str) -> Grant:
        """A new access token; raises `Declined` and `Unreachable`. The server may replace the refresh token by the way."""
        return self._ask({"grant_type": "refresh_token", "refresh_token": token})

    def _ask(self, form: dict[str, str]) -> Grant:
        own = {"client_id": self._id, **({"client_secret": self._secret} if self._secret else {})}
        answer = self._post({**form, **own}, {})
        # Some servers take the client's secret only as HTTP Basic (RFC 6749, section 2.3.1). They refuse the client before
        # they look at the code or token, so asking once more uses nothing up.
        if self._secret and _error(answer)[0] == "invalid_client":
            answer = self._post(form, {"Authorization": f"Basic {self._basic()}"})
        code, detail = _error(answer)
        if code and 400 <= answer.status < 500:
            raise Declined(code, detail)
        return _grant(answer, host_of(self._url))

    def _basic(self) -> str:
        return base64.b64encode(f"{quote(self._id, safe='')}:{quote(self._secret, safe='')}".encode()).decode()

    def _post(self, form: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        sent = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json", **headers}
        try:
            answer = self._transport.request("POST", self._url, headers=sent, body=urlencode(form).encode())
        except TooLarge:
            raise _nonsense(host_of(self._url)) from None
        if answer.status in _PASSING or answer.status >= 500:
            raise no_renewal_now(host_of(self._url), answer.status)
        return answer


def _document(answer: Answer) -> dict[str, Any]:
    try:
        found = json.loads(answer.body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _error(answer: Answer) -> tuple[str, str]:
    """The error code of an answer, and its subtype, as words; ("", "") where there is none.

    A refusal without a code is not the authorisation server's: some proxy's or captive portal's, and says nothing of a login.
    """
    if answer.status < 400:
        return "", ""
    found = _document(answer)
    return word(found.get("error")), word(found.get("error_subtype"))


def word(value: object) -> str:
    """An error code as one harmless word; "" for anything that is none."""
    return value if isinstance(value, str) and re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]{0,60}", value) else ""


def _grant(answer: Answer, host: str) -> Grant:
    found = _document(answer)
    access = found.get("access_token")
    if answer.status >= 300 or not isinstance(access, str) or not access.strip():
        raise _nonsense(host)
    scope = found.get("scope")
    refresh = found.get("refresh_token")
    return Grant(
        access=access,
        refresh=refresh if isinstance(refresh, str) else "",
        lifetime=seconds(found.get("expires_in")) or LIFETIME,
        refresh_lifetime=seconds(found.get("refresh_token_expires_in")),
        scopes=tuple(dict.fromkeys(scope.split())) if isinstance(scope, str) and scope.strip() else None,
        email=_email(found.get("id_token")),
    )


def _nonsense(host: str) -> Unreachable:
    return no_token(host)


def seconds(value: object) -> float | None:
    """A positive number of seconds; some servers write numbers as text."""
    try:
        stated = float(value)  # type: ignore[arg-type]  # anything may come, and TypeError is caught
    except (TypeError, ValueError):
        return None
    return min(stated, 10 * 365 * 86400.0) if stated > 0 else None


def _email(token: object) -> str:
    """The verified address in an id token. It came over TLS from the issuer itself, so its signature adds nothing
    (OpenID Connect Core 1.0, section 3.1.3.7, item 6)."""
    if not isinstance(token, str) or token.count(".") != 2:
        return ""
    payload = token.split(".")[1]
    try:
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except ValueError:
        return ""
    email = claims.get("email") if isinstance(claims, dict) else None
    verified = isinstance(claims, dict) and claims.get("email_verified", True) in (True, "true")
    return email.strip() if isinstance(email, str) and verified else ""
