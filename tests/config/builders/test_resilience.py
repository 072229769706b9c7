"""Limits, retries and the breaker as they are declared and inherited."""

import pytest

from gateway.config.model import Connector, Limits
from gateway.config.place import Word
from gateway.config.resilience import BreakerPolicy, Rate, RetryPolicy
from tests.config.conftest import Load, Wrong


def perpus(loaded: Load, **lines: str) -> Connector:
    return loaded(**lines).connectors[Word("perpus")]


def test_what_holds_without_a_word(loaded: Load) -> None:
    """Isolation is there where nothing is declared."""
    found = perpus(loaded)
    assert Limits(20, 100, 2 * 1024**2, 100, 1.0) == found.limits
    assert RetryPolicy(2, 0.1, 0.025, 2.0) == found.retry
    assert BreakerPolicy(10.0, 10, 0.5, 5.0, 60.0, 2) == found.breaker


def test_limits(loaded: Load) -> None:
    """Each word stands on top of what is inherited; a pace brings its own burst."""
    found = perpus(
        loaded,
        top="defaults: {limits: {concurrency: 4, rate: 10/s, burst: 7, queue: 0}}",
        connector="limits: {rate: 60/m, wait: 250ms}",
    )
    assert Limits(4, queue=0, wait=0.25, rate=Rate(60, 60.0)) == found.limits


@pytest.mark.parametrize(
    ("defaults", "stated", "expected"),
    [
        ("{attempts: 3}", "#", RetryPolicy(attempts=3)),
        ("{attempts: 3}", "retry: {budget: 20%}", RetryPolicy(3, 0.2)),
        ("{attempts: 3}", "retry: false", RetryPolicy(attempts=1)),
        ("false", "retry: {budget: 0%}", RetryPolicy(budget=0.0)),
        ("false", "#", RetryPolicy(attempts=1)),
        ("{backoff: 50ms..1m}", "#", RetryPolicy(first=0.05, longest=60.0)),
        ("{backoff: 1s}", "#", RetryPolicy(first=1.0, longest=1.0)),
    ],
)
def test_retries(
    defaults: str, stated: str, expected: RetryPolicy, loaded: Load
) -> None:
    """They are inherited word by word; `false` switches them off, a word on again."""
    top = f"defaults: {{retry: {defaults}}}"
    assert expected == perpus(loaded, top=top, connector=stated).retry


@pytest.mark.parametrize(
    ("defaults", "stated", "expected"),
    [
        ("{ratio: 30%}", "breaker: {minimum: 5}", BreakerPolicy(minimum=5, ratio=0.3)),
        ("{ratio: 30%}", "breaker: false", None),
        ("false", "breaker: {window: 1m}", BreakerPolicy(window=60.0)),
        (
            "{open: 10s..1h, probes: 1}",
            "#",
            BreakerPolicy(first=10.0, longest=3600.0, probes=1),
        ),
    ],
)
def test_the_breaker(
    defaults: str, stated: str, expected: BreakerPolicy | None, loaded: Load
) -> None:
    """It is inherited word by word; `false` leaves none."""
    top = f"defaults: {{breaker: {defaults}}}"
    assert expected == perpus(loaded, top=top, connector=stated).breaker


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (
            "limits: {rate: 60}",
            "7:20: `60` bukan laju; tulis laju seperti `10/s`, `60/m`, atau `1000/h`",
        ),
        (
            "limits: {rate: 0/s}",
            "7:20: `0/s` bukan laju; tulis laju seperti `10/s`, `60/m`, atau `1000/h`",
        ),
        (
            "limits: {burst: 3}",
            "7:13: `burst` tanpa `rate`; tulis juga lajunya, misalnya `rate: 60/m`, atau hapus `burst`",
        ),
        (
            "limits: {wait: 3s}",
            "7:13: `wait` 3s tidak lebih singkat dari `timeout` 3s; kecilkan `wait`, atau besarkan `timeout`",
        ),
        ("limits: {}", "7:13: `limits` belum diisi"),
        (
            "retry: true",
            "7:12: `true` bukan pengaturan `retry`; pilih `false`",
        ),
        (
            "retry: {attempts: 0}",
            "7:23: `0` bukan banyaknya percobaan; tulis bilangan 1 sampai 5",
        ),
        (
            "retry: {attempts: 6}",
            "7:23: `6` bukan banyaknya percobaan; tulis bilangan 1 sampai 5",
        ),
        (
            "retry: {budget: 0.1}",
            "7:21: `0.1` bukan persentase; tulis persentase seperti `10%`, paling besar `100%`",
        ),
        (
            "retry: {budget: 101%}",
            "7:21: `101%` bukan persentase; tulis persentase seperti `10%`, paling besar `100%`",
        ),
        (
            "retry: {backoff: 2s..100ms}",
            "7:22: rentang `2s..100ms` terbalik; tulis `100ms..2s`",
        ),
        (
            "retry: {backoff: 0ms}",
            "7:22: `0ms` bukan rentang durasi; tulis `100ms..2s`, atau satu durasi seperti `5s`",
        ),
        (
            "retry: {backoff: sebentar}",
            "7:22: `sebentar` bukan rentang durasi; tulis `100ms..2s`, atau satu durasi seperti `5s`",
        ),
        (
            "breaker: {ratio: 0%}",
            "7:22: `0%` bukan persentase di atas nol; tulis persentase seperti `50%`, paling besar `100%`",
        ),
        (
            "breaker: {threshold: 5}",
            "7:15: kata `threshold` tidak dikenal dalam `breaker`; mungkin maksudnya `ratio`?",
        ),
        (
            "circuit_breaker: false",
            "7:5: kata `circuit_breaker` tidak dikenal dalam konektor `perpus`; mungkin maksudnya `breaker`?",
        ),
    ],
)
def test_mistakes(stated: str, expected: str, wrong: Wrong) -> None:
    """Each is told with its place and what to do about it."""
    (found,) = wrong(connector=stated)
    assert found.startswith("c.yaml:")
    assert expected in found


def test_a_mistake_of_all_is_told_once(wrong: Wrong) -> None:
    """What `defaults` states wrongly is one mistake, however many inherit it."""
    assert 1 == len(wrong(top="defaults: {limits: {burst: 3}}"))
