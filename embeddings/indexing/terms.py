"""The words of passages, by BM25 with English stemming: the only home of Tantivy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    import tantivy

    from embeddings.indexing.row_file import Ids
    from embeddings.storage.records import Facts

TERMS = "terms"
_ANALYZER = "news"
_TITLE_WEIGHT = 0.3
"""A title speaks for every passage of its document, so it counts less than the passage's own words."""
_BEFORE_WEIGHT = 0.5
"""What a passage refers back to names its subject, and is not said in it."""
_LONGEST_TITLE = 300
"""Characters of a title that are indexed: it is indexed again with every passage."""
_FIELDS = {"text": 1.0, "before": _BEFORE_WEIGHT, "title": _TITLE_WEIGHT}
"""What is read of a passage, and what a term found there counts."""
_HEAP_BYTES = 64_000_000
_LONGEST_TERM = 40
_SPARE = 3
"""How many times as many hits are fetched as should be enough, were the allowed passages like the others."""
_GROWTH = 8


class TermsWriter:
    """Writes Tantivy's files into a folder of their own."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        (folder / TERMS).mkdir()
        self._document = tantivy.Document.from_dict
        self._terms = _opened(folder / TERMS)
        # One thread writes the passages in the order of ids, so that equal scores come in the same order every time.
        self._writer = self._terms.writer(_HEAP_BYTES, num_threads=1)

    def add(self, passage: int, text: str, facts: Facts) -> None:
        """Index the passage's words."""
        row = {"passage": passage, "title": facts.title[:_LONGEST_TITLE], "before": facts.before, "text": text}
        self._writer.add_document(self._document(row, self._terms.schema))

    def finish(self) -> None:
        """Flush everything."""
        self._writer.commit()
        self._writer.wait_merging_threads()


class Terms:
    """Reads what `TermsWriter` wrote."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._tantivy = tantivy
        self._terms = _opened(folder / TERMS)
        self._searcher = self._terms.searcher()
        self._analyze = _analyzer().analyze

    def best(self, text: str, allowed: Ids | None, k: int) -> dict[int, float]:
        """Return the ``k`` best of the allowed passages, of all where None, with their BM25 scores."""
        words = self._analyze(text)
        if not words:
            return {}
        query = self._any_of(words)
        return self._hits(query, k) if allowed is None else self._among(query, allowed, k)

    def of(self, text: str) -> list[str]:
        """Return a text's terms."""
        return self._analyze(text)

    def frequency(self, term: str) -> int:
        """Return how many passages have the term in their text."""
        return int(self._searcher.doc_freq("text", term))

    def _among(self, query: tantivy.Query, allowed: Ids, k: int) -> dict[int, float]:
        """Return the hits that are allowed: of many, found by leaving the others out, of few, by naming them all.

        A hit left out costs about as much as a passage named, so no more are left out than would be named.
        """
        fetched = _SPARE * k * self._searcher.num_docs // len(allowed)
        while fetched <= len(allowed):
            hits = self._hits(query, fetched)
            passages = np.fromiter(hits, np.int64, len(hits))
            places = np.searchsorted(allowed, passages).clip(max=len(allowed) - 1)
            kept = passages[allowed[places] == passages][:k].tolist()
            if len(kept) == k or len(hits) < fetched:
                return {passage: hits[passage] for passage in kept}
            fetched *= _GROWTH
        return self._hits(self._only(query, allowed), k)

    def _hits(self, query: tantivy.Query, k: int) -> dict[int, float]:
        """Return the scores of the ``k`` best passages, the best first."""
        hits = self._searcher.search(query, k, count=False).hits
        passages = self._searcher.fast_field_values("passage", [address for _, address in hits])
        return {int(passage or 0): float(score) for passage, (score, _) in zip(passages, hits, strict=True)}

    def _any_of(self, terms: list[str]) -> tantivy.Query:
        query, occur, schema = self._tantivy.Query, self._tantivy.Occur, self._terms.schema
        return query.boolean_query(
            [
                (occur.Should, query.boost_query(query.term_query(schema, field, term, "freq"), weight))
                for term in terms
                for field, weight in _FIELDS.items()
            ]
        )

    def _only(self, words: tantivy.Query, allowed: Ids) -> tantivy.Query:
        query, occur = self._tantivy.Query, self._tantivy.Occur
        named = query.term_set_query(self._terms.schema, "passage", allowed.tolist())
        return query.boolean_query([(occur.Must, words), (occur.Must, query.const_score_query(named, 0.0))])


def _opened(folder: Path) -> tantivy.Index:
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
