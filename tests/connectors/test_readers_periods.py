"""Periods, ranges of dates and several formats: readers/{periods,dates,patterns}.py."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from gateway.config.model import Reader
from gateway.config.place import Word
from gateway.connectors.readers import BadValue, compile_reader, problem_in_reader
from gateway.connectors.readers.periods import parse_period


def reader(*forms: str, part: str | None = None, **options: object) -> Reader:
    word = None if part is None else Word(part)
    return Reader(format=tuple(map(Word, forms)), part=word, **options)  # type: ignore[arg-type] # a table of options


def ends(leaf: str, value: object, *forms: str, **options: object) -> list[object]:
    return [
        compile_reader(leaf, reader(*forms, part=part, **options), {})(value)
        for part in ("from", "to")
    ]


@pytest.mark.parametrize(
    ("first", "last", "value", "form"),
    [
        (
            "2021-01-05",
            "2021-02-09",
            "05/01/2021 - 09/02/2021",
            "dd/MM/yyyy - dd/MM/yyyy",
        ),
        ("2021-05-12", "2021-05-14", "12 - 14 Mei 2021", "d - d MMMM yyyy"),
        ("2020-12-30", "2021-01-02", "30 Des - 2 Jan 2021", "d MMM - d MMM yyyy"),
        ("2021-03-01", "2021-03-31", "Maret 2021", "MMMM yyyy"),
        ("2024-02-01", "2024-02-29", "02/24", "MM/yy"),
        ("2024-04-01", "2024-06-30", "Triwulan II 2024", "'Triwulan' Q yyyy"),
        ("2024-10-01", "2024-12-31", "TW-iv/2024", "'TW-'QQQ/yyyy"),
        ("2024-01-29", "2024-02-04", "2024-W05", "yyyy-'W'ww"),
        ("2021-01-01", "2021-12-31", 2021, "yyyy"),
        ("2024-01-05", "2024-01-05", "Jumat, 5 Januari 2024", "EEEE, d MMMM yyyy"),
        ("2024-04-01", "2024-06-30", "2024-Q2", "iso"),
        ("2021-03-01", "2021-03-31", "2021-03", "iso"),
        ("2021-03-01", "2021-04-02", "2021-03-01/2021-04-02", "iso"),
        ("2021-03-05", "2021-03-05", "20210305", "iso"),
    ],
)
def test_ends_of_a_date(first: str, last: str, value: object, form: str) -> None:
    """A range or a period has a first and a last day; what one end lacks is the other's."""
    assert [first, last] == ends("Date", value, form)


def test_ends_of_a_moment() -> None:
    """Moments end with their last second, in the zone that is named, stated, or WIB."""
    assert ["2021-05-01T00:00:00+07:00", "2021-05-31T23:59:59+07:00"] == ends(
        "DateTime", "Mei 2021", "MMMM yyyy"
    )
    assert ["2021-02-01T08:00:00+08:00", "2021-02-01T12:30:00+08:00"] == ends(
        "DateTime", "01/02/2021 08:00-12:30 WITA", "dd/MM/yyyy HH:mm-HH:mm 'WITA'"
    )
    assert ["2021-02-01T08:00:00Z", "2021-02-01T08:00:00Z"] == ends(
        "DateTime", "01/02/2021 8 AM UTC", "dd/MM/yyyy h a z", zone=Word("WIT")
    )
    assert ["08:00:00", "15:30:00"] == ends("Time", "08:00 - 15.30", "HH:mm - HH.mm")


@pytest.mark.parametrize(
    ("expected", "value", "forms"),
    [
        ("2024-Q2", "Triwulan II 2024", ("'Triwulan' Q yyyy",)),
        ("2021-03", "Mar 2021", ("MMM yyyy", "yyyy")),
        ("2021", "2021", ("MMM yyyy", "yyyy")),
        ("2021-03-05", "5 Mar 2021", ("d MMM yyyy",)),
        ("2021-03-05T22:00:00", "5 Mar 2021 10 PM", ("d MMM yyyy h a",)),
        ("2024-W05", "2024-W5", ("yyyy-'W'w",)),
        ("2024-W05", "2024-W05", ("iso",)),
        ("10:30:00", "10.30", ("HH.mm",)),
        ("2021-03", 202103, ("yyyyMM",)),
    ],
)
def test_text_of_its_own_precision(
    expected: str, value: object, forms: tuple[str, ...]
) -> None:
    """A String with a format is ISO 8601, as precise as what is read."""
    assert expected == compile_reader("String", reader(*forms), {})(value)


@pytest.mark.parametrize(
    ("value", "form"),
    [
        ("Triwulan V 2024", "'Triwulan' Q yyyy"),
        ("13/2021", "MM/yyyy"),
        ("2024-W60", "yyyy-'W'ww"),
        ("Hari, 5 Mei 2021", "EEEE, d MMMM yyyy"),
        ("2021-01-01 13 PM", "yyyy-MM-dd h a"),
        ("2021 EST", "yyyy z"),
        ("kapan", "iso"),
        ("0000", "yyyy"),
        ("9" * 200, "yyyy"),
        (True, "yyyy"),
        (None, "iso"),
        ({}, "yyyy"),
    ],
    ids=repr,
)
def test_no_period(value: object, form: str) -> None:
    """What is no period of the calendar is a bad value."""
    with pytest.raises(BadValue):
        compile_reader("String", reader(form), {})(value)


