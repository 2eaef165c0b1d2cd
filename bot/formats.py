"""The output formats by name.

A new one is a module with a class like `JsonLines`, a name in `Format`, and a line in `FORMATS`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from bot.output.json_lines import JsonLines
from bot.output.markdown import Markdown
from bot.output.plain_text import PlainText
from bot.output.references import BibTex, Csl
from bot.output.tables import Table
from bot.page.page import HtmlPage

if TYPE_CHECKING:
    from bot.output.output import Output


class Format(StrEnum):
    """What the user calls a format."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    CSV = "csv"
    BIBTEX = "bibtex"
    CSL = "csl"
    HTML = "html"


FORMATS: dict[Format, type[Output]] = {
    Format.TEXT: PlainText,
    Format.JSON: JsonLines,
    Format.MARKDOWN: Markdown,
    Format.CSV: Table,
    Format.BIBTEX: BibTex,
    Format.CSL: Csl,
    Format.HTML: HtmlPage,
}
BY_SUFFIX: dict[str, Format] = {
    ".txt": Format.TEXT,
    ".json": Format.JSON,
    ".md": Format.MARKDOWN,
    ".csv": Format.CSV,
    ".bib": Format.BIBTEX,
    ".csl": Format.CSL,
    ".html": Format.HTML,
}
"""By the end of a file's name, how an answer is written into it."""
