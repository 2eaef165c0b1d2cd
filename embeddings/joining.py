"""What only the whole corpus tells: who its speakers are, which passages are copies, and which statements vary."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from embeddings.copies.copies import copies
from embeddings.documents import Inferred
from embeddings.people.directory import speaker_directory
from embeddings.reading.corrections import unheard
from embeddings.storage.corpus import Corpus
from embeddings.storage.corpus_writer import add_copies, add_speakers
from embeddings.storage.variant_rows import add_variants

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from embeddings.copies.copies import Copies, Imprint
    from embeddings.documents import Period


def joined(path: Path, stated: Mapping[str, str], warnings: list[str]) -> dict[str, int]:
    """Join the corpus file's speakers, copies and variants, and return its counts.

    ``stated`` says who is who, as a person wrote it; names of it that nobody bears are added to the warnings.
    """
    with closing(Corpus(path)) as corpus:
        directory = speaker_directory(corpus.people.sightings(), stated)
        warnings.extend(unheard(stated, (*corpus.people.names_printed(), *directory.documents)))
        imprints = dict(corpus.imprints())
        texts = ((passage, document, " ".join(parts)) for passage, document, parts in corpus.passage_texts())
        reprints = copies(texts, imprints)
        dated = dict(_inherited(reprints, imprints, corpus))
        counts = {table: corpus.count(table) for table in ("documents", "passages", "sentences", "statements")}
        counts["tokens"] = corpus.tokens()
    add_speakers(path, directory)
    add_copies(path, reprints, dated)
    add_variants(path)
    return counts


def _inherited(reprints: Copies, imprints: Mapping[int, Imprint], corpus: Corpus) -> Iterator[tuple[int, Period]]:
    """Yield the passages of undated documents that a dated one prints too, with the days of the first printing."""
    for group in reprints.groups:
        first = corpus.passage(group.earliest).said if imprints[group.members[0].document][0] else None
        if first is not None:
            undated = (member.passage for member in group.members if imprints[member.document][0] is None)
            yield from ((passage, replace(first, inferred=Inferred.DATE)) for passage in undated)
