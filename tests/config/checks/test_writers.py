"""gateway/config/checks/writers.py."""

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
  Saring: {{fields: {{kota: String}}}}
enums:
  Status: [ADA, PINJAM]
---
tables:
  status: {{"1": ADA, "2": PINJAM}}
  ganda: {{"1": ADA, "2": PINJAM, "3": ADA}}
"""

AT_NAME = {
    "pad of a date": (
        "{type: Date, send: {pad: 4}}",
        (
            "`send: {pad: …}` hanya untuk teks dan bilangan bulat, padahal `a` bertipe"
            " `Date`; hapus `pad`"
        ),
    ),
    "case of a number": (
        "{type: Int, send: {case: upper}}",
        "`send: {case: …}` hanya untuk teks, padahal `a` bertipe `Int`; hapus `case`",
    ),
    "plus of a text": (
        "{type: String, send: {plus: 1}}",
        (
            "`send: {plus: …}` hanya untuk bilangan bulat, padahal `a` bertipe `String`;"
            " hapus `plus`"
        ),
    ),
    "minus of a decimal": (
        "{type: Decimal, send: {minus: 1}}",
        (
            "`send: {minus: …}` hanya untuk bilangan bulat, padahal `a` bertipe"
            " `Decimal`; hapus `minus`"
        ),
    ),
    "join of one": (
        '{type: ID, send: {join: ","}}',
        (
            "`send: {join: …}` hanya untuk daftar, padahal `a` bertipe `ID`;"
            ' hapus `join`, atau pakai `type: "[ID]"`'
        ),
    ),
}

AT_WORD = {
    "format of a text": (
        "{type: Boolean, send: {format: ▸dd-MM-yyyy}}",
        (
            "`send: {format: …}` hanya untuk tanggal, jam, teks, dan Int, padahal `a`"
            " bertipe `Boolean`; hapus `format`"
        ),
    ),
    "part of a date": (
        "{type: Date, send: {part: ▸to}}",
        (
            "`send: {part: …}` hanya untuk String, ID, dan Int, misalnya `2021-03`,"
            " padahal `a` bertipe `Date`; hapus `part`"
        ),
    ),
    "part with an option that does not suit": (
        "{type: ID, send: {parts: {thn: {times: ▸2}}}}",
        "`send: {times: …}` hanya untuk angka, padahal `a` bertipe `ID`; hapus `times`",
    ),
    "parts of an object": (
        "{type: Saring, send: {parts: {▸thn: {pad: 2}}}}",
        (
            "`parts` hanya untuk satu nilai, padahal `a` objek input;"
            " tulis `parts` pada field input `Saring`"
        ),
    ),
    "json after base64": (
        "{type: ID, send: {encode: [base64, ▸json]}}",
        "`encode: json` hanya boleh yang pertama; tulis `[json, base64]`",
    ),
    "pattern without a group": (
        '{type: ID, send: {pattern: ▸"^[0-9]+"}}',
        (
            "`pattern: ^[0-9]+` tidak punya kelompok, jadi tidak ada yang dikirim;"
            " beri tanda kurung pada bagian yang dikirim, misalnya `^([0-9]{2})`"
        ),
    ),
    "zone of a date": (
        "{type: Date, send: {zone: ▸WIB}}",
        (
            "`send: {zone: …}` hanya untuk DateTime dan Time, padahal `a` bertipe `Date`;"
            " hapus `zone`"
        ),
    ),
    "true of a number": (
        '{type: Int, send: {true: ▸"Y"}}',
        (
            "`send: {true: …}` hanya untuk Boolean, padahal `a` bertipe `Int`;"
            " hapus `true`"
        ),
    ),
    "unknown zone": (
        "{type: DateTime, send: {zone: ▸WIBB}}",
        (
            "zona waktu `WIBB` tidak dikenal;"
            " pakai WIB, WITA, WIT, UTC, atau selisih seperti `+07:00`"
        ),
    ),
    "unknown table": (
        "{type: Status, send: {map: ▸statuss}}",
        "tabel `statuss` tidak dikenal; mungkin maksudnya `status`?",
    ),
    "table that is not one-to-one": (
        "{type: Status, send: {map: ▸ganda}}",
        (
            "tabel `ganda` tidak dapat dibalik: `ADA` punya dua kode, `1` dan `3`;"
            " buat tabel lain yang satu kode satu nilai"
        ),
    ),
    "table of an input": (
        "{type: Saring, send: {map: ▸status}}",
        (
            "`map` hanya untuk satu nilai, padahal `a` objek input;"
            " tulis `map` pada field input `Saring`"
        ),
    ),
}

FINE = {
    "date": "{type: Date, send: {format: dd-MM-yyyy}}",
    "moment": "{type: DateTime, send: {format: epoch, zone: +07:00}}",
    "number": "{type: Int, send: {minus: 1900, plus: 1, pad: 3}}",
    "text": "{type: ID, send: {case: upper, pad: 8}}",
    "enum": "{type: Status, send: {map: status, case: lower}}",
    "list": '{type: "[ID!]", send: {join: ";"}}',
    "boolean": '{type: Boolean, send: {true: "Y", false: "T"}}',
}


@pytest.mark.parametrize(("argument", "expected"), AT_NAME.values(), ids=AT_NAME)
def test_wrong_option(argument: str, expected: str, judge: Judge) -> None:
    """An option that does not suit the type is told at the argument."""
    verdict = judge(QUERY.replace(" a:", " ▸a:", 1).format(argument=argument))
    assert (f"{verdict.place}: {expected}",) == verdict.lines


@pytest.mark.parametrize(("argument", "expected"), AT_WORD.values(), ids=AT_WORD)
def test_wrong_word(argument: str, expected: str, judge: Judge) -> None:
    """An option with a place of its own is told there."""
    verdict = judge(QUERY.format(argument=argument))
    assert (f"{verdict.place}: {expected}",) == verdict.lines


@pytest.mark.parametrize("argument", FINE.values(), ids=FINE)
def test_fine(argument: str, judge: Judge) -> None:
    """Options that suit their type are no mistake."""
    assert () == judge(QUERY.format(argument=argument)).lines


def test_key_table(judge: Judge) -> None:
    """A key read through a table that is not one-to-one cannot be looked up by."""
    verdict = judge(
        """
        types:
          Wilayah:
            key: kode
            fields: {kode: {type: ID!, map: ▸ganda}}
            lookup: {call: "GET /w/{kode}"}
        ---
        tables:
          ganda: {"1": A, "2": A}
        """
    )
    expected = (
        "tabel `ganda` tidak dapat dibalik: `A` punya dua kode, `1` dan `2`;"
        " buat tabel lain yang satu kode satu nilai"
    )
    assert (f"{verdict.place}: {expected}",) == verdict.lines
