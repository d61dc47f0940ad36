"""The user's strengths in the grammar of a sentence: each in a form of its kind and language, or not at all."""

from __future__ import annotations

import re
from itertools import pairwise

from followbot.domain.letters.briefing import Desk
from followbot.domain.letters.specifics import Specific
from followbot.domain.letters.tidying import tidy
from followbot.domain.letters.variants import tokens
from followbot.domain.letters.wording import Strength, Wording

_STRENGTH_WORDS = 12
_ASIDE = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_LIST = re.compile(r"\s*[,，、]\s*|\s+[/+]\s+")
_AT_ONCE = 2
"""So many strengths of one kind are said in one breath."""
_LISTED = 4
_BROKEN = re.compile(
    r"[:;!?()\[\]{}<>=]|\s[-–—/]\s|…|\.\.|(?<![A-Z] )(?<!\d)\d{5}|\+\d{2} ?\d|^[^A-Za-z\u00c0-\uffff]*$"
)
"""What a strength holds that is a list, a remark or a number to call rather than a phrase."""
_SHORT_FORM = re.compile(r"[A-Z0-9][A-Z0-9+#.&/-]*[A-Z0-9+#]|[a-z]?[A-Z]+[a-z]+[A-Z]\w*")
"""A word that only a name of a tool looks like: "SAP", "SolidWorks", "C++"."""
_INITIALS = re.compile(r"[A-Z]{2,}[A-Z0-9]*(?:-[A-Z0-9]+)*|[A-Z]+\d+[A-Z]?")
"""Initials, also with a number or a level in them: "MLIS", "RRT-NPS", "PA1"."""
_LEVEL = re.compile(r"\d|[A-D]|I{1,3}")
"""What stands behind a certificate: "WSET 3", "IPMA C"."""
_NUMBER = re.compile(r"(?<![\d.,])\d+(?![\d.,])")
_FRACTION = re.compile(r"\d+[.,]\d")
HELD = "strength_held"
"""The slot of papers: licences, certificates, degrees."""


def sayable_strengths(desk: Desk) -> tuple[Specific, ...]:
    """The profile's strengths in the grammar of a sentence: what the user can do, then what papers say so."""
    typed = (_ASIDE.sub("", tidy(s, 90)).rstrip(". ") for s in desk.brief.strengths or desk.brief.profile.strengths)
    written = tuple(part for strength in typed for part in _unlisted(strength, desk.pack.wording))
    capitals = _capitals(written)
    found = [s for strength in written if (s := _said(strength, desk, capitals=capitals))]
    return tuple(sorted(found, key=lambda s: s.slot == HELD))


def _unlisted(strength: str, wording: Wording) -> tuple[str, ...]:
    """A list as what can be said of it: two of a kind in one breath, "Hämatologie und Mikroskopie", else one by one.

    What is more than a noun leans on what stands before it ("patience, also at night"), so that behind the first only years,
    papers and tools stand by themselves.
    """
    parts = tuple(part for part in _LIST.split(strength) if part)
    if len(parts) < _AT_ONCE:
        return (strength,)
    each = tuple(one for part in parts for one in part.split(wording.conjunction))
    if all((shape := _shape(one, wording)) and shape.listed for one in each):
        return (wording.join(each[:_LISTED]),)
    first, second = (_shape(part, wording) for part in parts[:_AT_ONCE])
    nouns = all(part.split()[0].casefold() not in wording.function_words for part in parts[:_AT_ONCE])
    if first is second and first is not None and first.joins and nouns:
        # Where no blanks part words, what joins names holds their title, too: 様、
        return (wording.join(parts[:_AT_ONCE]) if wording.unit == "words" else "、".join(parts[:_AT_ONCE]),)
    shapes = ((part, _shape(part, wording)) for part in parts[1:])
    return (parts[0], *(part for part, shape in shapes if shape and (shape.telling or _tool(part.split(), wording))))


def _shape(strength: str, wording: Wording) -> Strength | None:
    """The first of the language's shapes that fits; one without a form is not said."""
    tool = _tool(strength.split(), wording)
    shapes = (s for s in wording.strengths if tool or not s.named)
    return next((s for s in shapes if s.match.match(strength)), None)


def _capitals(strengths: tuple[str, ...]) -> bool | None:
    """Whether a capital says nothing because every one of several strengths begins with it; None where one stands alone."""
    return all(s[:1].isupper() for s in strengths) if len(strengths) > 1 else None


