"""What the author of a letter knows, and the values that sentences may name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from followbot.domain import lint, names
from followbot.domain.grouping import without_legal_form
from followbot.domain.letters.circumstances import agreed, agreed_day, declines, familiar, promised
from followbot.domain.letters.clauses import People
from followbot.domain.letters.notereading import read_notes
from followbot.domain.letters.remarks import missed
from followbot.domain.letters.specifics import Source
from followbot.domain.letters.tidying import fit_name, ideographic, tidy, without_nickname
from followbot.domain.letters.titles import Addressed, addressed
from followbot.domain.letters.variants import Pack, Templates
from followbot.domain.letters.wording import Wording
from followbot.domain.model import Contact, ContactRole, FollowUpKind, InterviewKind, Note, Profile, unique_contacts
from followbot.domain.people import greeting_name


@dataclass(frozen=True, slots=True)
class Brief:
    """What the author of a letter knows. Texts may come from strangers.

    `start` is the start of the (last) interview, aware; `zone` its IANA zone, "" to use the profile's. `others` took part
    but are not written to because no address of theirs is known; `present` is everybody who took part, as far as known.
    `siblings` are bodies of other letters of the process. `seed` is the draft key. `agency` names the agency whose
    recruiter is written to, so that "you" is not taken for the company.
    """

    kind: FollowUpKind
    profile: Profile
    to: tuple[Contact, ...]
    start: datetime
    zone: str = ""
    others: tuple[Contact, ...] = ()
    company: str | None = None
    role: str | None = None
    interview_kind: InterviewKind = InterviewKind.INTERVIEW
    language: str = "en"
    late: bool = False
    second_round: bool = False
    notes: tuple[Note, ...] = ()
    specifics: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    thread_subject: str | None = None
    thanked_before: bool = True
    siblings: tuple[str, ...] = ()
    seed: str = ""
    prompt_line: bool = False
    agency: str | None = None
    present: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished letter. `findings` is what the lint said against fuller versions, or still says against this one."""

    subject: str
    text: str
    html: str
    language: str
    sources: tuple[Source, ...]
    findings: tuple[lint.Finding, ...] = ()
    fallback: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything on the author's desk: the brief, the language, the values that sentences may name, and their evidence."""

    brief: Brief
    pack: Pack
    values: Mapping[str, str]
    situations: tuple[str, ...]

    greeted: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    """Names that a greeting must not hold."""
    missed: bool = False
    """The notes say that the interview with the addressee did not take place: thanks would be out of place."""
    titled: Addressed | None = None
    """The greeting by title, where one is known."""
    familiar: bool = False
    """User and reader call each other by first names, so that no sentence may address the reader formally."""
    reluctant: bool = False
    """The notes say that the user does not want the job: thanks are in place, interest would be a lie."""

    @property
    def people(self) -> People:
        """Who is written to, and who else was there."""
        return _people(self.brief)

    @property
    def flags(self) -> Mapping[str, bool]:
        """What a template may ask."""
        return {"group": len(self.brief.to) > 1, "formal": self.brief.profile.tone == "formal", "relay": self.relay}

    @property
    def relay(self) -> bool:
        return _relay(self.brief)

    @property
    def avoided(self) -> re.Pattern[str] | None:
        """What no sentence of the letter may look like, as long as there is another."""
        return self.pack.wording.notes.polite if self.familiar else None

    def brief_about_role(self) -> Desk:
        """The same desk with "the role" for its title: titles of seven words leave no room in a short letter."""
        role = self.pack.wording.role.definite("")
        values = {**self.values, "the_role": role, "The_role": role[:1].upper() + role[1:]}
        return replace(self, values={k: v for k, v in values.items() if k not in ("role", "a_role")})

    def housed(self, text: str) -> str:
        """With the word for the kind of house that the company is: 貴院 for 貴社."""
        wording = self.pack.wording
        names = " ".join(f"{contact.name} {contact.title}" for contact in self.brief.to)
        house = wording.house(self.brief.company or "", names) if wording.firm else ""
        return text.replace(wording.firm, house) if house else text

    @property
    def thanking(self) -> bool:
        return self.brief.kind is FollowUpKind.THANK_YOU


# --- preparing the desk ---------------------------------------------------------------------------------------------------


