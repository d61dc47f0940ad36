"""The company that a title names: behind "@" or "at", or what is left when stages, positions and people are taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from followbot.domain.events import title as titles
from followbot.domain.events.lexicon import Hit, split
from followbot.domain.events.mentions import looks_like_person
from followbot.domain.events.parties import Sides
from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.scene import Scene
from followbot.domain.events.text import TOKEN, Words, has_ideographs
from followbot.domain.events.title import Segment
from followbot.domain.phrases import fold

_CLOSE = 3
_PAIR = 2
_LED = 3
"""Characters of a Chinese name from which on a verb before it is told apart."""
"""Characters between two words of one name."""
_BRIDGE = 3
_HOUSE_WORDS = 7
_CASE = re.compile(r"['’]n?[dtyln][aeıiuü][nr]?$")
_LOCATED = re.compile(r"((?:[^\W\d_a-zß-öø-ÿ][\w&.-]*\s?){1,4})['’][dt][ea]\b")
"""A Turkish name in the locative: "Güneş Tekstil'de" is at Güneş Tekstil."""
_FORM = re.compile(r",? ([A-Z][\w.]{1,6}?)\.*$")
_STAGE = 2.0
"""The weight from which on a word of a title names a stage, and no company."""
_LEADING = frozenset({"casual", "talk", "maybe_trial", "contract"})
"""What a title begins with before a name, and what may stand in one: "Blue Bottle Coffee"."""
_STOPPING = frozenset({"with", "at", "for", "ask_field", "talk_to"})
_TIME = re.compile(r"\d{1,2}(?:am|pm|h|uhr)?\d{0,2}")
_NICKNAME = re.compile("[老小阿](.)")
ASIAN_COMPANY = re.compile(
    r"(?:株式会社|合同会社|有限会社)\s?[^\s、。,|:/()「」【】・\[\]<>\-–様のと]{1,20}"
    r"|[^\s、。,，|｜:：/()（）「」【】・\[\]<>\-–由的与和在是您我你来自为于到将请贵敝本の加聘过]{1,20}(?:株式会社|合同会社|有限公司|科技|集团|集團|股份)"
)
NAME_MAX = 60


def explicit_company(scene: Scene) -> str | None:
    """The company behind "@", "at", "bei", "chez" in the title, or beside 株式会社 and its like."""
    asian = ASIAN_COMPANY.search(scene.title) if has_ideographs(scene.title) else None
    if asian:
        return asian[0].strip()
    parts = titles.segments(scene.title)
    shown = _behind_sign(parts, scene) or next(
        (h for i, p in enumerate(parts) if (h := _house(p, scene) or _incorporated(parts, i, scene))), ""
    )
    return shown or _behind_at(parts, scene)


def _behind_sign(parts: tuple[Segment, ...], scene: Scene) -> str:
    return next((name for p in parts if p.before == "@" and (name := trimmed(p.text, scene))), "")


def _behind_at(parts: tuple[Segment, ...], scene: Scene) -> str | None:
    """The company behind a word such as "at", with its other half: "Brook & Vine"."""
    for hit in scene.title_vocabulary:
        if hit.sign != "at":
            continue
        index = next((i for i, p in enumerate(parts) if p.holds(hit)), None)
        end = hit.end if index is None else parts[index].end
        if _within_name(hit.start, hit.quote, scene):
            continue
        name = trimmed(scene.title[hit.end : end], scene)
        if name and fold(scene.title[hit.end : end].split()[0]).rstrip(".") in scene.rules.courtesy:
            continue  # "bei Frau Jost"
        following = parts[index + 1] if index is not None and index + 1 < len(parts) else None
        if name and following is not None and following.before == "&" and scene.title[:end].endswith(name):
            partner = trimmed(following.text, scene)
            return scene.title[end - len(name) : following.start + len(partner)] if partner else name
        if name:
            return name
    located = _LOCATED.search(scene.title) if "tr" in scene.languages else None
    return trimmed(located[1], scene) or None if located else None


def _house(part: Segment, scene: Scene) -> str:
    """A part of the title that is the name of a house from its kind on: "Szpital Miejski w Tarnowicach"; else ""."""
    people = (h for h in scene.title_vocabulary if h.sign == "with" and part.holds(h) and fold(h.quote) != "w")
    end = min((h.start for h in people), default=part.end)
    words = scene.title[part.start : end].split()
    if not 1 < len(words) <= _HOUSE_WORDS or not words[0][:1].isupper() or has_ideographs(part.text):
        return ""
    if fold(words[0]) not in scene.rules.company_prefixes or not any(w[:1].isupper() for w in words[1:]):
        return ""
    staged = [h for hits in scene.title_hits.values() for h in hits if part.holds(h)]
    staged = [h for h in staged if h.last - h.first > 1 or h.start > part.start]
    roles = any(h.sign in ("role", "for") and part.holds(h) for h in scene.title_vocabulary)
    return "" if staged or roles else scene.title[part.start : end].strip()


def _incorporated(parts: tuple[Segment, ...], index: int, scene: Scene) -> str:
    """A part of the title that a legal form ends, with its other half: "Textiles Andahuasi S.A.C.", "Tarn & Hewitt LLP"."""
    part = parts[index]
    form = _FORM.search(part.text + ".") if part.text.count(" ") else None
    if form is None or fold(form[1]).replace(".", "") not in scene.rules.legal_forms or form[1] in ("Group", "Holding"):
        return ""
    name = trimmed(part.text[: form.start()], scene)
    half = trimmed(parts[index - 1].text, scene) if index and part.before == "&" and part.text.startswith(name) else ""
    return f"{half} & {name}" if half and parts[index - 1].text.endswith(half) else name


def _within_name(start: int, word: str, scene: Scene) -> bool:
    """Whether a preposition stands inside a name: "Kwiaty u Basi"."""
    before = scene.title[:start].split()
    return (
        fold(word) in scene.rules.reading.name_particles
        and bool(before)
        and before[-1][:1].isupper()
        and bool(trimmed(before[-1], scene))
        and not looks_like_person(before[-1], scene.rules)
        and not scene.me.is_named(before[-1])
    )


def _has_role(part: Segment, scene: Scene) -> bool:
    """Whether a part of the title names a position: a company is sooner in another part."""
    return any(h.sign == "role" and part.holds(h) for h in scene.title_vocabulary)


def _is_somebody(text: str, scene: Scene, sides: Sides) -> bool:
    nickname = _NICKNAME.fullmatch(text)
    if nickname and nickname[1] in scene.rules.chinese_family_names:
        return True
    if scene.me.is_named(text) or looks_like_person(text, scene.rules):
        return True
    words = fold(text).split()
    if any(set(words) <= set(fold(m.name).split()) for m in sides.mentions):
        return True
    return any(set(words) <= set(fold(g.name).split()) for g in scene.people if g.name)


def trimmed(text: str, scene: Scene) -> str:
    """A segment without the words of the vocabulary: "Acme onsite interview" → "Acme", "Senior Engineer" → ""."""
    cut = split(text)
    known = [
        is_known(token, scene) and not (token in scene.rules.company_prefixes and text[start].isupper())
        for token, (start, _) in zip(cut.tokens, cut.spans, strict=True)
    ]
    stages = scene.rules.title.hits(cut, scene.languages)
    for hit in (*stages, *scene.rules.words.hits(cut, scene.languages)):
        if hit.sign in _STOPPING or _names_stage(hit, text, scene):
            for index in range(hit.first, hit.last):
                house = index > hit.first and cut.tokens[index] in scene.rules.company_prefixes
                known[index] = not (house and text[cut.spans[index][0]].isupper())
    _bridge(cut, known, scene)
    _continue(cut, known, scene)
    pieces = [
        p
        for p in map(_from_capital, _runs(cut, known, scene))
        if len(p) > 1 and not _is_generic(p, scene) and _begins_like_name(p)
    ]
    name = max(pieces, key=len, default="")[:NAME_MAX].strip(" -–:,&.'’")
    name = _CASE.sub("", name) if "tr" in scene.languages else name
    return name[1:] if len(name) > _LED and name[0] in scene.rules.reading.going else name


def _names_stage(hit: Hit, text: str, scene: Scene) -> bool:
    """Whether words are no part of a company's name: a stage; in Japanese and Chinese whatever begins a word."""
    sign = scene.rules.signs.get(f"title.{hit.sign}")
    if not has_ideographs(hit.quote):
        leading = hit.first == 0 and hit.sign in _LEADING
        return sign is not None and (sign.job >= _STAGE or leading)
    within = has_ideographs(text[max(0, hit.start - 1) : hit.start])
    return not (within and sign is not None and sign.job < 0)


