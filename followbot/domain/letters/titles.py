"""How somebody with a title is greeted: "Dear Mrs Whitlock", "Gentile Avv. Arcuri", "李总，您好".

A title is one of the language's closed list (`titles` in `rules/drafting/LANGUAGE.toml`), and stands with the name in the
invitation or in the user's notes. Without one the usual form of a woman or a man greets whose sex is known for sure (see
`letters/sexes.py`). A gender that nobody has given is never guessed: where titles contradict each other, or a name is not one
person's alone, there is no title, and the greeting is what it is without.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from followbot.domain import names
from followbot.domain.letters.sexes import NOBODY, Sexes, sexes_of
from followbot.domain.letters.tidying import fit_name, ideographic, tidy, without_nickname
from followbot.domain.model import Contact
from followbot.domain.people import is_role

_NOTES_MAX = 20_000
"""Characters of the notes that are looked through for titles."""
_NEEDED = re.compile(r"\{(name|Name|given|called|full)\}")
_CUT = re.compile(r"\svon\s", re.IGNORECASE)
_LONGEST = 4
"""Signs from which on words before a title are an office rather than a name."""
_SHORTEST = 2
"""Letters of a word that can be somebody's name beside a title in a note."""


@dataclass(frozen=True, slots=True)
class Title:
    """One title. `words` finds it in front of a name, or behind it (`after`).

    `form` is the whole greeting: {title} as it was written, {name} the family name (the whole name where it cannot be told
    which words of it are the family's), {Name} the same with a capital, {given}, {full}, {degree} "Dr. " or "", {dot}
    the full stop with which the title was written, or "". `formal` is its form in a formal tone. `forms` are the forms by the
    first word of the vocative, "Pani": somebody without one has no form. `sex` is "f" or "m" where the title tells; `noted`
    titles count only in notes, `bare` ones only where no given name is known, `sole` ones only where the name in the invitation
    wears no degree, and `lone` ones in the invitation only beside a family name alone: 李经理, but 高级经理 is nobody's name.
    """

    words: str
    form: str = ""
    formal: str = ""
    forms: tuple[tuple[str, str], ...] = ()
    sex: str = ""
    after: bool = False
    noted: bool = False
    bare: bool = False
    sole: bool = False
    lone: bool = False
    office: str = ""
    """How the office looks that gives somebody this title where they wear none: an "avvocata" is greeted as "Avv."."""
    proof: str = ""
    """What a note must say of somebody whose title could as well be the first letter of a given name."""

    def proven(self, text: str) -> bool:
        """Whether a note shows that a single letter is the title, and no initial."""
        return bool(self.proof) and re.search(self.proof, text, re.IGNORECASE | re.DOTALL) is not None


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of a language, the most telling first."""

    titles: tuple[Title, ...] = ()
    degree: str = ""
    """What may stand between a title and a name, "Dr."."""
    families: frozenset[str] = frozenset()
    """Family names beside which alone a title counts, in scripts in which anything else could be one; empty for all."""
    between: str = ""
    """What may stand between a title and the name behind it beside a blank: the の of 校長の村上."""
    before: str = ""
    """What may stand before a name and its title: the office in 人事科的罗老师."""
    offices: str = ""
    """What stands before a title and is nobody's name, 高级 in 高级经理, where names are told by `families`."""
    joined: str = ""
    """What joins two titles before one name, "Mr and Mrs Smith", so that neither is anybody's alone."""
    sexes: Sexes = NOBODY
    whole: bool = False
    """Whether a greeting without a title takes nothing but a whole name: "Guten Tag Anna" would not go with "Sie"."""
    surnames: bool = False
    """Whether the family name alone stands before the honorific also of a name in Latin letters: Rao様."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """A greeting, the part of the name that it holds ("" for none), where the title stood ("invitation" or "note"), and how."""

    greeting: str
    name: str
    origin: str
    span: str


@dataclass(frozen=True, slots=True)
class _Found:
    title: Title
    written: str
    degree: str
    span: str
    name: str = ""
    """What of the name stood beside it in a note."""


def titles_of(raw: Mapping[str, Any], given_names: Mapping[str, Any]) -> Titles:
    """The titles of one language's rules; `given_names` are those that tell a sex."""
    greeting = raw["greeting"]
    listed = (
        Title(**{**entry, "forms": tuple(entry.get("forms", {}).items())}) for entry in greeting.get("titles", ())
    )
    families = frozenset(greeting.get("families", "").split())
    between, before, offices = (greeting.get(key, "") for key in ("between", "before", "offices"))
    joined = raw["joining"]["and"].strip()
    return Titles(
        tuple(listed),
        greeting.get("degree", ""),
        families,
        between,
        before,
        offices,
        joined,
        sexes=sexes_of(greeting.get("sexes", {}), given_names),
        whole=bool(greeting.get("whole", False)),
        surnames=bool(greeting.get("surnames", False)),
    )


