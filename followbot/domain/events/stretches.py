"""The stretches of words in the texts of an event that can be the name of a company.

A rule finds a name where somebody foresaw the shape. Here every stretch that can be one is taken: what begins and ends like a
name, or with the kind of house that it is, and in Japanese and Chinese whatever stands between two changes of script or two
words of the vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from followbot.domain.events.houses import is_house_particle, written_kinds
from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.scene import Being, Scene
from followbot.domain.events.textrows import BODY, SHOWN, TITLE, Row

_SENDERS = frozenset({SHOWN[Being.GROUP], SHOWN[Being.MACHINE]})
_NAME_WORDS = 9
_AHEAD = 4
_PIECES = 5
"""Pieces of Japanese and Chinese text, each of one script or one word of the vocabulary, that a name has at most."""
_CHARACTERS = (2, 16)
_SHORT = 3
_SHORTEST = 2
_LONG = 4
_JOINTS = ("&", "+")
_APOSTROPHES = ("'", "’")
_OPENING = (" „", " «", " “", ' "')
_USUAL = ("c2", "c4")
_NEW = ("c0", "c1")
_NAMES = (*_NEW, *_USUAL)
"""Words that nobody writes small: whoever types one small in a title has a name in mind."""
_WRITTEN = ("c4", "s2", "s5")
_SOLID = frozenset({"capital", "shout", "noun"})
_OWN = frozenset(
    {
        "capital",
        "shout",
        "han",
        "hira",
        "kata",
        "somebody",
        "stage",
        "known",
        "kind",
        "small",
        "given",
        "town",
        "noun",
        "when",
    }
)
_BEGINS = _OWN | {"form", "against", "position", "company_of", "asker"}
_ENDS = _OWN | {"form", "against", "toward", "role", "digit", "trade"}
"""What the first and the last word of a company's name can be: of two thousand labelled ones hardly any is otherwise."""
_ELSEWHERE = frozenset({"courtesy", "aside", "asker"})
_TITLES = frozenset({"title_recruiter", "title_agency", "title_senior", "title_coordinator"})
"""What people's titles have in them, and names of companies end with: "Fauvel & Associés"."""
_PERSONAL = frozenset({"courtesy", "given", "somebody", "position"})
"""What begins a person behind the name of a house in small letters: "przedszkole stokrotka p. Halina"."""
_CALLED = frozenset({"noun", "kind", "trade", "against"})
"""What a name is called by also in small letters: "Ruitenburg notarissen"."""


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
            yield from _apart(row, index, end)
        for first in range(index, end):
            if not row.asian[first]:
                yield from _from(row, first, spelled, scene)
        index = end


def _from(row: Row, first: int, labels: tuple[str, ...], scene: Scene) -> Iterator[tuple[int, int]]:
    """Stretches of a language with capitals that begin with a word, which nothing joins to the one before it."""
    joined = row.gaps[first].strip() in _JOINTS and first not in row.starts
    if joined or (len(row.words.tokens[first]) == 1 and not row.big[first]):
        return
    begins = row.sorts[first] in _BEGINS or _is_article(row, first, scene.rules) or _is_agency(row, first, scene.rules)
    if not _is_typed_article(row, first, scene) and not (begins and _opens(row, first, labels, scene)):
        return
    for last in range(first, min(first + _NAME_WORDS, len(row))):
        if last > first and (
            not (row.glued[last] or _is_quoted(row, first, last) or _lists(row, last)) or row.asian[last]
        ):
            return
        if _is_addressed(row, first, last):
            return
        if row.big[last] or last == first or row.sorts[last] in _CALLED:
            if _may_end(row, first, last, scene) and _closes(row, last, scene):
                yield first, last + 1
            continue
        if _ends_small(row, first, last, scene):
            yield first, last + 1
        elif not _goes_on(row, first, last, scene):
            return


def _is_addressed(row: Row, first: int, last: int) -> bool:
    """Whether a form of address leads to somebody behind the name of a house: "boulangerie Ferrand mme Ferrand"."""
    if row.sorts[first] != "kind" or row.sorts[last] != "courtesy" or last + 1 >= len(row):
        return False
    return last > first + 1 and row.big[last - 1] and row.glued[last + 1] and row.big[last + 1]


def _is_article(row: Row, first: int, rules: DetectionRules) -> bool:
    """Whether a name begins with a small word that has a capital: "bij De Torenhof", "boulangerie Au Pain Levé"."""
    token, reading = row.words.tokens[first], rules.reading
    small = token in reading.name_articles or token in reading.name_particles
    return small and row.big[first] and _leads(row, first)


def _leads(row: Row, first: int) -> bool:
    """Whether a capital follows a word and a space."""
    return first + 1 < len(row) and row.gaps[first + 1] == " " and row.big[first + 1]


