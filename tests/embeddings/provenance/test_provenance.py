"""What a page says of itself."""

from datetime import date

import pytest

from embeddings.cleaning.body import layout, paragraphs
from embeddings.cleaning.furniture import fingerprint
from embeddings.documents import Document, Inferred, Provenance
from embeddings.provenance.provenance import overlaid, provenance
from embeddings.provenance.wire import spelled
from tests.places import SEEDS

STORY = """\
The city council voted on Monday to close the old bridge until the autumn, after engineers had found cracks in it.

“We cannot wait for something to fall into the river before we act,” said the council's leader, Mary Smith.

The work is expected to take five months, and the council says that a ferry will carry people until it is done."""


def read(page: str) -> Provenance:
    return provenance(Document("a.txt", page, paragraphs(layout(page))))


def seed(number: str) -> Provenance:
    return read(next(SEEDS.glob(f"{number}_*.txt")).read_text(encoding="utf-8"))


def test_a_bare_article_says_nothing_of_itself() -> None:
    assert read(STORY) == Provenance()


def test_the_title_is_the_headline_and_not_the_banner() -> None:
    assert read(f"The Example\n\nCity votes to close old bridge\n\n{STORY}").title == "City votes to close old bridge"


def test_a_headline_printed_as_the_texts_first_sentence_is_its_title() -> None:
    assert read(f"City closes old bridge.\n\n{STORY}").title == "City closes old bridge."


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("By Jane Roe", "Jane Roe"),
        ("* by Jane McRoe", "Jane McRoe"),
        ("By Jane Roe and John Q. Doe", "Jane Roe, John Q. Doe"),
        ("By JANE ROE and JOHN DOE", "JANE ROE, JOHN DOE"),
        ("By Jane Roe, and John Doe, THE EXAMPLE", "Jane Roe, John Doe"),
        ("By Jane Roe Updated Nov 18, 2019", "Jane Roe"),
        ("By None", None),
        ("By Example News Staff", None),
        ("By REUTERS", None),
    ],
)
def test_the_author_is_a_person_of_the_byline(byline: str, author: str | None) -> None:
    assert read(f"City votes to close old bridge\n\n{byline}\n\n{STORY}").author == author


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("© 2019 The Example. All rights reserved.", "The Example"),
        ("Copyright ©2018-2019 Example Newspapers. “The Example” is a registered trademark.", "Example Newspapers"),
        ("The Example 2006-2019", "The Example"),
        ("The Example © 2019", "The Example"),
        ("© 2019 All rights reserved.", None),
        ("Election Guide 2019", None),
    ],
)
def test_the_publisher_is_who_claims_the_page(line: str, publisher: str | None) -> None:
    assert read(f"City votes to close old bridge\n\n{STORY}\n\n{line}\n").publisher == publisher


def test_the_lone_line_between_byline_and_date_is_the_publisher() -> None:
    page = f"City votes to close old bridge\n\nBy Jane Roe\n\nThe Example\n\nPublished: November 11, 2015\n\n{STORY}"
    assert read(page).publisher == "The Example"


@pytest.mark.parametrize(
    "page",
    [
        f"City closes\n\nThis story was originally published by Far Agency and is used with permission.\n\n{STORY}",
        f"City closes bridge\n\nSource: far agency\n\n{STORY}",
        f"City closes bridge\n\n{STORY}\n\nRepublished with permission from Far Agency.",
        f"City closes bridge\n\nTOWN (Far Agency) — {STORY}",
        f"City closes bridge\n\n(Far Agency) - {STORY}",
    ],
)
def test_the_agency_is_whom_the_page_names_as_its_source(page: str) -> None:
    assert read(page).agency == "Far Agency"


def test_a_byline_of_one_word_in_capitals_is_an_agency() -> None:
    assert read(f"City closes bridge\n\nBy FARAGENCY\n\n{STORY}").agency == "Faragency"


def test_a_pen_name_of_one_word_is_no_agency() -> None:
    assert read(f"City closes bridge\n\nBy Virgil\n\n{STORY}").agency is None


ENTRY = "Minister number {0} meets envoy ahead of talks\n  • By FARAGENCY\n  • 11/15/2019 0{0}:15 PM"
LISTED = "\n".join(map(ENTRY.format, range(1, 5)))


def test_an_outlet_is_not_its_own_agency() -> None:
    assert read(f"City closes bridge\n\nTOWN (Far Agency) — {STORY}\n\n© 2019 Far Agency\n").agency is None


