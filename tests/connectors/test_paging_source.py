"""Paged queries over services that do not keep to what they say."""

import asyncio
from typing import Any

import httpx
import pytest

from gateway.connectors.answer import Answer
from gateway.errors import BadInput, TooCostly, UpstreamError
from tests.connectors.lists import TYPES, Books, books, library, walked
from tests.connectors.runtime import Runtime, anyone

KEPT = ", cache: {ttl: 60s}"


def replies(*pages: Any) -> Any:
    """Answer the n-th call with the n-th of these, and the last ever after."""
    left = list(pages)
    return lambda _target: left.pop(0) if len(left) > 1 else left[0]


def page(*numbers: int, **said: Any) -> dict[str, Any]:
    """Return a page of these books and what it says of the others."""
    return {"data": [{"no": number} for number in numbers], **said}


async def ask(runtime: Runtime, first: int = 10, **more: Any) -> Answer:
    """Ask for the first books."""
    return await runtime.source("buku").ask({"first": first, **more}, anyone())


def numbers(answer: Answer) -> list[int]:
    """Return the numbers of an answer's books."""
    value: Any = answer.value
    return [row["no"] for row in value["nodes"]]


def code(answer: Answer) -> str | None:
    """Return the code of what cut an answer short."""
    assert answer.cut is not None
    return None if answer.cut.error is None else answer.cut.error.code


@pytest.mark.parametrize(
    ("call", "keep", "asked"),
    [
        (
            "GET /oai?verb=List&set={set}&n={size}&token={cursor}",
            "[verb]",
            ["/oai?verb=List&set=a&n=2", "/oai?verb=List&token=t%3D1"],
        ),
        (
            "GET /oai?set={set}&token={cursor}",
            "[]",
            ["/oai?set=a", "/oai?token=t%3D1"],
        ),
        (
            "GET /oai?set={set}&verb=List&token={cursor}",
            "set",
            ["/oai?set=a&verb=List", "/oai?set=a&token=t%3D1"],
        ),
    ],
)
async def test_what_stays_beside_a_cursor(
    call: str, keep: str, asked: list[str]
) -> None:
    """OAI-PMH §3.5: a resumptionToken goes without the first request's other arguments."""
    pages = f"{{style: cursor, size: 2, cursor: lanjut, keep: {keep}}}"
    text = f"      buku: {{returns: '[Buku!]', args: {{set: String}}, call: '{call}', "
    text += f"select: data, pages: {pages}}}\n"
    runtime = Runtime(TYPES + text, replies(page(1, 2, lanjut="t=1"), page(3)))
    answer = await ask(runtime, set="a")
    assert ([1, 2, 3], asked) == (numbers(answer), runtime.service.asked)


async def test_a_page_parameter_that_is_not_heeded() -> None:
    """The same page again is the list's end where nobody spoke of more."""
    runtime = library("page", 2, replies(page(1, 2)))
    answer = await ask(runtime)
    assert ([1, 2], None) == (numbers(answer), answer.cut)
    assert 2 == len(runtime.service.asked)
    assert not answer.value["pageInfo"]["hasNextPage"]  # type: ignore[index]  # a connection


async def test_more_that_never_comes() -> None:
    """The same page again, where the service spoke of more, is an error beside its rows."""
    runtime = library("page, told of more", 2, replies(page(1, 2, more=True)))
    answer = await ask(runtime)
    assert ([1, 2], "UPSTREAM_BAD_BODY") == (numbers(answer), code(answer))
    shown: Any = answer.value
    assert (False, True) == (shown["pageInfo"]["hasNextPage"], shown["terpotong"])


async def test_a_last_page_that_is_given_again() -> None:
    """A service that gives its last page for all that follow ends there."""
    runtime = library("page", 2, replies(page(1, 2), page(3), page(3)))
    assert [1, 2, 3] == numbers(await ask(runtime))


async def test_an_empty_page_in_the_middle() -> None:
    """One empty page does not end a list that is told to go on."""
    pages = [page(1, total=3), page(total=3), page(2, 3, total=3)]
    runtime = library("page, from 0, of a total", 2, replies(*pages))
    answer = await ask(runtime)
    assert [1, 2, 3] == numbers(answer)
    assert 3 == answer.value["totalCount"]  # type: ignore[index]  # a connection


