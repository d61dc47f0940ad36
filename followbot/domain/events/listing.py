"""People as texts list them: names with titles, addresses or links, apart by commas and brackets, or in lines of a schedule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from followbot.domain import names
from followbot.domain.events.inflection import nominative
from followbot.domain.events.lexicon import split
from followbot.domain.events.mentions import EAST_ASIAN_NAME, ORGANISATION, Named, looks_like_person, name_at, names_in
from followbot.domain.events.scene import Scene
from followbot.domain.events.text import has_ideographs
from followbot.domain.phrases import fold
from followbot.domain.records import record

_EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")

_FULL_KANJI = re.compile(
    "(?<![\u3400-\u9fff々])[\u3400-\u9fff々]{1,3}[ \u3000][\u3400-\u9fff々\u3041-\u3096\u30a1-\u30ff]{1,3}(?![\u3400-\u9fff々])"
)

_JOINT = re.compile(r"\s?[&/+]\s")
_SENTENCE_END = re.compile(r"\.(?=\s|$)|[!?。！？\n]")
INTERLUDE = re.compile(r"\s{0,2}(?:[(\[（]([^()\[\]]{1,120})[)\]）]|<([^<>\s]{3,120})>)")

_PIECE = re.compile(r"\s*(?:;|\||/|\n)\s*")
_INVERTED = re.compile(
    r"(?P<family>[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?), (?P<given>[^\W\d_][\w-]+(?: [^\W\d_]\.?)?)"
)
_TITLE_START = 3
"""Words of what follows a name among which the title must begin."""
_NEXT_FIELD = re.compile(r"[.;]\s+[^\W\d_][^.:;\n]{1,30}\s?[:：]\s")
_CREDENTIAL = 4
"""Letters of what stands behind a name for a profession: "RN", "CPA"."""
_WHOLE = 2
"""Words of a whole name."""
_ADDRESS_REACH = 90
"""Characters behind a name in which its address stands."""
_TITLE_GAP = 12
"""Characters between a name and its title: "Anna Weber, unsere CTO"."""


@record
class Mention:
    """Somebody named in a text. `listed` means as taking part; otherwise as somebody to ask or who arranged it."""

    name: str
    email: str = ""
    title: str = ""
    covers: str = ""
    listed: bool = True
    firm: bool = False
    """Whether it stands in a list of interviewers, and not only behind "with"."""
    absent: bool = False
    """Whether the text says that this person does not come after all."""
    signed: bool = False
    """Whether the name is the signature below the text."""
    fallback: bool = False
    """Whether this is whom to ask for at the door: an interviewer only where nobody else is known."""
    passing: bool = False
    """Whether a text names this person without saying that they take part."""
    staged: bool = False
    """Whether running text brings this person in, and not as an aside."""


def sentence(text: str, abbreviations: frozenset[str]) -> str:
    """A text up to the end of its first sentence; the full stop of "Dr." or of an initial ends none."""
    for end in _SENTENCE_END.finditer(text):
        before = re.search(r"[^\W\d_]{1,10}$", text[max(0, end.start() - 11) : end.start()])
        abbreviated = before is not None and (
            before[0].lower() in abbreviations
            or (len(before[0]) == 1 and before[0].isupper())
            or _is_doubled(before[0])
        )
        if end[0] != "." or not abbreviated:
            return text[: end.start()]
    return text


def field_text(text: str) -> str:
    """The value of a field, up to a sentence that is a field of its own: "Mme Riou, directrice. Secrétariat : …"."""
    following = _NEXT_FIELD.search(text)
    return text[: following.start()] if following else text


def _is_doubled(word: str) -> bool:
    """Whether a word is the plural of an initial, as Spanish writes it: the "RR." and "HH." of human resources."""
    return len(word) == 2 and word.isupper() and word[0] == word[1]


def in_schedule(scene: Scene, line: str, end: int) -> Iterator[Mention]:
    """A line of a schedule: "10:00-10:45 System design with Priya Patel (Staff Engineer)"."""
    rest = line[end:].strip(" :|-–—,・)]")
    found = [n for n in names_in(rest, scene.rules) if not scene.me.is_named(n.name)]
    for hit in scene.rules.words.hits(split(rest)):
        if hit.sign == "with":
            single = name_at(rest, hit.end, scene.rules)
            if single is not None and not any(single.start < n.end and n.start < single.end for n in found):
                found.append(single)
    found = [n for n in found if not is_title(rest[n.start : n.end], scene) or is_person(n, scene)]
    certain = [n for n in found if is_person(n, scene)]
    if certain and len(certain) < len(found):
        found = [n for n in found if n in certain or _is_joined(n, certain, rest, scene)]
    elif len(found) > 1 and not certain and "|" in rest:
        found = found[-1:]
    if not found:
        found = list(_east_asian(rest, scene)) or list(_first_names(rest, scene))
    first = min((n.start for n in found), default=0)
    topic = topic_of(rest, first, max((n.end for n in found), default=0))
    for named in found:
        yield Mention(named.name, _email_after(rest, named.end), title_after(rest, named.end, scene), topic, firm=True)


def _is_joined(named: Named, certain: list[Named], text: str, scene: Scene) -> bool:
    """Whether nothing but "and" or a comma stands between a name and a person who is known."""
    split = scene.rules.reading.split
    return any(
        (named.start - other.end >= 0 and split.fullmatch(text[other.end : named.start]) is not None)
        or (other.start - named.end >= 0 and split.fullmatch(text[named.end : other.start]) is not None)
        for other in certain
    )


def _first_names(text: str, scene: Scene) -> Iterator[Named]:
    """The given names that a line begins with: "Yusuf & Beth - system design"."""
    position = 0
    while (named := name_at(text, position, scene.rules)) is not None and named.start - position <= 1:
        if not is_person(named, scene):
            return
        yield named
        following = scene.rules.reading.split.match(text, _skip_brackets(text, named.end))
        if following is None or following.end() == named.end:
            return
        position = following.end()


def _east_asian(text: str, scene: Scene) -> Iterator[Named]:
    for piece in re.finditer(r"[^\s|:/,()・\-–]+(?: [\u3400-\u9fff]{1,4})?", text):
        named = name_at(text, piece.start(), scene.rules)
        if named is not None and looks_like_person(text[named.start : named.end + 3], scene.rules):
            yield named


def topic_of(rest: str, first: int, last: int) -> str:
    """What a line of a schedule is about: the words before the name, else those behind it."""
    before = re.sub(
        r"(?:\s|^)(?:with|w/|mit|avec|con|com|met|z|ze|med|ile|by|-|–|—|\||:|,)?\s*[(\[]?$",
        "",
        rest[:first].strip(" :|-–—,"),
    ).strip(" :|-–—,(")
    if 3 <= len(before) <= 80 and re.search(r"[^\W\d_]{3}", before):
        return before
    after = re.sub(r"^\s*(?:\([^)]*\)|<[^>]*>)?", "", rest[last:]).strip(" :|-–—,)")
    pieces = [p.strip() for p in re.split(r"\s[-–—|]\s|:\s", after) if p.strip()]
    return pieces[-1] if pieces and 3 <= len(pieces[-1]) <= 80 else ""


def _email_after(text: str, end: int) -> str:
    match = _EMAIL.search(text, end, end + 90)
    return match[0].lower() if match else ""


def title_after(text: str, end: int, scene: Scene) -> str:
    inside = INTERLUDE.match(text, end)
    if inside and inside[1] and "@" not in inside[1] and "/" not in inside[1]:
        return inside[1].strip()
    separated = scene.rules.reading.title_sep.match(text, inside.end() if inside else end)
    if separated is None:
        return ""
    piece = _without_people(text[separated.end() :], scene)
    piece = scene.rules.reading.title_end.split(piece, maxsplit=1)[0].strip(" ,.:")
    first = " ".join(piece.split()[:_TITLE_START])
    joined = scene.rules.reading.joins.match(piece) is not None
    return (
        piece if piece and not joined and len(piece) <= 80 and is_title(first, scene) and is_title(piece, scene) else ""
    )


def _without_people(text: str, scene: Scene) -> str:
    """What follows a name, up to the next known person behind "&" or "/"."""
    for joint in _JOINT.finditer(text[:120]):
        named = name_at(text, joint.end(), scene.rules)
        if named is not None and is_person(named, scene):
            return text[: joint.start()]
    return text


def is_title(text: str, scene: Scene) -> bool:
    return any(h.sign == "role" or h.sign.startswith("title_") for h in scene.rules.words.hits(split(text[:120])))


def people_of(scene: Scene, text: str, strict: bool) -> Iterator[Mention]:
    """The people of a list: names with titles, addresses or links in brackets or behind commas.

    `strict` is for running text, where a single word is a name only if it is known as one.
    """
    position = 0
    current: Mention | None = None
    text = _upright(text[:600], scene)
    while position < len(text):
        position = _begin(text, position, scene, first=current is None)
        named = name_at(text, position, scene.rules)
        if named is not None and acceptable(named, text, scene, strict and current is None):
            if current is not None:
                yield current
            title = title_after(text, named.end, scene)
            current = Mention(named.name, email_near(text, named.end), title)
            position = _behind(title, text, named.end, scene)
        elif current is None and has_ideographs(text[position : position + 20]):
            yield from behind_titles(text[position:], scene)
            return
        elif current is None and not _leads_to_name(text, position, scene):
            return
        elif (other := _behind_title(text, position, scene)) is not None:
            if current is not None:
                yield current
            current = Mention(other.name, email_near(text, other.end), text[position : other.start].strip())
            position = other.end
        following = scene.rules.reading.split.search(text, _skip_brackets(text, position))
        if following is None or _begins_verb(text[position : following.start()], scene):
            break
        position = max(following.end(), position + 1)
    if current is not None:
        yield current


def _upright(text: str, scene: Scene) -> str:
    """A list of names with the family name first and a comma, in usual order: "Kessler, Dana; Obi, Frank"."""
    pieces = [p.strip() for p in _PIECE.split(text.strip())]
    matches = [_INVERTED.fullmatch(p) for p in pieces]
    known = scene.rules.given_names
    if not all(m is not None and fold(m["given"].split()[0]) in known for m in matches):
        return text
    return "; ".join(f"{m['given']} {m['family']}" for m in matches if m is not None)


def _behind(title: str, text: str, end: int, scene: Scene) -> int:
    """Where a list goes on behind a name and its title, whose own "&" and "/" are no limits of the list."""
    if scene.rules.reading.split.search(title) is None:
        return end
    found = text.find(title, end, end + len(title) + _TITLE_GAP)
    return end if found < 0 or text[found - 1 : found] in ("(", "[") else found + len(title)


def _begin(text: str, position: int, scene: Scene, first: bool) -> int:
    """Where the next name of a list can stand, behind articles and, at its beginning, the writer."""
    lead = scene.rules.reading.lead.match(text, position)
    position = lead.end() if lead else position
    myself = scene.rules.reading.myself.match(text, position) if first else None
    return myself.end() if myself else position


def behind_titles(text: str, scene: Scene) -> Iterator[Mention]:
    """Names that follow a department or a title without a mark between: "開発部マネージャー 高橋 健"."""
    for piece in re.split(r"[、,・/()\n]|(?<=[\u3400-\u9fff])と(?=[\u3400-\u9fff])", text[:200]):
        found = _full_kanji(piece)
        if found and not scene.me.is_named(found[0]):
            yield Mention(found[0], title=piece[: found.start()].strip())
        elif found is None and piece.strip()[:1].isascii():
            yield from _latin(piece, scene)
        elif found is None and " " in piece.strip():
            title, _, name = piece.strip().rpartition(" ")
            if looks_like_person(name, scene.rules) and not scene.me.is_named(name):
                yield Mention(name, title=title)


def _latin(text: str, scene: Scene) -> Iterator[Mention]:
    """The whole name in Latin letters that begins a piece of an East Asian list."""
    named = name_at(text, 0, scene.rules)
    if named is not None and " " in named.name and acceptable(named, text, scene, strict=False):
        yield Mention(named.name)


def _full_kanji(text: str) -> re.Match[str] | None:
    """The first family and given name that is no department: 小林 由紀子 of "人事部 小林 由紀子"."""
    found = _FULL_KANJI.search(text)
    while found is not None and ORGANISATION.search(found[0]):
        found = _FULL_KANJI.search(text, found.start() + max(found[0].find(" "), found[0].find("\u3000")))
    return found


def _behind_title(text: str, position: int, scene: Scene) -> Named | None:
    """The whole name right behind a title: "… and our CTO Hannah Weiss"."""
    piece = scene.rules.reading.split.split(text[position : position + 80], maxsplit=1)[0]
    for named in names_in(text[: position + len(piece)], scene.rules, start=position, limit=1):
        if is_person(named, scene) and is_title(text[position : named.start], scene):
            return named
    return None


def _leads_to_name(text: str, position: int, scene: Scene) -> bool:
    """Whether a title stands before the first name: "our VP Engineering, Sarah Chen"; not a position that is applied for."""
    piece = scene.rules.reading.split.split(text[position : position + 60], maxsplit=1)[0]
    hits = scene.rules.words.hits(split(piece))
    role = next((h.start for h in hits if h.sign == "role" or h.sign.startswith("title_")), None)
    return role is not None and not any(h.sign == "for" and h.start < role for h in hits)


def _begins_verb(between: str, scene: Scene) -> bool:
    """Whether a list ends in what its people do: "Lorna and Abena will meet with you for …"."""
    return any(h.sign == "takes_part" for h in scene.rules.words.hits(split(between)))


def _skip_brackets(text: str, position: int) -> int:
    match = INTERLUDE.match(text, position)
    return match.end() if match else position


def acceptable(named: Named, text: str, scene: Scene, strict: bool) -> bool:
    if scene.me.is_named(named.name) or names_a_place(text, named, scene):
        return False
    if fold(named.name.split()[-1]) in scene.rules.legal_forms:
        return False
    if looks_like_person(named.name, scene.rules) or is_person(named, scene):
        return True
    if EAST_ASIAN_NAME.match(text, named.start):
        return True
    words = [w for w in named.name.split() if len(w) > 1]
    if len(words) == 1 and named.name.isupper() and len(named.name) <= _CREDENTIAL:
        return False
    if any(fold(w) in scene.rules.company_nouns for w in words):
        return False
    if strict and not (len(words) >= _WHOLE and _is_supported(named, text, scene)):
        return False
    return _is_apart(named, text, len(words), scene)


def _is_apart(named: Named, text: str, count: int, scene: Scene) -> bool:
    """Whether an unknown name in a list of people is one by its form: whole, or apart from what follows."""
    after = text[named.end : named.end + 3].strip()
    if has_ideographs(named.name):
        return not has_ideographs(text[named.end : named.end + 1])
    if is_title(text[named.start : named.end + 25].split(",")[0].split("(")[0], scene):
        return False
    return count >= _WHOLE or not after or after[0] in "(,;<-–—&|/"


def _is_supported(named: Named, text: str, scene: Scene) -> bool:
    """Whether what stands behind an unknown name is what stands behind people: a title in brackets, or somebody known."""
    inside = INTERLUDE.match(text, named.end)
    if inside and inside[1] and is_title(inside[1], scene):
        return True
    begun = any(
        fold(w) in scene.rules.given_names or fold(w).strip(".") in scene.rules.courtesy for w in named.name.split()[1:]
    )
    if title_after(text, named.end, scene) and not begun:
        return True
    following = scene.rules.reading.split.match(text, named.end)
    other = name_at(text, _begin(text, following.end(), scene, first=False), scene.rules) if following else None
    return other is not None and " " in other.name and is_person(other, scene)


def email_near(text: str, end: int) -> str:
    """An address right behind a name, before the next name begins."""
    limit = min(len(text), end + _ADDRESS_REACH)
    match = _EMAIL.search(text, end, limit) if "@" in text[end:limit] else None
    if match is None:
        return ""
    between = text[end : match.start()]
    return match[0].lower() if not re.search(r";|\n|\.\s|\sand\s", between) and between.count(",") <= 2 else ""


def is_person(named: Named, scene: Scene) -> bool:
    if scene.me.is_named(named.name):
        return False
    words = set(fold(named.name).split())
    for guest, known in zip(scene.people, scene.people_words, strict=True):
        if words <= known:
            return True
        if not guest.name and names.address_fits(named.name, guest.email):
            return True
    if looks_like_person(named.name, scene.rules):
        return True
    return (
        "pl" in scene.languages and nominative(named.name, scene.rules.given_names, scene.rules.courtesy) != named.name
    )


def names_a_place(text: str, named: Named, scene: Scene) -> bool:
    """Whether a name is a business's: "Praxis Dr. Lehmann", "Boulangerie Martin", "Dr. Patel Dental"."""
    before, after = text[: named.start].rsplit(None, 1), text[named.end :].split(None, 1)
    prefixed = bool(before) and fold(before[-1]) in scene.rules.company_prefixes
    return prefixed or (bool(after) and fold(after[0].strip(",.)")) in scene.rules.company_nouns)
