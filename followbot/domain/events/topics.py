"""Phrases of an invitation that say what the talk is about; a letter may use them word for word."""

from __future__ import annotations

import re

from followbot.domain.events.roster import schedule_topics
from followbot.domain.events.scene import Scene
from followbot.domain.model import Contact

_MAX = 6
_LENGTH = range(4, 91)
_JUNK = re.compile(
    r"https?:|www\.|@|\d{1,2}[:.]\d\d|<|>|\b(?:zoom|teams|meet|webex|passcode|meeting id|dial)\b", re.IGNORECASE
)
_AFTER = re.compile(r"\**\s{0,2}:\s{0,3}\**")
_END = re.compile(
    r"[.!?;,:\n(]|\s[–—-]\s|\s(?:and|und|et|y|e|en|i|och) (?:then|dann|puis|luego|poi|dan|potem|depois|sedan)\b"
)
"""What ends the topic of a sentence."""
_YOURS = re.compile(
    r"\b(?:you|yours?|Sie|Ihnen|Ihr\w*|dein\w*|dich|dir|vous|votre|vos|tes|ton|ta|su|sus|usted|tu|tus|Sua|Suo|Sue|Suoi|suo|sua|seus?"
    r"|suas|você|u|uw|je|jouw|jullie|din|ditt|dina|dig|er|ert|era)\b"
)
"""What the reader is asked of themselves is nothing of theirs to pick up."""
_ACCUSATIVE = re.compile(r"^(?:den|die|das|einen?|eine) (?=[A-ZÄÖÜ])")
_DECLINED = re.compile(r"^(?:den|das|einen?|eine|die|dem|der) [a-zäöüß]")
"""A German article in a case that a letter's sentence does not have, in front of an adjective that would change with it."""
_BULLET = re.compile(r"^[\s>*•·–—▪◦●○\-]{1,6}|^\s?\d{1,2}[.)]\s")


def topics(scene: Scene, people: tuple[Contact, ...]) -> tuple[str, ...]:
    """At most six phrases: what people cover, the lines of a schedule, agendas, fields such as "Topic: …", and what a sentence
    says that they will talk about.
    """
    found: dict[str, None] = {}
    known = {c.name for c in people}
    for phrase in (*(c.covers for c in people), *schedule_topics(scene), *_fields(scene), *_told(scene)):
        tidy = " ".join(phrase.split()).strip(" -–—:;,.*_")
        if len(tidy) in _LENGTH and not _JUNK.search(tidy) and tidy not in known:
            found.setdefault(tidy, None)
    return tuple(found)[:_MAX]


def _fields(scene: Scene) -> list[str]:
    phrases = []
    for hit in scene.body_vocabulary:
        if hit.sign != "topic_field":
            continue
        line_end = scene.body.find("\n", hit.end)
        rest = scene.body[hit.end : line_end if line_end >= 0 else hit.end + 200]
        colon = _AFTER.match(rest)
        if colon is None:
            continue
        value = rest[colon.end() :].strip()
        phrases += [value] if value else _bullets(scene.body, line_end)
    return phrases


def _told(scene: Scene) -> list[str]:
    """ "You will talk with Jane Doe about the billing platform": what stands behind "about", to the sentence's end."""
    ends = [hit.end for hit in scene.body_vocabulary if hit.sign == "topic_told"]
    told = (_END.split(scene.body[end : end + 120], maxsplit=1)[0].strip() for end in ends[:_MAX])
    return [_ACCUSATIVE.sub("", topic) for topic in told if not _YOURS.search(topic) and not _DECLINED.match(topic)]


def _bullets(body: str, start: int) -> list[str]:
    lines = body[start + 1 : start + 600].split("\n")
    found = []
    for line in lines[:6]:
        bullet = _BULLET.match(line)
        if bullet is None:
            break
        found.append(line[bullet.end() :])
    return found
