"""docs/konfigurasi.md, the reference of connectors.yaml, derived from the vocabulary.

`python -m gateway.config.reference > docs/konfigurasi.md` writes it.
"""

import sys
from collections.abc import Iterator
from typing import Final

from gateway.config.kinds import (
    Choice,
    Fork,
    Free,
    Key,
    Kind,
    List,
    Names,
    Record,
    Shapes,
    Text,
    Variants,
)
from gateway.config.vocabulary.examples import EXAMPLES, Example
from gateway.config.vocabulary.shaper_examples import SHAPED, Shaped
from gateway.config.vocabulary.top import TOP

_INTRODUCTION: Final = """\
# Kosakata connectors.yaml

Halaman ini dibuat dari kosakata yang sama dengan yang membaca berkasnya
(`python -m gateway.config.reference`), jadi selalu lengkap. Untuk belajar dari awal,
mulailah dari panduan OPD.

- `gateway check` memeriksa berkas dan menyebut **semua** kesalahan sekaligus, dengan
  berkas:baris:kolom.
- `gateway config-schema > connectors.schema.json` membuat JSON Schema. Tulis
  `# yaml-language-server: $schema=connectors.schema.json` di baris pertama, dan penyunting
  teks melengkapi serta menerangkan setiap kata.
- Nilai dibaca apa adanya: `0014` tetap `0014`, `18.10` tetap `18.10`, dan `no` tetap
  `no`. Tanda kutip hanya perlu untuk nilai yang diawali `[`, `{`, `*`, `&`, `!`, `#`, atau yang
  memuat `: `; misalnya `returns: "[Buku!]"`.
- `${NAMA}` diisi dari variabel lingkungan, `${NAMA:-bawaan}` dengan bawaan, dan
  `${file:/run/secrets/x}` dari berkas. `$${` berarti `${` apa adanya.
"""

_SHAPING: Final = """\
## Membentuk jawaban

`shape` adalah daftar langkah sesudah `select`, sebelum `where` dan `sort_by`. Langkah bekerja
berurutan, masing-masing pada hasil langkah sebelumnya. Di bawah ini, untuk setiap langkah:
jawaban layanan, kata-kata query, dan barisnya. Null tetap null. Langkah yang tidak cocok dengan
seluruh jawaban adalah galat `UPSTREAM_BAD_BODY`; satu baris yang tidak cocok adalah satu baris
rusak, dan pada `at` hanya nilai di situ yang rusak.
"""


def reference() -> str:
    """Return the whole page."""
    parts = [_INTRODUCTION, "## Contoh\n"]
    parts += [_example(example) for example in EXAMPLES]
    parts.append(_SHAPING)
    parts += [_shaped(shaped) for shaped in SHAPED]
    parts.append("## Semua kata\n")
    parts += [_chapter(path, record) for path, record in _records()]
    return "\n".join(parts)


def _example(example: Example) -> str:
    blocks = [f"### {example.title}\n", f"{example.about}\n"]
    blocks.append(f"```yaml\n{example.yaml}```\n")
    for name, text in example.files:
        language = "yaml" if name.endswith(".yaml") else "csv"
        blocks.append(f"Berkas `{name}`:\n\n```{language}\n{text}```\n")
    return "\n".join(blocks)


def _shaped(shaped: Shaped) -> str:
    given = f"\n\nDengan argumen `{shaped.arguments}`." if shaped.arguments else ""
    return "\n".join(
        (
            f"### `{shaped.step}`\n",
            f"{shaped.about}{given}\n",
            f"```json\n{shaped.before}\n```\n",
            f"```yaml\n{shaped.yaml}```\n",
            f"```json\n{shaped.after}\n```\n",
        )
    )


def _chapter(path: str, record: Record) -> str:
    lines = [f"### {path}\n", f"{record.about}\n"]
    lines += ["| kata | isi | bawaan | arti | contoh |", "|---|---|---|---|---|"]
    lines += [_row(key) for key in record.keys]
    return "\n".join((*lines, ""))


def _row(key: Key) -> str:
    name = f"`{key.name}`" + (" (wajib)" if key.required else "")
    about = key.about
    if isinstance(key.kind, Choice):
        meanings = [f"`{word}` {meaning}" for word, meaning in key.kind.values.items()]
        about += " " + "; ".join(meanings) + "."
    example = f"`{key.name}: {key.example}`" if key.example else ""
    cells = (name, _kind(key.kind), key.default or "", about, example)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _kind(kind: Kind) -> str:
    """Say in a few words what a position takes."""
    if isinstance(kind, (Text, Free)):
        return kind.noun
    if isinstance(kind, Choice):
        return ", ".join(f"`{word}`" for word in kind.values)
    if isinstance(kind, (Record, Variants)):
        return _words(kind)
    if isinstance(kind, Names):
        return f"per {kind.each}: {_kind(kind.value)}"
    if isinstance(kind, List):
        item = _kind(kind.item)
        return f"{item}, atau daftarnya" if kind.single else f"daftar {item}"
    return " atau ".join(dict.fromkeys(_kind(one) for one in _choices(kind)))


def _words(kind: Record | Variants) -> str:
    if isinstance(kind, Variants):
        return f"kata-kata menurut `{kind.key}`"
    short = kind.short and _kind(kind.words[kind.short].kind)
    words = f"kata-kata {kind.label}"
    return f"{short}, atau {words}" if short else words


def _choices(kind: Shapes | Fork) -> list[Kind]:
    if isinstance(kind, Fork):
        return [kind.then, kind.otherwise]
    return [one for one in (kind.scalar, kind.items, kind.pairs) if one is not None]


def _records() -> Iterator[tuple[str, Record]]:
    """Yield every record once, with the path where it is first met, outer ones first."""
    seen: set[int] = {id(TOP)}
    waiting: list[tuple[str, Record]] = [("Paling atas", TOP)]
    while waiting:
        path, record = waiting.pop(0)
        yield path, record
        prefix = "" if record is TOP else f"{path.strip('`')}."
        for key in record.keys:
            for tail, inner in _inside(key.kind):
                if id(inner) not in seen:
                    seen.add(id(inner))
                    waiting.append((f"`{prefix}{key.name}{tail}`", inner))


def _inside(kind: Kind) -> Iterator[tuple[str, Record]]:
    if isinstance(kind, Record):
        yield "", kind
    elif isinstance(kind, Names):
        for tail, record in _inside(kind.value):
            yield f".<{kind.each}>{tail}", record
    elif isinstance(kind, Variants):
        yield from ((f": {name}", record) for name, record in kind.records.items())
    elif isinstance(kind, List):
        yield from _inside(kind.item)
    elif isinstance(kind, (Shapes, Fork)):
        for one in _choices(kind):
            yield from _inside(one)


if __name__ == "__main__":
    sys.stdout.write(reference())
