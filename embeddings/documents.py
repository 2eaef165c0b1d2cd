"""The vocabulary: spans of a document, and what is known about them.

A span is the only way to hold a document's words, so nothing can be quoted that does not stand there.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

FILLER = "\ufdd0"
"""Replaces markup inside a word, so that spans still count the file's characters; `fold` drops it (a Unicode
noncharacter)."""


def fold(text: str) -> str:
    """Return the text with each run of white space folded to one space, and nothing else changed."""
    return " ".join(text.replace(FILLER, "").split())


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` up to, not including, ``end`` of a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no span runs from {self.start} to {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[int]:
        yield self.start
        yield self.end

    def of(self, text: str) -> str:
        """Return the characters that stand here, as they stand."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> Span:
        """Return the same span ``by`` characters further on."""
        return Span(self.start + by, self.end + by)

    def contains(self, other: Span) -> bool:
        """Return whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlap(self, other: Span) -> int:
        """Return how many characters the two share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def stripped(self, text: str) -> Span:
        """Return the span without the white space at its ends."""
        inside = self.of(text)
        start = self.start + len(inside) - len(inside.lstrip())
        return Span(start, max(start, self.end - len(inside) + len(inside.rstrip())))


class Inferred(StrEnum):
    """What of a period its source does not state itself."""

    YEAR = "year"
    MONTH = "month"
    DATE = "date"
    """The whole day, as where only a weekday or the publication date is printed."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``first`` to ``last``, both included; periods sort by ``first``, then ``last``."""

    first: date
    last: date
    inferred: Inferred | None = None
    """What the source does not state itself; None where it states everything."""

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"no period runs from {self.first} to {self.last}")

    def __lt__(self, other: Period) -> bool:
        return (self.first, self.last) < (other.first, other.last)

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.last - self.first).days + 1

    def overlaps(self, other: Period) -> bool:
        """Return whether the two share a day."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression and the days it means."""

    span: Span
    period: Period


class StatementKind(StrEnum):
    """How the words are reported."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    ATTITUDE = "attitude"
    """What somebody believes, wants, or criticises, without a verb of saying."""


class SpeakerEvidence(StrEnum):
    """What shows who speaks."""

    NAME = "name"
    """The words beside the cue name the speaker, in full or by a name that the document gives in full."""
    OFFICE = "office"
    """The words beside the cue give an office or a part that the document gives to the speaker."""
    PRONOUN = "pronoun"
    LABEL = "label"
    """The layout: a name and a colon before the words, or a dash and a name after them."""
    CARRIED = "carried over"
    """Nothing beside the words: whoever spoke just before goes on."""
    DESCRIPTION = "description"
    """The words beside the cue describe the speaker and name nobody: "two officials"."""
    NONE = "none"


class DayEvidence(StrEnum):
    """What shows when words were said."""

    STATED = "stated"
    """The sentence says it: "Ruiz said on Tuesday"."""
    CARRIED = "carried over"
    """The speaker's last dated words or appearance: Ruiz goes on."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody is reported to have said, or to think."""

    speaker: str
    """The speaker's full name, or a description where the document names nobody; empty where it tells nothing."""
    speaker_span: Span | None
    """The words that name the speaker, which may be a pronoun."""
    cue: Span | None
    """The words that report, such as "said" or "according to"; None where only quote marks do."""
    content: Span
    kind: StatementKind
    said: Period | None = None
    """When it was said, as the document tells; None where it does not, and only its printing is known."""
    day_evidence: DayEvidence | None = None
    """What shows ``said``; None where it is None."""
    speaker_evidence: SpeakerEvidence = SpeakerEvidence.NONE
    certain: bool = False
    """False if the evidence also fits another person of the document."""


class Reason(StrEnum):
    """What a paragraph is to the page, and so why it is kept or dropped."""

    BODY = "body"
    HEADING = "heading"
    LIST = "list"
    TITLE = "title"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"
    CREDIT = "credit"
    SOURCE = "source"
    CAPTION = "caption"
    TEASER = "teaser"
    RELATED = "related"
    COMMENTS = "comments"
    PROMOTION = "promotion"
    FOOTER = "footer"
    NAVIGATION = "navigation"
    BOILERPLATE = "boilerplate"
    """The page's markup leaves it out of the main content."""
    FURNITURE = "furniture"
    """The same block stands under unrelated articles of the corpus."""
    REPEATED = "repeated"
    """The page prints the same paragraphs above: a copy for machines or small screens."""
    METADATA = "metadata"
    LINE = "line"
    """A short line not classified yet: its neighbours decide, so no finished paragraph has this reason."""

    @property
    def kept(self) -> bool:
        """Whether such a block is part of the article."""
        return self in _KEPT

    @property
    def beside(self) -> bool:
        """Whether such a block belongs to the article and stands beside its text: it may quote somebody."""
        return self in _BESIDE


_BESIDE = frozenset({Reason.TITLE, Reason.STANDFIRST, Reason.CAPTION})
_KEPT = frozenset({Reason.BODY, Reason.HEADING, Reason.LIST})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of a page, why it is kept or dropped, and its sentences if it is kept or a headline."""

    span: Span
    why: Reason
    sentences: tuple[Span, ...] = ()
    """Of a block that is kept, or a headline."""

    @property
    def kept(self) -> bool:
        """Whether it is part of the article."""
        return self.why.kept

    @property
    def is_annotated(self) -> bool:
        """Whether statements and dates are looked for in it: in what is kept, and in headlines."""
        return self.kept or self.why is Reason.TITLE


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a page says of itself; None where it does not say."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    agency: str | None = None
    """The agency or outlet that first published it, where another outlet reprints."""
    published: date | None = None
    published_evidence: Span | None = None
    published_inferred: Inferred | None = None
    """What the date's evidence does not state itself; None where the page prints the date."""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One article of the seeds, read: a whole file, or one of several in it."""

    source: str
    """The path of its file relative to the seeds folder, with forward slashes."""
    text: str
    """What its file's format was converted to; every span counts in it."""
    paragraphs: tuple[Paragraph, ...] = ()
    provenance: Provenance = Provenance()
    dates: tuple[DateMention, ...] = ()
    statements: tuple[Statement, ...] = ()
    warnings: tuple[str, ...] = ()
    """One line for each doubt about how it was read."""
    in_file: bool = True
    """Whether spans count in the decoded file too, so that its words can be looked up there by their place."""

    @property
    def annotated(self) -> tuple[Paragraph, ...]:
        """The paragraphs in which statements and dates are looked for, in order."""
        return tuple(paragraph for paragraph in self.paragraphs if paragraph.is_annotated)

    @property
    def body(self) -> tuple[Span, ...]:
        """The paragraphs that are kept, in order."""
        return tuple(paragraph.span for paragraph in self.paragraphs if paragraph.kept)

    def quote(self, span: Span) -> str:
        """Return the words that stand at the span, white space folded."""
        return fold(span.of(self.text))


@dataclass(frozen=True, slots=True)
class Passage:
    """What is embedded, retrieved and cited: a paragraph, or a piece of one that ends with a sentence."""

    span: Span
    sentences: tuple[Span, ...]
    tokens: int
