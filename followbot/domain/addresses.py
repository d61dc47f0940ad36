"""Mail addresses and domains: which of them are the same person, the same organisation, or a forgery of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from followbot.domain.suffixes import registered

ADDRESS = re.compile(r"(?<![\w.+@/-])([\w.+%-]{1,64}@[a-zA-Z0-9-]{1,63}(?:\.[a-zA-Z0-9-]{1,63}){1,6})")
"""A mail address in running text."""
_PLUS_TAG = re.compile(r"\+.*")
_PAIRS = "0o 1l 3e 5s 8b 9g аa вb сc ԁd еe ёe һh іi їi јj кk мm нh оo рp ѕs тt уy хx ԝw ԛq αa βb εe ιi κk νv οo ρp τt υu χx ɑa"
_CONFUSABLE = str.maketrans(_PAIRS[0::3], _PAIRS[1::3])
"""Digits, Cyrillic and Greek letters that look like Latin ones."""
_COM_SLIPS = frozenset({"co", "cm", "om", "con", "cam", "comm", "corn", "corp"})
_LOOKS_LIKE = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("l", "i"), ("-", ""))
_SHORTEST_GUESS = 5
"""Names of fewer letters differ by one letter too often for that to mean anything."""
_MAX_DOMAIN = 255


def ascii_domain(domain: str) -> str:
    """A domain as the DNS knows it: lower case, internationalised labels as "xn--…" (IDNA 2003), no final dot."""
    return _ascii(domain[:_MAX_DOMAIN])


@lru_cache(maxsize=2_048)  # the same few domains are in every event and mail
def _ascii(domain: str) -> str:
    domain = unicodedata.normalize("NFKC", domain).strip().strip(".").lower()
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


def unicode_domain(domain: str) -> str:
    """The same domain with its labels readable; what cannot be decoded stays as it is."""
    if "xn--" not in domain.lower():
        return domain  # as nearly all are
    try:
        return domain.encode("ascii").decode("idna")
    except UnicodeError:
        return domain


def domain_of(email: str) -> str:
    """The domain of an address in ASCII, "" where there is none."""
    return ascii_domain(email.rpartition("@")[2]) if "@" in email else ""


def local_of(email: str) -> str:
    """The part before the @, lower-cased."""
    return email.rpartition("@")[0].strip().lower()


@lru_cache(maxsize=1_024)  # each event asks about the user's own addresses, and several times about each guest's
def normalise(email: str) -> str:
    """One spelling for all spellings that reach the same mailbox.

    Case and a "+tag" never matter; dots in the local part matter everywhere but at Gmail, which ignores them and answers
    to two domains.
    """
    email = email.strip().strip("<>").removeprefix("mailto:")
    domain = domain_of(email)
    local = _PLUS_TAG.sub("", local_of(email)) or local_of(email)
    if domain in {"gmail.com", "googlemail.com"}:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}" if domain else email.lower()


def spellings(email: str) -> frozenset[str]:
    """The spellings under which a search may find an address: servers compare them as they stand."""
    plain = normalise(email)
    twin = plain.removesuffix("@gmail.com") + "@googlemail.com" if plain.endswith("@gmail.com") else plain
    return frozenset((email, plain, twin))


@lru_cache(maxsize=4096)
def registrable(domain: str) -> str:
    """The part of a domain that somebody registered: "mail.acme.co.uk" → "acme.co.uk"."""
    return registered(".".join(label for label in ascii_domain(domain).split(".") if label))


_MAX_LABELS = 20


def within(domain: str, parents: Iterable[str]) -> bool:
    """Whether a domain is one of `parents` or lies below one of them."""
    labels = ascii_domain(domain).split(".")
    above = {".".join(labels[start:]) for start in range(max(0, len(labels) - _MAX_LABELS), len(labels))}
    if isinstance(
        parents, (frozenset, set)
    ):  # asked of abstract classes, this is most of the work of judging envelopes
        return not above.isdisjoint(parents)
    return any(parent in above for parent in parents)


@lru_cache(maxsize=4096)
def name_label(domain: str) -> str:
    """The label that carries the owner's name, readable: "mail.acme.co.uk" → "acme"."""
    return unicode_domain(registrable(domain)).split(".")[0]


@lru_cache(maxsize=4096)
def skeleton(label: str) -> str:
    """What a label looks like at a glance: letters that are mistaken for each other become the same."""
    text = unicodedata.normalize("NFD", label.lower())
    text = "".join(c for c in text if not unicodedata.combining(c)).translate(_CONFUSABLE)
    for seen, meant in _LOOKS_LIKE:
        text = text.replace(seen, meant)
    return text


def imitates(domain: str, genuine: str) -> bool:
    """Whether a domain is made to be taken for another one: look-alike letters, one slip, or the same name beside ".com"."""
    fake, true = registrable(domain), registrable(genuine)
    if not fake or not true or fake == true or within(domain, [true]):
        return False
    fake_name, true_name = name_label(fake), name_label(true)
    if fake_name == true_name:
        return true.endswith(".com") and fake.partition(".")[2] in _COM_SLIPS
    if skeleton(fake_name) == skeleton(true_name):
        return True
    return min(len(fake_name), len(true_name)) >= _SHORTEST_GUESS and _one_slip(fake_name, true_name)


def borrows(domain: str, genuine: str) -> bool:
    """Whether a foreign domain carries the name of a genuine one: "acme-careers.com", "acme.com.example.net"."""
    true = registrable(genuine)
    name = name_label(true)
    if not name or registrable(domain) == true or len(name) < _SHORTEST_GUESS - 1:
        return False
    readable = unicode_domain(ascii_domain(domain))
    labels = re.split(r"[.-]", readable)
    joined = name_label(domain)
    return name in labels or (len(name) >= _SHORTEST_GUESS and (joined.startswith(name) or joined.endswith(name)))


def _one_slip(a: str, b: str) -> bool:
    """Whether two words differ by one letter changed, added, left out, or swapped with its neighbour."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    a, b = a[start:], b[start:]
    if len(a) == len(b):
        swapped = len(a) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:]
        return swapped or a[1:] == b[1:]
    return a[1:] == b if len(a) > len(b) else b[1:] == a
