"""Clinics, doctors and queues on the shipped graph."""

from simulator import Fault, Mode, Simulation
from tests.graph.conftest import Ask, Calls


async def test_open_clinics(ask: Ask) -> None:
    """Clinics by part of their name, and those that are closed today."""
    answer = await ask("""{
        bedah: daftarPoliklinik(bukaHariIni: true, nama: "bedah") { nama lantai }
        tutup: daftarPoliklinik(bukaHariIni: false) { kode } }""")
    assert {
        "data": {
            "bedah": [{"nama": "Poli Bedah Umum", "lantai": 2}],
            "tutup": [{"kode": "KLT"}, {"kode": "IRM"}],
        }
    } == answer


async def test_a_clinic(ask: Ask) -> None:
    """A clinic with its shifts as times, and its queue as numbers."""
    answer = await ask("""{ poliklinik(kode: "ANA") { nama bukaHariIni
        jadwal(hari: JUMAT) { dokter hari mulai selesai kuota libur }
        antrean { dokter total sisa nomorDipanggil kuotaJkn sisaKuotaJkn kuotaUmum
            sisaKuotaUmum keterangan diperbarui } } }""")
    assert {
        "data": {
            "poliklinik": {
                "nama": "Poli Anak",
                "bukaHariIni": True,
                "jadwal": [
                    {
                        "dokter": "dr. Anak Contoh Dua, Sp.A",
                        "hari": "JUMAT",
                        "mulai": "08:00:00",
                        "selesai": "11:00:00",
                        "kuota": 25,
                        "libur": True,
                    }
                ],
                "antrean": {
                    "dokter": "dr. Anak Contoh Satu, Sp.A",
                    "total": 36,
                    "sisa": 26,
                    "nomorDipanggil": 10,
                    "kuotaJkn": 40,
                    "sisaKuotaJkn": 16,
                    "kuotaUmum": 20,
                    "sisaKuotaUmum": 8,
                    "keterangan": None,
                    "diperbarui": "2026-11-16T09:45:00+07:00",
                },
            }
        }
    } == answer


async def test_the_schedule_of_a_day(ask: Ask) -> None:
    """Shifts of a clinic on a day, linked to their clinic."""
    answer = await ask("""{ daftarJadwalDokter(poliklinik: "MAT", hari: SABTU) {
        kodeDokter mulai poliklinik { nama } } }""")
    assert {
        "data": {
            "daftarJadwalDokter": [
                {
                    "kodeDokter": "D071",
                    "mulai": "08:00:00",
                    "poliklinik": {"nama": "Poli Mata"},
                }
            ]
        }
    } == answer


async def test_all_queues(ask: Ask, calls: Calls) -> None:
    """Queues and shifts of all clinics are a call each, whatever the label's form."""
    answer = await ask("""{ daftarPoliklinik {
        kode antrean { nomorDipanggil } jadwal { hari } } }""")
    found = {
        clinic["kode"]: clinic["antrean"]["nomorDipanggil"]
        for clinic in answer["data"]["daftarPoliklinik"]
    }
    assert 14 == len(found)
    assert {"ANA": 10, "INT": 32, "KLT": None} == {
        code: found[code] for code in ("ANA", "INT", "KLT")
    }
    assert {"rsudam": 3} == calls.made


async def test_a_booking(ask: Ask) -> None:
    """A booking's place in the queue, with its clinic's floor."""
    answer = await ask("""{ sisaAntrean(kodeBooking: "20261116INT040") {
        nomor sisa nomorDipanggil waktuTunggu keterangan
        poliklinik { nama lantai } } }""")
    assert {
        "data": {
            "sisaAntrean": {
                "nomor": "A-40",
                "sisa": 8,
                "nomorDipanggil": 32,
                "waktuTunggu": 3360,
                "keterangan": None,
                "poliklinik": {"nama": "Poli Penyakit Dalam", "lantai": 1},
            }
        }
    } == answer


async def test_from_region_to_queue(ask: Ask, calls: Calls) -> None:
    """All regions' hospitals with their clinics' queues cost two calls here."""
    answer = await ask("""{ daftarWilayah { kode rumahSakit { nama
        poliklinik(nama: "saraf") { nama antrean { sisa } } } } }""")
    found = {
        hospital["nama"]: hospital["poliklinik"]
        for region in answer["data"]["daftarWilayah"]
        for hospital in region["rumahSakit"]
        if hospital["poliklinik"]
    }
    assert {
        "RSUD Dr. H. Abdul Moeloek": [{"nama": "Poli Saraf", "antrean": {"sisa": 32}}]
    } == found
    assert {"pemerintahan": 1, "dinkes": 1, "rsudam": 2} == calls.made


async def test_from_clinic_to_region(ask: Ask) -> None:
    """A clinic knows its hospital, which another service describes."""
    answer = await ask("""{ poliklinik(kode: "JAN") { rumahSakit {
        nama wilayah { nama } } } }""")
    assert {
        "nama": "RSUD Dr. H. Abdul Moeloek",
        "wilayah": {"nama": "Kota Bandar Lampung"},
    } == answer["data"]["poliklinik"]["rumahSakit"]


async def test_what_is_not_there_is_null(ask: Ask) -> None:
    """An unknown clinic, queue or booking is null, without an error."""
    answer = await ask("""{
        poliklinik(kode: "ZZZ") { nama }
        antreanPoliklinik(poliklinik: "ZZZ") { sisa }
        sisaAntrean(kodeBooking: "20261116INT081") { sisa } }""")
    assert {
        "data": {"poliklinik": None, "antreanPoliklinik": None, "sisaAntrean": None}
    } == answer


async def test_garbage(opd: Simulation, ask: Ask) -> None:
    """What is not JSON leaves a null with its code; the hospital stands."""
    await opd.turn("rsudam", Fault(Mode.GARBAGE))
    answer = await ask('{ rumahSakit(id: "1871-01") { kelas poliklinik { nama } } }')
    assert {"rumahSakit": {"kelas": "A", "poliklinik": None}} == answer["data"]
    assert "UPSTREAM_BAD_BODY" == answer["errors"][0]["extensions"]["code"]


async def test_drift(opd: Simulation, ask: Ask) -> None:
    """A queue whose numbers were renamed is null with the code of a bad value."""
    await opd.turn("rsudam", Fault(Mode.DRIFT))
    answer = await ask("""{ antreanPoliklinik(poliklinik: "ANA") { sisa }
        daftarJadwalDokter(poliklinik: "SAR") { dokter mulai } }""")
    assert {
        "antreanPoliklinik": None,
        "daftarJadwalDokter": [{"dokter": "dr. Saraf Contoh, Sp.N", "mulai": None}],
    } == answer["data"]
    assert ["UPSTREAM_BAD_VALUE"] == [
        error["extensions"]["code"] for error in answer["errors"]
    ]
