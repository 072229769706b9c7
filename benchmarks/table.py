"""Results as Markdown tables, for the screen, a file and docs/benchmarks.md."""

from collections import Counter
from collections.abc import Iterable, Sequence

from benchmarks.sample import Sample
from benchmarks.targets import Figure, Spread, across


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lay out a table: the first two columns to the left, the others to the right."""
    body = [list(row) for row in rows]
    widths = [
        max(len(row[column]) for row in [head, *body]) for column in range(len(head))
    ]
    rule = [
        "-" * width if column < 2 else f"{'-' * (width - 1)}:"  # noqa: PLR2004 - two columns of names
        for column, width in enumerate(widths)
    ]
    return "\n".join(
        "| " + " | ".join(_set(row, widths)) + " |" for row in [head, rule, *body]
    )


def _set(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    left = [text.ljust(width) for text, width in zip(row[:2], widths, strict=False)]
    return [
        *left,
        *(text.rjust(width) for text, width in zip(row[2:], widths[2:], strict=True)),
    ]


def _ratio(found: Spread) -> str:
    return f"{found.middle:.2f} ({found.least:.2f}-{found.greatest:.2f})"


def _verdict(figure: Figure) -> str:
    if not figure.rounds:
        return "disturbed"
    return "ok" if figure.met else "MISS"


def verdicts(found: Iterable[Figure]) -> str:
    """Lay out the targets: asked, measured, kept or missed."""
    return table(
        (
            *("query", "figure", "target", "throughput"),
            *("CPU", "CPU, best runs", "rounds", "verdict"),
        ),
        (
            (
                figure.target.scenario.upper(),
                f"{figure.target.server} / {figure.target.against}",
                f">= {figure.target.least:g}",
                _ratio(figure.throughput),
                _ratio(figure.cpu),
                f"{figure.best:.2f}",
                str(figure.rounds),
                _verdict(figure),
            )
            for figure in found
        ),
    )


def measurements(samples: Sequence[Sample]) -> str:
    """Lay out every server under every scenario: medians of the rounds that count."""
    rates = across(samples, lambda one: one.rate)
    cpus = across(samples, lambda one: one.cpu)
    waits = across(samples, lambda one: one.p50 * 1000)
    tails = across(samples, lambda one: one.p99 * 1000)
    calls = across(samples, lambda one: one.calls)
    loads = across(samples, lambda one: one.load_core * 100)
    upstream = across(samples, lambda one: one.upstream_share * 100)
    head = ("query", "server", "answers/s", "least-greatest", "CPU µs/answer")
    return table(
        (*head, "p50 ms", "p99 ms", "calls", "load core %", "upstream %"),
        (
            (
                key[0].upper(),
                key[1],
                f"{rate.middle:.0f}",
                f"{rate.least:.0f}-{rate.greatest:.0f}",
                f"{cpus[key].middle:.1f}",
                f"{waits[key].middle:.1f}",
                f"{tails[key].middle:.1f}",
                f"{calls[key].middle:.2f}",
                f"{loads[key].middle:.0f}",
                f"{upstream[key].middle:.0f}",
            )
            for key, rate in sorted(rates.items())
        ),
    )


def rejected(samples: Iterable[Sample]) -> str:
    """List the runs that did not count, by server, scenario and reason."""
    flaws = Counter(
        (sample.scenario.upper(), sample.server, flaw)
        for sample in samples
        for flaw in (*sample.wrong, *sample.disturbed)
    )
    if not flaws:
        return "No run was rejected."
    rows = sorted((*key, str(count)) for key, count in flaws.items())
    return table(("query", "server", "why rejected", "runs"), rows)
