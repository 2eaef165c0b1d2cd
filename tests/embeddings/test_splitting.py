"""Paragraphs to passages: nothing too long, nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from embeddings.annotating.sentences import sentences
from embeddings.documents import Span
from embeddings.indexing.splitting import LONGEST, folded, split

if TYPE_CHECKING:
    from embeddings.indexing.sentence_encoder import SentenceEncoder

WORDS_A_PASSAGE = 7


def words(texts: list[str]) -> list[int]:
    return [len(text.split()) for text in texts]


@given(st.text(alphabet="ab.  \n!é", min_size=1, max_size=300))
def test_pieces_are_short_in_order_and_hold_every_visible_character(text: str) -> None:
    whole = sentences(text, Span(0, len(text)).stripped(text))
    pieces = split(text, [whole] if whole else [], words, WORDS_A_PASSAGE)
    assert all(words([" ".join(folded(text, piece))])[0] <= WORDS_A_PASSAGE for piece in pieces)
    assert "".join("".join(folded(text, piece)) for piece in pieces).replace(" ", "") == "".join(text.split())


def test_a_paragraph_is_cut_at_the_sentence_end_nearest_its_middle() -> None:
    text = "One two three. Four five six. Seven eight."
    pieces = split(text, [sentences(text, Span(0, len(text)))], words, 6)
    assert [" ".join(folded(text, piece)) for piece in pieces] == ["One two three.", "Four five six. Seven eight."]


def test_a_word_longer_than_a_passage_is_cut_too() -> None:
    text = "x" * (3 * LONGEST)
    pieces = split(text, [(Span(0, len(text)),)], words, WORDS_A_PASSAGE)
    assert [piece[0].end - piece[0].start for piece in pieces] == [LONGEST * 3 // 4] * 4


def test_the_model_reads_every_passage_whole(encoder: SentenceEncoder) -> None:
    text = "Zürich, 東京 and 1,000 others signed. " * 100
    pieces = split(text, [sentences(text, Span(0, len(text) - 1))], encoder.lengths, encoder.limit)
    lengths = encoder.lengths([" ".join(folded(text, piece)) for piece in pieces])
    assert max(lengths) <= encoder.limit
