"""Names of houses in the texts of an event: institutions and businesses that are called by what they are.

A kind leads to the name or stands behind it: "Hospital Virgen de la Sierra", "Solgårdens friskola", "暖日烘焙". Where a
domain or a title gives only a part of such a name, the house is the name in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from followbot.domain.addresses import name_label
from followbot.domain.events.housekinds import HouseKinds, kinds_of
from followbot.domain.events.inflection import unbent
from followbot.domain.events.likeness import likeness, name_words, share_of
from followbot.domain.events.mentions import ORGANISATION, is_rank, looks_like_person
from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.scene import Being, Scene
from followbot.domain.events.titled import NAME_MAX, is_known
from followbot.domain.phrases import fold
from followbot.domain.records import record

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*|&")
_IDEOGRAPHIC = "\u3005\u3040-\u30ff\u3400-\u9fff"
_RUN = re.compile(f"[{_IDEOGRAPHIC}]{{3,24}}")
_SUFFIX = re.compile(r"['’][a-zçğıöşü]{2,6}$")
_BODY_READ = 3_000
_KEPT = 4_000
_AROUND = 6
_LED = 3
"""Words that a name has on one side of its kind."""
_PERSON = 2
"""Words of a person's name."""
_ORDINAL = re.compile(r"[IVX]{1,5}")
_NUMBERED = re.compile(r"\d{1,3}")
_SMALL = "s5"
"""The level of a word that everybody writes small: none goes on a name, "Bäckerei Traunfeld meldet"."""
_GOES_WITH = 0.5
"""The share of a domain that a house must account for."""


@record
class House:
    """A house, and in which of the texts it is named: "title", "shown" (a display name), "place" or "body"."""

    name: str
    where: str


@record
class _Text:
    text: str
    spans: tuple[tuple[int, int], ...]
    folded: tuple[str, ...]
    taken: frozenset[int]
    """Where words begin that name a stage or a position."""
    shortened: frozenset[str]
    """Words whose full stop ends no sentence."""

    def word(self, index: int) -> str:
        return self.text[slice(*self.spans[index])]

    def joined(self, index: int) -> bool:
        """Whether a word stands right behind the one before it, which may be short for something: "St. Anna"."""
        (start, end), begin = self.spans[index - 1], self.spans[index][0]
        initial = end - start == 1 or self.folded[index - 1] in self.shortened
        return self.text[end:begin] == " " or (self.text[end:begin] == ". " and initial)


@lru_cache(maxsize=1)  # asked for several times about one event
def houses(scene: Scene) -> tuple[House, ...]:
    """Every house that the event names: the title's, then display names', the place's, the description's."""
    return tuple(_houses(scene))


def house_of(domain: str, scene: Scene) -> str | None:
    """The house whose name goes best with a domain, None where none does."""
    label = name_label(domain)
    best = max(((_likeness(label, h.name, scene), len(h.name), h.name) for h in houses(scene)), default=(0.0, 0, ""))
    return best[2] if best[0] >= _GOES_WITH else None


def is_house_kind(word: str, rules: DetectionRules, languages: frozenset[str]) -> bool:
    """Whether a folded word is what houses are called by: "padaria"."""
    kinds = _spoken(rules, languages)
    return kinds.first.is_one(word) or kinds.last.is_one(word)


def is_house_particle(word: str, scene: Scene) -> bool:
    """Whether a folded word can stand within the name of a house: "alla"."""
    return word in _spoken(scene.rules, scene.languages).particles


def written_kinds(rules: DetectionRules, languages: frozenset[str]) -> tuple[str, ...]:
    """What Japanese and Chinese names of houses end with."""
    return _spoken(rules, languages).written


def is_written_kind(name: str, rules: DetectionRules, languages: frozenset[str]) -> bool:
    """Whether a name in characters is what houses are called by, alone: 市役所."""
    return name in _spoken(rules, languages).written


def is_leading_kind(name: str, scene: Scene) -> bool:
    """Whether a name in characters is only what leads to the name of a house: パン屋 before ブーランジェリー麦の音."""
    kinds = _spoken(scene.rules, scene.languages)
    return name in kinds.leading and name not in kinds.written


