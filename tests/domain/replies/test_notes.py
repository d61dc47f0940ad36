"""Notes and acknowledgements that speak like the person who set them up, with no header that says what they are."""

from __future__ import annotations

from datetime import date

import pytest

from followbot.domain.model import MessageKind, Outcome, ReplyContext
from tests.domain.replies.mails import ME, mail, read

WRITTEN = "Wed, 14 Oct 2026 10:00:00 +0200"
BACK = date(2026, 10, 26)
TO_ALL = (
    "Hello! Everyone who writes this week gets these lines: I'm on the coast path, my laptop isn't. Back on Monday 26 October.",
    "Hallo! Jeder, der mir gerade schreibt, bekommt diesen Zettel: Ich wandere. Am 26. Oktober bin ich zurück.",
    "Bonjour ! Ce petit mot, je l'ai écrit avant de partir, je n'ai donc pas lu votre message. De retour le lundi 26 octobre.",
    "¡Hola! Esta nota la dejé escrita antes de irme, así que no he leído tu mensaje. Vuelvo el lunes 26 de octubre.",
    "Olá! Este recado foi escrito antes de sair e ainda não li o que mandou. Volto na segunda, 26 de outubro.",
    "Ciao! Queste righe le ho scritte prima di partire e non ho ancora letto il tuo messaggio. Torno lunedì 26 ottobre.",
    "Hoi! Iedereen die mailt krijgt dit briefje, ik heb je bericht nog niet gelezen. Maandag 26 oktober ben ik terug.",
    "Cześć! Każdy, kto teraz pisze, dostaje te słowa, Twojej wiadomości nie czytałam. Wracam w poniedziałek 26 października.",
    "Hej! Alla som skriver får de här raderna, jag har inte läst ditt mejl. Måndag 26 oktober är jag tillbaka.",
    "Merhaba! Bu satırları gitmeden yazdım, kim yazarsa ona gidiyor, mesajını henüz okumadım. 26 Ekim Pazartesi dönüyorum.",
    "こんにちは。この文面はあらかじめ書いたもので、皆さまに同じものが届きます。10月26日に戻ります。",
    "你好！这几行字是我出门前提前写好的，谁来信都会收到。10月26日我回来。",
)
NUMBERED = (
    "Hey Alex! Milo here. Got it and gave it the number 771204. Please leave the number in the subject. Milo",
    "Hallo Alex! Piet hier. Angekommen, Nummer 118402. Bitte die Nummer im Betreff lassen. Piet",
    "Coucou Alex ! Ici Zoé. C'est noté sous le numéro 502771. Laisse le numéro dans l'objet. Zoé",
    "¡Hola Alex! Soy Tito. Anotado con el número 660318. Deja el número en el asunto. Tito",
    "Oi Alex! Aqui é o Beto. Anotado com o número 440917. Deixa o número no assunto. Beto",
    "Ciao Alex! Sono Lello. Segnato, numero 330561. Lascia il numero nell'oggetto. Lello",
    "Ha Alex! Teun hier. Genoteerd onder nummer 220843. Laat het nummer in het onderwerp staan. Teun",
    "Hej Alex! Tu Kuba. Zapisane pod numerem 550127. Zostaw numer w temacie. Kuba",
    "Tjena Alex! Love här. Noterat med nummer 880214. Låt numret stå kvar i ämnet. Love",
    "Selam Alex! Ben Mert. Kaydettik, numarası 770325. Numarayı konuda bırak. Mert",
    "Alexさん、タクです。番号660142で控えました。件名の番号は消さないでください。タク",
    "Alex你好！我是阿满。记下了，编号 990417。主题里的编号别删哦。阿满",
)
GONE_FROM_TODAY = (
    ("Automatic reply: Thanks", "As of today I no longer work at Brightwave. Please ring reception."),
    ("Automatische Antwort: Danke", "Ab heute arbeite ich nicht mehr bei Brightwave. Bitte rufen Sie den Empfang an."),
    ("Réponse automatique : Merci", "À partir d'aujourd'hui je ne travaille plus chez Brightwave. Appelez l'accueil."),
    ("Respuesta automática: Gracias", "A partir de hoy ya no trabajo en Brightwave. Llame a recepción."),
    ("Resposta automática: Obrigado", "A partir de hoje já não trabalho na Brightwave. Ligue para a receção."),
    ("Risposta automatica: Grazie", "Da oggi non lavoro più in Brightwave. Chiami la reception."),
    ("Automatisch antwoord: Bedankt", "Vanaf vandaag werk ik niet meer bij Brightwave. Bel de receptie."),
    ("Autoodpowiedź: Dziękuję", "Od dziś nie pracuję już w Brightwave. Proszę dzwonić do recepcji."),
    ("Autosvar: Tack", "Från och med idag jobbar jag inte längre på Brightwave. Ring receptionen."),
    ("Otomatik yanıt: Teşekkürler", "Bugünden itibaren Brightwave'de çalışmıyorum. Resepsiyonu arayın."),
    ("自動応答: 御礼", "本日付で退職いたしました。受付までお電話ください。"),
    ("自动回复: 感谢", "从今天起我已离职。请致电前台。"),
)
OTHERS_LEFT = (
    "I am away until 25 October. Please note that Oliver no longer works here; ring the yard instead.",
    "Ich bin bis einschließlich 25. Oktober im Urlaub. Martin hat uns verlassen, bitte an das Sekretariat.",
    "Je suis en congé jusqu'au 25 octobre inclus. Sylvie a quitté la maison, appelez l'accueil.",
    "Estoy de vacaciones hasta el 25 de octubre. Pedro ya no trabaja aquí, llame a recepción.",
    "Estou de férias até 25 de outubro. O Miguel já não trabalha connosco.",
    "Sono in ferie fino al 25 ottobre. Marco è andato in pensione, per le urgenze la portineria.",
    "Ik ben met vakantie tot en met 25 oktober. Pieter werkt hier niet meer.",
    "Jestem na urlopie do 25 października. Tomasz już u nas nie pracuje.",
    "Jag har semester till och med 25 oktober. Erik arbetar inte längre här.",
    "25 Ekim'e kadar izindeyim. Mehmet Bey aramızdan ayrıldı.",
    "本人休假至10月25日。原同事小刘已离职，急事请打前台电话。",
)