def _bridge(cut: Words, known: list[bool], scene: Scene) -> None:
    """Small words between two parts of one name belong to it: "Bakkerij aan de Vecht", "Kwiaty u Basi"."""
    for index in range(1, len(known)):
        if not known[index] or known[index - 1] or not cut.text[slice(*cut.spans[index])].islower():
            continue
        end = index
        while end < len(known) and known[end] and cut.text[cut.spans[end][0]].islower() and end - index < _BRIDGE:
            end += 1
        solid = end < len(known) and not known[end] and cut.text[cut.spans[end][0]].isupper()
        words = cut.tokens[index:end]
        between = cut.text[cut.spans[index - 1][1] : cut.spans[min(end, len(known) - 1)][0]]
        if solid and all(w in scene.rules.reading.name_particles for w in words) and not re.search(r"[^\w\s]", between):
            known[index:end] = [False] * (end - index)


def _continue(cut: Words, known: list[bool], scene: Scene) -> None:
    """A capitalised small word right behind a name belongs to it ("Pão Nosso"), and の between the characters of one."""
    for index in range(1, len(known)):
        word, gap = cut.text[slice(*cut.spans[index])], cut.spans[index][0] - cut.spans[index - 1][1]
        small = cut.tokens[index] in scene.rules.filler and cut.tokens[index] not in scene.rules.not_names
        foreign = small and "en" in scene.languages and cut.tokens[index] not in scene.rules.filler_in["en"]
        foreign = foreign or (small and has_ideographs(cut.text))
        if known[index] and not known[index - 1] and gap == 1 and word[:1].isupper() and foreign:
            known[index] = False
        inner = index + 1 < len(known) and not known[index - 1] and not known[index + 1]
        if word == "の" and inner and cut.spans[index + 1][0] - cut.spans[index - 1][1] == 1:
            known[index] = False


