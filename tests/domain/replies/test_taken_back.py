"""What notices must not do: lose a decision for a number, stop for a stranger's machine, call a missing paper news."""

from __future__ import annotations

import pytest

from followbot.domain.model import MessageKind, Outcome, Reading
from tests.domain.replies.mails import JANE, mail, read

OWN = "Brightwave Recruiting <no-reply@brightwave.example>"
ATS = "Brightwave <no-reply@us.greenhouse-mail.io>"
AFTER_2025 = "Tue, 17 Nov 2026 09:30:00 +0100"
FAILED = "Authentication-Results: mx.example.org; dmarc=fail header.from=meetpick.example"


def notice(subject: str, body: str, sender: str = OWN, *headers: str) -> Reading:
    return read(mail(body, *headers, sender=sender, subject=subject, date=AFTER_2025))


@pytest.mark.parametrize(
    ("subject", "told", "outcome"),
    [
        (
            "Ihre Bewerbung Kennziffer 4711",
            "Guten Tag,\n\nnach dem Gespräch müssen wir Ihnen leider mitteilen, dass wir uns für eine andere Person "
            "entschieden haben. Die Stelle 100 % wurde besetzt. Kennziffer 4711.",
            Outcome.REJECTION,
        ),
        (
            "Ihre Bewerbung Kennziffer 2026/118, Referenz 4711",
            "Guten Tag,\n\nleider müssen wir Ihnen mitteilen, dass wir uns für eine andere Person entschieden haben.",
            Outcome.REJECTION,
        ),
        (
            "Kennziffer 4711",
            "Guten Tag,\n\nwir möchten Sie gern zu einem zweiten Gespräch einladen. Die Stelle 80 Prozent ist ab Mai frei.",
            Outcome.NEXT_STEP,
        ),
        (
            "Ausschreibung 2026, Kennziffer 4711",
            "Guten Tag,\n\nleider haben wir uns für eine andere Person entschieden.",
            Outcome.REJECTION,
        ),
        (
            "Outcome of your interview, vacancy 5518",
            "Dear Alex,\n\nthank you for coming in. We are delighted to offer you the position, 40 hours a week. "
            "Your contract for vacancy 5518 follows by post.",
            Outcome.OFFER,
        ),
        (
            "Your interview",
            "Dear Alex,\n\nWe are delighted to offer you the position. Job grade 14, reference 5518.",
            Outcome.OFFER,
        ),
        (
            "Job 4711 (Req 88213)",
            "Dear Alex,\n\nafter your interview we have decided not to move forward with your application.",
            Outcome.REJECTION,
        ),
        (
            "Your application",
            "Dear Alex,\n\nUnfortunately we have decided not to move forward with your application for Azure Engineer (AZ-104, "
            "AZ-305 required).",
            Outcome.REJECTION,
        ),
        (
            "Decision",
            "Dear Alex,\n\nWe regret to inform you that we will not be moving forward with your application for Lead Auditor "
            "(ISO-9001 / ISO-27001).",
            Outcome.REJECTION,
        ),
        (
            "Second interview",
            "Dear Alex,\n\nwe would like to invite you to a second interview in room A-12. Please report to desk A-03.",
            Outcome.NEXT_STEP,
        ),
        (
            "Your application",
            "Dear Alex,\n\nunfortunately we chose another candidate. The position 12345 was filled. Reference: 67890",
            Outcome.REJECTION,
        ),
        (
            "Your interview",
            "Dear Alex,\n\nWe cannot offer you the job. Another post, vacancy 5402, might suit you. This one was vacancy 5518.",
            Outcome.REJECTION,
        ),
        (
            "Votre candidature",
            "Bonjour Alex,\n\nSuite à votre entretien, nous ne pouvons malheureusement pas donner une suite favorable à votre "
            "candidature. Réf 5518, poste 35 heures.",
            Outcome.REJECTION,
        ),
        (
            "Proceso de selección",
            "Hola:\n\nTras la entrevista del martes hemos decidido continuar con otro candidato. Oferta 5518, jornada de 40 "
            "horas, puesto 2026.",
            Outcome.REJECTION,
        ),
        (
            "Je sollicitatie, vacature 5518",
            "Beste Alex,\n\nna ons gesprek hebben we besloten niet met je verder te gaan. De functie 32 uur is vervuld.",
            Outcome.REJECTION,
        ),
        (
            "Din ansökan",
            "Hej,\n\ntyvärr har vi efter intervjun valt att gå vidare med en annan kandidat. Tjänst 100 procent, ref 5518.",
            Outcome.REJECTION,
        ),
        (
            "La tua candidatura",
            "Gentile Alex,\n\npurtroppo dopo il colloquio abbiamo scelto un altro candidato. Posizione 40 ore, rif 5518.",
            Outcome.REJECTION,
        ),
        (
            "Rekrutacja 5518",
            "Dzień dobry,\n\npo rozmowie zdecydowaliśmy się na innego kandydata. Oferta 40 godzin.",
            Outcome.REJECTION,
        ),
        (
            "Başvurunuz",
            "Merhaba Alex,\n\ngörüşmemizin ardından pozisyon 40 saat için başka bir adayla devam etme kararı aldık. İlan 5518.",
            Outcome.REJECTION,
        ),
        (
            "面试结果",
            "Alex您好，\n\n感谢您参加面试。很遗憾，我们决定不录用您。职位 5518，编号 2026。",
            Outcome.REJECTION,
        ),
        (
            "選考結果のご連絡",
            "ムスター様\n\n先日は面接にお越しいただきありがとうございました。慎重に検討した結果、今回は採用を見送らせていただくことになりました。"
            "求人 2026年度 募集番号 4711",
            Outcome.REJECTION,
        ),
    ],
)
def test_a_second_number_takes_no_decision_away(subject: str, told: str, outcome: Outcome) -> None:
    reading = notice(subject, f"{told}\n\nBrightwave")
    assert (reading.outcome, reading.stops) == (outcome, True)


