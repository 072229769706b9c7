"""Schools and admission on the shipped graph."""

from simulator import Fault, Mode, Simulation
from tests.graph.conftest import Ask, Calls


async def test_schools_of_a_region(ask: Ask) -> None:
    """Schools of a region by kind and part of their name, with odd values read."""
    answer = await ask("""{ daftarSekolah(wilayah: "18.71", bentuk: SMK, nama: "smkn 2") {
        npsn nama bentuk status akreditasi tanggalAkreditasi kecamatan alamat
        rombelPerTingkat jumlahSiswa berasrama jurusan wilayah { nama } } }""")
    assert {
        "data": {
            "daftarSekolah": [
                {
                    "npsn": "99800006",
                    "nama": "SMKN 2 Bandar Lampung",
                    "bentuk": "SMK",
                    "status": "NEGERI",
                    "akreditasi": "A",
                    "tanggalAkreditasi": "2021-11-08",
                    "kecamatan": "Rajabasa",
                    "alamat": "Jl. Prof. Dr. Sumantri Brojonegoro",
                    "rombelPerTingkat": 15,
                    "jumlahSiswa": 1575,
                    "berasrama": False,
                    "jurusan": [
                        "Teknik Kendaraan Ringan",
                        "Teknik Komputer dan Jaringan",
                        "Teknik Instalasi Tenaga Listrik",
                    ],
                    "wilayah": {"nama": "Kota Bandar Lampung"},
                }
            ]
        }
    } == answer


async def test_schools_of_a_subject(ask: Ask) -> None:
    """Across Lampung, by what is taught and by who runs them."""
    answer = await ask("""{
        hotel: daftarSekolah(jurusan: "Perhotelan") { nama }
        swasta: daftarSekolah(status: SWASTA) { nama } }""")
    assert {
        "data": {
            "hotel": [{"nama": "SMKN 1 Krui"}, {"nama": "SMKN 1 Metro"}],
            "swasta": [
                {"nama": "SLB Dharma Bhakti Dharma Pertiwi"},
                {"nama": "SMA Al Kautsar Bandar Lampung"},
            ],
        }
    } == answer


async def test_a_school(ask: Ask) -> None:
    """A school that has no rank yet: nulls where the service has dashes."""
    answer = await ask("""{ sekolah(npsn: "99800034") {
        nama akreditasi tanggalAkreditasi alamat wilayah { nama } } }""")
    assert {
        "data": {
            "sekolah": {
                "nama": "SMKN 1 Blambangan Umpu",
                "akreditasi": None,
                "tanggalAkreditasi": None,
                "alamat": None,
                "wilayah": {"nama": "Kabupaten Way Kanan"},
            }
        }
    } == answer


async def test_admission(ask: Ask) -> None:
    """Maps by number and by code are lists; a phase without dates has none."""
    answer = await ask("""{ spmb(tahun: 2027) { tahunAjaran
        tahapan { urutan nama mulai selesai daring sudahSelesai }
        jalur { jalur persen syarat } } }""")
    admission = answer["data"]["spmb"]
    assert "2027/2028" == admission["tahunAjaran"]
    assert [
        {
            "urutan": 1,
            "nama": "Verifikasi akun dan berkas",
            "mulai": "2027-06-01",
            "selesai": "2027-06-05",
            "daring": True,
            "sudahSelesai": False,
        },
        {
            "urutan": 2,
            "nama": "Pendaftaran semua jalur",
            "mulai": None,
            "selesai": None,
            "daring": True,
            "sudahSelesai": False,
        },
    ] == admission["tahapan"]
    assert [("DOMISILI", 35), ("AFIRMASI", 30), ("PRESTASI", 30), ("MUTASI", 5)] == [
        (row["jalur"], row["persen"]) for row in admission["jalur"]
    ]
    assert "errors" not in answer


