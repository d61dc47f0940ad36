"""An authority in the manner of Microsoft's, for tests: consent without a page, device codes, tokens that are only words.

It is strict about what a public client sends (PKCE, no secret, each code and each refresh token once) and says no in
Microsoft's way: an OAuth error, a description that begins with an AADSTS code, and the codes as numbers.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from tests.fakes.web import Asked, Reply, Website

CLIENT = "11111111-2222-3333-4444-555555555555"


@dataclass
class Entra:
    """What the authority knows and how it behaves; tests turn its knobs. `path` is its place on the site."""

    site: Website
    path: str = "/tenant-1"
    email: str = "sam@example.org"
    discovery: str = "/.well-known/openid-configuration"
    device: bool = True
    gives_refresh: bool = True
    gives_id: bool = True
    issuer: str = ""
    """Who it says that it is; "" for its own address."""
    writes_numbers: bool = True
    """Whether numbers are numbers, or text."""
    scope: str | None = "Mail.ReadWrite Calendars.Read openid profile offline_access"
    life: int = 3600
    refuses: tuple[str, int] | None = None
    """An OAuth error and an AADSTS code: the answer to the next consent, device code or token."""
    refuses_at: str = "consent"
    """Where it refuses: consent, device, token."""
    revokes: bool = True
    """Whether a refresh token that was used is no good any more. Microsoft's stay good beside the new one
    (https://learn.microsoft.com/en-us/entra/identity-platform/refresh-tokens), other authorities are stricter."""
    pending: int = 0
    """How often a device code is not yet typed in."""
    trouble: list[Reply] = field(default_factory=list)
    """Answers of the token endpoint that come before its own."""
    consents: list[dict[str, str]] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    """The forms that came to the token endpoint."""
    access: set[str] = field(default_factory=set)
    refresh: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._codes: dict[str, dict[str, str]] = {}
        self._numbers = itertools.count(1)
        self.site.responder = self.respond

    @property
    def authority(self) -> str:
        return f"{self.site.url}{self.path}"

    def respond(self, asked: Asked) -> Reply:
        path = urlsplit(asked.path).path
        place = path.removeprefix(self.path)
        match asked.method, place:
            case "GET", self.discovery:
                return self._document()
            case "GET", "/authorize":
                return self._consent(dict(parse_qsl(urlsplit(asked.path).query)))
            case "POST", "/devicecode" if self.device:
                return self._device()
            case "POST", "/token":
                return self._token(asked)
        return Reply(404)

    def _document(self) -> Reply:
        root = self.authority
        found = {
            "issuer": self.issuer or root,
            "authorization_endpoint": f"{root}/authorize",
            "token_endpoint": f"{root}/token",
            **({"device_authorization_endpoint": f"{root}/devicecode"} if self.device else {}),
        }
        return answer(200, found)

    def _refusal(self, where: str) -> dict[str, Any] | None:
        if self.refuses is None or self.refuses_at != where:
            return None
        error, code = self.refuses
        told = f"AADSTS{code}: canary-description of sam@example.org. Trace ID: 1"
        return {"error": error, "error_description": told, "error_codes": [code]}

    def _consent(self, asked: dict[str, str]) -> Reply:
        self.consents.append(asked)
        assert asked["client_id"] == CLIENT
        assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
        told = self._refusal("consent")
        if told is not None:
            told = {name: value for name, value in told.items() if name != "error_codes"}
        else:
            code = f"canary-code-{next(self._numbers)}"
            self._codes[code] = asked
            told = {"code": code}
        return Reply(
            302, headers={"Location": f"{asked['redirect_uri']}?{urlencode({**told, 'state': asked['state']})}"}
        )

    def _device(self) -> Reply:
        told = self._refusal("device")
        if told is not None:
            return answer(400, told)
        place = f"{self.authority}/deviceauth"
        codes = {"device_code": "canary-device-1", "user_code": "ABCD-EFGH", "verification_uri": place}
        return answer(200, {**codes, "expires_in": 900, "interval": 1, "message": "To sign in ..."})

    def _token(self, asked: Asked) -> Reply:
        form = {name: values[-1] for name, values in parse_qs(asked.body.decode(), keep_blank_values=True).items()}
        self.asked.append(form)
        if self.trouble:
            return self.trouble.pop(0)
        if told := self._refusal("token"):
            return answer(400, told)
        assert form["client_id"] == CLIENT
        assert "client_secret" not in form
        grants = {"authorization_code": self._by_code, "refresh_token": self._renewed}
        return grants.get(form["grant_type"], self._by_device)(form)

    def _by_code(self, form: Mapping[str, str]) -> Reply:
        consent = self._codes.pop(form["code"], None)
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if consent is None or (consent["redirect_uri"], consent["code_challenge"]) != (form["redirect_uri"], challenge):
            return answer(400, {"error": "invalid_grant", "error_codes": [70000]})
        return self._granted(consent.get("nonce", ""))

    def _by_device(self, form: Mapping[str, str]) -> Reply:
        assert form["device_code"] == "canary-device-1"
        if self.pending:
            self.pending -= 1
            return answer(400, {"error": "authorization_pending", "error_codes": [70016]})
        return self._granted("")

    def _renewed(self, form: Mapping[str, str]) -> Reply:
        if form["refresh_token"] not in self.refresh:
            return answer(400, {"error": "invalid_grant", "error_codes": [70000]})
        if self.revokes:
            self.refresh.clear()
        return self._granted("")

    def _granted(self, nonce: str) -> Reply:
        access = f"canary-access-{next(self._numbers)}"
        self.access.add(access)
        claims = {
            "iss": self.authority,
            "aud": CLIENT,
            "sub": "subject-1",
            "iat": 0,
            "exp": 4102444800,
            "preferred_username": self.email,
            **({"nonce": nonce} if nonce else {}),
        }
        told: dict[str, Any] = {"access_token": access, "token_type": "Bearer", "expires_in": self.life}
        if not self.writes_numbers:
            told["expires_in"] = str(self.life)
        if self.gives_id:
            told["id_token"] = f"{_packed({'alg': 'none'})}.{_packed(claims)}.x"
        if self.scope is not None:
            told["scope"] = self.scope
        if self.gives_refresh:
            token = f"canary-refresh-{next(self._numbers)}"
            self.refresh.add(token)
            told["refresh_token"] = token
        return answer(200, told)


def _packed(values: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).rstrip(b"=").decode()


def answer(status: int, body: Mapping[str, Any]) -> Reply:
    return Reply(status, json.dumps(body).encode(), {"Content-Type": "application/json; charset=utf-8"})
