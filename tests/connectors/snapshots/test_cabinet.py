"""The files themselves."""

import errno
import os
import stat
from multiprocessing import get_context
from pathlib import Path

import pytest

from gateway.connectors.snapshots.cabinet import FOLDER as ROOT, Cabinet, trouble
from gateway.connectors.snapshots.names import Place
from tests.connectors.snapshots.made import FOLDER, place

MOST = 10**6


@pytest.fixture
def cabinet(tmp_path: Path) -> Cabinet:
    made = Cabinet(tmp_path)
    made.open()
    return made


def test_there_and_back(cabinet: Cabinet) -> None:
    """What is written is read, replaced, and gone when it is deleted, with its folder."""
    assert None is cabinet.read(place(), MOST)
    for data in (b"one", b"another"):
        cabinet.write(place(), data)
        assert data == cabinet.read(place(), MOST)
    assert [place().name] == cabinet.names(FOLDER)
    assert [FOLDER] == cabinet.folders("perpus")
    cabinet.delete([place(), place(7)])
    assert None is cabinet.read(place(), MOST)
    assert [] == cabinet.folders("perpus")
    assert [] == cabinet.names(FOLDER)


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    """Folders and files are their owner's alone, also where the folder was another's before."""
    (tmp_path / ROOT).mkdir(0o755)
    cabinet = Cabinet(tmp_path)
    cabinet.open()
    cabinet.write(place(), b"one")
    paths = (tmp_path / ROOT, *(tmp_path / ROOT).rglob("*"))
    assert [0o700, 0o700, 0o600] == [stat.S_IMODE(one.stat().st_mode) for one in paths]


def test_what_is_too_large(cabinet: Cabinet) -> None:
    """A file that is larger than any of ours is not read into memory."""
    cabinet.write(place(), b"12345")
    assert [b"12345", b""] == [cabinet.read(place(), most) for most in (5, 4)]


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, cabinet: Cabinet) -> None:
    """Half a file is never seen, and its rest does not stay."""
    cabinet.write(place(), b"old")
    child = get_context("fork").Process(target=_write_too_much, args=(cabinet,))
    child.start()
    child.join(30)
    assert 0 == child.exitcode
    assert b"old" == cabinet.read(place(), MOST)
    assert [place().name] == [one.name for one in (tmp_path / ROOT / FOLDER).iterdir()]


def _write_too_much(cabinet: Cabinet) -> None:
    import resource  # noqa: PLC0415 - for the child alone

    resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
    try:
        cabinet.write(place(), b"x" * 100)
    except OSError as error:
        os._exit(0 if trouble(error) == "FULL" else 2)
    os._exit(3)


def test_a_folder_that_went(tmp_path: Path, cabinet: Cabinet) -> None:
    """Folders of ours are made again; the one that was given is not."""
    cabinet.write(place(), b"one")
    for one in (tmp_path / ROOT).glob("*/*"):
        one.unlink()
    (tmp_path / ROOT / FOLDER).rmdir()
    (tmp_path / ROOT).rmdir()
    assert (0, []) == (cabinet.turned(FOLDER), cabinet.names(FOLDER))
    cabinet.write(place(), b"two")
    assert b"two" == cabinet.read(place(), MOST)
    with pytest.raises(FileNotFoundError) as raised:
        Cabinet(tmp_path / "volume").write(place(), b"x")
    assert "GONE" == trouble(raised.value)


def test_turned(cabinet: Cabinet) -> None:
    """A folder to which a file came looks different from before."""
    cabinet.write(place(1), b"one")
    before = cabinet.turned(FOLDER)
    assert before == cabinet.turned(FOLDER)
    os.utime(cabinet._root / FOLDER, ns=(0, before - 10**9))  # clocks may be coarse
    assert before != cabinet.turned(FOLDER)


def test_use_is_noted(cabinet: Cabinet) -> None:
    """Reading a file makes it used now, once in a while."""
    cabinet.write(place(), b"one")
    path = cabinet._path(place())
    now = path.stat().st_mtime
    for age, touched in ((3600.0, True), (10.0, False)):
        os.utime(path, (0.0, now - age))
        cabinet.read(place(), MOST)
        assert touched is (path.stat().st_mtime >= now)


def test_a_beginning(cabinet: Cabinet) -> None:
    """A file's first bytes are read without its becoming used."""
    cabinet.write(place(), b"12345")
    path = cabinet._path(place())
    os.utime(path, (0.0, 1000.0))
    assert [b"123", b""] == [cabinet.begin(place(n), 3) for n in (0, 1)]
    assert 1000.0 == path.stat().st_mtime


def test_scan(tmp_path: Path, cabinet: Cabinet) -> None:
    """A scan finds what is ours, unfinished files too, and leaves the rest alone."""
    cabinet.write(place(1), b"12345")
    cabinet.write(place(1, folder="pasar~1"), b"1")
    root = tmp_path / ROOT
    (root / FOLDER / "new-1").write_bytes(b"")
    (root / FOLDER / "notes.txt").write_bytes(b"mine")
    (root / "a~file").write_bytes(b"")
    (root / "other").mkdir()
    found = {one.place: one.size for one in cabinet.scan()}
    assert {
        place(1): 5,
        place(1, folder="pasar~1"): 1,
        Place(FOLDER, "new-1"): 0,
    } == found


def test_a_scan_of_many_takes_breaths(cabinet: Cabinet) -> None:
    """Thousands of files are found like a few."""
    for number in range(1200):
        cabinet.write(place(number), b"")
    assert 1200 == len(list(cabinet.scan()))


def test_one_cleans_up(tmp_path: Path, cabinet: Cabinet) -> None:
    """While one process cleans up no other does."""
    with cabinet.alone() as first, Cabinet(tmp_path).alone() as second:
        assert (True, False) == (first, second)
    with cabinet.alone() as again:
        assert again


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (OSError(errno.ENOSPC, ""), "FULL"),
        (OSError(errno.EROFS, ""), "READONLY"),
        (PermissionError(errno.EACCES, ""), "DENIED"),
        (OSError(errno.EMFILE, ""), "FILES"),
        (OSError(errno.EIO, ""), "IO"),
        (OSError(), "IO"),
        (TimeoutError(), "TIMEOUT"),
    ],
)
def test_words_for_trouble(error: OSError, word: str) -> None:
    """The operator is told what is wrong with the disk, without a path."""
    assert word == trouble(error)