def _is_typed_article(row: Row, first: int, scene: Scene) -> bool:
    """Whether an article in small letters may begin the name in a title, as whoever types it leaves out capitals, and no name
    of a house stands before: "prueba cocina la fogarada".
    """
    article = row.where == TITLE and not row.big[first] and row.words.tokens[first] in scene.rules.reading.name_articles
    return article and _leads(row, first) and not (first and row.sorts[first - 1] == "kind")


def _is_agency(row: Row, first: int, rules: DetectionRules) -> bool:
    """Whether a name begins with a word that agencies are called by: "RH Horizonte Sul"."""
    return row.big[first] and row.words.tokens[first] in rules.agency_name_words and _leads(row, first)


def _may_end(row: Row, first: int, last: int, scene: Scene) -> bool:
    """Whether a name can end with a word: after others also with one that means something else elsewhere ("Thunder Bay",
    "Sentry Point Security"), or that agencies are called by.
    """
    sort = row.sorts[last]
    if last == first:
        return sort in _ENDS
    if _is_shortened(row, last):
        return False
    if sort in _ENDS or (sort == "position" and _is_part(row, first, last)):
        return True
    if row.words.tokens[last] in scene.rules.agency_name_words or (sort in _TITLES and _is_last(row, last)):
        return True
    return sort in _ELSEWHERE or (sort == "position" and row.where in _SENDERS)


def _is_quoted(row: Row, first: int, last: int) -> bool:
    """Whether the name that a house is called by stands in quotation marks: "Zakłady Mięsne „Jałowiec”"."""
    return row.sorts[first] == "kind" and row.big[last] and row.gaps[last] in _OPENING


def _lists(row: Row, index: int) -> bool:
    """Whether a comma before a word parts the partners of a firm, the last of whom an "&" joins: "Lopes, Vidal & Irmãos"."""
    behind = index + 1
    return row.gaps[index] == ", " and behind < len(row) and row.gaps[behind] == " & " and row.big[index]


def _is_shortened(row: Row, last: int) -> bool:
    """Whether a word is a letter of an abbreviation, as of a legal form: the S of "S.A."."""
    return len(row.words.tokens[last]) == 1 and row.gaps[last + 1][:1] == "."


def _is_last(row: Row, last: int) -> bool:
    """Whether a part of the text ends with a word: "Cramond Talent", "Zirve İnsan Kaynakları"."""
    return last + 1 >= len(row) or last + 1 in row.starts or row.gaps[last + 1] == ". "


def _is_part(row: Row, first: int, last: int) -> bool:
    """Whether a stretch is all of a line or of what separators leave of it: "| Corbel & Stone Engineers"."""
    return first in row.starts and (last + 1 >= len(row) or last + 1 in row.starts)


def _goes_on(row: Row, first: int, last: int, scene: Scene) -> bool:
    """Whether a small word can stand within a name: "Zone de police du Condroz"."""
    if row.sorts[last] == "address":
        return False
    if row.gaps[last] == ".":
        return True  # "F.lli Canale"
    if row.gaps[last] in _APOSTROPHES and last + 1 < len(row) and row.gaps[last + 1] == " " and row.big[last + 1]:
        return True  # "Nene'nin Mutfağı"
    if row.sorts[last] == "courtesy" and row.gaps[last + 1] not in _APOSTROPHES and row.sorts[first] != "kind":
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
    if len(word) == 1 and row.gaps[last] in _APOSTROPHES and row.where != BODY:
        return True  # "Finnegan's"
    ends = ends or row.sorts[last + 1] in _PERSONAL
    if ends and row.big[last - 1] and word in scene.rules.reading.after_names and row.sorts[first] == "kind":
        return True  # "Dönerci Kadir usta"
    if word in scene.rules.agency_name_words or (ends and row.sorts[first] == "kind" and row.sorts[last] == "small"):
        return True
    return row.where == TITLE and row.sorts[last] == "small" and _is_name(word, scene)


def _is_name(word: str, scene: Scene) -> bool:
    """Whether hardly anybody writes a word, or nobody with a small letter."""
    return len(word) > _SHORT and scene.rules.choices.level(word) in _NAMES


