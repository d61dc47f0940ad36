"""Notices of machines: what is new in them, whom they are about, and what they only point at."""

from __future__ import annotations

from datetime import date
from textwrap import dedent

import pytest

from followbot.domain.kana import romanised
from followbot.domain.model import MessageKind, Outcome, Reading
from tests.domain.replies.mails import mail, read

NO_REPLY = "Brightwave Careers <no-reply@brightwave.example>"


def notice(subject: str, body: str, sender: str = NO_REPLY) -> Reading:
    return read(mail(dedent(body), "Auto-Submitted: auto-generated", sender=sender, subject=subject))


def test_a_next_step_whose_link_expires_is_no_reminder() -> None:
    told = (
        "Hello Alex,\n\nyou are through to the next round, an online test. The link expires in 5 days.\n\nDo not reply."
    )
    reading = notice("Your next step", told)
    assert (reading.outcome, reading.stops) == (Outcome.NEXT_STEP, True)


def test_a_reminder_of_a_test_that_is_known_stops_nothing() -> None:
    told = "Hello Alex,\n\nyou have not completed the online test yet. The link expires in 2 days.\n\nDo not reply."
    assert not notice("Reminder: your online test", told).stops


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        ("Tu candidatura", "Hola:\n\nhay novedades sobre tu candidatura. Inicia sesión en tu área de candidato."),
        ("選考結果のお知らせ", "選考結果が確定しました。マイページにログインしてご確認ください。"),
        ("Din ansökan", "Hej!\n\nDet finns ett beslut om din ansökan. Logga in för att läsa det."),
    ],
)
def test_what_waits_behind_a_login_decides_nothing(subject: str, told: str) -> None:
    reading = notice(subject, told)
    assert (reading.kind, reading.outcome, reading.stops) == (MessageKind.ATS_NOTIFICATION, None, False)


@pytest.mark.parametrize("post", ["vacancy 5518", "vacancy 5518 (post from 01.11.2026)", "post 2026, vacancy 5518"])
def test_one_post_with_a_number_is_ours(post: str) -> None:
    told = f"Dear Alex,\n\nwe have decided not to move forward with your application for {post}.\n\nAutomated message."
    assert notice("Your application: vacancy 5518", told).stops


def test_who_has_left_has_left_although_the_successor_is_away() -> None:
    told = "I have left the company. Poppy, who takes over, is on holiday until 23 October."
    reading = read(mail(told, "Auto-Submitted: auto-replied", subject="Automatic reply: Thank you", thread=True))
    assert reading.stops


def test_an_unknown_scheduler_is_known_by_what_it_says_of_itself() -> None:
    told = """\
        Jane Doe (Brightwave) would like a second conversation with you, 45 min.

        Pick a time: https://slots.example/a

        Slots, scheduling made easy."""
    reading = notice("Jane Doe asks for your availability", told, sender="Slots <notify@slots.example>")
    assert (reading.kind, reading.stops) == (MessageKind.CALENDAR_RESPONSE, True)


@pytest.mark.parametrize(
    ("written", "spelled"),
    [("ソラマメ", "soramame"), ("さくらショップ", "sakurashoppu"), ("キョート", "kyoto"), ("ファミリー", "famiri")],
)
def test_kana_are_spelled_as_in_domains(written: str, spelled: str) -> None:
    assert romanised(f"{written}株式会社") == [spelled]


@pytest.mark.parametrize(
    "told",
    [
        "Got it. Back on 26 October, let's talk then.",
        "Danke! Bin bis 26. Oktober auf Messe, danach sprechen wir.",
        "Grazie! Torno il 26 ottobre e ne parliamo.",
        "Dziękuję! Wracam 26 października i porozmawiamy.",
        "Obrigada! Volto dia 26 de outubro e falamos.",
    ],
)
def test_who_thanks_and_will_talk_after_a_journey_has_answered(told: str) -> None:
    reading = read(mail(told, date="Wed, 14 Oct 2026 10:00:00 +0100", thread=True))
    assert (reading.kind, reading.stops) == (MessageKind.HUMAN_REPLY, True)


def test_a_full_stop_that_only_one_language_cuts_short_ends_a_sentence_in_another() -> None:
    told = "I am out. 3 November I am back."
    reading = read(mail(told, "Auto-Submitted: auto-replied", date="Wed, 14 Oct 2026 10:00:00 +0100", thread=True))
    assert reading.until == date(2026, 11, 3)
