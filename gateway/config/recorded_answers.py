"""Recorded answers as bytes: from files beside the example, or from what is written."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gateway.config.builders.constants import scalar
from gateway.config.examples import Example, RecordedAnswer
from gateway.config.files import real
from gateway.config.nodes import Items, Node, Scalar
from gateway.config.place import Word
from gateway.config.problems import Problems

MAX_ANSWER: Final = 2 * 1024 * 1024
_BODIES: Final = ("file", "json", "text", "base64")


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that is replayed."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def replies(example: Example, problems: Problems) -> tuple[Reply, ...]:
    """Make the answers of an example, in their order; note what is wrong with them."""
    found = [_reply(one, problems) for one in example.answers]
    return tuple(one for one in found if one is not None)


def plain(node: Node) -> object:
    """Return what a node says as JSON."""
    if isinstance(node, Scalar):
        return scalar(node, "JSON")
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.pairs}


def _reply(answer: RecordedAnswer, problems: Problems) -> Reply | None:
    stated = [word for word in _BODIES if getattr(answer, word) is not None]
    if len(stated) > 1:
        problems.add(
            answer.at,
            f"jawaban punya `{stated[0]}` dan `{stated[1]}` sekaligus",
            "pakai salah satu",
        )
        return None
    body = _body(answer, problems)
    if body is None:
        return None
    headers = dict(answer.headers)
    kind = answer.content_type or ("application/json" if stated == ["json"] else None)
    if kind is not None:
        headers["content-type"] = str(kind)
    return Reply(answer.status, headers, body)


def _body(answer: RecordedAnswer, problems: Problems) -> bytes | None:
    if answer.file is not None:
        return _file(answer.file, problems)
    if answer.base64 is not None:
        try:
            return base64.b64decode(answer.base64, validate=True)
        except (binascii.Error, ValueError):
            problems.add(answer.base64.at, "bukan base64 yang sah", "periksa teksnya")
            return None
    if answer.json is not None:
        return json.dumps(plain(answer.json), ensure_ascii=False).encode()
    return (answer.text or "").encode()


def _file(name: Word, problems: Problems) -> bytes | None:
    """Read a recorded body, from the folder of the file that names it or below."""
    folder = Path(name.at.file).parent.resolve()
    path = real(folder / name)
    shown = f"berkas `{name}`"
    if not path.is_relative_to(folder):
        problems.add(
            name.at, f"{shown} di luar folder ini", "simpan di samping berkas ini"
        )
        return None
    try:
        with path.open("rb") as file:
            body = file.read(MAX_ANSWER + 1)
    except FileNotFoundError:
        problems.add(name.at, f"{shown} tidak ada", "periksa letak dan ejaannya")
        return None
    except (OSError, ValueError):  # a NUL in its name is a ValueError
        problems.add(
            name.at, f"{shown} tidak dapat dibaca", "periksa izin dan jenisnya"
        )
        return None
    if len(body) > MAX_ANSWER:
        problems.add(
            name.at,
            f"{shown} lebih besar dari {MAX_ANSWER // 1024**2} MiB",
            "potong jawabannya; beberapa baris sudah cukup",
        )
        return None
    return body
