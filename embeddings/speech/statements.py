"""The statements of a document: who is reported to have said what, and when."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from embeddings.documents import Statement, StatementKind
from embeddings.language.word_classes import tagged_words, windows
from embeddings.people.antecedents import BODIES, RELATIVE, SEVERAL
from embeddings.people.names import person
from embeddings.people.speaker_resolution import Source, Speaker, Speakers
from embeddings.speech.clauses import reports
from embeddings.speech.days import Days, is_elsewhere, is_of_one_day
from embeddings.speech.kinds import kind_of
from embeddings.speech.labelled_speech import headline_turn, signature, turns
from embeddings.speech.noun_phrases import after_verb, antecedent, is_several, main_subject
from embeddings.speech.occasions import Occasions, Utterance
from embeddings.speech.relettering import relettered
from embeddings.speech.units import speech_of, units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from embeddings.documents import Document, Paragraph, Span
    from embeddings.language.word_classes import TaggedWords
    from embeddings.speech.labelled_speech import Turn
    from embeddings.speech.noun_phrases import Range
    from embeddings.speech.report import Report


_INTRODUCES = frozenset(":-")
"""Letters of the marks that introduce a quotation without a verb."""
_PREDICATE = re.compile(r"[cba]*[dnNrz]+")
"""The letters of a subject whose verb only the quotation behind it holds: "Ruiz “sort of misspoke”"."""
_OPENS_CLAUSE = re.compile(r"[tsw]")
_SPEECH_WORDS = 5
"""Words that make a quotation within a sentence somebody's words and not a borrowed phrase."""


def statements(document: Document) -> tuple[Statement, ...]:
    """Return the document's statements in the order of their content.

    Each speaker is the fullest name that the document gives; it is empty where nobody is named.
    """
    reader = _Reader(document)
    for paragraph, turn in zip(document.annotated, _turns(document), strict=True):
        reader.read(paragraph, turn)
    return tuple(sorted(reader.statements(), key=lambda statement: statement.content))


def _turns(document: Document) -> Iterator[Turn | None]:
    paragraphs = [paragraph.span for paragraph in document.annotated]
    for i, (paragraph, turn) in enumerate(zip(paragraphs, turns(document.text, paragraphs), strict=True)):
        yield turn or (headline_turn(document.text, paragraph) if i == 0 else None)


