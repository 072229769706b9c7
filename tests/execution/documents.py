"""Documents over a small schema, as a reader reads them."""

from typing import Any

import pytest
from graphql import build_schema

from gateway.errors import RequestError
from gateway.execution.operation import Operation
from gateway.execution.reader import Reader, ReadPolicy

SCHEMA = build_schema("""
    type Query { a(n: Int, m: In): Query b: String rahasia: String }
    input In { x: Int! }
    type Mutation { ubah: Int }
""")


def reader(**policy: Any) -> Reader:
    """Return a reader over a small schema."""
    return Reader(SCHEMA, ReadPolicy(**policy))


def refusal(text: str, **policy: Any) -> RequestError:
    """Return the error that refuses a document."""
    with pytest.raises(RequestError) as caught:
        reader(**policy).read(text)
    return caught.value


def operation(text: str) -> Operation:
    """Return the only operation of a document."""
    return reader().read(text).operation(None)