_NAME_MAX = 300
"""Letters of what an invitation says of a company or a role that are looked at: every word of a note is held against them."""


def desk_of(brief: Brief, templates: Templates) -> Desk:
    """The desk in the language of the brief, in the script or variety of its texts and addresses; raises `TemplateProblem`."""
    brief = replace(
        brief, company=(brief.company or "")[:_NAME_MAX] or None, role=(brief.role or "")[:_NAME_MAX] or None
    )
    language = templates.choose_language(brief.language, brief.profile.language)
    people = (f"{c.name} {c.title} {c.email or ''}" for c in (*brief.to, *brief.others, *brief.present))
    said = (brief.company or "", brief.role or "", brief.thread_subject or "", brief.profile.name, *brief.specifics)
    texts = (*people, *said, *(note.text for note in brief.notes))
    zone = brief.zone or brief.profile.timezone
    return prepare(brief, templates.written_as(language, texts, zone, brief.profile.language).pack(language))


def prepare(brief: Brief, pack: Pack) -> Desk:
    """The desk in the language of a pack."""
    wording = pack.wording
    role, company = wording.role.inside(_ADDED.sub("", _name(brief.role)), wording.terms), _name(brief.company)
    if brief.agency and company.casefold() == brief.agency.casefold():
        company = ""  # nobody says to a recruiter that they would like to work at the agency
    if company and wording.articled and wording.articled.search(company):
        company = ""
    if not ideographic(company) and company.rpartition(" ")[2] not in wording.kept:
        company = without_legal_form(company)  # "bei Nordlicht Medien": with GmbH it would want an article
    local = brief.start.astimezone(_zone(brief))
    weekday, month = wording.days.weekdays[local.weekday()], wording.days.months[local.month - 1]
    date_form = wording.days.date_us if brief.profile.country.upper().startswith("US") else wording.days.date
    values = {
        "names": _greeted(_greeting_names(brief, pack), brief, pack),
        "full_names": _greeted(_full_names(brief, pack), brief, pack),
        "company": company,
        "role": role,
        "the_role": wording.role.definite(role),
        "a_role": wording.role.indefinite(role) if role else "",
        "weekday": weekday,
        "day": wording.days.on(local.weekday()),
        "date": date_form.format(day=local.day, month=month, weekday=weekday),
        "me": tidy(brief.profile.name, 80),
        "joiner": wording.word_joiner,
        "absent": wording.join(tuple(tidy(c.name, 60) for c in brief.others if c.name.strip())),
    }
    values["insider"] = "" if brief.agency else "yes"  # who of an agency reads "with you" would take it for theirs
    values["absent_one" if len(brief.others) == 1 else "absent_many"] = values["absent"]
    values["vocative"] = wording.vocatives.get(_greeting_names(brief, pack)[0], "") if _one_name(brief, pack) else ""
    values["The_role"] = values["the_role"][:1].upper() + values["the_role"][1:]
    if brief.late or brief.kind is FollowUpKind.NUDGE:
        # A weekday alone is ambiguous once a week has gone by; the date is not.
        values |= {"day": "", "weekday": ""}
    texts = tuple(note.text for note in brief.notes)
    close = familiar(texts, _people(brief), wording)
    titled = None if close else _titled(brief, pack)
    values["titled"] = titled.greeting if titled else ""
    absent = _missed(brief, pack)
    known = {name: value for name, value in values.items() if value or name == "joiner"}
    greeted = _greeting_names(brief, pack) if "names" in known else ()
    known |= {} if brief.late or brief.kind is FollowUpKind.NUDGE else _ahead(brief, wording, local.date(), close=close)
    fixed = "next_day" in known or agreed(texts, wording)
    situations = (*(("agreed",) if fixed else ()), *_situations(brief))
    reluctant = declines(texts, wording, _known_names(brief))
    return Desk(brief, pack, known, situations, greeted, _strangers(brief), absent, titled, close, reluctant)


def _ahead(brief: Brief, wording: Wording, day: date, *, close: bool) -> dict[str, str]:
    """What the notes say of the next days: when the next meeting is, and what the user has promised the only one there."""
    texts = [note.text for note in brief.notes]
    known = _known_names(brief)
    found: dict[str, str] = {}
    next_day = agreed_day(texts, wording, day, known)
    if next_day is not None:
        found |= {"next_day": wording.days.on(next_day), "next_weekday": wording.days.weekdays[next_day]}
    promise = "" if close or _people(brief).only is None else promised(texts, wording, day, known)
    return {**found, "promise": promise} if promise else found


