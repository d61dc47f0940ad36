"""People and machines that are easily taken for each other where no header tells them apart."""

from __future__ import annotations

from datetime import date

import pytest

from followbot.domain.model import Address, MessageKind, Outcome, ReplyContext
from tests.domain.replies.mails import ME, SENT, mail, read

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


def test_a_first_interview_is_a_talk_that_was_held() -> None:
    body = (
        "Alex，您好：\n恭喜您通过初试！请点击链接选择复试时间：https://mingyue.mokahr.com/i/73f\n（系统邮件，请勿回复）"
    )
    sent = mail(body, sender="明月酒店招聘 <no-reply@mail.mokahr.com>", subject="复试邀请")
    found = read(sent, held_against("mingyue-jiudian.example"))
    assert (found.outcome, found.stops) == (Outcome.NEXT_STEP, True)