def _said(strength: str, desk: Desk, *, capitals: bool | None) -> Specific | None:
    """A strength in the grammar of a sentence; None for what people who have it do not say of themselves."""
    words = strength.split()
    unsayable = _BROKEN.search(strength) or _measures(words, desk.pack.wording)
    if not 0 < len(words) <= _STRENGTH_WORDS or unsayable:
        return None
    if _tool(words, desk.pack.wording) or strength.islower():
        strength = " ".join(desk.pack.wording.terms.get(word.casefold(), word) for word in words)
    shape = _shape(strength, desk.pack.wording)
    if shape is None or not shape.form or _foreign(strength, shape, desk):
        return None
    if (shape.attested or (shape.named and _has_unknown(words, desk.pack.wording))) and not _attested(strength, desk):
        return None
    short = len(words[0]) > 1 and words[0].isupper()  # "SEN experience"
    if shape.lower and not short and (shape.telling or _sentence_case(words, desk.pack.wording, capitals=capitals)):
        strength = strength[:1].lower() + strength[1:]
    elif shape.upper:
        strength = strength[:1].upper() + strength[1:]
    said = shape.said(strength, of=_with_article(strength, desk.pack.wording))
    said = _spelled(said, desk.pack.wording) if shape.spelled else said
    return Specific(shape.slot, said, "profile", strength) if said else None


def _spelled(said: str, wording: Wording) -> str:
    """With its first number in letters where that is small: "mes cinq ans d'expérience"."""
    return _NUMBER.sub(lambda number: wording.numerals.get(number[0], number[0]), said, count=1)


def _with_article(strength: str, wording: Wording) -> str:
    """A strength behind "of" with the article that its first word tells: "du levain naturel"; "" where none is certain."""
    fits = ((shape, form) for shape, form in wording.notes.genders if shape.match(strength))
    return next((form.format(x=strength) for _, form in fits if "{x}" in form), "")


def _attested(strength: str, desk: Desk) -> bool:
    """Whether role, invitation or notes name what a strength begins with: only then is it surely a thing of the trade."""
    notes = (note.text for note in desk.brief.notes)
    named = set(tokens(" ".join((desk.brief.role or "", *desk.brief.specifics, *notes))))
    first = next(iter(tokens(strength)), "")
    return first in named - desk.pack.wording.function_words


def _sentence_case(words: list[str], wording: Wording, *, capitals: bool | None) -> bool:
    """Whether the capital of the first word is that of a line, and no name's."""
    first, *others = words
    named = any(w[:1].isupper() for w in others) and not wording.notes.nouns_capital
    return (
        first[1:].islower()
        and first.casefold() not in wording.terms
        and not named
        and (bool(others) if capitals is None else capitals)
    )


def _tool(words: list[str], wording: Wording) -> bool:
    """Whether a strength is but names of tools: known ones, short forms, and capitals beside them ("Siemens PLC")."""
    plain = [_bare(w) for word in words for w in word.split("、")]
    names = [w for w in plain if w and w.casefold() not in wording.function_words]
    known = [w.casefold() in wording.terms or _SHORT_FORM.fullmatch(w) is not None for w in names]
    beside = [w.isdigit() or (w[:1].isupper() and not wording.notes.nouns_capital) for w in names]
    return any(known) and all(k or b for k, b in zip(known, beside, strict=True))


def _has_unknown(words: list[str], wording: Wording) -> bool:
    """Whether names of tools are initials alone, some of which nobody knows: they may be a degree or a certificate ("MLIS",
    "EMT-B", "WSET 3"), with which nobody has experience.
    """
    names = [name for name in map(_bare, words) if name.casefold() not in wording.function_words]
    initials = [name for name in names if _INITIALS.fullmatch(name)]
    alone = all(name in initials or _LEVEL.fullmatch(name) for name in names)
    return alone and any(name.casefold() not in wording.terms for name in initials)


def _measures(words: list[str], wording: Wording) -> bool:
    """Whether a number with a fraction says how much rather than which: "boy 1.85", but not "Python 3.11"."""
    return any(_FRACTION.match(word) and before.casefold() not in wording.terms for before, word in pairwise(words))


def _bare(word: str) -> str:
    return word.strip(",&+/")


def _foreign(strength: str, shape: Strength, desk: Desk) -> bool:
    """Whether a strength is worded in another language than the letter, so that only a name in it could be said."""
    ours = desk.pack.wording
    if shape.telling:
        return False
    others = (w for w in desk.pack.templates.wordings.values() if w is not ours)
    if any(s.match.match(strength) for other in others for s in other.strengths if s.telling):
        return True
    words = strength.split()
    named = _tool(words, ours) or (len(words) == 1 and strength[:1].isupper())
    return desk.brief.profile.language.partition("-")[0] != ours.language and not named
