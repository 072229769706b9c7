"""Compile a paged operation: the recipe of its pages, and that of what is made of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from gateway.config.pages import PLACEHOLDERS, Pages
from gateway.connectors.line import Line
from gateway.connectors.paging.form import page_form
from gateway.connectors.paging.pages import Page, compile_page, rows_of
from gateway.connectors.paging.source import TOKENS, PagedSource
from gateway.connectors.paging.walk import COUNTED
from gateway.connectors.paging.weblinks import follow
from gateway.connectors.recipe import Recipe
from gateway.connectors.shape import Finish, Shape
from gateway.connectors.source import OperationSource
from gateway.connectors.template import Prepare, Prepared


def paged(
    line: Line,
    recipe: Recipe,
    make: type[OperationSource],
    shape: Callable[[Finish], Shape],
) -> PagedSource:
    """Compile the source of a paged operation from its recipe as if it were not.

    `make` makes the source of its pages, `shape` what is made of each.
    Its pages are kept and counted as calls of their own, by the arguments that
    go upstream and the page. What is refused is refused before them.
    """
    operation = recipe.operation
    pages = operation.pages
    assert pages is not None  # noqa: S101 - asked for by those that have pages
    one = replace(recipe, name=f"{recipe.name}#", checks={}, private={})
    if pages.style != "none":
        arrange = _arranged(recipe.arrange)
        one = replace(
            one,
            prepare=_prepare(line.connector.mirrors, pages, recipe.prepare),
            shape=shape(compile_page(pages)),
            arrange=arrange,
            form=page_form(arrange),
            sent=(*recipe.sent, TOKENS[pages.style]),
            fit=None if recipe.fit is None else recipe.fit.through(rows_of),
        )
    hidden = [name for name in recipe.sent if name not in operation.args]
    sent = (*map(str, operation.args), *hidden)
    whole = replace(recipe, sent=sent, local=None, narrows=())
    return PagedSource(line, whole, make(line, one))


def _prepare(bases: Sequence[str], pages: Pages, call: Prepare) -> Prepare:
    """Make requests for pages: with the size, and from the second on the page."""
    fixed = {"size": pages.size} if "size" in PLACEHOLDERS[pages.style] else {}
    token = TOKENS[pages.style]

    def prepare(given: Mapping[str, object]) -> Prepared:
        name = given.get(token)
        if pages.style == "next":
            first = call({**given, **fixed})
            if name is None:
                return first
            return first._replace(url=follow(bases, first.url, str(name)))
        page = int(str(name)) if pages.style in COUNTED else name
        return call({**given, **fixed, token: page})

    return prepare


def _arranged(arrange: Callable[[object], object]) -> Callable[[object], object]:
    """Leave out of a page what `where` does."""

    def page(found: object) -> object:
        if not isinstance(found, Page):
            return found
        rows = arrange(found.raw)
        return found._replace(rows=rows if isinstance(rows, list) else found.raw)

    return page
