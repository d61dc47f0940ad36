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
        ("es", "La directora me habló del huerto escolar. Precioso.", "el huerto escolar"),
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


@pytest.mark.parametrize(
    "note",
    [
        "他們騙客人，超喜歡",
        "每週三罵人，很有意思",
        "公司每週三騷擾員工，很讚",
        "店裡每週一偷換標籤，很讚",
    ],
)
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
        ("nl", "kinderen mogen gratis naar binnen, mooi", "kinderen gratis naar binnen mogen"),
        ("en", "their new slipway, brilliant", "your new slipway"),
        ("en", "the apprentices eat for free, loved it", "the apprentices eat for free"),
        ("de", "Azubis dürfen kostenlos ins Museum, fand ich toll", "Azubis kostenlos ins Museum dürfen"),
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


KNOWN = ("Bodegas Tormo", "Marta Tormo", "王芳", "Casa Lagar", "Inês Lagar", "Sandro Gallo", "Murat Deniz", "Anna Berg")


@pytest.mark.parametrize(
    ("language", "note"),
    [
        # A chore of one's own.
        ("es", "tengo que mandar la carta de renuncia el viernes"),
        ("es", "tengo que mandar la declaración de la renta el viernes"),
        ("es", "tengo que mandar las fotos de la boda el lunes"),
        ("it", "devo mandare la disdetta entro venerdì"),
        ("pt", "tenho de mandar a declaração do divórcio até sexta"),
        ("pt", "tenho de enviar a carta de demissão até sexta"),
        ("tr", "istifa mektubunu cuma göndereceğim"),
        ("tr", "kira parasını cuma göndereceğim"),
        ("en", "I'll send him my City and Guilds on Friday"),
        ("fr", "je dois envoyer ma lettre de démission vendredi"),
        # For somebody else.
        ("es", "voy a mandar el currículum a Freixenet el jueves"),
        ("es", "voy a mandar el currículum el jueves a la otra bodega"),
        ("es", "para Freixenet tengo que mandar el título el viernes"),
        ("es", "voy a enviar un regalo a mi suegra el lunes"),
        ("es", "tengo que mandar la carta de despido a mi abogado el lunes"),
        ("es", "tengo que mandar el título de mi suegra Marta el lunes"),
        ("it", "devo inviare il ricorso al giudice entro lunedì"),
        ("it", "devo inviare il certificato alla banca entro lunedì"),
        ("pt", "vou enviar o diploma ao banco até sexta"),
        ("zh", "周五前要把离婚协议寄给律师"),
        ("zh", "周五前要把欠款发给房东"),
        ("zh", "周五前把辞职信发给老板"),
        ("zh", "周五前把请假条发给现在的主管"),
        ("zh", "周五前把证书发给房东"),
        ("zh", "周五前会把证书发给我"),
        ("tr", "eski patrona davetiyeyi cuma göndereceğim"),
        ("tr", "eski patrona diplomamı cuma göndereceğim"),
        ("tr", "çalıştığım yere istifa mektubumu cuma göndereceğim"),
        ("en", "I'll send my certificate to the bank on Friday"),
        ("de", "Ich schicke am Freitag mein Zeugnis an die Bank"),
        ("fr", "je dois envoyer mon diplôme à la banque vendredi"),
        ("nl", "ik stuur mijn diploma naar de bank vrijdag"),
        ("sv", "skickar mitt betyg till banken på fredag"),
        ("pl", "mam wysłać dyplom dla banku do piątku"),
        # Denied or asked.
        ("es", "no tengo que mandar el título el viernes, ya lo tienen"),
        ("es", "¿tengo que mandar el certificado el viernes?"),
        ("it", "non devo mandare il certificato entro venerdì"),
        ("pt", "não preciso enviar o diploma até sexta"),
        ("en", "I don't need to send the certificate by Friday"),
        ("zh", "周五前不用把证书发过去"),
        # "Second" is no Monday.
        ("pt", "vou mandar o diploma na segunda quinzena"),
        ("pt", "fiquei de enviar o portfólio na segunda entrevista"),
    ],
)
def test_only_papers_for_the_reader_are_promised(language: str, note: str) -> None:
    assert promised([note], templates().wordings[language], date(2026, 11, 18), KNOWN) == ""


