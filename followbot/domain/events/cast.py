"""Who comes on stage in running text, whatever its words: a name in an invitation is somebody whom one will meet.

Texts have a hundred ways to say that somebody takes part and a dozen to say that a name is an aside: whom to ask or to ring,
who writes, who is addressed, who does not come, whom one has met before. So it is the asides that are known, and everybody
else takes part. A name is one by its given name, by its form of address, or by a title or a known person beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from followbot.domain.events.lexicon import Hit, split
from followbot.domain.events.listing import (
    INTERLUDE,
    Mention,
    acceptable,
    email_near,
    is_person,
    is_title,
    names_a_place,
    title_after,
)
from followbot.domain.events.mentions import Named, is_given, is_rank, name_at
from followbot.domain.events.scene import Scene
from followbot.domain.events.text import has_ideographs
from followbot.domain.phrases import fold
from followbot.domain.records import record

_STRETCHES_MAX = 80
_NAMES_MAX = 30
_READ = 8_000
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ\u3040-\u9fff](?<![\w@./#-].)")
_END = re.compile(r"[.!?](?=\s)(?<![\W\d_]\w.)(?<!\b[DMHF]r.)(?<!\bMs.)(?<!\bMrs.)|\n|;\s")
"""What stands before is looked at behind the mark itself: most characters are none, and need not be asked about it."""
_PHONE = re.compile(
    r"(?:\+?\d[\s/().-]{0,2}){7,}|\b(?:ext|tel|tél|dw|int|anknytning|durchwahl)\b\.?\s?:?\s?\d", re.IGNORECASE
)
_LINK = re.compile(r"https?://|www\.")
_ASIDES = frozenset(
    {"contact_field", "candidate_field", "later", "stays_away", "absent_before", "absent_after", "past", "arranges"}
)
_LEADING = frozenset({"interviewer_field", "with", "takes_part", "joins"})
_GREETING = 24
"""Characters of a beginning that still greet: "Ha Michiel,"."""
_DEPARTMENT = 3
"""Words of a department."""
_ADDRESSED = 3
"""Characters between a greeting and the name of whom it greets."""
_BEFORE = 4
"""Characters between a title and the name behind it."""
_SHORTEST = 2
_BRACKET = 200
"""Characters in which a bracket is closed again; a full stop inside ends no sentence."""
_SEPARATOR = 3
_REACH = 40
"""Characters before a sentence in which what leads to its first name can stand."""
_SMALL_COURTESY = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,5})\.? $")
_ENDS = re.compile(r"\s*(?:$|[,.;)\n])")
_DOES = re.compile(r" [a-zß-öø-ÿ]{2,}")
"""A word in small letters: what somebody does whose name begins a sentence, "Sylvain me montre la découpe"."""
_LISTS = re.compile(r"\s*(?:[+,&/(]|$)")
_FIRST = 2
_BEGINNING = 120
_SALUTATION = 60


@record
class _Stretch:
    """A sentence or a line of the description."""

    start: int
    end: int
    aside: bool
    company: bool
    """Whether its words lead to people who take part: "with", "will join"."""


def cast(scene: Scene, ending: int) -> Iterator[Mention]:
    """Everybody whom running text brings in before its `ending`, where the signature begins; asides are left to others."""
    if has_ideographs(scene.body) and scene.languages & {"ja", "zh"}:
        return
    text = scene.body[: min(ending, _READ)]
    for stretch in islice(_stretches(text, scene.body_vocabulary, scene.organizer is not None), _STRETCHES_MAX):
        if not stretch.aside:
            yield from _people(scene, stretch)


def _stretches(body: str, hits: tuple[Hit, ...], invited: bool) -> Iterator[_Stretch]:
    """Sentences and lines. A number to ring stands beside a name aside in an invitation; in a note it is that person's."""
    starts = [h.start for h in hits]
    begin, brackets = 0, "(" in body
    for end in (*(m.start() for m in _END.finditer(body)), len(body)):
        inside = brackets and body.count("(", begin, end) > body.count(")", begin, end)
        if inside and end - begin < _BRACKET and body[end : end + 1] != "\n" and end < len(body):
            continue
        if end - begin > _SHORTEST:
            signs = {h.sign for h in hits[bisect_left(starts, begin) : bisect_left(starts, end)]}
            line = body.find("\n", begin)
            text = body[begin : len(body) if line < 0 else line]
            aside = (
                bool(signs & _ASIDES) or (invited and _PHONE.search(text) is not None) or _LINK.search(text) is not None
            )
            yield _Stretch(begin, end, aside, bool(signs & _LEADING))
        begin = end + 1


