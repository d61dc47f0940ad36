"""Answers to the card's questions, below the questions in the user's own words: what of them a letter names, and how."""

from __future__ import annotations

import re

import pytest

from followbot.domain.letters.answers import asked_again
from tests.domain.drafting.desk import body, letter, templates

_LABEL = re.compile(r"[^:：]+[:：]\s?")

SUBJECTS = [
    (
        "en",
        "So what did we talk about: her seed vault under the moor, and who keeps the key",
        "about|interested in",
        "your seed vault",
    ),
    (
        "de",
        "Worum ging's: Umstieg auf torffreie Erde, seit Mai, und ob das klappt",
        "gesprochen|Gespräch",
        "über den Umstieg auf torffreie",
    ),
    (
        "fr",
        "De quoi on a parlé : ateliers du mercredi avec les enfants du port",
        "parler avec vous",
        "des ateliers du mercredi",
    ),
    (
        "es",
        "De qué hablamos: predecir la demanda de pan en los barrios y quién lo mide",
        "hablar|conversación",
        "sobre cómo predecir la demanda de",
    ),
    ("pt", "Do que falámos: formação dos aprendizes na pedreira", "conversa", "a formação dos aprendizes na pedreira"),
    ("nl", "Waar ging het over: samenwerking met de roeischool", "", "de samenwerking met de roeischool"),
    (
        "pl",
        "O czym była rozmowa: chleb na zakwasie z lokalnej mąki, piec",
        "",
        "zainteresował mnie chleb na zakwasie z lokalnej mąki",
    ),
    ("sv", "Vad pratade vi om: provning av hjärtpumpar i klimatkammare", "", "provning av hjärtpumpar i klimatkammare"),
    ("tr", "Neler konuştuk: bekleme süresini tahmin eden model", "", "bekleme süresini tahmin eden model"),
    ("ja", "どんな話をした:補聴器の騒音試験、日程", "お話", "補聴器の騒音試験"),
    ("zh", "都聊了什么:助听器的噪声测试", "", "助听器的噪声测试"),
]


@pytest.mark.parametrize(("language", "note", "frame", "named"), SUBJECTS)
def test_what_was_spoken_of_is_named(language: str, note: str, frame: str, named: str) -> None:
    found = letter(note, language=language)
    assert not found.findings
    assert named in body(found)
    assert any(word in body(found) for word in frame.split("|"))


DELIGHTS = [
    (
        "en",
        "What grabbed me most: joining the autumn trips to the fells",
        "appeals|thought of",
        " joining the autumn trips to",
    ),
    (
        "de",
        "Was mich gereizt hat: jeder Geselle betreut ein eigenes Quartier",
        "besonders",
        "dass jeder Geselle ein eigenes Quartier betreut",
    ),
    (
        "fr",
        "Ce qui m'a emballée : chacun suit son vélo du début à la fin",
        "plaisir|intérêt",
        "que chacun suit son vélo du",
    ),
    (
        "es",
        "Lo que más me gustó: formar a los aprendices en la poda",
        "ilusión|atrae",
        "la idea de formar a los aprendices en la poda",
    ),
    ("pt", "O que me cativou: criar um pão novo por estação", "atrai|gostei", "ideia de criar um pão novo por estação"),
    (
        "it",
        "Cosa mi ha conquistato: poter scegliere i titoli della vetrina",
        "attira|piace",
        "l'idea di poter scegliere i titoli della",
    ),
    ("pl", "Co mnie kręci: uczyć młodszych przy piecu", "bardzo chcę", "uczyć młodszych przy piecu"),
    (
        "tr",
        "Beni çeken: sonuçları doğrudan doktorlara sunmak",
        "ilgimi|çekici",
        " sonuçları doğrudan doktorlara sunmak ",
    ),
    ("ja", "ワクワクした点:現場の声がすぐ設計に届くってところ", "魅力", "現場の声がすぐ設計に届くという点"),
    ("ja", "ワクワクした点は?\n自分で乾板を扱えること", "魅力", "乾板を扱えるという点"),
    ("zh", "最吸引我的:搭建新的测试台", "", "搭建新的测试台"),
    ("pl", "Najlepsze: cotygodniowe wizyty na budowie", "spodobały mi się", "cotygodniowe wizyty na budowie"),
    ("tr", "En güzeli: her hafta şantiyeye gitmek", "ilgimi|çekici", " her hafta şantiyeye gitmek "),
    ("nl", "Wat me trok: zelf leerlingen begeleiden", "spreekt me|lijkt me", "om zelf leerlingen te begeleiden"),
    (
        "sv",
        "Vad gjorde mig taggad: att bygga upp den nya provbänken",
        "fastnade mest för",
        " att bygga upp den nya provbänken",
    ),
    (
        "de",
        "Was hat Sie begeistert?\nselbst mit den Platten arbeiten zu dürfen",
        "reizt|lust",
        ", selbst mit den Platten arbeiten zu dürfen",
    ),
]