@pytest.mark.parametrize(
    ("language", "note", "said"),
    [
        ("es", "voy a mandar el título el viernes", "El viernes le enviaré el título."),
        ("it", "devo inviare il certificato entro venerdì", "Entro venerdì Le invierò il certificato."),
        ("pt", "vou mandar o diploma na segunda", "Enviarei o diploma na segunda-feira."),
        ("pt", "fiquei de enviar o portfólio até sexta-feira", "Enviarei o portfólio até sexta-feira."),
        ("tr", "cuma günü diplomamı göndereceğim", "Cuma günü size diplomamı göndereceğim."),
        ("zh", "周五前把作品集发给王芳", "我会在周五前把作品集发给您。"),
        ("en", "I'll send her my references by Friday", "I'll send you my references by Friday."),
        ("de", "Ich schicke ihr am Freitag mein Zeugnis", "Ich schicke Ihnen am Freitag mein Zeugnis."),
        ("fr", "je dois envoyer mon diplôme vendredi", "Je vous enverrai mon diplôme vendredi."),
        ("nl", "stuur mijn diploma vrijdag", "Ik stuur u vrijdag mijn diploma."),
        ("sv", "skickar mina betyg på fredag", "Jag skickar mina betyg på fredag."),
        ("pl", "mam wysłać dyplom do piątku", "Prześlę dyplom do piątku."),
    ],
)
def test_papers_are_promised_still(language: str, note: str, said: str) -> None:
    assert promised([note], templates().wordings[language], TUESDAY, KNOWN) == said


@pytest.mark.parametrize(
    ("language", "note"),
    [
        # Another firm's.
        ("es", "segunda entrevista con Freixenet el jueves"),
        ("es", "segunda entrevista con freixenet el jueves"),
        ("es", "jueves 2ª entrevista en Freixenet"),
        ("es", "El jueves tengo otra entrevista con Freixenet"),
        ("es", "Freixenet: segunda entrevista el jueves"),
        ("it", "secondo colloquio alla Ferrero giovedì"),
        ("it", "giovedì ho un colloquio con Ferrero"),
        ("it", "venerdì secondo colloquio alla ferrero"),
        ("pt", "segunda entrevista na Sonae quinta-feira"),
        ("pt", "vou lá na sexta para a segunda entrevista na sonae"),
        ("pt", "na quinta tenho entrevista na Sonae"),
        ("tr", "perşembe başka firmada görüşme var"),
        ("tr", "ikinci görüşme cuma günü Arçelik'te"),
        ("zh", "周四去另一家公司面试"),
        ("de", "Donnerstag zweites Gespräch mit Edeka"),
        ("de", "Donnerstag zweites Gespräch bei Edeka"),
        ("en", "Thursday second interview at Fairline"),
        ("en", "second interview with Fairline on Thursday"),
        ("fr", "deuxième entretien avec Renault jeudi"),
        ("nl", "tweede gesprek met Philips donderdag"),
        ("sv", "andra intervju med Volvo på torsdag"),
        ("pl", "druga rozmowa z Orlenem w czwartek"),
        # Denied, asked or uncertain.
        ("es", "no habrá segunda entrevista el jueves, deciden ya"),
        ("es", "¿segunda entrevista el jueves?"),
        ("es", "el jueves no puedo ir a la segunda entrevista, pedir otro día"),
        ("it", "niente secondo colloquio giovedì"),
        ("pt", "não há segunda entrevista na quinta"),
        ("tr", "perşembe görüşme olmayacak"),
        ("zh", "周四没有第二轮面试"),
        ("en", "no second interview on Thursday, they decide now"),
        ("de", "kein zweites Gespräch am Donnerstag"),
        ("en", "second interview with Anna on Thursday, prob"),
        ("fr", "deuxième entretien jeudi avec Marta peut etre"),
        ("es", "a lo mejor segunda entrevista con Marta el jueves"),
        ("it", "secondo colloquio con Sandro giovedì, può darsi"),
        ("pt", "segunda entrevista com a Inês na quinta, se calhar"),
        ("nl", "mss tweede gesprek met Anna donderdag"),
        ("sv", "andra intervju med Anna på torsdag eventuellt"),
        ("pl", "druga rozmowa w czwartek raczej"),
        ("tr", "Murat'la ikinci görüşme perşembe olabilir"),
        ("zh", "周四下午估计跟王芳再面谈"),
        # Past.
        ("es", "la primera entrevista con ellos fue el jueves pasado"),
        ("it", "il secondo colloquio è stato giovedì"),
        ("pt", "a segunda entrevista foi na quinta"),
        ("zh", "周四跟王芳面试过了，没有第二轮"),
        ("en", "the second interview was on Thursday"),
        # Between others.
        ("zh", "王芳说周四跟前任店长面谈离职"),
        ("es", "Marta y Luis tienen una reunión con la jefa el jueves a las 10"),
        # "Fifth" is no Thursday.
        ("pt", "segunda entrevista na quinta etapa"),
    ],
)
def test_no_day_of_a_meeting_that_is_not_theirs_or_not_to_come(language: str, note: str) -> None:
    assert agreed_day([note], templates().wordings[language], TUESDAY, KNOWN) is None


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("es", "segunda entrevista con Marta el jueves a las 10"),
        ("es", "segunda entrevista en Bodegas Tormo el jueves"),
        ("it", "secondo colloquio con Sandro giovedì alle 10"),
        ("pt", "segunda entrevista com a Inês na quinta às 15h"),
        ("tr", "Murat'la ikinci görüşme perşembe 11:00"),
        ("zh", "周四下午跟王芳再面谈"),
        ("en", "second interview with Anna on Thursday"),
        ("de", "Donnerstag zweites Gespräch mit der Chefin"),
        ("fr", "deuxième entretien jeudi avec Marta"),
        ("nl", "tweede gesprek met Anna donderdag"),
        ("sv", "andra intervju med Anna på torsdag"),
        ("pl", "druga rozmowa w czwartek o 10"),
    ],
)
def test_their_own_next_meeting_has_its_day_still(language: str, note: str) -> None:
    assert agreed_day([note], templates().wordings[language], TUESDAY, KNOWN) == 3


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("es", "La chica me enseñó el laboratorio, es becaria"),
        ("es", "La mujer me enseñó la foto de los niños"),
        ("es", "El hombre me contó que las barricas vienen de Francia"),
        ("es", "El cocinero me enseñó la cámara de vinos"),
        ("it", "Il cuoco mi ha mostrato la cucina nuova"),
        ("it", "La signora mi ha mostrato il magazzino"),
        ("pt", "O rapaz mostrou-me a oficina nova"),
        ("pt", "A moça mostrou-me a sala de provas"),
        # What was liked stands in the subjunctive, which "saber que" does not bear; and nobody is praised for leaving.
        ("es", "Me gustó que el director anterior se fuera y que los jóvenes decidan"),
        ("es", "Me gustó saber que el director anterior se fue"),
        ("it", "mi è piaciuto che i ragazzi scelgano i turni e che il vecchio capo sia andato via"),
    ],
)
def test_strangers_deeds_and_ill_fitting_moods_stay_in_the_note(language: str, note: str) -> None:
    reader = Contact("m@work.example", "Marta Tormo", ContactRole.HIRING_MANAGER)
    found = letter(note, language=language, role="", to=(reader,))
    assert not [s for s in found.sources if s.origin == "note"]


