"""Sentences of letters as data: which of a slot's phrasings can be said, and how alike two letters read.

A phrasing is a small Jinja template. It can be said only if every value that it names is known, so that nothing is ever
written without a source. Texts of invitations and notes are values of templates, never templates.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from followbot.domain.letters.scripts import Script, parse_scripts
from followbot.domain.letters.tidying import ideographic
from followbot.domain.letters.wording import Wording, parse_wordings

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

_NAMED = re.compile(r"\{\{-?\s*([a-z_]\w*)")
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n+")
_LONG_WORD = 4
"""Letters from which on a reader notices that a word comes back."""
_STEM = 0.55
"""The share of the longer of two words that they begin with alike, from which on they are forms of one: "talk", "talking"."""
_HAN_PAIR = re.compile(r"(?=([\u4e00-\u9fff]{2}))")

_SAMPLE: Mapping[str, object] = {
    **dict.fromkeys(
        (
            "greeting",
            "closing",
            "signature",
            "thanks",
            "pass_on",
            "specific",
            "answer",
            "fit",
            "forward",
            "prompt",
            "joined",
        ),
        "x",
    ),
    **dict.fromkeys(("ask", "end", "body", "subject", "language", "joiner", "names", "the_role", "me", "date"), "x"),
    **dict.fromkeys(("group", "formal", "relay"), False),
    "paragraphs": [["x"]],
}
"""What every whole template may name."""

PHRASES = "phrases.toml"
SHARED = "any"
"""The folder of templates that serve every language."""


class TemplateProblem(ValueError):
    """A template cannot be used; the text names the file and the reason."""


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One way to say something, and the values that it needs."""

    text: str
    needs: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Phrasing:
        return cls(text, frozenset(_NAMED.findall(text)))


Phrasebook = Mapping[str, Mapping[str, tuple[Phrasing, ...]]]
"""Slot to situation to phrasings; the situation "any" fits always."""


@dataclass(frozen=True, slots=True)
class Pack:
    """All that letters in one language are made of."""

    wording: Wording
    phrases: Phrasebook
    templates: Templates

    def render(self, name: str, values: Mapping[str, object]) -> str:
        """A whole template of this language, else the shared one; raises `TemplateProblem`."""
        own = f"{self.wording.language}/{name}"
        return self.templates.render_file(own if own in self.templates.files else f"{SHARED}/{name}", values)

    def say(self, phrasing: Phrasing, values: Mapping[str, object]) -> str:
        """One phrasing as text; raises `TemplateProblem`."""
        return self.templates.render_text(phrasing.text, values)

    def choices(
        self,
        slot: str,
        situations: Iterable[str],
        known: Iterable[str],
        *,
        broad: bool = False,
        without: re.Pattern[str] | None = None,
    ) -> tuple[Phrasing, ...]:
        """What can be said in a slot: by the first of the situations that has anything to say, or (`broad`) by all of them.

        `without`: what holds it is said only where the slot has nothing else.
        """
        if without is not None:
            return self._plain(slot, situations, known, without) or self.choices(slot, situations, known, broad=broad)
        by_situation, available = self.phrases.get(slot, {}), frozenset(known)
        found: tuple[Phrasing, ...] = ()
        for situation in situations:
            found += tuple(p for p in by_situation.get(situation, ()) if p.needs <= available)
            if found and not broad:
                break
        return found

    def _plain(
        self, slot: str, situations: Iterable[str], known: Iterable[str], without: re.Pattern[str]
    ) -> tuple[Phrasing, ...]:
        found = (self.choices(slot, (situation,), known) for situation in situations)
        plain = (tuple(p for p in phrasings if not without.search(p.text)) for phrasings in found)
        return next((phrasings for phrasings in plain if phrasings), ())


