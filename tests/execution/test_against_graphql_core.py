"""The engine against graphql-core's own executor, over random worlds.

The comparison stands after readers: both sides are given the same raw rows.
`GATEWAY_PROPERTY_EXAMPLES` sets how many worlds are tried; without it the
examples are the same each time.
"""

import asyncio
import os
from contextlib import AsyncExitStack
from typing import Any

import orjson
from graphql import GraphQLSchema, parse, validate
from hypothesis import HealthCheck, event, given, note, settings, strategies as st

from gateway.app import Blueprint, build_engine, draw
from gateway.connectors.principal import ANONYMOUS, Principal
from gateway.execution.message import Request
from gateway.observe import Silent
from gateway.settings import Settings
from tests.execution.operations import Asked, operations
from tests.execution.oracle import Oracle, code_of
from tests.execution.upstreams import Services, Upstream, upstreams
from tests.execution.worlds import worlds

EXAMPLES = os.environ.get("GATEWAY_PROPERTY_EXAMPLES")

Place = tuple[str | int, ...]
Error = tuple[Place, str, tuple[tuple[int, int], ...]]


@given(st.data())
@settings(
    max_examples=int(EXAMPLES or 300),
    derandomize=EXAMPLES is None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_random_worlds(data: st.DataObject) -> None:
    """The engine gives the data and errors that the specification's algorithm gives."""
    config = data.draw(worlds(), "config")
    blueprint = draw(config)
    upstream = data.draw(upstreams(config), "upstream")
    asked = data.draw(operations(blueprint.schema), "operation")
    wanted = by_graphql_core(blueprint, upstream, asked)
    found = asyncio.run(by_engine(blueprint, upstream, asked))
    note(f"wanted: {wanted}")
    note(f"found:  {found}")
    event("refused" if "data" not in wanted else "executed")
    assert comparable(wanted) == comparable(found)


def by_graphql_core(
    blueprint: Blueprint, upstream: Upstream, asked: Asked
) -> dict[str, Any]:
    """Execute with graphql-core; a refused document or variables give no data."""
    oracle = Oracle(blueprint.config, upstream, blueprint.schema, login=asked.login)
    if refuses(oracle.schema, asked.text):
        return {}
    result = oracle.run(asked.text, asked.variables, asked.name)
    errors = [
        {
            "path": error.path,
            "code": code_of(error),
            "locations": [(one.line, one.column) for one in error.locations or ()],
        }
        for error in result.errors or ()
    ]
    if result.data is None and all(one["path"] is None for one in errors):
        return {}
    return {"data": result.data, "errors": errors}


def refuses(schema: GraphQLSchema, text: str) -> bool:
    """Tell whether a document is invalid."""
    return bool(validate(schema, parse(text)))


async def by_engine(
    blueprint: Blueprint, upstream: Upstream, asked: Asked
) -> dict[str, Any]:
    """Execute with the engine."""
    async with AsyncExitStack() as stack:
        engine = build_engine(
            blueprint,
            Settings(
                profile="development",
                max_calls=100_000,
                max_root_fields=1000,
                max_document=1_000_000,
                max_tokens=100_000,
            ),
            Silent(),
            stack,
            lambda _connector, _observer: Services(blueprint.config, upstream),
        )
        principal = Principal("warga") if asked.login else ANONYMOUS
        reply = await engine.execute(
            Request(asked.text, asked.name, asked.variables, principal)
        )
    body: dict[str, Any] = orjson.loads(reply.body)
    if "data" not in body:
        return {}
    errors = [
        {
            "path": error["path"],
            "code": error["extensions"]["code"],
            "locations": [(one["line"], one["column"]) for one in error["locations"]],
        }
        for error in body.get("errors", ())
    ]
    return {"data": body["data"], "errors": errors}


def comparable(result: dict[str, Any]) -> tuple[bytes, set[Error], set[Place]]:
    """Return what both must agree on.

    The data byte for byte; the errors that stand at a value of the data; and
    of those under a null only which null it is: what was found first below it
    is each executor's own.
    """
    standing: set[Error] = set()
    nulled: set[Place] = set()
    data = result.get("data")
    for error in result.get("errors", ()):
        path = tuple(error["path"])
        null = null_above(data, path)
        if null is None:
            refused = (
                error["code"] == "BAD_USER_INPUT"
            )  # graphql-core points at the value
            at = () if refused else tuple(error["locations"])
            standing.add((path, error["code"], at))
        else:
            nulled.add(null)
    return orjson.dumps(result.get("data", {})), standing, nulled


def null_above(data: Any, path: Place) -> Place | None:
    """Return the outermost null that a path passes through before its end."""
    at = data
    for index, key in enumerate(path):
        if at is None:
            return path[:index]
        at = at[key]
    return None
