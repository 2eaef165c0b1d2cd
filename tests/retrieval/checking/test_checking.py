"""Quotations against print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.checking.checking import check
from retrieval.checking.checks import Verdict
from retrieval.checking.claims import claims_in, claims_in_line

if TYPE_CHECKING:
    from retrieval.checking.checks import Check
    from retrieval.library import Library


def checked(line: str, library: Library) -> Check:
    (claim,) = claims_in_line(line)
    return check(claim, library)


@pytest.mark.parametrize(
    "line",
    [
        "“The oil ports belong to no militia”",
        '"the oil ports belong to NO militia!"',
        "“ports belong to no”",
        "The oil ports belong to no militia",
        "“The oil ports belong to no militia. They never will.”",
        "“We have no quarrel with the traders. But those who shut the terminals will answer for it.”",
        "“We sold 10,000 barrels … in the spring”",
        "“We sold 10,000 barrels ... and we will sell more”",
        "“The oil ports … They never will”",
        "“[The general's] oil ports belong to no militia”",
        "“[T]hey never will”",
        "“Many of [the militia's] … friends are traders”",
        "“The terminals had been shut … would never hand the southern terminals”",
        "“The terminals had been shut for most of the winter”",
    ],
)
def test_words_that_are_printed_hold_however_they_are_quoted(line: str, press: Library) -> None:
    assert checked(line, press).verdict is Verdict.WORD_FOR_WORD


@pytest.mark.parametrize(
    ("line", "differences"),
    [
        ("“The oil ports belong to a militia”", [("a", "no")]),
        ("“The oil ports belong to the militia”", [("the", "no")]),
        ("“The oil ports belong militia”", [("", "to no")]),
        ("“We sold 10 barrels at $5 each”", [("10", "10,000")]),
        ("“We sold 10,000 barrels at 5 each”", [("5", "$5")]),
        ("“It is a violent protest, and nobody will be harmed”", [("violent", "non-violent")]),
        ("“violent protest, and nobody will be harmed”", [("violent", "non-violent")]),
        ("“We have no quarrel with the trader”", [("trader", "traders")]),
        ("“We sold 10,000 barrels at $5 each and we will sell more”", [("each", "each,")]),
        ("“The oil ports belong to a militia. They never will.”", [("a", "no")]),
    ],
)
def test_what_is_altered_is_found_and_told(line: str, differences: list[tuple[str, str]], press: Library) -> None:
    outcome = checked(line, press)
    assert outcome.verdict is Verdict.ALTERED
    assert outcome.differing_words == differences


def test_the_nearest_place_is_found_though_its_words_change_places(press: Library) -> None:
    outcome = checked("“for it will answer the terminals those who shut but”", press)
    assert outcome.verdict is Verdict.ALTERED
    assert outcome.printed
    assert "terminals will answer for it" in outcome.printed.place.text


@pytest.mark.parametrize(
    "line",
    [
        "“Nothing of this kind was ever said by anybody here”",
        "“The oil price fell to its lowest since the war”",
        "“...”",
    ],
)
def test_what_nobody_prints_is_not_found(line: str, press: Library) -> None:
    outcome = checked(line, press)
    assert (outcome.verdict, outcome.printed) == (Verdict.NOT_FOUND, None)


def test_an_ellipsis_joins_words_of_one_speaker_in_their_order_only(press: Library) -> None:
    assert checked("“Nobody else does … nobody else would want to”", press).verdict is Verdict.WORD_FOR_WORD
    assert checked("“The state alone sells the oil … nobody else would want to”", press).verdict is Verdict.ALTERED
    assert checked("“in the spring … We sold 10,000 barrels”", press).verdict is Verdict.ALTERED


def test_an_ellipsis_joins_the_articles_own_words_but_no_two_speakers_reports(press: Library) -> None:
    own = "“had been shut for most of the winter … Haddad said that he would never”"
    assert checked(own, press).verdict is Verdict.WORD_FOR_WORD
    two = "“Haddad said that he would never hand the southern terminals … the port would stay open”"
    assert checked(two, press).verdict is Verdict.ALTERED


def test_an_editor_may_add_words_or_say_whom_a_pronoun_means_and_nothing_else(press: Library) -> None:
    assert checked("“[The militias] never will”", press).verdict is Verdict.WORD_FOR_WORD
    assert checked("“and [the militias] will sell more”", press).verdict is Verdict.WORD_FOR_WORD
    replaced = checked("“We have [every] quarrel with the traders”", press)
    assert (replaced.verdict, replaced.differing_words) == (Verdict.ALTERED, [("every", "no")])


def test_words_split_by_who_says_them_are_shown_as_printed(press: Library) -> None:
    outcome = checked("“The oil ports belong to no militia. They never will.”", press)
    assert outcome.printed
    assert outcome.printed.place.text == (
        "The oil ports belong to no militia,” General Omar Haddad said on Wednesday. “They never will"
    )


def test_words_of_two_speakers_are_no_quotation_of_one(press: Library) -> None:
    outcome = checked("“Nobody else does. Nobody else does, and nobody else would want to.”", press)
    assert outcome.verdict is Verdict.ALTERED


@pytest.mark.parametrize(
    ("line", "speaker", "fits"),
    [
        ("Haddad said “The oil ports belong to no militia”", "Omar Haddad", True),
        ("Ruth Lane said “The oil ports belong to no militia”", "Ruth Lane", False),
        ("Walter Niemand said “The oil ports belong to no militia”", "Walter Niemand", False),
        ("“The oil ports belong to no militia”", None, None),
        ("Haddad said “The terminals had been shut for most of the winter”", "Omar Haddad", None),
        ("“Nobody else does,” said the trader Peter Marsh.", "Peter Marsh", True),
        ("“Nobody else does,” said Ruth Lane.", "Ruth Lane", True),
    ],
)
def test_the_claimed_speaker_is_compared_with_the_printed_one(
    line: str, speaker: str | None, fits: object, press: Library
) -> None:
    outcome = checked(line, press)
    assert (outcome.speaker, outcome.speaker_fits) == (speaker, fits)


@pytest.mark.parametrize(
    ("line", "fits"),
    [
        ("On February 15 Lane said “The terminals belong to the state”", True),
        ("In March 2019 Lane said “The terminals belong to the state”", False),
        ("Lane said “The terminals belong to the state”", None),
    ],
)
def test_the_claimed_day_is_compared_with_the_printed_one(line: str, fits: object, press: Library) -> None:
    outcome = checked(line, press)
    assert outcome.period_fits is fits
    assert outcome.holds is (fits is not False)


def test_every_printing_is_named_the_first_one_first(press: Library) -> None:
    printed = checked("“The oil ports belong to no militia”", press).printed
    assert printed
    assert printed.place.document.source == "harbor.txt"
    assert [place.document.source for place in printed.also_in] == ["ledger.txt"]


def test_the_printed_words_are_those_that_stand_in_the_file(press: Library) -> None:
    printed = checked("“the oil ports belong to no militia”", press).printed
    assert printed
    assert printed.place.span.of(printed.place.document.text) == "The oil ports belong to no militia"


def test_captions_are_searched_and_called_so(press: Library) -> None:
    outcome = checked("“a ship that waited for eleven weeks”", press)
    assert (outcome.verdict, outcome.notice) == (Verdict.WORD_FOR_WORD, "Printed in a caption.")


@pytest.mark.parametrize(
    ("line", "verdict"),
    [("“Commander speaks of the ports”", Verdict.WORD_FOR_WORD), ("“Commander talks of the ports”", Verdict.ALTERED)],
)
def test_headlines_are_searched_and_called_so(line: str, verdict: Verdict, press: Library) -> None:
    outcome = checked(line, press)
    assert (outcome.verdict, outcome.notice) == (verdict, "Printed in the headline.")
    assert outcome.printed
    assert outcome.printed.place.text == "Commander speaks of the ports"


def test_the_articles_own_words_are_no_quotation(press: Library) -> None:
    assert "own words" in checked("“The terminals had been shut for most of the winter”", press).notice


def test_what_is_reported_in_other_words_is_offered_as_that(press: Library) -> None:
    outcome = checked("Haddad said: “Foreign companies? I'll never give them southern terminals.”", press)
    assert outcome.verdict is Verdict.NOT_FOUND
    assert outcome.notice == "Reported, not quoted."
    assert outcome.reported
    assert "would never hand the southern terminals" in outcome.reported.place.text


def test_only_punctuation_is_said_to_be_only_that(press: Library) -> None:
    outcome = checked("“We sold 10,000 barrels at $5 each and we will sell more”", press)
    assert outcome.notice == "Only punctuation differs."


def test_each_quotation_of_a_message_is_checked(press: Library) -> None:
    message = "“The oil ports belong to no militia,” said Haddad.\n\n“The terminals belong to nobody,” said Lane."
    assert [(each.verdict, each.speaker_fits) for each in (check(claim, press) for claim in claims_in(message))] == [
        (Verdict.WORD_FOR_WORD, True),
        (Verdict.ALTERED, True),
    ]


def test_both_sides_are_cut_where_they_differ(press: Library) -> None:
    outcome = checked("“The oil ports belong to a militia”", press)
    assert [(piece.text, piece.differs) for piece in outcome.claimed_pieces] == [
        ("The oil ports belong to ", False),
        ("a", True),
        (" militia", False),
    ]
    assert [piece.text for piece in outcome.printed_pieces if piece.differs] == ["no"]