def as_called(name: str, scene: Scene) -> str:
    """A house as it is called where a sentence has bent its name or a note shortened it: "Szkole" → "Szkoła"."""
    kinds = _spoken(scene.rules, scene.languages)
    return unbent(_in_full(name, kinds.short), kinds.bent)


def _in_full(name: str, short: Mapping[str, str]) -> str:
    """A name whose kind a note has shortened, as letters write it: "Bäck. Hülskötter", "Yaşam Pınarı Hast."."""
    words = name.split(" ")
    for place in {0, len(words) - 1} if len(words) > 1 else ():
        whole = short.get(fold(words[place]).rstrip("."), words[place])
        twice = place + 1 < len(words) and whole.endswith(f" {words[place + 1]}")  # "Ayto. de Robledillo"
        words[place] = whole.rpartition(" ")[0] if twice else whole
    return " ".join(words)


def _likeness(label: str, name: str, scene: Scene) -> float:
    words = _apart(name, scene)
    kinds = _spoken(scene.rules, scene.languages)
    own = [w for w in words if not (kinds.first.is_one(w) or kinds.last.is_one(w))]
    return max(likeness(label, words), share_of(label, own))


def house_in_title(scene: Scene) -> str | None:
    """The house that the title names."""
    return next((house.name for house in _titled(scene)), None)


@lru_cache(maxsize=1)
def _titled(scene: Scene) -> tuple[House, ...]:
    return tuple(_houses_of("title", scene.title, scene, _spoken(scene.rules, scene.languages)))


def _apart(name: str, scene: Scene) -> tuple[str, ...]:
    """The words of a name, compounds cut before their kind: "Jozefscollege" is Jozefs and college."""
    kinds = _spoken(scene.rules, scene.languages)
    return tuple(part for word in name_words(name) for part in _cut(word, (*kinds.first.endings, *kinds.last.endings)))


def _cut(word: str, endings: tuple[str, ...]) -> tuple[str, ...]:
    end = max((e for e in endings if word.endswith(e) and len(word) > len(e)), key=len, default="")
    return (word.removesuffix(end), end) if end else (word,)


@lru_cache(maxsize=64)
def _spoken(rules: DetectionRules, languages: frozenset[str]) -> HouseKinds:
    return kinds_of(rules.houses, languages)


def _houses(scene: Scene) -> Iterator[House]:
    kinds = _spoken(scene.rules, scene.languages)
    yield from _titled(scene)
    for where, text in _texts(scene):
        yield from _houses_of(where, text, scene, kinds)


def _houses_of(where: str, text: str, scene: Scene, kinds: HouseKinds) -> Iterator[House]:
    for name in (*_latin(text, kinds, scene, where), *_ideographic(text, kinds, scene)):
        if not scene.me.is_named(name):
            yield House(unbent(name[:NAME_MAX], kinds.bent), where)


def _texts(scene: Scene) -> Iterator[tuple[str, str]]:
    for guest in scene.guests:
        if guest.shown and "@" not in guest.shown and guest.being is not Being.ROOM:
            shown = guest.shown
            yield "shown", shown.replace(guest.name, " | ") if guest.being is Being.PERSON and guest.name else shown
    yield "place", scene.place
    yield "body", scene.body[:_BODY_READ]


def _latin(text: str, kinds: HouseKinds, scene: Scene, where: str) -> Iterator[str]:
    """Houses of languages with capitals. In a title or a place the kind may be written small: "kwiaciarnia Pod Lipą"."""
    found = tuple(_WORD.finditer(text))
    suffix = _SUFFIX if "tr" in scene.languages else None
    folded = tuple([_last_folded(suffix.sub("", m[0]) if suffix else m[0]) for m in found])
    begins = kinds.places(folded)
    if not begins:
        return
    shortened = scene.rules.reading.saints | scene.rules.reading.abbreviations
    words = _Text(text, tuple([m.span() for m in found]), folded, _taken(where, scene), shortened)
    behind = 0
    for index in begins:
        if index < behind:
            continue
        name, behind = _at(words, index, kinds, scene, where in ("title", "place"))
        if name:
            yield name


