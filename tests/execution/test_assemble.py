"""What is generated of a selection, put together as functions."""

from gateway.execution.assemble import (
    HERE,
    REFUSE,
    STOP,
    Lines,
    text_of_many,
    text_of_one,
)

LINES = Lines(
    begun=[" s = run.shown"],
    items=[(0, "kode"), (1, "hari")],
    completing=[" c = run.got[1].get(row)"],
    fields=[
        [f" v0 = f0(v0, {HERE}, 'kode', run)", f" if v0 is BROKEN: {STOP}"],
        [f" v1 = f1(v1, {HERE}, 'hari', run)"],
    ],
    shown="{'kode': v0, 'hari': v1}",
)

ONE = """\
def project(row, path, key, run):
 s = run.shown
 try: v0 = row['kode']; v1 = row['hari']
 except (KeyError, TypeError):
  if row.__class__ is not dict: return not_object(row, path, key, run)
  get = row.get; v0 = get('kode'); v1 = get('hari')
 c = run.got[1].get(row)
 v0 = f0(v0, (path, key), 'kode', run)
 if v0 is BROKEN: return BROKEN
 v1 = f1(v1, (path, key), 'hari', run)
 return {'kode': v0, 'hari': v1}"""

MANY = """\
def project(rows, path, run):
 s = run.shown
 a1 = column1(rows)
 if a1 is None: return None
 here = (path, 0)
 out = []
 add = out.append
 for row, v1 in zip(rows, a1):
  try: v0 = row['kode']
  except (KeyError, TypeError):
   if row.__class__ is not dict: return None
   get = row.get; v0 = get('kode')
  c = run.got[1].get(row)
  v0 = f0(v0, here, 'kode', run)
  if v0 is BROKEN: return None
  add({'kode': v0, 'hari': v1})
 return out"""


def test_one_row() -> None:
    """A row's function says where it is no object, and what is broken in it."""
    assert ONE == text_of_one(LINES)


def test_many_rows() -> None:
    """The function of many reads its columns first, and gives up where anything is odd."""
    assert MANY == text_of_many(LINES, (1,))


def test_many_rows_without_columns() -> None:
    """With no columns there is one loop over the rows alone."""
    text = text_of_many(LINES)
    assert " for row in rows:" in text.splitlines()
    assert "column" not in text


def test_rows_that_are_columns_throughout() -> None:
    """Rows of which no item is read are judged all the same."""
    text = text_of_many(Lines(items=[(0, "hari")], fields=[[]]), (0,))
    assert "  if row.__class__ is not dict: return None" in text.splitlines()
    assert REFUSE not in text
