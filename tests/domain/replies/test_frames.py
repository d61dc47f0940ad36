"""Outcomes by frames: ideas close together, what takes them back, and how the sums are compared."""

from __future__ import annotations

import pytest

from followbot.domain.answers.facts import Said, languages_of
from followbot.domain.answers.frames import Frame, matches
from followbot.domain.answers.outcomes import judge
from followbot.domain.model import Outcome
from tests.domain.replies.mails import mail, read, rules

FRAMES = rules().frames
LANGUAGES = tuple(sorted(rules().packs))


def said(text: str, language: str = "en") -> Said:
    return Said((rules().packs[language],), 1, text)


def outcome_of(text: str, language: str = "en") -> Outcome | None:
    found = judge(said(text, language).read, FRAMES)
    return found.outcome if found else None


def ideas_in(language: str) -> set[str]:
    lexicon = rules().packs[language].lexicon
    filed = (*lexicon.by_word.values(), *lexicon.by_stem.values())
    return {name.removeprefix("idea.") for some in filed for name, _ in some if name.startswith("idea.")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_word_for_every_idea(language: str) -> None:
    wanted = {idea for frame in FRAMES for idea in (*frame.ideas, *frame.unless)} - {"asked_day", "pay"}
    assert wanted <= ideas_in(language)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("On balance somebody with a background in banking was preferred.", Outcome.REJECTION),
        ("Sadly it was a really hard call. All the best with your search.", Outcome.REJECTION),
        ("The post has since been filled.", Outcome.REJECTION),
        ("We want you to join the firm; the contract is attached.", Outcome.OFFER),
        ("Are you around on Tuesday for a chat with our founders?", Outcome.NEXT_STEP),
        ("There are two more people to meet before we decide.", Outcome.DELAY),
        ("Unfortunately the lift is broken, so take the stairs.", None),
        ("Thank you for your patience.", None),
    ],
)
def test_news_in_words_that_no_list_holds(text: str, outcome: Outcome | None) -> None:
    assert outcome_of(text) is outcome


class TestScope:
    def test_ideas_too_far_apart_are_no_frame(self) -> None:
        near, far = (
            "we will not be taking it further",
            "this is not a small town and the railway line does not run further",
        )
        frame = Frame(Outcome.REJECTION, ("not", "advance"), 2, near=3)
        assert list(matches([frame], said(near).found[0]))
        assert not list(matches([frame], said(far).found[0]))

    def test_ideas_in_two_sentences_are_no_frame(self) -> None:
        assert (
            outcome_of("We are not a big company. Your application is on its way to the next stage.")
            is not Outcome.REJECTION
        )

    def test_one_word_cannot_be_two_ideas_of_a_frame(self) -> None:
        twice = Frame(Outcome.REJECTION, ("regret", "regret"), 2)
        assert not list(matches([twice], said("Unfortunately.").found[0]))

    @pytest.mark.parametrize(
        "text",
        [
            "If we do not take your application further, I will ring you.",
            "Have you not been offered the position?",
            "We have not decided yet whether to take your application further.",
            "It is not necessary to proceed with the exercise.",
        ],
    )
    def test_what_is_supposed_asked_open_or_idle_is_no_refusal(self, text: str) -> None:
        assert outcome_of(text) is not Outcome.REJECTION

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("en", "The job is yours, so don't hesitate to call."),
            ("fr", "Bienvenue dans l'équipe, n'hésitez pas à appeler."),
            ("zh", "我们没怎么犹豫，欢迎加入。"),
        ],
    )
    def test_a_denial_of_something_else_takes_no_offer_back(self, language: str, text: str) -> None:
        assert outcome_of(text, language) is Outcome.OFFER

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("pt", "O turno são quatro pessoas, e não abrimos aos domingos."),
            ("it", "Il turno è di quattro persone, e no, la domenica siamo chiusi."),
            ("es", "El resultado de mi prueba ha sido negativo."),
            ("fr", "La comptabilité a refusé la note de frais, il manque un ticket."),
            ("it", "Purtroppo non ho trovato l'ombrello."),
            ("ja", "夜のシフトは四名で、制服は貸与です。"),
            ("zh", "你看看节奏合不合适。"),
            ("fr", "Pour le remboursement, il me faut un RIB et une copie de votre pièce d'identité."),
            ("it", "Stavo trattando il contratto con il fornitore di farina, firmato finalmente."),
            ("pt", "O meu filho ficou com o lugar no Porto."),
            ("es", "Te adjunto la presentación que me pediste."),
            ("es", "Para tu otra entrevista, suerte."),
            ("it", "Venerdì c'è la festa, sei invitata, non c'entra col posto."),
        ],
    )
    def test_everyday_words_are_no_news(self, language: str, text: str) -> None:
        assert outcome_of(text, language) is None

    def test_a_tag_makes_no_question(self) -> None:
        assert outcome_of("We have chosen somebody else, ok?") is Outcome.REJECTION

    def test_a_farewell_may_be_supposed(self) -> None:
        text = "Sadly not this time. If a suitable position opens in the future, we will be in touch."
        assert outcome_of(text) is Outcome.REJECTION


