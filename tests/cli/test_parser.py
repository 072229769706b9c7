"""The command line's own words: gateway/cli/parser.py."""

import pytest

from gateway.__main__ import main
from gateway.cli.parser import Parser, told


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["chek"], "PERINTAH: `chek` tidak dikenal; mungkin maksudnya `check`?"),
        (["xyz"], "PERINTAH: `xyz` tidak dikenal; yang ada: serve, dev, demo, "),
        ([], "PERINTAH belum diisi"),
        (["purge"], "KONEKTOR belum diisi"),
        (["check", "--salah"], "tidak dikenal: --salah"),
        (["serve", "--port"], "--port perlu isi"),
        (["try", "x", "--lines", "a"], "--lines: 'a' bukan bilangan"),
        (["check", "--json=1"], "--json tidak berisi: '1'"),
        (["fault", "--age=2w"], "--age: `2w` bukan lama waktu seperti 30s atau 2m"),
    ],
)
def test_mistakes(
    words: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistake is told in Indonesian, below how the command is used, and where help is."""
    with pytest.raises(SystemExit) as stopped:
        main(words)
    said = capsys.readouterr().err
    assert 2 == stopped.value.code
    assert said.startswith("pakai: gateway")
    assert expected in said
    assert said.splitlines()[-1].startswith("Bantuan: gateway")


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("ambiguous option: --r could match --a, --b", "--r dapat berarti --a, --b"),
        (
            "argument A: invalid choice: 'chek' (choose from check, serve)",
            "A: `chek` tidak dikenal; mungkin maksudnya `check`?",
        ),
        ("something new", "something new"),
    ],
)
def test_other_mistakes(message: str, expected: str) -> None:
    """Also as later Pythons write them; what is not known stays as it is."""
    assert expected == told(message)


@pytest.mark.parametrize("words", [["--help"], ["maintenance", "--help"]])
def test_help(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """No heading of a command's help is English."""
    with pytest.raises(SystemExit) as stopped:
        main(words)
    text = capsys.readouterr().out
    assert 0 == stopped.value.code
    assert text.startswith("pakai: gateway")
    assert "pilihan:\n  -h, --help" in text
    assert "tampilkan bantuan ini" in text
    assert not [word for word in ("usage", "options", "positional") if word in text]


def test_commands_speak_it_too() -> None:
    """A parser's commands are parsers of the same kind."""
    command = Parser(prog="a").add_subparsers().add_parser("b")
    assert "pakai: a b [-h]" in command.format_help()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["purge", ""], "KONEKTOR tidak boleh kosong: nama konektor"),
        (["purge", "pangan", "--tag", ""], "--tag tidak boleh kosong: tulis TAG"),
        (
            ["purge", "pangan", "--tag", "a", "--tag", " "],
            "--tag tidak boleh kosong: tulis TAG",
        ),
        (["maintenance", ""], "KONEKTOR tidak boleh kosong: nama konektor"),
        (
            ["maintenance", "pangan", "--pesan", ""],
            "--pesan tidak boleh kosong: tulis TEKS",
        ),
        (
            ["maintenance", "pangan", "--until="],
            "--until tidak boleh kosong: tulis WAKTU",
        ),
        (["status", "--url", ""], "--url tidak boleh kosong: tulis ALAMAT"),
        (["check", ""], "BERKAS tidak boleh kosong: berkas yang diperiksa (bawaan: "),
        (["fault", ""], "OPD tidak boleh kosong: misalnya dinkes"),
        (["serve", "--workers", ""], "--workers tidak boleh kosong: tulis JUMLAH"),
        (
            ["explain", " "],
            "KUERI tidak boleh kosong: kueri, berkas .graphql, atau - (masukan baku)",
        ),
        (
            ["explain", "{ a }", "--config", ""],
            "--connectors tidak boleh kosong: tulis BERKAS",
        ),
        (["try", "a.b", "x=1", ""], "ARGUMEN=NILAI tidak boleh kosong: "),
    ],
)
def test_nothing_is_said(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a script left empty is named, whatever the command, and nothing is done."""
    with pytest.raises(SystemExit) as ended:
        main(words)
    usage, complaint = capsys.readouterr().err.split("\n", 1)
    assert 2 == ended.value.code
    assert usage.startswith(f"pakai: gateway {words[0]}")
    assert said in complaint
