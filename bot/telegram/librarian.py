"""Answers questions from the current index, switching between questions when a rebuild publishes a new one."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from bot.output.output import Reply as Shown
from bot.page.page import answer_page
from embeddings.engines import current_generation
from embeddings.errors import UnusableIndexError, VerbatimError
from embeddings.people.names import person
from retrieval.answers import Place
from retrieval.browsing.news import census, news
from retrieval.browsing.timeline import timeline
from retrieval.checking.checked_answer import checks_of
from retrieval.conversing.conversation import converse, drop
from retrieval.conversing.slots import SLOTS
from retrieval.conversing.turns import plain, restored
from retrieval.understanding.query import Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.telegram.memory import ConversationState
    from embeddings.documents import Provenance
    from embeddings.storage.records import Speaker
    from retrieval.answers import Answer
    from retrieval.browsing.news import Census
    from retrieval.browsing.selection import Excerpt
    from retrieval.browsing.timeline import Timeline
    from retrieval.library import Library

logger = logging.getLogger(__name__)
_WITHOUT = "without"
_EXAMPLES = 3
"""Questions that a newcomer is offered: what a phone shows above the keyboard."""
AROUND = 3
"""Passages before and after a cited one: about a screen of a phone."""


class Reply(NamedTuple):
    """An answer, and the conversation that the next question may lean on."""

    answer: Answer
    conversation: ConversationState


class Shelf(NamedTuple):
    """What an index holds: how many of what, and the provenance of its first documents."""

    generation: str
    counts: dict[str, int]
    documents: tuple[Provenance, ...]


def fingerprint(answer: Answer) -> str:
    """Return what tells the answer from another: the same places, and nothing in them has changed."""
    checked = (check.printed for check in checks_of(answer))
    places = (each.place for each in (*answer.citations, *answer.nearest, *checked) if each)
    shown = "\n".join(f"{place.document.source}:{place.span.start}:{place.text}" for place in places)
    return blake2b(shown.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def without(conversation: ConversationState, slot: str) -> ConversationState:
    """Return the conversation, marked so that the next `ask` repeats the last question without the slot."""
    return {**conversation, _WITHOUT: slot}


@dataclass(slots=True)
class _Lent:
    """A library, and how many questions read it just now."""

    library: Library
    readers: int = 0
    dismissed: bool = False


class Librarian:
    """Answers from the index in a folder, or in Milvus where there is a URL; from threads, several at once.

    What answers raises UnusableIndexError if nothing can be answered, QuestionError if the question cannot be asked.
    """

    def __init__(
        self, index: Path, open_library: Callable[[], Library], max_tokens: int | None, url: str | None = None
    ) -> None:
        self._index, self._url = index, url
        self._open = open_library
        self._max_tokens = max_tokens
        self._lock = threading.Lock()
        self._lent: _Lent | None = None
        self._leaving: _Lent | None = None
        self._refused: str | None = None

    def ask(self, question: str, conversation: ConversationState, most: int) -> Reply:
        """Answer the question as it is meant in the conversation; the memory ends one that has been quiet."""
        with self._library() as library:
            return self._asked(question, conversation, most, library)

    def around(self, passage: int, generation: str) -> tuple[tuple[Place, ...], tuple[Place, ...]] | None:
        """Return the passages before and after one, None if it or its file is another by now."""
        with self._library() as library:
            if library.generation.name != generation:
                return None
            cited = library.corpus.passage(passage)
            if not library.holds(cited.document):
                return None
            document = library.corpus.document(cited.document)
            places = [Place(document, other.span) for other in library.corpus.passages_of(cited.document)]
        at = cited.position
        return tuple(places[max(0, at - AROUND) : at]), tuple(places[at + 1 : at + 1 + AROUND])

    def page(self, question: str, conversation: ConversationState, most: int) -> str:
        """Return the answer as a page."""
        with self._library() as library:
            return answer_page([Shown(self._asked(question, conversation, most, library).answer, library=library)])

    def current(self) -> str:
        """Return the name of the generation from which the next question is answered."""
        with self._library() as library:
            return library.generation.name

    def census(self, known: frozenset[int]) -> Census:
        """Return what the current generation holds, compared with what was known."""
        with self._library() as library:
            return census(library, known)

    def news(self, subject: str, marks: frozenset[int]) -> tuple[Excerpt, ...]:
        """Return what of the marked passages suits the subject, and still stands in its file."""
        with self._library() as library:
            return tuple(news(subject, marks, library))

    def timeline(self, subject: str) -> Timeline:
        """Return the timeline of the speaker, else of the topic."""
        with self._library() as library:
            return timeline(subject, library)

    def shelf(self, most: int) -> Shelf:
        """Return what the current generation holds."""
        with self._library() as library:
            documents = tuple(document.provenance for document in islice(library.corpus.documents(), most))
            return Shelf(library.generation.name, library.generation.manifest.counts, documents)

    def examples(self) -> tuple[str, ...]:
        """Ask for those whom most articles let speak, each in the month of their latest words."""
        with self._library() as library:
            people = [speaker for speaker in library.corpus.people.speakers().values() if person(speaker.name)]
            known = sorted(people, key=lambda speaker: -speaker.documents)
            return tuple(_example(speaker, library) for speaker in known[:_EXAMPLES])

    def close(self) -> None:
        """Give the library back."""
        with self._lock:
            self._dismiss()

    def _asked(self, question: str, conversation: ConversationState, most: int, library: Library) -> Reply:
        slot = conversation.get(_WITHOUT)
        before = restored({name: value for name, value in conversation.items() if name != _WITHOUT})
        if slot in SLOTS:
            answer, after = drop(before, Slot(slot), library, most, self._max_tokens)
        else:
            answer, after = converse(before, question, library, most, self._max_tokens, now=before.at)
        return Reply(answer, plain(after))

    @contextmanager
    def _library(self) -> Iterator[Library]:
        lent = self._borrow()
        try:
            yield lent.library
        finally:
            with self._lock:
                lent.readers -= 1
                _close_if_unread(lent)

    def _borrow(self) -> _Lent:
        with self._lock:
            if self._lent is None:
                self._lent = _Lent(self._open())
            self._exchange(self._lent)
            lent = self._lent
            lent.readers += 1
            return lent

    def _exchange(self, lent: _Lent) -> None:
        """Open the current generation; where it cannot be used, the one before goes on answering.

        While one that was exchanged earlier is still read, nothing is opened: no more than two take memory.
        """
        if self._leaving and self._leaving.readers:
            return
        name = _current_name(self._index, self._url)
        if name in {None, lent.library.generation.name, self._refused}:
            return
        try:
            fresh = _Lent(self._open())
        except (VerbatimError, OSError):
            logger.exception("the new index cannot be used, the old one stays")
            self._refused = name
        else:
            self._dismiss()
            self._lent = fresh

    def _dismiss(self) -> None:
        if self._lent:
            self._lent.dismissed = True
            _close_if_unread(self._lent)
            self._leaving, self._lent = self._lent, None


def _example(speaker: Speaker, library: Library) -> str:
    days = [statement.said for _, statement in library.corpus.spoken_by([speaker.id]) if statement.said]
    month = f" in {days[-1].last:%B %Y}" if days else ""
    return f"What did {speaker.name} say{month}?"


def _current_name(index: Path, url: str | None) -> str | None:
    try:
        return current_generation(index, url)
    except UnusableIndexError:
        return None


def _close_if_unread(lent: _Lent) -> None:
    if lent.dismissed and not lent.readers:
        lent.library.close()
