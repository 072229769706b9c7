"""Conditions: gateway/connectors/conditions.py."""

from dataclasses import replace

import pytest

from gateway.config.model import Condition, Missing, Success, Table
from gateway.config.place import Word
from gateway.connectors.conditions import (
    Refusal,
    compile_condition,
    compile_message,
    compile_missing,
    compile_sign,
    compile_success,
)

MESSAGE = (Success(Condition((("ok",),), one_of=("1",)), (("m",),)),)


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        (True, "0000"),
        (True, 200),
        (True, 200.0),
        (True, "200"),
        (True, True),
        (False, 0),
        (False, "0"),
        (False, None),
        (False, {"0000": 1}),
        (False, ["0000"]),
    ],
    ids=repr,
)
def test_one_of(expected: bool, value: object) -> None:  # noqa: FBT001 - a table's column
    """Values compare as text: 200 and "200" are equal, true is "true"."""
    condition = Condition((("code",),), one_of=("0000", "200", "true"))
    assert expected is compile_condition(condition)({"code": value})


@pytest.mark.parametrize(
    ("expected", "value"),
    [(False, "error"), (False, None), (True, "ok"), (True, {}), (True, [])],
    ids=repr,
)
def test_none_of(expected: bool, value: object) -> None:  # noqa: FBT001 - a table's column
    """`none_of` holds unless the text is one of those; null is "null"."""
    condition = Condition((("status",),), none_of=("error", "null"))
    assert expected is compile_condition(condition)({"status": value})


def test_both() -> None:
    """`one_of` and `none_of` together must both hold."""
    test = compile_condition(Condition(((),), one_of=("1", "2"), none_of=("2",)))
    assert [True, False, False] == [test(1), test(2), test(3)]


def test_present() -> None:
    """A condition without values asks that there is something."""
    test = compile_condition(Condition((("data",),)))
    assert [True, False, False] == [test({"data": []}), test({"data": None}), test({})]


@pytest.mark.parametrize(
    ("expected", "value"),
    [(True, "list-not-available"), (False, "available"), (False, None)],
)
def test_sign(expected: bool, value: object) -> None:  # noqa: FBT001 - a table's column
    """What is not there is no sign, or an error's answer would be taken for "none"."""
    missing = Missing(conditions=(Condition((("data",),), none_of=("available",)),))
    assert expected is compile_missing(missing)(200, {"data": value})


def test_sign_of_null() -> None:
    """That there is nothing can be a sign, where it is said to be."""
    assert compile_sign(Condition((("data",),), one_of=("null",)))({})


def test_message_of_a_code() -> None:
    """A code is told as its table says, one that is unknown as the others; none is not."""
    table = Table(Word("kode"), {"05": "Transaksi gagal"})
    success = (replace(MESSAGE[0], map=Word("kode")),)
    tell = compile_message(success, {table.name: table})
    assert ["Transaksi gagal", None] == [tell({"m": "05 "}), tell({"m": "91"})]
    other = replace(table, otherwise="Permintaan ditolak")
    tell = compile_message(success, {table.name: other})
    assert ["Permintaan ditolak", None] == [tell({"m": "91"}), tell({})]


def test_success() -> None:
    """A refusal carries the OPD's own message."""
    told = Success(Condition((("ok",),), one_of=("1",)), (("pesan",),))
    judge = compile_success((told,))
    assert judge({"ok": 1, "pesan": "Sukses"}) is None
    assert Refusal("Kuota habis") == judge({"ok": 0, "pesan": " Kuota\u00a0habis "})
    assert Refusal(None) == judge({})


def test_success_in_one_of_several_places() -> None:
    """The first path that is there is judged, though another would say otherwise."""
    paths = (("metadata", "code"), ("metaData", "code"))
    test = compile_condition(Condition(paths, one_of=("200",)))
    assert test({"metadata": {"code": 200}})
    assert test({"metaData": {"code": "200"}})
    assert test({"metadata": {"code": None}, "metaData": {"code": "200"}})
    assert not test({"metadata": {"code": 201}, "metaData": {"code": "200"}})
    assert not test({})


def test_success_by_several_conditions() -> None:
    """All must hold; the message is that of the first that does not."""
    judge = compile_success(
        (
            Success(Condition((("code",),), one_of=("1",)), (("m",),)),
            Success(Condition((("data", "ok"),), none_of=("T",)), (("data", "m"),)),
        )
    )
    assert judge({"code": 1, "m": "OK", "data": {"ok": "Y"}}) is None
    assert Refusal("Tutup") == judge({"code": 0, "m": "Tutup", "data": {"ok": "T"}})
    said = {"code": 1, "m": "OK", "data": {"ok": "T", "m": "Kuota habis"}}
    assert Refusal("Kuota habis") == judge(said)


def test_messages_in_several_places() -> None:
    """The first that is fit to show is given, past what is empty or unfit."""
    message = compile_message((replace(MESSAGE[0], messages=(("m",), ("n",), ("o",))),))
    assert message({"m": " ", "n": "<b>", "o": "Tutup"}) == "Tutup"
    assert message({"m": None, "n": 5}) is None


def test_no_success_stated() -> None:
    """Where no success is stated, every answer is one."""
    assert compile_success(())({"status": "error"}) is None


def test_missing() -> None:
    """A status or any of the conditions means that there is none."""
    condition = Condition((("code",),), one_of=("0014",))
    is_missing = compile_missing(Missing((404,), (condition,)))
    assert is_missing(404, None)
    assert is_missing(200, {"code": "0014"})
    assert not is_missing(200, {"code": "0000"})


@pytest.mark.parametrize(
    "value",
    [
        None,
        12,
        "",
        "   ",
        "x" * 301,
        "dua\nbaris",
        "<b>tebal</b>",
        "a &lt; b",
        "a &amp;lt; b",
        "nol\x00",
        "lihat http://10.0.0.1/x",
        "SQLSTATE[42S02]: Base table or view not found",
        "NullPointerException",
        "Undefined index: nik on line 12",
        ["x"],
    ],
    ids=repr,
)
def test_message_not_shown(value: object) -> None:
    """Only a single short line, with no markup or technical matter, is fit to show."""
    assert compile_message(MESSAGE)({"m": value}) is None


def test_escaped_message() -> None:
    """A message that PHP escaped for a page is shown as a page would show it."""
    said = {"m": "Kunci salah &amp; akses&nbsp;ditolak: &quot;A&#39;B&quot;"}
    assert 'Kunci salah & akses ditolak: "A\'B"' == compile_message(MESSAGE)(said)


def test_no_message_path() -> None:
    """Where no message is stated, none is given."""
    assert compile_message(())({"message": "x"}) is None


def test_longest_message() -> None:
    """A line of 300 characters is shown whole."""
    assert "x" * 300 == compile_message(MESSAGE)({"m": "x" * 300})
