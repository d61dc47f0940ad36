"""Pay, free days and extras are never praised; what the house does for others is, though its words are near."""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import cache

import pytest

from followbot.bootstrap import rule_files, template_files
from followbot.domain import drafting
from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import brief, templates

READERS = {"ja": "佐藤 恵", "zh": "王芳"}


def _told(language: str, note: str, rules: Callable[[], drafting.Templates] = templates) -> list[str]:
    reader = Contact("i@work.example", READERS.get(language, "Ines Moreau"), ContactRole.HIRING_MANAGER)
    found = drafting.compose(brief(note, language=language, role="", to=(reader,)), rules())
    return [s.phrase for s in found.sources if s.origin == "note"]


@cache
def _without_the_rule() -> drafting.Templates:
    raw = copy.deepcopy(dict(rule_files()))
    for name, rules in raw.items():
        if name.startswith("drafting/"):
            notes = rules.get("notes", {})
            notes["matters"] = [matter for matter in notes.get("matters", ()) if matter["name"] != "perks"]
    return drafting.parse_templates(template_files(), raw)


PERKS = [
    ("en", "four day week, brilliant"),
    ("en", "free lunch every day, amazing"),
    ("en", "What excited me: the four-day week"),
    ("en", "their rates are amazing"),
    ("en", "work from home two days, brilliant"),
    ("en", "What excited me: working from home"),
    ("en", "They give everyone a birthday off, loved that"),
    ("de", "Vier-Tage-Woche, super"),
    ("de", "Begeistert: die Viertagewoche"),
    ("de", "30 Tage Urlaub, fand ich toll"),
    ("de", "Begeistert: zwei feste Homeoffice-Tage"),
    ("de", "dass es Weihnachtsgeld gibt, fand ich toll"),
    ("fr", "tarifs étonnants"),
    ("fr", "semaine de quatre jours, génial"),
    ("fr", "Ce qui m'a plu : la semaine de 4 jours"),
    ("fr", "télétravail deux jours, j'ai adoré"),
    ("fr", "5 semaines de congés, top"),
    ("es", "semana de cuatro días, genial"),
    ("es", "Qué me gustó: la jornada de cuatro días"),
    ("es", "teletrabajo dos días, me encantó"),
    ("es", "turnos publicados con un mes, me encantó"),
    ("pt", "semana de quatro dias, adorei"),
    ("pt", "O que me entusiasmou: a semana de quatro dias"),
    ("pt", "plano de saúde, adorei"),
    ("pt", "teletrabalho dois dias, adorei"),
    ("it", "settimana di quattro giorni, bellissimo"),
    ("it", "Cosa mi ha entusiasmato: la settimana corta"),
    ("it", "Cosa mi ha entusiasmato: la quattordicesima piena"),
    ("it", "smart working due giorni, bellissimo"),
    ("nl", "vierdaagse werkweek, geweldig"),
    ("nl", "Wat sprak me aan: de vierdaagse week"),
    ("nl", "dertiende maand, mooi"),
    ("nl", "thuiswerken twee dagen, mooi"),
    ("pl", "czterodniowy tydzień pracy, super"),
    ("pl", "Co mnie kręci: czterodniowy tydzień"),
    ("pl", "trzynastka, świetnie"),
    ("pl", "prywatna opieka medyczna, super"),
    ("sv", "fyradagarsveckan, underbart"),
    ("sv", "Vad gjorde mig taggad: fyradagarsveckan"),
    ("sv", "friskvårdsbidraget, toppen"),
    ("sv", "sex veckors semester, underbart"),
    ("tr", "haftada dört gün çalışıyorlar, harika"),
    ("tr", "yemek kartı var, harika"),
    ("tr", "şirket arabası, harika"),
    ("tr", "her yıl ikramiye veriyorlar, harika"),
    ("ja", "週休3日制の話がとても良かった。"),
    ("ja", "週休3日、すごく良かった"),
    ("ja", "ワクワクした点:週4日勤務"),
    ("ja", "賞与年3回、素晴らしい"),
    ("ja", "在宅勤務週2日、すごく良い"),
    ("zh", "一周上四天班,太喜欢了"),
    ("zh", "可以在家办公两天,很喜欢"),
    ("zh", "排班提前一个月出,很好"),
]


@pytest.mark.parametrize(("language", "note"), PERKS)
def test_what_a_job_gives_beside_the_work_is_not_praised(language: str, note: str) -> None:
    assert not _told(language, note)


OTHERWISE_UNSAID = {
    "free lunch every day, amazing",
    "Vier-Tage-Woche, super",
    "30 Tage Urlaub, fand ich toll",
    "Begeistert: zwei feste Homeoffice-Tage",
    "tarifs étonnants",
    "télétravail deux jours, j'ai adoré",
    "5 semaines de congés, top",
    "teletrabajo dos días, me encantó",
    "turnos publicados con un mes, me encantó",
    "smart working due giorni, bellissimo",
    "thuiswerken twee dagen, mooi",
    "sex veckors semester, underbart",
    "yemek kartı var, harika",
    "trzynastka, świetnie",
    "週休3日、すごく良かった",
    "ワクワクした点:週4日勤務",
    "賞与年3回、素晴らしい",
    "在宅勤務週2日、すごく良い",
}
"""Notes that other rules keep out as well."""


@pytest.mark.parametrize(("language", "note"), [case for case in PERKS if case[1] not in OTHERWISE_UNSAID])
def test_it_is_the_rule_for_perks_that_keeps_them_out(language: str, note: str) -> None:
    assert _told(language, note, _without_the_rule)


WORK = [
    (
        "en",
        "their toddler group with free swimming lessons, brilliant",
        "your toddler group with free swimming lessons",
    ),
    ("en", "their falling relapse rates, impressive", "your falling relapse rates"),
    ("en", "their four-day festival in the old mill, amazing", "your four-day festival in the old mill"),
    ("de", "die Umstellung der Lohnabrechnung, spannend", "die Umstellung der Lohnabrechnung"),
    ("de", "Begeistert: die Ferienbetreuung für Kinder", "die Ferienbetreuung für Kinder"),
    ("fr", "leur prix littéraire des lycéens, génial", "votre prix littéraire des lycéens"),
    ("fr", "Ce qui m'a plu : le tarif solidaire pour les familles", "le tarif solidaire pour les familles"),
    ("it", "il premio di poesia per i ragazzi, bellissimo", "il premio di poesia per i ragazzi"),
    ("nl", "Wat sprak me aan: de prijzen voor jonge schrijvers", "de prijzen voor jonge schrijvers"),
    ("pl", "nowa linia dodatków do ciast, super", "nowa linia dodatków do ciast"),
    ("sv", "det nya lönesystemet, spännande", "det nya lönesystemet"),
]


@pytest.mark.parametrize(("language", "note", "said"), WORK)
def test_what_the_house_does_for_others_is(language: str, note: str, said: str) -> None:
    assert _told(language, note) == [said]
