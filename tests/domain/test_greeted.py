"""Whom the first line of a mail greets, in every language."""

from __future__ import annotations

import pytest

from followbot.domain.greeted import greets
from followbot.domain.model import Address


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ruth Adeyemi", "Dear Ms Adeyemi,\n\nthank you."),
        ("Ruth Adeyemi", "Dear Prof. Dr. Adeyemi,\nthank you."),
        ("Ruth Adeyemi", "Thank you so much for today, Ruth!"),
        ("Ruth Adeyemi", "Hi Ruth - it was a pleasure to see the greenhouse"),
        ("", "Hi Ruth\n\nit was a pleasure"),
        ("Jürgen Groß", "Sehr geehrter Herr Gross,"),
        ("Élodie Fauvel", "Bonjour Elodie,\n\nmerci"),
        ("Inés Peña", "Estimada Inés:\n\nGracias"),
        ("Joana Prates", "Olá, Joana!\n\nObrigado"),
        ("Chiara Nardi", "Gentile dott.ssa Nardi,\n\ngrazie"),
        ("Sanne de Wit", "Beste mevrouw De Wit,"),
        ("Joanna Lis", "Szanowna Pani Joanno,\n\ndziękuję"),
        ("Marek Lis", "Panie Marku,\n\ndziękuję"),
        ("Åsa Holm", "Hej Åsa!\n\nTack"),
        ("Elif Kaya", "Sayın Elif Hanım,\n\nteşekkür"),
        ("田中太郎", "田中様\n\nお世話になっております。"),
        ("田中 太郎", "株式会社青葉\n人事部 田中様\n\n本日は"),
        ("陈雯", "陈经理，您好！\n\n感谢"),
    ],
)
def test_who_is_greeted(name: str, text: str) -> None:
    assert greets(text, Address("ruth@nursery.example", name))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ruth Adeyemi", ""),
        ("Ruth Adeyemi", "Hi Mum,\n\nRuth was lovely."),
        ("Ruth Adeyemi", "Ruth and her people were all very kind to me"),
        ("Ruth Adeyemi", "It went well, I really liked Ruth!"),
        ("Ruth Adeyemi", "Am 3. Mai schrieb Ruth:\n\n> Bis Dienstag"),
        ("Ruth Adeyemi", "Ruth Adeyemi wrote:\n> See you"),
        ("Ruth Adeyemi", "Ruth <ruth@nursery.example>:\nSee you"),
        ("Maria Lis", "Hi Mark,\n\nit went well"),
        ("Jan Lis", "Hi Janet,\n\nit went well"),
        ("田中太郎", "お母さん、\n\n面接は無事に終わりました。"),
        ("陈雯", "妈，我面完了"),
    ],
)
def test_who_is_only_spoken_of(name: str, text: str) -> None:
    assert not greets(text, Address("ruth@nursery.example", name))
