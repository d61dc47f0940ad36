"""The texts of an event word by word, and the stretches of words in them that can be the name of a company.

A rule finds a name where somebody foresaw the shape. Here every stretch that can be one is taken: what begins and ends like a
name, or with the kind of house that it is, and in Japanese and Chinese whatever stands between two changes of script or two
words of the vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from followbot.domain.events import title as titles
from followbot.domain.events.houses import is_house_kind, is_house_particle, written_kinds
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
_SENDERS = frozenset({SHOWN[Being.GROUP], SHOWN[Being.MACHINE]})
_LIMITS = {TITLE: 40, BODY: 420}
_OTHERS = 24
"""Words that are read of a text."""
_GUESTS = 12
_PLACE_MAX = 200
_NAME_WORDS = 9
_AHEAD = 4
_PIECES = 4
"""Pieces of Japanese and Chinese text, each of one script or one word of the vocabulary, that a name has at most."""
_CHARACTERS = (2, 16)
_SHORT = 3
_SHORTEST = 2
_REST = 3
_LONG = 4
_GAP = re.compile(r"(?: |-|['’]| ?& ?| ?\+ ?|\. |\.)")
_SIDE = re.compile(r"[^\w\s]")
_ADDRESS = re.compile(r"(?<![^\s\u3000-\u9fff(<])[^\s\u3000-\u9fff(<]*@\S+|(?:https?://|www\.)[^\s\u3000-\u9fff]+")
_APOSTROPHES = ("'", "’")
_USUAL = ("c2", "c4")
_NEW = ("c0", "c1")
_LETTERS = r"(?:[mwfdxhvkn]|all genders|gn)(?:\s?[/|*,]\s?[mwfdxhvkan]){0,3}"
GENDER = re.compile(rf"\s?[(\[]\s?{_LETTERS}\s?[)\]]|\s[mwfdx](?:/[mwfdx]){{1,2}}\b|\s[HF]/[FH]\b", re.IGNORECASE)
"""Behind a position: for whom it is."""
_GAPS_KEPT = 500
_SOLID = frozenset({"capital", "shout", "noun"})
_OWN = frozenset(
    {"capital", "shout", "han", "hira", "kata", "somebody", "stage", "known", "kind", "small", "given", "town", "noun"}
)
_BEGINS = _OWN | {"form", "against", "position", "company_of"}
_ENDS = _OWN | {"form", "against", "toward", "role", "digit", "trade"}
"""What the first and the last word of a company's name can be: of two thousand labelled ones hardly any is otherwise."""


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
        return GENDER.match(self.words.text, self.words.spans[end - 1][1]) is not None


@record
class _Names:
    """Names that an event has anyway: of people, by words or whole where they have no spaces, and of towns."""

    words: frozenset[str]
    written: tuple[tuple[str, str], ...]
    towns: frozenset[str]

    @classmethod
    def of(cls, scene: Scene, sides: Sides) -> _Names:
        people = [*(g.name for g in scene.people if g.name), *(m.name for m in sides.mentions)]
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


def _rows(scene: Scene, sides: Sides) -> Iterator[Row]:
    known = _Names.of(scene, sides)
    stages = [h for hits in scene.title_hits.values() for h in hits]
    yield _row(TITLE, scene.title_words, scene.title_vocabulary, stages, scene, known)
    yield _row(BODY, scene.body_words, scene.body_vocabulary, (), scene, known)
    if scene.place:
        yield _row(PLACE, split(scene.place[:_PLACE_MAX]), (), (), scene, known)
    for guest in scene.guests[:_GUESTS]:
        if guest.being not in SHOWN or not guest.shown or "@" in guest.shown:
            continue
        person = guest.being is Being.PERSON and guest.name and looks_like_person(guest.name, scene.rules)
        shown = guest.shown.replace(guest.name, " | ") if person else guest.shown
        if shown.strip(" |"):
            yield _row(SHOWN[guest.being], split(shown), (), (), scene, known)


def _row(where: str, words: Words, hits: Iterable[Hit], stages: Iterable[Hit], scene: Scene, known: _Names) -> Row:
    limit = _LIMITS.get(where, _OTHERS)
    if len(words.tokens) > limit:
        words = Words(words.text, words.tokens[:limit], words.spans[:limit])
    text, rules, languages, mine = words.text, scene.rules, scene.languages, scene.me.words
    sorts = [
        "me" if token in mine and not has_ideographs(token) else _sort(token, text[start:end], rules, languages)
        for token, (start, end) in zip(words.tokens, words.spans, strict=True)
    ]
    for hit in hits:
        _mark(hit, hit.sign, sorts)
    for hit in stages:
        sign = scene.rules.signs.get(f"title.{hit.sign}")
        _mark(hit, "stage" if sign is None or sign.job > 0 else "against", sorts)
    _mark_names(words, sorts, known)
    if where == BODY:
        _mark_addresses(words, sorts)
    gaps = _gaps(words)
    glued = tuple([gap == " " or _is_glue(gap) for gap in gaps])
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


