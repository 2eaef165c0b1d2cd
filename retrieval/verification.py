"""Proofs that each passage stands in its seed where its citation says."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING

from embeddings.documents import Span, fold
from embeddings.errors import REMEDY, SeedsError, UnusableIndexError
from embeddings.formats.files import read_file, seed_paths, source_of
from embeddings.storage.generations import damaged_file
from embeddings.storage.records import proof

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
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


@dataclass(frozen=True, slots=True, order=True)
class Cited:
    """Words that a file says stand in a seed."""

    source: str
    start: int
    end: int
    text: str
    """With white space folded; empty where the file holds only their digest."""
    digest: str = ""
    """Their SHA-256; empty where the file does not say."""


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
    for source, documents in groupby(corpus.documents(), lambda document: document.source):
        first, *others = documents  # a file may hold several
        passages = [passage for each in (first, *others) for passage in corpus.passages_of(each.id)]
        fault = _fault(passages, first, paths.pop(source, None))
        if fault:
            faults.append(fault)
        else:
            proven_passages += len(passages)
    return Verification(proven_passages, (*faults, *(f"{source} is not in the index" for source in _readable(paths))))


def verify_cited(cited: Iterable[Cited], seeds: Path) -> Verification:
    """Compare words that were taken away with the seeds, where they should stand.

    Raises SeedsError if there is no seeds folder.
    """
    paths = {source_of(path, seeds): path for path in seed_paths(seeds)}
    proven_words, faults = 0, list[str]()
    for source, group in groupby(sorted(cited), lambda each: each.source):
        quoted = list(group)
        try:
            text = _text(source, paths)
        except SeedsError as error:
            faults.append(str(error))
            continue
        moved = [each for each in quoted if not _stands(each, text)]
        faults += (f"{source}:{each.start}-{each.end} does not hold the words that are cited" for each in moved)
        proven_words += len(quoted) - len(moved)
    return Verification(proven_words, tuple(faults))


def _text(source: str, paths: dict[str, Path]) -> str:
    """Return the seed's text.

    Raises SeedsError if it is none of the seeds, wherever its name may lead, or cannot be read.
    """
    if source not in paths:
        raise SeedsError(f"{source} is not among the seeds")
    return read_file(paths[source]).converted.text


def _stands(cited: Cited, text: str) -> bool:
    """Return whether the words stand at their place, and are those of the digest."""
    if not 0 <= cited.start <= cited.end <= len(text):
        return False
    words = fold(Span(cited.start, cited.end).of(text))
    digest = sha256(words.encode("utf-8")).hexdigest()
    return bool(cited.text or cited.digest) and cited.text in {"", words} and cited.digest in {"", digest}


def _fault(passages: Sequence[StoredPassage], document: StoredDocument, path: Path | None) -> str | None:
    if path is None:
        return f"{document.source} is no longer among the seeds"
    try:
        file = read_file(path)
    except SeedsError as error:
        return str(error)
    text = file.converted.text
    moved = sum(proof(passage.span.of(text)) != passage.proof for passage in passages)
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
