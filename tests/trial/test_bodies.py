"""Bodies as they are shown: gateway/trial/bodies.py."""

from pathlib import Path

from gateway.config.load import load
from gateway.config.place import Word
from gateway.trial.bodies import shown_body
from gateway.trial.masking import Mask

FILE = """\
version: 1
connectors:
  a: {opd: A, url: "http://a.test", format: csv, queries: {a: {returns: String, call: GET /}}}
"""


def test_lines_end_as_they_do_on_windows(tmp_path: Path) -> None:
    """CR LF ends a line and is no character that cannot be shown; a lone CR is one."""
    (tmp_path / "c.yaml").write_text(FILE)
    config = load(tmp_path / "c.yaml", {})
    operation = config.connectors[Word("a")].queries[Word("a")]
    body = b"\xef\xbb\xbfkode;nama\r\n1;A\rB\x00\r\n"
    shown = shown_body(body, "text/csv", operation, Mask({}), frozenset())
    assert "kode;nama\n1;A�B�\n" == shown
