"""Who a draft comes from. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identity:
    """An address that a mailbox may write from, as the provider knows it. `signature` is plain text, "" for none."""

    email: str
    signature: str = ""
    default: bool = False


def identity_for(invited: str, own: str, addresses: Collection[str], identities: Iterable[Identity]) -> Identity:
    """The address that was invited, else the mailbox's default one, else the account's `own`.

    A provider that names its identities puts another sender on a mail from any other address, so that only those count;
    and of those, only what the configuration calls the user's (`addresses`).
    """
    known = {identity.email: identity for identity in identities if identity.email in addresses}
    if invited in known:
        return known[invited]
    if invited in addresses and not known:
        return Identity(invited)
    default = next((identity for identity in known.values() if identity.default), None)
    return default or known.get(own) or Identity(own)
