"""Who a draft comes from."""

from __future__ import annotations

import pytest

from followbot.app.identity import Identity, identity_for

OWN, ALIAS, JOBS, OTHER = "sam@home.example", "s@home.example", "jobs@home.example", "other@else.example"
MINE = {OWN, ALIAS, JOBS}


@pytest.mark.parametrize(
    ("invited", "identities", "expected"),
    [
        ("", (), OWN),
        (ALIAS, (), ALIAS),
        (OTHER, (), OWN),
        (ALIAS, (Identity(OWN, default=True), Identity(ALIAS)), ALIAS),
        ("", (Identity(OWN), Identity(ALIAS, default=True)), ALIAS),
        (ALIAS, (Identity(OWN, default=True),), OWN),
        (ALIAS, (Identity(OWN), Identity(JOBS, default=True)), JOBS),
        ("", (Identity(OWN), Identity(OTHER, default=True)), OWN),
        (OTHER, (Identity(OTHER, default=True),), OWN),
    ],
)
def test_the_sender_is_an_address_of_the_user_that_the_mailbox_may_use(
    invited: str, identities: tuple[Identity, ...], expected: str
) -> None:
    assert identity_for(invited, OWN, MINE, identities).email == expected
