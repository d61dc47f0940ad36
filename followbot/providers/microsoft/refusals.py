"""What Microsoft's sign-in means when it says no. The families and their sentences are data (`rules/logins/microsoft.toml`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from followbot.errors import FollowbotError
from followbot.errors.microsoft import login_refused, registration_refused, sign_in_not_now, sign_in_refused

Families = Callable[[], Sequence[Mapping[str, Any]]]
"""The families, read when one is needed."""

SCOPES = ("Mail.ReadWrite", "Calendars.Read")
"""All that followbot asks for. Sending is another permission (Mail.Send), so Microsoft itself would refuse to send."""

_FINAL = frozenset(
    {
        "invalid_grant",
        "interaction_required",
        "login_required",
        "consent_required",
        "access_denied",
        "account_selection_required",
    }
)
_PASSING = frozenset({"temporarily_unavailable", "server_error", "service_not_available"})
_CODE = re.compile(r"\bAADSTS(\d{4,7})\b")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refused login or renewal. `error` is OAuth's word, `codes` Microsoft's numbers; neither names anybody."""

    error: str
    codes: tuple[int, ...] = ()
    device: bool = False

    @property
    def final(self) -> bool:
        """Whether only the user can go on."""
        return self.error in _FINAL

    @property
    def passing(self) -> bool:
        return self.error in _PASSING

    @property
    def named(self) -> str:
        """How the refusal is called in a sentence."""
        numbers = ", ".join(f"AADSTS{code}" for code in self.codes[:2])
        return numbers or self.error or "no reason given"


def refusal_of(answer: Mapping[str, Any], *, device: bool = False) -> Refusal:
    """The refusal in an answer of the sign-in; prose is looked at for its codes alone."""
    error = answer.get("error")
    word = error if isinstance(error, str) and re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]{0,60}", error) else ""
    listed = answer.get("error_codes")
    codes = [c for c in listed if isinstance(c, int)] if isinstance(listed, list) else []
    codes += map(int, _CODE.findall(str(answer.get("error_description") or "")[:4000]))
    return Refusal(word, tuple(dict.fromkeys(codes)), device)


@dataclass(frozen=True, slots=True)
class Adviser:
    """Turns refusals into sentences for one account. `authority` and `client_id` are those of its configuration."""

    account: str
    client_id: str
    authority: str
    families: Families

    @property
    def admin_url(self) -> str:
        """Where an administrator consents for the organisation
        (https://learn.microsoft.com/en-us/entra/identity-platform/v2-admin-consent)."""
        parts = urlsplit(self.authority)
        tenant = parts.path.strip("/").partition("/")[0]
        if not tenant or tenant.lower() in {"common", "consumers"}:
            tenant = "organizations"
        scope = quote(" ".join(f"https://graph.microsoft.com/{name}" for name in SCOPES))
        return (
            f"{parts.scheme}://{parts.netloc}/{tenant}/v2.0/adminconsent?client_id={quote(self.client_id)}"
            f"&scope={scope}&redirect_uri={quote('http://localhost', safe='')}"
        )

    def family(self, refusal: Refusal) -> Mapping[str, Any] | None:
        """The family that a refusal belongs to: by its codes, else by its error."""
        known = self.families()
        for family in known:
            codes = [*family["codes"], *(family.get("device_codes", ()) if refusal.device else ())]
            if any(code in codes for code in refusal.codes):
                return family
        return next((f for f in known if refusal.error in f.get("errors", ())), None)

    def why(self, refusal: Refusal) -> str:
        """Why the login does not work, in a sentence."""
        family = self.family(refusal)
        why = str(family["why"]) if family else "Microsoft's sign-in refuses the login."
        return f"{why.rstrip('.')} ({refusal.named})."

    def needs_admin(self, refusal: Refusal) -> bool:
        return bool((self.family(refusal) or {}).get("admin"))

    def error(self, refusal: Refusal) -> FollowbotError:
        """What to raise."""
        if refusal.passing:
            return sign_in_not_now(refusal.named)
        family = self.family(refusal)
        if family is None:
            return login_refused(self.account, refusal.named)
        advice = str(family["next"]).format(account=self.account, admin=self.admin_url, client=self.client_id)
        meaning = registration_refused if family.get("configuration") else sign_in_refused
        return meaning(self.account, self.why(refusal), advice)
