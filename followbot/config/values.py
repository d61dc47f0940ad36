"""The kinds of values a configuration file may hold: each a parser with a sentence for the user, and a JSON Schema.

The file is read as text (see `source`), so every parser starts from a string, whether it came from YAML or the environment.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, ValidationInfo, WithJsonSchema

from followbot.errors import values as bad

VARIETIES = {"zh": "zh-hant", "pt": "pt-br"}
"""Languages that are written otherwise elsewhere: Chinese in traditional characters, Portuguese in Brazil."""
_PLACES = {"zh": frozenset({"tw", "hk", "mo", "hant"}), "pt": frozenset({"br"})}
LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "pl", "sv", "tr", "ja", "zh")

LONGEST = timedelta(days=3650)
"""Beyond ten years a duration is a slip of the finger."""

# ISO 3166-1 alpha-2, the officially assigned codes. A wrong code would silently mean "no public holidays".
_COUNTRIES = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
    CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD
    GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
    KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW
    MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC
    SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY
    UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
COUNTRIES = frozenset(_COUNTRIES.split())

_UNITS = {
    "s": timedelta(seconds=1),
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_PART = re.compile(r"(\d{1,9})\s*(s|min|h|d|w)", re.ASCII)
_DURATION = re.compile(rf"{_PART.pattern}(?:\s*{_PART.pattern})*", re.ASCII)
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_ADDRESS = re.compile(
    r"[^\s@<>()\[\]\\,;:\"]{1,64}@(?:[^\W_][\w-]{0,62}\.)+[^\W\d_][\w-]{0,62}|[^\s@<>()\[\]\\,;:\"]{1,64}@localhost"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CONTROL_IN_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LOOPBACK = re.compile(r"localhost|127(?:\.\d{1,3}){3}|::1", re.ASCII)


def shown(value: object) -> str:
    """A value as a message quotes it: short, and on one line."""
    text = _CONTROL.sub(" ", str(value))
    return f'"{text[:47]}..."' if len(text) > 50 else f'"{text}"'


def suggestion(word: str, known: Iterable[str]) -> str:
    """ "Did you mean X?", or nothing when no known word is near."""
    by_folded = {candidate.casefold(): candidate for candidate in known}
    near = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return f"Did you mean {by_folded[near[0]]}?" if near else ""


# --- time -----------------------------------------------------------------------------------------------------------


def parse_duration(value: Any) -> timedelta:
    """`24h`, `7d`, `15min`, `1d 12h`. Calendar units (months) have no fixed length and are not offered."""
    if isinstance(value, timedelta):
        return value
    text = str(value).strip()
    if not _DURATION.fullmatch(text):
        raise bad.no_duration(shown(value))
    try:
        total = sum((int(number) * _UNITS[unit] for number, unit in _PART.findall(text)), timedelta())
    except OverflowError:
        raise bad.too_long(shown(value)) from None
    if total > LONGEST:
        raise bad.too_long(shown(value))
    return total


def format_duration(value: timedelta) -> str:
    """Text that `parse_duration` reads back as the same; hours up to three days, as people say them."""
    units = ("d", "h", "min") if value > timedelta(days=3) else ("h", "min")
    unit = next((unit for unit in units if value and not value % _UNITS[unit]), "s")
    return f"{value // _UNITS[unit]}{unit}"


def parse_time(value: Any) -> time:
    """`09:00`, on a 24-hour clock."""
    if isinstance(value, time):
        return value
    match = _TIME.fullmatch(str(value).strip())
    if match is None:
        raise bad.no_time(shown(value))
    return time(int(match[1]), int(match[2]))


def format_time(value: time) -> str:
    return value.strftime("%H:%M")


def check_zone(name: str) -> str:
    """A name of the IANA time zone database that this machine knows."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, not a relative name, or a folder of the database
        hint = suggestion(name, available_timezones()) or "Write it like Europe/Berlin."
        raise bad.no_zone(shown(name), hint) from None
    return name


