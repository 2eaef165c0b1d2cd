"""Finds a quotation in the corpus: every place that prints it word for word, else the nearest print."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from embeddings.documents import Span
from embeddings.wording.folding import Wording
from retrieval.checking.matching import Match, nearest, standing
from retrieval.checking.prints import around, quoted_in, running, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from embeddings.documents import Reason
    from embeddings.storage.corpus import Corpus
    from embeddings.storage.records import StoredPassage, StoredStatement
    from retrieval.checking.quoted import Quoted

_READ = 3
"""Candidates that are read with the paragraphs around them, if none prints the quotation by itself."""
_ALTERED = 0.3
"""A quotation counts as altered if at most this share of its words is missing in print. Measured: of 77 quotations
altered in one place none lacked more than 0.23; of 40 never printed, none lacked less than 0.38."""
_FEWEST = 2
"""Words that an altered quotation must share with print: one is shared by chance."""


@dataclass(frozen=True, slots=True)
class Located:
    """A match, and the neighbouring passages that it was looked for in."""

    passages: Sequence[StoredPassage]
    match: Match
    beside: Reason | None = None
    """What it stands in beside the article's text, such as a headline."""


def located(ways: Sequence[Quoted], candidates: Iterable[int], corpus: Corpus) -> list[Located]:
    """Return the places among the candidates that print one of the quotation's readings, ``ways``, word for word.

    If there is none, return the nearest place, unless that prints another quotation.
    """
    prints = [((passage,), running([passage], corpus)) for passage in map(corpus.passage, candidates)]
    places = [Located(passages, match) for passages, printed in prints for match in _standing(ways, printed)]
    if exact := [place for place in places if _is_one_statement(place, corpus)]:
        return exact
    words = Counter(ways[0].wording.words)
    prints.sort(key=lambda pair: -(words & Counter(pair[1].words)).total())
    wider = [around(passages[0], words.total(), corpus) for passages, _ in prints[:_READ]]
    places = [Located(passages, match) for passages in wider for match in _read(ways, passages, corpus)]
    places += [place for passages, _ in prints for place in _beside(ways, passages[0], corpus)]
    whole = [place for place in places if place.match.parts]
    if exact := [place for place in whole if _is_one_statement(place, corpus)]:
        return exact
    if whole:
        return [replace(whole[0], match=whole[0].match.without_ellipses())]
    near = [place for place in places if place.match.comparison.differences and _is_this_quotation(place.match)]
    return sorted(near, key=_nearness)[-1:]


def _beside(ways: Sequence[Quoted], passage: StoredPassage, corpus: Corpus) -> Iterator[Located]:
    """Yield how the quotation matches the headline and the captions of the document that the passage opens."""
    if passage.position == 0:
        text = corpus.document(passage.document).text
        for span, why in corpus.beside(passage.document):
            for match in _matched(ways, Wording(text, [span])):
                yield Located((passage,), match, why)


def _read(ways: Sequence[Quoted], passages: Sequence[StoredPassage], corpus: Corpus) -> Iterator[Match]:
    """Yield how the quotation matches the passages as they run on, and as they are spoken if most of it is there."""
    matches = _matched(ways, running(passages, corpus))
    yield from matches
    if any(2 * match.shared > len(match.quoted.wording.words) for match in matches):
        for speech in spoken(passages, corpus):
            yield from _matched(ways, speech)


def _matched(ways: Sequence[Quoted], printed: Wording) -> list[Match]:
    return [*_standing(ways, printed), *(nearest(quoted, printed) for quoted in ways)]


def _standing(ways: Sequence[Quoted], printed: Wording) -> list[Match]:
    """Return the places that print the quotation, one for each span."""
    return list({match.span: match for quoted in ways for match in standing(quoted, printed)}.values())


def _is_one_statement(place: Located, corpus: Corpus) -> bool:
    """Return whether all that ellipses join is one speaker's, or the article's own."""
    parts = place.match.parts
    if len(parts) == 1:
        return True
    said = [statement for passage in place.passages for statement in corpus.statements_in(passage.id)]
    return all(_goes_on(before, behind, place, said, corpus) for before, behind in pairwise(parts))


def _goes_on(before: Span, behind: Span, place: Located, said: Sequence[StoredStatement], corpus: Corpus) -> bool:
    """Return whether the words on both sides of an ellipsis are one speaker's, one sentence's, or the article's own."""
    edges = Span(before.end - 1, before.end), Span(behind.start, behind.start + 1)
    one, other = ({statement.speaker for statement in said if statement.content.overlap(edge)} for edge in edges)
    joined = Span(edges[0].start, edges[1].end)
    if one and other:
        return not one.isdisjoint(other)
    if not any(words.overlap(edge) for words in quoted_in(place.passages, corpus) for edge in edges):
        return True
    sentences = (sentence for passage in place.passages for sentence in corpus.sentences(passage.id))
    units = sentences if one or other else (passage.span for passage in place.passages)
    return any(unit.contains(joined) for unit in units)


def _nearness(place: Located) -> tuple[int, int, int]:
    comparison = place.match.comparison
    return comparison.equal, place.match.shared, -len(comparison.differences)


def _is_this_quotation(match: Match) -> bool:
    """Return whether the quotation shares so many words with print that it is this one, altered."""
    words, equal = len(match.quoted.wording.words), match.comparison.equal
    return equal >= _FEWEST and words - equal <= max(1, _ALTERED * words)
