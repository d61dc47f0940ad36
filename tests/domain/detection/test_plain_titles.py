"""The titles that people write most: they are judged right by themselves, and in an invitation without a text.

The corpus has titles of these shapes, so that this measures nothing: it holds that they stay known. None of the names is in the
corpus, so that no name can have been learned.
"""

from __future__ import annotations

from collections.abc import Iterator

from followbot.domain.model import Event, Verdict
from tests.domain.detection.samples import event, judge

INTERVIEWS = """
Interview: Backend Engineer at Orbelin
Interview with Orbelin
Orbelin interview
Phone screen - Orbelin
Technical interview
Onsite interview @ Tavaro
Interview - Product Manager - Quentis
Final round: Jane Doe
Hiring manager chat
Recruiter call (Orbelin)
Jane Doe <> Orbelin
Intro call: Data Analyst
Interview Jane Doe
Job interview
Screening call with Orbelin Corp
Panel interview
Interview for Software Engineer role
Virtual interview with Orbelin - Round 2
Zoom interview with HR
Interview @ Tavaro
Interview for nurse position
Interview with hiring manager at Tavaro
Tavaro - final round
Round 2: Tavaro
Interview: Senior Designer
Case interview
Coding interview Tavaro
Values interview
Culture fit interview
Meet the team - Tavaro interview
Take-home review with Tavaro
Offer call Tavaro
Trial shift at Blue Cafe
Interview physiotherapist
Interview: Nail Technician
Vorstellungsgespräch Zahnarztpraxis Dr. Kern
Vorstellungsgespräch Rentenversicherung, Zimmer 204
Entrevista clínica dentária Sorriso (assistente)
Vorstellungsgespräch bei Orbelin GmbH
Bewerbungsgespräch
Vorstellungstermin Tavaro
Bewerbungsgespräch Kita Sonnenschein
Interview bei Tavaro
Entretien d'embauche - Orbelin
Entretien avec Tavaro
Entretien poste infirmière
Entrevista de trabajo Orbelin
Entrevista con Tavaro
Entrevista Tavaro puesto camarero
Entrevista de emprego
Entrevista na Tavaro
Colloquio di lavoro Orbelin
Colloquio presso Tavaro
Colloquio Tavaro cameriera
Sollicitatiegesprek Orbelin
Interview bij Tavaro
Gesprek Tavaro sollicitatie
Rozmowa kwalifikacyjna Orbelin
Rozmowa w Tavaro praca
Anställningsintervju Orbelin
Intervju på Tavaro
İş görüşmesi Orbelin
Tavaro iş görüşmesi
一次面接 株式会社オルベリン
株式会社タヴァロ 面接
面试 奥贝林科技
塔瓦罗公司 面试
"""
OTHERS = """
Dentist
Team standup
Lunch with Sarah
1:1 Sarah
Parent-teacher conference
Interview candidate: Michael Grant
Interview Michael Grant (candidate)
Interviewing Michael Grant
Project kickoff Orbelin
Sales call Orbelin
Yoga
Flight to Berlin
Zahnarzt
Elternabend
Sprint planning
Doctor appointment
Car service
Mom's birthday
Coffee with Tom
Mortgage advisor call
Gym
Quarterly review
Bank appointment
Haircut
Demo with Tavaro
Client meeting: Tavaro
Book club
Interview prep
Debrief: Michael Grant
User interview: checkout flow
Podcast interview
Exit interview
Mock interview
Interview prep Tavaro
Visa interview
Call mum
Plumber
Standup
Tavaro renewal
Lesson
Swimming
Arzt
Kita Elternabend
Réunion parents
Visita médica
Reunião
Kapper
Fryzjer
Tandvård
Kuaför
美容院
理发
"""


OF_THE_FAMILY = """
Job interview of my daughter
Job interview Tom (husband)
Mia's job interview (drive her)
"""


def told(titles: str) -> Iterator[Event]:
    for title in titles.strip().splitlines():
        yield event(title)
        yield event(title, organizer="Mia Wolf <m.wolf@tavaro.example>", guests=("Jane Doe <jane.doe@gmail.com>",))


def test_plain_interviews_are_known() -> None:
    assert [e.summary for e in told(INTERVIEWS) if judge(e).verdict is not Verdict.INTERVIEW] == []


def test_plain_titles_of_other_things_are_none() -> None:
    assert [e.summary for e in told(OTHERS) if judge(e).verdict is not Verdict.NOT_INTERVIEW] == []


def test_whose_interview_a_note_of_ones_own_tells() -> None:
    notes = (event(title) for title in OF_THE_FAMILY.strip().splitlines())
    assert [e.summary for e in notes if judge(e).verdict is not Verdict.NOT_INTERVIEW] == []
