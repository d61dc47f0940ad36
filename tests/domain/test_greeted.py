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
        ("Jane Doe", "Hi Jane, thanks for the 45 minutes today!"),
        ("Jane Doe", "Liebe Frau Doe, vielen Dank für das Gespräch am 10. März."),
        ("Jane Doe", "Bonjour Jane, merci pour les 45 minutes d'hier !"),
        ("田中太郎", "田中様、3月10日はありがとうございました。"),
        ("陈雯", "陈经理，谢谢您3月10日抽时间。"),
        ("Jane Doe", "On Mon, 9 Mar 2026, Jane Doe wrote:\n> See you!\n\nHi Jane,\n\nthank you for the talk."),
        ("Jane Doe", "On Mon, 9 Mar 2026 at 10:40 Jane Doe\n<jane@acme.example> wrote:\n\n> See you!\n> J\nHi Jane,"),
        ("Jane Doe", "Am Mo., 9. März 2026 um 10:40 Uhr schrieb Jane Doe:\n> Bis morgen\n\nLiebe Frau Doe,\n\ndanke"),
        ("Jane Doe", "Hi Jane,\nyou wrote:\n> See you!\n\nand so it was."),
        ("Inés Peña", "Estimada Inés:\n\nEl 9 mar 2026, Inés Peña escribió:\n> Sam:\n>\n\n> Nos vemos\n\nGracias"),
        ("Jane Doe", "Jane thank you for the talk!"),
        ("Jane Doe", "Hi Jane thank you for the talk, I liked every minute of it"),
        ("Jane Doe", "Hi!\n\nthank you Jane for the talk, I liked it"),
        ("Jane Doe", "Hallo!\n\nVielen Dank liebe Jane für das gute Gespräch heute"),
        ("Jane Doe", "Bonjour !\n\nMerci beaucoup Jane pour cet échange très riche"),
        ("Inés Peña", "¡Hola!\n\nMuchas gracias Inés por la charla de esta mañana"),
        ("Chiara Nardi", "Grazie mille Chiara per la bella chiacchierata di oggi"),
        ("Joana Prates", "Joana muito obrigada pela conversa de hoje"),
        ("Sanne de Wit", "Sanne heel erg bedankt\n\nDank je wel Sanne voor het fijne gesprek"),
        ("Joanna Lis", "Bardzo dziękuję Pani Joanno za dzisiejszą miłą rozmowę"),
        ("Åsa Holm", "Tack så mycket Åsa för ett mycket trevligt samtal"),
        ("Elif Kaya", "Elif Hanım çok teşekkür ederim bugünkü güzel görüşme için"),
        ("Jane Doe", "Sent from my phone\n\nHi Jane,\n\nthank you"),
        ("Jane Doe", "Sent with my warmest thanks for this afternoon in the greenhouse, Jane!"),
        ("Jane Doe", "On Mon, Jane Doe <jane@acme.example>\n> See you!\n\nHi Jane,\n\nthank you"),
        ("Jane Doe", "Von meinem iPhone gesendet\n\nLiebe Frau Doe,"),
        ("Jane Doe", "Envoyé de mon iPhone\n\nBonjour Jane,"),
        ("Elif Kaya", "iPhone'umdan gönderildi\n\nSayın Elif Hanım,"),
        ("陈雯", "发自我的iPhone\n\n陈经理，您好！"),
        ("Joanna Lis", "pon., 9 mar 2026 o 10:40 Joanna Lis napisał(a):\n> Do jutra\n\nPani Joanno,\ndziękuję"),
        ("Elif Kaya", "Elif Kaya <e@acme.example>, 9 Mar 2026 Pzt, 10:40 yazdı:\n> Yarın\n\nSayın Elif Hanım,"),
        ("田中太郎", "2026年3月9日(月) 10:40 田中太郎 <t@acme.example>:\n> 明日\n\n田中様\n\n本日は"),
        ("陈雯", "陈雯 于2026年3月9日写道：\n> 明天见\n\n陈经理，您好！\n\n感谢"),
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
        ("Jane Doe", "On Mon, 9 Mar 2026, Jane Doe wrote:\n> Hi Sam,\n\nHi Mum,\n\nit went well"),
        ("Jane Doe", "On Mon, 9 Mar 2026, Jane Doe wrote:\n> Jane,\n> see you"),
        ("Jane Doe", "Jane Doe, 9 Mar 2026, 10:40:\nSee you"),
        ("Jane Doe", "Hi Mum,\n\nthanks to Jane I was not nervous at all"),
        ("Jane Doe", "Jane said thank you for my slides and meant it"),
        ("Jane Doe", "Hallo Mama,\n\nJane dankte mir am Ende sehr herzlich"),
        ("Jane Doe", "Merci de ton aide pour Jane et son entretien"),
        ("Jane Doe", "Sent from my phone\n\nHi Mum,\n\nJane was lovely"),
        ("Jane Doe", "The 45 minutes went well"),
        ("Jane Doe", "-----Original Message-----\nThank you Jane for your letter"),
        ("Jane Doe", "10:40"),
        ("Jane Doe", "> See you"),
        ("Jane Doe", "Sent from my phone"),
        ("Jane Doe", "Am 9.3. schrieb Jane:\nBis morgen"),
        ("Jane Doe", "-----Original Message-----\nFrom: Jane Doe\n\nHi Jane,"),
        ("田中太郎", "2026年3月9日 田中太郎:\n> 明日\n\nお母さん、\n\n面接は"),
        ("陈雯", "陈雯 于2026年3月9日写道：\n> 明天见\n\n妈，我面完了"),
    ],
)
def test_who_is_only_spoken_of(name: str, text: str) -> None:
    assert not greets(text, Address("ruth@nursery.example", name))
