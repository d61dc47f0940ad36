"""How a letter addresses a person."""

from __future__ import annotations

import re

from followbot.domain import names
from followbot.domain.addresses import local_of
from followbot.domain.phrases import fold

_ROLE_WORDS_WORDS = """
team teams recruiting recruitment recruiter recruiters hr careers career jobs talent acquisition people operations
hiring noreply reply admin office support info contact department dept humanresources human resources interviews
interview scheduling panel group calendar notifications candidate applications personalabteilung bewerbung karriere
recrutement rh rrhh seleccion recrutamento selecao selezione personeelszaken rekrutacja rekrytering kariyer insan
kaynaklari ik filiale filial sucursal agence agentur niederlassung branch oddzial vestiging sede
inc ltd gmbh llc corp company the via staffing service desk reception hello jobb praca vacatures
"""
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_ROLE_WORDS = frozenset(_ROLE_WORDS_WORDS.split())
_ROLE_PHRASES = ("人事", "採用", "担当", "人事部", "招聘", "团队", "チーム", "株式会社", "公司", "事務局", "HR")


def greeting_name(name: str, email: str, language: str) -> str:
    """The name after "Dear": the given name, in Japanese the family name, in Chinese the whole; "" where none is certain.

    A doctor of whom only the family name is known stays one ("Dr. Weber"). An address is asked only to complete an initial.
    """
    shown = names.tidy(name)
    if not shown or is_role(shown, email):
        return ""
    person = names.parse(name, email, language)
    if names.strip_accents(person.family) and not person.given:
        return _family_only(shown, person.family, language)
    if _ideographic(person.full):
        return person.family if language == "ja" and _parted(shown) else f"{person.family}{person.given}"
    for word in person.given.split():
        if not names.is_initial(word):
            return word.strip(".,")
    return _spelled_out(person, email)


def _parted(shown: str) -> bool:
    """Whether a blank tells the family name from the given one: 高橋健 is not 高様, and 佐々木健 not 佐々様."""
    return len(shown.replace("\u3000", " ").split()) > 1


def _family_only(shown: str, family: str, language: str) -> str:
    if _ideographic(family) or language == "ja":
        return family
    doctor = fold(shown).startswith(("dr ", "dr.", "prof"))
    return f"Dr. {family}" if doctor else ""


def _spelled_out(person: names.PersonName, email: str) -> str:
    """The given name of an address ("john.smith@") that fits a name of which only the initial is shown ("J. Smith")."""
    full = names.from_address(email)
    given, _, family = full.partition(" ")
    initial = fold(person.given[:1])
    if given and fold(family) == fold(person.family) and fold(given[:1]) == initial and len(given) > 1:
        return given
    return ""


def is_role(name: str, email: str = "") -> bool:
    """Whether a display name is a function ("Acme Recruiting Team") and not a person."""
    if any(map(name.__contains__, _ROLE_PHRASES)):
        return True
    words = [w for w in _BETWEEN_WORDS.split(fold(name)) if w]
    if not _ROLE_WORDS.isdisjoint(words):
        return True
    squashed = "".join(words)
    return bool(email) and len(words) == 1 and squashed == fold(local_of(email)) and squashed in _ROLE_WORDS


def _ideographic(text: str) -> bool:
    return bool(re.search("[\u3400-\u9fff\u3040-\u30ff]", text))
