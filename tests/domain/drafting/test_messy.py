"""Notes as people type them: what becomes of them, and what must not get out."""

from __future__ import annotations

import re

import pytest

from tests.domain.drafting.desk import body, letter

# A note, what the letter holds because of it ("" where it should say nothing specific).
ENGLISH = [
    ("boss seemed grumpy, pay is 85k, they use Kafka", "you use Kafka"),
    (
        "talked about oracle migration, priya showed incident dashboard. salary 90k??",
        "show me the incident dashboard",
    ),
    ("told her about my kafka work at foo", "my Kafka work at Foo"),
    ("- team of 6, 2 in berlin\n- liked the no-blame postmortems\n- comp discussed later", "the no-blame postmortems"),
    (
        "she asked how i'd design a rate limiter. i suggested token bucket w/ redis",
        "thinking about how to design a rate limiter",
    ),
    ("they're moving from jenkins to github actions, 200 repos", "you are moving from Jenkins to GitHub Actions"),
    (
        "Priya cares a lot about developer experience. Felt nervous at start.",
        "how much you care about developer experience",
    ),
    ("system design: url shortener. messed up the sharding bit but recovered", "the URL shortener"),
    ("main challenge = reducing build times (currently 40 min)", "the challenge of reducing build times"),
    ("I asked about team culture, she said people ship on day one", "people ship on day one"),
    (
        "Great conversation. Loved hearing about the mentoring programme",
        "hearing about the mentoring programme",
    ),
    (
        "priya mentioned the new office in lisbon opens in march & they're hiring 5 ppl",
        "the new office in Lisbon opens in March",
    ),
    (
        "PRIYA SHOWED ME THE LIVE DEMO OF THE ROUTING ENGINE. VERY COOL",
        "show me the live demo of the routing engine",
    ),
    ("showed me their internal tool for schema changes", "your internal tool for schema changes"),
    (
        "Priya showed me the wall of customer letters in the kitchen",
        "show me the wall of customer letters in the kitchen",
    ),
    ("I really liked the way Priya explained the trade-offs", "the way you explained the trade-offs"),
    ("was told about their silent-kitchen pilot", "hearing about your silent-kitchen pilot"),
    ("ward tour w/ priya", "the ward tour with you"),
    ("call was short. she had to leave early. nothing special", ""),
    ("vibe 10/10. talked climbing lol", ""),
    ("hiring mgr wants to hire fast, decision by friday. team has 2 open reqs", ""),
    ("reports to CTO. need someone by january", ""),
    ("They lost 2 seniors last month, morale low", ""),
    ("Kate said Priya is leaving soon (don't mention!)", ""),
    ("competing w/ stripe offer, final round at globex on monday", ""),
    ("quick screen. role = 60% backend 40% infra. next: tech round w/ Tom", ""),
    ("Oh wow, their kitchen is amazing", ""),
    ("priya: v honest about tech debt", ""),
    ("she told me about onboarding taking 6 weeks", "hearing about onboarding"),
    ("I talked abt rolling out feature flags at N26", "about rolling out feature flags at N26"),
    ("priya whiteboarded the event flow w me", "working on the event flow with you"),
    ("asked how i'd launch in DACH. told him abt the Personio launch", "thinking about how to launch in DACH"),
    ("she's from edinburgh, has a dog called Max, we talked whisky", ""),
    ("They asked about my gap year", ""),
]

PRIVATE = re.compile(
    r"grumpy|85|90|salary|comp\b|nervous|messed|lol|decision|reqs|january|morale|leaving|stripe|globex|gap year|whisky|"
    r"kitchen is|10/10|Max\b|gehalt|gestresst|75|müde|salaire|sueldo|stipendi|pensja|lön|maaş|年収|薪资",
    re.IGNORECASE,
)


@pytest.mark.parametrize(("note", "phrase"), ENGLISH, ids=[note[:40] for note, _ in ENGLISH])
def test_a_note_from_a_phone(note: str, phrase: str) -> None:
    for seed in ("a", "b", "c"):
        found = letter(note, seed=seed)
        said = body(found)
        assert not found.findings
        assert not PRIVATE.search(said), said
        assert "Priya" not in said.partition(",")[2], "nobody is spoken of by name to themselves"
        if phrase:
            assert phrase.casefold() in said.casefold()
        else:
            assert not [s for s in found.sources if s.origin == "note"], said


