"""Who the user is in an event: by address always, by name where the profile, the invitation or its greeting tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from followbot.domain import names
from followbot.domain.addresses import local_of, normalise
from followbot.domain.events.lexicon import split
from followbot.domain.events.mentions import EAST_ASIAN_NAME, Named, looks_like_person, name_at, names_in
from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.text import has_ideographs
from followbot.domain.model import Attendee, Profile
from followbot.domain.phrases import fold

_BEGINNING = 300
"""Characters of a description in which a greeting stands."""
_READ = 1_500
"""Characters of a description in which the user's whole name is looked for."""
_SHORTEST_WORD = 3
_CHINESE_GREETED = re.compile("(?P<name>[\u3400-\u9fff]{2,4}?)(?=[ \u3000]?(?:您好|你好|同学|[,，:：]))")
_TO_SOMEBODY = re.compile(
    "(?:様|さま|さん|氏|先生|女士|小姐|同学|您好|你好|各位)*(?:[\\s,、。,.!！:：]|お|您|你|$)|(?!様|さま|さん|氏)"
)
"""What follows the name in a greeting; "小野寺さんから" speaks of somebody else."""
_KATAKANA = re.compile("[\u30a0-\u30ff]")
_GIVEN, _LONGEST = 2, 7
_NO_LETTERS, _BETWEEN, _PARTS = re.compile("[^a-z]+"), re.compile(r"[\s,.\-’']+"), re.compile(r"[._\-+]|\d+")
_PUNCTUATION = re.compile(r"[\s,.\-]")
_PAIR = re.compile(r"\s*(?:<\s?-?\s?>|⇄|↔|\s[x×]\s)\s*")


@dataclass(frozen=True, slots=True, eq=False)
class Me:
    """The user: addresses as `normalise` spells them, and the folded words of the user's names. Two are never equal, so that
    it costs nothing to remember what was asked of one.
    """

    addresses: frozenset[str]
    words: frozenset[str]
    sure: bool
    """Whether `words` come from a name and not only from addresses and greetings."""
    ordered: tuple[str, ...] = ()
    """Whole names, for names that are written without spaces."""

    def is_named(self, name: str) -> bool:
        """Whether a name is the user's: it shares two words, or it is one word of it, or it is written in one piece."""
        return _is_named(self, name)

    def may_be(self, name: str) -> bool:
        """Whether a single word is short for one of the user's names: "Rafa" for Rafael."""
        short = fold(name.strip())
        return short.isalpha() and len(short) >= _SHORTEST_WORD and any(w.startswith(short) for w in self.words)


@lru_cache(maxsize=512)
def _is_named(me: Me, name: str) -> bool:
    squashed = _squashed(name)
    if squashed in me.ordered:
        return True
    if not squashed.isascii() and any(_is_part(squashed, known) for known in me.ordered):
        return True
    words = names.name_words(name)
    if not words:
        return False
    common = len(words & me.words)
    if common and common >= min(2, len(words)):
        return True
    return not me.sure and any(spells(email, name) for email in me.addresses)


def _is_part(name: str, whole: str) -> bool:
    """Whether a name is the given one of a Chinese name, 怡君 of 林怡君, or the family's of one: 小林 of 小林あゆみ."""
    if not _GIVEN <= len(name) < len(whole) or not has_ideographs(name):
        return False
    return (len(whole) == _GIVEN + 1 and whole.endswith(name)) or (len(whole) <= _LONGEST and whole.startswith(name))


def me_of(people: Iterable[Attendee], profile: Profile, my_addresses: frozenset[str]) -> Me:
    """The user as profile and guest list tell.

    A guest under another address who bears the user's whole name is the user too: an alias that the profile does not list.
    """
    given = tuple(dict.fromkeys((*profile.addresses, *my_addresses)))
    addresses = frozenset(normalise(a) for a in given if a)
    people = tuple(people)
    known = [a for a in people if a.is_self or (a.email and normalise(a.email) in addresses)]
    called = frozenset(map(_whole, (profile.name, *(a.name for a in known)))) - {frozenset()}
    mine = [a for a in people if a in known or _bears_my_name(a.name, called, given)]
    addresses |= {normalise(a.email) for a in mine if a.email}
    shown = [n for n in (profile.name, *(a.name for a in mine)) if n and "@" not in n]
    words = frozenset(w for n in shown for w in names.name_words(n))
    spelled = frozenset(w for a in (*given, *(m.email for m in mine)) for w in _address_words(a))
    return Me(addresses, words | spelled, bool(words), tuple(dict.fromkeys(map(_squashed, shown))))


def _whole(name: str) -> frozenset[str]:
    """The words of a name that has a given and a family's part, in any order; nothing for one that has not."""
    words = names.name_words(name)
    if len(words) > 1:
        return words
    return frozenset({_squashed(name)}) if len(name) > _GIVEN and has_ideographs(name) else frozenset()


def _bears_my_name(name: str, called: frozenset[frozenset[str]], addresses: tuple[str, ...]) -> bool:
    whole = _whole(name)
    return bool(whole) and (whole in called or any(spells(email, name) for email in addresses))


