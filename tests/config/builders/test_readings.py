"""Readings and readers: sources, options, and what is inherited."""

from collections.abc import Callable

import pytest

from gateway.config.model import Config, Reader, Reading
from gateway.config.place import Word
from gateway.config.steps import Path

Load = Callable[..., Config]


def _reading(config: Config, field: str = "f") -> Reading:
    return config.types[Word("Buku")].fields[Word(field)].reading


@pytest.mark.parametrize(
    ("written", "paths"),
    [
        ("f: String", (("f",),)),
        ("f: {type: String, from: a.b.0.c}", (("a", "b", 0, "c"),)),
        ("f: {type: String, from: .}", ((),)),
        ("f: {type: String, from: 'a.\"d.kode_rs\".0'}", (("a", "d.kode_rs", 0),)),
        ("f: {type: String, from: a.'0'}", (("a", "0"),)),
        ("f: {type: String, from: 0014}", ((14,),)),
        ("f: {type: String, from: [a.b, c]}", (("a", "b"), ("c",))),
        ("f: {type: String, from: Nama Pasar}", (("Nama Pasar",),)),
        ("f: {type: String, from: '\"*\"'}", (("*",),)),
    ],
)
def test_paths(written: str, paths: tuple[Path, ...], loaded: Load) -> None:
    """Dots part keys, whole numbers are indexes, quotes keep a key whole."""
    assert paths == _reading(loaded(field=written)).paths


@pytest.mark.parametrize(
    ("written", "reading"),
    [
        ('from: {template: "{a.b} {c}"}', Reading(template=Word("{a.b} {c}"))),
        ("value: 0014", Reading(value=Word("0014"))),
        ("jmespath: 'a[0].b'", Reading(jmespath=Word("a[0].b"))),
    ],
)
def test_other_sources(written: str, reading: Reading, loaded: Load) -> None:
    """A template, a constant and an expression each take the path's place."""
    found = _reading(loaded(field=f"f: {{type: String, {written}}}"))

    assert (reading.paths, reading.template, reading.value, reading.jmespath) == (
        found.paths,
        found.template,
        found.value,
        found.jmespath,
    )


def test_two_sources_are_left_to_the_checks(
    wrong: Callable[..., list[str]],
) -> None:
    """A field with two sources has one problem, and it names both."""
    told = wrong(field="f: {type: String, from: a, value: b}")

    assert 1 == len(told)
    assert "pilih satu dari `from`, `value`" in told[0]


def test_every_reader_option(loaded: Load) -> None:
    """Each word of a reader arrives as its own."""
    config = loaded(
        field=(
            "a: {type: Date, format: dd-MM-yyyy, zone: WITA}\n"
            "b: {type: Float, notation: id, unit: [km, m], times: 0.5, nulls: 0}\n"
            'c: {type: String, trim: true, pattern: "(x)", map: t}\n'
            "d: {type: Boolean, true: [Y, 1], false: T}\n"
            'e: {type: "[String]", one_or_many: true, nulls: []}'
        ),
        top="tables: {t: {x: y}}",
    )

    assert (
        Reader(format=(Word("dd-MM-yyyy"),), zone=Word("WITA"))
        == _reading(config, "a").reader
    )
    assert (
        Reader(
            notation=Word("id"),
            unit=((Word("km"), None), (Word("m"), None)),
            times=Word("0.5"),
            nulls=(Word("0"),),
        )
        == _reading(config, "b").reader
    )
    assert (
        Reader(trim=True, pattern=((Word("(x)"), None),), map=Word("t"))
        == _reading(config, "c").reader
    )
    assert (
        Reader(true=(Word("Y"), Word("1")), false=(Word("T"),))
        == _reading(config, "d").reader
    )
    assert Reader(nulls=()) == _reading(config, "e").reader
    assert _reading(config, "e").one_or_many


@pytest.mark.parametrize(
    ("top", "connector", "field", "nulls"),
    [
        ("#", "#", "f: String", None),
        ("defaults: {nulls: a}", "#", "f: String", ("a",)),
        ("defaults: {nulls: a}", "nulls: b", "f: String", ("b",)),
        ("defaults: {nulls: a}", "nulls: []", "f: String", ()),
        ("defaults: {nulls: a}", "nulls: b", "f: {type: String, nulls: c}", ("c",)),
    ],
)
def test_nulls_come_from_the_nearest(
    top: str,
    connector: str,
    field: str,
    nulls: tuple[str, ...] | None,
    loaded: Load,
) -> None:
    """Field before connector before defaults before the leaf's own."""
    config = loaded(top=top, connector=connector, field=field)

    assert nulls == _reading(config).reader.nulls


def test_zone_and_notation_go_where_they_mean_something(loaded: Load) -> None:
    """Dates inherit a zone, numbers a notation, text neither."""
    config = loaded(
        top="defaults: {zone: WIT, notation: en}",
        connector="notation: id",
        field="d: DateTime\nn: Rupiah\ns: String",
    )

    assert Reader(zone=Word("WIT")) == _reading(config, "d").reader
    assert Reader(notation=Word("id")) == _reading(config, "n").reader
    assert Reader() == _reading(config, "s").reader
