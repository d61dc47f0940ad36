"""What a letter takes from a messy note: what was liked and done, in its own grammar; and never a remark."""

from __future__ import annotations

import pytest

from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import PRIYA, TOM, body, letter

SEEDS = ("a", "b", "c", "d")

# A note, what every letter says because of it, and what none may say.
CHOICES = [
    pytest.param(
        "My idea of a weekly customer call resonated. They plan to rebuild onboarding in Q1.",
        ["my idea of a weekly customer call", "you plan to rebuild onboarding in Q1"],
        ["resonated"],
        id="a clause is no name of a thing",
    ),
    pytest.param(
        "really liked that they let apprentices plan their own workshop week",
        ["you let apprentices plan their own workshop week"],
        [],
        id="what is theirs stays theirs",
    ),
    pytest.param(
        "they rotate their engineers through support",
        ["you rotate your engineers through support"],
        [],
        id="what is yours",
    ),
    pytest.param(
        "Priya explained the two-week release train; I liked it. Liked the coffee too.",
        ["hearing about the two-week release train"],
        ["coffee"],
        id="nobody is thanked for coffee",
    ),
    pytest.param(
        "not sure about it, the manager seemed stressed. They use Salesforce. Interesting: they want to open a Lisbon office",
        ["you want to open a Lisbon office"],
        ["Salesforce", "stressed"],
        id="what was marked goes before a bare fact",
    ),
    pytest.param(
        "They use Nomad. Priya lets every cook put one dish on the menu - loved that.",
        ["you let every cook put one dish on the menu"],
        [],
        id="praise behind a thing marks it",
    ),
    pytest.param(
        "case study on pricing for a gym chain - I suggested tiered memberships",
        ["pricing for a gym chain", "tiered memberships"],
        [],
        id="a case and what I said to it",
    ),
    pytest.param(
        "Priya showed me the lathe shop. I told her about restoring my grandfather's lathe",
        ["show me the lathe shop", "restoring my grandfather's lathe"],
        [],
        id="what I told about doing",
    ),
    pytest.param(
        "I described the pick route redesign I did at Bol", ["the pick route redesign I did at Bol"], [], id="my deed"
    ),
    pytest.param(
        "They run a free clinic on Saturdays. I used to run free tax evenings at the library",
        ["you run a free clinic on Saturdays", "I used to run free tax evenings at the library"],
        [],
        id="what I used to do answers what they do",
    ),
    pytest.param(
        "Told her how we cut picking errors by a third at Ocado",
        ["we cut picking errors by a third at Ocado"],
        [],
        id="a deed without its pronoun",
    ),
    pytest.param("I told her I am free from June. I did badly in the test", [], ["June", "badly"], id="no deeds"),
    pytest.param("rota rules? 22 cases?!", [], ["rota", "cases"], id="questions to oneself"),
    pytest.param(
        "We discussed the triage desk with her. Long drive home. Old sofa",
        ["the triage desk"],
        ["drive", "sofa"],
        id="remarks behind sentences",
    ),
]


@pytest.mark.parametrize(("note", "said", "unsaid"), CHOICES)
def test_a_letter_takes_what_matters_and_leaves_the_rest(note: str, said: list[str], unsaid: list[str]) -> None:
    for seed in SEEDS:
        found = letter(note, seed=seed)
        assert not found.findings
        for phrase in said:
            assert phrase.casefold() in body(found).casefold()
        for phrase in unsaid:
            assert phrase.casefold() not in body(found).casefold()


