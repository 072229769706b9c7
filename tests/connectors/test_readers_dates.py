"""Reading dates: gateway/connectors/readers/{dates,moments,iso,patterns,zones}.py."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st

from gateway.config.model import Reader
from gateway.config.place import Word
from gateway.connectors.readers import BadValue, compile_reader, problem_in_reader
from gateway.connectors.readers.patterns import fields_of, parse_pattern, zone_word
from gateway.connectors.readers.zones import zone_of


def read(
    leaf: str, value: object, form: str | None = None, zone: str | None = None
) -> object:
    reader = Reader(
        format=() if form is None else (Word(form),),
        zone=None if zone is None else Word(zone),
    )
    return compile_reader(leaf, reader, {})(value)


@pytest.mark.parametrize(
    ("expected", "form", "value"),
    [
        ("2021-12-14", "d MMM yyyy", "14 Des 2021"),
        ("2021-12-14", "d MMM yyyy", "14 DEC. 2021"),
        ("2020-07-20", "dd MMM yy", "20 Jul 20"),
        ("1999-02-01", "d MMMM yy", "1 Pebruari 99"),
        ("2024-02-29", "d MMM yy", "29 Feb 24"),
        ("1970-01-01", "dd/MM/yy", "01/01/70"),
        ("2069-01-01", "dd/MM/yy", "01/01/69"),
        ("2025-09-12", "d-M-yyyy", "12-9-2025"),
        ("2025-09-12", "dd-MM-yyyy", "12-09-2025"),
        ("2025-09-12", "dd-MM-yyyy", " 12-9-2025 "),
        ("2023-12-31", "EEEE, d MMMM yyyy", "Minggu, 31 Desember 2023"),
        ("2024-01-05", "EEEE, d MMMM yyyy", "Jum'at, 5 Januari 2024"),
        ("2024-01-05", "EEE, d MMM yyyy", "Fri, 5 Jan 2024"),
        ("2024-08-17", "d MMMM yyyy", "17 agustus 2024"),
        ("2024-08-17", "d MMM yyyy", "17 Agt 2024"),
        ("2024-08-17", "d MMM yyyy", "17 Ags 2024"),
        ("2024-05-02", "d MMMM yyyy", "2\u00a0May  2024"),
        ("2024-11-10", "MMMM d, yyyy", "Nopember 10, 2024"),
        ("2021-10-04", "yyyyMMdd", "20211004"),
        ("2021-10-04", "yyyyMMdd", 20211004),
        ("2021-10-04", "yyyyMMddHHmmss", "20211004175919"),
        ("2021-10-04", "'Tgl' d/M/yyyy", "tgl 4/10/2021"),
        ("2021-10-04", "d 'o''clock' M yyyy", "4 o'clock 10 2021"),
        (None, "dd-MM-yyyy", "-"),
        (None, "dd-MM-yyyy", "0000-00-00"),
        ("2021-03-16", "epoch_ms", 1615869169000),
    ],
    ids=repr,
)
def test_date_format(expected: str | None, form: str, value: object) -> None:
    """A date is read in its stated pattern, with names in two languages."""
    assert expected == read("Date", value, form)


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("dd-MM-yyyy", "31-02-2020"),
        ("dd-MM-yyyy", "12-13-2020"),
        ("dd-MM-yyyy", "2020-12-01"),
        ("dd-MM-yyyy", "12-09-20255"),
        ("dd-MM-yyyy", "1" * 200),
        ("dd-MM-yyyy", True),
        ("dd-MM-yyyy", 12.5),
        ("d MMM yyyy", "14 Foo 2021"),
        ("d MMM yy", "29 Feb 23"),
        ("d MMM yyyy", "31 sept 2021"),
        ("EEEE, d MMMM yyyy", "Libur, 5 Januari 2024"),
        ("yyyyMMdd", "2021104"),
        ("dd/MM/yyyy hh:mm", "01/01/2024 13:00"),
        ("dd/MM/yyyy HH:mm a", "01/01/2024 13:00 PM"),
        ("dd/MM/yyyy z", "01/01/2024 EST"),
        ("dd/MM/yyyy HH:mm", "01/01/2024"),
        ("epoch", "kemarin"),
    ],
    ids=repr,
)
def test_bad_date_format(form: str, value: object) -> None:
    """Impossible dates, unknown names and other shapes are bad values."""
    with pytest.raises(BadValue):
        read("Date", value, form)


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        ("2024-01-05", "2024-01-05"),
        ("2024-01-05", "2024-1-5"),
        ("2024-01-05", "2024/01/05"),
        ("2024-08-03", "2024-08-03T07:09:00.000000Z"),
        ("2024-08-03", "2024-08-03 23:59:59"),
        ("2024-08-04", "2024-08-03T23:00:00-10:00"),
        ("2024-08-03", "20240803"),
        (None, "0000-00-00"),
        (None, "0000-00-00 00:00:00"),
    ],
)
def test_iso_date(expected: str | None, value: object) -> None:
    """Without a pattern a date is ISO 8601; of a time its own local day is taken."""
    assert expected == read("Date", value)


MAIL = "Fri, 20 Nov 2026 14:05:00 +0700"


@pytest.mark.parametrize(
    ("expected", "leaf", "value"),
    [
        ("2026-11-20T14:05:00+07:00", "DateTime", MAIL),
        ("2026-11-20T07:05:00Z", "DateTime", "Fri, 20 Nov 2026 07:05:00 GMT"),
        ("2026-11-20T07:05:00+07:00", "DateTime", "20 November 2026 07:05"),
        ("2026-08-02T07:05:09+07:00", "DateTime", "Min, 2 Agu 2026 07:05:09 WIB"),
        ("2026-11-21", "Date", "Fri, 20 Nov 2026 18:00:00 GMT"),
        ("2026-11-20", "Date", MAIL),
        ("01:00:00", "Time", "Fri, 20 Nov 2026 18:00:00 GMT"),
    ],
)
def test_mail_date(expected: str, leaf: str, value: str) -> None:
    """Without a pattern a date may be that of mail, feeds and HTTP (RFC 5322)."""
    assert expected == read(leaf, value)


@pytest.mark.parametrize(
    "value",
    [
        "Fri, 31 Feb 2026 14:05:00 +0700",
        "Fri, 20 Foo 2026 14:05:00 +0700",
        "Libur, 20 Nov 2026 14:05:00 +0700",
        "Fri, 20 Nov 2026 14:05:00 EST",
        "Fri, 20 Nov 2026 25:05:00 GMT",
        "Fri, 20 Nov 2026",
        "Fri, 20 Nov 2026 14:05:00 GMT" + " " * 60,
    ],
)
def test_bad_mail_date(value: str) -> None:
    """What is no such date stays a bad value."""
    with pytest.raises(BadValue):
        read("DateTime", value)


@pytest.mark.parametrize(
    ("leaf", "expected", "zone", "value"),
    [
        ("Date", "2022-09-03", None, "2022-09-02T17:00:00.000Z"),
        ("Date", "2022-09-02", None, "2022-09-02T00:00:00Z"),
        ("Date", "2022-09-02", "UTC", "2022-09-02T17:00:00Z"),
        ("Date", "2022-09-03", "WITA", "2022-09-02T23:30:00+07:00"),
        ("Date", "2022-09-02", None, "2022-09-02 23:59:59"),
        ("Time", "00:00:00", None, "2022-09-02T17:00:00Z"),
        ("Time", "17:00:00", None, "2022-09-02T17:00:00"),
    ],
)
def test_the_day_of_an_instant(
    leaf: str, expected: str, zone: str | None, value: str
) -> None:
    """A day or a time read from an instant is that of the field's zone."""
    assert expected == read(leaf, value, zone=zone)


