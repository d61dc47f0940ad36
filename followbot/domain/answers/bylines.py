"""Whose name a mail bears: the display name, the signature, and whom it greets.

Recruiting systems send a person's own words and their own form letters from the same addresses. The byline tells them
apart: form letters are signed by the house, people by themselves. A display name counts as a person's when it is that of a
contact, or when it has a given name and no word of the company or of a department.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from followbot.domain.addresses import domain_of, name_label
from followbot.domain.answers.facts import Facts, once
from followbot.domain.answers.questions import asks
from followbot.domain.answers.relations import compact, given_names
from followbot.domain.phrases import tokens, words
from followbot.domain.sentences import split_sentences

_MAX_RECIPIENTS = 200
_IDEOGRAPH = re.compile("[\u3400-\u9fff々]")
_CJK_NAME = re.compile("[\u3040-\u30ff\u3400-\u9fff々]{1,6}")
_CALLED = 3
"""Within so many letters a Japanese or Chinese mail has named whom it greets."""
_IMPERSONAL = frozenset(("team", "the", "no", "reply", "noreply", "via", "at", "acquisition", "notifications"))
_BESIDE_NAME = re.compile(r"\s*[(|@·–—,/（｜].*|\s-\s.*", re.DOTALL)
"""What stands after a name: "Ada Lovelace (Acme)"."""
_FULL_NAME = range(2, 5)
_CHINESE_NAME = range(2, 4)
_JAPANESE_PART = range(1, 4)
_PARTICLE = 3
_GOES_ON = 2
"""Words that follow a name of which something is said; after that of a signature, or of "Colin here.", there are fewer."""
_STOP = re.compile(r"[.!?…。！？\n]")
_NICKNAME, _A_FEW = 3, 6
_TOPIC = ("は", "已", "将", "现", "現")
_TAIL, _HEAD, _SIGNATURE = 80, 60, 200


@once
def signed_by_sender(facts: Facts) -> bool:
    """Whether the last lines carry a word of the sender's name; the company's name is nobody's, nor is
    that of the sender's own domain. In Chinese and Japanese the sender may as well be named in the first line.
    """
    sender = domain_of(facts.message.sender.email)
    homes = (*facts.context.company_domains, *(() if sender in facts.rules.transport.freemail else (sender,)))
    names = given_names(facts.message.sender) - _of_company(facts, homes)
    end = f"{facts.letter.new[-_TAIL:]} {facts.letter.signature[:_SIGNATURE]}"
    if names & set(words(end).split()):
        return True
    parts = _CJK_NAME.findall(_head(facts))
    return bool(parts) and names_person(facts) and parts[0] in f"{facts.letter.new[:_HEAD]} {end}"


@once
def is_anonymous(facts: Facts) -> bool:
    """Whether nobody speaks in a mail, and to nobody: it greets no one by name, asks nothing, and no "I" stands in it."""
    return not (facts.speaks_of_self or asks(facts) or greets_user(facts))


@once
def is_unsigned(facts: Facts) -> bool:
    """Whether nobody put a name, a nickname or initials below a mail of a few words or more, and it quotes nothing.

    Of 217 such mails in which nobody speaks to nobody either (`is_anonymous`), 207 in the corpus are a machine's.
    """
    last = tokens(_STOP.split(facts.letter.new.strip())[-1])
    named = bool(last) and len(last) <= _NICKNAME
    told = sum(facts.new.lengths) >= _A_FEW
    return told and not (named or facts.letter.signature or facts.letter.quoted.strip() or signed_by_sender(facts))


@once
def speaks_of_sender(facts: Facts) -> bool:
    """Whether a mail speaks of its own sender as of somebody else: "Colin now works in Leeds"."""
    names = {name for name in given_names(facts.message.sender) if len(name) > _PARTICLE}
    said = (tokens(sentence) for sentence in split_sentences(facts.told, facts.stops))
    if any(word in names for words_ in said for word in words_[:-_GOES_ON]):
        return True
    parts = _CJK_NAME.findall(_head(facts))
    return bool(parts) and any(f"{parts[0]}{mark}" in facts.letter.new for mark in _TOPIC)


@once
def introduces_sender(facts: Facts) -> bool:
    """Whether the first words of a Chinese or Japanese mail name its sender: "中村です"."""
    parts = _CJK_NAME.findall(_head(facts))
    return bool(parts) and parts[0] in facts.letter.new[:_HEAD] and parts[0] not in facts.letter.new[:_CALLED]


@once
def names_person(facts: Facts) -> bool:
    """Whether the display name is surely a person's."""
    if facts.relation.namesake:
        return True
    head = _head(facts)
    if _IDEOGRAPH.search(head):
        return _is_cjk_name(head, facts)
    found = tokens(head)
    return (
        len(found) in _FULL_NAME
        and is_personal_name(facts)
        and not set(found) & _of_houses(facts)
        and not (facts.context.company and compact(facts.context.company) in compact(head))
        and compact(head) not in {compact(name_label(domain)) for domain in facts.context.company_domains}
        and any(word in facts.rules.given_names for word in found[:-1])
    )


