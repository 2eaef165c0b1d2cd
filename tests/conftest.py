"""What many tests share: an index of the seeds, built once, and the real model."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from embeddings.encoding.encoder_choice import ENCODER
from embeddings.encoding.model_files import SHIPPED
from embeddings.encoding.onnx_encoder import OnnxEncoder
from retrieval.library import Library, open_library
from tests.milvus_server import MISSING, milvus
from tests.places import ROOT, SEEDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
settings.load_profile("untimed")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what starts a server."""
    for item in items:
        if "milvus_url" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no setting of whoever runs the tests change what they see."""
    for name in [name for name in os.environ if name.startswith(("VERBATIM_", "TELEGRAM_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PYTHONSAFEPATH", "")  # the program sets it for the processes that it starts


@pytest.fixture(scope="session")
def seeds_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the index of the seeds in a process of its own: the training library stays out of this one."""
    index = tmp_path_factory.mktemp("seeds") / "index"
    command = [sys.executable, "-m", "bot", "rebuild", "--seeds", str(SEEDS), "--index", str(index)]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    return index


@pytest.fixture(scope="session")
def encoder(seeds_index: Path) -> OnnxEncoder:
    """Return the real model as it was exported for that index."""
    return OnnxEncoder(seeds_index / ENCODER)


@pytest.fixture(scope="session")
def library(seeds_index: Path) -> Iterator[Library]:
    with closing(open_library(seeds_index, SHIPPED)) as opened:
        yield opened


@pytest.fixture(scope="session")
def milvus_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run a server of Milvus, where its package is installed."""
    if MISSING:
        pytest.skip(MISSING)
    with milvus(tmp_path_factory.mktemp("milvus")) as url:
        yield url