# ruff: noqa: E501 -- one note a line
# What they showed and what the user did, and a remark behind both, in the twelve languages.
ANSWERS = [
    ("en", "Priya showed me the new cold store. I ran the move at Ocado. One hour by car", "cold store", "I ran the move at Ocado", "hour"),
    ("de", "Frau Rao hat das neue Lager gezeigt. Ich habe bei Otto das Patenprogramm eingeführt. Eine Stunde Fahrt", "Lager", "Ich habe bei Otto das Patenprogramm eingeführt", "Stunde"),
    ("es", "me enseñó el panel de incidencias, le conté lo de la migración a Kafka en Foo; deciden el viernes", "el panel de incidencias", "de la migración a Kafka en Foo", "viernes"),
    ("fr", "Priya m'a montré la nouvelle unité. J'ai lancé le mentorat chez Danone. Une heure de route", "la nouvelle unité", "j'ai lancé le mentorat chez Danone", "heure"),
    ("it", "Priya mi ha mostrato il nuovo reparto. Ho coordinato il centro diurno a Torino. Troppi casi?", "il nuovo reparto", "ho coordinato il centro diurno a Torino", "casi"),
    ("pt", "A Priya mostrou o novo painel. Coordenei o centro de dia em Faro. Uma hora de carro", "o novo painel", "coordenei o centro de dia em Faro", "hora de carro"),
    ("nl", "Priya liet het nieuwe magazijn zien. Ik heb bij KPN een model gebouwd. uur rijden", "het nieuwe magazijn", "ik heb bij KPN een model gebouwd", "rijden"),
    ("sv", "Priya visade det nya lagret. Jag byggde en modell på Telia. En timmes bilväg", "det nya lagret", "jag byggde en modell på Telia", "bilväg"),
    ("pl", "Priya pokazała nowy magazyn. Prowadziłam świetlicę w Gdyni. Godzina jazdy", "nowy magazyn", "prowadziłam świetlicę w Gdyni", "jazdy"),
    ("tr", "Priya yeni panosunu gösterdi. Ankara'da gündüz merkezini kurdum. Evden uzak", "panosunu", "Ankara'da gündüz merkezini kurdum", "uzak"),
    ("ja", "新しい病棟を見せてくれた。仙台でデイケアを立ち上げた。車で一時間", "新しい病棟", "仙台でデイケアを立ち上げた経験", "一時間"),
    ("zh", "带我参观了新的冷库。我在广州办过日间中心。开车一小时", "新的冷库", "我在广州办过日间中心", "一小时"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "note", "theirs", "mine", "remark"), ANSWERS, ids=[a[0] for a in ANSWERS])
def test_what_i_did_answers_what_they_showed(language: str, note: str, theirs: str, mine: str, remark: str) -> None:
    for seed in SEEDS:
        found = letter(note, language=language, seed=seed)
        assert not found.findings
        assert theirs.casefold() in body(found).casefold()
        assert mine.casefold() in body(found).casefold()
        assert remark.casefold() not in body(found).casefold()


# "The same" needs what it is the same as, right before it.
SAME = [
    ("es", "Me llamó la atención que prueban cada semana. Yo hice eso en Renfe.", "hice eso en Renfe"),
    ("pt", "Gostei muito do programa. Lancei um parecido na Delta.", "lancei um parecido na Delta"),
    ("pl", "Spodobał mi się program mentorski. Uruchomiłam podobny w Żabce.", "uruchomiłam podobny w Żabce"),
    ("sv", "Intressant att de testar varje vecka. Jag gjorde det på SJ.", "jag gjorde det på SJ"),
    ("ja", "メンター制度に感心した。ソニーで似た制度を立ち上げた。", "ソニーで似た制度を立ち上げた"),
]


@pytest.mark.parametrize(("language", "note", "same"), SAME, ids=[s[0] for s in SAME])
def test_the_same_is_said_right_behind_what_it_is_the_same_as(language: str, note: str, same: str) -> None:
    assert same.casefold() in body(letter(note, language=language)).casefold()
    alone = note.replace("。", ". ", 1).split(". ", 1)[1]
    assert same.casefold() not in body(letter(alone, language=language)).casefold()


def test_somebody_unknown_showed_it_and_what_i_told_still_counts() -> None:
    note = "Frau Weber hat das neue Lagerkonzept gezeigt, ich habe von der SAP-Umstellung bei Müller erzählt."
    assert "von der SAP-Umstellung bei Müller erzählt" in body(letter(note, language="de"))
    weber = Contact("w@acme.example", "Julia Weber", ContactRole.HIRING_MANAGER)
    assert "das neue Lagerkonzept gezeigt" in body(letter(note, language="de", to=(weber,)))


def test_a_sentence_of_the_note_loses_its_capital_inside_one_of_ours() -> None:
    for seed in SEEDS:
        assert "que quieren abrir" in body(letter("Quieren abrir mercado en Portugal.", language="es", seed=seed))
        assert "Kafka" in body(letter("Kafka migration, on-call rotation", to=(PRIYA,), seed=seed))


