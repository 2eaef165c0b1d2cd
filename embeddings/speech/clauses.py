"""Reports within one stretch of words: the cue, whose words they are, and which words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from embeddings.language.reporting_verbs import ATTITUDES, Cue, cues, is_attitude
from embeddings.language.word_lists import word_list
from embeddings.speech.homographs import with_nouns
from embeddings.speech.nominals import noun_report
from embeddings.speech.noun_phrases import Range, main_subject, phrase_after, phrase_before
from embeddings.speech.reported_content import (
    content_after,
    content_before,
    end_of,
    range_before,
    resumed,
    start_before,
    to_end,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.language.word_classes import TaggedWords


@dataclass(frozen=True, slots=True)
class Report:
    """Who reports what with which cue, as positions of words."""

    cue: Range
    source: Range | None
    content: Range
    """Empty, at the end of the stretch, where a colon leaves the words to the next paragraph."""
    begins: int = 0
    """The first word of the source and cue; 0 where the content comes first."""


_GROUP = re.compile(r"[xa]{0,8}")
"""The auxiliaries and adverbs of a verb."""
_BE = word_list(__file__, "forms of be")
_JOINT = re.compile(r"(?:[,;\-][cbsa]{0,4}|[cb]a?)\Z")
_JOINT_WORDS = 5
"""Words of the longest joint of two clauses: ", and so also"."""
_SHORT = 10
"""Words up to the verb of a sentence that only says whose words a quotation was; a name with its title fits."""
_BY = re.compile(r"a?p")
_CLOSED = re.compile(r"[,.;)\-]|\Z")


def reports(stretch: TaggedWords) -> tuple[Report, ...]:
    """Return the reports of the stretch in the order of their cues; none lies within the content of another."""
    earlier: list[Report] = []
    stretch = with_nouns(stretch)
    for i, letter in enumerate(stretch.letters):
        report = _report(stretch, i, earlier) if letter in "VEGJnN" else None
        if report:
            _add(stretch, earlier, report)
    return tuple(earlier)


def says_whose(sentence: TaggedWords) -> bool:
    """Return whether the sentence is nothing but a source and a cue: "Will it hold?" is followed by "Mr X asked."."""
    verb = next((i for i, letter in enumerate(sentence.letters[:_SHORT]) if letter in "xvVEG"), 0)
    if not verb or sentence.letters[verb] not in "VE":
        return False
    cue = cues()[sentence.words[verb]]
    return (
        "q" in cue.frames and phrase_before(sentence, verb) is not None and content_after(sentence, verb, cue) is None
    )


def _report(stretch: TaggedWords, i: int, earlier: Sequence[Report]) -> Report | None:
    if stretch.letters[i] in "VEGJ":
        return _verbal(stretch, i, earlier)
    if stretch.words[i] == "according" and stretch.words[i + 1 : i + 2] == ("to",):
        return _according(stretch, i)
    noun = noun_report(stretch, i)
    content = to_end(stretch, noun[1], objective=True) if noun else None
    return Report((i, i + 1), noun[0], content, noun[0][0]) if noun and content else None


def _add(stretch: TaggedWords, reports: list[Report], report: Report) -> None:
    """Add the report, unless it lies in the content of the last one and no conjunction parts the two."""
    last = reports[-1] if reports else None
    if last and report.begins and last.content[0] <= report.cue[0] < last.content[1]:
        joint = _JOINT.search(stretch.letters, max(0, report.begins - _JOINT_WORDS), report.begins)
        if joint is None or joint.start() <= last.content[0]:
            return
        reports[-1] = replace(last, content=(last.content[0], joint.start()))
    reports.append(report)


def _according(stretch: TaggedWords, i: int) -> Report | None:
    source = phrase_after(stretch, i + 2)
    if source is None:
        return None
    if i <= 1:
        comma = stretch.letters.find(",", source[1])
        start, end = (comma if comma >= 0 else source[1]) + 1, end_of(stretch)
    else:
        start, end = start_before(stretch, i), i - 1 if stretch.letters[i - 1] in ",-" else i
    return Report((i, i + 2), source, (start, end), i if i <= 1 else 0) if start < end else None


def _verbal(stretch: TaggedWords, i: int, earlier: Sequence[Report]) -> Report | None:
    """Return the report of a verb, or of an adjective after "to be"."""
    group = _GROUP.match(stretch.letters[max(0, i - 8) : i][::-1])
    start = i - (group.end() if group else 0)
    be = not _BE.isdisjoint(stretch.words[start:i])
    cue = ATTITUDES if be and is_attitude(stretch.words[i]) else cues()[stretch.words[i]]
    if cue is not ATTITUDES and stretch.letters[i] == "J":
        return None
    agent = _agent(stretch, i) if stretch.letters[i] == "E" else None
    if stretch.letters[i] == "E" and (be or agent) and cue is not ATTITUDES:
        return _passive(stretch, start, i, cue, agent) if be and agent else None
    participle = stretch.letters[i] == "G" and not be
    return _inverted(stretch, start, i, cue) or _active(stretch, start, i, cue, earlier, participle=participle)


def _active(  # noqa: PLR0913 - a verb, its cue and its neighbours
    stretch: TaggedWords, start: int, i: int, cue: Cue, earlier: Sequence[Report], *, participle: bool
) -> Report | None:
    """Return the report whose source stands before its cue; joined verbs share the source of the first."""
    before = stretch.letters[start - 1 : start]
    start -= before == "i"
    shared = (participle and before not in ("n", "N")) or before in ("", "c", "b", "i")
    own = None if shared else phrase_before(stretch, start)
    begins = own[0] if own else start
    source = own or (earlier[-1].source if earlier else main_subject(stretch, start))
    content = (None if participle else content_before(stretch, begins, i, cue)) or content_after(stretch, i, cue)
    if content is None or source is None:
        return None
    return Report((i, i + 1), source, content, begins if content[0] > i else 0)


def _agent(stretch: TaggedWords, i: int) -> Range | None:
    """Return the agent of a participle: "Egypt" in "backed by Egypt"."""
    by = _BY.match(stretch.letters, i + 1)
    return phrase_after(stretch, by.end()) if by and stretch.words[by.end() - 1] == "by" else None


def _passive(stretch: TaggedWords, start: int, i: int, cue: Cue, agent: Range) -> Report | None:
    """Return the report whose content is its subject: "The closure was announced by Ruiz"."""
    subject = phrase_before(stretch, start) if "q" in cue.frames else None
    return Report((i, i + 1), agent, (subject[0], agent[0] - 1), subject[0]) if subject else None


def _inverted(stretch: TaggedWords, start: int, i: int, cue: Cue) -> Report | None:
    """Return the report whose source follows its cue, as in: "…," said Mr X."""
    before = stretch.letters[start - 1 : start]
    source = phrase_after(stretch, i + 1) if "q" in cue.frames and stretch.letters[i] != "G" else None
    if source is None or before not in ("Q", ",", "q", "-", ""):
        return None
    if not before:
        return _announced(stretch, i, source)
    content = range_before(stretch, start)
    plain = _CLOSED.match(stretch.letters, source[1]) and stretch.letters[i + 1] != "n"
    if content is None or (before != "Q" and not plain):
        return None
    again = before == "Q" and "Q" in stretch.letters[source[1] :]
    return Report((i, i + 1), source, (content[0], resumed(stretch, source[1], content[1]) if again else content[1]))


def _announced(stretch: TaggedWords, i: int, source: Range) -> Report | None:
    """Return the report whose cue opens the sentence, as in: Said Mr X: "…"."""
    start, end = source[1] + 1, end_of(stretch)
    comes = stretch.letters[source[1] : start] in (":", ",") and start < end
    return Report((i, i + 1), source, (start, end)) if comes else None
