"""Where domains end that nobody has registered for himself: registries ("co.uk"), and hosts whose customers are strangers.

Both are what the Public Suffix List (publicsuffix.org) is kept for, with its ICANN and its private section; the list comes with
the package `publicsuffixlist`, so that nothing is ever fetched. What it lacks is in `rules/mail/hosts.toml`.

Both are read when the first domain is asked for, as `zoneinfo` reads its zones: they are constants of what is installed, and
forty functions would otherwise hand a table on that none of them can have another one of.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList


def registered(domain: str) -> str:
    """The part of an ASCII domain that somebody registered; the whole where it is a suffix itself, or no domain at all."""
    public, own, ends = _lists()
    found = public.privatesuffix(domain) or ""
    below = own.privatesuffix(domain) or "" if domain.endswith(ends) else ""
    return max(found, below, key=len) or domain


@cache
def _lists() -> tuple[PublicSuffixList, PublicSuffixList, tuple[str, ...]]:
    """The public list, and our own with what it has. A suffix of either may stand below one of the other: the longer one
    counts.
    """
    import tomllib
    from importlib import resources

    from publicsuffixlist import PublicSuffixList

    hosts = tomllib.loads(resources.files("followbot.domain").joinpath("rules/mail/hosts.toml").read_text("utf-8"))
    own = [suffix for suffixes in hosts.values() for suffix in suffixes]
    return PublicSuffixList(), PublicSuffixList(own, accept_unknown=False), tuple(own)
