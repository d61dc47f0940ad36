"""A note taken apart: sentences, clauses with their subjects, and which of them may be used at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from followbot.domain.letters.noterules import NoteRules
from followbot.domain.letters.specifics import BRACKETS, FORBIDDEN, MINE, strip_ends
from followbot.domain.letters.tidying import ideographic, tidy
from followbot.domain.model import Contact, ContactRole
from followbot.domain.names import without_title

_NAME_WORDS = 4
CLAUSE_MAX = 240
"""Characters of a clause; a longer one is a transcript, not a note."""

SENTENCE = re.compile(
    r"(?:(?<=[.!?;。！？；])(?<!\b[A-Za-z]\.[A-Za-z]\.)(?:\s+|(?<=[。！？；])))|[\n\r]+|\s[–—]\s|\s-\s|(?<=[!?;])(?=[぀-鿿])|(?<=[一-鿿])，|(?<=[てがしず])、|(?<=そうで)、"
)
_BULLET = re.compile(r"^[\s>*•·・●○■□◆◇▪–—\-]+|^\s*\d{1,2}[.)]\s+")
_ENDING = re.compile(r"[!！?？]+\s*$")
_FACE = r"[\u2600-\u27bf\u2b50\ufe0f\u200d\U0001f000-\U0001faff]"
_DELIGHT = re.compile(
    r"(?:<3|[\u2764\u2b50\U0001f44d\U0001f44f\U0001f4aa\U0001f525\U0001f4af\U0001f600-\U0001f604\U0001f606\U0001f60a"
    r"\U0001f60d\U0001f60e\U0001f642\U0001f64c\U0001f929\U0001f970\U0001f973])(?:" + _FACE + r"|\s)*"
)
"""Faces and signs that praise what stands before them, as "!" does."""
_SEGMENT = r"[^,.;:!?\n，。！？；、]{0,120}?"
_LAUGHTER = re.compile(
    rf"{_SEGMENT}(?:[\U0001f600-\U0001f64f\U0001f910-\U0001f92f](?:{_FACE})*|[:;]-?[)D(/P]+(?=\s|$|[.,])"
    r"|\b(?:(?:ha){2,}h?|(?:he){2,}|(?:hi){2,}|(?:ja){2,}j?|lo+l|xd+|mdr+|ptdr|k{3,}|(?:rs){2,}|w{3,}(?!\.))\b"
    r"|哈{2,}|呵{2,}|嘻{2,}|[（(]?笑[)）]?(?=[。、，\s]|$)|ｗ+)",
    re.IGNORECASE,
)
"""A wry face or laughter with what it is about, which stays in the note: what is laughed at may be mocked."""
_PICTURE = re.compile(r"(?:(?![\U0001f600-\U0001f64f\U0001f910-\U0001f92f])" + _FACE + ")+")
"""What people put between two sentences instead of a full stop."""


_STOP = re.compile(r"(?<![\w.])(\w{1,8})\.\s+(?=(\w))")
_ORDINAL = re.compile(r"\b((?:in|im|am|zur|zum|der|die|den|dem|das) \d{1,2})\. (?=[A-ZÄÖÜ])")
"""A German ordinal, "in 3. Generation", whose full stop ends no sentence either."""
_GLUE = "\ue000"
_LABEL_SIGNS = 10
_OFFICE_SIGNS = 5
"""Letters of a word that surely is an office."""
NOT_WORD = re.compile(r"[^\w'-]+")


@dataclass(frozen=True, slots=True)
class People:
    """Who is written to, and who else was there. Outsiders (an agency's recruiter) are not "you" when notes say "they"."""

    addressed: tuple[Contact, ...]
    others: tuple[Contact, ...] = ()
    insiders: bool = True

    def named(self, name: str) -> Contact | None:
        """The one contact that a word or two of a note name, None where nobody or several people fit."""
        wanted = name.casefold().removesuffix("'s").removesuffix("’s")
        wanted = next(
            (wanted.removesuffix(title) for title in TITLES if wanted.endswith(title) and wanted != title), wanted
        )
        words = wanted.split(" ")
        tails = (" ".join(words[start:]) for start in range(len(words)))  # "Frau Weber", "o sr Jorge"
        fitting = next((called for tail in tails if (called := self._called(tail))), [])
        fitting = fitting or [c for c in self._everybody if ideographic(name) and wanted in _families(c)]
        return fitting[0] if len(fitting) == 1 else None

    @property
    def _everybody(self) -> tuple[Contact, ...]:
        return (*self.addressed, *self.others)

    def voice(self, clause: str) -> Contact | None:
        """Whose words or deeds a clause without blanks tells: the one person whom it names, None for nobody or several."""
        found = {c for c in self._everybody if c.name.replace(" ", "") in clause} | {*self.spoken_of(clause)}
        return found.pop() if len(found) == 1 else None

    def offices(self, text: str) -> Mapping[str, Contact]:
        """Whom a title means that stands alone, since the text gives it to one person's name: "店長" after "佐々木店長"."""
        said = {c: f"{text} {c.name}" for c in self._everybody}
        worn = [(t, c) for c in said for f in _families(c) for t in TITLES if len(t) > 1 and f"{f}{t}" in said[c]]
        return {title: contact for title, contact in worn if {c for t, c in worn if t == title} == {contact}}

    def _called(self, name: str) -> list[Contact]:
        return [c for c in self._everybody if name and name in _names(c)]

    def spoken_of(self, text: str) -> tuple[Contact, ...]:
        """Whom a text without spaces names by family name and title, as in "西さん"."""
        everybody = self._everybody if ideographic(text) else ()
        return tuple(c for c in everybody if any(f"{f}{title}" in text for f in _families(c) for title in TITLES))

    @property
    def only(self) -> Contact | None:
        """The addressee, if nobody else was there."""
        return self.addressed[0] if len(self.addressed) == 1 and not self.others else None


_OFFICES = (
    "さん 様 氏 部長 課長 科長 係長 次長 店長 社長 会長 専務 常務 理事長 所長 館長 校長 教頭 園長 院長 室長 看護師長 師長 "
    "施設長 編集長 支配人 總 老師 經理 廠長 部長 處長 科長 館長 主編 總監 主管 護士長 護理長 醫生 醫師 律師 師傅 老闆 督導 "
    "先生 主任 教授 姐 哥 总 老师 经理 工 校长 院长 园长 厂长 店长 部长 处长 科长 所长 馆长 社长 会长 "
    "主编 总监 主管 护士长 医生 律师 师傅 老板 女士 小姐 事務長 技師長 事務局長 工場長 站长 督导"
)
TITLES = (*_OFFICES.split(), " bey", " hanım", " hoca", " usta")
"""What stands behind a family name in Japanese and Chinese, behind a given name in Turkish."""


def _families(contact: Contact) -> tuple[str, ...]:
    """What the family name in Chinese and Japanese order may be: without a blank one to three characters of the name."""
    first, blank, rest = contact.name.partition(" ")
    if blank and first.endswith(TITLES):  # an address book may hold the office in front
        return tuple(dict.fromkeys((rest.partition(" ")[0], rest[:1])))
    return (first,) if blank else tuple(first[:length] for length in range(1, min(len(first), 4)))


def _names(contact: Contact) -> frozenset[str]:
    words = contact.name.replace(",", " ").casefold().split()
    return frozenset({*words, " ".join(words)} - {""})


def parted(text: str) -> str:
    """The text with lines of their own where faces and laughter part its sentences; a delighted face says "!"."""
    return _LAUGHTER.sub("\n", _PICTURE.sub("\n", _DELIGHT.sub("!\n", text)))


_DASHED = re.compile(r"(?m)^([^\w\n]*)([^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*)?)(?: (?:-|–|—|=>|->|→)|→) +(?=\S)")


def labelled(text: str, people: People) -> str:
    """The text with a colon where a dash or an arrow stands between somebody's name and what they said."""

    def colon(match: re.Match[str]) -> str:
        return f"{match[1]}{match[2]}: " if people.named(match[2]) else match[0]

    return _DASHED.sub(colon, text)


def with_reader(text: str, people: People, rules: NoteRules) -> str:
    """The text with the name of the only one who was there where a sentence says what they are: "La directora me habló"."""
    only = people.only
    if only is None or only.role in (ContactRole.RECRUITER, ContactRole.COORDINATOR):
        return text
    called = next(iter(without_title(only.name).split()), "")
    shapes = (rules.readers, *(_office_of(only, rules) if rules.readers or rules.the else ()))
    for shape in shapes if called else ():
        text = shape.sub(lambda _: called, text) if shape else text  # a name is no template
    return text


def _office_of(only: Contact, rules: NoteRules) -> Iterable[re.Pattern[str]]:
    """How a sentence begins about somebody by the office that they are known to hold: "El secretario me contó".

    What the first word of several means by itself hangs on the language: a "head nurse" is no head.
    """
    office, word = only.title.strip(), next(iter(only.title.casefold().split()), "")
    known = (rules.the or rules.determiners, rules.prepositions)
    articles, joins = ("|".join(map(re.escape, sorted(words))) for words in known)
    if not articles:
        return
    # Small letters go on with the sentence; a name with a capital would be somebody else who holds such an office.
    goes_on = (rf"(?!(?:{joins})\b)" if joins else "") + r"(?-i:[^\W\d_A-ZÀ-ÖØ-Þ])"
    if len(office) >= _OFFICE_SIGNS:
        yield re.compile(rf"(?mi)(?:^|(?<=[.!?] ))(?:{articles}) {re.escape(office)}(?= {goes_on})")
    if len(word) >= _OFFICE_SIGNS and word.isalpha() and not rules.definite:
        yield re.compile(rf"(?mi)(?:^|(?<=[.!?] ))(?:{articles}) {word}(?:, [^,.\n]{{3,25}},)?(?= {goes_on})")


def clauses(text: str, people: People, rules: NoteRules) -> Iterable[tuple[str, str]]:
    """The clauses of a note without bullets and brackets, abbreviations written out; each with "?" or "!" where it ends so."""
    for sentence in SENTENCE.split(text):
        if _doubted_aside(sentence or "", rules):
            continue
        words = BRACKETS.sub("", _BULLET.sub("", tidy((sentence or "").replace(_GLUE, " "), 2_000))).split()
        written_out = [_written_out(word, rules) for word in words]
        ending = _ENDING.search(sentence or "")
        tone = "" if ending is None else "?" if {"?", "？"} & set(ending[0]) else "!"
        yield from ((c, tone) for c in _split(written_out, people, rules) if c)


@dataclass(frozen=True, slots=True)
class Said:
    """A clause with "?" or "!" where it ends so, whose words it tells, and the number of its line."""

    clause: str
    tone: str
    voice: Contact | None
    line: int


def voiced(text: str, people: People, rules: NoteRules, *, by_line: bool) -> Iterable[Said]:
    """The clauses with tone and voice: who stands before a colon, until somebody else is named or the line ends.

    In scripts without blanks (`by_line`) it is whoever was named last in the line.
    """
    offices = people.offices(text) if by_line else {}
    for number, line in enumerate(text.split("\n")):
        voice: Contact | None = None
        for clause, tone in clauses(line, people, rules):
            office = next((c for title, c in offices.items() if title in clause), None)
            label, colon, _ = clause.partition(":")
            speaker = people.named(label.strip()) if colon else None
            spoken = speaker or (None if antecedent_of(clause, people) else voice)
            voice = people.voice(clause) or office or voice if by_line else spoken
            yield Said(clause, tone, voice, number)


def unstopped(text: str, rules: NoteRules) -> str:
    """The text without the full stops of abbreviations that something goes on behind: "ca. 80", "sept. 2026", "Dr. Vink"."""

    def unstop(found: re.Match[str]) -> str:
        word, shouted = found[1].casefold(), len(found[1]) > 1 and found[1].isupper()  # "HR" is no Herr
        goes_on = found[2].isdigit()  # a small letter may begin a sentence: people in a hurry write so
        ends_nothing = (word in rules.before_names and not shouted) or (goes_on and word in rules.cut_short)
        return f"{found[1]}.{_GLUE}" if ends_nothing else found[0]

    ordered = _ORDINAL.sub(rf"\1.{_GLUE}", text) if rules.nouns_capital else text
    return _STOP.sub(unstop, ordered) if rules.cut_short else text


def _doubted_aside(sentence: str, rules: NoteRules) -> bool:
    """Whether an aside in brackets says that a sentence is not for the reader: "(don't mention)", "(bit odd)"."""
    asides = (aside.strip(" ()（）,.;:!?…") for aside in BRACKETS.findall(sentence))
    return rules.blame is not None and any(rules.blame.fullmatch(aside) for aside in asides)


def _written_out(word: str, rules: NoteRules) -> str:
    core = word.rstrip(".,;:!?")
    short = rules.short.get(word.casefold())
    return short if short is not None else rules.short.get(core.casefold(), core) + word[len(core) :]


def _split(words: list[str], people: People, rules: NoteRules) -> list[str]:
    """Split where a new subject, a new verb of the same subject, or another matter begins."""
    start, parts, subject = 0, [], ""
    for i in range(1, len(words)):
        before = words[i - 1].casefold()
        joined = before in rules.conjunctions
        opens = (joined and i - start > 2) or before.endswith(",")
        if opens and is_subject(words[i], people, rules):
            prefix, subject = subject, ""
        elif joined and words[i].casefold() in rules.verbs:
            prefix, subject = subject, subject or words[start] + " "
        elif joined and words[i].casefold() in rules.turns and "between" not in words[start:i]:
            prefix, subject = subject, ""
        else:
            continue
        parts.append(prefix + " ".join(words[start : i - 1 if joined else i]))
        start = i
    parts.append(subject + " ".join(words[start:]))
    return [strip_ends(part, rules) for part in parts]


def is_subject(word: str, people: People, rules: NoteRules) -> bool:
    if word.rstrip(",").endswith(("'s", "’s")) and word[:1].isupper():
        return False  # "Ellen's plan" is about a plan
    bare_word = word.casefold().rstrip(",:").split("'")[0].split("’")[0]
    return bare_word in rules.subjects or (word[:1].isupper() and people.named(word.rstrip(",:")) is not None)


def leading_name(clause: str, people: People) -> str:
    """The words with which a clause names somebody first, with a title in front: "Frau Dr. Lohse"; "" for none."""
    words = clause.split()[:_NAME_WORDS]
    named = [
        length
        for length in range(1, len(words) + 1)
        if words[length - 1][:1].isupper() and people.named(" ".join(words[:length]).rstrip(",:"))
    ]
    return " ".join(words[: named[-1]]) if named and all(word[:1].isupper() for word in words[: named[-1]]) else ""


def anothers(slot: str, said: str, clause: str, people: People, rules: NoteRules) -> bool:
    """Whether somebody else did what has no subject of its own: "hon såg min portfolio, gillade akvarellerna"."""
    if rules.drops_subjects or ideographic(said):
        return False
    before, first = clause.split()[0], said.casefold().split()[0]
    somebody = is_subject(before, people, rules) and before.casefold() not in rules.subjects[:1]
    return slot in ("liked", *MINE) and somebody and first not in rules.subjects


def of_others(clause: str, rules: NoteRules) -> bool:
    """Whether a label gives a clause without blanks to somebody else than the user: "野口さん：アラートを減らした"."""
    label, colon, _ = clause.replace("：", ":").partition(":")
    own = label.strip() in rules.own_labels or (rules.own_start is not None and rules.own_start.match(clause))
    return bool(colon) and len(label) <= _LABEL_SIGNS and not own


def goes_over(before: str, people: People, rules: NoteRules) -> bool:
    """Whether what stands before a comma is no sentence yet, so that what follows is the rest of it: verbs last, 絵本を読んで.

    "Teslimi hasta başında, hastayı da katarak yaptıklarını gösterdi" has lost what they do behind its comma.
    """
    if rules.linked and rules.linked.search(before):
        return True
    part = re.split(r",(?!\d)", before)[-1].rpartition(": ")[2].strip()
    ended = rules.clausal is None or rules.clausal.search(part) is not None
    return rules.names_first and not ended and people.named(part) is None


def antecedent_of(clause: str, people: People) -> Contact | None:
    """Whom the beginning of a clause names, so that a later "she" can be resolved."""
    if ideographic(clause):
        return next(
            (c for c in (*people.addressed, *people.others) if clause.startswith(c.name.replace(" ", ""))), None
        )
    for word in clause.split()[:4]:
        contact = people.named(word.strip(",:")) if word[:1].isupper() else None
        if contact is not None:
            return contact
    return None


def unreserved(parts: list[str], rules: NoteRules) -> bool:
    """Whether what stands behind a first comma takes nothing from what stands before it."""
    but = rules.tellings.but if rules.tellings else None
    return len(parts) > 1 and usable(parts[0], rules) and not (but and any(but.search(part) for part in parts[1:]))


_HALF_WORDS = 6
"""Words of an answer and its label that say enough without what an "and" joins to them."""


def answered_half(part: str, parts: list[str], rules: NoteRules) -> bool:
    """Whether a part answers one of the card's questions, up to an "and" behind which something stays in the note."""
    label, colon, _ = part.partition(":")
    asked = bool(colon) and label.casefold().strip() in {*rules.labels[:1], *rules.liked_labels}
    return asked and len(parts) == 1 and len(part.split()) >= _HALF_WORDS


_MEMBER_WORDS = 3


def enumerates(parts: list[str], rules: NoteRules) -> bool:
    """Whether commas part the members of one list, "between surgery, theatre and recovery", so that no part says it all."""
    joins = {*rules.conjunctions[:1]}
    short = all(len(part.split()) <= _MEMBER_WORDS for part in parts[1:])
    return len(parts) > 1 and short and not joins.isdisjoint(parts[-1].casefold().split()[1:])


def usable(clause: str, rules: NoteRules) -> bool:
    """Whether a clause may be used: short, and free of all that stays between the user and their notes."""
    if not clause or len(clause) > CLAUSE_MAX or FORBIDDEN.search(clause):
        return False
    said = rules.harmless.sub(" ", clause) if rules.harmless else clause
    words = NOT_WORD.sub(" ", said.casefold().replace("’", "'"))
    return not any(_says_any(words, kept) for kept in (_by_kind(rules.private), _by_kind(rules.chores)))


@lru_cache(maxsize=128)
def _by_kind(words: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """Whole words, beginnings of words, and all else: a clause is asked about a thousand of them, and has a dozen words."""
    others = tuple(word for word in words if " " in word or ideographic(word))
    plain = frozenset(words).difference(others)
    beginnings = tuple(sorted(word[:-1] for word in plain if word.endswith("*")))
    return frozenset(word for word in plain if not word.endswith("*")), beginnings, others


def _says_any(words: str, kept: tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]) -> bool:
    """Whether folded words hold any of those that are kept, as `says` does for one."""
    whole, beginnings, others = kept
    each = words.split()
    padded = f" {words} "
    begins = any(word.startswith(beginnings) for word in each)
    return begins or not whole.isdisjoint(each) or any(says(padded, word) for word in others)


def says(padded: str, word: str) -> bool:
    """Whether a word occurs; with "*" behind it, whether one begins with it; without spaces between words, anywhere."""
    if ideographic(word):
        return word in padded
    return f" {word[:-1]}" in padded if word.endswith("*") else f" {word} " in padded