@lru_cache(maxsize=_KEPT)  # the same few thousand words come again and again
def _last_folded(word: str) -> str:
    """A word, of a compound with hyphens or apostrophes the last part."""
    return fold(word.replace("-", " ")).rpartition(" ")[2]


def _taken(where: str, scene: Scene) -> frozenset[int]:
    """Where the words begin that name a stage or a position, in a title or a description."""
    stages = scene.title_hits.values() if where == "title" else ()
    vocabulary = {"title": scene.title_vocabulary, "body": scene.body_vocabulary}.get(where, ())
    spans = scene.title_words.spans if where == "title" else scene.body_words.spans
    hits = (*(h for found in stages for h in found), *(h for h in vocabulary if h.sign == "role"))
    return frozenset(spans[i][0] for h in hits for i in range(h.first, h.last))


def _at(words: _Text, index: int, kinds: HouseKinds, scene: Scene, small: bool) -> tuple[str, int]:
    """The house whose kind begins at a word, and the index behind it."""
    first, last = kinds.first.length(words.folded, index), kinds.last.length(words.folded, index)
    begin = end = index
    if first and (
        words.word(index)[0].isupper()
        or (small and words.folded[index] not in kinds.bent and _leans(words, index + first, kinds, scene))
    ):
        end = _rightward(words, index + first, kinds, scene)
    if last:
        begin = _behind_person(words, _leftward(words, index, kinds, scene), index, scene.rules)
        if begin < index and end == index:
            end = index + last
        if begin < index and end == index + last and words.word(index)[0].isupper():
            end = max(end, _rightward(words, index + last, kinds, scene) if _compound(words, index) else end)
    elif "-" in words.word(index) and first and words.word(index)[0].isupper() and end == index:
        end = index + 1 if not is_known(words.folded[index], scene) else index
    if end == index:
        return "", index + 1
    begin = _opened(words, begin, kinds, scene.rules.reading.house_articles)
    name = _SUFFIX.sub("", words.text[words.spans[begin][0] : words.spans[end - 1][1]])
    titled = not first and end < len(words.folded) and words.joined(end) and is_rank(words.word(end), scene.rules)
    if (looks_like_person(name, scene.rules) and not first) or titled:
        return "", index + 1  # "Lojistik Müdürümüz" is a title
    return (name if begin < index else f"{name[0].upper()}{name[1:]}"), end


def _leans(words: _Text, index: int, kinds: HouseKinds, scene: Scene) -> bool:
    """Whether a name cannot do without its kind that somebody wrote small: "kwiaciarnia Pod Lipą", "pizzeria Vesuvietto"."""
    if index >= len(words.folded) or not words.joined(index) or not words.word(index)[0].isupper():
        return False
    if words.folded[index] in kinds.particles:
        return words.folded[index] not in scene.rules.reading.house_articles
    known = words.spans[index][0] in words.taken or is_known(words.folded[index], scene)
    return not known and words.word(index).istitle() and not _goes_on(words, index + 1, kinds)


def _goes_on(words: _Text, index: int, kinds: HouseKinds) -> bool:
    """Whether a name has another word: "Hermanos Ruiz" is a name without its "taller"."""
    more = index < len(words.folded) and words.text[words.spans[index - 1][1] : words.spans[index][0]] in (" ", " & ")
    return more and (words.word(index)[0].isupper() or words.folded[index] in kinds.particles)


def _compound(words: _Text, index: int) -> bool:
    return "-" in words.word(index)


def _rightward(words: _Text, start: int, kinds: HouseKinds, scene: Scene) -> int:
    """The index behind the name that follows a kind, `start` less than that where no name does: the kind's own index."""
    head = start
    end = position = start
    named = False
    while position < min(len(words.folded), start + _AROUND) and words.joined(position):
        word, folded = words.word(position), words.folded[position]
        led = named and position > start and words.folded[position - 1] in kinds.particles  # "Santa María del Mar"
        if (
            _capital(word)
            and (led or not _stops(word, folded, kinds, scene, named))
            and not _abbreviated(words, position)
            and (led or not named or scene.rules.choices.level(folded) != _SMALL)
        ):
            position += 1
            end, named = position, True
            if _SUFFIX.search(word) and "tr" in scene.languages:
                break
        elif _NUMBERED.fullmatch(word) and (position == head or words.folded[position - 1] == "nr"):
            position += 1
            end, named = position, True
        elif folded in kinds.particles or (not named and folded in kinds.qualifiers):
            position += 1
        else:
            break
    return end if named else _kind_begin(words, head, kinds)


