"""The collections of one generation of an index in Milvus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from embeddings.indexing.milvus.conditions import COLUMNS

POINTER = "verbatim_pointer"
"""The collection whose one row names the generation in force."""
START = "verbatim_generation_"
"""Begins the name of every collection of ours, so that those of others in the same database are left alone."""
NOTHING = 0
"""The dimension of a sparse vector that no question has; terms count from 1. Milvus stores no empty vector."""
ROWS_PER_PASSAGE = 4096
"""Keys reserved for the vectors of one passage: more than the sentences that an encoder can read."""
TEXT_BYTES = 65_532
"""Base64 that fits into one string of Milvus, a multiple of four."""
_WIDTH = 2
"""Dimension of the vector that Milvus wants in every collection, where there is none to keep."""
BARE = [1.0] + [0.0] * (_WIDTH - 1)
"""That vector."""
_MOST_STRINGS = 64
"""The most strings of one passage's token codes: 3 MB, the tokens of a passage for the largest models known."""
_KEY: dict[str, Any] = {"type": "INT64", "is_primary": True}
_NAME: dict[str, Any] = {"type": "VARCHAR", "is_primary": True, "max_length": 1024}
_STRING: dict[str, Any] = {"type": "VARCHAR", "max_length": 65_535}
_BARE: dict[str, Any] = {"type": "FLOAT_VECTOR", "dim": _WIDTH}

FILE_COLUMNS = {
    "key": _KEY,
    "path": {"type": "VARCHAR", "max_length": 1024},
    "content": _STRING,
    "bare": _BARE,
}
TERM_COLUMNS = {"term": _NAME, "number": {"type": "INT64"}, "passages": {"type": "INT64"}, "bare": _BARE}
WORD_COLUMNS = {
    "passage": _KEY,
    **COLUMNS,
    "terms": {"type": "SPARSE_FLOAT_VECTOR"},
    "pairs": {"type": "SPARSE_FLOAT_VECTOR"},
}
POINTER_COLUMNS = {"name": _NAME, "generation": _STRING, "collections": _STRING, "before": _STRING, "bare": _BARE}


def vector_columns(dimension: int) -> dict[str, dict[str, Any]]:
    """Return the columns for vectors of this dimension; a passage's tokens stand beside its first."""
    return {
        "row": _KEY,
        "passage": {"type": "INT64"},
        **COLUMNS,
        "vector": {"type": "FLOAT_VECTOR", "dim": dimension},
        "tokens": {"type": "ARRAY", "element": "VARCHAR", "max_capacity": _MOST_STRINGS, "max_length": 65_535},
    }


@dataclass(frozen=True, slots=True)
class Collections:
    """The names of a generation's collections."""

    start: str

    @property
    def vectors(self) -> str:
        """One row for each vector of a passage: its own, then its sentences'."""
        return f"{self.start}_vectors"

    @property
    def words(self) -> str:
        """One row for each passage."""
        return f"{self.start}_words"

    @property
    def terms(self) -> str:
        """One row for each term."""
        return f"{self.start}_terms"

    @property
    def files(self) -> str:
        """One row for each piece of a file."""
        return f"{self.start}_files"

    @property
    def all(self) -> tuple[str, ...]:
        """All of them."""
        return self.vectors, self.words, self.terms, self.files