def _opens(row: Row, index: int, labels: tuple[str, ...], scene: Scene) -> bool:
    """Whether a name can begin here; in running text not amid capitals."""
    if not row.big[index]:
        token = row.words.tokens[index]
        spelled = len(token) >= _LONG and any(token in label for label in labels)
        follows = _is_followed(row, index, scene)
        unknown = row.where == TITLE and row.sorts[index] == "small" and len(token) > _LONG and follows
        new = row.where == TITLE and row.sorts[index] == "small" and _is_name(token, scene)
        called = row.where == TITLE and row.sorts[index] == "given" and _is_small_name(row, index + 1, scene)
        if not (spelled or unknown or new or called or (row.sorts[index] == "kind" and (row.where != BODY or follows))):
            return False
    if row.where != BODY or index == 0 or not row.glued[index] or row.gaps[index] == ". ":
        return True
    kind = row.words.tokens[index - 1] in scene.rules.reading.agency_kinds
    return kind or not row.big[index - 1] or row.sorts[index - 1] not in _SOLID or _is_usual(row, index - 1, scene)


def _is_small_name(row: Row, index: int, scene: Scene) -> bool:
    """Whether a word in small letters goes on with a name: "lilla garnboden"."""
    small = index < len(row) and row.gaps[index] == " " and row.sorts[index] == "small"
    return small and _is_name(row.words.tokens[index], scene)


def _is_followed(row: Row, index: int, scene: Scene) -> bool:
    """Whether a capital follows a small word, the particles of names aside: "mairie de Saint-Aubrac"."""
    behind = index + 1
    if row.sorts[index] == "kind" and behind + 1 < len(row) and is_house_particle(row.words.tokens[behind], scene):
        behind += 1
    return behind < len(row) and row.big[behind] and all(row.gaps[i] == " " for i in range(index + 1, behind + 1))


def _closes(row: Row, index: int, scene: Scene) -> bool:
    """Whether a name can end here; in running text not amid capitals, but before words that everybody writes."""
    if row.where != BODY or index + 1 >= len(row) or not row.glued[index + 1] or row.gaps[index + 1] == ". ":
        return True
    return not row.big[index + 1] or row.sorts[index + 1] not in _SOLID or _is_usual(row, index + 1, scene)


def _is_usual(row: Row, index: int, scene: Scene) -> bool:
    """Whether a word with a capital is one that many write, as German does with each noun: "bei meinem Mandanten Nordbrise"."""
    return row.gaps[index] == " " and scene.rules.choices.level(row.words.tokens[index]) in _WRITTEN


def _written(row: Row, first: int, end: int, scene: Scene) -> Iterator[tuple[int, int]]:
    """Stretches of Japanese or Chinese between the places where a word may begin or end."""
    particles = scene.rules.reading.asian_particles
    cuts = [first, *(i for i in range(first + 1, end) if _parts(row, first, i, end, scene)), end]
    text = row.words.text[row.words.spans[first][0] : row.words.spans[end - 1][1]]
    if all(len(row.word(i)) == 1 for i in range(first, end)):
        cuts = sorted({*cuts, *(first + place for place in _ends_of_kinds(text, scene))})
    for number, start in enumerate(cuts[:-1]):
        particle = row.word(start) in particles and start > first
        begins = row.sorts[start] in _BEGINS or (row.sorts[start] == "with" and start == first)  # 和食処ひさご
        if not begins or row.sorts[start] == "form" or particle:
            continue
        for before, stop in pairwise(cuts[number : number + 1 + _PIECES]):
            length = row.words.spans[stop - 1][1] - row.words.spans[start][0]
            latin = stop - start == 1 and not row.asian[start]
            fits = _CHARACTERS[0] <= length <= _CHARACTERS[1] and not latin and row.sorts[stop - 1] in _ENDS
            if fits and _may_close(row, before, stop, end, scene.rules):
                yield start, stop


def _apart(row: Row, first: int, end: int) -> Iterator[tuple[int, int]]:
    """A title's kind of house in characters, and a name behind a space: "中華そば まるげん"."""
    stop = end + 1
    if row.where != TITLE or end >= len(row) or row.gaps[end] not in (" ", "\u3000") or not row.asian[end]:
        return
    while stop < len(row) and row.gaps[stop] == "":
        stop += 1
    length = row.words.spans[stop - 1][1] - row.words.spans[first][0]
    if row.sorts[first] in _BEGINS and row.sorts[stop - 1] in _ENDS and length <= _CHARACTERS[1]:
        yield first, stop


def _may_close(row: Row, before: int, stop: int, run: int, rules: DetectionRules) -> bool:
    """Whether a name in characters can end here: not with 様, 株式会社 or a particle alone; 本 in 日本 is none, nor is what
    leads to nothing: "そば処まつなが" is all of a title's run.
    """
    text, end = row.words.text, row.words.spans[stop - 1][1]
    if text.endswith(rules.naming.forms, 0, end) or row.sorts[stop - 1] == "form":
        return False
    leads = stop < run or row.where == BODY
    particle = leads and before == stop - 1 and row.word(before) in rules.reading.asian_particles
    return not particle or text.endswith(rules.reading.asian_trades, 0, end)


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
