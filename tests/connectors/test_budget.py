"""How many calls an operation may make."""

import pytest

from gateway.config.model import Connector, Limits
from gateway.config.place import Word
from gateway.connectors.budget import Budget
from gateway.errors import TooCostly


def connector(name: str, calls: int) -> Connector:
    return Connector(
        Word(name), "OPD", Word("https://a.test"), limits=Limits(calls=calls)
    )


def test_an_operation_has_a_bound() -> None:
    """The operation's bound holds over all its connectors."""
    budget = Budget(3)
    budget.spend(connector("a", 9), 2)
    budget.spend(connector("b", 9))
    with pytest.raises(TooCostly, match="more than 3 upstream calls"):
        budget.spend(connector("c", 9))
    assert 3 == budget.spent


def test_a_connector_has_a_bound() -> None:
    """A connector's bound holds for its share, and leaves the others theirs."""
    budget = Budget(10)
    budget.spend(connector("a", 2), 2)
    with pytest.raises(TooCostly, match="more than 2 calls to a"):
        budget.spend(connector("a", 2))
    budget.spend(connector("b", 2))
    assert (3, {"a": 2, "b": 1}) == (budget.spent, budget.by_connector)


def test_what_is_refused_is_not_spent() -> None:
    """Calls that were refused are not counted: fewer may still be made."""
    budget = Budget(3)
    with pytest.raises(TooCostly):
        budget.spend(connector("a", 9), 4)
    budget.spend(connector("a", 9), 3)
    assert 3 == budget.spent
