"""What happens in the demo's three weeks. Each beat is something that people do; what followbot does is up to followbot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from followbot.cli.demo.stage import ZONE, Invitation, Stage


@dataclass(frozen=True, slots=True)
class Beat:
    """At this moment somebody does something, in a few words."""

    at: datetime
    told: str
    act: Callable[[Stage], None]


def _at(day: int, clock: str) -> datetime:
    hours, minutes = clock.split(":")
    return datetime(2026, 3, day, int(hours), int(minutes), tzinfo=ZONE)


BEGIN = _at(2, "08:00")
END = _at(24, "18:00")

NOOR = "Noor Haddad <noor.haddad@larkspur.example>"
PRIYA = "Priya Raman <priya.raman@northwind-robotics.example>"
TOMAS = "Tomás Ferreira <tomas.ferreira@northwind-robotics.example>"
ELLEN = "Ellen Brandt <ellen.brandt@northwind-robotics.example>"
JONAS = "Jonas Keller <jonas.keller@halden-energy.example>"
GRACE = "Grace Lindqvist <grace.lindqvist@marlow-press.example>"
DAVID = "David Okafor <david.okafor@quince-health.example>"
MIRA = "Mira Voss <mira.voss@delft-optics.example>"

PHONE_SCREEN = Invitation(
    "larkspur-screen",
    _at(3, "14:30"),
    30,
    "Phone screen: Backend Engineer at Larkspur",
    "Hi Sam,\n\nlooking forward to our first call about the Backend Engineer role at Larkspur. We will talk about the payments"
    " team, your background and next steps.\n\nNoor Haddad\nTalent Partner, Larkspur",
    NOOR,
)
PANEL = Invitation(
    "northwind-panel",
    _at(5, "10:00"),
    150,
    "Onsite interview – Sam Taylor / Northwind Robotics (Senior Platform Engineer)",
    "Hello Sam,\n\nhere is the schedule of your onsite interview for Senior Platform Engineer at Northwind Robotics:\n\n"
    "10:00 - 10:45 Priya Raman, Engineering Manager: team and way of working\n"
    "10:45 - 11:45 Tomás Ferreira, Staff Engineer: system design\n"
    "11:45 - 12:30 Ellen Brandt, Product Lead: fleet telemetry roadmap\n\nSee you soon!",
    PRIYA,
    (PRIYA, TOMAS, ELLEN),
)
ANSWERED = Invitation(
    "halden-interview",
    _at(6, "15:00"),
    60,
    "Interview: Data Engineer, Halden Energy",
    "Technical interview with Jonas Keller (Head of Data) about the grid forecasting pipeline.",
    JONAS,
)
AWAY = Invitation(
    "marlow-manager",
    _at(9, "11:00"),
    45,
    "Hiring manager interview with Grace Lindqvist (Marlow Press)",
    "Sam, I would like to hear how you would approach our move from nightly batches to events. Role: Senior Backend Engineer."
    "\n\nGrace Lindqvist\nHead of Engineering, Marlow Press",
    GRACE,
)
BY_HAND = Invitation(
    "quince-final",
    _at(10, "16:00"),
    60,
    "Final interview | Site Reliability Engineer | Quince Health",
    "Final conversation with David Okafor, VP Engineering.",
    DAVID,
)
CANCELLED = Invitation(
    "delft-interview",
    _at(12, "13:00"),
    60,
    "Interview with Delft Optics - Software Engineer",
    "First interview for the role of Software Engineer at Delft Optics with Mira Voss.",
    MIRA,
)
AS_INTERVIEWER = Invitation(
    "own-candidate",
    _at(11, "10:00"),
    60,
    "Interview: Alex Moreno (candidate, Junior Developer)",
    "You are interviewing Alex Moreno. Please fill in the scorecard within 24 hours. Interview kit and résumé are attached.",
    "People Team <people@example.org>",
    ("Alex Moreno <alex.moreno@freemail.example>",),
)
DENTIST = Invitation(
    "dentist", _at(4, "09:00"), 30, "Dentist", "Check-up, Dr. Weiss", "Sam Taylor <sam.taylor@example.org>"
)

_OUT_OF_OFFICE = (
    "Thank you for your message. I am out of the office until 18 March and will be back on Thursday, 19 March."
    " Your mail is not forwarded.\n\nGrace Lindqvist\n"
)

BEATS = (
    Beat(BEGIN, "Invitations lie on the calendar; one of them is to the dentist.", lambda s: _invite_all(s)),
    Beat(_at(4, "17:10"), "Sam sends the thank-you to Noor.", lambda s: s.send_draft("noor.haddad@")),
    Beat(
        _at(5, "13:30"),
        "On the way home Sam fills in the debrief card about Northwind Robotics.",
        lambda s: s.fill_in_card(
            "Northwind",
            (
                "Tomás and I designed the update rollout for 4,000 robots; canary groups were the interesting part",
                "Ellen's plan to open the telemetry to customers",
                "great",
                "",
            ),
        ),
    ),
    Beat(_at(6, "13:00"), "Sam sends Priya's and Tomás's drafts; Ellen's stays.", lambda s: _send_two(s)),
    Beat(
        _at(7, "09:20"),
        "Jonas writes before the thank-you is due.",
        lambda s: s.receive(
            JONAS,
            "Our conversation yesterday",
            "Hi Sam,\n\nthank you for your time yesterday, I enjoyed it. We will come back to you soon.\n\nBest,\nJonas\n",
        ),
    ),
    Beat(_at(10, "12:15"), "Sam sends the thank-you to Grace ...", lambda s: s.send_draft("grace.lindqvist@")),
    Beat(
        _at(10, "12:16"),
        "... and her out-of-office answers.",
        lambda s: s.receive(
            GRACE,
            "Automatic reply: Thank you",
            _OUT_OF_OFFICE,
            headers=(("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")),
        ),
    ),
    Beat(
        _at(10, "19:40"),
        "Sam thanks David by hand, the same evening.",
        lambda s: s.write_by_hand(
            DAVID, "Thank you for today", "Hi David,\n\nthank you for the good conversation today.\n\nSam\n"
        ),
    ),
    Beat(
        _at(11, "12:00"),
        "Delft Optics cancels.",
        lambda s: s.invite(replace(CANCELLED, cancelled=True)),
    ),
    Beat(_at(12, "09:30"), "Sam sends the nudge to Noor.", lambda s: s.send_draft("noor.haddad@")),
    Beat(
        _at(16, "10:05"),
        "Priya answers.",
        lambda s: s.receive(
            PRIYA,
            "Re: your onsite interview",
            "Dear Sam,\n\nthank you for your note. The team is still talking, I will write as soon as I can.\n\nPriya\n",
        ),
    ),
    Beat(
        _at(16, "16:30"),
        "Quince Health makes an offer.",
        lambda s: s.receive(
            DAVID,
            "Your offer",
            "Hi Sam,\n\nwe are delighted to offer you the position of Site Reliability Engineer. The offer letter is attached."
            "\n\nDavid\n",
        ),
    ),
)


def _invite_all(stage: Stage) -> None:
    for invitation in (PHONE_SCREEN, PANEL, ANSWERED, AWAY, BY_HAND, CANCELLED, AS_INTERVIEWER, DENTIST):
        stage.invite(invitation)


def _send_two(stage: Stage) -> None:
    stage.send_draft("priya.raman@")
    stage.send_draft("tomas.ferreira@")
