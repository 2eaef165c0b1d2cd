"""One machine builds into Milvus; every other one needs the URL alone, and sees whole generations only."""

from __future__ import annotations

from contextlib import ExitStack, closing
from typing import TYPE_CHECKING
from uuid import uuid4

import numpy as np
import pytest

from embeddings.encoding.encoder import PassageVectors
from embeddings.encoding.token_codes import encode
from embeddings.engines import fetch_current, open_index
from embeddings.errors import SettingsError, UnusableIndexError
from embeddings.indexing.milvus import REFERENCE
from embeddings.indexing.milvus.collections import START
from embeddings.indexing.milvus.connection import Milvus
from embeddings.indexing.milvus.writer import MilvusIndexWriter
from embeddings.indexing.passage_index import Filter
from embeddings.rebuild import rebuild
from embeddings.storage.corpus import CORPUS, Corpus
from embeddings.storage.generations import current_name, open_current
from embeddings.storage.records import Facts
from tests.fakes import HashEncoder, Silence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from embeddings.indexing.passage_index import PassageIndex
    from embeddings.rebuild import Summary

PROSE = "The minister said on Tuesday that the {} would go on for another week, and that nobody had left the table."


@pytest.fixture
def url(milvus_url: str) -> str:
    """Return the URL of a database that holds nothing."""
    from pymilvus import MilvusClient

    database = f"d{uuid4().hex}"
    with closing(MilvusClient(milvus_url.replace("milvus", "http"))) as client:
        client.create_database(database)
    return f"{milvus_url}/{database}"


@pytest.fixture
def build(tmp_path: Path, url: str) -> Callable[..., Summary]:
    def built(subject: str) -> Summary:
        """Build from one article about the subject."""
        (tmp_path / "seeds").mkdir(exist_ok=True)
        (tmp_path / "seeds" / "a.txt").write_text(PROSE.format(subject))
        return rebuild(tmp_path / "seeds", tmp_path / "builder", HashEncoder, "cl100k_base", Silence(), url=url)

    return built


@pytest.fixture
def asking(tmp_path: Path, url: str) -> Iterator[Callable[[], tuple[PassageIndex, Corpus]]]:
    """Open what is in force as a machine does that has nothing but the URL."""
    with ExitStack() as opened:

        def asked() -> tuple[PassageIndex, Corpus]:
            fetch_current(tmp_path / "asker", url)
            generation = opened.enter_context(closing(open_current(tmp_path / "asker")))
            corpus = opened.enter_context(closing(Corpus(generation.folder / CORPUS)))
            return opened.enter_context(closing(open_index(generation.folder, url))), corpus

        yield asked


def test_who_has_the_url_finds_and_reads_what_another_machine_built(
    build: Callable[..., Summary], asking: Callable[[], tuple[PassageIndex, Corpus]]
) -> None:
    built, again = build("talks"), build("talks")
    assert (again.unchanged, again.generation) == (True, built.generation)
    index, corpus = asking()
    assert index.count(Filter()) == corpus.count("passages") == built.passages
    assert index.printing("the talks would go on", Filter(), 3) == [0]


@pytest.mark.slow
def test_a_reader_keeps_its_generation_while_the_next_is_in_force_and_no_longer(
    build: Callable[..., Summary], asking: Callable[[], tuple[PassageIndex, Corpus]], tmp_path: Path, url: str
) -> None:
    subjects = ("talks", "strike", "vote")
    before: PassageIndex | None = None
    for subject in subjects:
        generation = build(subject).generation
        if before:
            assert [other for other in subjects if before.prints(other)] == [subjects[subjects.index(subject) - 1]]
        before, _ = asking()
        assert current_name(tmp_path / "asker") == generation
        assert [other for other in subjects if before.prints(other)] == [subject]
    with closing(Milvus(url)) as milvus:
        assert len({name.rpartition("_")[0] for name in milvus.names() if name.startswith(START)}) == 2


@pytest.mark.slow
def test_a_build_that_ended_half_way_changes_nothing_and_is_removed_by_the_next(
    build: Callable[..., Summary], asking: Callable[[], tuple[PassageIndex, Corpus]], url: str, tmp_path: Path
) -> None:
    build("talks")
    (tmp_path / "half").mkdir()
    rows = np.eye(8, dtype=np.float32)
    writer = MilvusIndexWriter(tmp_path / "half", url)
    for passage in range(300):
        writer.add(passage, "strike", PassageVectors(rows, encode(rows)), Facts())
    index, _ = asking()
    assert (index.prints("talks"), index.prints("strike")) == (True, False)
    with closing(Milvus(url)) as milvus:
        left_over = {name for name in milvus.names() if milvus.count(name, "") > 300}
        build("vote")
        assert left_over
        assert not left_over & set(milvus.names())


def test_without_the_url_an_index_in_milvus_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / REFERENCE).write_text("{}")
    with pytest.raises(UnusableIndexError, match=r"are in Milvus: set VERBATIM_INDEX_URL, or run verbatim rebuild$"):
        open_index(tmp_path, None)


def test_a_damaged_reference_is_one_line_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / REFERENCE).write_text("{}")
    with pytest.raises(UnusableIndexError, match=r"^the index in .* cannot be read \(.*\): run verbatim rebuild$"):
        open_index(tmp_path, "milvus://127.0.0.1:9")


def test_a_milvus_without_an_index_says_so(url: str, tmp_path: Path) -> None:
    with pytest.raises(UnusableIndexError, match=r"^there is no index in Milvus at .*: run verbatim rebuild$"):
        fetch_current(tmp_path, url)


def test_a_server_that_is_not_there_is_one_line_without_the_password(tmp_path: Path) -> None:
    pytest.importorskip("pymilvus")
    with pytest.raises(UnusableIndexError, match=r"^Milvus at 127\.0\.0\.1:9 does not answer") as raised:
        fetch_current(tmp_path, "milvus://reader:s3cret@127.0.0.1:9")
    assert "s3cret" not in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("wrong", ["http://host", "milvus://", "milvus://host:port", "host:19530", "milvus://[::1"])
def test_a_url_that_names_no_milvus_is_refused_without_being_shown(wrong: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"^VERBATIM_INDEX_URL should be milvus://host:port") as raised:
        fetch_current(tmp_path, wrong)
    assert wrong not in str(raised.value).replace("milvus://host:port", "")
