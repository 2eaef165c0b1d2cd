"""A library of the small newsroom, with the real model."""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from embeddings.encoding.encoder_choice import passage_encoder
from embeddings.encoding.model_files import SHIPPED
from embeddings.rebuild import rebuild
from retrieval.library import open_library
from tests.fakes import Silence
from tests.retrieval.newsroom import NEWSROOM, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from retrieval.library import Library


@pytest.fixture(scope="session")
def newsroom(seeds_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Open the newsroom; its index begins as the seeds' own, so that the model is exported only once."""
    folder = tmp_path_factory.mktemp("newsroom")
    shutil.copytree(seeds_index, folder / "index")
    index = folder / "index"
    rebuild(write(NEWSROOM, folder / "seeds"), index, lambda: passage_encoder(index, SHIPPED), "cl100k_base", Silence())
    with closing(open_library(folder / "index", SHIPPED)) as opened:
        yield opened
