"""A document's text that knows where its lines begin.

The library looks for the line of each error from the first character on. A client chooses
how many lines there are and, with an agency that fails, how many errors: so the lines
are looked for once, when the first error asks.
"""

import re
from bisect import bisect_right
from typing import Final

from graphql import Source, SourceLocation
from typing_extensions import override

_END: Final = re.compile(r"\r\n|[\n\r]")  # GraphQL specification §2.1.2


class Lined(Source):
    """The source of a document that is asked for many places."""

    _begins: list[int] | None = None  # of each line, its first character

    @override
    def get_location(self, position: int) -> SourceLocation:
        """Return the line and column of a character, both from 1."""
        begins = self._begins
        if begins is None:
            begins = [0, *(end.end() for end in _END.finditer(self.body))]
            self._begins = begins
        line = bisect_right(begins, position)
        return SourceLocation(line, position + 1 - begins[line - 1])