@dataclass
class Templates:
    """Template files and rules of every language; a language is prepared when it is first used."""

    files: Mapping[str, str]
    wordings: Mapping[str, Wording]
    own: Mapping[str, str] = field(default_factory=dict)
    """The user's phrases, by the file whose slots they replace."""
    scripts: Mapping[str, Script] = field(default_factory=dict)
    """Languages that have a second script or variety."""
    variety: Mapping[str, str] = field(default_factory=dict)
    """What a variety says otherwise, by the file whose slots it replaces."""
    _packs: dict[str, Pack] = field(default_factory=dict, repr=False)
    _rewritten: dict[str, Templates] = field(default_factory=dict, repr=False)
    _texts: dict[str, Any] = field(default_factory=dict, repr=False)
    _environments: dict[bool, SandboxedEnvironment] = field(default_factory=dict, repr=False)

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages that letters can be written in."""
        return tuple(sorted(lang for lang in self.wordings if f"{lang}/{PHRASES}" in self.files))

    def choose_language(self, *wishes: str) -> str:
        """The first wish ("de", "de-CH", "zh_TW") that letters can be written in, else English."""
        for wish in wishes:
            base = re.split("[-_]", wish.strip().lower(), maxsplit=1)[0]
            if base in self.languages:
                return base
        return "en"

    def written_as(self, language: str, texts: Iterable[str], zone: str, wish: str = "") -> Templates:
        """The templates in the script that is wished for, else that texts are in, else that is usual in a zone."""
        script = self.scripts.get(language)
        if script is None or not (wish == script.folder or script.is_written(texts, zone)):
            return self
        if language not in self._rewritten:
            theirs, ours = f"{script.folder}/{PHRASES}", f"{language}/{PHRASES}"
            self._rewritten[language] = Templates(
                self.files,
                {**self.wordings, language: script.wording},
                {ours: self.own.get(theirs) or self.own.get(ours, "")},
                variety={ours: self.files[theirs]},
            )
        return self._rewritten[language]

    def pack(self, language: str) -> Pack:
        """Everything about one of `languages`; raises `TemplateProblem` where a file of it is broken."""
        if language not in self._packs:
            name = f"{language}/{PHRASES}"
            book = dict(self._phrases(name, self.files[name]))
            for texts in (self.variety, self.own):
                for slot, situations in self._phrases(name, texts.get(name, "")).items():
                    book[slot] = {**book.get(slot, {}), **situations}
            self._packs[language] = Pack(self.wordings[language], book, self)
        return self._packs[language]

    def _phrases(self, name: str, text: str) -> Phrasebook:
        try:
            raw = tomllib.loads(text)
            return {
                slot: {situation: tuple(Phrasing.of(text) for text in texts) for situation, texts in table.items()}
                for slot, table in raw.items()
            }
        except (tomllib.TOMLDecodeError, AttributeError, TypeError) as error:
            raise TemplateProblem(f"{name}: {error}") from error

    def render_file(self, name: str, values: Mapping[str, object]) -> str:
        """Render a template file. HTML files escape every value."""
        from jinja2 import TemplateError  # imported late: Jinja2 costs a tenth of a second

        try:
            return self._environment(html=name.endswith(".html.j2")).get_template(name).render(values)
        except TemplateError as error:
            raise TemplateProblem(f"{name}: {error}") from error

    def render_text(self, text: str, values: Mapping[str, object]) -> str:
        """Render a phrasing; compiled once."""
        from jinja2 import TemplateError  # imported late: Jinja2 costs a tenth of a second

        try:
            if text not in self._texts:
                self._texts[text] = self._environment(html=False).from_string(text)
            return str(self._texts[text].render(values))
        except TemplateError as error:
            raise TemplateProblem(f"{text!r}: {error}") from error

    def _environment(self, *, html: bool) -> SandboxedEnvironment:
        from jinja2 import DictLoader, StrictUndefined  # imported late, see above
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        if html not in self._environments:
            self._environments[html] = ImmutableSandboxedEnvironment(
                loader=DictLoader(dict(self.files)),
                undefined=StrictUndefined,
                autoescape=html,
                keep_trailing_newline=False,
            )
        return self._environments[html]

    def problems(self) -> tuple[str, ...]:
        """What is wrong with the files, for `config check`: every template is compiled, nothing is rendered."""
        found = []
        for name, source in (*sorted(self.files.items()), *sorted(self.own.items())):
            try:
                self._compile(name, source)
            except TemplateProblem as problem:
                found.append(str(problem))
        return (*found, *(p for name, text in sorted(self.own.items()) for p in self._strangers(name, text)))

    def _strangers(self, name: str, text: str) -> Iterable[str]:
        """Slots and values of the user's phrases that no letter knows: they would silently never be used."""
        try:
            own, ours = self._phrases(name, text), self._all_phrases(name)
        except TemplateProblem:
            return
        values = {
            v for situations in ours.values() for phrasings in situations.values() for p in phrasings for v in p.needs
        }
        for slot, situations in own.items():
            if slot not in ours:
                yield f"{name}: there is no slot [{slot}]."
            named = {v for phrasings in situations.values() for p in phrasings for v in p.needs}
            yield from (f"{name}, [{slot}]: no letter knows a value “{value}”." for value in sorted(named - values))

    def _all_phrases(self, name: str) -> Phrasebook:
        """What followbot itself says in a language or one of its varieties, of which a file tells only the differences."""
        usual = (f"{s.language}/{PHRASES}" for s in self.scripts.values() if name == f"{s.folder}/{PHRASES}")
        return {
            **{k: v for n in usual for k, v in self._phrases(n, self.files[n]).items()},
            **self._phrases(name, self.files[name]),
        }

    def trial(self, names: Iterable[str]) -> tuple[str, ...]:
        """What happens when whole templates are filled with sample values: a wrong name shows only then."""
        found = []
        for name in sorted(names):
            try:
                self.render_file(name, _SAMPLE)
            except TemplateProblem as problem:
                found.append(str(problem))
        return tuple(found)

    def _compile(self, name: str, source: str) -> None:
        from jinja2 import TemplateSyntaxError  # imported late, see above

        texts = [source]
        if name.endswith(f"/{PHRASES}"):
            book = self._phrases(name, source)
            texts = [p.text for situations in book.values() for phrasings in situations.values() for p in phrasings]
        for text in texts:
            try:
                self._environment(html=False).parse(text)
            except TemplateSyntaxError as error:
                raise TemplateProblem(f"{name}: {error}") from error


