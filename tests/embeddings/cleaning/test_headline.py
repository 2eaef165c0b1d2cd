"""Which block of a page is its headline."""

from embeddings.cleaning.body import layout, paragraphs
from embeddings.documents import fold

STORY = """\
The city council voted on Monday to close the old bridge until the autumn, after engineers had found cracks in it.

“We cannot wait for something to fall into the river before we act,” said the council's leader, Mary Smith.

The work is expected to take five months, and the council says that a ferry will carry people until it is done."""


def headline(above: str) -> str | None:
    page = f"{above}\n\n{STORY}"
    return next((fold(part.span.of(page)) for part in paragraphs(layout(page)) if part.why == "title"), None)


def test_it_is_the_line_whose_words_come_back_in_the_article() -> None:
    above = (
        "Ten recipes for a cold evening\n\nStorm heads for the coast\n\nCouncil votes to close old bridge\n\nBy J. Roe"
    )
    assert headline(above) == "Council votes to close old bridge"


def test_it_stands_before_the_caption_that_shares_more_words() -> None:
    caption = "Engineers of the council at the old bridge, closed until autumn"
    title = "Council votes to close bridge in autumn"
    assert headline(f"{title}\n\n{caption}\n\nShare") == title


def test_it_is_no_line_of_a_menu() -> None:
    assert (
        headline("* Home\n* City council\n* Bridge and river news\n\nAll set to close for months")
        == "All set to close for months"
    )


def test_a_page_that_opens_with_its_text_has_none() -> None:
    assert headline("") is None
