"""The evidence of an event, from its words, its people, its links and its form."""

from __future__ import annotations

import re
from datetime import timedelta

from followbot.domain.events import contexts, parties, shapes
from followbot.domain.events import title as titles
from followbot.domain.events.houses import houses
from followbot.domain.events.labels import find_label, squashed_label
from followbot.domain.events.lexicon import Hit, split
from followbot.domain.events.marks import Marks
from followbot.domain.events.parties import Sides
from followbot.domain.events.scene import Scene
from followbot.domain.events.settings import DetectionSettings
from followbot.domain.events.systems import globs
from followbot.domain.events.text import has_ideographs
from followbot.domain.events.title import Segment
from followbot.domain.events.titled import company_of_title, explicit_company, is_known
from followbot.domain.events.titlepeople import title_people
from followbot.domain.grouping import company_key
from followbot.domain.model import Event, EventStatus, Response
from followbot.domain.phrases import fold

_FIRM = frozenset(
    {
        "screen",
        "interview",
        "client_interview",
        "technical",
        "hiring_manager",
        "recruiter",
        "offer",
        "contract",
        "trial",
        "work_trial",
        "assessment",
        "final",
        "panel",
    }
)
_ABOUT_A_JOB = ("applicant", "role_talk", "position")
_TRAILING = frozenset(
    {"errand", "fair", "other_interview", "preparation", "off", "hold", "reminder", "deadline", "hiring_side"}
)
"""What can follow an interview's name without a separator: "Interview Vorbereitung", "mülakat hazırlığı"."""
_IN_POSITIONS = frozenset({"other_interview", "internal", "sales", "private", "finance", "school", "travel"})
_IN_POSITIONS |= {"fair", "hold", "alone", "platform", "preparation"}
_NAMES_TOO = frozenset({"internal", "sales", "private"})
"""Whose words, standing alone beside an interview, are companies: "Interview - Sprint"."""
_VAGUE = ("final", "stage", "intro", "exercise", "visit", "assessment", "position", "screening")
_BESIDE = 2
_FIRST = 6
"""Lines of a description in which a booking page names the kind of appointment."""
_LINK = re.compile(r"https?://\S+")
_WORD_OF_CHARACTERS = 4
_SAYS_LITTLE_NAMES = """
body.prospect body.welcome people.company shape.greeting shape.me_and_other shape.at_company shape.company
title.intro title.second title.talk title.casual
"""
_SAYS_LITTLE = frozenset(_SAYS_LITTLE_NAMES.split())
_CLOCK = re.compile(r"(?:\bat |@ ?|um |à |a las |alle )?\b\d{1,2}(?:[:.h]\d{0,2})? ?(?:am|pm|uhr|h)?\b", re.IGNORECASE)
_NAME_REACH = 60
_COMPOUND = re.compile(r"-[^\W\d_a-zß-öø-ÿ]")
_NAMED_AT_ONCE = re.compile(r" [^\W\d_a-zß-öø-ÿ]")
_NAMED_LATER = re.compile(r"(?: [a-zß-öø-ÿ]+){0,2} [^\W\d_a-zß-öø-ÿ]")
"""A name behind at most two words that describe: "clínica dentária Sorriso"."""
_PLACE_MAX = 200
_SHORTEST_TOPIC = 4
_STAGE_TITLES = frozenset({"title.interview", "title.screening"})
_SAYS_SOMETHING = 3
"""Words from which on a description says something beside its links."""
_LONG = timedelta(hours=26)
_MEETING_TYPES = frozenset({"default", "", "fromgmail"})


def collect(scene: Scene, sides: Sides) -> Marks:
    """Every sign that the event shows."""
    marks = Marks(scene.rules)
    for step in (words_of_title, words_of_body, words_of_place, form, parties.systems, parties.files):
        step(scene, marks)
    for with_sides in (parties.people, parties.candidate, shapes.positions):
        with_sides(scene, marks, sides)
    everyday_work_of_others(marks, sides)
    company_in_title(scene, marks, sides)
    agency_in_title(scene, marks)
    nobody(scene, marks, sides)
    person_in_title(scene, marks)
    contexts.together(scene, marks, sides)
    silence(scene, marks, sides)
    contexts.weigh(scene, marks, sides)
    by_configuration(scene, marks, sides.settings)
    return marks


def words_of_title(scene: Scene, marks: Marks) -> None:
    """What the title says. A single word speaks against an interview only where it leads the title or stands alone."""
    hits = scene.title_hits
    parts = titles.segments(scene.title)
    for sign, found in hits.items():
        name = f"title.{sign}"
        if scene.rules.signs[name].job >= 0:
            marks.add(name, found[0].quote)
            continue
        counting = next((h for h in found if _counts_against(h, scene, parts)), None)
        if counting is not None:
            marks.add(name, counting.quote)
        elif found[0].last - found[0].first > 1:
            _stages_before(found[0], scene, marks)


