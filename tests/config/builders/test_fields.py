"""Fields, and a query's own way to read them."""

from collections.abc import Callable

from gateway.config.model import Config, FieldDef, Reader
from gateway.config.place import Word
from gateway.config.typeref import parse_type

Load = Callable[..., Config]


def _override(config: Config, name: str) -> FieldDef:
    return (
        config.connectors[Word("perpus")].queries[Word("daftarBuku")].fields[Word(name)]
    )


def test_every_word_of_a_field(loaded: Load) -> None:
    """Each word arrives as its own; the place is the name's, the type has its own."""
    config = loaded(
        field=(
            "f:\n  type: Buku\n  about: Lanjutan\n  deprecated: jangan\n"
            "  personal: true\n  embed: true\n  force: true"
        )
    )
    field = config.types[Word("Buku")].fields[Word("f")]

    assert parse_type("Buku") == field.type
    assert ("Lanjutan", "jangan") == (field.about, field.deprecated)
    assert (True, True, True) == (field.personal, field.embed, field.force)
    assert ("c.yaml:13:11", "c.yaml:14:19") == (str(field.at), str(field.type_at))


def test_links_name_their_keys(loaded: Load) -> None:
    """`with` maps the target's keys to fields here, and provenance is a flag."""
    config = loaded(
        field=(
            "kode: ID\nlain: {type: Rak, with: {kode: kode, lantai: judul}}\n"
            "judul: String\nsumber: {type: Sumber, provenance: true}"
        ),
        types=(
            "types:\n  Rak:\n    key: [kode, lantai]\n"
            "    fields: {kode: ID!, lantai: String!}\n"
            "    lookup: {call: 'GET /rak/{kode}/{lantai}'}"
        ),
    )
    fields = config.types[Word("Buku")].fields

    assert {"kode": "kode", "lantai": "judul"} == fields[Word("lain")].with_
    assert fields[Word("sumber")].provenance


def test_an_override_states_its_source_alone(loaded: Load) -> None:
    """The short form is the path; type, words and reader stay the type's."""
    config = loaded(
        field="judul: {type: Date, from: [a, b], format: dd-MM-yyyy, about: Kapan}",
        query="fields: {judul: tgl.terbit}",
    )
    field = _override(config, "judul")

    assert (("tgl", "terbit"),) == field.reading.paths
    assert parse_type("Date") == field.type
    assert "Kapan" == field.about
    assert Reader(format=(Word("dd-MM-yyyy"),)) == field.reading.reader


def test_an_override_may_change_the_kind_of_source(loaded: Load) -> None:
    """A constant in an override takes the path's place, and a reader word its own."""
    config = loaded(
        field="judul: {type: String, from: a, trim: true}\ntahun: {type: Int, from: b}",
        query="fields: {judul: {value: tetap}, tahun: {times: 10}}",
    )

    assert ((), "tetap") == (
        _override(config, "judul").reading.paths,
        _override(config, "judul").reading.value,
    )
    assert _override(config, "judul").reading.reader.trim
    assert (("b",),) == _override(config, "tahun").reading.paths
    assert "10" == _override(config, "tahun").reading.reader.times


def test_an_override_of_an_inherited_field(loaded: Load) -> None:
    """A field that comes from an interface is overridden like the type's own."""
    config = loaded(
        top=(
            "interfaces: {Bernama: {fields: {nama: {type: String, from: nm, trim: true}},"
            " discriminate: {path: x, cases: {b: Buku}}}}"
        ),
        type="key: isbn\nimplements: Bernama",
        query="fields: {nama: nama_lain}",
    )
    field = _override(config, "nama")

    assert (("nama_lain",),) == field.reading.paths
    assert field.reading.reader.trim


def test_a_connector_reads_a_shared_type_its_own_way(loaded: Load) -> None:
    """Null tokens, zone and notation are those of the service that answers."""
    config = loaded(
        top=(
            "types: {Harga: {fields: {nama: ID, harga: Rupiah, tgl: Date,"
            " tetap: {type: Int, notation: en}}}}"
        ),
        connector="notation: id\nzone: WITA",
        returns='returns: "[Harga!]"',
    )
    query = config.connectors[Word("perpus")].queries[Word("daftarBuku")]

    assert ["harga", "tgl"] == list(query.fields)
    assert Reader(notation=Word("id")) == query.fields[Word("harga")].reading.reader
    assert Reader(zone=Word("WITA")) == query.fields[Word("tgl")].reading.reader


def test_an_override_of_a_personal_type_is_personal(loaded: Load) -> None:
    """Reading a field otherwise does not make it public."""
    config = loaded(type="personal: true", query="fields: {judul: x}")

    assert _override(config, "judul").personal


def test_an_override_of_nothing_is_left_to_the_checks(
    wrong: Callable[..., list[str]],
) -> None:
    """A field the type lacks is one problem, with a near match."""
    told = wrong(query="fields: {jdul: x}")

    assert 1 == len(told)
    assert "`jdul`" in told[0]
    assert "mungkin maksudnya `judul`?" in told[0]
