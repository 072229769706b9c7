"""Examples: read from the file and from files beside it, typed, and judged."""

from pathlib import Path
from textwrap import dedent

import pytest

from gateway.config.load import load_whole
from gateway.config.problems import ConfigError
from gateway.config.recorded import Case, examples

FILE = """\
version: 1
connectors:
  perpus:
    opd: Dinas Perpustakaan
    url: http://perpus.test
    inputs:
      Saringan: {fields: {kata: {type: String!, length: 3..9}, tahun: Int}}
    enums: {Rak: [A, B]}
    types:
      Buku:
        key: isbn
        fields: {isbn: ID!, judul: String, terbit: Date, rak: Rak, lain: JSON}
        lookup: {call: "GET /buku/{isbn}"}
        batch: {call: "GET /buku?isbn={isbn}", join: ",", match: isbn}
      Denda: {fields: {besar: Rupiah, n: Int}}
    queries:
      cari:
        args: {saringan: Saringan, banyak: {type: Int, default: 5, max: 9}}
        returns: "[Buku!]"
        call: {request: POST /cari, json: {q: "{saringan.kata}", n: "{banyak}"}}
      denda:
        args: {nomor: ID!}
        returns: Denda
        call: GET /denda/{nomor}
extend:
  Denda: {buku: {query: cari, with: {banyak: n}}}
"""
AT = "          - "


def read(folder: Path, text: str, after: str) -> tuple[Case, ...]:
    """Load the file with text put after one of its lines."""
    file = folder / "c.yaml"
    begin, line, rest = FILE.partition(after)
    file.write_text(f"{begin}{line}{text}{rest}", "utf-8")
    return examples(load_whole(file, {"KUNCI": "sangat-rahasia"}))


def denda(folder: Path, example: str) -> tuple[Case, ...]:
    """Load examples of the query `denda`."""
    lines = dedent(example).strip().splitlines()
    text = "\n".join([f"{AT}{lines[0]}", *(f"            {one}" for one in lines[1:])])
    return read(folder, f"        examples:\n{text}\n", "call: GET /denda/{nomor}\n")


def told(folder: Path, example: str) -> list[str]:
    """Return the complaints about an example, from column to remedy."""
    with pytest.raises(ConfigError) as caught:
        denda(folder, example)
    return [str(one).removeprefix(f"{folder}/c.yaml:") for one in caught.value.problems]


def test_values_are_typed_by_the_operation(tmp_path: Path) -> None:
    """Scalars are source text until the argument's or the field's type says more."""
    (case,) = denda(
        tmp_path,
        """
        args: {nomor: 007}
        answer: {json: {besar: "10", "ya": true, n: 1.5, s: [null, "1"]}}
        result: {besar: 10, buku: [{judul: 12, rak: A, lain: {a: 1}}]}
        """,
    )
    assert ("perpus.denda", 1, None) == (case.name, case.number, case.many)
    assert {"nomor": "007"} == case.args
    book = {"judul": "12", "rak": "A", "lain": {"a": 1}}
    assert {"besar": 10, "buku": (book,)} == case.result
    (reply,) = case.replies
    expected = b'{"besar": "10", "ya": true, "n": 1.5, "s": [null, "1"]}'
    assert (200, expected) == (reply.status, reply.body)
    assert {"content-type": "application/json"} == reply.headers


def test_bodies_of_every_kind(tmp_path: Path) -> None:
    """A body comes from a file, as text or as base64; or there is none."""
    (tmp_path / "contoh").mkdir()
    (tmp_path / "contoh" / "a.csv").write_bytes(b"\xef\xbb\xbfa;b")
    (case,) = denda(
        tmp_path,
        """
        args: {nomor: 1}
        answer:
          - {file: contoh/a.csv, content_type: text/csv}
          - {text: "<a/>", headers: {X-Sisa: 1}}
          - {base64: AAE=, status: 404}
          - {status: 500}
        error: [UPSTREAM_UNAVAILABLE]
        """,
    )
    bodies = [b"\xef\xbb\xbfa;b", b"<a/>", b"\0\1", b""]
    assert bodies == [reply.body for reply in case.replies]
    assert [200, 200, 404, 500] == [reply.status for reply in case.replies]
    assert {"X-Sisa": "1"} == case.replies[1].headers
    assert case.result is ...


