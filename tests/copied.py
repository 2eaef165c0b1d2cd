"""A local index written once more, by another engine."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np

from embeddings.encoding.encoder import PassageVectors
from embeddings.indexing.local_index import TOKENS
from embeddings.indexing.row_file import RowFile
from embeddings.indexing.vectors import Vectors

if TYPE_CHECKING:
    from embeddings.indexing.passage_index import PassageIndexWriter
    from retrieval.library import Library


def copy_passages(library: Library, writer: PassageIndexWriter) -> None:
    """Give the writer every passage of the library as it was indexed."""
    folder, corpus = library.generation.folder, library.corpus
    with closing(Vectors(folder)) as vectors, closing(RowFile(folder / TOKENS, np.uint8)) as tokens:
        for passage, _, sentences in corpus.passage_texts():
            rows = PassageVectors(vectors.rows(passage), tokens.of(passage))
            writer.add(passage, " ".join(sentences), rows, corpus.facts(passage))
    writer.finish()
