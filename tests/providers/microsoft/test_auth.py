"""Logging in to Microsoft, by browser and by device code, and out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from followbot.app.login import LoggedIn, LoggedOut
from followbot.errors import ConfigurationError, FollowbotError, LoginNeeded, Unreachable
from followbot.providers.microsoft.identity import Door
from followbot.providers.microsoft.tokens import ROW
from tests.fakes.build import TUESDAY
from tests.fakes.entra import CLIENT, answer
from tests.fakes.web import Reply
from tests.providers.google.conftest import PROMPTLY, fetch
from tests.providers.microsoft.conftest import Desk

BY_DEVICE = replace(PROMPTLY, device=True)


def test_a_consent_becomes_a_login(desk: Desk) -> None:
    record = desk.login().log_in(PROMPTLY, desk.person)
    assert (record.account, record.provider, record.address) == ("work", "microsoft", "sam@example.org")
    assert (record.at, record.ends, record.missing) == (TUESDAY, None, ())
    assert set(record.scopes) == {"Mail.ReadWrite", "Calendars.Read"}
    assert desk.login().state() == LoggedIn(record)
    assert desk.tokens().token() in desk.entra.access
    assert desk.renewals() == []


def test_the_consent_is_asked_for_with_the_least_and_with_every_guard(desk: Desk) -> None:
    desk.login().log_in(PROMPTLY, desk.person)
    (asked,) = desk.entra.consents
    wanted = {"Mail.ReadWrite", "Calendars.Read", "openid", "profile", "offline_access"}
    assert set(asked["scope"].split()) == wanted
    assert not any("send" in scope.lower() for scope in wanted)
    assert asked["login_hint"] == "sam@example.org"
    assert len(asked["state"]) >= 32
    assert asked["nonce"]
    assert asked["redirect_uri"].startswith("http://localhost:")
    assert asked["redirect_uri"].count("/") == 2, "no path: it is registered without one"
    assert "CP1" in asked["claims"], "so that tokens may be challenged"


def test_without_a_browser_the_address_stands_alone_on_its_line(desk: Desk) -> None:
    said = desk.person.lines

    def visit(line: str) -> None:
        said.append(line)
        if line.startswith("http"):
            fetch(fetch(line)[1])

    desk.person.show = visit  # type: ignore[method-assign]  # this person follows what is shown
    desk.login().log_in(replace(PROMPTLY, browser=False), desk.person)
    assert any(line.strip().startswith("ssh -L ") for line in said)
    assert desk.login().state() != LoggedOut("Nobody has logged in yet.")


def test_a_device_code_becomes_a_login(desk: Desk) -> None:
    desk.entra.pending = 1
    record = desk.login().log_in(BY_DEVICE, desk.person)
    assert record.address == "sam@example.org"
    shown = [line.strip() for line in desk.person.lines]
    assert "ABCD-EFGH" in shown
    assert f"{desk.entra.authority}/deviceauth" in shown
    assert desk.tokens().token() in desk.entra.access


def test_a_device_code_that_nobody_types_ends_in_time(desk: Desk) -> None:
    desk.entra.pending = 1000
    with pytest.raises(LoginNeeded, match="in time"):
        desk.login().log_in(replace(BY_DEVICE, timeout=timedelta(seconds=1)), desk.person)
    assert desk.vault.record("work") is None


def test_an_authority_without_device_codes_says_so(desk: Desk) -> None:
    desk.entra.device = False
    with pytest.raises(ConfigurationError, match="no login by device code"):
        desk.login().log_in(BY_DEVICE, desk.person)


@pytest.mark.parametrize(
    ("error", "code", "kind", "words"),
    [
        ("access_denied", 65004, LoginNeeded, "consent was refused"),
        ("access_denied", 90094, LoginNeeded, "administrator"),
        ("invalid_request", 50011, ConfigurationError, "http://localhost"),
        ("unauthorized_client", 700016, ConfigurationError, "/consumers"),
        ("access_denied", 53003, LoginNeeded, "conditional access"),
        ("server_error", 0, Unreachable, "cannot answer now"),
        ("whatever", 4711, ConfigurationError, "AADSTS4711"),
    ],
)
def test_a_refused_consent_says_why_and_what_to_do(
    desk: Desk, error: str, code: int, kind: type[FollowbotError], words: str
) -> None:
    desk.entra.refuses = (error, code)
    with pytest.raises(kind) as raised:
        desk.login().log_in(PROMPTLY, desk.person)
    assert words in str(raised.value)
    assert "canary" not in str(raised.value)
    assert desk.vault.record("work") is None


def test_a_blocked_device_code_points_to_the_browser(desk: Desk) -> None:
    desk.entra.refuses, desk.entra.refuses_at = ("invalid_grant", 53003), "token"
    with pytest.raises(LoginNeeded, match="device code") as raised:
        desk.login().log_in(BY_DEVICE, desk.person)
    assert "--no-browser" in raised.value.remedy


def test_the_address_for_the_administrator_stands_alone_on_its_line(desk: Desk) -> None:
    desk.entra.refuses = ("access_denied", 90094)
    with pytest.raises(LoginNeeded):
        desk.login().log_in(PROMPTLY, desk.person)
    (url,) = [line for line in desk.person.lines if "/adminconsent?" in line]
    assert url.startswith(f"{desk.entra.authority}/v2.0/adminconsent?client_id={CLIENT}&scope=https%3A//graph")
    assert "Mail.ReadWrite" in url
    assert "Mail.Send" not in url


def test_a_secret_demanded_says_which_switch_to_turn(desk: Desk) -> None:
    desk.entra.refuses, desk.entra.refuses_at = ("invalid_client", 7000218), "token"
    with pytest.raises(ConfigurationError, match="Allow public client flows"):
        desk.login().log_in(PROMPTLY, desk.person)


def test_access_for_an_hour_only_is_no_login(desk: Desk) -> None:
    desk.entra.gives_refresh = False
    with pytest.raises(LoginNeeded, match="offline_access"):
        desk.login().log_in(PROMPTLY, desk.person)
    assert desk.vault.record("work") is None


def test_another_address_is_told_and_no_obstacle(desk: Desk) -> None:
    desk.entra.email = "sam.taylor@corp.example"
    record = desk.login().log_in(PROMPTLY, desk.person)
    assert record.address == "sam.taylor@corp.example"
    assert any("followbot auth logout work" in line for line in desk.person.lines)


def test_a_permission_that_was_not_given_is_told(desk: Desk) -> None:
    desk.entra.scope = "openid https://graph.microsoft.com/Mail.ReadWrite"
    record = desk.login().log_in(PROMPTLY, desk.person)
    assert record.missing == ("followbot may not read your calendar.",)


def test_an_authority_that_does_not_say_what_it_gave_gave_what_was_asked_for(desk: Desk) -> None:
    desk.entra.scope = None
    assert desk.login().log_in(PROMPTLY, desk.person).missing == ()


def test_nobody_at_the_browser_ends_in_time(desk: Desk) -> None:
    desk.person.meanwhile = lambda url: None
    with pytest.raises(LoginNeeded, match="in time"):
        desk.login().log_in(replace(PROMPTLY, timeout=timedelta(milliseconds=50)), desk.person)


def test_an_answer_to_another_question_is_no_answer(desk: Desk) -> None:
    """Somebody knocks at the port with a state of their own; the wait goes on."""

    def knock_and_consent(url: str) -> None:
        where = fetch(url)[1]
        assert fetch(where.replace("state=", "state=x"))[0] == 404
        fetch(where)

    desk.person.meanwhile = knock_and_consent
    assert desk.login().log_in(PROMPTLY, desk.person).address == "sam@example.org"


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (404, b"", ConfigurationError),
        (200, b"<html>", ConfigurationError),
        (200, b"[]", ConfigurationError),
        (200, b"{}", ConfigurationError),
        (503, b"", Unreachable),
    ],
)
def test_what_is_no_authority_is_said_to_be_none(
    desk: Desk, status: int, body: bytes, kind: type[FollowbotError]
) -> None:
    desk.entra.site.responder = lambda _: Reply(status, body)
    with pytest.raises(kind) as raised:
        desk.login().log_in(PROMPTLY, desk.person)
    assert "127.0.0.1" in raised.value.problem


@pytest.mark.parametrize("path", ["", "/", "/some/deep/path"])
def test_an_authority_may_lie_anywhere(desk: Desk, path: str) -> None:
    desk.entra.path = path.rstrip("/")
    login = desk.login(authority=f"{desk.entra.site.url}{path}".rstrip("/"))
    assert login.log_in(PROMPTLY, desk.person).address == "sam@example.org"


def test_an_authority_in_the_manner_of_entra_keeps_its_document_elsewhere(desk: Desk) -> None:
    desk.entra.discovery = "/v2.0/.well-known/openid-configuration"
    assert desk.login().log_in(PROMPTLY, desk.person).address == "sam@example.org"


def test_only_the_endpoints_that_the_document_names_are_asked() -> None:
    from followbot.providers.http import NotAllowed

    with pytest.raises(NotAllowed):
        Door("https://login.example/tenant").post("https://login.example/tenant/token", data={"a": "b"})
    with pytest.raises(NotAllowed):
        Door("https://login.example/tenant").get("https://login.example/other")


def test_logging_out_forgets_everything_here(desk: Desk) -> None:
    desk.login().log_in(PROMPTLY, desk.person)
    said = desk.login().log_out()
    assert "microsoft.com" in said
    assert desk.vault.record("work") is None
    assert desk.vault.get("work", ROW) is None


def test_an_odd_refusal_is_no_traceback(desk: Desk) -> None:
    desk.entra.trouble = [answer(400, {"error": {"code": 1}})]
    with pytest.raises(FollowbotError):
        desk.login().log_in(PROMPTLY, desk.person)
