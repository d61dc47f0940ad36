"""People and machines that are easily taken for each other where no header tells them apart."""

from __future__ import annotations

from datetime import date

import pytest

from followbot.domain.answers.bylines import is_personal_name
from followbot.domain.answers.gathering import gather
from followbot.domain.model import Address, MessageKind, Outcome, ReplyContext
from tests.domain.replies.mails import ME, SENT, mail, read, rules

ASKING = (
    "Unfortunately I missed your call this morning, I was up at the quarry and had no signal. Is it anything urgent?",
    "Sorry I missed you, I was away from my desk. Is it urgent?",
    "Désolée, j'étais en déplacement hier et je n'ai pas vu votre message. C'est urgent ?",
    "Leider habe ich Ihren Anruf verpasst, ich war unterwegs und hatte kein Netz. Ist es etwas Dringendes?",
    "Perdona, estaba fuera de la oficina cuando llamaste. ¿Era algo urgente?",
    "Byłam wczoraj poza biurem i nie odebrałam. Czy to coś pilnego?",
)
TELLING_MACHINES = (
    ("Is it urgent? Then ring the desk on 0117 496 0000. I am out until the 16th.", date(2025, 6, 16)),
    ("Bin bis 16.06. im Urlaub. Dringend? Bitte an info@brightwave.example.", date(2025, 6, 17)),
    ("Je suis en congé jusqu'au 16 juin. C'est urgent ? Appelez le 01 02 03 04 05.", date(2025, 6, 17)),
    ("您的来信已收到，我会尽快给您回复，谢谢！", None),
)


@pytest.mark.parametrize("body", ASKING)
def test_who_asks_the_reader_something_is_a_person(body: str) -> None:
    found = read(mail(f"{body}\n\nJane", thread=True))
    assert (found.kind, found.stops) == (MessageKind.HUMAN_REPLY, True)


@pytest.mark.parametrize(("body", "until"), TELLING_MACHINES)
def test_a_question_that_is_answered_at_once_is_nobodys(body: str, until: date | None) -> None:
    found = read(mail(f"{body}\n\nJane", thread=True))
    assert (found.kind, found.stops, found.until) == (MessageKind.AUTO_REPLY, False, until)


def held_against(domain: str) -> ReplyContext:
    return ReplyContext(
        me=frozenset({ME}),
        contacts=(Address(f"elisa.parodi@{domain}"),),
        company_domains=(domain,),
        sent_ids=frozenset({SENT}),
    )


def test_a_house_whose_domain_is_its_name_in_one_word_is_nobodys_name() -> None:
    body = "Gentile Alex,\nla informiamo che per la posizione sono stati scelti altri candidati.\nPorto Blu HR"
    sent = mail(body, sender="Porto Blu HR <noreply@portoblu.example>", subject="Esito selezione Addetto banchina")
    found = read(sent, held_against("portoblu.example"))
    assert (found.kind, found.outcome, found.stops) == (MessageKind.ATS_NOTIFICATION, Outcome.REJECTION, True)


@pytest.mark.parametrize(("name", "personal"), [("Porto Blu", False), ("Paola Blu", True)])
def test_whose_name_a_domain_spells_is_a_house(name: str, personal: bool) -> None:
    sent = mail("Gentile Alex, grazie.", sender=f"{name} <info@portoblu.example>")
    assert is_personal_name(gather(sent, held_against("portoblu.example"), rules())) is personal


def test_a_first_interview_is_a_talk_that_was_held() -> None:
    body = (
        "Alex，您好：\n恭喜您通过初试！请点击链接选择复试时间：https://mingyue.mokahr.com/i/73f\n（系统邮件，请勿回复）"
    )
    sent = mail(body, sender="明月酒店招聘 <no-reply@mail.mokahr.com>", subject="复试邀请")
    found = read(sent, held_against("mingyue-jiudian.example"))
    assert (found.outcome, found.stops) == (Outcome.NEXT_STEP, True)


BOOKED = (
    ("Bokat: Andra intervjun", "Hej Alex! Din tid är bokad: torsdag 19 juni kl. 10.00 hos Brightwave."),
    ("Gebucht: Zweites Gespräch", "Hallo Alex, Ihr Termin ist gebucht: Donnerstag, 19. Juni, 10 Uhr bei Brightwave."),
    ("Réservé : deuxième entretien", "Bonjour Alex, votre rendez-vous est réservé : jeudi 19 juin à 10 h, Brightwave."),
    (
        "Reservado: segunda entrevista",
        "Hola Alex, tu cita está reservada: jueves 19 de junio a las 10:00 en Brightwave.",
    ),
    (
        "Prenotato: secondo colloquio",
        "Ciao Alex, il tuo appuntamento è prenotato: giovedì 19 giugno alle 10, Brightwave.",
    ),
    ("Geboekt: tweede gesprek", "Hoi Alex, je afspraak is geboekt: donderdag 19 juni om 10 uur bij Brightwave."),
    ("Zarezerwowano: druga rozmowa", "Cześć Alex, termin zarezerwowany: czwartek 19 czerwca, 10:00, Brightwave."),
    (
        "Agendado: segunda entrevista",
        "Olá Alex, a sua marcação está confirmada: quinta-feira, 19 de junho, 10h, Brightwave.",
    ),
    ("Rezerve edildi: ikinci görüşme", "Merhaba Alex, randevunuz alındı: 19 Haziran Perşembe 10:00, Brightwave."),
    ("予約完了：二次面接", "Alex様 ご予約が完了しました。6月19日（木）10:00 Brightwave。"),
    ("预约成功：复试", "Alex您好，您的预约已成功：6月19日（周四）10:00，Brightwave。"),
)


@pytest.mark.parametrize(("subject", "body"), BOOKED)
def test_a_booking_tool_gives_notice_in_any_language(subject: str, body: str) -> None:
    found = read(mail(body, sender="TimeBook <no-reply@timebook.example>", subject=subject))
    assert (found.kind, found.outcome, found.stops) == (MessageKind.CALENDAR_RESPONSE, Outcome.NEXT_STEP, True)
