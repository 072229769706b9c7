"""What to say of a word that names nothing."""

from collections.abc import Iterable

from gateway.config.problems import near

_SHOWN = 8


def hint(wrong: str, known: Iterable[str]) -> str | None:
    """Suggest the nearest known word, or else list what there is."""
    words = list(known)
    if not words:
        return None
    listed = ", ".join(f"`{word}`" for word in words[:_SHOWN])
    more = ", …" if len(words) > _SHOWN else ""
    return near(wrong, words) or f"yang ada: {listed}{more}"
