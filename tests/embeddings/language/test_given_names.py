"""Given names, and the words that some of them are too."""

from __future__ import annotations

import pytest

from embeddings.language.given_names import FEMALE, MALE, is_given_name


@pytest.mark.parametrize(("name", "sexes"), [("angela", "w"), ("vladimir", "m"), ("leslie", ""), ("xyzzy", "")])
def test_a_name_shows_a_sex_only_where_nearly_all_who_bear_it_share_it(name: str, sexes: str) -> None:
    assert "w" * (name in FEMALE) + "m" * (name in MALE) == sexes


def test_no_name_is_of_both_sexes() -> None:
    assert set(FEMALE).isdisjoint(MALE)


@pytest.mark.parametrize("phrase", ["Will Carter", "Hope Hicks", "May Britt", "Leslie Stone"])
def test_a_word_before_a_surname_is_a_given_name(phrase: str) -> None:
    assert is_given_name(*phrase.split())


@pytest.mark.parametrize("phrase", ["Will the", "will Carter", "Said Carter", "Tuesday Night", "An American"])
def test_a_function_word_is_no_given_name(phrase: str) -> None:
    assert not is_given_name(*phrase.split())
