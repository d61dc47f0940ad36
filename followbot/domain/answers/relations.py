"""Whose mail it is, held against one process: the user's own, a contact's, a colleague's, a stranger's, a forger's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from followbot.domain.addresses import domain_of, local_of, name_label, normalise, registrable
from followbot.domain.answers.disguise import Disguise, imitation, shown_in_name
from followbot.domain.answers.transport import TransportRules, is_private_domain
from followbot.domain.kana import romanised
from followbot.domain.model import Address, Message, ReplyContext
from followbot.domain.names import address_fits, name_words, same_person, tidy
from followbot.domain.phrases import Words, fold, tokens, words
from followbot.domain.subjects import is_fresh

_NAME_AFFIXES = ("get", "try", "join", "use", "the", "we", "hello", "hey", "go", "my")
_NAME_SUFFIXES = ("hq", "app", "labs", "inc", "group", "tech", "ai", "io", "co", "corp", "gmbh", "team", "software")
_SHORTEST_NAME, _SHORTEST_SPELLED = 3, 7
_STEM, _BENT = 5, 2
"""Letters from which on a word is known by its beginning, and letters of an ending that may differ."""
_TOLD_NAME = 4
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff]{2}")
_MAX_LOOKED_AT = 3_000
_COUNTRY = 2
_AMONG_OTHERS = 4
"""Letters of a name up to which it may stand inside another word."""
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_NO_NAME = re.compile(r"[._\-\d+]+")
_MAX_SUBJECT = 500
_MAX_IDS = 2_000
_MAX_RECIPIENTS = 200


@dataclass(frozen=True, slots=True)
class Relation:
    """How a message stands to a process. `forged` says why its sender must not be believed, "" if nothing is wrong."""

    own: bool = False
    contact: bool = False
    in_thread: bool = False
    colleague: bool = False
    agency: bool = False
    named: bool = False
    """It names the company, so that a recruiting system's mail is about this process."""
    guessed: bool = False
    """It is only taken to name the company, because nothing can tell: see `_beyond_comparison`."""
    namesake: bool = False
    """It bears a contact's whole name: no proof by itself, but what a relay shows of the person it writes for."""
    speaks_for: str = ""
    """The contact's address as the process knows it, when a contact writes from it or, in the thread and under the same
    name or part of it, from another one; else "".
    """
    known: bool = True
    """False when the process has neither contact, company nor thread to hold the message against."""
    presumed: bool = False
    """Nothing is known of a process, and the mail answers something: it is taken to be its mail."""
    forged: str = ""
    disguise: Disguise | None = None
    """By what the sender looks like somebody of the process."""

    @property
    def related(self) -> bool:
        """Whether a person who writes so counts as somebody of the process."""
        belongs = self.contact or self.in_thread or self.colleague or self.agency or self.presumed
        return belongs and not self.forged

    @property
    def concerned(self) -> bool:
        """Whether a machine that writes so writes about this process."""
        return not self.forged and (self.related or self.named or not self.known)


def bare_ids(ids: Iterable[str]) -> frozenset[str]:
    """Message-IDs without angle brackets and blanks."""
    return frozenset(i.strip().strip("<>") for i in ids if i.strip())


def own_domains(context: ReplyContext, rules: TransportRules) -> frozenset[str]:
    """Registrable domains whose people belong to the process: the company's, and those of its contacts."""
    stated = [*context.company_domains, *(domain_of(c.email) for c in context.contacts if c.email)]
    return frozenset(registrable(d) for d in stated if d and not is_private_domain(d, rules))


