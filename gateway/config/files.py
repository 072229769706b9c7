"""Files of the configuration: bounded, UTF-8, with a plain reason where not."""

from pathlib import Path
from typing import Final

from gateway.config.place import Place
from gateway.config.problems import ConfigError, Problem

MAX_BYTES: Final = 1024 * 1024


def read_text(path: Path, at: Place, limit: int = MAX_BYTES) -> str:
    """Return a file's text; `at` is where the configuration asks for it.

    Raises `ConfigError` with one problem where the file is missing,
    unreadable, larger than `limit` bytes, or not UTF-8.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except FileNotFoundError as error:
        raise _refuse(at, path, "tidak ada", "periksa letak dan ejaannya") from error
    except (OSError, ValueError) as error:  # a NUL in its name is a ValueError
        reason = "tidak dapat dibaca"
        raise _refuse(at, path, reason, "periksa izin dan jenisnya") from error
    if len(raw) > limit:
        reason = f"lebih besar dari {limit // 1024} KiB"
        raise _refuse(at, path, reason, "pecah menjadi beberapa berkas")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        reason = f"bukan teks UTF-8 (baris {line})"
        raise _refuse(at, path, reason, "simpan ulang sebagai UTF-8") from error
    return text


def real(path: Path) -> Path:
    """Return where a path leads; the path itself where that cannot be told.

    That is a link that leads to itself, or a name that no file can have: reading
    it will say so.
    """
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path.absolute()


def _refuse(at: Place, path: Path, reason: str, remedy: str) -> ConfigError:
    return ConfigError([Problem(at, f"berkas `{path}` {reason}", remedy)])
