"""What differs between an example and what came of it, path by path."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

from gateway.config.recorded import Case
from gateway.trial.masking import Mask
from gateway.trial.replay import Script
from gateway.trial.wording import quoted


class Difference(NamedTuple):
    """One difference: where, what was expected, and what there is (Indonesian)."""

    path: str
    expected: str
    found: str


def different_request(
    expected: Sequence[str], script: Script, mask: Mask
) -> Iterator[Difference]:
    """Compare what was sent with what an example says must be; and how often.

    Both are compared as they may be shown, so that an example names a secret by
    its reference.
    """
    asked = [mask.text(line) for line in script.asked]
    for line in map(mask.text, script.excess):
        yield Difference(
            "permintaan",
            "tidak ada panggilan lagi",
            f"{line}; tambahkan jawabannya pada `answer`, menurut urutan panggilan",
        )
    if script.replies:
        yield Difference(
            "permintaan",
            f"{len(script.replies)} jawaban lagi dipakai",
            f"hanya {len(asked)} panggilan",
        )
    for number, line in enumerate(map(mask.text, expected)):
        sent = asked[number] if number < len(asked) else None
        short = len(line.split(" ", 2)) < 3  # noqa: PLR2004 - without a body
        shown = sent if sent is None or not short else " ".join(sent.split(" ", 2)[:2])
        if shown != line:
            yield Difference("permintaan", line, sent or "tidak ada panggilan")


def differences(
    case: Case, value: object, response: Mapping[str, object]
) -> Iterator[Difference]:
    """Compare an outcome with an example: the value, then the codes of errors."""
    if case.result is not ...:
        yield from _compared("hasil", case.result, value)
    elif value not in (None, []):
        yield Difference("hasil", "null", quoted(value))
    errors = cast("list[dict[str, object]]", response.get("errors") or [])
    expected = sorted(map(str, case.example.errors))
    codes = {_code(error): error for error in errors}
    for code in expected:
        if code not in codes:
            yield Difference("galat", code, "tidak ada")
    for code, error in codes.items():
        if code not in expected:
            path = ".".join(map(str, cast("list[object]", error.get("path") or [])))
            where = f" di {path}" if path else ""
            yield Difference("galat", "tidak ada", f"{code}{where}: {error['message']}")


def _code(error: Mapping[str, object]) -> str:
    extensions = cast("Mapping[str, object]", error.get("extensions") or {})
    return str(extensions.get("code"))


def _compared(path: str, expected: Any, found: Any) -> Iterator[Difference]:
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        yield from _objects(
            path,
            cast("Mapping[str, object]", expected),
            cast("Mapping[str, object]", found),
        )
    elif isinstance(expected, list | tuple) and isinstance(found, list):
        yield from _lists(
            path, cast("Sequence[object]", expected), cast("list[object]", found)
        )
    else:
        yield from _leaves(path, cast("object", expected), cast("object", found))


def _leaves(path: str, expected: object, found: object) -> Iterator[Difference]:
    """Compare two values that are not both of the same shape; True is not 1."""
    truth = isinstance(expected, bool) == isinstance(found, bool)
    if expected != found or not truth:
        yield Difference(path, quoted(expected), quoted(found))


def _objects(
    path: str, expected: Mapping[str, object], found: Mapping[str, object]
) -> Iterator[Difference]:
    """Compare the fields that an example states; there may be others."""
    for key, value in expected.items():
        yield from _compared(f"{path}.{key}", value, found.get(key))


def _lists(
    path: str, expected: Sequence[object], found: Sequence[object]
) -> Iterator[Difference]:
    if len(expected) != len(found):
        yield Difference(path, f"{len(expected)} isi", f"{len(found)} isi")
    for number, (one, other) in enumerate(zip(expected, found, strict=False)):
        yield from _compared(f"{path}.{number}", one, other)