# --- people and places ----------------------------------------------------------------------------------------------


def check_email(text: str) -> str:
    """A bare address (RFC 5321 in its common shape); no display name, no quoting, no comments."""
    address = text.strip()
    if len(address) > 254 or not _ADDRESS.fullmatch(address):
        raise bad.no_email(shown(text))
    return address


def check_country(text: str) -> str:
    """ISO 3166-1 alpha-2, optionally with a subdivision (ISO 3166-2): `DE`, `DE-BY`; empty for no country."""
    code = text.strip().upper()
    if not code:
        return ""
    country, _, subdivision = code.partition("-")
    if country in COUNTRIES and (country == code or re.fullmatch(r"[A-Z0-9]{1,3}", subdivision)):
        return code
    raise bad.no_country_but_gb(shown(text)) if country == "UK" else bad.no_country(shown(text))


def check_language(text: str) -> str:
    """One of the languages followbot can write; a regional variant counts as its language (`de-AT` is `de`).

    Chinese has two scripts: where people write the traditional one (`zh-TW`, `zh-HK`, `zh-Hant`), it is `zh-hant`. Portuguese
    has other customs in Brazil: `pt-BR` is `pt-br`.
    """
    code, *variant = re.split(r"[-_.@]", text.strip().lower())
    if code not in LANGUAGES:
        raise bad.no_language(shown(text), ", ".join((*LANGUAGES, "zh-TW", "pt-BR")))
    return VARIETIES[code] if not _PLACES.get(code, frozenset()).isdisjoint(variant) else code


def check_line(text: str) -> str:
    """Text that may end up in a header or a table: one line, not empty."""
    line = text.strip()
    if not line:
        raise bad.empty()
    if _CONTROL.search(line):
        raise bad.not_one_line()
    return line


def check_text(text: str) -> str:
    """Text of several lines without control characters."""
    if _CONTROL_IN_TEXT.search(text):
        raise bad.control_characters()
    return text.strip("\n")


def check_account_name(text: str) -> str:
    """A name to type in the shell and to keep cursors under."""
    name = text.strip()
    if not re.fullmatch(r"[^\W_][\w .@+-]{0,63}", name):
        raise bad.no_account_name(shown(text))
    return name


def check_folder(text: str) -> str:
    """A mail folder's name below its mailbox; never a way out of it."""
    name = check_line(text)
    if name.startswith(("/", "~")) or ".." in name.split("/"):
        raise bad.no_inner_folder(shown(text))
    return name


# --- where things are -----------------------------------------------------------------------------------------------


def resolve(text: str, folder: Path) -> Path:
    """`~` is the home folder; a relative path starts at `folder`, where the configuration file lies."""
    try:
        return folder / Path(check_line(text)).expanduser()
    except RuntimeError:  # pathlib's word for "no such home"
        raise bad.unknown_home(shown(text)) from None


def _resolve(value: Any, info: ValidationInfo) -> Any:
    folder = (info.context or {}).get("folder")
    return resolve(value, folder) if isinstance(value, str) and folder is not None else value


def is_url(text: str) -> bool:
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", text) is not None


def check_url(text: str) -> str:
    """An https URL, or any http one on this machine; no credentials in it. Returned without a trailing slash."""
    url = check_line(text)
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise bad.no_url(shown(text)) from None
    if re.search(r"[\s#]", url):
        raise bad.no_url(shown(text))
    if parts.username is not None or parts.password is not None:
        raise bad.url_with_login()
    if parts.scheme == "http" and _LOOPBACK.fullmatch(host):
        return url.rstrip("/")
    if parts.scheme != "https" or not host:
        raise bad.url_unencrypted(shown(text))
    return url.rstrip("/")


def _locate(value: Any, info: ValidationInfo) -> Any:
    """A path or a feed. Feeds are capability URLs: they are checked, but never quoted or shortened."""
    if not isinstance(value, str):
        return value
    text = re.sub(r"^webcals?://", "https://", value.strip(), flags=re.IGNORECASE)
    if not is_url(text):
        return str(_resolve(value, info))
    check_feed(text)
    return text


