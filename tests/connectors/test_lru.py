from gateway.connectors.lru import Entry, Lru, Space


def entry(space: Space, key: str, size: int = 10) -> Entry:
    return Entry(space, key, key.upper(), size, expires=60)


def test_find_refreshes() -> None:
    """Finding an entry makes it the last to be evicted."""
    lru, space = Lru(20, lambda: 0.0), Space()
    one, two, three = (entry(space, key) for key in "abc")
    lru.insert(one)
    lru.insert(two)
    assert one is lru.find(space, "a")
    lru.insert(three)
    assert [one, three] == list(space.order)


def test_a_space_keeps_its_books() -> None:
    """Hits, evictions and bytes are counted for the space concerned."""
    lru, one, two = Lru(20, lambda: 0.0), Space(), Space()
    lru.insert(entry(one, "a"))
    lru.insert(entry(two, "a", 20))
    assert lru.find(one, "a") is None
    assert lru.find(two, "a") is not None
    assert (0, 1, 0) == (one.hits, one.evictions, one.used)
    assert (1, 0, 20) == (two.hits, two.evictions, two.used)


def test_wipe_empties_one_space() -> None:
    """Wiping forgets all of one space and none of another."""
    lru, one, two = Lru(100, lambda: 0.0), Space(), Space()
    for key in "abc":
        lru.insert(entry(one, key))
    kept = entry(two, "a")
    lru.insert(kept)
    lru.wipe(one)
    assert ([], [kept]) == (list(one.order), list(two.order))
    assert (0, 10) == (len(one.entries), lru.used)


def test_the_largest_gives_way() -> None:
    """Ever new keys of one connector drive out its own, and no other's that took less."""
    lru, small, large = Lru(100, lambda: 0.0), Space(), Space()
    kept = [entry(small, key) for key in "abc"]
    for one in kept:
        lru.insert(one)
    for number in range(100):
        lru.insert(entry(large, str(number)))
    assert kept == list(small.order)
    assert ["93", "94", "95", "96", "97", "98", "99"] == list(large.entries)
    assert (0, 93) == (small.evictions, large.evictions)


def test_what_is_put_there_stays() -> None:
    """A single large one makes the others go, though it takes the most."""
    lru, one, two = Lru(100, lambda: 0.0), Space(), Space()
    for key in "abc":
        lru.insert(entry(one, key))
    large = entry(two, "z", 90)
    assert lru.insert(large)
    assert (["c"], [large]) == (list(one.entries), list(two.order))
