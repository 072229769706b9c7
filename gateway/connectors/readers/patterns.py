"""Date patterns in the letters of Unicode CLDR (UTS #35): `EEEE, d MMMM yyyy`."""

import re
from dataclasses import dataclass
from typing import Final

_PIECE: Final = re.compile(
    r"'(?P<quoted>(?:[^']|'')*)'|(?P<letters>(?P<one>[A-Za-z])(?P=one)*)|(?P<other>.)",
    re.DOTALL,
)

_FIELDS: Final = {
    **dict.fromkeys(("yyyy", "y"), "year"),
    "yy": "short year",
    **dict.fromkeys(("MMMM", "MMM"), "month name"),
    **dict.fromkeys(("MM", "M"), "month"),
    **dict.fromkeys(("dd", "d"), "day"),
    **dict.fromkeys(("EEEE", "EEE"), "day name"),
    **dict.fromkeys(("HH", "H"), "hour"),
    **dict.fromkeys(("hh", "h"), "half hour"),
    **dict.fromkeys(("mm", "m"), "minute"),
    **dict.fromkeys(("ss", "s"), "second"),
    **dict.fromkeys(("S", "SS", "SSS", "SSSSSS"), "fraction"),
    "a": "half",
    **dict.fromkeys(("Q", "QQQ"), "quarter"),
    **dict.fromkeys(("ww", "w"), "week"),
    **dict.fromkeys(("XXX", "XX", "X", "Z"), "offset"),
    "z": "zone",
}
_SAME: Final = {
    "short year": "year",
    "month name": "month",
    "half hour": "hour",
    "zone": "offset",
}
_MEANT: Final = {
    "YYYY": "yyyy",
    "YY": "yy",
    "DD": "dd",
    "D": "d",
    "dddd": "EEEE",
    "ddd": "EEE",
    "eeee": "EEEE",
    "A": "a",
    "T": "'T'",
    # PHP's
    "Y": "yyyy",
    "y": "yy",
    "F": "MMMM",
    "n": "M",
    "j": "d",
    "l": "EEEE",
    "i": "mm",
}
_SAMPLE: Final = "tulis polanya, bukan contohnya: misalnya d MMM yyyy"
_EITHER: Final = "MM adalah bulan, mm adalah menit"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a pattern: a field with its letters as `text`, or literal text."""

    text: str
    field: str | None = None


def parse_pattern(text: str, most: int = 1) -> tuple[Piece, ...]:
    """Split a date pattern into pieces.

    Letters are yyyy yy MMMM MMM MM M dd d EEEE EEE HH H hh h mm m ss s S a
    XXX Z z, and besides CLDR's meaning Q for a quarter (1 or II), QQQ for one
    written in Roman, w and ww for a week of ISO 8601 with yyyy as its year;
    text between single quotes is literal, '' is a quote. A field stands at
    most `most` times: twice in a range. Raises ValueError, in Indonesian, for
    other letters and for a field given too often.
    """
    if "%" in text:
        reason = f"format `{text}` memakai `%`; tulis seperti dd-MM-yyyy HH:mm"
        raise ValueError(reason)
    pieces = tuple(_piece(found, text) for found in _PIECE.finditer(text))
    parts = [_SAME.get(piece.field, piece.field) for piece in pieces if piece.field]
    twice = next((part for part in parts if parts.count(part) > most), None)
    if twice is not None:
        letters = [
            p.text for p in pieces if p.field and _SAME.get(p.field, p.field) == twice
        ]
        reason = (
            f"format `{text}` menyebut bagian yang sama dua kali: {', '.join(letters)}"
            + (f"; {_EITHER}" if letters[0] in {"MM", "mm"} else "")
            if most == 1
            else f"format `{text}` menyebut bagian yang sama lebih dari dua kali"
        )
        raise ValueError(reason)
    return pieces


def _piece(found: re.Match[str], pattern: str) -> Piece:
    quoted, letters, other = found["quoted"], found["letters"], found["other"]
    if quoted is not None:
        return Piece(quoted.replace("''", "'") or "'")
    if letters is None:
        if other == "'":
            reason = f"format `{pattern}` mempunyai tanda kutip ' yang tidak ditutup"
            raise ValueError(reason)
        return Piece(other)
    if letters in _FIELDS:
        return Piece(letters, _FIELDS[letters])
    if letters in _MEANT:
        hint = f"mungkin maksudnya {_MEANT[letters]}"
    elif any(map(str.isdigit, pattern)):
        hint = _SAMPLE
    else:
        hint = "teks tetap ditulis di antara tanda kutip, misalnya 'WIB'"
    reason = f"format `{pattern}` memuat huruf `{letters}` yang tidak dikenal; {hint}"
    raise ValueError(reason)


def lacking(pieces: tuple[Piece, ...]) -> str:
    """Say what may have been meant by a pattern that lacks the fields of a day (Indonesian)."""
    fields = fields_of(pieces)
    if not fields:
        return _SAMPLE
    if "minute" in fields and "month" not in fields:
        return _EITHER
    return (
        "untuk masa seperti bulan atau triwulan tambahkan `part: from` atau `part: to`"
    )


def halves(pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Split the pieces of a range where a field comes again; or () after them."""
    seen: set[str] = set()
    for index, piece in enumerate(pieces):
        if piece.field is not None:
            part = _SAME.get(piece.field, piece.field)
            if part in seen:
                return pieces[:index], pieces[index:]
            seen.add(part)
    return pieces, ()


def fields_of(pieces: tuple[Piece, ...]) -> frozenset[str]:
    """Return the fields a pattern has: year, month, day, and so on."""
    return frozenset(
        _SAME.get(piece.field, piece.field) for piece in pieces if piece.field
    )


def zone_word(pieces: tuple[Piece, ...]) -> str | None:
    """Return the zone that a pattern states as literal text: `HH:mm 'WITA'`."""
    words = [word for p in pieces if p.field is None for word in p.text.split()]
    known = {"WIB", "WITA", "WIT", "UTC", "GMT", "Z"}
    return next((word for word in words if word in known), None)
