"""`init`: a configuration from a few answers, by flags or typed, and nothing that exists is lost."""

from __future__ import annotations

import io
import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from followbot.cli import asking, firstlook, init
from followbot.config.writing import Answers, first_configuration
from followbot.daemon import installing
from followbot.domain import detection
from followbot.domain.model import Verdict
from followbot.errors import FollowbotError
from followbot.vault import keys
from tests.cli.conftest import Home, Run
from tests.cli.test_inspection import EVENT, put

LOCAL = ("--provider", "local", "--name", "Sam Taylor", "--email", "sam@example.org", "--timezone", "Europe/Berlin")


@pytest.fixture(autouse=True)
def without_systemd(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> None:
        raise FollowbotError("This machine does not run systemd.", "Start it otherwise.")

    monkeypatch.setattr(installing, "need_systemd", none)


@pytest.fixture
def fresh(home: Home) -> Home:
    """A home without a configuration."""
    home.config.unlink()
    return home


def local(home: Home) -> tuple[str, ...]:
    return (*LOCAL, "--maildir", str(home.root / "Maildir"), "--calendar", str(home.root / "calendar"))


def written(home: Home) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(home.config.read_text("utf-8"))
    return found


def test_flags_alone_make_a_configuration_that_is_in_order(fresh: Home, run: Run) -> None:
    ran = run("init", *local(fresh), "--strength", "mentoring", "--language", "de", "--no-login")
    assert (ran.code, ran.err) == (0, "")
    assert written(fresh)["profile"] == {
        "name": "Sam Taylor",
        "email": "sam@example.org",
        "language": "de",
        "timezone": "Europe/Berlin",
        "country": "DE",
        "strengths": ["mentoring"],
    }
    assert run("config", "check").code == 0
    assert stat.S_IMODE(fresh.config.stat().st_mode) == 0o600
    schema = json.loads((fresh.root / "config.schema.json").read_text("utf-8"))
    assert schema["title"] == "followbot"
    assert "# yaml-language-server: $schema=config.schema.json" in fresh.config.read_text("utf-8")


def test_the_interviews_that_are_there_are_shown_and_nothing_is_written(fresh: Home, run: Run) -> None:
    put(fresh.root / "calendar", "a.ics", EVENT)
    ran = run("init", *local(fresh))
    assert ran.code == 0
    assert "These interviews are on your calendar:" in ran.out
    assert "Acme" in ran.out
    assert not (fresh.root / "state" / "followbot.db").exists()
    assert list((fresh.root / "Maildir" / "Drafts" / "cur").iterdir()) == []


def test_without_interviews_it_says_so(fresh: Home, run: Run) -> None:
    assert "No interview is on your calendar" in run("init", *local(fresh)).out.replace("\n", " ")


def test_an_existing_configuration_is_not_replaced_unasked_and_a_copy_is_kept(home: Home, run: Run) -> None:
    before = home.config.read_text("utf-8")
    ran = run("init", *local(home), "--no-login")
    assert (ran.code, home.config.read_text("utf-8")) == (2, before)
    assert "--force" in ran.err
    for copy in ("config.yaml.before-init", "config.yaml.before-init-2"):
        kept = home.config.read_text("utf-8")
        ran = run("init", *local(home), "--no-login", "--force")
        assert ran.code == 0
        assert f"A copy of what was there: {home.root / copy}\n" in ran.out
        assert (home.root / copy).read_text("utf-8") == kept


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("--email", "nobody"), "--email"),
        (("--timezone", "Europe/Atlantis"), "--timezone"),
        (("--provider", "gopher"), "--provider"),
        (("--language", "tlh"), "--language"),
        (("--maildir", "/nowhere/at/all"), "--maildir"),
        (("--calendar", "/nowhere/at/all.ics"), "--calendar"),
        (("--name", "Sam\x07"), "--name"),
    ],
)
def test_an_impossible_answer_is_named_by_its_flag(fresh: Home, run: Run, change: tuple[str, str], named: str) -> None:
    ran = run("init", *local(fresh), *change, "--no-login")
    assert (ran.code, ran.out) == (2, "")
    assert named in ran.err
    assert not fresh.config.exists()


