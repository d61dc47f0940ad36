"""Who takes part according to the texts: "Interviewers: …", "you'll meet with …", one line per interviewer, the title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from followbot.domain import names
from followbot.domain.events.addressing import as_called, with_addresses
from followbot.domain.events.asides import in_its_place
from followbot.domain.events.cast import cast
from followbot.domain.events.inflection import bent
from followbot.domain.events.introductions import introduced
from followbot.domain.events.lexicon import Hit
from followbot.domain.events.listing import (
    Mention,
    acceptable,
    behind_titles,
    email_near,
    field_text,
    in_schedule,
    is_person,
    is_title,
    names_a_place,
    people_of,
    sentence,
    title_after,
    topic_of,
)
from followbot.domain.events.mentions import Named, is_rank, looks_like_person, name_at, names_in
from followbot.domain.events.rows import BULLET, in_rows
from followbot.domain.events.scene import Being, Scene
from followbot.domain.events.signatures import signature, signed
from followbot.domain.events.text import has_ideographs
from followbot.domain.events.titlepeople import title_people
from followbot.domain.phrases import fold

_MENTIONS_MAX = 40
_LINES_MAX = 250
_LINE_MAX = 600
_KANA = re.compile("[\u3041-\u3096]")
_FIELDS = frozenset({"interviewer_field", "contact_field", "ask_field", "fallback_field", "absent_before", "with"})
_BELOW = 3
"""Lines below a time of a schedule in which the name may stand."""
_INDENT = 4
"""Characters before a field at the beginning of a line."""
_PASSING_MAX = 40
_LEADS_ON = re.compile(r"[\s:]{1,3}(?:[\w.'’]{1,8}\s?){0,2}[^\W\d_a-zß-öø-ÿ]")
"""A space, perhaps an article or a title, and a capital: somebody may be named."""
_NOTE = 200
"""Characters of a description that is no more than a note."""
_CLAUSE = 120
"""Characters before a verb in which the names stand that do it."""
_CLAUSE_START = re.compile(r"(?<!\b[A-Z])(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)[.!?:;\n]\s*")
_CAPITAL = re.compile(r"(?<!\w)[^\W\d_]")
_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]{0,80}[)\]]")
_FROM = re.compile(
    r"^(?:from|of|von|vom|aus|de|du|des|del|della|di|da|do|van|z|ze|från|av)(?:\s\w+){1,3}$", re.IGNORECASE
)
_COMING_FROM = re.compile(
    r"(?:^|\s)(?:from|of|von|vom|aus|de|du|des|del|della|di|da|do|van|från|av|at|@)\s$", re.IGNORECASE
)
_TRAILING_MAX = 8
_ROW_MAX = 40
"""Characters of a line below "面接官：…" that names one more."""
_CLOSE = 4  # characters between a closing phrase and the name below it
_SPEAKING = 3
"""Words from which on a phrase ("you will meet with") can only be followed by people."""
_TIME = r"\d{1,2}(?:[:.h]\d{2})?\s?(?:am|pm|a\.m\.|p\.m\.|uhr|h|Uhr)?"
_SPAN = rf"{_TIME}(?:\s?(?:-|–|—|to|bis|à|a|till|~|until|do|tot|至|から)\s?{_TIME})?"
_FRAME = " *_-•#【［[<〈■●◆▼□○◇"
_FRAME_END = " *_】］]>〉"
_SCHEDULE = re.compile(
    rf"^[\W_]{{0,4}}(?:(?:mon|tue|wed|thu|fri)\w*,?\s)?{_SPAN}"
    r"(?:\s?\(?(?:(?-i:[A-Z]{2,4})\b|[A-Z][a-z]+ time)\)?)?(?=[\s:|,–—\-)\]・])",
    re.IGNORECASE,
)
_LABELLED_LINK = re.compile(r"[^:\n]{1,60}[:：]\s{0,3}https?://")
"""A line such as "Your application: https://…", which names nobody."""
_AFTER_FIELD = re.compile(r"\**\s{0,2}(?:\([^)]{0,40}\)\s{0,2})?\**[:=]\s{0,3}\**|\s{1,3}[-–—]\s")
_LINK = re.compile(
    r"(?:https?://)?(?:[a-z]{2,3}\.)?(?:www\.)?linkedin\.com/in/([\w%-]{3,80})|(?:https?://)?(?:www\.)?xing\.com/profile/([\w%-]{3,80})",
    re.IGNORECASE,
)


def mentions(scene: Scene) -> tuple[Mention, ...]:
    """Everybody the texts name, each once, in order; what different places say of one person is put together."""
    merged: dict[str, Mention] = {}
    ending = signature(scene)
    for mention in map(
        partial(as_called, scene), (*title_people(scene), *_in_body(scene, ending), *cast(scene, ending))
    ):
        if (scene.me.is_named(mention.name) or _is_greeted(mention.name, scene)) and not mention.email:
            continue
        key = _key(mention, merged, "pl" in scene.languages)
        known = merged.get(key)
        merged[key] = mention if known is None else _together(known, mention)
        if len(merged) >= _MENTIONS_MAX:
            break
    titled = [m.name for m in title_people(scene)]
    kept = (in_its_place(m, scene, ending, titled) for m in merged.values())
    return tuple(with_addresses(scene, kept))


def _is_greeted(name: str, scene: Scene) -> bool:
    """Whether an invitation begins with this name and a comma, and so with whom it is for: "Pani Agnieszko, …"."""
    invited = scene.organizer is not None and scene.organizer.being is not Being.ME
    return invited and scene.body.startswith(name) and scene.body[len(name) : len(name) + 1] in (",", "!")


def _key(mention: Mention, known: dict[str, Mention], inflected: bool) -> str:
    key = fold(mention.name)
    for other_key, other in known.items():
        if names.same_person(mention.name, other.name) or (inflected and bent(mention.name, other.name)):
            return other_key
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
        known.absent or new.absent,
        known.signed or new.signed,
        _named_vaguely(known) and _named_vaguely(new) and (known.fallback or new.fallback),
        known.passing and new.passing,
        known.staged or new.staged,
    )


def _named_vaguely(mention: Mention) -> bool:
    return mention.fallback or mention.passing


# --- body -----------------------------------------------------------------------------------------------------------


def _in_body(scene: Scene, ending: int) -> Iterator[Mention]:
    lines = _lines(scene.body)
    japanese = _KANA.search(scene.body) is not None
    fields = [h for h in scene.body_vocabulary if h.sign in _FIELDS and not (japanese and h.language == "zh")]
    section: str | None = None
    closings = [h.end for h in scene.body_vocabulary if h.sign == "closing"]
    waiting = 0
    going_on = apart = named_some = False
    yield from _before_verbs(scene)
    yield from signed(scene, lines)
    yield from _in_passing(scene, ending)
    yield from in_rows(scene, lines)
    for start, line in lines:
        hits = [h for h in fields if start <= h.start < start + len(line)]
        opened = _opens_section(hits, start, line)
        if opened is not None:
            section = opened
            apart = named_some = False
            continue
        if not line:
            section = None if section == "contact_field" else section
            apart = named_some
            continue
        if _LABELLED_LINK.match(line) and not _LINK.search(line):
            section = None
            continue
        signing = start >= ending or any(0 <= start - end <= _CLOSE for end in closings)
        found = () if signing else tuple(_in_line(scene, line, start, hits, section, apart))
        going_on = going_on and not any(h.start - start <= _INDENT for h in hits)
        if not found and going_on and len(line) <= _ROW_MAX and has_ideographs(line):
            found = tuple(replace(m, firm=True) for m in behind_titles(line, scene))
        going_on = bool(found) and (going_on or any(h.sign == "interviewer_field" for h in hits))
        if not found and waiting and not any(h.sign == "contact_field" for h in hits):
            found = tuple(_alone_on_line(scene, line)) or tuple(in_schedule(scene, line, 0))
        yield from found
        named_some = named_some or bool(found)
        waiting = _BELOW if _SCHEDULE.match(line) and not found else 0 if found else max(0, waiting - 1)
        if section is not None and not found and not BULLET.match(line) and not _SCHEDULE.match(line):
            section = None


def _in_passing(scene: Scene, ending: int) -> Iterator[Mention]:
    """Whole names behind "with", or in a note of a few words: somebody to meet where nobody is named more clearly."""
    hits = [h for h in scene.body_vocabulary if h.sign in ("with", "toward")][:_PASSING_MAX]
    for hit in hits:
        end = _before_courtesy(hit, scene)
        if _LEADS_ON.match(scene.body, end):
            people = tuple(
                people_of(
                    scene, sentence(scene.body[end : end + _CLAUSE], scene.rules.reading.abbreviations), strict=True
                )
            )
            beside_guest = any(names.same_person(p.name, g.name) for p in people for g in scene.people)
            if beside_guest or hit.sign == "with":
                said = beside_guest or (hit.sign == "with" and any(_is_new(p, scene) for p in people))
                yield from (replace(p, listed=said, firm=said, passing=not said) for p in people)
    yield from introduced(scene, ending)
    if len(scene.body) <= _NOTE:
        for named in names_in(scene.body, scene.rules):
            if is_person(named, scene) and not names_a_place(scene.body, named, scene):
                title = title_after(scene.body, named.end, scene)
                yield Mention(named.name, email_near(scene.body, named.end), title, listed=False, passing=True)


def _before_courtesy(hit: Hit, scene: Scene) -> int:
    """Where words such as "avec M." end without the form of address, which is the name's."""
    head, space, last = hit.quote.rpartition(" ")
    return hit.start + len(head) if space and fold(last) in scene.rules.courtesy else hit.end


