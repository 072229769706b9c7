"""Select: parts that are there, null, or lacking."""

import pytest

from gateway.config.formats import Format
from gateway.config.model import Selection
from gateway.config.place import Word
from gateway.connectors.selected import compile_selection
from gateway.errors import UpstreamBadBody

PATH = Selection(("data", "rows"))


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ({"data": {"rows": [1]}}, [1]),
        ({"data": {"rows": None}}, None),
        ({"data": None}, None),
        (None, None),
        ([], []),
        ({"data": [{"rows": 1}, {}]}, [1, None]),
    ],
)
def test_what_is_there(body: object, part: object) -> None:
    """A null on the way is none; a key of a list is that of each element."""
    assert part == compile_selection(PATH, Format())(body)


@pytest.mark.parametrize("body", [{}, {"isi": 1}, {"data": {}}, {"data": 3}, "teks"])
def test_what_is_lacking(body: object) -> None:
    """A part that has moved is an error, which says nothing of the answer."""
    with pytest.raises(
        UpstreamBadBody, match="lacks the part that is selected"
    ) as caught:
        compile_selection(PATH, Format())(body)
    assert "data" not in caught.value.message
    optional = Selection(PATH.path, optional=True)
    assert compile_selection(optional, Format())(body) is None
    assert compile_selection(PATH, Format("xml"))(body) is None


@pytest.mark.parametrize(
    ("body", "part"), [({"a": [5]}, 5), ({"a": []}, None), ({"a": {"0": 7}}, 7)]
)
def test_an_index(body: object, part: object) -> None:
    """An index past the end is none; of an object it is a key."""
    assert part == compile_selection(Selection(("a", 0)), Format())(body)


def test_an_expression() -> None:
    """An expression decides itself what is there; one that does not suit is an error."""
    search = compile_selection(Selection(jmespath=Word("sum(a)")), Format())
    assert 3 == search({"a": [1, 2]})
    with pytest.raises(UpstreamBadBody):
        search({"a": ["x"]})
