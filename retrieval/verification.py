"""Proofs that each passage stands in its seed where its citation says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.errors import REMEDY, SeedsError, UnusableIndexError
from embeddings.formats.files import read_file, seed_paths, source_of
from embeddings.storage.generations import damaged_file
from embeddings.storage.records import proof

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from embeddings.storage.corpus import Corpus
    from embeddings.storage.records import StoredDocument, StoredPassage
    from retrieval.library import Library


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of comparing the seeds with the index."""

    passages: int
    """Passages proven."""
    faults: tuple[str, ...]
    """One line for each seed that differs from what was indexed."""


def proven(corpus: Corpus, passage: StoredPassage) -> StoredPassage:
    """Return the passage if the stored document still holds its words.

    Raises UnusableIndexError if it does not.
    """
    document = corpus.document(passage.document)
    if proof(passage.span.of(document.text)) != passage.proof:
        raise UnusableIndexError(f"a passage of {document.source} does not stand where the index says: {REMEDY}")
    return passage


def verify(library: Library, seeds: Path) -> Verification:
    """Read every seed again and compare each indexed passage with it.

    Raises SeedsError if there is no seeds folder, UnusableIndexError if a file of the index is damaged.
    """
    damaged = damaged_file(library.generation)
    if damaged:
        raise UnusableIndexError(f"the index has a damaged {library.generation.name}/{damaged}: {REMEDY}")
    corpus = library.corpus
    paths = {source_of(path, seeds): path for path in seed_paths(seeds)}
    proven_passages, faults = 0, list[str]()
    for document in corpus.documents():
        fault = _fault(corpus, document, paths.pop(document.source, None))
        if fault:
            faults.append(fault)
        else:
            proven_passages += len(corpus.passages_of(document.id))
    return Verification(proven_passages, (*faults, *(f"{source} is not in the index" for source in _readable(paths))))


def _fault(corpus: Corpus, document: StoredDocument, path: Path | None) -> str | None:
    if path is None:
        return f"{document.source} is no longer among the seeds"
    try:
        file = read_file(path)
    except SeedsError as error:
        return str(error)
    text = file.converted.text
    moved = sum(proof(passage.span.of(text)) != passage.proof for passage in corpus.passages_of(document.id))
    if moved and file.digest == document.digest:
        return f"{document.source} is the same, but is converted to another text than when the index was built"
    if moved:
        return f"{document.source} has changed since the index was built: {moved} of its passages no longer stand there"
    if file.digest != document.digest:
        return f"{document.source} has changed since the index was built, outside its passages"
    return None


def _readable(paths: dict[str, Path]) -> Iterator[str]:
    """Yield the sources that a rebuild would index; files that it would leave out are no fault."""
    for source, path in paths.items():
        try:
            read_file(path)
        except SeedsError:
            continue
        yield source