def parse_templates(
    files: Mapping[str, str], raw_rules: Mapping[str, Mapping[str, Any]], own: Mapping[str, str] | None = None
) -> Templates:
    """`files` maps "language/name" to text, `raw_rules` a rule file's path to its content ("drafting/en").

    `own` are files of the user: phrases replace ours slot by slot, any other file as a whole. Raises `TemplateProblem` for a
    file that has no place, or that cannot be used, with all that is wrong.
    """
    own = own or {}
    phrases = {name: text for name, text in own.items() if name.endswith(f"/{PHRASES}")}
    whole = {name: text for name, text in own.items() if name not in phrases}
    wordings = parse_wordings(raw_rules)
    scripts = parse_scripts(raw_rules, {language: wording.terms for language, wording in wordings.items()})
    templates = Templates({**files, **whole}, wordings, phrases, scripts)
    astray = [name for name in own if not _has_place(name, files)]
    if astray:
        raise TemplateProblem(
            f"{astray[0]}: no template has this place; see the folders and files that there are: {_places(files)}."
        )
    problems = (*templates.problems(), *templates.trial(whole)) if own else ()
    if problems:
        raise TemplateProblem(" ".join(problems))
    return templates


def _has_place(name: str, files: Mapping[str, str]) -> bool:
    language, _, file = name.partition("/")
    known_file = file == PHRASES or f"{SHARED}/{file}" in files
    return name in files or (known_file and f"{language}/{PHRASES}" in files)


def _places(files: Mapping[str, str]) -> str:
    """Every file that a user may replace."""
    shared = sorted(name.partition("/")[2] for name in files if name.startswith(f"{SHARED}/"))
    return f"LANGUAGE/{PHRASES}, {', '.join(f'LANGUAGE/{name}' for name in shared)}"


# --- choosing -------------------------------------------------------------------------------------------------------


def number_of(*seed: str) -> int:
    """A number that is always the same for the same seed, and looks like chance."""
    return int.from_bytes(hashlib.sha256("\x1f".join(seed).encode("utf-8", "surrogatepass")).digest()[:8], "big")


def pick(phrasings: tuple[Phrasing, ...], *seed: str) -> Phrasing | None:
    """One of the phrasings, always the same for the same seed."""
    return phrasings[number_of(*seed) % len(phrasings)] if phrasings else None


def tokens(text: str) -> list[str]:
    """The words of a text in lower case; of scripts without spaces, every pair of neighbouring characters."""
    found: list[str] = []
    for word in _WORD.findall(text.casefold()):
        if ideographic(word) and len(word) > 1:
            found.extend(word[i : i + 2] for i in range(len(word) - 1))
        else:
            found.append(word)
    return found


def overlap(one: str, other: str) -> float:
    """How alike two texts read, 0 to 1: the share of the shorter text's words that the other one has as well.

    The larger of two counts, with and without repetitions, so that neither padding nor a stock of common words hides a copy.
    """
    first, second = tokens(one), tokens(other)
    if not first or not second:
        return 0.0
    bags = Counter(first) & Counter(second)
    kinds = set(first) & set(second)
    return max(bags.total() / min(len(first), len(second)), len(kinds) / min(len(set(first)), len(set(second))))


def common_sentences(one: str, other: str) -> int:
    """How many sentences of more than three words two texts share to the letter."""
    return len(_sentences(one) & _sentences(other))


def _sentences(text: str) -> set[str]:
    return {s for s in _SENTENCE_END.split(text.strip()) if len(tokens(s)) > 3}


def repeated_words(text: str, told: Iterable[str], little: frozenset[str] = frozenset()) -> int:
    """How often a word comes back, if in another form ("good to talk", "enjoyed talking"), or two Chinese characters do.

    Words of what is `told` and the `little` words of the language do not count.
    """
    foreign = {word for phrase in told for word in tokens(phrase)}
    if ideographic(text):
        kept = " ".join(_outside(text, told))
        return sum(count - 1 for count in Counter(_HAN_PAIR.findall(kept)).values())
    own = [word for word in tokens(text) if len(word) >= _LONG_WORD and word not in foreign and word not in little]
    return sum(any(_same_stem(word, other) for other in own[:n]) for n, word in enumerate(own))


def _outside(text: str, told: Iterable[str]) -> list[str]:
    """The pieces of a text that are not `told`."""
    spans = "|".join(sorted(map(re.escape, filter(None, told)), key=len, reverse=True))
    return re.split(spans, text) if spans else [text]


def _same_stem(one: str, other: str) -> bool:
    """Whether two words are forms of one, as far as their beginnings tell."""
    same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return same >= _LONG_WORD and same >= _STEM * max(len(one), len(other))


def repetitions(text: str) -> int:
    """How often a text says two words (in scripts without spaces: five characters) in a row that it has said before."""
    words = tokens(text)
    length = 4 if ideographic(text) else 2
    runs = Counter(tuple(words[i : i + length]) for i in range(len(words) - length + 1))
    return sum(count - 1 for count in runs.values())
