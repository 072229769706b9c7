"""Recorded payloads of government services, answered by configuration alone.

The expected values of the cases were read by hand from the recorded bytes.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from graphql import GraphQLNamedType, GraphQLSchema, is_introspection_type

from gateway.app import compile_schema
from gateway.settings import Settings
from tests.casefile import MAIN, parse_case, read_case
from tests.real.recorded import ADDRESS, run_recorded

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "../shared/samples"
CASES = sorted(HERE.glob("*.md"))

SMALL = """
```yaml
version: 1
connectors:
  a:
    opd: Dinas A
    url: ${REKAMAN}
    network: loopback
    queries:
      b: {args: {n: Int}, returns: String, call: {request: POST /b?c=d, json: {n: "{n}"}}, select: x}
```

```yaml recorded.yaml
- request: POST /b?c=d
  headers: {Content-Type: application/json}
  json: {"n": 1}
  file: a.txt
  after: Contoh
  times: 1
```

```graphql
{ b(n: 1) }
```

```plan
query
  #0 a.b [call: 1 panggilan] → b
tampilan
  b(n: 1): String = #0
```

```json
{"data": {"b": "ya"}}
```
"""


@pytest.mark.skipif(
    not SAMPLES.exists(), reason="the recorded payloads are not on this machine"
)
@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
async def test_real(file: Path, tmp_path: Path) -> None:
    """The recorded answers give the responses that the case states."""
    complaints = await run_recorded(read_case(file), tmp_path, SAMPLES)
    assert not complaints, "\n\n".join(complaints)


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_described(file: Path, tmp_path: Path) -> None:
    """The configuration describes its types, fields, arguments and enum values."""
    for name, text in read_case(file).files.items():
        (tmp_path / name).write_text(text)
    environ = {ADDRESS: "http://127.0.0.1:9"}
    schema = compile_schema(Settings(connectors=tmp_path / MAIN), environ)
    assert [] == [name for name, about in _described(schema) if not about]


def _described(schema: GraphQLSchema) -> Iterator[tuple[str, str | None]]:
    """Yield whatever can have a description, with it."""
    for type_ in schema.type_map.values():
        if not is_introspection_type(type_):
            yield type_.name, type_.description
            yield from _members(type_)


def _members(type_: GraphQLNamedType) -> Iterator[tuple[str, str | None]]:
    members: Mapping[str, object] = getattr(
        type_, "fields", getattr(type_, "values", {})
    )
    for name, member in members.items():
        yield f"{type_.name}.{name}", getattr(member, "description", None)
        for arg, argument in getattr(member, "args", {}).items():
            yield f"{type_.name}.{name}({arg}:)", argument.description


async def test_a_case_that_holds(tmp_path: Path) -> None:
    """A case that says what happens is without complaint."""
    assert [] == await _complaints(SMALL, tmp_path)


@pytest.mark.parametrize(
    ("expected", "right", "wrong"),
    [
        ("nothing recorded for POST", "request: POST /b", "request: POST /c"),
        ("asked 0 times: POST /b?c=d", "request: POST /b", "request: POST /c"),
        ('{"n":1}', '{"n": 1}', '{"n": 2}'),
        ("asked 1 times: POST /b?c=d", "times: 1", "times: 2"),
        ("nothing recorded", "application/json", "text/plain"),
        ("the plan is\nquery", "1 panggilan", "2 panggilan"),
        ("response differs", '"ya"', '"tidak"'),
    ],
)
async def test_a_case_that_does_not_hold(
    expected: str, right: str, wrong: str, tmp_path: Path
) -> None:
    """Whatever a case says wrongly is complained of."""
    found = await _complaints(SMALL.replace(right, wrong, 1), tmp_path)
    assert expected in "\n".join(found)


async def _complaints(text: str, folder: Path) -> list[str]:
    (folder / "a.txt").write_text('{"x": 1}\n@Contoh:\n  {"x": "ya"}\n@Galat {}\n')
    return await run_recorded(parse_case(text), folder, folder)
