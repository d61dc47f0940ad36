"""From a plan to the words of a letter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from followbot.domain import lint
from followbot.domain.letters.briefing import Desk, Letter
from followbot.domain.letters.material import Plan
from followbot.domain.letters.specifics import Source, Specific
from followbot.domain.letters.strengths import HELD
from followbot.domain.letters.tidying import tidy
from followbot.domain.letters.variants import SHARED, Phrasing, number_of, pick
from followbot.domain.model import FollowUpKind, Profile
from followbot.domain.subjects import reply_subject

_SHAPES = 3
"""A letter runs thanks and topic together, keeps them apart, or begins with the topic."""
_GLAD = frozenset({"thanks", "fit"})
"""Slots whose sentences may speak of pleasure, or of an interest that grew."""
_CONSTANT_TRIES = 32
"""So many versions of a letter close alike."""
_ABBREVIATED = re.compile(r"(?<=\w)\.\.(?!\.)")
"""The full stop of "Slipway Co." before that of our sentence."""
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass
class _Pen:
    """Says things for one version of a letter, and remembers which values it has named."""

    desk: Desk
    number: int
    broad: bool
    named: set[str] = field(default_factory=set)
    plain: bool = False
    """Whether nothing was told that would bear out a pleasure or an interest that grew."""
    small: dict[str, str] = field(default_factory=dict)
    """Sentences with their first letter as the phrasing has it, by the sentence with a capital."""

    def say(self, slot: str, *first: str, value: str = "") -> str:
        """A sentence for a slot, in the first of the situations that has one; "" where nothing can be said."""
        return self._say(slot, (*first, *self.desk.situations), value, broad=self.broad)

    def say_thin(self, slot: str) -> str:
        """As `say`, with nothing told: what the situation has to say, else no more than there are grounds for."""
        *special, last = self.desk.situations
        return self._say(slot, (*special, "thin", last), "", broad=self.broad)

    def say_only(self, slot: str, *situations: str) -> str:
        """As `say`, in these situations and no other."""
        return self._say(slot, situations, "", broad=False)

    def say_only_of(self, slot: str, value: str, *first: str) -> str:
        """As `say_only`, about a thing, in these situations or any."""
        return self._say(slot, (*first, "any"), value, broad=False)

    def _say(self, slot: str, situations: tuple[str, ...], value: str, *, broad: bool) -> str:
        known = {**self.desk.values, _value_of(slot): value} if value else self.desk.values
        choices = self.desk.pack.choices(slot, situations, known, broad=broad, without=self._avoided(slot))
        phrasing = pick(choices, self.desk.brief.seed, slot, str(self.number))
        if phrasing is None:
            return ""
        self.named |= phrasing.needs
        text = self.desk.housed(self.desk.pack.say(self._toned(phrasing), {**known, **self.desk.flags}).strip())
        first, wording = text[:1], self.desk.pack.wording
        capital = wording.upper.get(first, first.upper()) if wording.unit == "words" else first
        sentence = capital + text[1:]
        self.small[sentence] = text
        return sentence

    def _avoided(self, slot: str) -> re.Pattern[str] | None:
        """What no sentence of a slot may hold, as long as there is another."""
        # Beside a strength no interest grew without grounds; else it may part three letters that have nothing else to say.
        plain = self.plain and (slot.startswith("fit_") or (slot in _GLAD and not self.broad))
        glad = self.desk.pack.wording.gladness if plain else None
        shapes = (self.desk.avoided, glad)
        said = "|".join(f"(?:{shape.pattern})" for shape in shapes if shape is not None)
        return re.compile(said, re.IGNORECASE) if said else None

    def _toned(self, phrasing: Phrasing) -> Phrasing:
        text = phrasing.text
        if self.desk.flags["formal"]:
            for casual, formal in self.desk.pack.wording.formal.items():
                text = text.replace(casual, formal)
        return Phrasing(text, phrasing.needs)

    def shape(self, count: int) -> int:
        """Which of some ways to build this version."""
        return number_of(self.desk.brief.seed, "shape", str(self.number)) % count


def _value_of(slot: str) -> str:
    """The value that a slot's sentences are about: "topic" for "planned_topic_also"."""
    return (
        slot.removeprefix("planned_")
        .removeprefix("fit_")
        .removesuffix("_also")
        .removesuffix("_alone")
        .removesuffix("_open")
    )