def test_the_agency_of_most_listed_stories_is_the_pages_own_where_it_credits_nobody() -> None:
    assert read(f"City closes bridge\n\n{STORY}\n{LISTED}\n").agency == "Faragency"
    assert read(f"City closes bridge\n\nBy Jane Roe\n\n{STORY}\n{LISTED}\n").agency is None


def test_the_address_is_what_the_page_labels_as_its_own() -> None:
    assert read(f"City closes bridge\n\nURL: https://example.org/bridge\n\n{STORY}").url == "https://example.org/bridge"
    assert read(f"City closes bridge\n\n{STORY}\n\nhttps://example.org/other").url is None


def test_front_matter_states_what_it_names() -> None:
    told = read(f"---\ntitle: 'Old bridge'\nAuthor: Jane Roe\nurl: https://example.org\n---\n\n# Closing\n\n{STORY}")
    assert (told.title, told.author, told.url) == ("Old bridge", "Jane Roe", "https://example.org")


@pytest.mark.parametrize(
    ("printed", "name"), [("al jazeera", "Al Jazeera"), ("REUTERS", "Reuters"), ("AFP", "AFP"), ("dpa-AFX", "dpa-AFX")]
)
def test_a_name_is_spelled_as_in_running_text(printed: str, name: str) -> None:
    assert spelled(printed) == name


def test_what_is_stated_lies_over_what_was_read() -> None:
    read_before = Provenance(
        title="Read", author="Jane Roe", published=date(2019, 1, 2), published_inferred=Inferred.YEAR
    )
    over = overlaid(read_before, Provenance(title="Stated", published=date(2020, 3, 4)))
    assert over == Provenance(title="Stated", author="Jane Roe", published=date(2020, 3, 4))


def test_the_seeds_name_their_sources() -> None:
    assert seed("000").agency == "News Agencies"
    assert (seed("001").publisher, seed("001").agency) == ("BlackListed News", "Al Jazeera")
    assert (seed("002").publisher, seed("002").agency) == (None, None)
    assert seed("003").agency == "Reuters"
    assert seed("004").agency == "Radio Free Europe/Radio Liberty"


def test_the_seeds_name_their_titles() -> None:
    assert [(seed(number).title or "").split()[:4] for number in ("000", "001", "002", "003", "004")] == [
        ["US", "calls", "on", "Haftar"],
        ["US", "calls", "on", "Haftar"],
        ["US", "officials", "meet", "Haftar"],
        ["U.S.", "calls", "on", "Libya's"],
        ["US", "urges", "Russia-backed", "Libyan"],
    ]


def test_what_a_corpus_repeats_is_still_a_byline_a_publisher_and_a_date() -> None:
    head = ["The Example", "By Jane Roe", "Published: November 16, 2019"]
    page = f"City votes to close old bridge\n\nBy Jane Roe\n\nThe Example\n\nPublished: November 16, 2019\n\n{STORY}"
    blocks = paragraphs(layout(page), set(map(fingerprint, head)))
    read = provenance(Document("a.txt", page, blocks))
    assert (read.author, read.publisher) == ("Jane Roe", "The Example")


def test_the_publisher_is_the_outlet_and_the_agency_the_agency() -> None:
    page = f"Bridge closes\n\n{STORY}\n\n© 2019 The Albany Post. All rights reserved.\n\n© 2019 The Associated Press."
    found = read(page)
    assert (found.publisher, found.agency) == ("The Albany Post", "The Associated Press")


def test_markup_that_names_the_agency_gives_way_to_the_outlet_that_the_page_prints() -> None:
    page = f"Bridge closes\n\n{STORY}\n\n© 2019 The Deccan Post. All rights reserved."
    document = Document("a.txt", page, paragraphs(layout(page)))
    found = provenance(document, Provenance(publisher="DP News Service"))
    assert (found.publisher, found.agency) == ("The Deccan Post", "DP News Service")


def test_an_agency_is_the_publisher_of_its_own_page() -> None:
    found = read(f"Bridge closes\n\n{STORY}\n\n© 2019 The Associated Press. All rights reserved.")
    assert (found.publisher, found.agency) == ("The Associated Press", None)


def test_an_agency_is_no_author() -> None:
    document = Document("a.txt", STORY, paragraphs(layout(STORY)))
    found = provenance(document, Provenance(author="DP News Service", publisher="The Deccan Post"))
    assert (found.author, found.publisher, found.agency) == (None, "The Deccan Post", "DP News Service")
