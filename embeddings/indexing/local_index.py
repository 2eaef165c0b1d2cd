"""The passage index of one machine: the only home of FAISS and Tantivy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from embeddings.indexing.alignment import aligned
from embeddings.indexing.columns import Columns, ColumnsWriter
from embeddings.indexing.passage_index import Alignments, Candidate
from embeddings.indexing.token_codes import decode, rotate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import tantivy

    from embeddings.indexing.columns import Ids
    from embeddings.indexing.encoder import Encoded, Matrix, PassageVectors, Vector
    from embeddings.indexing.passage_index import Facts, Filter

Rows: TypeAlias = NDArray[np.int64]

VECTORS = "vectors.faiss"
ROWS = "rows.npy"
TOKENS = "tokens.bin"
TOKEN_ENDS = "token_ends.npy"  # noqa: S105 - a file's name
TERMS = "terms"
_ANALYZER = "news"
_TITLE_WEIGHT = 0.3
"""A title speaks for every passage of its document, so it counts less than the passage's own words."""
_BEFORE_WEIGHT = 0.5
"""What a passage refers back to names its subject, and is not said in it."""
_LONGEST_TITLE = 300
"""Characters of a title that are indexed: it is indexed again with every passage."""
_FIELDS = {"text": 1.0, "before": _BEFORE_WEIGHT, "title": _TITLE_WEIGHT}
"""What the lexical index reads of a passage, and what a term found there counts."""
_HEAP_BYTES = 64_000_000
_ROWS_A_PASSAGE = 4
"""Vectors looked at for each passage wanted: a passage has its own and one for each of its sentences."""
_LONGEST_TERM = 40
_SCANNED = 4096
"""Passages compared one by one where a filter leaves no more: exact, and faster than searching around the others."""


class LocalIndexWriter:
    """Writes FAISS and Tantivy files into one folder."""

    def __init__(self, folder: Path, dimension: int) -> None:
        import faiss
        import tantivy

        self._folder = folder
        self._vectors = faiss.IndexFlatIP(dimension)
        self._passages: list[Rows] = []
        self._columns = ColumnsWriter()
        self._codes = (folder / TOKENS).open("wb")
        self._tokens: list[int] = []
        (folder / TERMS).mkdir()
        self._document = tantivy.Document.from_dict
        self._terms = _open_terms(folder / TERMS)
        # One thread makes one segment in the order of ids, so that equal scores come in the same order every time.
        self._writer = self._terms.writer(_HEAP_BYTES, num_threads=1)

    def add(self, passage: int, text: str, vectors: PassageVectors, facts: Facts) -> None:
        """Index the passage; ids come in order from 0."""
        self._vectors.add(vectors.rows)
        self._passages.append(np.full(len(vectors.rows), passage))
        self._codes.write(vectors.tokens.tobytes())
        self._tokens.append(len(vectors.tokens))
        self._columns.add(passage, facts)
        row = {"passage": passage, "title": facts.title[:_LONGEST_TITLE], "before": facts.before, "text": text}
        self._writer.add_document(self._document(row, self._terms.schema))

    def finish(self) -> None:
        """Flush everything."""
        import faiss

        self._writer.commit()
        self._writer.wait_merging_threads()
        self._codes.close()
        self._columns.write(self._folder)
        faiss.write_index(self._vectors, str(self._folder / VECTORS))
        np.save(self._folder / ROWS, np.concatenate(self._passages) if self._passages else np.zeros(0, np.int64))
        np.save(self._folder / TOKEN_ENDS, np.cumsum([0, *self._tokens]))