def write(desk: Desk, plan: Plan, number: int, *, broad: bool) -> Letter:
    """The version of a letter with this number; `broad` lets general phrasings join those made for the situation."""
    pen = _Pen(desk, number, broad and not desk.relay, plain=plan.thin)
    frame = {**_frame(pen), "signature": signature(desk.brief.profile)}
    if desk.missed:
        parts, template = {"thanks": "", "ask": _missed(pen), "end": ""}, "nudge.j2"
    elif desk.thanking:
        parts, template = _thank_you(pen, plan), "thank_you.j2"
    else:
        parts, template = _nudge(pen), "nudge.j2"
    text = _opened(layout(desk.pack.render(template, {**desk.values, **desk.flags, **frame, **parts})), pen)
    return _letter(desk, plan, text, _subject(pen), pen.named, parts)


def around(desk: Desk, body: str, plan: Plan, *, thin: bool) -> Letter:
    """A body that somebody else has written, as a letter: our greeting, closing, signature and subject. The lint judges it."""
    pen = _Pen(desk, 0, broad=False)
    parts = {**_frame(pen), "body": body, "signature": signature(desk.brief.profile)}
    text = layout(desk.pack.render("fallback.j2", {**desk.values, **desk.flags, **parts}))
    return _letter(desk, plan, text, _subject(pen), pen.named, {}, thin=thin, loose=True)


def fallback(desk: Desk, objections: tuple[lint.Finding, ...]) -> Letter:
    """The simplest honest letter, with everything that was said against fuller ones."""
    pen = _Pen(desk, 0, broad=False)
    situations = ("late", "any") if desk.brief.late else ("any",)
    parts = {
        **_frame(pen),
        "body": _plainest(pen, situations),
        "signature": signature(desk.brief.profile),
    }
    text = _opened(layout(desk.pack.render("fallback.j2", {**desk.values, **desk.flags, **parts})), pen)
    subject = _subject(pen) if desk.brief.thread_subject else pen.say_only("subject", "plain")
    letter = _letter(desk, Plan(), text, subject, pen.named, {})
    findings = (*objections, *(f for f in letter.findings if f not in objections))
    return Letter(letter.subject, text, letter.html, letter.language, letter.sources, findings, fallback=True)


def _missed(pen: _Pen) -> str:
    """What to say where nobody came: with the weekday while that is clear, else with the date."""
    return pen.say_only("missed", *(("any",) if "day" in pen.desk.values else ("late",)))


def _plainest(pen: _Pen, situations: tuple[str, ...]) -> str:
    if pen.desk.missed:
        return _missed(pen)
    if pen.desk.reluctant:
        parts = (pen.say("thanks"), _fit(pen, None), _forward(pen)) if pen.desk.thanking else (_ask(pen),)
        return pen.desk.pack.wording.word_joiner.join(parts)
    return pen.say_only("fallback", *(situations if pen.desk.thanking else ("nudge",)))


# --- parts ----------------------------------------------------------------------------------------------------------


