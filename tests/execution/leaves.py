"""Raw leaf values with what each reads as: a table that owes the readers nothing."""

from typing import Any, Final

_INTEGERS: Final[list[tuple[Any, Any]]] = [(0, 0), (7, 7), ("12", 12), (2.0, 2)]
_NO_NUMBER: Final[list[Any]] = ["x", True, {"a": 1}, [3]]

GOOD: Final[dict[str, list[tuple[Any, Any]]]] = {
    "Int": [*_INTEGERS, (-2147483648, -2147483648)],
    "Float": [(1.5, 1.5), (7, 7.0), ("2.5", 2.5)],
    "String": [("a", "a"), ("", ""), ('ä\n"', 'ä\n"'), (7, "7"), (True, "true")],
    "ID": [("a", "a"), ("b", "b"), ("d e&/", "d e&/"), (7, "7")],
    "Boolean": [(True, True), (False, False), ("true", True)],
    "Rupiah": [*_INTEGERS, (12345678901, 12345678901)],
    "Date": [("2026-08-17", "2026-08-17")],
    "JSON": [({"a": [1, None]}, {"a": [1, None]}), ([], []), (0, 0)],
    "Warna": [("MERAH", "MERAH"), ("BIRU", "BIRU")],
}
"""For each leaf type: raw values that can be read, and what they read as."""

BAD: Final[dict[str, list[Any]]] = {
    "Int": [*_NO_NUMBER, 2147483648, 1.5],
    "Float": _NO_NUMBER,
    "String": [{"a": 1}],
    "ID": [{"a": 1}, {}],
    "Boolean": ["x", 7, {"a": 1}],
    "Rupiah": [*_NO_NUMBER, 0.5],
    "Date": ["2026-02-30", 7, {"a": 1}],
    "JSON": [],
    "Warna": ["HIJAU", 7, {"a": 1}],
}
"""For each leaf type: raw values that cannot be read, none of them a list of good ones."""

KEYS: Final = ("a", "b", "d e&/", "7")
"""What keys read as; a fifth one is of no row."""


class Unreadable(Exception):  # noqa: N818 - it names what the value is
    """A raw value that breaks its declared type."""


def expected(leaf: str, raw: Any) -> Any:
    """Return what a raw value reads as. Raises Unreadable."""
    for known, value in GOOD[leaf]:
        if type(known) is type(raw) and known == raw:
            return value
    raise Unreadable
