"""The files of all snapshots: the one place that touches the disk. Every method may block.

A file is replaced in one step, so nobody sees half of it. It is not forced to the disk:
after a power cut it may be empty or torn, which its digest tells. Any number of processes
may use one folder.
"""

import errno
import fcntl
import os
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import Final

from gateway.connectors.snapshots.eviction import Found
from gateway.connectors.snapshots.names import STRAY, Place, is_ours

FOLDER: Final = "snapshots"
LOCK: Final = ".lock"
_NOTE: Final = Place(".", "changes.json")
_TOUCH: Final = 60.0
_OWN: Final = 0o700
_BREATH: Final = 500
_WORDS: Final = {
    errno.ENOSPC: "FULL",
    errno.EDQUOT: "FULL",
    errno.EFBIG: "FULL",
    errno.EROFS: "READONLY",
    errno.EACCES: "DENIED",
    errno.EPERM: "DENIED",
    errno.ENOENT: "GONE",
    errno.ENOTDIR: "GONE",
    errno.EMFILE: "FILES",
    errno.ENFILE: "FILES",
}


class Cabinet:
    """The files below one folder, which is there. Every method raises OSError."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._root = folder / FOLDER

    def open(self) -> None:
        """Make a folder for nobody else, or make the old one so."""
        self._root.mkdir(_OWN, exist_ok=True)
        if self._root.stat().st_mode & 0o777 != _OWN:
            self._root.chmod(_OWN)

    def read(self, place: Place, most: int) -> bytes | None:
        """Return what is in a file of up to `most` bytes; None where there is none.

        That it was of use is noted.
        """
        path = self._path(place)
        try:
            with path.open("rb", buffering=0) as file:
                found = os.fstat(file.fileno())
                data = file.readall() if found.st_size <= most else b""
        except FileNotFoundError:
            return None
        if time.time() - found.st_mtime > _TOUCH:
            with suppress(OSError):  # a folder that is only read has no eviction either
                os.utime(path)
        return data

    def begin(self, place: Place, size: int) -> bytes:
        """Return the first bytes of a file, which is no use of it."""
        try:
            with self._path(place).open("rb", buffering=0) as file:
                return file.read(size) or b""
        except FileNotFoundError:
            return b""

    def write(self, place: Place, data: bytes) -> None:
        """Put a file in its place, in one step."""
        folder = self._root / place.folder
        fresh = folder / f"{STRAY}{token_hex(8)}"
        try:
            file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileNotFoundError:
            self.open()
            folder.mkdir(_OWN, exist_ok=True)
            file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(file, "wb", buffering=0) as opened:
                _write_all(opened.fileno(), data)
            fresh.replace(folder / place.name)
        except BaseException:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise

    def read_note(self, most: int) -> bytes | None:
        """Return what was noted last; None where nothing was."""
        return self.read(_NOTE, most)

    def write_note(self, data: bytes) -> None:
        """Note something, in place of what was noted."""
        self.open()
        self.write(_NOTE, data)

    def delete(self, places: Iterable[Place]) -> None:
        """Delete files, those that are there; and folders that are empty then."""
        places = list(places)
        for place in places:
            self._path(place).unlink(missing_ok=True)
        for folder in {place.folder for place in places}:
            with suppress(OSError):  # it is not empty
                (self._root / folder).rmdir()

    def turned(self, folder: str) -> int:
        """Return what is another number whenever a file came to a folder, or went."""
        try:
            return (self._root / folder).stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def names(self, folder: str) -> list[str]:
        """Return the names of the snapshots in a folder."""
        try:
            return list(filter(is_ours, os.listdir(self._root / folder)))  # noqa: PTH208 - iterdir makes an object for each of tens of thousands
        except FileNotFoundError:
            return []

    def folders(self, connector: str) -> list[str]:
        """Return the folders of a connector, as it is declared and as it was."""
        return [one.name for one in self._root.glob(f"{connector}~*")]

    def scan(self) -> Iterator[Found]:
        """Find all files of ours, with a breath now and then for whoever has to answer."""
        number = 0
        for folder in self._root.glob("*~*/"):
            with (
                suppress(FileNotFoundError, NotADirectoryError),
                os.scandir(folder) as it,
            ):
                for one in it:
                    number += 1
                    if number % _BREATH == 0:
                        time.sleep(0.001)
                    if not (is_ours(one.name) or one.name.startswith(STRAY)):
                        continue
                    with suppress(FileNotFoundError):  # it has just gone
                        seen = one.stat(follow_symlinks=False)
                        place = Place(folder.name, one.name)
                        yield Found(place, seen.st_size, seen.st_mtime)

    @contextmanager
    def alone(self) -> Generator[bool]:
        """Tell whether no other process is cleaning up; till the end none does then."""
        with (self._root / LOCK).open("ab") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def _path(self, place: Place) -> Path:
        return self._root / place.folder / place.name


def trouble(error: OSError) -> str:
    """Name what went wrong in a word of ours."""
    if isinstance(error, TimeoutError):
        return "TIMEOUT"
    return _WORDS.get(error.errno or 0, "IO")


def _write_all(file: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(file, rest) :]
