"""Which of a connector's addresses a URL belongs to."""

from collections.abc import Iterable


def is_below(url: str, base: str) -> bool:
    """Tell whether a URL is a base or goes on where it ends.

    `http://a/x` does so for `http://a`, and neither `http://a.b/x` nor `http://a:81/x`.
    """
    return url.startswith(base) and url[len(base) : len(base) + 1] in {"", "/", "?"}


def base_of(url: str, bases: Iterable[str]) -> str | None:
    """Return the base that a URL is below, of several the longest; None for none."""
    found: str | None = None
    for base in bases:
        if is_below(url, base) and (found is None or len(base) > len(found)):
            found = base
    return found
