"""Arguments and input objects, with their constants."""

from collections.abc import Callable

import pytest

from gateway.config.model import Argument, Config, Const, Writer
from gateway.config.place import Word
from gateway.config.typeref import parse_type

Load = Callable[..., Config]
BODY = "call: {request: POST /x, json: {q: '{a}'}}"
INPUTS = (
    "inputs: {Saring: {fields: {kata: String, tahun: Int, dalam: Saring}}}\n"
    "enums: {Urut: [NAIK, TURUN]}"
)


def _argument(config: Config) -> Argument:
    return config.connectors[Word("perpus")].queries[Word("daftarBuku")].args[Word("a")]


@pytest.mark.parametrize(
    ("type_", "written", "constant"),
    [
        ("String", "0014", "0014"),
        ("String", "null", None),
        ("String", '"null"', "null"),
        ("ID", "7", "7"),
        ("Int", "7", 7),
        ("Rupiah", '"-12500"', -12500),
        ("Float", "1.5", 1.5),
        ("Float", "2", 2.0),
        ("Boolean", "true", True),
        ("Boolean", "false", False),
        ("Decimal", "1.50", "1.50"),
        ("Date", "2025-08-17", "2025-08-17"),
        ("Urut", "NAIK", "NAIK"),
        ('"[Int!]"', "[1, 2]", (1, 2)),
        ('"[[Int]]"', "[[1], [2]]", ((1,), (2,))),
        ("Saring", "{kata: x, tahun: 5}", {"kata": "x", "tahun": 5}),
        ("Saring", "{dalam: {tahun: 5}}", {"dalam": {"tahun": 5}}),
        ("JSON", "x", "x"),
        ("JSON", "1", 1),
        ("JSON", "1.5", 1.5),
        ("JSON", "007", "007"),
        ("JSON", "true", True),
    ],
)
def test_defaults_are_typed_by_the_argument(
    type_: str, written: str, constant: Const, loaded: Load
) -> None:
    """A constant is what its text means in the argument's type."""
    config = loaded(
        call=BODY,
        top=INPUTS,
        args=f"args: {{a: {{type: {type_}, default: {written}}}}}",
    )
    argument = _argument(config)

    assert constant == argument.default
    assert type(constant) is type(argument.default)
    assert argument.has_default


@pytest.mark.parametrize(
    ("type_", "written"),
    [("Int", "dua"), ("Int", "[1]"), ("Boolean", "ya"), ("Saring", "{thn: 5}")],
)
def test_constants_that_do_not_fit_are_left_to_the_checks(
    type_: str, written: str, wrong: Callable[..., list[str]]
) -> None:
    """A default of another type is one problem, told by the checks."""
    told = wrong(
        call=BODY,
        top=INPUTS,
        args=f"args: {{a: {{type: {type_}, default: {written}}}}}",
    )

    assert 1 == len(told)
    assert "default" in told[0]


def test_every_word_of_an_argument(loaded: Load) -> None:
    """Each word arrives as its own."""
    config = loaded(
        args=(
            "args:\n  a:\n    type: String\n    about: Kata\n    deprecated: jangan\n"
            '    pattern: "[a-z]+"\n    length: 3..\n    enum: [abc, abcd]\n'
            "    personal: true\n"
            "    send: {case: upper, pad: 4}"
        )
    )
    argument = _argument(config)

    assert (
        Argument(
            Word("a"),
            parse_type("String") or argument.type,
            about="Kata",
            deprecated="jangan",
            pattern=Word("[a-z]+"),
            length=(3, None),
            enum=(Word("abc"), Word("abcd")),
            personal=True,
            send=Writer(case="upper", pad=4),
            at=argument.at,
            type_at=argument.type_at,
        )
        == argument
    )
    assert ("c.yaml:17:11", "c.yaml:18:19") == (str(argument.at), str(argument.type_at))


@pytest.mark.parametrize(
    ("written", "length"), [("3", (3, 3)), ("1..20", (1, 20)), ("..20", (0, 20))]
)
def test_lengths(written: str, length: tuple[int, int], loaded: Load) -> None:
    """One number is exact, an open side has no bound."""
    config = loaded(args=f"args: {{a: {{type: String, length: {written}}}}}")

    assert length == _argument(config).length


@pytest.mark.parametrize(
    ("type_", "written", "writer"),
    [
        ("Date", "format: dd-MM-yyyy", Writer(format=Word("dd-MM-yyyy"))),
        ("DateTime", "zone: WIB", Writer(zone=Word("WIB"))),
        ("String", "map: t", Writer(map=Word("t"))),
        ("Int", "minus: 1900", Writer(minus=1900)),
        ("Int", "plus: 1", Writer(plus=1)),
        ('"[ID]"', 'join: ","', Writer(join=",")),
        ("Boolean", "true: Y, false: T", Writer(true=Word("Y"), false=Word("T"))),
    ],
)
def test_writers(type_: str, written: str, writer: Writer, loaded: Load) -> None:
    """Each word of `send` arrives as its own."""
    config = loaded(
        top="tables: {t: {x: y}}",
        args=f"args: {{a: {{type: {type_}, send: {{{written}}}}}}}",
    )

    assert writer == _argument(config).send


def test_bounds_stay_text(loaded: Load) -> None:
    """`min` and `max` are compared by the argument's type, so they stay text."""
    argument = _argument(loaded(args="args: {a: {type: Int, min: 1, max: 010}}"))

    assert ("1", "010") == (argument.min, argument.max)
