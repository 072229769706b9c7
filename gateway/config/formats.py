"""How an answer's body is written: JSON unless the file says otherwise."""

from dataclasses import dataclass

from gateway.config.place import NOWHERE, Place, Word


@dataclass(frozen=True, slots=True)
class Format:
    """How a body is decoded.

    `kind` is json, xml, soap, feed, geojson, csv or text. `encoding` is that of
    a text that does not say its own; None is UTF-8. `zip` is the pattern of a
    member's name in an archive around the body. With `junk` the Content-Type is
    not heeded, and text around JSON or before `<?xml` is cut off. The others are
    of single kinds: `delimiter`, `columns` (of a table without a header line) and
    `skip` (lines before the header) of csv; `rows` (a regular expression with
    named groups, each match a row) of text. `unwrap` is the pattern of the key
    that an object of json, xml or soap is wrapped in: whatever is said of the
    answer is said of what stands under it.
    """

    kind: str = "json"
    encoding: Word | None = None
    zip: Word | None = None
    delimiter: Word | None = None
    columns: tuple[Word, ...] = ()
    skip: int = 0
    rows: Word | None = None
    junk: bool = False
    unwrap: Word | None = None
    at: Place = NOWHERE
