"""How a mail bears itself as a whole, beside its single signs."""

from __future__ import annotations

import pytest

from followbot.domain.answers.bearing import Bearings
from followbot.domain.model import MessageKind
from tests.domain.replies.mails import mail, read

TAUGHT = Bearings({"biases": [0, 0, 0, 0, 0], "weights": "signed\t900\t0\t0\t0\t0\nhoused\t0\t0\t500\t0\t0"})


@pytest.mark.parametrize(
    ("borne", "kind"),
    [
        ({"housed": 0.5}, MessageKind.HUMAN_REPLY),
        ({"housed": 2.0}, MessageKind.ATS_NOTIFICATION),
        ({"housed": 2.0, "signed": 1.0}, MessageKind.HUMAN_REPLY),
        ({"unheard of": 9.0}, MessageKind.HUMAN_REPLY),
    ],
)
def test_only_what_speaks_clearly_for_another_kind_changes_it(borne: dict[str, float], kind: MessageKind) -> None:
    assert TAUGHT.other_than(MessageKind.HUMAN_REPLY, borne) is kind


def test_only_what_somebody_wrote_is_compared() -> None:
    assert not TAUGHT.compare(MessageKind.BOUNCE)
    assert not Bearings().compare(MessageKind.HUMAN_REPLY)


def test_a_house_that_reminds_without_saying_that_it_is_a_machine_is_none_of_its_people() -> None:
    told = "Hello Alex,\n\nyou began an application for Cook (88121), but have not sent it. Missing: diploma.\n\nBrightwave"
    sender = "Brightwave Jobs <jobs@brightwave.example>"
    reading = read(mail(told, sender=sender, subject="Reminder: your application 88121 is incomplete"))
    assert (reading.kind, reading.stops) == (MessageKind.ATS_NOTIFICATION, False)
