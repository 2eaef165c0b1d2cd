"""What makes a difference between two wordings, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.documents import FILLER, Span
from embeddings.wording.folding import Wording


def folded(text: str) -> tuple[list[str], list[str]]:
    """Return the words of the text, and the marks between them."""
    wording = Wording(text, [Span(0, len(text))])
    return wording.words, [wording.marks(at) for at in range(len(wording.words))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("No Military Solution", "no military solution"),
        ("“It isn’t over,”", '"It isn\'t over,"'),
        ("the ‘quiet’ war", 'the "quiet" war'),
        ("we — and I say we — won", "we--and I say we – won"),
        ("a  broken\nline", "a broken line"),
        ("well … maybe", "well ... maybe"),
        ("well . . . maybe", "well… maybe"),
        ("the long-term plan", "the long‑term plan"),
        (f"the min{FILLER}ister's co\u00adoperation", "the minister's cooperation"),
        ("[T]he talks", "the talks"),
        ("a ﬁnal oﬀer", "a final offer"),
    ],
)
def test_how_a_text_is_set_makes_no_difference(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("we will not leave", "we will leave"),
        ("10,000 people", "10 people"),
        ("1.5 million", "15 million"),
        ("$5 billion", "5 billion"),
        ("50% of them", "50 of them"),
        ("its plan", "it's plan"),
        ("the plans", "the plan"),
        ("I can't", "I can"),
        ("Let's eat, friends", "Let's eat friends"),
        ("long-term plan", "long term plan"),
        ("the U.S. plan", "us plan"),
    ],
)
def test_a_word_a_number_a_sign_or_an_inner_mark_makes_a_difference(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_words_keep_what_belongs_to_them() -> None:
    words, _ = folded("“Don't pay $10,000 at 7:30 a.m.,” AT&T’s boss said; the U.S.-backed 50% rule’s off.")
    assert words == (
        "don't pay $10,000 at 7:30 a.m at&t's boss said the u.s backed 50% rule's off".split()  # noqa: SIM905
    )


def test_a_hyphen_makes_one_word_of_two_and_a_dash_does_not() -> None:
    text = "a non-violent man — or a woman"
    wording = Wording(text, [Span(0, len(text))])
    assert [word for at, word in enumerate(wording.words) if wording.divides(at)] == ["violent"]


def test_what_parts_two_stretches_is_no_part_of_the_wording() -> None:
    text = "“No,” he said. “Never.”"
    wording = Wording(text, [Span(1, 4), Span(16, 22)])
    assert (wording.words, wording.marks(1), wording.joints) == (["no", "never"], "", frozenset({1}))


@given(st.text(max_size=80))
def test_a_word_is_found_again_where_it_stands(text: str) -> None:
    wording = Wording(text, [Span(0, len(text))])
    for at, word in enumerate(wording.words):
        span = wording.span(at, at + 1)
        assert Wording(text, [span]).words == [word]
        assert wording.at(wording.line.index(f" {word} ")) <= at


@given(st.text(alphabet="abc 'é1,.-“”", max_size=60), st.integers(1, 3))
def test_capitals_and_spaces_make_no_difference(text: str, spaces: int) -> None:
    assert folded(text.upper().replace(" ", " " * spaces)) == folded(text)
