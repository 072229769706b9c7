"""The social assistance service."""

import httpx

from simulator import Simulation

PATH = "/api/v2"


async def test_a_programme(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A programme has full numbers and dates; a day that is not set is all zeros."""
    answer = await client.get(f"{opd['DINSOS_URL']}{PATH}/program?kd=BPNT")
    assert {
        "status": "success",
        "result": {
            "items": [
                {
                    "kd_prog": "BPNT",
                    "nm_prog": "Bantuan Pangan Nontunai",
                    "bentuk": "B",
                    "sasaran": "Keluarga miskin dan rentan",
                    "nominal": "200.000,00",
                    "per_bulan": "1",
                    "kuota": "690.500",
                    "thn_anggaran": "2026",
                    "sumber_dana": "APBN",
                    "aktif": "Ya",
                    "tgl_buka": "05 Januari 2026",
                    "tgl_tutup": "0000-00-00",
                    "syarat": [
                        {
                            "no": "1",
                            "isi": "Terdaftar dalam data terpadu kesejahteraan sosial",
                        },
                        {"no": "2", "isi": "KTP dan kartu keluarga Lampung"},
                    ],
                }
            ],
            "count": "1",
        },
    } == answer.json()


async def test_programmes(opd: Simulation, client: httpx.AsyncClient) -> None:
    """The list lacks what is required, which is an object where it is one thing."""
    base = f"{opd['DINSOS_URL']}{PATH}/program"
    listed = (await client.get(base)).json()["result"]
    assert "8" == listed["count"]
    assert not [row for row in listed["items"] if "syarat" in row]
    some = (await client.get(base + "?kd=YATIM,TIADA,UEP")).json()["result"]["items"]
    assert ["YATIM", "UEP"] == [row["kd_prog"] for row in some]
    assert {"no": "1", "isi": "Akta kelahiran anak"} == some[0]["syarat"]


async def test_recipients(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Recipients are counted by year, region in BPS's code, and programme."""
    base = f"{opd['DINSOS_URL']}{PATH}/penerima?thn=2026"
    rows = (await client.get(base + "&kab=1871,1872")).json()["result"]["items"]
    assert 14 == len(rows)
    assert {
        "kd_kab": "1871",
        "kd_prog": "PKH",
        "thn": "2026",
        "jml": "58.080",
        "realisasi": "130.680.000.000,00",
    } == rows[0]
    some = (await client.get(base + "&prog=RTLH")).json()["result"]
    assert "15" == some["count"]
    none = (await client.get(base + "&kab=18")).json()["result"]
    assert {"items": [], "count": "0"} == none


async def test_a_year_without_figures(
    opd: Simulation, client: httpx.AsyncClient
) -> None:
    """A year that is not there is refused in the body."""
    for query in ("?thn=2019", ""):
        answer = await client.get(f"{opd['DINSOS_URL']}{PATH}/penerima{query}")
        assert 200 == answer.status_code
        assert {
            "status": "fail",
            "error": {
                "code": "THN_SALAH",
                "message": "Tahun anggaran belum tersedia",
            },
        } == answer.json()


async def test_quotas_hold(opd: Simulation, client: httpx.AsyncClient) -> None:
    """No programme reaches more people than its quota."""
    base = opd["DINSOS_URL"] + PATH
    for row in (await client.get(base + "/program")).json()["result"]["items"]:
        paid = await client.get(f"{base}/penerima?thn=2026&prog={row['kd_prog']}")
        reached = sum(_number(one["jml"]) for one in paid.json()["result"]["items"])
        assert reached <= _number(row["kuota"])


def _number(text: str) -> int:
    return 0 if text == "-" else int(text.replace(".", ""))
