"""The client-secrets file, and every way in which it can be the wrong one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from followbot.errors import ConfigurationError
from followbot.providers.google.client import Client, load_client

GOOD = {
    "client_id": "1.apps.googleusercontent.com",
    "project_id": "followbot",
    "auth_uri": "https://accounts.google.com/o/oauth2/auth",
    "token_uri": "https://oauth2.googleapis.com/token",
    "auth_provider_x509_cert_url": "https://www.googleapis.com/oauth2/v1/certs",
    "client_secret": "canary",
    "redirect_uris": ["http://localhost"],
}


def load(folder: Path, document: object) -> Client:
    path = folder / "client.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document), "utf-8")
    return load_client(path)


def test_a_desktop_client_as_google_gives_it(tmp_path: Path) -> None:
    client = load(tmp_path, {"installed": GOOD})
    assert (client.id, client.secret) == (GOOD["client_id"], "canary")
    assert (client.auth_uri, client.token_uri) == (GOOD["auth_uri"], GOOD["token_uri"])
    assert (client.host, client.port, client.path) == ("localhost", 0, "/")
    assert "canary" not in repr(client)


@pytest.mark.parametrize(
    ("uris", "redirect"),
    [
        (None, ("localhost", 0, "/")),
        ([], ("localhost", 0, "/")),
        (["urn:ietf:wg:oauth:2.0:oob", "http://localhost"], ("localhost", 0, "/")),
        (["http://127.0.0.1:8123/back"], ("127.0.0.1", 8123, "/back")),
        (["http://[::1]/"], ("[::1]", 0, "/")),
        (["http://localhost", "http://127.0.0.1:8123/back"], ("127.0.0.1", 8123, "/back")),
    ],
)
def test_the_registered_way_back(tmp_path: Path, uris: object, redirect: tuple[str, int, str]) -> None:
    section = {k: v for k, v in {**GOOD, "redirect_uris": uris}.items() if v is not None}
    client = load(tmp_path, {"installed": section})
    assert (client.host, client.port, client.path) == redirect


def test_a_web_client_that_comes_back_to_this_machine_will_do(tmp_path: Path) -> None:
    assert load(tmp_path, {"web": GOOD | {"redirect_uris": ["http://localhost:8080/"]}}).port == 8080
    with pytest.raises(ConfigurationError, match="may not come back to this machine"):
        load(tmp_path, {"web": GOOD | {"redirect_uris": ["https://example.org/back"]}})


def test_a_web_client_s_way_back_is_kept_to_the_letter_and_needs_a_port(tmp_path: Path) -> None:
    client = load(tmp_path, {"web": GOOD | {"redirect_uris": ["http://localhost:8080"]}})
    assert (client.host, client.port, client.path, client.exact) == ("localhost", 8080, "", True)
    with pytest.raises(ConfigurationError, match="names no port"):
        load(tmp_path, {"web": GOOD | {"redirect_uris": ["http://localhost/"]}})


def test_plain_http_is_for_this_machine_alone(tmp_path: Path) -> None:
    local = GOOD | {"auth_uri": "http://127.0.0.1:9000/auth", "token_uri": "http://localhost:9000/token"}
    assert load(tmp_path, {"installed": local}).token_uri == "http://localhost:9000/token"


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ("", "is not JSON"),
        ("{", "is not JSON"),
        ([], "is not a client-secrets file"),
        ({}, "is not a client-secrets file"),
        ({"installed": []}, "is not a client-secrets file"),
        ({"type": "service_account", "private_key": "canary"}, "service account"),
        ({"installed": {**GOOD, "token_uri": ""}}, "lacks token_uri"),
        ({"installed": {"client_secret": "canary"}}, "lacks client_id, auth_uri, token_uri"),
        ({"installed": {**GOOD, "client_id": 5}}, "lacks client_id"),
        ({"installed": {**GOOD, "token_uri": "http://oauth2.example/token"}}, "token_uri is not an https address"),
        ({"installed": {**GOOD, "auth_uri": "file:///etc/passwd"}}, "auth_uri is not an https address"),
        ({"installed": {**GOOD, "token_uri": "https://[::1/"}}, "token_uri is not an https address"),
        ({"installed": {**GOOD, "token_uri": "https://"}}, "token_uri is not an https address"),
    ],
)
def test_anything_else_is_named_with_its_path_and_what_to_do(tmp_path: Path, document: object, says: str) -> None:
    with pytest.raises(ConfigurationError, match=says) as caught:
        load(tmp_path, document)
    assert "client.json" in caught.value.problem
    assert "Desktop app" in caught.value.remedy
    assert "canary" not in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no such file"):
        load_client(tmp_path / "none.json")
    with pytest.raises(ConfigurationError, match="is a directory"):
        load_client(tmp_path)
