"""Lists of people down a page: lines side by side that all begin with a name say of each what they say of one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from followbot.domain.events.lexicon import split
from followbot.domain.events.listing import Mention, acceptable, email_near, is_person, is_title, title_after
from followbot.domain.events.mentions import Named, name_at
from followbot.domain.events.scene import Scene

BULLET = re.compile(r"^[\s>*•·–—▪◦●○\-]{1,6}|^\s?\d{1,2}[.)]\s|^[①-⑳]")
_LEAST = 2
"""Lines from which on they are a list."""
_BEHIND = re.compile(r"\s*(?:$|[-–—,:;(|/<])")
"""What may stand behind the name of such a line."""


def in_rows(scene: Scene, lines: list[tuple[int, str]]) -> Iterator[Mention]:
    """The people of all such lists. A list of contacts, or one below a candidate's name, is none of interviewers."""
    row: list[tuple[str, Named]] = []
    head = before = ""
    for _, line in (*lines, (0, "")):
        bullet = BULLET.match(line)
        text = line[bullet.end() :] if bullet else line
        named = name_at(text, 0, scene.rules) if text else None
        if named is not None and _is_entry(text, named, bullet is not None, scene):
            head = head if row else before
            row.append((text, named))
        else:
            yield from _people(row, head, scene)
            row = []
        before = line or before
    yield from _people(row, head, scene)


def _is_entry(text: str, named: Named, bulleted: bool, scene: Scene) -> bool:
    if not _BEHIND.match(text, named.end) or scene.me.is_named(named.name):
        return False
    if is_title(text[named.start : named.end], scene) and not is_person(named, scene):
        return False
    known = is_person(named, scene)
    return known or (bulleted and " " in named.name and acceptable(named, text, scene, strict=False))


def _people(row: list[tuple[str, Named]], head: str, scene: Scene) -> Iterator[Mention]:
    known = sum(is_person(named, scene) for _, named in row)
    titled = [title_after(text, named.end, scene) for text, named in row]
    if len(row) < _LEAST or known * 2 < len(row) or not any(titled) or _is_other(head, scene):
        return
    for (text, named), title in zip(row, titled, strict=True):
        yield Mention(named.name, email_near(text, named.end), title)


def _is_other(head: str, scene: Scene) -> bool:
    """Whether the line above a list makes it one of people who take no part."""
    signs = {h.sign for h in scene.rules.words.hits(split(head[:120]))}
    return (
        bool(signs & {"contact_field", "candidate_field", "closing", "absent_before"})
        and "interviewer_field" not in signs
    )