def addressed(
    contact: Contact,
    others: Iterable[str],
    notes: Iterable[str],
    titles: Titles,
    language: str,
    vocatives: Mapping[str, str],
    *,
    company: str,
    called: str,
    formal: bool,
    role: str = "",
) -> Addressed | None:
    """The greeting of somebody by title or sex; None where neither is certain.

    `others` are the names of everybody else, `called` is what somebody is called who is greeted by first name, `company` the
    house they work for, which can stand where a name is looked for, `role` the position: partners who want an "avocat" are
    such themselves.
    """
    shown = without_nickname(names.tidy(tidy(contact.name, 80)))
    cut = _CUT.search(tidy(contact.name, 80))  # "Frau Anna von Berg AG" is Frau Anna of the house of Berg
    own_von = names.parse(shown, contact.email or "").family.startswith("von ")
    if not titles.titles or not shown or (cut and not own_von):
        return None
    shown = re.sub(titles.before, "", shown) if titles.before else shown
    plain, worn = _worn(shown, titles)
    if is_role(plain, contact.email or ""):
        return None
    person = _person(plain, contact.email or "", titles, language, titled=bool(worn))
    if titles.families and person.family not in titles.families:
        return _as_typed(shown, plain, worn, titles)
    worn = tuple(f for f in worn if not (f.title.lone and person.given))
    others = tuple(others)
    taken = {word for other in others for word in _words_of(other, language)}
    shapes = tuple(shape for shape in _shapes(person) if not taken & set(_words_of(shape, language)))
    texts = tuple(notes)
    text = "\n".join(texts)[:_NOTES_MAX]
    office = f"{person.family}{_office(contact.title, titles)}" if contact.title and ideographic(person.full) else ""
    said = f"{text}\n{office}"
    noted = [
        _beside_given(f, person, titles)
        for f in _noted(shapes, said, titles)
        if not _initial(f, person) or f.title.proven(text)
    ]
    found = (*worn, *(f for f in noted if not worn or not worn[0].title.sex or f.title.sex in ("", worn[0].title.sex)))
    spoken = tuple(f for f in (*worn, *noted) if (f in worn or f.span in text) and not f.title.lone)
    found = spoken if office and spoken else found  # 沈老师 to the user, whatever the office says
    found = found or _by_office(f"{contact.title}; {role}", titles)
    told = {f.title.sex for f in found if f.title.sex}
    if len(told) > 1:
        return None
    own = _degree(plain, titles)
    degree = own or next((f.degree for f in found if f.degree), "")
    for title in titles.titles:
        first = next((f for f in found if f.title is title), None)
        given = bool(person.given) or person.family in vocatives
        if first and not (title.bare and given) and not (title.sole and own):
            made = _greeting(first, person, degree, vocatives, called=called, formal=formal)
            if made:
                invited = first in worn or first.span not in text
                return Addressed(*made, "invitation" if invited else "note", first.span)
    if _vocative(person, vocatives) or person.family in vocatives:
        return None  # "Pani Ewo" is nearer than a form without a name
    sole = texts if len(others) == 1 else ()  # the user themself is one of them
    known = told.pop() if told else titles.sexes.of(person.given, contact.title)
    sex, span = (known, shown) if known else titles.sexes.noted(person.given, contact.title, sole)
    alone = _plainly_named(person, shown, company, sex, titles)
    forms = titles.sexes.formal if formal else titles.sexes.forms
    polite = _Found(Title("", forms.get(sex, "")), "", degree, span)
    by_sex = _greeting(polite, alone, degree, vocatives, called=called, formal=False) if alone else None
    return Addressed(*by_sex, "invitation" if known else "note", span) if by_sex else None


