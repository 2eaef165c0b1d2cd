"""Rebuilding from good seeds, from bad ones, and while something goes wrong."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NoReturn

import numpy as np
import pytest

from embeddings import inputs, workers
from embeddings.documents import Inferred, Period
from embeddings.encoding.encoder import PassageText
from embeddings.encoding.encoder_choice import ENCODER, passage_encoder
from embeddings.encoding.model_files import SHIPPED
from embeddings.encoding.onnx_encoder import OnnxEncoder
from embeddings.encoding.vector_cache import VectorCache
from embeddings.errors import BusyError, DiskFullError, EncoderError, SeedsError
from embeddings.indexing.row_file import RowFile
from embeddings.indexing.vectors import VECTORS
from embeddings.rebuild import Summary, rebuild
from embeddings.storage.corpus import CORPUS, Corpus
from embeddings.storage.generations import current_name, damaged_file, open_current, rebuild_lock
from retrieval.library import open_library
from retrieval.verification import verify
from tests.asking import answer
from tests.benchmarks.kills import killed
from tests.embeddings.encoding.test_encoders import static
from tests.embeddings.formats.made import FILES
from tests.fakes import HashEncoder, Silence
from tests.places import ROOT, SEEDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from embeddings.encoding.encoder import EncoderIdentity, PassageVectors

PROSE = "The minister said on Tuesday that the talks would go on for another week, and that nobody had left the table."


@pytest.mark.slow
def test_several_processes_read_what_one_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    monkeypatch.setattr(workers, "cores", lambda: 2)
    for name, few in (("alone", 1000), ("together", 1)):
        monkeypatch.setattr(workers, "WORTH_STARTING", few)
        rebuild(SEEDS, tmp_path / name, HashEncoder, "cl100k_base", Silence())
        made.append((tmp_path / name / (current_name(tmp_path / name) or "") / CORPUS).read_bytes())
    assert made[0] == made[1]


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


def test_a_passage_that_several_articles_print_is_embedded_once(seeds: Path) -> None:
    for name in "abc":
        (seeds / f"{name}.txt").write_text(f"{PROSE}\n\n{PROSE.replace('Tuesday', 'Friday')}\n")
    assert build(seeds).embedded == 2


def test_the_vectors_of_a_passage_that_no_article_prints_any_more_are_dropped(seeds: Path) -> None:
    (seeds / "a.txt").write_text(PROSE)
    (seeds / "b.txt").write_text(PROSE.replace("minister", "envoy"))
    build(seeds)
    (seeds / "b.txt").unlink()
    build(seeds)
    (seeds / "b.txt").write_text(PROSE.replace("minister", "envoy"))
    assert build(seeds).embedded == 1


def test_where_nothing_has_changed_the_index_stays(seeds: Path) -> None:
    (seeds / "a.txt").write_text(f"Menu\n\n{PROSE}")
    (seeds / "bad.txt").write_bytes(b"\0")
    first, second = build(seeds), build(seeds)
    assert second.unchanged
    assert not first.unchanged
    assert replace(second, unchanged=False, embedded=1, seconds=first.seconds) == first


def add(seeds: Path) -> None:
    (seeds / "b.txt").write_text(PROSE)


def remove(seeds: Path) -> None:
    (seeds / "b.txt").unlink()


def rename(seeds: Path) -> None:
    (seeds / "a.txt").rename(seeds / "z.txt")


def state_beside(seeds: Path) -> None:
    (seeds / "a.toml").write_text('title = "Talks"')


def damage(seeds: Path) -> None:
    file = next((seeds.parent / "index").glob(f"2*/{VECTORS}"))
    status = file.stat()
    file.write_bytes(b"\0" * status.st_size)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.mark.slow
@pytest.mark.parametrize("change", [add, remove, rename, state_beside, damage])
def test_whatever_changes_makes_a_new_index(seeds: Path, change: Callable[[Path], None]) -> None:
    (seeds / "a.txt").write_text(PROSE)
    (seeds / "b.txt").write_text(PROSE.replace("minister", "envoy"))
    before = build(seeds).generation
    change(seeds)
    assert build(seeds).generation != before


@pytest.mark.slow
def test_another_program_makes_a_new_index(seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (seeds / "a.txt").write_text(PROSE)
    build(seeds)
    code = tmp_path / "code"
    code.mkdir()
    monkeypatch.setattr(inputs, "CODE", code)
    assert not build(seeds).unchanged
    assert build(seeds).unchanged
    (code / "new.py").write_text("")
    assert not build(seeds).unchanged


def test_a_seed_that_changes_while_it_is_read_is_read_again_by_the_next_rebuild(seeds: Path) -> None:
    class Edits(HashEncoder):
        def export(self, folder: Path) -> None:
            (seeds / "a.txt").write_text(PROSE.replace("Tuesday", "Friday"))
            super().export(folder)

    (seeds / "a.txt").write_text(PROSE)
    build(seeds, Edits())
    (seeds / "a.txt").write_text(PROSE)
    assert not build(seeds).unchanged


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # files that the interrupt left open
def test_an_interrupted_rebuild_loses_one_batch_at_most(seeds: Path) -> None:
    class Stops(HashEncoder):
        def embed(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
            if self.embedded >= 300:
                raise KeyboardInterrupt
            return super().embed(passages)

    (seeds / "a.txt").write_text("\n\n".join(f"{PROSE} It was number {number}." for number in range(500)))
    stops = Stops()
    with pytest.raises(KeyboardInterrupt):
        build(seeds, stops)
    assert build(seeds).embedded == 500 - stops.embedded < 250


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SeedsError, match=r"no seeds folder at .*nowhere: verbatim add FILE makes it, --seeds"):
        build(tmp_path / "nowhere")


def test_an_empty_folder_is_named(seeds: Path) -> None:
    with pytest.raises(SeedsError, match=r"holds no document: put \.txt, \.md, .* or \.eml files there"):
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


@pytest.mark.slow
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
    before = current_name(index)
    (seeds / "b.txt").write_text(PROSE)
    with pytest.raises(DiskFullError, match=r"the disk of .*index is full: make room or name another folder"):
        build(seeds, Breaks())
    assert current_name(index) == before
    assert not list(index.glob(".building-*"))


@pytest.mark.slow
@pytest.mark.parametrize("room", [0, 50_000, 500_000])
def test_a_full_disk_is_one_line_and_the_old_index_answers_on(seeds: Path, room: int) -> None:
    index = seeds.parent / "index"
    (seeds / "a.txt").write_text(PROSE)
    build(seeds)
    before = current_name(index)
    (seeds / "b.txt").write_text("\n\n".join(f"{PROSE} It was number {number}." for number in range(500)))
    code = (
        "import resource, sys; from pathlib import Path; from embeddings.errors import DiskFullError\n"
        "from embeddings.rebuild import rebuild; from tests.fakes import Silence, StandIn\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))\n"
        "try: rebuild(Path(sys.argv[1]), Path(sys.argv[2]), StandIn, 'cl100k_base', Silence())\n"
        "except DiskFullError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, seeds, index, str(room)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.startswith(f"the disk of {index} is full: make room")
    assert current_name(index) == before
    with closing(open_current(index)) as generation:
        assert damaged_file(generation) is None
    assert [path.name for path in index.iterdir() if path.is_dir()] == [before]
    assert build(seeds).documents == 2


def test_no_room_to_open_the_vectors_costs_none_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path) -> NoReturn:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    encoder, passage = HashEncoder(), PassageText((PROSE,))
    with closing(VectorCache(tmp_path / "vectors.sqlite", encoder.identity)) as cache:
        cache.put([(cache.key(passage), encoder.embed([passage])[0])])
    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", full)
        with pytest.raises(sqlite3.OperationalError):
            VectorCache(tmp_path / "vectors.sqlite", encoder.identity)
    with closing(VectorCache(tmp_path / "vectors.sqlite", encoder.identity)) as cache:
        assert cache.key(passage) in cache


def test_damaged_vectors_are_made_again(seeds: Path) -> None:
    (seeds / "a.txt").write_text(PROSE)
    build(seeds)
    (seeds.parent / "index" / "vectors.sqlite").write_bytes(b"nonsense" * 4096)
    (seeds / "b.txt").write_text(PROSE.replace("minister", "envoy"))
    assert build(seeds).embedded == 2


def test_the_generation_before_goes_when_its_last_reader_leaves(seeds: Path) -> None:
    (seeds / "a.txt").write_text(PROSE)
    index = seeds.parent / "index"
    build(seeds)
    one, two = open_current(index), open_current(index)
    (seeds / "b.txt").write_text(PROSE)
    now = build(seeds).generation
    one.close()
    assert damaged_file(two) is None
    two.close()
    assert [path.name for path in index.iterdir() if path.is_dir()] == [now]


def test_what_a_killed_rebuild_left_goes_with_the_next(seeds: Path) -> None:
    (seeds / "a.txt").write_text(PROSE)
    index = seeds.parent / "index"
    now = build(seeds).generation
    shutil.copytree(index / now, index / "20990101T000000000000Z")
    shutil.copytree(index / now, index / ".building-1")
    (index / "20190101T000000000000Z").mkdir()
    build(seeds)
    assert [path.name for path in index.iterdir() if path.is_dir()] == [now]


def test_a_library_that_cannot_be_opened_holds_nothing(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(folder: Path, identity: EncoderIdentity) -> OnnxEncoder:
        raise EncoderError(f"{folder} lacks {identity.name}")

    (seeds / "a.txt").write_text(PROSE)
    index = seeds.parent / "index"
    build(seeds)
    closed, close = list[Corpus](), Corpus.close

    def closes(corpus: Corpus) -> None:
        closed.append(corpus)
        close(corpus)

    monkeypatch.setattr(Corpus, "close", closes)
    monkeypatch.setattr("retrieval.library.question_encoder", refuses)
    with pytest.raises(EncoderError):
        open_library(index, "hash")
    assert len(closed) == 1
    (seeds / "b.txt").write_text(PROSE)
    now = build(seeds).generation
    assert [path.name for path in index.iterdir() if path.is_dir()] == [now]


@pytest.mark.slow
def test_a_model_that_cannot_be_exported_is_said_to_need_the_training_library_and_answers(
    seeds: Path, tmp_path: Path
) -> None:
    name, index = static(tmp_path), seeds.parent / "index"
    (seeds / "a.txt").write_text(PROSE)
    for _ in range(2):
        summary = rebuild(seeds, index, lambda: passage_encoder(index, name), "cl100k_base", Silence())
        assert [line for line in summary.warnings if line.startswith("questions load sentence-transformers to run")]
    with closing(open_library(index, name)) as library:
        reply = answer("who left the table on Tuesday", library, 1)
    assert PROSE in [citation.place.text for citation in (*reply.citations, *reply.nearest)]


@pytest.mark.slow
def test_no_question_fails_and_none_is_answered_wrongly_while_rebuilds_are_killed(tmp_path: Path) -> None:
    counts = killed(10, tmp_path)
    assert counts["asked"] > 10
    assert counts["generations_asked"] > 1
    assert [counts[name] for name in ("wrong", "failed", "damaged", "left_over")] == [0, 0, 0, 0]


@pytest.mark.slow
@pytest.mark.parametrize("command", ["ask", "rebuild"])
def test_no_training_library_is_loaded_for_a_question_nor_for_a_rebuild_with_the_same_model(
    seeds: Path, seeds_index: Path, tmp_path: Path, command: str
) -> None:
    shutil.copytree(seeds_index, tmp_path / "index")
    (seeds / "a.txt").write_text(PROSE)
    options = {"ask": ["who backs Haftar"], "rebuild": []}[command]
    code = (
        "import sys; from bot.cli import main\n"
        "try: main()\n"
        "except SystemExit as left: status = left.code\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers'} & sys.modules.keys()\n"
        "print(status, sorted(heavy), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, command, "--seeds", seeds, "--index", tmp_path / "index", *options],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stderr.endswith("0 []\n")


@pytest.mark.slow
def test_a_rebuild_killed_at_any_moment_leaves_an_index_that_is_whole(seeds: Path) -> None:
    for name in "abcdefgh":
        (seeds / f"{name}.txt").write_text("\n\n".join(f"{PROSE} Number {name}{at}." for at in range(50)))
    build(seeds)
    index = seeds.parent / "index"
    code = (
        "import sys, time; from pathlib import Path; from embeddings.rebuild import rebuild\n"
        "from tests.fakes import HashEncoder, Silence\n"
        "print(flush=True)\n"
        "while True:\n"
        "    (Path(sys.argv[1]) / 'changing.txt').write_text(f'Nobody left the table at {time.time_ns()}.')\n"
        "    rebuild(Path(sys.argv[1]), Path(sys.argv[2]), HashEncoder, 'cl100k_base', Silence())"
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
            with closing(RowFile(generation.folder / VECTORS, np.int16)) as stack:
                assert stack.passages == generation.manifest.counts["passages"]


def test_a_reprint_without_a_date_speaks_of_the_days_of_its_first_dated_copy(seeds: Path) -> None:
    (seeds / "dated.txt").write_text(f"Published: November 16, 2019\n\n{PROSE}\n\n{PROSE.replace('Tuesday', 'Friday')}")
    (seeds / "undated.txt").write_text(PROSE)
    build(seeds)
    with closing(open_current(seeds.parent / "index")) as generation:
        file = generation.folder / CORPUS
    with closing(Corpus(file)) as corpus:
        (passage,) = corpus.passages_of(1)
        tuesday = Period(date(2019, 11, 12), date(2019, 11, 12), Inferred.DATE)
        assert passage.said == tuesday
        assert {statement.said for statement in corpus.statements_in(passage.id)} == {tuesday}


@pytest.mark.parametrize(
    ("stated", "fault"),
    [("title = T", "bad.toml is not TOML"), ('published = "soon"', "bad.toml: published is 'soon'")],
)
def test_a_sidecar_that_errs_leaves_its_file_out_and_the_others_in(seeds: Path, stated: str, fault: str) -> None:
    (seeds / "bad.txt").write_text(PROSE)
    (seeds / "bad.toml").write_text(stated)
    (seeds / "good.txt").write_text(PROSE.replace("minister", "envoy"))
    summary = build(seeds)
    assert summary.documents == 1
    assert [fault in line for line in summary.warnings] == [True]


def test_markup_is_taken_out_and_every_passage_still_stands_in_its_file(seeds: Path, seeds_index: Path) -> None:
    html = PROSE.replace("minister", "<b>min</b>ister &amp; <a href='x>y'>envoy</a>").replace("week,", "week,\n<br>")
    (seeds / "a.html").write_text(
        f"<html><body><nav>Home</nav><h1>Talks go on</h1><p>{html}</p><p>{html}</p></body></html>"
    )
    (seeds / "b.md").write_text(f"---\ntitle: Talks\n---\n\n# Talks go on\n\n**{PROSE}**\n\n> {PROSE}\n")
    rebuild(seeds, seeds.parent / "index", lambda: OnnxEncoder(seeds_index / ENCODER), "cl100k_base", Silence())
    with closing(open_library(seeds.parent / "index", SHIPPED)) as library:
        verdict = verify(library, seeds)
    assert (verdict.passages, verdict.faults) == (len(texts(seeds.parent / "index")), ())
    assert PROSE.replace("minister", "minister & envoy") in " ".join(texts(seeds.parent / "index"))


@pytest.mark.slow
def test_every_format_is_indexed_and_proven_and_a_changed_file_is_told(seeds: Path, seeds_index: Path) -> None:
    for name, raw in FILES.items():
        (seeds / name).write_bytes(raw)
    rebuild(seeds, seeds.parent / "index", lambda: OnnxEncoder(seeds_index / ENCODER), "cl100k_base", Silence())
    with closing(open_library(seeds.parent / "index", SHIPPED)) as library:
        before = verify(library, seeds)
        (seeds / "a.eml").write_bytes(FILES["a.eml"].replace(b"bridge", b"brigde"))
        (seeds / "a.pdf").write_bytes(FILES["a.pdf"] + b"\n")
        after = verify(library, seeds)
    assert before.passages >= 3 * len(FILES)
    assert before.faults == ()
    assert [fault.split(" since")[0] for fault in after.faults] == ["a.eml has changed", "a.pdf has changed"]
    assert after.faults[1].endswith("outside its passages")


def test_what_is_not_read_or_only_in_part_is_told(seeds: Path) -> None:
    (seeds / "a.txt").write_text(PROSE)
    (seeds / "a.toml").write_text('colour = "red"')
    (seeds / "old.doc").write_text(PROSE)
    warnings = build(seeds).warnings
    assert [any(words in line for line in warnings) for words in ("a.toml states 'colour'", "read: old.doc")] == [
        True,
        True,
    ]
