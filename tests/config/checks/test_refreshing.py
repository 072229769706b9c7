"""Schedules that can be kept: gateway/config/checks/refreshing.py."""

import pytest

from tests.config.checks.conftest import Judge

BODY = """types: {{B: {{fields: {{a: String}}}}}}
queries:
  b:
    args: {{w: ID!, n: {{type: Int, max: 9}}, a: String, h: {{type: Int!, default: 1}}}}
    returns: "[B!]"
    call: "GET /b?w={{w}}&n={{n}}&h={{h}}"
    filter_by: [a]
    {0}
"""
WRONG = {
    "an argument that must be given": (
        "refresh: ▸every 15m",
        (
            "`refresh` milik `b` belum mengisi argumen wajib `w`; tulis misalnya"
            " `with: {w: […]}`"
        ),
    ),
    "no argument": (
        "refresh: {every: 15m, with: {w: a, ▸nn: 1}}",
        "`nn` bukan argumen `b`; mungkin maksudnya `n`?",
    ),
    "an argument of our own": (
        "refresh: {every: 15m, with: {w: a, ▸a: x}}",
        (
            "argumen `a` tidak dikirim ke layanan, jadi jawabannya sama;"
            " hapus `a` dari `with`"
        ),
    ),
    "another type": (
        "refresh: {every: 15m, with: {w: a, ▸n: x}}",
        (
            "`with` mengisi `n` dengan yang bukan nilai `Int`; tulis bilangan bulat"
            " 32-bit seperti `10`"
        ),
    ),
    "out of bounds": (
        "refresh: {every: 15m, with: {w: a, ▸n: 10}}",
        "nilai `n` di `with` melanggar `max: 9`; ubah salah satunya",
    ),
    "the same twice": (
        "refresh: {every: 15m, with: [{w: a}, {▸w: [b, a]}]}",
        "`with` milik `b` memuat argumen yang sama dua kali; hapus salah satunya",
    ),
    "kept too shortly": (
        "refresh: {every: 15m, with: {w: a}}\n    cache: ▸{ttl: 1m}",
        (
            "`ttl` query `b` lebih pendek daripada jarak `refresh`: jawabannya tidak"
            " sampai ke penyegaran berikutnya; hapus `ttl`: tanpa itu jawaban berlaku"
            " sampai penyegaran berikutnya"
        ),
    ),
    "too often": (
        "refresh: ▸every 10ms",
        "`every 10ms` bukan jarak yang masuk akal; tulis dari `1s` sampai `7d`",
    ),
    "no interval": (
        "refresh: ▸sering",
        (
            "`sering` bukan jarak waktu; tulis jarak seperti `every 15m`, `every 6h`,"
            " atau `1d`"
        ),
    ),
    "too slow": (
        "refresh: {every: 15m, with: {w: a}, timeout: ▸11m}",
        "`11m` terlalu lama untuk satu panggilan; paling lama `10m`",
    ),
    "no hours": (
        "refresh: {every: 15m, with: {w: a}, between: ▸9-10}",
        (
            "`9-10` bukan rentang jam; tulis dua jam seperti `21:00-04:30`; boleh"
            " melewati tengah malam"
        ),
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_mistakes(judge: Judge, name: str) -> None:
    """What could not be asked, or would not last until the next time, is refused."""
    schedule, message = WRONG[name]
    verdict = judge(BODY.format(schedule))
    assert (f"{verdict.place}: {message}",) == verdict.lines


@pytest.mark.parametrize(
    "schedule",
    [
        "refresh: {every: every 1d, with: {w: [a, b], n: [1, 2]}, between: 22:00-05:00}",
        "refresh: {every: 90s, with: [{w: a}, {w: a, n: 1}], timeout: 10m}",
        "refresh: {every: 1m, with: {w: a}}\n    cache: {ttl: 1m, negative: 5s}",
    ],
)
def test_what_is_right(judge: Judge, schedule: str) -> None:
    """Combinations of values, hours over midnight, and a ttl that reaches the next."""
    assert () == judge(BODY.format(schedule)).lines


def test_too_many(judge: Judge) -> None:
    """A query has no more than two hundred answers renewed."""
    many = ", ".join(map(str, range(20)))
    verdict = judge(f"""
        queries:
          b:
            args: {{w: Int, n: Int}}
            returns: Int
            call: GET /b?w={{w}}&n={{n}}
            refresh: ▸{{every: 1h, with: {{w: [{many}], n: [{many}]}}}}
        """)
    message = "`refresh` untuk `b` lebih dari 200 panggilan; kurangi isi `with`"
    assert (f"{verdict.place}: {message}",) == verdict.lines


def test_a_graphql_service(judge: Judge) -> None:
    """It is asked for what is selected, which no schedule knows."""
    verdict = judge("""
        queries:
          b: {returns: Int, graphql: "{ b }", refresh: ▸every 1h}
        """)
    message = (
        "`refresh` tidak berlaku untuk `b`: layanan GraphQL ditanya menurut field yang"
        " diminta; hapus `refresh`, dan pakai `cache`"
    )
    assert (f"{verdict.place}: {message}",) == verdict.lines


def test_an_unknown_zone(judge: Judge) -> None:
    """The hours are those of the connector's zone, which has to be known."""
    verdict = judge("""
        zone: ▸WIBB
        queries:
          b: {returns: Int, call: GET /b, refresh: {every: 1h, between: 22:00-23:00}}
        """)
    assert (
        (
            f"{verdict.place}: zona waktu `WIBB` tidak dikenal; pakai WIB, WITA, WIT, UTC,"
            " atau selisih seperti `+07:00`"
        ),
    ) == verdict.lines


def test_rows_of_another_query(judge: Judge) -> None:
    """What finds its row in a list is as new as the list, whose schedule counts."""
    verdict = judge("""
        types: {B: {fields: {a: ID}}}
        queries:
          b: {returns: "[B!]", call: GET /b}
          c: {args: {a: ID!}, returns: B, in: b, match: a, refresh: ▸every 1h}
        """)
    assert (
        (
            f"{verdict.place}: `refresh` tidak berlaku bersama `in`: barisnya sudah dibaca"
            " oleh `b`; hapus, atau tulis pada `b`"
        ),
    ) == verdict.lines


def test_where_it_stands(judge: Judge) -> None:
    """It is a query's word; elsewhere the message says where to write it."""
    verdict = judge("""
        ▸refresh: every 15m
        types:
          B:
            key: a
            fields: {a: ID!}
            lookup: {call: "GET /b/{a}", refresh: every 15m}
        queries:
          b: {returns: "[B!]", call: GET /b}
        """)
    here, there = verdict.lines
    assert here.startswith(f"{verdict.place}: ")
    assert here.endswith("; tulis pada query yang diambil menurut jadwal")
    assert there.endswith(
        "; tulis pada query yang memuat semua baris, lalu pakai"
        " `lookup: {in: …, match: …}`"
    )
