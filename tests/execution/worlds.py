"""Random configurations: types, links, extensions, merges and roots, as strategies.

A field's name is of one type wherever it stands, so that most random
operations are valid: `_Pool` decides it once for a world. Types embed only
types of higher index, so that rows are finite.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from gateway.config.model import (
    BadRows,
    Config,
    Connector,
    Discriminator,
    EnumDef,
    EnumValue,
    Extension,
    FieldDef,
    InterfaceDef,
    Merge,
    Network,
    Operation,
    Reading,
    TypeDef,
    UnionDef,
)
from gateway.config.place import Word
from gateway.config.steps import Path
from gateway.config.typeref import TypeRef, parse_type
from tests.execution.asking import ARGS, INPUT, group_query, lookup, query
from tests.execution.leaves import GOOD

SHAPES = (
    "{}",
    "{}",
    "{}",
    "{}!",
    "[{}]",
    "[{}!]",
    "[{}]!",
    "[{}!]!",
    "[[{}]]",
    "[[{}!]!]!",
)
CONNECTORS = ("dinas", "badan")


@dataclass
class _Pool:
    """The fields that types choose from: leaves, links, embedded objects."""

    leaves: list[FieldDef] = field(default_factory=list[FieldDef])
    links: list[FieldDef] = field(default_factory=list[FieldDef])
    embedded: list[tuple[int, FieldDef]] = field(
        default_factory=list[tuple[int, FieldDef]]
    )


def ref(text: str) -> TypeRef:
    """Return a type reference that is known to be one."""
    found = parse_type(text)
    assert found is not None
    return found


def made(
    name: str, kind: str, *, embed: bool = False, personal: bool = False
) -> FieldDef:
    """Return a field that is read from its own name."""
    reading = Reading(paths=((name,),))
    return FieldDef(Word(name), ref(kind), reading, embed=embed, personal=personal)


@st.composite
def shaped(draw: st.DrawFn, named: str) -> str:
    """Draw a type of this name: required or not, in lists or not."""
    return draw(st.sampled_from(SHAPES)).format(named)


@st.composite
def paths(draw: st.DrawFn, name: str) -> tuple[Path, ...]:
    """Draw where a field stands in a row."""
    return draw(
        st.sampled_from(
            [
                ((name,),),
                ((name,),),
                (("d", name),),
                ((f"{name}_lama",), (name,)),
            ]
        )
    )


@st.composite
def worlds(draw: st.DrawFn) -> Config:
    """Draw a configuration."""
    count = draw(st.integers(2, 4))
    keyed = [draw(st.booleans()) for _ in range(count)]
    members = list(range(count - 2, count))
    faces = draw(st.sampled_from([(), ("Muka",), ("Gabung",), ("Muka", "Gabung")]))
    pool = _pool(draw, keyed, members[0], faces)
    shared = _some(draw, pool.leaves, 0, 2)
    types: dict[Word, TypeDef] = {}
    queries: dict[str, dict[Word, Operation]] = {one: {} for one in CONNECTORS}
    for index in range(count):
        implements = (Word("Muka"),) if "Muka" in faces and index in members else ()
        kind = _type(draw, index, pool, shared if implements else [], implements)
        types[kind.name] = kind
        if keyed[index]:
            types[kind.name] = draw(lookup(kind, queries["dinas"]))
    discriminator = Discriminator(
        ("jenis",),
        {f"t{i}": Word(f"T{i}") for i in members},
        draw(st.sampled_from([None, Word(f"T{members[0]}")])),
    )
    named = [*map(str, types), *faces]
    merges = _queries(draw, types, named, queries)
    extensions = _extensions(draw, types, named, queries, merges)
    return Config(
        connectors={
            Word(name): Connector(
                Word(name),
                f"OPD {name}",
                Word(f"https://{name}.test"),
                network=Network(),
                queries=queries[name],
            )
            for name in CONNECTORS
        },
        types=types,
        interfaces={
            Word("Muka"): InterfaceDef(
                Word("Muka"),
                {one.name: one for one in [made("kode", "ID!"), *shared]},
                discriminator,
            )
        }
        if "Muka" in faces
        else {},
        unions={
            Word("Gabung"): UnionDef(
                Word("Gabung"), tuple(Word(f"T{i}") for i in members), discriminator
            )
        }
        if "Gabung" in faces
        else {},
        enums={
            Word("Warna"): EnumDef(
                Word("Warna"),
                {Word(v): EnumValue(Word(v)) for v in ("MERAH", "BIRU")},
            )
        },
        inputs={INPUT.name: INPUT},
        extensions=extensions,
        merges=merges,
    )


def _pool(
    draw: st.DrawFn, keyed: Sequence[bool], first_member: int, faces: Sequence[str]
) -> _Pool:
    pool = _Pool()
    for index in range(draw(st.integers(2, 5))):
        leaf = draw(st.sampled_from(sorted(GOOD)))
        personal = draw(st.sampled_from([False] * 9 + [True]))
        pool.leaves.append(made(f"f{index}", draw(shaped(leaf)), personal=personal))
    targets = [f"T{index}" for index, one in enumerate(keyed) if one]
    for index in range(draw(st.integers(0, 3)) if targets else 0):
        kind = draw(shaped(draw(st.sampled_from(targets))))
        pool.links.append(made(f"l{index}", kind))
    objects = [(index, f"T{index}") for index in range(1, len(keyed))]
    objects.extend((first_member, face) for face in faces)
    for index in range(draw(st.integers(0, 3))):
        least, name = draw(st.sampled_from(objects))
        kind = draw(shaped(name))
        pool.embedded.append((least, made(f"e{index}", kind, embed=True)))
    return pool


def _some(
    draw: st.DrawFn, among: Sequence[FieldDef], least: int, most: int
) -> list[FieldDef]:
    if not among:
        return []
    chosen = draw(
        st.lists(
            st.sampled_from(range(len(among))),
            min_size=least,
            max_size=most,
            unique=True,
        )
    )
    return [among[index] for index in chosen]


def _type(
    draw: st.DrawFn,
    index: int,
    pool: _Pool,
    shared: Sequence[FieldDef],
    implements: tuple[Word, ...],
) -> TypeDef:
    below = [one for least, one in pool.embedded if least > index]
    chosen = [
        *shared,
        *_some(draw, pool.leaves, 1, 3),
        *_some(draw, pool.links, 0, 2),
        *_some(draw, below, 0, 2),
    ]
    fields = {Word("kode"): made("kode", "ID!")}
    for one in chosen:
        fields[one.name] = replace(one, reading=Reading(paths=draw(paths(one.name))))
    if draw(st.booleans()):
        fields[Word("sumber")] = replace(made("sumber", "Sumber"), provenance=True)
    return TypeDef(
        Word(f"T{index}"),
        fields,
        Word("dinas"),
        key=(Word("kode"),),
        implements=implements,
    )


def _queries(
    draw: st.DrawFn,
    types: dict[Word, TypeDef],
    named: Sequence[str],
    queries: dict[str, dict[Word, Operation]],
) -> dict[Word, Merge]:
    """Draw the root queries, and perhaps a merge of two."""
    for index in range(draw(st.integers(1, 3))):
        connector = draw(st.sampled_from(CONNECTORS))
        returns = ref(draw(shaped(draw(st.sampled_from([*named, *named, "Int"])))))
        one = draw(query(f"q{index}", connector, returns, types))
        queries[connector][one.name] = one
    if not draw(st.booleans()):
        return {}
    returns = ref(
        draw(st.sampled_from(["[{}]", "[{}!]!"])).format(draw(st.sampled_from(named)))
    )
    for name, connector in zip(("g0", "g1"), CONNECTORS, strict=True):
        one = draw(query(name, connector, returns, types))
        queries[connector][one.name] = replace(one, expose=False)
    of = (Word("dinas.g0"), Word("badan.g1"))
    return {Word("gabungan"): Merge(Word("gabungan"), of)}


def _extensions(
    draw: st.DrawFn,
    types: dict[Word, TypeDef],
    named: Sequence[str],
    queries: dict[str, dict[Word, Operation]],
    merges: dict[Word, Merge],
) -> tuple[Extension, ...]:
    """Draw fields that types gain, from queries of their own or a merge of two."""
    found: list[Extension] = []
    for index in range(draw(st.integers(0, 2))):
        owner = types[draw(st.sampled_from(sorted(types)))]
        returns = ref(
            draw(st.sampled_from(["[{}]", "[{}!]!", "{}"])).format(
                draw(st.sampled_from(named))
            )
        )
        fills = [
            str(one.name)
            for one in owner.fields.values()
            if one.type.name in {"ID", "String"} and not one.personal
        ]
        with_ = {Word("w"): Word(draw(st.sampled_from(fills)))}
        members = [f"x{index}{one}" for one in CONNECTORS]
        merged = returns.is_list and draw(st.booleans())
        for name, connector in zip(members, CONNECTORS, strict=True):
            one = draw(group_query(name, connector, returns))
            queries[connector][one.name] = one
        asked = Word(f"dinas.{members[0]}")
        if merged:
            asked = Word(f"m{index}")
            of = tuple(
                Word(f"{c}.{m}") for c, m in zip(CONNECTORS, members, strict=True)
            )
            merges[asked] = Merge(asked, of, expose=False)
        found.append(Extension(owner.name, Word(f"x{index}"), asked, with_))
    return tuple(found)


__all__ = ["ARGS", "BadRows", "worlds"]
