"""Holding detection against the corpus: precision, recall, contacts, company, per language and per trap."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from followbot.domain import model, names
from followbot.domain.detection import DetectionRules, detect, parse_rules
from followbot.domain.grouping import company_key
from followbot.domain.model import ContactRole, Detection
from tests.corpus.events.loading import Case

RULES = Path(model.__file__).parent / "rules"
FAMILIES = ("detection", "systems", "mail")
UNREAD = "fourth-"
"""How the ids of those events of `hold` begin that nobody has read."""


@cache
def rules() -> DetectionRules:
    return parse_rules(
        {
            f"{p.parent.name}/{p.stem}": tomllib.loads(p.read_text("utf-8"))
            for f in FAMILIES
            for p in (RULES / f).glob("*.toml")
        }
    )


@dataclass
class Tally:
    """Counts of one group of cases. An unsure verdict counts against precision and recall unless the case is ambiguous."""

    cases: int = 0
    right: int = 0
    hits: int = 0
    false_alarms: int = 0
    missed: int = 0
    contacts: list[bool] = field(default_factory=list)
    companies: list[bool] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return _share(self.hits, self.hits + self.false_alarms)

    @property
    def recall(self) -> float:
        return _share(self.hits, self.hits + self.missed)

    @property
    def contacts_right(self) -> float:
        return _share(sum(self.contacts), len(self.contacts))

    @property
    def companies_right(self) -> float:
        return _share(sum(self.companies), len(self.companies))

    def take(self, outcome: Outcome) -> None:
        case, said = outcome.case, outcome.detection.verdict.value
        self.cases += 1
        self.right += said == case.expect
        self.hits += said == case.expect == "interview"
        self.false_alarms += case.expect == "not_interview" and said != "not_interview"
        self.missed += case.expect == "interview" and said != "interview"
        if case.expect == "interview":
            if case.contacts is not None:
                self.contacts.append(outcome.contacts_right)
            if case.company is not None:
                self.companies.append(outcome.company_right)


@dataclass(frozen=True)
class Outcome:
    """What detection said of a case."""

    case: Case
    detection: Detection

    @property
    def contacts(self) -> frozenset[str]:
        people = self.detection.findings.contacts
        return frozenset(key(c.email or c.name) for c in people if c.role is not ContactRole.COORDINATOR)

    @property
    def contacts_right(self) -> bool:
        return self.case.contacts is None or self.contacts == frozenset(map(key, self.case.contacts))

    @property
    def company_right(self) -> bool:
        return company_key(self.detection.findings.company or "") == company_key(self.case.company or "")

    @property
    def wrong(self) -> list[str]:
        """What differs from the labels, in words."""
        if self.detection.verdict.value != self.case.expect:
            return [f"{self.detection.verdict.value} {self.detection.score:.2f}, is {self.case.expect}"]
        found = []
        if self.case.expect == "interview" and not self.contacts_right:
            found.append(f"contacts {sorted(self.contacts)}, are {sorted(self.case.contacts or ())}")
        if self.case.expect == "interview" and self.case.company is not None and not self.company_right:
            found.append(f"company {self.detection.findings.company!r}, is {self.case.company!r}")
        return found


def key(contact: str) -> str:
    """An address, or a name without "Dr", "Frau", "様": who it is, however it is addressed."""
    if "@" in contact:
        return contact.casefold()
    bare = re.sub(r"(?:様|さん|氏|先生|女士|经理|总监|老师|总)$", "", _without_rank(contact.strip()))
    return " ".join(sorted(names.name_words(bare))).replace(" ", "") or contact.casefold()


def _without_rank(name: str) -> str:
    """A Chinese family name without the rank by which its bearer is addressed: 贺 of 贺师傅."""
    naming = rules().naming
    ranks = (rank for rank in naming.ranks if name.endswith(rank))
    return next((name[: -len(r)] for r in ranks if name[: -len(r)] in naming.chinese), name)


def judge(cases: Iterable[Case]) -> list[Outcome]:
    return [Outcome(c, detect(c.event, c.profile, rules(), c.settings, c.addresses)) for c in cases]


def tally(outcomes: Iterable[Outcome]) -> Tally:
    total = Tally()
    for outcome in outcomes:
        total.take(outcome)
    return total


def grouped(outcomes: Iterable[Outcome], key: str) -> dict[str, Tally]:
    """Tallies by an attribute of the cases."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[str(getattr(outcome.case, key))].append(outcome)
    return {name: tally(members) for name, members in sorted(groups.items())}


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
