"""A Dockerfile as stages of instructions: of the language, what ours uses.

Anything else is a ValueError, so that nothing is passed over in silence.
https://docs.docker.com/reference/dockerfile/
"""

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_KNOWN = {
    *("ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK"),
    *("LABEL", "RUN", "USER", "WORKDIR"),
}
_FLAG = re.compile(r"--([a-z-]+)=(\S+)\s+")
_VARIABLE = re.compile(r"\$\{?(\w+)\}?")


@dataclass(frozen=True, slots=True)
class Instruction:
    """A line: its word, its --flags, and the rest of it."""

    word: str
    flags: Mapping[str, str]
    rest: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A FROM and what follows it."""

    base: str
    name: str
    instructions: list[Instruction] = field(default_factory=list)

    def all(self, word: str) -> list[Instruction]:
        """Return the instructions of a word."""
        return [one for one in self.instructions if one.word == word]


def parse(text: str) -> dict[str, Stage]:
    """Read a file: its stages by name, in order. Raises ValueError."""
    stages: dict[str, Stage] = {}
    stage: Stage | None = None
    for instruction in map(_instruction, _lines(text)):
        if instruction.word == "FROM":
            base, name = _from(instruction.rest)
            stage = stages[name] = Stage(base, name)
        elif stage is None or (instruction.word == "ARG" and "=" in instruction.rest):
            raise ValueError(f"before any FROM, or a default: {instruction}")
        else:
            stage.instructions.append(instruction)
    return stages


def words(rest: str) -> list[str]:
    """Read the words of a command in its exec form. Raises ValueError for another."""
    read = json.loads(rest)
    if not isinstance(read, list):
        raise ValueError(f"not in exec form: {rest}")  # noqa: TRY004 - a wrong text
    return [str(word) for word in read]


def pairs(rest: str, variables: Mapping[str, str]) -> dict[str, str]:
    """Read the `NAME=value` of ENV or LABEL, with variables filled in."""
    split = (word.partition("=") for word in shlex.split(rest))
    return {name: expand(value, variables) for name, _, value in split}


def expand(text: str, variables: Mapping[str, str]) -> str:
    """Fill in `$NAME` and `${NAME}`."""
    return _VARIABLE.sub(lambda found: variables.get(found[1], ""), text)


def health(stage: Stage) -> list[str]:
    """Return the command of a stage's HEALTHCHECK."""
    (check,) = stage.all("HEALTHCHECK")
    return words(check.rest.removeprefix("CMD "))


def _lines(text: str) -> Iterator[str]:
    """Yield instructions: without comments and blank lines, with lines joined."""
    told = [line for line in text.splitlines() if not re.match(r"\s*(#|$)", line)]
    joined = re.sub(r"\s*\\\n\s*", " ", "\n".join(told))
    yield from joined.splitlines()


def _instruction(line: str) -> Instruction:
    word, _, rest = line.partition(" ")
    if word not in _KNOWN:
        raise ValueError(f"not understood: {line}")
    flags: dict[str, str] = {}
    while found := _FLAG.match(rest):
        flags[found[1]] = found[2]
        rest = rest[found.end() :]
    return Instruction(word, flags, rest)


def _from(rest: str) -> tuple[str, str]:
    base, _, name = rest.partition(" AS ")
    if not name or "$" in base:
        raise ValueError(f"FROM without a name, or with a variable: {rest}")
    return base, name


class Ignore:
    """A .dockerignore: the last pattern that fits a path or a parent decides."""

    def __init__(self, text: str) -> None:
        lines = [line.strip() for line in text.splitlines()]
        self._rules = [
            (line.startswith("!"), re.compile(_pattern(line.removeprefix("!"))))
            for line in lines
            if line and not line.startswith("#")
        ]

    def leaves_out(self, path: str) -> bool:
        """Tell whether a path, relative to the context, is kept from the build."""
        kept = True
        for keeps, pattern in self._rules:
            if pattern.match(path):
                kept = keeps
        return not kept


def _pattern(glob: str) -> str:
    text = re.escape(glob).replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")
    return f"{text}(?:/|$)"
