"""A paged query as a source: as many pages as are wanted, shown as one answer."""

from collections.abc import Awaitable, Hashable, Mapping
from typing import Final, cast

from typing_extensions import override

from gateway.config.pages import Pages
from gateway.connectors.answer import Answer
from gateway.connectors.asked import Outcome
from gateway.connectors.caller import Caller
from gateway.connectors.key import Key, frozen
from gateway.connectors.line import Line
from gateway.connectors.paging.cursors import Cursor, mark, parse
from gateway.connectors.paging.pages import Page
from gateway.connectors.paging.shown import Window, shown_pages, shown_slice
from gateway.connectors.paging.walk import COUNTED, Walk
from gateway.connectors.recipe import Arguments, Recipe
from gateway.connectors.selecting import SELECT
from gateway.connectors.source import OperationSource
from gateway.errors import BadInput, CodedError, Sent, UpstreamBadBody

TOKENS: Final = {"page": "page", "offset": "offset", "cursor": "cursor", "next": "next"}
"""The argument by which each style asks for a page."""

_NUMBER: Final = 9  # digits of a page's number
_PAGING: Final = frozenset({"first", "after", "last", "before", "limit", SELECT})


class PagedSource(OperationSource):
    """One paged operation; `pages` is the source of its pages, or of its whole list.

    What is composed of pages is kept no longer than they are, and not at all
    where it is less than was asked for.
    """

    single = False

    def __init__(self, line: Line, recipe: Recipe, pages: OperationSource) -> None:
        super().__init__(line, recipe)
        self.lingers = False  # its pages do
        paged = recipe.operation.pages
        assert paged is not None  # noqa: S101 - a source of a paged operation is this
        self.pages = pages
        self._paged: Pages = paged
        self._token = TOKENS.get(paged.style)
        # What comes from the service may name somebody else's pages, or any
        # address: where that matters, cursors only count pages.
        self._ordinal = paged.style == "next" or (
            paged.style == "cursor" and recipe.personal
        )

    @property
    @override
    def rows(self) -> OperationSource:
        return self.pages

    @override
    def _made(
        self, key: Key, arguments: Arguments, caller: Caller
    ) -> Awaitable[Answer]:
        """Compose an answer: its pages are counted and shared, each for itself."""
        if self.admission.rules:
            self.admission.check(arguments, caller.principal)
        return self._load(key, arguments, caller)

    @override
    async def _load(self, key: Key, arguments: Arguments, caller: Caller) -> Answer:
        """Make an answer of as many pages as it takes."""
        epoch = self.line.store.epoch
        answer, used = await self._made_of(key, arguments, caller)
        answer.blend(used)
        if self.kept and answer.cut is None and epoch == self.line.store.epoch:
            self.tiers.keep_whole(answer, used, arguments)
        return answer

    async def _made_of(
        self, key: Key, arguments: Arguments, caller: Caller
    ) -> tuple[Answer, list[Answer]]:
        """Make an answer, and return the pages it is made of besides."""
        window = self._window(arguments, caller)
        given = {name: arguments.get(name) for name in self.pages.recipe.sent}
        if self._token is None:
            return await self._sliced(key, window, arguments, caller)
        walk = Walk(
            self._paged,
            window.wanted,
            window.after,
            ordinal=self._ordinal,
            where=bool(self.recipe.operation.where),
            probes=window.connection,
        )
        used = await self._gone(walk, given, caller)
        first = used[0] if used else None
        if first is not None and first.value is None and not walk.taken:
            return self._composed(key, None, walk, used), used
        return self._composed(key, shown_pages(walk, window), walk, used), used

    async def _gone(
        self, walk: Walk, given: Mapping[str, object], caller: Caller
    ) -> list[Answer]:
        """Go through the pages; return the answers they stand in."""
        used: list[Answer] = []
        ready: dict[Hashable, Outcome] = {}
        while walk.going:
            token = walk.token
            asked = {**given, str(self._token): token or None}
            kept = None if caller.anew else self.pages.peek(asked, caller.principal)
            outcome = kept or ready.pop(token, None) or await self._asked(asked, caller)
            if isinstance(outcome, CodedError):
                if not used:
                    raise outcome
                walk.fail(outcome)
                break
            used.append(outcome)
            walk.take(cast("Page | None", outcome.value), fresh=kept is None)
            if not ready and (ahead := walk.ahead()):
                ready = await self._each(ahead, given, caller)
        return used

    async def _asked(self, asked: Arguments, caller: Caller) -> Answer | CodedError:
        """Ask for one page; its failure is a value."""
        try:
            return await self.pages.ask(asked, caller)
        except CodedError as error:
            return error

    async def _each(
        self, tokens: list[str], given: Arguments, caller: Caller
    ) -> dict[Hashable, Outcome]:
        """Ask for several pages at once."""
        name = str(self._token)
        return await self.pages.each(
            {token: {**given, name: token} for token in tokens}, caller
        )

    async def _sliced(
        self, key: Key, window: Window, arguments: Arguments, caller: Caller
    ) -> tuple[Answer, list[Answer]]:
        """Make an answer of a part of the whole list."""
        whole = await self.pages.ask(arguments, caller)
        if whole.value is None:
            return Answer(None, 0, whole.as_of, key), [whole]
        found: object = whole.value
        if not isinstance(found, list):
            message = "The service's list is not a list."
            raise UpstreamBadBody(message, sent=Sent.YES)
        rows = cast("list[object]", found)
        value, count = shown_slice(rows, window)
        size = whole.size * count // max(len(rows), 1)
        return Answer(value, size, whole.as_of, key), [whole]

    # ---------------------------------------------------------- composing

    def _window(self, arguments: Arguments, caller: Caller) -> Window:
        """Return what part of the list is asked for. Raises BadInput."""
        recipe, paged = self.recipe, self._paged
        connection = paged.connection
        named = [
            (name, None if name in recipe.private else frozen(arguments.get(name)))
            for name in recipe.sent
            if name not in _PAGING
        ]
        subject = caller.principal.subject if recipe.personal else None
        marked = mark(
            recipe.name, subject, *named, paged.style, paged.start, paged.size
        )
        first = arguments.get("first" if connection else "limit")
        last = arguments.get("last")
        if first is None and last is None:
            first = paged.size
        return Window(
            marked,
            cast("int | None", first),
            cast("int | None", last),
            self._cursor(arguments, "after", marked),
            self._cursor(arguments, "before", marked),
            connection=connection,
        )

    def _cursor(self, arguments: Arguments, name: str, marked: str) -> Cursor | None:
        text = arguments.get(name)
        if text is None:
            return None
        cursor = parse(str(text), marked, name)
        page = cursor.page
        number = page.isascii() and page.isdigit() and len(page) <= _NUMBER
        if not number and (self._ordinal or self._paged.style in COUNTED):
            message = f"Argument '{name}' is not valid: not a cursor."
            raise BadInput(message, argument=name)
        return cursor

    def _composed(
        self, key: Key, value: object, walk: Walk, used: list[Answer]
    ) -> Answer:
        size = sum(one.size for one in used[-walk.taken or len(used) :])
        answer = Answer(value, size, min(one.as_of for one in used), key)
        answer.cut = walk.cut
        return answer
