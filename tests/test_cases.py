"""Every case of tests/cases runs as it is written."""

from pathlib import Path

import pytest

from gateway.config.vocabulary.top import TOP
from tests.casefile import CaseError, parse_case, read_case
from tests.caserun import run_case
from tests.casewords import known_words, used_words

CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))

SMALL = """
```yaml
version: 1
connectors:
  a:
    opd: Dinas A
    url: http://a.test
    queries:
      b: {args: {n: Int}, returns: String, call: {request: POST /b, json: {n: "{n}"}}}
```

```graphql
{ b(n: 1) }
```

```upstream
- request: a POST /b
  headers: {Content-Type: application/json}
  json: {"n": 1}
  answer: ya
```

```json
{"data": {"b": "ya"}}
```
"""


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
async def test_case(file: Path, tmp_path: Path) -> None:
    """The case's calls are made, no others, and its responses are given."""
    complaints = await run_case(read_case(file), tmp_path)
    assert not complaints, "\n\n".join(complaints)


def test_every_word() -> None:
    """Every word of connectors.yaml stands in a case that runs."""
    used = {
        word
        for file in CASES
        for name, text in read_case(file).files.items()
        if name.endswith(".yaml")
        for word in used_words(TOP, text)
    }
    known = set(known_words(TOP, set()))
    assert {"query.bad_rows=fail", "`send`.pad"} <= known
    assert set() == known - used


async def test_a_case_that_holds(tmp_path: Path) -> None:
    """A case that says what happens is without complaint."""
    assert [] == await run_case(parse_case(SMALL), tmp_path)


@pytest.mark.parametrize(
    ("expected", "right", "wrong"),
    [
        ("+++ found", '"b": "ya"', '"b": "tidak"'),
        ("unexpected call: a POST /b", "POST /b\n  headers", "POST /c\n  headers"),
        ("call not made: a POST /c", "POST /b\n  headers", "POST /c\n  headers"),
        ("unexpected call: a POST /b", "request: a POST", "request: z POST"),
        ('JSON body is {"n":1}', '{"n": 1}', '{"n": 2}'),
        ("form is", 'json: {"n": 1}', "form: n=1"),
        ("header Content-Type is", "application/json", "text/plain"),
        ("errors differs", '{"data"', '{"errors": [{"code": "INTERNAL"}], "data"'),
        ("plan differs", "```upstream", "```plan\nquery\n```\n\n```upstream"),
        ("response differs", '"ya"}}', '"ya"}, "extensions": {"sources": []}}'),
    ],
)
async def test_a_case_that_does_not_hold(
    expected: str, right: str, wrong: str, tmp_path: Path
) -> None:
    """Whatever a case says wrongly is complained of."""
    assert right in SMALL
    case = parse_case(SMALL.replace(right, wrong, 1))
    assert expected in "\n".join(await run_case(case, tmp_path))


@pytest.mark.parametrize(
    ("expected", "right", "wrong"),
    [
        ("needs a yaml block", "```yaml", "```csv a.csv"),
        ("needs a yaml block and a graphql block", "```graphql", "```yaml x.yaml"),
        ("before the first graphql block", "```yaml", "```plan"),
        ("means nothing: python", "```upstream", "```python"),
        ("mean nothing in a call: \\['jawab'\\]", "answer:", "jawab:"),
        (
            "json block with its response",
            '```json\n{"data"',
            '```json variables\n{"data"',
        ),
        ("not closed", "{ b(n: 1) }\n```", "{ b(n: 1) }"),
    ],
)
def test_a_case_that_cannot_be_read(expected: str, right: str, wrong: str) -> None:
    """A faulty case file is refused, so that no block is passed over."""
    text = SMALL.replace(right, wrong, 1)
    if wrong == "```yaml x.yaml":
        text = text[: text.index("```upstream")]
    with pytest.raises(CaseError, match=expected):
        parse_case(text)
