"""What kinds of mails bear themselves like (`followbot.domain.answers.bearing`), learned from the labelled mails. Called by
`python -m tests.corpus.messages.learn`, after the wording has been learned, for its voice is one of the traits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from followbot.domain import replies
from followbot.domain.answers import bearing
from followbot.domain.answers.gathering import gather
from followbot.domain.answers.traits import traits
from tests.corpus.messages.loading import Case
from tests.corpus.separating import separate

FILE = Path(__file__).parents[3] / "followbot/domain/rules/replies/bearing.toml"
_SEEN = 4
"""Mails in which a trait must occur to count."""
_QUIET = 5
"""Weights, in thousandths, below which a trait is left out."""
_DAMPED = 0.32
"""Traits so small cost as much as a tenth of the penalty for mistakes would: they are few, and each is to weigh little."""
_HEAD = """\
# Of which kind of mail each trait speaks. Written by `python -m tests.corpus.messages.learn` from the labelled mails in
# tests/corpus/messages: do not edit by hand, add a labelled mail and learn again. Each line is a trait with its weights, in
# thousandths, for: a person's reply, an automatic answer, a recruiting system's notice, bulk, anything else. See
# followbot/domain/answers/bearing.py.
"""


@dataclass(frozen=True, slots=True)
class Bearing:
    """The traits of one mail, and what it is."""

    name: str
    kind: str
    borne: Mapping[str, float]


def bearings(cases: Sequence[Case], rules: replies.ReplyRules) -> list[Bearing]:
    """Mails that no judge of certain signs recognises."""
    found = []
    for case in cases:
        facts = gather(case.message, case.context, rules)
        if not replies.certain(facts):
            found.append(Bearing(case.name, case.expected.kind, traits(facts)))
    return found


def learn(some: Sequence[Bearing]) -> dict[str, Any]:
    """The table of the rule file."""
    counts = Counter(name for one in some for name in one.borne)
    names = sorted(name for name, count in counts.items() if count >= _SEEN)
    number = {name: n for n, name in enumerate(names)}
    rows = [[(number[n], v * _DAMPED) for n, v in sorted(one.borne.items()) if n in number] for one in some]
    found = [separate(rows, [one.kind == kind for one in some], len(names)) for kind in bearing.KINDS]
    lines = []
    for n, name in enumerate(names):
        weights = [round(weights[n] * _DAMPED * bearing.SCALE) for weights, _ in found]
        if max(map(abs, weights)) >= _QUIET:
            lines.append("\t".join((name, *map(str, weights))))
    return {"biases": [round(bias * bearing.SCALE) for _, bias in found], "weights": "\n".join(lines)}


def written(table: Mapping[str, Any]) -> str:
    """The rule file of a table."""
    return "\n".join([f"{_HEAD}biases = {table['biases']}", "weights = '''", table["weights"], "'''", ""])
