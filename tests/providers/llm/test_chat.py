"""The language model against a stand-in on this machine: what it is asked, and every way in which it can fail."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from followbot.errors import ModelFailed
from followbot.providers.llm import ANSWER_MAX, ChatModel
from tests.fakes.web import Asked, Reply, Website, website


@pytest.fixture
def server() -> Iterator[Website]:
    with website() as site:
        yield site


def model(site: Website, **changes: Any) -> ChatModel:
    made: dict[str, Any] = {"model": "small", "timeout": 5.0, "max_tokens": 300, "key": lambda: None, **changes}
    return ChatModel(f"{site.url}/v1", **made)


def said(content: object, **more: object) -> Reply:
    choice = {"index": 0, "message": {"role": "assistant", "content": content, **more}, "finish_reason": "stop"}
    return Reply(200, json.dumps({"choices": [choice]}).encode(), {"Content-Type": "application/json"})


def test_it_asks_once_with_our_rules_apart_from_the_data(server: Website) -> None:
    server.answers(said("Thank you."))
    assert model(server, key=lambda: "k-123").answer("rules", '{"to": ["Priya"]}') == "Thank you."
    (asked,) = server.asked
    assert (asked.method, asked.path) == ("POST", "/v1/chat/completions")
    assert asked.headers["authorization"] == "Bearer k-123"
    sent = json.loads(asked.body)
    assert sent["messages"] == [
        {"role": "system", "content": "rules"},
        {"role": "user", "content": '{"to": ["Priya"]}'},
    ]
    assert (sent["model"], sent["max_tokens"]) == ("small", 300)


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (said(""), "wrote nothing"),
        (said(None), "wrote nothing"),
        (said([{"type": "text"}]), "wrote nothing"),
        (said(None, refusal="I cannot help with that."), "refused"),
        (Reply(200, b'{"choices": [{"message": {"content": "x"}, "finish_reason": "content_filter"}]}'), "refused"),
        (Reply(200, b'{"choices": []}'), "did not answer as one"),
        (Reply(200, b"<html>a portal</html>"), "did not answer as one"),
        (Reply(200, b"[" * 50_000), "did not answer as one"),
        (Reply(200, b" " * (ANSWER_MAX + 1)), "too long"),
        (Reply(401, b"{}"), "401"),
        (Reply(404, b"{}"), "404"),
        (Reply(429, b"{}", {"Retry-After": "60"}), "429"),
        (Reply(500, b""), "500"),
        (Reply(302, b"", {"Location": "http://127.0.0.1:9/elsewhere"}), "302"),
        (Reply(hang_up=True), "cannot be reached"),
        (Reply(200, b'{"choices": [' + b" " * 5000, cut=2000), "broke"),
    ],
)
def test_every_failure_has_one_sentence_and_is_not_tried_again(server: Website, reply: Reply, problem: str) -> None:
    server.answers(reply)
    with pytest.raises(ModelFailed, match=problem):
        model(server).answer("rules", "{}")
    assert len(server.asked) == 1


def test_a_server_that_does_not_answer_is_given_up(server: Website) -> None:
    release = threading.Event()

    def stuck(asked: Asked) -> Reply:
        release.wait(10)
        return Reply(hang_up=True)

    server.responder = stuck
    try:
        with pytest.raises(ModelFailed, match="in time"):
            model(server, timeout=0.2).answer("rules", "{}")
    finally:
        release.set()


def test_a_server_that_trickles_is_given_up(server: Website) -> None:
    server.answers(said("Thank you. " * 20_000))
    moments = iter(range(0, 10_000, 100))
    with pytest.raises(ModelFailed, match="in time"):
        model(server, monotonic=lambda: float(next(moments))).answer("rules", "{}")


def test_nobody_there(server: Website) -> None:
    closed = ChatModel("http://127.0.0.1:9/v1", "small", 2.0, 300, lambda: None)
    with pytest.raises(ModelFailed, match="cannot be reached"):
        closed.answer("rules", "{}")


def test_a_server_elsewhere_wants_a_key_before_anything_leaves() -> None:
    with pytest.raises(ModelFailed, match="FOLLOWBOT_LLM_KEY"):
        ChatModel("https://models.example/v1", "large", 2.0, 300, lambda: None).answer("rules", "{}")
