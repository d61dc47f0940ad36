"""Logging in to Google, and out."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from followbot.app.login import LoggedIn, LoggedOut, Manner
from followbot.errors import ConfigurationError, FollowbotError, LoginNeeded, Unreachable, UsageError
from followbot.providers.google import auth
from followbot.providers.google.client import load_client
from followbot.providers.google.scopes import wanted
from followbot.providers.http import Patience
from tests.fakes.build import TUESDAY
from tests.fakes.web import Reply
from tests.providers.google.conftest import PROMPTLY, Desk, fetch

ROOT = "https://www.googleapis.com/auth/"
LEAST = {
    f"{ROOT}gmail.readonly",
    f"{ROOT}gmail.compose",
    f"{ROOT}calendar.events.readonly",
    f"{ROOT}calendar.calendarlist.readonly",
}


def test_a_consent_becomes_a_login(desk: Desk) -> None:
    record = desk.login().log_in(PROMPTLY, desk.person)
    assert (record.account, record.provider, record.address) == ("main", "google", "sam@example.org")
    assert (record.at, record.ends, record.missing) == (TUESDAY, None, ())
    assert set(record.scopes) == LEAST
    assert desk.login().state() == LoggedIn(record)
    assert desk.tokens().token() in desk.authority.access
    assert desk.refreshes() == []


def test_the_consent_is_asked_for_with_the_least_and_with_every_guard(desk: Desk) -> None:
    desk.login().log_in(PROMPTLY, desk.person)
    (asked,) = desk.authority.consents
    assert set(asked["scope"].split()) == LEAST
    assert asked["login_hint"] == "sam@example.org"
    assert len(asked["state"]) >= 32
    assert asked["redirect_uri"].startswith("http://localhost:")
    (exchange,) = desk.authority.asked
    assert 43 <= len(exchange["code_verifier"]) <= 128


@pytest.mark.parametrize("named", [False, True])
def test_nothing_is_asked_for_that_is_not_used(named: bool) -> None:
    assert {p.scope for p in wanted(named_calendars=named)} == LEAST


def test_each_login_has_its_own_state_and_verifier(desk: Desk) -> None:
    for _ in range(2):
        desk.login().log_in(PROMPTLY, desk.person)
    assert len({c["state"] for c in desk.authority.consents}) == 2
    assert len({a["code_verifier"] for a in desk.authority.asked}) == 2


# --- without a browser ----------------------------------------------------------------------------------------------


def test_without_a_browser_the_address_stands_alone_on_its_line(desk: Desk) -> None:
    read, write = os.pipe()
    desk.person.typed = read
    said = desk.person.lines

    def paste(line: str) -> None:
        said.append(line)
        if line.startswith("http"):
            os.write(write, f"{fetch(line)[1]}\n".encode())

    desk.person.show = paste  # type: ignore[method-assign]  # this person copies what is shown
    record = desk.login().log_in(replace(PROMPTLY, browser=False), desk.person)
    assert record.address == "sam@example.org"
    (url,) = [line for line in said if line.startswith("http")]
    port = urlsplit(parse_qs(urlsplit(url).query)["redirect_uri"][0]).port
    assert any(line.strip().startswith(f"ssh -L {port}:127.0.0.1:{port} ") for line in said)
    assert any("paste it here" in line for line in said)
    os.close(read)
    os.close(write)


def test_where_no_browser_opens_the_address_is_shown_all_the_same(desk: Desk) -> None:
    desk.person.has_browser = False
    with pytest.raises(LoginNeeded, match=r"in time.*--timeout"):
        desk.login().log_in(Manner(timeout=timedelta(milliseconds=50)), desk.person)
    assert any(line.startswith(f"{desk.authority.site.url}/o/auth?") for line in desk.person.lines)


def test_a_fixed_port_is_taken_from_the_command_line_the_configuration_or_the_client(desk: Desk) -> None:
    from followbot.providers.loopback import Receiver

    with Receiver() as free:
        taken = free.port
        for login, manner in (
            (desk.login(), replace(PROMPTLY, port=taken)),
            (desk.login(port=taken), PROMPTLY),
            (
                desk.login(load_client=lambda: replace(load_client(desk.folder / "client_secret.json"), port=taken)),
                PROMPTLY,
            ),
        ):
            with pytest.raises(FollowbotError, match=f"Port {taken} "):
                login.log_in(manner, desk.person)
    desk.login().log_in(replace(PROMPTLY, port=taken), desk.person)
    assert urlsplit(desk.authority.consents[-1]["redirect_uri"]).port == taken


def test_strays_at_the_port_do_not_end_the_login(desk: Desk) -> None:
    def wander(url: str) -> None:
        back = urlsplit(parse_qs(urlsplit(url).query)["redirect_uri"][0])
        for path in ("/", "/favicon.ico", "/?code=canary&state=forged", "/?error=access_denied&state=forged"):
            assert fetch(f"http://{back.netloc}{path}{'' if '?' in path else '?'}")[0] == 404
        desk.person.consent(url)

    desk.person.meanwhile = wander
    assert desk.login().log_in(PROMPTLY, desk.person).address == "sam@example.org"
    assert [a["code"] for a in desk.authority.asked] == ["canary-code-1"]


# --- what may be missing in an answer -------------------------------------------------------------------------------


def test_an_answer_without_scope_grants_what_was_asked(desk: Desk) -> None:
    desk.authority.says_scope = False
    assert set(desk.login().log_in(PROMPTLY, desk.person).scopes) == LEAST


@pytest.mark.parametrize("life", [None, "3600", 0, -5, "soon"])
def test_an_answer_without_a_usable_lifetime_is_taken_for_an_hour(desk: Desk, life: int | str | None) -> None:
    desk.authority.life = life
    desk.login().log_in(PROMPTLY, desk.person)
    desk.clock.forward(minutes=50)
    desk.tokens().token()
    assert desk.refreshes() == []
    desk.clock.forward(minutes=8)
    desk.tokens().token()
    assert len(desk.refreshes()) == 1


def test_a_server_that_takes_the_secret_as_basic_only(desk: Desk) -> None:
    desk.authority.basic_only = True
    desk.login().log_in(PROMPTLY, desk.person)
    desk.clock.forward(hours=2)
    assert desk.tokens().token() in desk.authority.access


@pytest.mark.parametrize(
    ("profile", "says"),
    [
        (Reply(404, b"nothing"), "status 404"),
        (Reply(200, b"[]"), "status 200"),
        (Reply(200, b'{"emailAddress": 5}'), "status 200"),
        (Reply(403, b'{"error": {"status": "PERMISSION_DENIED"}}'), "Is the Gmail API enabled"),
        (Reply(hang_up=True), "127.0.0.1 cannot be reached"),
    ],
)
def test_a_login_whose_address_cannot_be_checked_counts_and_says_so(desk: Desk, profile: Reply, says: str) -> None:
    desk.authority.profile = profile
    assert desk.login().log_in(PROMPTLY, desk.person).address == ""
    assert any(says in line for line in desk.person.lines)
    assert isinstance(desk.login().state(), LoggedIn)


def test_a_profile_that_is_busy_is_asked_for_again(desk: Desk) -> None:
    answer, busy = desk.authority.respond, [Reply(503), Reply(503)]
    desk.authority.site.responder = lambda asked: busy.pop() if busy and "/profile" in asked.path else answer(asked)
    patience = Patience(sleep=lambda _: None, random=lambda: 0.0)
    assert desk.login(patience=patience).log_in(PROMPTLY, desk.person).address == "sam@example.org"


def test_a_web_client_comes_back_to_its_own_port_alone(desk: Desk) -> None:
    client = replace(load_client(desk.authority.client_file(desk.folder)), port=8765, exact=True)
    with pytest.raises(UsageError, match=r"registered for port 8765; port 9000"):
        desk.login(load_client=lambda: client).log_in(replace(PROMPTLY, port=9000), desk.person)


# --- what is refused, and changes nothing ---------------------------------------------------------------------------


def keeps_the_old_login(
    desk: Desk, error: type[FollowbotError], match: str, login: auth.GoogleLogin | None = None
) -> None:
    """A login that fails leaves the one before as it was."""
    assert isinstance(desk.login().state(), LoggedOut)
    good, desk.authority.email = desk.authority.email, "sam@example.org"
    knobs = (desk.authority.grants, desk.authority.refuses, desk.authority.gives_refresh, desk.authority.trouble)
    desk.authority.grants, desk.authority.refuses, desk.authority.gives_refresh, desk.authority.trouble = (
        None,
        "",
        True,
        [],
    )
    before = desk.login().log_in(PROMPTLY, desk.person)
    token = desk.tokens().token()
    desk.authority.email = good
    desk.authority.grants, desk.authority.refuses, desk.authority.gives_refresh, desk.authority.trouble = knobs
    with pytest.raises(error, match=match):
        (login or desk.login()).log_in(PROMPTLY, desk.person)
    assert desk.login().state() == LoggedIn(before)
    assert desk.tokens().token() == token


@pytest.mark.parametrize(
    ("lacking", "says"),
    [
        ("gmail.readonly", "View your email messages and settings.*whether somebody has answered"),
        ("gmail.compose", "Manage drafts and send emails.*no draft"),
        ("calendar.events.readonly", "View events on all your calendars.*no interviews"),
    ],
)
def test_an_unticked_box_has_its_sentence(desk: Desk, lacking: str, says: str) -> None:
    desk.authority.grants = tuple(LEAST - {ROOT + lacking})
    keeps_the_old_login(desk, LoginNeeded, f"{says}.*Nothing was kept")


def test_all_unticked_boxes_are_named_at_once(desk: Desk) -> None:
    desk.authority.grants = ("openid",)
    with pytest.raises(LoginNeeded) as caught:
        desk.login().log_in(PROMPTLY, desk.person)
    assert caught.value.problem.count("Google did not grant") == 3


def test_the_list_of_calendars_may_stay_closed_unless_the_configuration_names_one(desk: Desk) -> None:
    desk.authority.grants = tuple(LEAST - {f"{ROOT}calendar.calendarlist.readonly"})
    record = desk.login().log_in(PROMPTLY, desk.person)
    assert len(record.missing) == 1
    assert "by their names" in record.missing[0]
    with pytest.raises(LoginNeeded, match="by their names"):
        desk.login(permissions=wanted(named_calendars=True)).log_in(PROMPTLY, desk.person)


def test_wider_permissions_count(desk: Desk) -> None:
    desk.authority.grants = ("https://mail.google.com/", f"{ROOT}calendar")
    assert desk.login().log_in(PROMPTLY, desk.person).missing == ()


def test_another_address_than_the_configured_one_is_refused(desk: Desk) -> None:
    desk.authority.email = "sam.private@gmail.com"
    keeps_the_old_login(desk, LoginNeeded, "as sam.private@gmail.com, but account main is sam@example.org.*aliases")


@pytest.mark.parametrize(
    ("configured", "real"),
    [
        ("Sam@Example.org", "sam@example.org"),
        ("sam.candidate@gmail.com", "samcandidate@googlemail.com"),
        ("sam+jobs@gmail.com", "sam@gmail.com"),
    ],
)
def test_the_same_mailbox_in_another_spelling_is_the_same(desk: Desk, configured: str, real: str) -> None:
    desk.authority.email = real
    desk.addresses = frozenset({configured})
    assert desk.login().log_in(PROMPTLY, desk.person).address == real
    assert isinstance(desk.login().state(), LoggedIn)


def test_dots_and_tags_count_elsewhere() -> None:
    from followbot.providers.google.identity import is_one_of

    assert not is_one_of("sam.c@example.org", frozenset({"samc@example.org", "sam.c+x@example.org"}))


def test_a_refused_consent(desk: Desk) -> None:
    desk.authority.refuses = "access_denied"
    keeps_the_old_login(desk, LoginNeeded, "consent was refused, so nothing has changed")


@pytest.mark.parametrize(
    ("code", "error", "says"),
    [
        ("admin_policy_enforced", LoginNeeded, "organisation does not let this app in"),
        ("invalid_scope", ConfigurationError, r"error \(invalid_scope\)"),
        ("<b>\x1b[2J", ConfigurationError, r"error \(unknown\)"),
    ],
)
def test_other_ends_of_the_consent_page(desk: Desk, code: str, error: type[FollowbotError], says: str) -> None:
    desk.authority.refuses = code
    with pytest.raises(error, match=says):
        desk.login().log_in(PROMPTLY, desk.person)


def test_access_without_a_way_to_renew_it_is_not_enough(desk: Desk) -> None:
    desk.authority.gives_refresh = False
    keeps_the_old_login(desk, LoginNeeded, "no way to renew it.*myaccount.google.com")


@pytest.mark.parametrize(
    ("reply", "error", "says"),
    [
        (Reply(400, b'{"error": "invalid_grant"}'), LoginNeeded, "took too long"),
        (Reply(401, b'{"error": "invalid_client"}'), ConfigurationError, "invalid_client"),
        (Reply(400, b'{"error": "invalid_request"}'), ConfigurationError, "invalid_request"),
        (Reply(403, b"<html>canary"), Unreachable, "no token"),
        (Reply(503, b"canary"), Unreachable, "status 503"),
        (Reply(200, b"canary"), Unreachable, "no token"),
        (Reply(302, headers={"Location": "http://canary.example/"}), Unreachable, "no token"),
        (Reply(hang_up=True), Unreachable, "127.0.0.1 cannot be reached"),
    ],
)
def test_trouble_at_the_token_endpoint(desk: Desk, reply: Reply, error: type[FollowbotError], says: str) -> None:
    desk.authority.trouble = [reply, reply]
    with pytest.raises(error, match=says) as caught:
        desk.login().log_in(PROMPTLY, desk.person)
    assert "canary" not in str(caught.value)
    assert isinstance(desk.login().state(), LoggedOut)


def test_a_device_code_is_not_offered(desk: Desk) -> None:
    with pytest.raises(UsageError, match="--no-browser"):
        desk.login().log_in(Manner(device=True), desk.person)


def test_nobody_consents_in_vain_where_the_vault_has_no_key(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_key() -> None:
        raise ConfigurationError("There is no key.")

    monkeypatch.setattr(desk.vault, "ready", no_key)
    with pytest.raises(ConfigurationError):
        desk.login().log_in(PROMPTLY, desk.person)
    assert desk.authority.consents == []


# --- how long it lasts ----------------------------------------------------------------------------------------------


def test_the_end_is_known_where_the_server_says_it(desk: Desk) -> None:
    desk.authority.refresh_life = 604799
    record = desk.login().log_in(PROMPTLY, desk.person)
    assert record.ends == TUESDAY + timedelta(seconds=604799)


def test_else_the_configuration_knows_whether_the_app_is_in_testing(desk: Desk) -> None:
    assert desk.login(testing=True).log_in(PROMPTLY, desk.person).ends == TUESDAY + timedelta(days=7)


# --- out ------------------------------------------------------------------------------------------------------------


def test_logging_out_forgets_everything_and_says_what_remains(desk: Desk) -> None:
    desk.login().log_in(PROMPTLY, desk.person)
    assert "myaccount.google.com" in desk.login().log_out()
    assert desk.login().state() == LoggedOut("Nobody has logged in yet.")
    with pytest.raises(LoginNeeded):
        desk.tokens().token()


def test_logging_out_works_without_key_and_without_client_file(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.login().log_in(PROMPTLY, desk.person)

    def gone(*_: str) -> bytes:
        raise ConfigurationError("The key is gone.")

    monkeypatch.setattr(desk.vault, "get", gone)
    desk.login(load_client=gone).log_out()
    assert desk.login().state() == LoggedOut("Nobody has logged in yet.")


def test_the_login_of_an_address_that_the_configuration_no_longer_names_is_none(desk: Desk) -> None:
    desk.login().log_in(PROMPTLY, desk.person)
    desk.addresses = frozenset({"new@example.org"})
    state = desk.login().state()
    assert isinstance(state, LoggedOut)
    assert "another address" in state.why
    with pytest.raises(LoginNeeded, match="another address"):
        desk.tokens().token()
