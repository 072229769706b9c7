"""Writing arguments: gateway/connectors/writers/{argument,moments}.py."""

from datetime import date, datetime

import pytest
from hypothesis import given, strategies as st

from gateway.config.model import Reader, Table, Writer
from gateway.config.place import Word
from gateway.config.typeref import TypeRef, parse_type
from gateway.connectors.readers import compile_reader
from gateway.connectors.readers.zones import zone_of
from gateway.connectors.writers import compile_writer
from gateway.connectors.writers.argument import reckons_only
from gateway.errors import BadInput

STATUS = Table(Word("status"), {"1": "BUKA", "2": "TUTUP"})
TABLES = {Word("status"): STATUS, Word("dua"): Table(Word("dua"), {"1": "A", "2": "A"})}


def write(kind: str, value: object, **options: object) -> object:
    ref = parse_type(kind)
    assert isinstance(ref, TypeRef)
    return compile_writer(ref, Writer(**options), TABLES)(value)  # type: ignore[arg-type] # a table of options


@pytest.mark.parametrize(
    ("expected", "kind", "value", "options"),
    [
        (None, "ID", None, {}),
        ("x", "ID", "x", {}),
        ("", "String", "", {}),
        ("12", "Int", 12, {}),
        ("1.5", "Float", 1.5, {}),
        ("2", "Float", 2.0, {}),
        ("1e+300", "Float", 1e300, {}),
        ("true", "Boolean", True, {}),
        ("Y", "Boolean", True, {"true": "Y", "false": "N"}),
        ("N", "Boolean", False, {"true": "Y", "false": "N"}),
        ("on", "Boolean", True, {"true": "on", "false": "~"}),
        (None, "Boolean", False, {"true": "on", "false": "~"}),
        (["on"], "[Boolean]", [False, True], {"true": "on", "false": "~"}),
        (
            "'%O''Brien%'",
            "String",
            "O'Brien",
            {"prefix": "%", "suffix": "%", "quote": "'"},
        ),
        ("'a,b','c'", "[String]", ["a,b", "c"], {"quote": "'", "join": ","}),
        ("false", "Boolean", False, {"true": "1"}),
        ("true", "Boolean", True, {"false": "0"}),
        ("124", "Int", 2024, {"minus": 1900}),
        ("0", "Int", -1, {"plus": 1}),
        ("2.5", "Float", 1.5, {"plus": 1}),
        ("007", "Int", 7, {"pad": 3}),
        ("-07", "Int", -7, {"pad": 3}),
        ("0124", "Int", 2024, {"minus": 1900, "pad": 4}),
        ("BE 12", "ID", "be 12", {"case": "upper"}),
        ("be", "ID", "BE", {"case": "lower"}),
        ("2", "Status", "TUTUP", {"map": Word("status")}),
        ("02", "Status", "TUTUP", {"map": Word("status"), "pad": 2}),
        (["a", "b"], "[ID!]", ["a", None, "b"], {}),
        (["a"], "[ID!]", "a", {}),
        ([], "[ID!]", [], {}),
        ("a|b", "[ID!]!", ["a", "b"], {"join": "|"}),
        ("ab", "[ID!]", ["a", "b"], {"join": ""}),
        (None, "[ID!]", [], {"join": ","}),
        (None, "[ID!]", None, {"join": ","}),
        ("1,2", "[Status!]", ["BUKA", "TUTUP"], {"map": Word("status"), "join": ","}),
    ],
    ids=repr,
)
def test_write(
    expected: object, kind: str, value: object, options: dict[str, object]
) -> None:
    """A value becomes text by its options; a list without a join stays a list."""
    assert expected == write(kind, value, **options)


@pytest.mark.parametrize(
    ("kind", "value", "options"),
    [
        ("Status", "LAIN", {"map": Word("status")}),
        ("[ID!]", ["a,b"], {"join": ","}),
        ("ID", {"a": 1}, {}),
        ("ID", ["a"], {}),
        ("ID", "\udfff", {}),
        ("Int", "12", {"plus": 1}),
        ("Int", True, {"plus": 1}),
        ("DateTime", "9999-12-31T23:59:59Z", {"zone": Word("WIB")}),
    ],
    ids=repr,
)
def test_refused(kind: str, value: object, options: dict[str, object]) -> None:
    """What has no text upstream is refused, without being quoted."""
    with pytest.raises(BadInput) as caught:
        write(kind, value, **options)
    assert "LAIN" not in caught.value.message


@pytest.mark.parametrize("name", ["dua", "tidak"])
def test_table_that_does_not_reverse(name: str) -> None:
    """Only a one-to-one table works backwards."""
    with pytest.raises(
        ValueError, match=f"tabel `{name}` tidak ada atau tidak satu-satu"
    ):
        write("ID", "A", map=Word(name))


