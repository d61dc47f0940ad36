"""Women and men are greeted in the usual form where their sex is known for sure, everybody else in a neutral one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import ANNA, letter, templates


def _greeting(language: str, name: str, *notes: str, title: str = "", tone: str = "warm", also: str = "") -> str:
    to = (Contact("x@acme.example", name, ContactRole.INTERVIEWER, title=title),)
    present = (Contact(None, also, ContactRole.INTERVIEWER),) if also else ()
    profile = replace(ANNA, tone=tone)
    found = letter(*notes, to=to, language=language, present=present, profile=profile, company=None)
    assert not found.findings
    return found.text.split("\n\n")[0]


@pytest.mark.parametrize(
    ("language", "name", "greeting"),
    [
        ("de", "Birgit Lohse", "Guten Tag Frau Lohse,"),
        ("de", "Jörg Heidenreich", "Guten Tag Herr Heidenreich,"),
        ("de", "Dr. Sabine Ott", "Guten Tag Frau Dr. Ott,"),
        ("de", "Katarzyna Nowak", "Guten Tag Frau Nowak,"),
        ("fr", "Sylvie Roux", "Bonjour Madame Roux,"),
        ("fr", "Jean-Pierre Mercier", "Bonjour Monsieur Mercier,"),
        ("fr", "Corentin Le Bihan", "Bonjour Monsieur Le Bihan,"),
        ("it", "Ombretta Valli", "Gentile signora Valli,"),
        ("es", "Encarna Soler", "Estimada Encarna:"),
        ("es", "Beatriz Soler", "Estimada Beatriz:"),
        ("es", "José Luis Vega", "Estimado José Luis:"),
        ("pt", "Raquel Teixeira", "Cara Raquel,"),
        ("pt", "Nelson Prado", "Caro Nelson,"),
        ("it", "Federica Colombo", "Gentile signora Colombo,"),
        ("it", "Giancarlo Riva", "Gentile signor Riva,"),
        ("nl", "Marieke de Boer", "Beste mevrouw De Boer,"),
        ("nl", "Sjoerd Postma", "Beste meneer Postma,"),
        ("tr", "Elif Aydın", "Merhaba Elif Hanım,"),
        ("tr", "Hakan", "Merhaba Hakan Bey,"),
        ("pl", "Hannelore Kunze", "Szanowna Pani,"),
        ("pl", "Grażyna Wolańska", "Dzień dobry, Pani Grażyno,"),
        ("sv", "Ingrid Ek", "Hej Ingrid,"),
        ("en", "Barbara Lane", "Hi Barbara,"),
        ("zh", "罗婷", "罗女士，您好："),
        ("zh", "罗志刚", "罗先生，您好："),
        ("zh", "罗文清", "尊敬的罗文清，您好："),
    ],
)
def test_a_name_of_one_sex(language: str, name: str, greeting: str) -> None:
    assert _greeting(language, name) == greeting


@pytest.mark.parametrize(
    ("language", "name", "greeting"),
    [
        ("de", "Andrea Moser", "Guten Tag Andrea Moser,"),
        ("de", "Kim Moser", "Guten Tag Kim Moser,"),
        ("de", "Moser", "Guten Tag,"),
        ("fr", "Dominique Roux", "Bonjour Dominique,"),
        ("it", "Andrea Riva", "Gentile Andrea Riva,"),
        ("it", "Riva", "Buongiorno,"),
        ("nl", "Robin Postma", "Beste Robin Postma,"),
        ("nl", "Postma", "Goedendag,"),
        ("tr", "Deniz Aydın", "Sayın Deniz Aydın,"),
        ("tr", "Deniz", "Merhaba,"),
        ("ja", "Kenta Fujii", "Fujii様"),
        ("zh", "Vivian 陆文静", "尊敬的陆文静，您好："),
    ],
)
def test_what_nobody_can_know_is_not_said(language: str, name: str, greeting: str) -> None:
    assert _greeting(language, name) == greeting


@pytest.mark.parametrize(
    ("language", "name", "title", "note", "greeting"),
    [
        ("de", "Kim Moser", "Pflegedienstleiterin", "", "Guten Tag Frau Moser,"),
        ("de", "Kim Moser", "", "Er meinte, das Lager wächst", "Guten Tag Herr Moser,"),
        ("fr", "Camille Roux", "Directrice des soins", "", "Bonjour Madame Roux,"),
        ("fr", "Camille Roux", "", "elle m'a montré le jardin", "Bonjour Madame Roux,"),
        ("fr", "Camille Roux", "Notaire associée", "", "Maître,"),
        ("it", "Andrea Riva", "Direttrice", "", "Gentile signora Riva,"),
        ("nl", "Robin Postma", "", "Hij vertelde over de kas", "Beste meneer Postma,"),
        ("tr", "Deniz Aydın", "", "Deniz hanım serayı gezdirdi", "Merhaba Deniz Hanım,"),
        ("zh", "罗文清", "", "她带我看了温室", "罗女士，您好："),
        ("zh", "罗文清", "护士长", "", "罗护士长，您好："),
        ("zh", "罗文清", "温室经理", "", "罗经理，您好："),
        ("ja", "大西 千恵", "園長", "", "大西園長"),
        ("ja", "大西 千恵", "保育士", "", "大西様"),
    ],
)
def test_an_office_or_a_note_tells(language: str, name: str, title: str, note: str, greeting: str) -> None:
    assert _greeting(language, name, *((note,) if note else ()), title=title) == greeting


@pytest.mark.parametrize(
    ("language", "name", "title", "greeting"),
    [
        ("de", "Kim Moser", "Assistenz der Geschäftsführerin", "Guten Tag Kim Moser,"),
        ("es", "Kim Moser", "Mejora continua", "Buenos días, Kim:"),
        ("fr", "Camille Roux", "Bras droit de la directrice", "Bonjour Camille,"),
        ("pl", "Kim Moser", "Izba handlowa", "Dzień dobry,"),
    ],
)
def test_an_office_beside_another_tells_nothing(language: str, name: str, title: str, greeting: str) -> None:
    assert _greeting(language, name, title=title) == greeting


def test_a_pronoun_tells_nothing_where_another_was_there() -> None:
    assert _greeting("de", "Kim Moser", "Er meinte, das Lager wächst", also="Uwe Brand") == "Guten Tag Kim Moser,"
    assert _greeting("de", "Kim Moser", "Chef kam kurz dazu.\nEr meinte, das Lager wächst") == "Guten Tag Kim Moser,"


def test_what_contradicts_itself_tells_nothing() -> None:
    assert _greeting("de", "Uwe Brand", title="Teamleiterin") == "Guten Tag Uwe Brand,"
    assert _greeting("de", "Kim Brand", "Herr Brand lacht viel. Frau Brand auch") == "Guten Tag Kim Brand,"


def test_a_formal_tone_has_forms_of_its_own() -> None:
    assert _greeting("de", "Birgit Lohse", tone="formal") == "Sehr geehrte Frau Lohse,"
    assert _greeting("nl", "Sjoerd Postma", tone="formal") == "Geachte heer Postma,"


def test_no_name_is_of_both_sexes() -> None:
    names = templates().wordings["de"].address.sexes.names
    assert not names["f"] & names["m"]
    assert len(names["f"]) > 1_000
    assert not names["f"] & {"andrea", "kim", "deniz", "robin", "dominique"}


@pytest.mark.parametrize(
    ("name", "note", "greeting"),
    [
        ("Monika Zając", "Atmosfera: luźna, od początku na ty", "Cześć, Moniko,"),
        ("Andrzej Zając", "przeszliśmy na ty, miło", "Cześć, Andrzeju,"),
        ("Monika Zając", "nie na ty, raczej sztywno", "Dzień dobry, Pani Moniko,"),
    ],
)
def test_who_says_ty_is_greeted_so_in_polish(name: str, note: str, greeting: str) -> None:
    assert _greeting("pl", name, note) == greeting
    reader = Contact("x@acme.example", name, ContactRole.INTERVIEWER)
    text = letter(note, "pokazali mi nową halę, super", to=(reader,), language="pl").text
    assert greeting.startswith("Dzień") or not {"Pani", "Panią", "Pana", "Panem"} & set(text.replace(",", " ").split())


@pytest.mark.parametrize(
    ("language", "name", "greeting"),
    [
        ("de", "Anna M.", "Guten Tag Anna M,"),
        ("de", "Anna und Tom", "Guten Tag Anna und Tom,"),
        ("de", "Anna Karin", "Guten Tag Anna Karin,"),
        ("de", "Anna Schmidt Geschäftsführerin", "Guten Tag Anna Schmidt Geschäftsführerin,"),
        ("de", "Karen Petrosyan", "Guten Tag Karen Petrosyan,"),
        ("nl", "José van Dijk", "Beste José van Dijk,"),
        ("nl", "Gerrit Bos", "Beste meneer Bos,"),
        ("es", "José García", "Estimado José:"),
        ("fr", "Marie Martin", "Bonjour Madame Martin,"),
        ("fr", "Laurence Petit", "Bonjour Madame Petit,"),
        ("de", "Jan Maria Rossi", "Guten Tag Herr Rossi,"),
        ("it", "Maria Grazia Conti", "Gentile signora Conti,"),
    ],
)
def test_only_what_is_plainly_a_family_name_follows_frau_and_herr(language: str, name: str, greeting: str) -> None:
    assert _greeting(language, name) == greeting


def test_the_companys_own_name_is_nobodys_family_name() -> None:
    to = (Contact("x@acme.example", "Anna Acme", ContactRole.INTERVIEWER),)
    assert letter(to=to, language="de", company="Acme").text.startswith("Guten Tag Anna Acme,")
    assert letter(to=to, language="de", company="Globex").text.startswith("Guten Tag Frau Acme,")


@pytest.mark.parametrize(
    "note",
    [
        "Il me tarde de commencer.",
        "Il me plaît bien, ce poste.",
        "Elle me plaît, cette boîte.",
        "Il m'a semblé ouvert.",
    ],
)
def test_a_french_pronoun_of_a_thing_tells_nobodys_sex(note: str) -> None:
    assert _greeting("fr", "Camille Roux", note) == "Bonjour Camille,"


def test_who_showed_or_told_something_is_the_reader() -> None:
    assert _greeting("fr", "Camille Roux", "Elle m'a montré l'atelier.") == "Bonjour Madame Roux,"


def test_a_greeting_that_a_note_makes_possible_names_the_note() -> None:
    to = (Contact("x@acme.example", "Camille Roux", ContactRole.INTERVIEWER),)
    found = letter("Elle m'a montré l'atelier.", to=to, language="fr")
    assert ("Bonjour Madame Roux", "note", "Elle m'a montré") in [(s.phrase, s.origin, s.span) for s in found.sources]
    named = letter(to=(Contact("x@acme.example", "Sylvie Roux", ContactRole.INTERVIEWER),), language="fr")
    assert ("Bonjour Madame Roux", "invitation") in [(s.phrase, s.origin) for s in named.sources]
