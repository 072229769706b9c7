"""Bodies as they are shown: gateway/trial/bodies.py."""

from gateway.config.place import Word
from gateway.trial.bodies import shown_body
from gateway.trial.masking import Mask
from tests.trial.conftest import Configure

FILE = """\
version: 1
connectors:
  a: {opd: A, url: "http://a.test", format: csv, queries: {a: {returns: String, call: GET /}}}
"""


def test_lines_end_as_they_do_on_windows(configure: Configure) -> None:
    """CR LF ends a line and is no character that cannot be shown; a lone CR is one."""
    config = configure(FILE)
    operation = config.connectors[Word("a")].queries[Word("a")]
    body = b"\xef\xbb\xbfkode;nama\r\n1;A\rB\x00\r\n"
    shown = shown_body(body, "text/csv", operation, Mask({}), frozenset())
    assert "kode;nama\n1;A�B�\n" == shown