@pytest.mark.parametrize("total", [2147483647, 2147483646, 5])
async def test_a_total_that_lies(total: int) -> None:
    """A total beyond the rows that come ends with them, and is not shown."""
    pages = [page(1, 2, total=total), page(total=total)]
    runtime = library("page, from 0, of a total", 2, replies(*pages))
    answer = await ask(runtime, first=3)
    assert ([1, 2], None) == (numbers(answer), answer.cut)
    shown: Any = answer.value
    assert (2, False) == (shown["totalCount"], shown["pageInfo"]["hasNextPage"])
    assert 4 >= len(runtime.service.asked)


async def test_a_sentinel_is_no_total() -> None:
    """The largest Int, and a total below what came, are not shown as totals."""
    pages = [page(1, 2, total=2147483647), page(3, 4, total=2147483647)]
    runtime = library("page, from 0, of a total", 2, replies(*pages))
    assert (await ask(runtime, 1)).value["totalCount"] is None  # type: ignore[index]  # a connection


async def test_short_pages() -> None:
    """Pages shorter than asked for are gone on from where they end."""
    runtime = library("offset", 5, Books(books(8), cap=3))
    assert list(range(8)) == numbers(await ask(runtime))
    assert [0, 3, 6, 8] == [
        int(target.split("offset=")[1].split("&")[0])
        for target in runtime.service.asked
    ]


async def test_pages_at_once() -> None:
    """Pages whose numbers are known are asked for together."""
    runtime = library("page, from 0, of a total", 2, Books(books(9), first=0))
    asked = asyncio.create_task(ask(runtime, 9))
    assert list(range(9)) == numbers(await asked)
    assert 4 == runtime.service.most
    assert 5 == len(runtime.service.asked)


@pytest.mark.parametrize("style", ["cursor", "next in the body"])
async def test_a_circle(style: str) -> None:
    """A list that leads round in a circle ends with an error beside its rows."""
    leads = [{"next_cursor": x, "links": {"next": f"?c={x}"}} for x in (1, 2, 1)]
    pages = [page(number, **lead) for number, lead in enumerate(leads)]
    answer = await ask(library(style, 2, replies(*pages)))
    assert ([0, 1, 2], "UPSTREAM_BAD_BODY") == (numbers(answer), code(answer))


async def test_a_page_that_leads_to_itself() -> None:
    """A cursor that stays the same is the end."""
    pages = [page(1, next_cursor="x"), page(2, next_cursor="x")]
    answer = await ask(library("cursor", 2, replies(*pages)))
    assert ([1, 2], None) == (numbers(answer), answer.cut)


async def test_a_first_page_that_fails() -> None:
    """Without any page the field fails."""
    with pytest.raises(UpstreamError):
        await ask(library("page", 2, replies(httpx.ConnectError("x"))))


async def test_a_later_page_that_fails() -> None:
    """What came stands beside the error, is not kept, and can be gone on from."""
    calls = [page(1, 2, more=True), httpx.ConnectError("x"), page(3, more=False)]
    runtime = library("page, told of more", 2, replies(*calls), KEPT)
    answer = await ask(runtime)
    assert ([1, 2], "UPSTREAM_UNAVAILABLE") == (numbers(answer), code(answer))
    shown: Any = answer.value
    assert (True, True) == (shown["pageInfo"]["hasNextPage"], shown["terpotong"])
    again = await ask(runtime, after=shown["pageInfo"]["endCursor"])
    assert [3] == numbers(again)
    whole = await ask(runtime)
    assert ([1, 2, 3], None) == (numbers(whole), whole.cut)
    assert 3 == len(runtime.service.asked)


async def test_what_is_beyond_the_end() -> None:
    """A page that is `missing` ends a list; of the first there is none."""
    gone = httpx.Response(404)
    runtime = library("page", 2, replies(page(1, 2), gone), ", missing: 404")
    assert [1, 2] == numbers(await ask(runtime))
    answer = await ask(library("page", 2, replies(gone), ", missing: 404"))
    assert answer.value is None


async def test_the_bound_on_pages() -> None:
    """No field costs more than `max` pages; behind its end cursor the list goes on."""
    text = "      buku: {returns: '[Buku!]', call: 'GET /b?page={page}&n={size}', "
    text += "select: data, where: {no: {min: '5'}}, pages: {style: page, size: 2, max: 2}}\n"
    runtime = Runtime(TYPES + text, Books(books(9)))
    after, found = None, []
    for _ in range(3):
        answer = await ask(runtime, 3, after=after)
        shown: Any = answer.value
        found.append((numbers(answer), shown["terpotong"]))
        after = shown["pageInfo"]["endCursor"]
    assert [([], True), ([5, 6, 7], False), ([8], False)] == found


