"""What no code of followbot does, read from its syntax: run text, start a shell, unpack objects, reach out on its own.

Names are followed through imports and their aliases. What is put together while the program runs (`sys.modules[name]`,
`getattr` with a computed name, a library that reaches out by itself) is beyond what syntax shows.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "followbot"

RUNS_TEXT = frozenset({"eval", "exec", "compile", "__import__"})
SHELLS = frozenset({"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput", "pty.spawn"})
SHELL_NAMES = frozenset(
    {"sh", "bash", "dash", "zsh", "ksh", "csh", "tcsh", "fish", "busybox", "cmd", "cmd.exe", "powershell"}
)
BECOMING = ("os.exec", "os.spawn", "os.posix_spawn", "os.fork", "os.startfile")
UNPACKS = frozenset({"pickle", "_pickle", "marshal", "shelve", "dill", "cloudpickle", "ctypes", "_ctypes", "cffi"})
UNSAFE = frozenset({"tempfile.mktemp", "yaml.load", "yaml.load_all", "yaml.unsafe_load", "yaml.full_load"})
NETWORK = frozenset(
    {"socket", "_socket", "requests", "urllib3", "urllib.request", "http", "httplib2", "httpx", "httpx2", "aiohttp"}
    | {"imapclient", "imaplib", "poplib", "smtplib", "nntplib", "telnetlib", "ftplib", "openai", "caldav", "msal"}
    | {"socketserver", "asyncio", "xmlrpc", "websockets", "wsgiref", "logging.handlers", "ssl.get_server_certificate"}
    | {"google.auth.transport", "googleapiclient", "google_auth_oauthlib", "multiprocessing.connection"}
    | {"multiprocessing.managers"}
)
STARTS = frozenset(
    {"subprocess", "_posixsubprocess", "multiprocessing", "concurrent.futures.ProcessPoolExecutor"}
    | {"concurrent.futures.process", "pty", "webbrowser"}
)

PICKLES = {
    "bootstrap/apart.py": "between two processes of this program, over a pipe that nobody else holds an end of",
    "providers/local/notices.py": "no pickle: three calls of the C library, which has what the kernel tells of changed files",
}
BECOMES = {"cli/service.py": "`service exec` becomes systemd-run, with arguments of our own"}
PROGRAMS = {
    "bootstrap/apart.py": "our own interpreter and code, for judging",
    "cli/auth.py": "the browser, to log in",
    "cli/manual.py": "`man`, to show a page of ours",
    "daemon/notifiers.py": "the desktop's notifier, with texts of our own",
    "daemon/sandbox.py": "tries whether the sandbox forbids it",
    "daemon/steps.py": "systemd's own programs, to install the service",
}
"""Every module that imports something that could start a program, and what for."""
NAMED_LATER = {"errors/listing.py": "the modules of followbot.errors, to list all errors"}
"""Every module that imports by a name that is not written there."""
REACH_OUT = {
    "bootstrap/apart.py": "a pipe to a process of our own",
    "providers/http.py": "the one HTTP transport, with its allow-list",
    "providers/llm.py": "the server that `composer.llm` names; no redirects",
    "providers/loopback.py": "listens on this machine for the end of a login",
    "providers/consent.py": "asks for a free port of this machine",
    "providers/google/api.py": "Google's client builds requests and reads answers; they go over our transport",
    "providers/google/auth.py": "the library words the address of the login's page; nothing goes through it",
    "providers/microsoft/identity.py": "msal, over our transport",
    "providers/imap/connection.py": "the mail server of the configuration",
    "providers/imap/survey.py": "a question to the same server, over that connection",
    "providers/imap/calendars.py": "caldav, over our transport (imap/dav.py)",
    "providers/local/layout.py": "only the spelling of folder names (UTF-7)",
    "daemon/notify.py": "systemd's socket, which is a file",
    "daemon/sandbox.py": "tries whether the sandbox forbids it",
}
"""Every module that imports something that could reach the network, and what for."""


@functools.cache
def trees() -> dict[str, ast.Module]:
    """Every module of followbot by its path; read when it is asked for, because each worker of a run imports this file."""
    return {str(p.relative_to(PACKAGE)): ast.parse(p.read_text("utf-8")) for p in sorted(PACKAGE.rglob("*.py"))}


def dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


@functools.cache
def seen(tree: ast.AST) -> tuple[ast.AST, ...]:
    """Every node but for what only a type checker sees."""
    found, left = [], [tree]
    while left:
        node = left.pop()
        found.append(node)
        only_typed = isinstance(node, ast.If) and dotted(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")
        left += node.orelse if isinstance(node, ast.If) and only_typed else ast.iter_child_nodes(node)
    return tuple(found)


@functools.cache
def aliases(tree: ast.AST) -> dict[str, set[str]]:
    """What each name that an import binds, anywhere in the file, may stand for."""
    bound: dict[str, set[str]] = {}
    for node in seen(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                bound.setdefault(alias.asname or top, set()).add(alias.name if alias.asname else top)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            for alias in node.names:
                bound.setdefault(alias.asname or alias.name, set()).add(f"{node.module}.{alias.name}")
    return bound


def meant(node: ast.AST, bound: Mapping[str, set[str]]) -> set[str]:
    """The full names that an expression may stand for, without `builtins.`; a name that no import binds is itself."""
    top, dot, rest = dotted(node).partition(".")
    return {f"{full}{dot}{rest}".removeprefix("builtins.") for full in bound.get(top, {top})}


def used(tree: ast.AST) -> set[str]:
    """Every full name that code mentions: called, imported, handed on, or asked for with `getattr`."""
    bound = aliases(tree)
    found = {full.removeprefix("builtins.") for names in bound.values() for full in names}
    for node in seen(tree):
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
            found |= meant(node, bound)
        elif isinstance(node, ast.Call) and dotted(node.func) == "getattr" and len(node.args) > 1:
            of, name = node.args[:2]
            if isinstance(name, ast.Constant):
                found |= {f"{full}.{name.value!s}".removeprefix("builtins.") for full in meant(of, bound)}
    return found


def by_name(tree: ast.AST) -> Iterator[ast.expr]:
    """The names that `import_module` is asked for."""
    bound = aliases(tree)
    for node in seen(tree):
        if isinstance(node, ast.Call) and any(full.endswith("import_module") for full in meant(node.func, bound)):
            yield from node.args[:1]


@functools.cache
def imported(tree: ast.AST) -> set[str]:
    """Full names of what code imports, and of what it takes from there."""
    bound = aliases(tree)
    found = {full for names in bound.values() for full in names}
    for node in seen(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.Attribute) and dotted(node).partition(".")[0] in bound:
            found |= meant(node, bound)
    return found | {str(name.value) for name in by_name(tree) if isinstance(name, ast.Constant)}


def among(tree: ast.AST, listed: Iterable[str]) -> set[str]:
    """Those of a list that code imports: the module itself, something in it, or all of a package that it is in."""
    names = imported(tree)
    return {one for one in listed if any(f"{name}.".startswith(f"{one}.") for name in names)} | {
        one for one in listed if any(name.endswith(".*") and one.startswith(name[:-1]) for name in names)
    }


def offences(tree: ast.AST) -> set[str]:
    """What runs text, starts a shell, or is known to be unsafe."""
    names = used(tree)
    named = names & (RUNS_TEXT | SHELLS | UNSAFE)
    becoming = {name for name in names if name.startswith(BECOMING)}
    shells = {"shell=" for c in seen(tree) if isinstance(c, ast.Call) for k in c.keywords if k.arg == "shell"}
    return named | becoming | shells | {"a shell by name" for node in seen(tree) if is_shell(node)}


def is_shell(node: ast.AST) -> bool:
    """Whether this is a list that begins with a shell, as a command does; a list of nothing but shells is none."""
    if not isinstance(node, ast.List | ast.Tuple):
        return False
    shells = [isinstance(e, ast.Constant) and str(e.value).rpartition("/")[2] in SHELL_NAMES for e in node.elts]
    return shells[:1] == [True] and (len(shells) == 1 or not all(shells))


def modules(listed: Iterable[str]) -> set[str]:
    listed = frozenset(listed)
    return {name for name, tree in trees().items() if among(tree, listed)}


def test_no_code_runs_text_or_starts_a_shell() -> None:
    found = {name: offences(tree) for name, tree in trees().items()}
    assert {name: what for name, what in found.items() if what} == {name: {"os.execv"} for name in BECOMES}


def test_nothing_is_unpacked_that_could_be_code() -> None:
    assert modules(UNPACKS) == set(PICKLES)


def test_only_these_modules_can_reach_the_network() -> None:
    assert modules(NETWORK) == set(REACH_OUT)


def test_only_these_modules_can_start_a_program() -> None:
    assert modules(STARTS) == set(PROGRAMS)


def test_only_these_modules_import_by_a_name_that_is_not_written_there() -> None:
    found = {name for name, tree in trees().items() if any(not isinstance(n, ast.Constant) for n in by_name(tree))}
    assert found == set(NAMED_LATER)


@pytest.mark.parametrize(
    ("code", "offence"),
    [
        ("eval(text)", "eval"),
        ("exec('x = 1')", "exec"),
        ("import os\nos.system('ls')", "os.system"),
        ("subprocess.run('ls', shell=True)", "shell="),
        ("subprocess.run('ls', shell=flag)", "shell="),
        ("os.execvp('sh', ['-c'])", "os.execvp"),
        ("yaml.load(text, Loader=yaml.Loader)", "yaml.load"),
        ("from os import system", "os.system"),
        ("from os import system as s\ns('ls')", "os.system"),
        ("import os as o\no.system('ls')", "os.system"),
        ("import os\nrun = os.system", "os.system"),
        ("import os\ngetattr(os, 'system')('ls')", "os.system"),
        ('subprocess.run(["sh", "-c", x])', "a shell by name"),
        ('subprocess.run(["/bin/bash", "-c", x])', "a shell by name"),
        ("from builtins import eval", "eval"),
        ("import builtins as b\nb.eval(text)", "eval"),
        ("from yaml import load", "yaml.load"),
        ("from yaml import load as read\nread(text)", "yaml.load"),
    ],
)
def test_an_offence_is_seen(code: str, offence: str) -> None:
    assert offences(ast.parse(code)) == {offence}


@pytest.mark.parametrize(
    ("code", "module"),
    [
        ("from urllib.request import urlopen", "urllib.request"),
        ("from urllib import request", "urllib.request"),
        ("from urllib import *", "urllib.request"),
        ("import urllib\nurllib.request.urlopen(x)", "urllib.request"),
        ("import google.auth.transport.requests", "google.auth.transport"),
        ("import google.auth.transport.requests as r", "google.auth.transport"),
        ("from google.auth.transport import requests", "google.auth.transport"),
        ("from google.auth import transport", "google.auth.transport"),
        ("import googleapiclient", "googleapiclient"),
        ("from googleapiclient.discovery import build", "googleapiclient"),
        ("from google_auth_oauthlib.flow import Flow", "google_auth_oauthlib"),
        ("from multiprocessing.connection import Client", "multiprocessing.connection"),
        ("import multiprocessing.connection", "multiprocessing.connection"),
        ("import _socket", "_socket"),
        ("def f():\n    from socket import create_connection", "socket"),
        ("import_module('requests.api')", "requests"),
        ("from importlib import import_module as i\ni('_socket')", "_socket"),
        ("if TYPE_CHECKING:\n    pass\nelse:\n    import requests", "requests"),
    ],
)
def test_a_way_to_the_network_is_seen(code: str, module: str) -> None:
    assert among(ast.parse(code), NETWORK) == {module}


@pytest.mark.parametrize(
    "code", ["from urllib.parse import quote", "if TYPE_CHECKING:\n    import requests\n", "import google"]
)
def test_what_reaches_nobody_is_no_way(code: str) -> None:
    assert not among(ast.parse(code), NETWORK)


@pytest.mark.parametrize(
    ("code", "listed", "module"),
    [
        ("import subprocess as s\ns.run(line)", STARTS, "subprocess"),
        ("import subprocess\nsubprocess.run(['sh', '-c', x])", STARTS, "subprocess"),
        ("from subprocess import run", STARTS, "subprocess"),
        ("from multiprocessing.connection import Client", STARTS, "multiprocessing"),
        ("import pickle as p", UNPACKS, "pickle"),
        ("def f():\n    from marshal import loads", UNPACKS, "marshal"),
    ],
)
def test_starters_and_unpackers_are_seen(code: str, listed: frozenset[str], module: str) -> None:
    assert among(ast.parse(code), listed) == {module}
