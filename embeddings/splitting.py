"""Paragraphs to passages that the encoder can read whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from embeddings.documents import Span, fold

Piece = tuple[Span, ...]
"""Consecutive sentences that make one passage."""
Measure = Callable[[list[str]], list[int]]
"""Texts to their lengths in the encoder's own tokens."""

LONGEST = 2000
"""Characters of a passage at most: an unknown word is one token however long it is, and a chat message holds 4096."""


def split(text: str, paragraphs: Sequence[Piece], measure: Measure, limit: int) -> list[Piece]:
    """Return the paragraphs as passages of at most ``limit`` tokens, in order and without losing a character.

    A paragraph that ends with a question is joined to the next, which answers it, if both fit: an interview.
    A paragraph that is too long is halved at the sentence end nearest its middle, a sentence at a space.
    """
    pieces = _with_answers(text, paragraphs, measure, limit)
    while not all(fits := _fits(text, pieces, measure, limit)):
        halved = ([piece] if fit else _halve(text, piece) for piece, fit in zip(pieces, fits, strict=True))
        pieces = [half for halves in halved for half in halves]
    return pieces


def _with_answers(text: str, paragraphs: Sequence[Piece], measure: Measure, limit: int) -> list[Piece]:
    """Return the paragraphs, each that asks joined to the next if both fit in one passage."""
    asking = [at for at in range(len(paragraphs) - 1) if _asks(text, paragraphs[at], paragraphs[at + 1])]
    both = [(*paragraphs[at], *paragraphs[at + 1]) for at in asking]
    joined = {at for at, fits in zip(asking, _fits(text, both, measure, limit), strict=True) if fits}
    joined -= {at + 1 for at in joined}
    answers = {at + 1 for at in joined}
    return [
        (*piece, *paragraphs[at + 1]) if at in joined else piece
        for at, piece in enumerate(paragraphs)
        if at not in answers
    ]


def _asks(text: str, piece: Piece, following: Piece) -> bool:
    """Return whether the paragraph ends with an unquoted question, and nothing was dropped before the next."""
    between = text[piece[-1].end : following[0].start]
    return piece[-1].of(text).endswith("?") and not between.strip()


def cut_at_lost_breaks(text: str, sentences: Piece) -> list[Piece]:
    """Return the paragraph cut where two sentences touch without a space: there the page lost a line break."""
    cuts = [at for at in range(1, len(sentences)) if _is_glued(text, sentences[at - 1], sentences[at])]
    return [sentences[start:end] for start, end in zip([0, *cuts], [*cuts, len(sentences)], strict=True) if end > start]


def _is_glued(text: str, before: Span, after: Span) -> bool:
    """Return whether two sentences touch in a script that has capitals, and so spaces."""
    return before.end == after.start and text[after.start].isupper()


def sentence_texts(text: str, piece: Piece) -> list[str]:
    """Return the piece's sentences, white space folded."""
    return [fold(sentence.of(text)) for sentence in piece]


def _fits(text: str, pieces: Sequence[Piece], measure: Measure, limit: int) -> list[bool]:
    short = [piece[-1].end - piece[0].start <= LONGEST for piece in pieces]
    lengths = iter(
        measure(
            [" ".join(sentence_texts(text, piece)) for piece, is_short in zip(pieces, short, strict=True) if is_short]
        )
    )
    return [
        is_short and (next(lengths) <= limit or _atomic(piece)) for piece, is_short in zip(pieces, short, strict=True)
    ]


def _atomic(piece: Piece) -> bool:
    return piece[-1].end - piece[0].start <= 1


def _halve(text: str, piece: Piece) -> list[Piece]:
    if len(piece) == 1:
        return [(half,) for half in _halve_sentence(text, piece[0])]
    middle = (piece[0].start + piece[-1].end) / 2
    cut = min(range(1, len(piece)), key=lambda at: abs(piece[at].start - middle))
    return [piece[:cut], piece[cut:]]


def _halve_sentence(text: str, sentence: Span) -> list[Span]:
    middle = (sentence.start + sentence.end) // 2
    words = text.rfind(" ", sentence.start + 1, middle) if " " in sentence.of(text) else -1
    cut = middle if words < 0 else words
    halves = Span(sentence.start, cut).stripped(text), Span(cut, sentence.end).stripped(text)
    return [half for half in halves if len(half)]
