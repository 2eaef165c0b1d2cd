"""One generation, opened for questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.errors import UnusableIndexError
from embeddings.indexing.corpus import CORPUS, Corpus
from embeddings.indexing.generations import REMEDY, Generation, open_current
from embeddings.indexing.local_index import LocalIndex
from embeddings.indexing.onnx_encoder import ENCODER, OnnxEncoder
from retrieval.vocabulary import Vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from embeddings.indexing.encoder import QuestionEncoder
    from embeddings.indexing.passage_index import PassageIndex


@dataclass(frozen=True, slots=True)
class Library:
    """Everything that answers a question."""

    generation: Generation
    corpus: Corpus
    index: PassageIndex
    encoder: QuestionEncoder
    vocabulary: Vocabulary

    def close(self) -> None:
        """Give back what is held, so that a rebuild may remove the generation."""
        self.index.close()
        self.corpus.close()
        self.generation.close()


def open_library(index: Path, encoder_name: str) -> Library:
    """Open the generation in force.

    Raises UnusableIndexError if there is none, if it is damaged, or if another encoder made it.
    """
    generation = open_current(index)
    made_by = generation.manifest.encoder.name
    if made_by != encoder_name:
        generation.close()
        raise UnusableIndexError(
            f"the index {index} was made by the encoder {made_by!r}, the settings name {encoder_name!r}: {REMEDY}"
        )
    folder = generation.folder
    corpus = Corpus(folder / CORPUS)
    passages = LocalIndex(folder)
    return Library(generation, corpus, passages, OnnxEncoder(folder / ENCODER), Vocabulary(corpus, passages))
