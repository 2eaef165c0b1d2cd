"""Text for a terminal: wrapped, the words that answer in bold, under each passage where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.output.fitting import shortened, wrapped
from bot.output.plain_text import explanations_text
from bot.output.variants import variants_text
from bot.output.wording import check_heading, printing_lines, source_lines, understood_line, visible
from embeddings.documents import FILLER
from retrieval.checking.checked_answer import checks_of
from retrieval.checking.checks import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console, RenderableType

    from bot.output.output import Reply, Report
    from embeddings.documents import Span
    from retrieval.answers import Citation, Place
    from retrieval.checking.checks import Check, Piece

_INDENT = 4
"""Columns of a passage's rank, its point and a space: what stands below begins under the words."""


class StyledText:
    """Text with emphasis, as wide as the console."""

    for_programs = False

    def __init__(self, console: Console) -> None:
        self._console = console

    def answers(self, replies: Iterable[Reply]) -> Iterator[str]:
        """Yield each answer, and why its passages were found."""
        for reply in replies:
            with self._console.capture() as captured:
                self._console.print(*_parts(reply), sep="")
            yield captured.get().removesuffix("\n")

    def checks(self, checks: Iterable[Check]) -> Iterator[str]:
        """Yield each check, what differs in colours too."""
        for check in checks:
            with self._console.capture() as captured:
                self._console.print(*_check_parts(check, f"line {check.claim.line}: "), sep="")
                if check.variants:
                    self._console.print(variants_text(check.variants, self._console.width) + "\n", soft_wrap=True)
            yield captured.get().removesuffix("\n")

    def report(self, report: Report) -> str:
        """Return the report's text, its lines broken between words."""
        width = self._console.width
        return "\n".join(part for line in report.text(width).split("\n") for part in wrapped(line, width))


def marked(place: Place, marks: Sequence[Span]) -> Text:
    """Return the place's words, white space folded, those of the marks in bold, nothing that steers a terminal."""
    text = Text()
    for piece, bold in _pieces(place, marks):
        words = piece.replace(FILLER, "")
        folded = " ".join(words.split())
        opens = words[:1].isspace() and text and not text.plain.endswith(" ")
        closes = words[-1:].isspace() and folded
        text.append(visible((" " if opens else "") + folded + (" " if closes else "")), "bold" if bold else "")
    text.rstrip()
    return text


def _pieces(place: Place, marks: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """Yield the raw text of the place in pieces, with whether each is marked."""
    reached, document = place.span.start, place.document.text
    for mark in sorted(marks):
        start, end = max(reached, mark.start), min(place.span.end, mark.end)
        if start < end:
            yield document[reached:start], False
            yield document[start:end], True
            reached = end
    yield document[reached : place.span.end], False


def _parts(reply: Reply) -> Iterator[RenderableType]:
    answer = reply.answer
    understood = understood_line(answer.query)
    if reply.repeated:
        yield Text(f"> {visible(answer.query.question)}", "bold")
    if understood:
        yield Text(visible(understood), "dim")
    if checks := checks_of(answer):
        for check in checks:
            yield from _check_parts(check)
        if len(checks) > 1:
            yield Text(visible(answer.notice), "italic")
        return
    if answer.notice:
        yield Text(visible(answer.notice), "italic")
    if answer.bare_words:
        yield Text(visible(answer.bare_words) + "\n", "bold")
    yield from _blocks(answer.citations, reply.first, whole=reply.whole)
    if answer.nearest:
        yield Text("Nearest:", "italic")
        yield from _blocks(answer.nearest, 1, whole=reply.whole)
    if reply.explanations:
        yield Text(explanations_text(reply) + "\n")


def _check_parts(check: Check, label: str = "") -> Iterator[RenderableType]:
    yield Text(visible(label + check_heading(check)), "bold green" if check.holds else "bold red")
    lines = []
    if check.verdict is not Verdict.WORD_FOR_WORD:
        lines.append(_differing("claimed", check.claimed_pieces, "red strike"))
    if check.printed:
        lines.append(_differing("printed", check.printed_pieces, "bold green"))
        lines += (Text(visible(line), "dim") for line in printing_lines(check.printed))
    lines += [Text(visible(check.notice), "italic")] if check.notice else []
    if check.reported:
        lines.append(Text(visible(check.reported.place.text)))
        lines += (Text(visible(line), "dim") for line in printing_lines(check.reported))
    yield from (Padding(line, (0, 0, 0, _INDENT)) for line in (*lines, Text()))


def _differing(side: str, pieces: Iterable[Piece], style: str) -> Text:
    """Return the words of one side with marks around what differs, which are read without colours too."""
    parts = [(f"‹{visible(piece.text)}›", style) if piece.differs else visible(piece.text) for piece in pieces]
    return Text.assemble((f"{side} ", "dim"), "“", *parts, "”")


def _blocks(citations: Sequence[Citation], first: int, *, whole: bool) -> Iterator[RenderableType]:
    for rank, citation in enumerate(citations, first):
        passage = Table.grid(padding=(0, 1))
        passage.add_column()
        passage.add_column(overflow="fold")  # else a word longer than the line is cut
        words = marked(citation.place, citation.emphasis)
        passage.add_row(f"{rank:2}.", words if whole else shortened(words))
        yield passage
        url = citation.place.document.provenance.url
        for line in source_lines(citation, whole=whole):
            text = Text(visible(line), "dim")
            if url and url.startswith(("http://", "https://")):
                text.stylize(f"link {visible(url)}")
            yield Padding(text, (0, 0, 0, _INDENT))
        yield Text()
