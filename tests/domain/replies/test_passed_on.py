"""A person's text that a system passes on is the person's; the same form around nothing is a notice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followbot.domain.answers.passedon import passed_on
from followbot.domain.model import Address, MessageKind, Outcome
from tests.domain.replies.mails import CONTEXT, mail, read, rules

SYSTEM = "Brightwave <m-20817@jobfolio-post.example>"
MACHINE = ("Precedence: bulk", "List-Unsubscribe: <https://jobfolio-post.example/u>", "Auto-Submitted: auto-generated")
FORMS = [
    (
        "en",
        "Jane from Brightwave sent you a new message:",
        "lovely, that made my morning. Is the van yours?",
        "Just reply to this email and she will get it.",
    ),
    (
        "de",
        "Jana Roth hat Ihnen eine Nachricht geschrieben:",
        "Danke, das hat mich gefreut! Fahren Sie auch Anhänger?",
        "Antworten Sie einfach auf diese E-Mail.",
    ),
    (
        "fr",
        "Vous avez reçu un nouveau message de Luce Brial :",
        "Merci, c'est gentil. Vous habitez toujours à Dole ?",
        "Pour lui répondre, répondez à ce courriel.",
    ),
    (
        "es",
        "Nuria Soto te ha enviado un mensaje:",
        "Qué detalle, gracias. ¿Tienes coche propio?",
        "Responde a este correo y le llegará a Nuria.",
    ),
    (
        "pt",
        "Recebeu uma nova mensagem de Rita Falcão:",
        "Obrigada, que simpatia! Ainda mora em Évora?",
        "Para responder, basta responder a este email.",
    ),
    (
        "it",
        "Hai ricevuto un nuovo messaggio da Ivo Sala:",
        "Grazie, molto gentile. Hai la patente C?",
        "Rispondi a questa email: la tua risposta arriverà a Ivo.",
    ),
    (
        "nl",
        "Femke Bos heeft je een bericht gestuurd:",
        "Dank, wat aardig. Woon je nog in Zwolle?",
        "Beantwoord deze mail, dan komt je antwoord bij Femke terecht.",
    ),
    (
        "pl",
        "Masz nową wiadomość od Olgi Ptak:",
        "Dziękuję, bardzo mi miło. Czy ma Pan własne narzędzia?",
        "Aby odpowiedzieć, wystarczy odpisać na tego maila.",
    ),
    (
        "sv",
        "Du har ett nytt meddelande från Ebba Lind:",
        "Tack, vad snällt. Har du körkort för släp?",
        "Svara på det här mejlet så når det Ebba.",
    ),
    (
        "tr",
        "Derya Aksu size bir mesaj gönderdi:",
        "Çok naziksiniz, teşekkürler. Hâlâ Bornova'da mı oturuyorsunuz?",
        "Yanıtlamak için bu e-postayı yanıtlayın.",
    ),
    (
        "ja",
        "ブライト株式会社の森様からメッセージが届きました。",
        "森です。ご丁寧にありがとうございます。車の免許はお持ちでしょうか？",
        "このメールにそのまま返信してください。",
    ),
    ("zh", "周敏给您发来一条消息：", "谢谢你的来信，很开心。你现在还住在苏州吗？", "直接回复本邮件即可。"),
]
LANGUAGES = pytest.mark.parametrize(("above", "text", "below"), [form[1:] for form in FORMS], ids=[f[0] for f in FORMS])


def held(body: str) -> str:
    passed = passed_on(body, rules().relays)
    return passed.text if passed else ""


def test_every_language_has_its_forms() -> None:
    assert {form[0] for form in FORMS} == set(rules().packs)


@LANGUAGES
@pytest.mark.parametrize("frame", ["{}", "“{}”", "------\n{}\n------", "> {}"])
def test_what_a_person_wrote_is_an_answer_whatever_the_system_adds(
    above: str, text: str, below: str, frame: str
) -> None:
    body = f"{above}\n\n{frame.format(text)}\n\n{below}\nJobfolio | unsubscribe"
    reading = read(mail(body, *MACHINE, sender=SYSTEM, subject="Message about your application", thread=True))
    assert (reading.kind, reading.stops) == (MessageKind.HUMAN_REPLY, True)
    assert "A recruiting system passes on what a person wrote." in reading.evidence


@LANGUAGES
def test_without_a_text_it_is_no_answer(above: str, text: str, below: str) -> None:
    assert text
    assert held(f"{above}\n\n{below}\nJobfolio") == ""


def test_of_an_unknown_system_only_what_answers_the_users_mail_counts() -> None:
    body = "Jane sent you a message:\n\nUnfortunately we have chosen somebody else.\n\nReply to this email."
    assert not read(mail(body, *MACHINE, sender=SYSTEM, subject="A message")).stops


@pytest.mark.parametrize(
    "body",
    [
        "You have a new message from Brightwave.\n\nLog in to read the message.\n\nReply to this email for help.",
        "Neue Nachricht von Brightwave.\n\nMelden Sie sich an, um sie zu lesen.\n\nAntworten Sie nicht auf diese Mail.",
        "採用担当者からメッセージが届いています。\n\nマイページにログインしてご確認ください。\n\nこのメールには返信できません。",
    ],
)
def test_a_portal_that_shows_it_elsewhere_passes_nothing_on(body: str) -> None:
    assert held(body) == ""
    reading = read(mail(body, *MACHINE, sender=SYSTEM, subject="New message", thread=True))
    assert reading.kind is not MessageKind.HUMAN_REPLY


def test_a_form_that_nobody_is_to_answer_passes_only_quotations_on() -> None:
    body = (
        "You have a new message from Brightwave:\n\nWe have received your papers.\n\nPlease do not reply to this email."
    )
    assert held(body) == ""
    assert held(body.replace("We have received your papers.", "“See you on Monday!”"))


def test_the_news_are_those_of_the_person_alone() -> None:
    body = (
        "Jane Doe sent you a message:\n\n“Could you come in again on Thursday to meet Bob?”\n\n"
        "Reply to this email. Unfortunately we cannot accept attachments.\nYour application has been received."
    )
    reading = read(mail(body, *MACHINE, sender=SYSTEM, subject="A message", thread=True))
    assert (reading.kind, reading.outcome) == (MessageKind.HUMAN_REPLY, Outcome.NEXT_STEP)


def test_a_quotation_needs_no_line_below_it() -> None:
    body = "Jane Doe sent you a message:\n\n“That made my day, thanks.\nSee you around.”\n\nJobfolio, Berlin"
    assert held(body) == "That made my day, thanks.\nSee you around."
    assert held(body.replace("“", "").replace("”", "")) == ""


def test_a_quotation_whose_marks_stand_on_lines_of_their_own() -> None:
    assert (
        held('Jane Doe sent you a message:\n"\nThat made my day, thanks.\n"\nJobfolio') == "That made my day, thanks."
    )


def test_a_quotation_on_the_line_that_announces_it() -> None:
    body = "Jane Doe wrote to you: „Danke, das war schön.“\nReply to this message."
    assert held(body) == "Danke, das war schön."


@pytest.mark.parametrize(
    ("text", "headers"),
    [
        ("Hello Alex, thanks for contacting us. Our team will look at your request shortly.", ()),
        ("We have opened ticket 5512 for you. You can follow its state in our portal at any time.", ()),
        ("I have got your mail and will answer as soon as I can.", ("Auto-Submitted: auto-replied",)),
        ("Your message was read on 12 June at 10:00 by Jane Doe.", ()),
        ("You have been unsubscribed.", ()),
        ("Your message has made it to us. Do you have anything to add?", ()),
        ("Would you recommend our process? Rate it on a scale of 0 to 10.", ()),
    ],
)
def test_a_desk_that_calls_its_acknowledgement_a_message_is_still_a_machine(
    text: str, headers: tuple[str, ...]
) -> None:
    body = f"Support sent you a message:\n\n{text}\n\nReply to this email and it reaches Support."
    machine = headers or ("Auto-Submitted: auto-generated", "Precedence: bulk")
    reading = read(mail(body, *machine, sender="Brightwave Support <support@hd.example>", thread=True))
    assert not reading.stops
    assert reading.kind is not MessageKind.HUMAN_REPLY


@pytest.mark.parametrize(
    "text",
    [
        "Hi Alex, thanks for applying to Zeta. We compete with Brightwave! When can we talk? Bob",
        "Hey, how was it at Brightwave? I am free for a beer on Friday.",
    ],
)
def test_a_person_elsewhere_who_speaks_of_the_company_is_none_of_it(text: str) -> None:
    body = f"Bob Ross sent you a message:\n\n{text}\n\nReply to this email."
    asked = mail(body, sender="Bob Ross <no-reply@greenhouse.io>", subject="Message from Zeta")
    assert not read(asked).stops
    theirs = mail(
        "Brightwave sent you a message:\n\nCould you come in once more on Friday?\n\nReply to this email.",
        sender="Brightwave <no-reply@greenhouse.io>",
        subject="A message",
    )
    assert read(theirs).stops


def test_a_contact_whom_the_form_names_is_who_answers() -> None:
    body = "Jane Doe sent you a message:\n\nThat was kind, thanks.\n\nReply to this email."
    in_thread = read(mail(body, *MACHINE, sender=SYSTEM, subject="A message", thread=True))
    listed = read(mail(body, *MACHINE, sender="Brightwave <no-reply@greenhouse.io>", subject="A message"))
    assert {in_thread.person, listed.person} == {"jane.doe@brightwave.example"}
    assert in_thread.stops
    assert listed.stops


def test_a_contact_whom_a_known_systems_form_names_is_known_without_the_company() -> None:
    body = "Jane Doe sent you a message:\n\nThat was kind, thanks.\n\nReply to this email."
    assert read(mail(body, *MACHINE, sender="Hiring team <no-reply@greenhouse.io>", subject="A message")).stops


@pytest.mark.parametrize("text", ["Hi", "Hi Alex"])
def test_a_greeting_alone_says_nothing(text: str) -> None:
    assert held(f"Jane Doe sent you a message:\n\n{text}\n\nReply to this email.") == ""


def test_a_long_text_that_speaks_of_a_login_is_still_a_persons() -> None:
    text = (
        "Thank you for coming by on Tuesday, we all enjoyed the talk a lot and would like to go on with you. "
        "Bob has put the plan of the second day into our portal: log in to read the message. Does Friday suit you?"
    )
    assert held(f"Jane Doe sent you a message:\n\n{text}\n\nReply to this email.") == text


def test_of_two_contacts_whom_a_form_names_neither_is_taken_for_its_author() -> None:
    two = replace(CONTEXT, contacts=(*CONTEXT.contacts, Address("bob.ross@brightwave.example", "Bob Ross")))
    body = "Jane Doe and Bob Ross sent you a message:\n\nThat was kind, can you come again?\n\nReply to this email."
    found = read(mail(body, *MACHINE, sender=SYSTEM, subject="A message", thread=True), two)
    assert found.person not in {contact.email for contact in two.contacts}


def test_what_announces_a_message_stands_near_the_top() -> None:
    form = "Jane Doe sent you a message:\n\nThat was kind, thanks.\n\nReply to this email."
    assert held("Jobfolio\n" * 9 + form)
    assert held("Jobfolio\n" * 10 + form) == ""


def test_rules_and_marks_around_a_text_belong_to_the_system_and_the_text_to_the_person() -> None:
    form = "Jane Doe sent you a message:\n\n{}\n\nReply to this email."
    assert held(form.format("------\nThat was kind, thanks.\n------")) == "That was kind, thanks."
    passed = passed_on(form.format("> That was kind, thanks."), rules().relays)
    assert passed is not None
    assert "kind" not in passed.form


@given(st.text(alphabet=st.sampled_from('"“”„«»「」\n:： >-|─aA你。')))
def test_anything_between_the_lines_is_taken_without_a_fuss(text: str) -> None:
    assert len(held(f"Jane sent you a message:\n{text}\nReply to this email.")) <= len(text)
