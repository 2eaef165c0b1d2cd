"""Passages that reprint one another, and standing notes that many documents print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from embeddings.copies.clusters import CORE, stars
from embeddings.copies.families import families, standing
from embeddings.copies.hashed_texts import index, texts
from embeddings.copies.shingles import shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from embeddings.copies.hashed_texts import Rows, Texts
    from embeddings.copies.shingles import Mask, Words

Imprint: TypeAlias = tuple[date | None, str]
"""A document's publication date and source: the first printed comes first, the undated last, then by source."""
Cluster: TypeAlias = "tuple[Rows, ...]"
"""By text, the fullest first, the passages that say it."""

NEAR = 0.8
"""Share of a passage's words in common runs that is nearly all of it, where two words in twenty are edited."""
HALF = 0.5
"""Share that is enough where it is a sentence: a reprint changes who was told and when, and keeps what was said."""
SENTENCE = 15
"""Words of a short sentence; fewer in common may be a name and its titles."""


@dataclass(frozen=True, slots=True)
class Member:
    """A passage of a group, and the document that prints it."""

    document: int
    passage: int


@dataclass(frozen=True, slots=True)
class Group:
    """Passages that print the same words."""

    members: tuple[Member, ...]
    """In the order of printing, then by id."""
    fullest: int
    """The passage that has the most words."""

    @property
    def earliest(self) -> int:
        """The passage that was printed first."""
        return self.members[0].passage


@dataclass(frozen=True, slots=True)
class Copies:
    """What a corpus prints more than once."""

    groups: tuple[Group, ...]
    furniture: tuple[Group, ...]
    """Standing notes: passages that documents print word for word which otherwise share nothing."""


def copies(printings: Iterable[tuple[int, int, str]], imprints: Mapping[int, Imprint]) -> Copies:
    """Return the copies among passages, each given as its id, its document's id, and its text.

    ``imprints`` is by document id and read after the passages, so the generator of these may fill it as it goes.
    The result does not depend on the order of the passages. Kept are four bytes a word and some fifty a passage.
    """
    unordered = texts(printings)
    order = _printing_order(unordered, imprints)
    corpus = unordered.in_order(order)
    clusters = _clusters(corpus)
    kin = families(_shares(corpus, clusters, len(order)), corpus.sizes(len(order)))
    notes = [any(standing(corpus.documents[list(rows)].tolist(), kin) for rows in cluster) for cluster in clusters]
    kept = [cluster for cluster, note in zip(clusters, notes, strict=True) if not note]
    return Copies(
        groups=_groups(corpus, order, kept),
        furniture=_groups(corpus, order, [cluster for cluster, note in zip(clusters, notes, strict=True) if note]),
    )


def _printing_order(corpus: Texts, imprints: Mapping[int, Imprint]) -> list[int]:
    def key(document: int) -> tuple[bool, date, str, int]:
        published, source = imprints[document]
        return published is None, published or date.max, source, document

    return sorted(set(corpus.documents.tolist()), key=key)


def _clusters(corpus: Texts) -> list[Cluster]:
    """Return the texts that are copies or said word for word by several passages, where documents differ."""

    def match(fuller: int, shorter: int) -> Mask | None:
        return _shared(corpus.said(fuller), corpus.said(shorter))

    rows, starts = corpus.rows()
    found = [(star.fullest, *star.copies) for star in stars(index(corpus), len(corpus), match)]
    alone = set(np.flatnonzero(np.diff(starts) > 1).tolist()).difference(chain.from_iterable(found))
    ranks = [*found, *((rank,) for rank in sorted(alone))]
    clusters = [tuple(tuple(rows[starts[rank] : starts[rank + 1]].tolist()) for rank in cluster) for cluster in ranks]
    return [cluster for cluster in clusters if len(set(corpus.documents[list(chain(*cluster))].tolist())) > 1]


def _shared(fuller: Words, shorter: Words) -> Mask | None:
    """Return the fuller text's words that the shorter has too, or None where they are no copies."""
    mask, theirs = shared(fuller, shorter)
    count, words = int(theirs.sum()), len(theirs)
    nearly_all = count >= NEAR * words and (count >= CORE or int(mask.sum()) >= NEAR * len(mask))
    return mask if nearly_all or count >= max(SENTENCE, HALF * words) else None


def _shares(corpus: Texts, clusters: Sequence[Cluster], document_count: int) -> list[dict[int, int]]:
    """Return by document the words that it prints of each cluster, in the order in which it prints them."""
    cluster_of = {row: number for number, cluster in enumerate(clusters) for row in chain.from_iterable(cluster)}
    shares: list[dict[int, int]] = [{} for _ in range(document_count)]
    lengths = corpus.lengths[corpus.ranks]
    for row in sorted(cluster_of):
        share = shares[int(corpus.documents[row])]
        share[cluster_of[row]] = share.get(cluster_of[row], 0) + int(lengths[row])
    return shares


def _groups(corpus: Texts, order: Sequence[int], clusters: Iterable[Cluster]) -> tuple[Group, ...]:
    def member(row: int) -> Member:
        return Member(order[int(corpus.documents[row])], int(corpus.passages[row]))

    ordered = sorted((sorted(chain.from_iterable(cluster)), cluster[0][0]) for cluster in clusters)
    return tuple(Group(tuple(map(member, rows)), member(fullest).passage) for rows, fullest in ordered)
