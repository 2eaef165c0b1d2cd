"""The stages of a build on a cluster: shards of drafts, then of documents, then vectors, gathered on this machine."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import closing
from functools import cache, partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from embeddings.cluster.lookups import lookups_line, says_the_same, watched
from embeddings.cluster.shards import FileGroup, Shards, grouped, key
from embeddings.encoding.embedding import lacking
from embeddings.encoding.token_counts import token_counter
from embeddings.encoding.vector_cache import VectorCache
from embeddings.errors import SeedsError, WorkerError
from embeddings.inputs import code_digest, program_digest
from embeddings.reading.drafts import as_line, is_draft, value_of
from embeddings.reading.survey import Glimpse, Survey, survey
from embeddings.stages import BuildNotes, DocumentNotes, blocks, finished, read, write_documents
from embeddings.storage.corpus import CORPUS, Corpus
from embeddings.storage.corpus_merger import CorpusMerger
from embeddings.storage.corpus_writer import CorpusWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

    from embeddings.cluster.connection import RayCluster, Shared
    from embeddings.encoding.encoder import PassageEncoder, PassageText
    from embeddings.stages import Progress

_SHARDS = "shards"


_own_code = cache(code_digest)
"""The digest of the program as this process runs it."""


class ClusterStages:
    """Divides the work among the machines of a cluster, which must see the seeds under the same path.

    What they return is stored here, so that they need no other place in common.
    """

    def __init__(self, cluster: RayCluster, encoder: PassageEncoder, encoding: str, progress: Progress) -> None:
        self._cluster, self._encoder, self._encoding, self._progress = cluster, encoder, encoding, progress
        self._shared = cluster.share(encoder)

    def write_corpus(self, folder: Path, paths: Sequence[Path], seeds: Path, notes: BuildNotes) -> None:
        """Read each file once, and annotate its draft once all files are read, where there is no shard of it yet."""
        shards, groups = Shards(folder.parent / _SHARDS), list(grouped(paths, seeds))
        program = program_digest()
        drafts = [key(program, group.digest) for group in groups]
        missing = {name for name in drafts if name not in shards}
        reading = self._made(shards, drafts, missing, partial(draft_shard, seeds=seeds, code=code_digest()), groups)
        known = survey(_glimpses(self._shown("reading", reading, groups), notes))
        made_of = repr(self._encoder.identity), self._encoding
        annotate = partial(
            corpus_shard, survey=self._cluster.share(known), encoder=self._shared, encoding=self._encoding
        )
        names = [key(name, *made_of) for name in drafts]
        missing = {name for name in names if not (name in shards and says_the_same(shards.first_line(name), known))}
        annotating = self._made(shards, names, missing, annotate, map(shards.read, drafts))
        with closing(CorpusMerger(folder / CORPUS)) as merger:
            for shard in self._shown("annotating", annotating, groups):
                for its in merged(shard, merger, folder):
                    notes.add(its)
        shards.drop_unused()

    def embed_ahead(self, folder: Path, vectors: Path) -> int:
        """Embed what the vector cache lacks of the corpus file's passages; return how many that were."""
        embedded = 0
        with closing(Corpus(folder / CORPUS)) as corpus, closing(VectorCache(vectors, self._encoder.identity)) as cache:
            self._progress.stage("embedding on the cluster", corpus.count("passages"))
            for hashed_vectors in self._cluster.embed(self._shared, self._batches(corpus, cache)):
                stored = list(hashed_vectors)
                cache.put(stored)
                embedded += len(stored)
                self._progress.advance(len(stored))
        return embedded

    def _batches(self, corpus: Corpus, cache: VectorCache) -> Iterator[dict[bytes, PassageText]]:
        """Yield the passages that have no vectors yet, each once; kept are sixteen bytes a passage."""
        sent = set[bytes]()
        for block in blocks(corpus):
            _, batches = lacking([text for _, text, _ in block], cache, sent)
            sent.update(chain.from_iterable(batches))
            self._progress.advance(len(block) - sum(map(len, batches)))
            yield from batches

    def _made(
        self,
        shards: Shards,
        names: Sequence[str],
        missing: Container[str],
        function: Callable[..., bytes],
        items: Iterable[object],
    ) -> Iterator[bytes]:
        """Yield the shards in order; those that are missing are made of their items, and stored."""
        lacking_shards = (item for name, item in zip(names, items, strict=True) if name in missing)
        made = self._cluster.map(function, lacking_shards)
        for name in names:
            if name in missing:
                shards.write(name, content := next(made))
                yield content
            else:
                yield shards.read(name)

    def _shown(self, name: str, made: Iterable[bytes], groups: Sequence[FileGroup]) -> Iterator[bytes]:
        """Yield the shards, and show how many files they are made of."""
        self._progress.stage(name, sum(len(group.paths) for group in groups))
        for shard, group in zip(made, groups, strict=True):
            yield shard
            self._progress.advance(len(group.paths))


def draft_shard(group: FileGroup, seeds: Path, code: str) -> bytes:
    """Return the drafts of the files and what they tell of their corpus, or why one is left out, each as a line.

    Raises WorkerError if the program of this machine is another than the one that asks.
    """
    if code != _own_code():
        raise WorkerError("a machine of the cluster has another version of Verbatim: install the same one on all")
    lines: list[str] = []
    for path in group.paths:
        outcome = read(path, seeds)
        lines += [as_line(str(outcome))] if isinstance(outcome, SeedsError) else [outcome[0], as_line(outcome[1])]
    return "\n".join(lines).encode("ascii")


def corpus_shard(drafts: bytes, survey: Shared[Survey], encoder: Shared[PassageEncoder], encoding: str) -> bytes:
    """Return a corpus file of the drafts' documents, behind what was looked up for it and what is to be remembered."""
    count, survey_asked = token_counter(encoding), watched(survey.value())
    with TemporaryDirectory() as folder:
        path, notes = Path(folder, CORPUS), list[DocumentNotes]()
        with closing(CorpusWriter(path)) as writer:
            for line in filter(is_draft, drafts.decode("ascii").splitlines()):
                notes += write_documents(*finished(line, survey_asked), writer, encoder.value(), count)
        lines = lookups_line(survey_asked), json.dumps([_packed(its) for its in notes])
        return b"\n".join([*(line.encode("ascii") for line in lines), path.read_bytes()])


def merged(shard: bytes, merger: CorpusMerger, folder: Path) -> Iterator[DocumentNotes]:
    """Add the shard's corpus file to the others, and yield what is to be remembered of its documents."""
    _, line, corpus = shard.split(b"\n", 2)
    path = folder / "shard.sqlite"
    path.write_bytes(corpus)
    merger.add_part(path)
    path.unlink()
    for source, digest, dropped, warnings in json.loads(line):
        yield DocumentNotes(source, bytes.fromhex(digest), Counter(dropped), tuple(warnings))


def _packed(notes: DocumentNotes) -> tuple[object, ...]:
    return notes.source, notes.digest.hex(), notes.dropped, notes.warnings


def _glimpses(shards: Iterable[bytes], notes: BuildNotes) -> Iterator[Glimpse]:
    """Yield what the files tell of their corpus, and note which are left out."""
    for line in chain.from_iterable(shard.decode("ascii").splitlines() for shard in shards):
        if not is_draft(line):
            seen = value_of(line)
            if isinstance(seen, Glimpse):
                yield seen
            else:
                notes.leave_out(SeedsError(seen))
