"""Phrases, new text, and days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache, partial
from re import _parser  # type: ignore[attr-defined] # nothing public tells how long a match can be

import pytest

from followbot.domain.answers.absences import first_day_back
from followbot.domain.answers.newtext import Habits, take_apart
from followbot.domain.answers.promises import only_day, promised_day
from followbot.domain.dates import mentions
from followbot.domain.lexicon import PhraseSet
from followbot.domain.phrases import fold, parse_phrase, tokens
from followbot.domain.sentences import split_sentences
from tests.corpus.messages.loading import Case, load
from tests.domain.replies.mails import rules

TUESDAY = date(2025, 6, 10)
LONGEST_PHRASE = 60
"""Letters that an expression may take for one day; see `followbot.domain.dates`."""


@cache
def corpus() -> tuple[Case, ...]:
    return load("tune")


class TestPhrases:
    @pytest.mark.parametrize(
        ("notation", "text"),
        [
            ("unable to offer", "We are UNABLE to offer"),
            ("(cannot|cant) offer", "we can't offer"),
            ("(very|) sorry", "I am sorry"),
            ("offer* ... position", "we offered him the new position"),
            ("für uns", "fuer uns"),
            ("résumé", "resume"),
            ("見送", "採用を見送らせて"),
            ("(a (b|c)|d) e", "a c e"),
        ],
    )
    def test_a_notation_finds_what_it_says(self, notation: str, text: str) -> None:
        assert PhraseSet.of([notation]).found_in(tokens(text))

    @pytest.mark.parametrize(
        ("notation", "text"), [("offer you", "offering you"), ("late", "relate"), ("not ... offer", "an offer is not")]
    )
    def test_a_notation_finds_nothing_else(self, notation: str, text: str) -> None:
        assert not PhraseSet.of([notation]).found_in(tokens(text))

    @pytest.mark.parametrize("notation", ["", "...", "(a|b", "a|b", "a)", "(|)", "... a"])
    def test_a_malformed_notation_is_refused(self, notation: str) -> None:
        with pytest.raises(ValueError, match=r".*"):
            parse_phrase(notation)

    @pytest.mark.parametrize(
        ("notation", "needs"),
        [
            ("thanks ... (job|offer|post) (a|b)", {"a", "b"}),
            ("thanks (a lot|many) (so|)", {"a", "many"}),
            ("thanks offer*", set()),
            ("thanks (so|)", set()),
            ("thanks", set()),
        ],
    )
    def test_a_phrase_knows_words_without_which_it_is_nowhere(self, notation: str, needs: set[str]) -> None:
        assert parse_phrase(notation).needs == needs

    def test_invisible_and_full_width_letters_make_no_difference(self) -> None:
        assert fold("ｏｆ\u200bｆｅｒ") == fold("offer")


class TestNewText:
    def test_marked_quotations_go_and_answers_between_them_stay(self) -> None:
        text = "Hi,\n\nOn Mon, 9 Jun 2025 at 10:00 X <x@y.example> wrote:\n> one?\n\nyes\n\n> two?\n\nno"
        assert take_apart(text, Habits()).new.split() == ["Hi,", "yes", "no"]

    @pytest.mark.parametrize("between", ["\n\n", "\n"])
    def test_a_mail_of_one_line_is_no_part_of_the_introduction_below_it(self, between: str) -> None:
        introduction = "El lun, 9 nov 2026 a las 9:04, X\n<x@y.example> escribió:"
        letter = take_apart(f"Te llamo mañana.{between}{introduction}\n> Gracias", rules().habits)
        assert letter.new == "Te llamo mañana."

    def test_an_outlook_header_takes_everything_below_it(self) -> None:
        text = "Fine.\n\nFrom: X\nSent: Monday\nTo: Y\nSubject: Z\n\nold text"
        assert take_apart(text, Habits()).new == "Fine."

    @pytest.mark.parametrize("line", ["-- ", "Best regards,", "Kind regards"])
    def test_signatures_go(self, line: str) -> None:
        assert take_apart(f"Fine.\n\n{line}\nJane", rules().habits).new == "Fine."

    def test_thanks_in_a_sentence_is_no_signature(self) -> None:
        text = "Hi Alex,\n\nThanks, that was a great talk. Unfortunately it is a no.\n\nJane"
        assert "a no" in take_apart(text, rules().habits).new

    def test_a_mail_that_only_forwards_has_no_new_text(self) -> None:
        letter = take_apart(
            "-------- Forwarded message --------\nFrom: X\nDate: Y\nSubject: Z\n\nhello", rules().habits
        )
        assert (letter.new, letter.forwarded) == ("", True)


class TestDays:
    @pytest.mark.parametrize(
        ("language", "text", "day"),
        [
            ("en", "You will hear from us by Friday", date(2025, 6, 13)),
            ("en", "We will get back to you by the end of next week", date(2025, 6, 20)),
            ("en", "I will have an answer for you a week on Thursday", date(2025, 6, 19)),
            ("fr", "Je vous rappelle jeudi en huit", date(2025, 6, 19)),
            ("nl", "Ik bel u donderdag over een week", date(2025, 6, 19)),
            ("en", "I will let you know in two weeks", date(2025, 6, 24)),
            ("en", "Expect a decision by July 3rd", date(2025, 7, 3)),
            ("en", "We will be in touch within 3 business days", date(2025, 6, 13)),
            ("en", "We hope to have a decision by Jan 9", date(2026, 1, 9)),
            ("en", "You will hear from us by the end of the month", date(2025, 6, 30)),
            ("de", "Wir melden uns bis Ende nächster Woche", date(2025, 6, 20)),
            ("de", "Anfang Dezember hören Sie von uns", date(2025, 12, 5)),
            ("de", "Sie hören bis zum 27.06. von uns", date(2025, 6, 27)),
            ("fr", "Je reviens vers vous sous quinzaine", date(2025, 6, 25)),
            ("es", "Te diremos algo el 20 de junio", date(2025, 6, 20)),
            ("pt", "Daremos uma resposta até sexta-feira", date(2025, 6, 13)),
            ("it", "Ti faremo sapere entro venerdì", date(2025, 6, 13)),
            ("fr", "Nous délibérons mercredi, je vous donne une réponse d'ici vendredi", date(2025, 6, 13)),
            ("pt", "O processo não passa antes de segunda, dia 23", date(2025, 6, 23)),
            ("ja", "市長決裁は早くても23日になります", date(2025, 6, 23)),
            ("nl", "Je hoort uiterlijk vrijdag van ons", date(2025, 6, 13)),
            ("pl", "Odezwiemy się do piątku", date(2025, 6, 13)),
            ("sv", "Vi återkommer senast på fredag", date(2025, 6, 13)),
            ("tr", "Cuma gününe kadar size dönüş yapacağız", date(2025, 6, 13)),
            ("ja", "来週中にご連絡いたします", date(2025, 6, 20)),
            ("ja", "週明けにはお返事いたします", date(2025, 6, 16)),
            ("ja", "今月いっぱいには結果をお伝えします", date(2025, 6, 30)),
            ("pt", "O resultado sai na primeira quinzena de julho", date(2025, 7, 15)),
            ("zh", "我们会在下周五之前给您答复", date(2025, 6, 20)),
        ],
    )
    def test_promises_are_resolved_against_the_day_of_writing(self, language: str, text: str, day: date) -> None:
        assert promised_day(text, [rules().packs[language]], TUESDAY) == day

    @pytest.mark.parametrize(
        ("language", "text"),
        [("fr", "Silence depuis vendredi."), ("es", "Nada desde el viernes."), ("ja", "金曜以降は連絡がありません。")],
    )
    def test_a_weekday_since_which_nothing_was_heard_lies_behind(self, language: str, text: str) -> None:
        assert only_day(text, [rules().packs[language]], TUESDAY) is None

    def test_a_day_on_which_the_user_is_to_come_is_no_promise_beside_a_next_step(self) -> None:
        text = "Come in on Saturday before we decide."
        assert promised_day(text, [rules().packs["en"]], TUESDAY, sent=True) is None
        assert promised_day("I will call you on Saturday.", [rules().packs["en"]], TUESDAY, sent=True)

    @pytest.mark.parametrize(
        ("language", "text", "day"),
        [
            ("en", "You won't have anything from us before the 20th", date(2025, 6, 20)),
            ("de", "Vor dem Urlaub wird das nichts, nicht vor dem 20. Juni", date(2025, 6, 20)),
            ("nl", "Het wordt niet eerder dan 20 juni", date(2025, 6, 20)),
            ("sv", "Vi bestämmer oss inte förrän den 20 juni", date(2025, 6, 20)),
            ("pl", "Nic nie będzie wiadomo wcześniej niż 20 czerwca", date(2025, 6, 20)),
            ("sv", "Vi är klara snart, så räkna med besked under vecka 26", date(2025, 6, 27)),
            ("de", "In KW 26 bekommst du Bescheid", date(2025, 6, 27)),
        ],
    )
    def test_earliest_days_and_numbered_weeks_are_promises(self, language: str, text: str, day: date) -> None:
        assert promised_day(text, [rules().packs[language]], TUESDAY) == day

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("en", "The board sits on 19 June. I will ring you the day after."),
            ("de", "Der Rat tagt am 19. Juni. Am Tag darauf melde ich mich."),
            ("fr", "Le conseil siège le 19 juin. Je vous appelle le lendemain."),
            ("es", "El comité se reúne el 19 de junio. Al día siguiente te llamo."),
            ("pt", "O conselho reúne no dia 19 de junho. No dia seguinte dou um retorno."),
            ("it", "Il consiglio si riunisce il 19 giugno. Il giorno dopo la chiamo."),
            ("nl", "Het bestuur vergadert op 19 juni. De dag erna bel ik je."),
            ("pl", "Zarząd zbiera się 19 czerwca. Następnego dnia zadzwonię."),
            ("sv", "Styrelsen möts den 19 juni. Dagen efter hör jag av mig."),
            ("tr", "Kurul 19 Haziran'da toplanıyor. Ertesi gün size haber vereceğim."),
            ("ja", "役員会は6月19日です。翌日にご連絡いたします。"),
            ("zh", "董事会6月19日开会，第二天我给您答复。"),
        ],
    )
    def test_the_day_after_is_counted_from_the_day_named_before(self, language: str, text: str) -> None:
        assert promised_day(text, [rules().packs[language]], TUESDAY) == date(2025, 6, 20)

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("it", "Le devo una risposta da dieci giorni, le farò sapere"),
            ("de", "Seit zehn Tagen will ich mich bei Ihnen melden"),
            ("fr", "Je devais revenir vers vous depuis dix jours"),
        ],
    )
    def test_how_long_it_has_lasted_is_no_promise(self, language: str, text: str) -> None:
        packs = [rules().packs[language]]
        assert promised_day(text, packs, TUESDAY) is None
        assert only_day(text, packs, TUESDAY) is None

    def test_the_day_after_nothing_is_no_day(self) -> None:
        assert promised_day("I will ring you the day after.", [rules().packs["en"]], TUESDAY) is None

    def test_a_sentence_is_remembered_and_not_what_stood_before_it(self) -> None:
        told, known = "I will ring you the day after.", rules().packs["en"].dates
        before: list[date | None] = [None, date(2025, 6, 19), date(2025, 7, 1), None]
        days = [mentions(told, known, TUESDAY, partial(next, iter([day])))[1] for day in before]
        assert [[m.first for m in found] for found in days] == [[], [date(2025, 6, 20)], [date(2025, 7, 2)], []]

    @pytest.mark.parametrize(("language", "text"), [("zh", "21日给您答复"), ("ja", "21日にご連絡いたします")])
    def test_a_day_of_two_figures_is_no_range_of_two(self, language: str, text: str) -> None:
        assert promised_day(text, [rules().packs[language]], TUESDAY) == date(2025, 6, 21)

    def test_a_tag_asks_nothing_of_the_reader(self) -> None:
        text = "Te dou um retorno até o dia 20/06, pode ser?"
        assert promised_day(text, [rules().packs["pt"]], TUESDAY) == date(2025, 6, 20)

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("en", "I will email the case to you on Friday"),
            ("de", "Am Freitag schicke ich Ihnen die Aufgabe"),
            ("nl", "Vrijdag stuur ik je het rooster, kies jij dan een dag uit?"),
            ("sv", "Jag skickar uppgiften på fredag"),
        ],
    )
    def test_what_will_be_sent_is_promised_where_that_counts(self, language: str, text: str) -> None:
        packs = [rules().packs[language]]
        assert promised_day(text.rstrip("?"), packs, TUESDAY, sent=True) == date(2025, 6, 13)
        assert promised_day(text.rstrip("?"), packs, TUESDAY) is None

    def test_the_day_of_what_is_sent_is_no_promise(self) -> None:
        text = "I will send you an invitation for Friday"
        assert promised_day(text, [rules().packs["en"]], TUESDAY, sent=True) is None

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("en", "I am away from the 16th to the 20th. Normal service resumes Monday 23 June."),
            ("en", "I am away from the 16th to the 20th and back on Monday."),
            ("tr", "16-20 Haziran arası izindeyim, 23 Haziran Pazartesi masamdayım."),
            ("nl", "Van 16 t/m 20 juni ben ik er niet. Maandag de 23e zit ik achter mijn bureau."),
        ],
    )
    def test_the_day_named_after_an_absence_is_that_of_the_return(self, language: str, text: str) -> None:
        assert first_day_back((text,), [rules().packs[language]], TUESDAY) == date(2025, 6, 23)

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("en", "I cannot tell you the outcome today"),
            ("de", "Ich kann Ihnen heute noch kein Ergebnis nennen"),
            ("fr", "Je ne peux pas vous donner de réponse aujourd'hui"),
            ("es", "Te aviso de que el martes cerramos antes"),
            ("it", "Ti avviso che martedì chiudiamo prima"),
            ("pt", "Aviso que na terça fechamos mais cedo"),
        ],
    )
    def test_what_cannot_be_told_today_or_is_told_now_is_no_promise(self, language: str, text: str) -> None:
        assert promised_day(text, [rules().packs[language]], TUESDAY) is None

    @pytest.mark.parametrize(
        "text", ["We will let you know today", "We have not decided yet, but you will hear from us today"]
    )
    def test_what_is_promised_for_today_is(self, text: str) -> None:
        assert promised_day(text, [rules().packs["en"]], TUESDAY) == TUESDAY

    @pytest.mark.parametrize(
        ("language", "text", "day"),
        [
            ("en", "I am back on 16 June", date(2025, 6, 16)),
            ("en", "I am away until Monday", date(2025, 6, 16)),
            ("en", "I am away through the 20th", date(2025, 6, 21)),
            ("en", "On leave from June 9 to June 20", date(2025, 6, 21)),
            ("en", "On leave June 9-20, back on June 23", date(2025, 6, 23)),
            ("en", "I am out of office today", date(2025, 6, 11)),
            ("en", "I will be back next week", date(2025, 6, 16)),
            ("de", "Ich bin vom 9. bis 20. Juni nicht im Büro", date(2025, 6, 21)),
            ("de", "Ab dem 23.06. bin ich wieder da", date(2025, 6, 23)),
            ("fr", "absente jusqu'au 20 juin inclus", date(2025, 6, 21)),
            ("zh", "本人6月9日至20日出差", date(2025, 6, 21)),
            ("ja", "6月20日まで休暇をいただいております", date(2025, 6, 21)),
            ("zh", "我将于6月23日返回办公室", date(2025, 6, 23)),
            ("tr", "21 Haziran'a kadar izindeyim. Pazartesi (23 Haziran) itibarıyla klinikteyim", date(2025, 6, 23)),
            ("en", "I am out of office today and will answer tomorrow (June 11)", date(2025, 6, 11)),
            ("pl", "dziś, tj. 10.06, jestem na szkoleniu i odpiszę jutro (11.06)", date(2025, 6, 11)),
        ],
    )
    def test_the_first_day_back_comes_after_the_last_day_away(self, language: str, text: str, day: date) -> None:
        assert first_day_back([text], [rules().packs[language]], TUESDAY) == day

    @pytest.mark.parametrize(
        ("language", "text", "day"),
        [
            ("es", "Te digo algo la primera semana de julio, como muy tarde el viernes 4", date(2025, 7, 4)),
            ("en", "You will hear from me next week, on Thursday, June 19, at the latest", date(2025, 6, 19)),
            ("de", "Ich melde mich nächste Woche, spätestens am Donnerstag, 19. Juni", date(2025, 6, 19)),
            ("en", "You will hear from me next week; the fair begins on September 4", date(2025, 6, 20)),
        ],
    )
    def test_an_exact_day_behind_a_span_is_the_day(self, language: str, text: str, day: date) -> None:
        assert promised_day(text, [rules().packs[language]], TUESDAY) == day

    def test_what_the_user_is_asked_to_do_by_a_day_is_no_promise(self) -> None:
        assert promised_day("Please let us know your decision by Friday", [rules().packs["en"]], TUESDAY) is None

    @pytest.mark.parametrize(
        ("text", "day"), [("06/17/2025", (6, 17)), ("17/06/2025", (6, 17)), ("2025-06-17", (6, 17))]
    )
    def test_figures_that_can_be_read_one_way_only_are(self, text: str, day: tuple[int, int]) -> None:
        _, found = mentions(f"on {text}", rules().packs["en"].dates, TUESDAY)
        assert [(m.first.month, m.first.day) for m in found] == [day]


@pytest.mark.parametrize("language", sorted(rules().packs))
def test_no_day_is_lost_by_the_look_for_words_that_every_day_has(language: str) -> None:
    known = rules().packs[language].dates
    mails = [case for case in corpus() if case.language == language][:15]
    told = [sentence for case in mails for sentence in split_sentences(case.message.text[:2_000], ())]
    days = [mentions(sentence, known, TUESDAY) for sentence in told]
    assert days == [mentions(sentence, replace(known, anchors=None), TUESDAY) for sentence in told]
    assert any(found for _, found in days)


@pytest.mark.parametrize("language", sorted(rules().packs))
def test_no_phrase_for_a_day_is_long(language: str) -> None:
    """Measured on the expression itself, so that no text is needed that would make it long."""
    expression = rules().packs[language].dates.pattern.pattern
    assert _parser.parse(expression).getwidth()[1] <= LONGEST_PHRASE
