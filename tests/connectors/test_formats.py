"""Bodies in other formats than JSON, given as bytes."""

import codecs
import contextlib
import io
import time
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, strategies as st

from gateway.config.formats import Format
from gateway.config.place import Word
from gateway.connectors.codec import Unreadable
from gateway.connectors.formats import compile_format
from gateway.connectors.formats.fault import Otherwise
from gateway.errors import UpstreamBadBody, UpstreamRejected

KINDS = ("json", "xml", "soap", "feed", "geojson", "csv", "text")


def decoded(kind: str, body: str | bytes, **options: Any) -> Any:
    """Decode a body of a kind."""
    words: dict[str, Any] = {
        k: Word(v) if isinstance(v, str) else v for k, v in options.items()
    }
    decode = compile_format(Format(kind, **words), 10_000)
    return decode(body.encode() if isinstance(body, str) else body, None)


def zipped(members: Mapping[str, bytes], *, level: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Make an archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", level) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


# ------------------------------------------------------------------ CSV


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ("", []),
        ("a,b\n", []),
        ("a,b\n1,2\n\n3,4", [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]),
        ("a;b\n1,5;2\n", [{"a": "1,5", "b": "2"}]),
        ("a\tb\n1\t2\n", [{"a": "1", "b": "2"}]),
        ("a|b\n1|2\n", [{"a": "1", "b": "2"}]),
        ("a,b,\n1,2,\n3,4\n", [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]),
        (",a\n7,1\n", [{"a": "1"}]),
        ("a,a,a\n1,2,3\n", [{"a": "1", "a_2": "2", "a_3": "3"}]),
        (" a , b\n1,2\n", [{"a": "1", "b": "2"}]),
        ('a,b\n"x, ""y""\nz",2\n', [{"a": 'x, "y"\nz', "b": "2"}]),
        (
            'a,b\n"1,""12,000"""\n2,-\n',
            [{"a": "1", "b": "12,000"}, {"a": "2", "b": "-"}],
        ),
        ('"a;b"\n"1;2"\n', [{"a": "1", "b": "2"}]),
        ("a,b\r\n1,x\u2028y\r\n", [{"a": "1", "b": "x\u2028y"}]),
        ("a,b\n1,2,,\n", [{"a": "1", "b": "2"}]),
    ],
)
def test_tables(body: str, rows: list[object]) -> None:
    """A row a line by the header's names, in every dialect spreadsheets write."""
    assert rows == decoded("csv", body)


def test_ragged_rows() -> None:
    """A row with too few or too many cells is Unreadable; its neighbours are not."""
    first, *odd, last = decoded("csv", "a,b\n1,2\n1\n1,2,3\n3,4\n")
    assert [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}] == [first, last]
    assert all(isinstance(row, Unreadable) for row in odd)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('{"status": "error", "pesan": "Sesi habis"}', "the answer is JSON"),
        ("\ufeff [\n1]\n", "the answer is JSON"),
        ('<?xml version="1.0"?><galat/>', "the answer is markup"),
        ("<galat>Sesi habis</galat>", "the answer is markup"),
    ],
)
@pytest.mark.parametrize("skip", [0, 2])
def test_no_tables(body: str, reason: str, skip: int) -> None:
    """What a service says in another way is no table without rows."""
    with pytest.raises(UpstreamBadBody, match=reason):
        decoded("csv", body, skip=skip)


@pytest.mark.parametrize(
    "body",
    [
        "Error: database tidak tersedia",
        "Galat, coba lagi\n",
        "Galat\nHubungi pengelola\n",
        "Laporan\n" + "1;2\n" * 2_500,
        "Laporan;2025\n" + "1;2\n" * 2_500,
    ],
    ids=["one", "comma", "two lines", "long", "long and even"],
)
def test_tables_of_something_else(body: str) -> None:
    """What has none of the columns that are read is another thing, and says what."""
    decode = compile_format(Format("csv"), 1000, frozenset(("kode", "nama")))
    with pytest.raises(Otherwise, match="none of the columns") as raised:
        decode(body.encode(), None)
    assert body.strip() == raised.value.body