def _stages_before(hit: Hit, scene: Scene, marks: Marks) -> None:
    """What the words before a business's name say by themselves: "entretien" of "entretien Vélo-Cité"."""
    for inner in scene.rules.title.hits(split(hit.quote.rpartition(" ")[0]), scene.languages):
        name = f"title.{inner.sign}"
        if scene.rules.signs[name].job > 0:
            marks.add(name, inner.quote)


def _counts_against(hit: Hit, scene: Scene, parts: tuple[Segment, ...]) -> bool:
    firm = [
        h for sign in (*_FIRM, *(_ABOUT_A_JOB if hit.sign == "private" else ())) for h in scene.title_hits.get(sign, ())
    ]
    if _begins_business(hit, scene) or _is_small_word(hit, scene) or _ends_business(hit, scene):
        return False
    many = len(hit.quote) > _WORD_OF_CHARACTERS if has_ideographs(hit.quote) else hit.last - hit.first > 1
    if many or not firm:
        return not _is_position(hit, scene)
    if any(part.is_only(hit) for part in parts):
        return hit.sign not in _NAMES_TOO or hit.quote.islower()
    if hit.sign in _TRAILING and any(_heads(hit, other, scene, parts) for other in firm):
        return not (hit.sign == "other_interview" and _is_position(hit, scene))
    return titles.leading(hit, firm) and _begins_its_part(hit, scene, parts) and not _is_position(hit, scene)


def _is_small_word(hit: Hit, scene: Scene) -> bool:
    """Whether an English word is a small word of the language that the event is in: "due" is two in Italian."""
    if hit.language != "en" or hit.last - hit.first > 1:
        return False
    token = scene.title_words.tokens[hit.first]
    return any(token in scene.rules.filler_in.get(code, ()) for code in scene.languages if code != "en")


def _begins_business(hit: Hit, scene: Scene) -> bool:
    """Whether a word is the first of a business's name: "taller Hermanos Ruiz"."""
    behind = scene.title[hit.end : hit.end + _NAME_REACH]
    if _COMPOUND.match(behind) and scene.title[scene.title_words.spans[hit.last - 1][0]].isupper():
        return True  # half of a name: "Vélo-Cité"
    last = scene.title_words.tokens[hit.last - 1]
    shop = any(t in scene.rules.company_prefixes for t in scene.title_words.tokens[hit.first : hit.last])
    reach = _NAMED_LATER if last in scene.rules.company_prefixes else _NAMED_AT_ONCE
    return shop and reach.match(behind) is not None


def _ends_business(hit: Hit, scene: Scene) -> bool:
    """Whether a word is the last of a business's name: "Moxley Violins workshop"."""
    if hit.sign != "fair" or hit.last - hit.first > 1:
        return False
    return any(h.where == "title" and h.name.endswith(f" {hit.quote}") for h in houses(scene))


def _begins_its_part(hit: Hit, scene: Scene, parts: tuple[Segment, ...]) -> bool:
    """Whether no name stands before a word in its part of the title, as in "Mariner Bank"."""
    part = next((p for p in parts if p.holds(hit)), None)
    if has_ideographs(hit.quote):
        return not has_ideographs(scene.title[max(0, hit.start - 1) : hit.start])
    before = scene.title[part.start : hit.start].split() if part else []
    return not any(
        w[:1].isupper() and fold(w) not in scene.rules.not_names and fold(w) not in scene.rules.filler for w in before
    )


def _heads(hit: Hit, firm: Hit, scene: Scene, parts: tuple[Segment, ...]) -> bool:
    """Whether a word is what an interview's name only describes: "interview workshop", "mülakat hazırlığı"."""
    if hit.first == firm.last:
        return True
    part = next((p for p in parts if p.holds(hit)), None)
    if part is None or not part.holds(firm) or firm.last > hit.first or part.end - hit.end > 1:
        return False
    if hit.sign == "other_interview":
        return not any(h.sign in ("with", "at") and firm.last <= h.first < hit.first for h in scene.title_vocabulary)
    between = scene.title_words.tokens[firm.last : hit.first]
    return len(between) <= 2 and not any(
        h.sign in ("with", "at", "for") and firm.last <= h.first < hit.first for h in scene.title_vocabulary
    )


