"""Whatever a service sends, a reader gives a value of its leaf or BadValue."""

import contextlib
import time
from typing import Any

import orjson
import pytest
from hypothesis import given, settings, strategies as st

from gateway.config.model import EnumDef, EnumValue, Reader, Table
from gateway.config.place import Word
from gateway.connectors.readers import BadValue, Read, compile_reader

TABLES = {Word("t"): Table(Word("t"), {"1": "2021-01-01", "-": "7"}, otherwise="1")}
WARNA = EnumDef(Word("Warna"), {Word("MERAH"): EnumValue(Word("MERAH"))})
PATTERN = ((Word("(.+) bed"), Word("$1")), (Word("([0-9]+)"), None))
UNITS = ((Word("km"), Word("1000")), (Word("m"), None))
FORMS = ("dd/MM/yyyy", "iso", "epoch", "epoch_ms", "excel", "EEEE, d MMM yy")


def word(**options: object) -> Reader:
    made: dict[str, Any] = {
        name: Word(one) if isinstance(one, str) else one
        for name, one in options.items()
    }
    return Reader(**made)


READERS = [
    ("String", word()),
    ("String", word(strip_html=True, case="title", trim=True)),
    ("String", word(pattern=PATTERN, map="t")),
    ("String", word(format=(Word("MMMM yyyy"), Word("'TW' Q yyyy")))),
    ("String", word(format=(Word("d - d MMM yy"),), part="to", century=30)),
    ("ID", word(case="upper")),
    ("URL", word(base="https://a.id/b", https=True)),
    ("URL", word()),
    ("JSON", word()),
    ("JSON", word(format=(Word("geojson"),))),
    ("JSON", word(format=(Word("geojson"),), order="lon_lat")),
    ("Boolean", word(true=(Word("Y"),), nulls=(Word("x"),))),
    ("Warna", word(pattern=PATTERN)),
    *((leaf, word()) for leaf in ("Int", "Long", "Rupiah", "Float", "Decimal")),
    *((leaf, word(unit=UNITS, times="0.1", round=2)) for leaf in ("Int", "Decimal")),
    *(
        (leaf, word(part=part, unit=UNITS, notation=notation))
        for leaf in ("Rupiah", "Float")
        for part in ("from", "to")
        for notation in (None, "id")
    ),
    *(
        ("Float", word(part=part, notation=notation, order=order))
        for part in ("lat", "lon")
        for notation in (None, "id")
        for order in (None, "lon_lat")
    ),
    *((leaf, word()) for leaf in ("Date", "DateTime", "Time")),
    *(("Date", word(format=(Word(form),))) for form in FORMS),
    *(("DateTime", word(format=(Word(form),), zone="WIT")) for form in FORMS),
    ("Time", word(format=(Word("HH:mm z"), Word("excel")))),
    ("Date", word(part="to")),
    ("DateTime", word(format=(Word("dd/MM/yy HH:mm - dd/MM/yy HH:mm"),), part="to")),
]
LEAVES: dict[str, tuple[type, ...]] = {
    "Boolean": (bool,),
    "Float": (float,),
    **dict.fromkeys(("Int", "Long", "Rupiah"), (int,)),
    "JSON": (dict, list, str, int, float, bool),
}

LIKELY = "0123456789 .,-+/:;()[]{}RpjtMmkmLSBTUE°'\"<>&ATW\u2013\u2032\u0663"
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(LIKELY, max_size=30),
    st.sampled_from(
        [
            "7.54 LS",
            "-5.4,105.2",
            "POINT(1 2)",
            "POLYGON((1 2,3 4,5 6,1 2))",
            "500 - 1000",
            "12 - 14 Mei 2021",
            "Maret 2021",
            "/Date(99999999999999)/",
            "9999-12-31",
            "0001-01-01T00:00:00+14:00",
            "31 Des 0001",
            '{"type": "Point", "coordinates": [1, 2]}',
            "1e400",
            "\ud800",
        ]
    ),
)
VALUES = st.recursive(
    st.one_of(
        TEXTS, st.integers(), st.floats(), st.booleans(), st.integers(-(10**6), 10**6)
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["type", "coordinates", "geometry", "x"]), inner, max_size=3
        ),
    ),
    max_leaves=6,
)


READS = [
    (
        leaf,
        reader,
        compile_reader(leaf, reader, TABLES, WARNA if leaf == "Warna" else None),
    )
    for leaf, reader in READERS
]


@settings(max_examples=300)
@given(made=st.sampled_from(READS), value=VALUES)
def test_anything(made: tuple[str, Reader, Read], value: object) -> None:
    """The outcome is a value that JSON can carry, of the leaf's class, or BadValue."""
    leaf, reader, read = made
    try:
        found = read(value)
    except BadValue:
        return
    assert found is None or isinstance(found, LEAVES.get(leaf, (str,)))
    if leaf != "JSON" or reader.format:
        orjson.dumps(found)


@pytest.mark.parametrize(("leaf", "reader", "read"), READS)
def test_edges(leaf: str, reader: Reader, read: Read) -> None:
    """Numbers and dates beyond what a leaf can hold are bad values, not failures."""
    for value in (
        10**400,
        "9" * 5000,
        1e308,
        float("nan"),
        "\ud800",
        "/Date(99999999999999)/",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        {"type": "Point", "coordinates": [1, 2, "1e999"]},
    ):
        try:
            found = read(value)
        except BadValue:
            continue
        assert found is None or isinstance(found, LEAVES.get(leaf, (str,))), reader


GENEROUS = 5.0  # seconds of the processor, for all readers of one text


@pytest.mark.parametrize(
    "value",
    [
        "<" * 190_000,
        "<!--" * 40_000,
        "<a " * 50_000,
        "<script>" * 20_000,
        "&" * 190_000,
        "- " * 50_000,
        "(" * 500_000,
        "1 " * 500_000,
        "[" * 500_000,
        "/" * 500_000,
        " " * 500_000,
    ],
    ids=lambda value: value[:4],
)
def test_long_texts(value: str) -> None:
    """A long text of any kind is judged in bounded time."""
    started = time.process_time()
    for _, _, read in READS:
        with contextlib.suppress(BadValue):
            read(value)
    assert time.process_time() - started < GENEROUS
