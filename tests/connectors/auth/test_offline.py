"""Examples of a service behind credentials run without asking anybody for a token."""

from pathlib import Path

import pytest

from gateway.__main__ import main

FILE = """\
version: 1
connectors:
  a:
    opd: A
    url: https://a.test
    auth: {auth}
    queries:
      b:
        returns: String
        call: GET /b
        examples:
          - {{answer: {{json: ya}}, result: ya, request: GET /b{query}}}
"""
HMAC = "{kind: hmac, key: '${S:-s}', sign: '{token}', headers: {X-S: '{signature}'}}"


@pytest.mark.parametrize(
    ("auth", "query"),
    [
        ("{kind: login, call: POST /masuk, token: t, query: {t: x}}", "?t=x"),
        (
            (
                "{kind: oauth2_client_credentials, token_url: 'https://b.test', client_id: c, "
                "client_secret: '${S:-s}'}"
            ),
            "",
        ),
        ("{kind: session, call: POST /masuk, cookie: sid}", ""),
        ("{kind: digest, user: u, password: '${S:-s}'}", ""),
        ("{kind: plugin, decrypt: tests.plugins.ulah:raises}", ""),
        ("{kind: query, name: k, value: '${S:-s}'}", ""),
        ("{kind: path, value: '${S:-s}'}", ""),
        (f"[forward, {HMAC}]", ""),
    ],
)
def test_examples(
    auth: str, query: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each kind's example passes as it is recorded: one request, one answer."""
    file = tmp_path / "c.yaml"
    file.write_text(FILE.format(auth=auth, query=query))
    status = main(["test", "--connectors", str(file)])
    assert (0, "1 contoh, semua sesuai") == (status, capsys.readouterr().out[:22])


@pytest.mark.parametrize(
    "kind",
    [
        "kind: header, name: X-K, value: '${S:-s}'",
        "kind: query, name: k, value: '${S:-s}'",
        "kind: path, value: '${S:-s}'",
        "kind: digest, user: u, password: '${S:-s}'",
        "kind: login, call: POST /masuk, token: t",
        "kind: session, call: POST /masuk, cookie: sid",
    ],
)
def test_an_example_of_a_refusal(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What refuses a credential does so in an example, too."""
    auth = f"{{{kind}, refused: {{path: data, in: [Invalid key]}}}}"
    said = "answer: {json: {data: Invalid key}}, error: [UPSTREAM_AUTH]"
    text = FILE.format(auth=auth, query="").replace(
        "answer: {json: ya}, result: ya", said
    )
    file = tmp_path / "c.yaml"
    file.write_text(text)
    status = main(["test", "--connectors", str(file)])
    assert (0, "1 contoh, semua sesuai") == (status, capsys.readouterr().out[:22])