def relate(message: Message, context: ReplyContext, rules: TransportRules, distrust: str = "") -> Relation:
    """Hold a message against a process. `distrust` is what the transport says against its sender."""
    sender = normalise(message.sender.email)
    me = frozenset(normalise(a) for a in context.me)
    domains = own_domains(context, rules)
    agency = frozenset(registrable(d) for d in context.agency_domains if not is_private_domain(d, rules))
    ids = bare_ids(context.sent_ids)
    in_thread = bool(ids & bare_ids((*message.in_reply_to, *message.references)[-_MAX_IDS:])) or (
        bool(message.thread_ref) and message.thread_ref in context.thread_refs
    )
    people = frozenset(normalise(c.email) for c in context.contacts if c.email)
    contact = bool(sender) and sender in people
    home = registrable(domain_of(sender))
    known = bool(context.contacts or domains or agency or ids or context.company)
    named = _names_company(message, context, domains)
    beyond = _beyond_comparison(message, context)
    disguise = shown_in_name(message.sender, people, domains)
    if disguise is None and not contact:
        disguise = imitation(sender, domains | agency, in_thread, rules)
    return Relation(
        own=bool(sender) and sender in me,
        contact=contact,
        in_thread=in_thread,
        colleague=home in domains and not is_private_domain(domain_of(sender), rules),
        agency=home in agency and not is_private_domain(domain_of(sender), rules),
        named=named or beyond,
        guessed=beyond and not named,
        namesake=any(_same_name(message.sender, c) for c in context.contacts),
        speaks_for=_speaks_for(message.sender, context, in_thread),
        known=known,
        presumed=not known and bool(message.in_reply_to or message.references or not is_fresh(message.subject)),
        forged=distrust or (disguise.why if disguise else ""),
        disguise=disguise,
    )


def looks_known(
    sender: Address, contacts: Iterable[Address], people: frozenset[str], homes: frozenset[str], rules: TransportRules
) -> bool:
    """Whether a stranger bears a contact's name, or looks otherwise like one of the `people`, or from one of the `homes`, of a
    process.
    """
    if any(_same_name(sender, c) for c in contacts) or shown_in_name(sender, people, homes):
        return True
    return imitation(sender.email, homes, False, rules) is not None


def _speaks_for(sender: Address, context: ReplyContext, in_thread: bool) -> str:
    spelling = normalise(sender.email)
    written = next((c.email for c in context.contacts if c.email and normalise(c.email) == spelling), "")
    return written or (meant_in_thread(sender, context.contacts) if in_thread else "")


def meant_in_thread(address: Address, contacts: Iterable[Address]) -> str:
    """The address of the contact whom an unknown address within the thread is known for by its name, "" for nobody's."""
    known = [contact for contact in contacts if contact.email]
    named = [c.email for c in known if _same_name(address, c)]
    called = [c.email for c in known if _may_be(address, c)]
    return named[0] if named else called[0] if len(called) == 1 else ""


def _may_be(sender: Address, contact: Address) -> bool:
    """Whether a sender within the thread can be a contact known by part of a name, or shows only part of it: "Jane" is Jane Doe
    from home, 田中 is 田中太郎. Good enough where a single contact comes into question, and nowhere outside the thread.
    """
    shown = tidy(sender.name[:_MAX_SUBJECT]) or _spelled_by(sender)
    stated = tidy(contact.name)
    spelled = _spelled_by(contact)
    if not stated or (_IDEOGRAPHS.search(stated) and shown.isascii()):  # "Taro Tanaka" is 田中, by tanaka@
        return same_person(shown, spelled) or address_fits(shown, contact.email)
    fuller = spelled if name_words(stated) < name_words(spelled) else stated
    return same_person(shown, fuller)


def _spelled_by(address: Address) -> str:
    """The words of an address, as far as they may be a name: "jane.doe77@" → "jane doe"."""
    return " ".join(_NO_NAME.sub(" ", local_of(address.email)).split())


def _same_name(sender: Address, contact: Address) -> bool:
    """Whether the sender's display name holds a contact's first and last name, or is what a contact's address abbreviates."""
    wanted, shown = given_names(contact), tokens(sender.name)
    if len(wanted) > 1:
        return wanted <= set(shown)
    return compact(local_of(contact.email)) in _local_parts(shown)


def is_named_in(text: Words, contact: Address) -> bool:
    """Whether a folded text names a contact: by all that is known of the name and at least four letters of it, or by the two
    words that the address abbreviates.
    """
    names = given_names(contact)
    if names <= set(text) and max(map(len, names), default=0) >= _TOLD_NAME:
        return True
    local = compact(local_of(contact.email))
    return len(local) >= _TOLD_NAME and any(local in _local_parts(pair) for pair in pairwise(text))


def _local_parts(name: Sequence[str]) -> frozenset[str]:
    """The local parts that companies make of a person's name: Ada Lovelace is "alovelace", "adal", "lovelacea"."""
    if len(name) < 2 or len(name[-1]) < 2:
        return frozenset()
    first, last = name[0], name[-1]
    return frozenset((first + last, last + first, first[0] + last, first + last[0], last + first[0]))


