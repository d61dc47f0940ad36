"""The position that an interview is about."""

from __future__ import annotations

import re

from followbot.domain.events import title as titles
from followbot.domain.events.lexicon import Hit, split
from followbot.domain.events.reading import Reading
from followbot.domain.events.scene import Scene
from followbot.domain.events.text import TOKEN
from followbot.domain.phrases import fold

_ROLE_MAX = 80
_LETTERS = r"(?:[mwfdxhvkn]|all genders|gn)(?:\s?[/|*,]\s?[mwfdxhvkan]){0,3}"
_GENDER = re.compile(rf"\s?[(\[]\s?{_LETTERS}\s?[)\]]|\s[mwfdx](?:/[mwfdx]){{1,2}}\b|\s[HF]/[FH]\b", re.IGNORECASE)
_JOINER_WORDS = """
of de du des der die das für fur and & und et y e di del della do da dos das pour para per voor van till för dla ds i
la le les des l d - –
"""
_JOINERS = frozenset(_JOINER_WORDS.split())
_END = re.compile(r"[\n;|•<>\[\]]|\.\s|\s[-–—]\s(?=\d)|https?:")


def position(scene: Scene, company: str | None) -> str | None:
    """The position as the title names it, else as a field of the description, else as a sentence of it."""
    title = _GENDER.sub("", scene.title)
    found = _in_title(title, scene, company)
    if found:
        return found
    field = _field(scene)
    if field:
        return field
    return _sentence(scene, company)


def _in_title(title: str, scene: Scene, company: str | None) -> str | None:
    words = split(title)
    hits = scene.rules.words.hits(words)
    roles = [h for h in hits if h.sign == "role"]
    blocked = _blocked(scene, hits, scene.rules.title.hits(words))
    best = ""
    for part in titles.segments(title):
        inside = [h for h in roles if part.holds(h)]
        if not inside:
            continue
        text = _extent(title, part.start, part.end, inside, blocked, company, scene.rules.reading)
        if len(text) > len(best):
            best = text
    return best or None


def _blocked(scene: Scene, vocabulary: tuple[Hit, ...], hits: tuple[Hit, ...]) -> tuple[tuple[int, int], ...]:
    """Stretches of a title that are no part of a position: stages and prepositions."""
    spans = [(h.start, h.end) for h in hits if h.sign != "role"]
    spans += [(h.start, h.end) for h in vocabulary if h.sign in ("with", "at", "for")]
    return tuple(spans)


def _extent(
    title: str,
    start: int,
    end: int,
    roles: list[Hit],
    blocked: tuple[tuple[int, int], ...],
    company: str | None,
    reading: Reading,
) -> str:
    """The words around a role noun up to what is no part of it."""
    first, last = roles[0].start, roles[-1].end
    stop = fold(company).split() if company else []
    left, right = start, end
    for a, b in blocked:
        overlaps = a < last and first < b
        if overlaps:
            continue
        if b <= first:
            left = max(left, b)
        elif a >= last:
            right = min(right, a)
    tokens = list(TOKEN.finditer(title, left, right))
    while tokens and (
        fold(tokens[0][0]) in stop or fold(tokens[0][0]) in _JOINERS or fold(tokens[0][0]) in reading.role_before
    ):
        tokens.pop(0)
    while (
        tokens
        and tokens[-1].start() >= last
        and (
            fold(tokens[-1][0]) in stop or fold(tokens[-1][0]) in _JOINERS or fold(tokens[-1][0]) in reading.role_after
        )
    ):
        tokens.pop()
    if not tokens:
        return ""
    text = title[min(tokens[0].start(), first) : max(tokens[-1].end(), last)]
    return " ".join(text.split()).strip(" -–—,:&/")[:_ROLE_MAX]


def _field(scene: Scene) -> str | None:
    for hit in scene.body_vocabulary:
        if hit.sign != "role_field":
            continue
        rest = scene.body[hit.end : hit.end + 120]
        colon = re.match(r"\**\s{0,2}(?:\([^)]{0,20}\)\s?)?:\s{0,3}\**", rest)
        if colon:
            value = _END.split(_GENDER.sub("", rest[colon.end() :]), maxsplit=1)[0]
            value = re.split(r"\s(?:at|bei|chez|@)\s|,\s(?=[A-Z][a-z]+$)", value)[0].strip(" *_,-–")
            if 2 < len(value) <= _ROLE_MAX:
                return value
    return None


def _sentence(scene: Scene, company: str | None) -> str | None:
    """ "for the Senior Engineer position", "the role of Account Manager"."""
    for hit in scene.body_vocabulary:
        if hit.sign != "role":
            continue
        start = max(scene.body.rfind("\n", 0, hit.start), hit.start - 60) + 1
        before = list(TOKEN.finditer(scene.body, start, hit.start))
        first = hit.start
        for token in reversed(before):
            word = token[0]
            gap = scene.body[token.end() : first]
            if (
                not (word[:1].isupper() or (fold(word) in _JOINERS and first != hit.start))
                or re.search(r"[.,:;!?()\n|]", gap)
                or fold(word) in scene.rules.filler
            ):
                break
            first = token.start()
        end = scene.body.find("\n", hit.end)
        after = scene.body[hit.end : min(len(scene.body) if end < 0 else end, hit.end + 30)]
        text = scene.body[first : hit.end]
        context = fold(scene.body[max(0, first - 40) : first] + " | " + after)
        if any(word in context for word in scene.rules.role_context) and len(text) > 2:
            return " ".join(_GENDER.sub("", text).split()).strip(" -–")[:_ROLE_MAX]
    return None
