"""The names of people: reading them out of headers and texts, comparing them, and how a letter addresses them.

Orders and honorifics differ by language: "LAST, First", "Nagy Péter" (Hungarian), "山田 太郎" (Japanese, Chinese). A name is
never guessed from a role mailbox; where there is no given name to greet with, the answer is empty.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from followbot.domain.addresses import local_of
from followbot.domain.phrases import fold

_HONORIFICS_WORDS = """
dr dra prof professor doctor herr herrn frau mr mrs ms miss mx sir dame lord lady ing dipl mag mba phd md m mme mlle
monsieur madame mademoiselle sr sra srta don dona senhor senhora sig sra signor signora dott dottssa dottoressa dottor
avv arch ir drs mevr mevrouw dhr de heer pan pani panem pania mgr inz bay bayan sayin hr fr fru bey hanim sigra sigina
enf enfa enfo eng enga engo arq arqa lic mtro mtra profa profssa exma exmo exm geom rag
univ habil med rer nat jur pol lic
dña mdm madam cllr sn doç yrd uzm av mec ks siostra frl mej ds rev
müdire müdür mudire mudur
col colonel capt captain cpt lt sgt cpl cmdr oberst hptm kapten kpt mjr plk insp nadkom tte cnel gral cel sgto psic biol nutr
lek dyr kier ecz muh mons cav rabbi imam
sor padre pastor soeur schwester pfleger sister seu juf usta abi panią pana panu dhr
"""
_HONORIFICS = frozenset(_HONORIFICS_WORDS.split())
_SUFFIXES_WORDS = (
    "jr sr ii iii iv phd md mba cpa msc bsc ma ba esq pmp cissp shrm scp cp pe dds rn she her hers he him his they them"
)
_SUFFIXES = frozenset(_SUFFIXES_WORDS.split())
_PARTICLES_WORDS = """
van von der den de del della dal dalla degli dello di da dos das do du la le lo los las
el al bin ibn ben ter ten te af av zu zum zur y e st
"""
_PARTICLES = frozenset(_PARTICLES_WORDS.split())
_EAST_ASIAN_HONORIFIC = re.compile(
    r"(?:様|さま|さん|氏|殿|先生|君|部長|課長|社長|マネージャー|女士|小姐|经理|總監|总监|总|老师|工程师|博士)$"
)
_SURNAME_MAX = 2
"""Characters that a name with an honorific may have to be a family name alone: 田中様, but 王小明先生."""
_KANJI = re.compile("[\u3400-\u9fff々]")
_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_BRACKETS = re.compile(r"\s*[(\[{<（【][^()\[\]{}<>（）【】]{0,120}[)\]}>）】]")
_LEADING_ON = frozenset({"via", "from", "at", "bei", "chez", "von"})
_NOBLE = r"(?<=von)(?=\s+(?:(?:der|dem|den|zu)\s+)?(?-i:[A-ZÄÖÜ][a-zäöüß]+)(?:-(?-i:[A-ZÄÖÜ][a-zäöüß]+))?\s*$)"
"""Behind "von" one name alone, "von Reuth", "von der Heide": that is a family's, while a house has more words or capitals."""
_TAIL = re.compile(rf"\s+(?:[-–—|/·•@]|(?:{'|'.join(sorted(_LEADING_ON))})(?!{_NOBLE}))\s.*$", re.IGNORECASE)
_GENERATION = re.compile(r",?\s+(?:jun|sen|jnr|snr)\.$", re.IGNORECASE)
"""Abbreviated with a full stop, behind which it is no name: Jun and Sen are some people's."""
_QUOTES = re.compile(r"[\"“”„«»]|^['‘’]|['‘’]$")
_NAME_MAX = 200
"""Characters of a display name that are looked at."""
_EDGE = " \t,;:.-–—|/·•*_"
_WORD = re.compile(r"[^\W\d_][^\W\d_'’.\-]*(?:[.'’\-][^\W\d_]+)*\.?")
_INITIALS_MAX = 3
"""Letters of an address that can be somebody's initials."""
_WHOLE = 2
_NO_LETTERS, _BETWEEN, _BETWEEN_WORDS = re.compile("[^a-z]+"), re.compile(r"[\s,.\-’']+"), re.compile(r"[\s,\-’']+")
_PUNCTUATION = re.compile(r"[\s,.\-]")
_INITIAL = re.compile(r"^[^\W\d_]\.?(?:-?[^\W\d_]\.)*$")
_COMPOUND_SURNAMES_WORDS = "欧阳 司马 诸葛 上官 东方 夏侯 皇甫 尉迟 公孙 慕容 令狐 司徒 端木 南宫"
_COMPOUND_SURNAMES = frozenset(_COMPOUND_SURNAMES_WORDS.split())
_HUNGARIAN_GIVEN_WORDS = """
laszlo istvan jozsef janos zoltan sandor gabor ferenc attila peter tamas zsolt tibor andras csaba imre lajos gyorgy
balazs gyula mihaly karoly robert bela daniel adam david bence mate levente akos gergely gergo marton kristof norbert
roland richard krisztian viktor miklos pal arpad dezso geza ervin oliver maria erzsebet katalin ilona eva anna
zsuzsanna margit judit agnes julia andrea ildiko erika krisztina eszter anita timea reka nora zsofia dora vivien
boglarka petra noemi edit gabriella beata monika szilvia melinda orsolya aniko piroska emese fanni lilla luca hanna
zita zsuzsa kinga virag bernadett
"""
_HUNGARIAN_GIVEN = frozenset(_HUNGARIAN_GIVEN_WORDS.split())
_HUNGARIAN_SURNAMES_WORDS = """
nagy kovacs toth szabo horvath varga kiss molnar nemeth farkas balogh papp takacs juhasz lakatos meszaros olah simon
racz fekete szilagyi torok feher balazs gal kis szucs kocsis orsos pinter fodor szalai sipos magyar lukacs gulyas biro
kiraly laszlo katona bogdan jakab balog boros fazekas kelemen somogyi antal vincze hegedus fulop vass deak orosz
balint barta bognar illes hajdu szekely kozma pasztor szanto bodnar vadasz szoke csonka major novak halasz
"""
_HUNGARIAN_SURNAMES = frozenset(_HUNGARIAN_SURNAMES_WORDS.split())


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in parts, as written. `given` or `family` may be empty."""

    given: str
    family: str

    @property
    def full(self) -> str:
        return " ".join(part for part in (self.given, self.family) if part)


@lru_cache(maxsize=2_048)
def tidy(name: str) -> str:
    """A display name without quotes, brackets, mail address, employer or pronouns: "'Chen, Sarah (Acme)'" → "Chen, Sarah"."""
    if len(name) <= _NAME_MAX and name.replace(" ", "").isalpha() and _LEADING_ON.isdisjoint(name.lower().split()):
        return " ".join(name.split())  # as most are
    name = _BRACKETS.sub("", name[:_NAME_MAX])
    name = _TAIL.sub("", _QUOTES.sub("", name.strip()))
    name = _GENERATION.sub("", name).strip(_EDGE)
    return "" if "@" in name else " ".join(name.split())


def parse(name: str, email: str = "", language: str = "") -> PersonName:
    """Given and family name of a display name; a name of one word is taken for a given name."""
    name = tidy(name)
    if not name:
        return PersonName("", "")
    if _KANJI.search(name) or _KANA.search(name) or _HANGUL.search(name):
        return _east_asian(name, language)
    last, comma, first = name.partition(",")
    if comma and first.strip() and not _only_suffixes(first):
        given, family = _plain_words(first), _plain_words(last)
        return PersonName(_case(" ".join(given)), _case(" ".join(family)))
    words = _plain_words(last)
    if not words:
        return PersonName("", "")
    if len(words) == 1:
        return _single(words[0], name)
    if _family_first(words, email, language):
        return PersonName(_case(" ".join(words[1:])), _case(words[0]))
    split = _family_start(words)
    return PersonName(_case(" ".join(words[:split])), _case(" ".join(words[split:])))


def _single(word: str, name: str) -> PersonName:
    """One word: a given name, but a family name after "Dr." or "Frau"."""
    titled = len(name.split()) > 1
    return PersonName("", _case(word)) if titled else PersonName(_case(word), "")


def without_honorific(name: str) -> str:
    """A Japanese or Chinese name without the honorific behind it: "佐々木先生" is 佐々木."""
    return _EAST_ASIAN_HONORIFIC.sub("", name.replace("\u3000", " ").strip()).strip()


def _east_asian(name: str, language: str) -> PersonName:
    bare = without_honorific(name)
    if " " not in bare and len(bare) <= _SURNAME_MAX and (bare != name.strip() or language == "ja"):
        return PersonName("", bare)
    name = bare
    parts = name.split()
    if len(parts) >= 2:
        return PersonName(" ".join(parts[1:]), parts[0])
    if _KANA.search(name) or len(name) > 4 or len(name) < 2:
        return PersonName("", name)
    cut = 2 if name[:2] in _COMPOUND_SURNAMES or len(name) == 4 else 1
    return PersonName(name[cut:], name[:cut])


def _only_suffixes(text: str) -> bool:
    words = [fold(w).strip(".") for w in re.split(r"[\s,./]+", text) if w.strip(".")]
    return bool(words) and all(w in _SUFFIXES or w in _HONORIFICS for w in words)


def _plain_words(text: str) -> list[str]:
    """The words of a name without titles before and letters behind it."""
    words = [w for w in re.split(r"[\s]+", text.strip(_EDGE)) if _WORD.fullmatch(w.strip(",;")) or _INITIAL.match(w)]
    words = [w.strip(",;") for w in words]
    while len(words) > 1 and _bare(words[0]) in _HONORIFICS and not _INITIAL.match(words[0].rstrip(".")):
        words = words[1:]
    while len(words) > 1 and _bare(words[-1]) in _SUFFIXES:
        words = words[:-1]
    return words


def _bare(word: str) -> str:
    return fold(word).replace(".", "")


def _family_first(words: list[str], email: str, language: str) -> bool:
    """Whether the family name stands first: "MÜLLER Anna", Hungarian names, or an address that says so."""
    if words[0].isupper() and len(words[0]) > 2 and not words[1].isupper():
        return True
    first, last = _bare(words[0]), _bare(words[-1])
    if language == "hu" or (first in _HUNGARIAN_SURNAMES and last in _HUNGARIAN_GIVEN):
        return last in _HUNGARIAN_GIVEN or language == "hu"
    local = [fold(part) for part in re.split(r"[._\-+]", local_of(email)) if part]
    hungarian = email.endswith(".hu")
    return hungarian and len(words) == 2 and bool(local) and last in _HUNGARIAN_GIVEN


def _family_start(words: list[str]) -> int:
    """The index at which the family name begins."""
    for index in range(1, len(words) - 1):
        if _bare(words[index]) in _PARTICLES:
            return index
    return len(words) - 1


def _case(text: str) -> str:
    """ALL CAPITALS and all small letters become a name; anything else is as its owner writes it."""
    if len(text) > 2 and (text.isupper() or text.islower()):
        return "".join(_capital(piece) for piece in re.split(r"([\s\-'’])", text))
    return text


def _capital(piece: str) -> str:
    if fold(piece) in _PARTICLES and len(piece) <= 3:
        return piece.lower()
    if len(piece) > 3 and piece.upper().startswith("MC"):
        return "Mc" + piece[2:].capitalize()
    return piece[:1].upper() + piece[1:].lower()


def without_address_form(name: str) -> str:
    """A whole name without "Mr", "Frau Dr.", "Dott.ssa"; before a family name alone they stay, as letters need them."""
    words = name.split()
    while len(words) > 2 and _bare(words[0]) in _HONORIFICS:
        words = words[1:]
    return " ".join(words)


@lru_cache(maxsize=1_024)
def without_title(name: str) -> str:
    """A name without any title or form of address before it, even where only a family name is left: "Frau Demir" → "Demir"."""
    words = name.split()
    while len(words) > 1 and _bare(words[0]) in _HONORIFICS:
        words = words[1:]
    return " ".join(words)


def is_initial(word: str) -> bool:
    """Whether a word is an initial, "J." or "J.R."."""
    return bool(_INITIAL.match(word)) and not _KANJI.search(word)


def is_particle(words: str) -> bool:
    """Whether words are but particles of a family name: "van der"."""
    return bool(words) and all(_bare(word) in _PARTICLES for word in words.split())


@lru_cache(maxsize=2_048)
def name_words(name: str) -> frozenset[str]:
    """The folded words of a name that identify somebody: no titles, initials or particles."""
    words = [w.replace(".", "") for w in _BETWEEN_WORDS.split(tidy(name).lower())]
    telling = [fold(w) for w in words if (len(w) > 1 or _KANJI.search(w)) and w not in _PARTICLES]
    return frozenset([w for w in telling if w.replace(".", "") not in _HONORIFICS])


def same_person(a: str, b: str) -> bool:
    """Whether two names can be one person's: every word of the shorter is in the longer, or begins one as an initial."""
    if not a or not b:
        return False
    first, second = _squashed(a), _squashed(b)
    if first == second:
        return True
    if not first.isascii() and not second.isascii() and _KANJI.search(first) and _KANJI.search(second):
        return first.startswith(second) or second.startswith(first)
    words_a, words_b = name_words(a), name_words(b)
    return bool(words_a and words_b) and (words_a <= words_b or words_b <= words_a)