@pytest.mark.parametrize(
    "body",
    [
        "",
        "\n\n",
        "kode,nama\n",
        "nama\n",
        "kode;judul;tahun\n",
        '"kode;nama"\n"1;a"\n',
        '\ufeff"kode",x\n',
        "[]",
    ],
)
def test_tables_of_the_right_kind(body: str) -> None:
    """A single column that is read is enough, with and without rows; nothing is enough."""
    decode = compile_format(Format("csv"), 1000, frozenset(("kode", "nama")))
    assert isinstance(decode(body.encode(), None), list)


@pytest.mark.parametrize("body", ["Error: database tidak tersedia", "Galat, coba\n"])
def test_tables_without_a_row_as_wide(body: str) -> None:
    """Of stated columns a sentence has too few; one good row makes it a table."""
    with pytest.raises(Otherwise, match="no row of its columns"):
        decoded("csv", body, columns=("a", "b", "c"))
    assert 2 == len(decoded("csv", f"{body.strip()}\n1,2,3", columns=("a", "b", "c")))


def test_tables_shorter_than_what_stands_before_them() -> None:
    """A sentence where lines before the table are skipped is no table without rows."""
    with pytest.raises(Otherwise, match="ends before its table"):
        decoded("csv", "Error: database tidak tersedia", skip=2)
    for empty in ("", "\n", "Laporan\nTahun 2025\n", "Laporan\nTahun 2025"):
        assert [] == decoded("csv", empty, skip=2)


@pytest.mark.parametrize("body", ["[]", " {}\n"])
def test_tables_of_nothing(body: str) -> None:
    """JSON that holds nothing is a table without rows."""
    assert [] == decoded("csv", body)


@pytest.mark.parametrize("header", ["{kode}", "[kode", "<5", "< a >"])
def test_tables_with_an_odd_header(header: str) -> None:
    """A name between brackets is a name."""
    assert [{header: "1", "b": "2"}] == decoded("csv", f"{header},b\n1,2\n")


def test_tables_without_a_header() -> None:
    """Columns may be named by the configuration, and lines before them skipped."""
    rows = decoded("csv", "Laporan\n1;2\n", columns=("a", "b"), skip=1, delimiter=";")
    assert [{"a": "1", "b": "2"}] == rows


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (codecs.BOM_UTF8 + "a\né\n".encode(), None),
        (codecs.BOM_UTF16_LE + "a\né\n".encode("utf-16-le"), None),
        ("a\né\n".encode("windows-1252"), "windows-1252"),
        ("a\né\n".encode(), None),
    ],
)
def test_encodings(body: bytes, encoding: str | None) -> None:
    """A byte order mark decides, else the configuration, else it is UTF-8."""
    options = {} if encoding is None else {"encoding": encoding}
    assert [{"a": "é"}] == decoded("csv", body, **options)


def test_the_declared_charset() -> None:
    """A charset in the Content-Type is heard; an unknown one is not."""
    decode = compile_format(Format("text"), 1000)
    assert "é" == decode("é".encode("latin-1"), "text/plain; charset=ISO-8859-1")
    assert "é" == decode("é".encode(), 'text/plain; charset="x-none"')
    assert "é" == decode("é".encode(), "text/plain; charset=punycode")


