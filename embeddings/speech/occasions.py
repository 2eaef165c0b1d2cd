"""Occasions: the day of each statement, stated beside it or carried over from the sentences before it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from embeddings.documents import DayEvidence, Span, StatementKind
from embeddings.people.names import JOINT, person
from embeddings.people.runs import runs
from embeddings.speech.days import appearance, occasion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from embeddings.documents import Period, Statement
    from embeddings.language.word_classes import TaggedWords
    from embeddings.people.speaker_resolution import Source, Speaker
    from embeddings.speech.days import Days

_LEAD = 3
"""In this many first sentences, a person named beside a day is taken to have acted on that day."""
_OPENING = 5
"""An article about a single day names that day within this many sentences."""
_MONTH = 31
"""Days of the longest occasion, and of the oldest, that a whole article may go on telling of."""
_SOON = 1000
"""Characters, some three paragraphs, in which an article goes on telling of "a 2011 interview"."""
_FAR = 4000
"""Characters, some twelve paragraphs, behind which the speaker's last day is another scene's."""
_SENTENCE = 8
"""Words of a sentence that tells something; shorter lines are headings."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A statement as its sentence tells it, before the document shows who speaks and when."""

    statement: Statement
    source: Source
    day: Period | None = None
    """The day that the sentence gives to its cue."""
    is_of_one_day: bool = True
    """Whether it was said once, and so on the occasion that the sentences before tell of."""
    is_elsewhere: bool = False
    """Whether it was said to somebody, or through a medium, of its own: "told CNN", "in an email"."""


class Occasions:
    """The days on which a document's people speak or act, told sentence by sentence."""

    def __init__(self, text: str, days: Days) -> None:
        self._text = text
        self._days = days
        self._sentences = 0
        self._appearances: list[tuple[Span, Period]] = []
        self._told: dict[date, Period] = {}
        """The days of the last week of which the opening tells."""
        self._is_of_one_day = True

    @property
    def appearances(self) -> Sequence[Span]:
        """Where the document names those of whom it tells a day."""
        return [span for span, _ in self._appearances]

    def hear(self, unit: Span, stretch: TaggedWords, utterances: Sequence[Utterance]) -> None:
        """Take in the days of a sentence with what is said in it."""
        is_dated = any(utterance.day for utterance in utterances)
        self._sentences += len(stretch.words) >= _SENTENCE
        fresh = list(self._days.fresh(stretch))
        self._is_of_one_day &= not is_dated and (
            self._sentences <= _OPENING or all(p.first in self._told for p in fresh)
        )
        self._told |= {period.first: period for period in fresh}
        if not is_dated:
            self._appearances += self._appearing(unit, stretch, fresh)

    def _appearing(self, unit: Span, stretch: TaggedWords, fresh: Sequence[Period]) -> Iterator[tuple[Span, Period]]:
        """Yield who acts on which day, from a sentence without a dated statement."""
        day = fresh[0] if fresh and self._sentences <= _LEAD else occasion(self._days, stretch)
        if day:
            yield from ((Span(run.start, run.end), day) for run in runs(self._text, unit) if person(run.text))
        elif (subject := appearance(self._days, stretch)) and subject[1].days <= _MONTH:
            yield stretch.span(*subject[0]), subject[1]

    def dated(self, utterances: Sequence[Utterance], speaker_of: Mapping[Span, Speaker]) -> Iterator[Statement]:
        """Yield the statements, each with its day; ``speaker_of`` tells whose the appearances are."""
        story = next(iter(self._told.values())) if self._is_of_one_day and len(self._told) == 1 else None
        last: dict[str, tuple[Period, int]] = {}
        waiting = sorted(self._appearances, key=lambda appearance: appearance[0])
        for utterance in utterances:
            statement, speaker = utterance.statement, utterance.statement.speaker
            while waiting and waiting[0][0].start < _start(statement):
                span, day = waiting.pop(0)
                name = speaker_of[span].name
                last |= dict.fromkeys((name, *name.split(JOINT)), (day, span.start))
            if utterance.day:
                last[speaker] = utterance.day, _start(statement)
                yield replace(statement, said=utterance.day, day_evidence=DayEvidence.STATED)
                continue
            carried = self._going_on(last.get(speaker), _start(statement)) if speaker else None
            carried = carried or (None if utterance.is_elsewhere else story)
            if carried and utterance.is_of_one_day and statement.kind is not StatementKind.ATTITUDE:
                yield replace(statement, said=carried, day_evidence=DayEvidence.CARRIED)
            else:
                yield statement

    def _going_on(self, occasion: tuple[Period, int] | None, position: int) -> Period | None:
        """Return the speaker's last occasion if the words may belong to it: a long or an old one is soon over."""
        if occasion is None:
            return None
        published = self._days.published
        is_old = published is not None and (published - occasion[0].last).days > _MONTH
        reach = _SOON if is_old or occasion[0].days > _MONTH else _FAR
        return occasion[0] if position - occasion[1] <= reach else None


def _start(statement: Statement) -> int:
    return min(span.start for span in (statement.content, statement.speaker_span, statement.cue) if span)