@lru_cache(maxsize=2_048)
def _squashed(name: str) -> str:
    name = _EAST_ASIAN_HONORIFIC.sub("", tidy(name))
    return _PUNCTUATION.sub("", fold(name))


@lru_cache(maxsize=512)
def address_fits(name: str, email: str) -> bool:
    """Whether an address can be this person's by its local part: "anna.schmidt", "aschmidt", "anna", "schmidt.a"."""
    local = _NO_LETTERS.sub("", fold(local_of(email)))
    words = [w for w in _BETWEEN.split(fold(tidy(name))) if w and w not in _HONORIFICS]
    if not local or not words or not words[0].isascii():
        return False
    first, last = words[0], words[-1]
    if len(words) == 1:
        return local == first or (len(first) >= 3 and local.startswith(first))
    for family in {last, "".join(words[1:]), words[1]}:
        shapes = {
            first + family,
            family + first,
            first[0] + family,
            family + first[0],
            first,
            family,
            first + family[0],
        }
        if local in shapes or (len(first) > 2 and len(family) > 2 and first in local and family in local):
            return True
    return _initials_fit(local, words)


def _initials_fit(local: str, words: list[str]) -> bool:
    """Whether an address of a few letters is somebody's initials, "gh", "gth" or "mst", or initials before the family name."""
    initials = "".join(w[0] for w in words)
    if 2 <= len(local) <= _INITIALS_MAX:
        both = local[0] == initials[0] and local[-1] == initials[-1]
        return local == initials or (len(words) == _WHOLE and (both or local == words[0][0] + words[1][:2]))
    return len(words) > _WHOLE and local in {initials[:-1] + words[-1], words[-1] + initials[:-1]}


def from_address(email: str) -> str:
    """A name that an address spells out ("anna.schmidt@" → "Anna Schmidt"), "" where it does not clearly do so."""
    parts = re.split(r"[._]", re.sub(r"\+.*$", "", local_of(email)))
    parts = [re.sub(r"\d+$", "", p) for p in parts]
    if len(parts) not in (2, 3) or not all(p.isalpha() and len(p) > 1 for p in (parts[0], parts[-1])):
        return ""
    return " ".join(_capital(p) for p in parts if p)


def strip_accents(text: str) -> str:
    """Letters without their marks, for comparing with addresses."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
