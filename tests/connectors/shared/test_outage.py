from gateway.connectors.shared.outage import LONGEST, Outage


def test_pauses_double_up_to_a_bound() -> None:
    """Each failure in a row is followed by twice the pause, the longest by no longer."""
    now = [0.0]
    outage = Outage(lambda: now[0], lambda: 0.5)
    pauses = []
    for _ in range(8):
        outage.failed()
        pauses.append(outage.left)
    assert [0.5, 1.0, 2.0, 4.0, 8.0, LONGEST, LONGEST, LONGEST] == pauses


def test_pauses_are_spread() -> None:
    """Chance makes a pause a fifth shorter or longer, so that no two come back as one."""
    short, long = Outage(lambda: 0.0, lambda: 0.0), Outage(lambda: 0.0, lambda: 1.0)
    short.failed()
    long.failed()
    assert (0.4, 0.6) == (short.left, long.left)


def test_it_prints() -> None:
    """The state reads as words; a success ends it."""
    now = [10.0]
    outage = Outage(lambda: now[0], lambda: 0.5)
    assert "up" == str(outage)
    outage.failed()
    assert "down, next try in 0.5 s" == str(outage)
    now[0] = 20.0
    assert 0.0 == outage.left
    assert outage.on
    outage.worked()
    assert "up" == str(outage)
    assert 0.0 == outage.left
