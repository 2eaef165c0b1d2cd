"""A build divided into shards stores what the local one does, and makes no shard twice."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Generic, Self, TypeVar

import pytest
from click.testing import CliRunner

from bot.commands.indexing import rebuild as rebuild_command
from embeddings.cluster import connection, shards
from embeddings.cluster.connection import RayCluster
from embeddings.errors import SettingsError, WorkerError
from embeddings.rebuild import Summary, rebuild
from tests.embeddings.cluster.builds import stored
from tests.fakes import HashEncoder, Silence
from tests.places import SEEDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from embeddings.encoding.encoder import PassageEncoder, PassageText, PassageVectors

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

PROSE = "The {0} said on Tuesday that the {0}s would go on for another week, and that no {0} had left the table."
SUBJECTS = ("envoy", "envoy", "miner", "farmer", "pilot", "nurse", "sailor", "teacher", "builder", "singer")


GROUPS = 6
"""Groups into which the names of the articles part them."""


@dataclass(frozen=True, slots=True)
class Held(Generic[_Item]):
    item: _Item

    def value(self) -> _Item:
        return self.item


class Here:
    """A cluster of this process alone, which counts what it is asked to make, and may break down."""

    made: ClassVar[Counter[str]] = Counter()
    most = 1000

    def __init__(self, address: str) -> None:
        assert address == "ray"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def share(self, value: _Item) -> Held[_Item]:
        return Held(value)

    def map(self, function: Callable[[_Item], _Result], items: Iterable[_Item]) -> Iterator[_Result]:
        for item in items:
            if self.made.total() == self.most:
                raise WorkerError("the cluster is gone")
            self.made[function.func.__name__] += 1  # type: ignore[attr-defined]
            yield function(item)

    def embed(
        self, encoder: Held[PassageEncoder], batches: Iterable[dict[bytes, PassageText]]
    ) -> Iterator[Iterable[tuple[bytes, PassageVectors]]]:
        for batch in batches:
            yield zip(batch, encoder.value().embed(list(batch.values())), strict=True)


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two files make a shard, on average."""
    monkeypatch.setattr(shards, "FILES", 2)
    monkeypatch.setattr(connection, "RayCluster", Here)
    monkeypatch.setattr(Here, "made", Counter())


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Return a folder of ten articles, one of which prints what another does, and one that cannot be read."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    for at, subject in enumerate(SUBJECTS):
        (folder / f"{at}.txt").write_text(PROSE.format(subject))
    (folder / "bad.txt").write_bytes(b"\0")
    return folder


def build(seeds: Path, name: str, ray: str | None = "ray") -> Summary:
    return rebuild(seeds, seeds.parent / name, HashEncoder, "cl100k_base", Silence(), ray=ray)


def test_shards_together_are_what_one_machine_stores(tmp_path: Path) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    build(tmp_path / "seeds", "divided")
    build(tmp_path / "seeds", "whole", None)
    assert Here.made["corpus_shard"] > 2
    assert stored(tmp_path / "divided") == stored(tmp_path / "whole")


def test_a_divided_build_says_what_a_local_one_says(seeds: Path) -> None:
    divided, whole = build(seeds, "divided"), build(seeds, "whole", None)
    assert divided.warnings == whole.warnings
    assert (divided.dropped, divided.embedded) == (whole.dropped, whole.embedded)
    assert [warning for warning in whole.warnings if "the same content" in warning]
    assert [warning for warning in whole.warnings if "left out: bad.txt" in warning]


def test_of_a_grown_corpus_the_shard_with_the_new_file_is_read_again_and_no_other(seeds: Path) -> None:
    build(seeds, "index")
    Here.made.clear()
    (seeds / "55.txt").write_text(PROSE.format("driver"))
    assert build(seeds, "index").embedded == 1
    assert Here.made == {"draft_shard": 1, "corpus_shard": 1}
    build(seeds, "whole", None)
    assert stored(seeds.parent / "index") == stored(seeds.parent / "whole")


@pytest.mark.parametrize("new", ["Published: 2018-07-01\n\nThe driver slept.", "On March 5, 2021 the driver slept."])
def test_of_a_grown_corpus_what_looked_up_days_that_are_new_is_annotated_again_and_nothing_else(
    seeds: Path, new: str
) -> None:
    (seeds / "yearless.txt").write_text("The envoy said that the talks had begun on March 5.")
    (seeds / "dated.txt").write_text("Published: 2019-03-06\n\n" + PROSE.format("clerk"))
    build(seeds, "index")
    Here.made.clear()
    (seeds / "55.txt").write_text(new)
    build(seeds, "index")
    assert Here.made == {"draft_shard": 1, "corpus_shard": 2}
    build(seeds, "whole", None)
    assert stored(seeds.parent / "index") == stored(seeds.parent / "whole")


@pytest.mark.parametrize("most", [1, 4, 7])
def test_a_build_that_broke_down_is_gone_on_with(seeds: Path, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Here, "most", most)
        with pytest.raises(WorkerError):
            build(seeds, "index")
    build(seeds, "index")
    assert Here.made == {"draft_shard": GROUPS, "corpus_shard": GROUPS}


def test_shards_of_files_that_are_gone_are_removed(seeds: Path) -> None:
    build(seeds, "index")
    for path in seeds.glob("[2-9].txt"):
        path.unlink()
    build(seeds, "index")
    assert len(list((seeds.parent / "index" / "shards").glob("*/*"))) <= GROUPS


def test_without_ray_a_build_on_it_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(SettingsError, match=r"^a build on Ray needs the extra: pip install 'verbatim-news\[ray\]'$"):
        RayCluster("ray")


@pytest.mark.parametrize("wrong", ["", "milvus://host:1", "10.0.0.1:6379"])
def test_what_is_no_address_of_a_cluster_is_refused(wrong: str) -> None:
    refused = CliRunner().invoke(rebuild_command, ["--on", wrong])
    assert refused.exit_code == 2
    assert "write ray for a cluster of this machine, or ray://HOST:10001" in refused.output


def test_a_half_written_shard_is_none(tmp_path: Path) -> None:
    store = shards.Shards(tmp_path / "shards")
    name = shards.key("one")
    store.write(name, b"whole")
    (tmp_path / "shards" / name[:2] / f"{shards.key('two')}.new").write_bytes(b"hal")
    assert (name in store, shards.key("two") in store) == (True, False)
    assert store.read(name) == b"whole"
