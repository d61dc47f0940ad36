"""What a user reads when the configuration is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followbot.config import InvalidConfiguration, load
from followbot.errors import ConfigurationError
from tests.config.helpers import MINIMAL, PROFILE, problem, problems, write


def sentence(path: Path) -> str:
    """The one sentence about a file that cannot be taken for a configuration."""
    with pytest.raises(ConfigurationError) as caught:
        load(path, {})
    assert caught.value.exit_code == 78
    assert str(path) in caught.value.problem
    assert "\n" not in str(caught.value)
    return str(caught.value)


# --- everything at once ---------------------------------------------------------------------------------------------


def test_all_problems_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    text = """\
        profil: {}
        profile:
          name: Jane Doe
          email: jane
          timezone: Europe/Berln
        accounts:
          - name: a
            provider: local
            local: {maildir: x, maildri: y}
        timing:
          late_after: 1h
        nudge: 3d
        """
    assert problems(tmp_path, text) == [
        "line 1, profil: there is no such key. Did you mean profile?",
        'line 4, profile.email: "jane" is not an e-mail address. Write it like jane@example.com, without a name.',
        'line 5, profile.timezone: "Europe/Berln" is not a known time zone. Did you mean Europe/Berlin?',
        "line 9, accounts[0].local.maildri: there is no such key. Did you mean maildir?",
        "line 11, timing.late_after: thank_you_after (24h) must be less than late_after (1h).",
        "line 12, nudge: there is no such key. Known here: profile, accounts, timing, detection, drafts, composer, "
        "notifications, store, log, retention.",
    ]


def test_the_text_has_a_headline_and_a_line_for_each(tmp_path: Path) -> None:
    path = write(tmp_path, MINIMAL + "drafts: {panel: x}\nlog: {level: y}\n")
    with pytest.raises(InvalidConfiguration) as caught:
        load(path, {})
    headline, *lines = str(caught.value).splitlines()
    assert headline == f"{path} has 2 problems:"
    assert [line.split(":")[0] for line in lines] == ["  line 8, drafts.panel", "  line 9, log.level"]
    assert caught.value.exit_code == 78


def test_a_single_problem_is_a_single_line(tmp_path: Path) -> None:
    path = write(tmp_path, MINIMAL + "retention: soon\n")
    with pytest.raises(InvalidConfiguration) as caught:
        load(path, {})
    assert str(caught.value) == (
        f'{path}, line 8, retention: "soon" is not a duration. Write a number and a unit: 15min, 24h, 7d.'
    )


def test_a_missing_key_is_told_where_its_section_begins(tmp_path: Path) -> None:
    assert problem(tmp_path, MINIMAL.replace("  name: Jane Doe\n", "")) == (
        "line 1, profile.name: is missing (your name as it stands under a mail)."
    )


def test_a_missing_section_is_explained(tmp_path: Path) -> None:
    assert problems(tmp_path, "log: {level: info}") == [
        "accounts: is missing (your mailboxes and calendars, one entry each).",
        "profile: is missing (who you are).",
    ]


def test_a_key_in_the_wrong_place_is_pointed_home(tmp_path: Path) -> None:
    assert problem(tmp_path, MINIMAL + "timing: {debrief: true}\n").endswith("Did you mean drafts.debrief?")


def test_a_key_given_twice_is_a_problem(tmp_path: Path) -> None:
    text = MINIMAL + "drafts:\n  panel: each\n  debrief: true\n  panel: primary\n"
    assert problem(tmp_path, text) == "line 11, drafts.panel: this key is here twice; the first one stands in line 9."


def test_values_are_not_quoted_at_length(tmp_path: Path) -> None:
    assert len(problem(tmp_path, MINIMAL + f"retention: {'x' * 5000}\n")) < 200


@pytest.mark.parametrize("key", ["? [a, b]\n: c", "{a: b}: c"])
def test_keys_are_text(tmp_path: Path, key: str) -> None:
    assert "a key must be plain text" in problem(tmp_path, f"{MINIMAL}{key}\n")


@pytest.mark.parametrize("value", ["!!python/object:os.system x", "!secret x", "!!binary aGk="])
def test_tags_do_nothing(tmp_path: Path, value: str) -> None:
    assert "tags" in problem(tmp_path, f"{MINIMAL}drafts: {{label: {value}}}\n")


# --- secrets --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (f"{MINIMAL}password: hunter2", "password"),
        (
            f"{PROFILE}accounts: [{{name: a, provider: imap, imap: {{host: x, password: hunter2}}}}]",
            "accounts[0].imap.password",
        ),
        (f"{PROFILE}accounts: [{{name: a, provider: imap, imap: {{host: x, App-Password: hunter2}}}}]", "App-Password"),
        (
            f"{MINIMAL}composer: {{llm: {{base_url: 'https://x.de', model: m, api_key: hunter2}}}}",
            "composer.llm.api_key",
        ),
        (f"{MINIMAL}log: {{refresh_token: {{nested: hunter2}}}}", "log.refresh_token"),
        (f"{MINIMAL}store: {{url: 'postgresql://me:hunter2@db/followbot'}}", "store.url"),
    ],
)
def test_secrets_are_refused_and_never_repeated(tmp_path: Path, text: str, where: str) -> None:
    said = problem(tmp_path, text)
    assert where in said
    assert "hunter2" not in said
    assert "auth login" in said or "FOLLOWBOT_STORE__URL" in said


def test_googles_client_secret_has_a_place_of_its_own(tmp_path: Path) -> None:
    text = f"{PROFILE}accounts: [{{name: a, provider: google, google: {{client_secret: hunter2, client_secrets: x.json}}}}]"
    said = problem(tmp_path, text)
    assert "google.client_secrets" in said
    assert "hunter2" not in said


def test_the_address_of_a_private_calendar_is_never_repeated(tmp_path: Path) -> None:
    text = f"{PROFILE}accounts: [{{name: a, provider: local, local: {{calendars: 'http://x.de/private-hunter2.ics'}}}}]"
    assert "hunter2" not in problem(tmp_path, text)


# --- files that are no configuration --------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "---\n", "~\n"])
def test_an_empty_file(tmp_path: Path, text: str) -> None:
    assert "is empty." in sentence(write(tmp_path, text))


def test_a_missing_file(tmp_path: Path) -> None:
    said = sentence(tmp_path / "config.yaml")
    assert "There is no configuration file" in said
    assert "followbot init" in said


def test_a_folder(tmp_path: Path) -> None:
    assert "is a folder" in sentence(tmp_path)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").symlink_to(tmp_path / "config.yaml")
    assert "cannot be read" in sentence(tmp_path / "config.yaml")


def test_an_impossible_name() -> None:
    with pytest.raises(ConfigurationError, match="cannot be the name"):
        load(Path("/tmp/a\0b"), {})


@pytest.mark.parametrize(
    ("text", "kind"), [("- a\n- b\n", "a list"), ("hello\n", "plain text"), ('"~"\n', "plain text")]
)
def test_something_else_at_the_top(tmp_path: Path, text: str, kind: str) -> None:
    assert f"holds {kind} where" in sentence(write(tmp_path, text))


def test_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(MINIMAL.replace("Jane Doe", "Jörg").encode("latin-1"))
    assert "line 2: this is not UTF-8 text" in sentence(path)


def test_a_huge_file(tmp_path: Path) -> None:
    assert "larger than 1 MB" in sentence(write(tmp_path, "#" * 1_000_001))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("profile:\n\tname: x\n", "line 2, column 1: this is not valid YAML (found character"),
        ("profile:\n\tname: x\n", "never with a tab"),
        ("profile: {name: x\n", "brackets must close"),
        ("profile:\n  name: a: b\n", "line 2, column 10"),
        ("profile:\n  name: a: b\n", "value that holds a colon"),
        ("profile:\n  name: x\n email: y\n", "line 3"),
        ("a: 'x\n", "this is not valid YAML"),
        ("a: &\n", "begins with & into quotes"),
        ("a: @x\n", "line 1, column 4"),
        ("a: [*standup*]\n", "begins with * into quotes"),
        ("a: 1\n---\nb: 2\n", "line 2: the file must not go on after a line `---`"),
        ("a: x\x07y\n", "line 1"),
    ],
)
def test_broken_yaml(tmp_path: Path, text: str, expected: str) -> None:
    assert expected in sentence(write(tmp_path, text))


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 200 + "]" * 200,
        "a: " + "[" * 100_000,
        "a: " + "{a: " * 100_000,
        "- " * 100_000,
        "{" * 100_000,
        "? " * 100_000,
    ],
    ids=["deep", "deeper", "deep mappings", "deep lists", "deep keys", "deep block keys"],
)
def test_depth_is_bounded(tmp_path: Path, text: str) -> None:
    """libyaml's own composer kills the process here."""
    assert "nested too deeply" in sentence(write(tmp_path, text))