def _is_position(hit: Hit, scene: Scene) -> bool:
    """Whether the words found are part of a position: "Training Manager", "Release Engineer"."""
    if hit.sign not in _IN_POSITIONS:
        return False
    roles = [h for h in scene.title_vocabulary if h.sign in ("role", "title_senior")]
    return (
        any(
            (role.first <= hit.last <= role.last and role.last > hit.last and role.first < hit.last)
            or (role.first == hit.last and not scene.title[hit.end : role.start].strip())
            or (role.first <= hit.first and hit.last <= role.last and role.last - role.first > hit.last - hit.first)
            for role in roles
        )
        and hit.last - hit.first <= 2
    )


def words_of_body(scene: Scene, marks: Marks) -> None:
    """What the description says."""
    firm = any(f"title.{sign}" in marks.seen for sign in _FIRM)
    for sign, found in scene.body_hits.items():
        if sign == "hiring_voice" and all(_is_my_answer(h, scene) for h in found):
            continue
        if not (sign == "private" and firm):
            marks.add(f"body.{sign}", found[0].quote)


def words_of_place(scene: Scene, marks: Marks) -> None:
    """What the place says against a job interview: "Studio di psicoterapia"."""
    for hit in scene.rules.body.hits(split(scene.place[:_PLACE_MAX]), scene.languages):
        if hit.sign in ("private", "other_interview"):
            marks.add(f"body.{hit.sign}", hit.quote)


def _is_my_answer(hit: Hit, scene: Scene) -> bool:
    """Whether words are what the user answered on somebody's booking page: "Anything to prepare?: Resume attached"."""
    fields = (line.partition(":")[0].strip().lower() for line in scene.body.splitlines()[:_FIRST])
    booked = any(field in scene.rules.event_name_fields for field in fields)
    if not booked or scene.organizer is None or scene.organizer.being == "me":
        return False
    return re.search(r"[.?]?:\s", scene.body[scene.body.rfind("\n", 0, hit.start) + 1 : hit.start]) is not None


def form(scene: Scene, marks: Marks) -> None:
    """What kind of entry it is: cancelled, recurring, all day, a block of the calendar program."""
    event = scene.event
    if event.status is EventStatus.CANCELLED:
        marks.add("form.cancelled")
    if declined(scene):
        marks.add("form.declined")
    if event.event_type.lower() not in _MEETING_TYPES:
        marks.add("form.not_meeting", event.event_type)
    if event.recurring:
        marks.add("form.recurring")
    whole = marks.has("title.trial", "title.work_trial", "title.assessment", "body.trial", "body.assessment")
    if event.all_day and not whole:
        marks.add("form.all_day")
    elif event.end - event.start > _LONG and not whole:
        marks.add("form.long")


def declined(scene: Scene) -> bool:
    """Whether the user said no. With several answers of several addresses of the user, one yes is enough."""
    event: Event = scene.event
    if event.own_response is not None:
        return event.own_response is Response.DECLINED
    mine = [g for g in scene.guests if g.being == "me" and g.invited]
    return bool(mine) and all(g.declined for g in mine)


def everyday_work_of_others(marks: Marks, sides: Sides) -> None:
    """ "Team lunch", "start date": the everyday work of a company that writes to a private address."""
    if sides.hosts and not sides.my_domain and not sides.colleagues and not marks.has("form.recurring"):
        marks.seen.pop("title.internal", None)


def nobody(scene: Scene, marks: Marks, sides: Sides) -> None:
    """A platform for tests is a place to be alone, unless somebody is there."""
    if marks.has("title.platform", "title.alone") and not scene.people and not any(m.listed for m in sides.mentions):
        marks.add("people.nobody")


def person_in_title(scene: Scene, marks: Marks) -> None:
    """ "hablar con Gonzalo": whom the title says to meet, where the user keeps notes of a job."""
    if marks.has("title.position"):
        person = next((p.name for p in title_people(scene)), None)
        if person:
            marks.add("shape.person", person)


def silence(scene: Scene, marks: Marks, sides: Sides) -> None:
    """First talks and pairs of names are many things: where nothing else speaks of a job, that counts against it."""
    telling = [n for n, m in marks.seen.items() if m.sign.job > 0 and n not in _SAYS_LITTLE]
    hopes = {h.quote for h in scene.body_hits.get("prospect", ())}
    if len(hopes) > 1 and not marks.has("title.casual", "title.private"):
        telling.append("body.prospect")  # whoever says it twice means it
    if fold(_CLOCK.sub("", scene.title).strip(" !.?-–")) in scene.rules.ambiguous_titles and _is_all(scene):
        marks.add("shape.nobody")
    if scene.title.rstrip().endswith("?") and not [n for n in telling if not n.startswith("title.")]:
        marks.add("shape.question", scene.title)
    if not [n for n in telling if n not in _STAGE_TITLES] and (topic := _other_topic(scene)):
        marks.add("shape.other_topic", topic)
    if telling or not (marks.has("shape.me_and_other") or marks.positive_title()):
        return
    words = re.findall(r"[^\W\d_]{3,}|[\u3040-\u9fff]", _LINK.sub(" ", scene.body))
    if len(words) >= _SAYS_SOMETHING:
        marks.add("body.silent")
    elif marks.has("shape.me_and_other") and not _names_company(scene, marks, sides):
        marks.add("shape.bare")


