"""Questions as strangers type them: Verbatim beside a plain hybrid search over the same articles.

usage: python -m tests.benchmarks.strangers QUESTIONS.jsonl ARTICLES [--index FOLDER] [--json FILE]

Each line is ``{"question": "…", "answerable": true, "gold": [{"source": "…", "snippet": "…"}]}``; a passage is right
when a gold source prints it and it holds the snippet. The hybrid search joins BM25 and the same model's vectors of
plain paragraphs by reciprocal rank fusion (Cormack, Clarke and Büttcher 2009); it understands no condition, and always
answers.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

import numpy as np
import tantivy

from embeddings.documents import fold
from embeddings.encoding.model_files import SHIPPED
from retrieval.library import open_library
from retrieval.reader.onnx_reader import shipped_reader
from tests.asking import answer
from tests.benchmarks.tables import show
from tests.benchmarks.weights import built

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.library import Library

    Found = list[tuple[list[str], str]]
    """Passages, the best first: the sources that print each, and its words."""

_DEPTHS = (1, 3, 10)
_PROPOSED = 100
"""Paragraphs that each of BM25 and the vectors proposes."""
_DAMPING = 60
"""Reciprocal rank fusion's constant, as its authors chose it."""
_SHORTEST = 20
"""Characters of the shortest paragraph that is indexed."""
_PLAIN = str.maketrans("‘’“”—–\u00a0", "''\"\"-- ")


class Hybrid:
    """BM25 and vectors over paragraphs, fused by rank."""

    def __init__(self, articles: Path, library: Library) -> None:
        files = sorted(articles.glob("*.txt"))
        pieces = [(file.name, piece) for file in files for piece in file.read_text(encoding="utf-8").split("\n\n")]
        self._paragraphs = [(name, fold(piece)) for name, piece in pieces if len(piece) >= _SHORTEST]
        self._encoder = library.encoder
        self._vectors = np.stack([self._encoder.encode(text).vector for _, text in self._paragraphs])
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("text", tokenizer_name="en_stem")
        schema.add_unsigned_field("number", stored=True)
        self._index = tantivy.Index(schema.build())
        writer = self._index.writer()
        for number, (_, text) in enumerate(self._paragraphs):
            writer.add_document(tantivy.Document(text=text, number=number))
        writer.commit()
        self._index.reload()

    def found(self, question: str) -> Found:
        """Return the best paragraphs."""
        searcher = self._index.searcher()
        words = " ".join("".join(c if c.isalnum() else " " for c in question).split())
        hits = searcher.search(self._index.parse_query(words.lower(), ["text"]), _PROPOSED).hits
        by_words = [searcher.doc(address)["number"][0] for _, address in hits]
        by_meaning = np.argsort(-(self._vectors @ self._encoder.encode(question).vector))[:_PROPOSED].tolist()
        fused = defaultdict[int, float](float)
        for ranked in (by_words, by_meaning):
            for rank, number in enumerate(ranked, 1):
                fused[number] += 1 / (_DAMPING + rank)
        ordered = sorted(fused, key=lambda number: (-fused[number], number))
        best = [self._paragraphs[number] for number in ordered[: max(_DEPTHS)]]
        return [([name], text) for name, text in best]


def main() -> None:
    """Ask both and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--index", type=Path, default=Path(tempfile.gettempdir()) / "strangers")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.questions.read_text(encoding="utf-8").splitlines()]
    built(options.articles, options.index).close()
    library = open_library(options.index, SHIPPED, reader=shipped_reader())
    hybrid = Hybrid(options.articles, library)
    ours = [_ours(row["question"], library) for row in rows]
    theirs = [hybrid.found(row["question"]) for row in rows]
    show([figures("verbatim", rows, ours), figures("hybrid", rows, theirs)], options.json)


def figures(name: str, rows: Sequence[dict[str, Any]], answers: Sequence[Found]) -> dict[str, object]:
    """Return the figures of one system."""
    judged = [(row, [is_right(row, *passage) for passage in found]) for row, found in zip(rows, answers, strict=True)]
    able = [right for row, right in judged if row["answerable"]]
    return {
        "system": name,
        **{f"hit@{depth}": fmean(any(right[:depth]) for right in able) for depth in _DEPTHS},
        "answered": fmean(bool(right) for right in able),
        "silent": fmean(not right for row, right in judged if not row["answerable"]),
    }


def is_right(row: dict[str, Any], sources: Sequence[str], text: str) -> bool:
    """Return whether the passage is one that the row calls right."""
    return any(gold["source"] in sources and _plain(gold["snippet"]) in _plain(text) for gold in row["gold"])


def _ours(question: str, library: Library) -> Found:
    reply = answer(question, library, max(_DEPTHS))
    places = ((citation.place, *citation.also_in) for citation in reply.citations) if reply.found else ()
    return [([Path(place.document.source).name for place in each], each[0].text) for each in places]


def _plain(text: str) -> str:
    return " ".join(text.translate(_PLAIN).lower().split())


if __name__ == "__main__":
    main()
