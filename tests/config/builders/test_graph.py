"""Extensions and merges."""

from collections.abc import Callable

from gateway.config.model import Config, Extension, Merge, SortKey
from gateway.config.place import Word

Load = Callable[..., Config]


def test_extensions(loaded: Load) -> None:
    """A type gains a field: a query, its arguments filled from the type's fields."""
    config = loaded(
        top=(
            "extend: {Buku: {serupa: {query: perpus.daftarBuku, with: {a: judul},"
            " about: Buku serupa, deprecated: jangan}}}"
        )
    )
    extension = config.extensions[0]

    assert (
        Extension(
            Word("Buku"),
            Word("serupa"),
            Word("perpus.daftarBuku"),
            {Word("a"): Word("judul")},
            "Buku serupa",
            "jangan",
            extension.at,
        )
        == extension
    )
    assert "c.yaml:2:17" == str(extension.at)


def test_merges(loaded: Load) -> None:
    """Several queries become one field, sorted and without doubles."""
    config = loaded(
        top=(
            "merge: {semua: {of: [perpus.daftarBuku, perpus.lain], about: S,"
            " deprecated: D, expose: false, sort: [-judul], dedupe: isbn}}"
        ),
        queries='queries:\n  lain: {args: {a: String}, returns: "[Buku!]", '
        "call: 'GET /l?a={a}'}",
    )
    merge = config.merges[Word("semua")]

    assert (
        Merge(
            Word("semua"),
            (Word("perpus.daftarBuku"), Word("perpus.lain")),
            "S",
            "D",
            expose=False,
            sort=(SortKey(Word("judul"), descending=True),),
            dedupe=(Word("isbn"),),
            at=merge.at,
        )
        == merge
    )
    assert "c.yaml:2:9" == str(merge.at)
