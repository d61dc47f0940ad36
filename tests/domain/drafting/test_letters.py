"""What letters say: the content rules of a good follow-up."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from followbot.domain import drafting
from followbot.domain.letters.variants import overlap
from followbot.domain.model import FollowUpKind, InterviewKind
from tests.domain.drafting.desk import LIN, PRIYA, RITA, TOM, TUESDAY, body, letter, templates

SEEDS = [f"seed-{n}" for n in range(12)]


def _count(found: drafting.Letter) -> int:
    return len(found.text.removesuffix("Anna Keller\n").split())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", list(InterviewKind))
def test_without_evidence_it_is_short_and_honest(kind: InterviewKind, seed: str) -> None:
    found = letter(interview_kind=kind, seed=seed)
    assert _count(found) <= 40
    assert not found.fallback
    assert found.findings == ()
    assert "hank" in found.text


@pytest.mark.parametrize("seed", SEEDS)
def test_a_note_becomes_something_specific(seed: str) -> None:
    found = letter("Priya showed me the incident dashboard. I told her about my Kafka migration at Foo.", seed=seed)
    assert "show me the incident dashboard" in found.text
    assert "my kafka migration at foo" in found.text.casefold()
    assert 40 <= _count(found) <= 110
    assert not found.findings
    assert ("note", "Priya showed me the incident dashboard") in {(s.origin, s.span) for s in found.sources}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_nudge_is_short_and_asks_one_question(seed: str) -> None:
    found = letter(kind=FollowUpKind.NUDGE, seed=seed)
    assert _count(found) <= 45
    assert found.text.count("?") == 1
    assert "checking in" not in found.text.lower()
    assert not found.findings


def test_a_nudge_after_nothing_was_sent_says_thanks_too() -> None:
    assert "hank you" in letter(kind=FollowUpKind.NUDGE, thanked_before=False).text


@pytest.mark.parametrize("seed", SEEDS)
def test_day_words_stay_right_whenever_it_is_sent(seed: str) -> None:
    in_time, late = body(letter(seed=seed)), letter(late=True, seed=seed)
    assert not re.search(r"yesterday|today|tomorrow|last week", in_time)
    assert "17 November" in late.text
    assert "Tuesday" not in late.text + late.subject


@pytest.mark.parametrize("notes", ["", "We talked about hiring plans. Priya showed me the incident dashboard."])
def test_members_of_a_panel_do_not_get_a_form_letter(notes: str) -> None:
    written: list[str] = []
    for person in (PRIYA, TOM, LIN):
        kind = InterviewKind.PANEL
        written.append(letter(notes, to=(person,), interview_kind=kind, siblings=tuple(written), seed=person.name).text)
    for one, other in combinations(written, 2):
        assert overlap(one.removesuffix("Anna Keller\n"), other.removesuffix("Anna Keller\n")) < drafting.ALIKE


def test_thanks_are_passed_on_to_whom_no_address_is_known() -> None:
    found = letter(to=(RITA,), others=(PRIYA, TOM))
    assert "Priya Rao and Tom Baker" in found.text
    assert "pass" in found.text or "thank Priya" in found.text
    assert found.text.startswith("Hi Rita,")


@pytest.mark.parametrize(
    "private",
    [
        "Salary 90-100k.",
        "She seemed bored.",
        "I bombed the SQL question.",
        "They decide by Friday.",
        "Priya told me about her kids.",
        "I have another offer from Globex.",
        "Priya asked about my back, bit weird.",
        "Priya asked about my children.",
    ],
)
def test_private_remarks_stay_private(private: str) -> None:
    found = letter(private)
    assert body(found) == body(letter())


def test_the_same_brief_gives_the_same_letter() -> None:
    assert letter("We talked about payments.") == letter("We talked about payments.")


@pytest.mark.parametrize(
    ("subject", "answer"),
    [
        ("Interview", "Re: Interview"),
        ("Re: Interview", "Re: Interview"),
        ("AW: Re: AW: Gespräch", "AW: Gespräch"),
        ("Fwd: Interview", "Re: Interview"),
        ("RE: FW: Interview", "RE: Interview"),
        ("RV: Entrevista", "Re: Entrevista"),
        ("I: Colloquio", "Re: Colloquio"),
        ("R: I: Colloquio", "R: Colloquio"),
        ("SV: Intervju", "SV: Intervju"),
        ("回复：面试", "回复：面试"),
        ("Re[3]: Interview", "Re[3]: Interview"),
    ],
)
def test_the_subject_of_an_answer_has_one_prefix(subject: str, answer: str) -> None:
    assert letter(thread_subject=subject).subject == answer


def test_a_recruiter_is_not_thanked_for_a_technical_interview() -> None:
    for seed in SEEDS:
        found = letter(to=(RITA,), interview_kind=InterviewKind.TECHNICAL, seed=seed)
        assert "technical" not in found.text + found.subject


@pytest.mark.parametrize(
    ("role", "said"),
    [("CTO", "CTO"), ("Head of Data", "Head of Data"), ("Analyst", "an Analyst"), ("Nurse", "a Nurse")],
)
def test_a_post_of_which_there_is_one_has_no_article(role: str, said: str) -> None:
    assert templates().wordings["en"].role.indefinite(role) == said


@pytest.mark.parametrize(
    ("language", "company", "named"),
    [
        ("de", "Siemens", True),
        ("de", "Inselspital", False),
        ("de", "Schulverbund Harz", False),
        ("fr", "Hopital Saint-Roch", False),
        ("fr", "Refuge du Glacier", False),
        ("es", "Meyer Software", True),
    ],
)
def test_a_house_that_takes_an_article_is_not_put_behind_a_preposition(
    language: str, company: str, named: bool
) -> None:
    said = " ".join(body(letter(language=language, company=company, seed=seed)) for seed in "abcdefgh")
    assert (company in said) is named


@pytest.mark.parametrize(
    ("language", "company", "word", "firm"),
    [
        ("ja", "あおぞら病院", "貴院", "貴社"),
        ("ja", "株式会社ハレ", "貴社", "貴院"),
        ("zh", "晨光小学", "贵校", "贵公司"),
    ],
)
def test_a_house_is_called_by_what_it_is(language: str, company: str, word: str, firm: str) -> None:
    note = {"ja": "前職での金継ぎの話をした", "zh": "他们每周办读书会。我讲了我做的预约系统"}[language]
    said = " ".join(body(letter(note, language=language, company=company, seed=seed)) for seed in "abcdefgh")
    assert word in said
    assert firm not in said


@pytest.mark.parametrize(
    ("language", "text", "closing"),
    [
        ("en", "Trial day on Friday at 9", "I'm looking forward to Friday."),
        ("en", "second interview on Wednesday", ""),  # whoever reads it on Wednesday would be told of today
        ("en", "trial day next Friday", ""),  # this week's, or the one after it
        ("en", "she'll ring on Friday about the trial", ""),
        ("de", "Hospitation am Freitag", "Ich freue mich auf Freitag."),
        ("de", "zweites Gespräch Donnerstag oder Freitag", ""),
        ("nl", "gesprek met het team maandag 9 uur", "Ik kijk uit naar maandag."),
        ("sv", "Nytt möte på torsdag", "Jag ser fram emot att ses på torsdag."),
        ("fr", "Deuxième entretien vendredi avec la directrice", "Au plaisir de poursuivre nos échanges vendredi."),
        ("pl", "W czwartek o 10 spotkanie w magazynie", "Cieszę się na kolejne spotkanie w czwartek."),
        ("en", "I'll send her my eyesight certificate on Friday.", "I'll send you my eyesight certificate on Friday."),
        ("de", "schicke bis Freitag meine Zeugnisse", "Ich schicke Ihnen bis Freitag meine Zeugnisse."),
        ("nl", "stuur haar mijn diploma vrijdag", "Ik stuur u vrijdag mijn diploma."),
        ("sv", "ska skicka mina intyg på fredag", "Jag skickar mina intyg på fredag."),
        ("fr", "j'envoie mon attestation vendredi", "Je vous enverrai mon attestation vendredi."),
        ("pl", "mam wysłać kopię dyplomu do piątku", "Prześlę kopię dyplomu do piątku."),
    ],
)
def test_a_day_that_is_agreed_or_promised_closes_the_letter(language: str, text: str, closing: str) -> None:
    said = body(letter(text, language=language))
    days = templates().wordings[language].days
    ahead = [days.weekdays[day] for day in range(7) if day != TUESDAY.weekday()]
    assert closing in said
    assert closing or not any(day in said for day in ahead)
    assert closing not in body(letter(text, language=language, late=True)) or not closing


def test_no_source_is_named_twice() -> None:
    for seed in ("a", "b", "c", "d", "e", "f"):
        found = letter("Elle m'a montré le jardin.", language="fr", seed=seed)
        assert len(set(found.sources)) == len(found.sources)


GLAD = {
    "en": "enjoy|glad|grown|even more",
    "de": "gefreut|Freude|gewachsen|freundliche",
    "fr": "eu plaisir|encore plus|grandi|plu ",
    "es": "placer|alegró|aún más|crecido",
    "it": "piacere parl|è stato un piacere|ancora di più|cresciut",
    "pt": "Foi um prazer|ostei|ainda mais|cresceu",
    "nl": "plezier|prettig|Fijn|gegroeid",
    "sv": "roligt|trevligt|vuxit|ännu mer",
    "pl": "przyjemnoś|miło|jeszcze bardziej|wzrosło",
    "tr": "keyif|güzeldi|daha da",
    "ja": "うれしく|いっそう|さらに高",
    "zh": "很高兴|更感兴趣|更希望|更浓",
}


@pytest.mark.parametrize("language", sorted(GLAD))
@pytest.mark.parametrize("kind", [InterviewKind.INTERVIEW, InterviewKind.TECHNICAL, InterviewKind.PANEL])
def test_where_nothing_is_told_no_pleasure_and_no_grown_interest_is_claimed(language: str, kind: InterviewKind) -> None:
    said = [body(letter(language=language, interview_kind=kind, seed=seed)) for seed in SEEDS]
    assert not [text for text in said if re.search(GLAD[language], text)]


def test_nobody_of_an_agency_is_told_of_working_with_them() -> None:
    said = [
        "bei Ihnen arbeiten" in body(letter(language="de", role=None, company=None, seed=seed, agency=agency))
        for agency in (None, "Talent Partners")
        for seed in SEEDS
    ]
    assert any(said[: len(SEEDS)])
    assert not any(said[len(SEEDS) :])
