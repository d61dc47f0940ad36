"""`once`, `preview` and `run` on real files."""

from __future__ import annotations

from datetime import timedelta

import pytest

from followbot.app import cycle
from followbot.app.report import Item, Report, Trouble
from followbot.daemon import service
from followbot.daemon.service import Daemon
from followbot.domain.model import Contact, ContactRole
from tests.cli.conftest import Home, Run, set_clock
from tests.cli.test_inspection import EVENT, put
from tests.fakes.build import interview as interview_with
from tests.fakes.build import process_of, round_of, utc

END = utc("2026-03-03 14:00")
DAY = timedelta(days=1)


@pytest.fixture
def invited(home: Home, run: Run, monkeypatch: pytest.MonkeyPatch) -> Home:
    """An interview on the calendar, seen the day before it."""
    put(home.root / "calendar", "a.ics", EVENT)
    set_clock(monkeypatch, END - DAY)
    ran = run("once")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "1 new interview found:\n  tomorrow 14:00  Acme, Backend Engineer\n"
    return home


def drafts(home: Home) -> list[str]:
    found = (p.read_text("utf-8") for p in (home.root / "Maildir" / "Drafts" / "cur").iterdir())
    return [text for text in found if "\nTo:" in f"\n{text}"]


# --- once -----------------------------------------------------------------------------------------------------------


