"""Faults by their number."""

from gateway.http.incident import noted
from gateway.observe import Fault
from tests.http.fakes import Noted


def test_each_fault_has_a_number() -> None:
    """The log has the error under the number that is given, each time another."""
    observer, error = Noted(), ValueError("rahasia")
    numbers = [noted(observer, error) for _ in range(2)]
    assert [Fault(f"http {one}", error) for one in numbers] == observer.events
    assert 2 == len(set(numbers))
