"""Connectors with their queries."""

from gateway.config.builders.answers import conditions
from gateway.config.builders.credentials import credentials, tls
from gateway.config.builders.examples import stated_together
from gateway.config.builders.formats import judge_format
from gateway.config.builders.inherit import Inherited
from gateway.config.builders.media import media
from gateway.config.builders.operations import Shelf, query
from gateway.config.builders.routes import addressed
from gateway.config.model import Connector, Operation
from gateway.config.place import Word
from gateway.config.section import Section


def connector(
    name: Word, section: Section, inherited: Inherited, shelf: Shelf
) -> Connector:
    """Build one connector."""
    conditions(section, shelf.notes)
    judge_format(section, shelf.notes)
    queries: dict[Word, Operation] = {}
    for query_name, stated in section.sections("queries").items():
        made = query(query_name, name, stated, inherited, shelf)
        if made is None:
            shelf.notes.broken.add(query_name)
            shelf.notes.broken.add(f"{name}.{query_name}")
        else:
            queries[query_name] = made
    headers = section.entries("headers").items()
    urls = section.words("url")
    return Connector(
        name=name,
        opd=str(section.get("opd", Word)),
        url=urls[0] if urls else Word(""),
        fallbacks=urls[1:],
        route=addressed(inherited.route, shelf.tables),
        about=section.get("about", Word),
        contact=section.get("contact", Word),
        network=inherited.network,
        headers=tuple([(str(header), value) for header, value in headers]),
        limits=inherited.limits,
        retry=inherited.retry,
        breaker=inherited.breaker,
        timeout=inherited.timeout,
        queries=queries,
        auth=credentials(section, inherited.format, shelf.notes),
        tls=tls(section),
        examples=stated_together(section),
        media=media(section.get("media", Section)),
        invalidate_key=section.get("invalidate_key", Word),
        at=name.at,
    )
