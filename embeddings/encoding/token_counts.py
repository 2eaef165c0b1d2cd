"""Tokens as language models count them: the only home of tiktoken."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from embeddings.errors import SettingsError

if TYPE_CHECKING:
    import tiktoken

TokenCounter = Callable[[str], int]
SHIPPED = "cl100k_base"
_SHIPPED_SHA256 = "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"
_SHIPPED_PATTERN = (
    r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+"
    r"| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
)
"""How the encoding cuts a text before it merges bytes; part of its published definition."""


@cache
def token_counter(encoding: str) -> TokenCounter:
    """Return a function that counts a text's tokens in the named encoding.

    The shipped encoding needs no network; any other is loaded by tiktoken.
    Raises SettingsError if there is no such encoding or it cannot be loaded.
    """
    import tiktoken

    if encoding == SHIPPED:
        ranks = _shipped_ranks()
        codec = tiktoken.Encoding(SHIPPED, pat_str=_SHIPPED_PATTERN, mergeable_ranks=ranks, special_tokens={})
    else:
        codec = _loaded(encoding)
    return lambda text: len(codec.encode_ordinary(text))


def _shipped_ranks() -> dict[bytes, int]:
    from tiktoken.load import load_tiktoken_bpe

    with as_file(files("embeddings.encoding") / f"{SHIPPED}.tiktoken") as path:
        return load_tiktoken_bpe(str(path), expected_hash=_SHIPPED_SHA256)


def _loaded(encoding: str) -> tiktoken.Encoding:
    import tiktoken

    try:
        return tiktoken.get_encoding(encoding)
    except ValueError as error:
        known = ", ".join(tiktoken.list_encoding_names())
        raise SettingsError(f"VERBATIM_TOKEN_ENCODING: there is no encoding {encoding!r}; known are {known}") from error
    except OSError as error:
        raise SettingsError(
            f"VERBATIM_TOKEN_ENCODING: {encoding!r} could not be downloaded; {SHIPPED} needs no network"
        ) from error