@pytest.mark.parametrize(
    ("expected", "kind", "value", "form", "zone"),
    [
        ("05-01-2024", "Date", "2024-01-05", "dd-MM-yyyy", None),
        ("5/1/24", "Date", "2024-01-05", "d/M/yy", None),
        ("Jumat, 5 Januari 2024", "Date", "2024-01-05", "EEEE, d MMMM yyyy", None),
        ("Jum 05 Agu 2022", "Date", "2022-08-05", "EEE dd MMM y", None),
        ("2024-01-05", "Date", "2024-01-05", None, "WIB"),
        ("1704387600", "Date", "2024-01-05", "epoch", None),
        ("1704387600000", "Date", "2024-01-05", "epoch_ms", None),
        ("1704412800", "Date", "2024-01-05", "epoch", "UTC"),
        ("1704448800123", "DateTime", "2024-01-05T10:00:00.123Z", "epoch_ms", None),
        (
            "2024-01-05 17.00.09",
            "DateTime",
            "2024-01-05T10:00:09Z",
            "yyyy-MM-dd HH.mm.ss",
            None,
        ),
        (
            "2024-01-05 18:00",
            "DateTime",
            "2024-01-05T10:00:00Z",
            "yyyy-MM-dd HH:mm",
            "WITA",
        ),
        ("10:00 UTC", "DateTime", "2024-01-05T10:00:00Z", "HH:mm 'UTC'", None),
        ("5:0:9 PM", "DateTime", "2024-01-05T10:00:09Z", "h:m:s a", None),
        ("12:00 AM", "DateTime", "2024-01-05T17:00:00Z", "hh:mm a", None),
        ("7", "DateTime", "2024-01-05T00:00:00Z", "H", None),
        ("+07:00", "DateTime", "2024-01-05T10:00:00Z", "XXX", None),
        ("+0700", "DateTime", "2024-01-05T10:00:00Z", "XX", None),
        ("+07", "DateTime", "2024-01-05T10:00:00Z", "X", None),
        ("+0930", "DateTime", "2024-01-05T10:00:00Z", "X", "+09:30"),
        ("+0700", "DateTime", "2024-01-05T10:00:00Z", "Z", None),
        ("Z", "DateTime", "2024-01-05T10:00:00Z", "XXX", "UTC"),
        ("WIT", "DateTime", "2024-01-05T10:00:00Z", "z", "WIT"),
        ("+09:30", "DateTime", "2024-01-05T10:00:00Z", "z", "+09:30"),
        ("00.250", "DateTime", "2024-01-05T10:00:00.25Z", "ss.SSS", None),
        ("2024-01-05T19:00:00+09:00", "DateTime", "2024-01-05T10:00:00Z", None, "WIT"),
        ("2024-01-05T10:00:00Z", "DateTime", "2024-01-05T10:00:00Z", None, None),
        ("0705", "Time", "07:05:00", "HHmm", None),
        ("07:05:00", "Time", "07:05:00", None, "WIT"),
        ("it's 07", "Time", "07:05:00", "'it''s' HH", None),
    ],
)
def test_moment(
    expected: str, kind: str, value: str, form: str | None, zone: str | None
) -> None:
    """A date is written in its pattern, in the stated zone or WIB."""
    options = {"format": form and Word(form), "zone": zone and Word(zone)}
    assert expected == write(kind, value, **options)


@pytest.mark.parametrize(("form", "zone"), [("YYYY", None), (None, "Jakarta")])
def test_bad_moment_options(form: str | None, zone: str | None) -> None:
    """A wrong pattern or zone cannot be compiled."""
    with pytest.raises(ValueError, match="tidak dikenal"):
        write("DateTime", None, format=form, zone=zone)


@given(
    st.dates(min_value=date(1970, 1, 1), max_value=date(2069, 12, 31)),
    st.sampled_from(
        ["dd-MM-yyyy", "d MMM yy", "EEEE, d MMMM yyyy", "yyyyMMdd", "M/d/y"]
    ),
)
def test_writers_reverse_readers_of_dates(day: date, form: str) -> None:
    """A date written in a pattern is read back as itself."""
    text = write("Date", day.isoformat(), format=Word(form))
    read = compile_reader("Date", Reader(format=(Word(form),)), {})
    assert day.isoformat() == read(text)


@given(
    st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2069, 12, 30)),  # noqa: DTZ001 - hypothesis adds the zone
    st.sampled_from(
        [
            "yyyyMMddHHmmss",
            "d MMMM yyyy hh:mm:ss a",
            "dd/MM/yy HH:mm:ss z",
            "epoch",
            "yyyy-MM-dd HH:mm:ss X",
        ]
    ),
    st.sampled_from(["WIB", "WITA", "UTC", "-03:30"]),
)
def test_writers_reverse_readers_of_moments(
    local: datetime, form: str, zone: str
) -> None:
    """A moment written in a pattern and a zone is read back as that moment."""
    moment = local.replace(microsecond=0, tzinfo=zone_of("WIT"))
    text = write("DateTime", moment.isoformat(), format=Word(form), zone=Word(zone))
    read = compile_reader("DateTime", Reader(format=(Word(form),), zone=Word(zone)), {})
    assert moment == datetime.fromisoformat(str(read(text)))


@given(
    st.booleans(), st.sampled_from(["BUKA", "TUTUP"]), st.integers(-(2**31), 2**31 - 1)
)
def test_writers_reverse_readers(flag: bool, status: str, number: int) -> None:  # noqa: FBT001 - hypothesis gives it
    """Booleans by vocabulary, codes by table and numbers are read back."""
    words = Reader(true=(Word("Y"),), false=(Word("T"),))
    written = write("Boolean", flag, true=Word("Y"), false=Word("T"))
    assert flag is compile_reader("Boolean", words, {})(written)
    coded = write("ID", status, map=Word("status"))
    assert status == compile_reader("ID", Reader(map=Word("status")), TABLES)(coded)
    assert number == compile_reader("Int", Reader(), {})(write("Int", number, pad=12))


def test_reckons_only() -> None:
    """A writer that does no more than add keeps a number a number."""
    assert reckons_only(Writer(plus=1))
    assert reckons_only(Writer(minus=1900, plus=None))
    assert not reckons_only(Writer(plus=1, pad=3))
