"""What a conversation remembers of its last turn, as plain values."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from embeddings.documents import Inferred, Period
from embeddings.people.names import person
from retrieval.conversing.leaning import content, last_person

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.answers import Answer
    from retrieval.library import Library
    from retrieval.understanding.named_in_corpus import Vocabulary
    from retrieval.understanding.question import Query

_BEARERS = 20
"""Speakers that a name carried over may mean: a surname that more bear tells nobody apart."""
_THREAD = 8
"""Passages remembered as read: who has gone further back may well wish to see one again."""
Days = tuple[str, str, str | None]
"""A period as JSON holds it: first day, last day, what is inferred."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """What the last turn left, as plain values: of constant size, however many turns there were."""

    turns: int = 0
    at: float = 0.0
    """When the last question came, in seconds since 1970."""
    question: str = ""
    text: str = ""
    topic: str = ""
    kind: str = "fact"
    reported: bool = False
    speaker: str | None = None
    """Whose words were asked for, as shown."""
    speakers: tuple[str, ...] = ()
    """Everybody whom that name means; nobody where the corpus does not know it."""
    period: Days | None = None
    publishers: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    """Which slots of the last question came from before it."""
    named: str | None = None
    """Whom "he" or "she" means: who was asked for, who was named, or who spoke in what answered."""
    said: Days | None = None
    """When what answered was said."""
    generation: str = ""
    read: tuple[int, ...] = ()
    """What answered, the latest last, as numbered in that generation, since the thread was taken up."""
    sentence: tuple[int, int] | None = None
    """The characters of the document that answered."""


def plain(conversation: Conversation) -> dict[str, Any]:
    """Return the conversation as values that JSON can hold."""
    return asdict(conversation)


def restored(told: Mapping[str, Any]) -> Conversation:
    """Return the conversation that `plain` wrote, a new one where it is of another shape."""
    known = {field.name for field in fields(Conversation)}
    if set(told) != known:
        return Conversation()
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
    return Conversation(**values)


def remembered(conversation: Conversation, answer: Answer, library: Library, now: float) -> Conversation:
    """Return the conversation after the answer; where nothing was found, what was read before stays."""
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
    spoken = first.speaker or next((each.name for each in library.corpus.statements_in(first.passage)), None)
    return replace(
        after,
        named=_named(query) or person(spoken or "") or conversation.named,
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
    """Return the names of whom the query's speaker means, the best known first; of "who else" nothing is kept."""
    if query.speaker is None:
        return ()
    known = sorted((vocabulary.speakers[each] for each in query.speakers), key=lambda each: (-each.documents, each.id))
    return tuple(each.name for each in known[:_BEARERS])


def _named(query: Query) -> str | None:
    """Return the person whom "he" or "she" would mean after the query: whose words it asks for, else whom it names."""
    if query.speaker and (query.strangers or person(query.speaker)):
        return query.speaker
    return last_person(query.text)


def _in_thread(conversation: Conversation, answer: Answer) -> tuple[int, ...]:
    """Return what was read before in the same thread, and among passages numbered alike."""
    same = answer.query.carried_over and answer.generation == conversation.generation
    return conversation.read if same else ()


def _days(period: Period | None) -> Days | None:
    return (period.first.isoformat(), period.last.isoformat(), period.inferred) if period else None
