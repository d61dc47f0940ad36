"""The name behind a mail domain: the words of the texts that spell it, else its label made readable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial

from followbot.domain.addresses import name_label
from followbot.domain.events.lexicon import split
from followbot.domain.events.mentions import looks_like_person
from followbot.domain.events.places import places
from followbot.domain.events.reading import Reading
from followbot.domain.events.scene import Being, Guest, Scene
from followbot.domain.events.text import Words, has_ideographs
from followbot.domain.grouping import company_key
from followbot.domain.memo import Memo
from followbot.domain.phrases import fold

_WINDOW = 5
_FITS_KEPT = 1_000
_AMPERSAND = re.compile("[&+]")
_APART = re.compile(r"[,;:|()\n]")
"""What no name goes on behind."""
_INCORPORATED = re.compile(r"((?: [^\W\d_a-z][\w-]+){1,2}) ([^\W\d_]{2,5})\b")
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
_SHORTEST = 4
_BENT_VOWELS = "aeo"
_PARTLY = 2
_USUAL = 2
"""Times that a name must stand in a description to show how it is written in full."""
_INITIALS = 3
"""Letters of a label up to which each word gives its first one only."""
_ABBREVIATED_IN = 4_000
_ABBREVIATION_MAX = 24
_STARTS_MAX = 40


def squashed_label(domain: str) -> str:
    """The label of a domain as its words are written together."""
    return re.sub(r"[\W_]", "", fold(name_label(domain)))


@lru_cache(maxsize=16)  # asked for by half a dozen readers of one event, of each of its domains
def written_name(domain: str, scene: Scene) -> str | None:
    """A domain's company as the texts write it, None where they do not."""
    label = squashed_label(domain)
    found = [name for text in _renderings(scene) if (name := find_label(text, label, scene))]
    if found:
        fullest = max(found, key=len)
        return _with_usual(_with_rest(fullest if fold(found[0]) in fold(fullest) else found[0], label, scene), scene)
    short = next((name for text in _renderings(scene) if (name := find_abbreviated(text, label, scene))), None)
    if short is None:
        return None
    key = company_key(short)
    return max((f for text in _renderings(scene) if (f := find_label(text, key, scene))), key=len, default=short)


def _with_rest(name: str, label: str, scene: Scene) -> str:
    """ "Lumea" with what the domain adds that can only be part of the name: "Lumea Digital" for "lumeadigital"."""
    rest = label.removeprefix(fold(name.replace(" ", "")))
    return f"{name} {rest.capitalize()}" if rest != label and rest in scene.rules.reading.describing else name


def _with_usual(name: str, scene: Scene) -> str:
    """A name with the capitalised word that the description never writes it without: "Okapi" → "Okapi Grocers".

    What stands before a legal form belongs to it anyway: "Fjällkraft Norr AB".
    """
    behind = []
    for _, end in places(name, scene.body):
        incorporated = _INCORPORATED.match(scene.body, end)
        if incorporated and _is_form(incorporated, scene):
            return f"{name}{incorporated[1]}"
        following = _NEXT_WORD.match(scene.body, end)
        behind.append(following[1] if following else "")
    word = behind[0] if behind else ""
    if len(behind) < _USUAL or set(behind) != {word} or not word[:1].isupper():
        return name
    rules, folded = scene.rules, fold(word)
    if (
        folded in rules.not_names
        or folded in rules.role_words
        or folded in rules.recruiting_words
        or folded in rules.filler
    ):
        return name
    return f"{name} {word}"


def _is_form(found: re.Match[str], scene: Scene) -> bool:
    """Whether a legal form ends these words, and no trade that only a register writes stands before it."""
    trade = fold(found[1].split()[-1]) in scene.rules.register_trades
    return fold(found[2]) in scene.rules.legal_forms and found[2][0].isupper() and not trade


def _renderings(scene: Scene) -> Iterator[str]:
    yield scene.title
    for guest in scene.guests:
        if guest.shown and "@" not in guest.shown:
            yield _beside_name(guest)
    yield scene.place
    yield scene.body


def _beside_name(guest: Guest) -> str:
    """A display name without the person: "Sarah Chen (Acme)" says "Acme"."""
    return guest.shown if guest.being is not Being.PERSON else guest.shown.replace(guest.name, " ").replace(",", " ")


