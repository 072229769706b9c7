"""Reference pages made from the code, so that they cannot fall behind it.

`python -m gateway.reference DOCS` writes them (`make docs`); a test compares.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from gateway.errors import CODES
from gateway.settings import Settings, expected, variable

_BY_PROFILE: Final = ("introspection", "reload")
_MADE: Final = "<!-- Dibuat oleh `make docs`; jangan disunting. -->"


def pages() -> dict[str, str]:
    """Make every page: file name to Markdown."""
    return {"kode-galat.md": _join(_codes()), "pengaturan.md": _join(_settings())}


def main(argv: Sequence[str]) -> int:
    """Write the pages into a folder."""
    (folder,) = argv
    for name, text in pages().items():
        Path(folder, name).write_text(text, "utf-8")
    return 0


def _codes() -> Iterator[str]:
    yield "# Kode galat"
    yield ""
    yield _MADE
    yield ""
    yield "Setiap galat pada `errors` membawa `extensions.code` dari daftar tertutup ini."
    yield "`pesan` berbahasa Indonesia dan boleh ditampilkan kepada warga; `message`"
    yield "berbahasa Inggris, untuk pengembang. `retryable` berarti permintaan yang sama"
    yield "boleh dicoba lagi; bila ada `retryAfter`, tunggu sekian detik dahulu."
    yield ""
    yield "| Kode | Kapan | Boleh diulang | `pesan` |"
    yield "|---|---|---|---|"
    for code in CODES.values():
        again = "ya" if code.retryable else "tidak"
        yield f"| `{code.name}` | {code.when} | {again} | {code.pesan} |"


def _settings() -> Iterator[str]:
    yield "# Pengaturan"
    yield ""
    yield _MADE
    yield ""
    yield "Gateway diatur dengan variabel lingkungan. Variabel yang kosong sama dengan"
    yield "tidak ada. Nilai yang salah disebut semuanya sebelum port dibuka."
    yield ""
    yield "| Variabel | Isi | Bawaan | Guna |"
    yield "|---|---|---|---|"
    for name, field in Settings.model_fields.items():
        default = _shown(name, field.default)
        yield f"| `{variable(name)}` | {expected(name)} | {default} | {field.description} |"


def _shown(name: str, default: object) -> str:
    """Write a default as one would set it."""
    match default:
        case None:
            return "menurut profil" if name in _BY_PROFILE else "tidak ada"
        case bool():
            return f"`{str(default).lower()}`"
        case float():
            return f"`{default:g}s`"
        case int() if "ukuran" in expected(name):
            return f"`{default // 1024**2}MiB`"
        case _:
            return f"`{default}`"


def _join(lines: Iterator[str]) -> str:
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