def _by_office(office: str, titles: Titles) -> tuple[_Found, ...]:
    """The title that an office gives, where it gives one."""
    earned = (t for t in titles.titles if t.office and re.match(rf"(?:{t.office})\b", office.strip(), re.IGNORECASE))
    return tuple(_Found(title, "", "", office) for title in earned)[:1]


def _office(office: str, titles: Titles) -> str:
    """What of an office people are called by: 课长 of 设计部 课长; the whole where no title ends it."""
    ends = (re.search(rf"(?:{title.words})$", office) for title in titles.titles if title.after)
    return next((end[0] for end in ends if end), office)


def _plainly_named(
    person: names.PersonName, shown: str, company: str, sex: str, titles: Titles
) -> names.PersonName | None:
    """The name with the first of its given names, where it is plain which words are one person's family name; else None.

    "Anna M.", "Anna & Tom", "Anna Karin", "Anna Schmidt, Tom Berg", "Anna Schmidt Geschäftsführerin" and the company's own
    name are greeted as without a sex. A Spanish or Portuguese form holds no family name.
    """
    if ideographic(person.full) or not person.family:
        return person
    joins = {titles.joined, "&", "+", "/"}
    halves = [half.split() for half in shown.split(",")]
    crowd = joins & set(shown.casefold().split()) or any(len(half) > 1 for half in halves[1:])
    first, *more = person.given.split() or [""]
    family = person.family
    odd = (
        len(family.strip(".")) < _SHORTEST
        or titles.sexes.given(family) == sex
        or family.casefold() == company.casefold()
        or family.casefold() == f"von {company.split()[0] if company else ''}".casefold()
    )
    if crowd or odd:
        return None
    if all(titles.sexes.given(word) for word in more):
        return names.PersonName(first, family)
    return person if "{called}" in "".join(titles.sexes.forms.values()) else None


def _vocative(person: names.PersonName, vocatives: Mapping[str, str]) -> str:
    return vocatives.get(person.given.split()[0] if person.given else "", "")


def _as_typed(shown: str, plain: str, worn: tuple[_Found, ...], titles: Titles) -> Addressed | None:
    """The greeting with a name of which nobody can tell the family's part, as it was typed: 岩温社长."""
    title = worn[0].title if worn else None
    known = (
        title is not None and title.after and len(plain) < _LONGEST and not re.search(titles.offices or "(?!)", plain)
    )
    if title is None or not known or not titles.offices or not ideographic(plain):
        return None
    return Addressed(title.form.format(name=plain, title=worn[0].written), plain, "invitation", shown)


# --- finding titles -----------------------------------------------------------------------------------------------------


def _worn(shown: str, titles: Titles) -> tuple[str, tuple[_Found, ...]]:
    """A display name without its title, and the title."""
    between = f"|{titles.between}" if titles.between else ""
    for title in titles.titles:
        if title.noted:
            continue
        pattern = rf"(.+?)\s*({title.words})" if title.after else rf"({title.words})(?:\s+{between})(.+)"
        match = re.fullmatch(pattern, shown, re.IGNORECASE)
        if match:
            written, plain = (match[2], match[1]) if title.after else (match[1], match[2])
            return plain, (_Found(title, written, _degree(plain, titles), shown),)
    return shown, ()


def _person(plain: str, email: str, titles: Titles, language: str, *, titled: bool) -> names.PersonName:
    """The name in parts; behind or before a title, one word is a family name."""
    bare = re.sub(rf"^(?:{_any(titles)}\s+)+", "", plain, flags=re.IGNORECASE)
    if ideographic(bare) and language == "ja" and " " not in bare.replace("\u3000", " "):
        return names.PersonName("", names.without_honorific(bare))  # where the family name ends, nobody can tell
    person = names.parse(bare, email, language)
    if titled and (not person.family or names.is_particle(person.given)):
        return names.PersonName("", person.full)  # "mevrouw van Dijk"
    return person


def _any(titles: Titles) -> str:
    """Any of the degrees; a pattern that nothing matches where the language has none."""
    return f"(?:{titles.degree})" if titles.degree else r"(?!)"


def _degree(text: str, titles: Titles) -> str:
    """The degrees with which a text begins, as they are written before a name: "Prof. Dr. ", "" for none."""
    found = re.match(rf"(?:{_any(titles)}\s+)+", text, re.IGNORECASE)
    words = found[0].split() if found else ()
    return "".join(f"{word[:1].upper()}{word[1:].partition('.')[0]}. " for word in words)


