"""A file's text as long as the file."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.cleaning.body import layout, paragraphs
from embeddings.documents import FILLER, fold
from embeddings.formats.converted import MainContent
from embeddings.formats.html import html, readable

PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<b>",
        "<!--",
        "-->",
        "&amp;",
        "&nbsp;",
        "&#x263a;",
        "&bogus;",
        "a b",
        "\n",
        "<script>",
        "</script>",
        "<a x='>'",
        '"',
        "<",
        ">",
    ]
)
ARTICLE = """\
<html><head><title>Old bridge closes - The Example</title><meta property="og:site_name" content="The Example">
<meta property="article:published_time" content="2019-11-16T09:00:00Z"><meta name="author" content="Jane Roe"></head>
<body>
<nav><ul><li><a href="/">Home page</a></li><li><a href="/w">World news</a></li></ul></nav>
<article><h1>Old bridge closes</h1>
<p>The city council voted on <b>Mon</b>day to close the old
bridge until the autumn, after engineers had found cracks in two of its piers.</p>
<p>&ldquo;We cannot wait for something to fall into the river,&rdquo; said Mary Smith, who leads it.</p>
<p>The work is expected to take five months, and a ferry will carry people until it is done.</p></article>
<aside><h3>From elsewhere</h3><p>Ten bridges that you must see, and where they are.</p></aside></body></html>"""

PARAGRAPH = (
    "The city council voted on Monday to close the old bridge until the autumn, after engineers had found cracks in "
    "two of its piers, and nobody knows when it will open again."
)


def kept(text: str, main: str | None = None) -> list[str]:
    """Return what is kept of the page, all of which is its main content unless that is given."""
    parts = paragraphs(layout(text, MainContent(main or text)))
    return [fold(part.span.of(text)) for part in parts if part.kept]


def lines(raw: str) -> list[str]:
    return [fold(line) for line in readable(raw).split("\n") if fold(line)]


@given(st.lists(PIECES, max_size=40).map("".join))
def test_the_text_is_as_long_as_the_file(raw: str) -> None:
    assert len(readable(raw)) == len(raw)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_what_is_neither_blank_nor_an_entity_stands_where_it_stood(raw: str) -> None:
    text = readable(raw)
    assert all(seen == stood or seen in f"\n {FILLER}" or "&" in raw for seen, stood in zip(text, raw, strict=True))


def test_blocks_part_and_words_do_not_break() -> None:
    assert lines("<p>Hong<b>kong</b> said<p>it<br>did</p>") == ["Hongkong said", "it", "did"]


def test_a_line_break_inside_a_paragraph_is_white_space() -> None:
    assert lines("<p>one\ntwo</p>") == ["one two"]


def test_an_entity_is_its_character() -> None:
    assert lines("<p>R&amp;D&nbsp;&mdash; &#8220;so&#x201d; &bogus;") == ["R&D — “so” &bogus;"]


def test_scripts_styles_comments_and_the_title_are_not_text() -> None:
    assert lines("<title>T</title><script>if (a<b) '</p>'</script><style>p{}</style><!-- <p>c</p> -->d") == ["d"]


def test_quote_marks_hide_a_closing_bracket_only_where_a_value_begins() -> None:
    assert lines('<img alt="5 > 3">a<p title=x">b "c" d</p>') == ["a", 'b "c" d']


def test_an_element_that_is_never_closed_hides_nothing() -> None:
    assert lines("<svg>one<p>two") == ["one", "two"]


@pytest.mark.parametrize("piece", ['<a ="', "<svg>", "<!--", "&amp", "<", '<p ="x'])
def test_markup_that_is_never_closed_takes_no_time_to_speak_of(piece: str) -> None:
    raw = piece * 100_000
    assert len(readable(raw)) == len(raw)


def test_what_the_extractor_leaves_out_is_boilerplate() -> None:
    seen = html(ARTICLE.encode(), "page.html")
    found = {
        fold(part.span.of(seen.text)): part.why for part in paragraphs(layout(seen.text, seen.main, seen.stated.title))
    }
    assert found["Ten bridges that you must see, and where they are."] == "boilerplate"
    assert found["Old bridge closes"] == "title"
    assert next(text for text, why in found.items() if why == "body").startswith("The city council voted on Monday")


def test_spans_count_in_the_file_itself() -> None:
    seen = html(ARTICLE.encode(), "page.html")
    first = next(part for part in paragraphs(layout(seen.text, seen.main, seen.stated.title)) if part.kept)
    assert first.span.of(ARTICLE).startswith("The city council voted on <b>Mon</b>day")


def test_what_the_markup_states_is_told() -> None:
    stated = html(ARTICLE.encode(), "page.html").stated
    assert (stated.title, stated.author, stated.publisher) == ("Old bridge closes", "Jane Roe", "The Example")
    assert stated.published == date(2019, 11, 16)


def test_a_page_in_which_the_extractor_finds_nothing_is_still_text() -> None:
    assert html(b"<!-- -->", "page.html").main is None
    assert fold(html(b"<p>x", "page.html").text) == "x"


def test_lines_behind_the_last_sentence_head_nothing() -> None:
    more = PARAGRAPH.replace("bridge", "tunnel")
    assert kept(f"{PARAGRAPH}\n\nIts cost\n\n{more}\n\nMore of our best") == [PARAGRAPH, "Its cost", more]


def test_comments_that_the_extractor_takes_for_the_article_end_it() -> None:
    story = [PARAGRAPH.replace("bridge", thing) for thing in ("bridge", "tunnel", "ferry", "harbour")]
    comment = "I have crossed it every day of my life, and nobody has asked me what I think of it yet."
    comments = f"Readers' comments (2)\n\n{comment}\n\nJane Roe, 5 May 2019 | 9:15\n\nReply"
    assert kept("\n\n".join([*story, comments])) == story


def test_main_content_in_a_script_without_full_stops_is_kept() -> None:
    text = "ผู้สื่อข่าวได้รับแจ้งจากบุตรชายของเขาว่าผลการตรวจสอบยังไม่ออกมาและเขาจะรอฟังข่าวต่อไป"
    assert kept(f"{text}\n\n{text[::2]}", text) == [text]


def test_a_page_whose_main_content_is_not_on_it_is_read_by_its_text_alone() -> None:
    page = layout(PARAGRAPH, MainContent("Ten bridges that you must see, and where they are."))
    assert [part.why for part in paragraphs(page)] == ["body"]


@pytest.mark.parametrize(
    ("title", "publisher"),
    [
        ("Old bridge closes | Times Union", "Times Union"),
        ("Old bridge closes - The Example &amp; Post", "The Example & Post"),
        ("Old bridge closes | 16 November", None),
        ("Old bridge closes | A line that says much more than a name does", None),
        ("Times Union", None),
    ],
)
def test_the_site_is_named_behind_the_headline(title: str, publisher: str | None) -> None:
    page = ARTICLE.replace('<meta property="og:site_name" content="The Example">', "")
    page = page.replace("Old bridge closes - The Example", title)
    assert html(page.encode(), "page.html").stated.publisher == publisher


def test_a_page_of_which_sparing_extraction_leaves_too_little_is_extracted_by_the_defaults() -> None:
    linked = (
        "Ferries will carry people over the river for as long as that takes, said Mary Smith, who leads the council."
    )
    page = "<html><body><article>%s<ul><li><a href='/tunnel'>%s</a></li></ul></article></body></html>"
    short, long = (html((page % (f"<p>{PARAGRAPH}</p>" * count, linked)).encode(), "a.html") for count in (1, 4))
    assert [seen.main is not None and seen.main.holds(linked) for seen in (short, long)] == [True, False]


def test_copies_of_an_article_for_machines_count_once() -> None:
    body = ARTICLE.partition("</h1>")[2].partition("</article>")[0]
    copies = f"<div itemprop='articleBody' style='display:none'>{body}</div><div class='amp' hidden>{body}</div>"
    page = ARTICLE.replace("</article>", f"</article>{copies}")
    seen = html(page.encode(), "page.html")
    parts = paragraphs(layout(seen.text, seen.main, seen.stated.title))
    kept = [fold(part.span.of(seen.text)) for part in parts if part.kept]
    assert len(kept) == len(set(kept)) == 3