def _kind_begin(words: _Text, behind: int, kinds: HouseKinds) -> int:
    """The index at which the kind that ends before `behind` begins."""
    for begin in range(max(0, behind - 4), behind):
        if max(kinds.first.length(words.folded, begin), kinds.last.length(words.folded, begin)) == behind - begin:
            return begin
    return behind - 1


def _leftward(words: _Text, index: int, kinds: HouseKinds, scene: Scene) -> int:
    """The index of the first word of the name that stands before a kind, the kind's own where none does."""
    begin = position = index
    while position > max(0, index - _AROUND) and words.joined(position):
        word, folded = words.word(position - 1), words.folded[position - 1]
        if words.spans[position - 1][0] in words.taken or folded in kinds.inside:
            break
        if _capital(word) and not _stops(word, folded, kinds, scene, begin < index):
            position -= 1
            begin = position
        elif begin < index and folded in kinds.particles and len(word) <= 3:
            position -= 1
        else:
            break
    return begin


def _behind_person(words: _Text, begin: int, index: int, rules: DetectionRules) -> int:
    """The index behind a given and a family name, where a name of its own is left before the kind: "Ida Lund Norrvik Åkeri"."""
    if index - begin <= _PERSON or not rules.is_given(words.folded[begin]):
        return begin
    return begin + _PERSON if words.folded[begin + 1] in rules.naming.families else begin


def _opened(words: _Text, begin: int, kinds: HouseKinds, articles: frozenset[str]) -> int:
    """The index of a word such as "Özel" or "Antica" that stands before a house, or of a capitalised article amid a text."""
    before = begin - 1
    if begin < 1 or not words.joined(begin) or not words.word(before)[0].isupper():
        return begin
    amid = before > 0 and words.joined(before) and words.folded[before] in articles
    opens = words.folded[before] in kinds.openers or _ORDINAL.fullmatch(words.word(before)) is not None
    return before if amid or opens else begin


def _capital(word: str) -> bool:
    return word[0].isupper() or any(p[:1].isupper() for p in re.split("['’]", word)[1:])


def _stops(word: str, folded: str, kinds: HouseKinds, scene: Scene, named: bool) -> bool:
    """Whether a capitalised word is none of a name: a stage, a position, a weekday, a legal form."""
    rules = scene.rules
    if folded in kinds.particles or folded in kinds.openers:
        return False
    if named and word.istitle() and folded in rules.filler and folded not in rules.not_names:
        return False  # "Padaria Pão Nosso"
    return (
        is_known(folded, scene) or folded in rules.legal_forms or (word.isupper() and folded in rules.recruiting_words)
    )


def _abbreviated(words: _Text, index: int) -> bool:
    """Whether a word is one letter of an abbreviation: "S.A."."""
    start, end = words.spans[index]
    return end - start == 1 and words.text[end : end + 1] == "."


def _ideographic(text: str, kinds: HouseKinds, scene: Scene) -> Iterator[str]:
    """Houses in Japanese and Chinese characters."""
    written: Sequence[str] | None = None
    for run in _RUN.finditer(text):
        if written is None:
            written = kinds.written_in(text)  # so that a long text costs little
        for piece in kinds.apart.split(run[0]):
            name = _ended(piece, written) or _led(piece, kinds)
            if len(name) > _LED and name[0] in scene.rules.reading.going:
                name = name[1:]  # "去花田半亩花店"
            if name and not ORGANISATION.search(name[:-2]) and not is_known(name, scene):
                yield name


def _ended(piece: str, written: Sequence[str]) -> str:
    """A run of characters up to the last kind in it, with at least two characters before."""
    for kind in written:
        place = piece.rfind(kind)
        if place >= 2:
            return piece[: place + len(kind)]
    return ""


def _led(piece: str, kinds: HouseKinds) -> str:
    led = piece.startswith(kinds.leading) and any(
        piece.startswith(k) and len(piece) > len(k) + 1 for k in kinds.leading
    )
    return piece if led else ""
