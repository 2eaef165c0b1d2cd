"""What the tools do: questions to the index that is current, answered as `verbatim --json` does."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bot.output.json_lines import answer_fields, check_fields, period_fields, place_fields
from bot.output.listings import speakers_report
from bot.output.timelines import coverage_report, timeline_report
from embeddings.documents import Span
from embeddings.engines import current_generation
from embeddings.errors import REMEDY, QuestionError
from embeddings.people.names import folded
from retrieval.answering import answer
from retrieval.answers import Place
from retrieval.browsing.articles import articles_in
from retrieval.browsing.timeline import coverage, timeline
from retrieval.checking.checking import check
from retrieval.checking.claims import claims_in_line
from retrieval.understanding.conditions import narrow
from retrieval.understanding.question import interpret

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from embeddings.storage.records import StoredPassage
    from retrieval.library import Library
    from retrieval.understanding.conditions import Narrowing

    Fields = dict[str, Any]


class Desk:
    """Answers one question after another; a rebuild's index is read from the next one on."""

    def __init__(self, index: Path, open_library: Callable[[], Library], url: str | None = None) -> None:
        self._index, self._open, self._url = index, open_library, url
        self._lock = threading.Lock()
        self._library: Library | None = None

    def close(self) -> None:
        """Close the index."""
        with self._lock:
            if self._library:
                self._library.close()
                self._library = None

    def ask(self, question: str, narrowing: Narrowing, top: int, max_tokens: int | None) -> Fields:
        """Return the answer. Raises QuestionError if the question cannot be asked."""
        with self._current() as library:
            query = narrow(interpret(question, library.vocabulary), narrowing, library.vocabulary)
            return answer_fields(answer(query, library, top, max_tokens))

    def check(self, claim: str) -> Fields:
        """Return what is printed of each quotation in the claim."""
        with self._current() as library:
            return {"checks": [check_fields(check(each, library)) for each in claims_in_line(claim)]}

    def read(self, source: str, start: int, end: int | None, around: int) -> Fields:
        """Return the passages at the span, or the first, and so many around them, with who says what in them.

        Raises QuestionError if there is no such document or its file has changed.
        """
        with self._current() as library:
            numbers = articles_in(source, library)
            if not numbers:
                raise QuestionError(f"there is no source {source!r}: name one as the answers do")
            if not library.holds(numbers[0]):
                raise QuestionError(f"{source} has changed since the index was built: {REMEDY}")
            passages = [each for number in numbers for each in library.corpus.passages_of(number)]
            wanted = Span(start, max(start + 1, end or 0))
            first = next((at for at, each in enumerate(passages) if each.span.end > wanted.start), len(passages) - 1)
            last = max((at for at, each in enumerate(passages) if each.span.overlap(wanted)), default=first)
            shown = passages[max(0, first - around) : last + 1 + around]
            document = library.corpus.document(shown[0].document if shown else numbers[0])
            about = place_fields(Place(document, Span(0, len(document.text))))
            return {
                **{name: value for name, value in about.items() if name not in {"start", "end"}},
                "title": document.provenance.title,
                "url": document.provenance.url,
                "passages": [_passage_fields(each, library) for each in shown],
            }

    def timeline(self, subject: str) -> Fields:
        """Return what the speaker said, or was in the news of the topic, in the order of days."""
        with self._current() as library:
            return dict(timeline_report(timeline(subject, library)).fields())  # type: ignore[call-overload, no-any-return]

    def coverage(self) -> Fields:
        """Return which months each outlet covers."""
        with self._current() as library:
            return dict(coverage_report(coverage(library)).fields())  # type: ignore[call-overload, no-any-return]

    def speakers(self, name: str, most: int) -> Fields:
        """Return the speakers with this in their name, those of most documents first, and how many there are."""
        with self._current() as library:
            rows: list[Fields] = list(speakers_report(library).fields())  # type: ignore[call-overload]
        matching = [row for row in rows if folded(name) in folded(str(row["name"]))]
        matching.sort(key=lambda row: (-row["documents"], row["name"]))
        return {"count": len(matching), "speakers": matching[:most]}

    @contextmanager
    def _current(self) -> Iterator[Library]:
        """Yield the library of the current generation, to one caller at a time."""
        with self._lock:
            if self._library and self._is_replaced(self._library):
                fresh = self._open()
                self._library.close()
                self._library = fresh
            self._library = self._library or self._open()
            yield self._library

    def _is_replaced(self, library: Library) -> bool:
        return current_generation(self._index, self._url) not in {None, library.generation.name}


def _passage_fields(passage: StoredPassage, library: Library) -> Fields:
    document = library.corpus.document(passage.document)
    statements = [
        {"speaker": each.name, "start": each.content.start, "end": each.content.end, "said": period_fields(each.said)}
        for each in library.corpus.statements_in(passage.id)
    ]
    start, end = passage.span
    return {"start": start, "end": end, "text": Place(document, passage.span).text, "statements": statements}
