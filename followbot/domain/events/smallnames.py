"""Names that somebody typed without a capital, in a note of one's own: "shaz rings me", "chef bako", "herr wüllner"."""

from __future__ import annotations

from collections.abc import Iterator

from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.text import Words

_USUAL = frozenset({"s2", "s5"})
"""How usual words are that are none of a name: several authors write them small."""
_UNHEARD = frozenset({"c0", "c1", "c2", "c4", "s1"})
_SHORTEST = 3
_MOST = 12
_LED = (" ", ". ")


def small_names(words: Words, rules: DetectionRules) -> Iterator[tuple[int, int, str]]:
    """The first word of each, the one behind its last, and the form of address before it: known given names, and what stands
    behind a form of address or a position.
    """
    count = index = 0
    while index < len(words.tokens) and count < _MOST:
        courtesy = _leading(words, index, rules)
        if not _may_begin(words, index, rules, led=courtesy is not None):
            index += 1
            continue
        end = index + 1
        yield index, end, courtesy or ""
        if _goes_on(words, end, rules):
            yield index, end + 1, courtesy or ""
            end += 1
        count += 1
        index = end


def _is_small(words: Words, index: int) -> bool:
    start, end = words.spans[index]
    return words.text[start:end].islower() and words.text[end : end + 1] not in ("@", "_", "/")


def _leading(words: Words, index: int, rules: DetectionRules) -> str | None:
    """The form of address right before a word, "" for a position, None where neither stands there."""
    if not index or words.text[words.spans[index - 1][1] : words.spans[index][0]] not in _LED:
        return None
    before = words.tokens[index - 1]
    if before in rules.courtesy:
        return before
    return "" if before in rules.role_words or before.startswith(rules.ranks) else None


def _may_begin(words: Words, index: int, rules: DetectionRules, *, led: bool) -> bool:
    token = words.tokens[index]
    if not _is_small(words, index) or not token.isalpha() or _is_word(token, rules):
        return False
    return rules.is_given(token) or (led and len(token) >= _SHORTEST and rules.choices.level(token) in _UNHEARD)


def _goes_on(words: Words, index: int, rules: DetectionRules) -> bool:
    """Whether a word behind a name in small letters is a family's, or its first letter: "wilf oduya", "sabine t."."""
    if index >= len(words.tokens) or not _is_small(words, index):
        return False
    (_, end), (start, stop) = words.spans[index - 1], words.spans[index]
    if words.text[end:start] != " ":
        return False
    token = words.tokens[index]
    if len(token) == 1:
        return words.text[stop : stop + 1] == "."
    new = len(token) >= _SHORTEST and rules.choices.level(token) in _UNHEARD
    return token.isalpha() and not _is_word(token, rules) and (new or token in rules.naming.families)


def _is_word(token: str, rules: DetectionRules) -> bool:
    """Whether a word is one of a language rather than a name."""
    known = token in rules.filler or token in rules.not_names or token in rules.role_words or token in rules.courtesy
    return known or rules.choices.level(token) in _USUAL or token.startswith(rules.ranks)
