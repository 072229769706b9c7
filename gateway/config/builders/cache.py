"""The cache policy: what a section says, over what holds above it."""

from gateway.config.cache import CachePolicy
from gateway.config.section import Section


def cache(section: Section, above: CachePolicy) -> CachePolicy:
    """Return a section's cache policy, word by word over the one above.

    `ttl: 0` keeps nothing, whatever is said above of what is stale.
    """
    stated = section.get("cache", Section)
    if stated is None:
        return above
    ttl = stated.get("ttl", float)
    if ttl == 0:
        above = CachePolicy()
    follow = stated.get("follow", str)
    shared = stated.get("shared", bool)
    snapshot = stated.get("snapshot", bool)
    return CachePolicy(
        ttl=above.ttl if ttl is None else ttl,
        stale_while_revalidate=_seconds(
            stated, "stale_while_revalidate", above.stale_while_revalidate
        )
        or 0.0,
        stale_if_error=_seconds(stated, "stale_if_error", above.stale_if_error),
        negative=_seconds(stated, "negative", above.negative),
        follow=above.follow if follow is None else follow == "headers",
        tags=stated.words("tags") if "tags" in stated else above.tags,
        shared=above.shared if shared is None else shared,
        snapshot=above.snapshot if snapshot is None else snapshot,
        at=section.spot("cache"),
    )


def _seconds(stated: Section, key: str, above: float | None) -> float | None:
    found = stated.get(key, float)
    return above if found is None else found
