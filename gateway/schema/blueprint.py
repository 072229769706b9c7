"""A configuration with the Catalog and the schema that are made of it."""

from dataclasses import dataclass

from graphql import GraphQLSchema

from gateway.config.model import Config
from gateway.schema.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Blueprint:
    """Everything that is known before a port or a pool opens."""

    config: Config
    catalog: Catalog
    schema: GraphQLSchema
