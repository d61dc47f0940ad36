"""What a note says around the interview: the next meeting's day, who "the head" is; and job titles inside a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from followbot.domain.letters.circumstances import agreed_day, promised
from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import body, letter, templates

TUESDAY = date(2026, 11, 17)


@pytest.mark.parametrize(
    ("language", "note", "day"),
    [
        ("es", "segunda entrevista con el jefe de almacén el viernes a las 10", 4),
        ("es", "segunda entrevista con la jefa el viernes 20 a las 10", 4),
        ("es", "segunda entrevista con la jefa el viernes 27 a las 10", None),
        ("es", "segunda entrevista el viernes de la semana que viene", None),
        ("es", "segunda entrevista el lunes de la semana que viene", 0),
        ("es", "segunda entrevista el martes a las 10", None),
        ("es", "segunda entrevista el miércoles a las 10", None),
        ("es", "segunda entrevista el jueves o el viernes a las 10", None),
        ("pt", "próxima etapa é com a dona na quinta às 15h", 3),
        ("pt", "segunda entrevista na sexta às 9h", 4),
        ("it", "colloquio in sede lunedì alle 9", 0),
        ("tr", "cuma 14:00 müdürle ikinci görüşme", 4),
        ("zh", "周五上午十点跟经理面", 4),
        ("zh", "让我等消息，周五前", None),
        ("it", "colloquio col capo tecnico giovedì alle 15", 3),
        ("es", "me recibe el lunes a las 9 en la oficina", 0),
        ("tr", "perşembe 11:00 şantiyede yüz yüze", 3),
    ],
)
def test_a_fixed_day_is_named_where_its_bare_name_is_clear(language: str, note: str, day: int | None) -> None:
    assert agreed_day([note], templates().wordings[language], TUESDAY) == day


def test_the_letter_looks_forward_to_that_day() -> None:
    said = body(letter("Prossimo colloquio con il titolare venerdì alle 10", language="it", role="cuoca"))
    assert "l'appuntamento di venerdì" in said
    late = body(letter("Prossimo colloquio con il titolare venerdì alle 10", language="it", role="cuoca", late=True))
    assert "venerdì" not in late


@pytest.mark.parametrize(
    ("language", "note", "said"),
    [
        ("es", "La directora me habló del huerto. Precioso.", "el huerto"),
        ("pt", "A diretora falou do jardim sensorial, adorei", "o jardim sensorial"),
        ("it", "la titolare mi ha parlato del forno a legna", "del forno a legna"),
        ("zh", "店长每个月办一次读诗会，很感动", "您每个月办一次读诗会"),
    ],
)
def test_the_only_one_who_was_there_may_be_called_by_what_they_are(language: str, note: str, said: str) -> None:
    name = "店长 叶文" if language == "zh" else "Carla Ferri"
    reader = Contact("c@work.example", name, ContactRole.HIRING_MANAGER)
    assert said in body(letter(note, language=language, to=(reader,)))


def test_of_a_recruiters_call_the_head_is_somebody_else() -> None:
    recruiter = Contact("c@work.example", "Carla Ferri", ContactRole.RECRUITER)
    said = body(letter("La titolare mi ha mostrato il forno a legna", language="it", to=(recruiter,)))
    assert "mi abbia mostrato" not in said


@pytest.mark.parametrize(
    ("language", "role", "said"),
    [
        ("es", "Maestra de Educación Infantil", "maestra de educación infantil"),
        ("es", "Técnico QA", "técnico QA"),
        ("it", "Social media manager", "social media manager"),
        ("pt", "Product Owner", "Product Owner"),
    ],
)
def test_job_titles_stand_small_inside_a_sentence(language: str, role: str, said: str) -> None:
    words = templates().wordings[language]
    assert words.role.inside(role, words.terms) == said


@pytest.mark.parametrize("note", ["他們騙客人，超喜歡", "每週三罵人，很有意思", "公司每週三騷擾員工，很讚"])
def test_harm_is_harm_in_traditional_characters_too(note: str) -> None:
    found = letter(note, language="zh", company="海岸美術館", role="教育推廣專員", zone="Asia/Taipei")
    assert not [s for s in found.sources if s.origin == "note"]


@pytest.mark.parametrize(
    ("language", "note", "said"),
    [
        (
            "es",
            "Luis contó que reparten fruta y que mandan a todos a un curso. Me encantó",
            "mandan a todos a un curso",
        ),
        (
            "it",
            "Luis dice che i ragazzi aiutano i piccoli coi compiti e che poi giocano insieme. Che bello",
            "i ragazzi aiutano",
        ),
    ],
)
def test_praise_is_for_the_last_thing_said_unless_its_subject_stands_before(
    language: str, note: str, said: str
) -> None:
    reader = Contact("c@work.example", "Luis Ferri", ContactRole.HIRING_MANAGER)
    text = body(letter(note, language=language, to=(reader,)))
    assert said in text
    assert "poi giocano" not in text


@pytest.mark.parametrize(
    ("language", "note", "said"),
    [
        ("es", "Tengo que mandarle el certificado el lunes", "El lunes le enviaré el certificado."),
        ("es", "Tengo que mandarle el certificado el martes", ""),
        ("es", "Tengo que mandarle el certificado mañana", ""),
        ("es", "Tengo que mandarle el parte médico de mi hijo el lunes", ""),
        ("pt", "vou mandar um plano de aula até sexta", "Enviarei um plano de aula até sexta-feira."),
        ("it", "devo mandarle le referenze entro venerdì", "Entro venerdì Le invierò le referenze."),
        ("tr", "bobath sertifikamı pazartesi göndereceğim", "Bobath sertifikamı pazartesi günü size göndereceğim."),
        ("zh", "周五前把证书发给他", "我会在周五前把证书发给您。"),
    ],
)
def test_what_was_promised_for_a_day_is_named(language: str, note: str, said: str) -> None:
    assert promised([note], templates().wordings[language], TUESDAY) == said


def test_the_letter_names_it_before_the_hope_to_hear() -> None:
    reader = Contact("c@work.example", "Carla Ferri", ContactRole.HIRING_MANAGER)
    found = letter("devo mandarle le referenze entro venerdì", language="it", role="cuoca", to=(reader,))
    assert "Entro venerdì Le invierò le referenze." in body(found)
    assert not found.findings


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("zh", "老板说年轻人要能吃苦，很认同。电梯等了十分钟才上来，绝了。前台小姑娘长得漂亮，不错"),
        ("ja", "前の人は3日で辞めたそうです。エアコンが壊れているそうで、すごい。所長が阪神ファンだそうで、うれしい"),
        ("es", "Me dijo que el jefe anterior bebía, me encanta el cotilleo. Dice que pagan puntual, eso me gusta"),
        (
            "it",
            "Mi ha detto che il capo di prima rubava, che spettacolo. Mi ha detto che ogni tanto bestemmia, che forte",
        ),
        ("pt", "disse que o antigo chefe bebia, adorei a fofoca. contou que comprou um barco, que inveja"),
        ("tr", "Usta eski müdürün içtiğini anlattı, çok komik. tekne aldığını anlattı, imrendim"),
    ],
)
def test_gossip_and_what_is_beside_the_work_stay_in_the_note_however_praised(language: str, note: str) -> None:
    reader = Contact("c@work.example", "Carla Ferri", ContactRole.HIRING_MANAGER)
    found = letter(note, language=language, role="", to=(reader,))
    assert not [s for s in found.sources if s.origin == "note"]


def _told(language: str, note: str) -> list[str]:
    reader = Contact("c@work.example", READERS.get(language, "Carla Ferri"), ContactRole.HIRING_MANAGER)
    found = letter(note, language=language, role="", to=(reader,))
    return [s.phrase for s in found.sources if s.origin == "note"]


READERS = {"nl": "Joost Vonk", "sv": "Ulrika Ström", "fr": "Claire Brun", "de": "Frau Ahrens", "en": "Jim Reed"}


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("nl", "Joost was open, liet de brief van zijn ex zien"),
        ("nl", "Joost was aardig, liet de röntgenfoto van zijn knie zien"),
        ("en", "Jim showed me the letter from his ex"),
        ("de", "Frau Ahrens zeigte mir den Brief ihres Exmanns"),
        ("sv", "de låter inte bara lärlingarna städa, fint"),
        ("sv", "gillade att lärlingarna städar inte bara"),
        ("nl", "ze laten stagiairs gratis werken zodat de klanten niet meer betalen, slim"),
        ("pl", "uczniowie pracują za darmo, żeby klienci nie płacili, podobało mi się"),
        ("sv", "lärlingarna jobbar gratis, gillade det"),
        ("fr", "les stagiaires travaillent gratuitement, j'ai adoré"),
        ("en", "I liked that the apprentices work for nothing"),
        ("de", "Die Azubis arbeiten umsonst, das fand ich toll"),
        ("de", "sie lassen die Azubis nachts backen, damit die Gesellen nicht kommen müssen"),
        ("nl", "ze laten leerlingen 's nachts werken, mooi"),
        ("en", "they let the apprentices work nights, loved it"),
        ("en", "Their cook feeds everybody at noon, brilliant"),
        ("fr", "j'ai aimé qu'elle laisse les clientes coudre elles-mêmes"),
        ("fr", "Claire laisse le client coudre lui-même, génial"),
        ("fr", "j'ai aimé que l'ancienne cheffe soit partie"),
        ("en", "loved that the old boss is gone"),
        ("nl", "ze laten stagiairs voor niks werken, mooi"),
        ("nl", "ze slapen 's nachts in de kas bij de planten, mooi"),
        ("es", "los aprendices trabajan gratis, me gustó"),
        ("it", "gli apprendisti lavorano gratis, mi è piaciuto"),
    ],
)
def test_what_is_somebody_elses_or_no_merit_is_not_praised(language: str, note: str) -> None:
    assert not _told(language, note)


@pytest.mark.parametrize(
    ("language", "note", "said"),
    [
        ("sv", "de använder inte längre lösningsmedel, bra", "ni inte längre använder lösningsmedel"),
        ("nl", "kinderen mogen gratis naar binnen, mooi", "kinderen mogen gratis naar binnen"),
        ("en", "their new slipway, brilliant", "your new slipway"),
        ("en", "their boats win every regatta, brilliant", "your boats win every regatta"),
        ("en", "the apprentices eat for free, loved it", "the apprentices eat for free"),
        ("de", "Azubis dürfen kostenlos ins Museum, fand ich toll", "Azubis dürfen kostenlos ins Museum"),
        ("en", "their dog sleeps in the sawdust, loved it", "your dog sleeps in the sawdust"),
        (
            "fr",
            "j'ai aimé qu'ils laissent les clients dessiner eux-mêmes leur couverture",
            "vous laissez les clients dessiner eux-mêmes leur couverture",
        ),
        ("fr", "j'ai aimé qu'ils fabriquent leur colle eux-mêmes", "vous fabriquez votre colle vous-mêmes"),
    ],
)
def test_what_stands_near_it_is_told_in_good_order(language: str, note: str, said: str) -> None:
    assert _told(language, note) == [said]