def _known_names(brief: Brief) -> tuple[str, ...]:
    """The names of the company and of everybody there."""
    people = (c.name for c in (*brief.to, *brief.others, *brief.present))
    return (*((brief.company,) if brief.company else ()), *people)


def _missed(brief: Brief, pack: Pack) -> bool:
    """Whether nobody came: where it is not said who, a note that tells what was spoken of means somebody else."""
    texts, people, wordings = [n.text for n in brief.notes], _people(brief), pack.templates.wordings
    if not missed(texts, people, wordings):
        return False
    named = missed(texts, people, wordings, named_only=True)
    return named or not read_notes(texts, people, pack.wording, wordings, brief.company or "", brief.role or "")


def _people(brief: Brief) -> People:
    others = tuple(c for c in unique_contacts((*brief.others, *brief.present)) if c not in brief.to)
    return People(brief.to, others, insiders=brief.agency is None)


def _strangers(brief: Brief) -> tuple[str, ...]:
    """First names of those who were there but are not written to."""
    mine = {word.casefold() for c in brief.to for word in c.name.split()}
    return tuple(w for c in brief.others for w in names.without_title(c.name).split()[:1] if w.casefold() not in mine)


def _titled(brief: Brief, pack: Pack) -> Addressed | None:
    """The greeting by title of a single addressee."""
    if len(brief.to) != 1:
        return None
    others = (c.name for c in (*brief.others, *brief.present) if c not in brief.to)
    wording = pack.wording
    return addressed(
        brief.to[0],
        (tidy(name, 80) for name in (*others, brief.profile.name)),
        (note.text for note in brief.notes),
        wording.address,
        wording.language,
        wording.vocatives,
        company=_name(brief.company),
        called=next(iter(_greeting_names(brief, pack)), ""),
        formal=brief.profile.tone == "formal",
        role=brief.role or "",
    )


def _relay(brief: Brief) -> bool:
    """Whether the letter only passes thanks on, through somebody who arranged the interview."""
    arrangers = (ContactRole.RECRUITER, ContactRole.COORDINATOR)
    return bool(brief.others) and all(c.role in arrangers for c in brief.to)


_FORMS = re.compile(
    r"\s*[(\[](?:[mwfdhxgnikv*]{1,2}(?:\s?[/|,]\s?|\*)){1,3}[mwfdhxgnikv*]{1,3}[)\]]|\s+[hHfFmMwW]/[hHfFmMwW](?:/[dDxX])?$",
    re.IGNORECASE,
)
"""What job titles carry for the law, "(m/w/d)", "H/F"; nobody says it."""


_ADDED = re.compile(r"(?<=\w)\s*[(（][^()（）]*[)）]$")
"""What a title adds in brackets, "(part-time, student)": nobody says that in a sentence."""


def _name(text: str | None) -> str:
    """A company or a title, if it is one: at most 60 characters, with letters and without an address."""
    clean = _FORMS.sub("", tidy(text or "", 80)).strip()
    readable = 0 < len(clean) <= 60 and any(sign.isalpha() for sign in clean)
    usable = readable and not any(sign in clean for sign in "<>{}[]@|\\") and "://" not in clean
    return clean if usable else ""


def _zone(brief: Brief) -> tzinfo:
    for name in (brief.zone, brief.profile.timezone):
        try:
            if name:
                return ZoneInfo(name)
        except (ValueError, OSError, KeyError):
            # An unknown zone name is the calendar's fault; the next best zone is nearer than none.
            continue
    found = brief.start.tzinfo
    return found if found is not None else ZoneInfo("UTC")


def _greeted(people: tuple[str, ...], brief: Brief, pack: Pack) -> str:
    """The addressees as one greeting; "" where one of them has no certain name, or where they are too many."""
    if len(people) < len(brief.to) or len(people) > pack.wording.group_max:
        return ""
    return pack.wording.join(people)


