"""gateway/config/checks/arguments.py."""

import pytest

from tests.config.checks.conftest import Judge

QUERY = """
queries:
  buku:
    args:
      a: {argument}
    returns: Int
    call: {{request: POST /b, json: {{a: "{{a}}"}}}}
inputs:
  Saring: {{fields: {{kota: String!, apa: JSON, hal: {{type: Int, default: 1}}}}}}
enums:
  Status: [ADA, PINJAM]
"""

WRONG = {
    "an object in JSON": (
        "{type: JSON, default: {apa: saja}}",
        (
            "`default` argumen `a` memuat objek atau daftar bertipe `JSON`, yang tidak"
            " dapat ditulis dalam skema GraphQL; hapus, atau beri ia tipe di `inputs`"
        ),
    ),
    "a list in JSON, further in": (
        '{type: "[Saring!]", default: [{kota: Metro, apa: [saja]}]}',
        (
            "`default` argumen `a` memuat objek atau daftar bertipe `JSON`, yang tidak"
            " dapat ditulis dalam skema GraphQL; hapus, atau beri ia tipe di `inputs`"
        ),
    ),
    "text for a number": (
        "{type: Int, default: banyak}",
        (
            "`default` argumen `a` bukan nilai `Int`;"
            " tulis bilangan bulat 32-bit seperti `10`"
        ),
    ),
    "too large for Int": (
        "{type: Int, default: 2147483648}",
        (
            "`default` argumen `a` bukan nilai `Int`;"
            " tulis bilangan bulat 32-bit seperti `10`"
        ),
    ),
    "no value of the enum": (
        "{type: Status, default: HILANG}",
        (
            "`default` argumen `a` bukan nilai `Status`;"
            " tulis salah satu dari `ADA`, `PINJAM`"
        ),
    ),
    "no Boolean": (
        "{type: Boolean, default: ya}",
        "`default` argumen `a` bukan nilai `Boolean`; tulis `true` atau `false`",
    ),
    "no date": (
        "{type: Date, default: 17-08-2025}",
        "`default` argumen `a` bukan nilai `Date`; tulis tanggal seperti `2025-08-17`",
    ),
    "null for a required one": (
        "{type: Int!, default: null}",
        "`default` argumen `a` bukan nilai `Int!`; tulis nilai `Int!` (bukan null)",
    ),
    "list for one": (
        "{type: Int, default: [1, 2]}",
        "`default` argumen `a` bukan nilai `Int`; tulis satu nilai `Int`",
    ),
    "text in a list of numbers": (
        '{type: "[Int!]", default: [1, dua]}',
        (
            "`default` argumen `a` bukan nilai `[Int!]`;"
            " tulis bilangan bulat 32-bit seperti `10`"
        ),
    ),
    "text for a number in an input": (
        "{type: Saring, default: {kota: Metro, hal: dua}}",
        (
            "`default` argumen `a` bukan nilai `Saring`;"
            " tulis `hal` berupa bilangan bulat 32-bit seperti `10`"
        ),
    ),
    "text for an input": (
        "{type: Saring, default: Metro}",
        "`default` argumen `a` bukan nilai `Saring`; tulis objek `Saring`",
    ),
    "input with an unknown field": (
        "{type: Saring, default: {kotaa: Metro}}",
        (
            "`default` argumen `a` bukan nilai `Saring`;"
            " tulis objek `Saring`, yang tidak punya field `kotaa`"
        ),
    ),
    "input without a required field": (
        "{type: Saring, default: {hal: 2}}",
        (
            "`default` argumen `a` bukan nilai `Saring`;"
            " tulis objek `Saring` dengan field `kota`"
        ),
    ),
    "default below min": (
        "{type: Int, default: 0, min: 1}",
        "`default` argumen `a` melanggar `min: 1`; ubah salah satunya",
    ),
    "default above max": (
        "{type: Date, default: 2025-01-01, max: 2024-12-31}",
        "`default` argumen `a` melanggar `max: 2024-12-31`; ubah salah satunya",
    ),
    "default against the pattern": (
        '{type: ID, default: x1, pattern: "[0-9]+"}',
        "`default` argumen `a` melanggar `pattern: [0-9]+`; ubah salah satunya",
    ),
    "default too long": (
        "{type: String, default: panjang, length: 1..3}",
        "`default` argumen `a` melanggar `length: 1..3`; ubah salah satunya",
    ),
    "default list too short": (
        '{type: "[Int!]", default: [1], length: 2..}',
        "`default` argumen `a` melanggar `length: 2..`; ubah salah satunya",
    ),
    "default outside enum": (
        "{type: Int, default: 3, enum: [1, 2]}",
        "`default` argumen `a` melanggar `enum`; ubah salah satunya",
    ),
}

