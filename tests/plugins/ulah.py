"""Plug-ins that misbehave, for tests."""

import asyncio
import sys
import time
from collections.abc import Mapping
from typing import Any

from gateway.connectors.auth.plugins import Signature, ToOpen


def raises(_: Any, options: Mapping[str, str]) -> object:
    """Fail, with a secret in the text."""
    raise ValueError(options["key"])


def exits(_: Any, options: Mapping[str, str]) -> object:
    """End the process."""
    sys.exit(options["key"])


async def cancels(_: Any, __: Mapping[str, str]) -> object:
    """Pretend to be cancelled."""
    raise asyncio.CancelledError


async def exits_later(_: Any, options: Mapping[str, str]) -> object:
    """End the process from within the loop."""
    await asyncio.sleep(0)
    sys.exit(options["key"])


def hangs(_: Any, __: Mapping[str, str]) -> object:
    """Take longer than anybody waits."""
    time.sleep(1.5)
    return None


def nothing(_: Any, __: Mapping[str, str]) -> object:
    """Give what nobody asked for."""
    return None


def odd_name(_: Any, __: Mapping[str, str]) -> object:
    """Set a header that is the connection's."""
    return Signature({"Content-Length": "1"})


def bad_name(_: Any, __: Mapping[str, str]) -> object:
    """Set a header whose name cannot be."""
    return Signature({"A: b\r\nC": "1"})


def bad_value(_: Any, __: Mapping[str, str]) -> object:
    """Set a header whose value cannot be."""
    return Signature({"A": "1\r\nB: 2"})


def number(_: Any, __: Mapping[str, str]) -> object:
    """Set a parameter that is no text."""
    return Signature(query={"a": 1})  # type: ignore[dict-item] # the point of it


def text_body(_: Any, __: Mapping[str, str]) -> object:
    """Set a body that is no bytes."""
    return Signature(body="a")  # type: ignore[arg-type] # the point of it


def tampers(answer: ToOpen, _: Mapping[str, str]) -> object:
    """Try to change what is given."""
    answer.body = b"x"  # type: ignore[misc] # the point of it
    return b""
