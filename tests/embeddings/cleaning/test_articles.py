"""Several articles in one file: each is found where its export or collection says so, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.cleaning.body import layouts
from embeddings.documents import Document, fold
from embeddings.formats.files import read_bytes
from embeddings.reading.reader import documents_of, draft_of
from tests.counting import calls_of

TOWNS = ("Elmport", "Norwick", "Ashby")
REST = """\
The council of {0} voted on Monday evening to close the old bridge until the autumn, after engineers had found cracks.

“We cannot wait for another winter,” said Ana Ruiz, who leads the council. “The work will begin before the rain does.”

Shopkeepers on the northern bank fear for their trade, and some of them asked the town for help with their rents.

The last repair took five months, and nobody in {0} expects that this one will be any quicker or any cheaper.

Until it opens again, a ferry will cross the river every half hour, from six in the morning to ten at night, as the \
council promised."""
HEADLINES = ("{0} closes its old bridge", "Old bridge of {0} is shut for repairs", "Why {0} must do without a bridge")
DAYS = ("November 16, 2019", "March 3, 2018", "July 9, 2017")

LEXIS = """\
                               {number} of 3 DOCUMENTS

                               The Harbor Times

                            {day} Saturday

{headline}

BYLINE: By Lena Brandt

SECTION: Section A; Column 0; Foreign Desk; Pg. 1

LENGTH: 539 words

{rest}

LOAD-DATE: December 9, 2019

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                    Copyright 2019 The Harbor Times Company
                              All Rights Reserved
"""
NEXIS = """\
{headline}
The Harbor Times
{day} Saturday
Copyright 2019 The Harbor Times Company All Rights Reserved
Section: Section A; Column 0; Foreign Desk; Pg. 1
Length: 539 words
Byline: By Lena Brandt
Body

{rest}

Load-Date: December 9, 2019

End of Document
"""
FACTIVA = """\
{headline}
By Lena Brandt
539 words
{day}
The Harbor Times
HARTIM
English
(c) 2019 The Harbor Times

{rest}

Document HARTIM0020191116efbg0000{number}
"""
PROQUEST = """\
____________________________________________________________

Title: {headline}

Publication title: The Harbor Times

Author: Brandt, Lena

Publication date: {day}

Full text:

{rest}

ProQuest document ID: 231456{number}
"""
EBSCO = """\
Record: {number}

Title: {headline}

Authors: Brandt, Lena

Source: The Harbor Times. {day}

{rest}
"""
MATTER = """\
Title: {headline}
Author: Lena Brandt
Date: {day}

