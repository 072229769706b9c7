"""Plans, compared as they print."""

from textwrap import dedent

from gateway.connectors.principal import ANONYMOUS, Principal
from gateway.execution.message import Request
from tests.execution.graphs import REGIONS
from tests.execution.harness import bench


async def plan(
    query: str,
    variables: dict[str, object] | None = None,
    principal: Principal = ANONYMOUS,
) -> str:
    """Return the plan of a query over the graph of regions."""
    async with bench(REGIONS, {}, max_calls=1000) as made:
        request = Request(query, variables=variables, principal=principal)
        return made.engine.explain(request)


def fetches(printed: str) -> str:
    """Return the part of a plan that says what is fetched."""
    return printed.partition("\ntampilan")[0]


def block(text: str) -> str:
    """Return an indented block as it would print."""
    return dedent(text).strip()


async def test_link_is_one_batch_of_the_keys_that_the_rows_hold() -> None:
    """A link waits for the rows that hold its keys and asks for them together."""
    expected = block("""
        query
          #0 pemerintahan.daftarWilayah [call: 1 panggilan] → daftarWilayah
          #1 pemerintahan.lookupWilayah [batch: 1 panggilan tiap 50 kunci] → daftarWilayah.induk setelah #0(induk sebagai kode)
        tampilan
          daftarWilayah: [Wilayah!] = #0
            nama: String!
            induk: Wilayah = #1 menurut induk
              nama: String!
    """)
    assert expected == await plan("{ daftarWilayah { nama induk { nama } } }")


async def test_lookup_in_a_list_is_one_call_of_the_list() -> None:
    """A type that is looked up in a list takes its rows from that list."""
    assert block("""
        query
          #0 pangan.kios [call: 1 panggilan] → kios
          #1 pemerintahan.lookupPasar [local: 1 panggilan seluruh daftar] → kios.pasar setelah #0(pasar sebagai kode)
    """) == fetches(await plan("{ kios { pasar { kode } } }"))


async def test_link_without_a_batch_is_one_call_a_key() -> None:
    """A type with a lookup alone, and several keys, is asked for key by key."""
    assert block("""
        query
          #0 pangan.kios [call: 1 panggilan] → kios
          #1 pemerintahan.lookupRapat [each: 1 panggilan tiap kunci] → kios.rapat setelah #0(nomor sebagai kode, tahun)
    """) == fetches(await plan("{ kios { rapat { judul } } }"))


async def test_merge_shares_what_hangs_below_it() -> None:
    """A link below a merge is one fetch, fed by every member."""
    assert block("""
        query
          #0 pangan.hargaPangan [call: 1 panggilan] → hargaSemua
          #1 perkebunan.hargaKebun [call: 1 panggilan] → hargaSemua
          #2 pemerintahan.lookupWilayah [batch: 1 panggilan tiap 50 kunci] → hargaSemua.wilayah setelah #0(wilayah sebagai kode), #1(wilayah sebagai kode)
        tampilan
          hargaSemua: [Harga!] = #0 + #1 (gabungan, urut komoditas, unik menurut komoditas)
            wilayah: Wilayah = #2 menurut wilayah
              nama: String!
            wilayah: Wilayah = #2 menurut wilayah
              nama: String!
    """) == await plan("{ hargaSemua { wilayah { nama } } }")


async def test_extension_asks_each_member_as_it_can() -> None:
    """An extension by a merge batches the member that can and asks the other singly."""
    query = '{ daftarWilayah { harga(tanggal: "2026-08-17") { wilayah { nama } } } }'
    assert block("""
        query
          #0 pemerintahan.daftarWilayah [call: 1 panggilan] → daftarWilayah
          #1 pangan.hargaPangan [batch: 1 panggilan tiap 100 kunci] → daftarWilayah.harga setelah #0(kode sebagai wilayah)
          #2 perkebunan.hargaKebun [each: 1 panggilan tiap kunci] → daftarWilayah.harga setelah #0(kode sebagai wilayah)
          #3 pemerintahan.lookupWilayah [batch: 1 panggilan tiap 50 kunci] → daftarWilayah.harga.wilayah setelah #1(wilayah sebagai kode), #2(wilayah sebagai kode)
    """) == fetches(await plan(query))


async def test_fields_that_a_query_lacks_come_from_one_lookup() -> None:
    """All fields that a query does not provide are completed by a single fetch."""
    printed = await plan("{ ringkas { nama tingkat induk { kode } kode } }")
    assert (
        block("""
        query
          #0 pemerintahan.ringkas [call: 1 panggilan] → ringkas
          #1 pemerintahan.lookupWilayah [batch: 1 panggilan tiap 50 kunci] → ringkas.(Wilayah) setelah #0(kode)
          #2 pemerintahan.lookupWilayah [batch: 1 panggilan tiap 50 kunci] → ringkas.induk setelah #1(induk sebagai kode)
        tampilan
          ringkas: [Wilayah!] = #0
            (lengkapi dari #1 menurut kode)
            nama: String!
            tingkat: Int
            induk: Wilayah = #2 menurut induk
              kode: ID!
            kode: ID!
    """)
        == printed
    )


async def test_provided_fields_need_no_lookup() -> None:
    """What a query provides is not asked for again."""
    assert block("""
        query
          #0 pemerintahan.ringkas [call: 1 panggilan] → ringkas
    """) == fetches(await plan("{ ringkas { kode tingkat } }"))


