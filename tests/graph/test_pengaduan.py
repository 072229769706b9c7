"""Complaints: three channels as one list, their handling and their figures."""

import pytest

from simulator import Fault, Mode, Simulation
from tests.graph.conftest import Ask, Calls

CHANNELS = ("pengaduan", "sp4n", "kanalwarga")
HANDLING = """penanganan { __typename unit
    ... on PenangananProvinsi { bidang }
    ... on PenangananKepolisian { telepon }
    ... on DiLuarKewenangan { penjelasan } }"""


async def test_one_list_of_three_channels(ask: Ask, calls: Calls) -> None:
    """Each channel's words and notations become the same, the newest row first."""
    answer = await ask("""{ daftarPengaduan(wilayah: "18.71") {
        nomor kanal kategori status dibuat dukungan kewenangan penangan } }""")
    rows = answer["data"]["daftarPengaduan"]
    assert [
        "KS-1871-0002",
        "2026110042",
        "10452017",
        "2026110041",
        "2026110040",
        "WA-1871-0001",
        "10452001",
    ] == [row["nomor"] for row in rows]
    assert [
        {
            "nomor": "KS-1871-0002",
            "kanal": "KIOS",
            "kategori": "LAYANAN_PUBLIK",
            "status": "DIPROSES",
            "dibuat": "2026-11-13T10:40:00+07:00",
            "dukungan": None,
            "kewenangan": "KABUPATEN_KOTA",
            "penangan": "Dinas Penanaman Modal dan PTSP Kota Bandar Lampung",
        },
        {
            "nomor": "2026110042",
            "kanal": "LOKET",
            "kategori": "LAYANAN_PUBLIK",
            "status": "DIARSIPKAN",
            "dibuat": "2026-11-12T13:15:00+07:00",
            "dukungan": 7,
            "kewenangan": "PROVINSI",
            "penangan": "Badan Pendapatan Daerah",
        },
        {
            "nomor": "10452017",
            "kanal": "SP4N_LAPOR",
            "kategori": "KEAMANAN",
            "status": "DIPROSES",
            "dibuat": "2026-11-12T03:05:00Z",
            "dukungan": 7,
            "kewenangan": "KEPOLISIAN",
            "penangan": "Polresta Bandar Lampung",
        },
    ] == rows[:3]
    assert dict.fromkeys(CHANNELS, 1) == calls.made


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (
            'wilayah: "18.71", status: SELESAI',
            ["2026110041", "WA-1871-0001", "10452001"],
        ),
        ('wilayah: "18.71", kategori: LINGKUNGAN', ["WA-1871-0001"]),
        ("kanal: KIOS", ["KS-1871-0002", "KS-1813-0001"]),
        (
            'kewenangan: KEPOLISIAN, dari: "2026-11-10"',
            ["2026110015", "10452017", "WA-1801-0001"],
        ),
        ('wilayah: "18.01", dari: "2026-11-03", sampai: "2026-11-03"', ["2026110003"]),
        ('dari: "2027-01-01"', []),
    ],
    ids=["status", "category", "channel", "authority", "days", "none"],
)
async def test_filters(filters: str, numbers: list[str], ask: Ask) -> None:
    """Filters reach every channel: dates in its notation, the rest after reading."""
    answer = await ask(f"{{ daftarPengaduan({filters}) {{ nomor }} }}")
    assert numbers == [row["nomor"] for row in answer["data"]["daftarPengaduan"]]


async def test_detail(ask: Ask) -> None:
    """A complaint has its handling, its steps and the agency's answer."""
    answer = await ask(f"""{{ pengaduan(nomor: "2026110002") {{
        isi kanal wilayah {{ nama }} {HANDLING}
        riwayat {{ waktu langkah pelaku catatan }} tanggapan {{ isi }} }}
      selesai: pengaduan(nomor: "2026110003") {{
        tanggapan {{ isi waktu penilaian }} }} }}""")
    desk = "Admin Pengaduan Provinsi"
    assert {
        "data": {
            "pengaduan": {
                "isi": (
                    "Antrean loket terlalu lama, Kabupaten Lampung Selatan."
                    " Mohon ditindaklanjuti."
                ),
                "kanal": "SITUS",
                "wilayah": {"nama": "Kabupaten Lampung Selatan"},
                "penanganan": {
                    "__typename": "PenangananProvinsi",
                    "unit": "Badan Pendapatan Daerah",
                    "bidang": "Seksi Layanan Masyarakat",
                },
                "riwayat": [
                    {
                        "waktu": "2026-11-02T09:15:00+07:00",
                        "langkah": "DITERIMA",
                        "pelaku": desk,
                        "catatan": "Laporan diterima",
                    },
                    {
                        "waktu": "2026-11-02T12:15:00+07:00",
                        "langkah": "DIVERIFIKASI",
                        "pelaku": desk,
                        "catatan": "Laporan lengkap",
                    },
                    {
                        "waktu": "2026-11-02T14:15:00+07:00",
                        "langkah": "DITERUSKAN",
                        "pelaku": desk,
                        "catatan": "Diteruskan kepada Badan Pendapatan Daerah",
                    },
                ],
                "tanggapan": None,
            },
            "selesai": {
                "tanggapan": {
                    "isi": "Laporan telah ditindaklanjuti oleh Dinas Lingkungan Hidup.",
                    "waktu": "2026-11-04T06:15:00+07:00",
                    "penilaian": 5,
                }
            },
        }
    } == answer