def test_an_instant_beyond_the_calendar() -> None:
    """The last night of the year 9999 has no day in WIB."""
    with pytest.raises(BadValue):
        read("Date", "9999-12-31T23:00:00Z")


@pytest.mark.parametrize(
    "value",
    ["2024-02-30", "05-01-2024", "besok", "2024-01-05 25:00", 5, "2" * 99, {}],
    ids=repr,
)
def test_bad_iso_date(value: object) -> None:
    """What is not ISO 8601 is a bad value: day and month are never guessed."""
    with pytest.raises(BadValue):
        read("Date", value)


@pytest.mark.parametrize(
    ("expected", "zone", "value"),
    [
        ("2024-12-14T07:00:00+07:00", None, "2024-12-14 07:00:00"),
        ("2024-12-14T07:00:00+08:00", "WITA", "2024-12-14T07:00:00"),
        ("2024-12-14T07:00:00-03:30", "-03:30", "2024-12-14T07:00"),
        ("2024-12-14T07:00:00Z", "UTC", "2024-12-14 07:00:00"),
        ("2024-08-03T07:09:00Z", None, "2024-08-03T07:09:00.000000Z"),
        ("2021-12-14T05:46:41Z", None, "2021-12-14T05:46:41+00:00"),
        ("2026-04-30T10:00:00+07:00", "WIT", "2026-04-30T10:00:00+07:00"),
        ("2026-04-30T10:00:00+09:30", None, "2026-04-30T10:00:00+09:30"),
        ("2023-10-02T15:11:40+08:00", None, "2023-10-02 15:11:40 WITA"),
        ("2023-10-02T15:11:40+07:00", None, "2023-10-02 15:11:40 +7"),
        ("2026-09-19T09:00:00+07:00", None, "2026-09-19 09.00.00"),
        ("2026-09-19T09:05:00+07:00", None, "2026-9-19 9:05"),
        ("2024-01-01T00:00:00+07:00", None, "2024-01-01"),
        ("2024-01-01T10:00:00.123456Z", None, "2024-01-01T10:00:00.123456789Z"),
        ("2024-01-01T10:00:00.500000+07:00", None, "2024-01-01 10:00:00,5"),
        ("2024-01-01T10:00:00.500000+07:00", None, "2024-1-01 10:00:00.5"),
        (None, None, "-"),
    ],
)
def test_iso_date_time(expected: str | None, zone: str | None, value: object) -> None:
    """A moment is RFC 3339; the zone is its own, else the stated one, else WIB."""
    assert expected == read("DateTime", value, zone=zone)


