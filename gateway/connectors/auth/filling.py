"""Templates of credentials: words put in as they are, never encoded."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from gateway.config.credentials import Named, Places
from gateway.config.model import Template
from gateway.connectors.auth.credential import Draft

Words: TypeAlias = Mapping[str, str]


def compile_text(template: Template) -> Callable[[Words], str]:
    """Compile a template into a function from words to a text."""
    parts = template.parts

    def text(words: Words) -> str:
        return "".join([p if isinstance(p, str) else words[".".join(p)] for p in parts])

    return text


def compile_places(places: Places) -> Callable[[Draft, Words], Draft]:
    """Compile where what a credential makes is put."""
    headers, query = _pairs(places.headers), _pairs(places.query)

    def put(draft: Draft, words: Words) -> Draft:
        if headers:
            draft = draft.with_headers(tuple((name, t(words)) for name, t in headers))
        return draft.with_query(tuple((name, t(words)) for name, t in query))

    return put


def _pairs(named: Named) -> tuple[tuple[str, Callable[[Words], str]], ...]:
    return tuple((str(name), compile_text(one)) for name, one in named)
