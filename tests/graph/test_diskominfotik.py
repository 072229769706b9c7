"""The directory, the news, public documents and usage on the shipped graph."""

from simulator import Fault, Mode, Simulation
from tests.graph.conftest import Ask, Calls

SERVICE = '{ layananPublik(kode: "spmb") { nama } wilayah(kode: "18.71") { nama } }'


async def test_a_service(ask: Ask) -> None:
    """A service names its channels; an address that is a dash is null."""
    answer = await ask("""{ layananPublik(kode: "bantuan-sosial") {
        kode nama opd kategori kanal situs jam terhubung } }""")
    assert {
        "data": {
            "layananPublik": {
                "kode": "bantuan-sosial",
                "nama": "Bantuan sosial",
                "opd": "Dinas Sosial",
                "kategori": "SOSIAL",
                "kanal": ["APLIKASI", "LOKET", "TELEPON"],
                "situs": None,
                "jam": "Senin-Jumat 08.00-15.30",
                "terhubung": True,
            }
        }
    } == answer


async def test_filters(ask: Ask) -> None:
    """Field, channel, part of the name and the flag choose services."""
    answer = await ask("""{
        wa: daftarLayananPublik(kanal: WHATSAPP) { kode }
        kerja: daftarLayananPublik(kategori: KETENAGAKERJAAN, nama: "kartu") { kode }
        belum: daftarLayananPublik(terhubung: false) { nama situs } }""")
    assert {
        "data": {
            "wa": [{"kode": "pengaduan"}, {"kode": "peringatan-bencana"}],
            "kerja": [{"kode": "kartu-pencari-kerja"}],
            "belum": [
                {"nama": "Kartu pencari kerja", "situs": None},
                {
                    "nama": "Permohonan informasi publik",
                    "situs": "https://ppid.example.go.id",
                },
            ],
        }
    } == answer


async def test_news(ask: Ask, calls: Calls) -> None:
    """The newest news come first; the text is looked up where it is asked for."""
    answer = await ask("""{ daftarBerita(kata: "pasar") {
        slug rubrik terbit dibaca wilayah { nama } isi } }""")
    assert [
        {
            "slug": "harga-cabai-turun-di-metro",
            "rubrik": "EKONOMI",
            "terbit": "2026-11-13T03:15:00Z",
            "dibaca": 2041,
            "wilayah": {"nama": "Kota Metro"},
            "isi": "Harga cabai di pasar Kota Metro turun setelah pasokan membaik."
            " Harga harian dapat dilihat di aplikasi.",
        },
        {
            "slug": "pasar-lelang-lada-sukadana",
            "rubrik": "EKONOMI",
            "terbit": "2026-11-05T02:30:00Z",
            "dibaca": None,
            "wilayah": {"nama": "Kabupaten Lampung Timur"},
            "isi": "Pasar lelang lada di Sukadana mempertemukan petani Lampung Timur"
            " dengan pembeli besar.",
        },
    ] == answer["data"]["daftarBerita"]
    assert {"diskominfotik": 3, "pemerintahan": 1} == calls.made


async def test_links_both_ways(ask: Ask, calls: Calls) -> None:
    """All regions' news, the province's too, are one call, and lead back."""
    answer = await ask("{ daftarWilayah { kode berita { slug wilayah { kode } } } }")
    rows = {r["kode"]: r["berita"] for r in answer["data"]["daftarWilayah"]}
    assert [{"slug": "kapal-tambahan-bakauheni", "wilayah": {"kode": "18.01"}}] == rows[
        "18.01"
    ]
    assert [
        {"slug": "layanan-provinsi-dalam-satu-aplikasi", "wilayah": {"kode": "18"}}
    ] == rows["18"]
    assert [] == rows["18.10"]
    assert {"pemerintahan": 2, "diskominfotik": 1} == calls.made