def _is_new(person: Mention, scene: Scene) -> bool:
    """Whether a text gives somebody a title whom no guest's address is."""
    return bool(person.title) and not any(names.address_fits(person.name, g.email) for g in scene.people)


def _alone_on_line(scene: Scene, line: str) -> Iterator[Mention]:
    """The name that is all of a line right below a time of a schedule."""
    named = name_at(line, 0, scene.rules)
    if named is None or not acceptable(named, line, scene, strict=" " not in named.name):
        return
    title = title_after(line, named.end, scene)
    if named.end >= len(line.rstrip(" ,.")) or title:
        yield Mention(named.name, email_near(line, named.end), title, firm=True)


def _before_verbs(scene: Scene) -> Iterator[Mention]:
    """ "Sam and Kim will lead the interview", "Ben can't make it": the names right before such words."""
    for hit in scene.body_vocabulary:
        if hit.sign not in ("takes_part", "joins", "absent_after"):
            continue
        start = max(0, hit.start - _CLAUSE)
        before = _CLAUSE_START.split(scene.body[start : hit.start].rstrip())[-1]
        for named in _trailing(before, scene):
            if hit.sign == "absent_after":
                yield Mention(named.name, listed=False, absent=True)
            else:
                yield Mention(named.name, title=title_after(before, named.end, scene), firm=hit.sign == "takes_part")


