"""The services that do not speak plain JSON."""

import io
import zipfile

import httpx

from simulator import Fault, Mode, Simulation


async def test_weather_is_xml(opd: Simulation, client: httpx.AsyncClient) -> None:
    """An area has four parameters with a value for each six hours."""
    answer = await client.get(opd["CUACA_URL"] + "/data/prakiraan.xml?area=18.71")
    assert "application/xml" == answer.headers["content-type"].partition(";")[0]
    assert 1 == answer.text.count("<area ")
    assert 24 == answer.text.count("<timerange ")
    whole = await client.get(opd["CUACA_URL"] + "/data/prakiraan.xml")
    assert 15 == whole.text.count("<area ")


async def test_population_is_soap(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A method answers in an envelope; what is unknown is a fault with status 500."""
    url = opd["DUKCAPIL_URL"] + "/ws/statistik"

    def envelope(inside: str) -> str:
        return (
            '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
            f"{inside}</s:Body></s:Envelope>"
        )

    call = (
        '<StatistikPenduduk xmlns="urn:lampung:dukcapil"><kodeWilayah>1871'
        "</kodeWilayah><tahun>2025</tahun></StatistikPenduduk>"
    )
    answer = await client.post(url, content=envelope(call))
    assert 200 == answer.status_code
    assert 1 == answer.text.count("<baris>")
    places = '<u:LokasiLayanan xmlns:u="urn:lampung:dukcapil"/>'
    assert 15 == (await client.post(url, content=envelope(places))).text.count(
        "<baris>"
    )
    for wrong in (envelope("<Lain/>"), envelope(call.replace("1871", "9")), "x", ""):
        answer = await client.post(url, content=wrong)
        assert 500 == answer.status_code
        assert "<soap:Fault>" in answer.text


async def test_food_security_is_csv(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Tables have a mark, semicolons and decimal commas; one is in an archive."""
    base = opd["KETAHANAN_URL"]
    index = await client.get(f"{base}/unduh/ikp.csv")
    assert index.content.startswith(b"\xef\xbb\xbfNo;")
    assert 31 == len(index.text.splitlines())
    assert 1 == index.text.count("#N/A")
    year = await client.get(f"{base}/unduh/konsumsi.csv?tahun=2025")
    assert 76 == len(year.text.splitlines())
    packed = (await client.get(f"{base}/unduh/produksi.zip")).content
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert ["produksi.csv"] == archive.namelist()
        assert 61 == len(archive.read("produksi.csv").splitlines())


async def test_warnings_are_a_feed_of_links(
    opd: Simulation, client: httpx.AsyncClient
) -> None:
    """Each item of the feed links to a CAP document at the same address."""
    base = opd["PERINGATAN_URL"]
    feed = (await client.get(f"{base}/rss/lampung.xml")).text
    assert 2 == feed.count("<item>")
    link = f"{base}/cap/CLP20261116001.xml"
    assert f"<link>{link}</link>" in feed
    alert = (await client.get(link)).text
    assert 2 == alert.count("<polygon>")
    assert 404 == (await client.get(f"{base}/cap/lain.xml")).status_code


async def test_maps_are_geojson(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Points are filtered by kabupaten; zones are closed rings."""
    base = opd["GEOPORTAL_URL"] + "/geoserver"
    points = (await client.get(f"{base}/titik_kumpul.geojson?kab=18.01")).json()
    assert 2 == len(points["features"])
    assert 6 == len(
        (await client.get(f"{base}/titik_kumpul.geojson")).json()["features"]
    )
    for zone in (await client.get(f"{base}/zona_tsunami.geojson")).json()["features"]:
        (ring,) = zone["geometry"]["coordinates"]
        assert ring[0] == ring[-1]


async def test_a_citizen_sees_own_requests(
    opd: Simulation, client: httpx.AsyncClient
) -> None:
    """The rows are those of whose token it is."""
    url = opd["LAYANANKU_URL"] + "/v1/permohonan"
    seen = [
        (await client.get(url, headers={"Authorization": f"Bearer warga-{who}"})).json()
        for who in ("a", "b")
    ]
    assert ["a", "b"] == [one["warga"] for one in seen]
    assert seen[0]["data"] != seen[1]["data"]


async def test_drift_of_names_in_markup(
    opd: Simulation, client: httpx.AsyncClient
) -> None:
    """A new release renames elements and columns as it does keys."""
    await opd.turn("cuaca", Fault(Mode.DRIFT))
    answer = await client.get(opd["CUACA_URL"] + "/data/prakiraan.xml?area=18.71")
    assert "<waktu " in answer.text
    assert "timerange" not in answer.text
    await opd.turn("ketahanan", Fault(Mode.DRIFT))
    table = await client.get(opd["KETAHANAN_URL"] + "/unduh/ikp.csv")
    assert ";Indeks;" in table.text
