"""What tells whether an answer has changed: gateway/connectors/validators.py."""

from multidict import CIMultiDict

from gateway.connectors.validators import Validators, conditions, read_validators

DATE = "Tue, 15 Nov 1994 08:00:00 GMT"


def test_validators() -> None:
    """ETag and Last-Modified are taken as they are; what cannot be sent back is not."""
    both = CIMultiDict({"etag": 'W/"1"', "last-modified": DATE})
    assert Validators('W/"1"', DATE, "0af3") == read_validators(both, "0af3")
    assert read_validators(CIMultiDict(), "0af3") is None
    junk = CIMultiDict({"etag": "a\r\nX: y", "last-modified": "x" * 201})
    assert read_validators(junk, "0af3") is None


def test_conditions() -> None:
    """The tag is asked by where there is one, since it is exact; else the date."""
    assert (("If-None-Match", '"1"'),) == conditions(Validators('"1"', DATE, ""))
    assert (("If-Modified-Since", DATE),) == conditions(Validators(None, DATE, ""))