def check_feed(url: str) -> None:
    """Like `check_url`, for addresses that work as passwords ("secret address in iCal format"): they are never quoted."""
    try:
        check_url(url)
    except ValueError:
        raise bad.feed_unsafe() from None


def _store_url(value: Any, info: ValidationInfo) -> Any:
    """A SQLAlchemy URL. SQLite's path is resolved like every other one; a database in memory would forget every night."""
    if not isinstance(value, str):
        return value
    url = check_line(value)
    scheme, separator, rest = url.partition("://")
    if not separator or not re.fullmatch(r"[a-z][a-z0-9]*(?:\+[a-z0-9]+)?", scheme):
        raise bad.no_database_url()
    if scheme.partition("+")[0] != "sqlite":
        return url
    path = rest.removeprefix("/")
    if not path or path.startswith(":memory:"):
        raise bad.store_in_memory()
    return f"{scheme}:///{_resolve(path, info)}"


def _one_or_many(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


# --- the types ------------------------------------------------------------------------------------------------------

Duration = Annotated[
    timedelta,
    BeforeValidator(parse_duration),
    PlainSerializer(format_duration),
    WithJsonSchema(
        {"type": "string", "pattern": "^\\s*(\\d{1,9}\\s*(s|min|h|d|w)\\s*)+$", "examples": ["15min", "24h", "7d"]}
    ),
]
TimeOfDay = Annotated[
    time,
    BeforeValidator(parse_time),
    PlainSerializer(format_time),
    WithJsonSchema({"type": "string", "pattern": "^([01]?\\d|2[0-3]):[0-5]\\d$", "examples": ["09:00"]}),
]
Line = Annotated[str, AfterValidator(check_line)]
Text = Annotated[str, AfterValidator(check_text)]
AccountName = Annotated[str, AfterValidator(check_account_name)]
FolderName = Annotated[str, AfterValidator(check_folder)]
Email = Annotated[str, AfterValidator(check_email), WithJsonSchema({"type": "string", "format": "email"})]
Zone = Annotated[str, AfterValidator(check_zone), WithJsonSchema({"type": "string", "examples": ["Europe/Berlin"]})]
Country = Annotated[
    str,
    AfterValidator(check_country),
    WithJsonSchema({"type": "string", "pattern": "^([A-Za-z]{2}(-[A-Za-z0-9]{1,3})?)?$", "examples": ["DE", "DE-BY"]}),
]
Language = Annotated[
    str, AfterValidator(check_language), WithJsonSchema({"type": "string", "enum": [*LANGUAGES, *VARIETIES.values()]})
]
Url = Annotated[str, AfterValidator(check_url), WithJsonSchema({"type": "string", "format": "uri"})]
StoreUrl = Annotated[str, BeforeValidator(_store_url), WithJsonSchema({"type": "string"})]
FilePath = Annotated[Path, BeforeValidator(_resolve), WithJsonSchema({"type": "string"})]
PathOrUrl = Annotated[str, BeforeValidator(_locate), WithJsonSchema({"type": "string"})]


def _many(schema: dict[str, object]) -> Any:
    return WithJsonSchema({"anyOf": [schema, {"type": "array", "items": schema}]})


Lines = Annotated[tuple[Line, ...], BeforeValidator(_one_or_many), _many({"type": "string"})]
Emails = Annotated[tuple[Email, ...], BeforeValidator(_one_or_many), _many({"type": "string", "format": "email"})]
PathsOrUrls = Annotated[tuple[PathOrUrl, ...], BeforeValidator(_one_or_many), _many({"type": "string"})]
FolderNames = Annotated[tuple[FolderName, ...], BeforeValidator(_one_or_many), _many({"type": "string"})]
"""One or several names; a single one needs no list."""
