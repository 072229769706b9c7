"""Where a document's lines begin: gateway/execution/lined.py."""

import pytest
from graphql import Source, SourceLocation

from gateway.execution.lined import Lined


@pytest.mark.parametrize(
    "text",
    [
        "{ a }",
        "\n\n{\n a\n}",
        "{\r\n a\r\n b }",
        "{\r a\r\r\n\n\r b }",
        "\u2028{ a }\x0b",
        "",
    ],
)
def test_as_the_library_has_it(text: str) -> None:
    """Every place that a token can begin at is where graphql-core finds it."""
    usual, lined = Source(text), Lined(text)
    for place, sign in enumerate(text):
        if sign != "\n":  # no token begins with it: and CR LF is one end
            assert usual.get_location(place) == lined.get_location(place)


def test_lines_are_looked_for_once() -> None:
    """Whatever place is asked for after the first, the text is not looked through again."""
    source = Lined("\n" * 5000 + "{ a }")
    assert SourceLocation(1, 1) == source.get_location(0)
    source.body = "another text"  # which nobody comes to see
    assert SourceLocation(5001, 3) == source.get_location(5002)
