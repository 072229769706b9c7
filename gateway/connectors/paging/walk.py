"""Which page is next, and when it is enough: decided without asking anybody.

What a service says of its list is believed only as far as it agrees with its
pages. A list without any word about its end goes on until a page is empty or
comes again; a short page alone ends nothing, since a service may give less at
once than it is asked for.
"""

from collections.abc import Sequence
from math import ceil
from typing import Final, NamedTuple

from gateway.config.pages import Pages
from gateway.connectors.answer import Cut
from gateway.connectors.paging.cursors import Cursor
from gateway.connectors.paging.pages import MOST_ROWS, Page
from gateway.errors import CodedError, Sent, TooCostly, UpstreamBadBody

COUNTED: Final = frozenset({"page", "offset"})
"""Styles whose pages are named by numbers, so that any of them can be asked for."""

_EMPTY_IN_A_ROW: Final = 2  # counted pages; after so many the service's total lies


class Part(NamedTuple):
    """Rows of one page: its name in cursors, the rows before it, where they begin."""

    page: str
    before: int
    at: int
    rows: list[object]


class Walk:
    """The way through a list's pages, from its beginning or from a cursor.

    `token` names the page to be asked for next: a number, a cursor, a link, or
    "" for the first. With `ordinal` cursors name a page by how many are before
    it, and the way begins at the first page whatever the cursor: no client
    chooses what goes upstream. `where` tells that rows are left out here, so
    that the service's total is not the list's. With `probes` a page more is asked
    for where nothing else tells whether there is one.
    """

    def __init__(
        self,
        pages: Pages,
        wanted: int,
        after: Cursor | None,
        *,
        ordinal: bool = False,
        where: bool = False,
        probes: bool = True,
    ) -> None:
        self._pages = pages
        self._wanted = wanted
        self._where = where
        self._probes = probes
        self._ordinal = ordinal
        self._whole = after is None
        self._counted = pages.style in COUNTED
        self.token = str(pages.start) if self._counted else ""
        self._before = 0
        self._number = 0  # pages before this one
        self._skip = 0 if after is None else after.at + 1
        self._pass = int(after.page) if after is not None and ordinal else 0
        if after is not None and not ordinal:
            self.token, self._before = after.page, after.before
        self.parts: list[Part] = []
        self.count = self.taken = 0  # rows in the parts, and pages
        self.going, self.more = True, False
        self.cut: Cut | None = None
        self._seen = {self.token}
        self._previous: Sequence[object] = ()  # the rows of the page before
        self._promised = self._ended = False  # another page; the list
        self._fresh = self._empty = 0  # pages asked for to be passed over; in a row
        self._total: int | None = None
        self._last: int | None = None

    @property
    def total(self) -> int | None:
        """Return how many rows the whole list has, where that is known."""
        if self._ended and self._whole and self.cut is None:
            return self.count
        total = self._total
        if self._where or total is None or not self._before <= total <= MOST_ROWS:
            return None
        return total

    def fail(self, error: CodedError) -> None:
        """Take note that the next page failed; what came before it stands."""
        self._stop(more=True, cut=Cut(error))

    def take(self, page: Page | None, *, fresh: bool = True) -> None:
        """Take the page that was asked for; None where there is none such."""
        if page is None:
            self._end()
        elif self._number and page.raw and page.raw == self._previous:
            self._repeated()
        elif self._number < self._pass:
            self._pass_over(page, fresh=fresh)
        else:
            self._gather(page)

    def ahead(self) -> list[str]:
        """Return the pages that will surely be needed, where there are several.

        Only where pages are counted and the service has told how many there are.
        """
        size, total, last = len(self._previous), self._total, self._last
        if not (self.going and self._counted and self._promised and size):
            return []
        some = [ceil((self._wanted - self.count) / size), self._pages.max - self.taken]
        token = int(self.token)
        if last is not None:
            some.append(last - token + 1)
        elif total is not None:
            some.append(ceil((total - self._before) / size))
        else:
            return []
        step = 1 if self._pages.style == "page" else size
        count = min(some)
        return [str(token + step * n) for n in range(count)] if count > 1 else []

    # -------------------------------------------------------------- pages

    def _gather(self, page: Page) -> None:
        """Take the rows of a page, and see whether they are enough."""
        name = str(self._number) if self._ordinal else self.token
        rows = page.rows[self._skip :] if self._skip else page.rows
        self.parts.append(Part(name, self._before, self._skip, rows))
        self.taken += not (self._skip and not rows)  # a page that was had before
        self.count += len(rows)
        self._skip = 0
        known = self._advance(page)
        enough = known or not self._probes
        if self.count > self._wanted or (enough and self.count == self._wanted):
            self._stop(more=True)
            self._ended = known is False
        elif known is False:
            self._end()
        elif self.taken >= self._pages.max:
            short = self.count < self._wanted
            self._stop(more=True, cut=Cut() if short else None)

    def _pass_over(self, page: Page, *, fresh: bool) -> None:
        """Leave a page that is before the cursor's."""
        self._fresh += fresh
        if self._advance(page) is False:
            self._end()
        elif self._fresh > self._pages.max:
            message = "The place in the list is too far from its beginning."
            self._stop(more=True, cut=Cut(TooCostly(message)))

    def _advance(self, page: Page) -> bool | None:
        """Name the next page; tell whether there is one, None where nobody knows."""
        self._number += 1
        self._before += len(page.raw)
        self._previous = page.raw
        self._last = page.last
        if page.total is not None:
            self._total = page.total
        known = self._counted_on(page) if self._counted else self._led_on(page)
        self._promised = known is True
        return known

    def _counted_on(self, page: Page) -> bool | None:
        """Go on to the next number."""
        here = int(self.token)
        step = 1 if self._pages.style == "page" else len(page.raw) or self._pages.size
        self.token = str(here + step)
        self._empty = 0 if page.raw else self._empty + 1
        if self._empty >= _EMPTY_IN_A_ROW:
            self._total = None
            return False
        known: bool | None = None
        if page.more is not None:
            known = page.more
        elif page.last is not None:
            known = here < page.last
        elif page.total is not None and page.total <= MOST_ROWS:
            known = self._before < page.total
        return False if known is None and not page.raw else known

    def _led_on(self, page: Page) -> bool:
        """Go on to where the page leads, unless it says that it is the last."""
        following = page.following
        if following is None or following == self.token or page.more is False:
            return False
        if following in self._seen:
            self.cut = Cut(_bad("pages lead round in a circle"))
            return False
        self._seen.add(following)
        self.token = following
        return True

    def _repeated(self) -> None:
        """Judge a page that came again: the list's end, or a page never heeded."""
        if self._promised:
            self.cut = Cut(_bad("next page is the same again"))
        self._end()

    def _end(self) -> None:
        """End the list: no page comes after this one."""
        self._ended = True
        self._stop(more=False, cut=self.cut)

    def _stop(self, *, more: bool, cut: Cut | None = None) -> None:
        self.going, self.more, self.cut = False, more, cut


def _bad(what: str) -> UpstreamBadBody:
    return UpstreamBadBody(f"The service's {what}.", sent=Sent.YES)
