"""Counting tokens as language models do, with no network."""

from __future__ import annotations

import pytest

from embeddings.encoding.token_counts import token_counter
from embeddings.errors import SettingsError


@pytest.mark.parametrize(
    ("text", "tokens"),
    [("", 0), ("hello world", 2), ("tiktoken is great!", 6), ("<|endoftext|>", 7), ("お誕生日おめでとう", 9)],
)
def test_the_shipped_encoding_counts_as_published(text: str, tokens: int) -> None:
    assert token_counter("cl100k_base")(text) == tokens


def test_an_unknown_encoding_is_one_line_that_names_the_known_ones() -> None:
    with pytest.raises(SettingsError, match=r"no encoding 'klingon'; known are .*cl100k_base"):
        token_counter("klingon")
