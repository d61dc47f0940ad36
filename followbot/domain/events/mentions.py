"""Reading a person's name out of a text, whatever stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from followbot.domain import names
from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.text import has_ideographs
from followbot.domain.phrases import fold
from followbot.domain.records import record

_WORD = re.compile(
    r"(?=[DSEPAdsepa])(?:(?:[Dd]ott|[Ss]ig)\.(?:ssa|ra|na)|(?:[Ee]nf|[Pp]rof|[Dd]r|[Ss]r|[Ee]ng|[Aa]rq|[Ee]xm)\.[ao])\b|[^\W\d_][^\W\d_'’\-]*(?:['’\-][^\W\d_]+)*\.?"
)
EAST_ASIAN_NAME = re.compile(
    "(?P<name>[\u3400-\u9fff々]{1,4}?[ \u3000]?[\u3400-\u9fff々\u3040-\u30fa\u30fc]{0,4}?|[\u30a0-\u30ff・]{2,12})"
    "[ \u3000]?(?=(?:様|さま|さん|氏|先生|部長|課長|社長|店長|院長|所長|校長|園長|係長|主任"
    "|店长|校长|院长|部长|老板|女士|小姐|经理|总监|老师|总(?![\u3400-\u9fff])))"
)
_CHINESE_RANK = re.compile("店长|店長|师傅|師傅|主管|经理|总监|老师|校长|院长|老板|女士|小姐|先生|总")
"""What stands behind a Chinese family name alone: "小米 张经理" is somebody called 张."""
_CHINESE_WITH = frozenset("跟找和与與見见由请請")
"""What leads to a name in Chinese without a space: "跟王经理"."""
_KANJI_NAME = re.compile("^[\u3400-\u9fff々]{1,3}[ \u3000]?[\u3400-\u9fff々\u3041-\u3096\u30a1-\u30ff]{1,3}$")
ORGANISATION = re.compile(
    "法務|財務|広報|製造|生産|品質|物流|購買|経営|情報|商品|事業|管理|研究|施設|看護|医療|教務|編集|制作|店舗|販売|主任|次長|係長|常務|専務|主査|主幹|取締|人資|人资|處|負責|集團|數據|產品|運營|市場|銷售|研發|財務|經理|總監|顧問|老師|專員|工程師|"
    "面接|面談|面试|面谈|选考|選考|(?<![阿服渡安磯綾矢軽刑岡])部|課|室|係|社|店|担当|長(?![谷野田島嶋岡尾井沢澤崎坂瀬友浜濱塚])|总监|经理|工程|主管|总裁|专员|顾问|老师|负责|集团|公司|数据|技术|产品|运营|市场|销售|研发|财务|人事|开发|架构|算法|開発|営業|技術|設計|採用|企画|経理|総務"
)
"""Characters of departments and job titles, which names of people do without."""
_SUFFIX = re.compile(r"(?<=[^\W\d_]{3})['’][a-zçğıöşü]{1,5}$")
"""A case ending behind an apostrophe, "Yılmaz'la", or a genitive, "Smith's"."""
_IDEOGRAPHIC = re.compile("[\u3400-\u9fff]+")
_BEFORE_NAMES = re.compile(
    "^(?:一面|二面|三面|终面|初面|复试|初试|面试|面接|面談|選考|最終|"
    "代表取締役|取締役|代表|社長|店長|部長|課長|人事部?|採用担当|採用|担当|弊社|当社)[ \u3000]?(?=.{2})"
)
_CHINESE_MAX = 4
_MAX_WORDS = 4
_PAIR = 2


@record
class Named:
    """A name found in a text, and where."""

    name: str
    start: int
    end: int


@lru_cache(maxsize=64)  # half a dozen readers ask about each title and each part of it
def names_in(text: str, rules: DetectionRules, start: int = 0, limit: int = 12) -> tuple[Named, ...]:
    """Sequences of two to four capitalised words that can be a person's name, in order."""
    return tuple(_names_in(text, rules, start, limit))


def _names_in(text: str, rules: DetectionRules, start: int, limit: int) -> Iterator[Named]:
    position = start
    for _ in range(limit):
        for word in _WORD.finditer(text, position):
            small = word[0][0].islower() and not _is_courtesy(word[0], rules)  # no name begins so
            named = None if small else name_at(text, word.start(), rules)
            if named is not None and " " in named.name:
                yield named
                position = max(named.end, word.end())
                break
        else:
            return


@lru_cache(maxsize=512)  # each reader of a text asks about the same places
def name_at(text: str, start: int, rules: DetectionRules) -> Named | None:
    """The name that begins at a place of a text, None where none does."""
    while start < len(text) and text[start] in " \t*_\"“'(@":
        start += 1
    if start < len(text) and has_ideographs(text[start]):
        return _east_asian_at(text, start, rules)
    words, end = _capitals(text, start, rules)
    if not _is_name(words, rules):
        return None
    skip = _title_words(words, rules)
    if skip:
        return name_at(text, start + sum(len(w) + 1 for w in words[:skip]), rules)
    return Named(" ".join(words), start, end)


def _capitals(text: str, start: int, rules: DetectionRules) -> tuple[list[str], int]:
    """The words of a name that begins here, and where it ends: without particles and case endings behind it."""
    end = position = start
    words: list[str] = []
    while len(words) < _MAX_WORDS:
        match = _WORD.match(text, position)
        if match is None or not _continues(match[0], words, rules):
            break
        word = match[0]
        words.append(word)
        end = match.end()
        if word.endswith(".") and not names.is_initial(word) and not _is_courtesy(word, rules):
            words[-1], end = word[:-1], end - 1
            break
        if text[end : end + 1] != " " or _SUFFIX.search(word):
            break
        position = end + 1
    while words and words[-1].lower() in rules.reading.inside_names:
        end -= len(words.pop()) + 1
    if words and (suffix := _SUFFIX.search(words[-1])) is not None:
        words[-1] = words[-1][: suffix.start()]
        end -= len(suffix[0])
    return words, end