@pytest.mark.parametrize("junk", [False, True])
def test_json_in_the_declared_charset(junk: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """JSON is UTF-8 where it can be, whatever it is called; else what it is declared to be."""
    decode = compile_format(Format("json", junk=junk), 1000)
    kind = "application/json; charset=ISO-8859-1"
    assert {"a": "é"} == decode('{"a": "é"}'.encode("latin-1"), kind)
    assert {"a": "é"} == decode('{"a": "é"}'.encode(), kind)
    with pytest.raises(UpstreamBadBody, match="not text in utf-8"):
        decode(b'{"a": "\xff"}', "application/json")
    with pytest.raises(UpstreamBadBody, match="not JSON"):
        decode(b'{"a": ', kind)


# ------------------------------------------------------------------ XML


@pytest.mark.parametrize(
    ("body", "tree"),
    [
        ("", None),
        ("<a/>", {"a": None}),
        ("<a> </a>", {"a": None}),
        ("<a> x </a>", {"a": "x"}),
        ("<a><![CDATA[<b>]]></a>", {"a": "<b>"}),
        ("<a><b>1</b><b>2</b><b/></a>", {"a": {"b": ["1", "2", None]}}),
        ('<a x="1"/>', {"a": {"@x": "1"}}),
        ('<a x="1">t<b/>u</a>', {"a": {"@x": "1", "b": None, "#text": "tu"}}),
        ('<p:a xmlns:p="u" p:x="1"><p:b>2</p:b></p:a>', {"a": {"@x": "1", "b": "2"}}),
        ('<?xml version="1.0"?><!-- c --><a><?p i?>1</a>', {"a": "1"}),
        ("<!DOCTYPE a><a>&amp;&#233;</a>", {"a": "&é"}),
        (
            '<a xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><b i:nil="true"/></a>',
            {"a": {"b": None}},
        ),
    ],
)
def test_xml(body: str, tree: object) -> None:
    """Elements are texts or objects; names lose their namespace."""
    assert tree == decoded("xml", body)


def test_xml_says_its_encoding() -> None:
    """The declaration's encoding holds, and the configured one above it."""
    latin = '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'.encode("latin-1")
    assert {"a": "é"} == decoded("xml", latin)
    assert {"a": "é"} == decoded(
        "xml", "<a>é</a>".encode("latin-1"), encoding="latin-1"
    )


BOMB = "".join(
    f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 100}">' for n in range(9)
)


@pytest.mark.parametrize(
    "body",
    [
        "<a>",
        "{}",
        "<a>&x;</a>",
        '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]><a/>',
        f"<!DOCTYPE a [{BOMB}]><a>&e8;</a>",
        "<a>" * 1000 + "</a>" * 1000,
        "<html><body>masuk</body></html>",
        '<a xmlns:x="y"><x:b z:c="1"/></a>',
    ],
    ids=range(10),
)
def test_xml_that_is_refused(body: str) -> None:
    """What is not well-formed, declares entities, nests too deeply or is a page."""
    with pytest.raises(UpstreamBadBody):
        decoded("xml", body)


# ------------------------------------------------------------------ SOAP

SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP12 = "http://www.w3.org/2003/05/soap-envelope"


def envelope(inside: str, version: str = SOAP11) -> str:
    """Wrap what stands in a body."""
    return f'<e:Envelope xmlns:e="{version}"><e:Body>{inside}</e:Body></e:Envelope>'


def test_soap() -> None:
    """The value is what the body holds."""
    assert {"R": {"n": "1"}} == decoded("soap", envelope("<R><n>1</n></R>"))
    assert decoded("soap", envelope("")) is None


@pytest.mark.parametrize(
    ("fault", "version", "pesan"),
    [
        ("<faultstring>Tidak ada.</faultstring>", SOAP11, "Tidak ada."),
        (
            "<e:Reason><e:Text xml:lang='id'>Tidak.</e:Text></e:Reason>",
            SOAP12,
            "Tidak.",
        ),
        ("<faultstring>java.lang.Exception: x</faultstring>", SOAP11, None),
        ("", SOAP11, None),
    ],
)
def test_soap_faults(fault: str, version: str, pesan: str | None) -> None:
    """A fault is the service's no; its reason is told if it is fit for citizens."""
    with pytest.raises(UpstreamRejected) as caught:
        decoded("soap", envelope(f"<e:Fault>{fault}</e:Fault>", version))
    assert pesan == caught.value.pesan


