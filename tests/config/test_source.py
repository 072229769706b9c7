"""YAML text to positioned nodes: nothing typed, everything bounded."""

import pytest

from gateway.config.nodes import Items, Node, Pairs, Scalar
from gateway.config.place import Place
from gateway.config.problems import ConfigError, Problems
from gateway.config.source import MAX_DEPTH, MAX_NODES, parse


def _parsed(text: str) -> Node:
    problems = Problems()
    node = parse(text, "c.yaml", problems)
    assert [] == problems.found
    return node


def _values(text: str) -> list[str]:
    node = _parsed(text)
    assert isinstance(node, Pairs)
    return [value.text for _, value in node.pairs if isinstance(value, Scalar)]


def _refused(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        parse(text, "c.yaml", Problems())
    return str(caught.value)


def test_scalars_stay_source_text() -> None:
    """What YAML would make a number, a boolean, a date or null stays text."""
    written = ["0014", "18.10", "no", "2021-01-02", "1e3", "0x1F", "~", "null"]
    text = "".join(f"k{number}: {word}\n" for number, word in enumerate(written))

    assert written == _values(text)


def test_nodes_know_their_place() -> None:
    """Line and column count from 1, for keys, values and what is nested."""
    node = _parsed("a: é\nb:\n  - x\n  - {c: d}\n")
    assert isinstance(node, Pairs)
    (_, first), (key, second) = node.pairs
    assert isinstance(second, Items)
    assert isinstance(second.items[1], Pairs)

    assert (1, 4) == (first.at.line, first.at.column)
    assert (2, 1) == (key.at.line, key.at.column)
    assert Place("c.yaml", 4, 5) == second.items[1].at
    assert "{c: d}" == second.items[1].written


@pytest.mark.parametrize(
    ("text", "column"),
    [("a: xyz", 5), ("a: 'xyz'", 6), ('a: "xyz"', 6), ('a: "x\\tz"', 4)],
)
def test_places_inside_a_scalar(text: str, column: int) -> None:
    """A place inside counts the quotes; where escapes hide it, it is the start."""
    node = _parsed(text)
    assert isinstance(node, Pairs)
    value = node.pairs[0][1]
    assert isinstance(value, Scalar)

    assert Place("c.yaml", 1, column) == value.within(1)


def test_an_empty_file_has_no_pairs() -> None:
    """A file of comments alone is an empty mapping."""
    assert Pairs((), Place("c.yaml", 1, 1)) == _parsed("# nothing\n")


def test_duplicate_keys_name_the_first() -> None:
    """A key written twice is a problem that names the first; the first stays."""
    problems = Problems()
    node = parse("a: 1\na: 2\n", "c.yaml", problems)

    assert isinstance(node, Pairs)
    assert 1 == len(node.pairs)
    assert [
        "c.yaml:2:1: `a` ditulis dua kali; yang pertama di c.yaml:1:1; hapus salah satu"
    ] == [str(problem) for problem in problems.found]


@pytest.mark.parametrize("tagged", ["!!str x", "!x [a]", "!x {a: b}"])
def test_tags_are_refused(tagged: str) -> None:
    """A tag is a problem, on any kind of node."""
    problems = Problems()
    parse(f"a: {tagged}\n", "c.yaml", problems)

    assert 1 == len(problems.found)
    assert "tidak dipakai di sini" in problems.found[0].reason


def test_an_exclamation_mark_alone_is_no_tag() -> None:
    """YAML's non-specific tag `!` changes nothing: scalars are text anyway."""
    assert ["x"] == _values("a: ! x\n")


def test_aliases_repeat_what_they_name() -> None:
    """An alias stands for the node, a scalar or a mapping, that its anchor marks."""
    node = _parsed("a: &s x\nb: *s\nc: &m {d: e}\nf: *m\n")
    assert isinstance(node, Pairs)
    values = [value for _, value in node.pairs]

    assert values[0] == values[1]
    assert values[2] == values[3]


def test_a_cyclic_alias_is_refused() -> None:
    """An alias inside what its own anchor marks would never end."""
    assert "c.yaml:1:8: alias `*x` memuat dirinya sendiri; hapus alias ini" == _refused(
        "a: &x [*x]\n"
    )


def test_an_alias_bomb_is_refused() -> None:
    """Aliases are counted as if written out, without writing them out."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]

    assert "isi berkas terlalu banyak" in _refused("\n".join(lines))
    assert MAX_NODES < 10**6


@pytest.mark.parametrize("opening", ["[", "{a: "])
def test_deep_nesting_is_refused(opening: str) -> None:
    """Half a million open brackets are refused at the first one too deep."""
    told = _refused(opening * 500_000)

    assert f"susunan lebih dalam dari {MAX_DEPTH} tingkat" in told


def test_a_second_document_is_refused() -> None:
    """A file holds one document."""
    assert (
        "c.yaml:2:1: satu berkas hanya memuat satu dokumen YAML; "
        "hapus baris `---` ini atau pindahkan isinya ke berkas lain"
    ) == _refused("a: b\n---\nc: d\n")


def test_brackets_cannot_be_a_name() -> None:
    """A sequence or mapping as a key is refused, over several lines as well."""
    assert "c.yaml:1:3: kurung di tempat nama" in _refused("? - a\n: b\n")