PICK = "Hi,\n\nJane Doe invites you to pick a time. Choose a time that suits you: https://slots.example/x"


@pytest.mark.parametrize(
    ("sender", "told", "headers"),
    [
        ("MeetPick <noreply@br1ghtwave.example>", PICK.replace("Doe", "Doe (Brightwave)"), ()),
        ("MeetPick <noreply@brightwave-hr.example>", PICK.replace("Doe", "Doe (Brightwave)"), (FAILED,)),
        ("MeetPick <noreply@meetpick.example>", PICK.replace("Doe", "Doe (Brightwave)"), (FAILED,)),
        ("Calendly <notifications@calendly.com>", PICK.replace("Doe", "Doe (Brightwave)"), (FAILED,)),
        (
            "Oslo Yoga <noreply@osloyoga.example>",
            "Hi,\n\nchoose a time for your yoga class with Jane Doe on Thursday, 3 December at 18:00. We would like to invite "
            "you to the next round of the autumn course.",
            (),
        ),
        (
            "Fit Gym <noreply@fitgym.example>",
            "Hi Alex,\n\nyour trainer Jane Doe: pick a time for your next personal training session on 3 December.",
            (),
        ),
        (
            "DocPlan <noreply@docplan.example>",
            "Guten Tag,\n\nDr. Jane Doe hat Termine freigegeben. Bitte wählen Sie einen Termin für Ihre nächste Untersuchung.",
            (),
        ),
        (
            "DocPlan <noreply@docplan.example>",
            "Guten Tag,\n\nJane Doe bittet Sie um Terminwahl für die Zahnreinigung am 3. Dezember.",
            (),
        ),
        (
            "Colegio <noreply@colegio.example>",
            "Hola:\n\nJane Doe, tutora de su hija, le invita a elegir una hora para la próxima reunión del 3 de diciembre.",
            (),
        ),
        (
            "MeetPick <noreply@meetpick.example>",
            "Hi,\n\nJane Doe invites you to pick a time for your next singles evening in Oslo.\n\nOnline scheduling made easy",
            (),
        ),
        (
            "MeetPick <noreply@meetpick.example>",
            "Hi,\n\nJane Doe from Solarwind Sales would like to meet you. Pick a time for your demo on 3 December.",
            (),
        ),
        (
            "Doodle <noreply@doodle.com>",
            "Hi,\n\nJane Doe invites you to the poll “Team dinner” on 3 December. Pick your times.",
            (),
        ),
    ],
)
def test_a_strangers_machine_that_names_a_contact_stops_nothing(
    sender: str, told: str, headers: tuple[str, ...]
) -> None:
    assert not notice("Jane Doe invites you to pick a time", told, sender, *headers).stops


