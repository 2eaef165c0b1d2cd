"""Rebuilding from good seeds, from bad ones, and while something goes wrong."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from embeddings.documents import Period
from embeddings.errors import BusyError, SeedsError
from embeddings.indexing.corpus import CORPUS, Corpus
from embeddings.indexing.generations import current_name, damaged_file, open_current, rebuild_lock
from embeddings.indexing.sentence_encoder import SHIPPED
from embeddings.indexing.stacks import Stack
from embeddings.indexing.vectors import VECTORS
from embeddings.rebuild import Summary, rebuild
from retrieval.library import open_library
from retrieval.verification import verify
from tests.conftest import SEEDS
from tests.fakes import HashEncoder, Silence

if TYPE_CHECKING:
    from pathlib import Path

    from embeddings.indexing.sentence_encoder import SentenceEncoder

PROSE = "The minister said on Tuesday that the talks would go on for another week, and that nobody had left the table."


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    return folder


def build(seeds: Path, encoder: HashEncoder | None = None) -> Summary:
    return rebuild(seeds, seeds.parent / "index", lambda: encoder or HashEncoder(), "cl100k_base", Silence())


def texts(index: Path) -> list[str]:
    with closing(open_current(index)) as generation, closing(Corpus(generation.folder / CORPUS)) as corpus:
        return [" ".join(sentences) for _, _, sentences in corpus.passage_texts()]


def test_the_same_seeds_give_the_same_passages_and_vectors(tmp_path: Path) -> None:
    files = []
    for name in ("one", "two"):
        rebuild(SEEDS, tmp_path / name, HashEncoder, "cl100k_base", Silence())
        with closing(open_current(tmp_path / name)) as generation:
            files.append([(generation.folder / file).read_bytes() for file in (CORPUS, VECTORS)])
    assert files[0] == files[1]


def test_a_rebuild_embeds_only_what_changed(seeds: Path) -> None:
    (seeds / "a.txt").write_text(f"{PROSE}\n\n{PROSE.replace('Tuesday', 'Friday')}\n")
    build(seeds)
    (seeds / "b.txt").write_text(PROSE.replace("minister", "envoy"))
    assert build(seeds).embedded == 1


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SeedsError, match=r"no seeds folder at .*nowhere: make it, or name another with --seeds"):
        build(tmp_path / "nowhere")


def test_an_empty_folder_is_named(seeds: Path) -> None:
    with pytest.raises(SeedsError, match=r"holds no document: put \.txt, \.md or \.html files there"):
        build(seeds)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "is empty"), (b" \n\t\n", "is empty"), (b"\x7fELF\0\0\0\1", "is binary")],
)
def test_a_file_that_cannot_be_indexed_is_counted_and_the_others_are_kept(
    seeds: Path, content: bytes, reason: str
) -> None:
    (seeds / "bad.txt").write_bytes(content)
    (seeds / "good.txt").write_text(PROSE)
    summary = build(seeds)
    assert summary.documents == 1
    assert any("bad.txt" in line and reason in line for line in summary.warnings)


def test_unreadable_files_and_symlink_loops_are_named_and_the_others_are_kept(seeds: Path) -> None:
    (seeds / "good.txt").write_text(PROSE)
    (seeds / "gone.txt").symlink_to(seeds / "nothing.txt")
    (seeds / "loop.txt").symlink_to(seeds / "pool.txt")
    (seeds / "pool.txt").symlink_to(seeds / "loop.txt")
    (seeds / "again").symlink_to(seeds)
    summary = build(seeds)
    assert summary.documents == 1
    assert len([line for line in summary.warnings if "cannot be read" in line]) == 3


def test_a_link_out_of_the_folder_is_not_followed(seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(PROSE)
    (seeds / "good.txt").write_text(PROSE)
    (seeds / "secret.txt").symlink_to(tmp_path / "secret.txt")
    assert build(seeds).documents == 1


def test_nothing_indexed_is_an_error_that_says_why(seeds: Path) -> None:
    (seeds / "bad.txt").write_bytes(b"\0\1\2")
    with pytest.raises(SeedsError, match=r"nothing in .* could be indexed: .*bad\.txt is binary"):
        build(seeds)
    assert current_name(seeds.parent / "index") is None


def test_a_file_that_is_not_utf8_is_decoded_and_its_offsets_count_in_the_decoded_text(seeds: Path) -> None:
    prose = "Der Präsident erklärte am Dienstag, über die Größe des Fonds müsse später entschieden werden. " * 4
    (seeds / "latin.txt").write_bytes(prose.encode("cp1252"))
    summary = build(seeds)
    assert any("latin.txt is not UTF-8" in line for line in summary.warnings)
    assert " ".join(texts(seeds.parent / "index")) == prose.strip()


def test_one_line_of_two_megabytes_is_split_and_nothing_of_it_is_lost(seeds: Path) -> None:
    line = f"{PROSE} " * (2_000_000 // len(PROSE))
    (seeds / "long.txt").write_text(line)
    build(seeds)
    assert " ".join(texts(seeds.parent / "index")) == line.strip()


def test_two_files_with_the_same_content_are_said_to_be_so(seeds: Path) -> None:
    (seeds / "a.txt").write_text(PROSE)
    (seeds / "b.txt").write_text(PROSE)
    assert "b.txt has the same content as a.txt" in build(seeds).warnings


def test_a_second_rebuild_at_the_same_time_says_so(seeds: Path) -> None:
    (seeds / "a.txt").write_text(PROSE)
    with rebuild_lock(seeds.parent / "index"), pytest.raises(BusyError, match="another rebuild"):
        build(seeds)


def test_a_rebuild_that_fails_leaves_the_old_generation_and_nothing_else(seeds: Path) -> None:
    class Breaks(HashEncoder):
        def export(self, folder: Path) -> None:
            raise OSError(28, "No space left on device")

    (seeds / "a.txt").write_text(PROSE)
    build(seeds)
    index = seeds.parent / "index"
    shutil.rmtree(index / str(current_name(index)) / "encoder")
    before = current_name(index)
    with pytest.raises(OSError, match="No space"):
        build(seeds, Breaks())
    assert current_name(index) == before
    assert not list(index.glob(".building-*"))


def test_the_generation_before_goes_when_nobody_reads_it_and_stays_while_somebody_does(seeds: Path) -> None:
    (seeds / "a.txt").write_text(PROSE)
    index = seeds.parent / "index"
    build(seeds)
    with closing(open_current(index)) as read:
        build(seeds)
        assert damaged_file(read) is None
    build(seeds)
    assert [path.name for path in index.iterdir() if path.is_dir()] == [current_name(index)]


@pytest.mark.slow
def test_a_rebuild_killed_at_any_moment_leaves_an_index_that_is_whole(seeds: Path) -> None:
    for name in "abcdefgh":
        (seeds / f"{name}.txt").write_text("\n\n".join(f"{PROSE} Number {name}{at}." for at in range(50)))
    build(seeds)
    index = seeds.parent / "index"
    code = (
        "import sys; from pathlib import Path; from embeddings.rebuild import rebuild\n"
        "from tests.fakes import HashEncoder, Silence\n"
        "print(flush=True)\n"
        "while True: rebuild(Path(sys.argv[1]), Path(sys.argv[2]), HashEncoder, 'cl100k_base', Silence())"
    )
    moment = random.Random(7)
    for _ in range(8):
        process = subprocess.Popen([sys.executable, "-c", code, seeds, index], stdout=subprocess.PIPE)
        assert process.stdout
        process.stdout.readline()
        time.sleep(moment.uniform(0.1, 1.2))
        process.kill()
        process.communicate()
        with closing(open_current(index)) as generation:
            assert damaged_file(generation) is None
            assert Stack(generation.folder / VECTORS, np.int16).passages == generation.manifest.counts["passages"]


def test_a_reprint_without_a_date_speaks_of_the_days_of_its_first_dated_copy(seeds: Path) -> None:
    (seeds / "dated.txt").write_text(f"Published: November 16, 2019\n\n{PROSE}\n\n{PROSE.replace('Tuesday', 'Friday')}")
    (seeds / "undated.txt").write_text(PROSE)
    build(seeds)
    with closing(open_current(seeds.parent / "index")) as generation:
        file = generation.folder / CORPUS
    with closing(Corpus(file)) as corpus:
        (passage,) = corpus.passages_of(1)
        tuesday = Period(date(2019, 11, 12), date(2019, 11, 12), "date")
        assert passage.said == tuesday
        assert {statement.said for statement in corpus.statements_in(passage.id)} == {tuesday}


@pytest.mark.parametrize(
    ("stated", "fault"),
    [('colour = "red"', "bad.toml states 'colour'"), ('published = "soon"', "bad.toml: published is 'soon'")],
)
def test_a_sidecar_that_errs_leaves_its_file_out_and_the_others_in(seeds: Path, stated: str, fault: str) -> None:
    (seeds / "bad.txt").write_text(PROSE)
    (seeds / "bad.toml").write_text(stated)
    (seeds / "good.txt").write_text(PROSE.replace("minister", "envoy"))
    summary = build(seeds)
    assert summary.documents == 1
    assert [fault in line for line in summary.warnings] == [True]


def test_markup_is_taken_out_and_every_passage_still_stands_in_its_file(seeds: Path, encoder: SentenceEncoder) -> None:
    html = PROSE.replace("minister", "<b>min</b>ister &amp; <a href='x>y'>envoy</a>").replace("week,", "week,\n<br>")
    (seeds / "a.html").write_text(
        f"<html><body><nav>Home</nav><h1>Talks go on</h1><p>{html}</p><p>{html}</p></body></html>"
    )
    (seeds / "b.md").write_text(f"---\ntitle: Talks\n---\n\n# Talks go on\n\n**{PROSE}**\n\n> {PROSE}\n")
    rebuild(seeds, seeds.parent / "index", lambda: encoder, "cl100k_base", Silence())
    with closing(open_library(seeds.parent / "index", SHIPPED)) as library:
        verdict = verify(library, seeds)
    assert (verdict.passages, verdict.faults) == (len(texts(seeds.parent / "index")), ())
    assert PROSE.replace("minister", "minister & envoy") in " ".join(texts(seeds.parent / "index"))
