"""connectors.yaml and the files it includes, joined into one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gateway.config.files import read_text, real
from gateway.config.nodes import Items, Node, Pairs, Scalar
from gateway.config.place import Place
from gateway.config.problems import ConfigError, Problem, Problems
from gateway.config.reads import Reads
from gateway.config.secrets import Filler
from gateway.config.source import parse


@dataclass(frozen=True, slots=True)
class Document:
    """The joined file, the paths that were read, and the secrets filled in.

    `odd` are sections whose shape does not let them be joined.
    """

    top: Pairs
    odd: tuple[tuple[Scalar, Node], ...]
    files: tuple[str, ...]
    filled: Mapping[str, str]


def gather(
    path: Path,
    environ: Mapping[str, str],
    problems: Problems,
    reads: Reads | None = None,
) -> Document:
    """Read a file and all it includes; what is read is noted in `reads`.

    Raises `ConfigError` where a file is missing or is not YAML: without it
    every later message might be wrong.
    """
    reads = reads or Reads()
    walk = _Walk(Filler(environ, problems, reads), problems, reads)
    start = Place(str(path), 1, 1)
    walk.visit(path, start, ())
    if walk.fatal:
        raise ConfigError(walk.fatal)
    sections = tuple(walk.sections.values())
    if "version" not in walk.sections:
        problems.add(
            start, "belum ada `version`", "tulis `version: 1` di baris pertama"
        )
    return Document(
        Pairs(sections, start), tuple(walk.odd), tuple(walk.files), walk.filler.filled
    )


@dataclass(slots=True)
class _Walk:
    """What was gathered so far."""

    filler: Filler
    problems: Problems
    reads: Reads
    sections: dict[str, tuple[Scalar, Node]] = field(
        default_factory=dict[str, tuple[Scalar, Node]]
    )
    odd: list[tuple[Scalar, Node]] = field(default_factory=list[tuple[Scalar, Node]])
    files: dict[str, Path] = field(default_factory=dict[str, Path])
    fatal: list[Problem] = field(default_factory=list[Problem])

    def visit(self, path: Path, at: Place, above: tuple[Path, ...]) -> None:
        """Read one file; `at` is where it is asked for, `above` who asked."""
        place = real(path)
        if place in above:
            self.problems.add(
                at, f"berkas `{path}` memuat dirinya sendiri", "hapus dari `include`"
            )
            return
        if str(path) in self.files or place in self.files.values():
            return
        self.files[str(path)] = place
        self.reads.files.add(path)
        try:
            root = self.filler.fill(
                parse(read_text(path, at), str(path), self.problems)
            )
        except ConfigError as error:
            self.fatal.extend(error.problems)
            return
        if not isinstance(root, Pairs) or not root.pairs:
            self.fatal.append(
                Problem(
                    root.at,
                    f"berkas `{path}` tidak berisi pasangan `kata: isi`",
                    "mulai dengan `version: 1`",
                )
            )
            return
        self._take(root, path, (*above, place))

    def _take(self, root: Pairs, path: Path, above: tuple[Path, ...]) -> None:
        for key, value in root.pairs:
            if key.text == "include":
                self._include(value, path, above)
            elif key.text not in self.sections:
                self.sections[key.text] = (key, value)
            elif key.text != "version":
                self._join(key, value)

    def _include(self, value: Node, path: Path, above: tuple[Path, ...]) -> None:
        for item in value.items if isinstance(value, Items) else (value,):
            if not isinstance(item, Scalar) or item.empty:
                self.problems.add(
                    item.at, "`include` harus nama berkas", 'misalnya `["opd/*.yaml"]`'
                )
                continue
            for found in self._matching(path.parent, item):
                self.visit(found, item.at, above)

    def _matching(self, folder: Path, item: Scalar) -> list[Path]:
        if not any(letter in item.text for letter in "*?["):
            return [folder / item.text]
        found: list[Path] = []
        if item.text[:1] != "/":
            found = sorted(folder.glob(item.text))
            self.reads.patterns[folder, item.text] = tuple(found)
        if not found:
            self.problems.add(
                item.at,
                f"tidak ada berkas yang cocok dengan `{item.shown}`",
                "polanya relatif terhadap berkas ini",
            )
        return found

    def _join(self, key: Scalar, value: Node) -> None:
        first_key, first = self.sections[key.text]
        if isinstance(first, Pairs) and isinstance(value, Pairs):
            deep = key.text == "extend"
            self.sections[key.text] = (first_key, self._joined(first, value, deep=deep))
        else:
            self.odd.append((key, value))

    def _joined(self, first: Pairs, second: Pairs, *, deep: bool) -> Pairs:
        known = {key.text: (key, value) for key, value in first.pairs}
        for key, value in second.pairs:
            before = known.setdefault(key.text, (key, value))
            if before[1] is value:
                continue
            if deep and isinstance(before[1], Pairs) and isinstance(value, Pairs):
                both = self._joined(before[1], value, deep=False)
                known[key.text] = (before[0], both)
                continue
            self.problems.add(
                key.at,
                f"`{key.shown}` sudah ditulis di {before[0].at}",
                "hapus atau ganti nama salah satunya",
            )
        return Pairs(tuple(known.values()), first.at)