def _names_company(message: Message, context: ReplyContext, domains: Iterable[str]) -> bool:
    """Whether sender name, subject, relay address or text name the company."""
    labels = [_without_country(domain) for domain in domains]
    shown = f"{message.sender.name} {message.subject[:_MAX_SUBJECT]}"
    if any(_spells(label, shown) or _shortens(label, message.sender.name) for label in labels):
        return True
    names = [compact(context.company), *(n for label in labels for n in label_names(label))]
    wanted = [name for name in names if len(name) >= _SHORTEST_NAME]
    if not wanted:
        return False
    shown = " ".join(
        (message.sender.name, message.sender.email, message.subject[:_MAX_SUBJECT], message.text[:_MAX_LOOKED_AT])
    )
    replies = " ".join(a.email for a in message.reply_to[:_MAX_RECIPIENTS])
    folded = fold(f"{shown} {replies}")
    spelled = romanised(f"{message.sender.name} {message.subject[:_MAX_SUBJECT]}")
    squeezed = " ".join((fold(_BETWEEN_WORDS.sub("", folded)), *spelled))
    short = [name for name in wanted if len(name) <= _AMONG_OTHERS]
    flat = words(folded) if short else ""
    return any(name in squeezed for name in wanted if len(name) > _AMONG_OTHERS) or any(f" {n} " in flat for n in short)


def _without_country(domain: str) -> str:
    """The label that carries the owner's name, without the country that its domain ends with: "acmemx.com.mx" → "acme"."""
    label, country = name_label(domain), domain.rpartition(".")[2].lower()
    named = len(country) == _COUNTRY and label.endswith(country) and len(label) - _COUNTRY > _AMONG_OTHERS
    return label.removesuffix(country) if named else label


def _shortens(label: str, name: str) -> bool:
    """Whether a domain's label is made of the beginnings of words that follow each other in a name: "minandina" is "Minera
    Andina". Long words may be bent at their ends: "z Papierni Wzgórze" is "papierniawzgorze".
    """
    flat, words_ = compact(label), tokens(name[:_MAX_SUBJECT])
    if len(flat) < _SHORTEST_SPELLED:
        return False
    for start in range(len(words_)):
        ends = {0}
        for word in words_[start:]:
            longest = min(len(word), len(flat))
            ends = {
                e + n + bent
                for e in ends
                for n in range(_SHORTEST_NAME, longest + 1)
                if flat.startswith(word[:n], e)
                for bent in (range(_BENT + 1) if n >= len(word) - _BENT and n >= _STEM else (0,))
            }
            if len(flat) in ends:
                return True
            if not ends:
                break
    return False


def _spells(label: str, shown: str) -> bool:
    """Whether words of a text make up a domain's label: "Kelder Valley Water" is behind "kelder-water" and "keldervalley"."""
    flat = compact(label)
    found = {compact(word) for word in tokens(shown) if len(word) >= _SHORTEST_NAME and word.isalpha()}
    return len(flat) >= _SHORTEST_SPELLED and flat not in found and _made_of(flat, frozenset(found))


def _made_of(flat: str, found: frozenset[str]) -> bool:
    starts = {0}
    for end in range(1, len(flat) + 1):
        if any(flat[start:end] in found for start in starts):
            starts.add(end)
    return len(flat) in starts


def _beyond_comparison(message: Message, context: ReplyContext) -> bool:
    """Whether the sender's name is written in Chinese or Japanese and the company is known by a Latin domain alone, so that
    nothing tells them apart: a decision is then rather believed than a closed process nudged.
    """
    return not context.company and _IDEOGRAPHS.search(message.sender.name) is not None


def compact(text: str) -> str:
    """Folded text without blanks, folded once more: "Ruano e Hijos" is to be what "ruanoehijos" is."""
    return fold("".join(tokens(text)))


def label_names(label: str) -> list[str]:
    """Names that a domain label may stand for: "getacme" → "getacme", "acme"."""
    name = compact(label)
    without = [name.removeprefix(affix) for affix in _NAME_AFFIXES] + [name.removesuffix(s) for s in _NAME_SUFFIXES]
    return [name, *dict.fromkeys(rest for rest in without if rest != name and len(rest) >= 4)]


@lru_cache(maxsize=1_024)  # the contacts of a process are asked for with each mail
def given_names(address: Address) -> frozenset[str]:
    """Folded words by which an addressee may be greeted: the display name's, else those of the local part."""
    parts = tokens(address.name) or tokens(_spelled_by(address))
    return frozenset(part for part in parts if len(part) > 1)
