"""The page: it loads nothing, runs nothing, shows the words as words, and its links lead to their marks."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.output.output import Reply
from bot.page.page import answer_page, articles_page
from bot.page.segments import segments
from bot.page.views import card
from embeddings.documents import Provenance, Span, fold
from embeddings.storage.records import StoredDocument
from retrieval.answers import Place
from retrieval.browsing.articles import article
from tests.asking import answer
from tests.bot.page.browser import browser, needs_chromium

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.answers import Answer
    from retrieval.library import Library
    from tests.bot.conftest import Verbatim

QUESTION = "what did Pompeo say in April"
HOSTILE = (
    "</mark></style></title><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;\u202e\x1b[31m\x00{{ 7*7 }}"
)
LEADING_ELSEWHERE = ("src", "srcset", "action", "formaction", "data", "poster", "background", "style")


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def ids(self) -> list[str]:
        return [str(attributes["id"]) for _, attributes in self.tags if "id" in attributes]


@pytest.fixture(scope="module")
def answered(library: Library) -> Answer:
    return answer(QUESTION, library, 5)


@pytest.mark.parametrize(
    "question", [QUESTION, "who backs Haftar", "what did Zaphod say", "when was Qaddafi overthrown"]
)
def test_each_link_within_the_page_leads_somewhere_and_each_place_is_one(library: Library, question: str) -> None:
    page = Page(answer_page([Reply(answer(question, library, 5), library=library)]))
    inner = [str(link["href"])[1:] for link in page.of("a") if str(link["href"]).startswith("#")]
    assert set(inner) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_the_words_of_each_citation_are_marked_in_its_article(library: Library, answered: Answer) -> None:
    text = answer_page([Reply(answered, library=library)])
    articles = text.partition('<div class="articles">')[2]
    marked = " ".join(re.findall(r"<mark[^>]*>(.*?)</mark>", articles))
    for citation in answered.citations:
        for span in citation.emphasis:
            assert fold(span.of(citation.place.document.text)) in marked


def test_an_article_says_who_speaks_when_and_what_was_dropped_why(library: Library, answered: Answer) -> None:
    page = Page(articles_page([article(answered.citations[0].place.document.id, library)], "index"))
    text = fold(page.words)
    assert "Mike Pompeo 2019-04-07 (year inferred)" in text
    assert "4 paragraphs left out: promotion, title, caption, source" in text
    document = answered.citations[0].place.document
    for passage in library.corpus.passages_of(document.id):
        assert fold(passage.span.of(document.text)) in text


def test_several_answers_share_a_page_and_their_articles(library: Library, answered: Answer) -> None:
    page = Page(answer_page([Reply(answered, library=library), Reply(answered, library=library)]))
    assert len(page.of("article")) == 1
    assert [each for each in page.ids if each.startswith("c")] == [f"c{number}" for number in range(1, 9)]


def hostile(answered: Answer, words: str) -> Answer:
    """Return the answer as a corpus of these words alone would give it."""
    provenance = Provenance(words, words, words, words, url=f"javascript:{words}")
    document = StoredDocument(0, words, words, provenance, b"")
    place = Place(document, Span(0, len(words)))
    citation = replace(
        answered.citations[0], place=place, highlights=(place.span,), answer=None, speaker=words, also_in=(place,)
    )
    query = replace(answered.query, question=words)
    return replace(answered, query=query, citations=(citation,), nearest=(citation,), notice=words, generation=words)


@given(st.one_of(st.just(HOSTILE), st.text(), st.text("<>\"'&/=#x{}%").map(lambda text: f"<script {text}")))
def test_no_text_of_the_corpus_becomes_markup(answered: Answer, words: str) -> None:
    plain, page = (Page(answer_page([Reply(hostile(answered, each))])) for each in ("x", words))
    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in plain.tags}
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert not page.of("a") or all(str(link["href"]).startswith(("#", "https:")) for link in page.of("a"))


def test_the_page_allows_its_own_style_and_nothing_else(library: Library, answered: Answer) -> None:
    text = answer_page([Reply(answered, library=library)])
    page = Page(text)
    policy = next(str(meta["content"]) for meta in page.of("meta") if "http-equiv" in meta)
    style = text.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
    assert not [name for _, attributes in page.tags for name in attributes if name in LEADING_ELSEWHERE]
    assert "url(" not in style
    assert "@import" not in style


def test_a_page_of_the_web_is_linked_at_the_very_words(answered: Answer) -> None:
    place = answered.citations[0].place
    provenance = replace(place.document.provenance, url="https://news.example/libya")
    document = replace(place.document, provenance=provenance)
    shown = card(1, 1, replace(answered.citations[0], place=replace(place, document=document)))
    assert str(shown.url).startswith("https://news.example/libya#:~:text=%E2%80%9CWe%20have%20made%20clear%20that,")


def test_what_a_copy_prints_differently_stands_beside_it(answered: Answer) -> None:
    citation = answered.citations[0]
    text = citation.place.text.replace("oppose the military", "condemn the")
    other = Place(StoredDocument(1, "b.txt", text, Provenance(publisher="Wire"), b""), Span(0, len(text)))
    (copy,) = card(1, 1, replace(citation, also_in=(other,))).copies
    assert (copy.outlet, copy.differences) == ("Wire", (("oppose", "condemn"), ("military", "")))


@given(st.text("ab \n", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4))
def test_pieces_make_up_the_whole(text: str, bounds: list[tuple[int, int]]) -> None:
    whole = Span(0, len(text))
    spans = [Span(min(pair), min(max(pair), len(text))) for pair in bounds if min(pair) <= len(text)]
    pieces = list(segments(text, whole, {span: at for at, span in enumerate(spans)}, spans, set()))
    assert fold("".join(piece.text for piece in pieces)) == fold(text)
    anchored = [piece.mark for piece in pieces if piece.anchor]
    assert sorted(anchored) == sorted({piece.mark for piece in pieces if piece.mark is not None})  # type: ignore[type-var]


def test_the_page_is_written_on_demand(verbatim: Verbatim, tmp_path: Path) -> None:
    run = verbatim("ask", "--html", "a.html", "--json", QUESTION)
    assert run.out.startswith('{"question": "what did Pompeo say in April"')
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == verbatim("ask", "--format", "html", QUESTION).out
    assert verbatim("page", "seeds/004_5754c9ca353e8976.txt", "--html", "b.html").status == 0
    assert "Mike Pompeo" in (tmp_path / "b.html").read_text(encoding="utf-8")
    run = verbatim("page", "nowhere.txt")
    assert (run.status, run.err) == (2, "verbatim: there is no article nowhere.txt: verbatim sources lists them\n")


@needs_chromium
@pytest.mark.slow
def test_a_link_scrolls_to_its_mark_and_nothing_is_wider_than_the_screen(
    library: Library, answered: Answer, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    file.write_text(answer_page([Reply(answered, library=library)]), encoding="utf-8")
    looks, requested = asyncio.run(look(file, tmp_path / "profile"))
    assert [fits for fits, _, _ in looks] == [True, True]
    assert all(0 <= top < bottom <= 800 for _, top, bottom in looks)
    assert {address.rpartition("/")[2].partition("#")[0] for address in requested} == {file.name}


async def look(file: Path, profile: Path) -> tuple[list[tuple[bool, float, float]], list[str]]:
    """Return for each width whether the page fits it and where the linked mark stands, and what was requested."""
    looks = []
    async with browser(profile) as page:
        await page.call("Network.enable")
        for width in (360, 1200):
            await page.opens(file.as_uri(), width)
            fits = await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            await page.evaluate("document.querySelector('a[href=\"#q4\"]').click()")
            box = await page.evaluate(
                "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {"
                "const box = document.querySelector('#q4').getBoundingClientRect(); done([box.top, box.bottom])})))"
            )
            looks.append((fits, box[0], box[1]))
        requests = [json.loads(event) for event in page.events if "Network.requestWillBeSent" in event]
    return looks, [event["params"]["request"]["url"] for event in requests if "request" in event["params"]]
