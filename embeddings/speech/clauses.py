"""Reports within one stretch of words: the cue, whose words they are, and which words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from embeddings.language.reporting_verbs import cues
from embeddings.speech.nominals import before_main_verb, noun_report
from embeddings.speech.noun_phrases import phrase_after, phrase_before
from embeddings.speech.relettering import relettered
from embeddings.speech.report import Report
from embeddings.speech.reported_content import content_after, end_of, start_before, to_end
from embeddings.speech.verbal_reports import verbal_report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.language.word_classes import TaggedWords


_JOINT = re.compile(r"(?:[,;\-][cbsaw]{0,4}|(?<=Q)[cbs]a?|[cb]a?)\Z")
_JOINT_WORDS = 5
"""Words of the longest joint of two clauses: ", and so also"."""
_SHORT = 10
"""Words up to the verb of a sentence that only says whose words a quotation was; a name with its title fits."""


def reports(stretch: TaggedWords) -> tuple[Report, ...]:
    """Return the reports of the stretch in the order of their cues; none lies within the content of another."""
    earlier: list[Report] = []
    for i, letter in enumerate(stretch.letters):
        report = _report(stretch, i, earlier) if letter in "VEGJnN" else None
        if report:
            _add(stretch, earlier, report)
    return tuple(earlier)


def says_whose(sentence: TaggedWords) -> bool:
    """Return whether the sentence is nothing but a source and a cue: "Will it hold?" is followed by "Mr X asked."."""
    sentence = relettered(sentence)
    verb = next((i for i, letter in enumerate(sentence.letters[:_SHORT]) if letter in "xvVEG"), 0)
    if not verb or sentence.letters[verb] not in "VE":
        return False
    cue = cues()[sentence.words[verb]]
    return (
        "q" in cue.frames and phrase_before(sentence, verb) is not None and content_after(sentence, verb, cue) is None
    )


def _report(stretch: TaggedWords, i: int, earlier: Sequence[Report]) -> Report | None:
    if stretch.letters[i] in "VEGJ":
        return verbal_report(stretch, i, earlier)
    if stretch.words[i] == "according" and stretch.words[i + 1 : i + 2] == ("to",):
        return _according(stretch, i)
    noun = noun_report(stretch, i)
    content = to_end(stretch, noun[1], objective=True) if noun else None
    if noun is None or content is None:
        return None
    return Report((i, i + 1), noun[0], before_main_verb(stretch, content), noun[0][0], is_saying=False)


def _add(stretch: TaggedWords, reports: list[Report], report: Report) -> None:
    """Add the report, unless it lies in the content of the last one and no conjunction parts the two."""
    last = reports[-1] if reports else None
    if last and report.begins and last.content[0] <= report.cue[0] < last.content[1]:
        joint = _JOINT.search(stretch.letters, max(0, report.begins - _JOINT_WORDS), report.begins)
        if joint is None or joint.start() <= last.content[0] or _is_apposed(stretch, joint[0], report):
            return
        reports[-1] = replace(last, content=(last.content[0], joint.start()))
    elif last and not report.begins and report.content[0] < last.cue[0] < report.content[1] <= last.content[1]:
        reports.pop()
        if last.is_saying and last.content[0] < report.content[1]:  # "Ruiz plans to run, Ortiz said"
            reports.append(replace(last, content=(last.content[0], report.content[1])))
    reports.append(report)


def _is_apposed(stretch: TaggedWords, joint: str, report: Report) -> bool:
    """Return whether the source only adds a name to who stands before it: "that the editor, Ana Ruiz, wrote"."""
    if joint != "," or report.source is None or report.source[0] != report.begins:
        return False
    return stretch.letters.startswith(",", report.source[1])


def _according(stretch: TaggedWords, i: int) -> Report | None:
    source = phrase_after(stretch, i + 2)
    if source is None or stretch.letters[:i].endswith("t,"):
        return None  # "Ruiz said that, according to the board, it holds"
    if i <= 1:
        comma = stretch.letters.find(",", source[1])
        start, end = (comma if comma >= 0 else source[1]) + 1, end_of(stretch)
    else:
        start, end = start_before(stretch, i), i - 1 if stretch.letters[i - 1] in ",-" else i
    return Report((i, i + 2), source, (start, end), i if i <= 1 else 0) if start < end else None
