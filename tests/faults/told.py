"""What a client of the gateway was told."""

from dataclasses import dataclass
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as the client got it, and the seconds it took."""

    status: int
    body: bytes
    seconds: float

    @property
    def data(self) -> bytes:
        """Return the bytes of its data."""
        found = self.json()["data"]
        text = orjson.dumps(found)
        assert self.body.startswith(b'{"data":' + text)
        return text

    def json(self) -> dict[str, Any]:
        """Return what it says."""
        found: dict[str, Any] = orjson.loads(self.body)
        return found

    def codes(self) -> list[tuple[str, str]]:
        """Return the path and code of every error."""
        return [
            (".".join(map(str, one["path"])), one["extensions"]["code"])
            for one in self.json().get("errors", ())
        ]

    def states(self) -> dict[str, tuple[str, str | None]]:
        """Return the state and reason of each connector that is told of."""
        told = self.json().get("extensions", {}).get("sources", ())
        return {one["connector"]: (one["state"], one["reason"]) for one in told}

    def troubled(self) -> dict[str, tuple[str, str | None]]:
        """Return those of the states that are not as they should be."""
        fine = {"FRESH", "CACHED"}
        return {k: v for k, v in self.states().items() if v[0] not in fine}
