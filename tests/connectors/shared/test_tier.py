"""What processes share through a real Valkey server."""

import asyncio
import time

import pytest

from tests.connectors.shared.servers import (
    SECRET,
    Ask,
    Server,
    record,
    until,
    worker,
)

ASK = Ask("perpus", ("perpus.daftarBuku", None, ("ikan",)), ("buku", "judul-ikan"))
OTHER = Ask("perpus", ("perpus.daftarBuku", None, ("hutan",)), ("buku", "judul-hutan"))


async def test_what_one_keeps_another_finds(valkey: Server) -> None:
    """A record put by one process is got by another, whole, with its age."""
    kept = record([{"judul": "Ikan", "harga": 1.5, "ada": None}], ASK.tags)
    async with worker(valkey.url) as one, worker(valkey.url) as two:
        one.tier.put(await one.ticket(ASK), kept)
        await one.tier.idle()
        await two.ticket(ASK)
        found = (await two.tier.get("perpus", {ASK.key: ASK.tags}))[ASK.key]
        assert kept == found.record
        assert 0 <= found.age < 5


async def test_several_at_once(valkey: Server) -> None:
    """Records that are there are got together with those that are not."""
    async with worker(valkey.url) as one:
        tickets = [await one.ticket(OTHER), await one.ticket(ASK)]
        one.tier.put(tickets[0], record(1, OTHER.tags))
        one.tier.put(tickets[1], record(2, ASK.tags))
        await one.tier.idle()
        asks = (OTHER, ASK, Ask("perpus", ("perpus.lain",), ("buku",)))
        found = await one.tier.get("perpus", {it.key: it.tags for it in asks})
        bodies = [one.record.body for one in found.values() if one.record]
        assert [b"1", b"2"] == bodies
        assert [ask.key for ask in asks] == list(found)


async def test_nothing_is_kept_for_longer_than_it_is_good(valkey: Server) -> None:
    """A record leaves the server when it is of no use any more, on the server's clock."""
    async with worker(valkey.url) as one:
        one.tier.put(await one.ticket(ASK), record("kept", ttl=1, stale=2))
        await one.tier.idle()
        (name,) = valkey.names("e")
        left = int(valkey.say("PTTL", name)[1:])
        assert 2000 < left <= 3000


async def test_what_is_good_for_nothing_is_not_put(valkey: Server) -> None:
    """A lifetime of nought keeps nothing, and is no error."""
    async with worker(valkey.url) as one:
        await one.put(ASK, "kept", ttl=0)
        assert [] == valkey.names("e")


async def test_a_large_record_is_not_shared(valkey: Server) -> None:
    """What takes long to get is not put, nor are more bytes than may wait at once."""
    async with worker(valkey.url) as one:
        await one.put(ASK, "x" * 2**20)
        ticket = await one.ticket(ASK)
        for _ in range(20):
            one.tier.put(ticket, record("x" * 2**20))
        assert not one.tier.outbox.pending
        await one.tier.idle()
        assert [] == valkey.names("e")


async def test_what_is_taken_back_is_forgotten(valkey: Server) -> None:
    """A deleted record is a miss for all."""
    async with worker(valkey.url) as one, worker(valkey.url) as two:
        await one.put(ASK, 1)
        two.tier.delete("perpus", [ASK.key])
        await two.tier.idle()
        assert await one.value(ASK) is None


async def test_what_is_taken_back_while_the_server_is_away(valkey: Server) -> None:
    """It is a miss for who takes it back, and for all once the server is there again."""
    async with worker(valkey.url) as one, worker(valkey.url) as two:
        await one.put(ASK, 1)
        link, one.keeper.link = one.keeper.link, None
        one.tier.delete("perpus", [ASK.key])
        one.keeper.link = link
        assert await one.value(ASK) is None
        assert link is not None
        await one.keeper._settled(link)
        assert await two.value(ASK) is None
        assert [] == valkey.names("e")
        await one.put(ASK, 2)
        assert 2 == await one.value(ASK)


