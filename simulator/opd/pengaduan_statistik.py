"""What the complaint service counts: figures as texts with their units."""

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import mean, median
from typing import Final, NamedTuple

Figures = Mapping[str, object]

_PROVINCE: Final = "18"
_CODES: Final = {"finished": "3", "proses": "2", "diarsipkan": "9"}
_SPANS: Final = (("0-24 jam", 0, 24), ("25-48 jam", 25, 48), ("> 48 jam", 49, 10_000))


class Case(NamedTuple):
    """What is counted of a complaint; hours and rating once it is answered."""

    region: str
    status: str
    unit: str
    hours: int | None
    rating: int | None


def figures(code: str, cases: Sequence[Case]) -> Figures:
    """Count the complaints of a region, or of the whole province."""
    found = [one for one in cases if code in {_PROVINCE, one.region}]
    return {
        "kd_kab": code,
        "bulan": "2026-11",
        "jml_aduan": str(len(found)),
        "per_status": _by_status(found),
        "per_unit": [
            _unit(name, found) for name in sorted({one.unit for one in found})
        ],
        "waktu_tanggap": _times([one.hours for one in found if one.hours is not None]),
    }


def _by_status(found: Sequence[Case]) -> Sequence[Figures]:
    counts = Counter(_CODES.get(one.status, one.status) for one in found)
    return [
        {"st": code, "jml": str(count), "persen": _percent(count, len(found))}
        for code, count in sorted(counts.items())
    ]


def _unit(name: str, found: Sequence[Case]) -> Figures:
    own = [one for one in found if one.unit == name]
    hours = [one.hours for one in own if one.hours is not None]
    ratings = [one.rating for one in own if one.rating is not None]
    return {
        "unit": name,
        "jml": str(len(own)),
        "selesai": str(len(hours)),
        "persen_selesai": _percent(len(hours), len(own)),
        "rata_jam": _hours(mean(hours)) if hours else "-",
        "nilai": _comma(mean(ratings)) if ratings else "-",
    }


def _times(hours: Sequence[int]) -> Figures:
    if not hours:
        return {"rata": "-", "median": "-", "tepat_waktu": "-", "sebaran": []}
    within = sum(hour <= 24 for hour in hours)  # noqa: PLR2004 - the promise is a day
    return {
        "rata": _hours(mean(hours)),
        "median": _hours(median(hours)),
        "tepat_waktu": _percent(within, len(hours)),
        "sebaran": [
            {"rentang": name, "jml": str(sum(low <= hour <= high for hour in hours))}
            for name, low, high in _SPANS
        ],
    }


def _percent(part: int, whole: int) -> str:
    return f"{_comma(part / whole * 100)} %" if whole else "0,0 %"


def _hours(count: float) -> str:
    return f"{_comma(count)} jam"


def _comma(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")
