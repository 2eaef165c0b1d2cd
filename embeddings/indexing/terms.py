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
_ANALYZER, _SPLITTER = "news", "words"
FIELDS = {"text": 1.0, "before": 0.5, "title": 0.3}
"""The indexed fields and their weights, set by judgement: the sentence before names what the passage is about without
being said in it, and a title speaks for every passage of its document."""
_LONGEST_TITLE = 300
"""Characters of a title that are indexed, as it is indexed with every passage; headlines stay below."""
_HEAP_BYTES = 64_000_000
"""Memory of the writer: four times the least that Tantivy takes for a thread, so that few segments need merging."""
_LONGEST_TERM = 40
"""Bytes; what is longer is an address or a code, which nobody asks for by word (Tantivy's own default)."""
_SPARE = 3
"""How many times the expected number of hits is fetched, in case the allowed passages match less well than others."""
_GROWTH = 8
"""How many times more is fetched if that was not enough: all rounds together then cost little more than the last."""


_WORDS = "words"
"""The field of every word of a passage in its place, unstemmed, in which quotations are looked for; a document's first
passage has those of its headlines and captions too."""
_RUNS, _SHORTEST_RUN, _LONGEST_RUN = 3, 2, 4
"""A quotation is cut into runs of words that are looked for side by side: three at least, so that one altered word
leaves others whole, and of no more than four words, which are seldom shared by chance."""


_WHOLE = 10.0
"""Boost for a passage that has the whole quotation in one run, so that it outranks any number of scattered words."""
LONGEST_TEXT = 256
"""Only this many words of a quotation are searched for: a passage that has them has the rest too, and Tantivy allows
1,024 clauses."""


class TermsWriter:
    """Writes Tantivy's files into a folder of their own."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        (folder / TERMS).mkdir()
        self._document = tantivy.Document.from_dict
        self._terms = _opened(folder / TERMS)
        # One thread writes the passages in the order of ids, so that equal scores always come in the same order.
        self._writer = self._terms.writer(_HEAP_BYTES, num_threads=1)

    def add(self, passage: int, text: str, facts: Facts) -> None:
        """Index the passage's words."""
        row = {"passage": passage, **fields_of(text, facts), _WORDS: texts_of(text, facts)}
        self._writer.add_document(self._document(row, self._terms.schema))

    def finish(self) -> None:
        """Write what is still in memory."""
        self._writer.commit()
        self._writer.wait_merging_threads()


class Terms:
    """Reads what `TermsWriter` wrote."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._tantivy = tantivy
        self._terms = _opened(folder / TERMS)
        self._searcher = self._terms.searcher()
        self._analyze = analyzer().analyze
        self._split = splitter().analyze

    def best(self, text: str, allowed: Ids | None, k: int) -> dict[int, float]:
        """Return the ``k`` best of the allowed passages, or of all if None, with their BM25 scores."""
        terms = self.of(text)
        if not terms:
            return {}
        query = self._any_of(terms)
        return self._hits(query, k) if allowed is None else self._among(query, allowed, k)

    def printing(self, text: str, allowed: Ids | None, k: int) -> list[int]:
        """Return the ``k`` allowed passages that print most of the text's runs of words and terms, the best first."""
        query, occur, schema = self._tantivy.Query, self._tantivy.Occur, self._terms.schema
        words = self._split(text)[:LONGEST_TEXT]
        length = min(_LONGEST_RUN, max(_SHORTEST_RUN, len(words) // _RUNS))
        starts = [*range(0, len(words) - length, length), max(0, len(words) - length)]
        runs = dict.fromkeys(tuple(words[start : start + length]) for start in starts)
        phrases = [query.phrase_query(schema, _WORDS, list(run)) for run in (words, *runs) if len(run) > 1]
        phrases[:1] = [query.boost_query(whole, _WHOLE) for whole in phrases[:1]]
        parts = [*phrases, self._any_of(self.of(text)[:LONGEST_TEXT])]
        either = query.boolean_query([(occur.Should, part) for part in parts])
        return list(self._hits(either, k) if allowed is None else self._among(either, allowed, k))

    def of(self, text: str) -> list[str]:
        """Return the text's terms: stemmed, without stop words."""
        return self._analyze(text)

    def frequency(self, term: str) -> int:
        """Return how many passages have the term in their text."""
        return int(self._searcher.doc_freq("text", term))

    def _among(self, query: tantivy.Query, allowed: Ids, k: int) -> dict[int, float]:
        """Return the best allowed hits: hits that are not allowed are skipped, or few allowed passages are named.

        Skipping a hit costs about as much as naming a passage, so no more are fetched than would be named.
        """
        fetched = _SPARE * k * self._searcher.num_docs // len(allowed)
        while fetched <= len(allowed):
            hits = self._hits(query, fetched)
            passages = np.fromiter(hits, np.int64, len(hits))
            places = np.searchsorted(allowed, passages).clip(max=len(allowed) - 1)
            best = passages[allowed[places] == passages][:k].tolist()
            if len(best) == k or len(hits) < fetched:
                return {passage: hits[passage] for passage in best}
            fetched *= _GROWTH
        return self._hits(self._only(query, allowed), k)

    def _hits(self, query: tantivy.Query, k: int) -> dict[int, float]:
        """Return the ``k`` best passages with their scores, the best first."""
        hits = self._searcher.search(query, k, count=False).hits
        passages = self._searcher.fast_field_values("passage", [address for _, address in hits])
        return {int(passage or 0): float(score) for passage, (score, _) in zip(passages, hits, strict=True)}

    def _any_of(self, terms: list[str]) -> tantivy.Query:
        query, occur, schema = self._tantivy.Query, self._tantivy.Occur, self._terms.schema
        return query.boolean_query(
            [
                (occur.Should, query.boost_query(query.term_query(schema, field, term, "freq"), weight))
                for term in terms
                for field, weight in FIELDS.items()
            ]
        )

    def _only(self, wanted: tantivy.Query, allowed: Ids) -> tantivy.Query:
        query, occur = self._tantivy.Query, self._tantivy.Occur
        named = query.term_set_query(self._terms.schema, "passage", allowed.tolist())
        return query.boolean_query([(occur.Must, wanted), (occur.Must, query.const_score_query(named, 0.0))])


def fields_of(text: str, facts: Facts) -> dict[str, str]:
    """Return what each of the indexed fields holds for a passage, in their order."""
    return {"text": text, "before": facts.before, "title": facts.title[:_LONGEST_TITLE]}


def texts_of(text: str, facts: Facts) -> list[str]:
    """Return the texts in which quotations of a passage are looked for."""
    return [text, *facts.beside]


def _opened(folder: Path) -> tantivy.Index:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("passage", indexed=True, fast=True)
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name=_ANALYZER, index_option="freq")
    builder.add_text_field(_WORDS, tokenizer_name=_SPLITTER, index_option="position")
    index = tantivy.Index(builder.build(), path=str(folder))
    index.register_tokenizer(_ANALYZER, analyzer())
    index.register_tokenizer(_SPLITTER, splitter())
    return index


def splitter() -> tantivy.TextAnalyzer:
    """Return what cuts a text into its words."""
    import tantivy

    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase()).build()


def analyzer() -> tantivy.TextAnalyzer:
    """Return what cuts a text into its terms: stemmed, without stop words."""
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