def test_a_list_of_keys_is_a_batch(tmp_path: Path) -> None:
    """Where a batch takes many keys, a list of them means it."""
    text = """\
        examples:
          - {args: {isbn: 1}, answer: {json: {}}, result: null}
          - {args: {isbn: [1, 2]}, answer: {json: []}, result: [{judul: x}, null]}
"""
    one, many = read(tmp_path, text, "match: isbn}\n")
    assert (None, "isbn") == (one.many, many.many)
    assert (None, ({"judul": "x"}, None)) == (one.result, many.result)
    assert {"isbn": ("1", "2")} == many.args


def test_files_of_examples(tmp_path: Path) -> None:
    """A connector's examples may stand in a file of its own, by query and type."""
    (tmp_path / "contoh").mkdir()
    (tmp_path / "contoh" / "perpus.yaml").write_text(
        "denda:\n  - {args: {nomor: 1}, answer: {status: 404}, result: null}\n"
        "Buku:\n  - {args: {isbn: 1}, answer: {file: b.json}, result: {judul: $}}\n"
    )
    (tmp_path / "contoh" / "b.json").write_text("{}")
    (tmp_path / "contoh" / "cari.yaml").write_text("- {answer: {json: []}, result: []}")
    url = "    url: http://perpus.test\n"
    text = FILE.replace(url, f"{url}    examples: contoh/perpus.yaml\n")
    call = 'json: {q: "{saringan.kata}", n: "{banyak}"}}\n'
    text = text.replace(call, f"{call}        examples: contoh/cari.yaml\n")
    (tmp_path / "c.yaml").write_text(text)
    cases = examples(load_whole(tmp_path / "c.yaml", {}))
    assert ["perpus.denda", "perpus.Buku", "perpus.cari"] == [one.name for one in cases]


def test_serving_does_not_read_them(tmp_path: Path) -> None:
    """A missing file of examples stops no server: loading does not look for it."""
    url = "    url: http://perpus.test\n"
    file = tmp_path / "c.yaml"
    file.write_text(FILE.replace(url, f"{url}    examples: tidak-ada.yaml\n"))
    loaded = load_whole(file, {})
    with pytest.raises(ConfigError) as caught:
        examples(loaded)
    assert f"{file}:6:15: berkas" in str(caught.value)
    assert "tidak ada" in str(caught.value)


@pytest.mark.parametrize(
    ("example", "complaint"),
    [
        (
            "args: {nomer: 1, nomor: 1}\nanswer: {status: 404}\nresult: null",
            "26:20: `nomer` bukan argumen `denda`; mungkin maksudnya `nomor`?",
        ),
        (
            "args: {nomor: [1]}\nanswer: {status: 404}\nresult: null",
            "26:27: argumen `nomor` bukan nilai `ID!`; tulis satu nilai `ID`",
        ),
        (
            "args: {nomor: 1}\nanswer: {status: 404}",
            (
                "26:13: contoh tanpa `result` atau `error`; "
                "tulis hasil yang diharapkan; `result: null` bila kosong"
            ),
        ),
        (
            "args: {nomor: 1}\nanswer: {json: {}, text: a}\nresult: null",
            "27:21: jawaban punya `json` dan `text` sekaligus; pakai salah satu",
        ),
        (
            "args: {nomor: 1}\nanswer: {file: ../x}\nresult: null",
            "27:28: berkas `../x` di luar folder ini; simpan di samping berkas ini",
        ),
        (
            "args: {nomor: 1}\nanswer: {file: x}\nresult: null",
            "27:28: berkas `x` tidak ada; periksa letak dan ejaannya",
        ),
        (
            "args: {nomor: 1}\nanswer: {file: .}\nresult: null",
            "27:28: berkas `.` tidak dapat dibaca; periksa izin dan jenisnya",
        ),
        (
            "args: {nomor: 1}\nanswer: {base64: '*'}\nresult: null",
            "27:30: bukan base64 yang sah; periksa teksnya",
        ),
        (
            "args: {nomor: 1}\nanswer: {status: 404}\nresult: {besr: 1}",
            "28:22: `besr` bukan field type `Denda`; mungkin maksudnya `besar`?",
        ),
        (
            "args: {nomor: 1}\nanswer: {status: 404}\nresult: {besar: Rp1}",
            (
                "28:29: field `besar`: `Rp1` bukan nilai `Rupiah`; "
                "tulis bilangan bulat 64-bit seperti `12500`"
            ),
        ),
        (
            "args: {nomor: 1}\nanswer: {status: 404}\nresult: {besar: {a: 1}}",
            "28:29: field `besar` harus satu nilai `Rupiah`; tulis nilainya",
        ),
        (
            "args: {nomor: 1}\nanswer: {status: 404}\nresult: {}",
            "28:21: objek tanpa field; tulis setidaknya satu field",
        ),
        (
            "args: {nomor: 1}\nanswer: {status: 404}\nresult: 1",
            (
                "28:21: `result` harus objek `Denda`; "
                "tulis field yang diharapkan: yang ada: `besar`, `n`, `buku`"
            ),
        ),
        (
            "args: {nomor: 1}\nanswer: {status: 404}\nresult: {buku: {judul: a}}",
            "28:28: field `buku` harus daftar `[Buku!]`; tulis `[…]`",
        ),
        (
            "args: {nomor: 1}\nanswer: {status: 404}\nerror: UPSTREAM_REJECT",
            (
                "28:20: kode galat `UPSTREAM_REJECT` tidak dikenal; "
                "mungkin maksudnya `UPSTREAM_REJECTED`?"
            ),
        ),
        (
            "answer: {status: 404}\nresult: null",
            "26:13: argumen `nomor` wajib diisi; tulis nilai `ID!`",
        ),
    ],
)
def test_mistakes(tmp_path: Path, example: str, complaint: str) -> None:
    """Each mistake is told with its place, what is wrong and what to do."""
    assert [complaint] == told(tmp_path, example)