def find_label(text: str, label: str, scene: Scene) -> str | None:
    """The words of a text that spell a domain label: "Acme Robotics" for "acmerobotics"; with affixes, "Acme" for "getacme"."""
    cut = split(text)
    spans, folded = cut.spans, cut.tokens
    best: tuple[int, int, str] | None = None
    plural = f"{label}s"
    fit = Memo(partial(_fit, label=label, affixes=scene.rules.corporate_affixes), _FITS_KEPT)
    for first in [index for index, token in enumerate(folded) if token in label or token == plural]:
        pieces = ""
        for last in range(first, min(first + _WINDOW, len(folded))):
            if pieces and _AMPERSAND.search(text, spans[last - 1][1], spans[last][0]):
                pieces = next(
                    (p for c in scene.rules.reading.conjunctions if fold((p := pieces + c) + folded[last]) in label),
                    pieces,
                )
            pieces += folded[last]
            joined = fold(pieces)
            if joined not in label and joined != plural:
                break
            if last > first and _APART.search(text, spans[last - 1][1], spans[last][0]):
                break
            quality = fit[joined]
            if not quality or (quality == _PARTLY and joined in scene.rules.company_nouns):
                continue
            start = _with_prefix(text, spans, folded, first, scene)
            end = _with_nouns(text, spans, folded, last, scene)
            if _part_of_address(text, start, end):
                continue
            name = text[start:end].strip()
            if best is None or (quality, len(name)) > best[:2]:
                best = (quality, len(name), name)
    return best[2] if best else None


def find_abbreviated(text: str, label: str, scene: Scene) -> str | None:
    """The words whose beginnings spell a label: "Northfield Insurance" for "northfieldins", "Procter & Gamble" for "pg"."""
    if not 1 < len(label) <= _ABBREVIATION_MAX:
        return None
    cut = split(text[:_ABBREVIATED_IN])
    spans, folded = cut.spans, cut.tokens
    starts = [i for i, t in enumerate(folded) if t[:1] == label[0] and text[spans[i][0]].isupper()]
    for first in starts[:_STARTS_MAX]:
        last = _Speller(cut, label, scene.rules.reading.between).last(0, first, 0)
        if last is None:
            continue
        each = last - first + 1 == len(label)  # a letter for every word
        if not each and len(label) >= _SHORTEST and not (label.startswith(folded[first][:3]) or folded[last] in label):
            continue
        name = text[spans[first][0] : _with_nouns(text, spans, folded, last, scene)]
        if not (scene.me.is_named(name) or looks_like_person(name, scene.rules) or name.count(" ") > _WINDOW):
            return name
    return None


class _Speller:
    """Finds words that each give their first letters to a label. What was tried is remembered, so that it stays cheap."""

    def __init__(self, words: Words, label: str, between: frozenset[str]) -> None:
        self._words = words
        self._label = label
        self._between = between
        self._known: dict[tuple[int, int, int], int | None] = {}

    def last(self, at: int, index: int, count: int) -> int | None:
        """The last of the words from `index` on that spell the label from the letter `at` on; `count` words came before."""
        key = (at, index, count)
        if key not in self._known:
            self._known[key] = self._last(at, index, count)
        return self._known[key]

    def _last(self, at: int, index: int, count: int) -> int | None:
        text, spans = self._words.text, self._words.spans
        if index >= len(spans) or count >= _WINDOW:
            return None
        if count and text[spans[index - 1][1] : spans[index][0]].strip(" &+-"):
            return None
        word, rest = self._words.tokens[index], self._label[at:]
        if not text[spans[index][0]].isupper():
            if not count or word not in self._between:
                return None
            found = self.last(at + len(word), index + 1, count + 1) if rest.startswith(word) else None
            return found if found is not None else self.last(at, index + 1, count + 1)
        common = next(
            (i for i, (a, b) in enumerate(zip(word, rest, strict=False)) if a != b), min(len(word), len(rest))
        )
        initials = len(self._label) <= _INITIALS
        for letters in (1,) if initials else dict.fromkeys((common, 4, 3, 2, 1)):
            if letters > common or not common:
                continue
            if letters == len(rest):
                return index if count else None
            found = self.last(at + letters, index + 1, count + 1)
            if found is not None:
                return found
        return None


def _part_of_address(text: str, start: int, end: int) -> bool:
    """Whether the words are in a mail address or a link, where spelling says nothing."""
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    return (
        before in ("@", "/", ".", "-", "_")
        or after[:1] in ("@", "/", "_")
        or (after[:1] in (".", "-") and after[1:].isalnum())
    )


def _fit(joined: str, label: str, affixes: tuple[str, ...]) -> int:
    if joined == label:
        return 3
    if joined == f"{label}s":
        return 1  # a genitive: "Västerhamns kommun"
    if len(joined) < 3:
        return 0
    rest = label.removeprefix(joined) if label.startswith(joined) else label.removesuffix(joined)
    return _PARTLY if rest != label and rest in affixes else 0


def _with_prefix(
    text: str, spans: tuple[tuple[int, int], ...], folded: tuple[str, ...], first: int, scene: Scene
) -> int:
    """The start of a company's name, with "Gemeente", "Bäckerei" or "L'" before it."""
    begin = spans[first][0]
    if text[max(0, begin - 2) : begin] in ("L'", "L’") and not text[max(0, begin - 3) : begin - 2].isalpha():
        return begin - 2
    named = first > 0 and folded[first - 1] in scene.rules.company_prefixes and text[spans[first - 1][1] : begin] == " "
    if named and text[spans[first - 1][0]].isupper():
        return spans[first - 1][0]
    if first and folded[first - 1] in scene.rules.reading.saints and text[spans[first - 1][1] : begin] in (" ", ". "):
        return spans[first - 1][0]
    joined = (
        first > 1
        and folded[first - 1] in scene.rules.reading.of_place
        and text[spans[first - 2][1] : begin].count(" ") == 2
    )
    if joined and folded[first - 2] in scene.rules.company_prefixes and text[spans[first - 2][0]].isupper():
        return spans[first - 2][0]
    return spans[first][0]


