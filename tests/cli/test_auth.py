"""`auth`: the frame around whatever logs in, played with a provider of the test's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from followbot.app.login import LoggedOut, LoginRecord, LoginState, Manner, Talk, no_login, state_of
from followbot.app.ports import AccountHealth
from followbot.errors import FollowbotError, LoginNeeded, Unreachable
from tests.cli.conftest import NOW, Home, Run

URL = "https://login.example/authorize?state=x&scope=" + "y" * 200


@dataclass
class Login:
    """A login that ends as the test wants."""

    record: LoginRecord | None = None
    error: FollowbotError | None = None
    manners: list[Manner] = field(default_factory=list)
    after: Callable[[], LoginRecord] = lambda: record()

    def state(self) -> LoginState:
        return state_of(self.record)

    def log_in(self, manner: Manner, talk: Talk) -> LoginRecord:
        self.manners.append(manner)
        talk.say("Open this:")
        talk.show(URL)
        if self.error:
            raise self.error
        self.record = self.after()
        return self.record

    def log_out(self) -> str:
        self.record = None
        return "Its page still lists followbot."


class Without:
    """An account that needs no login."""

    def state(self) -> LoginState:
        return no_login()

    def log_in(self, manner: Manner, talk: Talk) -> LoginRecord:
        raise LoginNeeded("none needed")

    def log_out(self) -> str:
        raise AssertionError


def record(**more: object) -> LoginRecord:
    known = {"account": "main", "provider": "google", "address": "sam@example.org", "at": NOW - timedelta(hours=2)}
    return LoginRecord(**{"scopes": ("https://a.example/auth/mail.read", "drafts"), **known, **more})  # type: ignore[arg-type]  # a test's own keywords


@pytest.fixture
def logins(home: Home, monkeypatch: pytest.MonkeyPatch) -> dict[str, Login]:
    """The accounts `files` (no login) and `main`, `work`."""
    home.config.write_text(
        home.config.read_text("utf-8").replace("  - name: main", "  - name: files")
        + "".join(f"  - {{name: {n}, provider: local, local: {{maildir: Maildir}}}}\n" for n in ("main", "work")),
        "utf-8",
    )
    made = {"main": Login(), "work": Login()}
    for user in ("accounts", "logins"):  # in this order: the import of the one must find the other as it is
        monkeypatch.setattr(
            f"followbot.bootstrap.{user}.login_of", lambda section, *_: made.get(section.name, Without())
        )
    return made


def test_login_asks_for_all_that_need_one(run: Run, logins: dict[str, Login]) -> None:
    logins["work"].record = record(account="work")
    ran = run("auth", "login")
    assert (ran.code, ran.err) == (0, "")
    assert URL in ran.out.splitlines()
    assert "main (local): logged in as sam@example.org, today 13:00" in ran.out
    assert "may: mail.read, drafts" in ran.out
    assert not logins["work"].manners
    again = run("auth", "login")
    assert (again.code, len(logins["main"].manners)) == (0, 1)
    assert "Every account is logged in." in again.out


def test_login_names_one_account_and_how(run: Run, logins: dict[str, Login]) -> None:
    ran = run("auth", "login", "WORK", "--no-browser", "--device", "--port", "8123", "--timeout", "90")
    assert ran.code == 0
    assert logins["work"].manners == [Manner(False, True, 8123, timedelta(seconds=90))]
    assert not logins["main"].manners
    run("auth", "login", "work", "--timeout", "2min")
    assert logins["work"].manners[1] == Manner(timeout=timedelta(minutes=2))


def test_login_as_json_keeps_the_talk_on_stderr(run: Run, logins: dict[str, Login]) -> None:
    ran = run("auth", "login", "main", "--json")
    assert [a["name"] for a in ran.json["accounts"]] == ["main"]
    assert URL in ran.err.splitlines()


@pytest.mark.parametrize(
    ("error", "code"), [(LoginNeeded("You refused."), 77), (Unreachable("login.example cannot be reached."), 69)]
)
def test_a_login_that_fails_says_why(run: Run, logins: dict[str, Login], error: FollowbotError, code: int) -> None:
    logins["main"].error = error
    ran = run("auth", "login", "main")
    assert ran.code == code
    assert error.problem in ran.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("login", "nobody"), "no account nobody"),
        (("login", "main", "--timeout", "soon"), "--timeout: soon is not a duration"),
        (("login", "main", "--timeout", "0"), "longer than nothing"),
        (("login", "main", "--port", "0"), "--port"),
        (("status", "nobody"), "There is: files, main, work."),
        (("logout",), "Say which account is meant. There is: main, work."),
        (("logout", "files"), "needs no login"),
    ],
)
@pytest.mark.usefixtures("logins")
def test_what_cannot_be_understood_is_a_usage_error(run: Run, arguments: tuple[str, ...], says: str) -> None:
    ran = run("auth", *arguments)
    assert ran.code == 2
    assert says in ran.err.replace("\n", " ")


def test_an_account_without_login_says_so(run: Run, logins: dict[str, Login]) -> None:
    ran = run("auth", "login", "files")
    assert (ran.code, ran.err) == (0, "")
    assert "Account files lies on this computer: it needs no login" in ran.out
    assert "login" not in run("auth", "login", "files", "--json").out
    assert "files (local): needs no login" in run("auth", "status", "files").out


def test_status_tells_who_may_what_and_for_how_long(run: Run, logins: dict[str, Login]) -> None:
    logins["main"].record = record(ends=NOW + timedelta(hours=30), missing=("The label cannot be set.",))
    logins["work"].record = record(account="work", ends=NOW + timedelta(days=5))
    ran = run("auth", "status")
    assert ran.code == 0
    text = " ".join(ran.out.split())
    assert "- The label cannot be set." in text
    assert "ends this login in 30 hours, on 2026-03-06 at 20:00 UTC. Renew it now: followbot auth login main" in text
    assert "ends this login in 5 days, on 2026-03-10 at 14:00 UTC." in text
    assert "auth login work" not in text


def test_status_of_a_login_that_ended_is_77_and_says_how_to_go_on(run: Run, logins: dict[str, Login]) -> None:
    logins["main"].record = record(ended="Google says that it was revoked.")
    ran = run("auth", "status")
    assert ran.code == 77
    assert "main (local): needs a login" in ran.out
    assert "Google says that it was revoked." in ran.out
    assert "followbot auth login main" in ran.out
    assert "Nobody has logged in yet." in ran.out


def test_status_json(run: Run, logins: dict[str, Login]) -> None:
    logins["main"].record = record(ends=NOW + timedelta(hours=30))
    ran = run("auth", "status", "--json")
    assert ran.code == 77
    files, main, work = ran.json["accounts"]
    assert (files["login"], files["auth"]) == (False, "ok")
    assert main == {
        "name": "main",
        "provider": "local",
        "auth": "ok",
        "login": True,
        "address": "sam@example.org",
        "scopes": ["https://a.example/auth/mail.read", "drafts"],
        "logged_in_at": "2026-03-05T12:00:00+00:00",
        "ends_at": "2026-03-06T20:00:00+00:00",
        "why": None,
        "warnings": main["warnings"],
    }
    assert len(main["warnings"]) == 1
    assert (work["auth"], work["why"]) == ("login_needed", "Nobody has logged in yet.")


def test_logout(run: Run, logins: dict[str, Login]) -> None:
    logins["main"].record = record()
    ran = run("auth", "logout", "main")
    assert ran.code == 0
    assert isinstance(logins["main"].state(), LoggedOut)
    assert "Account main is logged out. Its page still lists followbot." in ran.out
    assert run("auth", "logout", "main", "--json").json["logged_out"] is True


def test_the_status_of_everything_follows_the_login_at_once(run: Run, logins: dict[str, Login], home: Home) -> None:
    """Not only after the next cycle: the user has just logged in and looks."""
    old = AccountHealth("main", "local", "login_needed", NOW - timedelta(hours=3), "The login was revoked.")
    home.keep(health=(old,))
    assert [a["auth"] for a in run("status", "--json").json["accounts"]] == ["ok", "login_needed", "login_needed"]
    logins["main"].record = record(ends=NOW + timedelta(hours=30))
    accounts = run("status", "--json").json["accounts"]
    assert [(a["auth"], a["last_error"]) for a in accounts][:2] == [("ok", None), ("ok", None)]
    assert "The login of account main ends tomorrow 21:00" in run("status").out


def test_a_login_that_the_last_cycle_found_wanting_is_not_fine_because_it_is_there(
    run: Run, logins: dict[str, Login], home: Home
) -> None:
    logins["main"].record = record(at=NOW - timedelta(days=3))
    home.keep(health=(AccountHealth("main", "local", "login_needed", NOW - timedelta(hours=3), "Refused."),))
    account = run("status", "--json").json["accounts"][1]
    assert (account["auth"], account["last_error"]) == ("login_needed", "Refused.")
    ran = run("auth", "status", "main", "--json")
    (account,) = ran.json["accounts"]
    assert (ran.code, account["auth"], account["why"]) == (77, "login_needed", "Refused.")
    assert run("auth", "login", "--json").json["accounts"][0]["auth"] == "ok", "it is among those that need one"


def test_a_store_that_cannot_be_read_keeps_nobody_from_logging_in(
    run: Run, logins: dict[str, Login], home: Home
) -> None:
    (home.root / "state").mkdir(exist_ok=True)
    (home.root / "state" / "followbot.db").write_text("no database", "utf-8")
    assert run("auth", "login", "main").code == 0


def test_a_login_past_its_known_end_counts_until_the_provider_says_otherwise(
    run: Run, logins: dict[str, Login]
) -> None:
    logins["main"].record = record(ends=NOW - timedelta(hours=1))
    ran = run("auth", "status", "main")
    assert ran.code == 0
    assert "was to end this login on 2026-03-05 at 13:00 UTC. Renew it now" in " ".join(ran.out.split())


def test_with_the_plain_configuration_nothing_is_to_be_done(run: Run, home: Home) -> None:
    assert "main (local): needs no login" in run("auth", "status").out
    ran = run("auth", "login")
    assert (ran.code, ran.out) == (0, "No account here needs a login.\n")
    assert not list((home.root / "state").iterdir()), "no vault was opened"


def test_a_vault_that_cannot_be_read_stops_neither_status_nor_the_other_accounts(run: Run, home: Home) -> None:
    home.config.write_text(
        home.config.read_text("utf-8")
        + "  - {name: mail, provider: google, google: {client_secrets: none.json, endpoint: 'http://127.0.0.1:9'}}\n",
        "utf-8",
    )
    (home.root / "state" / "followbot.vault").write_bytes(b"no database at all" * 100)
    accounts = run("status", "--json").json["accounts"]
    assert [a["auth"] for a in accounts] == ["ok", "login_needed"]
    assert "vault" in accounts[1]["last_error"]
    ran = run("once", "--json")
    assert {e["account"] for e in ran.json["errors"]} == {"mail"}
    assert "Traceback" not in ran.err
    assert run("auth", "status").code == 1
