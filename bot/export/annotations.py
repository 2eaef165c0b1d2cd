"""W3C Web Annotations (https://www.w3.org/TR/annotation-model/): each excerpt selects its words in its file."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from bot.output.json_lines import json_line
from bot.output.text_fragments import is_web
from bot.output.wording import readable_period
from embeddings.documents import Span, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from retrieval.answers import Place
    from retrieval.browsing.selection import Excerpt

_AROUND = 32
"""Characters before and behind that tell words from others like them: what the Hypothesis client keeps too."""
_OPENING = '{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": ['


def annotation_lines(excerpts: Iterable[Excerpt]) -> Iterator[str]:
    """Yield the lines of one annotation page, an annotation a line."""
    yield _OPENING
    before = ""
    for excerpt in chain(excerpts, [None]):
        line = json_line(_annotation(excerpt)) if excerpt else ""
        if before:
            yield before + ("," if line else "")
        before = line
    yield "]}"


def _annotation(excerpt: Excerpt) -> dict[str, object]:
    place, url = excerpt.place, excerpt.place.document.provenance.url
    source = quote(place.document.source)
    day = readable_period(excerpt.said) if excerpt.said else ""
    words = ", ".join(filter(None, (excerpt.speaker, day)))
    start, end = place.span
    file = {
        "source": {"id": source, "type": "Text", "title": place.document.provenance.title},
        "selector": [_quote(place), {"type": "TextPositionSelector", "start": start, "end": end}],
        "digest": excerpt.digest,
    }
    page = {"source": url, "selector": _quote(place)} if url and is_web(url) else None
    return {
        "id": f"urn:uuid:{uuid5(NAMESPACE_URL, f'{source}#{start}-{end}-{excerpt.digest}')}",
        "type": "Annotation",
        "motivation": "highlighting" if not words else "describing",
        **({"body": {"type": "TextualBody", "value": words, "format": "text/plain"}} if words else {}),
        "target": [file, page] if page else file,
    }


def _quote(place: Place) -> dict[str, object]:
    text, (start, end) = place.document.text, place.span
    before, behind = Span(max(0, start - _AROUND), start), Span(end, min(len(text), end + _AROUND))
    sides = {"prefix": before.of(text), "suffix": behind.of(text)}
    return {"type": "TextQuoteSelector", "exact": place.text, **{name: fold(side) for name, side in sides.items()}}