class TestProposedDays:
    """A day in a question is a proposal, whatever the language calls it; what is asked for by a day is none."""

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("en", "My partner wants to look you in the eye. He is here Thursday after five. Any good?"),
            ("de", "Unsere Chefin würde dich gern beschnuppern. Donnerstag um fünf auf ein Bier?"),
            ("nl", "Vrijdagochtend bij ons op de koffie, kan dat? Vrijdag om tien?"),
            ("tr", "Ortağım da sizinle bir kahve içmek istiyor. Perşembe dört gibi uğrar mısınız?"),
        ],
    )
    def test_with_something_to_do_together_they_are_a_next_step(self, language: str, text: str) -> None:
        assert outcome_of(text, language) is Outcome.NEXT_STEP

    @pytest.mark.parametrize(
        "text",
        [
            "Could you drop by on Thursday to fetch your umbrella?",
            "Did you get home all right on Thursday?",
            "Please send me the receipt by Friday, ok?",
        ],
    )
    def test_everyday_questions_are_none(self, text: str) -> None:
        assert outcome_of(text) is None


def test_an_answer_wanted_from_the_reader_is_no_promise() -> None:
    assert outcome_of("Let me know by Friday; your answer is needed within two weeks.") is None


class TestSums:
    def test_a_regret_alone_refuses_nothing_however_often(self) -> None:
        assert outcome_of("Unfortunately it rained. Sadly we were late. I am sorry that the room was cold.") is None

    def test_the_graver_news_counts(self) -> None:
        both = "We have chosen another candidate for this role. Let us know your availability for a chat about others."
        assert outcome_of(both) is Outcome.REJECTION

    def test_much_plainer_news_count_although_less_grave(self) -> None:
        text = (
            "You were not our first choice at the beginning. We would love to offer you the position! The contract is "
            "attached, please sign it. Welcome aboard!"
        )
        assert outcome_of(text) is Outcome.OFFER

    def test_thanks_for_patience_do_not_soften_a_refusal(self) -> None:
        assert (
            outcome_of("Thank you for your patience. We have decided to hire another candidate.") is Outcome.REJECTION
        )


class TestWithoutTheUsualWords:
    """Refusals that deny nothing, offers that offer nothing, and what only looks like one of them."""

    @pytest.mark.parametrize(
        ("language", "text", "outcome"),
        [
            ("en", "The post went to one of our own, who has been covering it since May.", Outcome.REJECTION),
            ("sv", "Jobbet gick till en av våra egna chefer. Du var tvåa.", Outcome.REJECTION),
            ("pl", "Etat dostała koleżanka z naszej filii. Był Pan tuż za nią.", Outcome.REJECTION),
            ("en", "The governors were unanimous. You start after Easter.", Outcome.OFFER),
            ("tr", "Yönetim onayladı. 16 Kasım Pazartesi işbaşı yapıyoruz.", Outcome.OFFER),
            ("pl", "Szef się zgodził, bierzemy Cię. Startujesz od 1 kwietnia.", Outcome.OFFER),
            ("de", "Alle Stellen sind eingefroren. Das ist ausdrücklich kein Nein.", Outcome.DELAY),
            ("tr", "Alımlar askıya alındı. Bu olumsuz bir cevap değil.", Outcome.DELAY),
        ],
    )
    def test_they_are_told_by_what_stands_together(self, language: str, text: str, outcome: Outcome) -> None:
        assert outcome_of(text, language) is outcome

    @pytest.mark.parametrize(
        "text",
        [
            "Your first day of holiday must have been great!",
            "One of our own photographers took the picture.",
            "The board was unanimous about the new coffee machine.",
        ],
    )
    def test_one_of_them_alone_says_nothing(self, text: str) -> None:
        assert outcome_of(text) is None


class TestTheSubject:
    """A subject that the sender wrote is part of the news; one that is answered under is not."""

    def test_it_counts_where_it_is_fresh(self) -> None:
        fresh = mail("Dear Alex,\n\nsee attachment.\n\nJane", subject="Your application was unsuccessful", thread=True)
        assert read(fresh).outcome is Outcome.REJECTION

    def test_it_does_not_where_it_is_old(self) -> None:
        answer = mail(
            "Dear Alex,\n\nsee attachment.\n\nJane", subject="Re: Was my application unsuccessful?", thread=True
        )
        assert read(answer).outcome is None


class TestSignatures:
    def test_the_senders_name_begins_the_signature(self) -> None:
        body = "Hi Alex,\n\nthank you!\n\nJane\n\nJane Doe\nHead of People\nUnfortunately all other roles have been filled."
        assert read(mail(body, thread=True)).outcome is None

    def test_a_postscript_is_still_read(self) -> None:
        body = "Hi Alex,\n\nthank you!\n\nJane\n\nP.S. You got the job!"
        assert read(mail(body, thread=True)).outcome is Outcome.OFFER


