"""Pay, free days and extras are never praised; what the house does for others is, though its words are near."""

from __future__ import annotations

import pytest

from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import letter

READERS = {"ja": "佐藤 恵", "zh": "王芳"}


def _told(language: str, note: str) -> list[str]:
    reader = Contact("i@work.example", READERS.get(language, "Ines Moreau"), ContactRole.HIRING_MANAGER)
    found = letter(note, language=language, role="", to=(reader,))
    return [s.phrase for s in found.sources if s.origin == "note"]


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
    ("it", "quattordicesima, bello"),
    ("it", "smart working due giorni, bellissimo"),
    ("nl", "vierdaagse werkweek, geweldig"),
    ("nl", "Wat sprak me aan: de vierdaagse week"),
    ("nl", "dertiende maand, mooi"),
    ("nl", "thuiswerken twee dagen, mooi"),
    ("pl", "czterodniowy tydzień pracy, super"),
    ("pl", "Co mnie kręci: czterodniowy tydzień"),
    ("pl", "trzynastka, świetnie"),
    ("pl", "prywatna opieka medyczna, super"),
    ("sv", "fyradagarsvecka, underbart"),
    ("sv", "Vad gjorde mig taggad: fyradagarsveckan"),
    ("sv", "friskvårdsbidrag, toppen"),
    ("sv", "sex veckors semester, underbart"),
    ("tr", "haftada dört gün çalışıyorlar, harika"),
    ("tr", "yemek kartı var, harika"),
    ("tr", "şirket arabası, harika"),
    ("tr", "ikramiye veriyorlar, harika"),
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
