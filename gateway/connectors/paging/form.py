"""A page as JSON, for a tier that keeps it outside this process."""

from collections.abc import Callable
from typing import Any, Final, cast

from gateway.connectors.paging.pages import Page
from gateway.connectors.second import Form

_KINDS: Final = {
    "raw": list,
    "following": str | None,
    "total": int | None,
    "more": bool | None,
    "last": int | None,
}


def page_form(arrange: Callable[[object], object]) -> Form:
    """Return the form of pages; `arrange` leaves the rows out that are not shown.

    What came is written, so that what stays of it is worked out as it was.
    """

    def read(found: object) -> object:
        return arrange(_read(found))

    return Form(_written, read)


def _written(page: Page | None) -> object:
    if page is None:
        return None
    return {name: getattr(page, name) for name in _KINDS}


def _read(found: object) -> Page | None:
    """Return a page. Raises ValueError where it is none."""
    if found is None:
        return None
    parts = cast("dict[str, Any]", found) if isinstance(found, dict) else {}
    if parts.keys() != _KINDS.keys() or not all(
        isinstance(parts[name], kind) for name, kind in _KINDS.items()
    ):
        message = "this is no page"
        raise ValueError(message)
    return Page(parts["raw"], **parts)
