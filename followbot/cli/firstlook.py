"""What `init` does when the configuration is written: log in, look without writing anything, offer the service."""

from __future__ import annotations

import os
import shlex
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from followbot.cli.invocation import Invocation
from followbot.errors import ConfigurationError, FollowbotError
from followbot.errors.interviews import look_failed

if TYPE_CHECKING:
    from followbot.cli.asking import Questions
    from followbot.config.writing import Answers


def first_look(
    invocation: Invocation, answers: Answers, questions: Questions, *, key_file: bool = False, service: bool = False
) -> int:
    """Log in, look without writing anything, and say what comes next.

    `key_file` and `service` say yes beforehand to the questions about them. Trouble on the way is said and takes nothing
    back; returns its exit code, 0 where there was none.
    """
    from followbot.cli.errors import complain

    try:
        if answers.provider != "local":
            _offer_key(invocation, questions, wanted=key_file)
            _log_in(invocation, answers.account)
            _choose(invocation, answers, questions)
        _show_what_is_found(invocation, questions)
    except FollowbotError as error:
        complain(f"followbot: {error.problem}")
        if error.remedy:
            complain(error.remedy)
        _say_how_to_go_on(answers, "When that is mended")
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):  # at a question, it is the latter
        _say_how_to_go_on(answers, "To go on")
        raise
    _offer_service(invocation, questions, wanted=service)
    return 0


def _say_how_to_go_on(answers: Answers, when: str) -> None:
    from followbot.cli.output import write_wrapped

    login = "" if answers.provider == "local" else f"followbot auth login {answers.account}, then "
    write_wrapped(f"The configuration stays as it is written. {when}: {login}followbot once --dry-run.")


def _offer_key(invocation: Invocation, questions: Questions, *, wanted: bool) -> None:
    """Where no keyring is and no key is named, make a key file if the user wants one; else the login says what is missing."""
    from followbot.cli.output import write, write_wrapped
    from followbot.daemon.steps import MakeKey
    from followbot.vault.keys import KEY_FILE, key_source

    if os.environ.get(KEY_FILE):
        return
    try:
        key_source(os.environ).read()
    except ConfigurationError:
        path = invocation.config_path.expanduser().absolute().with_name("store-key")
        write_wrapped("Logins are kept encrypted, and no desktop keyring is here to keep the key.")
        if not (wanted or questions.attended):
            write_wrapped("init --key-file keeps it in a file beside the configuration.")
        if not (wanted or questions.agree(f"Keep it in {path}, readable by you alone?")):
            return
        MakeKey(path).perform()
        os.environ[KEY_FILE] = str(path)
        write_wrapped(
            "followbot must always be told where it is. Put this line into ~/.profile, and type it once in this terminal:"
        )
        write(f"export {KEY_FILE}={shlex.quote(str(path))}")


def _log_in(invocation: Invocation, account: str) -> None:
    from followbot import bootstrap
    from followbot.app.login import Manner
    from followbot.cli.auth import Conversation

    logins, _ = bootstrap.open_logins(invocation.load_config())
    logins[account].log_in(Manner(browser=_has_desktop()), Conversation())


def _choose(invocation: Invocation, answers: Answers, questions: Questions) -> None:
    """Ask which calendars, unless a flag has said so, and write that down."""
    from followbot.cli.choosing import choose_calendars
    from followbot.cli.keeping import write_configuration

    if answers.calendars:
        return
    names = choose_calendars(invocation, answers.account, questions)
    if names:
        write_configuration(invocation.config_path.expanduser(), replace(answers, calendars=names), copy=False)


def _has_desktop() -> bool:
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _show_what_is_found(invocation: Invocation, questions: Questions) -> None:
    from followbot.app.cycle import run_cycle
    from followbot.app.plain import label
    from followbot.app.status import first_known_zone
    from followbot.cli.output import write_wrapped
    from followbot.cli.when import moment

    with invocation.world(migrate=True, dry_run=True) as world:
        report = run_cycle(world)
        home, now = first_known_zone(world.profile.timezone), world.clock.now()
        found = [
            (i.start, i.doubtful, label(process, i))
            for process in world.store.all()
            for round_ in process.rounds
            for i in round_.interviews
            if i.counts or i.doubtful
        ]
    for trouble in report.errors:
        raise look_failed(trouble.what)
    if not found:
        write_wrapped(
            "No interview is on your calendar between three weeks ago and a month ahead. followbot keeps looking."
        )
        return
    lines = {
        doubtful: [f"{moment(start, now, home)}  {named}" for start, d, named in sorted(found) if d is doubtful]
        for doubtful in (False, True)
    }
    _show("These interviews are on your calendar:", lines[False])
    _show("followbot is not sure about these, and will ask you about each after it:", lines[True])
    if questions.attended and questions.agree(f"{_counted(len(found))}; right?"):
        return
    for sentence in _PUTTING_RIGHT:
        write_wrapped(sentence, first="- ", rest="  ")


def _show(head: str, lines: list[str]) -> None:
    from followbot.cli.output import write, write_wrapped

    if lines:
        write(head)
    for line in lines:
        write_wrapped(line, first="  ", rest="    ")


def _counted(number: int) -> str:
    words = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    return words[number - 1] if number <= len(words) else str(number)


_PUTTING_RIGHT = (
    "Nothing is kept yet. followbot once takes them in; then followbot status lists them, and what follows puts them right.",
    "One is no interview: followbot ignore REF. REF is any part of its company, role or person, as in: followbot ignore Acme",
    "followbot is not sure, and it is an interview: followbot confirm REF. Not sure means that some signs speak for one and"
    " some against it (followbot why REF lists them). Until you say yes, here or on the card that lies in your drafts after"
    " it, nothing is drafted.",
    "One is missing: is it between three weeks ago and a month ahead, and in a calendar that is read? Save the invitation as a"
    " file, and followbot inspect event FILE.ics tells what speaks against it; words under detection.include in the"
    " configuration always count.",
)
"""What to do where the list is not right; said in any case where nobody can be asked."""


def _offer_service(invocation: Invocation, questions: Questions, *, wanted: bool) -> None:
    from followbot.cli import service
    from followbot.cli.output import write_wrapped
    from followbot.daemon import installing

    try:
        installing.need_systemd()
    except FollowbotError:
        if wanted:
            raise
        write_wrapped(
            "Now: followbot run keeps looking until you stop it. To have it always, let cron or your desktop start it."
        )
        return
    if wanted or questions.agree("Let it run in the background from now on?"):
        service.install(invocation)
    else:
        write_wrapped("Now: followbot service install lets it run in the background; followbot run keeps looking here.")
