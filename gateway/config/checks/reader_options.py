"""Options of a reader: each suits the leaf that it reads, and the others beside it."""

import re
from collections.abc import Iterator

from gateway.config.checks.builtins import DATES, NUMBERS, REALS
from gateway.config.model import FieldDef, Reader
from gateway.config.place import Word
from gateway.config.problems import Problem

_REFERENCE = re.compile(r"\$([1-9])")
_AXES = frozenset({"lat", "lon"})
_NUMBERS = (NUMBERS, "angka")
_BOOLEANS = (frozenset({"Boolean"}), "Boolean")
_DATED = (DATES | {"String"}, "tanggal dan jam")
_SUITS = {
    "format": (DATES | {"String", "JSON"}, "tanggal, jam, dan geometri"),
    "century": _DATED,
    "unit": _NUMBERS,
    "times": _NUMBERS,
    "round": _NUMBERS,
    "true": _BOOLEANS,
    "false": _BOOLEANS,
    "notation": _NUMBERS,
    "zone": _DATED,
    "case": (frozenset({"String", "ID"}), "teks"),
    "https": (frozenset({"URL"}), "URL"),
}
"""The leaves that an option is for, and what a message calls them."""
_PARTS = {
    **dict.fromkeys(
        ("from", "to"), (DATES | NUMBERS | {"String"}, "tanggal dan angka")
    ),
    **dict.fromkeys(("lat", "lon"), (REALS, "Float dan Decimal")),
}


def options(field: FieldDef, reader: Reader, leaf: str) -> Iterator[Problem]:
    """Judge every option but the table, which is the scope's to know."""
    yield from _options(field, reader, leaf)
    yield from _patterns(reader)
    yield from _parts(field, reader, leaf)


def stated(reader: Reader) -> dict[str, Word]:
    """Return the reader's options that only some types have, and where they stand."""
    words = {
        "format": next(iter(reader.format), None),
        "unit": next((unit for unit, _ in reader.unit), None),
        "times": reader.times,
        "true": next(iter(reader.true), None),
        "false": next(iter(reader.false), None),
        "pattern": next((pattern for pattern, _ in reader.pattern), None),
        "map": reader.map,
        "notation": reader.notation,
        "zone": reader.zone,
        "case": reader.case,
        "part": reader.part,
        "order": reader.order,
        "split": next(iter(reader.split), None),
    }
    return {name: word for name, word in words.items() if word is not None}


def _unplaced(reader: Reader) -> dict[str, bool]:
    """Return which of the options are stated whose values have no place."""
    return {
        "century": reader.century is not None,
        "round": reader.round is not None,
        "https": reader.https,
    }


def _options(field: FieldDef, reader: Reader, leaf: str) -> Iterator[Problem]:
    placed = {name: word.at for name, word in stated(reader).items()}
    whole = {name: field.reading.at for name, is_ in _unplaced(reader).items() if is_}
    for name, at in {**placed, **whole}.items():
        leaves, wanted = _SUITS.get(name, (None, ""))
        if name == "case" and reader.map is not None:
            continue  # it is the table's keys that are written so
        if leaves is not None and leaf not in leaves:
            yield Problem(
                at,
                f"`{name}` hanya untuk {wanted},"
                f" padahal `{field.name}` bertipe `{leaf}`",
                f"hapus `{name}`",
            )
    if reader.strip_html and leaf == "JSON":
        yield Problem(
            field.reading.at,
            f"`strip_html` bukan untuk JSON, padahal `{field.name}` bertipe `{leaf}`",
            "hapus `strip_html`",
        )
    if reader.base is not None and leaf != "URL":
        yield Problem(
            reader.base.at,
            f"`base` hanya untuk URL, padahal `{field.name}` bertipe `{leaf}`",
            "hapus `base`",
        )
    if reader.split and not field.type.is_list:
        yield Problem(
            reader.split[0].at,
            f"`split` hanya untuk daftar, padahal `{field.name}` bertipe `{field.type}`",
            f'hapus `split`, atau pakai `type: "[{field.type}]"`',
        )


def _parts(field: FieldDef, reader: Reader, leaf: str) -> Iterator[Problem]:
    """Judge `part` and `order`: whether this leaf has such a part."""
    part = reader.part
    leaves, wanted = _PARTS.get(str(part), (None, ""))
    if part is not None and leaves is not None and leaf not in leaves:
        yield Problem(
            part.at,
            f"`part: {part}` hanya untuk {wanted},"
            f" padahal `{field.name}` bertipe `{leaf}`",
            "hapus `part`",
        )
    elif (
        part is not None
        and leaf == "String"
        and not (reader.format or field.reading.date)
    ):
        yield Problem(
            part.at,
            f"`part` pada `{field.name}` tidak tahu bentuk tanggalnya",
            "tambahkan `format`, misalnya `format: dd/MM/yyyy - dd/MM/yyyy`",
        )
    if reader.order is not None and part not in _AXES and leaf != "JSON":
        yield Problem(
            reader.order.at,
            "`order` hanya berarti untuk koordinat",
            "tambahkan `part: lat` atau `part: lon`, atau hapus `order`",
        )


def _patterns(reader: Reader) -> Iterator[Problem]:
    for pattern, meaning in reader.pattern:
        try:
            groups = re.compile(pattern).groups
        except re.error:
            yield Problem(
                pattern.at,
                f"`{pattern}` bukan ekspresi reguler yang sah",
                "periksa kurung dan garis miring terbaliknya",
            )
            continue
        if meaning is None and not groups:
            yield Problem(
                pattern.at,
                f"`pattern: {pattern}` tidak punya kelompok, jadi tidak ada yang diambil",
                "beri tanda kurung pada bagian yang diambil, misalnya `([0-9]+)`",
            )
        highest = max(map(int, _REFERENCE.findall(meaning or "")), default=0)
        if highest > groups:
            yield Problem(
                pattern.at,
                f"`${highest}` menunjuk kelompok yang tidak ada di `{pattern}`",
                "beri tanda kurung pada bagian yang diambil, misalnya `([0-9]+)`",
            )