class TestLanguages:
    def test_letters_tell_a_language_where_no_common_word_does(self) -> None:
        found = languages_of("Teşekkürler, görüşürüz!", rules().stopwords, rules().letters)
        assert found[0] == "tr"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Could you send me the names of two people you have worked under?"),
        ("de", "Könnten Sie mir bitte die Namen von zwei früheren Vorgesetzten nennen?"),
        ("es", "¿Podrías enviarme los datos de dos antiguos jefes?"),
        ("fr", "Pourriez-vous m'envoyer les coordonnées de deux anciens responsables ?"),
        ("it", "Potrebbe mandarmi i contatti di due ex responsabili?"),
        ("ja", "前職の上司お二人のお名前とご連絡先をお送りください。"),
        ("nl", "Kun je me de namen van twee vorige leidinggevenden sturen?"),
        ("pl", "Proszę podać kontakt do dwóch byłych przełożonych."),
        ("pt", "Pode enviar-me os contactos de dois antigos chefes?"),
        ("sv", "Kan du skicka namn på två tidigare chefer?"),
        ("tr", "Eski yöneticilerinizden ikisinin adını gönderir misiniz?"),
        ("zh", "请提供两位以前的领导的姓名和电话。"),
    ],
)
def test_who_asks_for_former_superiors_takes_the_next_step(language: str, text: str) -> None:
    assert outcome_of(text, language) is Outcome.NEXT_STEP


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We will stop here. I wish you all the best in your search."),
        ("de", "Wir möchten den Prozess an dieser Stelle beenden. Für Ihren weiteren Weg alles Gute."),
        ("es", "Hemos decidido terminar el proceso aquí. Te deseo mucha suerte."),
        ("fr", "Nous préférons en rester là. Je vous souhaite une bonne continuation."),
        ("it", "Preferiamo fermarci qui. Le faccio i miei migliori auguri."),
        ("ja", "今回の選考はここまでとさせていただきます。今後のご活躍をお祈りいたします。"),
        ("nl", "We willen het hierbij laten. Veel succes met je zoektocht."),
        ("pl", "Postanowiliśmy zakończyć proces na tym etapie. Życzę powodzenia."),
        ("pt", "Decidimos ficar por aqui. Desejo-te muita sorte."),
        ("sv", "Vi väljer att stanna här. Lycka till!"),
        ("tr", "Süreci burada sonlandırmaya karar verdik. Başarılar dilerim."),
        ("zh", "我们的流程到此为止。祝您求职顺利。"),
    ],
)
def test_to_stop_here_is_a_refusal(language: str, text: str) -> None:
    assert outcome_of(text, language) is Outcome.REJECTION


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Your answers will not affect the outcome of your application."),
        ("de", "Ihre Antworten haben keinen Einfluss auf Ihre Bewerbung."),
        ("es", "Tus respuestas no afectarán al resultado de tu candidatura."),
        ("fr", "Vos réponses n'affecteront pas le résultat de votre candidature."),
        ("it", "Le sue risposte non influiranno sull'esito della candidatura."),
        ("ja", "ご回答は選考結果に一切影響いたしません。"),
        ("nl", "Je antwoorden hebben geen invloed op de uitkomst van je sollicitatie."),
        ("pl", "Twoje odpowiedzi nie wpłyną na wynik rekrutacji."),
        ("pt", "As suas respostas não afetam o resultado da sua candidatura."),
        ("sv", "Dina svar påverkar inte resultatet av din ansökan."),
        ("tr", "Yanıtlarınız başvurunuzun sonucunu etkilemeyecektir."),
        ("zh", "您的回答不会影响您的申请结果。"),
        ("en", "I passed on your thanks to the panel."),
        ("en", "I had to leave before I could offer you that coffee."),
        ("it", "Le faccio i complimenti per la presentazione."),
    ],
)
def test_neither_assurances_nor_thanks_passed_on_say_anything(language: str, text: str) -> None:
    assert outcome_of(text, language) is None


@pytest.mark.parametrize(
    ("language", "text", "outcome"),
    [
        ("en", "If you can live with split shifts, the job is yours.", Outcome.OFFER),
        ("de", "Wenn du mit Teildienst leben kannst, gehört der Platz dir.", Outcome.OFFER),
        ("en", "If the board agrees, the job is yours.", None),
        ("en", "The team wants you. 52k, hybrid.", Outcome.OFFER),
        ("en", "In the end the role needs somebody who has already run a team.", Outcome.REJECTION),
        ("en", "The new server costs 52k.", None),
    ],
)
def test_what_the_reader_may_choose_supposes_nothing_and_pay_is_told_by_its_form(
    language: str, text: str, outcome: Outcome | None
) -> None:
    assert outcome_of(text, language) is outcome
