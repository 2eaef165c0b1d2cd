"""Paragraphs to passages: nothing too long, nothing lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from embeddings.documents import Span
from embeddings.language.sentences import sentences
from embeddings.splitting import LONGEST, sentence_texts, split

if TYPE_CHECKING:
    from embeddings.encoding.onnx_encoder import OnnxEncoder

WORDS_A_PASSAGE = 7


def words(texts: list[str]) -> list[int]:
    return [len(text.split()) for text in texts]


@given(st.text(alphabet="ab.  \n!é", min_size=1, max_size=300))
def test_pieces_are_short_in_order_and_hold_every_visible_character(text: str) -> None:
    whole = sentences(text, Span(0, len(text)).stripped(text))
    pieces = split(text, [whole] if whole else [], words, WORDS_A_PASSAGE)
    assert all(words([" ".join(sentence_texts(text, piece))])[0] <= WORDS_A_PASSAGE for piece in pieces)
    assert "".join("".join(sentence_texts(text, piece)) for piece in pieces).replace(" ", "") == "".join(text.split())


@given(st.lists(st.text(alphabet="ab. ?!é", min_size=1, max_size=60).filter(str.strip), min_size=1, max_size=8))
def test_paragraphs_that_are_joined_lose_nothing_and_keep_their_order(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    pieces = split(text, _paragraphs(text), words, WORDS_A_PASSAGE)
    assert all(words([" ".join(sentence_texts(text, piece))])[0] <= WORDS_A_PASSAGE for piece in pieces)
    assert "".join("".join(sentence_texts(text, piece)) for piece in pieces).replace(" ", "") == "".join(text.split())


def test_a_question_is_one_passage_with_the_answer_beside_it() -> None:
    text = "They met.\n\nWill you sign?\n\nNo. Never.\n\nHe left."
    assert _texts(text, 6) == ["They met.", "Will you sign? No. Never.", "He left."]


def test_a_question_stays_alone_where_its_answer_does_not_fit_or_stands_apart() -> None:
    assert _texts("Will you sign?\n\nNo, never in my life.", 6) == ["Will you sign?", "No, never in my life."]
    text = "Will you sign? Advertisement No."
    apart = [(Span(0, 14),), (Span(29, 32),)]
    assert [" ".join(sentence_texts(text, piece)) for piece in split(text, apart, words, 6)] == [
        "Will you sign?",
        "No.",
    ]


def test_a_quoted_question_is_not_answered_by_what_follows() -> None:
    assert _texts("“Will he sign?”\n\nHe left.", 6) == ["“Will he sign?”", "He left."]


def test_of_two_questions_the_first_is_answered_by_the_second() -> None:
    assert _texts("Will you sign?\n\nWhy should I?\n\nHe left.", 6) == ["Will you sign? Why should I?", "He left."]


def _paragraphs(text: str) -> list[tuple[Span, ...]]:
    lines = (Span(line.start(), line.end()).stripped(text) for line in re.finditer(r"[^\n]+", text))
    return [sentences(text, span) for span in lines]


def _texts(text: str, limit: int) -> list[str]:
    return [" ".join(sentence_texts(text, piece)) for piece in split(text, _paragraphs(text), words, limit)]


def test_a_paragraph_is_cut_at_the_sentence_end_nearest_its_middle() -> None:
    text = "One two three. Four five six. Seven eight."
    pieces = split(text, [sentences(text, Span(0, len(text)))], words, 6)
    assert [" ".join(sentence_texts(text, piece)) for piece in pieces] == [
        "One two three.",
        "Four five six. Seven eight.",
    ]


def test_a_paragraph_that_fills_a_passage_exactly_stays_whole() -> None:
    text = "One two three. Four five six."
    assert _texts(text, 6) == [text]
    assert _texts(text, 5) == ["One two three.", "Four five six."]


def test_a_paragraph_of_as_many_characters_as_a_passage_may_have_stays_whole() -> None:
    text = "x" * LONGEST
    assert split(text, [(Span(0, LONGEST),)], words, WORDS_A_PASSAGE) == [(Span(0, LONGEST),)]


def test_a_question_and_an_answer_that_fill_a_passage_exactly_are_joined() -> None:
    assert _texts("Will you sign?\n\nNo. Never.", 5) == ["Will you sign? No. Never."]
    assert _texts("Will you sign?\n\nNo. Never.", 4) == ["Will you sign?", "No. Never."]


def test_a_word_longer_than_a_passage_is_cut_too() -> None:
    text = "x" * (3 * LONGEST)
    pieces = split(text, [(Span(0, len(text)),)], words, WORDS_A_PASSAGE)
    assert [piece[0].end - piece[0].start for piece in pieces] == [LONGEST * 3 // 4] * 4


def test_the_model_reads_every_passage_whole(encoder: OnnxEncoder) -> None:
    text = "Zürich, 東京 and 1,000 others signed. " * 100
    pieces = split(text, [sentences(text, Span(0, len(text) - 1))], encoder.lengths, encoder.limit)
    lengths = encoder.lengths([" ".join(sentence_texts(text, piece)) for piece in pieces])
    assert max(lengths) <= encoder.limit