async def test_documents(ask: Ask) -> None:
    """Classification, year and words choose documents; what is closed has no file."""
    answer = await ask("""{
        tahun: daftarDokumenPublik(tahun: 2025) { nomor ukuran terbit }
        kata: daftarDokumenPublik(klasifikasi: SERTA_MERTA, kata: "tsunami") { judul opd }
        tertutup: daftarDokumenPublik(klasifikasi: DIKECUALIKAN) {
            nomor ukuran terbit berkas }
        satu: dokumenPublik(nomor: "PPID-2026-002") { klasifikasi tahun berkas } }""")
    assert {
        "data": {
            "tahun": [
                {"nomor": "PPID-2025-016", "ukuran": 640, "terbit": "2025-06-11"},
                {"nomor": "PPID-2025-009", "ukuran": 4877, "terbit": "2025-03-28"},
            ],
            "kata": [
                {
                    "judul": "Peta jalur evakuasi tsunami pesisir Lampung",
                    "opd": "Badan Penanggulangan Bencana Daerah",
                }
            ],
            "tertutup": [
                {
                    "nomor": "PPID-2026-030",
                    "ukuran": None,
                    "terbit": None,
                    "berkas": None,
                }
            ],
            "satu": {
                "klasifikasi": "BERKALA",
                "tahun": 2026,
                "berkas": "https://ppid.example.go.id/berkas/2026-002.pdf",
            },
        }
    } == answer


async def test_usage(ask: Ask) -> None:
    """A month of the app: counts with dots, a time with its unit, a rating of five."""
    answer = await ask("""{ daftarPemakaianAplikasi { tahun bulan penggunaAktif
        penggunaBaru sesi rataDurasi rating ulasan } }""")
    rows = answer["data"]["daftarPemakaianAplikasi"]
    assert list(range(1, 11)) == [row["bulan"] for row in rows]
    assert {
        "tahun": 2026,
        "bulan": 10,
        "penggunaAktif": 46_750,
        "penggunaBaru": 4_895,
        "sesi": 192_499,
        "rataDurasi": 275,
        "rating": 4.5,
        "ulasan": 688,
    } == rows[-1]


async def test_usage_of_services(ask: Ask, calls: Calls) -> None:
    """The most asked service of a month comes first; its months are one more call."""
    answer = await ask("""{ daftarPemakaianLayanan(bulan: 9) {
        tahun bulan permintaan gagal rataTanggap
        layanan { nama pemakaian { bulan permintaan } } } }""")
    rows = answer["data"]["daftarPemakaianLayanan"]
    months = rows[0]["layanan"].pop("pemakaian")
    assert {
        "tahun": 2026,
        "bulan": 9,
        "permintaan": 5936,
        "gagal": None,
        "rataTanggap": 188,
        "layanan": {"nama": "Pajak kendaraan bermotor"},
    } == rows[0]
    assert {"bulan": 1, "permintaan": 5160} == months[0]
    assert {"diskominfotik": 3} == calls.made


async def test_not_found(ask: Ask) -> None:
    """A service, news or document that is not there is null without an error."""
    answer = await ask("""{ layananPublik(kode: "tiada") { nama }
        berita(slug: "tiada") { judul } dokumenPublik(nomor: "PPID-1999-001") { judul } }""")
    expected = {"layananPublik": None, "berita": None, "dokumenPublik": None}
    assert {"data": expected} == answer


async def test_sick(opd: Simulation, ask: Ask) -> None:
    """A service that sends rubbish nulls its own field with a code."""
    await opd.turn("diskominfotik", Fault(Mode.GARBAGE))
    answer = await ask(SERVICE)
    expected = {"layananPublik": None, "wilayah": {"nama": "Kota Bandar Lampung"}}
    assert expected == answer["data"]
    (error,) = answer["errors"]
    assert "UPSTREAM_BAD_BODY" == error["extensions"]["code"]


async def test_drifted(opd: Simulation, ask: Ask) -> None:
    """Without the name its type requires a service is null, with the place told."""
    await opd.turn("diskominfotik", Fault(Mode.DRIFT))
    answer = await ask(SERVICE)
    assert None is answer["data"]["layananPublik"]
    (error,) = answer["errors"]
    found = (error["path"], error["extensions"]["code"])
    assert (["layananPublik", "nama"], "UPSTREAM_BAD_VALUE") == found
