"""What an index holds of a corpus: documents, passages, statements and speakers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING

from embeddings.documents import Period, fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from embeddings.documents import DayEvidence, Provenance, Span, SpeakerEvidence, StatementKind

_WORD = re.compile(r"\w+")

Spoken = tuple[int, Period | None]
"""A speaker's id, and the days on which the words were said."""


NOBODY = -1
"""The id that stands for the speaker of words of whom their document names nobody."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a passage is found by beside its text."""

    title: str = ""
    before: str = ""
    """The sentence before it, if the passage opens with a pronoun."""
    publisher: str | None = None
    agency: str | None = None
    """The agency or outlet that first published it, where another reprints."""
    period: Period | None = None
    """The days that the passage is about."""
    statements: Sequence[Spoken] = ()
    beside: Sequence[str] = ()
    """The headlines, standfirsts and captions of its document, if it is the first passage."""


_MONTH = timedelta(days=31)
"""Days after which words that are printed are recalled, and no news."""


def news_of(said: Period | None, published: date | None) -> Period | None:
    """Return the day of printing of words said in the month before it: what was news on that day.

    None where it tells nothing new: the words were said on that day, long before it, or nobody knows when.
    """
    if said is None or published is None or said.last >= published or published - said.last > _MONTH:
        return None
    return Period(published, published)


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as it was when the index was built."""

    id: int
    source: str
    text: str
    provenance: Provenance
    digest: bytes
    """BLAKE2b of the file's bytes, 16 bytes."""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as it was when the index was built."""

    id: int
    document: int
    position: int
    span: Span
    tokens: int
    proof: bytes
    """BLAKE2b of its folded text, 16 bytes."""
    said: Period | None
    """The days that it is about."""


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """What somebody says in a passage."""

    speaker: int
    name: str
    content: Span
    kind: StatementKind
    speaker_evidence: SpeakerEvidence
    certain: bool
    """Whether the evidence fits no other speaker."""
    said: Period | None
    """When it was said; where the document does not tell, the day of its printing, marked as inferred."""
    day_evidence: DayEvidence | None
    """What in the document shows the day; None where it does not tell."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks in the corpus."""

    id: int
    name: str
    documents: int
    """How many documents quote them."""


def proof(text: str) -> bytes:
    """Return the hash that proves a passage: BLAKE2b of its folded text, 16 bytes."""
    return blake2b(fold(text).encode("utf-8"), digest_size=16).digest()


def words(name: str) -> list[str]:
    """Return the words of a name."""
    return _WORD.findall(name)


def initials(name: str) -> str:
    """Return the initials of a name with several capitalized words, else nothing."""
    letters = "".join(word[0] for word in name.split() if word[0].isupper())
    return letters if len(letters) > 1 else ""
