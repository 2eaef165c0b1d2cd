"""References for bibliographies, BibTeX and CSL JSON: an entry for each article, its quotations in the note."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.output.json_lines import json_line
from bot.output.plain_text import PlainText
from bot.output.text_fragments import is_web
from bot.output.wording import readable_period, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.output.output import Reply
    from embeddings.storage.records import StoredDocument
    from retrieval.answers import Citation

_KEY = re.compile(r"[^A-Za-z0-9_.-]+")
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", **{mark: f"\\{mark}" for mark in "&%$#_"},
}  # fmt: skip
"""What TeX obeys, and how it is printed."""

_ENCODED = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D"})
"""What in an address would end its field, or keep the field from ending."""


@dataclass(frozen=True, slots=True)
class _Reference:
    """An article, and what is quoted from it."""

    key: str
    document: StoredDocument
    quotations: tuple[str, ...]

    @property
    def note(self) -> str:
        return " | ".join(self.quotations)


class BibTex(PlainText):
    """Entries for LaTeX and reference managers, after the last answer."""

    for_programs = True

    def answers(self, replies: Iterable[Reply]) -> Iterator[str]:
        """Yield an entry for each article that any of the answers cites."""
        for reference in _references(replies):
            provenance = reference.document.provenance
            fields = {
                "title": _tex(provenance.title or reference.document.source),
                "author": f"{{{_tex(provenance.author)}}}" if provenance.author else None,
                "journal": _tex(provenance.publisher or provenance.agency or ""),
                "date": provenance.published.isoformat() if provenance.published else None,
                "url": _address(provenance.url),
                "note": _tex(reference.note),
            }
            lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
            yield "\n".join([f"@article{{{reference.key},", *lines, "}"]) + "\n"


class Csl(PlainText):
    """One array of CSL JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html)."""

    for_programs = True

    def answers(self, replies: Iterable[Reply]) -> Iterator[str]:
        """Yield the array of the articles that any of the answers cites."""
        items = ",\n ".join(json_line(_item(reference)) for reference in _references(replies))
        yield f"[{items}]"


def _item(reference: _Reference) -> dict[str, object]:
    provenance = reference.document.provenance
    day = provenance.published
    fields = {
        "id": reference.key,
        "type": "article-newspaper",
        "title": provenance.title or reference.document.source,
        "author": [{"literal": provenance.author}] if provenance.author else None,
        "container-title": provenance.publisher or provenance.agency,
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "URL": provenance.url if provenance.url and is_web(provenance.url) else None,
        "note": reference.note,
    }
    return {name: value for name, value in fields.items() if value}


def _references(replies: Iterable[Reply]) -> Iterator[_Reference]:
    """Yield the cited articles in the order of their first citation, each once."""
    cited: dict[int, tuple[StoredDocument, dict[str, None]]] = {}
    for reply in replies:
        for citation in reply.answer.citations:
            document = citation.place.document
            cited.setdefault(document.id, (document, {}))[1][_quotation(citation)] = None
    keys = set[str]()
    for document, quotations in cited.values():
        yield _Reference(_key(document.source, keys), document, tuple(quotations))


def _key(source: str, taken: set[str]) -> str:
    """Return a key that no reference has yet, and take it."""
    base = key = _KEY.sub("-", source).strip("-.") or "article"
    while key in taken:
        key = f"{base}-{len(taken)}"
    taken.add(key)
    return key


def _quotation(citation: Citation) -> str:
    who = ", ".join(filter(None, (citation.speaker, readable_period(citation.said) if citation.said else None)))
    start, end = citation.place.span
    where = f"{citation.place.document.source}:{start}-{end}, sha256 {citation.digest}"
    return visible(f"{citation.place.text}{f' — {who}' if who else ''} ({where})")


def _address(url: str | None) -> str:
    """Return the address as a field holds it, empty where it leads to no page of the web."""
    return url.translate(_ENCODED) if url and is_web(url) else ""


def _tex(text: str) -> str:
    return "".join(_SPECIAL.get(mark, mark) for mark in visible(text))
