"""One generation of the index, opened for questions."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from embeddings.encoding.encoder_choice import ENCODER, question_encoder
from embeddings.engines import fetch_current, open_index
from embeddings.errors import REMEDY, UnusableIndexError
from embeddings.storage.corpus import CORPUS, Corpus
from embeddings.storage.generations import Generation, open_current
from embeddings.storage.seed_watch import SeedWatch
from retrieval.understanding.named_in_corpus import Vocabulary

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from embeddings.encoding.encoder import QuestionEncoder
    from embeddings.indexing.passage_index import PassageIndex
    from retrieval.reader.reader import Reader

_TRIED = 50
"""If none of the index's first this many documents is in a folder, the folder is not the one that was indexed."""


@dataclass(frozen=True, slots=True)
class Library:
    """Everything that answering a question reads."""

    generation: Generation
    corpus: Corpus
    index: PassageIndex
    encoder: QuestionEncoder
    vocabulary: Vocabulary
    seeds: SeedWatch | None = None
    """Compares documents with their files before words are shown; None compares nothing."""
    reader: Reader | None = None
    """What marks the words that answer; None where questions are answered without it."""

    def holds(self, document: int) -> bool:
        """Return whether the document's words may be shown: its file is as it was indexed."""
        return self.seeds is None or self.seeds.holds(self.corpus.document(document))

    def close(self) -> None:
        """Close the files, so that a rebuild may remove the generation."""
        self.index.close()
        self.corpus.close()
        self.generation.close()


def open_library(  # noqa: PLR0913 - what the settings say of an index
    index: Path,
    encoder_name: str,
    now: date | None = None,
    seeds: Path | None = None,
    *,
    reader: Reader | None = None,
    url: str | None = None,
) -> Library:
    """Open the current generation; ``now`` is the day of asking, None for the clock's.

    With ``url`` passages are found in Milvus, and ``index`` keeps the other files of the generation in force there.
    What is shown is compared with the files of ``seeds`` first, where that folder holds the index's documents.

    Raises UnusableIndexError if there is none, if it is damaged, or if another encoder made it; EncoderError if the
    model needs sentence-transformers and has changed since.
    """
    if url:
        fetch_current(index, url)
    generation = open_current(index)
    with ExitStack() as undo:
        undo.callback(generation.close)
        made_by = generation.manifest.encoder
        if made_by.name != encoder_name:
            raise UnusableIndexError(
                f"the index {index} was made by the encoder {made_by.name!r}, "
                f"the settings name {encoder_name!r}: {REMEDY}"
            )
        corpus = Corpus(generation.folder / CORPUS)
        undo.callback(corpus.close)
        passages = open_index(generation.folder, url)
        undo.callback(passages.close)
        watch = SeedWatch(seeds) if seeds and _made_of(corpus, seeds) else None
        encoder = question_encoder(generation.folder / ENCODER, made_by)
        library = Library(generation, corpus, passages, encoder, Vocabulary(corpus, passages, now), watch, reader)
        undo.pop_all()
    return library


def _made_of(corpus: Corpus, seeds: Path) -> bool:
    """Return whether the folder holds at least one of the index's first documents."""
    return any((seeds / document.source).is_file() for document in islice(corpus.documents(), _TRIED))
