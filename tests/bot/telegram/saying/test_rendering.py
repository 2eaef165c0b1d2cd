from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.output.text_fragments import fragment_url
from bot.telegram.saying.pages import pages
from bot.telegram.saying.rich import Rich, bold, harmless, joined, link, plain, quoted, units
from bot.telegram.saying.views import context
from bot.telegram.saying.wording import said_when
from embeddings.documents import Inferred, Period, Provenance, Span, fold
from retrieval.understanding.query import Slot
from tests.bot.telegram.judge import judged
from tests.bot.telegram.people import pieces
from tests.bot.telegram.shelves import answer, citation, place

URL = "https://news.example/a"
texts = st.text(min_size=1, max_size=200).filter(lambda text: bool(harmless(fold(text)).strip()))


@settings(deadline=None)
@given(texts, texts, texts)
def test_rich_text_weighs_what_telegram_counts(one: str, two: str, three: str) -> None:
    made = joined([bold(one), quoted(plain(two) + link(three, f"{URL}?{two}")), plain(three)])
    text, entities = judged(made.html, "HTML")
    assert units(text) == made.units
    assert len(entities) <= made.entities


@settings(deadline=None)
@given(st.text(max_size=300), st.data())
def test_bold_words_are_the_marked_ones_and_the_quote_is_the_source(text: str, data: st.DataObject) -> None:
    text = f"x{text}x"
    start = data.draw(st.integers(0, len(text) - 1))
    marked = Span(start, data.draw(st.integers(start, len(text))))
    page = pages(answer("q", citation(text, marked=[marked])), 1)[0]
    told, entities = judged(page.text.html, "HTML")
    message = {"text": told, "entities": entities}
    assert pieces(message, "BlockQuote") == [harmless(fold(text))]
    shown = pieces(message, "Bold")[2:]
    assert shown == ([harmless(fold(marked.of(text)))] if harmless(fold(marked.of(text))) else [])


def test_a_passage_too_long_for_a_message_is_named_and_never_cut() -> None:
    page = pages(answer("q", citation("a" * 10_000, Provenance(title="Long")), citation("Short.", source="b.txt")), 5)[
        0
    ]
    assert "A passage of 10,000 characters, too long for a message." in page.text.html
    assert "message.</i>\nLong\n" in page.text.html
    assert "Short." in page.text.html
    assert "aaaa" not in page.text.html


def test_a_title_stands_once_below_the_passages_of_its_article() -> None:
    first, second = Provenance(title="First article"), Provenance(title="Second article")
    cited = [
        citation("One.", first, source="1.txt"),
        citation("Two.", first, source="1.txt"),
        citation("Three.", second, source="2.txt"),
        citation("Four.", first, source="1.txt"),
    ]
    text, _ = judged(pages(answer("q", *cited), 5)[0].text.html, "HTML")
    assert text.split("\n\n")[1:] == [
        "1\nOne.",
        "2\nTwo.\nFirst article",
        "3\nThree.\nSecond article",
        "4\nFour.\nthe same article as 2",
    ]


def test_what_is_not_certain_is_said_beside_the_speaker() -> None:
    doubtful = replace(citation("One."), speaker="Mike Pompeo", doubts=(Slot.SPEAKER,))
    text, _ = judged(pages(answer("q", doubtful), 5)[0].text.html, "HTML")
    assert "1 · Mike Pompeo · perhaps by somebody else\nOne." in text


def test_every_citation_stands_on_exactly_one_page() -> None:
    cited = [citation(f"{number} " + "word " * (number * 37 % 400)) for number in range(40)]
    found = pages(answer("q", *cited), 5)
    assert [at for page in found for at in range(page.first, page.end)] == list(range(40))
    assert all(page.text.fits for page in found)


def test_context_takes_as_many_neighbours_as_fit_from_both_sides() -> None:
    near = [place(f"{number} " + "w" * 900) for number in range(6)]
    shown = context(answer("q").query, citation("Cited."), near[:3], near[3:])
    assert shown.fits
    assert [f"{number} www" in shown.html for number in range(6)] == [False, True, True, True, True, False]


@pytest.mark.parametrize(
    ("first", "last", "inferred", "shown"),
    [
        (date(2019, 4, 7), date(2019, 4, 7), None, "7 April 2019"),
        (date(2019, 4, 1), date(2019, 4, 30), Inferred.YEAR, "April 2019 (year worked out)"),
        (date(2019, 4, 7), date(2019, 4, 7), Inferred.DATE, "about 7 April 2019"),
        (date(2024, 2, 1), date(2024, 2, 29), None, "February 2024"),
        (date(2019, 1, 1), date(2019, 12, 31), None, "2019"),
        (date(2019, 4, 7), date(2019, 5, 8), None, "7 April – 8 May 2019"),
        (date(2019, 4, 7), date(2019, 4, 9), None, "7 – 9 April 2019"),
        (date(2018, 1, 1), date(2019, 12, 31), None, "1 January 2018 – 31 December 2019"),
    ],
)
def test_periods_read_as_people_say_them(first: date, last: date, inferred: Inferred | None, shown: str) -> None:
    assert said_when(Period(first, last, inferred)) == shown


@pytest.mark.parametrize(
    ("url", "text", "fragment"),
    [
        (URL, "two words", f"{URL}#:~:text=two%20words"),
        (f"{URL}#part", "well-known, & so", f"{URL}#part:~:text=well%2Dknown%2C%20%26%20so"),
        (URL, "a b c d e f g h i j k l m", f"{URL}#:~:text=a%20b%20c%20d%20e,i%20j%20k%20l%20m"),
        (URL, "x" * 2000, URL),
        ("javascript:alert(1)", "words", None),
        ("tg://user?id=1", "words", None),
        ("https://[bad", "words", None),
        ("https://x.example/a b", "words", None),
        ("https://x.example/a\x00", "words", None),
        ("https://x.example/\u202e", "words", None),
        (None, "words", None),
    ],
)
def test_links_lead_to_the_very_words(url: str | None, text: str, fragment: str | None) -> None:
    assert fragment_url(url, text) == fragment


def test_nothing_is_nothing() -> None:
    assert joined([]) == Rich()
    assert bold("\x00") == Rich("", 0, 0)