async def test_deleted_while_it_is_written(valkey: Server) -> None:
    """What is deleted after it was put does not come to stand there, however soon that is."""
    async with worker(valkey.url) as one, worker(valkey.url) as two:
        one.tier.put(await one.ticket(ASK), record("bad", ASK.tags))
        one.tier.delete("perpus", [ASK.key])
        await one.tier.idle()
        found = (await two.tier.get("perpus", {ASK.key: ASK.tags}))[ASK.key]
        assert None is found.record


async def test_an_invalidated_tag_is_a_miss_everywhere(valkey: Server) -> None:
    """What a tag names is dropped from the server, the rest stays; all are told."""
    async with worker(valkey.url) as one, worker(valkey.url) as two:
        await one.put(ASK, 1)
        await one.put(OTHER, 2)
        await one.invalidate("perpus", ("judul-ikan",))
        assert await two.value(ASK) is None
        assert 2 == await two.value(OTHER)
        await until(lambda: bool(two.heard))
        assert [("perpus", ("judul-ikan",))] == two.heard
        assert [] == one.heard


async def test_a_whole_connector_is_invalidated(valkey: Server) -> None:
    """Without tags everything of a connector goes, and nothing of another."""
    arsip = Ask("arsip", ASK.key, ASK.tags)
    async with worker(valkey.url) as one, worker(valkey.url) as two:
        await one.put(ASK, 1)
        await one.put(arsip, 2)
        await one.invalidate("perpus")
        assert await two.value(ASK) is None
        assert 2 == await two.value(arsip)
        await until(lambda: bool(two.heard))
        assert [("perpus", None)] == two.heard


async def test_whoever_asks_after_an_invalidation_finds_nothing(valkey: Server) -> None:
    """Before the server was told, too, what was dropped here is not had from there again."""
    async with worker(valkey.url) as one:
        await one.put(ASK, 1)
        one.tier.invalidate("perpus", ("buku",))
        assert await one.look(ASK) is None
        await one.tier.idle()
        assert await one.value(ASK) is None


async def test_who_drops_may_wait_for_others_to_be_told(valkey: Server) -> None:
    """What then is there is gone for a process that begins, too; with nothing to tell nobody waits."""
    async with worker(valkey.url) as one:
        await one.put(ASK, 1)
        one.tier.invalidate("perpus", ("buku",))
        await one.tier.told()
        await one.tier.told()
        async with worker(valkey.url) as two:
            assert await two.value(ASK) is None


async def test_no_tags_are_nothing_to_drop(valkey: Server) -> None:
    """An empty list of tags drops nothing; too many drop the whole connector."""
    async with worker(valkey.url) as one, worker(valkey.url) as two:
        await one.invalidate("perpus", ())
        await one.invalidate("perpus", tuple(map(str, range(1000))))
        await until(lambda: bool(two.heard))
        assert [("perpus", None)] == two.heard


async def test_what_was_fetched_before_an_invalidation_is_put_in_vain(
    valkey: Server,
) -> None:
    """An answer that was under way when its tag was dropped is never shown."""
    async with worker(valkey.url) as one, worker(valkey.url) as two:
        ticket = await one.ticket(ASK)
        await two.invalidate("perpus", ("buku",))
        one.tier.put(ticket, record("old", ASK.tags))
        await one.tier.idle()
        assert await two.value(ASK) is None
        assert await one.value(ASK) is None


async def test_a_lost_generation_makes_misses(valkey: Server) -> None:
    """A generation that the server evicted begins anew; nothing old comes back."""
    async with worker(valkey.url) as one:
        await one.put(ASK, "old")
        valkey.say("DEL", *valkey.names("g"))
        assert await one.value(ASK) is None
        assert await one.value(ASK) is None
        await one.put(ASK, "new")
        assert "new" == await one.value(ASK)


