"""The passage index kept in Milvus."""

from __future__ import annotations

import json
from base64 import b64decode
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from embeddings.encoding.token_codes import cosines
from embeddings.errors import REMEDY, UnusableIndexError
from embeddings.indexing.alignment import aligned
from embeddings.indexing.milvus import REFERENCE
from embeddings.indexing.milvus.collections import ROWS_PER_PASSAGE, Collections
from embeddings.indexing.milvus.conditions import expression
from embeddings.indexing.milvus.connection import MOST, Milvus
from embeddings.indexing.milvus.few_passages import FEW_COLUMNS, FewPassages, few_passages
from embeddings.indexing.milvus.weights import rarity_of
from embeddings.indexing.milvus.writer import pairs
from embeddings.indexing.passage_index import Alignments, Candidate, Filter
from embeddings.indexing.terms import LONGEST_TEXT, analyzer, splitter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from embeddings.documents import Period
    from embeddings.encoding.encoder import Codes, QuestionVectors, Vector

FEW = 2048
"""Up to so many passages that pass a filter are named one by one in a search, which any server evaluates fastest."""
_CACHED_FEW = 32
"""Conditions whose passages are kept: some 50 MB at most, at 70 keys a passage."""
_ROWS_PER_PASSAGE = 4
"""Vectors asked for per wanted passage: its own and several of its sentences' may all be near."""
_AS_NEAR = 1e-5
"""Scores closer than this may differ by rounding alone: which of their passages are best is then decided here."""
_CACHED = 1024
"""Answers kept of each kind, a few kilobytes each; the same months, speakers and words are asked about again."""
_MOST_TERMS = 100_000
"""Terms whose numbers are kept: ten megabytes, and more than a day of questions has."""
_COORDINATES = 4
"""Coordinates of a token in one byte of its code."""
_COMMON = 0.1
"""Weight of a pair of words without a term, such as "it is": any weight above zero finds quotations made of such."""