def learned(
    me: Me, title: str, body: str, others: tuple[tuple[str, str], ...], invited: bool, rules: DetectionRules
) -> Me:
    """The user with the name that the texts give, where neither profile nor guest list has one.

    A greeting is the user's name unless a guest answers to it; a whole name is the user's when the address spells it or when it
    begins with a name that is known to be the user's. `others` are the names and addresses of the other guests. A company that
    invites (`invited`) writes 様 behind nobody's name but the user's; ユズリハ精機様 is a company.
    """
    if me.sure:
        return me
    honoured = (
        shown
        for m in EAST_ASIAN_NAME.finditer(title)
        if invited and title[m.end() :][:1] == "様" and not _KATAKANA.match(title[: m.start()][-1:])
        for shown in dict.fromkeys((m["name"].strip(), m["name"].strip().rpartition(" ")[2]))
    )
    for greeted in (
        *_greeted(body, rules, invited),
        *_read(title, me, rules),
        *(_first_word(body, rules) if invited else ()),
        *honoured,
        *(_paired(title, others, rules) if invited else ()),
    ):
        if not any(_bears(guest, greeted) for guest in others):
            me = _named(me, greeted, sure=False)
    for name in _whole_names(title, body, rules):
        if any(names.same_person(name, guest[0]) or spells(guest[1], name) for guest in others):
            continue
        first = min(names.name_words(name.split()[0]), default="")
        if any(spells(email, name) for email in me.addresses) or (first in me.words):
            return _named(me, name, sure=True)
    return me


def _named(me: Me, name: str, sure: bool) -> Me:
    return replace(me, words=me.words | names.name_words(name), sure=sure, ordered=(*me.ordered, _squashed(name)))


def _bears(guest: tuple[str, str], name: str) -> bool:
    return names.same_person(guest[0], name) or names.address_fits(name, guest[1])


def _greeted(body: str, rules: DetectionRules, invited: bool) -> Iterator[str]:
    """The names behind "Hi" or its like at the beginning of a description, or before 様."""
    beginning = body[:_BEGINNING]
    addressee = EAST_ASIAN_NAME.match(beginning) or _CHINESE_GREETED.match(beginning)
    if invited and addressee and _TO_SOMEBODY.match(beginning, addressee.end()):
        yield addressee["name"].strip()
    for hit in rules.words.hits(split(beginning)):
        if hit.sign != "greeting":
            continue
        start = hit.end + len(beginning[hit.end :]) - len(beginning[hit.end :].lstrip(" ,"))
        named: Named | None = name_at(beginning, start, rules)
        if named is not None and named.start - hit.end <= 2 and len(named.name.split()) <= 3:
            yield named.name


def _read(title: str, me: Me, rules: DetectionRules) -> Iterator[str]:
    """The names in characters of a title that are read as a word of the user's address: 佐藤 for misaki.sato@…."""
    for found in EAST_ASIAN_NAME.finditer(title):
        for word in found["name"].split():
            if not rules.family_readings.get(word, frozenset()).isdisjoint(me.words):
                yield word


def _first_word(body: str, rules: DetectionRules) -> Iterator[str]:
    """The name that a text begins with, before a comma or polite: "Pani Agnieszko, …", "Emre Bey merhaba"."""
    named = name_at(body, 0, rules)
    if named is None:
        return
    called = body[named.end : named.end + 1] in (",", "!") and looks_like_person(named.name, rules)
    if called or rules.reading.polite.match(body, named.end):
        yield named.name


def _paired(title: str, others: tuple[tuple[str, str], ...], rules: DetectionRules) -> Iterator[str]:
    """The person of a title "Beatriz <> Plumbline Studio", when every guest has a name and it is somebody else's."""
    sides = [s.strip() for s in _PAIR.split(title)]
    if len(sides) != 2 or not others or not all(name for name, _ in others):
        return
    people = [s for s in sides if looks_like_person(s, rules)]
    if len(people) == 1:
        yield people[0]


def _whole_names(title: str, body: str, rules: DetectionRules) -> Iterator[str]:
    for text in (title, body[:_READ]):
        for named in names_in(text, rules):
            yield named.name


@lru_cache(maxsize=512)  # each reader of an invitation asks about the same people
def spells(email: str, name: str) -> bool:
    """Whether an address spells a name of two or more words out: "anna.schmidt", "aschmidt", "schmidta"; not "anna" alone."""
    local, folded = _NO_LETTERS.sub("", fold(local_of(email))), fold(names.tidy(name))
    if len(local) < _SHORTEST_WORD or local[0] not in folded:
        return False
    words = [w for w in _BETWEEN.split(folded) if w.isalpha() and w.isascii()]
    if len(words) < 2:
        return False
    first, last = words[0], words[-1]
    if local[0] not in (first[0], last[0]):
        return False
    shapes = (
        "".join(words),
        first + last,
        last + first,
        first[0] + last,
        last + first[0],
        first + last[0],
        first + words[1],
    )
    return local in map(fold, shapes)


def _squashed(name: str) -> str:
    return _PUNCTUATION.sub("", fold(names.tidy(name)))


@lru_cache(maxsize=64)  # the user's own addresses, with each event
def _address_words(email: str) -> tuple[str, ...]:
    parts = _PARTS.split(local_of(email))
    return tuple(fold(part) for part in parts if len(part) >= _SHORTEST_WORD and part.isalpha())