def _runs(cut: Words, known: list[bool], scene: Scene) -> Iterator[str]:
    """Stretches of words that stand side by side and are not known."""
    start: int | None = None
    for index in range(len(known) + 1):
        apart = index == len(known) or known[index]
        gap = cut.spans[index][0] - cut.spans[index - 1][1] if start is not None and not apart and index > start else 0
        far = gap > _CLOSE or (gap > 0 and has_ideographs(cut.tokens[index]) and has_ideographs(cut.tokens[index - 1]))
        if start is not None and (apart or far):
            yield cut.text[cut.spans[_with_article(cut, start, scene)][0] : cut.spans[index - 1][1]]
            start = None
        if not apart and start is None:
            start = index


def _from_capital(text: str) -> str:
    """A stretch of words from its first capital on: "kawiarni Ziarno" → "Ziarno"."""
    words = text.split(" ")
    first = next((i for i, w in enumerate(words) if not w[:1].islower()), 0)
    return " ".join(words[first:])


def _with_article(cut: Words, start: int, scene: Scene) -> int:
    """The index of a capitalised article right before a name: "Le Zinc", "St. Brannoc"."""
    saint = start > 0 and cut.tokens[start - 1] in ("st", "ste") and cut.text[cut.spans[start - 1][0]].isupper()
    if saint and cut.text[cut.spans[start - 1][1] : cut.spans[start][0]] in (". ", " "):
        return start - 1
    article = start > 0 and cut.tokens[start - 1] in scene.rules.reading.name_articles
    if not article or cut.spans[start][0] - cut.spans[start - 1][1] != 1:
        return start
    all_of_it = start == 1 and len(cut.tokens) == _PAIR
    return start - 1 if cut.text[cut.spans[start - 1][0]].isupper() and (start > 1 or all_of_it) else start


def _begins_like_name(text: str) -> bool:
    if not any(c.isalpha() for c in text):
        return False
    return text[:1].isupper() or text[:1].isdigit() or not text[:1].isascii() or _brandlike(text)


def _is_generic(text: str, scene: Scene) -> bool:
    """Whether every word can stand in many companies' names: "Coffee", "Data Systems"."""
    return all(
        fold(w[0]) in scene.rules.company_nouns or fold(w[0]) in scene.rules.not_names for w in TOKEN.finditer(text)
    )


def _brandlike(text: str) -> bool:
    """Small letters can be a brand ("trivago", "n8n") only when they are one word and not of the language."""
    return " " not in text and any(c.isupper() or c.isdigit() for c in text)


def is_known(word: str, scene: Scene) -> bool:
    """Whether a word, folded or not, is a usual one and no name."""
    return is_common(word, scene.rules)


def is_common(word: str, rules: DetectionRules) -> bool:
    """As `is_known`, for who has no scene."""
    folded = fold(word)
    return (
        (folded in rules.not_names and folded not in rules.company_nouns)
        or _TIME.fullmatch(folded) is not None
        or folded in rules.filler
    )
