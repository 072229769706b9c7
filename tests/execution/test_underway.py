"""What is fetched and told of one operation: gateway/execution/underway.py."""

from gateway.errors import Sent, UpstreamUnavailable
from tests.execution.books import compiled
from tests.execution.serving import Served, codes


async def test_sources_when_asked(desk: Served) -> None:
    """`sources` tells for each operation its paths, state and time, when asked for."""
    query = "{ x: satu { judul } satu { harga } buku { judul } }"
    assert "extensions" not in await desk.ask(query)
    found = (await desk.ask(query, sources=True))["extensions"]["sources"]
    assert [
        ("a", "satu", ["x", "satu"], "CACHED", None),
        ("a", "buku", ["buku"], "FRESH", None),
    ] == [
        (s["connector"], s["operation"], s["paths"], s["state"], s["reason"])
        for s in found
    ]
    assert all(one["asOf"].endswith("+07:00") for one in found)


async def test_sources_when_something_failed(desk: Served) -> None:
    """A failed operation brings the sources unasked, the healthy ones among them."""
    desk.upstream.script["/buku"] = UpstreamUnavailable("down")
    found = await desk.ask("{ satu { judul } buku { judul } }")
    assert [("FRESH", None), ("FAILED", "UPSTREAM_UNAVAILABLE")] == [
        (one["state"], one["reason"]) for one in found["extensions"]["sources"]
    ]
    assert None is found["extensions"]["sources"][1]["asOf"]


async def test_sources_tell_of_what_was_kept(desk: Served) -> None:
    """Beside a failure the sources tell of the operations answered from memory, too."""
    await desk.reply("{ satu { judul } }")
    desk.upstream.script["/buku"] = UpstreamUnavailable("down")
    found = await desk.ask("{ satu { judul } buku { judul } }")
    assert [("satu", "CACHED"), ("buku", "FAILED")] == [
        (one["operation"], one["state"]) for one in found["extensions"]["sources"]
    ]
    assert ["/satu", "/buku"] == desk.upstream.asked


async def test_what_expired_meanwhile_is_not_asked_again(desk: Served) -> None:
    """What is shown was kept when it was asked for: no call, and no failure, follows."""
    await desk.reply("{ satu { judul } }")

    async def expires() -> object:
        desk.forget("a")
        raise UpstreamUnavailable("down", sent=Sent.YES)

    desk.upstream.script |= {"/buku": expires, "/satu": UpstreamUnavailable("down")}
    found = await desk.ask("{ satu { judul } buku { judul } }")
    assert [["buku"]] == [path for path, _ in codes(found)]
    told = found["extensions"]["sources"]
    assert [("buku", "FAILED")] == [(one["operation"], one["state"]) for one in told]
    assert ["/satu", "/buku"] == desk.upstream.asked


async def test_no_sources_for_a_bad_value(desk: Served) -> None:
    """What is wrong with a value is no failure of its service."""
    desk.upstream.script["/buku"] = [{"judul": []}]
    found = await desk.ask("{ buku { judul } }")
    assert [(["buku", 0, "judul"], "UPSTREAM_BAD_VALUE")] == codes(found)
    assert "extensions" not in found


async def test_plan_when_asked(desk: Served) -> None:
    """`plan` gives the plan's text, its fewest calls and those that were made."""
    await desk.reply("{ satu { judul } }")
    found = (await desk.ask("{ satu { judul } }", plan=True))["extensions"]
    assert {"plan"} == set(found)
    assert (1, 0) == (
        found["plan"]["panggilanPalingSedikit"],
        found["plan"]["panggilan"],
    )
    assert found["plan"]["teks"].startswith("query\n  #0 a.satu")


async def test_a_fault_while_projecting_is_one_fields(desk: Served) -> None:
    """A fault of ours after the fetch is INTERNAL at its root, seen, and no more."""
    query = "{ satu { judul } wajib buku { judul } }"
    desk.upstream.script["/wajib"] = 1
    plan = compiled(desk, query)

    def broken(_run: object) -> object:
        raise ZeroDivisionError("rahasia")

    object.__setattr__(plan.roots[0], "project", broken)
    found = await desk.ask(query)
    assert {"satu": None, "wajib": 1, "buku": [{"judul": "Satu"}]} == found["data"]
    assert [(["satu"], "INTERNAL")] == codes(found)
    assert "rahasia" not in str(found)
    (fault,) = desk.seen.faults()
    number = found["errors"][0]["extensions"]["id"]
    assert f"a.satu {number}" == fault.where
    assert isinstance(fault.error, ZeroDivisionError)

    object.__setattr__(plan.roots[1], "project", broken)
    assert None is (await desk.ask(query))["data"]