async def test_the_server_s_clock_is_set_back(valkey: Server) -> None:
    """What was put before is a miss for all, at once and when its time seems to have come."""
    other = Ask("arsip", ("arsip.buku", None, ()))
    async with worker(valkey.url) as one, worker(valkey.url) as two:
        ahead = two.keeper.clock._skew
        assert ahead is not None
        two.keeper.clock._skew = ahead + 3600  # as it was when this was put
        await two.put(ASK, "old")
        await two.put(other, "old")
        assert "old" == await two.value(ASK)
        assert await one.value(ASK) is None
        assert two.keeper.link is not None
        await two.keeper.listener.set_clock(two.keeper.link)
        await one.tier.idle()
        assert 1 == len(valkey.names("e"))
        one.keeper.clock._skew = ahead + 3600.5  # as if an hour had gone by
        assert await one.value(other) is None
        await two.put(other, "new")
        assert "new" == await two.value(other)
        assert [] == one.heard + two.heard + one.faults + two.faults


async def test_two_that_change_at_once_are_both_heard(valkey: Server) -> None:
    """Each hears what the others dropped, by tag, and never drops a whole connector."""
    async with (
        worker(valkey.url, beat=0.005) as one,
        worker(valkey.url, beat=0.005) as two,
        worker(valkey.url, beat=0.005) as three,
    ):
        for number in range(60):
            one.tier.invalidate("perpus", (f"a{number}",))
            two.tier.invalidate("perpus", (f"b{number}",))
            await asyncio.sleep(0.002)
        await until(
            lambda: [60, 60, 120] == [len(who.heard) for who in (one, two, three)]
        )
        by_one, by_two = (
            [("perpus", (f"{who}{number}",)) for number in range(60)] for who in "ab"
        )
        assert sorted(by_two) == sorted(one.heard)
        assert sorted(by_one) == sorted(two.heard)
        assert sorted(by_one + by_two) == sorted(three.heard)


async def test_one_of_many_is_to_renew(valkey: Server) -> None:
    """The right to renew an answer goes to one process, for a while."""
    async with worker(valkey.url) as one, worker(valkey.url) as two:
        keys = [ASK.key, OTHER.key]
        won = await asyncio.gather(
            *(who.tier.claim("perpus", keys, 600) for who in (one, two) * 5)
        )
        assert [1, 1] == [sum(some) for some in zip(*won, strict=True)]
        brief = [("perpus.sebentar",)]
        began = time.monotonic()
        assert [True] == await one.tier.claim("perpus", brief, 0.2)
        async with asyncio.timeout(60):
            while not any(await two.tier.claim("perpus", brief, 0.2)):  # noqa: ASYNC110 - a test polls; the server sets no event
                await asyncio.sleep(0.01)
        assert time.monotonic() - began >= 0.2


async def test_who_has_renewed_lets_the_next(valkey: Server) -> None:
    """Only who has a claim gives it back, or holds it for longer."""
    keys = [ASK.key, OTHER.key]
    async with worker(valkey.url) as one, worker(valkey.url) as two:
        assert [True, True] == await one.tier.claim("perpus", keys, 600)
        two.tier.hold("perpus", keys, 0)
        one.tier.hold("perpus", [OTHER.key], 0)
        one.tier.hold("perpus", [ASK.key], 900)
        await asyncio.gather(one.tier.idle(), two.tier.idle())
        assert [False, True] == await two.tier.claim("perpus", keys, 600)
        one.tier.hold("perpus", [ASK.key, OTHER.key], 300)
        await one.tier.idle()
        left = sorted(int(valkey.say("PTTL", it)[1:]) for it in valkey.names("l"))
    assert [True, True] == [290e3 < left[0] <= 300e3, 590e3 < left[1] <= 600e3]
    assert [] == one.faults + two.faults


