"""A build on a Ray cluster of two nodes, on this machine."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest

from embeddings.cluster import shards
from embeddings.cluster.connection import RayCluster
from embeddings.encoding.encoder_choice import ENCODER
from embeddings.errors import SettingsError, WorkerError
from embeddings.rebuild import rebuild
from tests.embeddings.cluster.builds import stored
from tests.fakes import HashEncoder, Silence
from tests.places import ROOT, SEEDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from embeddings.encoding.encoder import PassageText, PassageVectors

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    """Run two nodes of one core each."""
    pytest.importorskip("ray")
    from ray.cluster_utils import Cluster

    node = {"num_cpus": 1, "object_store_memory": 200_000_000}
    nodes = Cluster(initialize_head=True, head_node_args={"include_dashboard": False, **node})
    nodes.add_node(**node)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_ADDRESS", nodes.address)
        patch.setattr(shards, "FILES", 2)
        yield
    nodes.shutdown()


class Mortal(HashEncoder):
    """An encoder that takes its process with it, once when it measures texts and once when it embeds them."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def lengths(self, texts: Sequence[str]) -> list[int]:
        self._die_once("measuring")
        return super().lengths(texts)

    def embed(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        self._die_once("embedding")
        return super().embed(passages)

    def _die_once(self, what: str) -> None:
        if not (self._folder / what).exists():
            (self._folder / what).touch()
            os.kill(os.getpid(), signal.SIGKILL)


def test_what_two_nodes_make_is_what_one_machine_makes_though_processes_are_killed(tmp_path: Path) -> None:
    rebuild(SEEDS, tmp_path / "divided", partial(Mortal, tmp_path), "cl100k_base", Silence(), ray="ray")
    rebuild(SEEDS, tmp_path / "whole", HashEncoder, "cl100k_base", Silence())
    assert (tmp_path / "measuring").exists()
    assert (tmp_path / "embedding").exists()
    assert stored(tmp_path / "divided") == stored(tmp_path / "whole")


def test_the_command_line_builds_on_the_cluster(seeds_index: Path, tmp_path: Path) -> None:
    shutil.copytree(seeds_index / ENCODER, tmp_path / ENCODER)  # the model is exported once for all tests
    command = [sys.executable, "-m", "bot", "rebuild", "--on", "ray", "--index", str(tmp_path), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert stored(tmp_path) == stored(seeds_index)


def test_a_functions_own_error_comes_back_as_it_is_and_a_lost_process_as_one_line() -> None:
    with RayCluster("ray") as cluster:
        assert list(cluster.map(abs, [-1, 2, -3])) == [1, 2, 3]
        with pytest.raises(WorkerError, match=r"^too large$"):
            list(cluster.map(_refuse, [1]))
        with pytest.raises(WorkerError, match=r"^the cluster lost work and could not repeat it") as raised:
            list(cluster.map(os._exit, [1]))
    assert "\n" not in str(raised.value)


def test_an_address_where_nothing_answers_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RAY_ADDRESS")
    with pytest.raises(SettingsError, match=r"^no Ray cluster answers at ray://127\.0\.0\.1:9 ") as raised:
        RayCluster("ray://127.0.0.1:9")
    assert "\n" not in str(raised.value)


def _refuse(_: int) -> None:
    raise WorkerError("too large")