@pytest.mark.parametrize(
    "value",
    [
        "2024-02-30 10:00:00",
        "2024-01-01 24:30:00",
        "2024-01-01T10:00:61Z",
        "2024-W0101T10:00:00",
        "12:00",
        "x",
        None.__class__,
    ],
    ids=repr,
)
def test_bad_iso_date_time(value: object) -> None:
    """Impossible moments are bad values."""
    with pytest.raises(BadValue):
        read("DateTime", value)


@pytest.mark.parametrize(
    ("expected", "form", "zone", "value"),
    [
        (
            "2021-12-14T12:46:41+07:00",
            "d MMM yyyy HH:mm:ss 'WIB'",
            None,
            "14 Des 2021 12:46:41 WIB",
        ),
        (
            "2021-12-14T12:46:41+08:00",
            "d MMM yyyy HH:mm:ss 'WITA'",
            None,
            "14 Des 2021 12:46:41 WITA",
        ),
        (
            "2021-12-14T12:46:41+08:00",
            "d MMM yyyy HH:mm:ss z",
            None,
            "14 Des 2021 12:46:41 WITA",
        ),
        (
            "2021-12-14T12:46:41Z",
            "d MMM yyyy HH:mm:ss z",
            "WIT",
            "14 Des 2021 12:46:41 UTC",
        ),
        (
            "2021-12-14T12:46:41+07:00",
            "d MMM yyyy HH:mm:ss XXX",
            "WIT",
            "14 Des 2021 12:46:41 +0700",
        ),
        ("2021-12-14T00:00:00+09:00", "dd-MM-yyyy", "WIT", "14-12-2021"),
        ("2021-12-14T19:05:00+07:00", "dd-MM-yyyy h:mm a", None, "14-12-2021 7:05 PM"),
        (
            "2021-12-14T00:05:00+07:00",
            "dd-MM-yyyy hh:mm a",
            None,
            "14-12-2021 12:05 a.m.",
        ),
        (
            "2021-12-14T10:00:00.250000+07:00",
            "dd-MM-yyyy HH:mm:ss.SSS",
            None,
            "14-12-2021 10:00:00.25",
        ),
        ("2021-10-04T17:59:19+08:00", "yyyyMMddHHmmss", "WITA", "20211004175919"),
        ("2021-03-16T11:32:49+07:00", "epoch_ms", None, 1615869169000),
        ("2021-03-16T04:32:49Z", "epoch", "UTC", "1615869169"),
        ("2021-03-16T04:32:49.500000Z", "epoch", "UTC", 1615869169.5),
        ("1969-12-31T23:59:59Z", "epoch", "UTC", -1),
    ],
)
def test_date_time_format(
    expected: str, form: str, zone: str | None, value: object
) -> None:
    """A moment is read in its pattern; a zone in the text or the pattern counts."""
    assert expected == read("DateTime", value, form, zone)


@pytest.mark.parametrize(
    "value",
    [True, 1e30, float("nan"), {}, "1.5", "9" * 5000, 10**400],
    ids=lambda v: repr(v)[:20],
)
def test_bad_epoch(value: object) -> None:
    """Only counts that fit the calendar are moments."""
    with pytest.raises(BadValue, match="since 1970"):
        read("DateTime", value, "epoch")


@pytest.mark.parametrize(
    ("expected", "form", "value"),
    [
        ("12:46:41", None, "12:46:41 WIB"),
        ("09:30:00", None, "09.30"),
        ("07:05:00", None, "7:05"),
        ("10:00:01", None, "2024-01-01 10:00:01"),
        ("10:00:01", None, "10:00:01.250"),
        ("19:05:00", "hh:mm a", "07:05 PM"),
        ("19:05:00", "HHmm", "1905"),
        ("07:00:00", "epoch", 0),
    ],
)
def test_time(expected: str, form: str | None, value: object) -> None:
    """A time of day is HH:mm:ss; whatever zone stands after it is dropped."""
    assert expected == read("Time", value, form)


