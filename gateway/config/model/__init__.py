"""connectors.yaml as frozen types: what the rest of the gateway knows of it.

Every name that a message may have to point at is a `Word`, which carries its
place. Nothing here reads files or judges; `load.py` makes a `Config` and
`checks/` judges it. The file's sections are files here; their types are
imported from this package.
"""

from gateway.config.model.arguments import Argument, Const, Writer
from gateway.config.model.calls import (
    BodyTemplate,
    Call,
    Entry,
    Template,
    carries,
    entry_name,
    templates_in,
)
from gateway.config.model.connectors import Connector, Limits, Network
from gateway.config.model.kinds import (
    EnumDef,
    EnumValue,
    InputDef,
    InterfaceDef,
    Table,
    TypeDef,
    UnionDef,
)
from gateway.config.model.operations import (
    BadRows,
    Batch,
    Condition,
    FilterBy,
    LookupIn,
    Missing,
    Operation,
    Selection,
    SortKey,
    Success,
    Where,
)
from gateway.config.model.reading import Discriminator, FieldDef, Reader, Reading
from gateway.config.model.refresh import MOST_SETS, Refresh
from gateway.config.model.whole import Config, Extension, Merge

__all__ = [
    "MOST_SETS",
    "Argument",
    "BadRows",
    "Batch",
    "BodyTemplate",
    "Call",
    "Condition",
    "Config",
    "Connector",
    "Const",
    "Discriminator",
    "Entry",
    "EnumDef",
    "EnumValue",
    "Extension",
    "FieldDef",
    "FilterBy",
    "InputDef",
    "InterfaceDef",
    "Limits",
    "LookupIn",
    "Merge",
    "Missing",
    "Network",
    "Operation",
    "Reader",
    "Reading",
    "Refresh",
    "Selection",
    "SortKey",
    "Success",
    "Table",
    "Template",
    "TypeDef",
    "UnionDef",
    "Where",
    "Writer",
    "carries",
    "entry_name",
    "templates_in",
]
