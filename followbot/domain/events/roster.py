"""Who takes part according to the texts: "Interviewers: …", "you'll meet with …", one line per interviewer, the title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from followbot.domain.events import title as titles
from followbot.domain.events.lexicon import Hit, split
from followbot.domain.events.mentions import EAST_ASIAN_NAME, ORGANISATION, Named, looks_like_person, name_at, names_in
from followbot.domain.events.scene import Scene
from followbot.domain.events.text import has_ideographs
from followbot.domain.phrases import fold

_MENTIONS_MAX = 40
_LINES_MAX = 250
_LINE_MAX = 600
_SPEAKING = 3
"""Words from which on a phrase ("you will meet with") can only be followed by people."""
_EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_FULL_KANJI = re.compile(
    "(?<![\u3400-\u9fff々])[\u3400-\u9fff々]{1,3}[ \u3000][\u3400-\u9fff々\u3041-\u3096\u30a1-\u30ff]{1,3}(?![\u3400-\u9fff々])"
)
_TIME = r"\d{1,2}(?:[:.h]\d{2})?\s?(?:am|pm|a\.m\.|p\.m\.|uhr|h|Uhr)?"
_SPAN = rf"{_TIME}(?:\s?(?:-|–|—|to|bis|à|a|till|~|until|do|tot|至|から)\s?{_TIME})?"
_SCHEDULE = re.compile(
    rf"^[\W_]{{0,4}}(?:(?:mon|tue|wed|thu|fri)\w*,?\s)?{_SPAN}"
    r"(?:\s?\(?(?:[A-Z]{2,4}|[A-Z][a-z]+ time)\)?)?(?=[\s:|,–—\-)\]・])",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^[\s>*•·–—▪◦●○\-]{1,6}|^\s?\d{1,2}[.)]\s|^[①-⑳]")
_AFTER_FIELD = re.compile(r"\**\s{0,2}(?:\([^)]{0,40}\)\s{0,2})?\**[:=]\s{0,3}\**|\s{1,3}[-–—]\s")
_AND = r"and|und|et|y|e|i|en|och|ve|&|\+|sowie|as well as|plus|oraz|ile|hem"
_SPLIT = re.compile(
    rf"\s*(?:;|\n|、|・(?=\S)|/(?=\s)|\s/|\s\|\s|,\s?|\s(?:{_AND})\s|と(?=[\u3400-\u9fff])|和(?=[\u3400-\u9fff])|及)\s*"
)
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!Prof)(?<!\bdr)\.(?:\s|$)|[!?。！？\n]"
)
_INTERLUDE = re.compile(r"\s{0,2}(?:[(\[（]([^()\[\]]{1,120})[)\]）]|<([^<>\s]{3,120})>)")
_OUR = r"our|the|who is|unser\w*|notre|nuestr[oa]|noss[oa]|nostr[oa]|onze|nasz\w*|vår"
_TITLE_SEP = re.compile(rf"\s{{0,2}}(?:[-–—:|,]|(?:,\s)?(?:{_OUR}))\s+", re.IGNORECASE)
_LINK = re.compile(
    r"(?:https?://)?(?:[a-z]{2,3}\.)?(?:www\.)?linkedin\.com/in/([\w%-]{3,80})|(?:https?://)?(?:www\.)?xing\.com/profile/([\w%-]{3,80})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody named in a text. `listed` means as taking part; otherwise as somebody to ask or who arranged it."""

    name: str
    email: str = ""
    title: str = ""
    covers: str = ""
    listed: bool = True
    firm: bool = False
    """Whether it stands in a list of interviewers, and not only behind "with"."""


def mentions(scene: Scene) -> tuple[Mention, ...]:
    """Everybody the texts name, each once, in order; what different places say of one person is put together."""
    merged: dict[str, Mention] = {}
    for mention in (*_in_title(scene), *_in_body(scene)):
        if scene.me.is_named(mention.name) and not mention.email:
            continue
        key = _key(mention, merged)
        known = merged.get(key)
        merged[key] = mention if known is None else _together(known, mention)
        if len(merged) >= _MENTIONS_MAX:
            break
    return tuple(merged.values())


