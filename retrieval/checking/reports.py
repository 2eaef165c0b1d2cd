"""Indirect speech that says what a quotation says: reported, not quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.documents import StatementKind
from retrieval.answers import Place
from retrieval.checking.checks import Printing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.library import Library
    from retrieval.understanding.named_in_corpus import Voice

_SAME = 0.5
"""Share of the quotation's terms that a report of the same has too; set by judgement, as pronouns and tenses change."""
_FEWEST = 3
"""Terms that the two must share: two may be a topic."""


def reported(quotation: str, voice: Voice | None, candidates: Iterable[int], library: Library) -> Printing | None:
    """Return the candidates' report that says most of what is quoted, by the claimed speaker if the corpus has one."""
    terms, best = library.index.terms_of(quotation), None
    most = max(_FEWEST, _SAME * len(terms))
    for passage in map(library.corpus.passage, candidates):
        document = library.corpus.document(passage.document)
        for statement in library.corpus.statements_in(passage.id):
            if statement.kind != StatementKind.INDIRECT or (voice and statement.speaker not in voice.speakers):
                continue
            shared = len(terms & library.index.terms_of(statement.content.of(document.text)))
            if shared >= most:
                place = Place(document, statement.content)
                best, most = Printing(place, statement.name, statement.said, is_quotation=False), shared + 1
    return best
