"""Value functions of leaves and refusals, given raw values and a run."""

from collections.abc import Callable
from typing import Any

import pytest

from gateway.connectors.answer import Cut
from gateway.connectors.readers import Read
from gateway.connectors.refused import Refused
from gateway.connectors.value import BadValue
from gateway.errors import Unauthenticated, UpstreamTimeout
from gateway.execution.failure import Failure, Origin, Path
from gateway.execution.values import (
    BROKEN,
    Run,
    Value,
    blame,
    got,
    leaf,
    leaf_item,
    refused,
    required_leaf,
    tell_cut,
)

ORIGIN = Origin(())
X: Path = (None, "x")


def whole(raw: Any) -> Any:
    """Read whole numbers; an empty text is a null token."""
    if raw == "":
        return None
    if not isinstance(raw, int):
        raise BadValue("not a whole number")
    return raw


@pytest.mark.parametrize("make", [leaf, required_leaf, leaf_item])
def test_leaf_without_a_reader_is_as_it_came(
    make: Callable[[None, Origin], Value],
) -> None:
    """A value that needs no reading is handed on."""
    run = Run([])
    assert "a" == make(None, ORIGIN)("a", X, "y", run)
    assert ([], False) == (run.errors, run.odd)


@pytest.mark.parametrize(
    ("make", "bad", "null", "errors"),
    [
        (leaf, None, None, 1),
        (required_leaf, BROKEN, BROKEN, 2),
        (leaf_item, BROKEN, None, 1),
    ],
)
def test_leaf_that_is_none(
    make: Callable[[Read, Origin], Value], bad: object, null: object, errors: int
) -> None:
    """A nullable leaf is null where it cannot be read, a required one broken even by a null."""
    run = Run([])
    value = make(whole, ORIGIN)
    assert (7, bad, null) == tuple(value(raw, X, "y", run) for raw in (7, "a", ""))
    assert ["UPSTREAM_BAD_VALUE"] * errors == [one.error.code for one in run.errors]
    assert (make is leaf_item) == run.odd


def test_where_a_value_stands() -> None:
    """What cannot be found in its row is broken; what is found goes on as it is."""
    run = Run([])
    value = got(whole, leaf(None, ORIGIN), ORIGIN)
    assert (7, BROKEN) == (value(7, X, "y", run), value("a", X, "y", run))
    assert [(X, "y")] == [one.path for one in run.errors]


def test_what_its_service_refused() -> None:
    """A value that the service refused has its error, another is a bad one."""
    run = Run([])
    blame(run, ORIGIN, X, "y", Refused("Data ditutup."), "not a number")
    blame(run, ORIGIN, X, "y", "a", "not a number")
    assert ["UPSTREAM_REJECTED", "UPSTREAM_BAD_VALUE"] == [
        one.error.code for one in run.errors
    ]


def test_what_kept_rows_back() -> None:
    """A page that failed leaves its error at the list; a bound that was reached does not."""
    run = Run([])
    error = UpstreamTimeout("slow")
    tell_cut(Cut(error), X, "y", run, ORIGIN)
    tell_cut(Cut(), X, "y", run, ORIGIN)
    assert [Failure(error, (X, "y"), ORIGIN)] == run.errors


def test_refused_field_is_an_error_at_its_path() -> None:
    """A refused field is broken, with the error that refuses it."""
    run = Run([])
    error = Unauthenticated("log in")
    assert refused(error, ORIGIN)(1, X, "y", run) is BROKEN
    assert [Failure(error, (X, "y"), ORIGIN)] == run.errors
