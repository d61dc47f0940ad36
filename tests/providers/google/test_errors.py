"""What Google's refusals mean: the same status stands for different things, and the reason tells which."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from followbot.app.ports import Created, Refused, Uncertain, Window
from followbot.errors import ConfigurationError, FollowbotError, LoginNeeded, Unreachable
from followbot.providers.google.errors import may_pass, rejection, sentence
from followbot.providers.http import Answer
from tests.contract.mailbox import payload_of
from tests.fakes.google.server import failure
from tests.fakes.web import Asked, Reply
from tests.providers.google.build import Account


@pytest.fixture
def account() -> Account:
    return Account()


def new_style(status: int, reason: str, word: str) -> Reply:
    """A refusal as google.rpc.ErrorInfo says it."""
    details = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "domain": "googleapis.com"}]
    error = {"code": status, "message": "Sam Candidate's mailbox.", "status": word, "details": details}
    return Reply(status, json.dumps({"error": error}).encode())


CASES = [
    (failure(401, "authError", word="UNAUTHENTICATED"), LoginNeeded, "no longer accepts the login"),
    (failure(403, "insufficientPermissions", word="PERMISSION_DENIED"), LoginNeeded, "lacks a permission"),
    (new_style(403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "PERMISSION_DENIED"), LoginNeeded, "lacks a permission"),
    (failure(403, "rateLimitExceeded"), Unreachable, "slow down"),
    (failure(403, "userRateLimitExceeded"), Unreachable, "slow down"),
    (new_style(403, "RATE_LIMIT_EXCEEDED", "PERMISSION_DENIED"), Unreachable, "slow down"),
    (failure(403, "accessNotConfigured", word="PERMISSION_DENIED"), ConfigurationError, "API is not enabled"),
    (new_style(403, "SERVICE_DISABLED", "PERMISSION_DENIED"), ConfigurationError, "API is not enabled"),
    (failure(403, "domainPolicy"), ConfigurationError, "organisation"),
    (failure(403, "forbidden"), ConfigurationError, "forbids"),
    (failure(400, "failedPrecondition", word="FAILED_PRECONDITION"), ConfigurationError, "not switched on"),
    (failure(400, "invalidArgument", word="INVALID_ARGUMENT"), FollowbotError, "refuses a request"),
    (failure(429, "rateLimitExceeded", word="RESOURCE_EXHAUSTED"), Unreachable, "slow down"),
    (failure(500, "backendError"), Unreachable, "cannot answer now"),
    (Reply(502, b"<html>Bad Gateway</html>"), Unreachable, "cannot answer now"),
    (Reply(403, b"<html>Forbidden</html>"), ConfigurationError, "forbids"),
    (Reply(403, b'{"error": "access_denied"}'), ConfigurationError, "forbids"),
    (Reply(403, b"[]"), ConfigurationError, "forbids"),
]


@pytest.mark.parametrize(("reply", "kind", "words"), CASES, ids=range(len(CASES)))
def test_a_refusal_becomes_the_sentence_for_its_reason(
    account: Account, reply: Reply, kind: type[FollowbotError], words: str
) -> None:
    account.server.fault = lambda _: reply
    with pytest.raises(FollowbotError) as error:
        account.mailbox.position()
    assert type(error.value) is kind
    assert words in error.value.problem
    assert "Sam" not in str(error.value), "Google's prose is not passed on"


def test_what_to_do_is_said_with_the_page_to_do_it_on(account: Account) -> None:
    account.server.fault = lambda _: failure(403, "accessNotConfigured")
    now = account.clock.now()
    with pytest.raises(ConfigurationError, match="calendar-json"):
        account.calendar().read(Window(now, now + timedelta(days=1)), None, now)
    with pytest.raises(ConfigurationError, match="library/gmail"):
        account.mailbox.position()


def test_slow_down_is_waited_for_whatever_status_says_it() -> None:
    for reply in (failure(403, "userRateLimitExceeded"), failure(429, "x"), failure(503, "x")):
        assert may_pass(Answer(reply.status, {}, reply.body))
    for reply in (failure(403, "insufficientPermissions"), failure(404, "notFound"), failure(401, "authError")):
        assert not may_pass(Answer(reply.status, {}, reply.body))


def test_a_read_survives_two_refusals_that_pass(account: Account) -> None:
    replies = [failure(403, "rateLimitExceeded"), failure(500, "backendError")]
    account.server.fault = lambda _: replies.pop() if replies else None
    assert account.mailbox.position()
    assert account.asked() == {"gmail.users.getProfile": 3}


def test_a_token_that_is_refused_is_replaced_once(account: Account) -> None:
    account.tokens.left = ["stale", "token-1"]
    assert account.mailbox.position()
    assert account.tokens.refusals == ["stale"]
    account.tokens.left = ["stale", "stale-2"]
    with pytest.raises(LoginNeeded, match="auth login main"):
        account.mailbox.position()


CREATES: list[tuple[Reply, type[Refused] | type[Uncertain]]] = [
    (failure(400, "invalidArgument"), Refused),
    (failure(401, "authError"), Refused),
    (failure(403, "rateLimitExceeded"), Refused),
    (failure(404, "notFound"), Refused),
    (failure(413, "uploadTooLarge"), Refused),
    (failure(408, "timeout"), Uncertain),
    (failure(429, "rateLimitExceeded"), Uncertain),
    (failure(500, "backendError"), Uncertain),
    (failure(503, "backendError"), Uncertain),
    (Reply(302, b"", {"Location": "https://elsewhere.example/"}), Uncertain),
    (Reply(hang_up=True), Uncertain),
    (Reply(200, b"not json"), Uncertain),
    (Reply(200, b"{}"), Uncertain),
    (Reply(200, b'{"id": "r1"}'), Uncertain),
    (Reply(200, b"[]"), Uncertain),
]


@pytest.mark.parametrize(("reply", "outcome"), CREATES, ids=range(len(CREATES)))
def test_a_create_is_asked_for_once_and_its_outcome_has_a_name(
    account: Account, reply: Reply, outcome: type[Refused] | type[Uncertain]
) -> None:
    def fault(asked: Asked) -> Reply | None:
        return reply if asked.method == "POST" else None

    account.server.fault = fault
    assert isinstance(account.mailbox.create(payload_of("main", account.clock.now())), outcome)
    assert account.asked() == {"gmail.users.drafts.create": 1}


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (failure(401, "authError"), 77),
        (failure(403, "insufficientPermissions"), 77),
        (failure(403, "rateLimitExceeded"), 69),
        (failure(403, "accessNotConfigured"), 78),
        (failure(413, "uploadTooLarge"), 1),
    ],
)
def test_a_refused_create_and_a_refused_delete_stand_for_what_is_to_be_done(
    account: Account, reply: Reply, code: int
) -> None:
    payload = payload_of("main", account.clock.now())
    made = account.mailbox.create(payload)
    assert isinstance(made, Created)
    account.server.fault = lambda asked: reply if asked.method in ("POST", "DELETE") else None
    refused, uncertain = account.mailbox.create(payload), account.mailbox.withdraw(made.draft, payload)
    assert (isinstance(refused, Refused), isinstance(uncertain, Uncertain)) == (True, True)
    assert (getattr(refused, "code", 0), getattr(uncertain, "code", 0)) == (code, code)


def test_without_a_token_nothing_is_asked_and_nothing_is_unknown(account: Account) -> None:
    def no_token() -> str:
        raise LoginNeeded("You have to log in.", "Do.")

    account.tokens.token = no_token  # type: ignore[method-assign]  # the one thing about it that matters here
    assert account.mailbox.create(payload_of("main", account.clock.now())) == Refused("You have to log in. Do.", 77)
    assert account.asked() == {}


def test_every_sentence_ends_and_names_the_account_or_the_service() -> None:
    for reply, _, _ in CASES:
        said = sentence(rejection(reply.status, reply.body), "main", "Gmail")
        assert said.problem.endswith(".")
        assert "main" in said.problem or "Gmail" in said.problem


def test_prose_in_the_place_of_a_reason_is_not_passed_on() -> None:
    body = json.dumps({"error": {"errors": [{"reason": "Ana Berg says no"}], "status": "PERMISSION_DENIED"}}).encode()
    assert rejection(403, body).reasons == {"PERMISSION_DENIED"}
