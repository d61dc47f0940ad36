"""`python -m tests.corpus.events.chooseroles` learns which stretch of an event names its position
(`followbot.domain.events.position`), and writes the rule file. With `--check` it only tells how often the choice is right in
events that it has not learned from, one author's at a time. Learn companies first (`choose`): their levels of words are used.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from followbot.domain.events.parties import Sides
from followbot.domain.events.positions import position_key, positions
from followbot.domain.events.scene import scene_of
from tests.corpus.events.choose import Sample, as_others_know, author_of, check, learn, table
from tests.corpus.events.learn import STRANGERS, lessons
from tests.corpus.events.loading import Case

FILE = Path(__file__).parents[3] / "followbot/domain/rules/detection/positions.toml"
_PARTLY = ("aa-", "c-", "d-", "e-", "f-", "g-", "h-")
"""How the ids of strangers' events begin whose labels may leave a position out although one is named."""
_WHOLE = (*(prefix for prefix in STRANGERS if prefix not in _PARTLY), "notes_")
"""How the ids of events begin whose labels leave a position out only where none is named."""
_HEAD = """\
# What speaks for a stretch of an event being the position that it is about. Written by
# `python -m tests.corpus.events.chooseroles` from the labelled events in tests/corpus/events: do not edit by hand, add a
# labelled event and learn again. Each line is something that can be seen of a stretch (see events/positions.py) with its
# weight, in hundredths.
"""


def samples(cases: Sequence[Case]) -> list[Sample]:
    """The interviews whose position is labelled, each seen as by somebody who knows the words of all other authors."""
    without = as_others_know(cases)
    found = []
    for case in cases:
        if case.expect == "interview" and (case.role is not None or case.id.startswith(_WHOLE)):
            scene = scene_of(case.event, case.profile, without(author_of(case.id)), case.addresses)
            offered = positions(scene, Sides(scene, case.settings), case.company)
            seen = {key: stretch.seen for key, stretch in offered.items()}
            found.append(Sample(case.id, seen, position_key(case.role or "")))
    return found


def main(arguments: Sequence[str]) -> None:
    some = samples(lessons())
    if "--check" in arguments:
        print("\n".join(check(some)))  # noqa: T201 - a report
        return
    weights = learn(some)
    FILE.write_text(f"{_HEAD}weights = '''\n{table(weights)['weights']}\n'''\n", "utf-8")
    print(f"{len(some)} events, {len(weights)} features: {FILE}")  # noqa: T201 - a report


if __name__ == "__main__":
    main(sys.argv[1:])
