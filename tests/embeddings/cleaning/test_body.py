"""Which blocks of a page are kept."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.cleaning.body import layout, paragraphs
from embeddings.cleaning.furniture import fingerprint
from embeddings.documents import fold
from tests.counting import calls_of
from tests.places import SEEDS

STORY = """\
The city council voted on Monday to close the old bridge until the autumn, after engineers had found cracks in it.

“We cannot wait for something to fall into the river before we act,” said the council's leader, Mary Smith.

Shopkeepers on the east bank have warned that the closure will cost them most of their summer trade and more.

The work is expected to take five months, and the council says that a ferry will carry people until it is done."""


def kept(page: str) -> list[str]:
    return [fold(part.span.of(page)) for part in paragraphs(layout(page)) if part.kept]


def why(page: str, text: str) -> str:
    """Return the reason given for the block that holds the text."""
    return next(part.why for part in paragraphs(layout(page)) if text in fold(part.span.of(page)))


def seed(number: str) -> str:
    return next(SEEDS.glob(f"{number}_*.txt")).read_text(encoding="utf-8")


BODY = [fold(part) for part in STORY.split("\n\n")]
LINES = st.sampled_from(
    [
        *BODY,
        "* Home",
        "* Sport",
        "By Jane Roe",
        "Related Articles:",
        "© 2019 The Example",
        "",
        "",
        "Bridge",
        "X",
        "猫。",
    ]
)


@given(st.lists(LINES, max_size=30).map("\n".join))
def test_every_visible_character_is_kept_or_dropped_exactly_once(page: str) -> None:
    held = [place for part in paragraphs(layout(page)) for place in range(*part.span)]
    assert held == sorted(set(held))
    assert {place for place, mark in enumerate(page) if not mark.isspace()} <= set(held)


@given(st.text(max_size=200))
def test_no_text_breaks_it_and_spans_are_ordered_and_stripped(page: str) -> None:
    parts = paragraphs(layout(page))
    assert all(before.span.end <= after.span.start for before, after in pairwise(parts))
    assert all(part.span == part.span.stripped(page) for part in parts)


def test_an_article_alone_is_kept_whole() -> None:
    assert kept(STORY) == BODY


def test_menus_above_and_below_are_dropped() -> None:
    menu = "\n".join(f"* {name}" for name in ("Home", "World", "Business", "Sport", "Culture", "Weather"))
    assert kept(f"{menu}\n\n{STORY}\n\n{menu}\n") == BODY


def test_the_headline_is_a_title_and_its_breadcrumb_too() -> None:
    page = f"* Home\n* City votes to close old bridge\n\nCity votes to close old bridge\n\nBy Jane Roe\n\n{STORY}"
    assert [part.why for part in paragraphs(layout(page))][:4] == ["navigation", "title", "title", "byline"]


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("The old bridge in spring. (Jo Doe/Example)", "caption"),
        ("Photograph: Jo Doe/Example Images", "caption"),
        ("Sign up for our newsletter and get the day's news in your inbox", "promotion"),
        ("Join our new channel and get important news first!", "promotion"),
        ("This article was originally published by The Example and is reprinted with permission.", "source"),
        ("© 2019 The Example. All rights reserved.", "footer"),
        ("This site uses cookies to improve your experience on our website.", "footer"),
        ("(Reporting by Jane Roe; Editing by John Doe)", "credit"),
        ("Published: November 16, 2019", "dateline"),
        ("ADVERTISEMENT", "navigation"),
    ],
)
def test_what_is_not_the_article_is_dropped_inside_it_too(block: str, reason: str) -> None:
    first, rest = STORY.split("\n\n", 1)
    page = f"{first}\n\n{block}\n\n{rest}"
    assert why(page, block) == reason
    assert kept(page) == BODY


@pytest.mark.parametrize(
    "paragraph",
    [
        "The campaign wanted young people to sign up for updates from its office, and to bring their friends along.",
        "The council has changed the privacy policy of its website, and cookies may now be kept for a year and a day.",
        "“Please subscribe to the newsletter, all of you, and get your neighbours to do it,” the mayor told the crowd.",
    ],
)
def test_a_paragraph_that_only_talks_of_such_things_is_kept(paragraph: str) -> None:
    first, rest = STORY.split("\n\n", 1)
    assert paragraph in kept(f"{first}\n\n{paragraph}\n\n{rest}")


def test_paragraphs_beyond_a_gallery_are_kept() -> None:
    gallery = "\n".join(f"Show all 50\n* Picture {n}\nA view of the river in spring" for n in range(30))
    more = [text.replace("bridge", "tunnel").replace("the", "our") for text in BODY]
    assert kept("\n\n".join([STORY, gallery, *more])) == [*BODY, *more]


def test_an_article_that_its_page_prints_three_times_counts_once() -> None:
    assert kept(f"{STORY}\n\nMenu\n\n{STORY}\n\nMenu\n\n{STORY}") == BODY


def test_a_paragraph_that_is_printed_apart_too_stays_where_the_others_are() -> None:
    page = f"{BODY[0]}\n\nShare this\n\nPrint\n\n{STORY}\n\nListen to the news\n\n{BODY[3]}"
    assert kept(page) == BODY


def test_a_short_sentence_may_be_printed_twice() -> None:
    page = "\n\n".join([BODY[0], "“No,” she said.", *BODY[1:3], "“No,” she said.", BODY[3]])
    assert kept(page).count("“No,” she said.") == 2


def test_an_article_goes_on_behind_twelve_blocks_of_something_else_and_not_behind_thirteen() -> None:
    story = "\n\n".join([*BODY, *(text.replace("e", "a") for text in BODY)])
    end = [BODY[0].replace("bridge", "ferry"), BODY[3].replace("work", "ferry")]
    pages = [f"{story}\n\n" + "View\n\n" * gap + "\n\n".join(end) for gap in (12, 13)]
    assert [set(end) <= set(kept(page)) for page in pages] == [True, False]


def test_a_lede_above_the_byline_is_kept() -> None:
    page = f"City closes bridge\n\n{BODY[0]}\n\nBy Jane Roe\n\nPublished: November 16, 2019\n\n" + "\n\n".join(BODY[1:])
    assert kept(page) == BODY


def test_a_page_of_one_short_sentence_is_kept() -> None:
    assert kept("He said no.") == ["He said no."]


def test_a_subheading_and_a_list_between_paragraphs_are_kept() -> None:
    first, rest = STORY.split("\n\n", 1)
    dates = "* surveys until May\n* new piers until July"
    extra = f"What comes next\n\nThe council has set three dates for the work to follow:\n\n{dates}"
    assert why(f"{first}\n\n{extra}\n\n{rest}", "What comes next") == "heading"
    assert why(f"{first}\n\n{extra}\n\n{rest}", "new piers") == "list"
    assert len(kept(f"{first}\n\n{extra}\n\n{rest}")) == len(BODY) + 4


def test_a_box_of_links_in_the_middle_is_dropped_and_the_article_goes_on() -> None:
    paragraph = BODY[:2]
    box = "Related articles\n* Ten bridges to see before you die\n* How the ferry came back to town"
    page = "\n\n".join([*paragraph, box, *BODY[2:]])
    assert kept(page) == BODY


def test_blurbs_of_other_stories_under_their_heading_are_dropped_though_they_quote() -> None:
    blurb = (
        "The mayor of a town nearby said that its bridge is safe. “We looked at it last week,” he told us on Sunday."
    )
    page = f"{STORY}\n\n{STORY}\n\nRelated Articles:\n\n{blurb}\n\n{blurb}\n"
    assert why(page, blurb) == "teaser"


def test_a_list_under_a_heading_over_other_stories_is_dropped_though_it_reads_as_sentences() -> None:
    items = (
        "* The mayor of a town nearby is the problem. “Our bridges are not,” he says",
        "* Could anybody who is lost on a river find the way by its bridges? One woman of the east bank tried.",
        "* The plan to build the longest bridge of all with nothing but a rope, a ladder and a very big engine.",
    )
    page = f"{STORY}\n\nMore Great Stories\n\n" + "\n".join(items)
    assert kept(page) == BODY
    assert {why(page, item) for item in items} == {"teaser"}


def test_a_headline_list_under_the_article_is_dropped() -> None:
    entry = "Minister number {0} meets envoy ahead of talks\n  • By AGENCY\n  • 11/15/2019 0{0}:15 PM"
    listed = "\n".join(map(entry.format, range(1, 8)))
    assert kept(f"{STORY}\n{listed}\n") == BODY


def test_a_quotation_far_from_the_article_is_kept() -> None:
    menu = "\n".join(f"* Topic {n}" for n in range(40))
    quoted = "“I have crossed that bridge every day of my life and I will miss it,” said one woman from the east bank."
    assert quoted in kept(f"{STORY}\n\n{menu}\n\n{quoted}\n")


def test_sentences_directly_above_the_first_paragraph_are_kept() -> None:
    assert kept(f"Bridge closes.\n\n{STORY}") == ["Bridge closes.", *BODY]


def test_furniture_of_the_corpus_is_dropped_wherever_it_stands() -> None:
    furniture = {fingerprint(BODY[2].upper())}
    assert [part.why for part in paragraphs(layout(STORY), furniture)] == ["body", "body", "furniture", "body"]


def test_a_page_that_is_all_menu_keeps_nothing() -> None:
    assert kept("\n".join(f"* Section {n}" for n in range(50))) == []


def test_a_page_without_line_breaks_is_kept() -> None:
    assert kept(" ".join(BODY)) == [" ".join(BODY)]


@pytest.mark.parametrize(
    "page",
    [
        "أعلن المجلس يوم الاثنين أن الجسر القديم سيغلق حتى الخريف.\n\nوقال رئيس المجلس إن العمل سيستمر خمسة أشهر.",
        "市議会は月曜日、古い橋を秋まで閉鎖することを決めた。\n\n工事は五か月かかる見込みで、その間は渡し船が人を運ぶという。",
    ],
)
def test_scripts_without_capitals_or_spaces_are_kept_whole(page: str) -> None:
    assert kept(page) == page.split("\n\n")


def test_front_matter_is_metadata_and_a_marked_heading_is_the_title() -> None:
    matter = "---\ntitle: Bridge\nauthor: Jane Roe\n---"
    page = f"{matter}\n\n# Old bridge closes\n\n{STORY}\n\n## What comes next\n\n{BODY[0]}"
    assert [part.why for part in paragraphs(layout(page))][:6] == ["metadata"] * 4 + ["title", "body"]
    assert why(page, "## What comes next") == "heading"


@pytest.mark.parametrize("page", ["word " * 9_000, "“" * 9_000, "a\n" * 900, "(a " * 9_000, ". " * 9_000, "© " * 9_000])
def test_hostile_pages_take_linear_time(page: str) -> None:
    assert calls_of(lambda: paragraphs(layout(page * 2))) < 2.2 * calls_of(lambda: paragraphs(layout(page)))


def test_seed_with_menus_keeps_the_story_alone() -> None:
    page = seed("001")
    body = kept(page)
    assert body[0].startswith("The United States has called on Libyan renegade")
    assert body[-1] == "But the US later distanced itself from Haftar and joined calls for a ceasefire."
    assert why(page, "Black Listed News") == "navigation"
    assert why(page, "Pro-Haftar forces in Libya have been accused") == "teaser"


def test_seed_with_a_headline_list_ends_before_it() -> None:
    assert kept(seed("003"))[-1].startswith("While Russia has provided Haftar with support")


def test_seed_that_is_a_reprint_drops_promotion_caption_and_notice() -> None:
    page = seed("004")
    assert why(page, "Join our brand new") == "promotion"
    assert why(page, "Panorama of Tripoli") == "caption"
    assert why(page, "originally published by") == "source"
    assert kept(page)[0].startswith("The United States says it is “deeply concerned”")


def test_seed_with_a_close_button_drops_it_with_caption_and_tail() -> None:
    body = kept(seed("002"))
    assert body[0].startswith("Senior U.S. officials met")
    assert body[-1].endswith("Defense One reported last week.")


def test_seed_with_a_source_line_drops_it_and_the_caption() -> None:
    page = seed("000")
    assert why(page, "Source: News Agencies") == "source"
    assert why(page, "Esam Omran Al-Fetori/Reuters") == "caption"
    assert kept(page)[-1].startswith("But the US later distanced itself")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("By Jane Roe, John Doe on Monday, November 18th, 2019 at 11:08 a.m.", "byline"),
        ("The Harbor Times, “Bridge over the river is to close until the autumn,” Nov. 5, 2019", "source"),
        (
            "Email interview with Jane Roe, professor of engineering at the University of Elmport, Nov. 5, 2019",
            "source",
        ),
        ("How to contact us", "promotion"),
        ("Let our news meet your inbox, with the stories of the day every morning.", "promotion"),
        ("The Harbor Times’ Ana Ruiz and John Doe of Elmport contributed to this report.", "credit"),
        ("Contributing: Ana Ruiz and John Doe, Associated News", "credit"),
        ("Readers' comments (718)", "comments"),
        ("Visitor comments Add your comment", "comments"),
        ("Mary Smith of the council speaks at the old bridge on Monday. J. Roe / AP file", "caption"),
        ("This document is subject to copyright, and no part of it may be used for anything but study.", "footer"),
    ],
)
def test_what_stands_around_an_article_says_so_itself(line: str, reason: str) -> None:
    assert why(f"{STORY}\n\n{line}", line) == reason


def test_a_sentence_that_ends_with_a_day_is_the_articles() -> None:
    line = "The council voted to close the old bridge, which its engineers had called unsafe, on November 5, 2019."
    assert why(f"{STORY}\n\n{line}\n\n{STORY}", line) == "body"
