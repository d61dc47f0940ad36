"""What one cycle did: collected on the way, shown by `once`, logged by the daemon."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from followbot.app.ports import Problem
from followbot.domain.model import FollowUp, Process, Round
from followbot.domain.states import Drafted, Edited, Missing, State
from followbot.errors import FollowbotError, LoginNeeded
from followbot.errors.installation import fault

_PRECEDENCE = (78, 77, 69, 75, 1)
"""Which exit code wins when several things went wrong: what the user can mend at once comes first."""


@dataclass(frozen=True, slots=True)
class Item:
    """One follow-up (or card) that something happened to in this cycle."""

    id: str
    ref: str
    """The id of the round's first interview: what the command line takes as REF."""
    kind: str
    state: str
    company: str | None
    contact: str | None
    reason: str | None = None
    draft_id: str | None = None
    draft_url: str | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that went wrong: where, one sentence, and the exit code it stands for (0 for a mere warning)."""

    account: str | None
    where: str
    what: str
    code: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one step of a cycle is: `done` of `total` events, or mails, of which nobody knows the number (None)."""

    account: str
    where: str
    done: int = 0
    total: int | None = None


class Halted(BaseException):
    """The cycle was asked to end and has reached a point where it may: nothing is half done.

    Like KeyboardInterrupt no error, so that the walls around broken accounts and processes let it through.
    """


def _go_on() -> bool:
    return False


def _nobody_looks(progress: Progress) -> None:
    """Most cycles are watched by nobody."""


@dataclass(slots=True)
class Report:
    """The log of one cycle. Mutable, and owned by the cycle alone."""

    created: list[Item] = field(default_factory=list)
    withdrawn: list[Item] = field(default_factory=list)
    settled: list[Item] = field(default_factory=list)
    skipped: list[Item] = field(default_factory=list)
    errors: list[Trouble] = field(default_factory=list)
    found: list[str] = field(default_factory=list)
    """Ids of interviews seen for the first time."""
    requests: Mapping[str, int] = field(default_factory=dict)
    in_doubt: bool = False
    """A lost create is still to be looked for: try again in some minutes."""
    halt: Callable[[], bool] = _go_on
    """Whether the cycle is to end at its next safe point: before it turns to another account, mailbox or follow-up."""
    tell: Callable[[Progress], None] = _nobody_looks
    """Told of each step, event and mail that is only read; it may raise `Halted`, because nothing is half done then."""

    @contextmanager
    def trouble(self, account: str | None, where: str) -> Iterator[None]:
        """Within, whatever goes wrong is noted and stays here: one account, calendar or process never stops the others."""
        if self.halt():
            raise Halted
        if account is not None:
            self.tell(Progress(account, where))
        try:
            yield
        except FollowbotError as error:
            self.failed(account, where, error)
        except Exception as error:  # noqa: BLE001 - the wall between what is broken and everything else
            what = fault(type(error).__name__).problem
            self.errors.append(Trouble(account, where, what, 1))

    def failed(self, account: str | None, where: str, error: FollowbotError) -> None:
        # Every calendar and mailbox of an account without a login fails for the same reason: saying it once is enough.
        if isinstance(error, LoginNeeded) and any(
            e.account == account and e.code == error.exit_code for e in self.errors
        ):
            return
        self._note(Trouble(account, where, str(error), error.exit_code))

    def problem(self, account: str, problem: Problem) -> None:
        self._note(Trouble(account, problem.where, problem.what, 0 if problem.warning else 1))

    def _note(self, trouble: Trouble) -> None:
        """A cycle may look twice, and fail twice for the same reason."""
        if trouble not in self.errors:
            self.errors.append(trouble)

    @property
    def exit_code(self) -> int:
        """The first that applies of 78, 77, 69, 75, 1; 0 when all went well."""
        codes = {e.code for e in self.errors} | ({75} if self.in_doubt else set())
        return next((code for code in _PRECEDENCE if code in codes), 0)


def item(process: Process, interview_round: Round, follow_up: FollowUp) -> Item:
    """A follow-up as the report names it."""
    state = follow_up.state
    draft = state.draft if isinstance(state, (Drafted, Edited, Missing)) else None
    contacts = [interview_round.contact(key) for key in follow_up.contacts]
    names = [c.email or c.name for c in contacts if c is not None] or list(follow_up.contacts)
    interviews = interview_round.standing or interview_round.interviews
    return Item(
        id=follow_up.id,
        ref=interviews[0].id,
        kind=follow_up.kind.value,
        state=state_word(state),
        company=process.company,
        contact=", ".join(names) or None,
        reason=getattr(state, "reason", None),
        draft_id=draft.id if draft else None,
        draft_url=draft.url if draft else None,
    )


def state_word(state: State) -> str:
    """The stable word for a state: "waiting", "drafted", "by_hand", ..."""
    name = type(state).__name__
    return "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))