@pytest.mark.parametrize("value", ["24:00", "12:60", "12:00:60", "pagi", "1" * 99])
def test_bad_time(value: str) -> None:
    """A time that no clock shows is a bad value."""
    with pytest.raises(BadValue):
        read("Time", value)


@pytest.mark.parametrize(
    ("expected", "leaf", "form"),
    [
        (
            "huruf `YYYY` yang tidak dikenal; mungkin maksudnya yyyy",
            "Date",
            "YYYY-MM-dd",
        ),
        ("huruf `WIB`", "DateTime", "d-M-yyyy HH:mm WIB"),
        ("memakai `%`", "Date", "%d-%m-%Y"),
        ("tanda kutip", "Date", "dd'x MM yyyy"),
        ("dua kali: MM, MMM", "Date", "dd MM MMM yyyy"),
        ("harus memuat tahun, bulan, dan hari", "Date", "MM-yyyy"),
        ("harus memuat tahun, bulan, dan hari", "DateTime", "HH:mm"),
        ("tambahkan `part: from` atau `part: to`", "Date", "MM-yyyy"),
        ("dan hari; MM adalah bulan, mm adalah menit", "Date", "dd-mm-yyyy"),
        ("MM, MM; MM adalah bulan, mm adalah menit", "DateTime", "dd-MM-yyyy HH:MM"),
        ("tulis polanya, bukan contohnya: misalnya d MMM yyyy", "Date", "22-11-2026"),
        ("tulis polanya, bukan contohnya: misalnya d MMM yyyy", "Date", "22 Nov 2026"),
        ("huruf `F` yang tidak dikenal; mungkin maksudnya MMMM", "Date", "d F Y"),
        ("mungkin maksudnya mm", "DateTime", "yyyy-MM-dd HH:i"),
        ("harus memuat jam", "Time", "mm:ss"),
    ],
)
def test_bad_pattern(expected: str, leaf: str, form: str) -> None:
    """A wrong pattern is told at load, in Indonesian, with what was meant."""
    reason = problem_in_reader(leaf, Reader(format=(Word(form),)))
    assert expected.replace("huruf `WIB`", "huruf `W`") in (reason or "")


def test_bad_zone() -> None:
    """An unknown zone is told at load, in Indonesian."""
    for zone in ("Jakarta", "+15:00", "+07:60"):
        reason = problem_in_reader("DateTime", Reader(zone=Word(zone)))
        assert (
            f"zona waktu `{zone}` tidak dikenal; pakai WIB, WITA, WIT, UTC, atau +07:00"
            == reason
        )


@pytest.mark.parametrize(
    ("hours", "name"),
    [
        (7, "WIB"),
        (8, "wita"),
        (9, "WIT"),
        (0, "Z"),
        (0, "GMT"),
        (7, "Asia/Jakarta"),
        (-3, "-3"),
        (7, "+0700"),
    ],
)
def test_zone(hours: int, name: str) -> None:
    """Zones have names and offsets."""
    assert timezone(timedelta(hours=hours)) == zone_of(name)


def test_fields_of_a_pattern() -> None:
    """A pattern tells its fields, however they are spelled."""
    pieces = parse_pattern("EEE, d MMM yy hh:mm z")
    expected = {"day name", "day", "month", "year", "hour", "minute", "offset"}
    assert expected == fields_of(pieces)


def test_zone_word_of_a_pattern() -> None:
    """A zone as literal text is the pattern's zone; other words are not."""
    assert "WIT" == zone_word(parse_pattern("HH:mm 'pukul WIT'"))
    assert zone_word(parse_pattern("HH:mm 'WITA2'")) is None


@given(st.dates(min_value=date(1970, 1, 1), max_value=date(2069, 12, 31)))
def test_every_day(day: date) -> None:
    """Every day survives the numeric spellings."""
    for form, text in (
        ("dd-MM-yyyy", day.strftime("%d-%m-%Y")),
        ("d/M/yy", f"{day.day}/{day.month}/{day.year % 100:02}"),
        ("yyyyMMdd", day.strftime("%Y%m%d")),
        (None, day.isoformat()),
    ):
        assert day.isoformat() == read("Date", text, form)


@given(
    st.datetimes(
        timezones=st.sampled_from([zone_of("WIB"), zone_of("UTC"), zone_of("-03:30")])
    )
)
def test_every_moment(moment: datetime) -> None:
    """Every ISO moment is read as that moment, with a T or a space."""
    for text in (moment.isoformat(), moment.isoformat(" ")):
        assert moment == datetime.fromisoformat(str(read("DateTime", text)))


@given(st.text(alphabet="0123456789-:T.Z+ WIB/", max_size=30))
def test_never_surprises(text: str) -> None:
    """Any text is RFC 3339 with an offset, null, or a bad value."""
    try:
        value = read("DateTime", text)
    except BadValue:
        return
    assert value is None or datetime.fromisoformat(str(value)).tzinfo is not None
