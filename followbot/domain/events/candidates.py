"""What can be the name of an event's company, and all that is seen of each such name: see `choosing`, which weighs it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from followbot.domain.addresses import domain_of, name_label, registrable
from followbot.domain.events.agencies import agencies_among
from followbot.domain.events.beside import Beside
from followbot.domain.events.customers import sender_company, tenant
from followbot.domain.events.fields import field_value, named_client
from followbot.domain.events.fitting import Fit, best_of, fits_of, of_best
from followbot.domain.events.houses import as_called, houses, is_written_kind
from followbot.domain.events.labels import as_spelled, partners, readable
from followbot.domain.events.lexicon import split
from followbot.domain.events.likeness import likeness, name_words
from followbot.domain.events.looks import MEDIATED, Candidate, Looks, is_group, pattern
from followbot.domain.events.parties import Sides
from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.scene import Being, Guest, Scene
from followbot.domain.events.stretches import stretches
from followbot.domain.events.text import emails, has_ideographs
from followbot.domain.events.textrows import BODY, PLACE, SHOWN, TITLE, rows, sort_of
from followbot.domain.events.unlikely import GuestNames, is_unlikely
from followbot.domain.grouping import company_key
from followbot.domain.phrases import fold
from followbot.domain.records import record

_DOMAIN = "d"
_TEXTS = frozenset({TITLE, BODY, PLACE, *SHOWN.values(), _DOMAIN})
_NAME = (2, 60)
_MOST = 160
_LAST_WORDS = 25
_LAST_LETTERS = 80
_FAMILY = 2
"""Characters of a family name alone."""
_EMAILS, _LINKS = 6, 8
_OPENED, _CLOSING = frozenset('„«“"'), frozenset('”»“"')
_HALF = 0.5
_SHORT = 3
"""Letters up to which a word begins many a domain by chance."""
_SENDERS = ("agency", "person", "group", "machine", "jobs", "text")


def candidates(scene: Scene, sides: Sides) -> dict[str, Candidate]:
    """Every name that the event offers for its company, by its key (`company_key`), and under "" that it names none. Bounded;
    pure.
    """
    labels = labels_of(scene, sides)
    surroundings = Surroundings.of(scene, sides, labels)
    written = _written(scene, sides, labels)
    kept, fits = _kept(written, labels, surroundings)
    told = _told(scene)
    looks = Looks(scene, written)
    best = best_of(fits[key] for key, one in kept.items() if one.places)
    wheres = {key: "".join(sorted(one.seen & _TEXTS)) for key, one in kept.items()}
    mediators = [key for key in kept if _mediates(key, fits[key], scene.rules)]
    writes = any(_DOMAIN in wheres[key] or any(fit.trait for fit in fits[key]) for key in mediators)
    groups = any(_is_group(one, scene.rules) for one in kept.values())
    for key, one in kept.items():
        one.fits = any(fit.trait for fit in fits[key])
        looks.add(one)
        if mediators:
            one.seen.update(_beside_mediators(key, wheres[key], fits[key], mediators, writes))
        one.seen.update(surroundings.seen(key, one, fits[key], wheres[key]))
        if groups and not _is_group(one, scene.rules):
            one.seen.update(_beside_groups(wheres[key], fits[key]))
        one.seen.update(of_best(one, fits[key], best, surroundings.labels))
    for by, key in told:
        if key in kept:
            kept[key].seen.add(f"told {by}")
    _tell_mediated(kept.values())
    kept[""] = Candidate("", seen=set(_of_none(scene, list(kept.values()), surroundings.state, told)))
    kept[""].seen.add(f"none/mediators {min(len(mediators), 3)}")
    return kept


def _kept(
    written: Sequence[Candidate], labels: Mapping[str, str], surroundings: Surroundings
) -> tuple[dict[str, Candidate], dict[str, list[Fit]]]:
    """Of the written names those that may be a company's, and those that the domains read as, by their keys; with how each goes
    with the domains.
    """
    scene = surroundings.scene
    kept: dict[str, Candidate] = {}
    fits: dict[str, list[Fit]] = {}
    for one in written:
        one.name = as_spelled(as_called(one.name, scene), surroundings.labels, scene)
        if not (key := company_key(one.name)):
            continue
        if key not in fits:
            fits[key] = fits_of(key, one.name, surroundings.labels)
        if (
            key in kept
            or any(f.trait for f in fits[key])
            or (has_ideographs(one.name) and _is_called(one.name, key, scene))
            or not is_unlikely(one, surroundings.names, _first(one, scene), scene)
        ):
            _add(one, kept.setdefault(key, one))
    for kind, name, cut in _read(labels, scene):
        if key := company_key(name):
            one = kept.setdefault(key, Candidate(name))
            one.seen.update((_DOMAIN, f"d {kind}", *cut))
            if not one.sorts:
                one.tokens, one.sorts = _cut(one.name, scene)
            if key not in fits:
                fits[key] = fits_of(key, one.name, surroundings.labels)
    return kept, fits


def _read(labels: Mapping[str, str], scene: Scene) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Whose the domains are and their labels as their owners may write them; one that begins or ends with what owners
    add whole too: getijde.io may be that of Getijde.
    """
    for label, kind in labels.items():
        name = partners(label, scene) or readable(label, scene)
        whole = label[:1].upper() + label[1:]
        if len(company_key(name)) < len(company_key(whole)) and "-" not in label:
            level = scene.rules.choices.level(fold(name))
            yield kind, name, ("d cut", f"d cut {min(len(name), 7)}", f"d cut {level}")
            yield kind, whole, ("d whole",)
        else:
            yield kind, name, ()


