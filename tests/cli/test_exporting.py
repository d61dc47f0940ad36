"""`export`: data out, whole and private."""

from __future__ import annotations

import stat

from followbot.app.ports import Entry
from tests.cli.conftest import NOW, Home, Run
from tests.cli.test_inspection import EVENT, put
from tests.fakes.build import interview as interview_with
from tests.fakes.build import process_of, round_of


def filled(home: Home) -> None:
    process = process_of(round_of(interview_with()))
    home.keep(process, journal=(Entry(NOW, process.id, process.rounds[0].id, "found", "An interview was found."),))


def test_everything_about_an_interview_goes_along(home: Home, run: Run) -> None:
    filled(home)
    ran = run("export")
    assert ran.code == 0
    assert ran.json["format"] == 1
    (process,) = ran.json["processes"]
    assert process["rounds"][0]["interviews"][0]["findings"]["contacts"]
    assert [entry["text"] for entry in process["history"]] == ["An interview was found."]
    assert process["drafts"] == []


def test_a_draft_goes_along_with_its_text(home: Home, run: Run) -> None:
    put(home.root / "calendar", "a.ics", EVENT)
    run("once")
    drafts = run("export", "--json").json["processes"][0]["drafts"]
    assert drafts
    assert all(draft["text"] and draft["key"] for draft in drafts)


def test_one_company_alone(home: Home, run: Run) -> None:
    filled(home)
    assert len(run("export", "acme").json["processes"]) == 1
    nobody = run("export", "globex")
    assert (nobody.code, nobody.out) == (2, "")


def test_a_file_is_private_and_never_overwritten(home: Home, run: Run) -> None:
    filled(home)
    file = home.root / "out.json"
    ran = run("export", "--output", str(file))
    assert ran.code == 0
    assert "holds 1 process; only you can read it." in ran.out.replace("\n", " ")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_text()
    again = run("export", "--output", str(file))
    assert (again.code, file.read_text()) == (2, before)
    assert "exists already" in again.err


def test_an_empty_store_is_an_empty_document(home: Home, run: Run) -> None:
    assert run("export").json["processes"] == []
