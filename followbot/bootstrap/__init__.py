"""The composition root: the only place that knows concrete adapters, and that reads the data files of the domain.

Judges and authors are bound to their rules here, and rules are parsed at the first question: `status` and `note` never ask
one. For the same reason most imports are inside functions.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from followbot import __version__
from followbot.bootstrap.data import rule_file, rule_files, template_files
from followbot.errors import FollowbotError
from followbot.errors.configuration import template_unusable
from followbot.errors.installation import rules_unreadable

if TYPE_CHECKING:
    from followbot.app.author import Author
    from followbot.app.calendars import NamedCalendar
    from followbot.app.desk import Desk
    from followbot.app.login import Login, Secrets
    from followbot.app.ports import Account, Clock, Envelope, Store
    from followbot.app.world import Assignment, CardAnswers, World
    from followbot.app.written import Model, Written
    from followbot.bootstrap.instructions import Instructions
    from followbot.config import Config
    from followbot.domain.detection import DetectionRules, DetectionSettings
    from followbot.domain.drafting import Templates
    from followbot.domain.letters.card import CardRules
    from followbot.domain.model import Detection, Event, Message, Profile, Reading, ReplyContext
    from followbot.domain.replies import ReplyRules

__all__ = [
    "compose",
    "list_calendars",
    "load_config",
    "open_logins",
    "open_world",
    "rule_file",
    "rule_files",
    "template_files",
    "templates",
]


@contextmanager
def _shipped() -> Iterator[None]:
    """Within, a data file that cannot be understood is a broken installation, not a broken event, mail or letter."""
    try:
        yield
    except FollowbotError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise rules_unreadable(type(error).__name__) from error


@cache
def _detection_rules() -> DetectionRules:
    from followbot.domain.detection import parse_rules
    from followbot.domain.events.terms import forget_building

    with _shipped():
        rules = parse_rules(rule_files("detection", "systems", "mail"))
    forget_building()
    return rules


@cache
def _reply_rules() -> ReplyRules:
    from followbot.domain.replies import parse_rules

    with _shipped():
        names = "detection/given_names"
        return parse_rules({**rule_files("replies", "outcomes", "systems", "mail"), names: rule_file(names)})


def detector(profile: Profile, settings: DetectionSettings, mine: frozenset[str]) -> Callable[[Event], Detection]:
    def judge(event: Event) -> Detection:
        from followbot.domain.detection import detect

        return detect(event, profile, _detection_rules(), settings, mine)

    return judge


def _slot(profile: Profile) -> Callable[[Event], tuple[datetime, datetime]]:
    def slot_of(event: Event) -> tuple[datetime, datetime]:
        from followbot.domain.detection import slot

        return slot(event, ZoneInfo(event.zone or profile.timezone))

    return slot_of


def read_mail(message: Message, context: ReplyContext) -> Reading:
    from followbot.domain.replies import read

    return read(message, context, _reply_rules())


def _may_concern(envelope: Envelope, context: ReplyContext) -> bool:
    from followbot.domain.replies import may_concern

    return may_concern(
        envelope.sender,
        envelope.recipients,
        envelope.subject,
        frozenset((*envelope.in_reply_to, *envelope.references, envelope.message_id)),
        envelope.content_type,
        envelope.sent,
        context,
        _reply_rules(),
    )


def templates(config_path: Path | None = None) -> Templates:
    """All templates and the wording rules that go with them; those of the user beside a configuration file lie over ours.

    Raises `ConfigurationError` where a template of the user's cannot be used.
    """
    from followbot.bootstrap.writing import own_templates

    own = own_templates(config_path) if config_path else {}
    return _templates(tuple(sorted(own.items())))


@lru_cache(maxsize=2)
def _templates(own: tuple[tuple[str, str], ...]) -> Templates:
    """Kept for as long as the user's files say the same."""
    from followbot.domain.drafting import parse_templates
    from followbot.domain.letters.variants import TemplateProblem

    try:
        with _shipped():
            return parse_templates(template_files(), rule_files("drafting", "signs"), dict(own))
    except FollowbotError as error:
        if own and isinstance(error.__cause__, TemplateProblem):
            raise template_unusable(str(error.__cause__)) from error
        raise


@cache
def _card_rules() -> CardRules:
    from followbot.domain.letters.card import parse_rules

    with _shipped():
        return parse_rules(rule_files("drafting", "replies"))


def _writer(by: Instructions, model: Callable[[], Model | None]) -> Callable[[Assignment], Written]:
    def write(job: Assignment) -> Written:
        return author().write(job)

    @cache
    def author() -> Author:
        from followbot.bootstrap.writing import author

        return author(by, model(), lambda: templates(by.path), _card_rules)

    return write


def _card_reader(profile: Profile) -> Callable[[str, datetime], CardAnswers]:
    def read_card(text: str, now: datetime) -> CardAnswers:
        from followbot.app.world import CardAnswers
        from followbot.domain.letters import card

        today = now.astimezone(ZoneInfo(profile.timezone)).date()
        said = card.parse(text, today, _card_rules(), profile.language)
        return CardAnswers(said.notes, said.rapport, said.hear_by, said.yes_no)

    return read_card


