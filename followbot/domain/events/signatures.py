"""Who signed an invitation, and where the signature begins: its names are the writer's, and nobody's whom one will meet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from followbot.domain.events.listing import Mention, email_near, is_person, is_title, title_after
from followbot.domain.events.mentions import name_at
from followbot.domain.events.scene import Scene
from followbot.domain.people import is_role

_SIGNATURE_LINES = 10
_SIGNATURE_MAX = 70
_CLOSE = 4
"""Characters between a closing phrase and the name below it."""
_SIGNATURE = 260
"""Characters below a closing phrase that are still a signature."""
_BLOCK = 220
"""Characters of a last paragraph that can be a signature without a closing phrase."""
_BLOCK_LINES = 5
_SHORTEST = 2
_QUOTES = ' >*"“„«'
"""What may stand before a line of a mail that somebody pasted."""


@lru_cache(maxsize=2)
def signature(scene: Scene) -> int:
    """Where the signature begins: below the last closing phrase that ends a line, or at a last line that is a name."""
    body = scene.body.rstrip()
    for hit in reversed(scene.body_vocabulary):
        if hit.sign == "closing" and len(body) - hit.end <= _SIGNATURE:
            line = body.rfind("\n", 0, hit.start) + 1
            rest = body[hit.end :].partition("\n")[0]
            if not body[line : hit.start].strip(_QUOTES) and not rest.strip(" ,.!"):
                return hit.start
            if not body[line : hit.start].strip() and body[hit.end : hit.end + 1] in (",", "!"):
                return hit.start
    return _last_block(scene, body)


def _last_block(scene: Scene, body: str) -> int:
    """Where a last paragraph begins that is a signature: a name, and below it none; in invitations only."""
    if not scene.is_letter:
        return len(scene.body)
    for begin in {body.rfind("\n\n") + 2, body.rfind("\n") + 1}:
        block = body[begin:]
        lines = block.split("\n")
        if begin < _SHORTEST or len(block) > _BLOCK or len(lines) > _BLOCK_LINES:
            continue
        lead = len(lines[0]) - len(lines[0].lstrip(" /–—-"))
        named = [name_at(line, lead if i == 0 else 0, scene.rules) for i, line in enumerate(lines)]
        first = named[0]
        beginning = first is not None and first.start <= lead and is_person(first, scene)
        others = any(n is not None and n.start == 0 and " " in n.name and is_person(n, scene) for n in named[1:])
        before = body[:begin].rstrip()
        if beginning and not others and before[-1:] not in (":", "：") and not _is_row(before, scene):
            return begin
    return len(scene.body)


def _is_row(before: str, scene: Scene) -> bool:
    """Whether the line before is one of a list of people, which the last line only ends."""
    line = before[before.rfind("\n") + 1 :].lstrip(" •*-–—▪◦●○123456789.)")
    named = name_at(line, 0, scene.rules) if line else None
    return named is not None and named.start == 0 and " " in named.name and is_person(named, scene)


def signed(scene: Scene, lines: list[tuple[int, str]]) -> Iterator[Mention]:
    """The signature below the text: a name alone on a line, with a title beside or below it, or behind a closing phrase."""
    lines = [(start, line) for start, line in lines if line]
    closings = [h.end for h in scene.body_vocabulary if h.sign == "closing"]
    for index in range(max(1, len(lines) - _SIGNATURE_LINES), len(lines)):
        start, line = lines[index]
        shown = line.lstrip("-–— ")
        named = name_at(shown, 0, scene.rules)
        if named is None or scene.me.is_named(named.name) or len(shown) > _SIGNATURE_MAX or is_role(named.name):
            continue
        rest = shown[named.end :].strip(" ,.|-–—!")
        below = lines[index + 1][1] if index + 1 < len(lines) else ""
        closed = any(0 <= start - end <= _CLOSE for end in closings)
        alone = not rest and (closed or line != shown or index + 1 == len(lines))
        title = title_after(shown, named.end, scene) or (below if not rest and is_title(below, scene) else "")
        if (closed or is_person(named, scene)) and (alone or 0 < len(title) <= _SIGNATURE_MAX):
            yield Mention(named.name, email_near(shown, named.end), title, listed=False, signed=True)
            return
