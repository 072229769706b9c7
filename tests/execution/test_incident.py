"""Faults by their number."""

from gateway.execution.incident import incident, noted
from gateway.observe import Fault
from tests.http.fakes import Noted


def test_each_fault_has_a_number() -> None:
    """The log has the error under the number that is given, each time another."""
    observer, error = Noted(), ValueError("rahasia")
    numbers = [noted(observer, "http", error) for _ in range(2)]
    assert [Fault(f"http {one}", error) for one in numbers] == observer.events
    assert 2 == len(set(numbers))


def test_a_field_has_it_too() -> None:
    """The error of a field knows the number, and nothing else of the fault."""
    observer, error = Noted(), ValueError("rahasia")
    failed = incident(observer, "a.satu", error)
    assert [Fault(f"a.satu {failed.number}", error)] == observer.events
    assert "rahasia" not in str(failed)