_KEPT = frozenset({"me", "kind"})
_KEPT_WITHIN = _KEPT | {"capital", "shout"}
"""What words stay that a phrase takes in: a phrase with a gap, "rdv … pour le poste", has names within."""


@lru_cache(maxsize=_GAPS_KEPT)
def _is_glue(gap: str) -> bool:
    return _GAP.fullmatch(gap) is not None


@lru_cache(maxsize=_GAPS_KEPT)
def _is_parting(gap: str) -> bool:
    return "\n" in gap or (gap != " " and not _is_glue(gap) and _SIDE.search(gap) is not None)


def _mark(hit: Hit, sort: str, sorts: list[str]) -> None:
    end = min(hit.last, len(sorts))
    for index in range(hit.first, end):
        within = hit.first < index < hit.last - 1
        if sorts[index] not in (_KEPT_WITHIN if within else _KEPT):
            sorts[index] = sort


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
    index = 0
    for match in _ADDRESS.finditer(words.text, 0, words.spans[-1][1] if sorts else 0):
        while index < len(sorts) and words.spans[index][0] < match.start():
            index += 1
        while index < len(sorts) and words.spans[index][1] <= match.end():
            sorts[index] = "address"
            index += 1


def _starts(words: Words, gaps: tuple[str, ...], where: str) -> Iterator[int]:
    if where == TITLE:
        begins = [p.start for p in titles.segments(words.text)]
        end = 0
        for index, (start, stop) in enumerate(words.spans):
            if not index or any(end <= begin <= start for begin in begins):
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
    found = next((sort for sort, words in lists if token in words), "")
    if found or is_common(token, rules):
        return found or "known"
    if word[:1].isupper() or (word[:1].isdigit() and word.isupper()):  # "3M"
        return "shout" if word.isupper() and len(word) > 1 else "capital"
    return "small"


def stretches(row: Row, labels: Iterable[str], scene: Scene) -> Iterator[tuple[int, int]]:
    """The stretches of words that can be a name, as their first word and the one behind their last."""
    spelled = tuple(labels)
    index, size = 0, len(row.sorts)
    while index < size:
        end = index + 1
        while end < size and row.gaps[end] == "":
            end += 1
        if True in row.asian[index:end]:
            yield from _written(row, index, end, scene)
        for first in range(index, end):
            if not row.asian[first]:
                yield from _from(row, first, spelled, scene)
        index = end


def _from(row: Row, first: int, labels: tuple[str, ...], scene: Scene) -> Iterator[tuple[int, int]]:
    """Stretches of a language with capitals that begin with a word."""
    begins = row.sorts[first] in _BEGINS or _is_article(row, first, scene.rules)
    if not begins or not _opens(row, first, labels, scene):
        return
    for last in range(first, min(first + _NAME_WORDS, len(row))):
        if last > first and (not row.glued[last] or row.asian[last]):
            return
        if row.big[last] or last == first or row.sorts[last] in ("noun", "kind"):
            if _may_end(row, first, last) and _closes(row, last):
                yield first, last + 1
            continue
        if _ends_small(row, first, last, scene):
            yield first, last + 1
        elif not _goes_on(row, first, last, scene):
            return


def _is_article(row: Row, first: int, rules: DetectionRules) -> bool:
    """Whether a name begins with a small word that has a capital: "bij De Torenhof", "boulangerie Au Pain Levé"."""
    token, reading = row.words.tokens[first], rules.reading
    small = token in reading.name_articles or token in reading.name_particles
    return small and row.big[first] and first + 1 < len(row) and row.gaps[first + 1] == " " and row.big[first + 1]


def _may_end(row: Row, first: int, last: int) -> bool:
    """Whether a name can end with a word: after others also with one that is a form of address elsewhere ("Thunder Bay")."""
    sort = row.sorts[last]
    return sort in _ENDS or (last > first and (sort == "courtesy" or (sort == "position" and row.where in _SENDERS)))


def _goes_on(row: Row, first: int, last: int, scene: Scene) -> bool:
    """Whether a small word can stand within a name: "Zone de police du Condroz"."""
    if row.sorts[last] == "address":
        return False
    if row.sorts[last] == "courtesy" and row.gaps[last + 1] not in _APOSTROPHES:
        return False
    word = row.words.tokens[last]
    small = word in scene.rules.reading.name_particles or len(word) <= _SHORTEST or is_house_particle(word, scene)
    return small or (row.sorts[first] == "kind" and (row.sorts[last] == "small" or _has_more(row, first, last)))


