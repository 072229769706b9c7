"""Secrets and settings in scalars: `${NAME}`, `${NAME:-default}`, `${file:…}`."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from gateway.config.files import read_text
from gateway.config.nodes import REFERENCE, Items, Node, Scalar
from gateway.config.place import Place
from gateway.config.problems import ConfigError, Problems, near
from gateway.config.reads import Reads

MAX_SECRET: Final = 64 * 1024
_NAME: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?\Z", re.DOTALL)


class Filler:
    """Fills references in; remembers what it filled in, so that it can be hidden."""

    def __init__(
        self,
        environ: Mapping[str, str],
        problems: Problems,
        reads: Reads | None = None,
    ) -> None:
        self._environ = environ
        self._reads = reads or Reads()
        self._problems = problems
        self.filled: dict[str, str] = {}
        """The values that came from outside, each with the reference as written."""

    def fill(self, node: Node) -> Node:
        """Return the node with every reference replaced; `$${` stands for `${`."""
        if isinstance(node, Scalar):
            return self._scalar(node) if "${" in node.text else node
        if isinstance(node, Items):
            items = tuple([self.fill(item) for item in node.items])
            same = all(map(_same, items, node.items))
            return node if same else node._replace(items=items)
        pairs = tuple([(key, self.fill(value)) for key, value in node.pairs])
        same = all(
            new is old for (_, new), (_, old) in zip(pairs, node.pairs, strict=True)
        )
        return node if same else node._replace(pairs=pairs)

    def _scalar(self, node: Scalar) -> Scalar:
        parts: list[str] = []
        filled: list[str] = []
        unset = False
        end = 0
        for found in REFERENCE.finditer(node.text):
            value = self._value(found, node.within(found.start()))
            parts += (node.text[end : found.start()], value or "")
            filled.append(value or "")
            unset = unset or value is None
            end = found.end()
        text = "".join((*parts, node.text[end:]))
        return Scalar(
            text,
            node.at,
            plain=False,
            inset=-1,
            written=node.text,
            unset=unset,
            filled=tuple(filled),
        )

    def _value(self, found: re.Match[str], at: Place) -> str | None:
        if found[0] == "$${":
            return "${"
        inside = found[1]
        if not found[2]:
            self._problems.add(
                at, f"`{found[0]}` belum ditutup", "tambahkan `}` setelah namanya"
            )
            return None
        if inside.startswith("file:"):
            return self._remember(found[0], self._file(inside[5:], at))
        named = _NAME.match(inside)
        if named is None:
            self._problems.add(
                at,
                f"`{found[0]}` bukan rujukan variabel",
                "tulis `${NAMA}`, `${NAMA:-bawaan}`, atau `${file:/letak/berkas}`; "
                "`$${` untuk tanda `${` apa adanya",
            )
            return None
        return self._variable(named[1], named[2], found[0], at)

    def _variable(
        self, name: str, default: str | None, shown: str, at: Place
    ) -> str | None:
        value = self._environ.get(name, "")
        if value:
            return self._remember(shown, value)
        if default is not None:
            return default
        self._problems.add(
            at,
            f"variabel lingkungan `{name}` belum diisi",
            near(name, filter(self._environ.get, self._environ))
            or f"isi `{name}` atau tulis `${{{name}:-bawaan}}`",
        )
        return None

    def _file(self, path: str, at: Place) -> str | None:
        self._reads.files.add(Path(path))
        try:
            return read_text(Path(path), at, MAX_SECRET).rstrip("\r\n")
        except ConfigError as error:
            self._problems.found.extend(error.problems)
            return None

    def _remember(self, shown: str, value: str | None) -> str | None:
        if value:
            self.filled[value] = shown
        return value


def _same(new: Node, old: Node) -> bool:
    return new is old
