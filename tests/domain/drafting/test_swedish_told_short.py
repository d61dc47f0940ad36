"""Swedish notes in the shorthand of who types them: one short whole thing is told, in a sentence that fits it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.domain.drafting.desk import ANNA, body, letter

OWN = replace(ANNA, language="sv")

THEIRS = [
    ("På vägen ut berättade hon om odlingen bakom kyrkan som de haft i tio år.", "om odlingen bakom kyrkan."),
    ("jag fick provköra traktorn till deras nya gård", "att få provköra traktorn."),
    ("Kul: jag fick klappa på en häst medan Priya sadlade", "att få klappa på en häst."),
    ("fick visa mina egna skisser, hon frågade mkt", "att få visa mina egna skisser."),
    ("syr dräkter åt museet i borås", "att ni syr dräkter åt museet."),
    ("testar en ny jäst i vår, kul", "att ni testar en ny jäst i vår"),
    (
        "Roligast: varje torsdag läser Priya sagor för barnen på biblioteket",
        "att du varje torsdag läser sagor för barnen",
    ),
    ("Priya berättade varför hon blev barnmorska", "varför du blev barnmorska"),
    ("Peppad av: att man får följa med ut på sjön", "man får följa med ut på sjön"),
    ("vad gick jag igång på: att man har eget kök å egna gäster", "man har ett eget kök och egna gäster"),
    ("Det bästa var nog växthuset", "växthuset."),
    ("Bäst: att alla lärlingar får en egen bänk och att Priya är så rolig", "att alla lärlingar får en egen bänk."),
    ("Vi pratade om lss-boendet vid ån.", "LSS-boendet vid ån"),
    ("Priya förklarade varför de byter till elbilar i höst", "varför ni byter till elbilar i höst"),
    ("Priya lät mig köra grävmaskin i tio minuter", "att få köra grävmaskin i tio minuter"),
    ("besökte verkstaden, fick hjälpa till att färga garn", "att få hjälpa till att färga garn"),
    ("imponerad av lugnet i verkstaden", "lugnet i verkstaden."),
    ("de har en egen odling på taket och personalen skördar själv", "på taket och att personalen skördar"),
    ("och varje fredag lagar de boende mat med en granne, så fint", "de boende lagar mat med en granne varje fredag"),
    ("imponerad av att de provar varje båt med två fiskare", "för att ni provar varje båt med två fiskare"),
    ("De har en bytesbod där grannarna lämnar verktyg", "att ni har en bytesbod där grannarna lämnar verktyg"),
    ("Priya visade den nya sågen som går på solel.", "att få se den nya sågen."),
    ("Två saker stannade kvar: arkivet med glasplåtar, och tystnaden", "arkivet med glasplåtar"),
    ("Varje torsdag läser alla högt för varandra.", "alla läser högt för varandra varje torsdag"),
    ("fick laga en trasig pump på riktigt", "att få laga en trasig pump på riktigt"),
]


@pytest.mark.parametrize(("typed", "said"), THEIRS)
def test_a_short_whole_thing_is_told(typed: str, said: str) -> None:
    assert said in body(letter(typed, language="sv", role="Servicetekniker"))


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("Peppad av: att man har ledigt varje fredag", "ledigt"),
        ("Det bästa var nog lönen", "lönen"),
        ("testar alla sökande i två veckor", "sökande"),
        ("Priya berättade varför hon lämnade sin man", "lämnade"),
        ("gör inget särskilt", "särskilt"),
        ("Samtalet drog över tiden, fint. Priya var glad.", "drog över"),
        ("de gör bänkar av gamla portar, fick slipa en", "slipa"),
        ("Ämnen: det vanliga, cv. Bäst: -", "vanliga"),
        ("Kul: det vanliga", "vanliga"),
        ("en kompis som jobbar där säger att de byter chef varje halvår", "byter"),
        ("de har en kollega som alltid gnäller", "gnäller"),
        ("Priya förklarade varför de lade ner avdelningen", "lade ner"),
        ("testar folk i tre månader först", "folk"),
        ("Efteråt berättade hon om neddragningen i våras", "neddragningen"),
        ("fick visa mina betyg", "betyg"),
        ("hon har en å bakom huset", "en och"),
    ],
)
def test_what_is_no_news_of_theirs_is_not_told(typed: str, word: str) -> None:
    assert word not in body(letter(typed, language="sv"))


@pytest.mark.parametrize("paper", ["truckkort", "socionomexamen", "C-körkort sen 2014", "insulindelegering"])
def test_a_paper_is_not_said(paper: str) -> None:
    assert paper.split()[0] not in body(letter(language="sv", strengths=(paper,), profile=OWN))


def test_what_stands_beside_an_occupation_is_no_part_of_it() -> None:
    said = " ".join(
        f"{found.subject} {found.text}"
        for n in range(12)
        for found in [letter(language="sv", role="Servicetekniker skogsmaskiner", seed=str(n))]
    )
    assert "som servicetekniker" in said
    assert "skogsmaskiner" not in said
