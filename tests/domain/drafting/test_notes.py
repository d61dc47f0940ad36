"""How notes to oneself turn into phrases for somebody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.domain.letters.clauses import People
from followbot.domain.letters.notereading import read_notes
from followbot.domain.model import Contact, ContactRole, FollowUpKind, InterviewKind
from tests.domain.drafting.desk import ANNA, LIN, PRIYA, TOM, body, letter, templates
from tests.domain.drafting.test_languages import LANGUAGES

ALONE = People((PRIYA,))
PANEL = People((PRIYA,), (TOM, LIN))


def said(text: str, people: People = ALONE) -> list[tuple[str, str]]:
    wordings = templates().wordings
    return [(s.slot, s.text) for s in read_notes([text], people, wordings["en"], wordings)]


@pytest.mark.parametrize(
    ("note", "phrases"),
    [
        ("she showed me the dashboard", [("showed", "show me the dashboard")]),
        ("Priya showed me their dashboard", [("showed", "show me your dashboard")]),
        ("She explained how they cut build times", [("how", "how you cut build times")]),
        ("She said she runs the platform team", [("told", "you run the platform team")]),
        ("they use dbt and Snowflake, team of 6", [("told", "you use dbt and Snowflake")]),
        ("talked w/ Priya about Oracle -> Postgres migration", [("topic", "the Oracle to Postgres migration")]),
        ("Talked about K8s, Terraform, GitOps", [("topic", "K8s, Terraform and GitOps")]),
        ("discussed event sourcing", [("topic", "event sourcing")]),
        (
            "payments migration, on-call rotation",
            [("topic", "the payments migration"), ("topic", "the on-call rotation")],
        ),
        ("CQRS", [("tech", "CQRS")]),
        ("Loved Priya's way of running reviews", [("liked", "your way of running reviews")]),
        ("I told her about my Kafka migration", [("mine", "my Kafka migration")]),
        ("I told her that I rewrote our CI", [("said", "I rewrote our CI")]),
        ("I built our search at Foo", [("did", "I built our search at Foo")]),
        ("we did a whiteboard exercise on caching", [("worked", "a whiteboard exercise on caching")]),
        (
            "Priya walked me through the flow and asked how I would redesign it",
            [("showed", "walk me through the flow")],
        ),
        ("Topic: GraphQL federation", [("topic", "GraphQL federation")]),
        ("Good chat, nice people", []),
        ("We talked about the weather", []),
        ("she has two kids", []),
        ("need to send her the portfolio", []),
        ("they decide next week", []),
        ("see https://acme.example/x", []),
    ],
)
def test_clauses_and_their_phrases(note: str, phrases: list[tuple[str, str]]) -> None:
    assert said(note) == phrases


def test_in_a_panel_only_what_the_reader_did_is_theirs() -> None:
    assert said("Tom showed me the dashboard", PANEL) == [("shown", "seeing the dashboard")]
    assert said("Priya showed me the dashboard. She explained how they test.", PANEL) == [
        ("showed", "show me the dashboard"),
        ("how", "how you test"),
    ]
    assert said("they use Elixir", PANEL) == [("heard", "you use Elixir")]


def test_nobody_gets_credit_for_what_a_colleague_with_a_letter_of_their_own_said() -> None:
    found = letter("Tom showed me the dashboard.", present=(PRIYA, TOM))
    assert "dashboard" not in found.text


def test_outsiders_are_not_you() -> None:
    assert said("they use Elixir", replace(ALONE, insiders=False)) == []


def test_every_phrase_keeps_the_words_it_comes_from() -> None:
    found = letter("Salary was fine. She showed me the dashboard.")
    assert [(s.phrase, s.span) for s in found.sources if s.origin == "note"] == [
        ("show me the dashboard", "She showed me the dashboard")
    ]


@pytest.mark.parametrize("kind", [FollowUpKind.THANK_YOU, FollowUpKind.NUDGE])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_thanked_for_an_interview_that_did_not_take_place(language: str, kind: FollowUpKind) -> None:
    found = letter("No-show, waited 20 min", language=language, kind=kind)
    assert not found.findings
    assert not found.fallback
    assert not any(word in found.text.casefold() for word in templates().wordings[language].elements["thanks"])


def test_a_colleague_s_absence_is_not_the_reader_s() -> None:
    assert "missed each other" not in letter("Tom didn't show up", present=(PRIYA, TOM)).text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Stammered a lot. Forgot half of my examples. Let's just say it didn't take place."),
        ("es", "Me quedé en blanco. Hablé muy rápido. Haré como que no tuvo lugar."),
        ("pt", "Gaguejei. Pediram o salário. Vou fingir que não aconteceu."),
        ("tr", "Uzun konuştuk. Atölyeyi gezdik. Eve gidesim gelmedi."),
    ],
)
def test_what_is_said_late_of_the_talk_is_a_manner_of_speaking(language: str, text: str) -> None:
    found = letter(text, language=language)
    assert any(word in found.text.casefold() for word in templates().wordings[language].elements["thanks"])


def test_who_is_named_was_absent_wherever_the_note_says_so() -> None:
    assert (
        letter("Waited 20 min. Line was fine. Read my notes again. Priya didn't show up.").subject
        == letter("Priya didn't show up.").subject
    )


def test_dates_are_written_as_the_user_s_country_does() -> None:
    american = replace(ANNA, country="US")
    assert "on November 17" in letter(late=True, profile=american).text
    assert "on 17 November" in letter(late=True).text


def test_titles_lose_what_the_law_put_there() -> None:
    assert letter(role="Platform Engineer (m/f/d)", seed="x").text == letter(seed="x").text


@pytest.mark.parametrize(
    ("strength", "said_as"),
    [
        ("Python", "my experience with Python"),
        ("eight years of Python", "eight years of Python"),
        ("Built a payments platform at Foo", "I have built a payments platform at Foo"),
        ("team player", None),
        ("detail-oriented", None),
    ],
)
def test_strengths_are_said_as_people_say_them(strength: str, said_as: str | None) -> None:
    text = letter("We talked about hiring plans.", strengths=(strength,)).text
    if said_as is None:
        assert strength not in text
    else:
        assert said_as in text


def test_each_of_a_panel_hears_of_their_own_part_only() -> None:
    notes = "Tom and I designed the update rollout; canary groups were the interesting part\nLin's plan to open the telemetry"
    everybody = (PRIYA, TOM, LIN)
    texts = {person.name: letter(notes, to=(person,), present=everybody).text for person in everybody}
    assert "the update rollout with you" in texts["Tom Baker"]
    assert "your plan to open the telemetry" in texts["Lin Chen"]
    assert "telemetry" not in texts["Priya Rao"] + texts["Tom Baker"]
    assert "I designed" not in "".join(texts.values())


def test_a_topic_of_the_invitation_goes_to_the_person_who_covers_it() -> None:
    lin = replace(LIN, covers="system design")
    found = letter(specifics=("system design", "Tom: roadmap"), present=(PRIYA, TOM, lin))
    assert "system design" not in found.text
    assert "roadmap" not in found.text
    assert "system design" in letter(specifics=("system design",), to=(lin,), present=(PRIYA, TOM, lin)).text


LONG_TITLE = "Senior Staff Machine Learning Platform Reliability Engineer, Europe"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(InterviewKind))
def test_long_titles_leave_room_for_a_letter(language: str, kind: InterviewKind) -> None:
    found = letter(language=language, interview_kind=kind, role=LONG_TITLE, company="Marlow Press and Partners")
    assert not found.fallback, found.findings
    assert not letter(language=language, kind=FollowUpKind.NUDGE, role=LONG_TITLE, thanked_before=False).fallback


def test_what_the_company_calls_its_own_is_theirs_in_a_letter() -> None:
    assert "your move to events" in letter(specifics=("our move to events",)).text


@pytest.mark.parametrize(
    ("strength", "language", "said"),
    [
        ("eight years of Python", "de", False),
        ("event-driven systems", "de", False),
        ("payments", "nl", False),
        ("acht Jahre Python", "en", False),
        ("Python", "de", True),
        ("acht Jahre Erfahrung mit Python", "de", True),
        ("eight years of Python", "en", True),
    ],
)
def test_a_strength_is_said_in_its_own_language_only(strength: str, language: str, said: bool) -> None:
    found = letter(language=language, strengths=(strength,))
    assert (strength.casefold() in found.text.casefold()) is said, found.text


def test_the_name_of_a_company_in_a_foreign_note_is_no_topic() -> None:
    assert "Worten" not in letter("contei o meu projeto na Worten e gostei da equipe", language="es").text


@pytest.mark.parametrize(
    ("planned", "said"),
    [
        ("system design (ledger", "system design."),
        ("culture and values", "time for culture and values"),
    ],
)
def test_a_part_of_an_agenda_stands_in_a_sentence(planned: str, said: str) -> None:
    texts = {body(letter(specifics=(planned,), seed=f"seed {n}")) for n in range(12)}
    assert any(said in text for text in texts), texts
    assert not any("(" in text or "the culture" in text for text in texts)


def test_what_a_part_of_an_agenda_is_about_counts_not_its_form() -> None:
    text = letter(specifics=("Fachgespräch zur Lagerlogistik",), language="de").text
    assert "Lagerlogistik" in text
    assert "Fachgespräch zur" not in text


def test_what_is_done_to_a_thing_leaves_it_its_article() -> None:
    assert said("talked about moving ledger off mongo") == [("topic", "moving the ledger off MongoDB")]
    assert said("talked about replacing legacy tools") == [("topic", "replacing legacy tools")]


def test_a_doctor_is_greeted_as_one() -> None:
    vogt = Contact("petra.vogt@acme.example", "Dr. Petra Vogt", ContactRole.INTERVIEWER)
    assert "Guten Tag Frau Dr. Vogt," in letter(language="de", to=(vogt,)).text


def test_of_three_interviewers_not_everybody_is_thanked_for_the_code() -> None:
    found = letter(interview_kind=InterviewKind.TECHNICAL, to=(LIN,), present=(PRIYA, TOM, LIN))
    assert "technical" not in f"{found.subject} {found.text}"


def test_what_the_user_did_elsewhere_is_not_what_they_spoke_of() -> None:
    assert said("I talked about rolling out feature flags at N26") == [("mine", "rolling out feature flags at N26")]


def test_two_of_a_panel_do_not_hear_the_same_afterthought() -> None:
    noted = "They mend the looms themselves, loved that. The dye pit: brilliant."
    first = letter(noted, to=(PRIYA,))
    second = letter(noted, to=(TOM,), siblings=(first.text,))
    assert "dye pit" in first.text
    assert "dye pit" not in second.text


def test_beside_two_things_a_strength_must_fit() -> None:
    noted = "They teach numeracy to parents, loved that. The exam board: brilliant."
    teacher = {"role": "Teacher of Mathematics"}
    assert "exam board" in letter(noted, **teacher).text
    assert "Python" not in letter(noted, strengths=("eight years of Python",), **teacher).text
    assert "small groups" in letter(noted, strengths=("numeracy teaching in small groups",), **teacher).text


def test_onboarding_that_takes_long_is_left_at_onboarding() -> None:
    assert said("she told me about onboarding taking 6 weeks") == [("shown", "hearing about onboarding")]


def test_the_third_of_a_panel_hears_of_what_is_everybodys() -> None:
    note = "Priya showed me the dashboard. Talked with Tom about on-call rotation. they run game days every month."
    people, letters = (PRIYA, TOM, LIN), list[str]()
    for person in people:
        found = letter(note, to=(person,), present=people, siblings=tuple(letters), interview_kind=InterviewKind.PANEL)
        letters.append(found.text)
    assert ["game days" in text for text in letters] == [False, False, True]
