"""One file out of a ZIP archive, inflated within a bound."""

import zipfile
import zlib
from fnmatch import fnmatchcase
from io import BytesIO
from typing import Final

from gateway.connectors.formats.texts import bad

_MOST_MEMBERS: Final = 1000
_KNOWN: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Compressions whose inflating takes no more memory than what comes out."""


def take_member(body: bytes, pattern: str, bound: int) -> bytes:
    """Return the first member, by name, that a pattern with `*` and `?` matches.

    Raises UpstreamBadBody where there is none, for what is no archive, for an
    encrypted or damaged member, and for one that would grow past `bound` bytes:
    no more is ever inflated.
    """
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS:
                raise bad("the archive has too many members")
            matching = [one for one in members if fnmatchcase(one.filename, pattern)]
            if not matching:
                raise bad("the archive has no such member")
            first = min(matching, key=lambda one: one.filename)
            if first.compress_type not in _KNOWN:
                raise bad("the archive is compressed in a way that is not read")
            with archive.open(first) as file:
                inflated = file.read(bound + 1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,  # encrypted
        NotImplementedError,  # what zipfile raises for a feature of ZIP that it lacks
        EOFError,
        OSError,
        ValueError,  # places outside the file, names in no encoding
        OverflowError,
    ) as error:
        reason = "the answer is not an archive that can be read"
        raise bad(reason) from error
    if len(inflated) > bound:
        raise bad("the archive's member is too large")
    return inflated
