"""The XML of WebDAV answers (RFC 4918, section 13), as far as calendars need it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from followbot.providers.imap.dav import Garbled, NotPossible

if TYPE_CHECKING:
    from caldav.davclient import DAVResponse

_DAV = "{DAV:}"
_CAL = "{urn:ietf:params:xml:ns:caldav}"
SPACES = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"'

TYPE, NAME, PRINCIPAL, ETAG, TOKEN = (
    _DAV + name for name in ("resourcetype", "displayname", "current-user-principal", "getetag", "sync-token")
)
HOME, COMPONENTS, DATA = (
    _CAL + name for name in ("calendar-home-set", "supported-calendar-component-set", "calendar-data")
)


def responses(answer: DAVResponse) -> dict[str, dict[str, Any]]:
    """The properties that were found, by the href as the server wrote it.

    The library decodes hrefs, after which a file called "a#1.ics" or "a/b.ics" can no longer be asked for. Raises
    `NotPossible` for a document from whose silence nothing follows: one of another kind, one that names no place for what it
    tells, and a list cut short (507: RFC 4918, section 9.1, and RFC 6578, section 3.6).
    """
    tree = answer.tree
    if tree is None:
        raise Garbled
    if next(tree.iter(f"{_DAV}multistatus"), None) is None:
        raise NotPossible("no multistatus")
    found: dict[str, dict[str, Any]] = {}
    for response in tree.iter(f"{_DAV}response"):
        href = text_of(response.find(f"{_DAV}href"))
        if not href or " 507" in text_of(response.find(f"{_DAV}status")):
            raise NotPossible("an unfinished multistatus")
        props = found.setdefault(href, {})
        for propstat in response.iter(f"{_DAV}propstat"):
            if " 200" in text_of(propstat.find(f"{_DAV}status")):
                props.update({prop.tag: prop for prop in propstat.findall(f"{_DAV}prop/*")})
    return found


def element(name: str) -> str:
    """An empty element of one of our two namespaces."""
    space, _, local = name[1:].partition("}")
    return f"<{'d' if space == 'DAV:' else 'c'}:{local}/>"


def text_of(element: Any) -> str:
    return (element.text or "").strip() if element is not None else ""


def hrefs(element: Any) -> list[str]:
    return [text_of(href) for href in element.iter(f"{_DAV}href") if text_of(href)] if element is not None else []


def is_calendar(resourcetype: Any) -> bool:
    return resourcetype is not None and resourcetype.find(f"{_CAL}calendar") is not None


def is_collection(resourcetype: Any) -> bool:
    return resourcetype is not None and resourcetype.find(f"{_DAV}collection") is not None


def holds_events(components: Any) -> bool:
    """Whether events may lie there; a calendar that does not say takes everything (RFC 4791, section 5.2.3)."""
    names = [c.get("name", "").upper() for c in components.iter(f"{_CAL}comp")] if components is not None else []
    return not names or "VEVENT" in names
