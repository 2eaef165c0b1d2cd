"""What the page's template shows: plain values, nothing left to look up."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from bot.output.text_fragments import fragment_url, is_web
from bot.output.wording import counted, readable_period, visible
from bot.page.segments import Segment, marked_words, segments, shown
from embeddings.documents import Span, fold
from embeddings.wording.differences import compared
from embeddings.wording.folding import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from embeddings.documents import Provenance
    from embeddings.storage.records import StoredStatement
    from retrieval.answers import Citation, Place
    from retrieval.browsing.articles import Article, Block

_MOST_DIFFERENCES = 6
"""Differences of a copy that are named: beyond, it is easier to read both."""
_FOLDED_FROM = 4
"""Dropped paragraphs in a row that are folded away: fewer do not stand in a reader's way."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Where else the words stand, and what differs there."""

    outlet: str
    where: str
    url: str | None
    differences: tuple[tuple[str, str], ...]
    """What the citation prints, and what the copy prints in its place."""


@dataclass(frozen=True, slots=True)
class Card:
    """A citation."""

    number: int
    rank: int
    words: tuple[Segment, ...]
    link: str
    """Where its words stand on this page: their mark, or the article if another citation marks them."""
    who: str
    title: str
    imprint: str
    url: str | None
    where: str
    digest: str
    copies: tuple[Copy, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """In the margin: who speaks, and when."""

    speaker: str
    said: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph with its margin; of a dropped one the margin says why."""

    words: tuple[Segment, ...]
    notes: tuple[Note, ...]
    why: str
    cited: tuple[int, ...] = ()
    """The citations that are marked here first."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring paragraphs that were all kept, or all dropped."""

    kept: bool
    rows: tuple[Row, ...]
    summary: str
    """What is folded away; empty where the paragraphs are shown."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article."""

    number: int
    title: str
    imprint: str
    url: str | None
    stretches: tuple[Stretch, ...]


def card(number: int, rank: int, citation: Citation, link: str = "") -> Card:
    """Return the citation as it is shown beside its article, to which the link leads."""
    place, words = citation.place, marked_words(citation)
    provenance = place.document.provenance
    named = Span(min(span.start for span in words), max(span.end for span in words))
    said = f", {readable_period(citation.said)}" if citation.said else ""
    notes = [f"{slot} not certain" for slot in citation.doubts]
    notes += [f"does not fit: {', '.join(citation.misses)}"] if citation.misses else []
    return Card(
        number,
        rank,
        tuple(segments(place.document.text, place.span, dict.fromkeys(words, number), (), set())),
        link,
        visible(f"{citation.speaker}{said}") if citation.speaker else "",
        shown(provenance.title or place.document.source),
        imprint(provenance),
        fragment_url(provenance.url, fold(named.of(place.document.text))),
        _where(place),
        citation.digest,
        tuple(_copy(place, other) for other in citation.also_in),
        tuple(notes),
    )


def sheet(number: int, article: Article, marks: Mapping[Span, int], anchored: set[int]) -> Sheet:
    """Return the article with the marks on it; the citations that get an anchor there are ``anchored`` from then on."""
    document = article.document
    url = document.provenance.url
    stretches = []
    for kept, group in groupby(article.blocks, lambda block: block.kept):
        rows = tuple(_row(document.text, block, marks, anchored) for block in group)
        hidden = not kept and len(rows) >= _FOLDED_FROM
        whys = ", ".join(dict.fromkeys(row.why for row in rows))
        stretches.append(Stretch(kept, rows, f"{counted(len(rows), 'paragraph')} left out: {whys}" if hidden else ""))
    title = shown(document.provenance.title or document.source)
    return Sheet(number, title, _article_imprint(article), url if url and is_web(url) else None, tuple(stretches))


def imprint(provenance: Provenance) -> str:
    """Return who printed it, who did first, and when."""
    day = provenance.published.isoformat() if provenance.published else "undated"
    inferred = f" ({provenance.published_inferred} inferred)" if provenance.published_inferred else ""
    outlets = dict.fromkeys(filter(None, (provenance.publisher, provenance.agency)))
    return visible(" · ".join((*outlets, day + inferred)))


def _article_imprint(article: Article) -> str:
    return f"{imprint(article.document.provenance)} · {visible(article.document.source)}"


def _row(text: str, block: Block, marks: Mapping[Span, int], anchored: set[int]) -> Row:
    spoken = [statement.content for statement in block.statements]
    notes = tuple(dict.fromkeys(_note(statement) for statement in block.statements))
    words = tuple(segments(text, block.span, marks, spoken, anchored))
    cited = tuple(each.mark for each in words if each.anchor and each.mark is not None)
    return Row(words, notes, "" if block.kept else block.why.value, cited)


def _note(statement: StoredStatement) -> Note:
    said = readable_period(statement.said) if statement.said else ""
    return Note(visible(statement.name), said, not statement.certain)


def _copy(place: Place, copied: Place) -> Copy:
    provenance = copied.document.provenance
    outlet = provenance.publisher or provenance.agency or provenance.title or copied.document.source
    url = fragment_url(provenance.url, copied.text)
    return Copy(shown(outlet), _where(copied), url, tuple(_differences(place, copied)))


def _differences(place: Place, copied: Place) -> Iterator[tuple[str, str]]:
    """Yield what the two print differently; of more differences than are read, only how many."""
    ours, theirs = (Wording(each.document.text, [each.span]) for each in (place, copied))
    differences: Sequence[tuple[str, str]] = [
        (shown(each.ours.of(ours.text)), shown(each.theirs.of(theirs.text)))
        for each in compared(ours, theirs, 0, len(theirs.words)).differences
    ]
    yield from differences[:_MOST_DIFFERENCES]


def _where(place: Place) -> str:
    start, end = place.span
    return visible(f"{place.document.source}:{start}-{end}")