def _full_names(brief: Brief, pack: Pack) -> tuple[str, ...]:
    """The names for languages in which strangers are not called by their first name alone."""
    found = []
    for contact in brief.to:
        shown, email = _bare_name(contact.name), contact.email or ""
        name = greeting_name(shown, email, pack.wording.language)
        latin = re.search("[A-Za-z]", shown) is not None
        person = names.parse(shown, email)
        known = person.family if pack.wording.address.surnames and person.family else person.full
        own = f"{_degree(shown)}{known}" if latin else shown
        found.append(name if name and ideographic(name) else own)
    whole = pack.wording.address.whole
    return tuple(name for name in found if fit_name(name) and (" " in name or not whole))


_OFFICE = re.compile(r"^[\u4e00-\u9fff]{2,8}\s+(?=[A-Za-z])")
"""An office in ideographs before a name in Latin letters: 行政總廚 Raymond Cheung."""
_DEGREE = re.compile(r"((?:Prof\.\s*)?(?:Dr\.|Prof\.))(?:-Ing\.)?(?=\s)")
_ABBREVIATED = re.compile(r"^(?:(?!(?:dr|prof|ma|fco|st)\.)[^\W\d_]{2,5}\.\s+|p\.\s+(?=\w{3}))+(?=\w)", re.IGNORECASE)
"""Titles in short before a name, "Uzm. Hem."; no name is called for by them."""


def _bare_name(name: str) -> str:
    """A display name without an office or short titles before it."""
    return _ABBREVIATED.sub("", _OFFICE.sub("", without_nickname(tidy(name, 80))))


def _degree(shown: str) -> str:
    """The title that people put in front of their own full name: leaving it out would be a slight."""
    found = _DEGREE.match(shown)
    return f"{found[1]} " if found else ""


def _greeting_names(brief: Brief, pack: Pack) -> tuple[str, ...]:
    found = (_called(_bare_name(c.name), c.email or "", pack.wording) for c in brief.to)
    return tuple(name for name in found if name and fit_name(name))


def _called(shown: str, email: str, wording: Wording) -> str:
    """The given name; both where the language has names of two words, "Ana Belén"."""
    name = greeting_name(shown, email, wording.language)
    known = wording.address
    if known.surnames and name and not ideographic(name):
        return names.parse(shown, email).family or name
    if known.families and ideographic(name):  # 项目部 is nobody's name, nor is 玉罕 surely one
        family = names.parse(shown, email, wording.language).family
        return "" if family not in known.families or re.search(known.offices or "(?!)", name) else name
    alone = names.without_title(shown)
    if not name and alone in wording.vocatives:
        return alone  # "pan Ryszard"
    both = wording.doubles.match(names.without_title(shown)) if wording.doubles else None
    return both[1] if both and name == both[1].split()[0] else name


def _one_name(brief: Brief, pack: Pack) -> bool:
    return len(brief.to) == 1 and bool(_greeting_names(brief, pack))


_PANEL = 3
"""From this many interviewers on, an interview that is called technical is a panel to each of them."""


def _situations(brief: Brief) -> tuple[str, ...]:
    """The situations of the letter, the most telling first; phrasings are looked up in this order."""
    kind = brief.interview_kind
    if kind is InterviewKind.RECRUITER:
        kind = InterviewKind.INTERVIEW  # whether it was a call, only a phone screen says
    if kind is InterviewKind.PHONE_SCREEN and any(c.role is ContactRole.RECRUITER for c in brief.to):
        kind = InterviewKind.RECRUITER
    if kind is InterviewKind.TECHNICAL and all(c.role is ContactRole.RECRUITER for c in brief.to):
        kind = InterviewKind.INTERVIEW  # their part of a technical day was another one
    crowd = len(unique_contacts((*brief.to, *brief.others, *brief.present))) >= _PANEL
    if kind is InterviewKind.TECHNICAL and crowd and len(brief.to) == 1:
        kind = InterviewKind.PANEL  # some of so many were there for other things than the code
    flags = (
        ("relay_late", _relay(brief) and brief.late),
        ("relay", _relay(brief) and not brief.late),
        ("late", brief.late and not _relay(brief)),
        ("pair", len(brief.to) == 2),
        ("group", len(brief.to) > 1),
        ("again", brief.second_round and kind is not InterviewKind.OFFER_CALL),
        (kind.value, True),
    )
    return (*(name for name, holds in flags if holds), "any")
