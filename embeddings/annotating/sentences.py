"""Where sentences begin and end."""

from __future__ import annotations

import re

from embeddings.documents import Span

_SENTENCE = re.compile(r"\S.*?(?:[.!?…][\"'”’)\]]*(?=\s|$)|$)", re.DOTALL)


def sentences(text: str, span: Span) -> tuple[Span, ...]:
    """Return the sentences of the span in order; together they hold every visible character of it."""
    return tuple(Span(*match.span()).shifted(span.start).stripped(text) for match in _SENTENCE.finditer(span.of(text)))
