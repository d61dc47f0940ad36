"""Chinese letters are in the script that people write in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from followbot.bootstrap import rule_files, template_files
from followbot.domain.drafting import Brief, Letter, compose, parse_templates
from followbot.domain.model import Contact, ContactRole, FollowUpKind, Note, Profile
from tests.domain.drafting.desk import templates

START = datetime(2026, 11, 17, 9, tzinfo=UTC)


def letter(
    note: str,
    zone: str = "Europe/Berlin",
    name: str = "林怡",
    own: dict[str, str] | None = None,
    configured: str = "zh",
) -> Letter:
    brief = Brief(
        kind=FollowUpKind.THANK_YOU,
        profile=Profile(name, "lin@example.org", language=configured, timezone=zone),
        to=(Contact("gao@firma.example", "高文", ContactRole.HIRING_MANAGER),),
        start=START,
        zone=zone,
        language="zh",
        notes=(Note("n", START, note),) if note else (),
        seed="script",
    )
    ours = templates() if own is None else parse_templates(template_files(), rule_files(), own)
    return compose(replace(brief), ours)


@pytest.mark.parametrize(
    ("note", "zone", "traditional"),
    [
        ("許主任說明年夏天有聲音展，很喜歡", "Europe/Berlin", True),
        ("许主任说明年夏天有声音展，很喜欢", "Asia/Taipei", False),
        ("", "Asia/Taipei", True),
        ("", "Asia/Hong_Kong", True),
        ("", "Asia/Shanghai", False),
    ],
)
def test_the_script_is_that_of_the_texts_else_of_the_zone(note: str, zone: str, traditional: bool) -> None:
    written = letter(note, zone)
    text = f"{written.subject}{written.text}"
    assert any(sign in text for sign in "謝時間週") is traditional
    assert any(sign in text for sign in "谢时间") is not traditional
    assert "週二" in text if traditional else "周二" in text
    assert not written.fallback
    assert written.language == "zh"


@pytest.mark.parametrize("note", ["", "许主任说明年夏天有声音展，很喜欢"])
def test_a_configured_script_is_written_whatever_the_others_write(note: str) -> None:
    assert "謝" in letter(note, "Asia/Shanghai", configured="zh-hant").text


def test_the_users_own_sentences_are_of_one_script() -> None:
    own = {"zh-hant/phrases.toml": '[closing]\nany = ["敬上，"]\n'}
    assert "敬上" in letter("", "Asia/Taipei", own=own).text
    assert "敬上" not in letter("", "Asia/Shanghai", own=own).text


@pytest.mark.parametrize("name", ["游雅玲", "范志明", "于佳玲", "林佳玲"])
def test_signs_of_both_scripts_tell_nothing(name: str) -> None:
    assert "謝" in letter("", "Asia/Taipei", name=name).text
    assert "谢" in letter("", "Asia/Shanghai", name=name).text


def test_own_sentences_count_in_both_scripts() -> None:
    own = {"zh/phrases.toml": '[closing]\nany = ["祝安，"]\n'}
    assert all("祝安" in letter("", zone, own=own).text for zone in ("Asia/Taipei", "Asia/Shanghai"))
