"""The fish price service."""

import httpx

from simulator import Simulation

PATH = "/api/v1/prices"


async def test_row(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A row has English keys, a region's own number and the change in three ways."""
    answer = await client.get(f"{opd['IKAN_URL']}{PATH}?region_id=14&fish=Tongkol")
    assert {
        "success": True,
        "message": None,
        "result": {
            "count": 1,
            "items": [
                {
                    "region_id": 14,
                    "landing_place": "PPP Lempasing",
                    "fish_name": "Tongkol",
                    "avg_price": 32000,
                    "unit": "kg",
                    "date": "2026-11-16",
                    "gap": -500,
                    "gap_percent": "-1.54",
                    "gap_change": "down",
                }
            ],
        },
    } == answer.json()


async def test_regions(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A repeated parameter chooses regions; one without a landing place adds none."""
    answer = await client.get(f"{opd['IKAN_URL']}{PATH}?region_id=15&region_id=2")
    assert ["Pasar Tejo Agung"] == [
        item["landing_place"] for item in answer.json()["result"]["items"]
    ]


async def test_unknown_fish(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A fish that is not known is a 404 with a body, for prices and for history."""
    body = {"success": False, "message": "fish not found", "result": None}
    for path in (PATH, f"{PATH}/history"):
        answer = await client.get(f"{opd['IKAN_URL']}{path}?region_id=14&fish=Hiu")
        assert (404, body) == (answer.status_code, answer.json())


async def test_history(opd: Simulation, client: httpx.AsyncClient) -> None:
    """History's prices are texts with cents, a row a day."""
    query = "region_id=14&fish=Tongkol&from=2026-11-14&to=2026-11-15"
    answer = await client.get(f"{opd['IKAN_URL']}{PATH}/history?{query}")
    assert [
        {"region_id": 14, "date": "2026-11-14", "avg_price": "32500.00"},
        {"region_id": 14, "date": "2026-11-15", "avg_price": "32500.00"},
    ] == answer.json()["result"]["items"]


async def test_fish(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Every fish that is landed somewhere is listed."""
    answer = await client.get(opd["IKAN_URL"] + "/api/v1/fish")
    assert 11 == answer.json()["result"]["count"]
    assert {"fish_name": "Tuhuk", "unit": "kg"} == answer.json()["result"]["items"][-1]
