"""The museum's GraphQL service."""

import httpx

from simulator import Simulation


async def _asked(
    opd: Simulation, client: httpx.AsyncClient, query: str, **variables: object
) -> dict[str, object]:
    body = {"query": query, "variables": variables}
    answer = await client.post(f"{opd['MUSEUM_URL']}/graphql", json=body)
    found: dict[str, object] = answer.json()
    return found


async def test_objects(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Objects come in pages of a connection, with a cursor to the next."""
    query = """query ($after: String) { collections(text: "a", first: 4, after: $after)
        { edges { node { number } } pageInfo { endCursor hasNextPage } total } }"""
    first = await _asked(opd, client, query)
    second = await _asked(opd, client, query, after="4")
    assert {"endCursor": "4", "hasNextPage": True} == _at(first, "pageInfo")
    assert {"endCursor": None, "hasNextPage": False} == _at(second, "pageInfo")
    assert 6 == _at(first, "total")


def _at(answer: dict[str, object], key: str) -> object:
    data = answer["data"]
    assert isinstance(data, dict)
    return data["collections"][key]


async def test_union(opd: Simulation, client: httpx.AsyncClient) -> None:
    """An object that is not known is a member of a union; units are converted."""
    query = """{ a: collection(number: "01.0047") { ... on Collection
        { measures(unit: INCH) { height } room { name } } }
        b: collection(number: "x") { __typename } }"""
    assert {
        "data": {
            "a": {"measures": {"height": 46.46}, "room": {"name": "Ruang Kain"}},
            "b": {"__typename": "NotFound"},
        }
    } == await _asked(opd, client, query)


async def test_errors(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A measure never taken is an error at its path; a wrong query has no data."""
    query = """{ origin(region: "1803") { measures { width } }
        rooms(codes: ["R3", "R9"]) { floor } }"""
    found = await _asked(opd, client, query)
    errors = found["errors"]
    assert isinstance(errors, list)
    assert [["origin", 1, "measures"]] == [one["path"] for one in errors]
    assert {
        "origin": [{"measures": {"width": 75.0}}, {"measures": None}],
        "rooms": [{"floor": 1}, None],
    } == found["data"]
    wrong = await _asked(opd, client, "{ nothing }")
    assert wrong["data"] is None
