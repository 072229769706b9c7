"""gateway/config/checks/scope.py."""

from gateway.config.checks.scope import Kind, depth, survey
from gateway.config.model import Config
from gateway.config.typeref import parse_type


def test_built_in() -> None:
    """An empty configuration knows the gateway's own types and nothing else."""
    scope = survey(Config({}, {}), frozenset())
    assert Kind.SCALAR is scope.kinds["Rupiah"]
    assert Kind.OBJECT is scope.kinds["Sumber"]
    assert scope.unknown("Buku")
    assert [] == list(scope.operations())


def test_broken() -> None:
    """A broken element is excused by its own name and by its last word."""
    scope = survey(Config({}, {}), frozenset({"Buku.judul", "Rak"}))
    assert not scope.unknown("Rak")
    assert scope.excused("judul")
    assert scope.excused("Buku.judul")
    assert not scope.excused("Buku")


def test_depth() -> None:
    """The lists around a type are counted."""
    ref = parse_type("[[Int!]!]")
    assert ref is not None
    assert 2 == depth(ref)
