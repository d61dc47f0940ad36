"""Microsoft's own authority, as its documents and answers are: nothing here reaches it, the transport's last step is ours."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import parse_qs

import pytest

from followbot.providers.http import Answer, Transport
from followbot.providers.microsoft.identity import COMMON, open_identity
from followbot.providers.microsoft.refusals import SCOPES

ROOT = "https://login.microsoftonline.com"
DOCUMENT = {
    "issuer": f"{ROOT}/{{tenantid}}/v2.0",
    "authorization_endpoint": f"{ROOT}/common/oauth2/v2.0/authorize",
    "token_endpoint": f"{ROOT}/common/oauth2/v2.0/token",
    "device_authorization_endpoint": f"{ROOT}/common/oauth2/v2.0/devicecode",
}
CLIENT_INFO = "eyJ1aWQiOiJ1aWQtMSIsInV0aWQiOiJ1dGlkLTEifQ"  # {"uid":"uid-1","utid":"utid-1"}


class Microsoft:
    """Answers in Microsoft's manner, and remembers what was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, dict[str, str]]] = []

    def __call__(
        self, transport: Transport, method: str, url: str, headers: Mapping[str, str], body: bytes | None
    ) -> Answer:
        form = {name: values[0] for name, values in parse_qs((body or b"").decode()).items()}
        self.asked.append((method, url, form))
        return Answer(200, {"content-type": "application/json"}, json.dumps(self.answer(url)).encode())

    def answer(self, url: str) -> dict[str, object]:
        if url.endswith("/.well-known/openid-configuration"):
            return dict(DOCUMENT)
        number = len(self.asked)
        return {
            "token_type": "Bearer",
            "scope": "Mail.ReadWrite Calendars.Read openid profile",
            "expires_in": 3600,
            "ext_expires_in": 3600,
            "access_token": f"access-{number}",
            "refresh_token": f"refresh-{number}",
            "client_info": CLIENT_INFO,
        }


@pytest.fixture
def microsoft(monkeypatch: pytest.MonkeyPatch) -> Microsoft:
    made = Microsoft()

    def once(self: Transport, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        return made(self, method, url, headers, body)

    monkeypatch.setattr(Transport, "_once", once)
    return made


def test_the_document_lies_where_entra_keeps_it(microsoft: Microsoft) -> None:
    open_identity("client-1", COMMON)
    assert microsoft.asked == [("GET", f"{ROOT}/common/v2.0/.well-known/openid-configuration", {})]


def test_a_login_and_a_renewal_ask_the_endpoints_alone(microsoft: Microsoft) -> None:
    identity = open_identity("client-1", COMMON)
    flow = identity.app.initiate_auth_code_flow(
        list(SCOPES), redirect_uri="http://localhost:1234", state="state-1", response_mode="form_post"
    )
    assert identity.door.real(flow["auth_uri"]).startswith(f"{ROOT}/common/oauth2/v2.0/authorize?client_id=client-1&")
    answer = identity.app.acquire_token_by_auth_code_flow(flow, {"code": "code-1", "state": "state-1"})
    assert answer["access_token"] == "access-2"

    later = open_identity("client-1", COMMON, identity.dump, None, identity.door.document)
    (account,) = later.app.get_accounts()
    renewed = later.app.acquire_token_silent_with_error(list(SCOPES), account=account, force_refresh=True)
    assert renewed["access_token"] == "access-3"
    asked = [(method, url) for method, url, _ in microsoft.asked[1:]]
    assert asked == [("POST", DOCUMENT["token_endpoint"])] * 2
    form = microsoft.asked[-1][2]
    assert (form["grant_type"], form["refresh_token"]) == ("refresh_token", "refresh-2")
    assert "refresh-3" in later.dump
    assert "refresh-2" not in later.dump, "replaced, not added"


def test_a_device_code_is_asked_for_where_microsoft_gives_them(microsoft: Microsoft) -> None:
    open_identity("client-1", COMMON).app.initiate_device_flow(list(SCOPES))
    assert microsoft.asked[-1][:2] == ("POST", DOCUMENT["device_authorization_endpoint"])
