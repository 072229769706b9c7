"""Every mistake of meaning in a configuration, one theme a file."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from gateway.config.checks import (
    abstract,
    addresses,
    arguments,
    batches,
    caches,
    credentials,
    cycles,
    extensions,
    follow,
    graphql,
    keys,
    limits,
    links,
    media,
    merges,
    names,
    near,
    operations,
    pages,
    picks,
    placeholders,
    readers,
    refreshing,
    routes,
    rows,
    shapers,
    tables,
    types,
    writers,
)
from gateway.config.checks.scope import Scope, survey
from gateway.config.model import Config
from gateway.config.problems import Problem, Problems

Rule: TypeAlias = Callable[[Scope], Iterator[Problem]]


def rules() -> tuple[Rule, ...]:
    """List every rule: from names over types to what is done with them."""
    return (
        names.graphql_names,
        names.type_names,
        names.root_names,
        names.extension_names,
        names.enum_values,
        names.empty_types,
        types.field_types,
        types.returned_types,
        types.argument_types,
        types.provenance,
        types.freshness,
        keys.key_fields,
        keys.personal_keys,
        keys.lookups,
        picks.picks,
        links.links,
        addresses.addresses,
        limits.limits,
        operations.ways,
        operations.methods,
        operations.nullable_roots,
        operations.optional_keys,
        operations.overrides,
        operations.provided,
        placeholders.placeholders,
        placeholders.unused_arguments,
        batches.batches,
        caches.policies,
        caches.tags,
        caches.keys,
        refreshing.refreshes,
        credentials.credentials,
        credentials.bodies,
        pages.pages,
        pages.connection_names,
        follow.follows,
        routes.routes,
        routes.spreads,
        routes.paged,
        graphql.variables,
        graphql.rows,
        graphql.selections,
        graphql.together,
        graphql.discriminators,
        rows.local_work,
        near.nearness,
        shapers.patterns,
        shapers.names,
        shapers.echoes,
        arguments.bounds,
        arguments.defaults,
        writers.writers,
        writers.reversed_keys,
        readers.readings,
        readers.results,
        media.media,
        tables.tables,
        tables.told,
        merges.merges,
        extensions.extensions,
        abstract.implementations,
        abstract.interfaces,
        abstract.unions,
        cycles.input_cycles,
        cycles.object_cycles,
    )


def check(
    config: Config, problems: Problems, broken: frozenset[str] = frozenset()
) -> None:
    """Add every mistake of meaning in `config` to `problems`.

    `broken` are the names of elements that were dropped since they are
    themselves faulty (`Buku`, `Buku.judul`, `perpus.daftarBuku`, `Buku.lookup`):
    a reference to one is never called unknown.
    """
    scope = survey(config, broken)
    for rule in rules():
        for problem in rule(scope):
            problems.add(problem.at, problem.reason, problem.remedy)