def _trailing(clause: str, scene: Scene) -> Iterator[Named]:
    """The names that a clause ends with: "… Ayşe Demir (HR) and Mehmet Kaya"."""
    found: list[Named] = []
    position = 0
    clause = _IN_BRACKETS.sub(lambda m: " " * len(m[0]), clause)
    while (word := _CAPITAL.search(clause, position)) is not None and len(found) < _TRAILING_MAX:
        named = name_at(clause, word.start(), scene.rules)
        of_company = _COMING_FROM.search(clause[: word.start()]) is not None
        if named is not None and is_rank(clause[named.end :].lstrip().partition(" ")[0] or "-", scene.rules):
            position = max(named.end, word.end())
        elif named is not None and (of_company or is_person(named, scene) or found):
            found += [] if of_company else [named]
            position = max(named.end, word.end())
        else:
            position = word.end()
    end = len(clause.rstrip())
    if not found and (whole := name_at(clause.strip(), 0, scene.rules)) is not None:
        alone = whole.end == len(clause.strip()) and " " in whole.name  # "Pepper Potts will call you"
        if alone and acceptable(whole, clause.strip(), scene, strict=False):
            yield whole
            return
    reading = scene.rules.reading
    for named in reversed(found):
        gap = _FROM.sub("", clause[named.end : end].strip(" ,&/"))
        if gap and fold(gap) not in reading.linking | reading.after_names and not is_title(gap, scene):
            return
        yield named
        end = named.start


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
        before, after = line[: hit.start - start].strip(_FRAME), line[hit.end - start :].strip(_FRAME_END)
        spoken = hit.last - hit.first > 1 and after in (":", "：")
        if (len(before) <= 25 or spoken) and after in (":", "", "：", "s:", "(s):") and (after or not before):
            return hit.sign
    return None