@pytest.mark.parametrize(("language", "note", "frame", "named"), DELIGHTS)
def test_what_the_user_looks_forward_to_is_named(language: str, note: str, frame: str, named: str) -> None:
    found = letter(note, language=language)
    assert not found.findings
    said = body(found)
    assert named in said
    assert any(word in said.casefold() for word in frame.split("|"))


PLACED = [
    ("fr", "De quoi on a parlé : refonte du catalogue de graines", "parler", "de la refonte du catalogue"),
    ("fr", "De quoi on a parlé : de la serre du lycée agricole, des semis", "parler", "de la serre du lycée"),
    ("fr", "Ce qui m'a plu : atelier de réparation ouvert aux voisins", "plu|apprécié", " l'atelier de réparation"),
    ("fr", "Ce qui m'a plu : une matinée par mois pour apprendre", "plu|apprécié", "une matinée par mois"),
    (
        "fr",
        "Ce qui m'a emballé : les apprentis mesurent les arbres eux-mêmes",
        "plaisir|intérêt",
        "que les apprentis mesurent",
    ),
    ("es", "Qué me gustó: puente grúa nuevo", "me gustó|llamó la atención fue", " el puente grúa nuevo"),
    (
        "es",
        "Qué me gustó: los talleres abiertos del barrio",
        "me gustó fueron|llamó la atención fueron",
        " los talleres abiertos",
    ),
    ("es", "Me ilusiona montar un huerto con los vecinos", "ilusión|atrae", "idea de montar un huerto"),
    (
        "es",
        "El proyecto de mentoras entre vecinas suena bien",
        "me gustó|llamó la atención",
        "el proyecto de mentoras entre vecinas. ",
    ),
    ("pt", "O que animou: treino de resgate na torre", "gostei|impressão", " do treino de resgate na torre"),
    ("pt", "De que falámos: da horta dos avós", "sobre", " sobre a horta dos avós"),
    ("it", "Cosa mi ha entusiasmato: sportello gratuito per i vicini", "colpito|apprezzato", " lo sportello gratuito"),
    ("it", "Di cosa abbiamo parlato: del forno solare nuovo", "parlare", " del forno solare nuovo"),
    ("it", "Mi piacerebbe un sacco tenere un corso la domenica", "attira|piace", "idea di tenere un corso la domenica"),
]


@pytest.mark.parametrize(("language", "note", "frame", "named"), PLACED)
def test_an_answer_takes_the_article_of_its_sentence(language: str, note: str, frame: str, named: str) -> None:
    said = body(letter(note, language=language))
    assert named in said
    assert any(word in said.casefold() for word in frame.split("|"))


PROSPECTS = [
    ("en", "What excited me: that I'd run the seed swap myself", "is that I'd run the seed swap|idea that I'd run"),
    ("en", "What excited me: I could set up the seed swap", "that I could set up the seed swap"),
    (
        "de",
        "Was mich gereizt hat: dass ich die Drechselbank einrichten dürfte",
        ", dass ich die Drechselbank einrichten",
    ),
    ("nl", "Wat me trok: dat ik de draaibank mag inrichten", "dat ik de draaibank mag inrichten"),
    ("sv", "Vad gjorde mig taggad: att jag skulle få bygga ugnen", "att jag skulle få bygga ugnen"),
]


@pytest.mark.parametrize(("language", "note", "said"), PROSPECTS)
def test_what_the_user_would_do_there_is_told_in_a_clause_of_their_own(language: str, note: str, said: str) -> None:
    found = letter(note, language=language)
    assert not found.findings
    assert any(words in body(found) for words in said.split("|"))


DEEDS = [
    ("de", "Was mich gereizt hat: bei Probefahrten mitmachen", ", bei Probefahrten mitzumachen."),
    ("de", "Was mich gereizt hat: eigene Glasuren ansetzen und brennen", ", eigene Glasuren ansetzen und zu brennen"),
    ("nl", "Wat me trok: zelf de glazuren mogen mengen", "om zelf de glazuren te mogen mengen"),
    ("nl", "Wat me trok: bij de proefvaart meehelpen", "om bij de proefvaart mee te helpen"),
    ("sv", "Vad gjorde mig taggad: få va med och bygga ugnen", "att få vara med och bygga ugnen"),
    ("en", "What excited me: to throw pots on the wheel", "being able to throw pots on the wheel"),
]


@pytest.mark.parametrize(("language", "note", "said"), DEEDS)
def test_an_infinitive_stands_as_our_sentence_takes_it(language: str, note: str, said: str) -> None:
    assert said in body(letter(note, language=language))