@pytest.mark.parametrize(
    ("language", "note", "said"),
    [
        ("es", "La jefa me enseñó el laboratorio", "me enseñara el laboratorio"),
        ("es", "Me gustó saber que los jóvenes deciden el menú", "los jóvenes deciden el menú"),
        ("pt", "gostei de saber que os aprendizes escolhem os projetos", "os aprendizes escolhem os projetos"),
    ],
)
def test_who_leads_is_the_reader_and_what_was_good_to_know_is_told(language: str, note: str, said: str) -> None:
    reader = Contact("m@work.example", "Marta Tormo", ContactRole.HIRING_MANAGER)
    assert said in body(letter(note, language=language, role="", to=(reader,)))


DECLINED = [
    ("en", "Priya showed me the cold store. Not for me though, I'll turn it down.", "interesting to learn more"),
    ("de", "Frau Rao hat das neue Lager gezeigt. Ist nichts für mich, ich sage ab.", "interessant, mehr"),
    ("fr", "Priya m'a montré la nouvelle unité. Bref, ce n'est pas pour moi.", "intéressant d'en apprendre"),
    ("es", "Me enseñó el panel. No es para mí, voy a decir que no.", "interesante conocer"),
    ("it", "Priya mi ha mostrato il nuovo reparto. Tutto sommato non fa per me.", "interessante saperne"),
    ("pt", "A Priya mostrou o novo painel. Enfim, não é para mim.", "interessante saber mais"),
    ("nl", "Priya liet het nieuwe magazijn zien. Al met al niks voor mij.", "interessant om meer"),
    ("sv", "Priya visade det nya lagret. Inget för mig, jag tackar nej.", "intressant att höra"),
    ("pl", "Priya pokazała nowy magazyn. Ostatecznie to nie dla mnie.", "interesujące"),
    ("tr", "Priya yeni panosunu gösterdi. Sonuçta bana göre değil.", "verdiğiniz bilgiler için"),
    ("ja", "新しい病棟を見せてくれた。自分には合わない。辞退しよう。", "大変勉強になりました"),
    ("zh", "带我参观了新的冷库。总之不适合我。", "我很有收获"),
]


@pytest.mark.parametrize(("language", "note", "courtesy"), DECLINED)
def test_nobody_who_does_not_want_the_job_is_said_to(language: str, note: str, courtesy: str) -> None:
    found = letter(note, language=language, strengths=("Kotlin",))
    assert not found.findings
    assert not found.fallback
    assert courtesy in body(found)
    assert "Kotlin" not in found.text


def test_a_chinese_wish_without_a_subject_is_the_users_own() -> None:
    assert "闽北" not in letter("方总监把模型打开给我看。希望能去下个月闽北那趟外业。", language="zh").text
    assert "数字化" in letter("方总监把模型打开给我看。他们希望能把馆藏都数字化。", language="zh").text