def _is_called(name: str, key: str, scene: Scene) -> bool:
    """Whether a name in characters is a kind of house, or may be an agency's: 馳尋顧問."""
    return is_written_kind(name, scene.rules, scene.languages) or _may_be_agency(key, scene.rules)


def _first(one: Candidate, scene: Scene) -> str:
    """What the first word of a name is by itself."""
    text, first, _ = one.places[0]
    start, end = text.row.words.spans[first]
    return sort_of(one.tokens[0], text.row.words.text[start:end], scene)


def _is_group(one: Candidate, rules: DetectionRules) -> bool:
    return bool(one.tokens) and is_group(one.tokens, has_ideographs(one.name), rules)


def _mediates(key: str, found: Sequence[Fit], rules: DetectionRules) -> bool:
    """Whether a name may be an agency's: by a part of it, or by the domain that it goes with."""
    return _may_be_agency(key, rules) or any(" agency" in fit.trait for fit in found)


def _may_be_agency(key: str, rules: DetectionRules) -> bool:
    words, hints = _agency_words(rules)
    return key.startswith(words) or key.endswith(words) or hints.search(key) is not None


@lru_cache(maxsize=64)
def _agency_words(rules: DetectionRules) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """What agencies' names begin or end with, and what they have in them."""
    hints = "|".join(map(re.escape, sorted(rules.reading.agency_hints)))
    return tuple(sorted(rules.agency_name_words)), re.compile(hints or "(?!)")


def _beside_mediators(
    key: str, wheres: str, found: Sequence[Fit], mediators: Sequence[str], writes: bool
) -> Iterator[str]:
    """Where a name may be an agency's, whether it is this one, or this one may be its client."""
    fit = found[0].trait.partition(" ")[0] if found else "unlike"
    role = "mediator" if any(key in mediator for mediator in mediators) else "client" if writes else "other"
    yield from (role, f"{role}/{wheres}", f"{role}/{fit}")


def _tell_mediated(names: Collection[Candidate]) -> None:
    """Adds to what is seen of each name that it mediates, or stands beside one that does; nothing where none does."""
    if not any(MEDIATED in one.seen for one in names):
        return
    for one in names:
        beside = f"beside {MEDIATED} t" if TITLE in one.seen else f"beside {MEDIATED}"
        one.seen.add(f"is {MEDIATED}" if MEDIATED in one.seen else beside)


def _beside_groups(wheres: str, found: Sequence[Fit]) -> Iterator[str]:
    """What is seen of a name beside that of a group of companies, which may be what it belongs to."""
    fit = found[0].trait.partition(" ")[0] if found else "unlike"
    yield from ("in group", f"in group/{wheres}", f"in group/{fit}")