def _with_nouns(text: str, spans: tuple[tuple[int, int], ...], folded: tuple[str, ...], last: int, scene: Scene) -> int:
    """The end of a company's name, with "Robotics" or "GmbH" behind it."""
    end = spans[last][1]
    for index in range(last + 1, min(last + 4, len(spans))):
        between = text[end : spans[index][0]]
        word = text[slice(*spans[index])]
        if between.strip(" ,") or "\n" in between:
            break
        if (folded[index] not in scene.rules.company_nouns or not word[:1].isupper()) and folded[
            index
        ] not in scene.rules.reading.bodies:
            break
        following = (
            folded[index + 1] if index + 1 < len(spans) and text[end : spans[index + 1][0]].strip() == word else ""
        )
        if following in scene.rules.role_words and following not in scene.rules.company_nouns:
            break
        end = spans[index][1]
    return end


def could_be(name: str, domain: str, scene: Scene) -> bool:
    """Whether a name goes with a domain that does not spell it: initials, a shared beginning, or one in the other."""
    key = company_key(name)
    label = re.sub(r"[\W_]", "", fold(name_label(domain)))
    if has_ideographs(name) and label.isascii():
        return True
    parts = [fold(p) for p in re.split(r"[\W_]", name_label(domain)) if len(p) >= _SHORTEST]
    if len(parts) > 0 and "-" in name_label(domain) and set(parts) & set(fold(name).split()):
        return True
    initials = "".join(w[0] for w in re.findall(r"[^\W_]+", fold(name)))
    core = _without_affix(label, scene.rules.reading)
    return bool(key) and (
        initials == label
        or (label.startswith(initials) and len(initials) > 2)
        or key[:3] in (label[:3], core[:3])
        or key in label
        or label in key
    )


def as_spelled(name: str, labels: Iterable[tuple[str, str]], scene: Scene) -> str:
    """A name of one word as a domain spells it, where a sentence has bent it: chmurnik.pl is of "w Chmurniku"."""
    key = fold(name)
    if len(key) <= _SHORTEST or len(key) != len(name) or not key.isalpha() or not key.isascii():
        return name
    for label, _ in labels:
        stem = label.rstrip(_BENT_VOWELS) if len(label) > _SHORTEST else label
        for whole in (label, stem):
            rest = key.removeprefix(whole)
            bent = len(whole) >= _SHORTEST and rest != key and key not in (label, stem)
            if bent and any(f"{code}:{rest}" in scene.rules.reading.case_endings for code in scene.languages):
                return f"{name[: len(whole)]}{label[len(whole) :]}"
    return name


def partners(label: str, scene: Scene) -> str | None:
    """A label as partners write it of whom one is invited: "ambroseandkell" → "Ambrose & Kell", where Gerald Kell comes."""
    words = {w for guest in scene.people for w in fold(guest.name).split() if len(w) >= _SHORTEST}
    for joint in scene.rules.reading.conjunctions:
        first, found, second = label.partition(joint)
        if found and min(len(first), len(second)) >= _SHORTEST and not words.isdisjoint((first, second)):
            return f"{first.capitalize()} & {second.capitalize()}"
    return None


def readable(label: str, scene: Scene) -> str:
    """A label as its owner may write it: "harbor-hq" → "Harbor"."""
    reading = scene.rules.reading
    words = [w for w in _without_affix(label, reading).replace("_", "-").split("-") if w]
    small = [
        number > 0 and len(words) > _PARTLY and word in reading.name_particles for number, word in enumerate(words)
    ]
    shown = [word if low else _capital(word) for word, low in zip(words, small, strict=True)]
    governing = reading.governing.get(words[0]) if len(words) > 1 else None
    return f"{shown[0]}{governing[0]}{governing[1].join(shown[1:])}" if governing else " ".join(shown)


def _capital(word: str) -> str:
    """A word with a capital, one that may be an abbreviation in capitals."""
    return word.upper() if len(word) <= _INITIALS and word.isalpha() else word[:1].upper() + word[1:]


def _without_affix(label: str, reading: Reading) -> str:
    """ "harborhq" → "harbor", "getacme" → "acme": what companies add when their name was taken."""
    for affix in reading.taken_after:
        if label.endswith(affix) and len(label) - len(affix) >= _SHORTEST:
            label = label.removesuffix(affix).rstrip("-")
            break
    for affix in reading.taken_before:
        if label.startswith(affix) and len(label) - len(affix) >= _SHORTEST:
            return label.removeprefix(affix).lstrip("-")
    return label