async def test_abstract_rows_are_planned_for_each_type() -> None:
    """A field on a union is planned once for every type that has it."""
    printed = await plan(
        "{ dekat { __typename ... on Pasar { wilayah { nama } } "
        "... on Wilayah { induk { nama } } } }"
    )
    assert (
        block("""
        query
          #0 pemerintahan.dekat [call: 1 panggilan] → dekat
          #1 pemerintahan.lookupWilayah [batch: 1 panggilan tiap 50 kunci] → dekat.wilayah setelah #0<Pasar>(wilayah sebagai kode)
          #2 pemerintahan.lookupWilayah [batch: 1 panggilan tiap 50 kunci] → dekat.induk setelah #0<Wilayah>(induk sebagai kode)
        tampilan
          dekat: [Tempat] = #0
            <Pasar>
              __typename: String!
              wilayah: Wilayah = #1 menurut wilayah
                nama: String!
            <Wilayah>
              __typename: String!
              induk: Wilayah = #2 menurut induk
                nama: String!
    """)
        == printed
    )


async def test_conditions_are_decided_in_the_plan() -> None:
    """Each combination of conditions has a plan of its own, without what is left out."""
    query = """query($a: Boolean!, $b: Boolean! = false) {
        daftarWilayah @skip(if: $b) { kode induk @include(if: $a) { kode } }
        opd @include(if: false) { nama }
    }"""
    without = await plan(query, {"a": False})
    assert (
        block("""
        query
          #0 pemerintahan.daftarWilayah [call: 1 panggilan] → daftarWilayah
        tampilan
          daftarWilayah: [Wilayah!] = #0
            kode: ID!
    """)
        == without
    )
    assert "daftarWilayah.induk" in await plan(query, {"a": True})
    assert "query\ntampilan" == await plan(query, {"a": True, "b": True})


async def test_personal_field_is_denied_to_the_public() -> None:
    """Personal data is refused in the plan, unless somebody is logged in."""
    query = "{ daftarWilayah { pemimpin } }"
    assert "pemimpin: String = perlu masuk" in await plan(query)
    printed = await plan(query, principal=Principal("warga"))
    assert "    pemimpin: String" in printed.splitlines()


async def test_provenance_is_a_constant_of_the_row() -> None:
    """Which OPD gave a row is known without a fetch; a merge tells for each member."""
    printed = await plan("{ hargaPangan { asal { nama: opd __typename } } }")
    line = "    asal: Sumber = sumber {nama: opd: String! __typename: String!}"
    assert line in printed.splitlines()
    assert 1 == printed.count("#0 pangan")


async def test_gateway_s_own_fields_are_handed_on() -> None:
    """Introspection and fields defined in code need no fetch of the plan's."""
    printed = await plan("{ a: __typename __schema { description } opd { nama } }")
    assert (
        block("""
        query
        tampilan
          a: __typename: String! = Query
          __schema = oleh gateway sendiri
          opd = oleh gateway sendiri
    """)
        == printed
    )


async def test_merged_fields_are_one() -> None:
    """Fields of one response key merge, through fragments too, in order of appearance."""
    query = """
        { ...A daftarWilayah { induk { nama } } }
        fragment A on Query { daftarWilayah { nama ...B induk { kode } ...B } }
        fragment B on Wilayah { tingkat nama }
    """
    assert block("""
        query
          #0 pemerintahan.daftarWilayah [call: 1 panggilan] → daftarWilayah
          #1 pemerintahan.lookupWilayah [batch: 1 panggilan tiap 50 kunci] → daftarWilayah.induk setelah #0(induk sebagai kode)
        tampilan
          daftarWilayah: [Wilayah!] = #0
            nama: String!
            tingkat: Int
            induk: Wilayah = #1 menurut induk
              kode: ID!
              nama: String!
    """) == await plan(query)


async def test_aliases_of_a_link_each_have_a_fetch() -> None:
    """A hundred aliases are a hundred flat fetches, none waiting for another."""
    aliases = " ".join(f"a{i}: induk {{ kode }}" for i in range(100))
    async with bench(REGIONS, {}) as made:
        engine = made.engine
        request = Request(f"{{ daftarWilayah {{ {aliases} }} }}")
        operation = engine.planning.read(request)
        variables = operation.coerce(engine._graph.schema, None, hide=False)
        made_of = engine.planning.compiled(operation, variables, request)
    plan_ = made_of.plan
    assert 101 == len(plan_.fetches)
    assert {(), (0,)} == {fetch.after for fetch in plan_.fetches}


async def test_one_place_with_different_fields_is_different_fetches() -> None:
    """Aliases of disjoint types may be different fields, which share no fetch."""
    printed = await plan(
        "{ dekat { ... on Pasar { w: wilayah { nama } } "
        "... on Wilayah { w: induk { kode } } } }"
    )
    assert block("""
        query
          #0 pemerintahan.dekat [call: 1 panggilan] → dekat
          #1 pemerintahan.lookupWilayah [batch: 1 panggilan tiap 50 kunci] → dekat.w setelah #0<Pasar>(wilayah sebagai kode)
          #2 pemerintahan.lookupWilayah [batch: 1 panggilan tiap 50 kunci] → dekat.w setelah #0<Wilayah>(induk sebagai kode)
    """) == fetches(printed)
