"""Months and days as people write them, in Indonesian and English."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

MONTHS: Final = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
SHORT_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Mei",
    "Jun",
    "Jul",
    "Agu",
    "Sep",
    "Okt",
    "Nov",
    "Des",
)
DAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
SHORT_DAYS: Final = ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min")

_VARIANTS: Final = (
    "january",
    "pebruari february peb febr pebr",
    "march mrt",
    "",
    "may",
    "june",
    "july",
    "august aug agt ags agust agus agst",
    "sept",
    "october oct",
    "nopember nop nopemb",
    "december dec",
)

MONTH_NUMBERS: Final[Mapping[str, int]] = MappingProxyType(
    {
        name: number
        for number, names in enumerate(
            zip(MONTHS, SHORT_MONTHS, _VARIANTS, strict=True), 1
        )
        for name in " ".join(names).lower().split()
    }
)

DAY_NAMES: Final = frozenset(
    [name.lower() for name in DAYS + SHORT_DAYS]
    + ["jum'at", "jum\u2019at", "ahad", "mgg"]
    + ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    + ["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"]
)