@pytest.mark.parametrize("text", ["detection: {exclude: &a [*a]}", "detection: {exclude: [&a x, *a]}"])
def test_aliases_are_refused(tmp_path: Path, text: str) -> None:
    """So that nothing multiplies or contains itself; mostly they are a pattern without its quotes."""
    assert "begins with * into quotes" in problem(tmp_path, f"{MINIMAL}{text}\n")


# --- whatever comes -------------------------------------------------------------------------------------------------

WORDS = """
profile accounts name email provider local google imap maildir calendars timing nudge_after drafts panel each store url log
7d x@y.de ~ true 17:00 http://x [a] - {} & * ! ' " | > # : ? % @ --- ... password hunter2
"""
words = st.sampled_from([*WORDS.split(), "\t"])
yaml_like = st.lists(
    st.one_of(words, st.sampled_from([": ", "\n", "\n  ", "\n  - ", " "]), st.text(max_size=3)), max_size=40
).map("".join)
trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words | st.text(max_size=5), inner, max_size=4),
    max_leaves=15,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(
    st.one_of(
        yaml_like, yaml_like.map(lambda tail: MINIMAL + tail), trees.map(lambda tree: MINIMAL + f"timing: {tree!r}")
    )
)
def test_any_text_is_a_configuration_or_a_clear_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        outcome: object = load(path, {}).path
    except ConfigurationError as error:
        outcome = error
    assert str(path) in str(outcome)