async def test_this_year_is_the_default(ask: Ask) -> None:
    """Without a year it is 2026's admission, with what each pathway asks for."""
    answer = await ask("{ spmb { tahunAjaran tahapan { nama } jalur { syarat } } }")
    admission = answer["data"]["spmb"]
    assert ("2026/2027", 5) == (admission["tahunAjaran"], len(admission["tahapan"]))
    assert {"syarat": "Rapor lima semester atau piagam kejuaraan"} == (
        admission["jalur"][2]
    )


async def test_seats(ask: Ask, calls: Calls) -> None:
    """Seats and applicants of a region's schools by pathway, in one more call."""
    answer = await ask("""{ daftarSekolah(wilayah: "18.72") { nama
        kuotaSpmb(jalur: PRESTASI) { jalur kuota pendaftar diterima } } }""")
    assert [
        ("SMAN 1 Metro", 97, 82, 82),
        ("SMAN 3 Metro", 86, 84, 84),
        ("SMKN 1 Metro", 277, 307, 277),
    ] == [
        (
            school["nama"],
            *(seats[k] for k in ("kuota", "pendaftar", "diterima")),
        )
        for school in answer["data"]["daftarSekolah"]
        for seats in school["kuotaSpmb"]
    ]
    assert {"disdikbud": 2} == calls.made


async def test_seats_lead_to_their_school(ask: Ask) -> None:
    """Next year's seats have no applicants yet; each names its school."""
    answer = await ask("""{ daftarKuotaSpmb(sekolah: "99800010", tahun: 2027,
        jalur: DOMISILI) { kuota pendaftar diterima sekolah { nama } } }""")
    assert {
        "data": {
            "daftarKuotaSpmb": [
                {
                    "kuota": 113,
                    "pendaftar": None,
                    "diterima": None,
                    "sekolah": {"nama": "SMAN 1 Metro"},
                }
            ]
        }
    } == answer


async def test_schools_of_all_regions(ask: Ask, calls: Calls) -> None:
    """All regions' schools are one call, their seats another."""
    answer = await ask("""{ daftarWilayah { kode
        sekolah(bentuk: SMK) { nama kuotaSpmb(jalur: AFIRMASI) { kuota } } } }""")
    found = {
        region["kode"]: region["sekolah"] for region in answer["data"]["daftarWilayah"]
    }
    assert [] == found["18"]
    assert [{"nama": "SMKN 2 Kalianda", "kuotaSpmb": [{"kuota": 64}]}] == found["18.01"]
    assert [{"nama": "SMKN 1 Krui", "kuotaSpmb": [{"kuota": 28}]}] == found["18.13"]
    assert {"pemerintahan": 1, "disdikbud": 2} == calls.made


async def test_what_is_not_there_is_null(ask: Ask) -> None:
    """An unknown school or year is null, without an error."""
    answer = await ask("""{ sekolah(npsn: "10000000") { nama }
        spmb(tahun: 2025) { tahunAjaran } daftarKuotaSpmb(tahun: 2025) { kuota } }""")
    assert {"data": {"sekolah": None, "spmb": None, "daftarKuotaSpmb": []}} == answer


async def test_hanging(opd: Simulation, ask: Ask) -> None:
    """A service that does not answer leaves a null in time; the region stands."""
    await opd.turn("disdikbud", Fault(Mode.HANG))
    answer = await ask('{ wilayah(kode: "18.13") { nama sekolah { nama } } }')
    assert {"nama": "Kabupaten Pesisir Barat", "sekolah": None} == (
        answer["data"]["wilayah"]
    )
    assert "UPSTREAM_TIMEOUT" == answer["errors"][0]["extensions"]["code"]


async def test_drift(opd: Simulation, ask: Ask) -> None:
    """Renamed keys are told as bad values where something had to be."""
    await opd.turn("disdikbud", Fault(Mode.DRIFT))
    answer = await ask("""{ sekolah(npsn: "99800001") { nama }
        daftarKuotaSpmb(sekolah: "99800001") { kuota } }""")
    assert {"sekolah": None, "daftarKuotaSpmb": []} == answer["data"]
    assert ["UPSTREAM_BAD_VALUE"] * 2 == [
        error["extensions"]["code"] for error in answer["errors"]
    ]
