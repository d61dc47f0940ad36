"""`config check`, `config schema`, `config example`."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import yaml

from tests.cli.conftest import Home, Run


def test_a_configuration_in_order_is_said_to_be(home: Home, run: Run) -> None:
    ran = run("config", "check")
    assert ran.code == 0
    assert "is in order: 1 account (main)." in ran.out.replace("\n", " ")
    assert run("config", "check", "--json").json == {
        "path": str(home.config),
        "valid": True,
        "accounts": ["main"],
        "problems": [],
    }


def test_every_problem_is_named_at_once(home: Home, run: Run) -> None:
    home.config.write_text("profil: {}\naccounts:\n  - {name: main, provider: lokal}\n", "utf-8")
    ran = run("config", "check")
    assert (ran.code, ran.out) == (78, "")
    for named in ("profil", "lokal", "profile"):
        assert named in ran.err
    document = run("config", "check", "--json")
    assert document.code == 78
    assert document.json["valid"] is False
    assert {"line", "path", "problem", "variable"} == set(document.json["problems"][0])
    assert document.err.startswith("followbot: ")


def test_a_missing_configuration_says_what_to_do(home: Home, run: Run) -> None:
    home.config.unlink()
    for command in (["config", "check"], ["status"], ["once"]):
        ran = run(*command)
        assert (ran.code, ran.out) == (78, "")
        assert str(home.config) in ran.err


def test_the_example_is_valid_by_the_schema_and_by_the_check(home: Home, run: Run, tmp_path: Path) -> None:
    example = run("config", "example")
    assert example.code == 0
    schema = run("config", "schema").json
    jsonschema.Draft202012Validator.check_schema(schema)
    copy = tmp_path / "copy.yaml"
    copy.write_text(example.out, "utf-8")
    assert isinstance(yaml.safe_load(example.out), dict)
    assert run("--config", str(copy), "config", "check").code == 0


def test_the_example_as_json_is_one_document(run: Run) -> None:
    assert json.loads(run("config", "example", "--json").out)["example"].startswith("# ")


def test_a_mail_server_that_nobody_knows_is_asked_for(home: Home, run: Run) -> None:
    home.config.write_text(
        "profile: {name: Sam Taylor, email: sam@nowhere.example}\naccounts:\n  - {name: main, provider: imap}\n",
        "utf-8",
    )
    ran = run("config", "check")
    assert (ran.code, ran.out) == (78, "")
    assert "the IMAP server of nowhere.example is not known" in ran.err
    home.config.write_text(home.config.read_text().replace("nowhere.example", "fastmail.com"), "utf-8")
    assert run("config", "check").code == 0
