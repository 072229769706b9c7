"""The rows the upstream serves: deterministic, invented, of realistic size."""

from typing import Final, TypeAlias

import orjson

Row: TypeAlias = dict[str, str | int]

USERS: Final = 10
REGIONS: Final = 15
PRICES_EACH: Final = 8

_WORDS: Final = [
    "jalan",
    "pasar",
    "layanan",
    "warga",
    "harga",
    "beras",
    "sekolah",
    "puskesmas",
    "lapangan",
    "kantor",
    "jadwal",
    "laporan",
    "bantuan",
    "program",
    "pertanian",
    "perikanan",
    "wisata",
    "pelabuhan",
]
_STATUSES: Final = ("terbit", "draf", "arsip")


def _phrase(seed: int, words: int) -> str:
    """Return a phrase that differs from seed to seed."""
    return " ".join(
        _WORDS[(seed * 7 + index * 5) % len(_WORDS)] for index in range(words)
    )


def posts(count: int) -> list[Row]:
    """Return posts of eight keys and about 210 bytes each."""
    return [
        {
            "id": number,
            "userId": number % USERS + 1,
            "title": _phrase(number, 4),
            "slug": _phrase(number, 3).replace(" ", "-"),
            "status": _STATUSES[number % len(_STATUSES)],
            "views": number * 37 % 10_000,
            "created": f"2026-03-{number % 28 + 1:02d}",
            "body": _phrase(number + 3, 8),
        }
        for number in range(1, count + 1)
    ]


def users() -> list[Row]:
    """Return the ten users that the posts belong to."""
    return [
        {
            "id": number,
            "name": f"Pengguna {number}",
            "username": f"pengguna{number}",
            "email": f"pengguna{number}@example.com",
            "city": _phrase(number, 1),
            "street": _phrase(number + 1, 3),
            "company": _phrase(number + 2, 2),
            "joined": f"2025-{number:02d}-01",
        }
        for number in range(1, USERS + 1)
    ]


def regions() -> list[Row]:
    """Return fifteen regions."""
    return [
        {
            "code": f"18.{number:02d}",
            "name": f"Kabupaten {number}",
            "level": "kabupaten",
            "capital": _phrase(number, 2),
            "population": 200_000 + number * 31_337,
        }
        for number in range(1, REGIONS + 1)
    ]


def prices() -> list[Row]:
    """Return the prices of every region, those of one region together."""
    return [
        {
            "region": region["code"],
            "commodity": _WORDS[number % len(_WORDS)],
            "market": _phrase(number + index, 2),
            "price": 10_000 + (index * 97 + number * 1_250) % 90_000,
            "unit": "kg",
            "date": "2026-03-14",
        }
        for index, region in enumerate(regions())
        for number in range(PRICES_EACH)
    ]


def tile(name: str) -> list[Row]:
    """Return the ten rows of one of the four small services."""
    seed = len(name)
    return [
        {
            "id": number,
            "name": _phrase(seed + number, 3),
            "value": seed * 100 + number,
            "note": _phrase(seed + number + 1, 6),
            "updated": f"2026-03-14T{number:02d}:00:00+07:00",
        }
        for number in range(1, 11)
    ]


TILES: Final = ("weather", "quakes", "hospitals", "markets")
"""The four services of the query that crosses four connectors."""


EDITIONS: Final = 8
"""So many keys have an answer of their own, all of the same rows."""


def bodies() -> dict[str, bytes]:
    """Return every answer of the upstream, by request target.

    A target without a query string answers whatever its query string is.
    """
    answers: dict[str, list[Row]] = {
        "/users": users(),
        "/regions": regions(),
        "/prices": prices(),
        **{f"/posts?limit={count}": posts(count) for count in (20, 100, 200)},
        **{f"/posts?limit=200&edition={n}": posts(200) for n in range(1, EDITIONS + 1)},
        **{f"/{name}": tile(name) for name in TILES},
    }
    return {target: orjson.dumps(rows) for target, rows in answers.items()}
