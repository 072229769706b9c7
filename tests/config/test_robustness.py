"""Whatever is written, the loader answers with problems or a configuration."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from gateway.config.load import load
from gateway.config.problems import ConfigError
from gateway.config.vocabulary.examples import EXAMPLES

Spoil = Callable[[random.Random, str], str]
MARKS = "{}[]:,'\"#&*!|>%@`$- \t~?"
VALUES = ("[]", "{}", "[a]", "{a: b}", "1", "", "null", "${X}", "[[a]]", "'{'", '"."')


def _cut(rng: random.Random, line: str) -> str:
    return line[: rng.randrange(len(line) + 1)]


def _insert(rng: random.Random, line: str) -> str:
    place = rng.randrange(len(line) + 1)
    return f"{line[:place]}{rng.choice(MARKS)}{line[place:]}"


def _replace(rng: random.Random, line: str) -> str:
    return f"{line.split(':', maxsplit=1)[0]}: {rng.choice(VALUES)}"


@pytest.mark.parametrize("spoil", [_cut, _insert, _replace])
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_spoilt_files_are_refused_in_order(
    spoil: Spoil, example: object, folder: Path
) -> None:
    """A spoilt line makes problems at places of the file, and nothing else."""
    rng = random.Random(f"{spoil.__name__} {example}")  # noqa: S311 - not a secret
    refused: list[ConfigError] = []
    for _ in range(12):
        lines = str(getattr(example, "yaml", "")).splitlines()
        number = rng.randrange(len(lines))
        lines[number] = spoil(rng, lines[number])
        (folder / "c.yaml").write_text("\n".join(lines), encoding="utf-8")
        try:
            load("c.yaml", {})
        except ConfigError as error:
            refused.append(error)
    problems = [list(error.problems) for error in refused]

    assert all(problems)
    assert all(one.at.line > 0 < one.at.column for found in problems for one in found)
    assert [sorted(found) for found in problems] == problems
    assert refused


def test_a_bracket_at_the_wrong_indentation(folder: Path) -> None:
    """A mapping in braces that is right in itself is not told to be quoted."""
    (folder / "c.yaml").write_text("version: 1\na:\n  b: 1\n c: {d: e}\n")
    with pytest.raises(ConfigError) as caught:
        load("c.yaml", {})

    assert (
        "c.yaml:4:2: YAML tidak dapat dibaca: indentasi tidak lurus atau ada sisa "
        "setelah nilai; periksa indentasi, kurung, dan tanda kutip di sekitar baris ini"
    ) == str(caught.value)


def test_the_end_of_what_a_name_holds_that_stands_beside_it(folder: Path) -> None:
    """A text that slipped out to the depth of its query's name is told as that."""
    (folder / "c.yaml").write_text(
        "version: 1\nconnectors:\n  a:\n    opd: A\n    url: http://a.test\n"
        "    queries:\n      q:\n        returns: String\n        call: GET /\n"
        "      select: data\n      r: {returns: String, call: GET /r}\n"
    )
    with pytest.raises(ConfigError) as caught:
        load("c.yaml", {})

    assert [
        (
            "c.yaml:10:7: `select` sejajar dengan query `q`, padahal isinya; "
            "geser ke kanan, dua spasi lebih dalam daripada `q`"
        )
    ] == [str(one) for one in caught.value.problems]


def test_what_stands_beside_the_name_it_belongs_to(folder: Path) -> None:
    """Words of a connector, or a type, at its own depth are told once, with where to move them."""
    (folder / "c.yaml").write_text(
        "version: 1\nconnectors:\n  a:\n  opd: A\n  url: http://a.test\n  b:\n    opd: B\n"
        "    url: http://b.test\n    types:\n      T:\n      fields: {x: ID}\n"
        "    queries:\n      q: {returns: T, call: GET /}\n"
    )
    with pytest.raises(ConfigError) as caught:
        load("c.yaml", {})
    found = caught.value.problems

    assert [
        "4:3: `opd`, `url` sejajar dengan konektor `a`, padahal isinya",
        "11:7: `fields` sejajar dengan type `T`, padahal isinya",
    ] == [f"{one.at.line}:{one.at.column}: {one.reason}" for one in found]
    assert "geser ke kanan, dua spasi lebih dalam daripada `a`" == found[0].remedy
