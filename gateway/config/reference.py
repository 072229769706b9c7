"""docs/konfigurasi.md, the reference of connectors.yaml, derived from the vocabulary.

`python -m gateway.config.reference > docs/konfigurasi.md` writes it.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

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
from gateway.config.vocabulary.scalars import BOOLEAN
from gateway.config.vocabulary.shaper_examples import SHAPED, Shaped
from gateway.config.vocabulary.top import TOP

_INTRODUCTION: Final = """\
# Kosakata connectors.yaml

Halaman ini dibuat dari kosakata yang sama dengan yang membaca berkasnya
(`python -m gateway.config.reference`), jadi selalu lengkap. Untuk belajar dari awal,
mulailah dari [panduan OPD](onboarding.md).

- `gateway check` memeriksa berkas dan menyebut **semua** kesalahan sekaligus, dengan
  berkas:baris:kolom.
- `gateway config-schema > connectors.schema.json` membuat JSON Schema. Tulis
  `# yaml-language-server: $schema=connectors.schema.json` di baris pertama, dan penyunting
  teks melengkapi serta menerangkan setiap kata.
- Nilai dibaca apa adanya: `0014` tetap `0014`, `18.10` tetap `18.10`, dan `no` tetap
  `no`. Tanda kutip hanya perlu untuk nilai yang diawali `[`, `{`, `*`, `&`, `!`, `#`, atau yang
  memuat `: `; misalnya `returns: "[Buku!]"`.
- Path menuruni objek dengan titik, `data.rows.0.nama`; nomor mengambil isi daftar, kunci pada
  daftar berlaku bagi setiap isinya. `telepon.(jenis=kantor).nomor` mengambil isi yang `jenis`-nya
  `kantor`. Kunci yang memuat titik diberi kutip, `a."b.c"`, dan `.` adalah barisnya sendiri.
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

_WORDS: Final = """\
## Semua kata

Setiap bagian di bawah ini adalah satu tempat dalam berkas, dari yang paling luar. Nama di antara
`<` dan `>` dipilih penulisnya. Kata-kata yang dipakai di beberapa tempat diterangkan sekali, di tempat
yang pertama; kolom *isi* menunjuk ke sana.
"""

Chapters: TypeAlias = Mapping[int, str]
"""The anchors of the chapters, by the identity of their records."""


def reference() -> str:
    """Return the whole page."""
    parts = [_INTRODUCTION, "## Contoh\n"]
    parts += [_example(example) for example in EXAMPLES]
    parts.append(_SHAPING)
    parts += [_shaped(shaped) for shaped in SHAPED]
    parts.append(_WORDS)
    records = tuple(_records())
    chapters = {id(record): _anchor(path) for path, record in records}
    parts += [_chapter(path, record, chapters) for path, record in records]
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


def _anchor(path: str) -> str:
    """Return the anchor that a renderer of Markdown gives a heading."""
    return re.sub(r"[^\w -]", "", path).lower().replace(" ", "-")


def _chapter(path: str, record: Record, chapters: Chapters) -> str:
    lines = [f"### {path}\n", f"{record.about}\n"]
    lines += ["| kata | isi | bawaan | arti | contoh |", "|---|---|---|---|---|"]
    lines += [_row(key, chapters) for key in record.keys]
    return "\n".join((*lines, ""))


def _row(key: Key, chapters: Chapters) -> str:
    name = f"`{key.name}`" + (" (wajib)" if key.required else "")
    about = key.about
    if isinstance(key.kind, Choice):
        said = [(word, one.rstrip(".")) for word, one in key.kind.values.items()]
        about += " " + "; ".join(f"`{word}`: {one}" for word, one in said) + "."
    example = key.example or _instance(key)
    shown = _code(f"{key.name}: {example}") if example else ""
    cells = (name, _kind(key.kind, chapters), key.default or "", about, shown)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _instance(key: Key) -> str | None:
    """Return an example of a word that is one of few: the first but its default."""
    if key.kind is BOOLEAN:
        return "false" if key.default == "true" else "true"
    if isinstance(key.kind, Choice):
        return next((one for one in key.kind.values if one != key.default), None)
    return None


def _code(text: str) -> str:
    """Write code within a line; what holds backticks goes between two."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _kind(kind: Kind, chapters: Chapters) -> str:
    """Say in a few words what a position takes."""
    if isinstance(kind, (Text, Free)):
        return kind.noun
    if isinstance(kind, Choice):
        return ", ".join(f"`{word}`" for word in kind.values)
    if isinstance(kind, (Record, Variants)):
        return _words(kind, chapters)
    if isinstance(kind, Names):
        return f"per {kind.each}: {_kind(kind.value, chapters)}"
    if isinstance(kind, List):
        item = _kind(kind.item, chapters)
        return f"{item}, atau daftarnya" if kind.single else f"daftar {item}"
    return " atau ".join(dict.fromkeys(_kind(one, chapters) for one in _choices(kind)))


def _words(kind: Record | Variants, chapters: Chapters) -> str:
    if isinstance(kind, Variants):
        named = [
            f"[`{name}`](#{chapters[id(one)]})" for name, one in kind.records.items()
        ]
        return f"kata-kata menurut `{kind.key}`: {', '.join(named)}"
    short = kind.short and _kind(kind.words[kind.short].kind, chapters)
    words = f"[kata-kata {kind.label}](#{chapters[id(kind)]})"
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
