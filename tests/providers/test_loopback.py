"""The port that the browser comes back to: what it takes, and what it survives."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest

from followbot.errors import FollowbotError
from followbot.providers.loopback import Receiver, parameters

SOON = timedelta(seconds=20)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as made:
        yield made


def visit(receiver: Receiver, path: str, method: str = "GET") -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", receiver.port, timeout=10)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def answer(receiver: Receiver, **more: str) -> str:
    return f"/?{urlencode({'code': 'c0de', 'state': receiver.state, **more})}"


def test_the_answer_is_taken_and_the_page_shows_nothing_of_it(receiver: Receiver) -> None:
    status, page = visit(receiver, answer(receiver, scope="a b"))
    assert status == 200
    assert "close this window" in page
    assert "c0de" not in page
    assert receiver.wait(SOON) == {"code": "c0de", "state": receiver.state, "scope": "a b"}


def test_an_answer_that_says_no_is_one_too(receiver: Receiver) -> None:
    visit(receiver, f"/?error=access_denied&state={receiver.state}")
    assert receiver.wait(SOON)["error"] == "access_denied"


def test_stray_visits_change_nothing(receiver: Receiver) -> None:
    for path in (
        "/",
        "/favicon.ico",
        "/?code=x",
        "/?code=x&state=",
        "/?code=x&state=wrong",
        "/?error=access_denied",
        "/?%ff=%00",
    ):
        status, page = visit(receiver, path)
        assert (status, "not the answer" in page) == (404, True), path
    assert visit(receiver, f"/?state={receiver.state}")[0] == 404
    for method in ("POST", "PUT", "OPTIONS", "NONSENSE"):
        assert visit(receiver, answer(receiver), method)[0] == 501
    visit(receiver, answer(receiver))
    assert receiver.wait(SOON)["code"] == "c0de"


def test_callers_that_talk_nonsense_or_nothing_keep_nobody_waiting(receiver: Receiver) -> None:
    silent = socket.create_connection(("127.0.0.1", receiver.port))
    rude = socket.create_connection(("127.0.0.1", receiver.port))
    rude.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + os.urandom(200) + b"\r\n\r\n")
    gone = socket.create_connection(("127.0.0.1", receiver.port))
    gone.sendall(b"GET / HT")
    gone.close()
    assert visit(receiver, answer(receiver))[0] == 200
    assert receiver.wait(SOON)["code"] == "c0de"
    silent.close()
    rude.close()


def test_only_this_machine_can_come(receiver: Receiver) -> None:
    assert receiver._server.server_address[0] == "127.0.0.1"
    assert receiver.redirect_uri == f"http://127.0.0.1:{receiver.port}/"


def test_the_address_is_the_registered_one() -> None:
    with Receiver("localhost", 0, "/back") as made:
        assert made.redirect_uri == f"http://localhost:{made.port}/back"


def test_the_first_answer_counts(receiver: Receiver) -> None:
    visit(receiver, answer(receiver))
    visit(receiver, answer(receiver, code="second"))
    assert receiver.wait(SOON)["code"] == "c0de"


def test_an_answer_wakes_who_waits(receiver: Receiver) -> None:
    thread = threading.Thread(target=visit, args=(receiver, answer(receiver)))
    thread.start()
    assert receiver.wait(SOON)["code"] == "c0de"
    thread.join()


def test_the_wait_ends(receiver: Receiver) -> None:
    with pytest.raises(TimeoutError):
        receiver.wait(timedelta(milliseconds=30))


def test_a_port_that_is_taken_is_named(receiver: Receiver) -> None:
    with pytest.raises(FollowbotError, match=rf"Port {receiver.port} .*--port"):
        Receiver(port=receiver.port)


# --- pasting --------------------------------------------------------------------------------------------------------

Type = Callable[[str], None]


@pytest.fixture
def keyboard() -> Iterator[tuple[int, Type]]:
    read, write = os.pipe()

    def press(text: str) -> None:
        os.write(write, text.encode())

    yield read, press
    os.close(read)
    os.close(write)


def test_the_address_may_be_pasted(receiver: Receiver, keyboard: tuple[int, Type]) -> None:
    typing, press = keyboard
    said: list[str] = []
    press("\n  \nhello\n")
    press(f"http://127.0.0.1:1/?code=x&state=other\nhttp://127.0.0.1:1{answer(receiver)}&scope=a%20b#\n")
    assert receiver.wait(SOON, typing, said.append)["scope"] == "a b"
    assert ["not the whole address" in s for s in said] == [True, False]
    assert "another login" in said[1]


@pytest.mark.parametrize("form", ["<http://localhost/?{}>", "{}", "  http://localhost:8080/?{}  ", "?{}"])
def test_what_people_copy_is_understood(form: str) -> None:
    assert parameters(form.format("state=s&code=4%2F0Ab&scope=x")) == {"state": "s", "code": "4/0Ab", "scope": "x"}


def test_a_line_may_come_in_pieces(receiver: Receiver, keyboard: tuple[int, Type]) -> None:
    typing, press = keyboard
    text = f"http://127.0.0.1:1{answer(receiver)}"
    press(text[:30])
    thread = threading.Thread(target=press, args=(text[30:] + "\n",))
    thread.start()
    assert receiver.wait(SOON, typing)["code"] == "c0de"
    thread.join()


def test_a_last_line_without_its_end_counts(receiver: Receiver) -> None:
    read, write = os.pipe()
    os.write(write, answer(receiver).encode())
    os.close(write)
    assert receiver.wait(SOON, read)["code"] == "c0de"
    os.close(read)


def test_without_anybody_who_types_the_browser_still_counts(receiver: Receiver) -> None:
    empty = os.open(os.devnull, os.O_RDONLY)
    thread = threading.Thread(target=visit, args=(receiver, answer(receiver)))
    thread.start()
    assert receiver.wait(SOON, empty)["code"] == "c0de"
    thread.join()
    os.close(empty)
    closed = os.open(os.devnull, os.O_RDONLY)
    os.close(closed)
    with pytest.raises(TimeoutError):
        receiver.wait(timedelta(milliseconds=30), closed)