@cache
def _recruiting_systems() -> frozenset[str]:
    """Domains from which recruiting systems write; only a search of history asks for them."""
    systems = (s for raw in rule_files("systems").values() for s in raw.get("system", ()))
    return frozenset(domain for system in systems for domain in system.get("domains", ()))


# --- configuration --------------------------------------------------------------------------------------------------


def load_config(path: Path | None = None) -> Config:
    """The configuration at `path`, else at its usual place; raises `ConfigurationError` with every problem."""
    from followbot.config import default_path, load

    return load(path or default_path(os.environ), os.environ)


# --- the world ------------------------------------------------------------------------------------------------------


@contextmanager
def open_world(config: Config, *, migrate: bool, dry_run: bool = False, clock: Clock | None = None) -> Iterator[World]:
    """Everything a command needs, and the store open for as long as it needs it.

    `migrate` is for `run` and `once` alone: they may change the store's schema, and only their accounts have calendars and
    mailboxes. A dry run works on a copy of it in memory, and on mailboxes that only pretend.
    """
    from followbot.store import open_store
    from followbot.system import SystemClock

    clock = clock or SystemClock()
    store = open_store(config.store_url, migrate=migrate and not dry_run)
    accounts: tuple[Account, ...] = ()
    try:
        if dry_run:
            original, store = store, store.snapshot()
            original.close()
        world = compose(config, store, clock, adapters=migrate)
        accounts = world.accounts
        if dry_run:
            from followbot.app.dry import rehearsal

            world = rehearsal(world)
        yield world
    finally:
        for account in accounts:
            account.close()
        store.close()


@contextmanager
def open_desk(config: Config) -> Iterator[Desk]:
    """What `status` and `why` need, and nothing that takes long to import."""
    from followbot.app.desk import Desk
    from followbot.bootstrap.accounts import account
    from followbot.bootstrap.tools import tools
    from followbot.store import open_records
    from followbot.system import SystemClock

    made_with = tools(config, SystemClock())
    accounts = tuple(account(section, config, made_with, False) for section in config.accounts)
    with closing(open_records(config.store_url)) as records:
        yield Desk(records, accounts, config.profile.timezone, made_with.clock.now())


def judges(config: Config, mine: frozenset[str], secrets: Secrets | None = None) -> dict[str, Callable[..., Any]]:
    """The judges and authors of a configuration, by what the world calls them. `mine` are all the user's addresses.

    Without `secrets` no language model can be asked, only the templates.
    """
    from followbot.bootstrap.instructions import instructions

    def model() -> Model | None:
        from followbot.bootstrap.writing import model_of

        return model_of(config, secrets) if secrets is not None else None

    return judges_by(instructions(config), mine, model)


def judges_by(
    by: Instructions, mine: frozenset[str], model: Callable[[], Model | None] = lambda: None
) -> dict[str, Callable[..., Any]]:
    """The same by instructions alone. `model` is asked for at the first draft."""
    return {
        "detect": detector(by.profile, by.detection, mine),
        "slot": _slot(by.profile),
        "read": read_mail,
        "may_concern": _may_concern,
        "write": _writer(by, model),
        "read_card": _card_reader(by.profile),
    }


def compose(config: Config, store: Store, clock: Clock, *, adapters: bool = True) -> World:
    """The world of a configuration on a given store and clock.

    Without `adapters` its accounts have neither calendars nor a mailbox: enough for every command that only reads the store.
    """
    from followbot.app.world import World
    from followbot.bootstrap.accounts import account
    from followbot.bootstrap.tools import tools
    from followbot.system import PublicHolidays, Silence, country_of

    made_with = tools(config, clock)
    accounts = tuple(account(section, config, made_with, adapters) for section in config.accounts)
    mine = config.profile.addresses.union(*(a.addresses for a in accounts))
    return World(
        store=store,
        clock=clock,
        accounts=accounts,
        profile=config.profile,
        settings=config.settings(),
        judge=_judge_name(config),
        **judges(config, mine, made_with.secrets),
        recruiting_systems=_recruiting_systems,
        holidays=PublicHolidays(),
        country_of=country_of,
        notifier=Silence(),
        logins=made_with.secrets.mark,
    )


def _judge_name(config: Config) -> str:
    """A name for the rules and settings in force: another name, and every event is judged again."""
    from followbot.domain.model import digest

    parts = (__version__, repr(config.profile), repr(config.detection), repr([a.email for a in config.accounts]))
    return digest(*parts, length=12)


# --- logins ---------------------------------------------------------------------------------------------------------


def open_logins(config: Config) -> tuple[dict[str, Login], Clock]:
    """How each account logs in, for a person who is there; and the clock that their states are judged by."""
    from followbot.bootstrap.logins import logins
    from followbot.bootstrap.tools import tools
    from followbot.system import SystemClock

    clock = SystemClock()
    return logins(config, tools(config, clock, attended=True)), clock


def list_calendars(config: Config, account: str) -> list[NamedCalendar]:
    """The calendars of an account, as its provider names them; [] where they are files. Raises what reading one raises."""
    from followbot.bootstrap.accounts import adapters_of
    from followbot.bootstrap.tools import tools
    from followbot.system import SystemClock

    section = next(section for section in config.accounts if section.name == account)
    doors = adapters_of(section, config, tools(config, SystemClock(), attended=True))
    try:
        return list(doors.listed())
    finally:
        doors.close()