@pytest.mark.parametrize(
    ("language", "note", "words"),
    [
        ("de", "Was mich gereizt hat: die brennen jeden Freitag zusammen", "brennen"),
        ("de", "Was mich gereizt hat: die Töpfer dürfen am Freitag brennen", ", die Töpfer dürfen"),
        ("nl", "Wat me trok: kommen op oude houten planken", "te planken"),
        ("en", "they want 4", "want 4"),
        ("en", "Priya said they want to get down to 4", "to 4"),
        ("sv", "de vill ner till 4", "till 4"),
    ],
)
def test_no_deed_is_made_of_what_is_none_and_no_number_without_its_noun(language: str, note: str, words: str) -> None:
    assert words not in body(letter(note, language=language))


UNSAID = [
    ("en", "What excited me: that! the same again", "same again"),
    ("en", "What I liked: the salary range they named, two days of pay", "salary"),
    ("en", "What did not excite me: counting the stock on Sundays", "counting"),
    ("de", "Was mich nicht begeistert hat: ständig Überstunden am Wochenende", "Überstunden"),
    ("es", "Qué me gustó: justo eso mismo", "justo eso"),
    ("it", "Cosa mi ha colpito: potrei seguirne una da sola", "seguirne"),
    ("nl", "Wat sprak me aan: precies dat bellen", "precies"),
    ("pl", "Co mnie kręci: te wspólne sesje", "te wspólne"),
    ("sv", "Vad gjorde mig taggad: det där med lönen", "det där"),
    ("ja", "ワクワクした点:それってところ", "それ"),
    ("en", "good - but far from the station", "station"),
    ("de", "super - bis auf die Anfahrt", "Anfahrt"),
    ("es", "lo mejor: se acabó pronto", "acabó"),
    ("it", "bello - ma lontano", "lontano"),
    ("nl", "mooi: snel klaar", "snel klaar"),
    ("pl", "super: jeśli to prawda", "prawda"),
    ("tr", "beğendim: eğer doğruysa", "doğruysa"),
    ("zh", "优点:如果是真的话", "真的话"),
    ("en", "What excited me: the four day week and the free gym", "gym"),
    ("en", "What we talked about: the usual questions about strengths", "questions"),
    ("de", "Was mich begeistert hat: der Bürohund und der kostenlose Kaffee", "Kaffee"),
    ("de", "Worüber gesprochen: Ärger mit dem alten Lieferanten", "Lieferanten"),
    ("fr", "Ce qui m'a plu : à côté de chez moi en vélo", "vélo"),
    ("fr", "De quoi on a parlé : leurs soucis avec l'ancien fournisseur", "fournisseur"),
    ("es", "Qué me gustó: cerca de casa, diez minutos en bici", "casa"),
    ("pt", "O que me entusiasmou: a própria Priya, um amor", "amor"),
    ("it", "Di cosa abbiamo parlato: data di inizio e durata del contratto", "contratto"),
    ("nl", "Wat sprak me aan: dicht bij huis op de fiets", "fiets"),
    ("pl", "Co mi się podobało: blisko domu na rowerze", "rowerze"),
    ("sv", "Vad pratade vi om: varför förra chefen slutade", "slutade"),
    ("tr", "Ne konuştuk: önceki müdürün neden ayrıldığı", "ayrıldığı"),
    ("ja", "惹かれた点:今の上司から離れられること", "上司"),
    ("zh", "最吸引我的:终于可以离开我老板", "老板"),
]


@pytest.mark.parametrize(("language", "note", "words"), UNSAID)
def test_what_points_back_or_is_private_stays_in_the_note(language: str, note: str, words: str) -> None:
    found = letter(note, language=language)
    assert not found.findings
    assert words not in body(found)


SAYABLE = {
    "en": "the new kiln",
    "de": "die neue Werkbank",
    "fr": "nouvel atelier du port",
    "es": "el nuevo taller del puerto",
    "pt": "a nova oficina do porto",
    "it": "nuovo laboratorio del porto",
    "nl": "de nieuwe werkplaats aan de haven",
    "pl": "nowy warsztat przy porcie",
    "sv": "den nya verkstaden vid hamnen",
    "tr": "yeni atölye",
    "ja": "新しい窯",
    "zh": "新的窑炉",
}
QUESTIONS = sorted({(language, note[: found.end()]) for language, note, _ in UNSAID if (found := _LABEL.match(note))})


@pytest.mark.parametrize(("language", "question"), QUESTIONS)
def test_behind_the_same_questions_a_thing_is_told_unless_they_deny(language: str, question: str) -> None:
    denied = "did not" in question or "nicht" in question
    said = body(letter(question + SAYABLE[language], language=language)).casefold()
    assert (SAYABLE[language].casefold() in said) is not denied


