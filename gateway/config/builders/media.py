"""A connector's media proxy."""

from gateway.config.media import IMAGES, KINDS, Media
from gateway.config.section import Section


def media(section: Section | None) -> Media | None:
    """Build `media`; None where it is not stated, or without an address."""
    if section is None or not section.words("allow"):
        return None
    stated = [str(word) for word in section.words("types")]
    asked = {*stated, *(IMAGES if "image/*" in stated else ())}
    types = tuple([kind for kind in KINDS if kind in asked]) if stated else KINDS
    usual = Media(())
    ttl = section.get("ttl", float)
    return Media(
        allow=section.words("allow"),
        types=types,
        max_body=section.get("max_body", int) or usual.max_body,
        ttl=usual.ttl if ttl is None else ttl,
        auth=section.flag("auth"),
        at=section.at,
    )
