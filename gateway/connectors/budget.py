"""How many upstream calls one GraphQL operation may make."""

from dataclasses import dataclass, field

from gateway.config.model import Connector
from gateway.errors import TooCostly


@dataclass(slots=True)
class Budget:
    """The calls of one operation, counted before each is made.

    `most` bounds the operation; a connector's `limits.calls` bounds its share.
    """

    most: int
    spent: int = 0
    by_connector: dict[str, int] = field(default_factory=dict[str, int])

    def spend(self, connector: Connector, calls: int = 1) -> None:
        """Count calls about to be made. Raises TooCostly where they are too many."""
        name = str(connector.name)
        already = self.by_connector.get(name, 0)
        if self.spent + calls > self.most:
            message = f"The operation needs more than {self.most} upstream calls."
            raise TooCostly(message)
        if already + calls > connector.limits.calls:
            message = (
                f"The operation needs more than {connector.limits.calls} calls "
                f"to {name}."
            )
            raise TooCostly(message)
        self.spent += calls
        self.by_connector[name] = already + calls