def _other_topic(scene: Scene) -> str:
    """A word of the title that no vocabulary knows and no name has: "Interview wethouder voor artikel"."""
    if scene.title == scene.title.lower():
        return ""  # somebody who writes no capitals writes companies so, too
    hits = [h for found in (*scene.title_hits.values(), scene.title_vocabulary) for h in found]
    covered = {i for h in hits for i in range(h.first, h.last)}
    for part in titles.segments(scene.title):
        staged = any(part.holds(h) for found in scene.title_hits.values() for h in found)
        if not staged or any(h.sign == "role" and part.holds(h) for h in scene.title_vocabulary):
            continue
        for index, (start, end) in enumerate(scene.title_words.spans):
            word = scene.title[start:end]
            token = scene.title_words.tokens[index]
            plain = part.start <= start < part.end and word.islower() and len(word) >= _SHORTEST_TOPIC
            plain = plain and token not in scene.rules.company_prefixes and token not in scene.rules.company_nouns
            led = any(
                h.last == index for h in hits if h.sign in ("for", "role_field", "job_word", "role_talk", "position")
            )
            if plain and not led and index not in covered and not has_ideographs(word) and not is_known(token, scene):
                return word
    return ""


def _is_all(scene: Scene) -> bool:
    """Whether the title is all that there is."""
    return not (scene.guests or scene.body or scene.place)


def _names_company(scene: Scene, marks: Marks, sides: Sides) -> bool:
    return marks.has("shape.at_company", "shape.company") or any(
        find_label(scene.title, squashed_label(g.domain), scene) for g in sides.hosts
    )


def company_in_title(scene: Scene, marks: Marks, sides: Sides) -> None:
    """ "Portfolio review @ Lark": with a company named, an ambiguous stage is one; with nothing named, it is less so."""
    if not marks.positive_title():
        return
    company = explicit_company(scene)
    left = None if company or sides.hosts else company_of_title(scene, sides)
    if left and not _stands_beside(left, scene):
        left = None
    if company:
        marks.add("shape.at_company", company)
    elif left:
        marks.add("shape.company", left)
    elif _is_vague(scene, marks, sides):
        marks.add("shape.nobody")


def _stands_beside(name: str, scene: Scene) -> bool:
    """Whether a name is apart from or right beside the words of a stage: "Google onsite", not "Speaking on a panel"."""
    start = scene.title.find(name)
    part = next((p for p in titles.segments(scene.title) if p.start <= start < p.end), None)
    stages = [h for s in _VAGUE for h in scene.title_hits.get(s, ()) if part is not None and part.holds(h)]
    gaps = [h.start - start - len(name) if h.start > start else start - h.end for h in stages]
    return not gaps or min(gaps) <= _BESIDE


def _is_vague(scene: Scene, marks: Marks, sides: Sides) -> bool:
    """Whether the title speaks of a stage that many things have, and nothing else says which."""
    sure = any(s.startswith("title.") and m.sign.job >= 2.0 and s[6:] not in _VAGUE for s, m in marks.seen.items())
    return not sure and not scene.guests and not sides.mentions and not marks.has("shape.role") and not scene.body


def agency_in_title(scene: Scene, marks: Marks) -> None:
    """An agency that the title names."""
    for part in titles.segments(scene.title):
        name = explicit_company(scene) or part.text
        if company_key(name) in scene.rules.agencies:
            marks.add("people.agency", name)


def by_configuration(scene: Scene, marks: Marks, settings: DetectionSettings) -> None:
    """What the user has decided: kinds of interviews that count, titles that always or never are interviews."""
    for kind in settings.also:
        hits = scene.title_hits.get(kind, ())
        if hits:
            for name in (f"title.{kind}", "title.other_interview", "body.other_interview"):
                marks.seen.pop(name, None)
            marks.add("user.also", hits[0].quote)
    shown = scene.title.lower()
    for name, patterns in (("user.exclude", settings.exclude), ("user.include", settings.include)):
        pattern = next((p for p in patterns if _fits(p, shown)), None)
        if pattern is not None:
            marks.add(name, pattern)
            return


def _fits(pattern: str, title: str) -> bool:
    if not (wanted := pattern.strip().lower()):
        return False
    return globs([wanted]).fullmatch(title) is not None if "*" in wanted or "?" in wanted else wanted in title
