"""Markdown: each passage a quotation with a footnote that says where it stands."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from bot.output.plain_text import PlainText
from bot.output.wording import source_lines, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.output.output import Reply

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
            parts += [escaped(answer.notice)] if answer.notice else []
            notes = []
            for citation in answer.citations:
                number = next(numbers)
                parts.append(f"> {escaped(citation.place.text)}[^{number}]")
                source = "; ".join(map(escaped, source_lines(citation, whole=True)))
                url = citation.place.document.provenance.url
                notes.append(f"[^{number}]: {source}{f'; {escaped(url)}' if url else ''}; sha256 {citation.digest}")
            yield "\n\n".join([*parts, "\n".join(notes)]).strip() + "\n"


def escaped(text: str) -> str:
    """Return the text as it reads in Markdown, its marks and all."""
    return _MARKUP.sub(lambda match: "\\" + match[0], visible(text))
