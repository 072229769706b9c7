"""What a writer writes its reader reads: each pair of options there and back."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, strategies as st

from gateway.config.model import InputDef, Reader, Writer
from gateway.config.place import Word
from gateway.config.typeref import TypeRef, parse_type
from gateway.connectors.readers import compile_reader
from gateway.connectors.writers import compile_writer
from gateway.errors import BadInput


def write(kind: str, value: object, **options: object) -> object:
    ref = parse_type(kind)
    assert isinstance(ref, TypeRef)
    return compile_writer(ref, Writer(**options), {})(value)  # type: ignore[arg-type] # a table of options


def read(leaf: str, value: object, **options: object) -> object:
    return compile_reader(leaf, Reader(**options), {})(value)  # type: ignore[arg-type] # a table of options


DAYS = st.dates(date(1900, 3, 1))


@given(DAYS, st.sampled_from(["iso", "epoch", "epoch_ms", "excel", "yyyyMMdd"]))
def test_days(day: date, form: str) -> None:
    """A day in any form comes back."""
    text = write("Date", day.isoformat(), format=Word(form))
    assert day.isoformat() == read("Date", text, format=(Word(form),))


@given(st.datetimes(datetime(1900, 3, 1), datetime(9999, 1, 1)))  # noqa: DTZ001 - the zone follows
def test_moments_of_a_spreadsheet(moment: datetime) -> None:
    """A moment as a spreadsheet's number comes back to the second."""
    text = moment.replace(microsecond=0, tzinfo=UTC).isoformat()
    options = {"zone": Word("UTC")}
    written = write("DateTime", text, format=Word("excel"), **options)
    found = read("DateTime", written, format=(Word("excel"),), **options)
    assert text.replace("+00:00", "Z") == found


@given(st.dates(date(1000, 1, 1)), st.sampled_from(["MM/yyyy", "MMMM yyyy", "yyyyMM"]))
def test_months(day: date, form: str) -> None:
    """A month as text comes back, and its ends are its days."""
    month = day.isoformat()[:7]
    text = write("String", month, format=Word(form))
    assert month == read("String", text, format=(Word(form),))
    for part in ("from", "to"):
        end = write("String", month, format=Word("yyyy-MM-dd"), part=Word(part))
        assert end == read("Date", text, format=(Word(form),), part=Word(part))


@given(st.integers(1000, 9999), st.integers(1, 4), st.sampled_from(["Q", "QQQ"]))
def test_quarters(year: int, quarter: int, letters: str) -> None:
    """A quarter comes back, in digits and in Roman."""
    form = Word(f"'TW' {letters} yyyy")
    text = write("String", f"{year}-Q{quarter}", format=form)
    assert f"{year}-Q{quarter}" == read("String", text, format=(form,))


@given(st.decimals(-(10**12), 10**12, places=3), st.sampled_from(["id", "en"]))
def test_numbers(number: object, notation: str) -> None:
    """A number in either notation comes back."""
    text = write("Decimal", str(number), notation=Word(notation))
    assert float(str(number)) == read("Float", text, notation=Word(notation))


@given(st.integers(-(10**9), 10**9))
def test_factors(number: int) -> None:
    """Thousands there are units here."""
    text = write("Rupiah", number, times=Word("0.001"))
    assert number == read("Rupiah", str(text), times=Word("1000"), notation=Word("en"))


@given(st.floats(-90, 90).map(lambda x: round(x, 5)))
def test_latitudes(degrees: float) -> None:
    """A latitude comes back."""
    assert degrees == read("Float", write("Float", degrees, round=5), part=Word("lat"))


@pytest.mark.parametrize(
    ("expected", "kind", "value", "options"),
    [
        ("126", "Date", "2026-08-17", {"format": Word("yyyy"), "minus": 1900}),
        ("3", "Date", "2026-08-17", {"format": Word("Q")}),
        ("34", "Date", "2026-08-17", {"format": Word("ww")}),
        ("5", "Date", "2026-02-01", {"format": Word("w")}),
        ("31/12/2024", "Int", 2024, {"format": Word("dd/MM/yyyy"), "part": Word("to")}),
        ("2024-02-29", "String", "2024-02", {"part": Word("to")}),
        ("2024-02", "String", "2024-02", {"format": Word("iso")}),
        (
            "1704042000",
            "String",
            "2024",
            {"format": Word("epoch"), "part": Word("from")},
        ),
        ("0.5", "Time", "12:00:00", {"format": Word("excel")}),
        ("1.234,50", "Float", 1234.5, {"notation": Word("id"), "round": 2}),
        ("0", "Float", -0.0, {"round": 0}),
        ("71", "ID", "18.71", {"pattern": Word("[.](.+)")}),
        ("K-18-", "ID", "18", {"prefix": "K-", "suffix": "-"}),
        ("Kota Metro", "String", "KOTA METRO", {"case": "title"}),
        ("YQ==", "String", "a", {"encode": (Word("base64"),)}),
        ("YT8-", "String", "a?>", {"encode": (Word("base64url"),)}),
        ('["a","b"]', "[ID!]", ["a", "b"], {"encode": (Word("json"),)}),
        (["YQ=="], "[ID!]", ["a"], {"encode": (Word("base64"),)}),
        (None, "ID", None, {"encode": (Word("base64"),)}),
        (None, "ID", None, {"encode": (Word("json"),)}),
    ],
    ids=repr,
)
def test_written(
    expected: object, kind: str, value: object, options: dict[str, object]
) -> None:
    """A value is written by its options, in their order."""
    assert expected == write(kind, value, **options)


@pytest.mark.parametrize(
    ("kind", "value", "options"),
    [
        ("String", "Februari", {"format": Word("MM")}),
        ("String", "2024", {"format": Word("MM")}),
        ("String", "2024-02", {"format": Word("excel")}),
        ("Date", "1899-01-01", {"format": Word("excel")}),
        ("ID", "x", {"pattern": Word("([0-9])")}),
        ("Float", "x", {"round": 2}),
        ("Float", True, {"round": 2}),
        ("Float", float("inf"), {"round": 2}),
        pytest.param("JSON", object(), {"encode": (Word("json"),)}, id="no JSON"),
    ],
    ids=repr,
)
def test_refused(kind: str, value: object, options: dict[str, object]) -> None:
    """What cannot be written so is the client's mistake."""
    with pytest.raises(BadInput):
        write(kind, value, **options)


@pytest.mark.parametrize(
    ("expected", "options"),
    [
        ("bukan ekspresi reguler", {"pattern": Word("(")}),
        ("memerlukan satu kelompok", {"pattern": Word("a")}),
        ("notation `us`", {"notation": Word("us")}),
        ("hanya boleh yang pertama", {"encode": (Word("base64"), Word("json"))}),
    ],
)
def test_bad_options(expected: str, options: dict[str, object]) -> None:
    """Options that cannot be compiled are told, in Indonesian."""
    with pytest.raises(ValueError, match=expected):
        write("ID", "1", **options)


def test_recursive_input_as_json() -> None:
    """An input object that holds its own kind is written to its end."""
    made = InputDef(Word("Saring"), {})
    ref = TypeRef("Saring")
    inputs = {Word("Saring"): made}
    writer = Writer(encode=(Word("json"), Word("base64url")))
    assert "e30" == compile_writer(ref, writer, {}, inputs)({})