def test_nouns_of_nursing_are_no_illness() -> None:
    for language, note, said in (
        ("de", "Es ging um die Krankenpflege auf Station.", "Krankenpflege"),
        ("es", "Hablamos de enfermería comunitaria.", "enfermería comunitaria"),
        ("nl", "Gesproken over het nieuwe ziekenhuis.", "ziekenhuis"),
    ):
        assert said in body(letter(note, language=language))


# What the user did on the way, in the interview or to an old employer is no deed to speak of.
NO_DEEDS = [
    ("en", "I parked the car in Leeds. I faked the numbers for Q3. I blamed my old boss at Tesco"),
    ("de", "Ich habe den Zug in Köln verpasst. Ich habe die Stelle bei Bosch hingeworfen"),
    ("es", "Aparqué el coche en Getafe. Dejé el trabajo en Repsol"),
    ("fr", "J'ai garé la voiture à Lyon. J'ai quitté le poste chez Orange"),
    ("it", "ho parcheggiato la macchina a Trento. ho lasciato il lavoro in Enel"),
    ("pt", "estacionei o carro em Faro. deixei o emprego na Galp"),
    ("nl", "ik heb de trein in Utrecht gemist. ik heb de baan bij KPN opgezegd"),
    ("sv", "jag missade tåget i Lund. jag lämnade jobbet på Telia"),
    ("pl", "zgubiłam klucze w Krakowie. rzuciłam pracę w Orlenie"),
    ("tr", "Ankara'da treni kaçırdım"),
    ("ja", "電車で財布を紛失した"),
    ("zh", "我在地铁上睡过了站"),
]


@pytest.mark.parametrize(("language", "note"), NO_DEEDS, ids=[n[0] for n in NO_DEEDS])
def test_what_is_no_deed_stays_in_the_note(language: str, note: str) -> None:
    assert not [s for s in letter(note, language=language).sources if s.origin == "note"]


# A sentence without a known verb of deeds counts where it names the place of work.
DEEDS = [
    ("en", "I digitised the archive at Kew", "I digitised the archive at Kew"),
    ("de", "Ich habe bei Eon die Planung vereinfacht", "Ich habe bei Eon die Planung vereinfacht"),
    ("es", "En Iberdrola simplifiqué el presupuesto anual", "en Iberdrola simplifiqué el presupuesto anual"),
    ("fr", "J'ai simplifié le budget annuel chez Engie", "j'ai simplifié le budget annuel chez Engie"),
    ("it", "In Enel ho semplificato il budget annuale", "in Enel ho semplificato il budget annuale"),
    ("nl", "Ik heb bij Eneco de begroting vereenvoudigd", "ik heb bij Eneco de begroting vereenvoudigd"),
    ("sv", "På Vattenfall förenklade jag årsbudgeten", "på Vattenfall förenklade jag årsbudgeten"),
    ("pl", "W Tauronie uprościłam budżet roczny", "w Tauronie uprościłam budżet roczny"),
]


@pytest.mark.parametrize(("language", "note", "deed"), DEEDS, ids=[d[0] for d in DEEDS])
def test_a_deed_with_its_place_of_work_is_told(language: str, note: str, deed: str) -> None:
    found = letter(note, language=language)
    assert not found.findings
    assert deed.casefold() in body(found).casefold()


def test_kindred_languages_do_not_steal_a_note() -> None:
    note = "visita a la obra. le conté que dirigí dos edificios de madera en Vitoria"
    assert "dirigí dos edificios de madera en Vitoria" in body(letter(note, language="es"))


def test_a_liked_sentence_is_told_as_it_stands() -> None:
    said = body(letter("Lo mejor: la guía de estilo la escribió todo el equipo.", language="es"))
    assert "que la guía de estilo la escribió todo el equipo" in said


def test_a_figure_with_its_thousands_stays_whole() -> None:
    text = body(letter("Tom showed me the rollout for 4,000 robots; we talked about canary groups", to=(TOM,)))
    assert "for 4 " not in text
    assert "4,000 robots" in text