@pytest.mark.parametrize(
    ("language", "note", "named"),
    [
        ("sv", "Vad gjorde mig taggad: lärlingar en hel dag i veckan", "lärlingar en hel dag"),
        ("fr", "Ce qui m'a emballée : accompagnement des familles sur la durée", "accompagnement des familles"),
    ],
)
def test_a_noun_that_ends_as_verbs_do_is_named(language: str, note: str, named: str) -> None:
    assert named in body(letter(note, language=language))


def test_praise_alone_names_nothing() -> None:
    found = letter("Schön, dass sie jeden Lehrling persönlich kennt", language="de")
    assert "Thema" not in body(found)


SUBJECTLESS = [
    ("en", "What grabbed me: bakes all the buns with spelt", "buns"),
    ("de", "Was mich gereizt hat: ließen mich die Drehbank einrichten", "Drehbank"),
    ("de", "Was mich gereizt hat: töpfert die Becher mit den Nachbarn", "töpfert"),
    ("fr", "Ce qui m'a emballée : ai pu forger un clou dès le matin", "clou"),
    ("es", "Lo que más me gustó: dejaron forjar un clavo a la primera", "clavo"),
    ("pt", "O que me cativou: experimentei a forja logo de manhã", "forja"),
    ("it", "Cosa mi ha conquistato: potevo legare un libro intero", "legare"),
    ("it", "Cosa mi ha conquistato: scelgono la carta con gli studenti", "scelgono"),
    ("nl", "Wat trok me: kreeg direct een bijl in handen", "bijl"),
    ("pl", "Co mnie kręci: ostrzyłam od razu noże z mistrzem", "noże"),
    ("sv", "Vad gjorde mig taggad: smidde en spik med lärlingarna", "spik"),
]


@pytest.mark.parametrize(("language", "note", "words"), SUBJECTLESS)
def test_a_sentence_without_its_subject_stands_behind_no_colon(language: str, note: str, words: str) -> None:
    found = letter(note, language=language)
    assert not found.findings
    assert words not in body(found)


@pytest.mark.parametrize(
    ("language", "note", "named", "more"),
    [
        ("fr", "Ce qui m'a emballée : la forge du village, que les jeunes tiennent seuls", "la forge", "tiennent"),
        ("es", "Lo que más me gustó: la fragua, que la llevan los jóvenes", "la fragua", "llevan"),
        ("pt", "O que me cativou: a forja comunitária, que os jovens gerem", "a forja", "gerem"),
        ("it", "Cosa mi ha conquistato: la fucina del paese, che accendono i giovani", "la fucina", "accendono"),
        ("nl", "Wat trok me: de smederij, dat de leerlingen zelf draaien", "de smederij", "draaien"),
    ],
)
def test_an_answer_that_goes_on_is_told_up_to_its_comma(language: str, note: str, named: str, more: str) -> None:
    said = body(letter(note, language=language))
    assert named in said
    assert more not in said


@pytest.mark.parametrize(
    ("language", "note", "named"),
    [
        ("fr", "Sujets : la voirie\nA fait mouche : la pépinière des écoles\nFeeling : bon", "la pépinière des écoles"),
        ("it", "Temi: la rete idrica\nMi ha acceso: il vivaio delle scuole\nRapporto: buono", "il vivaio delle scuole"),
        ("en", "Topics: the rota\nGot me going: the seed library in the barn\nVibe: warm", "seed library in the barn"),
    ],
)
def test_the_second_question_is_known_by_its_place(language: str, note: str, named: str) -> None:
    assert named in body(letter(note, language=language))
    first, second, third = note.split("\n")
    assert named not in body(letter("\n".join((first, second.split(":")[0] + ": -", third)), language=language))


def test_praise_behind_an_answer_praises_the_sentence_before_it() -> None:
    note = "Cosa mi è piaciuto: l'orto, Priya sveglia i ragazzi con la tromba. ci sto"
    assert "sveglia i ragazzi con la tromba" in body(letter(note, language="it"))


def test_evidence_quotes_the_answer_as_it_was_typed() -> None:
    note = "What excited me: joining the autumn trips to the fells\nTopics: their seed vault under the moor, rota"
    spans = [source.span for source in letter(note).sources if source.origin == "note"]
    assert spans
    assert all(span in note for span in spans)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("What did you talk about?\nthe rota and the kiln", "topics: the rota and the kiln"),
        ("what struck me - the kiln! + the garden", "what i liked: the kiln!\nwhat i liked: the garden"),
        ("We talked about: they fire the kiln at night", "they fire the kiln at night"),
        ("We talked about: the kiln. She built it", "topics: the kiln.\nShe built it"),
        ("Where: third floor", "Where: third floor"),
    ],
)
def test_answers_get_the_label_that_is_known(typed: str, read: str) -> None:
    assert asked_again(typed, templates().wordings["en"].notes) == read
