"""A conversation: what was understood of the last question fills what the next one leaves open."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from embeddings.annotating.names import person
from embeddings.documents import Period, Span
from retrieval.answering import answer_query
from retrieval.context import Context, context
from retrieval.leaning import content, last_person, leaning, spelt_out
from retrieval.question import Query, interpret

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from retrieval.answers import Answer
    from retrieval.leaning import Leaning
    from retrieval.library import Library
    from retrieval.vocabulary import Vocabulary, Voice

QUIET = 1800.0
"""Seconds without a question after which the next begins a new conversation: half an hour, as on the web."""
_BEARERS = 20
"""Speakers that a name carried over may mean: a surname that more bear tells nobody apart."""
_THREAD = 8
"""Passages remembered as read: who has gone further back may well wish to see one again."""
SLOTS = ("speaker", "period", "topic", "publisher")
"""What is carried from a question to the next, and can be dropped."""

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


def converse(  # noqa: PLR0913 - what `answer` takes, and the conversation with its clock
    conversation: Conversation,
    question: str,
    library: Library,
    top: int,
    max_tokens: int | None = None,
    *,
    now: float = 0.0,
    narrowed: Callable[[Query], Query] = lambda query: query,
) -> tuple[Answer, Conversation]:
    """Return the answer to the question as it is meant in the conversation, and the conversation after it.

    ``narrowed`` may add conditions to the query. Raises QuestionError and UnusableIndexError as `answer` does.
    """
    lasting = Conversation() if now - conversation.at > QUIET else conversation
    query = follow(lasting, question, library.vocabulary)
    before = context_of(lasting, query, library)
    reply = answer_query(lambda: narrowed(query), library, top, max_tokens, before)
    return reply, remembered(lasting, reply, library, now)


def drop(
    conversation: Conversation, slot: str, library: Library, top: int, max_tokens: int | None = None
) -> tuple[Answer, Conversation]:
    """Return the answer to the last question without one of `SLOTS`, and the conversation after it."""
    query = _without(_last_query(conversation, library.vocabulary), slot)
    reply = answer_query(lambda: query, library, top, max_tokens)
    return reply, remembered(conversation, reply, library, conversation.at)


def follow(conversation: Conversation, question: str, vocabulary: Vocabulary) -> Query:
    """Return what the question asks for, what it leaves open filled from the conversation.

    Raises QuestionError if the question cannot be asked.
    """
    alone = interpret(question, vocabulary)
    leans = leaning(question)
    if not conversation.turns or not leans.leans or _complete(alone, leans):
        return alone
    query = replace(_with_names(interpret(leans.rest, vocabulary), leans, conversation), question=question)
    return _filled(_as_topic(query) if leans.about else query, leans, conversation, vocabulary)


def context_of(conversation: Conversation, query: Query, library: Library) -> Context | None:
    """Return what was read last, None where the query does not lean on it."""
    leans = leaning(query.question)
    known = conversation.read and conversation.generation == library.generation.name
    if not known or not query.carried_over or query.newest:
        return None
    sentence = Span(*conversation.sentence) if conversation.sentence else None
    read = context(conversation.read, sentence, library)
    if query.reported or "topic" not in query.carried_over:
        return replace(read, text="", further=True) if leans.further else None
    return replace(read, further=leans.further, read=frozenset() if leans.dates else read.read)


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


def _voice(names: Sequence[str], vocabulary: Vocabulary) -> Voice | None:
    """Return the speakers of all the names, under the first of them; None where the corpus knows none."""
    found = [voice for voice in map(vocabulary.voice, names) if voice]
    if not found:
        return None
    return replace(found[0], speakers=frozenset[int]().union(*(voice.speakers for voice in found)))


def _in_thread(conversation: Conversation, answer: Answer) -> tuple[int, ...]:
    """Return what was read before in the same thread, and among passages numbered alike."""
    same = answer.query.carried_over and answer.generation == conversation.generation
    return conversation.read if same else ()


def _complete(alone: Query, leans: Leaning) -> bool:
    """Return whether the question, though short, says by itself all that it asks for."""
    if leans.person or leans.thing or leans.takes_up or leans.others:
        return False
    said = [alone.speaker, alone.period, alone.publishers, content(alone.topic)]
    return len([each for each in said if each]) > 1 or (alone.kind == "statement" and not leans.piece)


def _as_topic(query: Query) -> Query:
    """Return the query about whom or what it names, as in "about Russia"."""
    topic = " ".join(content(query.topic or query.text))
    return replace(query, topic=topic, speaker=None, speakers=frozenset(), strangers=False, respelt=False)


def _with_names(query: Query, leans: Leaning, before: Conversation) -> Query:
    """Return the query with the person whom it means where it has only a pronoun."""
    if not (leans.person and before.named):
        return query
    named = replace(query, text=spelt_out(query.text, before.named), topic=spelt_out(query.topic, before.named))
    return _carried(named, "topic") if query.kind == "fact" else named


def _filled(query: Query, leans: Leaning, before: Conversation, vocabulary: Vocabulary) -> Query:
    """Return the query with each slot that it leaves open as the conversation has it."""
    filled = _as_before(query, leans, before)
    filled = _with_speaker(filled, leans, before, vocabulary)
    filled = _with_period(filled, leans, before)
    if before.publishers and not filled.publishers:
        filled = _carried(filled, "publisher", publishers=frozenset(before.publishers))
    return _with_topic(_with_only_period(filled, leans), before)


def _as_before(query: Query, leans: Leaning, before: Conversation) -> Query:
    """Return the query asking for words or for facts as the question did of which it is a piece."""
    if leans.others:
        return replace(query, kind="statement", reported=True, speaker=None, speakers=frozenset(), strangers=False)
    if leans.addressed and before.kind == "fact" and query.speaker is None:
        return replace(query, kind="fact", reported=False, strangers=False, topic=query.text)
    if leans.piece and before.kind == "fact":
        return replace(query, kind="fact", reported=False, strangers=False, topic=query.topic or query.speaker or "")
    if leans.piece:
        return replace(query, kind=before.kind, reported=before.reported)
    if query.kind == "fact" and before.kind == "statement" and not content(query.topic):
        return replace(query, kind="statement", reported=False)
    return query


def _with_speaker(query: Query, leans: Leaning, before: Conversation, vocabulary: Vocabulary) -> Query:
    if query.speaker or query.strangers:
        return query
    meant = _voice(before.speakers, vocabulary)
    if leans.others:
        told = meant.speakers if meant else frozenset[int]()
        return replace(query, speakers=frozenset(vocabulary.speakers) - told if told else told)
    name = before.speaker
    if leans.person and before.named and before.named != before.speaker:
        name, meant = before.named, vocabulary.voice(before.named)
    if name is None or query.kind != "statement":
        return query
    if meant is None:
        return _carried(query, "speaker", speaker=name, strangers=True, reported=True)
    return _carried(query, "speaker", speaker=name, speakers=meant.speakers)


def _with_period(query: Query, leans: Leaning, before: Conversation) -> Query:
    days = before.period or (before.said if leans.then else None)
    if query.period or leans.dates or days is None:
        return query
    period = _period(days)
    return _carried(query, "period", period=period, periods=(period,))


def _with_only_period(query: Query, leans: Leaning) -> Query:
    """Return the query bound to its days where they are all that it says: "and in November?" asks for nothing else."""
    said = query.period and leans.piece and not content(query.topic)
    return replace(query, bound=True) if said else query


def _with_topic(query: Query, before: Conversation) -> Query:
    """Return the query about what the last one was about where it names nothing itself."""
    if not content(query.topic) and before.topic:
        return _carried(query, "topic", topic=before.topic, text=f"{query.text} {before.topic}")
    told = replace(query, topic=query.topic if content(query.topic) else "")
    return told if told.reported or not before.read else _carried(told, "topic")


def _carried(query: Query, slot: str, **filled: Any) -> Query:  # noqa: ANN401 - the fields of a query
    return replace(query, carried_over=tuple(dict.fromkeys((*query.carried_over, slot))), **filled)


def _last_query(conversation: Conversation, vocabulary: Vocabulary) -> Query:
    voice = _voice(conversation.speakers, vocabulary)
    period = _period(conversation.period) if conversation.period else None
    return Query(
        conversation.question,
        conversation.topic,
        conversation.text,
        conversation.kind,
        conversation.speaker,
        voice.speakers if voice else frozenset(),
        strangers=conversation.speaker is not None and voice is None,
        reported=conversation.reported,
        periods=(period,) if period else (),
        period=period,
        publishers=frozenset(conversation.publishers),
        carried_over=conversation.carried,
    )


def _without(query: Query, slot: str) -> Query:
    """Return the query without the slot; without a topic its text is the question that was asked."""
    left = replace(query, carried_over=tuple(each for each in query.carried_over if each != slot))
    if slot == "speaker":
        return replace(left, speaker=None, speakers=frozenset(), strangers=False)
    if slot == "period":
        return replace(left, period=None, periods=())
    if slot == "publisher":
        return replace(left, publishers=frozenset())
    return replace(left, topic="", text=left.question if slot in query.carried_over else left.text)


def _days(period: Period | None) -> Days | None:
    return (period.first.isoformat(), period.last.isoformat(), period.inferred) if period else None


def _period(days: Days) -> Period:
    return Period(date.fromisoformat(days[0]), date.fromisoformat(days[1]), days[2])