def _of_none(scene: Scene, names: list[Candidate], state: str, told: list[tuple[str, str]]) -> Iterator[str]:
    """What speaks for an event naming no company."""
    whole = sum("tpart" in one.seen and "unlike" in one.seen for one in names)
    yield from ("none", f"none/{state}", f"none/{min(len(names), 5)}", f"none/part {min(whole, 2)}")
    yield from (f"none/told {by}" for by, _ in told)
    if any("K agency" in one.seen for one in names):
        yield from ("none/agency", f"none/agency/{state}")
    yield from (f"none/house {w}" for w in {h.where for h in houses(scene)})
    yield from (f"none/{h.sign}" for h in (*scene.body_vocabulary, *scene.title_vocabulary))


def _told(scene: Scene) -> list[tuple[str, str]]:
    """The keys of names that are given where companies are given: a field, a sender's display name, a customer's page."""
    given = (
        ("field", field_value(scene, "company_field")),
        ("client", named_client(scene)),
        ("sender", sender_company(scene)),
        ("tenant", tenant(scene)),
    )
    return [(by, company_key(name)) for by, name in given if name]


def _written(scene: Scene, sides: Sides, labels: dict[str, str]) -> list[Candidate]:
    """The names that the texts write, those of the same words once."""
    found: dict[tuple[str, ...], Candidate] = {}
    for row in rows(scene, sides):
        text, words = Beside(row, scene.rules.choices), row.words
        for first, end in stretches(row, labels, scene):
            name = _closed(words.text[words.spans[first][0] : words.spans[end - 1][1]], row.gaps[end])
            if not _NAME[0] <= len(name) <= _NAME[1]:
                continue
            tokens = words.tokens[first:end]
            one = found.get(tokens)
            if one is None:
                one = found[tokens] = Candidate(name, tokens, row.sorts[first:end])
            one.name = _better(one.name, name)
            one.places.append((text, first, end))
    return [one for one in list(found.values())[:_MOST] if _is_worth(one) or _begins_any(one.tokens[0], labels)]


def _begins_any(token: str, labels: Iterable[str]) -> bool:
    """Whether a domain is a word, or begins with it: "Bemanningsbolaget Fjällstav" writes from fjallstavbemanning.se."""
    return any(label == token or (len(token) > _SHORT and label.startswith(token)) for label in labels)


def _closed(name: str, behind: str) -> str:
    """A name with the quotation mark that closes it: "Przedszkole „Wiewiórka”"."""
    return f"{name}{behind[0]}" if behind[:1] in _CLOSING and any(mark in name for mark in _OPENED) else name


def _better(known: str, name: str) -> str:
    """Of two spellings the one with more capitals, unless it has nothing else."""
    if name == known:
        return known
    more = sum(map(str.isupper, name)) > sum(map(str.isupper, known))
    return name if more and not name.isupper() else known


def _is_worth(one: Candidate) -> bool:
    """A lone word of a description needs something beside it: German writes every noun like a name."""
    if " " in one.name or len(one.places) > 1 or has_ideographs(one.name):
        return True
    text, first, end = one.places[0]
    alone = text.begins(first) and text.ends(end)
    return (
        alone
        or text.row.where != BODY
        or text.is_formed(end)
        or text.is_led(first)
        or text.is_new(first)
        or (not first and text.is_unheard(first))
    )


def _add(one: Candidate, to: Candidate) -> None:
    """What is seen of a name where it stands; of two spellings of one name, "Acme" and "Acme GmbH", together."""
    to.name = _better(to.name, one.name)
    to.times += len(one.places)
    for text, first, end in one.places:
        to.seen.update(*text.seen(first, end))


# --- what it is, and how it goes with the rest ----------------------------------------------------------------------