@pytest.mark.parametrize(
    ("number", "handling"),
    [
        (
            "2026110003",
            {"__typename": "PenangananKabupaten", "unit": "Dinas Lingkungan Hidup"},
        ),
        (
            "2026110004",
            {
                "__typename": "DiLuarKewenangan",
                "unit": "PT PLN (Persero)",
                "penjelasan": "Jaringan listrik dikelola badan usaha milik negara.",
            },
        ),
        (
            "10452052",
            {
                "__typename": "PenangananProvinsi",
                "unit": "Dinas Lingkungan Hidup",
                "bidang": "Bidang Penaatan Lingkungan",
            },
        ),
        (
            "10452023",
            {
                "__typename": "DiLuarKewenangan",
                "unit": "Balai Pelaksanaan Jalan Nasional Lampung",
                "penjelasan": "Jalan nasional dikelola Kementerian Pekerjaan Umum.",
            },
        ),
        (
            "WA-1801-0001",
            {
                "__typename": "PenangananKepolisian",
                "unit": "Polres Lampung Selatan",
                "telepon": "110",
            },
        ),
        (
            "WA-1811-0001",
            {
                "__typename": "DiLuarKewenangan",
                "unit": "Pengadilan Negeri Menggala",
                "penjelasan": "Sengketa perdata diselesaikan di pengadilan.",
            },
        ),
        ("WA-1872-0001", None),
        ("10452060", None),
    ],
)
async def test_handling(number: str, handling: dict[str, str] | None, ask: Ask) -> None:
    """By its number alone, whatever its channel, one sees who handles a complaint."""
    answer = await ask(f'{{ lacakPengaduan(nomor: "{number}") {{ {HANDLING} }} }}')
    assert {"data": {"lacakPengaduan": [{"penanganan": handling}]}} == answer


@pytest.mark.parametrize(
    ("number", "steps", "reply"),
    [
        (
            "10452031",
            ["DIVERIFIKASI", "DITERUSKAN", "SELESAI"],
            {"waktu": "2026-11-06T14:00:00Z", "penilaian": 5},
        ),
        (
            "WA-1806-0001",
            ["DITERIMA", "DITERUSKAN", "SELESAI"],
            {"waktu": "2026-11-08T23:55:00+07:00", "penilaian": None},
        ),
        ("WA-1872-0001", ["DITERIMA"], None),
        ("10452060", [], None),
    ],
)
async def test_steps_and_answers(
    number: str, steps: list[str], reply: dict[str, object] | None, ask: Ask
) -> None:
    """Every channel's log is steps, one or many; an unrated answer has no rating."""
    answer = await ask(f"""{{ lacakPengaduan(nomor: "{number}") {{
        riwayat {{ langkah }} tanggapan {{ waktu penilaian }} }} }}""")
    row = answer["data"]["lacakPengaduan"][0]
    assert steps == [step["langkah"] for step in row["riwayat"]]
    assert reply == row["tanggapan"]


async def test_not_found(ask: Ask) -> None:
    """A number that no channel knows is nothing, without an error."""
    answer = await ask("""{ pengaduan(nomor: "2026119999") { judul }
        lacakPengaduan(nomor: "WA-9999-0001") { judul } }""")
    assert {"data": {"pengaduan": None, "lacakPengaduan": []}} == answer


async def test_from_every_region_and_back(ask: Ask, calls: Calls) -> None:
    """Fifteen regions cost a call a channel; details of a list cost one more."""
    answer = await ask("""{ daftarWilayah(induk: "18") {
        nama pengaduan { nomor wilayah { nama } riwayat { langkah } } } }""")
    assert "errors" not in answer
    regions = answer["data"]["daftarWilayah"]
    assert 60 == sum(len(region["pengaduan"]) for region in regions)
    assert [] == [
        row
        for region in regions
        for row in region["pengaduan"]
        if row["wilayah"] != {"nama": region["nama"]}
    ]
    assert {"pengaduan": 2, "sp4n": 1, "kanalwarga": 1} == {
        name: calls.made[name] for name in CHANNELS
    }