def _is_cjk_name(head: str, facts: Facts) -> bool:
    parts = head.split()
    if any(role in head for role in facts.rules.transport.house_words):
        return False
    if len(parts) == 2:
        return all(len(part) in _JAPANESE_PART for part in parts)
    return len(parts) == 1 and len(head) in _CHINESE_NAME and head[0] in facts.rules.family_names


def _head(facts: Facts) -> str:
    """The display name without the house that stands beside it."""
    found = _BESIDE_NAME.sub("", facts.message.sender.name[:_SIGNATURE].strip()).split()
    joints = facts.rules.transport.name_joints
    end = next((number for number, word in enumerate(found) if number and word.lower() in joints), len(found))
    return " ".join(found[:end])


@once
def is_personal_name(facts: Facts) -> bool:
    """Whether the sender's display name may be a person's: it has words that name neither the company nor a department."""
    company = _of_company(facts, facts.context.company_domains)
    return bool(set(tokens(facts.message.sender.name)) - company - _of_houses(facts))


def _of_company(facts: Facts, domains: Iterable[str]) -> set[str]:
    """Words that stand for the company and not for a person: those of its name and its domains, and those of the display name
    that a domain writes as one ("Porto Blu" at portoblu.it).
    """
    labels = [name_label(domain) for domain in domains]
    written, shown = {compact(label) for label in labels}, tokens(facts.message.sender.name)[:_A_FEW]
    runs = (shown[start:end] for start in range(len(shown)) for end in range(start + 2, len(shown) + 1))
    spelled = {word for run in runs if compact(" ".join(run)) in written for word in run}
    return spelled | {word for label in labels for word in tokens(label)} | set(tokens(facts.context.company))


def _of_houses(facts: Facts) -> frozenset[str]:
    return _words_of_houses(facts.rules.transport.recruiting_roles, facts.rules.transport.house_words)


@lru_cache(maxsize=4)
def _words_of_houses(roles: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    return _IMPERSONAL | frozenset(part for role in roles | others for part in words(role).split())


@once
def greets_user(facts: Facts) -> bool:
    """Whether the first line has a word of the user's name, as the headers or the profile spell it."""
    me = facts.context.me
    addressed = [a for a in facts.message.recipients[:_MAX_RECIPIENTS] if a.email.lower() in me] or list(
        facts.message.to[:1]
    )
    names = {name for address in addressed for name in given_names(address)} | set(words(facts.context.my_name).split())
    # "de" of "de Wit" stands in every Dutch line.
    names = {
        name for name in names if len(name) > _PARTICLE or not any(name in c for c in facts.rules.stopwords.values())
    }
    first = next((line.strip() for line in facts.letter.new.split("\n") if line.strip()), "")
    # "大野様", "小雯，": a family name, or a letter of the given one.
    letters = {letter for address in addressed for letter in _IDEOGRAPH.findall(address.name)}
    return bool(names & set(words(first[:80]).split())) or bool(letters & set(first[:_CALLED]))