def _key(mention: Mention, known: dict[str, Mention]) -> str:
    key = fold(mention.name)
    for other_key, other in known.items():
        words, others = key.split(), other_key.split()
        if words and (
            words == others or (len(words) == 1 and words[0] in others) or (len(others) == 1 and others[0] in words)
        ):
            return other_key
        if mention.email and mention.email == other.email:
            return other_key
    return key


def _together(known: Mention, new: Mention) -> Mention:
    return Mention(
        max(known.name, new.name, key=len),
        known.email or new.email,
        known.title or new.title,
        known.covers or new.covers,
        known.listed or new.listed,
        known.firm or new.firm,
    )


# --- title ----------------------------------------------------------------------------------------------------------


def _in_title(scene: Scene) -> Iterator[Mention]:
    for hit in scene.title_vocabulary:
        if hit.sign in ("with", "interviewer_field"):
            end = next((p.end for p in titles.segments(scene.title) if p.holds(hit)), len(scene.title))
            for person in _people(scene, scene.title[hit.end : end], strict=True):
                yield replace(person, title=_bracket(scene.title, end))
    for found in EAST_ASIAN_NAME.finditer(scene.title):
        if not ORGANISATION.search(found["name"]) and not scene.me.is_named(found["name"]):
            yield Mention(found["name"].strip())
    for part in titles.segments(scene.title):
        for named in names_in(part.text, scene.rules, limit=3):
            if _is_person(named, scene) and not _names_a_place(part.text, named, scene):
                yield Mention(named.name)
        single = name_at(part.text, 0, scene.rules)
        if single is not None and single.name == part.text and _is_person(single, scene):
            yield Mention(single.name)


def _is_person(named: Named, scene: Scene) -> bool:
    if scene.me.is_named(named.name):
        return False
    words = set(fold(named.name).split())
    if any(words <= set(fold(g.name).replace(",", " ").split()) for g in scene.people):
        return True
    return looks_like_person(named.name, scene.rules)


def _names_a_place(text: str, named: Named, scene: Scene) -> bool:
    """Whether a name is a business's: "Praxis Dr. Lehmann", "Boulangerie Martin", "Dr. Patel Dental"."""
    before, after = text[: named.start].split(), text[named.end :].split()
    prefixed = bool(before) and fold(before[-1]) in scene.rules.company_prefixes
    return prefixed or (bool(after) and fold(after[0].strip(",.)")) in scene.rules.company_nouns)


def _bracket(text: str, position: int) -> str:
    match = _INTERLUDE.match(text, position)
    return match[1].strip() if match and match[1] else ""


# --- body -----------------------------------------------------------------------------------------------------------


def _in_body(scene: Scene) -> Iterator[Mention]:
    lines = _lines(scene.body)
    fields = [h for h in scene.body_vocabulary if h.sign in ("interviewer_field", "contact_field")]
    section: str | None = None
    yield from _taking_part(scene)
    for start, line in lines:
        hits = [h for h in fields if start <= h.start < start + len(line)]
        opened = _opens_section(hits, start, line)
        if opened is not None:
            section = opened
            continue
        if not line:
            section = None if section == "contact_field" else section
            continue
        found = tuple(_in_line(scene, line, start, hits, section))
        yield from found
        if section is not None and not found and not _BULLET.match(line) and not _SCHEDULE.match(line):
            section = None


def _taking_part(scene: Scene) -> Iterator[Mention]:
    """ "Sam will lead the interview": the name right before such words."""
    for hit in scene.body_vocabulary:
        if hit.sign != "takes_part":
            continue
        start = max(0, hit.start - 60)
        before = re.split(r"[.!?:;\n]\s*|,\s", scene.body[start : hit.start].rstrip())[-1]
        for word in re.finditer(r"(?<!\w)[^\W\d_]", before):
            named = name_at(before, word.start(), scene.rules)
            if named is not None and named.end >= len(before.rstrip()) - 1 and _is_person(named, scene):
                yield Mention(named.name, firm=True)
                break