@pytest.mark.parametrize(
    "body", ["", "<a/>", "<Envelope/>", "<Envelope><b/></Envelope>"]
)
def test_no_envelope(body: str) -> None:
    """What is no envelope is not an answer of a SOAP service."""
    with pytest.raises(UpstreamBadBody):
        decoded("soap", body)


# ------------------------------------------------------------------ feeds

EMPTY = dict.fromkeys(
    [
        "id",
        "title",
        "link",
        "summary",
        "content",
        "author",
        "published",
        "updated",
        "media",
    ]
)


def test_rss() -> None:
    """RSS 2.0: texts, several categories, an enclosure's address."""
    feed = decoded(
        "feed",
        """<rss><channel><title>T</title><link>http://a/</link><pubDate>Mon, 16 Nov 2026 08:00:00 +0700</pubDate>
        <item><guid isPermaLink="false">g</guid><title>A</title><category>x</category>
        <category domain="d">y</category><enclosure url="u"/></item><item/></channel></rss>""",
    )
    first, second = feed["items"]
    assert ("T", "http://a/") == (feed["title"], feed["link"])
    assert "2026-11-16T08:00:00+07:00" == feed["updated"]
    assert {
        **EMPTY,
        "id": "g",
        "title": "A",
        "categories": ["x", "y"],
        "media": "u",
    } == first
    assert {**EMPTY, "categories": []} == second


def test_rss_1() -> None:
    """RSS 1.0 has its items beside the channel."""
    body = """<r:RDF xmlns:r="u" xmlns="v"><channel><title>T</title></channel>
        <item><title>A</title><link>l</link></item></r:RDF>"""
    feed = decoded("feed", body)
    assert ("T", ["A"]) == (feed["title"], [one["title"] for one in feed["items"]])


def test_atom() -> None:
    """Atom: links by relation, the author's name, categories by term."""
    feed = decoded(
        "feed",
        """<feed xmlns="http://www.w3.org/2005/Atom"><title type="text">T</title>
        <link rel="self" href="s"/><link href="l"/><updated>U</updated><entry><id>i</id>
        <title>A</title><link rel="enclosure" href="m"/><link href="e"/><author><name>N</name>
        </author><category term="c"/><updated>V</updated></entry></feed>""",
    )
    (entry,) = feed["items"]
    assert ("T", "l", "U") == (feed["title"], feed["link"], feed["updated"])
    known = {"id": "i", "title": "A", "link": "e", "author": "N", "media": "m"}
    times = {"published": "V", "updated": "V"}
    assert {**EMPTY, **known, **times, "categories": ["c"]} == entry


def test_no_feed() -> None:
    """Other XML is no feed; an empty body is nothing."""
    with pytest.raises(UpstreamBadBody):
        decoded("feed", "<a/>")
    assert decoded("feed", "") is None


# ------------------------------------------------------------------ the rest


@pytest.mark.parametrize(
    ("body", "features"),
    [
        ('{"type":"FeatureCollection","features":[{"type":"Feature"}]}', 1),
        ('{"type":"Feature","properties":null}', 1),
        ('{"type":"Point","coordinates":[1,2]}', 1),
        ('{"type":"FeatureCollection","features":[]}', 0),
    ],
)
def test_geojson(body: str, features: int) -> None:
    """Whatever it holds, it is a list of features."""
    assert features == len(decoded("geojson", body))


@pytest.mark.parametrize(
    "body", ["[]", "1", '{"type":"x"}', '{"type":"FeatureCollection"}']
)
def test_no_geojson(body: str) -> None:
    """JSON of another kind is refused; an empty body is nothing."""
    with pytest.raises(UpstreamBadBody):
        decoded("geojson", body)
    assert decoded("geojson", "") is None


def test_text() -> None:
    """The whole, or an object of the named groups for each match."""
    assert "a b" == decoded("text", "a b")
    rows = decoded("text", "1=a;2;", rows="(?P<n>[0-9])(?:=(?P<v>[a-z]))?;")
    assert [{"n": "1", "v": "a"}, {"n": "2", "v": None}] == rows