{rest}
"""
RULED = "=========================\n\n{headline}\n\n{rest}\n"
DATED = "* * *\n\n{headline}\n\n{day}\n\n{rest}\n"
HEADED = "{headline}\nBy Lena Brandt\n{day}\n\n{rest}\n"
STACKED = "{headline}\n\nThe Harbor Times\n\n{day}\n\n{rest}\n"
MARKDOWN = "# {headline}\n\n*By Lena Brandt, {day}*\n\n{rest}\n"
KINDS = {name: form for name, form in globals().items() if name.isupper() and "{rest}" in str(form)}


def collected(form: str, gap: str = "\n\n") -> str:
    parts = zip(range(1, 4), TOWNS, HEADLINES, DAYS, strict=True)
    return gap.join(
        form.format(number=number, headline=headline.format(town), day=day, rest=REST.format(town))
        for number, town, headline, day in parts
    )


def read(page: str, name: str = "a.txt") -> tuple[Document, ...]:
    return documents_of(draft_of(read_bytes(page.encode(), name), name))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("gap", ["\n", "\n\n\n"])
def test_each_article_of_a_collection_is_a_document_of_its_own(kind: str, gap: str) -> None:
    documents = read(collected(KINDS[kind], gap))
    assert [document.source for document in documents] == ["a.txt"] * 3
    for town, document in zip(TOWNS, documents, strict=True):
        assert "\n\n".join(map(document.quote, document.body)) == REST.format(town)


@pytest.mark.parametrize("kind", KINDS)
def test_each_article_has_the_headline_of_its_own(kind: str) -> None:
    titles = [document.provenance.title for document in read(collected(KINDS[kind]))]
    assert titles == [headline.format(town) for town, headline in zip(TOWNS, HEADLINES, strict=True)]


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"RULED"}))
def test_each_article_has_the_day_of_its_own(kind: str) -> None:
    days = [document.provenance.published for document in read(collected(KINDS[kind]))]
    assert [f"{day:%B} {day.day}, {day.year}" for day in days if day] == list(DAYS)


@pytest.mark.parametrize("kind", ["LEXIS", "NEXIS", "FACTIVA", "PROQUEST"])
def test_a_database_names_the_outlet(kind: str) -> None:
    (outlet,) = {document.provenance.publisher for document in read(collected(KINDS[kind]))}
    assert (outlet or "").startswith("The Harbor Times")


@pytest.mark.parametrize("kind", ["LEXIS", "NEXIS", "FACTIVA", "MATTER", "HEADED"])
def test_each_article_has_its_author(kind: str) -> None:
    assert {document.provenance.author for document in read(collected(KINDS[kind]))} == {"Lena Brandt"}


def test_a_list_of_contents_belongs_to_the_first_article() -> None:
    contents = "Results for bridge\n\n" + "\n\n".join(HEADLINES).format("Elmport") + "\n\n"
    first, *others = read(contents + collected(LEXIS))
    assert len(others) == 2
    assert first.paragraphs[0].span.start == 0


@pytest.mark.parametrize(
    "page",
    [
        REST.format("Elmport") + "\n\n* * *\n\n" + REST.format("Norwick"),
        "\n\n---\n\n".join(f"Part {number}\n\n{REST.format('Elmport')}" for number in "123"),
        "Top stories\n\n" + "\n\n".join(
            f"{headline.format(town)}\n\nBy Lena Brandt\n\n{day}\n\nThe bridge of {town} is closed until the autumn."
            for town, headline, day in zip(TOWNS, HEADLINES, DAYS, strict=True)
        ),
        HEADED.format(headline="A bridge", day=DAYS[0], rest=REST.format("Elmport")) + "\n\nComments\n\n" + "\n\n".join(
            f"Leo Holt\n{day}\nI have crossed this bridge every day, and I say that it is safe." for day in DAYS
        ),
    ],
    ids=["sections", "parts", "teasers", "comments"],
)  # fmt: skip
def test_one_article_stays_one(page: str) -> None:
    assert len(read(page)) == 1


def test_a_page_with_markup_is_one_article_whatever_it_lists() -> None:
    stories = "".join(
        f"<h2>{headline.format(town)}</h2><p>By Lena Brandt</p><p>{day}</p>"
        + "".join(f"<p>{paragraph}</p>" for paragraph in REST.format(town).split("\n\n"))
        for town, headline, day in zip(TOWNS, HEADLINES, DAYS, strict=True)
    )
    assert len(read(f"<html><body><article>{stories}</article></body></html>", "a.html")) == 1


@given(
    st.lists(
        st.sampled_from([*KINDS.values(), "\n\n---\n\n", "Document 1 of 2\n\n", "End of Document\n\n"]), max_size=6
    )
)
def test_the_articles_together_hold_every_block_once(forms: list[str]) -> None:
    page = "".join(collected(form) if "{rest}" in form else form for form in forms)
    spans = [block.span for layout in layouts(page) for block in layout.blocks]
    assert spans == sorted(set(spans))
    assert "".join(fold(span.of(page)) for span in spans).replace(" ", "") == "".join(page.split())


@pytest.mark.parametrize("kind", KINDS)
def test_dividing_takes_linear_time(kind: str) -> None:
    once, twice = (collected(KINDS[kind]) * times for times in (8, 16))
    assert calls_of(lambda: layouts(twice)) < 2.2 * calls_of(lambda: layouts(once))
