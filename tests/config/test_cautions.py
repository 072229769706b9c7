"""What a sound file says that is hardly meant."""

import pytest

from gateway.config.cautions import cautions
from tests.execution.harness import configure

FILE = """
version: 1
connectors:
  pasar:
    opd: Dinas Perdagangan
    url: http://pasar.test
    queries:
      jumlah: {{returns: Int, call: GET /j, refresh: {}}}
      lain: {{returns: Int, call: GET /l}}
"""


@pytest.mark.parametrize(
    ("refresh", "told"),
    [
        ("every 1s", "setiap 1s, padahal satu panggilan boleh selama 60s"),
        ("{every: 1m, timeout: 2m}", "setiap 60s, padahal satu panggilan boleh selama"),
    ],
)
def test_more_often_than_it_may_last(refresh: str, told: str) -> None:
    """A schedule whose next fetch is due before the last had its time is told, with its place."""
    (found,) = cautions(configure(FILE.format(refresh)))
    assert (8, 53) == (found.at.line, found.at.column)
    assert told in found.reason
    assert "jarangkan `every`, atau tulis `timeout` yang lebih pendek" == found.remedy


@pytest.mark.parametrize("refresh", ["every 1m", "{every: 1s, timeout: 1s}"])
def test_often_enough(refresh: str) -> None:
    """One that leaves each call its time is fine."""
    assert [] == list(cautions(configure(FILE.format(refresh))))


XML = """
version: 1
connectors:
  pasar:
    opd: Dinas Perdagangan
    url: http://pasar.test
    types: {{Kios: {{fields: {{nomor: String}}}}}}
    queries:
      kios: {{returns: "{}", call: GET /k, format: {}, select: data.kios{}}}
"""


@pytest.mark.parametrize("kind", ["xml", "soap"])
def test_a_list_of_one_element(kind: str) -> None:
    """A list that is read from XML is told, as one element alone is no list there."""
    (found,) = cautions(configure(XML.format("[Kios!]", kind, "")))
    assert (9, 7) == (found.at.line, found.at.column)
    assert "`kios` membaca daftar dari XML" in found.reason
    assert "tulis `one_or_many: true`" in str(found.remedy)


@pytest.mark.parametrize(
    ("returns", "kind", "more"),
    [
        ("[Kios!]", "xml", ", one_or_many: true"),
        ("[Kios!]", "xml", ", shape: [one_or_many]"),
        ("[Kios!]", "json", ""),
        ("Kios", "xml", ""),
    ],
)
def test_lists_that_are_lists(returns: str, kind: str, more: str) -> None:
    """What expects one element, or gives no list, or is not XML, is fine."""
    assert [] == list(cautions(configure(XML.format(returns, kind, more))))


HEADERS = """
version: 1
connectors:
  pasar:
    opd: Dinas Perdagangan
    url: http://pasar.test
    headers: {%s}
"""


@pytest.mark.parametrize("name", ["X-Api-Key", "authorization", "X-Kunci", "apikey"])
def test_a_secret_in_the_file(name: str) -> None:
    """A header whose name says that it is a credential is told where its value is written."""
    (found,) = cautions(configure(HEADERS % f"{name}: abc-123"))
    assert (7, len("    headers: {") + len(name) + 3) == (
        found.at.line,
        found.at.column,
    )
    assert f"header `{name}` milik `pasar` agaknya rahasia" in found.reason
    assert "abc-123" not in str(found)


@pytest.mark.parametrize(
    "headers", ["X-Aplikasi: lampung-in", 'X-Api-Key: "${KUNCI:-untuk-mencoba}"']
)
def test_headers_that_are_no_secrets(headers: str) -> None:
    """What is no credential, or comes from outside, may stand there."""
    assert [] == list(cautions(configure(HEADERS % headers)))


ROWS = """
version: 1
connectors:
  pasar:
    opd: Dinas Perdagangan
    url: http://pasar.test
    types:
      Kios: {{fields: {{nomor: String, tanggal: {{type: Date, from: tanggal_buka}}, aktif: Boolean}}}}
    queries:
      kios: {{args: {{n: String}}, returns: "[Kios!]", call: GET /k, {}}}
      satu: {{returns: Int, call: GET /s}}
"""


@pytest.mark.parametrize(
    ("work", "meant"),
    [
        ("sort_by: -tangal, filter_by: {n: nomor}", "tanggal"),
        ("where: {aktiv: true}, filter_by: {n: nomor}", "aktif"),
        ("filter_by: {n: nomer}", "nomor"),
        ("dedupe: nomors, filter_by: {n: nomor}", "nomor"),
    ],
)
def test_a_word_that_is_nearly_a_field(work: str, meant: str) -> None:
    """It would be looked for in the row, and not be there: told, with the field meant."""
    (found,) = cautions(configure(ROWS.format(work)))
    assert "dicari sebagai kunci dalam baris" in found.reason
    assert f"mungkin maksudnya `{meant}`?" == found.remedy


@pytest.mark.parametrize("word", ["tanggal_buka", "kelas", "tanggal"])
def test_a_key_of_the_row(word: str) -> None:
    """A field, a key that a field is read from, and what resembles none are fine."""
    work = f"sort_by: {word}, filter_by: {{n: nomor}}"
    assert [] == list(cautions(configure(ROWS.format(work))))
