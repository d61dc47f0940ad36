"""Examples of every command: shown by its `--help` and in the manual page.

By the words after `followbot`; each example is what to type after it, and what for. Short enough for 80 columns together.
"""

from __future__ import annotations

EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "init": (
        ("init", "be asked, one question at a time"),
        ("init --provider google", "with the first answer given"),
        ("init --provider imap --email sam@gmx.de --name 'Sam Taylor'", ""),
    ),
    "demo": (("demo", "watch it"), ("demo --into stage", "keep its mailbox in ./stage")),
    "once": (
        ("once --dry-run", "only say what would happen"),
        ("once", "do it"),
        ("once --json | jq .created", "the drafts that were made"),
    ),
    "run": (("run", "until Ctrl-C"), ("run -v", "and say more in the log")),
    "status": (
        ("status", "everything at a glance"),
        ("status --watch", "and stay up to date, until Ctrl-C"),
        ("status --json | jq '.interviews[].state'", ""),
    ),
    "why": (("why acme", "the company's name is enough"), ("why 'Jane Doe'", "so is a person's, or a role")),
    "note": (
        ("note acme 'Jane runs the billing rewrite; we spoke of queues'", ""),
        ("note acme --rapport great", "how you got on"),
        ("note acme --hear-by 2026-12-04", "when they said you would hear"),
    ),
    "confirm": (("confirm acme", "yes, this is an interview of mine"),),
    "ignore": (("ignore acme", "no, leave this one alone"),),
    "forget": (("forget acme", "asks first"), ("forget acme --yes", "does not, for scripts")),
    "export": (
        ("export --output followbot.json", "a file that only you can read"),
        ("export acme | less", "what it keeps about one company"),
    ),
    "preview": (
        ("preview acme", "what comes next"),
        ("preview acme --kind nudge", "the second mail"),
    ),
    "inspect event": (("inspect event invite.ics --me sam@example.org", "is this an interview, and why?"),),
    "inspect mail": (
        ("inspect mail answer.eml", "is this an answer, and why?"),
        ("inspect mail answer.eml --contact jane@acme.example", ""),
    ),
    "doctor": (
        ("doctor", "look, and change nothing"),
        ("doctor --write", "also try a draft, and take it back"),
        ("doctor --json | jq '.checks[] | select(.level != \"ok\")'", ""),
    ),
    "auth login": (
        ("auth login", "in this computer's browser"),
        ("auth login main --no-browser", "on a machine without one"),
        ("auth login work --device", "by a code on another device (Microsoft)"),
    ),
    "auth status": (("auth status", "all accounts"), ("auth status work", "one")),
    "auth logout": (("auth logout work", "drafts and plans stay"),),
    "service install": (
        ("service install --dry-run", "show every step"),
        ("service install", "for you, from login to logout"),
        ("service install --linger", "for you, from boot on"),
        ("sudo followbot service install --system", "for the machine, by a user of its own"),
    ),
    "service uninstall": (("service uninstall", "configuration, store and key stay"),),
    "service status": (("service status", "does it run?"),),
    "service exec": (("sudo followbot service exec status", "what the system service knows"),),
    "config check": (("config check", "every problem, with its line"), ("config check --config new.yaml", "")),
    "config schema": (("config schema > config.schema.json", "for the editor"),),
    "config example": (("config example | less", "everything that can be set"),),
    "config llm-key": (("config llm-key", "type it, unseen"), ("config llm-key < key.txt", "or pipe it in")),
    "completion": (
        ("completion bash >> ~/.bash_completion", ""),
        ("completion zsh > ~/.zfunc/_followbot", "a folder of your $fpath"),
        ("completion fish > ~/.config/fish/completions/followbot.fish", ""),
    ),
    "man": (("man", "read it"), ("man > followbot.1", "its source")),
}


def lines(command: str, width: int = 78) -> list[str]:
    """The examples of a command as lines to type, each with its purpose behind it, or above it where that is too long."""
    typed = [(_whole(line), purpose) for line, purpose in EXAMPLES.get(command, ())]
    column = max((len(line) for line, purpose in typed if purpose), default=0) + 2
    if all(column + 2 + len(purpose) <= width for _, purpose in typed if purpose):
        return [f"{line:<{column}}# {purpose}" if purpose else line for line, purpose in typed]
    return [part for line, purpose in typed for part in ((f"# {purpose}", line) if purpose else (line,))]


def _whole(line: str) -> str:
    return line if line.startswith("sudo ") else f"followbot {line}"
