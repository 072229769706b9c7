"""The fields that a row of each type may have, as sections: what overrides build on."""

from collections.abc import Mapping

from gateway.config.section import Section

Sections = Mapping[str, Section]


def field_sections(found: Mapping[str, Sections]) -> dict[str, dict[str, Section]]:
    """Return by name the fields of types, interfaces and unions.

    A type has its interfaces' fields too, and a personal type's are personal.
    Interfaces and unions have the fields of all the types they may be.
    """
    types, interfaces = found["types"], found["interfaces"]
    fields = {name: _of_type(one, interfaces) for name, one in types.items()}
    members: dict[str, list[str]] = {name: [] for name in interfaces}
    for name, one in types.items():
        for interface in one.words("implements"):
            members.setdefault(interface, []).append(name)
    for name, one in found["unions"].items():
        members[name] = [str(member) for member in one.words("of")]
    whole: dict[str, dict[str, Section]] = {}
    for name, kinds in members.items():
        own = interfaces[name].named("fields") if name in interfaces else {}
        for kind in reversed(kinds):
            own = {**fields.get(kind, {}), **own}
        whole[name] = own
    return {**whole, **fields}


def _of_type(section: Section, interfaces: Sections) -> dict[str, Section]:
    fields: dict[str, Section] = {}
    for name in section.words("implements"):
        if name in interfaces:
            fields.update(interfaces[name].named("fields"))
    fields.update(section.named("fields"))
    if section.flag("personal"):
        return {name: _personal(field) for name, field in fields.items()}
    return fields


def _personal(field: Section) -> Section:
    values = {**field.values, "personal": True}
    return Section(field.at, values, field.spots, field.broken)