class MilvusIndex:
    """Reads what `MilvusIndexWriter` wrote.

    Raises UnusableIndexError if the server does not answer, or the folder does not name its collections.
    """

    def __init__(self, folder: Path, url: str) -> None:
        try:
            reference = json.loads((folder / REFERENCE).read_text(encoding="utf-8"))
            self._collections, self._passages = Collections(reference["collections"]), int(reference["passages"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UnusableIndexError(f"the index in {folder} cannot be read ({error}): {REMEDY}") from error
        self._milvus = Milvus(url)
        self._analyze, self._split = analyzer().analyze, splitter().analyze
        # A generation never changes, so that what was once asked stays true.
        self.count = lru_cache(_CACHED)(self._count)
        self._passing = lru_cache(_CACHED)(self._expression)
        self._is_met = lru_cache(_CACHED)(self._has_one)
        self._few_at_any_time = lru_cache(_CACHED_FEW)(self._fetch_few)
        self._known: dict[str, tuple[int, int]] = {}

    def search(self, question: QuestionVectors, terms: str, conditions: Filter, k: int) -> list[Candidate]:
        """Return the ``k`` best passages by vector and the ``k`` best by terms, unordered, each with both scores."""
        if not self.count(conditions):
            return []
        passing = self._passing(conditions)
        dense = self._near(question.vector, passing, k)
        lexical = self._matching("terms", self._weighed(terms), passing, k)
        others = [passage for passage in lexical if passage not in dense]
        dense |= self._similarities(question.vector, others)
        return [Candidate(passage, score, lexical.get(passage, 0.0)) for passage, score in sorted(dense.items())]

    def covers(self, conditions: Filter, periods: Sequence[Period]) -> list[bool]:
        """Return for each period whether a passage meets the conditions with this period in place of their own."""
        return [self._is_met(replace(conditions, period=period)) for period in periods]

    def alignments(self, question: QuestionVectors, passages: Sequence[int]) -> Alignments:
        """Return how well each passage matches each of the question's tokens."""
        width = question.tokens.shape[1] // _COORDINATES
        codes = self._codes(passages, width) if len(passages) and len(question.tokens) else []
        if not sum(map(len, codes)):
            zeros = np.zeros((len(passages), len(question.tokens)), np.float32)
            return Alignments(zeros, zeros)
        return aligned(cosines(np.concatenate(codes), question.tokens), [len(its) for its in codes])

    def sentence_scores(self, question: QuestionVectors, passage: int) -> list[float]:
        """Return the question's cosine with each of the passage's sentences; nothing for a passage of one sentence."""
        hits = self._milvus.search(
            self._collections.vectors, "vector", question.vector.tolist(), f"passage == {passage}", ROWS_PER_PASSAGE
        )
        return [score for row, score in sorted(hits) if row % ROWS_PER_PASSAGE]

    def rarities(self, text: str) -> dict[str, float]:
        """Return the inverse document frequency of each of the text's terms, as BM25 has it."""
        terms = self._analyze(text)
        known = self._look_up(terms)
        return {term: rarity_of(known[term][1], self._passages) for term in terms}

    def printing(self, text: str, conditions: Filter, k: int) -> list[int]:
        """Return the ``k`` passages that meet the conditions and print most of the text's words side by side.

        Neighbours weigh as their terms are rare; of passages with the same neighbours those with more terms are first.
        """
        if not self.count(conditions):
            return []
        words = self._split(text)[:LONGEST_TEXT]
        rarities = self.rarities(" ".join(words))
        weights = {word: sum(rarities[term] for term in self._analyze(word)) for word in words}
        neighbours = {at: _COMMON + weights[one] + weights[other] for at, (one, other) in pairs(words).items()}
        passing = self._passing(conditions)
        side_by_side = self._matching("pairs", neighbours, passing, k)
        single = self._matching("terms", self._weighed(" ".join(words)), passing, k)
        best = {
            passage: (side_by_side.get(passage, 0.0), single.get(passage, 0.0)) for passage in side_by_side | single
        }
        return sorted(best, key=lambda passage: (-best[passage][0], -best[passage][1], passage))[:k]

    def prints(self, text: str) -> bool:
        """Return whether each term of the text stands in some passage."""
        return all(passages for _, passages in self._look_up(self._analyze(text)).values())

    def terms_of(self, text: str) -> set[str]:
        """Return the text's terms as the index has them: stemmed, without stop words."""
        return set(self._analyze(text))

    def close(self) -> None:
        """Close the connection."""
        self._milvus.close()

    def _count(self, conditions: Filter) -> int:
        """Return how many passages meet the conditions."""
        passing = expression(conditions)
        if passing and (few := self._few(conditions)):
            return len(few.meeting(conditions))
        return self._milvus.count(self._collections.words, passing) if passing else self._passages

    def _has_one(self, conditions: Filter) -> bool:
        """Return whether a passage meets the conditions."""
        passing = expression(conditions)
        if passing and (few := self._few(conditions)):
            return bool(few.meeting(conditions))
        found = self._milvus.query(self._collections.words, passing, ["passage"], 1) if passing else self._passages
        return bool(found)

    def _expression(self, conditions: Filter) -> str:
        """Return what lets the passages pass that meet the conditions: few of them are named."""
        passing = expression(conditions)
        if not passing or self.count(conditions) > FEW:
            return passing
        if few := self._few(conditions):
            return f"passage in {few.meeting(conditions)}"
        passages = self._milvus.query(self._collections.words, passing, ["passage"])
        return f"passage in {sorted(int(row['passage']) for row in passages)}"

    def _few(self, conditions: Filter) -> FewPassages | None:
        """Return the passages that meet all conditions but the period, None if they are many."""
        return self._few_at_any_time(replace(conditions, period=None))

    def _fetch_few(self, conditions: Filter) -> FewPassages | None:
        passing = expression(conditions) or "passage >= 0"
        if self._milvus.count(self._collections.words, passing) > FEW:
            return None
        return few_passages(self._milvus.query(self._collections.words, passing, FEW_COLUMNS))

    def _near(self, vector: Vector, passing: str, k: int) -> dict[int, float]:
        """Return the ``k`` nearest passages, each with the best cosine of its vectors."""
        limit = k * _ROWS_PER_PASSAGE
        while True:
            limit = min(limit, MOST)
            hits = self._milvus.search(self._collections.vectors, "vector", vector.tolist(), passing, limit)
            nearest = _by_passage(hits)
            if len(hits) < limit or limit == MOST or _is_complete(nearest, hits[-1][1], k):
                return dict(_best(nearest, k))
            limit *= _ROWS_PER_PASSAGE

    def _similarities(self, vector: Vector, passages: Sequence[int]) -> dict[int, float]:
        """Return each passage's best cosine, its own or one of its sentences'."""
        if not passages:
            return {}
        rows = self._milvus.search(
            self._collections.vectors, "vector", vector.tolist(), f"passage in {sorted(passages)}", MOST
        )
        return _by_passage(rows)

    def _matching(self, column: str, vector: Mapping[int, float], passing: str, k: int) -> dict[int, float]:
        """Return the ``k`` passages that match the sparse vector best, with their scores, the best first."""
        limit = 2 * k
        while vector:
            limit = min(limit, MOST)
            hits = dict(self._milvus.search(self._collections.words, column, dict(vector), passing, limit))
            if len(hits) < limit or limit == MOST or _is_complete(hits, min(hits.values()), k):
                return dict(_best(hits, k))
            limit *= _ROWS_PER_PASSAGE
        return {}

    def _weighed(self, text: str) -> dict[int, float]:
        """Return the text's terms as a sparse vector; one that stands twice counts twice."""
        terms = Counter(self._analyze(text))
        known = self._look_up(terms)
        return {known[term][0]: float(count) for term, count in terms.items() if known[term][0]}

    def _look_up(self, terms: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Return each term's number and how many passages have it; zeros for a term of none."""
        wanted, known = dict.fromkeys(terms, (0, 0)), self._known
        missing = [term for term in wanted if term not in known]
        if missing:
            rows = self._milvus.get(self._collections.terms, missing, ["term", "number", "passages"])
            stored = {str(row["term"]): (int(row["number"]), int(row["passages"])) for row in rows}
            known |= dict.fromkeys(missing, (0, 0)) | stored
        if len(known) > _MOST_TERMS:
            self._known = {}
        return {term: known[term] for term in wanted}

    def _codes(self, passages: Sequence[int], width: int) -> list[Codes]:
        """Return the token codes of each passage."""
        keys = {passage: passage * ROWS_PER_PASSAGE for passage in passages}
        rows = self._milvus.get(self._collections.vectors, keys.values(), ["row", "tokens"])
        codes = {
            int(row["row"]): np.frombuffer(b64decode("".join(row["tokens"])), np.uint8).reshape(-1, width)
            for row in rows
        }
        return [codes[keys[passage]] for passage in passages]


def _by_passage(scored_rows: Iterable[tuple[int, float]]) -> dict[int, float]:
    """Return the best score of each passage's vectors."""
    scores: dict[int, float] = {}
    for row, score in scored_rows:
        passage = row // ROWS_PER_PASSAGE
        scores[passage] = max(score, scores.get(passage, score))
    return scores


def _best(scores: Mapping[int, float], k: int) -> list[tuple[int, float]]:
    """Return the ``k`` best passages with their scores, of equal ones the first."""
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:k]


def _is_complete(scores: Mapping[int, float], last_score: float, k: int) -> bool:
    """Return whether no passage beyond the last score can be one of the ``k`` best."""
    return len(scores) >= k and last_score < _best(scores, k)[-1][1] - _AS_NEAR
