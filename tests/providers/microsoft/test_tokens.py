"""Tokens of a Microsoft account: renewed one at a time, kept after every change, challenged, and ended."""

from __future__ import annotations

import base64
import json
import threading
from datetime import timedelta

import pytest

from followbot.app.login import LoggedOut
from followbot.errors import ConfigurationError, LoginNeeded, Unreachable
from followbot.providers.bearer import Bearer
from followbot.providers.http import Answer
from followbot.providers.microsoft.tokens import ROW, Challenged, claims_in, unpacked
from tests.fakes.web import Reply
from tests.providers.google.conftest import PROMPTLY
from tests.providers.microsoft.conftest import Desk

CLAIMS = '{"access_token":{"nbf":{"essential":true, "value":"1604106651"}}}'
CHALLENGE = (
    'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize",'
    f' error="insufficient_claims", claims="{base64.b64encode(CLAIMS.encode()).decode()}"'
)


@pytest.fixture
def logged_in(desk: Desk) -> Desk:
    desk.login().log_in(PROMPTLY, desk.person)
    return desk


def test_a_good_token_is_used_until_it_is_nearly_old(logged_in: Desk) -> None:
    first = logged_in.tokens().token()
    logged_in.clock.forward(minutes=50)
    assert logged_in.tokens().token() == first
    logged_in.clock.forward(minutes=7)
    assert logged_in.tokens().token() != first
    assert len(logged_in.renewals()) == 1


def test_a_replaced_refresh_token_is_on_the_disk_before_the_new_access_is_used(logged_in: Desk) -> None:
    for _ in range(3):
        logged_in.clock.forward(hours=2)
        assert logged_in.tokens().token() in logged_in.entra.access
    used = [f["refresh_token"] for f in logged_in.renewals()]
    assert len(set(used)) == 3, "the authority takes each only once"


def test_many_at_a_time_renew_once(logged_in: Desk) -> None:
    logged_in.clock.forward(hours=2)
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(logged_in.tokens().token())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1
    assert len(logged_in.renewals()) == 1


def test_a_clock_that_was_set_back_renews(logged_in: Desk) -> None:
    first = logged_in.tokens().token()
    logged_in.clock.forward(hours=-30)
    assert logged_in.tokens().token() != first


def test_a_refused_token_is_not_given_out_again(logged_in: Desk) -> None:
    tokens = logged_in.tokens()
    first = tokens.token()
    tokens.refused(first)
    assert tokens.token() != first
    assert logged_in.tokens().token() == tokens.token()


def test_a_challenge_goes_along_with_the_next_renewal(logged_in: Desk) -> None:
    """From the 401 to the renewal, through the wire as it is composed."""
    tokens = logged_in.tokens()
    first = tokens.token()

    class Server:
        def request(self, method: str, url: str, *, headers: object = None, body: object = None) -> Answer:
            assert isinstance(headers, dict)
            refused = headers["Authorization"] == f"Bearer {first}"
            return Answer(401, {"www-authenticate": CHALLENGE}, b"") if refused else Answer(200, {}, b"{}")

    bearer = Bearer("work", Challenged(Server(), tokens), tokens, provider="Microsoft")
    assert bearer.request("GET", "https://graph.microsoft.com/v1.0/me/messages").status == 200
    (renewal,) = logged_in.renewals()
    claims = json.loads(renewal["claims"])
    assert claims["access_token"]["nbf"]["value"] == "1604106651"
    assert claims["access_token"]["xms_cc"]["values"] == ["CP1"]


@pytest.mark.parametrize("header", ["", "Bearer", 'Bearer claims="!!!"', 'Bearer claims="W10="', "x" * 9000])
def test_no_challenge_in_other_headers(header: str) -> None:
    assert claims_in(header) == ""


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (700082, "not used for too long"),
        (70043, "limits how long"),
        (50173, "taken back"),
        (50076, "second factor"),
        (53003, "conditional access"),
        (65001, "taken back"),
        (9999999, "has ended, or wants to see you"),
    ],
)
def test_a_login_that_has_ended_says_why_and_stays_ended(logged_in: Desk, code: int, words: str) -> None:
    logged_in.clock.forward(hours=2)
    logged_in.entra.refuses, logged_in.entra.refuses_at = ("invalid_grant", code), "token"
    with pytest.raises(LoginNeeded, match="followbot auth login work") as raised:
        logged_in.tokens().token()
    assert words in raised.value.problem
    assert f"AADSTS{code}" in raised.value.problem
    assert "canary" not in str(raised.value)
    state = logged_in.login().state()
    assert isinstance(state, LoggedOut)
    assert words in state.why
    asked = len(logged_in.entra.asked)
    with pytest.raises(LoginNeeded):
        logged_in.tokens().token()
    assert len(logged_in.entra.asked) == asked, "it is not asked again"


