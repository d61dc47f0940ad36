"""Making strangers' text fit for a line of a letter."""

from __future__ import annotations

import re

INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]"
)
"""Control characters (but tab and line feed), characters without width, and those that turn the direction of writing."""


_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def ideographic(text: str) -> bool:
    """Whether a text holds Chinese or Japanese script, which writes words without spaces."""
    return bool(_IDEOGRAPH.search(text))


_NICKNAME = re.compile(r"^[A-Za-z][A-Za-z.'’-]*\s+(?=[\u4e00-\u9fff]{2,4}$)")
"""A first name in Latin letters before a Chinese one: Grace 孙晓彤."""


def without_nickname(name: str) -> str:
    """A Chinese name without the Latin first name that its bearer goes by among foreigners."""
    return _NICKNAME.sub("", name)


_WIDE = str.maketrans(",:;!?", "，：；！？")
_SIGN = r"\u3040-\u30ff\u3400-\u9fff"
_HALF = re.compile(rf"(?<=[{_SIGN}）」』”》】])[,:;!?](?!//)|(?<=\w)[,:;!?] ?(?=[{_SIGN}（「『“《【])")


_BLANK = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
_KANA = re.compile(r"[\u3040-\u30ff]")
_BLANKS = 3
"""From so many on, blanks are how somebody parts clauses in Chinese; one or two may part a name."""


def widened(text: str) -> str:
    """Chinese or Japanese text with its own stops where people typed the narrow ones of their keyboard, or blanks."""
    if not _KANA.search(text) and len(_BLANK.findall(text)) >= _BLANKS:
        text = _BLANK.sub("，", text)
    return _HALF.sub(lambda stop: stop[0][0].translate(_WIDE), text)


def tidy(text: str, limit: int = 200) -> str:
    """A single line without invisible characters and lone surrogates, cut at a word where it is longer than `limit`."""
    flat = " ".join(INVISIBLE.sub("", text[: limit * 8].encode("utf-8", "ignore").decode()).split())
    if len(flat) <= limit:
        return flat
    return flat[:limit].rsplit(" ", 1)[0]


_ARTICLES = frozenset(
    ["le", "la", "les", "der", "die", "das", "de", "het", "el", "los", "il", "lo", "the", "o", "a", "den", "det"]
)


def fit_name(name: str) -> bool:
    """Whether somebody can be greeted by it: a few letters, and nothing that a name does not hold."""
    if name.casefold() in _ARTICLES:
        return False  # "le patron Yvon"
    return 0 < len(name) <= 60 and any(ch.isalpha() for ch in name) and not re.search(r"[^\w .,'’·・\-()]|\d|_", name)