async def test_one_page_at_a_time() -> None:
    """Where one page is all a field may cost, each answer has the next one's rows."""
    text = "      buku: {returns: '[Buku!]', call: 'GET /b?page={page}&n={size}', "
    text += "select: data, pages: {style: page, size: 2, max: 1}}\n"
    assert [[0, 1], [2, 3], [4], []] == await walked(
        Runtime(TYPES + text, Books(books(5))), 2
    )


async def test_the_budget() -> None:
    """An operation out of calls gives what it has, and says why there is no more."""
    text = "    limits: {calls: 2}\n" + TYPES
    text += "      buku: {returns: '[Buku!]', call: 'GET /b?page={page}&n={size}', "
    text += "select: data, pages: {style: page, size: 2}}\n"
    answer = await ask(Runtime(text, Books(books(9))))
    assert ([0, 1, 2, 3], TooCostly.code) == (numbers(answer), code(answer))


async def test_kept_together() -> None:
    """What is made of pages is given at once, and no longer than they are kept."""
    runtime = library("page", 2, Books(books(9)), KEPT)
    source = runtime.source("buku")
    given = {"first": 4, "after": None}
    assert source.peek(given, anyone().principal) is None
    answer = await source.ask(given, anyone())
    assert answer is source.peek(given, anyone().principal)
    runtime.clock.now += 30
    later = await ask(runtime, 6)
    asked = len(runtime.service.asked)
    runtime.clock.now += 29
    assert later.current
    runtime.clock.now += 2
    assert (False, False) == (answer.current, later.current)
    await ask(runtime, 6)
    assert asked < len(runtime.service.asked)


@pytest.mark.parametrize("style", ["page", "next in the body", "cursor", "none"])
async def test_forged_cursors(style: str) -> None:
    """A cursor that was not given out for this list is refused, and asks nothing."""
    runtime = library(style, 2, Books(books(5)))
    shown: Any = (await ask(runtime, 2)).value
    asked = len(runtime.service.asked)
    version, marked, _, before, at = shown["pageInfo"]["endCursor"].split(".")
    forged = ["", "x", f"{version}.{marked[::-1]}..{before}.{at}"]
    if style not in {"cursor", "none"}:
        forged.append(f"{version}.{marked}.aHR0cDovL2E.{before}.{at}")  # http://a
    for after in forged:
        with pytest.raises(BadInput, match="'after' is not valid"):
            await ask(runtime, after=after)
    assert asked == len(runtime.service.asked)


async def test_a_page_far_from_the_beginning() -> None:
    """A cursor that counts pages leads no further than `max` pages that are not kept."""
    text = "      buku: {returns: '[Buku!]', call: 'GET /b?n={size}', select: data, "
    text += "pages: {style: next, size: 1, next: links.next, max: 3}}\n"
    runtime = Runtime(TYPES + text, Books(books(30)))
    shown: Any = (await ask(runtime, 3)).value
    version, marked, *_ = shown["pageInfo"]["endCursor"].split(".")
    answer = await ask(runtime, 3, after=f"{version}.{marked}.OTk.99.0")
    assert ([], TooCostly.code) == (numbers(answer), code(answer))


async def test_personal_lists() -> None:
    """Whose list is somebody's own, the service's cursors are not shown."""
    types = TYPES.replace("no: Int!", "no: {type: Int!, personal: true}")
    text = "      buku: {returns: '[Buku!]', call: 'GET /b?cursor={cursor}&n=2', "
    text += "select: data, pages: {style: cursor, size: 2, cursor: next_cursor}}\n"
    runtime = Runtime(types + text, Books(books(5)))
    shown: Any = (await ask(runtime, 3)).value
    page_name = shown["pageInfo"]["endCursor"].split(".")[2]
    assert "MQ" == page_name  # 1: the second page
    rest = await ask(runtime, after=shown["pageInfo"]["endCursor"])
    assert [3, 4] == numbers(rest)


async def test_what_is_left_of_a_list_has_its_share_of_the_bytes() -> None:
    """A page of what a filter leaves of a large list takes no more than its own rows."""
    types = TYPES.replace("no: Int!", "no: Int!, jenis: String")
    text = "      buku: {returns: '[Buku!]', call: GET /b, args: {jenis: String}, "
    text += "filter_by: {jenis: jenis}, pages: {style: none, size: 10}}\n"
    rows = [{"no": no, "jenis": f"{no % 100:02}"} for no in range(1000, 2000)]
    answer = await ask(Runtime(types + text, lambda _target: rows), 5, jenis="07")
    assert ([1007, 1107, 1207, 1307, 1407], 5 * len(b'{"no":1007,"jenis":"07"},')) == (
        numbers(answer),
        answer.size,
    )
