"""The gallery: every situation in every language, as one HTML page and as text files.

`python -m tests.gallery [FOLDER]` writes it (default: build/gallery) and names every letter that fell back. Reading it as the
person who receives the letters would is the test that no program can do.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

from followbot.bootstrap import rule_files, template_files
from followbot.domain import drafting
from followbot.domain.model import Contact, ContactRole, FollowUpKind, InterviewKind, Note, Profile

HERE = Path(__file__).parent
TUESDAY = datetime(2026, 11, 17, 10, tzinfo=UTC)


@dataclass(frozen=True)
class World:
    """The people and notes of one language."""

    language: str
    raw: dict[str, Any]

    @property
    def people(self) -> tuple[Contact, ...]:
        roles = (ContactRole.HIRING_MANAGER, ContactRole.INTERVIEWER, ContactRole.INTERVIEWER)
        return tuple(
            Contact(f"person{n}@nordwind.example", name, role)
            for n, (name, role) in enumerate(zip(self.raw["people"], roles, strict=True))
        )

    @property
    def recruiter(self) -> Contact:
        return Contact("jobs@nordwind.example", self.raw["recruiter"], ContactRole.RECRUITER)

    def brief(self, seed: str, **changes: Any) -> drafting.Brief:
        base = drafting.Brief(
            kind=FollowUpKind.THANK_YOU,
            profile=Profile(self.raw["me"], "me@keller.example", language=self.language, timezone="Europe/Berlin"),
            to=self.people[:1],
            start=TUESDAY,
            zone="Europe/Berlin",
            company=self.raw["company"],
            role=self.raw["role"],
            language=self.language,
            seed=f"{self.language} {seed}",
        )
        notes = tuple(Note("n", TUESDAY, self.raw[name]) for name in changes.pop("noted", ()))
        return replace(base, notes=notes, **changes)


def situations(world: World) -> Iterable[tuple[str, dict[str, Any]]]:
    """What the gallery shows, in the order in which an application runs."""
    first, second, third = world.people
    recruiter, nudge = world.recruiter, FollowUpKind.NUDGE
    yield "phone screen", {"interview_kind": InterviewKind.PHONE_SCREEN}
    yield "recruiter call", {"interview_kind": InterviewKind.PHONE_SCREEN, "to": (recruiter,), "noted": ("topic",)}
    yield "technical, thin", {"interview_kind": InterviewKind.TECHNICAL}
    yield "technical, with notes", {"interview_kind": InterviewKind.TECHNICAL, "noted": ("topic", "likes")}
    yield (
        "technical, topic of the invitation",
        {
            "interview_kind": InterviewKind.TECHNICAL,
            "specifics": (world.raw["planned"],),
        },
    )
    yield "hiring manager, thin", {"interview_kind": InterviewKind.HIRING_MANAGER}
    yield "hiring manager, with notes", {"interview_kind": InterviewKind.HIRING_MANAGER, "noted": ("theirs",)}
    yield "what the user liked", {"noted": ("likes",)}
    yield "two things", {"noted": ("topic", "likes")}
    for person in (first, second, third):
        yield (
            f"panel, thin: {person.name}",
            {"interview_kind": InterviewKind.PANEL, "to": (person,), "siblings": "panel"},
        )
    for person in (first, second):
        yield (
            f"panel, with notes: {person.name}",
            {
                "interview_kind": InterviewKind.PANEL,
                "to": (person,),
                "present": world.people,
                "noted": ("theirs", "topic"),
                "siblings": "noted panel",
            },
        )
    yield "their own part", {"interview_kind": InterviewKind.PANEL, "to": (replace(third, covers="Kubernetes"),)}
    yield "together", {"to": (first, second), "noted": ("topic",)}
    yield "second round", {"second_round": True}
    yield "second round, with notes", {"second_round": True, "noted": ("theirs",)}
    yield "final round", {"interview_kind": InterviewKind.FINAL}
    yield "assessment", {"interview_kind": InterviewKind.ASSESSMENT}
    yield "trial day", {"interview_kind": InterviewKind.TRIAL}
    yield "offer call", {"interview_kind": InterviewKind.OFFER_CALL}
    yield "a strength of the profile", {"strengths": (world.raw["strength"],), "noted": ("topic",)}
    yield "a strength, no notes", {"strengths": (world.raw["strength"],)}
    yield "through the recruiter", {"to": (recruiter,), "others": (first, second)}
    yield "through the recruiter, with notes", {"to": (recruiter,), "others": (first,), "noted": ("topic",)}
    yield "late", {"late": True}
    yield "late, with notes", {"late": True, "noted": ("theirs",)}
    yield "nothing known", {"company": None, "role": None}
    yield "in the thread", {"thread_subject": world.raw["thread"]}
    yield "nudge in the thread", {"kind": nudge, "thread_subject": world.raw["thread"]}
    yield "nudge", {"kind": nudge, "seed_more": "b"}
    yield "nudge after a second round", {"kind": nudge, "second_round": True}
    yield "nudge without thanks before", {"kind": nudge, "thanked_before": False}
    yield "nudge to the recruiter", {"kind": nudge, "to": (recruiter,), "others": (first,), "thanked_before": False}


def letters(world: World, templates: drafting.Templates) -> Iterable[tuple[str, drafting.Letter]]:
    """Each situation with its letter; the letters of a panel know of each other."""
    written: dict[str, tuple[str, ...]] = {}
    for title, changes in situations(world):
        group = str(changes.pop("siblings", ""))
        seed = title + str(changes.pop("seed_more", ""))
        found = drafting.compose(world.brief(seed, siblings=written.get(group, ()), **changes), templates)
        if group:
            written[group] = (*written.get(group, ()), found.text)
        yield title, found


def main(folder: Path) -> int:
    templates = drafting.parse_templates(template_files(), rule_files())
    worlds = tomllib.loads((HERE / "worlds.toml").read_text("utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    page, fallbacks, count = [], [], 0
    for language, raw in worlds.items():
        page.append(f"<h1 id={language}>{language}</h1>")
        texts = []
        for title, found in letters(World(language, raw), templates):
            count += 1
            fallbacks += [f"{language}: {title}"] if found.fallback else []
            texts.append(f"=== {title}\n{found.subject}\n\n{found.text}")
            sources = "; ".join(f"{s.phrase} ({s.origin})" for s in found.sources)
            page.append(
                f"<section><h2>{escape(title)}</h2><b>{escape(found.subject)}</b>"
                f"<pre lang={language}>{escape(found.text)}</pre><small>{escape(sources)}</small></section>"
            )
        (folder / f"{language}.txt").write_text("\n".join(texts), "utf-8")
    style = "body{font:16px/1.5 sans-serif;max-width:50em;margin:2em auto}pre{white-space:pre-wrap;font:inherit}"
    html = f'<!DOCTYPE html><meta charset="utf-8"><title>Gallery</title><style>{style}</style>{"".join(page)}'
    (folder / "index.html").write_text(html, "utf-8")
    print(f"{count} letters in {folder}; fallbacks: {', '.join(fallbacks) or 'none'}")  # noqa: T201 - a report on stdout
    return 1 if fallbacks else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/gallery")))