def _lines(body: str) -> list[tuple[int, str]]:
    found = []
    position = 0
    for line in body.split("\n")[:_LINES_MAX]:
        found.append((position, line[:_LINE_MAX]))
        position += len(line) + 1
    return found


def _opens_section(hits: list[Hit], start: int, line: str) -> str | None:
    """The field that a line such as "Your interviewers:" opens, None for any other line."""
    for hit in hits:
        before, after = line[: hit.start - start].strip(" *_-•#"), line[hit.end - start :].strip(" *_")
        if len(before) <= 25 and after in (":", "", "：", "s:", "(s):") and (after or not before):
            return hit.sign
    return None


def _in_line(scene: Scene, line: str, start: int, hits: list[Hit], section: str | None) -> Iterator[Mention]:
    scheduled = _SCHEDULE.match(line)
    if scheduled:
        yield from _scheduled(scene, line, scheduled.end())
        return
    used = False
    for hit in hits:
        rest = line[hit.end - start :]
        field = _AFTER_FIELD.match(rest)
        people = tuple(
            _people(
                scene,
                rest[field.end() :] if field else _sentence(rest),
                strict=not field and hit.last - hit.first < _SPEAKING,
            )
        )
        if people:
            used = True
            listed = hit.sign == "interviewer_field"
            yield from (replace(p, listed=listed, firm=listed) for p in people)
    if used:
        return
    bullet = _BULLET.match(line)
    if section is not None:
        listed = section == "interviewer_field"
        yield from (
            replace(p, listed=listed, firm=listed)
            for p in _people(scene, line[bullet.end() :] if bullet else line, strict=False)
        )
    else:
        yield from _described(scene, line[bullet.end() :] if bullet else line)


def _sentence(text: str) -> str:
    return _SENTENCE_END.split(text, maxsplit=1)[0]


def _scheduled(scene: Scene, line: str, end: int) -> Iterator[Mention]:
    """A line of a schedule: "10:00-10:45 System design with Priya Patel (Staff Engineer)"."""
    rest = line[end:].strip(" :|-–—,・)]")
    found = [n for n in names_in(rest, scene.rules) if not scene.me.is_named(n.name)]
    for hit in scene.rules.words.hits(split(rest)):
        if hit.sign == "with":
            single = name_at(rest, hit.end, scene.rules)
            if single is not None and not any(single.start < n.end and n.start < single.end for n in found):
                found.append(single)
    if not found:
        found = list(_east_asian(rest, scene))
    first = min((n.start for n in found), default=0)
    topic = _topic(rest, first, max((n.end for n in found), default=0))
    for named in found:
        yield Mention(named.name, _email_after(rest, named.end), _title_after(rest, named.end, scene), topic, firm=True)


def _east_asian(text: str, scene: Scene) -> Iterator[Named]:
    for piece in re.finditer(r"[^\s|:/,()・\-–]+(?: [\u3400-\u9fff]{1,4})?", text):
        named = name_at(text, piece.start(), scene.rules)
        if named is not None and looks_like_person(text[named.start : named.end + 3], scene.rules):
            yield named


def _topic(rest: str, first: int, last: int) -> str:
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


def _title_after(text: str, end: int, scene: Scene) -> str:
    inside = _INTERLUDE.match(text, end)
    if inside and inside[1] and "@" not in inside[1] and "/" not in inside[1]:
        return inside[1].strip()
    separated = _TITLE_SEP.match(text, inside.end() if inside else end)
    if separated is None:
        return ""
    piece = re.split(
        r"\s[-–—|]\s|;|\.\s|\n|,\s(?=[A-Z][a-z]+ [A-Z])|\s(?:and|und|et|y|e|i)\s|\bwill\b|[(<]",
        text[separated.end() :],
        maxsplit=1,
    )[0].strip(" ,.:")
    return piece if piece and _is_title(piece, scene) and len(piece) <= 80 else ""


def _is_title(text: str, scene: Scene) -> bool:
    return any(h.sign == "role" or h.sign.startswith("title_") for h in scene.rules.words.hits(split(text[:120])))


