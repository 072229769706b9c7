"""The names the gateway itself brings to the graph."""

from typing import Final

TEXTS: Final = frozenset({"String", "ID", "URL"})
INTEGERS: Final = frozenset({"Int", "Long", "Rupiah"})
NUMBERS: Final = INTEGERS | {"Float", "Decimal"}
DATES: Final = frozenset({"Date", "DateTime", "Time"})

REALS: Final = frozenset({"Float", "Decimal"})

SCALARS: Final = TEXTS | NUMBERS | DATES | {"Boolean", "JSON"}
"""Every scalar a field or an argument may have."""

PROVENANCE: Final = "Sumber"
"""The object type that says which connector gave a row."""

FRESHNESS: Final = "Kesegaran"
"""The object type that says how old a row's answer is, and `KEADAAN` its state."""

KEADAAN: Final = "KeadaanData"

ROOT_TYPES: Final = frozenset({"Query", "Mutation", "Subscription"})

RESERVED_TYPES: Final = (
    SCALARS
    | ROOT_TYPES
    | {"Node", "PageInfo", "Opd", PROVENANCE, FRESHNESS, KEADAAN}
    | {"_Any", "_Entity", "_Service"}  # Apollo Federation's subgraph types
)
"""Type names a configuration may not define."""

RESERVED_ROOTS: Final = frozenset({"opd", "node", "_entities", "_service"})
"""Root fields that are defined in code."""

ZONES: Final = frozenset({"WIB", "WITA", "WIT", "UTC"})
"""Time zones by name; any other is ±HH:MM."""
