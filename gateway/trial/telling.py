"""A report for people, in Indonesian, on a terminal or in a pipe."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from gateway.trial.wording import quoted

_PAD: Final = "  "
_HEADERS: Final = frozenset(
    {"content-type", "location", "retry-after", "link", "www-authenticate"}
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is shown: lines of a raw answer, rows of the result; 0 is all."""

    lines: int = 40
    rows: int = 5


def told(report: Mapping[str, Any], bounds: Bounds) -> str:
    """Write a report."""
    return "\n".join([*_lines(report, bounds), ""])


def _lines(report: Mapping[str, Any], bounds: Bounds) -> Iterator[str]:
    yield f"{report['name']} ({report['opd']})"
    for call in report["calls"]:
        yield ""
        yield from _request(call)
        yield ""
        yield from _answer(call, bounds)
    yield ""
    yield from _selected(report)
    yield from _value(report, bounds)
    if report["errors"]:
        yield ""
        yield "Galat"
        for error in report["errors"]:
            yield from _error(error)
    yield from _nulls(report)
    for name, (count, samples) in report["links"].items():
        yield f"{_PAD}tautan {name}: {count} kunci, misalnya {quoted(samples)}"
    if report["unused"]:
        yield ""
        yield "Kunci jawaban yang tidak dipakai field mana pun"
        yield f"{_PAD}{', '.join(report['unused'])}"


def request_lines(request: Mapping[str, Any]) -> Iterator[str]:
    """Write a request: its line, its headers, its body."""
    yield f"{_PAD}{request['method']} {request['url']}"
    for name, value in request["headers"]:
        yield f"{_PAD}{name}: {value}"
    if request["body"]:
        yield f"{_PAD}{request['body']}"


def _request(call: Mapping[str, Any]) -> Iterator[str]:
    owner = call["operation"] or "kredensial"
    yield f"Permintaan ({call['connector']}, {owner})"
    yield from request_lines(call["request"])


def _answer(call: Mapping[str, Any], bounds: Bounds) -> Iterator[str]:
    answer = call["answer"]
    took = f"{call['milliseconds']} ms"
    if answer is None:
        yield f"Jawaban: tidak ada, setelah {took}"
        return
    yield f"Jawaban: status {answer['status']}, {answer['bytes']} byte, {took}"
    for name, value in answer["headers"]:
        if name.lower() in _HEADERS:
            yield f"{_PAD}{name}: {value}"
    lines = answer["body"].splitlines()
    kept = lines[: bounds.lines] if bounds.lines else lines
    yield from (f"{_PAD}{_cut(line)}" for line in kept)
    if len(kept) < len(lines):
        yield f"{_PAD}… {len(lines) - len(kept)} baris lagi; `--lines 0` untuk semua"


def _cut(line: str, longest: int = 400) -> str:
    return line if len(line) <= longest else f"{line[:longest]}… ({len(line)} huruf)"


def _selected(report: Mapping[str, Any]) -> Iterator[str]:
    """Tell what selecting and shaping left of the answer."""
    selected = report["selected"]
    if not selected["found"] and report["errors"]:
        return  # there was nothing to select from: the error tells why
    how = f"`select: {selected['select']}`" if selected["select"] else "seluruh jawaban"
    shaped = " dan `shape`" if selected["shaped"] else ""
    count = "" if report["rows"] is None else f"{report['rows']} baris, "
    keys = selected["keys"]
    listed = "tanpa kunci" if keys is None else f"kunci {', '.join(keys)}"
    listed = listed if selected["found"] else "tidak ada data"
    yield f"Terpilih ({how}{shaped}): {_cut(f'{count}{listed}', 300)}"
    yield ""


def _value(report: Mapping[str, Any], bounds: Bounds) -> Iterator[str]:
    value = report["value"]
    rows = report["rows"]
    page = _page(value)
    if page is not None:
        yield f"Hasil di graf: satu halaman, {len(page[0])} baris"
        yield from _items(page[0], bounds)
        yield from (f"{_PAD}{line}" for line in _fields(page[1]))
    elif isinstance(value, list):
        items = cast("list[object]", value)
        came = "" if rows in {None, len(items)} else f"; dalam jawaban {rows}"
        yield f"Hasil di graf: {len(items)} baris{came}"
        yield from _items(items, bounds)
    else:
        yield "Hasil di graf"
        yield from (f"{_PAD}{line}" for line in _fields(value))


def _page(value: object) -> tuple[list[object], dict[str, object]] | None:
    """Take a connection apart into its rows and what it says of the page."""
    if not isinstance(value, dict):
        return None
    rest = cast("dict[str, object]", value).copy()
    nodes = rest.pop("nodes", None)
    if not isinstance(nodes, list) or "pageInfo" not in rest:
        return None
    return cast("list[object]", nodes), rest


def _items(items: list[object], bounds: Bounds) -> Iterator[str]:
    """Write rows, each with its number, as many as are wanted."""
    kept = items[: bounds.rows] if bounds.rows else items
    for number, item in enumerate(kept, 1):
        yield f"{_PAD}{number}."
        yield from (f"{_PAD}{_PAD}{line}" for line in _fields(item))
    if len(kept) < len(items):
        yield f"{_PAD}… {len(items) - len(kept)} lagi; `--rows 0` untuk semua"


def _fields(value: object) -> Iterator[str]:
    """Write an object field by field; whatever is within a field stays in its line."""
    if not isinstance(value, dict):
        yield quoted(value, 200)
        return
    for name, one in cast("dict[str, object]", value).items():
        yield f"{name}: {_cut(json.dumps(one, ensure_ascii=False), 200)}"


def _error(error: Mapping[str, Any]) -> Iterator[str]:
    where = f" di `{error['path']}`" if error["path"] else ""
    yield f"{_PAD}{error['code']}{where}: {error['pesan']}"
    yield f"{_PAD}{_PAD}rincian: {error['message']}"
    yield f"{_PAD}{_PAD}saran: {error['remedy']}"


def _nulls(report: Mapping[str, Any]) -> Iterator[str]:
    if report["nulls"] or report["broken"] or report["links"]:
        yield ""
        yield (
            "Yang kosong, dan sebabnya" if report["nulls"] else "Tidak ada yang kosong"
        )
    for one in report["nulls"]:
        yield f"{_PAD}{one['field']}: {one['nulls']} dari {one['of']} null: {one['reason']}"
    for name, count in report["broken"].items():
        yield f"{_PAD}{count} baris rusak: `{name}` wajib berisi (`!`)"
