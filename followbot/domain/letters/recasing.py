"""Notes as they are typed on a phone, brought to the spelling that a letter needs.

People write "kafka at foo, w/ priya" to themselves. What is certain is put right before a note is read: abbreviations, the
names of the people who were there and of the company, products that have one spelling, and, where a language writes nouns
with a capital, the nouns whose place in the phrase gives them away. Everything else stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from followbot.domain.letters.noterules import NoteRules
from followbot.domain.letters.noteshapes import plainly
from followbot.domain.letters.tidying import ideographic

_TOKEN = re.compile(r"[^\W_][\w.+#/'’-]*[\w+#]|[^\W_]")
_SHOUTED = 0.7
"""From this share of capitals on, a note was typed with the shift lock on."""
_TERM_WORDS = 3


def recase(text: str, names: Iterable[str], terms: Mapping[str, str], rules: NoteRules) -> str:
    """The note with certain spellings put right; `names` are those of people and companies, `terms` maps small to proper."""
    if ideographic(text):
        return text
    letters = [sign for sign in text if sign.isalpha()]
    if len(letters) > 12 and sum(sign.isupper() for sign in letters) > _SHOUTED * len(letters):
        text = text.lower()
    text = re.sub(r"\b[A-Z]{3,}\b", lambda word: _quiet(word.group(), rules), text)
    if rules.acronyms:
        text = rules.acronyms.sub(lambda word: word.group().upper(), text)
    known = {**terms, **_names(names, rules)}
    # At the beginning of a sentence, too: "Estan recuperando"; a name of somebody there is none of these words.
    opened = {w.capitalize(): proper.capitalize() for w, proper in rules.accents.items() if known.get(w) == proper}
    spelled = _nouns(_respelled(text, {**known, **opened}), rules)
    return spelled if _types_names(text) else _employers(spelled, rules)


def _types_names(text: str) -> bool:
    """Whether somebody gave names their capitals, inside a sentence, so that a word in small letters is none."""
    return _INNER_NAME.search(text) is not None


_INNER_NAME = re.compile(r"[^\W\d_],? (?!I\b)[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]{2,}")


def _quiet(word: str, rules: NoteRules) -> str:
    """A little word that was shouted for emphasis: "EVERY week"."""
    small = word.lower()
    return small if small in rules.prepositions | rules.determiners | rules.intensifiers else word


def _nouns(text: str, rules: NoteRules) -> str:
    """With capitals on words that only nouns end like, in a language that writes nouns so: "die umstellung"."""
    shape = rules.noun_ends
    if rules.noun_place:
        text = rules.noun_place.sub(lambda word: _capital(word.group()), text)
    if shape is None:
        return text
    return re.sub(r"\w{5,}", lambda word: _capital(word.group()) if shape.search(word.group()) else word.group(), text)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _names(names: Iterable[str], rules: NoteRules) -> dict[str, str]:
    """Every word of a name that is no common word as well ("Will", "Grace")."""
    words = [word.strip(",.()") for name in names for word in name.split()]
    named = [w for w in words if len(w) > 2 and w[:1].isupper() and w.casefold() not in rules.word_names]
    common = rules.word_names | rules.praising | rules.remarking | rules.finite | rules.determiners | rules.prepositions
    plain = {plainly(w.casefold()): w for w in named if plainly(w.casefold()) not in common}  # "Fermin" is Fermín
    return {**{word.capitalize(): w for word, w in plain.items()}, **plain, **{w.casefold(): w for w in named}}


def _respelled(text: str, known: Mapping[str, str]) -> str:
    """Longest terms first; a word that holds a capital was typed with care and stays."""
    out, position = [], 0
    tokens = list(_TOKEN.finditer(text))
    i = 0
    while i < len(tokens):
        for length in range(min(_TERM_WORDS, len(tokens) - i), 0, -1):
            start, end = tokens[i].start(), tokens[i + length - 1].end()
            found = text[start:end]
            core = found.removesuffix("'s").removesuffix("’s")
            proper = known.get(core) if core.islower() or core in known else None
            if proper:
                out += [text[position:start], proper, found[len(core) :]]
                position, i = end, i + length
                break
        else:
            i += 1
    return "".join([*out, text[position:]])


def _employers(text: str, rules: NoteRules) -> str:
    """ "at foo" becomes "at Foo": what stands alone behind that word is the name of a place of work."""
    if not rules.employer_after:
        return text
    before = "|".join(map(re.escape, rules.employer_after))

    def capital(match: re.Match[str]) -> str:
        word = match.group(2)
        known = word in rules.no_employer or word.endswith(rules.no_employer_ends)
        return match.group() if known else f"{match.group(1)}{word[:1].upper()}{word[1:]}"

    return re.sub(rf"(\b(?:{before}) )([a-z][\w&-]+)(?= *(?:$|[,.;:!?)\n]| (?:{rules.employer_end})\b))", capital, text)


def is_remark(phrase: str, little: frozenset[str]) -> bool:
    """Whether a German phrase begins with a noun and ends with a quality: "Kanzlei voll digital"."""
    words = phrase.split()
    before = words[-2].casefold() if len(words) > 1 else ""
    if len(words) > 1 and all(word.istitle() for word in words):
        return True  # "Wochenenden Pflicht"
    return len(words) > 1 and words[0][:1].isupper() and words[-1].islower() and before not in little


def certain_nouns(phrase: str, little: frozenset[str]) -> bool:
    """Whether a German phrase in small letters is articles, prepositions, adjectives and nouns at their places, no more.

    It begins with an article, so that its nouns are the last words before the next little word; adjectives are inflected.
    """
    words = [word.strip(",") for word in phrase.split()]
    if len(words) < 2 or words[0] not in little or words[1] in little:
        return False
    for word, following in zip(words, (*words[1:], ""), strict=True):
        noun = not following or following in little
        if word not in little and not noun and not word.endswith(("e", "en", "er", "es", "em")):
            return False
    return words[-1] not in little


_ADJECTIVE = ("e", "en", "er", "es", "em")
_QUALITY = ("isch", "lich", "ig", "ell", "al", "bar", "los", "voll", "sam", "haft", "iv", "frei", "weise", "wärts")
_PARTICIPLE = re.compile(r"(?:\w{0,5}ge\w{2,}(?:t|en)|(?:be|ver|er|ent|zer)\w{2,}t|\w+iert)")
_TYPED_NOUN = re.compile(r"(?<=[a-zäöüß,] )[A-ZÄÖÜ][a-zäöüß]{2,}")


def in_sentence(text: str, rules: NoteRules, little: frozenset[str]) -> str:
    """A German clause with capitals on the nouns that an article gives away, however far adjectives part the two.

    Behind a comma "die" is a pronoun, and gives nothing away; nor does "mit allen besprechen" beside nouns with a capital.
    """
    words = text.split()
    yours = {*rules.swap_they.values()}
    typed = any(word[:1].isupper() and word not in yours for word in words[1:])
    for i, word in enumerate(words[:-1]):
        if word.casefold() not in rules.determiners or (i and words[i - 1].endswith(",")):
            continue
        for at in range(i + 1, min(i + 4, len(words))):
            core = words[at].strip(",.")
            ends = at + 1 == len(words) or core != words[at] or words[at + 1].casefold().strip(",.") in little
            if not core.isalpha() or not core.islower() or core in little or _PARTICIPLE.fullmatch(core):
                break
            if typed and at == i + 1 and at + 1 == len(words) and core.endswith("en"):
                break
            if ends or not core.endswith(_ADJECTIVE):
                words[at] = _capital(words[at])
                break
    return " ".join(words)


def types_nouns(text: str, names: Iterable[str]) -> bool:
    """Whether a German note has nouns with a capital inside its sentences, so that small words are none."""
    said = {word for name in names for word in name.split()}
    return any(found.group() not in said for found in _TYPED_NOUN.finditer(text))


def hides_noun(text: str, little: frozenset[str]) -> bool:
    """Whether a German clause that was typed in small letters may hold a noun that nothing gives away."""
    words = [word.strip(",.") for word in text.split()]
    for word, following in zip(words, (*words[1:], ""), strict=True):
        verb = not following or (following.casefold() in little and word.endswith(("en", "t", "te", "n")))
        adjective = word.endswith(_ADJECTIVE) and following[:1].isupper()
        known = word in little or word.endswith(_QUALITY) or _PARTICIPLE.fullmatch(word)
        if word.replace("-", "").isalpha() and word.islower() and not (known or verb or adjective):
            return True
    return False


def with_nouns(phrase: str, function_words: frozenset[str]) -> str:
    """A German phrase with capitals on what must be nouns: the last word before an article, a preposition or the end."""
    words = phrase.split()
    for i, word in enumerate(words):
        core = word.rstrip(",")
        last = i + 1 == len(words) or core != word or words[i + 1].casefold() in function_words
        verb = core.endswith("en") and i > 0 and words[i - 1][:1].isupper()  # "Monolith zerlegen"
        if last and not verb and core.islower() and core.replace("-", "").isalpha() and core not in function_words:
            words[i] = "-".join(_capital(part) if len(part) > 2 else part for part in word.split("-"))
    return " ".join(words)