WRONG_WITHIN = {
    "min of a text": (
        "{type: String, min: ▸1}",
        (
            "`min` dan `max` hanya untuk angka dan tanggal, padahal `a` bertipe"
            " `String`; pakai `length` untuk membatasi panjang"
        ),
    ),
    "max of a Boolean": (
        "{type: Boolean, max: ▸1}",
        (
            "`min` dan `max` hanya untuk angka dan tanggal, padahal `a` bertipe"
            " `Boolean`; hapus batas itu"
        ),
    ),
    "min that is no number": (
        "{type: Int, min: ▸satu}",
        "batas `satu` bukan nilai `Int`; tulis bilangan bulat",
    ),
    "max that is no date": (
        "{type: Date, max: ▸besok}",
        "batas `besok` bukan nilai `Date`; tulis tanggal atau jam menurut ISO 8601",
    ),
    "min that is not finite": (
        "{type: Float, min: ▸NaN}",
        "batas `NaN` bukan nilai `Float`; tulis angka",
    ),
    "moment without an offset": (
        '{type: DateTime, min: ▸"2025-01-01T00:00:00"}',
        (
            "batas `2025-01-01T00:00:00` bukan nilai `DateTime`;"
            " tulis tanggal atau jam menurut ISO 8601"
        ),
    ),
    "min above max": (
        "{type: Int, min: ▸10, max: 9}",
        "`min: 10` lebih besar daripada `max: 9`; tukar keduanya",
    ),
    "min of times above max": (
        '{type: Time, min: ▸"10:00:00", max: "09:59:59"}',
        "`min: 10:00:00` lebih besar daripada `max: 09:59:59`; tukar keduanya",
    ),
    "pattern of a number": (
        '{type: Int, pattern: ▸"[0-9]+"}',
        "`pattern` hanya untuk teks, padahal `a` bertipe `Int`; pakai `min` dan `max`",
    ),
    "pattern of an enum": (
        '{type: Status, pattern: ▸"[A-Z]+"}',
        "`pattern` hanya untuk teks, padahal `a` bertipe `Status`; hapus `pattern`",
    ),
    "enum that is not of the type": (
        "{type: Int, enum: [1, ▸dua]}",
        (
            "`enum` argumen `a` memuat `dua`, yang bukan nilai `Int`;"
            " tulis bilangan bulat 32-bit seperti `10`"
        ),
    ),
    "enum of an input": (
        "{type: Saring, enum: [▸Metro]}",
        (
            "`enum` hanya untuk satu nilai, padahal `a` bertipe `Saring`;"
            " tulis `enum` pada field input `Saring`"
        ),
    ),
}

WRONG_AT_NAME = {
    "length of a number": (
        "{type: Int, length: 3}",
        (
            "`length` hanya untuk teks dan daftar, padahal `a` bertipe `Int`;"
            " pakai `min` dan `max`"
        ),
    ),
    "length of a Boolean": (
        "{type: Boolean, length: 3}",
        (
            "`length` hanya untuk teks dan daftar, padahal `a` bertipe `Boolean`;"
            " hapus `length`"
        ),
    ),
}

FINE = {
    "number in its bounds": "{type: Int, default: 5, min: 1, max: 10, enum: [5, 6]}",
    "text in its bounds": '{type: String!, default: abc, pattern: "[a-c]+", length: 3}',
    "single for a list": '{type: "[Int!]", default: 1, length: 1..2, max: 3}',
    "list": '{type: "[Int]", default: [1, null]}',
    "null": "{type: Int, default: null, min: 1}",
    "enum": "{type: Status, default: ADA, enum: [ADA]}",
    "input": "{type: Saring, default: {kota: Metro, hal: null}}",
    "JSON": "{type: JSON, default: apa saja}",
    "date": "{type: Date, default: 2025-08-17, min: 2025-01-01}",
    "moment": '{type: DateTime, default: "2025-08-17T10:00:00+07:00"}',
    "money": "{type: Rupiah, default: 12500000000}",
    "decimal": "{type: Decimal, default: 1.50, max: 2}",
    "address": "{type: URL, default: https://contoh.go.id}",
}


@pytest.mark.parametrize(("argument", "expected"), WRONG.values(), ids=WRONG)
def test_wrong_default(argument: str, expected: str, judge: Judge) -> None:
    """A default that is no value of its argument is told at the argument."""
    verdict = judge(QUERY.replace(" a:", " ▸a:", 1).format(argument=argument))
    assert (f"{verdict.place}: {expected}",) == verdict.lines


@pytest.mark.parametrize(
    ("argument", "expected"), WRONG_WITHIN.values(), ids=WRONG_WITHIN
)
def test_wrong_bound(argument: str, expected: str, judge: Judge) -> None:
    """A bound that does not suit its argument is told where it stands."""
    verdict = judge(QUERY.format(argument=argument))
    assert (f"{verdict.place}: {expected}",) == verdict.lines


@pytest.mark.parametrize(
    ("argument", "expected"), WRONG_AT_NAME.values(), ids=WRONG_AT_NAME
)
def test_wrong_length(argument: str, expected: str, judge: Judge) -> None:
    """A length that does not suit its argument is told at the argument."""
    verdict = judge(QUERY.replace(" a:", " ▸a:", 1).format(argument=argument))
    assert (f"{verdict.place}: {expected}",) == verdict.lines


@pytest.mark.parametrize("argument", FINE.values(), ids=FINE)
def test_fine(argument: str, judge: Judge) -> None:
    """Defaults that keep their bounds are no mistake."""
    assert () == judge(QUERY.format(argument=argument)).lines
