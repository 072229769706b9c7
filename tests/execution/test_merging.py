"""The order and the doubles of merged rows."""

from gateway.config.model import Merge, SortKey
from gateway.config.place import Word
from gateway.connectors.reading import Readings
from gateway.execution.merging import Tagged, arrange
from tests.execution.graphs import REGIONS
from tests.execution.harness import configure

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
