"""Personal answers, measured."""

from benchmarks.faults.conduct import FAILS, Conduct
from benchmarks.faults.line import NAME, sending
from benchmarks.faults.persons import _WORDS, mistaken, personal, value_of


async def test_nobody_is_given_anothers() -> None:
    """Twenty persons with an answer of their own, and twenty without one."""
    assert 0 == await mistaken()


async def test_what_is_personal_is_kept_by_person() -> None:
    """The source under measure does keep: the same person is given the same again."""
    async with sending(_WORDS) as line:
        source = personal(line)
        await line.services.behave(NAME, Conduct(value=1))
        assert 1 == await value_of(source, 1)
        await line.services.behave(NAME, FAILS)
        assert 1 == await value_of(source, 1)
        assert await value_of(source, 2) is None
