from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.copies.shingles import RUN, run_hashes, shared, spelling, word_hashes
from embeddings.documents import FILLER


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("recognised", "recognized"),
        ("defence", "defense"),
        ("defences", "defenses"),
        ("labour", "labor"),
        ("travelled", "traveled"),
        ("dialogue", "dialog"),
        ("centre", "center"),
        ("programmes", "programs"),
        ("analyse", "analyze"),
        ("judgement", "judgment"),
        ("paediatric", "pediatric"),
        ("café", "cafe"),
    ],
)
def test_spellings_of_one_word_share_a_key(one: str, other: str) -> None:
    assert spelling(one) == spelling(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the U.S. envoy", "The US envoy"),
        ("a U.N.-backed truce", "a UN-backed truce"),
        ("“Libya‘s ‘army’,” he said", "\"Libya's 'army',\" he said"),
        ("well - known", "well–known"),
        (f"Tri{FILLER}poli", "Tri\u200bpoli"),
    ],
)
def test_settings_of_one_text_have_the_same_words(one: str, other: str) -> None:
    assert word_hashes(one).tolist() == word_hashes(other).tolist()


def test_numbers_are_words_of_their_own() -> None:
    assert word_hashes("11 killed").tolist() != word_hashes("1 killed").tolist()


def test_a_script_without_spaces_has_a_word_for_each_character() -> None:
    assert len(word_hashes("東京で会談。")) == 5


def test_words_are_shared_where_they_stand_in_a_common_run() -> None:
    ours, theirs = shared(
        word_hashes("he said on Monday the talks had failed"), word_hashes("the talks had failed again")
    )
    assert ours.tolist() == [False] * 4 + [True] * 4
    assert theirs.tolist() == [True] * 4 + [False]


@given(st.text())
def test_any_text_has_words_and_their_runs(text: str) -> None:
    words = word_hashes(text)
    assert words.dtype == np.uint32
    assert len(run_hashes(words)) == max(0, len(words) - RUN + 1)


@given(st.lists(st.sampled_from("abcdef")), st.lists(st.sampled_from("abcdef")))
def test_sharing_is_mutual(ours: list[str], theirs: list[str]) -> None:
    one, other = word_hashes(" ".join(ours)), word_hashes(" ".join(theirs))
    assert [mask.tolist() for mask in shared(one, other)] == [mask.tolist() for mask in shared(other, one)[::-1]]
