"""Permits on the shipped graph."""

from simulator import Fault, Mode, Simulation
from tests.graph.conftest import Ask, Calls


async def test_a_kind_of_permit(ask: Ask) -> None:
    """A kind of permit with what it asks for, how long it takes and what it costs."""
    answer = await ask("""{ jenisIzin(kode: "HUB-01") {
        kode nama sektor syarat lamaProses masaBerlaku biaya gratis risiko } }""")
    assert {
        "data": {
            "jenisIzin": {
                "kode": "HUB-01",
                "nama": "Izin Trayek Angkutan Antarkota dalam Provinsi",
                "sektor": "PERHUBUNGAN",
                "syarat": [
                    "Nomor Induk Berusaha",
                    "Daftar kendaraan",
                    "Kartu uji berkala",
                ],
                "lamaProses": 7,
                "masaBerlaku": 5,
                "biaya": 250000,
                "gratis": False,
                "risiko": "MENENGAH_TINGGI",
            }
        }
    } == answer


async def test_free_is_not_unknown(ask: Ask) -> None:
    """A fee of 0 is free; a fee that is set case by case is null and not free."""
    answer = await ask("""{
        gratis: jenisIzin(kode: "PDK-01") { biaya gratis masaBerlaku }
        dihitung: jenisIzin(kode: "PUR-01") { biaya gratis masaBerlaku } }""")
    assert {
        "data": {
            "gratis": {"biaya": 0, "gratis": True, "masaBerlaku": None},
            "dihitung": {"biaya": None, "gratis": False, "masaBerlaku": 2},
        }
    } == answer


async def test_kinds_of_permit(ask: Ask, calls: Calls) -> None:
    """A map by code is a list, filtered and sorted here: one call for all filters."""
    answer = await ask("""{
        laut: daftarJenisIzin(sektor: KELAUTAN_PERIKANAN) { kode }
        gratis: daftarJenisIzin(gratis: true, nama: "surat") { nama } }""")
    assert {
        "data": {
            "laut": [{"kode": "IKN-02"}, {"kode": "IKN-01"}],
            "gratis": [
                {"nama": "Surat Izin Usaha Perikanan (kapal 5 sampai 30 GT)"},
                {"nama": "Surat Keterangan Penelitian"},
            ],
        }
    } == answer
    assert {"dpmptsp": 1} == calls.made


async def test_an_application(ask: Ask) -> None:
    """An application that was sent back, with its history and the remark."""
    answer = await ask("""{ permohonanIzin(nomor: "IZN-2026-00102") {
        nomor status masuk target terbit jenis { nama lamaProses } wilayah { nama }
        riwayat { status waktu catatan } } }""")
    assert {
        "data": {
            "permohonanIzin": {
                "nomor": "IZN-2026-00102",
                "status": "PERLU_PERBAIKAN",
                "masuk": "2026-11-09",
                "target": "2026-11-18",
                "terbit": None,
                "jenis": {
                    "nama": "Izin Trayek Angkutan Antarkota dalam Provinsi",
                    "lamaProses": 7,
                },
                "wilayah": {"nama": "Kabupaten Lampung Utara"},
                "riwayat": [
                    {
                        "status": "DITERIMA",
                        "waktu": "2026-11-09T09:20:00+07:00",
                        "catatan": None,
                    },
                    {
                        "status": "DIVERIFIKASI",
                        "waktu": "2026-11-10T10:00:00+07:00",
                        "catatan": None,
                    },
                    {
                        "status": "PERLU_PERBAIKAN",
                        "waktu": "2026-11-11T14:45:00+07:00",
                        "catatan": "Kartu uji dua bus sudah lewat",
                    },
                ],
            }
        }
    } == answer


async def test_states_of_applications(ask: Ask) -> None:
    """A history of one step is a list of one; an issued permit has its date."""
    answer = await ask("""{
        baru: permohonanIzin(nomor: "IZN-2026-00103") { terbit riwayat { status } }
        jadi: permohonanIzin(nomor: "IZN-2026-00101") { status terbit } }""")
    assert {
        "data": {
            "baru": {"terbit": None, "riwayat": [{"status": "DITERIMA"}]},
            "jadi": {"status": "TERBIT", "terbit": "2026-11-16"},
        }
    } == answer