def _title_words(words: list[str], rules: DetectionRules) -> int:
    """How many words of a title stand before a name in one row of capitals: 3 of "Satın Alma Müdürümüz Orhan Tunç"."""
    if len(words) < _PAIR or is_given(words[0], rules) or _is_courtesy(words[0], rules):
        return 0
    if len(words) == _PAIR:
        return 1 if is_rank(words[0], rules) and not names.is_initial(words[1]) else 0
    for index in range(1, len(words)):
        if _is_courtesy(words[index], rules) and len(words[index]) > 1 and is_rank(words[index - 1], rules):
            return index
        if is_given(words[index], rules) and is_rank(words[index - 1], rules):
            return index
    return 0


def is_given(word: str, rules: DetectionRules) -> bool:
    """Whether a word is a given name, also one of two halves: "Wolf-Dieter"."""
    folded = fold(word)
    return folded in rules.given_names or ("-" in folded and folded.split("-")[0] in rules.given_names)


def is_rank(word: str, rules: DetectionRules) -> bool:
    """Whether a word is a position or a title, also bent: "Müdürümüz"."""
    folded = fold(word).rpartition("-")[2]
    return folded in rules.role_words or folded.startswith(rules.ranks)


def _continues(word: str, words: list[str], rules: DetectionRules) -> bool:
    lowered = word.lower()
    if lowered.rstrip(".") in rules.courtesy and (not words or _is_courtesy(words[-1], rules)):
        return True
    if lowered in rules.reading.inside_names:
        return bool(words) and not _is_profession(words[-1], rules) and fold(words[-1]) not in rules.role_words
    if not word[0].isupper():
        return False
    folded = fold(word.rstrip("."))
    if words and folded in rules.reading.after_names:
        return False
    if len(words) == 1 and folded in rules.role_words and fold(words[0]) in rules.given_names:
        return True
    return folded not in rules.not_names


def _is_courtesy(word: str, rules: DetectionRules) -> bool:
    """Whether a word goes before names: "Dr.", "dott.ssa", "Enf.ª" (whose "ª" has become an "a")."""
    return word.lower().rstrip(".") in rules.courtesy


def _is_profession(word: str, rules: DetectionRules) -> bool:
    """Whether a word is a degree, behind which "de" leads to a subject: "Ing. de Calidad"."""
    return word.lower().rstrip(".") in rules.degrees


def _is_name(words: list[str], rules: DetectionRules) -> bool:
    for word in words:
        if len(word) > 1 and not _is_courtesy(word, rules) and not ("." in word and names.is_initial(word)):
            return True
    return False


def _is_chinese(name: str, rules: DetectionRules) -> bool:
    """Whether a name can be a Chinese person's: a family name that is known, or a short one."""
    bare = name.replace(" ", "")
    return len(bare) <= _CHINESE_MAX and (bare[0] in rules.chinese_family_names or len(bare) < _CHINESE_MAX)


def _east_asian_at(text: str, start: int, rules: DetectionRules) -> Named | None:
    match = EAST_ASIAN_NAME.match(text, start)
    if match:
        name = _BEFORE_NAMES.sub("", match["name"].strip()).rpartition("の")[2].strip()
        if (
            name[:1] in _CHINESE_WITH
            and name[1:2]
            and name[1:2] in rules.chinese_family_names
            and _CHINESE_RANK.match(text, match.end("name"))
        ):
            name = name[1:]
        if _CHINESE_RANK.match(text, match.end("name")) and len(name.rpartition(" ")[2]) == 1:
            name = name.rpartition(" ")[2]
        ranked = match["name"].isascii() or not _CHINESE_RANK.match(text, match.end("name"))
        if name and not ORGANISATION.search(name) and (ranked or _is_chinese(name, rules)):
            return Named(name, start, match.end("name"))
    piece = re.split(r"[\s,、,。()/|::;・\n-]", text[start : start + 24], maxsplit=1)[0]
    spaced = re.match(
        "[\u3400-\u9fff々]{1,3}[ \u3000][\u3400-\u9fff々\u3041-\u3096\u30a1-\u30ff]{1,4}(?![\u3400-\u9fff々])",
        text[start:],
    )
    if spaced and not ORGANISATION.search(spaced[0]):
        return Named(spaced[0], start, start + spaced.end())
    if 2 <= len(piece) <= 4 and not ORGANISATION.search(piece) and _KANJI_NAME.match(piece):
        return Named(piece, start, start + len(piece))
    return None


@lru_cache(maxsize=1_024)
def looks_like_person(text: str, rules: DetectionRules) -> bool:
    """Whether a text of two to four words is a person's name by its given name; ideographs by shape and honorific."""
    text = text.strip()
    if EAST_ASIAN_NAME.match(text):
        return True
    if _IDEOGRAPHIC.fullmatch(text):
        return 2 <= len(text) <= 3 and text[0] in rules.chinese_family_names and not ORGANISATION.search(text)
    words = [fold(w.strip(".,")) for w in text.split()]
    if not 1 <= len(words) <= _MAX_WORDS or not all(_WORD.fullmatch(w.strip(",")) for w in text.split()):
        return False
    if any(w in rules.company_nouns for w in words[1:]):
        return False
    if _is_courtesy(text.split()[0], rules):
        return len(words) == 1 or not all(is_rank(w, rules) for w in words[1:])
    first = words[0].split("-")[0]
    return first in rules.given_names or (
        len(words) == 2 and words[1] in rules.given_names and text.split()[0].isupper()
    )
