"""`python -m tests.corpus.events.learn` learns what events lean to (`followbot.domain.events.leaning`), and writes
the rule file. With `--check PREFIX …` it only tells how events are judged whose ids begin so, each group held out. Learn
positions first (`chooseroles`): they tell what of a title is a trade.

It learns from what rules may be tuned on; what nobody has read is left to measure with. There are two questions and one label:
what is no interview teaches about the candidate where the rules by hand say that it is somebody else's, and about the rest
otherwise.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp, log, sqrt
from pathlib import Path

from followbot.domain.events.collect import collect
from followbot.domain.events.judging import seen_of
from followbot.domain.events.leaning import FEW, MARK, SCALE, EventLeanings, Seen, Wording, kinds
from followbot.domain.events.parties import Sides
from followbot.domain.events.scene import scene_of
from followbot.domain.phrases import tokens
from tests.corpus.events.loading import Case, load
from tests.corpus.events.measure import UNREAD, rules
from tests.corpus.separating import separate

FILE = Path(__file__).parents[3] / "followbot/domain/rules/detection/learned.toml"
STRANGERS = (
    "aa-",
    "ac-",
    "ad-",
    "ae-",
    "ak-",
    "al-",
    "an-",
    "ao-",
    "ap-",
    "aq-",
    "ar-",
    "as-",
    "at-",
    "au-",
    "av-",
    "aw-",
    "ax-",
    "ay-",
    "az-",
    "ba-",
    "bb-",
    "bd-",
    "c-",
    "d-",
    "e-",
    "f-",
    "g-",
    "h-",
    "j-",
    "k-",
    "l-",
    "m-",
    "n-",
    "o-",
    "p-",
    "q-",
    "r-",
    "w-",
    "x-",
    "y-",
)
"""How the ids of events by strangers to the rules begin: by these each set can be held out."""
_SEEN = 2
"""Events in which a feature must occur to count."""
_MARKS_SEEN = 8
"""Events in which a sign must be seen; of fewer, whoever wrote the rules knows more."""
_QUIET = 1
"""Weights, in hundredths, below which a feature is left out."""
_DAMPED = 4.0
_COST = 0.2
"""Found on sets held out: at 1 the log-loss of 1,899 events is a tenth greater."""
_A_NAME = "\N{CURRENCY SIGN}"
"""Instead of a name's word; no text that is read has it as a word."""
_MOSTLY = 0.6
"""Share of the interviews in which a word occurs from which on it is a name, if so often it is one of theirs."""
_STRANGERS_COUNT = 3.0
"""Rules by hand know all about what their own authors wrote; what strangers wrote shows more truly what marks are worth."""
_HEAD = """\
# What events lean to. Written by `python -m tests.corpus.events.learn` from the labelled events in tests/corpus/events/tune: do
# not edit by hand, add a labelled event and learn again. Each line is a feature with its weight, in hundredths: a word or pair
# of words ("T " before those of titles), a sign of signs.toml ("M "), or what is seen besides, alone or with another ("O "). In
# `weights` it is above zero for job interviews and below for all else; in `whose`, above zero where the user is the candidate.
# What is seen most often stands first, so that it lies together in memory.
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """One event as learning sees it."""

    name: str
    seen: Seen
    interview: bool
    mine: bool = True
    """Whether the rules by hand take the user for the candidate."""
    doubtful: bool = False
    """Whether it is labelled as truly in doubt."""

    @property
    def cost(self) -> float:
        return _STRANGERS_COUNT if self.name.startswith(STRANGERS) else 1.0


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature and the bias, in hundredths."""

    weights: dict[str, int]
    bias: int

    @property
    def lines(self) -> str:
        return "\n".join(f"{name}\t{weight}" for name, weight in self.weights.items())


@dataclass(frozen=True, slots=True)
class Models:
    """What is learned of both questions."""

    job: Model
    whose: Model

    def table(self) -> dict[str, object]:
        """The models as `EventLeanings` takes them."""
        return {
            "bias": self.job.bias,
            "whose_bias": self.whose.bias,
            "weights": self.job.lines,
            "whose": self.whose.lines,
        }


def lessons() -> list[Case]:
    """The half that rules are tuned on, and what was read of the other."""
    return [*load("tune"), *(case for case in load("hold") if not case.id.startswith(UNREAD))]


def samples(cases: Sequence[Case]) -> list[Sample]:
    """Events as what they are; what is truly in doubt is one thing and the other."""
    found = []
    for case in cases:
        scene = scene_of(case.event, case.profile, rules(), case.addresses)
        sides = Sides(scene, case.settings)
        marks = collect(scene, sides)
        seen = seen_of(scene, sides, marks)
        doubtful = case.expect == "unsure"
        labels = (True, False) if doubtful else (case.expect == "interview",)
        found += [Sample(case.id, seen, label, doubtful or marks.whose() >= 0, doubtful) for label in labels]
    return found


def taught() -> list[Sample]:
    """All that is learned from, without the names in it."""
    cases = lessons()
    return without(names_in(cases), samples(cases))


