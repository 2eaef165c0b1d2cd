"""Print as it is compared with a quotation: paragraphs as they run on, and what one speaker says without "he said"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.documents import Paragraph, Reason
from embeddings.speech.quotations import quotations
from embeddings.wording.folding import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from embeddings.documents import Span
    from embeddings.storage.corpus import Corpus
    from embeddings.storage.records import StoredPassage, StoredStatement

_LETTERS = 8
"""Characters of a long word with the space behind it: so many times its words a quotation may be long in print."""
_INTERRUPTION = 15
"""Words that may part what one speaker says: "said Mr. Smith, who leads the moderates in the Senate"."""


def running(passages: Sequence[StoredPassage], corpus: Corpus) -> Wording:
    """Return the words of neighbouring passages as they run on."""
    return Wording(corpus.document(passages[0].document).text, [passage.span for passage in passages])


def around(passage: StoredPassage, word_count: int, corpus: Corpus) -> tuple[StoredPassage, ...]:
    """Return the passage with those before and behind it that a quotation of so many words may reach."""
    passages, reach = corpus.passages_of(passage.document), word_count * _LETTERS
    return tuple(
        neighbour
        for neighbour in passages
        if abs(neighbour.position - passage.position) <= 1
        or passage.span.start - reach < neighbour.span.end <= neighbour.span.start < passage.span.end + reach
    )


def spoken(passages: Sequence[StoredPassage], corpus: Corpus) -> Iterator[Wording]:
    """Yield what one speaker says in several quotations, without what stands between them."""
    text = corpus.document(passages[0].document).text
    said = [statement for passage in passages for statement in corpus.statements_in(passage.id)]
    speech: list[Span] = []
    for quotation in quoted_in(passages, corpus):
        if speech and not _goes_on(text, speech[-1], quotation, said):
            yield Wording(text, speech)
            speech = []
        speech.append(quotation)
    if speech:
        yield Wording(text, speech)


def quoted_in(passages: Sequence[StoredPassage], corpus: Corpus) -> list[Span]:
    """Return what neighbouring passages print in quotation marks."""
    paragraphs = [Paragraph(passage.span, Reason.BODY, corpus.sentences(passage.id)) for passage in passages]
    return [quotation.span for quotation in quotations(corpus.document(passages[0].document).text, paragraphs)]


def _goes_on(text: str, one: Span, other: Span, said: Sequence[StoredStatement]) -> bool:
    """Return whether the second quotation goes on with what the first says."""
    if len(text[one.end : other.start].split()) > _INTERRUPTION:
        return False
    first, second = (
        {statement.speaker for statement in said if statement.content.overlap(span)} for span in (one, other)
    )
    return not first or not second or not first.isdisjoint(second)