async def test_statistics(ask: Ask) -> None:
    """Figures by status, by handling agency and by response time are numbers."""
    answer = await ask("""{ statistikPengaduan(wilayah: "18.71") {
        wilayah { nama } bulan jumlah
        menurutStatus { status jumlah persen }
        menurutPenangan { penangan jumlah selesai persenSelesai rataJam penilaian }
        waktuTanggapan { rataJam medianJam persenTepatWaktu
            sebaran { rentang jumlah } } } }""")
    figures = answer["data"]["statistikPengaduan"]
    assert ("Kota Bandar Lampung", "2026-11", 3) == (
        figures["wilayah"]["nama"],
        figures["bulan"],
        figures["jumlah"],
    )
    assert [
        {"status": "DIPROSES", "jumlah": 1, "persen": 33.3},
        {"status": "SELESAI", "jumlah": 1, "persen": 33.3},
        {"status": "DIARSIPKAN", "jumlah": 1, "persen": 33.3},
    ] == figures["menurutStatus"]
    assert {
        "penangan": "Dinas Bina Marga dan Bina Konstruksi",
        "jumlah": 1,
        "selesai": 1,
        "persenSelesai": 100.0,
        "rataJam": 46.0,
        "penilaian": 4.0,
    } == figures["menurutPenangan"][1]
    assert {
        "rataJam": 46.0,
        "medianJam": 46.0,
        "persenTepatWaktu": 0.0,
        "sebaran": [
            {"rentang": "0-24 jam", "jumlah": 0},
            {"rentang": "25-48 jam", "jumlah": 1},
            {"rentang": "> 48 jam", "jumlah": 0},
        ],
    } == figures["waktuTanggapan"]


async def test_statistics_of_every_region(ask: Ask, calls: Calls) -> None:
    """Every region's figures, and the province's, cost one call."""
    answer = await ask("{ daftarWilayah { kode statistikPengaduan { jumlah } } }")
    counts = {
        region["kode"]: region["statistikPengaduan"]["jumlah"]
        for region in answer["data"]["daftarWilayah"]
    }
    assert (45, {3}) == (counts.pop("18"), set(counts.values()))
    assert 1 == calls.made["pengaduan"]


@pytest.mark.parametrize("number", ["2026110003", "10452001", "WA-1871-0001"])
async def test_reporters_are_personal(number: str, ask: Ask) -> None:
    """In no channel does who is not logged in get a reporter's name."""
    answer = await ask(f'{{ lacakPengaduan(nomor: "{number}") {{ nomor pelapor }} }}')
    assert [{"nomor": number, "pelapor": None}] == answer["data"]["lacakPengaduan"]
    assert {"UNAUTHENTICATED"} == {e["extensions"]["code"] for e in answer["errors"]}


@pytest.mark.parametrize("name", CHANNELS)
async def test_one_channel_down(name: str, opd: Simulation, ask: Ask) -> None:
    """A channel that fails leaves the others' rows, beside one error that names it."""
    await opd.turn(name, Fault(Mode.GARBAGE))
    answer = await ask(
        '{ daftarPengaduan(wilayah: "18.71") { judul sumber { konektor } } }'
    )
    assert set(CHANNELS) - {name} == {
        row["sumber"]["konektor"] for row in answer["data"]["daftarPengaduan"]
    }
    assert [(["daftarPengaduan"], "UPSTREAM_BAD_BODY", name)] == [
        (error["path"], error["extensions"]["code"], error["extensions"]["connector"])
        for error in answer["errors"]
    ]


async def test_no_answer(opd: Simulation, ask: Ask) -> None:
    """A detail that cannot be had is null with a code; its siblings live."""
    await opd.turn("pengaduan", Fault(Mode.REFUSE))
    answer = await ask("""{ pengaduan(nomor: "2026110003") { judul }
        wilayah(kode: "18.71") { nama } }""")
    assert {"pengaduan": None, "wilayah": {"nama": "Kota Bandar Lampung"}} == answer[
        "data"
    ]
    assert [(["pengaduan"], "UPSTREAM_UNAVAILABLE")] == [
        (error["path"], error["extensions"]["code"]) for error in answer["errors"]
    ]


@pytest.mark.parametrize(
    ("name", "rows"), [("pengaduan", 3), ("sp4n", 2), ("kanalwarga", 2)]
)
async def test_drift(name: str, rows: int, opd: Simulation, ask: Ask) -> None:
    """Rows whose title was renamed are left out and counted; the others stand."""
    await opd.turn(name, Fault(Mode.DRIFT))
    answer = await ask('{ daftarPengaduan(wilayah: "18.71") { judul } }')
    assert 7 - rows == len(answer["data"]["daftarPengaduan"])
    assert [("UPSTREAM_BAD_VALUE", rows)] == [
        (error["extensions"]["code"], error["extensions"]["count"])
        for error in answer["errors"]
    ]


async def test_wrong_arguments_reach_no_channel(ask: Ask, calls: Calls) -> None:
    """Numbers and regions that cannot be are refused before any call."""
    answer = await ask("""{ lacakPengaduan(nomor: "../18") { judul }
        pengaduan(nomor: "7") { judul }
        statistikPengaduan(wilayah: "semua") { jumlah } }""")
    assert {"BAD_USER_INPUT"} == {e["extensions"]["code"] for e in answer["errors"]}
    assert 0 == calls.made.total()