def test_what_is_missing_is_named_where_nobody_can_be_asked(fresh: Home, run: Run) -> None:
    ran = run("init", "--email", "sam@example.org", "--no-login")
    assert ran.code == 2
    assert "--provider is missing" in ran.err


def test_an_unreachable_server_is_said_and_the_configuration_stays(
    fresh: Home, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = fresh.root / "key"
    key.write_text("A" * 42 + "A=\n")
    monkeypatch.setenv("FOLLOWBOT_STORE_KEY_FILE", str(key))
    monkeypatch.setattr("sys.stdin", io.StringIO())
    ran = run(
        *("init", "--provider", "imap", "--name", "Sam", "--email", "sam@own.example", "--timezone", "UTC"),
        *("--host", "mx.invalid"),
    )
    assert ran.code == 77
    assert "pipe the password in" in ran.err
    assert "followbot auth login main" in ran.out.replace("\n", " ")
    assert written(fresh)["accounts"] == [{"name": "main", "provider": "imap", "imap": {"host": "mx.invalid"}}]


@pytest.mark.parametrize(
    ("email", "provider"),
    [
        ("a@gmail.com", "google"),
        ("a@hotmail.de", "microsoft"),
        ("a@gmx.de", "imap"),
        ("a@fastmail.com", "imap"),
        ("a@own.example", ""),
    ],
)
def test_the_address_suggests_the_provider(email: str, provider: str) -> None:
    assert init._guess(email) == provider


def test_typed_answers_are_asked_for_until_they_are_possible(
    fresh: Home, run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers: Iterator[str] = iter(
        (
            *("nobody", "sam@example.org", "local", str(fresh.root / "Maildir"), str(fresh.root / "calendar")),
            *("Europe/Berlin", "Sam Taylor", "DE", "en", "mentoring, calm incident response"),
        )
    )
    asked: list[str] = []

    def prompt(question: str, **_: Any) -> str:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr(typer, "prompt", prompt)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    ran = run("init", "--no-login")
    assert ran.code == 0
    assert asked[0] == asked[1], "an impossible address is asked for again"
    assert "That does not work" in ran.out
    assert written(fresh)["profile"]["strengths"] == ["mentoring", "calm incident response"]


GOOGLE = ("--provider", "google", "--name", "Sam", "--email", "sam@gmail.com", "--timezone", "UTC", "--no-login")
DESKTOP = {"installed": {"client_id": "1.apps", "auth_uri": "https://a.example", "token_uri": "https://t.example"}}


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ("hello", "is not JSON"),
        (json.dumps({"type": "service_account"}), "is the key of a service account"),
        (json.dumps({"installed": {"client_id": "1.apps"}}), "auth_uri, token_uri"),
    ],
)
def test_a_file_that_is_no_oauth_client_is_refused_where_it_is_named(
    fresh: Home, run: Run, held: str, said: str
) -> None:
    path = fresh.root / "client.json"
    path.write_text(held, "utf-8")
    ran = run("init", *GOOGLE, "--client-secrets", str(path))
    assert ran.code == 2
    assert "--client-secrets" in ran.err
    assert said in ran.err.replace("\n", " ")
    assert not fresh.config.exists()


