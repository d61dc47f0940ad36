"""Languages of an invitation, by script, by their commonest words, and by the countries of the people in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from operator import itemgetter

from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.text import Words, has_ideographs

_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HAN = re.compile("[\u3400-\u9fff]")
_ENOUGH = 4
"""Common words that settle the language of a description."""
_HINT = 2
"""Common words that make a language possible."""
_WORDS_MAX = 500
_IN_ADDRESS = (".", "@", "/")
"""What stands before a word of an address: the "com" of "acme.com" is not Portuguese."""


def language_of(rules: DetectionRules, title: Words, body: Words) -> str | None:
    """The one language of an invitation (ISO 639-1), None where it is unclear. The description counts before the title."""
    found = _by_script(body.text) or _by_words(rules, body, _ENOUGH)
    return found or _by_script(title.text) or _titled(rules, title, body) or _by_words(rules, title, 1)


def languages_of(
    rules: DetectionRules, title: Words, body: Words, addresses: Iterable[str], zone: str = ""
) -> frozenset[str]:
    """The languages whose phrases count: English, and each that script, words, a country or a time zone make likely.

    Notes to oneself are a few short words, but they are written at home: `zone` (IANA) is the one the event was written in.
    """
    found = {"en", *rules.zones.get(zone, ())}
    for words in (title, body):
        script = _by_script(words.text)
        if script:
            found |= {"ja", "zh"} if script == "zh" else {script}
        found.update(_likely(rules, words))
    title_language = _by_title(rules, title)
    if title_language:
        found.add(title_language)
    for address in addresses:
        country = rules.countries.get(address.rpartition(".")[2])
        if country:
            found.add(country)
    return frozenset(found)


def _by_script(text: str) -> str | None:
    if not has_ideographs(text):
        return None
    kana, han = len(_KANA.findall(text)), len(_HAN.findall(text))
    if not kana and not han:
        return None
    letters = sum(c.isalpha() for c in text) or 1
    if (kana + han) / letters < 0.15:
        return None
    return "ja" if kana and kana * 12 >= han else "zh"


def _counts(rules: DetectionRules, words: Words) -> dict[str, int]:
    """How many of a text's words are among the commonest of each language."""
    counts = {code: 0 for code, common in rules.languages.items() if common}
    spoken_by, text, spans = rules.spoken_by, words.text, words.spans
    for index, token in enumerate(words.tokens[:_WORDS_MAX]):
        if token in spoken_by and text[(start := spans[index][0]) - 1 : start] not in _IN_ADDRESS:
            for code in spoken_by[token]:
                counts[code] += 1
    return counts


def _by_words(rules: DetectionRules, words: Words, enough: int) -> str | None:
    ranked = sorted(_counts(rules, words).items(), key=itemgetter(1), reverse=True)
    best, second = (*ranked, ("", 0), ("", 0))[:2]
    return best[0] if best[1] >= enough and best[1] > second[1] else None


def _likely(rules: DetectionRules, words: Words) -> list[str]:
    counts = _counts(rules, words)
    enough = max(2 * _HINT, *counts.values()) if counts else 0
    return [code for code, count in counts.items() if count * 2 >= enough]


def _titled(rules: DetectionRules, title: Words, body: Words) -> str | None:
    """The title's language, unless the little words speak for a neighbour: "entrevista" is Spanish and Portuguese."""
    found = _by_title(rules, title)
    counts = Counter(dict(_counts(rules, title))) + Counter(dict(_counts(rules, body)))
    (best, most), (_, next_most) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    return best if found and most > max(next_most, counts[found]) else found


def _by_title(rules: DetectionRules, title: Words) -> str | None:
    """The language that alone has the telling words of a title."""
    codes = {h.language for h in rules.title.hits(title, frozenset()) if h.language}
    return codes.pop() if len(codes) == 1 else None
