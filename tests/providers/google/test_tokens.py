"""Renewing tokens: one at a time, nothing lost, and every end with its reason."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from followbot.app.login import LoggedOut, LoginRecord, ends_soon
from followbot.errors import ConfigurationError, LoginNeeded, Stale, StoreError, Unreachable
from followbot.providers.google.client import load_client
from followbot.providers.google.tokens import ROW, unpacked, why_it_ended
from followbot.providers.oauth import Declined, TokenEndpoint
from tests.fakes.build import TUESDAY
from tests.fakes.web import Reply
from tests.providers.google.conftest import PROMPTLY, Desk


@pytest.fixture
def logged_in(desk: Desk) -> Desk:
    desk.login().log_in(PROMPTLY, desk.person)
    desk.person.rest()
    return desk


def test_a_token_lives_its_time_and_is_shared_by_all(logged_in: Desk) -> None:
    first = logged_in.tokens().token()
    logged_in.clock.forward(minutes=55)
    assert logged_in.tokens().token() == first
    logged_in.clock.forward(minutes=2)
    second = logged_in.tokens().token()
    assert second != first
    assert logged_in.tokens().token() == second, "the next process has it from the vault"
    assert len(logged_in.refreshes()) == 1


def test_a_short_life_is_used_for_most_of_it(logged_in: Desk) -> None:
    logged_in.authority.life = 60
    logged_in.clock.forward(hours=2)
    token = logged_in.tokens().token()
    logged_in.clock.forward(seconds=40)
    assert logged_in.tokens().token() == token
    logged_in.clock.forward(seconds=10)
    assert logged_in.tokens().token() != token


def test_a_clock_that_was_set_back_does_not_keep_a_dead_token_alive(logged_in: Desk) -> None:
    logged_in.clock.forward(hours=-30)
    logged_in.tokens().token()
    assert len(logged_in.refreshes()) == 1


def test_a_refused_token_is_not_given_out_again(logged_in: Desk) -> None:
    tokens = logged_in.tokens()
    first = tokens.token()
    tokens.refused(first)
    second = tokens.token()
    assert second != first
    tokens.refused(first)
    assert tokens.token() == second, "the refusal was about the old one"
    assert len(logged_in.refreshes()) == 1


def test_many_threads_renew_once(logged_in: Desk) -> None:
    logged_in.authority.rotates = True
    logged_in.clock.forward(hours=2)
    found: list[str] = []
    sources = [logged_in.tokens() for _ in range(12)]
    threads = [threading.Thread(target=lambda s=s: found.append(s.token())) for s in sources]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(found), len(set(found)), len(logged_in.refreshes())) == (12, 1, 1)


PROCESS = """
import sys
from pathlib import Path
from datetime import datetime
from followbot.providers.google.client import load_client
from followbot.providers.google.scopes import wanted
from followbot.providers.google.tokens import GoogleTokens
from followbot.vault import Vault

class Key:
    def read(self): return b"k" * 32
class Clock:
    def now(self): return datetime.fromisoformat(sys.argv[2])

folder = Path(sys.argv[1])
tokens = GoogleTokens("main", frozenset({"sam@example.org"}), wanted(named_calendars=False),
    load_client(folder / "client_secret.json"), secrets=Vault(folder / "state" / "followbot.vault", Key()), clock=Clock())
