"""Words of `near`: rows by their distance from a point."""

from typing import Final

from gateway.config.kinds import Key, Record
from gateway.config.vocabulary.scalars import NAME, ROW_NAME

_POINT: Final = Record(
    "titik",
    "Argumen titik asal, dalam derajat: diisi keduanya, atau tidak sama sekali.",
    (
        Key("lat", NAME, "Argumen lintangnya.", required=True, example="dariLintang"),
        Key("lon", NAME, "Argumen bujurnya.", required=True, example="dariBujur"),
    ),
)
NEAR: Final = Key(
    "near",
    Record(
        "`near`",
        "Baris di sekitar sebuah titik, dari yang terdekat; yang sama jauh tetap menurut "
        "`sort_by`. Jarak adalah jarak lurus di muka bumi. Baris tanpa koordinat berada "
        "di akhir, dan dibuang bila ada radius.",
        (
            Key(
                "lat",
                ROW_NAME,
                "Field lintang barisnya, dalam derajat (selatan negatif).",
                required=True,
                example="lintang",
            ),
            Key(
                "lon",
                ROW_NAME,
                "Field bujur barisnya, dalam derajat.",
                required=True,
                example="bujur",
            ),
            Key(
                "to",
                _POINT,
                "Argumen titik asalnya.",
                required=True,
                example="{lat: dariLintang, lon: dariBujur}",
            ),
            Key(
                "within",
                NAME,
                "Argumen radius, dalam kilometer.",
                example="radiusKm",
                also=("radius",),
            ),
            Key(
                "distance",
                NAME,
                "Field `Float` tipenya yang berisi jarak dalam kilometer; null bila "
                "titik asalnya tidak diberikan.",
                example="jarakKm",
            ),
        ),
    ),
    "Baris di sekitar sebuah titik, dari yang terdekat.",
    example="{lat: lintang, lon: bujur, to: {lat: dariLintang, lon: dariBujur}}",
)