def _people(scene: Scene, stretch: _Stretch) -> Iterator[Mention]:
    line = scene.body.find("\n", stretch.start)
    text = scene.body if line < 0 else scene.body[:line]
    if _is_salutation(text, stretch) or _CAPITAL.search(text, stretch.start) is None:
        return
    near = [h for h in scene.body_vocabulary if stretch.start - _REACH <= h.start < stretch.end]
    ask = next((h for h in near if h.sign in ("ask_field", "fallback_field") and stretch.start <= h.start), None)
    besides = any(h.sign in ("also", "joins") and stretch.start <= h.start for h in near)
    position, last = stretch.start, -1
    for _ in range(_NAMES_MAX):
        word = _CAPITAL.search(text, position)
        if word is None or word.start() >= stretch.end:
            return
        named = name_at(scene.body, word.start(), scene.rules)  # who is introduced was asked of the same text
        position = max(word.end(), named.end if named else 0)
        if named is None or scene.me.is_named(named.name) or names_a_place(text, named, scene):
            continue
        found = _Found.of(_begun(named, text, stretch.start, scene), text, near, last, scene)
        if not _is_somebody(found, text, stretch, scene):
            continue
        last = found.end
        asked = ask is not None and ask.end <= named.start and (not found.after or ask.sign == "fallback_field")
        ask = None if asked else ask
        greeted = not found.after and scene.organizer is not None and _is_addressed(found.named, text, near)
        if not (asked or greeted or _is_assistant(found, scene)):
            firm = bool(found.title) and not besides
            yield Mention(found.name, email_near(text, found.end), found.title, listed=False, firm=firm, staged=True)


@record
class _Found:
    """A name, and what stands around it."""

    named: Named
    name: str
    end: int
    polite: bool
    before: str
    after: str
    joined: bool

    @classmethod
    def of(cls, named: Named, text: str, hits: list[Hit], last: int, scene: Scene) -> _Found:
        polite = scene.rules.reading.polite.match(text, named.end)
        courtesy = _courtesy(text, named.start, scene)
        end = polite.end() if polite else named.end
        start = named.start - len(courtesy)
        between = INTERLUDE.sub("", text[last:start]) if last >= 0 else "."
        return cls(
            named,
            f"{courtesy}{named.name}",
            end,
            bool(polite or courtesy),
            _title_before(start, hits, scene),
            title_after(text, end, scene) or _department(text, end, scene),
            scene.rules.reading.split.fullmatch(between) is not None or _is_followed(text, end, scene),
        )

    @property
    def title(self) -> str:
        return self.after or self.before

    @property
    def single(self) -> bool:
        return " " not in self.name and not self.polite


def _is_followed(text: str, end: int, scene: Scene) -> bool:
    """Whether a whole name is joined to what stands before: "Piergiorgio e Marina Belloni"."""
    joint = scene.rules.reading.split.match(text, end)
    following = name_at(text, joint.end(), scene.rules) if joint else None
    if following is None or not is_person(following, scene):
        return False
    return " " in following.name or scene.organizer is None


def _department(text: str, end: int, scene: Scene) -> str:
    """Where a text says that somebody comes from: "Silvia dell'ufficio personale"."""
    lead = scene.rules.reading.coming_from.match(text, end)
    if lead is None:
        return ""
    piece = " ".join(re.split(r"[,.;:()\n]", text[lead.end() : lead.end() + 40])[0].split()[:_DEPARTMENT])
    return piece if piece and is_title(piece, scene) else ""


def _courtesy(text: str, start: int, scene: Scene) -> str:
    """A form of address in small letters before a name: "sr. Adelino"; "" where there is none."""
    before = _SMALL_COURTESY.search(text[max(0, start - 8) : start])
    return before[0] if before and fold(before[1]) in scene.rules.courtesy else ""