def test_once_drafts_what_is_due_and_says_so(invited: Home, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, END + DAY)
    ran = run("once", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert set(ran.json) == {"created", "withdrawn", "settled", "skipped", "errors", "requests"}
    (created,) = [i for i in ran.json["created"] if i["kind"] == "thank_you"]
    assert (created["contact"], created["state"]) == ("jane@acme.example", "drafted")
    assert len(drafts(invited)) == 1
    again = run("once")
    assert (again.code, again.out) == (0, "Nothing to do.\n")
    assert len(drafts(invited)) == 1


def test_a_dry_run_says_what_would_be_and_writes_nothing(
    invited: Home, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, END + DAY)
    ran = run("once", "--dry-run")
    assert ran.code == 0
    assert "thank-you to jane@acme.example" in ran.out
    assert "would be drafted" in ran.out
    assert drafts(invited) == []
    assert [i["state"] for i in run("status", "--json").json["interviews"]] == ["waiting"]


def fake_cycle(monkeypatch: pytest.MonkeyPatch, report: Report) -> None:
    monkeypatch.setattr(cycle, "run_cycle", lambda world, **_: report)


def test_what_went_wrong_is_named_on_stderr_and_in_the_exit_code(
    home: Home, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = Report(errors=[Trouble("main", "calendar x", "It is gone.", 69), Trouble("main", "a.ics", "Cut\x1b.", 0)])
    fake_cycle(monkeypatch, report)
    ran = run("once", "--json")
    assert ran.code == 69
    assert ran.json["errors"][0] == {"account": "main", "where": "calendar x", "what": "It is gone.", "code": 69}
    assert ran.err == "followbot: main calendar x: It is gone.\nfollowbot: main a.ics: Cut\ufffd.\n"
    assert run("once").out == "Nothing was done.\n"


def test_a_lost_answer_asks_for_patience(home: Home, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_cycle(monkeypatch, Report(in_doubt=True))
    ran = run("once")
    assert ran.code == 75
    assert "Try again in some minutes" in ran.err


def test_every_outcome_is_a_sentence(home: Home, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def item(kind: str, state: str, reason: str | None = None) -> Item:
        return Item("f", "i", kind, state, "Acme\x1b[2J", "jane@acme.example" if kind != "card" else None, reason)

    report = Report(
        created=[item("thank_you", "drafted"), item("card", "drafted")],
        withdrawn=[item("nudge", "withdrawn", "answered")],
        settled=[item("thank_you", "by_hand")],
        skipped=[item("nudge", "skipped", "too_late")],
        found=["a", "b"],
    )
    fake_cycle(monkeypatch, report)
    assert run("once").out.splitlines() == [
        "2 new interviews found.",
        "thank-you to jane@acme.example (Acme\ufffd[2J) drafted",
        "debrief card (Acme\ufffd[2J) drafted",
        "nudge to jane@acme.example (Acme\ufffd[2J) taken back: they have answered",
        "thank-you to jane@acme.example (Acme\ufffd[2J) by hand",
        "nudge to jane@acme.example (Acme\ufffd[2J) skipped: it would have come too late",
    ]


# --- preview --------------------------------------------------------------------------------------------------------


def test_preview_shows_the_draft_that_once_will_write(invited: Home, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, END + DAY)
    ran = run("preview", "jane", "--json")
    assert (ran.code, ran.err) == (0, "")
    (draft,) = ran.json["drafts"]
    assert draft["to"] == ["jane@acme.example"]
    assert draft["from"] == "sam@example.org"
    assert drafts(invited) == [], "a preview writes nothing"
    run("once")
    assert run("preview", "jane", "--kind", "thank_you", "--json").json["drafts"] == [draft]
    assert draft["subject"] in drafts(invited)[0].replace("\n ", " ")


def test_preview_in_words_and_of_the_nudge(invited: Home, run: Run) -> None:
    thanks = run("preview", "jane").out
    nudge = run("preview", "jane", "--kind", "nudge").out
    for shown, named in ((thanks, "thank-you"), (nudge, "second mail (nudge)")):
        assert shown.startswith(
            f"The {named}, as it would be written now:\n\nTo: Jane Doe <jane@acme.example>\nSubject: "
        )
        assert max(map(len, shown.splitlines())) <= 80
    assert thanks != nudge


def test_preview_tells_its_sources_and_what_the_lint_says(invited: Home, run: Run) -> None:
    run("note", "jane", "Jane showed me the incident dashboard. Salary 90k.")
    (draft,) = run("preview", "jane", "--json").json["drafts"]
    assert {
        "phrase": "show me the incident dashboard",
        "origin": "note",
        "span": "Jane showed me the incident dashboard",
    } in draft["sources"]
    assert (draft["lint"], draft["composer"], draft["linkedin"], draft["card"]) == ([], "template", None, None)
    shown = " ".join(run("preview", "jane").out.split())
    assert "Lint: nothing to object." in shown
    assert "is from your note: “Jane showed me the incident dashboard”" in shown
    assert "90k" not in shown


def test_other_channels_are_offered_after_a_great_rapport(
    invited: Home, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, END + DAY)
    run("note", "jane", "Jane showed me the incident dashboard.", "--rapport", "great")
    (draft,) = run("preview", "jane", "--kind", "thank_you", "--json").json["drafts"]
    assert len(draft["linkedin"]) <= 300
    assert draft["card"].rstrip().endswith("Sam Candidate")
    assert "LinkedIn note:" in run("preview", "jane", "--kind", "thank_you").out
    assert "a LinkedIn note" in " ".join(run("status").out.split())
    (interview,) = run("status", "--json").json["interviews"]
    assert interview["other_channels"] == ["linkedin", "card"]
    run("once")
    assert "linkedin" not in drafts(invited)[0].casefold(), "it is never put into a mailbox"


def test_words_of_the_user_s_own(invited: Home, run: Run) -> None:
    folder = invited.config.parent / "templates" / "en"
    folder.mkdir(parents=True)
    (folder / "phrases.toml").write_text('[closing]\nany = ["Cheers from Berlin,"]\n', "utf-8")
    assert run("config", "check").code == 0
    assert "Cheers from Berlin," in run("preview", "jane").out
    (folder / "phrases.toml").write_text('[closing]\nany = ["Cheers {{ frm }},"]\n', "utf-8")
    ran = run("config", "check")
    assert (ran.code, ran.out) == (78, "")
    assert "frm" in ran.err
    ran = run("preview", "jane")
    assert (ran.code, ran.out) == (78, "")
    assert "Traceback" not in ran.err


def test_a_follow_up_named_by_its_id_is_previewed_alone(invited: Home, run: Run) -> None:
    (interview,) = run("status", "--json").json["interviews"]
    for follow_up in interview["follow_ups"]:
        by_id = run("preview", follow_up["id"], "--json").json
        by_kind = run("preview", "jane", "--kind", follow_up["kind"], "--json").json
        assert by_id == by_kind
        assert len(by_id["drafts"]) == 1


def test_preview_says_where_there_is_nobody_to_write_to(home: Home, run: Run) -> None:
    nameless = Contact(None, "Zoë", ContactRole.INTERVIEWER)
    home.keep(process_of(round_of(interview_with(nameless))))
    ran = run("preview", "acme")
    assert (ran.code, ran.out) == (1, "")
    assert "addresses are never guessed" in ran.err


def test_preview_knows_two_kinds(invited: Home, run: Run) -> None:
    ran = run("preview", "jane", "--kind", "postcard")
    assert (ran.code, ran.out) == (2, "")
    assert "thank_you or nudge" in ran.err


# --- run ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("option", "debug"), [([], False), (["-v"], True)])
def test_run_serves_the_configured_world_on_a_migrated_store(
    home: Home, run: Run, monkeypatch: pytest.MonkeyPatch, option: list[str], debug: bool
) -> None:
    served: list[Daemon] = []
    monkeypatch.setattr(service, "serve", served.append)
    ran = run("run", *option)
    assert (ran.code, ran.out) == (0, "")
    (daemon,) = served
    assert [a.name for a in daemon.world.accounts] == ["main"]
    assert daemon.log.is_debug is debug
    assert (home.root / "state" / "followbot.db").exists()


def test_the_interviews_that_are_found_are_named(home: Home, run: Run) -> None:
    put(home.root / "calendar", "a.ics", EVENT)
    for arguments in (["once", "--dry-run"], ["once"]):
        said = run(*arguments).out
        assert said.startswith("1 new interview found:\n  ")
        assert "Acme" in said.splitlines()[1]