async def test_the_applicant_is_personal(ask: Ask) -> None:
    """Who is not logged in does not learn who applied, and gets the rest."""
    answer = await ask("""{ permohonanIzin(nomor: "IZN-2026-00104") {
        status pemohon } }""")
    assert {"status": "DITOLAK", "pemohon": None} == answer["data"]["permohonanIzin"]
    assert ["UNAUTHENTICATED"] == [e["extensions"]["code"] for e in answer["errors"]]


async def test_counts(ask: Ask) -> None:
    """Counts of a region, the newest year first; investment passes 32 bits."""
    answer = await ask("""{ rekapIzin(wilayah: "18.71") {
        tahun terbit ditolak rataHari investasi } }""")
    assert [2026, 2025, 2024] == [row["tahun"] for row in answer["data"]["rekapIzin"]]
    assert {
        "tahun": 2026,
        "terbit": 2751,
        "ditolak": 68,
        "rataHari": 8.3,
        "investasi": 3026000000000,
    } == answer["data"]["rekapIzin"][0]


async def test_counts_of_all_regions(ask: Ask, calls: Calls) -> None:
    """All regions' counts of a year are one call, each under its own region."""
    answer = await ask("""{ daftarWilayah { kode
        rekapIzin(tahun: 2026) { tahun terbit } } }""")
    found = {
        region["kode"]: region["rekapIzin"]
        for region in answer["data"]["daftarWilayah"]
    }
    assert {
        "18": [],
        "18.01": [{"tahun": 2026, "terbit": 810}],
        "18.72": [{"tahun": 2026, "terbit": 2788}],
    } == {code: found[code] for code in ("18", "18.01", "18.72")}
    assert {"pemerintahan": 1, "dpmptsp": 1} == calls.made


async def test_counts_lead_to_their_region(ask: Ask) -> None:
    """From a year's counts to the region, and back to another year's."""
    answer = await ask("""{ rekapIzin(wilayah: "18.72", tahun: 2026) {
        wilayah { nama rekapIzin(tahun: 2025) { terbit } } } }""")
    assert [
        {"wilayah": {"nama": "Kota Metro", "rekapIzin": [{"terbit": 2703}]}}
    ] == answer["data"]["rekapIzin"]


async def test_what_is_not_there_is_null(ask: Ask) -> None:
    """An unknown kind and an unknown application are null, without an error."""
    answer = await ask("""{ jenisIzin(kode: "ZZZ-01") { nama }
        permohonanIzin(nomor: "IZN-2026-99999") { status } }""")
    assert {"data": {"jenisIzin": None, "permohonanIzin": None}} == answer


async def test_down(opd: Simulation, ask: Ask) -> None:
    """A service that is down leaves a null with its code; the region stands."""
    await opd.turn("dpmptsp", Fault(Mode.ERROR))
    answer = await ask('{ wilayah(kode: "18.72") { nama rekapIzin { terbit } } }')
    assert {"nama": "Kota Metro", "rekapIzin": None} == answer["data"]["wilayah"]
    assert "UPSTREAM_UNAVAILABLE" == answer["errors"][0]["extensions"]["code"]


async def test_drift(opd: Simulation, ask: Ask) -> None:
    """Renamed keys are told as bad values: one is null, rows are left out."""
    await opd.turn("dpmptsp", Fault(Mode.DRIFT))
    answer = await ask("""{ jenisIzin(kode: "LIT-01") { nama }
        rekapIzin(wilayah: "18.72") { terbit } }""")
    assert {"jenisIzin": None, "rekapIzin": []} == answer["data"]
    assert ["UPSTREAM_BAD_VALUE"] * 2 == [
        error["extensions"]["code"] for error in answer["errors"]
    ]
