"""The graph's own scalars, described for the people who read the schema."""

from collections.abc import Callable, Mapping
from typing import Final

from strawberry.types.scalar import ScalarDefinition

_RFC3339: Final = "https://www.rfc-editor.org/rfc/rfc3339"

DESCRIPTIONS: Final[Mapping[str, tuple[str, str | None]]] = {
    "Date": ("Tanggal, ditulis `yyyy-MM-dd`, misalnya `2026-08-17`.", _RFC3339),
    "DateTime": (
        "Waktu lengkap dengan zona, misalnya `2026-08-17T10:00:00+07:00`.",
        _RFC3339,
    ),
    "Time": ("Jam dalam sehari, ditulis `HH:mm:ss`.", _RFC3339),
    "Rupiah": (
        "Uang dalam rupiah utuh: bilangan bulat 64 bit, melampaui `Int`.",
        "https://json-schema.org/draft/2020-12/json-schema-validation",
    ),
    "Long": (
        "Bilangan bulat 64 bit.",
        "https://json-schema.org/draft/2020-12/json-schema-validation",
    ),
    "Decimal": (
        "Bilangan desimal yang tepat, dikirim sebagai teks agar tidak membulat.",
        "https://www.w3.org/TR/xmlschema-2/",
    ),
    "URL": ("Alamat web lengkap (http atau https).", "https://url.spec.whatwg.org/"),
    "JSON": (
        "Nilai JSON apa adanya, bila layanan tidak memberi bentuk yang tetap.",
        "https://www.rfc-editor.org/rfc/rfc8259",
    ),
}


def scalar_definitions(
    parsers: Callable[[str], Callable[[object], object]],
) -> dict[str, ScalarDefinition]:
    """Make the definitions; `parsers` gives for a scalar's name how input is read.

    Output is already in its graph form, so it is handed on as it is.
    """
    return {
        name: ScalarDefinition(
            name=name,
            description=about,
            specified_by_url=url,
            serialize=lambda value: value,
            parse_value=parsers(name),
            parse_literal=None,
        )
        for name, (about, url) in DESCRIPTIONS.items()
    }
