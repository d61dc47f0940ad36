"""What is weighed of a name by itself: its words and characters, how usual they are, and whether it is the company's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.text import has_ideographs
from followbot.domain.grouping import company_key

_TELLING = 4
"""Letters of a company's name that a person's does not hold by chance."""
IN_COMPANY = frozenset({"in company", "in company given"})
"""The traits of a name that is part of the company's."""
_PATTERN = 4
"""Words of a name that are told apart."""


def of_name(name: str, tokens: Sequence[str], rules: DetectionRules, company: str) -> list[str]:
    """The traits of a name by itself, given with its folded words; of one in characters only the characters count."""
    found = [*_of_ideographic_name(name, rules)] if has_ideographs(name) else _of_latin_name(name, tokens, rules)
    if company:
        key = company_key(name)
        if key and key in company:
            given = bool(tokens) and rules.is_given(tokens[0])
            found.append("in company given" if given else "in company")
        elif len(company) >= _TELLING and company in key:
            found.append("holds company")
        if key == company:
            found.append("is company")
    return found


def _of_ideographic_name(name: str, rules: DetectionRules) -> Iterator[str]:
    bare = name.replace(" ", "").replace("\u3000", "")
    yield f"cjk{len(bare)}"
    if len(bare) != len(name):
        yield "cjk apart"
    levels = sorted({rules.choices.level(a + b) for a, b in pairwise(bare)})
    yield from (f"v{level}" for level in levels)
    yield f"v={'-'.join(levels)}"
    yield from (f"c{min(place, 3)}{character}" for place, character in enumerate(bare[:6]))
    yield f"c-{bare[-1:]}"
    if bare in rules.naming.japanese:
        yield "ja="
    elif any(bare[:n] in rules.naming.japanese for n in (1, 2, 3)):
        yield "ja+"
    if bare[:1] in rules.naming.chinese:
        yield f"zh{len(bare)}"


def _of_latin_name(name: str, tokens: Sequence[str], rules: DetectionRules) -> list[str]:
    found = [f"n{len(tokens)}"]
    if " ".join(tokens) in rules.naming.places:
        found.append("town")
    elif any(token in rules.naming.places for token in tokens):
        found.append("town part")
    pattern = ""
    for token in tokens[:_PATTERN]:
        letter = letter_of(token, rules)
        pattern += letter
        if letter not in "bgs":
            found.append(f"z{token[-3:]}")
        found.append(f"W{token}")
        if token in rules.courtesy:
            found.append("form")
        if token in rules.company_nouns or token in rules.legal_forms or token in rules.company_prefixes:
            found.append("firm")
    if any(word.isupper() and len(word) > 1 for word in name.split()):
        found.append("caps")
    levels = [rules.choices.level(token) for token in tokens[:_PATTERN] if len(token) > 1]
    if levels:
        known = "+" if "g" in pattern or "s" in pattern or "b" in pattern else ""
        found += [f"v{level}" for level in levels]
        found += (f"v0{levels[0]}", f"v-{levels[-1]}", f"v={'-'.join(levels)}{known}")
    if pattern:
        found += (f"N{pattern}", f"N0{pattern[0]}", f"N-{pattern[-1]}")
    return found


@lru_cache(maxsize=4_000)  # the same words are in several names of an event, and beside them
def letter_of(token: str, rules: DetectionRules) -> str:
    """What a word is to a name: given name, family name, both, rank, small word, or nothing known."""
    family = token in rules.naming.families
    if rules.is_given(token):
        return "b" if family else "g"
    if family:
        return "s"
    if token in rules.role_words or token.startswith(rules.ranks):
        return "r"
    return "f" if token in rules.filler or token in rules.not_names else "x"
