"""What an answer leaves unsaid of its list's pages."""

import json
from collections.abc import Generator
from pathlib import Path

import pytest
from typing_extensions import override

from gateway.config.load import load
from gateway.settings import Settings
from gateway.trial.live import Asked, attempt
from gateway.trial.naming import meant
from gateway.trial.report import Showing, report
from tests.threaded import Quiet, threaded

FILE = """\
version: 1
connectors:
  a:
    opd: A
    url: %s
    network: loopback
    types: {Rak: {fields: {kode: ID!}}}
    queries:
      daftar: {returns: "[Rak!]", call: "GET /?{p}={%s}", select: data, pages: {size: 1, %s}}
"""
BODY = {"data": [{"kode": "1"}], "meta": {"total": "1.234", "akhir": None, "lagi": 0}}
END = "jadi ini dianggap halaman terakhir"


class _Handler(Quiet):
    """Gives one row, with much in its head."""

    @override
    def give(self) -> None:
        about = json.dumps({"TotalCount": 3})
        self.answer(200, {"X-Pagination": about}, json.dumps(BODY).encode())


@pytest.fixture(scope="module")
def service() -> Generator[str]:
    """Run the service on a free port."""
    with threaded(_Handler) as address:
        yield address


@pytest.mark.parametrize(
    ("token", "pages", "expected"),
    [
        (
            "page",
            "style: page, total: meta.totl",
            [("total", "kunci `meta.totl` tidak ada; mirip: `meta.total`")],
        ),
        (
            "page",
            "style: page, total: {header: X-Pagination}",
            [
                (
                    "total",
                    'header `X-Pagination` "{\\"TotalCount\\": 3}" bukan bilangan bulat',
                )
            ],
        ),
        (
            "offset",
            "style: offset, total: {header: X-Total-Count}",
            [("total", "header `X-Total-Count` tidak ada")],
        ),
        (
            "page",
            "style: page, total: meta.total, last: meta.akhir",
            [
                ("total", '"1.234" bukan bilangan bulat'),
                ("last", "`meta.akhir` null"),
            ],
        ),
        (
            "cursor",
            "style: cursor, cursor: meta.lanjut, more: meta.lagi",
            [
                (
                    "cursor",
                    f"kunci `meta.lanjut` tidak ada; yang ada: `total`, `akhir`, `lagi`, {END}",
                )
            ],
        ),
        (
            "page",
            "style: page, more: meta.masih",
            [
                (
                    "more",
                    f"kunci `meta.masih` tidak ada; yang ada: `total`, `akhir`, `lagi`, {END}",
                )
            ],
        ),
    ],
)
async def test_what_is_not_said(
    token: str,
    pages: str,
    expected: list[tuple[str, str]],
    service: str,
    tmp_path: Path,
) -> None:
    """A word of `pages` that finds nothing is told with the reason; one that finds No is none."""
    written = FILE.replace("{p}", "hal") % (service, token, pages)
    (tmp_path / "c.yaml").write_text(written)
    config = load(tmp_path / "c.yaml", {})
    (named,) = meant(config, "daftar")
    tried = await attempt(config, Asked(named, {}), Settings())
    told = report(config, tried, Showing({}))

    assert [(f"pages.{word}", reason) for word, reason in expected] == [
        (one["field"], one["reason"]) for one in told["nulls"]
    ]