def test_a_file_that_is_no_oauth_client_is_asked_for_again(
    fresh: Home, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, held in (("other.json", {"web": 1}), ("client.json", DESKTOP)):
        (fresh.root / name).write_text(json.dumps(held), "utf-8")
    answers = iter((str(fresh.root / "other.json"), str(fresh.root / "client.json")))

    def prompt(question: str, default: str = "", **_: Any) -> str:
        return next(answers) if "JSON file" in question else default

    monkeypatch.setattr(typer, "prompt", prompt)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    ran = run("init", *GOOGLE)
    assert (ran.code, ran.err) == (0, "")
    assert "is not a client-secrets file of Google" in ran.out.replace("\n", " ")
    assert written(fresh)["accounts"][0]["google"]["client_secrets"] == str(fresh.root / "client.json")


def test_nothing_in_an_answer_changes_the_structure(tmp_path: Path) -> None:
    hostile = 'Sam: "#[x]", {y}: !!python/object \\ é'
    text = first_configuration(
        Answers(hostile, "a@b.example", "local", "UTC", strengths=[hostile], settings={"maildir": hostile})
    )
    found = yaml.safe_load(text)
    assert found["profile"]["name"] == hostile
    assert found["profile"]["strengths"] == [hostile]
    assert found["accounts"][0]["local"] == {"maildir": hostile}
    assert set(found) == {"profile", "accounts", "drafts", "detection"}


IMAP = ("--provider", "imap", "--name", "Sam", "--email", "sam@own.example", "--timezone", "UTC", "--no-login")


def test_a_user_name_is_written_where_it_differs_from_the_address(fresh: Home, run: Run) -> None:
    servers = ("--host", "mx.own.example:1993", "--caldav", "https://dav.own.example/")
    assert run("init", *IMAP, *servers, "--username", "sam01", "--caldav-username", "sam@own.example").code == 0
    assert written(fresh)["accounts"][0]["imap"] == {
        "host": "mx.own.example",
        "port": 1993,
        "username": "sam01",
        "caldav": {"url": "https://dav.own.example/", "username": "sam@own.example"},
    }
    assert run("config", "check").code == 0


@pytest.mark.parametrize(
    ("email", "flags", "named"),
    [
        ("sam@own.example", ("--host", "x:99999999"), "--host: must be from 1 to 65535, not"),
        ("sam@gmx.de", ("--host", "x:0"), "--host: must be from 1 to 65535, not"),
        ("sam@own.example", ("--host", "x:imap"), "--host: "),
        ("sam@own.example", ("--host", "x", "--caldav", "http://x"), "--caldav: "),
        ("sam@gmx.de", ("--caldav", "ftp://x"), "--caldav: "),
        ("sam@gmx.de", ("--endpoint", "no address"), "accounts[0].imap.endpoint: "),
    ],
)
def test_what_cannot_be_written_names_the_answer_not_a_file(
    fresh: Home, run: Run, email: str, flags: tuple[str, ...], named: str
) -> None:
    ran = run("init", *IMAP, "--email", email, *flags)
    assert (ran.code, ran.out) == (2, "")
    assert named in ran.err
    assert ".new" not in ran.err
    assert list(fresh.root.glob("*config.yaml*")) == []


@pytest.mark.parametrize("arguments", [("init", "--json"), ("--json", "init"), ("--json", "man")])
def test_what_is_no_document_has_no_json(home: Home, run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "--json" in ran.err


def test_flags_say_yes_to_the_key_file_and_the_service(fresh: Home, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOLLOWBOT_STORE_KEY_FILE", "")
    monkeypatch.setattr(firstlook, "_log_in", lambda *_: None)
    monkeypatch.setattr(firstlook, "_choose", lambda *_: None)
    monkeypatch.setattr(firstlook, "_show_what_is_found", lambda *_: None)
    monkeypatch.setattr(keys, "BACKENDS", {})
    monkeypatch.setattr(installing, "need_systemd", lambda: None)
    installed: list[Path] = []
    monkeypatch.setattr("followbot.cli.service.install", lambda invocation: installed.append(invocation.config_path))
    ran = run("init", *IMAP[:-1], "--host", "mx.own.example", "--key-file", "--service")
    assert (ran.code, installed) == (0, [fresh.config])
    assert f"export FOLLOWBOT_STORE_KEY_FILE={fresh.root / 'store-key'}" in ran.out
    assert stat.S_IMODE((fresh.root / "store-key").stat().st_mode) == 0o600


def test_a_service_that_was_asked_for_and_cannot_be_is_an_error(fresh: Home, run: Run) -> None:
    ran = run("init", *local(fresh), "--service")
    assert ran.code == 1
    assert "does not run systemd" in ran.err
    assert run("init", *local(fresh), "--service", "--no-login").code == 2


def test_a_user_name_that_is_the_address_is_left_out(fresh: Home, run: Run) -> None:
    servers = ("--host", "mx.own.example", "--caldav", "https://dav.own.example/")
    assert (
        run("init", *IMAP, *servers, "--username", "sam@own.example", "--caldav-username", "sam@own.example").code == 0
    )
    assert written(fresh)["accounts"][0]["imap"] == {
        "host": "mx.own.example",
        "caldav": {"url": "https://dav.own.example/"},
    }


def answered(monkeypatch: pytest.MonkeyPatch, *yes: bool) -> list[str]:
    """Somebody is there and answers yes or no; the questions."""
    answers, asked = iter(yes), list[str]()

    def confirm(question: str, **_: Any) -> bool:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr(asking, "confirmed", confirm)
    monkeypatch.setattr(typer, "prompt", lambda _question, default="", **_: default)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    return asked


def test_what_is_found_is_asked_about_and_a_yes_ends_it(fresh: Home, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    put(fresh.root / "calendar", "a.ics", EVENT)
    asked = answered(monkeypatch, True)
    ran = run("init", *local(fresh))
    assert asked == ["One; right?"]
    assert "followbot ignore" not in ran.out


def test_a_no_explains_what_puts_the_list_right(fresh: Home, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    put(fresh.root / "calendar", "a.ics", EVENT)
    answered(monkeypatch, False)
    said = " ".join(run("init", *local(fresh)).out.split())
    for part in ("followbot ignore REF", "followbot confirm REF", "Not sure means", "followbot inspect event"):
        assert part in said


def test_where_nobody_can_be_asked_the_explanation_is_given(fresh: Home, run: Run) -> None:
    put(fresh.root / "calendar", "a.ics", EVENT)
    assert "followbot ignore REF" in run("init", *local(fresh)).out


DOUBTFUL = (
    EVENT.replace("Interview: Backend Engineer at Acme\x1b[31m", "Coffee with Jane (Globex)?")
    .replace("Dear Sam\\, we are looking forward to your interview with Jane Doe.", "")
    .replace("jane@acme", "jane@globex")
    .replace("interview-1", "call-1")
)


def test_doubtful_events_stand_by_themselves(fresh: Home, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    # Which events are in doubt is learned anew with the corpus; here all are that are not certain.
    sure = 0.9
    monkeypatch.setattr(detection, "_verdict", lambda score, _: Verdict.INTERVIEW if score > sure else Verdict.UNSURE)
    put(fresh.root / "calendar", "a.ics", EVENT)
    put(fresh.root / "calendar", "b.ics", DOUBTFUL)
    said = run("init", *local(fresh)).out
    assert said.index("These interviews are on your calendar:") < said.index("followbot is not sure about these")
    assert said.index("followbot is not sure about these") < said.index("Globex")


def test_a_second_time_the_earlier_answers_are_offered(home: Home, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: dict[str, str] = {}

    def prompt(question: str, default: str = "", **_: Any) -> str:
        offered[question] = default
        return default

    run("init", *IMAP, "--host", "mx.own.example:1993", "--username", "sam01", "--strength", "calm", "--force")
    monkeypatch.setattr(typer, "prompt", prompt)
    monkeypatch.setattr(asking, "confirmed", lambda *_, **__: True)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    before = written(home)
    assert run("init", "--no-login").code == 0
    assert written(home) == before
    assert offered["Your IMAP server?"] == "mx.own.example:1993"
    assert offered["Your name, as it stands under a mail?"] == "Sam"


def test_without_a_terminal_nothing_is_taken_from_what_is_replaced(home: Home, run: Run) -> None:
    ran = run("init", "--force", "--provider", "local", "--no-login")
    assert ran.code == 2
    assert "--email is missing" in ran.err


def test_a_broken_configuration_offers_nothing_and_can_be_replaced(
    home: Home, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in ("profile: [", "profile: 3\naccounts: {a: b}\n", "accounts: [x]\n", "- 1\n"):
        home.config.write_text(text, "utf-8")
        answered(monkeypatch, True)
        assert run("init", *IMAP, "--host", "mx.own.example").code == 0
        assert written(home)["profile"]["name"] == "Sam"


RICH = """\
# mine
profile: {name: Sam, email: sam@own.example, aliases: [s@b.example], timezone: UTC, signature: Sam}
accounts:
  - {name: main, provider: local, local: {calendars: [calendar, "https://a.example/b.ics"], maildir: Maildir}}
  - {name: work, provider: local, local: {maildir: Maildir}}
timing: {thank_you_after: 30h}
drafts: {debrief: true}
"""


def test_what_is_not_asked_about_is_named_before_it_is_replaced(
    home: Home, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.config.write_text(RICH, "utf-8")
    answered(monkeypatch, True)
    ran = run("init", "--no-login")
    assert ran.code == 0
    said = " ".join(ran.out.split())
    assert (
        "These would not be carried over: profile.aliases, profile.signature, the account work, timing.thank_you_after,"
        " comments of yours." in said
    )
    assert (home.root / "config.yaml.before-init").read_text("utf-8") == RICH
    assert written(home)["accounts"][0]["local"] == {
        "calendars": [str(home.root / "calendar"), "https://a.example/b.ics"],
        "maildir": str(home.root / "Maildir"),
    }


def test_where_everything_is_asked_about_nothing_is_named(
    home: Home, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init", *local(home), "--no-login", "--force")
    answered(monkeypatch, True)
    ran = run("init", "--no-login")
    assert "Your earlier answers are offered." in " ".join(ran.out.split())
    assert "carried over" not in ran.out


def test_trouble_with_a_local_account_asks_for_no_login(fresh: Home, run: Run) -> None:
    broken = fresh.root / "broken.ics"
    broken.write_text("no calendar at all", "utf-8")
    ran = run("init", *LOCAL, "--maildir", str(fresh.root / "Maildir"), "--calendar", str(broken))
    assert ran.code == 1
    assert "followbot once --dry-run" in ran.out.replace("\n", " ")
    assert "auth login" not in ran.out + ran.err
    assert fresh.config.exists()


def test_a_no_leaves_the_configuration_and_is_no_error(home: Home, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = home.config.read_text("utf-8")
    monkeypatch.setattr(asking, "confirmed", lambda _question, default: default)  # an empty line
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    ran = run("init")
    assert (ran.code, ran.err) == (0, "")
    assert "It stays as it is." in ran.out
    assert home.config.read_text("utf-8") == before


@pytest.mark.parametrize("left", [KeyboardInterrupt, typer.Abort])
def test_whoever_leaves_at_the_login_is_told_how_to_go_on(
    fresh: Home, run: Run, monkeypatch: pytest.MonkeyPatch, left: type[BaseException]
) -> None:
    def leave(*_: Any) -> None:
        raise left from KeyboardInterrupt()

    monkeypatch.setattr(firstlook, "_log_in", leave)
    ran = run("init", *[part for part in IMAP if part != "--no-login"], "--host", "mx.own.example")
    assert ran.code == 130
    assert "To go on: followbot auth login main, then followbot once --dry-run." in ran.out.replace("\n", " ")
    assert fresh.config.exists()


@pytest.mark.parametrize("wanted", [True, False])
def test_where_no_keyring_is_a_key_file_is_offered(
    fresh: Home, run: Run, monkeypatch: pytest.MonkeyPatch, wanted: bool
) -> None:
    monkeypatch.delenv("FOLLOWBOT_STORE_KEY_FILE", raising=False)
    monkeypatch.setattr(firstlook, "_log_in", lambda *_: None)
    monkeypatch.setattr(firstlook, "_choose", lambda *_: None)
    monkeypatch.setattr(firstlook, "_show_what_is_found", lambda *_: None)
    monkeypatch.setattr(keys, "BACKENDS", {})
    asked = answered(monkeypatch, wanted)
    ran = run("init", *[part for part in IMAP if part != "--no-login"], "--host", "mx.own.example")
    path = fresh.root / "store-key"
    assert str(path) in asked[0]
    assert path.exists() is wanted
    assert (f"export FOLLOWBOT_STORE_KEY_FILE={path}" in ran.out) is wanted
    if wanted:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert len(keys.key_source({"FOLLOWBOT_STORE_KEY_FILE": str(path)}).read() or b"") == 32
    monkeypatch.delenv("FOLLOWBOT_STORE_KEY_FILE", raising=False)
