"""What no code of followbot does, read from its syntax: run text, start a shell, unpack objects, reach out on its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "followbot"

RUNS_TEXT = frozenset({"eval", "exec", "compile", "__import__"})
SHELLS = frozenset({"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput", "pty.spawn"})
UNPACKS = frozenset({"pickle", "marshal", "shelve", "dill", "cloudpickle", "ctypes", "cffi", "telnetlib", "ftplib"})
UNSAFE = frozenset({"tempfile.mktemp", "yaml.load", "yaml.load_all", "yaml.unsafe_load", "yaml.full_load"})
NETWORK = frozenset(
    {"socket", "requests", "urllib3", "http", "httplib2", "httpx", "httpx2", "aiohttp", "imapclient", "imaplib"}
    | {"poplib", "smtplib", "nntplib", "openai", "caldav", "msal", "socketserver", "asyncio", "xmlrpc", "websockets"}
)

PICKLES = {"bootstrap/apart.py": "between two processes of this program, over a pipe that nobody else holds an end of"}
BECOMES = {"cli/service.py": "`service exec` becomes systemd-run, with arguments of our own"}
REACH_OUT = {
    "providers/http.py": "the one HTTP transport, with its allow-list",
    "providers/llm.py": "the server that `composer.llm` names; no redirects",
    "providers/loopback.py": "listens on this machine for the end of a login",
    "providers/consent.py": "asks for a free port of this machine",
    "providers/google/api.py": "only the response class that Google's client expects",
    "providers/microsoft/identity.py": "msal, over our transport",
    "providers/imap/connection.py": "the mail server of the configuration",
    "providers/imap/calendars.py": "caldav, over our transport (imap/dav.py)",
    "providers/local/layout.py": "only the spelling of folder names (UTF-7)",
    "daemon/notify.py": "systemd's socket, which is a file",
    "daemon/sandbox.py": "tries whether the sandbox forbids it",
}
"""Every module that imports something that could reach the network, and what for."""


TREES = {str(p.relative_to(PACKAGE)): ast.parse(p.read_text("utf-8")) for p in sorted(PACKAGE.rglob("*.py"))}


def dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def imported(tree: ast.AST) -> set[str]:
    """The top-level packages that code imports, but for those that only a type checker sees."""
    unseen = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and dotted(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in unseen:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").partition(".")[0])
        elif isinstance(node, ast.Call) and dotted(node.func).endswith("import_module"):
            found |= {str(a.value).partition(".")[0] for a in node.args if isinstance(a, ast.Constant)}
    return found


def offences(tree: ast.AST) -> set[str]:
    """Calls that run text, start a shell, or are known to be unsafe."""
    named = {dotted(call.func) for call in calls(tree)} & (RUNS_TEXT | SHELLS | UNSAFE)
    execs = {
        dotted(c.func) for c in calls(tree) if dotted(c.func).startswith(("os.exec", "os.spawn", "os.posix_spawn"))
    }
    shells = {"shell=" for c in calls(tree) for k in c.keywords if k.arg == "shell"}
    return named | execs | shells


def test_no_code_runs_text_or_starts_a_shell() -> None:
    found = {name: offences(tree) for name, tree in TREES.items()}
    assert {name: what for name, what in found.items() if what} == {name: {"os.execv"} for name in BECOMES}


def test_nothing_is_unpacked_that_could_be_code() -> None:
    assert {name for name, tree in TREES.items() if imported(tree) & UNPACKS} == set(PICKLES)


def test_only_these_modules_can_reach_the_network() -> None:
    assert {name for name, tree in TREES.items() if imported(tree) & NETWORK} == set(REACH_OUT)


@pytest.mark.parametrize(
    ("code", "offence"),
    [
        ("eval(text)", "eval"),
        ("exec('x = 1')", "exec"),
        ("import os\nos.system('ls')", "os.system"),
        ("subprocess.run('ls', shell=True)", "shell="),
        ("subprocess.run('ls', shell=flag)", "shell="),
        ("os.execvp('sh', ['sh'])", "os.execvp"),
        ("yaml.load(text, Loader=yaml.Loader)", "yaml.load"),
    ],
)
def test_an_offence_is_seen(code: str, offence: str) -> None:
    assert offences(ast.parse(code)) == {offence}


def test_imports_are_seen_wherever_they_are() -> None:
    code = "import pickle as p\ndef f():\n    from socket import create_connection\n    import_module('requests.api')\n"
    assert imported(ast.parse(code)) == {"pickle", "socket", "requests"}
    assert imported(ast.parse("if TYPE_CHECKING:\n    import requests\n")) == set()