@pytest.mark.parametrize(("headers", "stops"), [((), True), ((FAILED,), False)])
def test_a_booking_stops_only_where_its_sender_is_believed(headers: tuple[str, ...], stops: bool) -> None:
    told = "Your event is booked.\n\nInterview with Jane Doe, Brightwave\nThursday, 3 December 2026, 10:00"
    booked = notice("New event: Interview", told, "Calendly <notifications@calendly.com>", *headers)
    assert booked.stops is stops


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        (
            "Hi Alex,\n\nwe are delighted to offer you the position! Choose a time to talk it through with Jane Doe.",
            Outcome.OFFER,
        ),
        (
            "Hi Alex,\n\nthank you for your interview. Unfortunately we went with another candidate. Recording available until "
            "Friday.",
            Outcome.REJECTION,
        ),
    ],
)
def test_a_decision_is_no_schedulers_notice(told: str, outcome: Outcome) -> None:
    reading = notice("Your interview", told, "Brightwave <no-reply@jobmatch.example>")
    assert (reading.outcome, reading.stops) == (outcome, True)


@pytest.mark.parametrize(
    "told",
    [
        "I am away until 30 November using up my holiday. I have left Brightwave, so please write to Tom Lind instead.",
        "Ich bin bis zum 30.11. im Urlaub. Danach bin ich nicht mehr für die Firma Brightwave tätig. Schreiben Sie Tom Lind.",
        "Je suis en congé jusqu’au 27 novembre. Je ne travaille plus chez Brightwave à partir du 1er décembre.",
        "Ik ben tot en met 27 november op vakantie. Daarna werk ik niet meer bij Brightwave. Mail Tom Lind.",
        "Ik ben tot 27 november op vakantie. Ik werk hier niet langer. Mail Tom Lind.",
        "Estoy de vacaciones hasta el 30 de noviembre. A partir de esa fecha ya no trabajo en Brightwave. Escriba a Tom Lind.",
        "Sono in ferie fino al 30 novembre. Ho lasciato Brightwave. Scrivete a Tom Lind.",
        "Jag är på semester till och med 30 november. Jag har slutat på Brightwave. Kontakta Tom Lind.",
        "Jestem na urlopie do 30 listopada. Nie pracuję już w Brightwave. Proszę pisać do Toma Linda.",
        "Estou de férias até 30 de novembro. Já não trabalho na Brightwave. Escreva ao Tom Lind.",
        "11月30日まで休暇をいただいております。私は退職いたしました。後任はリンドです。",
    ],
)
def test_who_leaves_after_a_last_holiday_has_left(told: str) -> None:
    headers = ("Auto-Submitted: auto-replied",)
    reading = read(mail(told, *headers, sender=JANE, subject="Automatic reply", date=AFTER_2025, thread=True))
    assert (reading.kind, reading.stops, reading.dead) == (MessageKind.AUTO_REPLY, True, True)


@pytest.mark.parametrize(
    ("sender", "told"),
    [
        (
            OWN,
            "Guten Tag,\n\nin Ihrer Bewerbungsmappe fehlt noch das Zeugnis. Bitte schicken Sie uns dieses bis Freitag.",
        ),
        (
            OWN,
            "Guten Tag,\n\nfür Ihre Bewerbung fehlt noch Ihr Führerschein. Bitte senden Sie uns eine Kopie.",
        ),
        (ATS, "Hej Alex,\n\nvi saknar ditt körkort i ansökan. Skicka gärna in det."),
        (ATS, "Merhaba Alex,\n\nbaşvurunuzu değerlendirebilmemiz için diploma gerekiyor. Lütfen gönderin."),
    ],
)
def test_a_machine_that_misses_papers_tells_no_next_step(sender: str, told: str) -> None:
    reading = notice("Brightwave", f"{told}\n\nBrightwave", sender)
    assert (reading.outcome, reading.stops) == (None, False)


@pytest.mark.parametrize("sender", [OWN, ATS])
def test_who_is_invited_and_brings_papers_is_invited(sender: str) -> None:
    told = "Hi,\n\nwe would like to invite you to a second interview. Please bring your diploma. Your application is with us."
    assert notice("Brightwave", told, sender).stops