class LocalIndex:
    """Reads what `LocalIndexWriter` wrote."""

    def __init__(self, folder: Path) -> None:
        import faiss
        import tantivy

        self._faiss, self._tantivy = faiss, tantivy
        self._vectors = faiss.read_index(str(folder / VECTORS), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY)
        self._passage_of: Rows = np.load(folder / ROWS, mmap_mode="r")
        self._passages = int(self._passage_of[-1]) + 1 if len(self._passage_of) else 0
        self._first_row: Rows = np.searchsorted(self._passage_of, np.arange(self._passages + 1))
        self._token_ends: Rows = np.load(folder / TOKEN_ENDS, mmap_mode="r")
        width = self._vectors.d // 4
        self._codes = np.memmap(folder / TOKENS, np.uint8, "r").reshape(-1, width) if self._token_ends[-1] else None
        self._columns = Columns(folder)
        self._terms = _open_terms(folder / TERMS)
        self._searcher = self._terms.searcher()
        self._analyze = _analyzer().analyze

    def search(self, question: Encoded, terms: str, conditions: Filter, k: int) -> list[Candidate]:
        """Return the ``k`` best passages by vector and the ``k`` best by terms, each with both scores, in no order."""
        allowed = self._columns.allowed(conditions)
        if allowed is not None and not len(allowed):
            return []
        lexical = self._by_terms(terms, allowed, k)
        near = self._nearest(question.vector, allowed, k)
        missing = [passage for passage in lexical if passage not in near]
        dense = near | dict(zip(missing, self._similarities(question.vector, np.array(missing, np.int64)), strict=True))
        return [Candidate(passage, dense[passage], lexical.get(passage, 0.0)) for passage in sorted(dense)]

    def count(self, conditions: Filter) -> int:
        """Return how many passages meet the conditions."""
        allowed = self._columns.allowed(conditions)
        return self._passages if allowed is None else len(allowed)

    def alignments(self, question: Encoded, passages: Sequence[int]) -> Alignments:
        """Return for each passage the best cosine of each of the question's tokens."""
        if self._codes is None or not len(question.tokens) or not passages:
            nothing = np.zeros((len(passages), len(question.tokens)), np.float32)
            return Alignments(nothing, nothing)
        spans = [(int(self._token_ends[p]), int(self._token_ends[p + 1])) for p in passages]
        codes = np.concatenate([self._codes[first:last] for first, last in spans])
        return aligned(decode(codes) @ rotate(question.tokens).T, [last - first for first, last in spans])

    def sentence_scores(self, question: Encoded, passage: int) -> list[float]:
        """Return the cosine of the question with each of the passage's sentences; empty where it has one or none."""
        first, last = int(self._first_row[passage]) + 1, int(self._first_row[passage + 1])
        return [float(score) for score in self._rows(np.arange(first, last)) @ question.vector] if last > first else []

    def rarities(self, terms: str) -> dict[str, float]:
        """Return the question's terms as the index knows them, each with its inverse document frequency."""
        known = {term: self._searcher.doc_freq("text", term) for term in self._analyze(terms)}
        return {term: float(np.log1p((self._passages - n + 0.5) / (n + 0.5))) for term, n in known.items()}

    def prints(self, text: str) -> bool:
        """Return whether every term of the text stands in some passage."""
        return all(self._searcher.doc_freq("text", term) for term in self._analyze(text))

    def terms_of(self, text: str) -> set[str]:
        """Return a text's terms as the index knows them."""
        return set(self._analyze(text))

    def close(self) -> None:
        """Give back what is held."""
        del self._vectors, self._passage_of, self._codes, self._columns, self._searcher, self._terms

    def _nearest(self, vector: Vector, allowed: Ids | None, k: int) -> dict[int, float]:
        if allowed is not None and len(allowed) <= _SCANNED:
            scores = np.array(self._similarities(vector, allowed))
            best = np.argsort(-scores, kind="stable")[:k]
            return {int(allowed[at]): float(scores[at]) for at in best}
        wanted = min(k * _ROWS_A_PASSAGE, self._vectors.ntotal)
        scores, rows = self._vectors.search(vector[None], wanted, params=self._only(allowed))
        found: dict[int, float] = {}
        for row, score in zip(rows[0], scores[0], strict=True):
            if row >= 0 and len(found) < k:
                found.setdefault(int(self._passage_of[row]), float(score))
        return found

    def _only(self, allowed: Ids | None) -> Any:  # noqa: ANN401 - the library has no types
        if allowed is None:
            return None
        mask = np.zeros(self._passages, np.bool_)
        mask[allowed] = True
        bits = np.packbits(mask[self._passage_of], bitorder="little")
        return self._faiss.SearchParameters(sel=self._faiss.IDSelectorBitmap(bits))  # type: ignore[call-arg, arg-type]

    def _similarities(self, vector: Vector, passages: Ids) -> list[float]:
        """Return each passage's best cosine: its own or that of one of its sentences."""
        if not len(passages):
            return []
        firsts, lasts = self._first_row[passages], self._first_row[passages + 1]
        rows = np.concatenate([np.arange(first, last) for first, last in zip(firsts, lasts, strict=True)])
        similar = self._rows(rows) @ vector
        starts = np.cumsum(lasts - firsts) - (lasts - firsts)
        return [float(score) for score in np.maximum.reduceat(similar, starts)]

    def _rows(self, rows: Rows) -> Matrix:
        found: Matrix = self._vectors.reconstruct_batch(rows)
        return found

    def _by_terms(self, terms: str, allowed: Ids | None, k: int) -> dict[int, float]:
        words = self._analyze(terms)
        if not words:
            return {}
        hits = self._searcher.search(self._any_of(words, allowed), k, count=False).hits
        passages = self._searcher.fast_field_values("passage", [address for _, address in hits])
        return {int(passage or 0): float(score) for passage, (score, _) in zip(passages, hits, strict=True)}

    def _any_of(self, terms: list[str], allowed: Ids | None) -> tantivy.Query:
        query, occur, schema = self._tantivy.Query, self._tantivy.Occur, self._terms.schema
        words = query.boolean_query(
            [
                (occur.Should, query.boost_query(query.term_query(schema, field, term, "freq"), weight))
                for term in terms
                for field, weight in _FIELDS.items()
            ]
        )
        if allowed is None:
            return words
        among = query.const_score_query(query.term_set_query(schema, "passage", allowed.tolist()), 0.0)
        return query.boolean_query([(occur.Must, words), (occur.Must, among)])


def _open_terms(folder: Path) -> tantivy.Index:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("passage", indexed=True, fast=True)
    for field in _FIELDS:
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
