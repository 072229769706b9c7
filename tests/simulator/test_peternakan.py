"""The livestock price service."""

import httpx

from simulator import Simulation


async def test_one_row(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A single row is an object; sign, amount and direction are three fields."""
    answer = await client.get(opd["TERNAK_URL"] + "/ws/harga?KD_WIL=1809")
    assert {
        "RC": "00",
        "RD": "BERHASIL",
        "DATA": {
            "HARGA": {
                "KD_WIL": "1809",
                "TEMPAT": "Peternak Negeri Katon",
                "KOMODITAS": "Ayam Ras Hidup",
                "HARGA_KINI": "22.300,00",
                "SATUAN": "Rp/Kg",
                "TGL": "16 Nov 2026",
                "TANDA": "-",
                "SELISIH": "200,00",
                "PERSEN": "0,89",
                "ARAH": "T",
            }
        },
    } == answer.json()


async def test_several_rows(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Codes joined by commas give a list; zero is a price not reported."""
    answer = await client.get(opd["TERNAK_URL"] + "/ws/harga?KD_WIL=1807,1808")
    assert [
        ("1807", "Sapi Hidup", "51.500,00"),
        ("1807", "Telur Ayam Ras", "0,00"),
        ("1808", "Sapi Hidup", "51.800,00"),
    ] == [
        (row["KD_WIL"], row["KOMODITAS"], row["HARGA_KINI"])
        for row in answer.json()["DATA"]["HARGA"]
    ]


async def test_another_day(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A day with slashes chooses its price; kinds can be chosen too."""
    query = {"KD_WIL": "1871", "KOMODITAS": "Sapi Hidup", "TGL": "31/10/2026"}
    answer = await client.get(opd["TERNAK_URL"] + "/ws/harga", params=query)
    row = answer.json()["DATA"]["HARGA"]
    assert ("31 Okt 2026", "53.500,00", "-", "500,00", "T") == (
        row["TGL"],
        row["HARGA_KINI"],
        row["TANDA"],
        row["SELISIH"],
        row["ARAH"],
    )


async def test_nothing_known(opd: Simulation, client: httpx.AsyncClient) -> None:
    """What is not known is a code of its own with HTTP 200."""
    body = {"RC": "04", "RD": "DATA TIDAK ADA", "DATA": {}}
    for query in (
        "KD_WIL=1800",
        "KD_WIL=1871&KOMODITAS=Unta",
        "KD_WIL=1871&TGL=01/01/2025",
    ):
        answer = await client.get(f"{opd['TERNAK_URL']}/ws/harga?{query}")
        assert (200, body) == (answer.status_code, answer.json())


async def test_history(opd: Simulation, client: httpx.AsyncClient) -> None:
    """History is a mean price a day."""
    query = {"KD_WIL": "1809", "KOMODITAS": "Ayam Ras Hidup", "DARI": "15/11/2026"}
    answer = await client.get(opd["TERNAK_URL"] + "/ws/riwayat", params=query)
    assert [
        {"KD_WIL": "1809", "TGL": "15 Nov 2026", "RATA": "22.500,00"},
        {"KD_WIL": "1809", "TGL": "16 Nov 2026", "RATA": "22.300,00"},
    ] == answer.json()["DATA"]["HARGA"]


async def test_kinds(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Kinds are shouted."""
    answer = await client.get(opd["TERNAK_URL"] + "/ws/komoditas")
    rows = answer.json()["DATA"]["HARGA"]
    assert 7 == len(rows)
    assert {"NAMA": "SAPI HIDUP", "SATUAN": "KG"} == rows[0]
