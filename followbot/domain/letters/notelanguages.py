"""The languages of a note: which one a sentence is in, its spellings, and what a foreign sentence lends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from followbot.domain.letters.clauses import CLAUSE_MAX, SENTENCE, People, antecedent_of, usable
from followbot.domain.letters.specifics import Specific, bare
from followbot.domain.letters.wording import Wording

_NEARLY = 0.7
_AHEAD = 2
_KANA = re.compile("[\u3041-\u3096]")
_WORDS = re.compile(r"[^\W\d_][\w.+#]*\w|[^\W\d_]")


def by_language(
    text: str, wording: Wording, written: Wording | None, others: Mapping[str, Wording]
) -> tuple[str, list[tuple[str, Wording]]]:
    """The sentences in the letter's language, and those in another with that language. People mix them on the phone."""
    if written is not None and written is not wording:
        return "", [(text, written)]
    own, foreign = [], []
    # Without blanks between words a line is what one person says, so its sentences stay together.
    lines = text.split("\n") if wording.unit == "characters" else (text,)
    for line in lines:
        kept = []
        for sentence in SENTENCE.split(line):
            language = written_in(sentence or "", others, verbs=True, within=wording)
            if language is None or language is wording:
                kept.append(sentence or "")
            else:
                foreign.append((sentence, language))
        own.append(("\n" if len(lines) == 1 else "。").join(kept))
    if not foreign:
        return text, foreign  # with its lines, since who is named in one is meant to its end
    return "\n".join(own), foreign


def spellings(wording: Wording) -> dict[str, str]:
    """Everything with a certain spelling in a language, by its small letters: products, days, months, accented words."""
    capitals = (wording.name_case and not wording.notes.names_first) or wording.notes.nouns_capital
    named = (*wording.days.weekdays, *wording.days.months) if capitals else ()
    calendar = {name.casefold(): name for name in named if name.istitle() and name.casefold() not in ("march", "may")}
    plural = {f"{small}s": f"{name}s" for small, name in calendar.items()} if wording.language == "en" else {}
    return {**wording.notes.accents, **wording.terms, **calendar, **plural, **wording.notes.spellings}


def written_in(
    text: str,
    wordings: Mapping[str, Wording],
    *,
    verbs: bool = False,
    own: Wording | None = None,
    within: Wording | None = None,
) -> Wording | None:
    """The language whose little words (and `verbs`, and letters that are its alone) a text uses most; None where too few tell.

    Kindred languages share many of them, so the letter's `own` language wins unless another is clearly ahead; so does the
    one that a sentence stands `within`, unless another has two words more.
    """
    words = _WORDS.findall(text.casefold())
    small = [word for word in _WORDS.findall(text) if word.islower()]  # a name tells of nobody's note
    scores: dict[str, int] = {}
    for language, wording in wordings.items():
        if wording.unit == "characters":
            kana = any(_KANA.search(little) for little in wording.function_words)
            fitting = kana == (len(_KANA.findall(text)) > 1)  # Japanese and Chinese share all their other signs
            scores[language] = sum(text.count(little) for little in wording.function_words) if fitting else 0
        else:
            told = wording.function_words | wording.finite if verbs else wording.function_words
            signed = sum(word not in told and not wording.signs.isdisjoint(word) for word in small)
            scores[language] = sum(word in told for word in words) + signed
    best = max(scores, key=lambda language: scores[language], default="")
    if own is not None and scores.get(own.language, 0) >= max(2, _NEARLY * scores.get(best, 0)):
        return own
    if within is not None and 0 < scores.get(within.language, 0) > scores.get(best, 0) - _AHEAD:
        return within
    clear = best and scores[best] >= 2 and list(scores.values()).count(scores[best]) == 1
    return wordings[best] if clear else None


def terms(
    text: str, written: Wording, people: People, wording: Wording, others: Mapping[str, Wording]
) -> Iterable[Specific]:
    """Names of products and the like, which are the same in every language.

    What any language calls private is: a sentence taken for another language may be in the letter's own.
    """
    if not written.name_case:
        return
    for sentence in SENTENCE.split(text):
        if not all(usable(sentence or "", other.notes) for other in (written, wording, others.get("en", wording))):
            continue
        for word in _WORDS.findall(sentence)[1:]:
            known = people.named(word) or word.casefold() in _calendar(written) or len(word) < 3
            if word.casefold() in written.terms and not known:
                told_by = antecedent_of(sentence, people)
                key = told_by.key if told_by else None
                span = sentence.strip()[:CLAUSE_MAX]
                articled = wording.notes.definite or not wording.notes.tech
                named = bare(word, "note", span, key, wording.notes) if articled else None
                yield named or Specific("tech", word, "note", span, key)


def _calendar(wording: Wording) -> frozenset[str]:
    return frozenset(name.casefold() for name in (*wording.days.weekdays, *wording.days.months))
