"""Builds one generation from the seeds: read, split, embed, index, publish."""

from __future__ import annotations

import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.encoding.embedding import embed
from embeddings.encoding.encoder_choice import ENCODER
from embeddings.encoding.vector_cache import VectorCache
from embeddings.engines import index_writer, is_kept, share
from embeddings.errors import SeedsError, UnusableIndexError
from embeddings.formats.files import FORMATS, seed_paths, source_of, unread_paths
from embeddings.inputs import inputs_digest
from embeddings.joining import joined
from embeddings.reading.corrections import corrections
from embeddings.stages import BuildNotes, LocalStages, blocks
from embeddings.storage.corpus import CORPUS, Corpus
from embeddings.storage.disk_full import naming_full_disk
from embeddings.storage.generations import Manifest, damaged_file, new_generation, open_current, publish, rebuild_lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from embeddings.encoding.encoder import PassageEncoder
    from embeddings.indexing.passage_index import PassageIndexWriter
    from embeddings.stages import Progress, Stages

_VECTORS = "vectors.sqlite"
_NAMED = 5
"""Files named in one warning: more tire, and the others are of the same kinds."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The outcome of a rebuild."""

    generation: str
    documents: int
    passages: int
    sentences: int
    statements: int
    tokens: int
    embedded: int
    """Passages whose vectors had to be made; the others' were cached."""
    seconds: float
    dropped: dict[str, int]
    """How many blocks of pages were left out, by reason."""
    warnings: tuple[str, ...]
    """One line per file that was left out or read with a doubt; one if questions need sentence-transformers."""
    unchanged: bool = False
    """Whether nothing has changed, so that the current generation stays."""


def rebuild(  # noqa: PLR0913 - what an index is made of, and where it is kept
    seeds: Path,
    index: Path,
    load_encoder: Callable[[], PassageEncoder],
    encoding: str,
    progress: Progress,
    *,
    url: str | None = None,
    ray: str | None = None,
) -> Summary:
    """Build a generation from the seeds folder and make it current in one step.

    With ``url`` the passages are indexed in Milvus, where the generation then is in force too; with ``ray``, the
    address of a cluster, its machines read, annotate and embed.
    The current generation stays if nothing has changed since it was built.
    Raises SeedsError if nothing could be indexed, BusyError if another rebuild is running, DiskFullError if there is
    no room; the current generation then answers as before, and what was embedded is kept for the next rebuild.
    """
    began = time.monotonic()
    paths = seed_paths(seeds)
    with naming_full_disk(index), rebuild_lock(index), new_generation(index) as folder:
        encoder = load_encoder()
        inputs = inputs_digest(paths, seeds, encoder.identity, encoding)
        summary = _unchanged(index, inputs, began, url)
        if summary:
            return summary
        notes, stated = BuildNotes(_unread(seeds)), corrections(seeds)
        with _stages(ray, encoder, encoding, progress) as stages:
            stages.write_corpus(folder, paths, seeds, notes)
            counts = joined(folder / CORPUS, stated, notes.warnings)
            if not counts["passages"]:
                raise SeedsError(notes.refusal(seeds))
            embedded = stages.embed_ahead(folder, index / _VECTORS)
        embedded += _write_index(folder, index_writer(folder, url), encoder, progress)
        _write_encoder(folder / ENCODER, encoder, notes)
        if inputs != inputs_digest(paths, seeds, encoder.identity, encoding):
            inputs = ""  # a seed changed while it was read, so it is not known which version was indexed
        manifest = Manifest(
            encoder.identity, encoding, counts, inputs, dict(notes.dropped.most_common()), tuple(notes.warnings)
        )
        name = publish(folder, manifest)
        if url:
            share(index / name, url)
        return _summary(name, manifest, began, embedded=embedded, unchanged=False)


@contextmanager
def _stages(ray: str | None, encoder: PassageEncoder, encoding: str, progress: Progress) -> Iterator[Stages]:
    """Yield what does the work that can be divided."""
    if ray is None:
        yield LocalStages(encoder, encoding, progress)
        return
    from embeddings.cluster.connection import RayCluster
    from embeddings.cluster.stages import ClusterStages

    with RayCluster(ray) as cluster:
        yield ClusterStages(cluster, encoder, encoding, progress)


def _unchanged(index: Path, inputs: str, began: float, url: str | None) -> Summary | None:
    """Return the summary of the current generation if it is whole, kept there, and was made of the same inputs."""
    try:
        current = open_current(index)
    except UnusableIndexError:
        return None
    with closing(current):
        if current.manifest.inputs != inputs or damaged_file(current) is not None or not is_kept(current.folder, url):
            return None
        return _summary(current.name, current.manifest, began, embedded=0, unchanged=True)


def _summary(name: str, manifest: Manifest, began: float, *, embedded: int, unchanged: bool) -> Summary:
    return Summary(
        generation=name,
        **manifest.counts,
        embedded=embedded,
        seconds=time.monotonic() - began,
        dropped=manifest.dropped,
        warnings=manifest.warnings,
        unchanged=unchanged,
    )


def _unread(seeds: Path) -> Iterator[str]:
    """Yield one line that names the files of kinds that are not read, where there are any."""
    paths = [source_of(path, seeds) for path in unread_paths(seeds)]
    if paths:
        others = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
        yield f"skipped, since only {', '.join(FORMATS)} files are read: {', '.join(paths[:_NAMED])}{others}"


def _write_index(folder: Path, writer: PassageIndexWriter, encoder: PassageEncoder, progress: Progress) -> int:
    """Embed and index every passage, and return how many had to be embedded."""
    embedded, vectors_file = 0, folder.parent / _VECTORS
    with closing(Corpus(folder / CORPUS)) as corpus, closing(VectorCache(vectors_file, encoder.identity)) as cache:
        progress.stage("embedding", corpus.count("passages"))
        for block in blocks(corpus):
            entries, fresh = embed([text for _, text, _ in block], encoder, cache, progress.advance)
            for (passage, text, facts), (_, vectors) in zip(block, entries, strict=True):
                writer.add(passage, text.text, vectors, facts)
            cache.mark_used(key for key, _ in entries)
            embedded += fresh
        writer.finish()
        cache.drop_unused()
    return embedded


def _write_encoder(folder: Path, encoder: PassageEncoder, notes: BuildNotes) -> None:
    """Write the encoder for questions."""
    folder.mkdir()
    refusal = encoder.export(folder)
    if refusal:
        notes.warnings.append(f"questions load sentence-transformers to run {encoder.identity.name!r}: {refusal}")
