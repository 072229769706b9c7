"""The three things a raw ASGI handler does."""

from benchmarks.asgi import Message, answer, lifespan, read


class Wire:
    """Messages to be received, and those that were sent."""

    def __init__(self, *messages: Message) -> None:
        self._messages = list(messages)
        self.sent: list[Message] = []

    async def receive(self) -> Message:
        """Give the next message."""
        return self._messages.pop(0)

    async def send(self, message: Message) -> None:
        """Keep a message."""
        self.sent.append(message)


async def test_a_body_in_pieces_is_read_whole() -> None:
    """Pieces are joined until the last says that there is no more."""
    wire = Wire({"body": b"ab", "more_body": True}, {"body": b"c"})
    assert b"abc" == await read(wire.receive)


async def test_an_answer_states_its_length() -> None:
    """One head with type and length, one body."""
    wire = Wire()
    await answer(wire.send, b"{}")
    head, body = wire.sent
    assert (b"content-length", b"2") in head["headers"]
    assert b"{}" == body["body"]


async def test_a_lifespan_opens_and_closes_in_order() -> None:
    """Startup runs before its completion is told, shutdown before its own."""
    wire, seen = Wire({}, {}), list[str]()

    async def opened() -> None:
        seen.append(f"opened after {len(wire.sent)}")

    async def closed() -> None:
        seen.append(f"closed after {len(wire.sent)}")

    await lifespan(wire.receive, wire.send, opened, closed)
    assert ["opened after 0", "closed after 1"] == seen
    assert ["lifespan.startup.complete", "lifespan.shutdown.complete"] == [
        message["type"] for message in wire.sent
    ]