def _frame(pen: _Pen) -> dict[str, str]:
    desk = pen.desk
    tone = ("formal", "any") if desk.flags["formal"] else ("any",)
    close = ("familiar",) if desk.familiar else ()
    titled = ("titled", "titled_plain") if "titled" in desk.values else ()
    unnamed = (*(("many", "many_plain") if desk.flags["group"] else ()), "unknown", "unknown_plain")
    # People close their letters always alike, so the choice hangs on the user alone.
    closings = desk.pack.choices("closing", (*close, *tone), desk.values, without=desk.avoided)
    closing = pick(closings, desk.brief.profile.email, "closing", str(pen.number // _CONSTANT_TRIES))
    return {
        "greeting": pen.say_only(
            "greeting", *close, *titled, *((*tone, "plain", *unnamed) if "names" in desk.values else unnamed)
        ),
        "closing": desk.pack.say(closing, desk.values) if closing else "",
    }


def _thank_you(pen: _Pen, plan: Plan) -> dict[str, str]:
    thin = ("thin",) if plan.thin else ()
    answer = plan.strength if plan.answer is None and _linked(pen, plan, plan.strength) else plan.answer
    strength = plan.strength if plan.strength is not answer else None
    opening, shape = _opening(pen, plan), pen.shape(_SHAPES)
    thanks = "" if opening else pen.say("thanks")
    things = [opening or pen.say(_slot(s), value=s.text) for s in plan.things[:1]]
    things += [pen.say(f"{s.slot}_also", value=s.text) for s in plan.things[1:]]
    return {
        "thanks": thanks,
        "pass_on": pen.say("pass_on") if "absent" in pen.desk.values else "",
        "specific": pen.desk.pack.wording.word_joiner.join(t for t in things if t),
        "answer": pen.say(answer.slot, *(("linked",) if _linked(pen, plan, answer) else ()), value=answer.text)
        if answer
        else "",
        "fit": _fit(pen, strength, *thin),
        "forward": _forward(pen),
        "prompt": pen.say("prompt") if plan.prompt else "",
        "joined": "yes" if shape == 0 and not opening else "",
    }


def _fit(pen: _Pen, strength: Specific | None, *thin: str) -> str:
    """Why the role and the user fit; a courteous word where the user does not want it."""
    if pen.desk.reluctant:
        return pen.say_only("fit", "declined")
    if strength:
        return pen.say(f"fit_{strength.slot}", *thin, value=strength.text)
    return pen.say_thin("fit") if thin else pen.say("fit")


def _forward(pen: _Pen) -> str:
    """What the user has promised and looks forward to; nobody hopes to hear where the next meeting is fixed already.

    Who does not want the job takes leave: neither a next meeting nor papers for it are anything to promise.
    """
    if pen.desk.reluctant:
        return pen.say_only("forward", "declined")
    fixed = "agreed" in pen.desk.situations
    hope = pen.say_only("forward", "agreed_on", "agreed", "any") if fixed else pen.say("forward")
    promise = pen.say_only("promise", "any")
    return pen.desk.pack.wording.word_joiner.join((promise, hope)) if promise else hope


def _opening(pen: _Pen, plan: Plan) -> str:
    """Every third letter that can begins with what was said, not with thanks."""
    special = {"late", "again", "relay", "group"} & set(pen.desk.situations)
    if not plan.things or special or pen.shape(_SHAPES) != _SHAPES - 1:
        return ""
    alone = len(plan.things) == 1 and plan.answer is None  # what is answered stands last, beside the answer
    return pen.say_only_of(f"{plan.things[0].slot}_open", plan.things[0].text, *(("alone",) if alone else ()))


def _linked(pen: _Pen, plan: Plan, own: Specific | None) -> bool:
    return own is not None and own.slot != HELD and plan.bears_on(own, pen.desk.pack.wording.function_words)


def _slot(thing: Specific) -> str:
    """The user's own, where it stands alone, is told otherwise than as an answer."""
    return f"{thing.slot}_alone" if thing.mine else thing.slot


def _nudge(pen: _Pen) -> dict[str, str]:
    thanked = pen.desk.brief.thanked_before
    return {
        "thanks": "" if thanked else pen.say("nudge_thanks"),
        "ask": _ask(pen),
        "end": pen.say("nudge_end") if thanked else "",
    }


def _ask(pen: _Pen) -> str:
    """The one question of a nudge.

    Who does not want the job only asks how things stand: no nudge at all would be right if the note was read rightly, but would
    cost who was misread their last letter, while a draft that nobody sends costs nothing.
    """
    return pen.say_only("nudge", "declined") if pen.desk.reluctant else pen.say("nudge")


def _subject(pen: _Pen) -> str:
    brief = pen.desk.brief
    thread = tidy(brief.thread_subject or "", 180)
    if thread:
        return reply_subject(thread)
    if pen.desk.missed:
        return pen.say_only("subject", "missed", "plain")
    if not pen.desk.thanking:
        return pen.say_only("subject", "nudge", "plain")
    if brief.late:
        return pen.say_only("subject", *(("relay_late",) if pen.desk.relay else ()), "late", "plain")
    return pen.say_only("subject", *pen.desk.situations, "plain")


def signature(profile: Profile) -> str:
    """The user's name, or the signature where it already holds the name; else both."""
    lines = "\n".join(tidy(line, 200) for line in profile.signature.strip().splitlines()[:12])
    name = tidy(profile.name, 200)
    if not lines or name.casefold() in lines.casefold():
        return lines or name
    return f"{name}\n{lines}"


# --- the sheet ------------------------------------------------------------------------------------------------------


def layout(text: str) -> str:
    """Without trailing blanks, with single blank lines, and one line end at the end."""
    lines = "\n".join(_ABBREVIATED.sub(".", line.rstrip()) for line in text.strip().splitlines())
    return _BLANK_LINES.sub("\n\n", lines) + "\n"


def _opened(text: str, pen: _Pen) -> str:
    """With a small letter after the greeting, where the language wants that."""
    greeting, blank, body = text.partition("\n\n")
    if not pen.desk.pack.wording.lower_opening or not greeting.endswith(","):
        return text
    first = max((s for s in pen.small if body.startswith(s)), key=len, default="")
    return f"{greeting}{blank}{pen.small.get(first, '')}{body[len(first) :]}"


def unsigned(text: str, profile: Profile) -> str:
    """The text without the user's signature."""
    return text.rstrip().removesuffix(signature(profile).rstrip()).rstrip()


def _letter(
    desk: Desk,
    plan: Plan,
    text: str,
    subject: str,
    named: set[str],
    parts: Mapping[str, str],
    *,
    thin: bool | None = None,
    loose: bool = False,
) -> Letter:
    wording = desk.pack.wording
    facts = lint.Facts(
        kind=FollowUpKind.NUDGE if desk.missed else desk.brief.kind,
        greeted=_named(desk, named),
        strangers=desk.strangers,
        evidence=_evidence(desk, plan),
        signature=signature(desk.brief.profile),
        thin=plan.thin if thin is None else thin,
        loose=loose,
        specific=tuple(s.text for s in plan.things),
        prompt=parts.get("prompt", ""),
        relayed=parts.get("pass_on", ""),
        quoted=bool(desk.brief.thread_subject),
        elements=("thanks",) if desk.reluctant else lint.ELEMENTS,
    )
    findings = lint.check(subject, text, facts, wording, desk.pack.templates.wordings)
    html = render_html(desk, subject, text)
    return Letter(subject, text, html, wording.language, _sources(desk, plan, named), findings)


def _named(desk: Desk, named: set[str]) -> tuple[str, ...]:
    """The names that the greeting has to hold."""
    if "titled" in named and desk.titled:
        return (desk.titled.name,) if desk.titled.name else ()
    return desk.greeted if named & {"names", "full_names"} else ()


def _evidence(desk: Desk, plan: Plan) -> tuple[str, ...]:
    brief = desk.brief
    people = (f"{c.name} {c.title} {c.covers}" for c in (*brief.to, *brief.others))
    spoken = (f"{s.text} {s.span}" for s in plan.spoken)
    return (*desk.values.values(), *people, *spoken, brief.profile.name)


def _sources(desk: Desk, plan: Plan, named: set[str]) -> tuple[Source, ...]:
    """Where every phrase that is not ours comes from."""
    origins = {"company": "invitation", "role": "invitation", "a_role": "invitation", "absent": "invitation"}
    origins |= {
        "day": "calendar",
        "date": "calendar",
        "weekday": "calendar",
        "names": "invitation",
        "full_names": "invitation",
        "next_day": "note",
        "next_weekday": "note",
        "promise": "note",
        "titled": desk.titled.origin if desk.titled else "invitation",
    }
    named = {{"the_role": "role", "The_role": "role"}.get(n, n) for n in named}
    spans = {"titled": desk.titled.span} if desk.titled else {}
    told = sorted(named & origins.keys() & desk.values.keys())
    facts = [Source(desk.values[n], origins[n], spans.get(n, "")) for n in told]
    return (
        *(s.source for s in plan.spoken),
        *dict.fromkeys(facts),
    )  # where "on Sunday" and "Sunday" are one word, it is told once


def render_html(desk: Desk, subject: str, text: str) -> str:
    """The same letter as plain HTML: paragraphs and line breaks, everything else escaped."""
    paragraphs = [block.split("\n") for block in text.strip().split("\n\n")]
    values: Mapping[str, object] = {
        "language": desk.pack.wording.language,
        "subject": subject,
        "paragraphs": paragraphs,
    }
    return desk.pack.templates.render_file(f"{SHARED}/letter.html.j2", values)