@pytest.mark.parametrize("body", OTHERS_LEFT)
def test_a_colleague_who_has_left_is_not_the_sender(body: str) -> None:
    found = read(mail(f"{body}\n\nJane", "Auto-Submitted: auto-replied", date=WRITTEN, thread=True))
    assert (found.kind, found.stops) == (MessageKind.AUTO_REPLY, False)
    assert found.until in (date(2026, 10, 25), BACK)


@pytest.mark.parametrize("body", TO_ALL)
def test_a_note_that_goes_to_all_who_write_is_no_answer(body: str) -> None:
    found = read(mail(f"{body}\n\nJane", date=WRITTEN, thread=True))
    assert (found.kind, found.stops, found.until) == (MessageKind.AUTO_REPLY, False, BACK)


@pytest.mark.parametrize("body", NUMBERED)
def test_who_greets_by_name_and_gives_a_number_is_a_help_desk(body: str) -> None:
    found = read(mail(body, sender="Milo <hello@brightwave.example>", date=WRITTEN, thread=True))
    assert (found.kind, found.stops) == (MessageKind.AUTO_REPLY, False)


@pytest.mark.parametrize(("subject", "body"), GONE_FROM_TODAY)
def test_gone_from_today_on_is_gone_for_good(subject: str, body: str) -> None:
    found = read(mail(body, "Auto-Submitted: auto-replied", subject=subject, date=WRITTEN, thread=True))
    assert (found.kind, found.stops, found.dead) == (MessageKind.AUTO_REPLY, True, True)


def test_a_help_desks_reference_below_tells_it() -> None:
    body = "Hey Alex, your note made it to us and sits in the pile. Ellie\n\nref:_00D4J8xQ._5004J2nB7c:ref"
    assert read(mail(body, sender="Ellie <hello@brightwave.example>", thread=True)).kind is MessageKind.AUTO_REPLY