OTHERS = [
    ("de", "viel über kafka geredet, chef wirkt gestresst, gehalt 70-75k", "ber Kafka"),
    ("de", "haben über den umbau der abrechnung gesprochen", "den Umbau der Abrechnung"),
    ("de", "nutzen Kafka und Postgres", "Sie Kafka und Postgres nutzen"),
    ("de", "der Umgang mit Störungen war spannend", "den Umgang mit Störungen"),
    ("de", "nettes gespräch, sympathisch, büro schön", ""),
    ("fr", "on a parlé de la migration vers kafka, chef un peu sec, salaire 50k", "de la migration vers Kafka"),
    ("fr", "ils utilisent Rust pour le moteur", "vous utilisez Rust pour le moteur"),
    ("es", "hablamos de kafka y del equipo, jefe algo seco, sueldo 50k", "Kafka"),
    ("it", "usano Kafka, capo scorbutico, stipendio 40k", "utilizzate Kafka"),
    ("nl", "ze gebruiken Go en Kubernetes, salaris 60k", "u en uw collega's Go en Kubernetes gebruiken"),
    ("pt", "falamos sobre a divisão do monólito, chefe meio seco, salário 50k", "a divisão do monólito"),
    ("sv", "de använder Kafka, chefen verkade stressad, lön 50k", "ni använder Kafka"),
    ("pl", "gadaliśmy o kafce, szef był ponury, pensja 20k", "kafce"),
    ("tr", "kafka hakkında konuştuk, müdür asık suratlıydı, maaş 85 bin", "Kafka hakkında"),
    ("ja", "・モノリスの分割\n・田中さんは機嫌悪そう、年収800万", "モノリスの分割"),
    ("zh", "聊了k8s迁移，面试官脸色不好，薪资30k", "迁移"),
    # Somebody showed, told or asked; what was liked; what they are at.
    ("de", "Priya hat erzählt wie sie testen", "wie Sie testen"),
    ("de", "sie bauen gerade ein neues Team in Köln auf", "ein neues Team in Köln aufbauen"),
    ("es", "Priya me contó cómo gestionan la temporada alta", "cómo gestionan la temporada alta"),
    ("es", "hablamos del nuevo almacén de Valencia", "el nuevo almacén de Valencia"),
    ("es", "me gustó mucho el proyecto y lo del turno rotativo", "el proyecto."),
    ("fr", "Priya m'a parlé de la refonte du site, lancement en mars", "de la refonte du site"),
    ("fr", "bien aimé leur façon de tester", "votre façon de tester"),
    ("fr", "Priya m'a expliqué comment ils testent", "expliqué comment vous testez"),
    ("it", "priya mi ha fatto vedere il catalogo", "fatto vedere il catalogo"),
    ("it", "mi è piaciuto come lavorano con le scuole", "il modo in cui lavorate con le scuole"),
    ("it", "mi è piaciuta la loro attenzione ai dettagli", "la vostra attenzione ai dettagli"),
    ("nl", "priya liet de nieuwe app zien", "de nieuwe app liet zien"),
    ("nl", "vond hun aanpak van testen leuk", "uw aanpak van testen"),
    ("nl", "verteld over mijn project bij ProRail", "mijn project bij ProRail"),
    ("pl", "Priya pokazała mi nowy panel raportów", "zobaczyć nowy panel raportów"),
    ("pl", "podobało mi się że testują z klientami", "testują Państwo z klientami"),
    ("pt", "falamos do novo armazém", "o novo armazém"),
    ("pt", "Priya explicou como fazem os testes", "como fazem os testes"),
    ("sv", "Priya visade hur de planerar", "hur ni planerar"),
    ("sv", "gillade att alla är med i jouren", "att alla är med i jouren"),
    ("sv", "gillade deras sätt att jobba", "ert sätt att jobba"),
    ("ja", "物流システムの刷新がテーマ", "物流システムの刷新"),
    ("ja", "前職の倉庫プロジェクトの話をした", "前職の倉庫プロジェクトの経験"),
    ("zh", "对他们的推荐算法很感兴趣", "贵公司的推荐算法"),
    # A remark is no topic, nor is what somebody adds to a sentence that nobody understood.
    ("de", "Frau Rao hat erklärt, wie sie die Kommunen früh einbinden", "wie Sie die Kommunen früh einbinden"),
    ("de", "Arbeitszeit 38h. Meine Frau findet den Standort gut", ""),
    ("fr", "Priya a posé des questions sur kafka", "de Kafka"),
    ("fr", "sympa mais fatiguant", ""),
    ("fr", "fatiguant", ""),
    ("es", "les interesa abrir tienda en Bilbao", ""),
    ("es", "hablamos de todo un poco", ""),
    ("fr", "super projet avec les écoles", ""),
    ("fr", "Priya a dit deux mots du site, lancement en mars", ""),
    ("nl", "vond het heel leuk", ""),
    ("sv", "roligt med fokus på kvalitet", ""),
]

LABELLED = [
    ("pl", "Najlepsze: praca w parach", "spodobała mi się praca w parach"),
    ("pt", "Gostei: trabalho em pares", "do trabalho em pares"),
    ("fr", "Point fort : leur façon de tester", "votre façon de tester"),
]


@pytest.mark.parametrize(("language", "note", "phrase"), LABELLED)
def test_what_was_liked_stands_in_the_grammar_of_its_sentence(language: str, note: str, phrase: str) -> None:
    """Only a thing with its article can follow "I liked"; the bare name of one is a topic, or has a verb of its gender."""
    said = {body(letter(note, language=language, seed=f"seed {n}")) for n in range(12)}
    assert any(phrase in text for text in said)


@pytest.mark.parametrize(("language", "note", "phrase"), OTHERS)
def test_a_note_from_a_phone_in_another_language(language: str, note: str, phrase: str) -> None:
    found = letter(note, language=language)
    assert not found.findings
    assert not PRIVATE.search(body(found)), found.text
    if phrase:
        assert phrase in found.text
    else:
        assert not [s for s in found.sources if s.origin == "note"]


def test_two_languages_in_one_note() -> None:
    said = letter("Talked about Kubernetes. Priya visade mig panelen.", language="sv").text
    assert "panelen" in said
    assert "Talked" not in said


@pytest.mark.parametrize(
    ("language", "note", "never"),
    [
        ("pl", "piotr spoko. b2b 110/h, mówili ze moze byc mniej", "mniej"),
        ("tr", "geçen yaz otel iptal olunca 180 kişiyi bir gecede nasıl yerleştirdiklerini anlattı", "OpenTelemetry"),
        ("pt", "falamos do rótulo novo\no rótulo, lógico\nsuper, rimos muito\nsemana que vem", "lógico"),
        ("ja", "話したこと:これまでの案件、リモートの頻度、希望年収", "案件"),
    ],
)
def test_pay_asides_and_ones_own_past_are_no_news(language: str, note: str, never: str) -> None:
    assert never not in body(letter(note, language=language))
