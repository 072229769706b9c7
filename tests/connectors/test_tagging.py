"""Tags of answers: gateway/connectors/tagging.py."""

from gateway.connectors.tagging import compile_tags


def test_no_tags() -> None:
    """An operation without tags has nothing to compute."""
    assert compile_tags(()) is None


def test_arguments_in_tags() -> None:
    """Placeholders become the argument's text; without one the tag is none."""
    tags = compile_tags(["harga", "wilayah-{wilayah}", "{tahun}/{aktif}", "{{x}}"])
    assert tags is not None
    full = {"wilayah": "18.71", "tahun": 2026, "aktif": True}
    assert ("harga", "wilayah-18.71", "2026/true", "{x}") == tags(full)
    assert ("harga", "{x}") == tags({"tahun": 2026})


def test_doubles() -> None:
    """Tags that come out the same are one."""
    tags = compile_tags(["a", "{a}"])
    assert tags is not None
    assert ("a",) == tags({"a": "a"})