def test_too_many_matches() -> None:
    """Matches are bounded."""
    with pytest.raises(UpstreamBadBody):
        decoded("text", "x" * 60_000, rows="(?P<n>x)")


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ('<br />Notice: [8] {x} in a.php on line 3 [{"a": 1}]', [{"a": 1}]),
        ('{"a": 1}<!-- 0.2 s -->', {"a": 1}),
        ('\ufeff\n{"a": [1]}', {"a": [1]}),
        ("", None),
    ],
)
def test_junk_around_json(body: str, value: object) -> None:
    """What PHP prints around the answer is cut off."""
    assert value == decoded("json", body, junk=True)


def test_only_junk() -> None:
    """Where there is no value, there is none to be found."""
    with pytest.raises(UpstreamBadBody):
        decoded("json", "Fatal error: [a] {b}", junk=True)


def test_archive() -> None:
    """The first member by name that matches is the body."""
    body = zipped({"b/2.csv": b"a\n2", "b/1.csv": b"a\n1", "a.txt": b""})
    assert [{"a": "1"}] == decoded("csv", body, zip="*.csv")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"a\n1",
        zipped({"a.txt": b"x"}),
        zipped({"a.csv": b"a\n" + b"1" * 20_000}),
        zipped({"a.csv": b"a\n1"})[:-30],
        zipped({f"{n}.csv": b"" for n in range(1001)}, level=zipfile.ZIP_STORED),
        zipped({"a.csv": b"a\n1"}, level=zipfile.ZIP_LZMA),
        zipped({"a.csv": b"a\n1"}).replace(b"PK\x01\x02", b"PK\x01\x03"),
    ],
    ids=[
        "empty",
        "plain",
        "no member",
        "too large",
        "cut off",
        "too many",
        "a compression that asks for memory",
        "no directory",
    ],
)
def test_archives_that_are_refused(body: bytes) -> None:
    """What is no archive, lacks the member or would grow past the bound."""
    with pytest.raises(UpstreamBadBody):
        decoded("csv", body, zip="*.csv")


ARCHIVE = zipped({"a.csv": b"a\n" + b"1\n" * 50})


@given(
    st.dictionaries(
        st.integers(0, len(ARCHIVE) - 1), st.integers(0, 255), min_size=1, max_size=4
    )
)
def test_any_damage_to_an_archive(bytes_: dict[int, int]) -> None:
    """Places outside of the file, names in no encoding: a value or a coded error."""
    body = bytearray(ARCHIVE)
    for place, byte in bytes_.items():
        body[place] = byte
    with contextlib.suppress(UpstreamBadBody):
        decoded("csv", bytes(body), zip="*")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("csv", "<!---->" * 140 + "x"),
        ("xml", "<!-- -->" * 100 + "<!" * 50),
        ("xml", "<a " + " ".join(f'b{n}="1"' for n in range(100_000)) + "/>"),
        ("csv", "a\n" * 600_000),
        ("csv", '"a;b"\n' * 300_000),
    ],
    ids=["comments", "comments and tags", "attributes", "lines", "quoted lines"],
)
def test_hostile_bodies_do_not_take_long(kind: str, body: str) -> None:
    """What is made to be slow to read is refused, or read, within its bound of work."""
    began = time.thread_time()
    with contextlib.suppress(UpstreamBadBody):
        compile_format(Format(kind), 1000)(body.encode(), None)
    assert 3 > time.thread_time() - began


@pytest.mark.parametrize(
    "kind", ["xml", "soap", "feed", "csv", "text", "json", "geojson"]
)
def test_pages_are_refused(kind: str) -> None:
    """HTML is no data, by its look and by its type."""
    with pytest.raises(UpstreamBadBody):
        decoded(kind, "<!DOCTYPE html><html></html>")
    with pytest.raises(UpstreamBadBody):
        compile_format(Format(kind), 100)(b"x", "text/html; charset=utf-8")


