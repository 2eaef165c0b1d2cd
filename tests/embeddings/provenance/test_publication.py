"""When a page was published."""

from __future__ import annotations

from datetime import date

import pytest

from embeddings.dates.grammar import Findings
from embeddings.dates.known_days import Calendar
from embeddings.documents import Span
from embeddings.provenance.publication import Publication, publication
from tests.pages import paragraph
from tests.places import SEEDS

BODY = (
    "The council voted late in the evening to close the old bridge, which engineers had called unsafe for many years, "
    "and to build a new one beside it as soon as there is money."
)


def published(text: str, known: Calendar | None = None) -> Publication | None:
    return publication(Findings(text), [paragraph(text, Span(0, len(text)))], known)


def day(text: str) -> date | None:
    found = published(text)
    return found.date if found else None


@pytest.mark.parametrize(
    "line",
    [
        "Published: November 16, 2019",
        "Posted on 16 November 2019 by Jane Doe",
        "By Jane Doe | Nov. 16, 2019",
        "2019-11-16T08:15:00Z",
        "Saturday, November 16, 2019 7:35 AM",
        "16/11/2019",
        "First published 16th November 2019",
    ],
)
def test_a_date_line_above_the_body_dates_the_page(line: str) -> None:
    assert day(f"The old bridge closes\n{line}\n{BODY}\n") == date(2019, 11, 16)


def test_the_evidence_is_the_dates_own_words() -> None:
    text = f"The old bridge closes\nPublished: November 16, 2019\n{BODY}"
    found = published(text)
    assert found is not None
    assert found.evidence.of(text) == "November 16, 2019"
    assert found.inferred is None


def test_a_labelled_date_is_preferred_to_the_day_on_which_the_page_was_shown() -> None:
    assert day(f"Monday, November 18, 2019\nTitle\nPublished November 16, 2019\n{BODY}") == date(2019, 11, 16)


def test_the_first_print_is_preferred_to_the_update() -> None:
    assert day(f"Title\nUpdated November 18, 2019\nPublished November 16, 2019\n{BODY}") == date(2019, 11, 16)


@pytest.mark.parametrize(
    "line",
    [
        "© 2019 The Bridge Company",
        "Copyright November 16, 2019",
        "3 days ago",
        "This page was last modified on 16 November 2019",
        "Registration deadline November 16, 2019",
        "LOAD-DATE: November 16, 2019",
        "Jane Doe (@jane) November 16, 2019",
    ],
)
def test_other_dates_do_not_date_the_page(line: str) -> None:
    assert day(f"The old bridge closes\n{BODY}\n{line}\n") is None


def test_a_list_of_comments_does_not_date_the_page() -> None:
    comments = "\n".join(f"November {n}, 2019 at 12:0{n} pm\nI agree" for n in range(1, 6))
    assert day(f"The old bridge closes\n{BODY}\n{comments}\n") is None


def test_numbers_are_read_as_the_page_spells() -> None:
    british = "The organisation favours a neighbouring theatre programme."
    assert day(f"Title\nPublished 08/11/2019\n{BODY} {british}") == date(2019, 11, 8)
    assert day(f"Title\nPublished 08/11/2019\n{BODY}") == date(2019, 8, 11)


def test_a_weekday_and_a_day_fix_the_year_and_the_corpus_decides_which() -> None:
    text = "They met on Sunday. “We met on November 24,” it said on Monday. The war began in 2011."
    known = Calendar(frozenset(), frozenset({(2019, 11), (2024, 6)}))
    found = published(text, known)
    assert found is not None
    assert (found.date, found.inferred) == (date(2019, 11, 25), "date")


def test_an_article_that_gives_no_day_is_left_undated() -> None:
    assert day("They met on Thursday. The war began in 2011.") is None


def test_the_seeds_are_dated_by_what_they_print() -> None:
    found = {path.name[:3]: day(path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))}
    assert found == {
        "000": None,
        "001": date(2019, 11, 16),
        "002": date(2019, 11, 25),
        "003": date(2019, 11, 15),
        "004": None,
    }
