"""Rules on the text of the file, before it becomes models: no secrets in it, and no two accounts of one name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from followbot.config.problems import Key
from followbot.errors import values as bad

Complaint = tuple[Key, str]

_SECRET = re.compile(
    r"(?:.*[_-])?(?:password|passwd|passphrase|passcode|pwd|secret|token|api[_-]?key|private[_-]?key|credentials?)",
    re.IGNORECASE,
)


def remove_secrets(data: Any, at: Key = ()) -> Iterator[Complaint]:
    """Take every value out of the data whose key says that it is a secret. The sentences never quote it."""
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield from remove_secrets(item, (*at, index))
    if isinstance(data, dict):
        for name in list(data):
            if _SECRET.fullmatch(name):
                del data[name]
                yield (*at, name), _where_secrets_go(name, at)
            else:
                yield from remove_secrets(data[name], (*at, name))


def _where_secrets_go(name: str, at: Key) -> str:
    if name.lower() == "client_secret" and "google" in at:
        return str(bad.client_secret_here())
    return str(bad.secret_here())


def store_secret(data: dict[str, Any]) -> Iterator[Complaint]:
    """A database password inside `store.url`; the environment may carry one, the file may not."""
    store = data.get("store")
    if not isinstance(store, dict) or not isinstance(store.get("url"), str):
        return
    if re.match(r"[^/]*://[^/@]*:[^/@]+@", store["url"]):
        del store["url"]
        yield ("store", "url"), str(bad.database_password_here())


def unique_accounts(data: dict[str, Any]) -> Iterator[Complaint]:
    """Account names are what cursors, secrets and `auth login` go by."""
    accounts = data.get("accounts")
    first: dict[str, int] = {}
    for index, account in enumerate(accounts if isinstance(accounts, list) else []):
        name = account.get("name") if isinstance(account, dict) else None
        if not isinstance(name, str):
            continue
        earlier = first.setdefault(name.strip().casefold(), index)
        if earlier != index:
            yield ("accounts", index, "name"), str(bad.same_account_name(earlier))


RULES: tuple[Callable[[dict[str, Any]], Iterator[Complaint]], ...] = (remove_secrets, store_secret, unique_accounts)