def test_a_reminder_to_sign_the_letter_of_an_offer_is_one() -> None:
    body = (
        "Alex Muster:\n\nTiene una tarea pendiente: Revisar y firmar la carta de oferta - Técnico de Riegos.\n\n"
        "El documento caduca en 7 días.\n\nEste correo se ha generado automáticamente. No responda."
    )
    sent = mail(body, sender="Brightwave <brightwave@myworkday.com>", subject="Acción requerida: documento pendiente")
    found = read(sent)
    assert (found.kind, found.outcome, found.stops) == (MessageKind.ATS_NOTIFICATION, Outcome.OFFER, True)


def test_a_house_whose_name_is_bent_is_known_by_its_domain() -> None:
    context = ReplyContext(me=frozenset({ME}), company_domains=("papiernia-wzgorze.example",))
    body = "Cześć Alex,\n\ntym razem idziemy dalej bez Ciebie. Decyzja zapadła o włos.\n\nOla Rybak"
    found = read(mail(body, sender="Ola z Papierni Wzgórze <jobs@eu.greenhouse.io>", subject="Twoja rozmowa"), context)
    assert (found.outcome, found.stops) == (Outcome.REJECTION, True)


@pytest.mark.parametrize(
    ("text", "back"),
    [
        (
            "Grüß Gott zusammen,\n\nvom 26.10. bis zum 6.11. sind die Kessel kalt und ich sitze auf einem Frachter nach Riga. "
            "Den Laden hütet derweil mein Bruder, zwei Türen weiter.\n\nAhoi\nJane",
            date(2026, 11, 7),
        ),
        (
            "Bonjour tout le monde,\n\nl'établi est rangé et je descends la Loire en barque du 19 octobre au 2 novembre. "
            "Pour les commandes, sonnez chez mon frère, deux portes plus loin.\n\nÀ la bonne heure,\nJane",
            date(2026, 11, 3),
        ),
        (
            "Salve a tutti,\n\nil forno riposa e io sono in cammino sugli Appennini dal 19 al 31 ottobre. "
            "Le chiavi le ha mio fratello, due porte più in là.\n\nBuon autunno,\nJane",
            date(2026, 11, 1),
        ),
    ],
)
def test_a_note_that_greets_many_and_tells_a_span_of_days_is_left_for_all(text: str, back: date) -> None:
    reading = read(mail(text, subject="Re: Thank you", date=WRITTEN, thread=True))
    assert (reading.kind, reading.stops, reading.until) == (MessageKind.AUTO_REPLY, False, back)


@pytest.mark.parametrize(
    "text",
    [
        "Hallo,\n\nvom 26.10. bis zum 6.11. ist Messe, Ihre Unterlagen liegen schon beim Chef.\n\nJane",
        "Bonjour,\n\nnous tournons un film du 19 octobre au 2 novembre, votre dossier est sur mon bureau.\n\nJane",
        "Ciao,\n\ndal 19 al 31 ottobre facciamo le prove, poi scegliamo.\n\nJane",
    ],
)
def test_a_person_who_tells_a_span_of_days_and_greets_nobody_is_a_person(text: str) -> None:
    reading = read(mail(text, subject="Re: Thank you", date=WRITTEN, thread=True))
    assert (reading.kind, reading.stops) == (MessageKind.HUMAN_REPLY, True)


@pytest.mark.parametrize(
    "text",
    [
        "I am on leave until 23 October. Mrs Ashgrove no longer works here, so please ring the front desk.",
        "Ich bin bis zum 23. Oktober im Urlaub. Frau Brandl arbeitet nicht mehr bei uns, bitte rufen Sie am Empfang an.",
        "Je suis en congés jusqu'au 23 octobre. Madame Fauchet ne travaille plus ici, adressez-vous à l'accueil.",
        "Estoy de vacaciones hasta el 23 de octubre. El señor Iraola ya no trabaja aquí; llame a recepción.",
        "Ik ben met vakantie tot en met 23 oktober. Mevrouw Terpstra werkt hier niet meer, belt u de receptie.",
        "Sono in ferie fino al 23 ottobre. La signora Gualtieri non lavora più qui, chiami la reception.",
    ],
)
def test_who_is_named_by_a_form_of_address_and_has_left_is_not_the_one_who_is_away(text: str) -> None:
    reading = read(mail(text, "Auto-Submitted: auto-replied", subject="Re: Thank you", date=WRITTEN, thread=True))
    assert (reading.kind, reading.stops) == (MessageKind.AUTO_REPLY, False)
    assert reading.until is not None
