"""The passage index of one machine: vectors, terms, tokens and filters in the files of one folder."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from embeddings.encoding.token_codes import cosines
from embeddings.errors import REMEDY, UnusableIndexError
from embeddings.indexing.alignment import aligned
from embeddings.indexing.filters import FilterColumns, FilterColumnsWriter
from embeddings.indexing.passage_index import Alignments, Candidate
from embeddings.indexing.row_file import RowFile, RowFileWriter
from embeddings.indexing.terms import Terms, TermsWriter
from embeddings.indexing.vectors import Vectors, VectorsWriter
from embeddings.workers import cores

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from embeddings.documents import Period
    from embeddings.encoding.encoder import PassageVectors, QuestionVectors
    from embeddings.indexing.filters import Mask
    from embeddings.indexing.passage_index import Filter
    from embeddings.storage.records import Facts

TOKENS = "tokens.bin"
_CACHED_COUNTS = 1024
"""A few bytes each; the same months and speakers are asked about again and again."""


class LocalIndexWriter:
    """Writes the files into one folder with little memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._vectors = VectorsWriter(folder)
        self._tokens = RowFileWriter(folder / TOKENS)
        self._columns = FilterColumnsWriter()
        self._terms = TermsWriter(folder)

    def add(self, passage: int, text: str, vectors: PassageVectors, facts: Facts) -> None:
        """Index the passage; ids must come in order from 0."""
        self._vectors.add(vectors.rows)
        self._tokens.add(vectors.tokens)
        self._columns.add(passage, facts)
        self._terms.add(passage, text, facts)

    def finish(self) -> None:
        """Write what is still in memory."""
        self._terms.finish()
        self._tokens.close()
        self._columns.write(self._folder)
        self._vectors.finish()


class LocalIndex:
    """Reads what `LocalIndexWriter` wrote.

    Raises UnusableIndexError if a file of it cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._files = ExitStack()
        # NumPy multiplies little here: a second thread gains nothing, and spins on the core that encodes.
        threadpool_limits(1, user_api="blas")
        try:
            self._open(folder)
        except (OSError, RuntimeError, ValueError) as error:
            self._files.close()
            reason = " ".join(str(error).split())
            raise UnusableIndexError(f"the index in {folder} cannot be read ({reason}): {REMEDY}") from error
        self.count = lru_cache(_CACHED_COUNTS)(self._count)

    def _open(self, folder: Path) -> None:
        self._vectors = self._files.enter_context(closing(Vectors(folder)))
        self._tokens = self._files.enter_context(closing(RowFile(folder / TOKENS, np.uint8)))
        self._columns = FilterColumns(folder)
        self._terms = Terms(folder)
        self._threads = self._files.enter_context(ThreadPoolExecutor(cores()))

    def search(self, question: QuestionVectors, terms: str, conditions: Filter, k: int) -> list[Candidate]:
        """Return the ``k`` best passages by vector and the ``k`` best by terms, unordered, each with both scores."""
        allowed = self._columns.allowed(conditions)
        if allowed is not None and not len(allowed):
            return []
        # The two searches run at the same time, each on a core of its own.
        searching = self._threads.submit(self._terms.best, terms, allowed, k)
        near = self._vectors.near(question.vector, allowed, k)
        lexical = searching.result()
        passages = np.union1d(near, np.fromiter(lexical, np.int64, len(lexical)))
        scores = self._vectors.similarities(question.vector, passages)
        best = _best(scores, np.isin(passages, near), k)
        return [
            Candidate(passage, float(score), lexical.get(passage, 0.0))
            for passage, score, is_best in zip(passages.tolist(), scores, best, strict=True)
            if is_best or passage in lexical
        ]

    def covers(self, conditions: Filter, periods: Sequence[Period]) -> list[bool]:
        """Return for each period whether a passage meets the conditions with this period in place of their own."""
        return [bool(covered) for covered in self._columns.covers(conditions, periods)]

    def alignments(self, question: QuestionVectors, passages: Sequence[int]) -> Alignments:
        """Return how well each passage matches each of the question's tokens."""
        if not self._tokens.rows or not len(question.tokens) or not passages:
            zeros = np.zeros((len(passages), len(question.tokens)), np.float32)
            return Alignments(zeros, zeros)
        codes, lengths = self._tokens.read(np.array(passages, np.int64))
        return aligned(cosines(codes, question.tokens), lengths.tolist())

    def sentence_scores(self, question: QuestionVectors, passage: int) -> list[float]:
        """Return the question's cosine with each of the passage's sentences; nothing for a passage of one sentence."""
        return [float(score) for score in self._vectors.rows(passage)[1:] @ question.vector]

    def rarities(self, text: str) -> dict[str, float]:
        """Return the inverse document frequency of each of the text's terms, as BM25 has it."""
        counts = {term: self._terms.frequency(term) for term in self._terms.of(text)}
        passages = self._vectors.passages
        return {term: math.log1p((passages - count + 0.5) / (count + 0.5)) for term, count in counts.items()}

    def printing(self, text: str, conditions: Filter, k: int) -> list[int]:
        """Return the ``k`` passages that meet the conditions and print most of the text's words side by side."""
        allowed = self._columns.allowed(conditions)
        return [] if allowed is not None and not len(allowed) else self._terms.printing(text, allowed, k)

    def prints(self, text: str) -> bool:
        """Return whether each term of the text stands in some passage."""
        return all(self._terms.frequency(term) for term in self._terms.of(text))

    def terms_of(self, text: str) -> set[str]:
        """Return the text's terms as the index has them: stemmed, without stop words."""
        return set(self._terms.of(text))

    def close(self) -> None:
        """Close the index's files."""
        self._files.close()
        del self._vectors, self._tokens, self._columns, self._terms

    def _count(self, conditions: Filter) -> int:
        """Return how many passages meet the conditions."""
        allowed = self._columns.allowed(conditions)
        return self._vectors.passages if allowed is None else len(allowed)


def _best(scores: NDArray[np.float32], eligible: Mask, k: int) -> Mask:
    """Return which of the eligible have one of the ``k`` highest scores."""
    order = np.argsort(np.where(eligible, -scores, np.inf), kind="stable")
    chosen = np.zeros(len(scores), np.bool_)
    chosen[order[:k]] = True
    return chosen & eligible
