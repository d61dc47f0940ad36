"""Notes of four lines that answer the card's questions without repeating them, and what is laughed at in a note."""

from __future__ import annotations

import pytest

from followbot.domain.letters.tidying import widened
from tests.domain.drafting.desk import body, letter

ANSWERS = [
    ("en", "rota, boiler\nthat the TAs get planning time\ngood, bit stiff\nby half term", "the TAs get planning time"),
    ("de", "Dienstpläne\ndie Verkostung + dass jeder mitredet\nlocker\nmeldet sich bis Freitag", "die Verkostung"),
    ("es", "Del coro\nQue tienen orquesta de primaria\nCordial\nNo lo dijo", "tienen orquesta de primaria"),
    ("pl", "O grafiku\nogród na dachu\nciepło, trochę oficjalnie\ndo końca miesiąca", "ogród na dachu"),
    ("sv", "Turnén\natt ungdomarna får skriva själva\njättebra\nefter mötet den 9:e", "ungdomarna får skriva själva"),
    (
        "tr",
        "vardiyalar\nrobotik cerrahi eğitimi vermeleri\niyiydi\npazartesiye kadar",
        "robotik cerrahi eğitimi vermeniz",
    ),
    ("ja", "引き継ぎ\n利用者さんと畑をやっているところ\n話しやすかった\n一週間以内に電話", "畑をやっていらっしゃる"),
]


@pytest.mark.parametrize(("language", "note", "liked"), ANSWERS)
def test_the_second_of_four_answers_is_what_was_liked(language: str, note: str, liked: str) -> None:
    found = letter(note, language=language)
    assert not found.findings
    assert liked.casefold() in body(found).casefold()
    spans = [source.span.casefold() for source in found.sources if source.origin == "note"]
    assert spans
    assert all(span in note.casefold() for span in spans)


@pytest.mark.parametrize(
    "note", ["the oven room\nsmall team of four\nparking\nstart at six", "small team of four\ngood, bit stiff"]
)
def test_other_lines_are_no_answers(note: str) -> None:
    assert "small team of four" not in body(letter(note))


LAUGHED_AT = [
    ("en", "they use a monorepo and deploy every friday lol", "monorepo"),
    ("es", "usan SAS todavía jajaja", "SAS"),
    ("fr", "ils utilisent encore le minitel mdr", "minitel"),
    ("pl", "używają wiersza poleceń xd", "wiersza"),
    ("ja", "毎週朝礼で社歌を歌っているそうだ笑", "社歌"),
    ("zh", "他们每周五唱厂歌哈哈", "厂歌"),
]


@pytest.mark.parametrize(("language", "note", "word"), LAUGHED_AT)
def test_what_is_laughed_at_is_not_told(language: str, note: str, word: str) -> None:
    assert word not in letter(note, language=language).text


def test_blanks_part_clauses_of_a_chinese_note() -> None:
    said = letter("聊了很久 经理人挺实在 后来讲了茶农合作社的分红 挺感动的", language="zh").text
    assert "茶农合作社的分红" in said


@pytest.mark.parametrize(
    ("typed", "parted"),
    [
        ("聊了很久 经理人挺实在 后来讲了分红 挺感动的", "聊了很久，经理人挺实在，后来讲了分红，挺感动的"),
        ("和王 芳聊了很久", "和王 芳聊了很久"),
        ("課長 の 山田さん 笑", "課長 の 山田さん 笑"),
    ],
)
def test_many_blanks_part_clauses_and_a_single_one_may_part_a_name(typed: str, parted: str) -> None:
    assert widened(typed) == parted
