"""The passage index of one machine: the only home of FAISS and Tantivy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from embeddings.indexing.passage_index import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import tantivy
    from numpy.typing import NDArray

    from embeddings.indexing.encoder import Matrix, Vector

VECTORS = "vectors.faiss"
ROWS = "rows.npy"
TERMS = "terms"
_ANALYZER = "english"
_TITLE_WEIGHT = 0.3
"""A title speaks for every passage of its document, so it counts less than the passage's own words."""
_LONGEST_TITLE = 300
"""Characters of a title that are indexed: it is indexed again with every passage."""
_HEAP_BYTES = 64_000_000
_ROWS_A_PASSAGE = 4
"""Vectors looked at for each passage wanted: a passage has its own and one for each of its sentences."""
_LONGEST_TERM = 40


class LocalIndexWriter:
    """Writes FAISS and Tantivy files into one folder."""

    def __init__(self, folder: Path, dimension: int) -> None:
        import faiss
        import tantivy

        self._folder = folder
        self._vectors = faiss.IndexFlatIP(dimension)
        self._passages: list[NDArray[np.int64]] = []
        (folder / TERMS).mkdir()
        self._document = tantivy.Document.from_dict
        self._terms = _open_terms(folder / TERMS)
        # One thread makes one segment in the order of ids, so that equal scores come in the same order every time.
        self._writer = self._terms.writer(_HEAP_BYTES, num_threads=1)

    def add(self, passage: int, title: str, text: str, rows: Matrix) -> None:
        """Index the passage by its words and by its vectors."""
        self._vectors.add(rows)
        self._passages.append(np.full(len(rows), passage))
        self._writer.add_document(
            self._document({"passage": passage, "title": title[:_LONGEST_TITLE], "text": text}, self._terms.schema)
        )

    def finish(self) -> None:
        """Flush everything."""
        import faiss

        self._writer.commit()
        self._writer.wait_merging_threads()
        faiss.write_index(self._vectors, str(self._folder / VECTORS))
        np.save(self._folder / ROWS, np.concatenate(self._passages) if self._passages else np.zeros(0, np.int64))


class LocalIndex:
    """Reads what `LocalIndexWriter` wrote."""

    def __init__(self, folder: Path) -> None:
        import faiss
        import tantivy

        self._vectors = faiss.read_index(str(folder / VECTORS), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY)
        self._passage_of: NDArray[np.int64] = np.load(folder / ROWS, mmap_mode="r")
        self._first_row = np.searchsorted(self._passage_of, np.arange(self._passage_count() + 1))
        self._terms = _open_terms(folder / TERMS)
        self._searcher = self._terms.searcher()
        self._analyze = _analyzer().analyze
        self._tantivy = tantivy

    def search(self, vector: Vector, terms: str, k: int) -> list[Candidate]:
        """Return the passages among the ``k`` best by vector or by terms, each with both scores."""
        lexical = self._by_terms(terms, k)
        passages = sorted(lexical.keys() | self._nearest(vector, k))
        dense = self._similarities(vector, passages)
        return [Candidate(p, score, lexical.get(p, 0.0)) for p, score in zip(passages, dense, strict=True)]

    def close(self) -> None:
        """Give back what is held."""
        del self._vectors, self._passage_of, self._searcher, self._terms

    def _passage_count(self) -> int:
        return int(self._passage_of[-1]) + 1 if len(self._passage_of) else 0

    def _nearest(self, vector: Vector, k: int) -> set[int]:
        wanted = min(k * _ROWS_A_PASSAGE, self._vectors.ntotal)
        if not wanted:
            return set()
        _, rows = self._vectors.search(vector[None], wanted)
        best = dict.fromkeys(self._passage_of[rows[0]].tolist())
        return set(list(best)[:k])

    def _similarities(self, vector: Vector, passages: Iterable[int]) -> list[float]:
        return [float(np.max(self._rows(passage) @ vector)) for passage in passages]

    def _rows(self, passage: int) -> Matrix:
        first, last = self._first_row[passage], self._first_row[passage + 1]
        rows: Matrix = self._vectors.reconstruct_n(int(first), int(last - first))
        return rows

    def _by_terms(self, terms: str, k: int) -> dict[int, float]:
        hits = self._searcher.search(self._any_of(self._analyze(terms)), k, count=False).hits
        passages = self._searcher.fast_field_values("passage", [address for _, address in hits])
        return {int(passage or 0): float(score) for passage, (score, _) in zip(passages, hits, strict=True)}

    def _any_of(self, terms: list[str]) -> tantivy.Query:
        query, should, schema = self._tantivy.Query, self._tantivy.Occur.Should, self._terms.schema
        return query.boolean_query(
            [
                (should, query.boost_query(query.term_query(schema, field, term, "freq"), weight))
                for term in terms
                for field, weight in (("text", 1.0), ("title", _TITLE_WEIGHT))
            ]
        )


def _open_terms(folder: Path) -> tantivy.Index:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("passage", fast=True)
    for field in ("title", "text"):
        builder.add_text_field(field, tokenizer_name=_ANALYZER, index_option="freq")
    index = tantivy.Index(builder.build(), path=str(folder))
    index.register_tokenizer(_ANALYZER, _analyzer())
    return index


def _analyzer() -> tantivy.TextAnalyzer:
    import tantivy

    filters = (
        tantivy.Filter.remove_long(_LONGEST_TERM),
        tantivy.Filter.lowercase(),
        tantivy.Filter.ascii_fold(),
        tantivy.Filter.stopword("english"),
        tantivy.Filter.stemmer("english"),
    )
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in filters:
        builder = builder.filter(step)
    return builder.build()
