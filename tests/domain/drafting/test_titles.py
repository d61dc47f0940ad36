"""People are greeted with the title that an invitation or a note gives them, and with no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import ANNA, letter


def _greeting(language: str, name: str, *notes: str, present: tuple[str, ...] = (), tone: str = "warm") -> str:
    to = (Contact("x@acme.example", name, ContactRole.INTERVIEWER),)
    others = tuple(Contact(None, other, ContactRole.INTERVIEWER) for other in present)
    profile = replace(ANNA, tone=tone)
    found = letter(*notes, to=to, language=language, present=others, profile=profile, company=None)
    assert not found.findings
    return found.text.split("\n\n")[0]


@pytest.mark.parametrize(
    ("language", "name", "greeting"),
    [
        ("en", "Mrs Whitlock", "Dear Mrs Whitlock,"),
        ("en", "Dr Tunde Adeyemi", "Dear Dr Adeyemi,"),
        ("en", "Mrs. Ann Lee", "Dear Mrs. Lee,"),
        ("en", "Frau Müller", "Dear Ms Müller,"),
        ("de", "Herr Maurer", "Guten Tag Herr Maurer,"),
        ("de", "Herr Maurer jun.", "Guten Tag Herr Maurer,"),
        ("de", "Maximilian von Reuth", "Guten Tag Herr von Reuth,"),
        ("de", "Anna von der Heide", "Guten Tag Frau von der Heide,"),
        ("de", "Lisa von HelloFresh", "Guten Tag,"),
        ("en", "Judge Ellen Moss", "Dear Judge Moss,"),
        ("de", "Richter Dr. Paul Stein", "Guten Tag Herr Dr. Stein,"),
        ("de", "Pfarrerin Ute Kahl", "Guten Tag Frau Kahl,"),
        ("en", "Sister Margaret Boyle", "Dear Sister Boyle,"),
        ("fr", "M. le Maire Alain Dubois", "Monsieur le Maire,"),
        ("nl", "chef Marco Bellini", "Beste Marco,"),
        ("pl", "pan Ryszard", "Dzień dobry, Panie Ryszardzie,"),
        ("sv", "köksmästare Nils Ek", "Hej Nils,"),
        ("de", "Frau Dr. Aylin Yilmaz", "Guten Tag Frau Dr. Yilmaz,"),
        ("de", "Prof. Dr. Henning Brandt", "Guten Tag Herr Prof. Dr. Brandt,"),
        ("de", "Prof. Dr. Kim Brandt", "Guten Tag Prof. Dr. Kim Brandt,"),
        ("fr", "Mme Le Goff", "Bonjour Madame Le Goff,"),
        ("fr", "Camille Roche", "Bonjour Camille,"),
        ("es", "Dra. Elena Navarro", "Estimada doctora Navarro:"),
        ("es", "Ing. Pérez", "Buenos días, Ing. Pérez:"),
        ("es", "Sor Pilar Méndez", "Estimada Sor Pilar:"),
        ("es", "Cra. Silvana Maggi", "Estimada Cra. Maggi:"),
        ("es", "Mtro. Raúl Ibarra", "Estimado Mtro. Ibarra:"),
        ("pt", "Seu Jorge Amaral", "Prezado Sr. Jorge Amaral,"),
        ("pt", "Eng. Nuno Falcão", "Caro Eng. Nuno Falcão,"),
        ("pt", "Enfa. Regina Prado", "Cara Enf.ª Regina Prado,"),
        ("pt", "Dona Cida", "Cara D. Cida,"),
        ("pt", "D. Amélia Ferreira Lapa", "Cara D. Amélia,"),
        ("pt", "Dona Ana Maria Lopes Reis", "Cara D. Ana,"),
        ("pt", "Eng. Cláudia Rezende", "Cara Eng. Cláudia Rezende,"),
        ("it", "Don Vito Scirè", "Gentile Don Vito Scirè,"),
        ("es", "Encargado Paco Vela", "Estimado Sr. Vela:"),
        ("zh", "岩温社长", "岩温社长，您好："),
        ("ja", "区長 真壁", "真壁区長"),
        ("tr", "Tolga Hoca", "Merhaba Tolga Hocam,"),
        ("tr", "Müdire Nilgün Arı", "Sayın Nilgün Arı,"),
        ("zh", "护士长吴丽华", "吴护士长，您好："),
        ("zh", "校长陈明", "陈校长，您好："),
        ("zh", "护士长 陈敏", "陈护士长，您好："),
        ("zh", "教导主任 李丽", "李主任，您好："),
        ("zh", "黃淑芬護理長", "黃護理長，您好："),
        ("zh", "项目部经理", "您好："),
        ("zh", "何文清", "尊敬的何文清，您好："),
        ("zh", "人事科的罗老师", "罗老师，您好："),
        ("zh", "Kevin Wu", "尊敬的Kevin Wu，您好："),
        ("zh", "김민수", "尊敬的김민수，您好："),
        ("ja", "校長の村上", "村上校長先生"),
        ("ja", "オーナーの浜田", "浜田様"),
        ("ja", "院長 佐々木先生", "佐々木院長"),
        ("ja", "人事 上野", "上野様"),
        ("pt", "Sr. Abílio Tavares", "Caro Sr. Abílio Tavares,"),
        ("it", "Dott.ssa Anna Riva", "Gentile Dott.ssa Riva,"),
        ("it", "ING Bank", "Buongiorno,"),
        ("nl", "dhr. van Dijk", "Beste meneer Van Dijk,"),
        ("pl", "dr Ewa Kowalczyk", "Szanowna Pani Doktor,"),
        ("pl", "dr Alex Kowalczyk", "Dzień dobry,"),
        ("tr", "Ayşe Hanım", "Merhaba Ayşe Hanım,"),
        ("ja", "佐藤師長", "佐藤師長"),
        ("ja", "佐藤 美咲", "佐藤様"),
        ("zh", "吴小姐", "吴小姐，您好："),
        ("tr", "Gizem", "Merhaba,"),
        ("pt", "Enf. Cláudia", "Olá, Enf. Cláudia,"),
        ("zh", "李总", "李总，您好："),
        ("zh", "王小明先生", "王先生，您好："),
        ("es", "Hna. Consuelo", "Estimada Hermana Consuelo:"),
        ("sv", "Leg. tandläkare Peter Sjöö", "Hej Peter,"),
        ("tr", "Uzm. Hem. Sevgi Yıldırım", "Sayın Sevgi Yıldırım,"),
        ("nl", "Drs. Eveline Schuurman", "Beste Eveline Schuurman,"),
        ("de", "Dr.-Ing. Ralf Tiedemann", "Guten Tag Herr Dr. Tiedemann,"),
        ("ja", "開発部 課長 大河内 恵子 様", "大河内課長"),
        ("pl", "p. Robert", "Dzień dobry, Panie Robercie,"),
        ("fr", "Bmo. Jean Roux", "Bonjour Jean,"),
    ],
)
def test_the_title_in_the_invitation(language: str, name: str, greeting: str) -> None:
    assert _greeting(language, name) == greeting


@pytest.mark.parametrize(
    ("language", "name", "said", "greeting"),
    [
        ("en", "Janet Whitlock", "Mrs Whitlock showed me round.", "Dear Mrs Whitlock,"),
        ("de", "Klaus Maurer", "Gespräch mit Hr. Maurer (Leiter Netz) und Fr. Yilmaz", "Guten Tag Herr Maurer,"),
        ("de", "Prof. Dr. Henning Brandt", "Herr Brandt will ausbauen", "Guten Tag Herr Prof. Dr. Brandt,"),
        ("fr", "Julien Roche", "avec M. Roche", "Bonjour Monsieur Roche,"),
        ("es", "Elena Navarro Ruiz", "La doctora Navarro me contó cosas", "Estimada doctora Navarro:"),
        ("it", "Roberto Pellegrini", "L'ing. Pellegrini era gentile", "Gentile Ing. Pellegrini,"),
        ("pl", "Ewa Kowalczyk", "Rozmowa z dr Kowalczyk, kierowniczką oddziału", "Szanowna Pani Doktor,"),
        ("ja", "佐藤 美咲", "佐藤師長と面談", "佐藤師長"),
        ("zh", "吴清", "跟吴工聊了一个小时", "吴工，您好："),
    ],
)
def test_the_title_in_a_note(language: str, name: str, said: str, greeting: str) -> None:
    assert _greeting(language, name, said) == greeting


@pytest.mark.parametrize(
    ("language", "name", "said", "greeting"),
    [
        ("en", "John Smith", "Mr and Mrs Smith showed me the farm.", "Hi John,"),
        ("en", "Kim Lee", "Mr Lee was kind. Mrs Lee, too.", "Hi Kim,"),
        ("fr", "Morgan Roche", "M. Roche a tout expliqué", "Bonjour Morgan,"),
        ("fr", "Sandrine Pichon", "mon dossier va à Mme Le Goff", "Bonjour Madame Pichon,"),
        ("zh", "吴清", "吴工作很忙", "尊敬的吴清，您好："),
        ("ja", "佐藤 美咲", "加佐藤師長と面談", "佐藤様"),
    ],
)
def test_what_is_no_title_of_theirs(language: str, name: str, said: str, greeting: str) -> None:
    assert _greeting(language, name, said) == greeting


def test_a_family_name_that_two_share_gives_nobody_a_title() -> None:
    assert _greeting("en", "Janet Whitlock", "Mrs Whitlock was kind.", present=("Paul Whitlock",)) == "Hi Janet,"


def test_a_formal_tone_has_forms_of_its_own() -> None:
    assert _greeting("de", "Frau Dr. Aylin Yilmaz", tone="formal") == "Sehr geehrte Frau Dr. Yilmaz,"


def test_a_title_brings_nothing_else_into_the_greeting() -> None:
    assert _greeting("en", "Mrs Smith {{ 7*7 }}\r\nBcc: a@b.example") == "Hello,"
    assert _greeting("en", "Empress Smith") == "Hi Empress,"


@pytest.mark.parametrize(
    ("language", "name", "office", "greeting"),
    [
        ("it", "Ludovica Ferri", "Avvocata associata", "Gentile Avv. Ferri,"),
        ("it", "Paola Neri", "Primaria di pediatria", "Gentile Dott.ssa Neri,"),
        ("es", "Marta Solís", "Médica adjunta", "Estimada doctora Solís:"),
        ("pt", "Rita Falcão", "Advogada", "Cara Dra. Rita Falcão,"),
        ("fr", "Claire Sand", "Vétérinaire associée", "Bonjour Docteur Sand,"),
        ("it", "Ludovica Ferri", "Consulente dell'avvocata Gallo", "Gentile signora Ferri,"),
    ],
)
def test_an_office_gives_the_title_of_its_profession(language: str, name: str, office: str, greeting: str) -> None:
    to = (Contact("x@acme.example", name, ContactRole.INTERVIEWER, title=office),)
    assert letter(to=to, language=language, company=None).text.split("\n\n")[0] == greeting


def test_a_woman_who_commands_is_greeted_as_one() -> None:
    assert _greeting("pt", "Comandante Anabela Frade") == "Cara Comandante Anabela Frade,"


def test_who_is_greeted_familiarly_is_taken_leave_of_alike() -> None:
    said = letter("ci siamo dati del tu, bella officina", language="it").text
    assert said.startswith("Ciao ")
    assert "Un caro saluto" in said


@pytest.mark.parametrize(
    ("name", "note", "greeting"),
    [
        ("Duarte Pereira", "O Eng. Pereira mostrou-me a barragem.", "Caro Eng. Duarte Pereira,"),
        ("Inês Couto", "A Arq. Couto mostrou-me a maquete.", "Cara Arq. Inês Couto,"),
        ("Nuno Barbosa", "O Prof. Barbosa falou do coro.", "Caro Prof. Nuno Barbosa,"),
    ],
)
def test_a_title_beside_the_family_name_takes_its_form_from_the_given_name(name: str, note: str, greeting: str) -> None:
    assert _greeting("pt", name, note) == greeting


@pytest.mark.parametrize(
    ("title", "written"), [("副支配人", "根本副支配人"), ("総支配人", "根本総支配人"), ("支配人", "根本支配人")]
)
def test_a_deputy_is_one_in_japanese(title: str, written: str) -> None:
    host = Contact("a@b.example", "根本 浩", ContactRole.HIRING_MANAGER, title=title)
    assert written in letter("", language="ja", to=(host,)).text


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Marco Dalla Costa", "Gentile signor Dalla Costa,"),
        ("Paolo Dal Pozzo", "Gentile signor Dal Pozzo,"),
        ("Anna Degli Esposti", "Gentile signora Degli Esposti,"),
        ("Luca Dello Russo", "Gentile signor Dello Russo,"),
    ],
)
def test_what_stands_before_an_italian_family_s_name_belongs_to_it(name: str, greeting: str) -> None:
    host = Contact("a@b.example", name, ContactRole.INTERVIEWER)
    assert letter("", language="it", to=(host,)).text.startswith(greeting)
