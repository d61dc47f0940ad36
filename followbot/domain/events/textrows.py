"""The texts of an event word by word, and what each word is: see `stretches`, which names and positions are looked for in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from followbot.domain.events import title as titles
from followbot.domain.events.houses import is_house_kind
from followbot.domain.events.lexicon import Hit, split
from followbot.domain.events.mentions import looks_like_person
from followbot.domain.events.parties import Sides
from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.scene import Being, Scene
from followbot.domain.events.text import Words, has_ideographs
from followbot.domain.events.titled import is_common
from followbot.domain.phrases import fold
from followbot.domain.records import record

TITLE, BODY, PLACE = "t", "b", "p"
SHOWN = {Being.PERSON: "g", Being.GROUP: "q", Being.MACHINE: "m"}
"""Where a display name is from, by what bears it."""
_LIMITS = {TITLE: 40, BODY: 420}
_OTHERS = 24
"""Words that are read of a text."""
_GUESTS = 12
_PLACE_MAX = 200
_SHORT = 3
_ELIDED = 2
"""Letters of a word beside an apostrophe that stands for others."""
_REST = 3
_GAP = re.compile(r"(?: |-|['’]| ?& ?| ?\+ ?|\. |\.|\.-)")
_SIDE = re.compile(r"[^\w\s]")
_ADDRESS = re.compile(r"(?<![^\s\u3000-\u9fff(<])[^\s\u3000-\u9fff(<]*@\S+|(?:https?://|www\.)[^\s\u3000-\u9fff]+")
_LETTERS = r"(?:[mwfdxhvkn]|all genders|gn)(?:\s?[/|*,]\s?[mwfdxhvkan]){0,3}"
GENDER = re.compile(rf"\s?[(\[]\s?{_LETTERS}\s?[)\]]|\s[mwfdx](?:/[mwfdx]){{1,2}}\b|\s[HF]/[FH]\b", re.IGNORECASE)
"""Behind a position: for whom it is."""
_HOURS = frozenset({"when", "digit"})
_GAPS_KEPT = 500
_CALLED = frozenset({"title_agency", "contact_field", "panel_field"})
"""What names in characters end in, glued to the rest of them: 锐才猎头, 锐聘咨询, 教育委員会."""
_COLONS = (":", "\uff1a")
_SOLID = frozenset({"ja", "zh"})
_KEPT = frozenset({"me", "kind"})
_KEPT_WITHIN = _KEPT | {"capital", "shout"}
"""What words stay that a phrase takes in: a phrase with a gap, "rdv … pour le poste", has names within."""


@record
class Row:
    """One text: its words, and what each of them is."""

    where: str
    words: Words
    sorts: tuple[str, ...]
    starts: frozenset[int]
    """Words with which a part of the text begins: a line, a sentence, what a separator leads."""

    gaps: tuple[str, ...]
    """What stands before each word, and behind the last one the rest of the text."""
    glued: tuple[bool, ...]
    """Whether each word goes on with what stands before it."""
    big: tuple[bool, ...]
    """Whether each word begins with a capital or a figure."""
    asian: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.sorts)

    def word(self, index: int) -> str:
        return self.words.text[slice(*self.words.spans[index])]

    def is_gendered(self, end: int) -> bool:
        """Whether what ends before a word is for all: "Buyer (m/f/d)"."""
        text, stop = self.words.text, self.words.spans[end - 1][1]
        behind = text[stop : stop + _REST]
        begins = "(" in behind or "[" in behind or "/" in behind  # hardly ever, and the expression takes its time
        return begins and GENDER.match(text, stop) is not None


@record
class _Names:
    """Names that an event has anyway: of people, by words or whole where they have no spaces, and of towns."""

    words: frozenset[str]
    written: tuple[tuple[str, str], ...]
    towns: frozenset[str]

    @classmethod
    def of(cls, scene: Scene, sides: Sides | None = None) -> _Names:
        people = [*(g.name for g in scene.people if g.name), *(m.name for m in (sides.mentions if sides else ()))]
        asian = [n for n in people if has_ideographs(n)]
        whole = dict.fromkeys((*(n.replace(" ", "") for n in asian), *(n.split()[0] for n in asian if " " in n)))
        mine = (n for n in scene.me.ordered if has_ideographs(n))
        address = split(scene.place.partition(",")[2][:_PLACE_MAX]).tokens
        return cls(
            frozenset(w for n in people if not has_ideographs(n) for w in fold(n).split()),
            (*((n, "somebody") for n in whole), *((n, "me") for n in mine)),
            frozenset(t for t in address if len(t) > _SHORT and not t.isdigit()),
        )


@lru_cache(maxsize=1)  # the company is asked for, and then the position
def rows(scene: Scene, sides: Sides) -> tuple[Row, ...]:
    """The texts of an event, the title first."""
    return tuple(_rows(scene, sides))


def title_row(scene: Scene, known: _Names | None = None) -> Row:
    """The title alone; without `known`, those named in the description are strangers in it."""
    stages = [h for hits in scene.title_hits.values() for h in hits]
    return _row(TITLE, scene.title_words, scene.title_vocabulary, stages, scene, known or _Names.of(scene))


def _rows(scene: Scene, sides: Sides) -> Iterator[Row]:
    known = _Names.of(scene, sides)
    yield title_row(scene, known)
    stages = scene.rules.title.hits(scene.body_words, scene.languages) if _is_written_solid(scene) else ()
    yield _row(BODY, scene.body_words, scene.body_vocabulary, stages, scene, known)
    if scene.place:
        yield _row(PLACE, split(scene.place[:_PLACE_MAX]), (), (), scene, known)
    for guest in scene.guests[:_GUESTS]:
        if guest.being not in SHOWN or not guest.shown or "@" in guest.shown:
            continue
        person = guest.being is Being.PERSON and guest.name and looks_like_person(guest.name, scene.rules)
        shown = guest.shown.replace(guest.name, " | ") if person else guest.shown
        if shown.strip(" |"):
            yield _row(SHOWN[guest.being], split(shown), (), (), scene, known)


def _is_written_solid(scene: Scene) -> bool:
    """Whether a description has no spaces by which a name ends before the kind of appointment: 星火数据二面."""
    return not scene.languages.isdisjoint(_SOLID) and len(scene.body_words.tokens) <= _LIMITS[BODY]


def _row(where: str, words: Words, hits: Iterable[Hit], stages: Iterable[Hit], scene: Scene, known: _Names) -> Row:
    limit = _LIMITS.get(where, _OTHERS)
    if len(words.tokens) > limit:
        words = Words(words.text, words.tokens[:limit], words.spans[:limit])
    text, rules, languages, mine = words.text, scene.rules, scene.languages, scene.me.words
    sorts = [
        "me" if token in mine and not has_ideographs(token) else _sort(token, text[start:end], rules, languages)
        for token, (start, end) in zip(words.tokens, words.spans, strict=True)
    ]
    hits = tuple(hits)
    called = {hit.start for hit in hits if hit.sign in _CALLED and _is_glued(hit, text)}
    for hit in hits:
        if hit.start not in called:
            _mark(hit, hit.sign, sorts)
    for hit in stages:
        sign = scene.rules.signs.get(f"title.{hit.sign}")
        _mark(hit, "stage" if sign is None or sign.job > 0 else "against", sorts)
    _mark_days(words, sorts, rules)
    _mark_names(words, sorts, known)
    _mark_forms(words, sorts, rules.reading.asian_forms)
    if where == BODY:
        _mark_addresses(words, sorts)
    gaps = _gaps(words)
    glued = tuple([gap == " " or _is_glue(gap) or _is_elided(gap, words, index) for index, gap in enumerate(gaps)])
    letters = [words.text[start] for start, _ in words.spans]
    return Row(
        where,
        words,
        tuple(sorts),
        frozenset(_starts(words, gaps, where)),
        gaps,
        glued,
        tuple([letter.isupper() or letter.isdigit() for letter in letters]),
        tuple([not letter.isascii() and has_ideographs(letter) for letter in letters]),
    )


def _gaps(words: Words) -> tuple[str, ...]:
    text, spans = words.text, words.spans
    rest = text[spans[-1][1] : spans[-1][1] + _REST] if spans else text[:_REST]
    between = [text[before[1] : behind[0]] for before, behind in pairwise(spans)]
    return ("\n", *between, rest) if spans else ("\n",)


@lru_cache(maxsize=_GAPS_KEPT)
def _is_glue(gap: str) -> bool:
    return _GAP.fullmatch(gap) is not None


def _is_elided(gap: str, words: Words, index: int) -> bool:
    """Whether an apostrophe stands for letters: "Ca' dei Gelsi", "Café 't Hoekje"."""
    if gap in ("' ", "’ "):
        return 0 < index < len(words.tokens) and len(words.tokens[index - 1]) <= _ELIDED
    return gap in (" '", " ’") and index < len(words.tokens) and len(words.tokens[index]) <= _ELIDED


@lru_cache(maxsize=_GAPS_KEPT)
def _is_parting(gap: str) -> bool:
    return "\n" in gap or (gap != " " and not _is_glue(gap) and _SIDE.search(gap) is not None)


def _mark(hit: Hit, sort: str, sorts: list[str]) -> None:
    end = min(hit.last, len(sorts))
    for index in range(hit.first, end):
        within = hit.first < index < hit.last - 1
        if sorts[index] not in (_KEPT_WITHIN if within else _KEPT):
            sorts[index] = sort


def _is_glued(hit: Hit, text: str) -> bool:
    """Whether words in characters stand right behind others, as the last part of a name does: 锐才猎头."""
    field = text.startswith(_COLONS, hit.end)
    return not field and has_ideographs(hit.quote) and has_ideographs(text[max(0, hit.start - 1) : hit.start])


def _mark_days(words: Words, sorts: list[str], rules: DetectionRules) -> None:
    """Weekdays in two or three letters, where an hour follows: "Tue 2pm", "ons kl 13", "Do 9:30"."""
    if rules.days_short.isdisjoint(words.tokens):
        return
    for index in range(len(sorts) - 1):
        if words.tokens[index] in rules.days_short:
            led = words.tokens[index + 1] in rules.reading.before_hours and index + 2 < len(sorts)
            at = index + 2 if led else index + 1
            if sorts[at] in _HOURS:
                sorts[index:at] = ["when"] * (at - index)


def _mark_forms(words: Words, sorts: list[str], forms: re.Pattern[str]) -> None:
    """Legal forms in characters, which no space parts from the name: "北野光学株式会社"."""
    found = list(forms.finditer(words.text))
    begins = {start: index for index, (start, _) in enumerate(words.spans)} if found else {}
    for form in found:
        first = begins.get(form.start())
        if first is not None:
            last = min(first + len(form[0]), len(sorts))
            sorts[first:last] = ["form"] * (last - first)


def _mark_names(words: Words, sorts: list[str], known: _Names) -> None:
    for index, token in enumerate(words.tokens):
        if token in known.words and sorts[index] in ("capital", "given", "shout", "known", "position"):
            sorts[index] = "somebody"
        elif token in known.towns and sorts[index] == "capital":
            sorts[index] = "town"
    for name, sort in known.written:
        for first, token in enumerate(words.tokens):
            if token == name[0] and "".join(words.tokens[first : first + len(name)]) == name:
                sorts[first : first + len(name)] = [sort] * len(name)


def _mark_addresses(words: Words, sorts: list[str]) -> None:
    """What is in an address or a link is no word of a text."""
    text, index = words.text, 0
    if "@" not in text and "://" not in text and "www." not in text:
        return
    for match in _ADDRESS.finditer(text, 0, words.spans[-1][1] if sorts else 0):
        while index < len(sorts) and words.spans[index][0] < match.start():
            index += 1
        while index < len(sorts) and words.spans[index][1] <= match.end():
            sorts[index] = "address"
            index += 1


def _starts(words: Words, gaps: tuple[str, ...], where: str) -> Iterator[int]:
    if where == TITLE:
        begins = [p.start for p in titles.segments(words.text)]
        end = number = 0
        for index, (start, stop) in enumerate(words.spans):
            while number < len(begins) and begins[number] < end:
                number += 1
            if not index or (number < len(begins) and begins[number] <= start):
                yield index
            end = stop
        return
    for index, gap in enumerate(gaps[:-1]):
        if gap != " " and _is_parting(gap):
            yield index


def sort_of(token: str, word: str, scene: Scene) -> str:
    """What a word is by itself."""
    if token in scene.me.words and not has_ideographs(word):
        return "me"
    return _sort(token, word, scene.rules, scene.languages)


@lru_cache(maxsize=8_000)  # the same few thousand words come again and again
def _sort(token: str, word: str, rules: DetectionRules, languages: frozenset[str]) -> str:
    if not word[0].isascii() and has_ideographs(word):
        return "hira" if "\u3040" <= word <= "\u309f" else "kata" if "\u30a0" <= word <= "\u30ff" else "han"
    if word.isdigit():
        return "digit"
    if token in rules.legal_forms and not word.islower():
        return "form"
    if token in rules.company_prefixes or is_house_kind(token, rules, languages):
        return "kind"
    lists = (
        ("trade", rules.register_trades),
        ("noun", rules.company_nouns),
        ("courtesy", rules.courtesy),
        ("given", rules.given_names),
        ("position", rules.role_words),
    )
    if token in rules.days or rules.reading.hour.fullmatch(word):
        return "when"
    found = next((sort for sort, words in lists if token in words), "")
    if found or is_common(token, rules):
        return found or "known"
    if word[:1].isupper() or (word[:1].isdigit() and word != word.lower()):  # "3M", "23andMe"
        return "shout" if word.isupper() and len(word) > 1 else "capital"
    return "small"