def _has_more(row: Row, first: int, last: int) -> bool:
    """Whether the name of a house goes on soon behind a small word: "Centre de services scolaire du Portage"."""
    end = min(len(row.sorts), first + _NAME_WORDS, last + _AHEAD)
    behind = next((index for index in range(last + 1, end) if row.big[index]), end)
    return behind < end and all(row.gaps[index] == " " for index in range(last + 1, behind + 1))


def _ends_small(row: Row, first: int, last: int, scene: Scene) -> bool:
    """Whether a small word can end a name: "Barnkraft bemanning", or in a title one that nobody else writes."""
    word, ends = row.words.tokens[last], last + 1 >= len(row) or last + 1 in row.starts
    if word in scene.rules.agency_name_words or (ends and row.sorts[first] == "kind" and row.sorts[last] == "small"):
        return True
    return row.where == TITLE and row.sorts[last] == "small" and is_new(word, scene)


def is_new(word: str, scene: Scene) -> bool:
    """Whether hardly anybody writes a word."""
    return len(word) > _SHORT and scene.rules.choices.level(word) in _NEW


def _opens(row: Row, index: int, labels: tuple[str, ...], scene: Scene) -> bool:
    """Whether a name can begin here; in running text not amid capitals."""
    if not row.big[index]:
        token = row.words.tokens[index]
        spelled = len(token) >= _LONG and any(token in label for label in labels)
        follows = index + 1 < len(row) and row.gaps[index + 1] == " " and row.big[index + 1]
        unknown = row.where == TITLE and row.sorts[index] == "small" and len(token) > _LONG and follows
        new = row.where == TITLE and row.sorts[index] == "small" and is_new(token, scene)
        if not (spelled or unknown or new or (row.sorts[index] == "kind" and (row.where != BODY or follows))):
            return False
    if row.where != BODY or index == 0 or not row.glued[index] or row.gaps[index] == ". ":
        return True
    return not row.big[index - 1] or row.sorts[index - 1] not in _SOLID


def _closes(row: Row, index: int) -> bool:
    """Whether a name can end here; in running text not amid capitals."""
    if row.where != BODY or index + 1 >= len(row) or not row.glued[index + 1] or row.gaps[index + 1] == ". ":
        return True
    return not row.big[index + 1] or row.sorts[index + 1] not in _SOLID


def _written(row: Row, first: int, end: int, scene: Scene) -> Iterator[tuple[int, int]]:
    """Stretches of Japanese or Chinese between the places where a word may begin or end."""
    particles = scene.rules.reading.asian_particles
    cuts = [first, *(i for i in range(first + 1, end) if _parts(row, first, i, end, scene)), end]
    text = row.words.text[row.words.spans[first][0] : row.words.spans[end - 1][1]]
    if all(len(row.word(i)) == 1 for i in range(first, end)):
        cuts = sorted({*cuts, *(first + place for place in _ends_of_kinds(text, scene))})
    for number, start in enumerate(cuts[:-1]):
        if row.sorts[start] not in _BEGINS or (row.word(start) in particles and start > first):
            continue
        for before, stop in pairwise(cuts[number : number + 1 + _PIECES]):
            length = row.words.spans[stop - 1][1] - row.words.spans[start][0]
            latin = stop - start == 1 and not row.asian[start]
            fits = _CHARACTERS[0] <= length <= _CHARACTERS[1] and not latin and row.sorts[stop - 1] in _ENDS
            if fits and not (before == stop - 1 and row.word(before) in particles):
                yield start, stop


def _parts(row: Row, first: int, index: int, end: int, scene: Scene) -> bool:
    """Whether a word may begin at a character: another script or sort, a particle, or a new pair beside a usual one."""
    word, before = row.word(index), row.word(index - 1)
    reading = scene.rules.reading
    if row.sorts[index] != row.sorts[index - 1] or word in reading.asian_particles or before in reading.asian_particles:
        return True
    if before in reading.going and index == first + 1:
        return True
    level = scene.rules.choices.level
    if word < "\u3100" or level(before + word) != "c0":
        return False
    left = level(row.word(index - 2) + before) if index - 2 >= first else "c0"
    right = level(word + row.word(index + 1)) if index + 1 < end else "c0"
    return left in _USUAL or right in _USUAL


def _ends_of_kinds(text: str, scene: Scene) -> Iterator[int]:
    """Where in a run of characters a kind of house ends."""
    kinds, sizes = _kinds(scene.rules, scene.languages)
    for start in range(1, len(text)):
        for size in sizes:
            if text[start : start + size] in kinds and start + size <= len(text):
                yield start + size


@lru_cache(maxsize=64)
def _kinds(rules: DetectionRules, languages: frozenset[str]) -> tuple[frozenset[str], tuple[int, ...]]:
    """What Japanese and Chinese houses and trades are called by, and how long such words are."""
    kinds = frozenset((*written_kinds(rules, languages), *rules.reading.asian_trades))
    return kinds, tuple(sorted({len(kind) for kind in kinds}))
