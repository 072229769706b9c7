"""The rig: a gateway over services that do as they are told."""

from pathlib import Path

from benchmarks.faults.client import clients
from benchmarks.faults.conduct import DEAD, Conduct
from benchmarks.faults.rig import QUERY, configuration, rig
from gateway.config.load import load

WORDS = {"timeout": "1s", "limits": {"concurrency": "5"}}


def test_the_configuration_is_one_of_ours(tmp_path: Path) -> None:
    """It loads without a problem, words and all."""
    path = tmp_path / "connectors.yaml"
    path.write_bytes(configuration({"satu": WORDS, "dua": {}}, {"satu": 1, "dua": 2}))
    found = load(path, {})
    assert ["satu", "dua"] == [str(name) for name in found.connectors]
    (first, _) = found.connectors.values()
    assert 5 == first.limits.concurrency


async def test_a_rig_answers_misbehaves_and_counts() -> None:
    """One real gateway: a good answer, a dead service beside it, and every call counted."""
    with rig({"satu": WORDS, "dua": {}}) as running:
        async with clients(running.gateway.port) as some:
            good = await some.ask(QUERY % "satu", kode="7")
            assert {"kode": "7", "nilai": 1, "nama": "Data 7"} == good.data["satu"]
            await running.behave("dua", DEAD)
            assert ("UPSTREAM_UNAVAILABLE",) == (
                await some.ask(QUERY % "dua", kode="7")
            ).codes
            await running.behave("dua", Conduct(value=None))
            assert {"dua": None} == (await some.ask(QUERY % "dua", kode="8")).data
        (call,) = await running.calls("satu")
        assert ("/data/7", "answered") == (call.target, call.how)
        await running.forget("satu")
        assert [] == await running.calls("satu")
