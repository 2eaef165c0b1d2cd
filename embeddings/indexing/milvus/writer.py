"""Writes the passages of a generation into Milvus."""

from __future__ import annotations

import json
from base64 import b64encode
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any
from uuid import uuid4
from zlib import crc32

import numpy as np

from embeddings.indexing.milvus import REFERENCE
from embeddings.indexing.milvus.collections import (
    BARE,
    NOTHING,
    ROWS_PER_PASSAGE,
    START,
    TERM_COLUMNS,
    TEXT_BYTES,
    WORD_COLUMNS,
    Collections,
    vector_columns,
)
from embeddings.indexing.milvus.conditions import columns_of
from embeddings.indexing.milvus.connection import Milvus
from embeddings.indexing.milvus.weights import CorpusCounts
from embeddings.indexing.terms import FIELDS, analyzer, fields_of, splitter, texts_of
from embeddings.indexing.vectors import rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from embeddings.encoding.encoder import Codes, PassageVectors
    from embeddings.storage.records import Facts

_BATCH = 256
"""Rows in one request: some 4 MB with the tokens of passages of usual length, a sixteenth of what Milvus takes."""
_WORDS = "words.jsonl"
"""The file in which words wait for the end: three kilobytes a passage."""


class MilvusIndexWriter:
    """Sends vectors as they come and words at the end, as their weights depend on the whole corpus.

    The folder keeps the name of the collections, and the words until then.
    """

    def __init__(self, folder: Path, url: str) -> None:
        self._folder = folder
        self._milvus = Milvus(url)
        self._collections = Collections(f"{START}{uuid4().hex}")
        self._counts = CorpusCounts(tuple(FIELDS.values()))
        self._analyze, self._split = analyzer().analyze, splitter().analyze
        self._waiting: list[dict[str, Any]] = []
        self._words, self._lines = folder / _WORDS, list[str]()

    def add(self, passage: int, text: str, vectors: PassageVectors, facts: Facts) -> None:
        """Index the passage; ids must come in order from 0."""
        if not passage:
            self._milvus.make(self._collections.vectors, vector_columns(vectors.rows.shape[1]))
        columns = columns_of(facts)
        self._waiting += _vector_rows(passage, vectors, columns)
        counts = self._counts.add([self._analyze(field) for field in fields_of(text, facts).values()])
        fields = [list(its.items()) for its in counts]
        side_by_side = {pair for printed in texts_of(text, facts) for pair in pairs(self._split(printed))}
        self._lines.append(json.dumps([passage, columns, fields, list(side_by_side)]) + "\n")
        if len(self._waiting) >= _BATCH:
            self._send()

    def finish(self) -> None:
        """Write what is still in memory."""
        self._send()
        self._milvus.make(self._collections.words, WORD_COLUMNS)
        self._milvus.make(self._collections.terms, TERM_COLUMNS)
        self._insert(self._collections.words, self._word_rows())
        self._insert(self._collections.terms, self._term_rows())
        for name in (self._collections.vectors, self._collections.words, self._collections.terms):
            self._milvus.seal(name)
        self._words.unlink()
        self._milvus.close()
        reference = {"collections": self._collections.start, "passages": self._counts.passages}
        (self._folder / REFERENCE).write_text(json.dumps(reference), encoding="utf-8")

    def _send(self) -> None:
        self._insert(self._collections.vectors, self._waiting)
        with self._words.open("a", encoding="utf-8") as waiting:
            waiting.writelines(self._lines)
        self._waiting.clear()
        self._lines.clear()

    def _word_rows(self) -> Iterator[dict[str, Any]]:
        with self._words.open(encoding="utf-8") as lines:
            for line in lines:
                passage, columns, fields, its_pairs = json.loads(line)
                terms = self._counts.weights([dict(its) for its in fields]) or {NOTHING: 1.0}
                side_by_side = dict.fromkeys(its_pairs, 1.0) or {NOTHING: 1.0}
                yield {"passage": passage, **columns, "terms": terms, "pairs": side_by_side}

    def _term_rows(self) -> Iterator[dict[str, Any]]:
        for term, number, passages in self._counts.terms():
            yield {"term": term, "number": number, "passages": passages, "bare": BARE}

    def _insert(self, name: str, rows: Iterable[dict[str, Any]]) -> None:
        remaining = iter(rows)
        for batch in iter(lambda: list(islice(remaining, _BATCH)), []):
            self._milvus.insert(name, batch)


def pairs(words: Sequence[str]) -> dict[int, tuple[str, str]]:
    """Return the neighbours among the words, by the dimension that stands for them."""
    # Two pairs in two thousand million share a dimension; who searches reads the passages and sees.
    return {1 + (crc32(f"{one} {next_}".encode()) >> 1): (one, next_) for one, next_ in pairwise(words)}


def _vector_rows(passage: int, vectors: PassageVectors, columns: dict[str, Any]) -> Iterator[dict[str, Any]]:
    codes = _strings(vectors.tokens)
    for position, vector in enumerate(rounded(vectors.rows)):
        yield {
            "row": passage * ROWS_PER_PASSAGE + position,
            "passage": passage,
            **columns,
            "vector": vector,
            "tokens": [] if position else codes,
        }


def _strings(tokens: Codes) -> list[str]:
    """Return the codes as text, in strings of a length that Milvus stores."""
    text = b64encode(np.ascontiguousarray(tokens).tobytes()).decode("ascii")
    return [text[start : start + TEXT_BYTES] for start in range(0, len(text), TEXT_BYTES)]
