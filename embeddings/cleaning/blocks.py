"""The blocks of a page: what stands on a line of its own, or on lines that were wrapped, and the shape of its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.documents import FILLER, Span, fold
from embeddings.language.reporting_verbs import reports_speech

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINE = re.compile("[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_VISIBLE = re.compile(rf"[^\s{FILLER}]")
_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
"""Letters of scripts that put no space between words: Thai, Lao, Burmese, Khmer, kana and Han."""
_LETTERS_A_WORD = 2
"""In such scripts a word has about two letters."""
_MARK = re.compile(r"(?:[-*+o•·‣▪◦●○■–—»>]|\d{1,3}[.)]|#{1,6})\s+")
_TERMINAL = re.compile(r"[.!?…。！？؟۔।:;；：][\"'”’»」』)\]\s*]{0,4}$")
_FULL_STOP = re.compile(r"[.;。۔।][\"'”’»」』)\]\s]{0,4}$")
_SENTENCE_END = re.compile(r"[^\W\d_]{2}[\"'”’»)\]]{0,2}[.!?][\"'”’»)\]]{0,2}\s+[\"'“‘«(\[]?[^\Wa-z_]|[。！？؟۔।]")
_LAST_LINK = re.compile(r"(?: (?:https?://|www\.|pic\.)\S{1,200}){1,3}$")
"""What posts carry after their last sentence."""
_SPEECH = re.compile(r"[\"“”„«»「」『』]|(?<!\w)['‘]\w")
_WRAPPED_FROM = 45
"""No newspaper column or mail reader wraps paragraphs at fewer characters than this and prints one a line."""
_WRAPPED_TO = 120
"""A line longer than this was not wrapped by hand or by a mail reader."""
_SURELY_WRAPPED = 2
"""More lines than this are no headline over a byline; two must end as a sentence does."""
_SHAPED = 1 << 14
"""Characters of a block that its shape is read from; a longer block is no menu."""


@dataclass(frozen=True, slots=True)
class Block:
    """Where a block stands, and the shape of its words."""

    span: Span
    text: str
    """Its words, white space folded; its beginning where it is very long."""
    size: int
    """How many words it has, in any script."""
    item: bool
    """Whether it opens with a list's mark."""
    ended: bool
    """Whether it ends as a sentence or an introduction does."""
    numbers: int
    """How many of its words are numbers."""
    pauses: int
    """How many commas and the like it has."""
    sentences: int
    """How many sentences end inside it."""
    flow: float
    """Share of its words that are written small, or in a script that knows no capitals: high in prose, low in menus."""
    spoken: bool
    """Whether it holds a quote mark."""
    reporting: bool
    """Whether it holds a verb that reports speech."""

    @property
    def prose(self) -> bool:
        """Whether it reads as running text by its own shape."""
        if self.size >= _SURELY_PROSE and self.ended and self.pauses and self.flow >= _NAMED:
            return True
        if self.flow < _FLOWING or self.size < _PROSE:
            return False
        return self.ended or self.sentences > 0 or _SURELY_PROSE <= self.size <= self.pauses * _SURELY_PROSE

    @property
    def row(self) -> bool:
        """Whether it reads as a row of a table: a name and its figures."""
        return _FIGURES <= self.numbers < self.size <= _SURELY_PROSE

    @property
    def full_stop(self) -> bool:
        """Whether it ends with a full stop or a semicolon, which headlines, labels and menus do without."""
        return not self.item and bool(_FULL_STOP.search(self.text[-6:])) and not self.cut

    @property
    def runs_on(self) -> bool:
        """Whether it is a sentence or a part of one, and no line of a list."""
        if self.item or self.cut:
            return False
        return (self.ended and self.flow > _NAMED) or (self.text.endswith(_PAUSES) and self.flow > _FLOWING)

    @property
    def cut(self) -> bool:
        """Whether it breaks off, as the blurb of another story does."""
        return self.text.endswith(("...", "…", "[…]"))


_FIGURES = 4
"""Numbers in a row of a table; a date and a time have three."""
_PAUSES = (",", "、", "，", "،")
_PROSE = 9
"""Words of a short sentence that can stand as a paragraph; headlines have about as many, but no full stop."""
_SURELY_PROSE = 20
"""More words than a headline, a caption or a menu's line has, so that no full stop is asked for."""
_FLOWING = 0.4
"""Prose writes at least this share of its words small; in the news 0.8, where names crowd 0.5, in title case 0.2."""

_NAMED = 0.2
"""A sentence that lists names writes at least this share of its words small."""


def blocks(text: str) -> tuple[Block, ...]:
    """Return the text's blocks in order; each visible character is in exactly one."""
    lines = tuple(_lines(text))
    return tuple(block(text, span) for run in _runs(text, lines) for span in _unwrapped(text, run))


def block(text: str, span: Span) -> Block:
    """Return the span as a block, with the shape of its words."""
    folded = fold(text[span.start : min(span.end, span.start + _SHAPED)])
    mark = _MARK.match(folded)
    inside = _LAST_LINK.sub("", folded[mark.end() :] if mark else folded)
    words = _WORD.findall(inside)
    initials = [word[0] for word in words]
    unspaced = 0 if inside.isascii() else len(_UNSPACED.findall(inside))
    spaced = sum(not _UNSPACED.match(word) for word in words) if unspaced else len(words)
    return Block(
        span=span,
        text=folded,
        size=spaced + -(-unspaced // _LETTERS_A_WORD),
        item=mark is not None,
        ended=bool(_TERMINAL.search(inside[-6:])),
        numbers=sum(map(str.isdigit, initials)),
        pauses=sum(map(inside.count, ",;:،、，—–")),
        sentences=len(_SENTENCE_END.findall(inside)),
        flow=(len(words) - sum(map(str.isupper, initials))) / max(1, len(words)),
        spoken=bool(_SPEECH.search(inside)),
        reporting="according to" in inside or any(map(reports_speech, map(str.lower, words))),
    )


def _lines(text: str) -> Iterator[Span]:
    for match in _LINE.finditer(text):
        first = _VISIBLE.search(text, *match.span())
        if first:
            yield Span(first.start(), match.start() + len(match.group().rstrip(_BLANK)))


_WHITE_SPACE = (*range(9, 14), *range(28, 33), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029)
_BLANK = "".join(map(chr, _WHITE_SPACE)) + "\u202f\u205f\u3000" + FILLER
"""The characters that Unicode calls white space, and those that only fill a line."""


def _runs(text: str, lines: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield the lines that stand directly under one another, together."""
    run: list[Span] = []
    for line in lines:
        if run and _apart(text[run[-1].end : line.start]):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _apart(gap: str) -> bool:
    return gap.replace("\r\n", "\n").count("\n") != 1


def _unwrapped(text: str, run: list[Span]) -> list[Span]:
    """Return one span where the lines are one paragraph that was wrapped, else the lines."""
    whole = Span(run[0].start, run[-1].end)
    longest = max(map(len, run))
    shortest = min(map(len, run[:-1]), default=0)
    carried_on = sum(text[line.start].islower() for line in run[1:])
    wrapped = shortest >= _WRAPPED_FROM and longest <= _WRAPPED_TO and 2 * carried_on >= len(run) - 1
    return [whole] if wrapped and (len(run) > _SURELY_WRAPPED or _TERMINAL.search(whole.of(text)[-6:])) else run