@record
class Surroundings:
    """What all names of one event are held against."""

    scene: Scene
    state: str
    """From whom the event is."""
    labels: tuple[tuple[str, str], ...]
    """The labels of domains, squashed, with whose they are."""
    houses: frozenset[str]
    guests: tuple[frozenset[str], ...]
    names: GuestNames
    """Those of more than one word, and of more than a family name's characters."""
    mentions: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, scene: Scene, sides: Sides, labels: dict[str, str]) -> Surroundings:
        guests = tuple(frozenset(fold(g.name).split()) for g in scene.people if g.name)
        return cls(
            scene,
            state_of(labels, scene),
            tuple((re.sub(r"[\W_]", "", label), kind) for label, kind in labels.items()),
            frozenset(h.name for h in houses(scene)),
            guests,
            GuestNames(
                tuple(name for name in guests if len(name) > 1),
                frozenset(
                    g.name.replace(" ", "") for g in scene.people if has_ideographs(g.name) and len(g.name) > _FAMILY
                ),
            ),
            tuple(frozenset(fold(m.name).split()) for m in sides.mentions),
        )

    def seen(self, key: str, one: Candidate, found: Sequence[Fit], wheres: str) -> Iterator[str]:
        yield from self._of_people(key, one)
        yield from (f"w {wheres}", f"w {wheres}/{self.state}")
        part = next((p for p in ("tpart", "bpart") if p in one.seen), "")
        if part:
            yield f"{part}/{pattern(one.sorts, has_ideographs(one.name))}"
        for fit in [f.trait for f in found if f.trait] or ["unlike"]:
            yield from (fit, f"{fit}/{self.state}", f"{fit}/{wheres}")
        if wheres == _DOMAIN:
            yield f"unwritten/{self.state}"
        if one.name in self.houses:
            yield "house"

    def _of_people(self, key: str, one: Candidate) -> Iterator[str]:
        rules = self.scene.rules
        words = frozenset(one.tokens)
        if any(words <= name for name in self.guests):
            yield "guest"
        if any(words <= name for name in self.mentions):
            yield "mention"
        if key in rules.system_keys or key in rules.tool_keys:
            yield "system"
        elif not rules.system_keys.isdisjoint(one.tokens):
            yield "system in"


def _cut(name: str, scene: Scene) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = split(name)
    sorts = (sort_of(t, name[slice(*s)], scene) for t, s in zip(words.tokens, words.spans, strict=True))
    return words.tokens, tuple(sorts)


# --- whose the domains are ------------------------------------------------------------------------------------------


def labels_of(scene: Scene, sides: Sides) -> dict[str, str]:
    """The labels of the domains that the event names, each with what stands behind it."""
    found: dict[str, str] = {}
    hosts = sorted(sides.hosts or sides.colleagues, key=lambda g: (g.being is not Being.PERSON, not g.organizer))
    for guest in hosts:
        if _writes_for_another(guest):
            continue
        kind = "agency" if agencies_among([guest.domain], scene) else guest.being.value
        if guest.domain.rpartition(".")[2] in scene.rules.reading.job_endings:
            kind = "jobs"
        found.setdefault(fold(name_label(guest.domain)), kind)
    for match in emails(scene.body)[:_EMAILS]:
        domain = registrable(domain_of(match[0]))
        if domain and not scene.rules.system_of(domain) and not scene.rules.senders.is_freemail(domain):
            found.setdefault(fold(name_label(domain)), "text")
    for link in scene.links[:_LINKS]:
        host = link.partition("/")[0]
        if scene.rules.system_of(host) is None:
            found.setdefault(fold(name_label(host)), "link")
    return {label: kind for label, kind in found.items() if len(label) > 1}


def _writes_for_another(guest: Guest) -> bool:
    """Whether a display name says through whom a company writes: "Aérolian via SmartHire", whose domain is no company's."""
    _, via, system = guest.shown.rpartition(" via ")
    return bool(via) and likeness(name_label(guest.domain), name_words(system)) > _HALF


def state_of(labels: dict[str, str], scene: Scene) -> str:
    """From what kind of sender an event is, and whether somebody else may be meant."""
    kinds = set(labels.values())
    kind = next((k for k in _SENDERS if k in kinds), "none")
    client = any(h.sign in ("our_client", "client_field", "title_agency") for h in scene.body_vocabulary)
    words, end = scene.rules.agency_name_words, scene.body[-_LAST_LETTERS:]
    signed = any(token in words for token in scene.body_words.tokens[-_LAST_WORDS:])
    signed = signed or (has_ideographs(end) and any(word in end for word in words if not word.isascii()))
    script = "asian " if scene.languages & {"ja", "zh"} else ""
    return f"{script}{kind}{'+client' if client else ''}{'+agency' if signed else ''}"
