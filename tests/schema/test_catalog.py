"""The Catalog: where each field's value comes from."""

from gateway.config.place import Word
from gateway.schema.catalog import (
    SOURCE_TYPE,
    Ask,
    Lookup,
    Provenance,
    Stored,
    compile_catalog,
)
from tests.execution.graphs import REGIONS
from tests.execution.harness import configure

CATALOG = compile_catalog(configure(REGIONS))


def test_fields_tell_their_origin() -> None:
    """A field is stored, looked up by a key, asked of queries, or provenance."""
    region, price = CATALOG.types["Wilayah"].fields, CATALOG.types["Harga"].fields
    assert isinstance(region["nama"].origin, Stored)
    assert isinstance(region["induk"].origin, Lookup)
    assert ("Wilayah", {}) == (
        region["induk"].origin.target,
        region["induk"].origin.require,
    )
    assert isinstance(price["asal"].origin, Provenance)
    asked = region["harga"].origin
    assert isinstance(asked, Ask)
    assert {"wilayah": "kode"} == asked.require
    assert ["hargaPangan", "hargaKebun"] == [one.name for one in asked.operations]


def test_link_by_several_fields_names_them() -> None:
    """A link with `with` tells which field fills which key."""
    origin = CATALOG.types["Kios"].fields["rapat"].origin
    assert isinstance(origin, Lookup)
    assert {"kode": "nomor", "tahun": "tahun"} == origin.require


def test_embedded_object_is_stored() -> None:
    """An object that stands in its row is no link."""
    assert isinstance(CATALOG.types["Kios"].fields["alamat"].origin, Stored)


def test_extension_keeps_the_arguments_that_are_not_filled() -> None:
    """An extension's own arguments are those that all members have and no field fills."""
    assert ["tanggal"] == list(CATALOG.types["Wilayah"].fields["harga"].args)


def test_roots_are_the_exposed_queries_and_merges() -> None:
    """Lookups and hidden queries are no roots; merges are."""
    assert "hargaSemua" in CATALOG.roots
    assert "kiosDekat" not in CATALOG.roots
    assert not any("lookup" in name for name in CATALOG.roots)
    assert "[Harga!]" == str(CATALOG.roots["hargaSemua"].type)


def test_kinds_of_types() -> None:
    """Leaves have no selection; abstract types have members; keys belong to types."""
    assert CATALOG.is_leaf("Rupiah")
    assert not CATALOG.is_leaf("Wilayah")
    assert ("Pasar", "Wilayah") == CATALOG.members("Tempat")
    assert CATALOG.abstract("Tempat") is CATALOG.config.unions[Word("Tempat")]
    assert CATALOG.abstract("Wilayah") is None
    assert ("kode", "tahun") == CATALOG.types["Rapat"].key
    assert () == CATALOG.types[SOURCE_TYPE].key
    assert "Dinas Pangan" == CATALOG.connector("pangan").opd
