"""Figures worked by hand, and files of questions that cannot be used."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import pytest

from embeddings.documents import Provenance, Span
from embeddings.errors import QuestionsError
from embeddings.storage.records import StoredDocument
from retrieval.answers import Answer, Citation, Place
from retrieval.evaluation import Case, Mark, Outcome, cases, figures, outcomes
from retrieval.understanding.query import Query

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.library import Library

GOLD = tuple(frozenset[Mark]({("a.txt", Span(at, at + 10))}) for at in (0, 20, 40))
WRONG = frozenset[Mark]()


def outcome(*right: frozenset[Mark], gold: int = 1, confidence: float = 0.5, took: float = 1.0) -> Outcome:
    """Return what came of a question with so many answers; one passage is returned for each of ``right``."""
    case = Case("who", frozenset[Mark]().union(*GOLD[:gold]))
    document = StoredDocument(0, "a.txt", "x" * 100, Provenance(), b"")
    citations = tuple(Citation(at, Place(document, Span(0, 10)), 3, 1.0) for at in range(len(right)))
    return Outcome(case, Answer(Query("who", "who"), citations, confidence, "g", milliseconds={"total": took}), right)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "questions.jsonl"


def test_the_rank_is_of_the_first_right_passage() -> None:
    assert outcome(WRONG, WRONG, GOLD[0], GOLD[0]).rank == 3
    assert outcome(WRONG).rank == math.inf


def test_hits_count_the_questions_with_a_right_passage_that_high() -> None:
    told = figures([outcome(GOLD[0]), outcome(WRONG, GOLD[0]), outcome(*[WRONG] * 4, GOLD[0]), outcome(WRONG)])
    assert (told["hit@1"], told["hit@4"], told["hit@10"]) == (1 / 4, 2 / 4, 3 / 4)


def test_the_reciprocal_rank_is_averaged_and_nothing_right_counts_nought() -> None:
    assert figures([outcome(GOLD[0]), outcome(WRONG, GOLD[0]), outcome(WRONG)])["mrr@10"] == (1 + 1 / 2 + 0) / 3


def test_precision_asks_for_no_more_right_passages_than_there_are() -> None:
    assert figures([outcome(GOLD[0], WRONG, GOLD[1], gold=3)])["precision@5"] == pytest.approx(2 / 3)
    assert figures([outcome(GOLD[0], WRONG, WRONG)])["precision@5"] == 1


def test_recall_counts_each_answer_once() -> None:
    assert figures([outcome(GOLD[0], GOLD[0], GOLD[1], gold=3)])["recall@10"] == pytest.approx(2 / 3)


def test_silence_is_right_only_where_nothing_answers() -> None:
    told = figures([outcome(gold=0), outcome(WRONG, gold=0), outcome(gold=0), outcome(GOLD[0]), outcome()])
    assert told["silent_when_nothing_fits"] == pytest.approx(2 / 3)
    assert told["answered_when_it_could"] == 1 / 2


@pytest.mark.parametrize(
    ("able", "unable", "area"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1], [0.9], 0.0),
        ([0.5], [0.5], 0.5),
        ([0.9, 0.3], [0.5, 0.3], (1 + 1 + 0 + 0.5) / 4),
    ],
)
def test_the_area_is_the_share_of_pairs_in_which_the_answerable_has_more(
    able: list[float], unable: list[float], area: float
) -> None:
    told = [outcome(GOLD[0], confidence=each) for each in able] + [outcome(gold=0, confidence=each) for each in unable]
    assert figures(told)["confidence_auc"] == area


def test_a_figure_that_no_question_tells_is_none() -> None:
    told = figures([outcome(GOLD[0])])
    assert (told["silent_when_nothing_fits"], told["confidence_auc"]) == (None, None)


def test_the_milliseconds_are_the_middle_and_what_19_in_20_stay_under() -> None:
    told = figures([outcome(GOLD[0], took=float(each)) for each in range(1, 101)])
    assert (told["questions"], told["median_ms"], told["p95_ms"]) == (100, 50.5, 95.0)


def test_a_question_misses_where_the_first_passage_is_wrong_or_there_is_one_at_all() -> None:
    missed = (outcome(WRONG, GOLD[0]), outcome(), outcome(WRONG, gold=0))
    assert [each.missed for each in (*missed, outcome(GOLD[0]), outcome(gold=0))] == [True] * 3 + [False] * 2


def asked(library: Library, file: Path, **row: object) -> Outcome:
    file.write_text(json.dumps({"question": "how often does the ferry run", **row}), encoding="utf-8")
    (told,) = outcomes(cases(file, library), library)
    return told


def place(library: Library, source: str, words: str) -> list[object]:
    text = next(each.text for each in library.corpus.documents() if each.source == source)
    return [source, text.index(words), text.index(words) + len(words)]


@pytest.mark.parametrize("source", ["ferry.txt", "ferry-again.txt"])
def test_an_answer_may_stand_in_any_of_the_copies(source: str, newsroom: Library, file: Path) -> None:
    told = asked(newsroom, file, gold=[place(newsroom, source, "The ferry will run every ten minutes")])
    assert told.rank == 1


def test_a_passage_that_is_neither_right_nor_wrong_does_not_count(newsroom: Library, file: Path) -> None:
    tickets = place(newsroom, "ferry.txt", "price of a ticket")
    alone = asked(newsroom, file, gold=[tickets])
    spared = asked(newsroom, file, gold=[tickets], neutral=[place(newsroom, "ferry.txt", "every ten minutes")])
    assert spared.rank == alone.rank - 1


def test_words_are_the_same_if_they_share_half_of_the_shorter(newsroom: Library, file: Path) -> None:
    source, start, _ = place(newsroom, "ferry.txt", "“The ferry will run every ten minutes,”")
    assert isinstance(start, int)
    before = asked(newsroom, file, gold=[[source, start - 20, start + 20]])
    outside = asked(newsroom, file, gold=[[source, start - 20, start + 19]])
    assert (before.rank, outside.rank == 1) == (1, False)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", r"line 2 is no JSON \(.*\): '{'"),
        ("[" * 100_000, "line 2 is no JSON"),
        ("[]", r"line 2 is no {\"question\""),
        ('{"question": 1, "gold": []}', r"line 2 is no {\"question\""),
        ('{"question": "who"}', r"line 2 is no {\"question\""),
        ('{"question": "who", "gold": {}}', r"line 2 is no {\"question\""),
        ('{"question": "who", "gold": [], "neutral": 1}', r"line 2 is no {\"question\""),
        ('{"question": "who", "gold": [["ferry.txt", 1]]}', "line 2: a place is"),
        ('{"question": "who", "gold": [["ferry.txt", "1", "2"]]}', "line 2: a place is"),
        ('{"question": "who", "gold": [["gone.txt", 1, 2]]}', "line 2: no document 'gone.txt' is in the index"),
        ('{"question": "who", "gold": [["ferry.txt", 5, 5]]}', "line 2: 'ferry.txt' has .* none from 5 to 5"),
        ('{"question": "who", "gold": [["ferry.txt", 0, 9999]]}', "line 2: 'ferry.txt' has .* none from 0 to 9999"),
        ('{"question": "who", "gold": [], "neutral": [["gone.txt", 1, 2]]}', "line 2: no document 'gone.txt'"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_in_one_line(line: str, said: str, newsroom: Library, file: Path) -> None:
    file.write_text('{"question": "who", "gold": []}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(QuestionsError, match=f"questions.jsonl {said}") as raised:
        cases(file, newsroom)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 400


@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_an_empty_file_is_named(content: bytes, newsroom: Library, file: Path) -> None:
    file.write_bytes(content)
    with pytest.raises(QuestionsError, match=r"questions\.jsonl has no question"):
        cases(file, newsroom)


def test_a_file_that_is_not_there_is_named(newsroom: Library, file: Path) -> None:
    with pytest.raises(QuestionsError, match=r"questions\.jsonl cannot be read: No such file"):
        cases(file, newsroom)


def test_a_byte_that_is_not_utf8_is_named_with_its_line(newsroom: Library, file: Path) -> None:
    file.write_bytes(b'{"question": "who", "gold": []}\n\xff\n')
    with pytest.raises(QuestionsError, match=r"questions\.jsonl line 2 is not UTF-8"):
        cases(file, newsroom)


def test_blank_lines_and_rare_line_ends_inside_a_question_shift_no_number(newsroom: Library, file: Path) -> None:
    file.write_text('\n{"question": "who\u2028what", "gold": []}\r\n\n{\n', encoding="utf-8")
    with pytest.raises(QuestionsError, match="line 4 is no JSON"):
        cases(file, newsroom)


def test_a_question_that_cannot_be_asked_is_named_with_its_line(newsroom: Library, file: Path) -> None:
    file.write_text('\n{"question": "?!", "gold": []}\n', encoding="utf-8")
    with pytest.raises(QuestionsError, match=r"questions\.jsonl line 2: the question is empty"):
        list(outcomes(cases(file, newsroom), newsroom))
