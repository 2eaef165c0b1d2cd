"""Writes the page: one file that loads nothing, runs nothing, and shows the words of a corpus as words."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.output.plain_text import PlainText
from bot.output.wording import understood_line, visible
from bot.page.segments import anchors
from bot.page.strips import strip
from bot.page.views import Sheet, card, sheet
from retrieval.browsing.articles import article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jinja2 import Template

    from bot.output.output import Reply
    from bot.page.views import Card
    from retrieval.browsing.articles import Article

_FOLDER = Path(__file__).parent


class HtmlPage(PlainText):
    """One page of all answers, with the articles that they cite."""

    for_programs = True

    def answers(self, replies: Iterable[Reply]) -> Iterator[str]:
        """Yield the page after the last answer."""
        yield answer_page(list(replies)).removesuffix("\n")


def answer_page(replies: Sequence[Reply]) -> str:
    """Return the answers as a page."""
    marks, anchored, sheets = anchors(replies), set[int](), dict[int, Sheet]()
    for number, cited in enumerate(_articles(replies), 1):
        key = cited.document.id
        sheets[key] = sheet(number, cited, marks[key], anchored)
    parts, first = [], 1
    for reply in replies:
        cards = []
        for place, citation in enumerate(reply.answer.citations):
            beside = sheets.get(citation.place.document.id)
            link = f"#q{first + place}" if first + place in anchored else f"#a{beside.number}" if beside else ""
            cards.append(card(first + place, reply.first + place, citation, link))
        first += len(cards)
        parts.append(_part(reply, cards))
    title = "; ".join(visible(reply.answer.query.question) for reply in replies) or "Verbatim"
    return _page(title, parts, [*sheets.values()], replies[0].answer.generation if replies else "")


def _part(reply: Reply, cards: Sequence[Card]) -> dict[str, object]:
    answer = reply.answer
    return {
        "question": visible(answer.query.question),
        "understood": visible(understood_line(answer.query)),
        "bare": visible(answer.bare_words),
        "notice": visible(answer.notice),
        "cards": cards,
        "nearest": [card(0, rank, each) for rank, each in enumerate(answer.nearest, 1)],
        "strip": strip(answer.query, reply.library) if reply.library else None,
    }


def articles_page(articles: Sequence[Article], generation: str) -> str:
    """Return the articles of one file as a page."""
    sheets = [sheet(number, each, {}, set()) for number, each in enumerate(articles, 1)]
    return _page(sheets[0].title, [], sheets, generation)


def _articles(replies: Iterable[Reply]) -> list[Article]:
    """Return the cited articles in the order of their first citation."""
    cited = (
        (each.place.document.id, reply.library) for reply in replies if reply.library for each in reply.answer.citations
    )
    return [article(number, library) for number, library in {number: (number, held) for number, held in cited}.values()]


def _page(title: str, parts: Sequence[dict[str, object]], sheets: Sequence[Sheet], generation: str) -> str:
    style = (_FOLDER / "page.css").read_text(encoding="utf-8")
    digest = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    return _template().render(
        title=title, parts=parts, sheets=sheets, generation=generation, style=style, style_digest=digest
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html.jinja")
