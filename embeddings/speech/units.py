"""Units: the sentences of a paragraph, joined where a quotation spans several of them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from embeddings.documents import Span
from embeddings.language.word_classes import tagged_words
from embeddings.speech.clauses import says_whose
from embeddings.speech.quotations import is_speech, quotations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from embeddings.documents import Paragraph


@dataclass(frozen=True, slots=True)
class Speech:
    """The document's quotations that are speech, in order, and where each begins."""

    spans: tuple[Span, ...]
    starts: tuple[int, ...]

    def within(self, stretch: Span) -> Sequence[Span]:
        """Return those that begin in the stretch."""
        return self.spans[bisect_left(self.starts, stretch.start) : bisect_left(self.starts, stretch.end)]


def speech_of(text: str, paragraphs: Sequence[Paragraph]) -> Speech:
    """Return the quotations of the paragraphs that are speech."""
    spans = tuple(quotation.span for quotation in quotations(text, paragraphs) if is_speech(text, quotation.span))
    return Speech(spans, tuple(span.start for span in spans))


def units(text: str, paragraph: Paragraph, quoted: Sequence[Span]) -> Iterator[Span]:
    """Yield the paragraph's sentences, joined where a quotation spans several or the next only says whose it was."""
    start = paragraph.span.start
    starts = [quotation.start for quotation in quoted]
    for sentence, following in zip_longest(paragraph.sentences, paragraph.sentences[1:]):
        before = bisect_left(starts, sentence.end)
        end = quoted[before - 1].end if before else 0
        if end > sentence.end or (end == sentence.end and following and says_whose(tagged_words(text, following))):
            continue
        yield Span(start, sentence.end).stripped(text)
        start = sentence.end
    if start < paragraph.span.end:
        yield Span(start, paragraph.span.end).stripped(text)
