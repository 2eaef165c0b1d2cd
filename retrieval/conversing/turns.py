"""The last turn of a conversation, as plain values."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from embeddings.documents import Inferred, Period
from embeddings.people.names import person
from retrieval.conversing.leaning import content, last_person
from retrieval.understanding.query import Kind, Slot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.answers import Answer
    from retrieval.library import Library
    from retrieval.understanding.named_in_corpus import Vocabulary
    from retrieval.understanding.query import Query

_BEARERS = 20
"""At most this many bearers of a name are remembered; a surname that more people bear identifies nobody."""
_THREAD = 8
"""How many of the last answers' passages count as read; older ones may be shown again."""
Days = tuple[str, str, str | None]
"""A period as JSON holds it: first day, last day, what is inferred."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """What the last turn leaves to the next, as plain values: its size does not grow with the turns."""

    turns: int = 0
    at: float = 0.0
    """When the last question came, in seconds since 1970."""
    question: str = ""
    text: str = ""
    topic: str = ""
    kind: Kind = Kind.FACT
    reported: bool = False
    speaker: str | None = None
    """Whose words were asked for, as shown."""
    speakers: tuple[str, ...] = ()
    """Everybody whom that name means; empty where the corpus does not know it."""
    period: Days | None = None
    publishers: tuple[str, ...] = ()
    carried: tuple[Slot, ...] = ()
    """Which slots of the last question came from before it."""
    named: str | None = None
    """Whom "he" or "she" means: who was asked for, who was named, or who spoke in the passage that answered."""
    said: Days | None = None
    """When the words that answered were said."""
    generation: str = ""
    read: tuple[int, ...] = ()
    """The passages that answered in this thread, the latest last, as numbered in that generation."""
    sentence: tuple[int, int] | None = None
    """The characters of the document that answered, as start and end."""


def plain(conversation: Conversation) -> dict[str, Any]:
    """Return the conversation as values that JSON can hold."""
    return asdict(conversation)


def restored(values: Mapping[str, Any]) -> Conversation:
    """Return the conversation that `plain` wrote, a new one where it is of another shape."""
    if set(values) != {field.name for field in fields(Conversation)}:
        return Conversation()
    plain_values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
    conversation = Conversation(**plain_values)
    return replace(conversation, kind=Kind(conversation.kind), carried=tuple(map(Slot, conversation.carried)))


def remembered(conversation: Conversation, answer: Answer, library: Library, now: float) -> Conversation:
    """Return the conversation after the answer; where nothing fits, the passages read before stay."""
    query = answer.query
    after = replace(
        conversation,
        turns=conversation.turns + 1,
        at=now,
        question=query.question,
        text=query.text,
        topic=query.topic if content(query.topic) else "",
        kind=query.kind,
        reported=query.reported,
        speaker=query.speaker,
        speakers=_bearers(query, library.vocabulary),
        period=_days(query.period),
        publishers=tuple(sorted(query.publishers)),
        carried=query.carried_over,
        named=_named(query) or conversation.named,
    )
    if not answer.citations:
        return after
    first = answer.citations[0]
    statements = library.corpus.statements_in(first.passage)
    speaker = first.speaker or next((statement.name for statement in statements), "")
    return replace(
        after,
        named=_named(query) or person(speaker) or conversation.named,
        said=_days(first.said),
        generation=answer.generation,
        read=(*_in_thread(conversation, answer), first.passage)[-_THREAD:],
        sentence=(first.highlights[0].start, first.highlights[0].end) if first.highlights else None,
    )


def period_of(days: Days) -> Period:
    """Return the period that the days are."""
    first, last, inferred = days
    return Period(date.fromisoformat(first), date.fromisoformat(last), Inferred(inferred) if inferred else None)


def _bearers(query: Query, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the names of everybody the query's speaker means, the best known first; none for "who else"."""
    if query.speaker is None:
        return ()
    speakers = [vocabulary.speakers[speaker] for speaker in query.speakers]
    speakers.sort(key=lambda speaker: (-speaker.documents, speaker.id))
    return tuple(speaker.name for speaker in speakers[:_BEARERS])


def _named(query: Query) -> str | None:
    """Return whom "he" or "she" means after the query: the person asked for, else the last one named."""
    if query.speaker and (query.strangers or person(query.speaker)):
        return query.speaker
    return last_person(query.text)


def _in_thread(conversation: Conversation, answer: Answer) -> tuple[int, ...]:
    """Return the passages read before in the same thread of the same generation."""
    same = answer.query.carried_over and answer.generation == conversation.generation
    return conversation.read if same else ()


def _days(period: Period | None) -> Days | None:
    return (period.first.isoformat(), period.last.isoformat(), period.inferred) if period else None