sys.stdin.readline()
print(tokens.token())
"""


def test_several_processes_renew_once(logged_in: Desk) -> None:
    logged_in.authority.rotates = True
    at = (TUESDAY + timedelta(hours=2)).isoformat()
    command = [sys.executable, "-c", PROCESS, str(logged_in.folder), at]
    pipe = subprocess.PIPE
    processes = [subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) for _ in range(3)]
    found = [p.communicate("go\n", timeout=60)[0] for p in processes]
    assert [p.returncode for p in processes] == [0, 0, 0]
    assert len(set(found)) == 1
    assert len(logged_in.refreshes()) == 1


# --- rotation -------------------------------------------------------------------------------------------------------


def test_a_replaced_refresh_token_is_the_next_one(logged_in: Desk) -> None:
    logged_in.authority.rotates = True
    for _ in range(3):
        logged_in.clock.forward(hours=2)
        logged_in.tokens().token()
    assert len(set(logged_in.refreshes())) == 3


def test_a_vault_that_cannot_be_written_costs_no_token(logged_in: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full: the server is not even asked, for it would replace the refresh token that we have."""
    logged_in.authority.rotates = True
    logged_in.clock.forward(hours=2)

    def full(*_: object) -> None:
        raise StoreError("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(logged_in.vault, "keep", full)
        with pytest.raises(StoreError):
            logged_in.tokens().token()
    assert logged_in.refreshes() == []
    assert logged_in.tokens().token() in logged_in.authority.access


def test_nobody_gets_a_token_before_its_refresh_token_is_on_the_disk(
    logged_in: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged_in.authority.rotates = True
    logged_in.clock.forward(hours=2)
    keep, kept = logged_in.vault.keep, []

    def remember(record: LoginRecord, secrets: Mapping[str, bytes]) -> None:
        keep(record, secrets)
        kept.append(unpacked(secrets[ROW]))

    monkeypatch.setattr(logged_in.vault, "keep", remember)
    token = logged_in.tokens().token()
    assert kept[-1].access == token
    assert kept[-1].refresh in logged_in.authority.refresh
    assert kept[0].refresh in logged_in.authority.used


@pytest.mark.parametrize(
    "reply", [Reply(hang_up=True), Reply(500), Reply(429), Reply(408), Reply(200, b"{"), Reply(403, b"<html>")]
)
def test_a_lost_answer_costs_nothing(logged_in: Desk, reply: Reply) -> None:
    logged_in.authority.trouble = [reply]
    logged_in.clock.forward(hours=2)
    with pytest.raises(Unreachable):
        logged_in.tokens().token()
    assert len(logged_in.refreshes()) == 1, "a request that writes is made once"
    assert not isinstance(logged_in.login().state(), LoggedOut)
    assert logged_in.tokens().token() in logged_in.authority.access


def test_reuse_detection_ends_the_login_with_a_sentence(logged_in: Desk) -> None:
    """The answer that carried the new token was lost: a strict server then ends the whole family, and only the user helps."""
    logged_in.authority.rotates = True
    logged_in.authority.after = lambda: Reply(hang_up=True)
    logged_in.clock.forward(hours=2)
    with pytest.raises(Unreachable):
        logged_in.tokens().token()
    logged_in.authority.after = None
    with pytest.raises(LoginNeeded, match="needs a new login"):
        logged_in.tokens().token()


# --- the end of a login ---------------------------------------------------------------------------------------------


def test_a_revoked_login_is_named_once_and_asked_for_no_more(logged_in: Desk) -> None:
    logged_in.authority.refresh.clear()
    logged_in.clock.forward(hours=2)
    with pytest.raises(LoginNeeded, match=r"invalid_grant.*password.*followbot auth login main") as caught:
        logged_in.tokens().token()
    assert caught.value.exit_code == 77
    for _ in range(5):
        with pytest.raises(LoginNeeded, match="invalid_grant"):
            logged_in.tokens().token()
    assert len(logged_in.refreshes()) == 1
    state = logged_in.login().state()
    assert isinstance(state, LoggedOut)
    assert "invalid_grant" in state.why


def test_a_new_login_goes_on_at_once(logged_in: Desk) -> None:
    running = logged_in.tokens()
    logged_in.authority.refresh.clear()
    logged_in.clock.forward(hours=2)
    with pytest.raises(LoginNeeded):
        running.token()
    mark = logged_in.vault.mark()
    logged_in.login().log_in(PROMPTLY, logged_in.person)
    assert logged_in.vault.mark() != mark
    assert running.token() in logged_in.authority.access


def test_an_old_renewal_does_not_overwrite_a_new_login(logged_in: Desk) -> None:
    old = logged_in.vault.record("main")
    assert old is not None
    new = logged_in.login().log_in(PROMPTLY, logged_in.person)
    kept = logged_in.vault.get("main", ROW)
    with pytest.raises(Stale):
        logged_in.vault.keep(old, {ROW: b"old"})
    assert logged_in.vault.get("main", ROW) == kept
    assert logged_in.vault.record("main") == new


def test_a_refusal_that_is_not_final_is_asked_about_again(logged_in: Desk) -> None:
    logged_in.authority.trouble = [Reply(400, b'{"error": "temporarily_unavailable"}')]
    logged_in.clock.forward(hours=2)
    with pytest.raises(Unreachable, match="temporarily_unavailable"):
        logged_in.tokens().token()
    assert logged_in.tokens().token() in logged_in.authority.access


@pytest.mark.parametrize(
    ("code", "detail", "age", "says"),
    [
        ("invalid_grant", "", 100, "Likely causes: your OAuth app is in “Testing”"),
        ("invalid_grant", "", 7, "Most likely your OAuth app is in “Testing”, where a login lasts 7 days"),
        ("invalid_grant", "invalid_rapt", 1, "organisation limits how long"),
        ("access_denied", "", 1, r"refuses to renew the login \(access_denied\)"),
    ],
)
def test_likely_causes(code: str, detail: str, age: int, says: str) -> None:
    import re

    assert re.search(says, why_it_ended(Declined(code, detail), timedelta(days=age)))


def test_a_client_that_is_gone_is_a_matter_of_the_configuration(logged_in: Desk) -> None:
    logged_in.authority.client_id = "another"
    client = load_client(logged_in.folder / "client_secret.json")
    logged_in.clock.forward(hours=2)
    with pytest.raises(ConfigurationError, match="no longer knows the OAuth client") as caught:
        logged_in.tokens(client=client).token()
    assert caught.value.exit_code == 78


def test_another_client_file_needs_another_login(logged_in: Desk) -> None:
    logged_in.authority.client_id = "another"
    with pytest.raises(LoginNeeded, match="another OAuth client"):
        logged_in.tokens().token()


def test_a_permission_that_was_taken_away_later_is_noticed(logged_in: Desk) -> None:
    (token,) = logged_in.authority.refresh
    logged_in.authority.refresh[token] = "https://www.googleapis.com/auth/gmail.readonly"
    logged_in.clock.forward(hours=2)
    with pytest.raises(LoginNeeded, match="Manage drafts"):
        logged_in.tokens().token()


def test_tokens_that_cannot_be_read_need_a_login(logged_in: Desk) -> None:
    for broken in (b"", b"{}", b'["a"]', b'["client-1.apps.example", "r", "a", "x", "y"]'):
        logged_in.vault.put("main", ROW, broken)
        with pytest.raises(LoginNeeded, match="cannot be read"):
            logged_in.tokens().token()
    logged_in.vault.delete("main", ROW)
    with pytest.raises(LoginNeeded, match="gone"):
        logged_in.tokens().token()


def test_the_warning_comes_from_day_five(desk: Desk) -> None:
    desk.authority.refresh_life = 7 * 86400
    desk.login().log_in(PROMPTLY, desk.person)
    end = TUESDAY + timedelta(days=7)
    state = desk.login().state()
    assert ends_soon(state, TUESDAY + timedelta(days=4, hours=23)) is None
    assert ends_soon(state, TUESDAY + timedelta(days=5)) == end
    desk.clock.forward(days=3)
    desk.authority.refresh_life = 4 * 86400  # Google says what is left
    desk.tokens().token()
    record = desk.vault.record("main")
    assert record is not None
    assert record.ends == end


# --- redaction ------------------------------------------------------------------------------------------------------


def test_no_secret_reaches_a_log_an_error_or_the_disk(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """The server's words for codes, tokens and secrets all hold "canary"."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("urllib3.connectionpool").setLevel(logging.NOTSET)
    errors: list[object] = []
    shown = [repr(desk.login())]
    desk.login().log_in(PROMPTLY, desk.person)
    tokens = desk.tokens()
    desk.clock.forward(hours=2)
    tokens.token()
    packed = desk.vault.get("main", ROW)
    refusal = Reply(400, b'{"error": "canary invalid", "error_description": "canary"}')
    desk.authority.trouble = [refusal, Reply(500, b"canary")]
    for _ in range(2):
        desk.clock.forward(hours=2)
        try:
            tokens.token()
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not tell
            errors += [str(error), repr(error)]
    client = load_client(desk.folder / "client_secret.json")
    grant = TokenEndpoint(client.token_uri, client.id, client.secret).refresh(next(iter(desk.authority.refresh)))
    shown += [repr(client), repr(grant), repr(desk.vault.record("main"))]
    assert packed is not None
    assert b"canary" in packed
    everything = [*shown, *map(str, errors), caplog.text, *desk.person.lines]
    assert [text for text in everything if "canary" in text] == []
    assert [f for f in (desk.folder / "state").iterdir() if b"canary" in f.read_bytes()] == []


def test_record_replacement_keeps_the_serial(logged_in: Desk) -> None:
    record = logged_in.vault.record("main")
    assert record is not None
    logged_in.vault.keep(replace(record, scopes=("a",)), {})
    assert logged_in.vault.record("main") == replace(record, scopes=("a",))


# --- whose it is ----------------------------------------------------------------------------------------------------


def unchecked(desk: Desk) -> None:
    """A login while Google did not say whose it is."""
    desk.authority.profile = Reply(403)
    desk.login().log_in(PROMPTLY, desk.person)
    desk.person.rest()


def test_a_login_of_nobody_known_is_checked_as_soon_as_google_says_whose_it_is(desk: Desk) -> None:
    unchecked(desk)
    tokens = desk.tokens()
    assert not tokens.knows_owner()
    tokens.found_owner("sam@example.org")
    assert tokens.knows_owner()
    assert tokens.token()


def test_a_login_of_somebody_else_counts_no_more_once_it_is_known(desk: Desk) -> None:
    unchecked(desk)
    tokens = desk.tokens()
    with pytest.raises(LoginNeeded, match="login of another address"):
        tokens.found_owner("somebody@else.example")
    with pytest.raises(LoginNeeded, match="login of another address"):
        tokens.token()
    assert isinstance(desk.login().state(), LoggedOut)


def test_trouble_that_passes_is_not_a_lost_login(logged_in: Desk) -> None:
    logged_in.clock.forward(hours=2)
    logged_in.authority.trouble = [Reply(400, b'{"error": "temporarily_unavailable"}')]
    with pytest.raises(Unreachable, match="at the moment"):
        logged_in.tokens().token()
