"""Mail addresses and domains: which of them are the same person, the same organisation, or a forgery of it.

`registrable` follows the idea of the Public Suffix List (publicsuffix.org) with a compact table: the second-level
registries of country domains, and hosting domains whose customers are strangers to each other. Unknown suffixes are taken
to be one label, which can only make two strangers look related under a rare registry.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Set
from functools import lru_cache

ADDRESS = re.compile(r"(?<![\w.+@/-])([\w.+%-]{1,64}@[a-zA-Z0-9-]{1,63}(?:\.[a-zA-Z0-9-]{1,63}){1,6})")
"""A mail address in running text."""
_PLUS_TAG = re.compile(r"\+.*")
_GENERIC_SECOND = frozenset(
    "ac co com edu ed gen go gob gouv gov gv id info ind mil ne net nom or org asso ltd plc sch nhs police res firm".split()  # noqa: SIM905 - a table of words
)
"""Labels that are registries of their own when they stand right below a two-letter country domain."""
_US_LOCAL = frozenset({"k12", "cc", "tec", "lib", "state", "gen", "mus", "dst", "cog"})
"""What stands below a state in the locality names of .us (RFC 1480)."""
_THREE_LABELS = frozenset({"scot.nhs.uk", "wales.nhs.uk", "s3.amazonaws.com"})
"""Registries of three labels: the health boards of Scotland and Wales, and a host of files."""
_OTHER_SUFFIXES = frozenset(
    """
    me.uk mod.uk nic.uk lg.jp ad.jp gr.jp asn.au conf.au geek.nz iwi.nz kiwi.nz maori.nz school.nz web.za law.za nom.za
    adm.br adv.br agr.br art.br bio.br blog.br cnt.br coop.br eco.br emp.br eng.br esp.br etc.br far.br fst.br imb.br
    ind.br inf.br jor.br leg.br med.br mus.br odo.br ppg.br pro.br psc.br psi.br rec.br srv.br tec.br tmp.br trd.br
    tur.br tv.br vet.br waw.pl edu.pl info.pl biz.pl
    bel.tr web.tr biz.tr gen.tr k12.tr av.tr dr.tr bbs.tr tv.tr name.tr tel.tr kep.tr pol.tr tsk.tr
    uk.com us.com eu.com de.com gb.net se.net jpn.com co.com com.de com.se br.com cn.com za.com
    blogspot.com github.io gitlab.io herokuapp.com netlify.app vercel.app pages.dev workers.dev web.app firebaseapp.com
    azurewebsites.net cloudfront.net appspot.com wixsite.com squarespace.com wordpress.com myshopify.com
    onmicrosoft.com mail.onmicrosoft.com atlassian.net zendesk.com freshdesk.com hubspot.com notion.site webflow.io
    example.com example.org example.net
    fly.dev onrender.com glitch.me repl.co amazonaws.com tumblr.com blogspot.de gitbook.io sharepoint.com
    jimdosite.com weebly.com webnode.com godaddysites.com altervista.org home.pl ovh.net secureserver.net
    duckdns.org eu.org in.net
    my.id web.id desa.id gc.ca priv.no pp.se
    gda.pl gdansk.pl gdynia.pl katowice.pl krakow.pl lodz.pl lublin.pl poznan.pl sopot.pl szczecin.pl torun.pl wroc.pl
    wroclaw.pl zakopane.pl
    """.split()  # noqa: SIM905 - a table of words
)
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
    labels = [label for label in ascii_domain(domain).split(".") if label]
    if len(labels) <= 2:
        return ".".join(labels)
    suffix = 1
    pair = ".".join(labels[-2:])
    if pair in _OTHER_SUFFIXES or (len(labels[-1]) == 2 and labels[-2] in _GENERIC_SECOND):
        suffix = 2
    if labels[-2:] == ["sch", "uk"]:
        suffix = 3  # a county: "hollybank.leics.sch.uk"
    if labels[-1] == "it" and len(labels[-2]) == 2:
        suffix = 2  # a province: "comune.montefosco.si.it"
    if labels[-1] == "us" and labels[-2] in _US_LOCAL:
        suffix = 2
    elif len(labels) > 3 and (".".join(labels[-3:]) in _THREE_LABELS or _is_regional(labels)):
        suffix = 3
    return ".".join(labels[-(suffix + 1) :])


def _is_regional(labels: list[str]) -> bool:
    """Whether a region stands between: an education authority under .sch.uk, a state under .gov.br, a locality under .us."""
    if labels[-1] == "us" and len(labels[-2]) == 2 and labels[-3] in _US_LOCAL:
        return True
    return labels[-2:] == ["sch", "uk"] or (labels[-2:] == ["gov", "br"] and len(labels[-3]) == 2)


_MAX_LABELS = 20


def within(domain: str, parents: Iterable[str]) -> bool:
    """Whether a domain is one of `parents` or lies below one of them."""
    labels = ascii_domain(domain).split(".")
    above = {".".join(labels[start:]) for start in range(max(0, len(labels) - _MAX_LABELS), len(labels))}
    if isinstance(parents, Set):
        return not above.isdisjoint(parents)
    return any(parent in above for parent in parents)


@lru_cache(maxsize=4096)
def name_label(domain: str) -> str:
    """The label that carries the owner's name, readable: "mail.acme.co.uk" → "acme"."""
    return unicode_domain(registrable(domain)).split(".")[0]


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
