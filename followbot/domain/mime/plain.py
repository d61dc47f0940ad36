"""HTML becomes text, within bounds."""

from __future__ import annotations

import html as entities
import re

HTML_LIMIT = 512 * 1024
"""Characters of HTML that are converted; newsletters reach 100 kB, and a mail that a person wrote in Outlook 60 kB."""

_INVISIBLE = re.compile(r"<(style|script|head|title)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BREAK = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>?")
_BLANK = re.compile(r"\n\s*\n\s*\n+")


def html_to_text(html: str) -> str:
    """The text that a reader would see, paragraphs apart. Never raises."""
    html = html[:HTML_LIMIT].replace("\x00", "")
    if not html.strip():
        return ""
    text = _rendered(html)
    if text is None:
        text = _stripped(html)
    lines = "\n".join(line.rstrip() for line in text.replace("\xa0", " ").split("\n"))
    return _BLANK.sub("\n\n", lines).strip()


def _rendered(html: str) -> str | None:
    # Heavy (it brings lxml), and most mails have a text part.
    from inscriptis import get_text

    if html.count("<table") + html.count("<TABLE") > 200 or html.count("<") > 50_000:
        return None
    try:
        return str(get_text(html))
    except Exception:  # noqa: BLE001 - a converter of others on hostile input; the plain way below always works
        return None


def _stripped(html: str) -> str:
    bare = _COMMENT.sub(" ", _INVISIBLE.sub(" ", html))
    return entities.unescape(_TAG.sub("", _BREAK.sub("\n", bare)))
