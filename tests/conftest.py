"""What many tests share: the seeds, the real model loaded once, and an index built from them once."""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from embeddings.encoding.encoder_choice import passage_encoder
from embeddings.encoding.model_files import SHIPPED
from embeddings.encoding.torch_encoder import SentenceEncoder
from embeddings.rebuild import rebuild
from retrieval.library import Library, open_library
from tests.fakes import Silence
from tests.places import SEEDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no setting of whoever runs the tests change what they see."""
    for name in [name for name in os.environ if name.startswith(("VERBATIM_", "TELEGRAM_"))]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    return SentenceEncoder(SHIPPED)


@pytest.fixture(scope="session")
def seeds_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("seeds") / "index"
    rebuild(SEEDS, index, lambda: passage_encoder(index, SHIPPED), "cl100k_base", Silence())
    return index


@pytest.fixture(scope="session")
def library(seeds_index: Path) -> Iterator[Library]:
    with closing(open_library(seeds_index, SHIPPED)) as opened:
        yield opened