def test_bounds_of_arguments_hold(tmp_path: Path) -> None:
    """A value that breaks a bound is refused, within an input object too."""
    text = """\
        examples:
          - {args: {banyak: 10}, answer: {json: []}, result: []}
          - {args: {saringan: {kata: ab}}, answer: {json: []}, result: []}
          - {args: {saringan: {kata: abc, tahun: x}}, answer: {json: []}, result: []}
"""
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, text, 'n: "{banyak}"}}\n')
    assert [
        "argumen `banyak` melanggar `max: 9`",
        "argumen `saringan` melanggar `kata: length: 3..9`",
        "argumen `saringan` bukan nilai `Saringan`",
    ] == [one.reason for one in caught.value.problems]


def test_only_what_can_be_asked_has_examples(tmp_path: Path) -> None:
    """An example of a type without a lookup, or of an unknown name, is a mistake."""
    text = "    examples: {cary: [{answer: {status: 404}, result: null}]}\n"
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, text, "url: http://perpus.test\n")
    assert "`cary` bukan query atau type konektor `perpus`" in str(caught.value)
    text = "        examples: [{answer: {status: 404}, result: null}]\n"
    bare = "      Denda:\n        fields: {besar: Rupiah, n: Int}\n"
    file = tmp_path / "c.yaml"
    file.write_text(
        FILE.replace("      Denda: {fields: {besar: Rupiah, n: Int}}\n", bare + text)
    )
    with pytest.raises(ConfigError) as caught:
        examples(load_whole(file, {}))
    assert "type `Denda` punya `examples` tetapi tidak dapat dicari" in str(
        caught.value
    )


def test_no_secret_in_a_complaint(tmp_path: Path) -> None:
    """What was filled in from outside is told by its reference."""
    example = 'args: {nomor: 1}\nanswer: {file: "${KUNCI}"}\nresult: null'
    (complaint,) = told(tmp_path, example)
    assert "`${KUNCI}` tidak ada" in complaint


def test_an_answer_has_a_bound(tmp_path: Path) -> None:
    """A recorded body of more than 2 MiB is refused."""
    with (tmp_path / "besar").open("wb") as file:
        file.truncate(2 * 1024 * 1024 + 1)
    (complaint,) = told(
        tmp_path, "args: {nomor: 1}\nanswer: {file: besar}\nresult: null"
    )
    assert "berkas `besar` lebih besar dari 2 MiB" in complaint
