"""The gateway's configuration for the scenarios, and as much beside them as asked.

Eight connectors serve the scenarios. Further ones, of about fifty lines and
five types each, make a configuration of any size around them.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.rows import TILES

SERVING: Final = 8
"""The connectors that the scenarios need; each declares one type."""

_PER_FILE: Final = 50

_HEAD: Final = """\
version: 1
{include}defaults:
  timeout: 3s
  network: loopback
  cache: {{ttl: {ttl}}}
  limits: {{concurrency: 512}}
connectors:
  posts:
    opd: Berita
    url: {url}
    types:
      Post:
        fields:
          id: ID!
          title: String
          slug: String
          status: String
          views: Int
          author: {{type: User, from: userId}}
    queries:
      posts:
        args: {{limit: Int!, edition: Int}}
        returns: "[Post!]"
        call: GET /posts?limit={{limit}}&edition={{edition}}
  users:
    opd: Pengguna
    url: {url}
    types:
      User:
        key: id
        fields: {{id: ID!, name: String, username: String}}
        batch: {{call: "GET /users?id={{id}}", join: ",", match: id, size: 100}}
  regions:
    opd: Wilayah
    url: {url}
    types:
      Region:
        fields: {{code: ID!, name: String}}
    queries:
      regions: {{returns: "[Region!]", call: GET /regions}}
  prices:
    opd: Harga
    url: {url}
    types:
      Price:
        fields: {{commodity: String, market: String, price: Int}}
    queries:
      prices:
        expose: false
        args: {{region: ID!}}
        returns: "[Price!]"
        call: GET /prices?region={{region}}
        batch:
          call: GET /prices?region={{region}}
          join: ","
          group: region
          size: 100
"""

_TILE: Final = """\
  {name}:
    opd: Layanan {name}
    url: {url}
    types:
      {type}:
        fields: {{id: ID!, name: String, value: Int}}
    queries:
      {name}: {{returns: "[{type}!]", call: GET /{name}}}
"""

_TAIL: Final = """\
extend:
  Region:
    prices: {query: prices, with: {region: code}}
"""

_FURTHER: Final = """\
  layanan{number}:
    opd: Dinas {number}
    about: Layanan data nomor {number}
    url: {url}
    types:
{types}    queries:
{queries}"""

_TYPE: Final = """\
      Data{number}x{part}:
        about: Satu baris data
        key: kode
        fields:
          kode: {{type: ID!, from: kd_data}}
          nama: {{type: String, from: nm_data, trim: true}}
          jumlah: {{type: Int, from: rincian.jml}}
          total: {{type: Rupiah, from: rincian.total}}
          aktif: Boolean
          tanggal: {{type: Date, from: tgl, format: dd-MM-yyyy}}
          induk: {{type: Data{number}x0, from: kd_induk}}
        lookup: {{call: "GET /data{part}/{{kode}}"}}
"""

_QUERY: Final = """\
      daftarData{number}x{part}:
        args: {{nama: String}}
        returns: "[Data{number}x{part}!]"
        call: GET /data{part}?nama={{nama}}
"""


def serving(url: str, ttl: str, include: str = "") -> str:
    """Return the configuration of the scenarios over an upstream."""
    head = _HEAD.format(url=url, ttl=ttl, include=include)
    tiles = [
        _TILE.format(name=name, type=name.capitalize().rstrip("s"), url=url)
        for name in TILES
    ]
    return "".join([head, *tiles, _TAIL])


def further(number: int, types: int, url: str) -> str:
    """Return one more connector, with so many types and a query for each."""
    parts = range(types)
    return _FURTHER.format(
        number=number,
        url=url,
        types="".join(_TYPE.format(number=number, part=part) for part in parts),
        queries="".join(_QUERY.format(number=number, part=part) for part in parts),
    )


def shares(types: int, connectors: int) -> Iterator[int]:
    """Deal types to connectors as evenly as they go."""
    for index in range(connectors):
        yield types // connectors + (index < types % connectors)


def write(
    folder: Path, url: str, *, ttl: str, connectors: int = SERVING, types: int = SERVING
) -> Path:
    """Write a configuration of so many connectors and types; return its main file."""
    blocks = [
        further(number, share, url)
        for number, share in enumerate(shares(types - SERVING, connectors - SERVING))
    ]
    names = []
    for start in range(0, len(blocks), _PER_FILE):
        name = f"lain{start // _PER_FILE}.yaml"
        text = "version: 1\nconnectors:\n" + "".join(blocks[start : start + _PER_FILE])
        (folder / name).write_text(text, "utf-8")
        names.append(name)
    include = f"include: [{', '.join(names)}]\n" if names else ""
    main = folder / "connectors.yaml"
    main.write_text(serving(url, ttl, include), "utf-8")
    return main
