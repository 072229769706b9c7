from gateway.connectors.shared.pending import Ticket
from gateway.connectors.shared.tickets import Tickets


def ticket(name: str, change: str | None = None) -> Ticket:
    return Ticket("perpus", name, change)


def test_a_ticket_is_good_once() -> None:
    """Whoever takes it has it; of one place the last counts."""
    tickets = Tickets()
    tickets.hold(ticket("a", "t1"))
    tickets.hold(ticket("a", "t2"))
    assert ticket("a", "t2") == tickets.take("a")
    assert tickets.take("a") is None


def test_the_oldest_go() -> None:
    """Calls that fail leave no more than so many of them behind; a new one counts as new."""
    tickets = Tickets(most=2)
    for name in "abac":
        tickets.hold(ticket(name))
    assert 2 == len(tickets)
    assert tickets.take("b") is None
    assert ticket("a") == tickets.take("a")
