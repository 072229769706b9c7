"""The lines that are generated of a selection: gateway/execution/generate.py."""

from gateway.execution.assemble import text_of_one
from gateway.execution.failure import Origin
from gateway.execution.generate import Generator
from tests.execution.selections import selected


async def generated(fields: str) -> str:
    """Return the function of one row with some fields, without its first lines."""
    async with selected(fields) as found:
        generator = Generator(found.projector, found.selection, Origin(()))
        generator.generate()
    return text_of_one(generator.made)


async def test_plain_items() -> None:
    """The plain items of a row are read in line; only what is unlike its type is read by a function."""
    assert (
        """\
def project(row, path, key, run):
 try: v1 = row['isbn']; v2 = row['j']; v3 = row['harga']
 except (KeyError, TypeError):
  if row.__class__ is not dict: return not_object(row, path, key, run)
  get = row.get; v1 = get('isbn'); v2 = get('j'); v3 = get('harga')
 v0 = 'Buku'
 if v1.__class__ is int: v1 = f"{v1}"
 elif v1.__class__ is not t1:
  v1 = f1(v1, (path, key), 'isbn', run)
  if v1 is BROKEN: return BROKEN
 if v2.__class__ is not t2:
  v2 = f2(v2, (path, key), 'nama', run)
 if v3.__class__ is not t3 or not -1073741823 <= v3 <= 1073741823:
  v3 = f3(v3, (path, key), 'harga', run)
  if v3 is BROKEN: return BROKEN
 return {'__typename': v0, 'isbn': v1, 'nama': v2, 'harga': v3}"""
        == await generated("__typename isbn nama: judul harga")
    )


async def test_values_of_functions() -> None:
    """What is no plain item is what a function makes of the row; the nullable absorb what is broken."""
    assert (
        """\
def project(row, path, key, run):
 if row.__class__ is not dict: return not_object(row, path, key, run)
 v0 = f0(row, (path, key), 'bahasa', run)
 if v0 is BROKEN: v0 = None
 v1 = f1(row, (path, key), 'sampul', run)
 if v1 is BROKEN: v1 = None
 v2 = f2(None, (path, key), 'pemilik', run)
 if v2 is BROKEN: v2 = None
 return {'bahasa': v0, 'sampul': v1, 'pemilik': v2}"""
        == await generated("bahasa sampul { warna } pemilik")
    )


async def test_links() -> None:
    """What a link's key became is found in line, where many rows link to few."""
    assert (
        """\
def project(row, path, key, run):
 s0 = run.shown[1].get
 try: v0 = row['kd_rak']
 except (KeyError, TypeError):
  if row.__class__ is not dict: return not_object(row, path, key, run)
  get = row.get; v0 = get('kd_rak')
 if v0.__class__ is int: v0 = str(v0)
 l0 = s0(v0) if v0.__class__ is str else None
 if l0 is not None: v0 = l0
 else:
  v0 = f0(row, (path, key), 'rak', run)
  if v0 is BROKEN: v0 = None
 return {'rak': v0}"""
        == await generated("rak { nama }")
    )


async def test_completions() -> None:
    """A row is completed by one that its key finds, from which its functions read."""
    assert (
        """\
def project(row, path, key, run):
 if row.__class__ is not dict: return not_object(row, path, key, run)
 c0 = run.got[1].get(key0(row))
 v0 = f0(c0, (path, key), 'tebal', run)
 if v0 is BROKEN: v0 = None
 return {'tebal': v0}"""
        == await generated("tebal")
    )


async def test_compiled_apart() -> None:
    """What is compiled beside the loop is not taken for what is compiled on it."""
    async with selected("isbn") as found:
        generator = Generator(found.projector, found.selection, Origin(()))
    another = generator.names["project"] = object()
    generator.build()
    assert another is generator.names["project"]
