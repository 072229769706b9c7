"""Files that cannot be read, each with its reason."""

from pathlib import Path

import pytest

from gateway.config.files import MAX_BYTES, read_text, real
from gateway.config.place import Place
from gateway.config.problems import ConfigError

AT = Place("c.yaml", 2, 3)


def _refused(path: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        read_text(path, AT)
    return str(caught.value)


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    """UTF-8 with the mark that Windows editors write reads as without it."""
    path = tmp_path / "x"
    path.write_bytes(b"\xef\xbb\xbfversion: 1")

    assert "version: 1" == read_text(path, AT)


def test_a_missing_file(tmp_path: Path) -> None:
    """A missing file is named at the place that asks for it."""
    path = tmp_path / "x"

    assert (
        f"c.yaml:2:3: berkas `{path}` tidak ada; periksa letak dan ejaannya"
        == _refused(path)
    )


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """What cannot be read at all says so."""
    told = f"berkas `{tmp_path}` tidak dapat dibaca; periksa izin dan jenisnya"

    assert f"c.yaml:2:3: {told}" == _refused(tmp_path)


def test_a_file_too_large(tmp_path: Path) -> None:
    """One byte over 1 MiB is refused, whatever it holds; 1 MiB is read."""
    path = tmp_path / "x"
    path.write_bytes(b"#" * MAX_BYTES)
    whole = read_text(path, AT)
    path.write_bytes(b"#" * (MAX_BYTES + 1))

    assert MAX_BYTES == len(whole)
    assert "lebih besar dari 1024 KiB; pecah menjadi beberapa berkas" in _refused(path)


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    """Other encodings and binary files name the line where they show."""
    path = tmp_path / "x"
    path.write_bytes(b"a: b\nc: \xff\n")

    assert "bukan teks UTF-8 (baris 2); simpan ulang sebagai UTF-8" in _refused(path)


@pytest.mark.parametrize("name", ["lingkar", "a\0b"])
def test_names_that_lead_nowhere(name: str, tmp_path: Path) -> None:
    """A link to itself, and a name that no file can have, cannot be read."""
    (tmp_path / "lingkar").symlink_to("lingkar")
    assert "tidak dapat dibaca" in _refused(real(tmp_path / name))
