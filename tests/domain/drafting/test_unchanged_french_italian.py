"""French and Italian letters that can be sent as they are: what a phrase lost stays in the note, and forms are a native's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import ANNA, PRIYA, body, letter


@pytest.mark.parametrize(
    ("language", "note", "untold"),
    [
        # What only a colon tells, and whose "their" is somebody else's.
        ("fr", "ils ont une coutume : le mercredi chacun apporte une plante.", "coutume"),
        ("fr", "Elle m'a montré comment ils ont refait le hall : plus aucune cloison.", "refait le hall"),
        ("fr", "On parle aux stagiaires, les chefs retiennent leur anniversaire, j'adore.", "anniversaire"),
        ("it", "Mi ha mostrato come hanno lavato le botti: solo acqua e pazienza.", "lavato le botti"),
        # Who told it, not what.
        ("it", "Il pane era caldo, mi ha spiegato la titolare, per i vicini.", "spiegato la titolare"),
        ("fr", "La cave est pleine, m'a expliqué la directrice, de cidre.", "expliqué la directrice"),
        # What has no end, no object or no owner.
        ("fr", "Elle a dit que les conseillers vont sur place, j'adore.", "sur place"),
        ("fr", "les gens arrivent pour le thé et restent pour les livres, génial", "les gens"),
        ("it", "mi ha fatto controllare col calibro", "controllare con il calibro"),
        ("it", "mi ha fatto infilare le braccia dentro", "dentro"),
        ("it", "dice che ogni allievo ha il suo, bellissimo", "ha il suo"),
        ("it", "cenano insieme da marzo, che bello", "da marzo"),
        ("it", "fanno la manutenzione di un mulino con gli scout, che bello", "fate la manutenzione"),
    ],
)
def test_what_lost_its_sense_beside_other_words_stays_in_the_note(language: str, note: str, untold: str) -> None:
    assert untold not in body(letter(note, language=language))


@pytest.mark.parametrize(
    ("language", "note", "said"),
    [
        ("fr", "m'ont montré le banc de soudage où on s'exerce le soir", "montré le banc de soudage."),
        ("fr", "J'ai présenté mon mémoire de fin d'études devant trois juges.", "mon mémoire de fin d'études"),
        ("fr", "le lundi fermé et l'équipe visite une ferme voisine, génial", "équipe visite une ferme voisine"),
        (
            "it",
            "il martedì chiusi e la squadra va al mercato insieme, che bello",
            "che il martedì la squadra va al mercato",
        ),
        ("it", "ognuno si sceglie la sua panca, adoro", "ognuno si sceglie la propria panca"),
        ("it", "mi ha fatto accordare una viola mezz'ora", "poter accordare una viola."),
        ("it", "ogni pialla ha il suo gancio e la sera si spazza tutto, che bello", "ha il proprio gancio."),
    ],
)
def test_what_is_whole_is_told_without_what_hangs_on_it(language: str, note: str, said: str) -> None:
    text = body(letter(note, language=language))
    assert said in text


@pytest.mark.parametrize(
    ("language", "strength", "said"),
    [
        ("fr", "relation patients", "mon expérience de la relation avec les patients"),
        ("fr", "relation client", "mon expérience de la relation client"),
        ("fr", "habilitations B1V/BR", "Titulaire des habilitations B1V et BR"),
        ("fr", "B2B", "mon expérience du B2B"),
        ("fr", "bloc opératoire", "mon expérience en bloc opératoire"),
        ("fr", "littérature jeunesse", "ma connaissance de la littérature jeunesse"),
        ("it", "storia locale", "la mia conoscenza della storia locale"),
        ("it", "patente C e CQC", "della patente C e della CQC"),
        ("it", "patentino muletto", "del patentino per il muletto"),
    ],
)
def test_a_strength_has_the_words_that_its_trade_has_for_it(language: str, strength: str, said: str) -> None:
    speaker = replace(ANNA, language=language)
    assert said in body(letter(language=language, role="", strengths=(strength,), profile=speaker))


@pytest.mark.parametrize(
    ("language", "strength"),
    [("fr", "réanimation niveau 3"), ("fr", "GMS"), ("it", "patentino rame e ottone"), ("it", "EC135")],
)
def test_a_strength_whose_words_do_not_join_is_not_told(language: str, strength: str) -> None:
    speaker = replace(ANNA, language=language)
    assert strength.split()[0] not in body(letter(language=language, role="", strengths=(strength,), profile=speaker))


@pytest.mark.parametrize(
    ("name", "office", "greeting"),
    [
        ("Ulisse Berti", "Titolare", "Gentile signor Berti,"),
        ("Carmelo Lo Cascio", "", "Gentile signor Lo Cascio,"),
        ("Marta Rinaldi", "Dirigente scolastica", "Gentile Dirigente,"),
        ("Aldo Neri", "Presidente di sezione", "Gentile Presidente,"),
    ],
)
def test_an_italian_is_greeted_as_one_who_was_met(name: str, office: str, greeting: str) -> None:
    person = Contact("chi@acme.example", name, ContactRole.HIRING_MANAGER, title=office)
    assert letter("", language="it", to=(person,), present=(person,)).text.startswith(greeting)


def test_that_the_house_is_informal_with_everybody_makes_no_friend_of_the_user() -> None:
    person = Contact("chi@acme.example", "Paola Rinaldi", ContactRole.HIRING_MANAGER)
    told = letter("la titolare dà del tu a tutti", language="it", to=(person,), present=(person,))
    assert told.text.startswith("Gentile signora Rinaldi,")


@pytest.mark.parametrize(
    ("language", "note"),
    [("fr", "j'y vais pas, je crois."), ("fr", "Même pas en rêve."), ("fr", "j'irai pas je pense")],
)
def test_who_will_not_go_there_shows_no_interest(language: str, note: str) -> None:
    text = body(letter(note, language=language))
    assert "m'intéresse" not in text
    assert "rejoindre" not in text


@pytest.mark.parametrize(
    ("language", "note", "said"),
    [
        ("fr", "Appel annulé, son train était bloqué.", "n'a pas pu"),
        ("it", "Colloquio rinviato, aveva la febbre.", "non"),
    ],
)
def test_an_interview_that_was_put_off_is_not_thanked_for(language: str, note: str, said: str) -> None:
    text = body(letter(note, language=language))
    assert said in text
    assert "Merci" not in text
    assert "grazie" not in text.casefold()


def test_a_house_is_not_called_by_its_legal_form() -> None:
    for seed in "abcdefgh":
        assert "SARL" not in body(
            letter("", language="fr", company="SARL Menuiseries du Bélon", to=(PRIYA,), seed=seed)
        )


@pytest.mark.parametrize(
    ("language", "note", "untold"),
    [
        ("fr", "tous les mardis soir ils préparent une soupe, j'adore", "ils préparent"),
        ("fr", "il salue chaque lecteur par son surnom, j'adore", "votre surnom"),
        ("fr", "les fours à bois sont leur fierté, j'adore", "leur fierté"),
        ("fr", "poutres en chêne, petits carreaux. le rêve", "petits carreaux"),
        ("it", "saluta ogni lettore con il suo soprannome, bellissimo", "soprannome"),
    ],
)
def test_whose_it_is_stays_certain(language: str, note: str, untold: str) -> None:
    assert untold not in body(letter(note, language=language))


@pytest.mark.parametrize(
    ("language", "note", "said"),
    [
        (
            "fr",
            "Les menuisiers font un bilan après chaque pose, j'ai trouvé ça très bien fait.",
            "que les menuisiers font",
        ),
        (
            "fr",
            "Les soudeurs choisissent leur masque. Rien que pour ça je viendrais.",
            "les soudeurs choisissent leur masque",
        ),
        (
            "fr",
            "L'atelier prête ses outils le samedi. Je partage totalement cette façon de voir.",
            "votre atelier prête ses outils",
        ),
        (
            "fr",
            "Priya veut que les vendeurs lisent eux-mêmes les romans.",
            "que les vendeurs lisent eux-mêmes les romans",
        ),
        ("fr", "monté sur la passerelle du moulin, la claque", "pouvoir monter sur la passerelle du moulin"),
        ("it", "I fabbri tengono un quaderno per ogni lama, l'ho trovato bellissimo.", "i fabbri tengono un quaderno"),
        ("it", "L'angolo dei giochi antichi mi ha commosso.", "l'angolo dei giochi antichi"),
        ("it", "Priya mi ha insegnato a stendere la foglia d'oro.", "insegnato a stendere la foglia d'oro"),
        ("it", "mi ha affidato un orologio da taschino", "mi abbia affidato un orologio da taschino"),
    ],
)
def test_what_is_praised_in_plain_words_is_told(language: str, note: str, said: str) -> None:
    assert said in body(letter(note, language=language))


@pytest.mark.parametrize(
    ("name", "greeting"), [("Ronan Le Goff", "Bonjour Monsieur Le Goff,"), ("Joël Petit", "Bonjour Monsieur Petit,")]
)
def test_breton_and_rarer_names_are_known(name: str, greeting: str) -> None:
    person = Contact("qui@acme.example", name, ContactRole.HIRING_MANAGER)
    assert letter("", language="fr", to=(person,), present=(person,)).text.startswith(greeting)


@pytest.mark.parametrize(
    ("language", "note", "said"),
    [
        ("fr", "Il m'a dit que chaque mardi ils font le tour des ruches.", "faites le tour des ruches chaque mardi"),
        ("it", "Mi ha detto che ogni martedì assaggiano il pane nuovo.", "assaggiate il pane nuovo ogni martedì"),
        ("fr", "j'ai passé une heure avec les relieurs, passionnant", "pouvoir passer une heure avec les relieurs"),
        ("it", "ho passato un'ora con i rilegatori, bellissimo", "poter passare un'ora con i rilegatori"),
        ("fr", "j'ai forgé un clou avec lui", "de forger un clou avec vous"),
        ("it", "ho forgiato un chiodo con lui", "forgiare con Lei un chiodo"),
    ],
)
def test_when_they_do_it_and_what_one_did_with_them_is_told(language: str, note: str, said: str) -> None:
    assert said in body(letter(note, language=language))


@pytest.mark.parametrize(
    ("language", "note", "untold"),
    [
        ("fr", "On a parlé de la prime et de la voiture.", "prime"),
        ("it", "Abbiamo parlato di premio e auto.", "premio"),
        ("fr", "le personnel chante ensemble le matin, sympa", "personnel chante"),
        ("it", "Mi è piaciuto: una volta a trimestre", "una volta"),
        ("it", "Il disegno viene dal cucina.", "dal cucina"),
        ("it", "il laboratorio di cucito, le allieve vendono le borse, bellissimo", "cucito, le allieve"),
    ],
)
def test_pay_and_broken_phrases_are_no_topic(language: str, note: str, untold: str) -> None:
    assert untold not in body(letter(note, language=language))


@pytest.mark.parametrize(
    ("language", "strength", "said"),
    [
        ("fr", "public à mobilité réduite", "auprès d'un public à mobilité réduite"),
        ("fr", "permis C et FCO", "Titulaire du permis C et de la FCO"),
        ("it", "gestione reparto", "nella gestione del reparto"),
        ("it", "gestione team", "nella gestione di un team"),
        ("it", "rapporto con ospiti", "nel rapporto con gli ospiti"),
        ("it", "pasticceria", "la mia esperienza in pasticceria"),
        ("it", "cura animali", "nella cura degli animali"),
        ("it", "assistenza anziani", "nell'assistenza agli anziani"),
    ],
)
def test_a_strength_has_its_articles(language: str, strength: str, said: str) -> None:
    speaker = replace(ANNA, language=language)
    assert said in body(letter(language=language, role="", strengths=(strength,), profile=speaker))


@pytest.mark.parametrize(
    ("language", "note", "untold"),
    [
        ("fr", "Les lycéens impriment un journal, ils affichent même le menu.", "vous affichez"),
        ("fr", "ils ont un stagiaire pénible, j'adore", "stagiaire"),
        ("fr", "elle prend deux extras l'été", "extras"),
        ("it", "ha un socio noioso, adoro il resto", "socio"),
        ("fr", "une traductrice sourde corrige chaque notice avant l'impression. j'adore.", "traductrice sourde"),
        ("it", "una traduttrice sorda corregge ogni scheda prima della stampa. adoro.", "traduttrice sorda"),
        ("fr", "elle a un rire contagieux", "rire"),
        ("fr", "ils vendent directement au bord de la route, génial", "vous vendez"),
        ("it", "vendono direttamente sul molo, bellissimo", "vendete"),
        ("fr", "il forme lui-même sur un mois", "formez"),
        ("fr", "Les élèves tiennent une friperie, et c'est ce qui m'a touchée.", "touchée"),
        ("it", "Gli allievi tengono un banco, ed è ciò che mi ha colpita.", "colpita"),
    ],
)
def test_who_they_are_and_whom_they_have_is_no_news(language: str, note: str, untold: str) -> None:
    assert untold not in body(letter(note, language=language))


@pytest.mark.parametrize(
    ("language", "note", "said"),
    [
        ("fr", "Présentation du métier à tisser, en marche depuis juin.", "présenté le métier à tisser"),
        (
            "fr",
            "Priya a raconté comment ils ont sauvé l'atelier en rachetant les machines.",
            "raconté comment vous avez sauvé l'atelier",
        ),
        ("fr", "Les caristes choisissent leur allée, voilà qui me plaît.", "que les caristes choisissent leur allée"),
        ("it", "Priya mi ha prestato il suo grembiule.", "prestato il Suo grembiule"),
        ("it", "I fornai decidono le farine, ecco cosa mi piace.", "i fornai decidono le farine"),
        ("fr", "Priya teint tout sur place", "teignez tout sur place"),
        ("fr", "Priya m'a appris à nouer les filets.", "m'ayez appris à nouer les filets"),
    ],
)
def test_what_was_shown_and_what_pleased_is_told(language: str, note: str, said: str) -> None:
    assert said in body(letter(note, language=language))