async def test_a_claim_that_runs_out_meanwhile(valkey: Server) -> None:
    """What has passed to another while it was to be given back stays with the other."""
    async with worker(valkey.url) as one, worker(valkey.url) as two:
        assert [True] == await one.tier.claim("perpus", [ASK.key], 0.02)
        await until(lambda: not valkey.names("l"))
        one.tier.hold("perpus", [ASK.key], 0)
        assert [True] == await two.tier.claim("perpus", [ASK.key], 600)
        await one.tier.idle()
        assert [False] == await one.tier.claim("perpus", [ASK.key], 600)


@pytest.mark.parametrize("secret", [b"", SECRET], ids=["plain", "sealed"])
@pytest.mark.parametrize(
    "poison",
    [
        b"",
        b"not json",
        b"[]",
        b"{}",
        b"\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00\x8c\x02os\x94.",
        b"[" * 100_000,
        b'{"v":2,"name":"x","value":{"judul":"palsu"}}',
        b"x" * (2**20 + 1),
    ],
    ids=["empty", "text", "list", "object", "pickle", "deep", "stranger", "large"],
)
async def test_a_poisoned_value_is_a_miss_and_is_deleted(
    valkey: Server, poison: bytes, secret: bytes
) -> None:
    """What we did not write is not read, and does not stay."""
    async with worker(valkey.url, secret) as one:
        await one.put(ASK, "sound")
        (name,) = valkey.names("e")
        valkey.say("SET", name, poison, "EX", "60")
        assert await one.value(ASK) is None
        await one.tier.idle()
        assert [] == valkey.names("e")
        assert one.keeper.link is not None


async def test_a_value_of_another_type_is_a_miss_and_is_replaced(
    valkey: Server,
) -> None:
    """Lists where texts should be cost a miss: answers, generations, changes."""
    async with worker(valkey.url) as one, worker(valkey.url) as two:
        await one.put(ASK, "sound")
        await one.invalidate("arsip")
        for kind in "egc":
            for name in valkey.names(kind):
                valkey.say("DEL", name)
                valkey.say("RPUSH", name, "x")
        assert await two.value(ASK) is None
        await two.put(ASK, "again")
        assert "again" == await one.value(ASK)
        await one.invalidate("arsip")
        assert [] == one.faults + two.faults


async def test_a_foreign_value_under_our_name_is_no_answer(valkey: Server) -> None:
    """A record of one call that is found under the name of another is not shown."""
    async with worker(valkey.url) as one:
        await one.put(ASK, "private")
        await one.put(OTHER, "own")
        names = valkey.names("e")
        for name in names:
            valkey.say("COPY", names[0], name, "REPLACE")
        found = {await one.value(ASK), await one.value(OTHER)}
        assert found <= {None, "private"}
        assert await one.value(OTHER) != "private" or await one.value(ASK) is None


async def test_a_seal_is_needed_where_there_is_a_secret(valkey: Server) -> None:
    """Who has no secret reads nothing of those who have, and is not believed."""
    async with worker(valkey.url, SECRET) as one, worker(valkey.url) as two:
        await one.put(ASK, "sealed")
        assert await two.value(ASK) is None
        await two.invalidate("perpus")
        assert "sealed" == await one.value(ASK)
        assert [] == one.heard


async def test_names_tell_nothing(valkey: Server) -> None:
    """No argument or subject is in a name; with a secret none can be guessed."""
    ask = Ask("perpus", ("perpus.anggota", "warga-1", ("3171234567890001",)))
    async with worker(valkey.url, SECRET) as one, worker(valkey.url) as two:
        await one.put(ask, 1)
        await two.put(ask, 1)
        names = valkey.names("e")
        assert 2 == len(set(names))
        assert not [it for it in names if b"3171" in it or b"warga" in it]


async def test_the_servers_other_data_is_left_alone(valkey: Server) -> None:
    """Nothing empties a database that others use."""
    valkey.say("SET", "somebody-else", "1")
    async with worker(valkey.url) as one:
        await one.put(ASK, 1)
        await one.invalidate("perpus")
    assert b"$1\r\n1\r\n" == valkey.say("GET", "somebody-else")
