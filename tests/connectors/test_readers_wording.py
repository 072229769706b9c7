"""Plain texts, cases, sentences and addresses: readers/{wording,markup,stages,addresses}.py."""

import pytest

from gateway.config.model import Reader, Table
from gateway.config.place import Word
from gateway.connectors.readers import BadValue, compile_reader, problem_in_reader

BED = ((Word("Tersedia ([0-9]+) bed"), Word("$1")), (Word("Penuh"), Word("0")))


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        ("Halo & dunia", "<p>Halo&nbsp;&amp; <b>dunia</b></p>"),
        ("a\nb\nc", "a<br>b<ul><li>c</li></ul>"),
        ("a b", "a\n  <i>b</i>"),
        ("x", "<script>alert(1)</script>x<style>p{}</style></style>"),
        ("2 < 3", "2 < 3"),
        ("biasa  saja", "biasa  saja"),
        ("é", "&eacute;"),
        ("7", 7),
    ],
)
def test_plain_text(expected: str, value: object) -> None:
    """Markup is stripped, entities are characters, blocks are lines."""
    assert expected == compile_reader("String", Reader(strip_html=True), {})(value)


def test_long_markup() -> None:
    """A text with markup is bounded; one without is not touched."""
    read = compile_reader("String", Reader(strip_html=True), {})
    with pytest.raises(BadValue):
        read("<" * 200_001)
    assert 300_000 == len(str(read("x" * 300_000)))


@pytest.mark.parametrize(
    ("expected", "case"),
    [
        ("Kota Bandar Lampung Ii, Jum'at", "title"),
        ("KOTA BANDAR LAMPUNG II, JUM'AT", "upper"),
        ("kota bandar lampung ii, jum'at", "lower"),
    ],
)
def test_case(expected: str, case: str) -> None:
    """A text is written in the stated case."""
    read = compile_reader("String", Reader(case=Word(case)), {})
    assert expected == read("KOTA bandar LAMPUNG Ii, jum'at")
    assert "7" == read(7)


def test_title_keeps_roman_numerals() -> None:
    """RSUD KELAS II is not Ii."""
    assert "Kelas II" == compile_reader("String", Reader(case=Word("title")), {})(
        "KELAS II"
    )


def test_patterns_in_turn() -> None:
    """The first pattern that matches gives its meaning."""
    read = compile_reader("Int", Reader(pattern=BED), {})
    values = ("Tersedia 2 bed kosong IGD", "Bed IGD Penuh!", "-")
    assert [2, 0, None] == [read(value) for value in values]
    with pytest.raises(BadValue):
        read("tutup")


def test_meaning_of_several_groups() -> None:
    """Groups stand where they are named; one that took no part is empty."""
    pattern = ((Word("([0-9]+)/(?:([0-9]+)|x)"), Word("$2-$1")),)
    read = compile_reader("String", Reader(pattern=pattern), {})
    assert ["2-1", "-1"] == [read("1/2"), read("1/x")]
    missing = Reader(pattern=((Word("(a)"), Word("$2")),))
    assert "2 kelompok" in (problem_in_reader("String", missing) or "")


def test_searched_length() -> None:
    """An author's expression sees 2,000 characters."""
    read = compile_reader("String", Reader(pattern=((Word("(x)"), None),)), {})
    assert "x" == read(" " * 1_999 + "x")
    with pytest.raises(BadValue):
        read(" " * 2_000 + "x")


@pytest.mark.parametrize(
    "pattern", [(), ((Word("Kelas (.+)"), None),)], ids=["", "pattern"]
)
def test_table_before_nulls(pattern: tuple[tuple[Word, None], ...]) -> None:
    """What a table has an entry for is no null token, captured or not."""
    table = Table(Word("kelas"), {"-": "TANPA", "A": "UTAMA"})
    for nulls in (None, (Word("-"), Word("x"))):
        reader = Reader(map=Word("kelas"), nulls=nulls, pattern=pattern)
        read = compile_reader("String", reader, {Word("kelas"): table})
        text = "Kelas -" if pattern else "-"
        assert "TANPA" == read(text)
        assert "UTAMA" == read(text.replace("-", "A"))


BASE = "https://h.id/api"


@pytest.mark.parametrize(
    ("expected", "value", "reader"),
    [
        ("https://h.id/api/foto/1%20a.jpg", "foto/1 a.jpg", Reader(base=Word(BASE))),
        ("https://h.id/x.png", "/x.png", Reader(base=Word(f"{BASE}/"))),
        ("https://h.id/api/x.png?a=1", "x.png?a=1", Reader(base=Word(BASE))),
        ("https://h.id/x.jpg", "..\\x.jpg", Reader(base=Word(BASE))),
        ("https://cdn.id/y", "//cdn.id/y", Reader(base=Word(BASE))),
        ("http://www.a.id/c", "www.a.id/c", Reader(base=Word(BASE))),
        ("https://www.a.id/c", "www.a.id/c", Reader(https=True)),
        ("https://a.id/c", "http://a.id:80/c", Reader(https=True)),
        ("http://a.id:8080/c", "http://a.id:8080/c", Reader(https=True)),
        ("https://[::1]/c", "http://[::1]/c", Reader(https=True)),
        ("http://a.id/%22%3C%3E", 'http://a.id/"<>', Reader()),
        (None, "-", Reader()),
        (None, "", Reader()),
    ],
)
def test_addresses(expected: str | None, value: str, reader: Reader) -> None:
    """Relative addresses are completed, http is made https where told, the rest encoded."""
    assert expected == compile_reader("URL", reader, {})(value)


@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "ftp://a.id/x",
        "file:///etc/passwd",
        "http://u:p@a.id/",
        "http://a b/",
        "http://[x/",
        "//[x/y.jpg",
        "http://a.id:x/",
        "//",
        "tidak ada",
        "n/a",
        "No. 5",
        "x" * 5_000,
        7,
        {},
    ],
    ids=str,
)
def test_no_address(value: object) -> None:
    """Other schemes, credentials, and what is no address are refused."""
    with pytest.raises(BadValue):
        compile_reader("URL", Reader(base=Word(BASE)), {})(value)