@pytest.mark.parametrize(
    "value", ["31/02/2021 - 01/03/2021", "01/03/2021", "29/02/21 -"]
)
def test_no_range(value: str) -> None:
    """A range with a day that never was is a bad value."""
    with pytest.raises(BadValue):
        ends("Date", value, "dd/MM/yyyy - dd/MM/yyyy")


@pytest.mark.parametrize(
    ("expected", "leaf", "made"),
    [
        (
            "menyebut bagian yang sama dua kali",
            "Date",
            reader("dd/MM/yyyy - dd/MM/yyyy"),
        ),
        ("tambahkan `part: from`", "Date", reader("MMMM yyyy")),
        ("tambahkan `part: from`", "Date", reader("'TW' Q yyyy")),
        ("adalah rentang; tambahkan", "String", reader("yyyy - yyyy")),
        ("lebih dari dua kali", "Date", reader("yyyy yyyy yyyy", part="to")),
        ("menyatakan satu saat", "Date", reader("epoch", part="to")),
        ("harus memuat tahun", "Date", reader("MMMM", part="to")),
        ("harus memuat jam", "Time", reader("yyyy", part="to")),
        ("harus memuat tahun", "String", reader("MMMM")),
        ("memuat hari tanpa bulan", "String", reader("dd yyyy")),
        ("untuk JSON tidak dikenal", "JSON", reader("yyyy")),
    ],
)
def test_bad_formats(expected: str, leaf: str, made: Reader) -> None:
    """A format that cannot give its leaf is told at load, with the remedy."""
    assert expected in (problem_in_reader(leaf, made) or "")


def test_several_formats() -> None:
    """The first format that suits reads; where none does it is a bad value."""
    read = compile_reader(
        "Date", reader("dd-MM-yyyy", "yyyy/MM/dd", "iso", "excel"), {}
    )
    values = ("05-03-2021", "2021/03/05", "2021-03-05", 44260, "44260")
    assert ["2021-03-05"] * 5 == [read(value) for value in values]
    with pytest.raises(BadValue):
        read("Maret")


def test_century() -> None:
    """Two-digit years turn where it is stated, or at 70."""
    stated = compile_reader("Date", reader("d MMM yy", century=30), {})
    assert ["2029-07-20", "1930-07-20"] == [stated("20 Jul 29"), stated("20 Jul 30")]
    usual = compile_reader("DateTime", reader("d/M/yy"), {})
    assert "2069-07-20T00:00:00+07:00" == usual("20/7/69")
    assert ["1970-01-01", "1970-12-31"] == ends("Date", "70", "yy")


@pytest.mark.parametrize(
    ("expected", "leaf", "value"),
    [
        ("1900-01-01", "Date", 1),
        ("1900-02-28", "Date", 59),
        ("1900-03-01", "Date", 61),
        ("2021-01-01", "Date", "44197"),
        ("2021-01-01T12:00:00+07:00", "DateTime", 44197.5),
        ("12:00:00", "Time", 0.5),
        ("9999-12-31", "Date", 2958465),
    ],
)
def test_spreadsheet_days(expected: str, leaf: str, value: object) -> None:
    """Day 1 is 1 January 1900, and day 60 never was."""
    assert expected == compile_reader(leaf, reader("excel"), {})(value)


@pytest.mark.parametrize(
    "value", [0, 60, 60.5, 2958466, 1e300, float("nan"), -1, "x", True, None, {}]
)
def test_no_spreadsheet_day(value: object) -> None:
    """Other numbers are none."""
    with pytest.raises(BadValue):
        compile_reader("Date", reader("excel"), {})(value)


def test_dotnet() -> None:
    """Milliseconds also stand in .NET's notation, whose offset does not count."""
    read = compile_reader("DateTime", reader("epoch_ms"), {})
    for text in (
        "/Date(1609459200000)/",
        " /Date(1609459200000+0800)/",
        "1609459200000",
    ):
        assert "2021-01-01T07:00:00+07:00" == read(text)
    with pytest.raises(BadValue):
        read("/Date(x)/")


@pytest.mark.parametrize(
    ("leaf", "expected"),
    [
        ("DateTime", "2025-03-04T00:00:00+07:00"),
        ("Date", "2025-03-04"),
        ("Time", "00:00:00"),
    ],
)
def test_dotnet_needs_no_format(leaf: str, expected: str) -> None:
    """.NET's notation says itself what it is."""
    read = compile_reader(leaf, Reader(), {})
    assert expected == read("/Date(1741021200000+0700)/")
    for text in ("/Date(x)/", "/Date(999999999999999)/", "Date(1741021200000)"):
        with pytest.raises(BadValue):
            read(text)


def test_zone_by_name() -> None:
    """An ISO text may name its zone as the tz database does."""
    read = compile_reader("DateTime", Reader(), {})
    assert "2021-01-01T07:00:00+08:00" == read("2021-01-01 07:00:00 Asia/Makassar")
    with pytest.raises(BadValue):
        read("2021-01-01 07:00 Asia/Tokyo")


@given(st.dates())
def test_every_precision(day: date) -> None:
    """ISO 8601 of any precision is read as what it says."""
    month = day.isoformat()[:7]
    quarter = f"{day.year:04}-Q{(day.month + 2) // 3}"
    for text in (day.isoformat(), month, f"{day.year:04}", quarter):
        period = parse_period(text)
        assert text == period.iso
        assert period.day_at(last=False) <= day <= period.day_at(last=True)