@pytest.mark.parametrize("trouble", [Reply(503), Reply(429, b"{}"), Reply(hang_up=True), Reply(200, b"<html>")])
def test_what_passes_ends_no_login(logged_in: Desk, trouble: Reply) -> None:
    logged_in.clock.forward(hours=2)
    logged_in.entra.trouble = [trouble]
    with pytest.raises(Unreachable):
        logged_in.tokens().token()
    assert logged_in.tokens().token() in logged_in.entra.access


def test_a_login_of_another_registration_is_none(logged_in: Desk) -> None:
    with pytest.raises(LoginNeeded, match="another client_id"):
        logged_in.tokens(client_id="other").token()


def test_damaged_tokens_ask_for_a_login(logged_in: Desk) -> None:
    record = logged_in.vault.record("work")
    assert record is not None
    logged_in.vault.keep(record, {ROW: b"[]"})
    with pytest.raises(LoginNeeded, match="cannot be read"):
        logged_in.tokens().token()


def test_without_a_login_there_is_no_token(desk: Desk) -> None:
    with pytest.raises(LoginNeeded, match="Nobody has logged in yet"):
        desk.tokens().token()


def test_nothing_that_is_kept_shows_in_a_representation(logged_in: Desk) -> None:
    packed = logged_in.vault.get("work", ROW)
    assert packed is not None
    assert "canary" not in repr(unpacked(packed))
    assert unpacked(packed).expires - unpacked(packed).issued == timedelta(hours=1)


def test_a_renewal_is_one_request(logged_in: Desk) -> None:
    logged_in.clock.forward(hours=2)
    before = len(logged_in.entra.site.asked)
    logged_in.tokens().token()
    assert [a.path for a in logged_in.entra.site.asked[before:]] == ["/tenant-1/token"]


def test_an_authority_that_has_moved_is_asked_again_where_it_is(logged_in: Desk) -> None:
    logged_in.clock.forward(hours=2)
    logged_in.entra.trouble = [Reply(503)]
    with pytest.raises(Unreachable):
        logged_in.tokens().token()
    before = len(logged_in.entra.site.asked)
    assert logged_in.tokens().token()
    assert logged_in.entra.site.asked[before].path == "/tenant-1/.well-known/openid-configuration"


def test_an_authority_without_id_tokens_renews_all_the_same(desk: Desk) -> None:
    """msal keeps no account then, only the refresh token, which the authority takes once."""
    desk.entra.gives_id = False
    desk.login().log_in(PROMPTLY, desk.person)
    for _ in range(3):
        desk.clock.forward(hours=2)
        assert desk.tokens().token() in desk.entra.access
    assert len({f["refresh_token"] for f in desk.renewals()}) == 3


def test_a_challenge_reaches_an_authority_without_id_tokens(desk: Desk) -> None:
    desk.entra.gives_id = False
    desk.login().log_in(PROMPTLY, desk.person)
    tokens = desk.tokens()
    tokens.challenged(CHALLENGE)
    tokens.refused(tokens.token())
    tokens.token()
    assert json.loads(desk.renewals()[0]["claims"]) == json.loads(CLAIMS)


def test_a_lifetime_that_is_written_as_text_is_read(desk: Desk) -> None:
    desk.entra.writes_numbers, desk.entra.life = False, 600
    desk.login().log_in(PROMPTLY, desk.person)
    packed = desk.vault.get("work", ROW)
    assert packed is not None
    assert unpacked(packed).expires - unpacked(packed).issued == timedelta(minutes=10)


def test_an_authority_on_this_machine_may_go_by_another_of_its_names(desk: Desk) -> None:
    there = desk.entra.authority
    desk.entra.issuer = (
        there.replace("127.0.0.1", "localhost") if "127.0.0.1" in there else there.replace("localhost", "127.0.0.1")
    )
    assert desk.entra.issuer != there
    desk.login().log_in(PROMPTLY, desk.person)
    desk.clock.forward(hours=2)
    assert desk.tokens().token() in desk.entra.access


def test_an_authority_that_says_that_it_is_another_is_refused_with_both_names(desk: Desk) -> None:
    desk.entra.issuer = "https://login.elsewhere.example/tenant-1"
    with pytest.raises(ConfigurationError, match=r"says that it is login\.elsewhere\.example"):
        desk.login().log_in(PROMPTLY, desk.person)
