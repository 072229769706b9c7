"""Plans as text: for `gateway explain`, for tests, and as the name of a selection."""

from collections.abc import Iterator

from graphql import FieldNode, print_ast

from gateway.config.model import Operation
from gateway.config.pages import Pages
from gateway.connectors.selecting import selects
from gateway.execution.plan import (
    Choice,
    Delegated,
    Denied,
    Embedded,
    Fetch,
    Fetched,
    Field,
    Fresh,
    Leaf,
    Mode,
    Plan,
    Root,
    RootField,
    RootTypename,
    Selection,
    Shown,
    Source,
    Typename,
)

_HOW = {
    Mode.ONE: "1 panggilan",
    Mode.EACH: "1 panggilan tiap kunci",
    Mode.BATCH: "1 panggilan tiap {size} kunci",
    Mode.LOCAL: "1 panggilan seluruh daftar",
}


_SHARED = "1 panggilan untuk semua, disaring di sini"


def print_plan(plan: Plan) -> str:
    """Print a plan: its fetches in order, then what is shown of their answers.

    Each fetch says its expected calls, what it waits for and where its keys
    come from.
    """
    lines = [plan.kind]
    lines.extend(f"  {_fetch(fetch)}" for fetch in plan.fetches)
    lines.append("tampilan")
    for root in plan.roots:
        lines.extend(f"  {line}" for line in print_root(root))
    return "\n".join(lines)


def least_calls(plan: Plan) -> int:
    """Return how many calls a plan makes at least: those that need no key."""
    return sum(fetch.mode is Mode.ONE for fetch in plan.fetches)


def print_root(root: RootField) -> Iterator[str]:
    """Print one root field and what is shown below it."""
    if isinstance(root, RootTypename):
        yield f"{_shown(root.shown)} = {root.value}"
        return
    if isinstance(root, Delegated):
        yield f"{_named(root.shown)} = oleh gateway sendiri"
        return
    yield f"{_shown(root.shown)} = {_sources(root.fetches)}{_merge(root)}"
    for part in root.of:
        yield from _indented(_composite(part))


def _fetch(fetch: Fetch) -> str:
    how = _SHARED if _is_shared(fetch) else _HOW[fetch.mode]
    if fetch.operation.batch is not None:
        how = how.format(size=fetch.operation.batch.size)
    if fetch.operation.pages is not None:
        how += _pages(fetch.operation.pages)
    if fetch.operation.composed:
        how += _parts(fetch.operation)
    kind = "graphql" if selects(fetch.operation) else fetch.mode.value
    kind = "shared" if how == _SHARED else kind
    text = f"#{fetch.id} {fetch.name} [{kind}: {how}] → {'.'.join(fetch.path)}"
    if fetch.feeds:
        places = ", ".join(_feed(fetch, index) for index in range(len(fetch.feeds)))
        text += f" setelah {places}"
    return text


def _is_shared(fetch: Fetch) -> bool:
    """Tell whether all keys make the same call: none of them goes upstream."""
    operation = fetch.operation
    call = operation.call
    if fetch.mode is not Mode.EACH or call is None or operation.composed:
        return False
    return call.arguments.isdisjoint(fetch.require)


def _pages(pages: Pages) -> str:
    if pages.style == "none":
        return f", dibagi per {pages.size} baris"
    return f" tiap {pages.size} baris ({pages.style}), paling banyak {pages.max}"


def _parts(operation: Operation) -> str:
    """Tell of the calls that one answer is made of."""
    spread, route = operation.spread, operation.route
    text = ""
    if spread is not None:
        ends = (
            f"{spread.start} dan {spread.end}" if spread.of_days else str(spread.over)
        )
        text += f", dipecah menurut {ends} sampai {spread.most} bagian"
    if route is not None:
        text += f", alamat menurut {route.by}"
    return text


def _feed(fetch: Fetch, index: int) -> str:
    feed = fetch.feeds[index]
    steps = "".join(f".{step.field}" if step.field else "" for step in feed.steps)
    only = feed.steps[-1].only
    narrowed = f"<{only}>" if only else ""
    pairs = ", ".join(
        key if key == argument else f"{key} sebagai {argument}"
        for key, argument in zip(feed.keys, fetch.require, strict=True)
    )
    return f"#{feed.fetch}{steps}{narrowed}({pairs})"


def _composite(part: Selection | Choice | None) -> Iterator[str]:
    if part is None:
        return
    if isinstance(part, Choice):
        for case in part.cases.values():
            yield f"<{case.type.name}>"
            yield from _indented(_composite(case))
        return
    for completion in part.completions:
        keys = ", ".join(completion.keys)
        yield f"(lengkapi dari #{completion.fetch} menurut {keys})"
    for field in part.fields:
        yield from _field(field)


def _field(field: Field) -> Iterator[str]:
    text = _shown(field.shown)
    match field:
        case Fetched(fetches=fetches, keys=keys):
            yield f"{text} = {_sources(fetches)} menurut {', '.join(keys)}{_merge(field)}"
            for part in field.of:
                yield from _indented(_composite(part))
        case Embedded(of=of):
            yield text
            yield from _indented(_composite(of))
        case Source(fields=fields):
            names = "" if fields is None else " ".join(map(_shown, fields))
            yield f"{text} = sumber {{{names}}}"
        case Fresh(fields=fields):
            yield f"{text} = kesegaran {{{' '.join(map(_shown, fields))}}}"
        case Denied():
            yield f"{text} = perlu masuk"
        case Leaf() | Typename():
            yield text


def _merge(field: Root | Fetched) -> str:
    merge = field.merge
    if merge is None:
        return ""
    sort = ", ".join(f"{'-' if k.descending else ''}{k.field}" for k in merge.sort)
    dedupe = ", ".join(merge.dedupe)
    return (
        " (gabungan"
        + (f", urut {sort}" if sort else "")
        + (f", unik menurut {dedupe}" if dedupe else "")
        + ")"
    )


def _sources(fetches: tuple[int, ...]) -> str:
    return " + ".join(f"#{fetch}" for fetch in fetches)


def _shown(shown: Shown) -> str:
    return f"{_named(shown)}: {shown.type}"


def _named(shown: Shown) -> str:
    name = f"{shown.name}{_arguments(shown.nodes[0])}"
    return name if shown.key == shown.name else f"{shown.key}: {name}"


def _arguments(node: FieldNode) -> str:
    if not node.arguments:
        return ""
    return f"({', '.join(print_ast(argument) for argument in node.arguments)})"


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
