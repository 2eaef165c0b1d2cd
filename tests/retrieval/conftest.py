"""A library of the small newsroom, with the real model."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest

from embeddings.encoding.model_files import SHIPPED
from embeddings.rebuild import rebuild
from retrieval.library import open_library
from tests.fakes import Silence
from tests.retrieval.newsroom import NEWSROOM, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from embeddings.encoding.onnx_encoder import OnnxEncoder
    from retrieval.library import Library


@pytest.fixture(scope="session")
def newsroom(encoder: OnnxEncoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Open the index of the newsroom."""
    folder = tmp_path_factory.mktemp("newsroom")
    rebuild(write(NEWSROOM, folder / "seeds"), folder / "index", lambda: encoder, "cl100k_base", Silence())
    with closing(open_library(folder / "index", SHIPPED, date(2021, 7, 29))) as opened:
        yield opened
