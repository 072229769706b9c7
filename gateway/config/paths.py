"""Paths into an answer: `a.b.0.c`, with quotes around keys that hold a dot.

`a.(b=c)` is the element of a list that has the text c in b.
"""

import re
from typing import Final

from gateway.config.kinds import Wrong
from gateway.config.nodes import Scalar
from gateway.config.steps import Path, Pick

_SEGMENT: Final = re.compile(
    r"""\s*(?:"([^"]*)"|'([^']*)'|\(([^()=]+)=(.*?)\)|([^."']+?))\s*(?:\.|\Z)""",
    re.DOTALL,
)
_ODATA: Final = re.compile(r"""(?:^|\.)([^."'()]*@odata\.[A-Za-z]+)""")
"""An annotation of OData (JSON Format 4.01, §4.5), whose name holds a dot."""


_LOOSE: Final = re.compile(r"""^[^"'()]*\.(?=\s+\S)""")
"""A dot and a space behind it: more likely in a key, `Tgl. Terbit`, than between two."""


def parse_path(text: str) -> Path | Wrong:
    """Compile a path; `.` alone is the row itself, whole numbers are indexes."""
    if text.strip() == ".":
        return ()
    foreign = _foreign(text)
    if foreign is not None:
        return foreign
    segments: list[str | int | Pick] = []
    position = 0
    while position < len(text):
        found = _SEGMENT.match(text, position)
        if found is None:
            return _broken(text, position)
        segment = _segment(found)
        if isinstance(segment, Wrong):
            return Wrong(segment.reason, segment.remedy, position + 1 + segment.offset)
        segments.append(segment)
        position = found.end()
    if not segments or text.rstrip().endswith("."):
        return _broken(text, max(len(text) - 1, 0))
    return tuple(segments)


def path(node: Scalar) -> Path | Wrong:
    """Read a scalar as a path; messages quote it as written."""
    return parse_path(node.text)


def _segment(found: re.Match[str]) -> str | int | Pick | Wrong:
    plain = found[5]
    if found[3] is not None:
        inner = parse_path(found[3])
        return inner if isinstance(inner, Wrong) else Pick(inner, found[4].strip())
    if plain is None:
        return found[1] if found[1] is not None else found[2]
    if plain.startswith("("):
        return Wrong(
            f"bagian `{plain}` pada path bukan `(kunci=nilai)`",
            'tulis misalnya `telepon.(jenis=kantor)`; kunci berkurung diberi kutip: "(a)"',
            -1,
        )
    return int(plain) if plain.isascii() and plain.isdigit() else plain


def _broken(text: str, position: int) -> Wrong:
    return Wrong(
        f"path `{text}` tidak lengkap",
        'tulis `a.b.0.c`; kunci yang memuat titik diberi kutip: a."b.c"',
        position,
    )


def _foreign(text: str) -> Wrong | None:
    """Refuse the ways that other tools write paths, with ours beside."""
    if text.startswith("$"):
        return Wrong(
            f"path `{text}` memakai gaya JSONPath",
            f"tulis `{text.lstrip('$').lstrip('.') or '.'}`",
        )
    index = re.search(r"\[(\d+)\]", text)
    if index is not None:
        plain = re.sub(r"\[(\d+)\]", r".\1", text).lstrip(".")
        return Wrong(f"path `{text}` memakai kurung", f"tulis `{plain}`", index.start())
    star = re.search(r"\[?\*\]?", text)
    if star is not None and '"' not in text:
        return Wrong(
            f"path `{text}` memakai bintang", "pakai `jmespath:`", star.start()
        )
    if text.startswith("/"):
        plain = text.strip("/").replace("/", ".")
        return Wrong(f"path `{text}` memakai garis miring", f"tulis `{plain}`")
    return _dotted(text)


def _dotted(text: str) -> Wrong | None:
    """Refuse a key that holds a dot and is not quoted."""
    dotted = _ODATA.search(text)
    if dotted is not None:
        return Wrong(
            f"kunci `{dotted[1]}` pada path memuat titik",
            f"""beri kutip: '"{dotted[1]}"'""",
            dotted.start(1),
        )
    loose = _LOOSE.search(text)
    if loose is not None:
        return Wrong(
            f"path `{text}` memuat spasi sesudah titik",
            f"""bila titiknya bagian kunci, beri kutip: '"{text}"'""",
            loose.end() - 1,
        )
    return None
