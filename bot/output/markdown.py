"""Markdown: each passage a quotation with a footnote that says where it stands."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from bot.output.plain_text import PlainText
from bot.output.wording import check_heading, source_lines, visible
from embeddings.documents import fold
from retrieval.checking.checked_answer import checks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.output.output import Reply
    from retrieval.answers import Citation
    from retrieval.checking.checks import Check

_MARKUP = re.compile(r"[\\`*_{}\[\]<>()|!~&$^]|(?<!\w)[-+=#]")
"""What Markdown obeys; a dash within a word or a date is none of it."""


class Markdown(PlainText):
    """Quotations with footnotes."""

    def answers(self, replies: Iterable[Reply]) -> Iterator[str]:
        """Yield each answer under its question; footnotes are numbered through."""
        numbers = count(1)
        for reply in replies:
            answer = reply.answer
            parts = [f"## {escaped(answer.query.question)}"]
            parts += [_checked(check) for check in checks_of(answer)]
            parts += [escaped(answer.notice)] if answer.notice else []
            notes = []
            for citation in answer.citations:
                number = next(numbers)
                parts.append(f"> {_with_answer(citation)}[^{number}]")
                source = "; ".join(map(escaped, source_lines(citation, whole=True)))
                url = citation.place.document.provenance.url
                notes.append(f"[^{number}]: {source}{f'; {escaped(url)}' if url else ''}; sha256 {citation.digest}")
            yield "\n\n".join([*parts, "\n".join(notes)]).strip() + "\n"


def _with_answer(citation: Citation) -> str:
    """Return the passage's words, those that answer in bold."""
    span, answer, text = citation.place.span, citation.answer, citation.place.document.text
    if answer is None or not span.start <= answer.start < answer.end <= span.end:
        return escaped(citation.place.text)
    before, words, behind = text[span.start : answer.start], answer.of(text), text[answer.end : span.end]
    opens, closes = " " * before[-1:].isspace(), " " * behind[:1].isspace()
    return f"{escaped(fold(before))}{opens}**{escaped(fold(words))}**{closes}{escaped(fold(behind))}"


def _checked(check: Check) -> str:
    """Return the verdict, and the words as they are printed, or as they are claimed where nothing is."""
    pieces = check.printed_pieces or check.claimed_pieces
    words = "".join(
        f"**{escaped(piece.text)}**" if piece.differs and piece.text else escaped(piece.text) for piece in pieces
    )
    return f"**{check_heading(check)}**: “{words}”"


def escaped(text: str) -> str:
    """Return the text as it reads in Markdown, its marks and all."""
    return _MARKUP.sub(lambda match: "\\" + match[0], visible(text))
