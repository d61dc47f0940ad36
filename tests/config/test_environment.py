"""Overrides from the environment."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from followbot.config.environment import overridable
from tests.config.helpers import MINIMAL, loaded, problem, problems


def test_the_environment_outranks_the_file(tmp_path: Path) -> None:
    config = loaded(
        tmp_path,
        MINIMAL + "timing: {nudge_after: 3d}\nlog: {level: error}\nretention: broken\n",
        {
            "FOLLOWBOT_STORE__URL": "sqlite:////data/f.db",
            "FOLLOWBOT_TIMING__NUDGE_AFTER": "9d",
            "FOLLOWBOT_LOG__LEVEL": "debug",
            "FOLLOWBOT_RETENTION": "60d",
            "FOLLOWBOT_DRAFTS__DEBRIEF": "false",
            "FOLLOWBOT_PROFILE__ALIASES": "[a@x.de, b@x.de]",
            "FOLLOWBOT_PROFILE__SIGNATURE": "[Jane]",
            "FOLLOWBOT_COMPOSER__LLM__BASE_URL": "https://llm.example.com/v1",
            "FOLLOWBOT_COMPOSER__LLM__MODEL": "m",
            "FOLLOWBOT_COMPOSER__USE": "llm",
        },
    )
    assert config.store_url == "sqlite:////data/f.db"
    assert config.timing.nudge_after == timedelta(days=9)
    assert config.log.level == "debug"
    assert config.timing.retention == timedelta(days=60)
    assert not config.drafts.debrief
    assert config.profile.aliases == ("a@x.de", "b@x.de")
    assert config.profile.signature == "[Jane]"
    assert config.composer.llm is not None
    assert config.composer.llm.model == "m"


def test_others_and_empty_variables_do_nothing(tmp_path: Path) -> None:
    environ = {
        "FOLLOWBOT_CONFIG": "/elsewhere",
        "FOLLOWBOT_STORE_KEY_FILE": "/key",
        "FOLLOWBOT_LOG__LEVEL": "",
        "_FOLLOWBOT_COMPLETE": "bash_source",
        "HOME": "/x",
    }
    assert loaded(tmp_path, MINIMAL, environ).log.level == "info"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("FOLLOWBOT_TIMING__NUGDE_AFTER", "Did you mean FOLLOWBOT_TIMING__NUDGE_AFTER?"),
        ("FOLLOWBOT_STORE_URL", "Did you mean FOLLOWBOT_STORE__URL?"),
        ("FOLLOWBOT_LOG", "FOLLOWBOT_LOG__"),
        ("FOLLOWBOT_XYZZY", "Unset it"),
        ("FOLLOWBOT_ACCOUNTS__0__NAME", "Write them into the file"),
    ],
)
def test_an_unknown_variable_is_a_problem(tmp_path: Path, name: str, expected: str) -> None:
    said = problem(tmp_path, MINIMAL, {name: "hunter2"})
    assert said.startswith(f"{name}: ")
    assert expected in said
    assert "hunter2" not in said


def test_a_wrong_value_names_its_variable(tmp_path: Path) -> None:
    assert problems(tmp_path, MINIMAL + "log: {format: x}", {"FOLLOWBOT_LOG__LEVEL": "loud"}) == [
        'FOLLOWBOT_LOG__LEVEL, log.level: must be debug, info, warning or error, not "loud".',
        'line 8, log.format: must be auto, text or json, not "x".',
    ]


def test_a_broken_section_stays_a_problem(tmp_path: Path) -> None:
    assert "must be a section" in problem(tmp_path, MINIMAL + "log: x", {"FOLLOWBOT_LOG__LEVEL": "info"})


def test_names_are_unambiguous() -> None:
    known = overridable()
    assert known["FOLLOWBOT_DETECTION__UNSURE"] == ("detection", "unsure")
    assert len(set(known.values())) == len(known) > 40
