"""Every claim is made of every engine: the local one in each of its shapes, and Milvus."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from embeddings.indexing import vectors
from embeddings.indexing.local_index import LocalIndex, LocalIndexWriter
from embeddings.indexing.milvus import reader
from embeddings.indexing.milvus.reader import MilvusIndex
from embeddings.indexing.milvus.writer import MilvusIndexWriter
from tests.embeddings.indexing.contract.shelves import Engine, Shelf, various

if TYPE_CHECKING:
    from collections.abc import Iterator

SHAPES: dict[str, dict[str, int]] = {
    "one by one": {},
    "half precision": {"MOST_COMPARED": 0},
    "codes": {"MOST_COMPARED": 0, "MOST_EXACT": 0},
}
"""What makes so small an index take the shape of a larger one."""


SERVED = {"milvus, conditions met here": 2048, "milvus, conditions met there": 0}
"""How many passages count as few: whether they pass is told here, of many it is left to the server."""


@pytest.fixture(scope="package", params=[*SHAPES, *(pytest.param(name, marks=pytest.mark.slow) for name in SERVED)])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in SHAPES.get(request.param, {}).items():
            patch.setattr(vectors, name, value)
        if request.param in SERVED:
            patch.setattr(reader, "FEW", SERVED[request.param])
            url = request.getfixturevalue("milvus_url")
            yield Engine(partial(MilvusIndexWriter, url=url), partial(MilvusIndex, url=url))
        else:
            yield Engine(LocalIndexWriter, LocalIndex)


@pytest.fixture(scope="package")
def shelf(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    stacked = various(engine, tmp_path_factory.mktemp("shelf"))
    yield stacked
    stacked.index.close()
