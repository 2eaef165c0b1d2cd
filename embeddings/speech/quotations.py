"""Quotations: quote marks of every style, paired within a paragraph and across continued ones."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.documents import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from embeddings.documents import Paragraph

_MARK = re.compile(r"''|``|[\"“”„‟«»「」『』‘’‚‹›`']")
_BRACKETS = {"「": "」", "『": "』"}
_OPENING = frozenset("“„‟«‘‚‹`「『")
_SINGLE = frozenset("‘’‚‹›`'")
_BEFORE = frozenset("([{-—–―/\"“”„‟«»‘’‚‹›`'")
_AFTER = frozenset(",.;:?!)]}-—–―/…\"“”„‟«»‘’‚‹›`'")
_CLAUSE_END = frozenset(",.?!…-—–:;")
_ELISION = re.compile(r"(?:\d0s|em|til|tis|twas|n|cause|bout|round)\b", re.IGNORECASE)
_EMPTY = 2
"""Characters of a pair of marks with nothing between."""
_TITLE_WORDS = 8
"""Words of the longest quoted title; longer runs of capitals are shouted speech."""
_SMALL_WORD = 4
"""Characters from which a title's words have capitals: "of", "and" and "the" have none."""
_SPEECH_WORDS = 5
"""Words that make a quotation speech wherever it stands; scare quotes are mostly shorter."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words with their marks; ``closed`` is False where the closing mark is missing."""

    span: Span
    closed: bool = True


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    opens: bool | None
    """None where neither the place nor the shape tells."""
    single: bool


def quotations(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Quotation, ...]:
    """Return the outermost quotations of the paragraphs, in order; a missing closing mark costs a sentence.

    Where the next paragraph also opens with a mark, an unclosed quotation fills its paragraph: print marks a long
    quotation at the start of each paragraph and at the end of the last.
    """
    quoted: list[Quotation] = []
    for i, paragraph in enumerate(paragraphs):
        inside = _paired(text, paragraph)
        if inside and not inside[-1].closed:
            following = paragraphs[i + 1].span if i + 1 < len(paragraphs) else Span(0, 0)
            goes_on = _MARK.match(text, following.start, following.end) is not None
            inside[-1] = (
                Quotation(Span(inside[-1].span.start, paragraph.span.end), closed=False) if goes_on else inside[-1]
            )
        quoted.extend(inside)
    return tuple(quoted)


def is_speech(text: str, quotation: Span) -> bool:
    """Return whether the quotation is somebody's words rather than a title or a word held at arm's length."""
    inside = quotation.of(text).strip("\"“”„‟«»「」『』‘’‚‹›`' \n\t")
    if is_titled(inside.split()):
        return False
    before = text[max(0, quotation.start - 8) : quotation.start].rstrip()
    return inside[-1:] in _CLAUSE_END or before[-1:] in {",", ":", ""} or inside.count(" ") >= _SPEECH_WORDS - 1


def is_titled(words: Sequence[str]) -> bool:
    """Return whether the words have the capitals of a title: "Gone with the Wind"."""
    return 1 < len(words) <= _TITLE_WORDS and all(word[:1].isupper() or len(word) < _SMALL_WORD for word in words[1:])


def _paired(text: str, paragraph: Paragraph) -> list[Quotation]:
    """Return the paragraph's quotations; an unclosed one ends with the sentence that it begins in."""
    ends = [sentence.end for sentence in paragraph.sentences]
    marks = list(_marks(text, paragraph.span))
    quoted, opened, nested = _pairs(text, marks, ends)
    if opened is not None and opened is marks[0] and nested:
        quoted, opened, _ = _pairs(text, marks[1:], ends)
    if opened is not None:
        quoted.append(Quotation(Span(opened.start, max(opened.end, _sentence_end(ends, opened.start))), closed=False))
    return [quotation for quotation in quoted if len(quotation.span) > _EMPTY]


def _pairs(text: str, marks: Sequence[_Mark], ends: Sequence[int]) -> tuple[list[Quotation], _Mark | None, bool]:
    """Return the quotations, the mark that is left open, and whether others are nested in that one."""
    quoted: list[Quotation] = []
    opened: _Mark | None = None
    nested = False
    for mark in marks:
        if opened is None:
            opened, nested = (mark if mark.opens is not False else None), False
        elif _closes(mark, opened):
            quoted.append(Quotation(Span(opened.start, mark.end)))
            opened = None
        elif mark.opens and mark.single == opened.single and not _nests(text, mark, opened):
            quoted.append(
                Quotation(Span(opened.start, min(_sentence_end(ends, opened.start), mark.start)), closed=False)
            )
            opened, nested = mark, False
        else:
            nested = True
    return quoted, opened, nested


def _sentence_end(ends: Sequence[int], position: int) -> int:
    return ends[min(bisect_right(ends, position), len(ends) - 1)]


def _closes(mark: _Mark, opened: _Mark) -> bool:
    """Return whether the mark ends the open quotation; a double mark may end a single one, as in a mixed pair."""
    return mark.opens is not True and (mark.single == opened.single or opened.single)


def _nests(text: str, mark: _Mark, opened: _Mark) -> bool:
    """Return whether the mark opens a quotation within the open one: a curly pair inside a straight one."""
    return text[opened.start : opened.end] != text[mark.start : mark.end]


def _marks(text: str, paragraph: Span) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        shape = match[0]
        single = shape in _SINGLE
        before = text[match.start() - 1] if match.start() > paragraph.start else " "
        after = text[match.end()] if match.end() < paragraph.end else " "
        if shape in _BRACKETS or shape in _BRACKETS.values():
            yield _Mark(match.start(), match.end(), shape in _BRACKETS, single=False)
        elif not single or _quotes(text, match, before, after):
            yield _Mark(match.start(), match.end(), _opens(shape, before, after), single)


def _opens(shape: str, before: str, after: str) -> bool | None:
    """Return whether the mark opens, by its place, else by its shape."""
    at_start, at_end = before.isspace() or before in _BEFORE, after.isspace() or after in _AFTER
    if at_start != at_end:
        return at_start
    if shape in {'"', "''", "'"}:
        return None
    return None if at_start else shape in _OPENING


def _quotes(text: str, match: re.Match[str], before: str, after: str) -> bool:
    """Return whether a single mark is a quote mark, not an apostrophe."""
    if before.isalnum():
        return not after.isalnum() and not (before in "sS" and after.isspace())
    return not _ELISION.match(text, match.end(), match.end() + 8) and (after.isalnum() or not before.isspace())