class _Reader:
    """Reads a document's paragraphs in order."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._paragraphs = document.annotated
        self._speech = speech_of(self._text, self._paragraphs)
        self._days = Days(document.dates, document.provenance.published)
        self._writer = person(document.provenance.author or "")
        """Who "I" is outside the quotations."""
        self._utterances: list[Utterance] = []
        self._subject: tuple[TaggedWords, Range] | None = None
        """Whose words the sentence before reports, or else its subject."""
        self._occasions = Occasions(self._text, self._days)
        self._spoken_until = 0
        """Where the sentence of the last statement ends."""
        self._announced: Utterance | None = None
        """Whose words the last colon of a paragraph leaves to the next one."""

    def read(self, paragraph: Paragraph, turn: Turn | None) -> None:
        """Read what is said in the paragraph; a turn is said by whom its label names."""
        announced, self._announced = self._announced, None
        if turn:
            name = turn.name.of(self._text)
            statement = Statement(name, turn.name, None, turn.content, StatementKind.DIRECT)
            self._utterances.append(Utterance(statement, Source(turn.name.start, turn.name, is_label=True)))
        elif announced:
            statement = replace(announced.statement, content=paragraph.span, kind=StatementKind.DIRECT)
            self._utterances.append(replace(announced, statement=statement))
        else:
            for unit in units(self._text, paragraph, self._speech.within(paragraph.span)):
                for stretch in windows(tagged_words(self._text, unit, self._speech.within(unit))):
                    self._read_stretch(unit, relettered(stretch))

    def statements(self) -> Iterable[Statement]:
        """Return what was read, with names and days."""
        speakers = Speakers(self._text, [part.span for part in self._paragraphs], self._speech.spans, self._writer)
        appearing = {span: Source(span.start, span, speaks=False) for span in self._occasions.appearances}
        resolved = speakers.resolved([*(u.source for u in self._utterances), *appearing.values()])
        named = [replace(u, statement=_named(u.statement, resolved[u.source])) for u in self._utterances]
        return self._occasions.dated(named, {span: resolved[source] for span, source in appearing.items()})

    def _read_stretch(self, unit: Span, stretch: TaggedWords) -> None:
        reported = [(report, self._utterance(stretch, report)) for report in reports(stretch)]
        mine = [utterance for report, utterance in reported if report.content[0] < len(stretch.letters)]
        self._announced = next((u for report, u in reported if report.content[0] >= len(stretch.letters)), None)
        last = self._utterances[-1] if self._utterances else None
        alone = (self._quoted_alone(unit, stretch, at, last) for at in _uncued(stretch, mine))
        mine += [utterance for utterance in alone if utterance]
        self._utterances += mine
        self._spoken_until = unit.end if mine else self._spoken_until
        self._occasions.hear(unit, stretch, mine)
        sources = [report.source for report, _ in reported if report.source]
        subject = sources[-1] if sources else main_subject(stretch, len(stretch.letters))
        if subject and stretch.letters[subject[0]] != "r":
            self._subject = stretch, subject

    def _utterance(self, stretch: TaggedWords, report: Report) -> Utterance:
        source = stretch.span(*report.source) if report.source else None
        content = stretch.span(*(report.content if report.content[0] < len(stretch.letters) else report.cue))
        kind = kind_of(stretch.letters[slice(*report.content)], is_saying=report.is_saying)
        name = source.of(self._text) if source else ""
        statement = Statement(name, source, stretch.span(*report.cue), content, kind)
        position = source.start if source else content.start
        day = self._days.beside(stretch, report)
        return Utterance(
            statement,
            Source(
                position,
                source,
                speaks=kind is not StatementKind.ATTITUDE,
                thinks=kind is StatementKind.ATTITUDE and _is_of_main_clause(stretch, report),
                antecedent=self._antecedent(stretch, report),
            ),
            day,
            is_of_one_day(stretch, report.cue),
            is_elsewhere(stretch, report),
        )

    def _antecedent(self, stretch: TaggedWords, report: Report) -> Span | None:
        """Return what the source goes back to, where it is "who", "they" or "it"."""
        if report.source is None:
            return None
        at, word = report.source[0], stretch.words[report.source[0]]
        if word in RELATIVE:
            phrase = antecedent(stretch, at)
            return stretch.span(*phrase) if phrase else None
        if word not in BODIES:
            return None
        own = main_subject(stretch, at)
        near = [(stretch, own)] if own and own[1] <= at else []
        for where, subject in (*near, *filter(None, [self._subject])):
            if is_several(where, subject) == (word in SEVERAL):
                return where.span(*subject)
        return None

    def _quoted_alone(self, unit: Span, stretch: TaggedWords, at: int, last: Utterance | None) -> Utterance | None:
        """Return the quotation without a cue as said by whom it is signed, else by the last speaker or the subject."""
        quoted = stretch.span(at, at + 1)
        source = signature(self._text, quoted, unit.end)
        is_signed = source is not None
        if source is None and (asker := after_verb(stretch, at)):
            source, is_signed = stretch.span(*asker), True
        if source is None and (at == 0 or _PREDICATE.fullmatch(stretch.letters[:at])):
            return self._going_on(quoted, last, unit.start) if last else None
        is_introduced = stretch.letters[at - 1] in _INTRODUCES or len(quoted.of(self._text).split()) >= _SPEECH_WORDS
        if source is None and is_introduced:
            subject = main_subject(stretch, at)
            source = stretch.span(*subject) if subject else None
        elif source is None:
            return None
        name = source.of(self._text) if source else ""
        if name.isupper() and not is_signed:
            return None  # "LOS ANGELES -- …"
        statement = Statement(name, source, None, quoted, StatementKind.DIRECT)
        position = source.start if source else quoted.start
        return Utterance(statement, Source(position, source, is_label=is_signed), is_of_one_day=is_signed)

    def _going_on(self, quoted: Span, last: Utterance, position: int) -> Utterance:
        """Return the quotation as what the last speaker says next."""
        statement = replace(last.statement, cue=None, content=quoted, kind=StatementKind.DIRECT)
        return Utterance(
            statement, Source(position, since=self._spoken_until), last.day, last.is_of_one_day, last.is_elsewhere
        )


def _is_of_main_clause(stretch: TaggedWords, report: Report) -> bool:
    """Return whether the report is the sentence's own, and not told within another clause or by a noun."""
    is_verb = stretch.letters[report.cue[0]] in "VEJ"
    return is_verb and report.source is not None and not _OPENS_CLAUSE.search(stretch.letters, 0, report.source[0])


def _named(statement: Statement, speaker: Speaker) -> Statement:
    return replace(statement, speaker=speaker.name, speaker_evidence=speaker.evidence, certain=speaker.certain)


def _uncued(stretch: TaggedWords, utterances: Sequence[Utterance]) -> list[int]:
    """Return the positions of the quotations that lie in no statement."""
    quoted = [i for i, letter in enumerate(stretch.letters) if letter == "Q"]
    contents = [utterance.statement.content for utterance in utterances]
    return [i for i in quoted if not any(content.overlap(stretch.span(i, i + 1)) for content in contents)]