def _in_line(
    scene: Scene, line: str, start: int, hits: list[Hit], section: str | None, apart: bool
) -> Iterator[Mention]:
    scheduled = _SCHEDULE.match(line)
    if scheduled:
        yield from in_schedule(scene, line, scheduled.end())
        return
    used = False
    for hit in hits:
        rest = line[hit.end - start :]
        field = _AFTER_FIELD.match(rest)
        if hit.sign != "absent_before" and _is_later(scene, start, hit):
            continue
        if hit.sign == "with" and not (field and ":" in field[0] and hit.start - start <= _INDENT):
            continue
        people = tuple(
            people_of(
                scene,
                field_text(rest[field.end() :]) if field else sentence(rest, scene.rules.reading.abbreviations),
                strict=not field and hit.last - hit.first < _SPEAKING and hit.sign != "absent_before",
            )
        )
        if not field and hit.sign == "interviewer_field":
            people = max(
                people, _further_on(scene, sentence(rest, scene.rules.reading.abbreviations), hits, hit.end), key=len
            )
        if people:
            used = True
            people = people[:1] if hit.sign == "ask_field" else people
            yield from (_as_said(p, hit.sign, _adds(scene, start, hit)) for p in people)
    if used:
        return
    bullet = BULLET.match(line)
    if section is not None:
        listed = section == "interviewer_field"
        yield from (
            replace(p, listed=listed, firm=listed)
            for p in people_of(scene, line[bullet.end() :] if bullet else line, strict=apart)
        )
    else:
        yield from _described(scene, line[bullet.end() :] if bullet else line)


def _is_later(scene: Scene, line_start: int, hit: Hit) -> bool:
    """Whether a sentence speaks of a talk to come after this one: "before we have you in to meet Jim"."""
    begin = max(line_start, scene.body.rfind(". ", line_start, hit.start) + 1)
    return any(h.sign == "later" and begin <= h.start <= hit.start for h in scene.body_vocabulary)


def _further_on(scene: Scene, clause: str, hits: list[Hit], place: int) -> tuple[Mention, ...]:
    """The people of a sentence whose names do not follow its verb at once: "nehmen von uns Herr Nübel und Frau Ahrens teil"."""
    others = [h.start - place for h in hits if h.start > place and h.sign not in ("interviewer_field", "with")]
    for named in names_in(clause[: min([*others, _CLAUSE])], scene.rules, limit=3):
        if is_person(named, scene) and not names_a_place(clause, named, scene):
            return tuple(people_of(scene, clause[named.start :], strict=True))
    return ()


def _adds(scene: Scene, line_start: int, hit: Hit) -> bool:
    """Whether a phrase names somebody besides the writer: "you'll also meet Sam"."""
    clause = max(line_start, hit.start - _CLAUSE)
    return any(h.sign == "also" and clause <= h.start < hit.end for h in scene.body_vocabulary)


def _as_said(person: Mention, sign: str, adds: bool) -> Mention:
    """A person behind a field or a phrase, with what that makes of them."""
    if sign == "absent_before":
        return replace(person, listed=False, absent=True)
    if sign in ("ask_field", "fallback_field"):
        return replace(person, listed=sign == "ask_field" and bool(person.title), fallback=True)
    listed = sign in ("interviewer_field", "with")
    return replace(person, listed=listed, firm=listed and not adds)


def _described(scene: Scene, line: str) -> Iterator[Mention]:
    """A line that begins with a name and goes on with a title, or that links a profile."""
    named = name_at(line, 0, scene.rules)
    if named is None or (" " not in named.name and not looks_like_person(named.name, scene.rules)):
        return
    title = title_after(line, named.end, scene)
    profile = _LINK.search(line)
    if (title or profile) and acceptable(named, line, scene, strict=" " not in named.name):
        yield Mention(named.name, email_near(line, named.end), title)


def schedule_topics(scene: Scene) -> tuple[str, ...]:
    """What the lines of a schedule are about, with or without a name."""
    found = []
    for _, line in _lines(scene.body):
        scheduled = _SCHEDULE.match(line)
        if scheduled:
            rest = line[scheduled.end() :].strip(" :|-–—,・)]")
            people = list(names_in(rest, scene.rules))
            found.append(topic_of(rest, people[0].start if people else len(rest), people[-1].end if people else 0))
    return tuple(t for t in found if t)