def _people(scene: Scene, text: str, strict: bool) -> Iterator[Mention]:
    """The people of a list: names with titles, addresses or links in brackets or behind commas.

    `strict` is for running text, where a single word is a name only if it is known as one.
    """
    position = 0
    current: Mention | None = None
    text = text[:600]
    while position < len(text):
        lead = re.match(
            r"[\s,;:*•·\-–—|/&]*(?:(?:and|und|et|y|e|i|och|ve|as well as|both|our|the|unser\w*|notre|sowie|oraz)\s+)?",
            text[position:],
        )
        position += lead.end() if lead else 0
        named = name_at(text, position, scene.rules)
        if named is not None and _acceptable(named, text, scene, strict and current is None):
            if current is not None:
                yield current
            current = Mention(named.name, _email_near(text, named.end), _title_after(text, named.end, scene))
            position = named.end
        elif current is None and has_ideographs(text[position : position + 20]):
            yield from _behind_titles(text[position:], scene)
            return
        elif current is None and not _leads_to_name(text, position, scene):
            return
        following = _SPLIT.search(text, _skip_brackets(text, position))
        if following is None:
            break
        position = max(following.end(), position + 1)
    if current is not None:
        yield current


def _behind_titles(text: str, scene: Scene) -> Iterator[Mention]:
    """Names that follow a department or a title without a mark between: "開発部マネージャー 高橋 健"."""
    for piece in re.split(r"[、,・/()\n]|(?<=[\u3400-\u9fff])と(?=[\u3400-\u9fff])", text[:200]):
        found = next((m for m in _FULL_KANJI.finditer(piece) if not ORGANISATION.search(m[0])), None)
        if found and not scene.me.is_named(found[0]):
            yield Mention(found[0], title=piece[: found.start()].strip())


def _leads_to_name(text: str, position: int, scene: Scene) -> bool:
    """Whether a title stands before the first name: "our VP Engineering, Sarah Chen"."""
    piece = _SPLIT.split(text[position : position + 60], maxsplit=1)[0]
    return _is_title(piece, scene)


def _skip_brackets(text: str, position: int) -> int:
    match = _INTERLUDE.match(text, position)
    return match.end() if match else position


def _acceptable(named: Named, text: str, scene: Scene, strict: bool) -> bool:
    if scene.me.is_named(named.name) or _names_a_place(text, named, scene):
        return False
    if looks_like_person(named.name, scene.rules) or _is_person(named, scene):
        return True
    words = [w for w in named.name.split() if len(w) > 1]
    if strict or any(fold(w) in scene.rules.company_nouns for w in words):
        return False
    after = text[named.end : named.end + 3].strip()
    if has_ideographs(named.name):
        return not has_ideographs(text[named.end : named.end + 1])
    if _is_title(text[named.start : named.end + 25].split(",")[0].split("(")[0], scene):
        return False
    return len(words) >= 2 or not after or after[0] in "(,;<-–—&|/"


def _email_near(text: str, end: int) -> str:
    """An address right behind a name, before the next name begins."""
    match = _EMAIL.search(text, end, min(len(text), end + 90))
    if match is None:
        return ""
    between = text[end : match.start()]
    return match[0].lower() if not re.search(r";|\n|\.\s|\sand\s", between) and between.count(",") <= 1 else ""


def _described(scene: Scene, line: str) -> Iterator[Mention]:
    """A line that begins with a name and goes on with a title, or that links a profile."""
    named = name_at(line, 0, scene.rules)
    if named is None or (" " not in named.name and not looks_like_person(named.name, scene.rules)):
        return
    title = _title_after(line, named.end, scene)
    profile = _LINK.search(line)
    if (title or profile) and _acceptable(named, line, scene, strict=" " not in named.name):
        yield Mention(named.name, _email_near(line, named.end), title)


def schedule_topics(scene: Scene) -> tuple[str, ...]:
    """What the lines of a schedule are about, with or without a name."""
    found = []
    for _, line in _lines(scene.body):
        scheduled = _SCHEDULE.match(line)
        if scheduled:
            rest = line[scheduled.end() :].strip(" :|-–—,・)]")
            people = list(names_in(rest, scene.rules))
            found.append(_topic(rest, people[0].start if people else len(rest), people[-1].end if people else 0))
    return tuple(t for t in found if t)