def _begun(named: Named, text: str, start: int, scene: Scene) -> Named:
    """A name without words before it that only begin a sentence or a list: "Görüşmeye Gizem Hanım", "Chiedi di Ivan Rota"."""
    words = named.name.split()
    if named.start - start > _FIRST and len(words) <= _FIRST:
        return named
    for index, word in enumerate(words):
        known = is_given(word, scene.rules) or fold(word).rstrip(".") in scene.rules.courtesy
        titled = index + 1 < len(words) and is_rank(words[index + 1], scene.rules)
        if known and not titled:
            whole = index + 1 < len(words) or scene.rules.reading.polite.match(text, named.end)
            shift = sum(len(w) + 1 for w in words[:index])
            return Named(" ".join(words[index:]), named.start + shift, named.end) if index and whole else named
    return named


def _is_salutation(text: str, stretch: _Stretch) -> bool:
    """Whether a line among the first ones only addresses somebody: "Szanowna Pani Agnieszko,"."""
    line = text[stretch.start : stretch.end + 1].strip()
    return stretch.start < _BEGINNING and len(line) <= _SALUTATION and line[-1:] in (",", "!", ":", "，")


def _is_somebody(found: _Found, text: str, stretch: _Stretch, scene: Scene) -> bool:
    """Whether a capitalised word or several are a person's name here.

    A single word says less: only notes of one's own bring people in by it, unless a title or another person stands beside.
    """
    named = found.named
    if (
        scene.rules.reading.house_number.match(text, named.end)
        or fold(named.name.split()[-1]) in scene.rules.legal_forms
    ):
        return False
    if found.single and (_is_after_article(text, named.start, scene) or _is_function(named.name, scene)):
        return False
    if found.single:
        first = named.start - stretch.start <= _FIRST
        led = found.after or found.joined or (scene.organizer is None and _LISTS.match(text, found.end) is not None)
        does = (
            scene.organizer is None and is_given(named.name, scene.rules) and _DOES.match(text, found.end) is not None
        )
        if any(g.email and not g.organizer for g in scene.people) or (first and not (led or does)):
            return False
        if scene.organizer is not None and not (found.title or found.joined or stretch.company):
            return False
    if found.polite or is_person(named, scene):
        return True
    if found.single and found.after and scene.organizer is not None and _is_led(named.start, scene):
        return acceptable(named, text, scene, strict=False)
    inside = INTERLUDE.match(text, found.end)
    bracket = inside is not None and bool(inside[1]) and is_title(inside[1], scene)
    own = found.single and found.before and scene.organizer is None and _ENDS.match(text, found.end) is not None
    return (bracket or bool(own)) and acceptable(named, text, scene, strict=found.single and not own)


def _is_led(start: int, scene: Scene) -> bool:
    """Whether words that bring people in stand right before a name: "dołączy też Staszek, nasz CTO"."""
    return any(h.sign in _LEADING and 0 <= start - h.end <= _FIRST for h in scene.body_vocabulary)


def _is_function(word: str, scene: Scene) -> bool:
    """Whether a word says what somebody is: "this year's Captain, Ewan Baird"."""
    return not is_given(word, scene.rules) and (is_rank(word, scene.rules) or is_title(word, scene))


def _is_after_article(text: str, start: int, scene: Scene) -> bool:
    """Whether an article in capitals stands before a word, as in names of houses: "locatie De Linde"."""
    before = text[max(0, start - 6) : start].rstrip().rpartition(" ")[2]
    return before[:1].isupper() and fold(before) in scene.rules.reading.name_articles


def _title_before(start: int, hits: list[Hit], scene: Scene) -> str:
    """The title right before a name: "enhetschef Marie Lundgren"."""
    for hit in hits:
        if (hit.sign == "role" or hit.sign.startswith("title_")) and 0 <= start - hit.end <= _BEFORE:
            between = scene.body[hit.end : start]
            if not between.strip(" :,-–"):
                return hit.quote
    return ""


def _is_addressed(named: Named, text: str, hits: list[Hit]) -> bool:
    """Whether a name only greets or is greeted: "Hi Kim", "LG Tanja", "Mariana, nessa etapa …"."""
    if (
        named.start <= _GREETING
        and text[named.end : named.end + 1] in (",", "!")
        and len(text[: named.start].split()) <= _FIRST
    ):
        return True
    return any(
        h.sign in ("greeting", "closing") and h.start < named.end and named.start <= h.end + _ADDRESSED for h in hits
    )


def _is_assistant(found: _Found, scene: Scene) -> bool:
    title = f"{found.before} | {found.after}"
    return len(title) > _SEPARATOR and any(h.sign == "title_coordinator" for h in scene.rules.words.hits(split(title)))
