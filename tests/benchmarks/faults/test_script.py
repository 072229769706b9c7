"""A breaker's story under a clock of its own."""

from benchmarks.faults.script import replayed, story


def test_another_story_is_another() -> None:
    """What is compared does tell stories apart, and sees the breaker in every phase."""
    told = story(3000)
    assert told != story(3000, seed=2)
    phases = ("tertutup", "terbuka", "setengah terbuka", "pulih bertahap")
    assert [] == [one for one in phases if not any(t.startswith(one) for t in told)]


def test_the_same_story_has_the_same_end() -> None:
    """Told twice it is alike to the last word."""
    assert ("500 alike", "500 alike") == replayed(500)
