"""Questions about what somebody said on a topic, made from sentences that report speech."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from embeddings.documents import Span
from embeddings.language.sentences import sentences
from embeddings.language.word_classes import is_function_word
from retrieval.reader.examples import Example, Kind

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator, Sequence

_REPORT = re.compile(
    r"(?P<speaker>[A-Z][\w’'.-]*\w(?: [A-Z][\w’'.-]*\w)*)(?: (?:also|has|had|later|then))?"
    r" (?P<verb>said|says|stated|argued|claimed|announced|warned|believed|suggested|explained|noted|admitted|insisted"
    r"|declared|wrote|reported|told \w+|thought|proposed|concluded)"
    r"(?: that)?[,:]? [\"“]?(?P<content>\w[^\n]{25,400}?)[\"”]?[.!?]?\s*$"
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_NO_SPEAKER = frozenset({"He", "She", "It", "They", "We", "I", "You", "This", "That", "There", "Who", "The", "What"})
_ASKED = (
    "What did {speaker} say about {topic}?",
    "what did {speaker} say about {topic}",
    "What has {speaker} said on {topic}?",
    "What does {speaker} think about {topic}?",
    "what is {speaker}'s view of {topic}?",
)
_LONGEST_TOPIC = 3
"""Words of a topic at most, the last ones: "the new bridge over the river" is asked about as its end."""
_OTHER_SPEAKER = 0.5
"""Share of the wrong questions that name another speaker; the others name another topic."""


@dataclass(frozen=True, slots=True)
class _Statement:
    passage: str
    speaker: str
    content: Span
    topics: tuple[str, ...]


def statement_questions(passages: Iterable[str], random_source: random.Random) -> Iterator[Example]:
    """Yield for each sentence that reports speech a question that it answers, and two that it does not.

    The one asks the speaker about another statement's topic, the other asks another speaker about this one's.
    """
    known = [statement for passage in dict.fromkeys(passages) for statement in _statements(passage)]
    for statement in known:
        asked = random_source.choice(_ASKED)
        yield _question(asked, statement, statement.speaker, random_source.choice(statement.topics))
        other = _another(known, statement, random_source)
        if other is None:
            continue
        topic, speaker = random_source.choice(other.topics), statement.speaker
        if random_source.random() < _OTHER_SPEAKER:
            topic, speaker = random_source.choice(statement.topics), other.speaker
        wrong = _question(asked, statement, speaker, topic)
        yield replace(wrong, answers=(), kind=Kind.OTHER_STATEMENT)


def _question(asked: str, statement: _Statement, speaker: str, topic: str) -> Example:
    question = asked.format(speaker=speaker, topic=topic)
    return Example(question, statement.passage, (statement.content,), Kind.STATEMENT)


def _another(
    statements: Sequence[_Statement], statement: _Statement, random_source: random.Random
) -> _Statement | None:
    """Return a statement of another speaker with no word of its topics in this one's passage; None if none is drawn."""
    words = {word.lower() for word in _WORD.findall(statement.passage)}
    for other in random_source.choices(statements, k=5):
        strange = all(word.lower() not in words for topic in other.topics for word in topic.split())
        if strange and other.speaker not in statement.passage:
            return other
    return None


def _statements(passage: str) -> Iterator[_Statement]:
    for bound in sentences(passage, Span(0, len(passage))):
        report = _REPORT.search(bound.of(passage))
        if report and report["speaker"].split()[0] not in _NO_SPEAKER:
            topics = tuple(_topics(report["content"]))
            if topics:
                content = Span(*report.span("content")).shifted(bound.start)
                yield _Statement(passage, report["speaker"], content, topics)


def _topics(content: str) -> Iterator[str]:
    """Yield the runs of content words: what the statement may be about."""
    run: list[str] = []
    for match in [*_WORD.finditer(content), None]:
        if match and not is_function_word(match[0].lower()):
            run.append(match[0])
            continue
        if run and (len(run) > 1 or run[0][0].isupper()):
            yield " ".join(run[-_LONGEST_TOPIC:])
        run = []