def _words_of(name: str, language: str) -> tuple[str, ...]:
    if ideographic(name):
        return (names.parse(name, "", language).family or name,)
    return tuple(word.casefold() for word in name.split())


def _shapes(person: names.PersonName) -> tuple[str, ...]:
    """What of the name can stand beside a title: the family name, the given name, both."""
    if ideographic(person.full):
        return (person.family,) if person.family else ()
    given = person.given.split()
    found = (person.full, person.family, *person.family.split()[-1:], *given)
    return tuple(dict.fromkeys(shape for shape in found if len(shape) >= _SHORTEST))


def _noted(shapes: Iterable[str], text: str, titles: Titles) -> tuple[_Found, ...]:
    """The titles that notes give to a name."""
    # The cheap look first: most notes name nobody, and each title would be an expression of its own.
    named = [shape for shape in shapes if shape.lower() in text.lower()]
    return tuple(found for title in titles.titles for shape in named for found in _beside(title, shape, text, titles))


def _beside(title: Title, shape: str, text: str, titles: Titles) -> Iterable[_Found]:
    name, degrees = re.escape(shape), rf"(?P<degree>(?:{_any(titles)}[ \t]+)*)"
    if ideographic(shape):
        # A family name of one character stands behind any other; a longer one would be the tail of another name.
        before = "(?<![\u3400-\u9fff々])" if len(shape) > 1 else ""
        pattern = rf"{before}{name}(?P<title>{title.words})"
    elif title.after:
        pattern = rf"\b{name}[ \t]+(?P<title>{title.words})\b"
    else:
        pattern = rf"(?<![\w.-])(?P<title>{title.words})[ \t]+{degrees}{name}(?![\w-])"
    for match in re.finditer(pattern, text, re.IGNORECASE):
        if not _shared(text[: match.start()], titles):
            yield _Found(title, match["title"], _degree(match.groupdict().get("degree", ""), titles), match[0], shape)


def _beside_given(found: _Found, person: names.PersonName, titles: Titles) -> _Found:
    """What a note gives the family name alone, as it is beside the given name: "Eng. Costa" may well be a man."""
    if not person.given or found.title.after or ideographic(person.full):
        return found
    whole = _worn(f"{found.written} {person.full}", titles)[1]
    return replace(found, title=whole[0].title) if whole else found


def _initial(found: _Found, person: names.PersonName) -> bool:
    """Whether a title of one letter could be the given name's: "M. Roche" may be Marie."""
    letter = found.written.rstrip(".")
    return len(letter) == 1 and not ideographic(letter) and letter.casefold() == person.given[:1].casefold()


def _shared(before: str, titles: Titles) -> bool:
    """Whether a title is half of "Mr and Mrs Smith", which says whose name it is, but not who is meant."""
    words = before.split()[-2:]
    joins = len(words) > 1 and words[1].casefold() in (titles.joined, "&", "+", "/")
    return joins and any(re.fullmatch(t.words, words[0], re.IGNORECASE) for t in titles.titles)


# --- saying them --------------------------------------------------------------------------------------------------------


def _greeting(
    found: _Found,
    person: names.PersonName,
    degree: str,
    vocatives: Mapping[str, str],
    *,
    called: str,
    formal: bool,
) -> tuple[str, str] | None:
    """The greeting and the part of the name in it; None where the form needs what is not known."""
    title, given = found.title, person.given.split()
    vocative = _vocative(person, vocatives)
    form = (title.formal if formal else "") or title.form or dict(title.forms).get(vocative.partition(" ")[0], "")
    name = person.family
    if len(given) > 1 and not ideographic(person.full):
        # Whether "Elena Navarro Ruiz" has two given names or two family names, only a note can tell.
        name = person.full if found.name in ("", given[0], person.given) else found.name
    values = {
        "title": found.written,
        "dot": "." if found.written.endswith(".") else "",
        "name": name,
        "Name": name[:1].upper() + name[1:],
        "given": person.given or (person.family if title.after else ""),
        "called": called,
        "full": person.full,
        "degree": degree,
    }
    needed = _NEEDED.findall(form)
    if not form or not all(values[n] and fit_name(values[n]) for n in needed):
        return None
    return form.format(**values), values[needed[0]] if needed else ""