def names_in(cases: Sequence[Case]) -> frozenset[str]:
    """Words that are names of companies and people here, and would be learned as such: the next company has another."""
    known, all_words = Counter[str](), Counter[str]()
    for case in (c for c in cases if c.expect == "interview"):
        said = {*tokens(case.event.summary), *tokens(case.event.description)}
        labels = (case.company or "", *(contact.partition("@")[0] for contact in case.contacts or ()))
        all_words.update(said)
        known.update(said & {word for label in labels for word in tokens(label.replace(".", " "))})
    plain = rules()
    words = plain.role_words | plain.filler | plain.company_prefixes | plain.company_nouns | plain.company_words
    return frozenset(w for w in known if known[w] >= _MOSTLY * all_words[w] and len(w) > 1) - words


def without(names: frozenset[str], some: Sequence[Sample]) -> list[Sample]:
    """Samples of whose texts nothing is learned that has one of some names in it."""
    return [replace(s, seen=replace(s.seen, wording=_nameless(s.seen.wording, names))) for s in some]


def _nameless(text: Wording, names: frozenset[str]) -> Wording:
    title, body = (tuple(_A_NAME if w in names else w for w in part) for part in (text.title, text.body))
    return replace(text, title=title, body=body)


def learn(some: Sequence[Sample]) -> Models:
    """Both models. Words and pairs tell what an event is about, and hardly whose it is."""
    job = [s for s in some if s.interview or s.mine]
    whose = [s for s in some if s.interview or not s.mine]
    return Models(_model(job, [kinds(s.seen) for s in job]), _model(whose, [kinds(s.seen)[1:3] for s in whose]))


def _model(some: Sequence[Sample], texts: Sequence[Sequence[set[str]]]) -> Model:
    counts = Counter(name for text in texts for kind in text for name in kind)
    least = {True: _MARKS_SEEN, False: _SEEN}
    often = (name for name, count in counts.items() if count >= least[name.startswith(MARK)])
    names = sorted(name for name in often if _A_NAME not in name)
    number = {name: n for n, name in enumerate(names)}
    rarity = [(log((1 + len(some)) / (1 + counts[name])) + 1) / _DAMPED for name in names]
    rows = [[*_row(text, number, rarity)] for text in texts]
    found, bias = separate(rows, [s.interview for s in some], len(names), [s.cost for s in some], _COST)
    weights = {name: round(found[n] * rarity[n] * SCALE) for n, name in often_first(enumerate(names), counts)}
    kept = {n: weight for n, weight in weights.items() if abs(weight) >= _QUIET or n.startswith(MARK)}
    return Model(kept, round(bias * SCALE))


def often_first(numbered: Iterable[tuple[int, str]], counts: Counter[str]) -> list[tuple[int, str]]:
    """Features by how often they are seen, as files list them: what is asked for most then lies together in memory."""
    return sorted(numbered, key=lambda one: (-counts[one[1]], one[1]))


def _row(text: Sequence[set[str]], number: dict[str, int], rarity: Sequence[float]) -> Iterator[tuple[int, float]]:
    for kind in text:
        known = sorted(number[name] for name in kind if name in number)
        yield from ((n, rarity[n] / sqrt(max(len(known), FEW))) for n in known)


def written(models: Models) -> str:
    """The rule file of what was learned."""
    job, whose = models.job, models.whose
    head = f"{_HEAD}bias = {job.bias}\nwhose_bias = {whose.bias}\n"
    return f"{head}weights = '''\n{job.lines}\n'''\nwhose = '''\n{whose.lines}\n'''\n"


def score(leanings: EventLeanings, seen: Seen) -> float:
    """The probability by what was learned alone."""
    lean = leanings.of(seen)
    shares = (*lean.wording, *lean.outline)
    job = lean.job + sum(s.job for s in shares) + sum(j for j, _ in lean.marks.values()) + sum(lean.company.values())
    whose = lean.whose + sum(s.whose for s in shares) + sum(w for _, w in lean.marks.values())
    return 1 / (1 + exp(-job)) / (1 + exp(-whose))


def check(some: Sequence[Sample], prefix: str) -> str:
    """How a group is judged that was held out from learning."""
    leanings = EventLeanings(learn([s for s in some if not s.name.startswith(prefix)]).table())
    least = rules().thresholds.interview
    told = [
        (score(leanings, s.seen) >= least, s.interview) for s in some if s.name.startswith(prefix) and not s.doubtful
    ]
    hits = told.count((True, True))
    alarms, missed = told.count((True, False)), told.count((False, True))
    precision, recall = hits / max(1, hits + alarms), hits / max(1, hits + missed)
    return f"{prefix:8}{len(told):5} precision {precision:.3f} recall {recall:.3f} ({alarms} false alarms, {missed} missed)"


def main(arguments: Sequence[str]) -> None:
    some = taught()
    if "--check" in arguments:
        for prefix in arguments[arguments.index("--check") + 1 :] or STRANGERS:
            print(check(some, prefix), flush=True)  # noqa: T201 - a report
        return
    models = learn(some)
    FILE.write_text(written(models), "utf-8")
    features = len(models.job.weights) + len(models.whose.weights)
    print(f"{len(some)} events, {features} features: {FILE}")  # noqa: T201 - a report


if __name__ == "__main__":
    main(sys.argv[1:])