SOAP_OF_B = (
    'x<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">'
    "<s:Body><b>1</b></s:Body></s:Envelope>"
)


@pytest.mark.parametrize("kind", ["csv", "text", "json", "geojson"])
def test_parts_of_pages_are_refused(kind: str) -> None:
    """A part of a page is no data, whatever its type says; XML may have such names."""
    with pytest.raises(UpstreamBadBody):
        decoded(kind, '\n<div class="row"><h5>RS A</h5></div>')
    assert {"table": {"tr": "1"}} == decoded("xml", "<table><tr>1</tr></table>")


@pytest.mark.parametrize(
    ("expected", "kind", "body"),
    [
        ([{"a": "1"}], "csv", "a\n1\n"),
        ("00|ya", "text", "00|ya"),
        ({"a": "1"}, "xml", "<br />\n<b>Notice</b>: x\n<?xml version='1.0'?><a>1</a>"),
        ({"a": "1"}, "xml", "<a>1</a>"),
        ({"b": "1"}, "soap", SOAP_OF_B),
        ([], "geojson", '<b>x</b>{"type": "FeatureCollection", "features": []}'),
    ],
)
def test_junk_of_other_kinds(expected: object, kind: str, body: str) -> None:
    """With `junk` the type is not heeded, and what stands before `<?xml` is cut off."""
    decode = compile_format(Format(kind, junk=True), 1000)
    assert expected == decode(body.encode(), "text/html; charset=UTF-8")
    with pytest.raises(UpstreamBadBody):
        decode(b"<!DOCTYPE html><html></html>", None)


@given(st.sampled_from(KINDS), st.binary(max_size=200), st.booleans())
def test_any_bytes(kind: str, body: bytes, archived: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    """Whatever bytes come, the outcome is a value or a coded error."""
    content = zipped({"a": body}) if archived else body
    options: dict[str, Any] = {"zip": "*"} if archived else {}
    with contextlib.suppress(UpstreamBadBody, UpstreamRejected):
        decoded(kind, content, **options)


TEXTS = st.text(st.sampled_from('ab,;"\n\r\t|<>&[]{}=/!?x1 '), max_size=60)


@given(st.sampled_from(KINDS), TEXTS)
def test_any_text(kind: str, body: str) -> None:
    """The same for texts of the characters that mean something."""
    with contextlib.suppress(UpstreamBadBody, UpstreamRejected):
        decoded(kind, body)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ('{"respon1": {"a": 1}, "b": 2}', {"a": 1}),
        ('{"respon1": 1, "respon2": 2}', {"respon1": 1, "respon2": 2}),
        ('{"b": 2}', {"b": 2}),
        ("[1]", [1]),
        ("", None),
    ],
)
def test_a_wrapper_is_opened_where_there_is_one(body: str, value: object) -> None:
    """What stands under the one key that matches is the body; else it stays as it is."""
    assert value == decoded("json", body, unwrap="respon.")


# ------------------------------------------------------------------ JSON


def test_json_in_another_encoding() -> None:
    """An encoding that is stated holds for JSON, whatever its texts are then."""
    assert {"a": "Café"} == decoded("json", b'{"a":"Caf\xe9"}', encoding="cp1252")
    junk = b'cb({"a":"\xe9"});'
    assert {"a": "é"} == decoded("json", junk, encoding="cp1252", junk=True)
    assert {"a": "?"} == decoded("json", b'{"a":"+2AA-"}', encoding="utf-7")
    with pytest.raises(UpstreamBadBody):
        decoded("json", b'{"a":"\xe9"}', encoding="ascii")


def test_a_page_is_no_junk_around_json() -> None:
    """What a page's scripts hold is not the answer that was asked for."""
    page = "<!DOCTYPE html><html><script>var a = {};</script></html>"
    with pytest.raises(UpstreamBadBody):
        decoded("json", page, junk=True)
    assert {"a": 1} == decoded("json", '<br /><b>Notice</b>{"a":1}', junk=True)
