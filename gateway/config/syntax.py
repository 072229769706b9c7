"""A YAML syntax error as one problem, with the quoting remedy where it fits."""

import re
from typing import Any, Final

import yaml

from gateway.config.place import Place
from gateway.config.problems import Problem

_PLAIN: Final = (
    ("mapping values are not allowed", "`: ` di dalam nilai tanpa tanda kutip"),
    ("found character that cannot start", "nilai diawali tanda yang dipakai YAML"),
    ("unknown escape character", "garis miring terbalik di antara kutip ganda"),
    ("unexpected end of stream", "tanda kutip belum ditutup"),
    ("could not find expected ':'", "baris ini bukan `kata: isi`"),
    ("expected ',' or '}'", "kurung `{` belum ditutup atau isinya perlu tanda kutip"),
    ("expected ',' or ']'", "kurung `[` belum ditutup atau isinya perlu tanda kutip"),
    ("expected node content", "kurung belum ditutup"),
    ("expected '-' indicator", "indentasi daftar tidak lurus"),
    ("did not find expected key", "indentasi tidak lurus atau ada sisa setelah nilai"),
    ("expected alphabetic or numeric", "nilai diawali tanda yang dipakai YAML"),
    ("undefined tag handle", "nilai diawali tanda yang dipakai YAML"),
)
_LINE: Final = re.compile(
    r"^\s*(?:- +)?(?P<key>[\w.-]+|\"[^\"]*\"|'[^']*')\s*:\s+(?P<value>\S.*?)\s*$"
)
_GLUED: Final = re.compile(
    r"^\s*(?:- +)?(?P<key>[A-Za-z_][\w.-]*):(?P<value>[^\s:].*)$"
)
_KEY: Final = re.compile(r"^\s*(?:- +)?(?P<key>[\w.-]+|\"[^\"]*\"|'[^']*')\s*$")
_INNER: Final = re.compile(r"(?P<key>\w+):\s")
_QUOTES: Final = ('"', "'", "|", ">")


def explain(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """Say in Indonesian where the YAML breaks and what to do about it."""
    mark: Any = getattr(error, "problem_mark", None)
    if mark is None:
        # A reader error: a character that YAML does not allow at all.
        return Problem(
            _position(text, getattr(error, "position", 0), file),
            "ada karakter yang tidak boleh ada dalam YAML",
            "hapus karakter kendali (misalnya NUL) dari berkas",
        )
    lines = text.splitlines()
    told = str(getattr(error, "problem", ""))
    line: int = mark.line
    column: int = mark.column
    above = _carried_on(told, lines, line, column, file)
    if above is not None:
        return above
    context: Any = getattr(error, "context_mark", None)
    if context is not None and "flow" in str(getattr(error, "context", "")):
        # The end of an unclosed bracket is noticed far below: point at its start.
        line, column = context.line, context.column
    elif context is not None and "simple key" in str(getattr(error, "context", "")):
        # That a line is no `key: value` is noticed on the next one.
        line, column = context.line, context.column
    shown = lines[line] if line < len(lines) else ""
    if "expected ':'" in told:
        remedy = "tulis `kata: isi`, atau luruskan indentasinya bila bagian dari baris di atasnya"
    elif mark.line != line:
        remedy = "tutup kurungnya, atau beri tanda kutip pada nilai di dalamnya"
    else:
        remedy = _remedy(told, shown, max(column, mark.column))
    return Problem(
        Place(file, line + 1, column + 1),
        f"YAML tidak dapat dibaca: {_reason(told, shown, column)}",
        remedy,
    )


def _carried_on(
    told: str, lines: list[str], line: int, column: int, file: str
) -> Problem | None:
    """Explain a line that YAML took for more of the value above it, if it is one."""
    shown = lines[line] if line < len(lines) else ""
    own = _KEY.match(shown[:column]) if "mapping values" in told else None
    if own is None and "could not find expected ':'" not in told:
        return None
    number = line - 1
    while number > 0 and not lines[number].strip():
        number -= 1
    glued = _GLUED.match(lines[number]) if number >= 0 else None
    if glued is not None:
        return Problem(
            Place(file, number + 1, glued.start("value")),
            f"YAML tidak dapat dibaca: tidak ada spasi sesudah `{glued['key']}:`",
            f"tulis: {glued['key']}: {glued['value'].rstrip()}",
        )
    filled = _LINE.match(lines[number]) if number >= 0 else None
    if own is None or filled is None or filled["value"].startswith(_QUOTES):
        return None
    return Problem(
        Place(file, line + 1, own.start("key") + 1),
        f"YAML tidak dapat dibaca: `{own['key']}` lebih menjorok daripada"
        f" `{filled['key']}` di atasnya, yang sudah ada isinya",
        "luruskan indentasi keduanya",
    )


def quoting(text: str, number: int) -> str | None:
    """Return the remedy that puts quotes around the value on line `number`, from 1.

    None where the line is not `key: value`, or is quoted already.
    """
    found = _LINE.match(text.splitlines()[number - 1])
    if found is None or found["value"].startswith(_QUOTES):
        return None
    if found["value"].startswith("{") and _INNER.match(found["value"][1:].lstrip()):
        return None
    return f"beri tanda kutip: {found['key']}: {quoted(found['value'])}"


def quoted(value: str) -> str:
    """Write a value between the quotes that need no escape."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def _reason(told: str, line: str, column: int) -> str:
    if line[column : column + 1] == "\t" or re.match(r" *\t", line):
        return "ada tab"
    for english, indonesian in _PLAIN:
        if english in told:
            return indonesian
    return "susunannya salah"


def _remedy(told: str, line: str, column: int) -> str:
    if line[column : column + 1] == "\t" or re.match(r" *\t", line):
        return "pakai spasi untuk indentasi"
    if "escape" in told:
        return "pakai kutip tunggal, misalnya '\\d+'"
    found = _LINE.match(line)
    if found is None or found["value"].startswith(_QUOTES):
        return "periksa indentasi, kurung, dan tanda kutip di sekitar baris ini"
    value = found["value"]
    if value.startswith("{") and _INNER.match(value[1:].lstrip()):
        inner = [hit["key"] for hit in _INNER.finditer(line[: column + 1])]
        if inner:
            return f"beri tanda kutip pada nilai `{inner[-1]}`"
    elif _needs_quotes(value):
        return f"beri tanda kutip: {found['key']}: {quoted(value)}"
    return "periksa indentasi, kurung, dan tanda kutip di sekitar baris ini"


def _needs_quotes(value: str) -> bool:
    return value[0] in "{[*&!%@`" or ": " in value or value.endswith(":")


def _position(text: str, index: int, file: str) -> Place:
    before = text[:index]
    return Place(file, before.count("\n") + 1, index - before.rfind("\n"))
