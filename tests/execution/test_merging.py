"""Merged rows: their order, their doubles, and who failed to give some."""

from typing import Any

from gateway.config.model import Merge, SortKey
from gateway.config.place import Word
from gateway.connectors.reading import Readings
from gateway.execution.merging import Tagged, arrange
from tests.execution.graphs import REGIONS
from tests.execution.harness import bench, configure
from tests.execution.serving import codes

CONFIG = configure(REGIONS)
MEMBERS = tuple(
    CONFIG.connectors[Word(connector)].queries[Word(query)]
    for connector, query in (("pangan", "hargaPangan"), ("perkebunan", "hargaKebun"))
)
NAME = Word("komoditas")
ROWS: list[Tagged] = [
    (0, {"komoditas": "kopi"}),
    (0, None),
    (1, {"nama": "Beras"}),
    (1, {"nama": "kopi", "tag": 1}),
    (0, {"komoditas": {}}),
]


def arranged(rows: list[Tagged], **merge: tuple[object, ...]) -> list[Tagged]:
    """Arrange rows as a merge with these options does."""
    made = Merge(Word("m"), (), **merge)  # type: ignore[arg-type]  # sort and dedupe
    return arrange(Readings(CONFIG), made, MEMBERS)(rows)


def test_without_options_rows_stay_as_they_came() -> None:
    """Members' rows stand one after the other."""
    assert ROWS == arranged(ROWS)


def test_sort_reads_each_row_as_its_member_does() -> None:
    """Rows sort by the field as read, those without it last, in either direction."""
    kopi, nothing, beras, kopi_too, odd = ROWS
    key = SortKey(NAME)
    assert [beras, kopi, kopi_too, nothing, odd] == arranged(ROWS, sort=(key,))
    key = SortKey(NAME, descending=True)
    assert [kopi, kopi_too, beras, nothing, odd] == arranged(ROWS, sort=(key,))


def test_of_doubles_the_first_stays() -> None:
    """Rows that are the same by a field leave the first member's one."""
    kopi, nothing, beras, _, _ = ROWS
    assert [kopi, nothing, beras] == arranged(ROWS, dedupe=(NAME,))


async def merged(answers: dict[str, Any]) -> tuple[Any, list[tuple[Any, str]]]:
    """Return the rows that a merge shows, and its errors as path and code."""
    async with bench(REGIONS, answers) as made:
        found = await made.run("{ hargaSemua { komoditas asal { opd } } }")
    return found["data"]["hargaSemua"], codes(found)


async def test_a_failed_member() -> None:
    """A member that fails leaves its error at the merge, and the others' rows."""
    row = {"komoditas": "Beras", "asal": {"opd": "Dinas Pangan"}}
    errors = [(["hargaSemua"], "UPSTREAM_UNAVAILABLE")]
    assert ([row], errors) == await merged({"/harga": [{"komoditas": "Beras"}]})


async def test_no_member() -> None:
    """When every member fails the merge is null, with an error for each."""
    errors = [(["hargaSemua"], "UPSTREAM_UNAVAILABLE")] * 2
    assert (None, errors) == await merged({})


async def test_each_row_is_shown_as_its_member_writes_it() -> None:
    """Rows are read as their member has them, sorted, without doubles, sources told."""
    answers = {
        "/harga": [{"komoditas": "Kopi"}, {"komoditas": "Beras"}],
        "/kebun": [{"nama": "Kopi"}, {"nama": "Cokelat"}, {"nama": None}, None],
    }
    rows, errors = await merged(answers)
    assert [
        ("Beras", "Dinas Pangan"),
        ("Cokelat", "Dinas Perkebunan"),
        ("Kopi", "Dinas Pangan"),
    ] == [(one["komoditas"], one["asal"]["opd"]) for one in rows]
    assert [(["hargaSemua"], "UPSTREAM_BAD_VALUE")] == errors
