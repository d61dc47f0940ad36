"""The texts of an invitation, made readable and bounded before anything else looks at them.

Calendars deliver descriptions as plain text, as HTML, or as a mixture; producers wrap links in angle brackets, pad lines with
underscores, and hide characters that change how a line is displayed. Everything here is linear in the bounded input.
"""

from __future__ import annotations

import html
import re
import unicodedata

from followbot.domain.records import record

TITLE_MAX = 400
BODY_MAX = 16_000
"""Characters of a description that are looked at: no schedule of interviewers is longer, dial-in boilerplate often is."""
_RAW_MAX = 60_000
_TAGS = (
    "a|abbr|address|article|b|big|blockquote|body|br|center|code|col|colgroup|dd|div|dl|dt|em|font|footer|h[1-6]|head|header|hr|html"
    "|html-blob|i|img|ins|label|li|link|main|meta|o:p|ol|p|pre|s|section|small|span|strike|strong|style|sub|sup|table|tbody|td"
    "|tfoot|th|thead|title|tr|tt|u|ul|wbr"
)
_TAG = re.compile(
    rf"</?(?:{_TAGS})(?:\s[^<>]{{0,4000}})?/?>|<!--[^<>]{{0,4000}}-->|<!doctype[^<>]{{0,200}}>", re.IGNORECASE
)
_BREAK = re.compile(
    r"</?(?:p|div|tr|ul|ol|table|h[1-6]|dd|dt|blockquote|section|article)(?:\s[^<>]{0,4000})?>|<(?:br|hr)\s?/?>",
    re.IGNORECASE,
)
_ITEM = re.compile(r"<li(?:\s[^<>]{0,4000})?>", re.IGNORECASE)
_CELL = re.compile(r"</t[dh]>", re.IGNORECASE)
_LINK = re.compile(
    r"<a\s[^<>]{0,500}?href\s{0,3}=\s{0,3}[\"']?([^\"'\s<>]{1,2000})[^<>]{0,1000}>([^<>]{0,300})</a>", re.IGNORECASE
)
_STYLE = re.compile(r"<(style|script|head|title)\b[^<>]{0,500}>[^<]{0,20000}(?:<!--[^<]{0,20000})?</\1>", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:/|br|p|div|span|html|a\s|b>|i>|ul|ol|li|table|!)", re.IGNORECASE)
_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SPACES = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
"""What is to become one space; most of what stands between two words is."""
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'()\[\]{}|]{3,500}", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}(?![\w-])", re.IGNORECASE)
_GOOGLE_BLOCK = re.compile(r"-::~[:~]{4,80}-[^\x00]{0,3000}?-::~[:~]{4,80}-")
_RULE_LINE = re.compile(r"_{20,}")
_TEAMS_MARKS = ("teams.microsoft.com/l/", "teams.live.com/", "aka.ms/JoinTeams")
_CJK = "\u3005\u3006\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f"
TOKEN = re.compile(f"[{_CJK}]|[^\\W_{_CJK}]+")
_KANJI = re.compile("[\u3400-\u9fff々]")
IDEOGRAPH = re.compile(f"[{_CJK}]")
_DECORATION = re.compile("[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")


def one_line(raw: str, limit: int = TITLE_MAX) -> str:
    """A title, name or place: visible characters, compatibility forms folded ("：" to ":"), one space between words."""
    text = raw[: limit * 2]
    if not (text.isascii() and text.isprintable()):  # where nothing is hidden and no form another's
        text = unicodedata.normalize("NFKC", _HIDDEN.sub("", text))
    text = text[:limit]
    if "&" in text:
        text = html.unescape(text)
    return " ".join(text.split())


def plain(raw: str, limit: int = BODY_MAX) -> str:
    """A description as lines of text. Tags become line breaks or nothing, links keep their target in brackets."""
    text = raw[:_RAW_MAX]
    if _MARKUP.search(text):
        text = _STYLE.sub(" ", text)
        text = _LINK.sub(_shown_link, text)
        text = _CELL.sub(" | ", _ITEM.sub("\n- ", _BREAK.sub("\n", text)))
        text = _TAG.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    text = unicodedata.normalize("NFKC", _HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:limit])
    if "\\n" in text and "\n" not in text:
        text = text.replace("\\n", "\n")
    lines = (line.strip() for line in _SPACES.sub(" ", text[:limit]).split("\n"))
    return "\n".join(lines).strip()


_DIAL_IN = re.compile(r"^[ \t]*\+\d[\d .(),#*+-]{8,}[^\n]*$", re.MULTILINE)
"""A line that begins with a number to dial; behind it stands a place ("US (San Jose)"), and no one's name."""


def without_blocks(text: str) -> str:
    """A text without what Google Calendar and Outlook put between lines of their own about how to join."""
    if "-::~" in text:
        text = _GOOGLE_BLOCK.sub("\n", text)
    if "teams." in text and "____" in text:
        kept = [p for p in _RULE_LINE.split(text) if not any(mark in p for mark in _TEAMS_MARKS)]
        text = "\n".join(kept)
    return _DIAL_IN.sub("", text)


def without_lines(text: str, parts: tuple[str, ...]) -> str:
    """A text without the lines that hold one of `parts` (lower case): what conferencing services write into every event."""
    lowered = text.lower()
    found = [part for part in parts if part in lowered]  # nearly always none
    if not found:
        return text
    return "\n".join(line for line in text.split("\n") if not any(part in line.lower() for part in found))


def _shown_link(match: re.Match[str]) -> str:
    target, shown = match[1], " ".join(match[2].split())
    target = target.removeprefix("mailto:")
    if not shown or shown in target or target in shown:
        return f" {target} "
    return f"{shown} ({target})"


def links(text: str) -> tuple[str, ...]:
    """Every link in a text without its scheme, lower-cased, at most 60."""
    found = []
    for match in _URL.finditer(text):
        found.append(re.sub(r"^https?://", "", match[0].lower().rstrip(".,;:!?")))
        if len(found) == 60:
            break
    return tuple(found)


def emails(text: str) -> tuple[re.Match[str], ...]:
    """Every mail address in a text, at most 60."""
    found: list[re.Match[str]] = []
    if "@" in text:
        for match in _EMAIL.finditer(text):
            found.append(match)
            if len(found) == 60:
                break
    return tuple(found)


def without_decoration(text: str) -> str:
    """A text without arrows, dingbats and emoji, which people put before titles."""
    return " ".join(_DECORATION.sub(" ", text).split())


def has_ideographs(text: str) -> bool:
    """Whether a text has Japanese or Chinese characters."""
    return not text.isascii() and IDEOGRAPH.search(text) is not None


def has_kanji(text: str) -> bool:
    """Whether a text has Chinese characters, kana apart."""
    return _KANJI.search(text) is not None


@record
class Words:
    """A text cut into words for the lexicon: each word folded, with the span it has in `text`."""

    text: str
    tokens: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
