"""The nearest passages are found, and nothing else, whatever shape an index takes for its size."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.encoding.encoder import PassageVectors, QuestionVectors, unit
from embeddings.encoding.token_codes import encode
from embeddings.errors import UnusableIndexError
from embeddings.indexing import vectors
from embeddings.indexing.local_index import TOKENS, LocalIndex, LocalIndexWriter
from embeddings.indexing.passage_index import Filter
from embeddings.indexing.row_file import RowFile, RowFileWriter
from embeddings.indexing.terms import Terms, TermsWriter
from embeddings.indexing.vectors import LIST, VECTORS, Vectors, VectorsWriter
from embeddings.storage.records import Facts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

PASSAGES, DIMENSION, K = 4000, 32, 10


def rows_of(passage: int) -> NDArray[np.float32]:
    """Return one to four vectors about one of sixty subjects, as unlike each other as those of one subject are."""
    draw = np.random.Generator(np.random.PCG64(passage))
    subject = np.random.Generator(np.random.PCG64(passage % 60)).normal(size=DIMENSION)
    return unit((subject + draw.normal(size=(1 + passage % 4, DIMENSION))).astype(np.float32))


ROWS = [rows_of(passage) for passage in range(PASSAGES)]
QUESTIONS = [rows_of(PASSAGES + at)[0] for at in range(60)]
SCORES = np.array([[float((rows @ question).max()) for rows in ROWS] for question in QUESTIONS])


def write(folder: Path) -> Path:
    writer = VectorsWriter(folder)
    for rows in ROWS:
        writer.add(rows)
    writer.finish()
    return folder


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let so small an index take the shape of one of a million passages."""
    monkeypatch.setattr(vectors, "MOST_COMPARED", 20)
    monkeypatch.setattr(vectors, "MOST_EXACT", 1000)


@pytest.fixture
def codes(large: None, tmp_path: Path) -> Iterator[Vectors]:  # noqa: ARG001 - while it lasts
    with closing(Vectors(write(tmp_path))) as opened:
        yield opened


@pytest.mark.parametrize("share", [1.0, 0.5, 0.1, 0.02, 0.004, 0.001])
def test_nearly_all_of_the_nearest_are_found_however_few_pass_and_nothing_that_does_not(
    codes: Vectors, share: float
) -> None:
    draw = np.random.Generator(np.random.PCG64(5))
    allowed = np.flatnonzero(draw.random(PASSAGES) < share) if share < 1 else None
    passing = np.arange(PASSAGES) if allowed is None else allowed
    recalls = []
    for question, scores in zip(QUESTIONS, SCORES, strict=True):
        near = codes.near(question, allowed, K)
        assert np.isin(near, passing).all()
        nearest = passing[np.argsort(-scores[passing])[:K]]
        recalls.append(np.isin(nearest, near).mean())
    assert np.mean(recalls) >= 0.97


@pytest.mark.usefixtures("large")
def test_as_many_passages_as_are_wanted_are_found_though_some_have_many_near_rows(tmp_path: Path) -> None:
    crowd = np.repeat(ROWS[0][:1], 500, axis=0)
    writer = VectorsWriter(tmp_path)
    for rows in (crowd, *ROWS[1:900]):
        writer.add(rows)
    writer.finish()
    with closing(Vectors(tmp_path)) as opened:
        assert len(opened.near(ROWS[0][0], None, 50)) >= 50


def test_few_passages_are_written_and_found_without_loading_the_library_for_many(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; import numpy as np\n"
        "from embeddings.indexing.vectors import Vectors, VectorsWriter\n"
        "folder, rows = Path(sys.argv[1]), np.eye(8, dtype=np.float32)\n"
        "writer = VectorsWriter(folder)\n"
        "for row in rows: writer.add(row[None])\n"
        "writer.finish(); vectors = Vectors(folder)\n"
        "print(vectors.similarities(rows[3], vectors.near(rows[3], None, 2)).argmax(), 'faiss' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["3", "False"]


@pytest.mark.usefixtures("large")
def test_two_writings_are_byte_for_byte_equal(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write(tmp_path / name)
    for file in (VECTORS, LIST):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_a_row_is_read_back_as_it_was_to_a_ten_thousandth(tmp_path: Path) -> None:
    with closing(Vectors(write(tmp_path))) as opened:
        assert max(np.abs(opened.rows(passage) - ROWS[passage]).max() for passage in range(0, PASSAGES, 7)) < 1e-4


@given(st.lists(st.lists(st.integers(0, 255), max_size=3), min_size=1, max_size=12), st.data())
@settings(max_examples=60, deadline=None)
def test_passages_are_read_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, numbers: list[list[int]], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("rows") / "numbers.bin"
    writer = RowFileWriter(path)
    for row in numbers:
        writer.add(np.array([[number, number] for number in row], np.uint8).reshape(-1, 2))
    writer.close()
    passages = data.draw(st.lists(st.integers(0, len(numbers) - 1), min_size=1))
    with closing(RowFile(path, np.uint8)) as rows:
        content, lengths = rows.read(np.array(passages))
    assert content.tolist() == [[number, number] for passage in passages for number in numbers[passage]]
    assert lengths.tolist() == [len(numbers[passage]) for passage in passages]


@pytest.fixture(scope="module")
def terms(tmp_path_factory: pytest.TempPathFactory) -> Terms:
    """Words of which each next is half as common, so that scores differ and filters miss."""
    folder = tmp_path_factory.mktemp("terms")
    writer = TermsWriter(folder)
    for passage in range(3000):
        words = [f"word{at}" for at in range(10) if passage % 2**at == 0]
        writer.add(passage, " ".join(words * (1 + passage % 3)), Facts())
    writer.finish()
    return Terms(folder)


@given(st.integers(1, 3000), st.integers(0, 2999), st.integers(0, 9), st.integers(1, 40))
@settings(max_examples=100, deadline=None)
def test_of_many_and_of_few_passages_the_same_are_found_by_their_words(
    terms: Terms, length: int, first: int, word: int, k: int
) -> None:
    """The best scores are the same whether other hits are skipped or the allowed passages are named."""
    allowed = np.arange(first, min(3000, first + length))
    scores = {at: score for at, score in terms.best(f"word{word}", None, 3000).items() if first <= at < first + length}
    best = terms.best(f"word{word}", allowed, k)
    assert best.items() <= scores.items()
    assert sorted(best.values(), reverse=True) == sorted(scores.values(), reverse=True)[:k]


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("file", [VECTORS, LIST, TOKENS, "vectors.npy", "columns/speaker.npy", "terms/meta.json"])
def test_a_file_cut_short_is_one_line_with_the_remedy(tmp_path: Path, file: str) -> None:
    writer = LocalIndexWriter(tmp_path)
    for passage, rows in enumerate(ROWS[:500]):
        writer.add(passage, "oil", PassageVectors(rows, encode(rows)), Facts(statements=[(1, None)]))
    writer.finish()
    content = (tmp_path / file).read_bytes()
    (tmp_path / file).write_bytes(content[: len(content) // 2])
    with pytest.raises(UnusableIndexError, match=r"^the index in .* cannot be read \(.*\): run verbatim rebuild$"):
        LocalIndex(tmp_path)


@pytest.mark.usefixtures("large")
def test_a_search_by_meaning_and_words_gives_each_passage_once_with_both_scores(tmp_path: Path) -> None:
    writer = LocalIndexWriter(tmp_path)
    for passage, rows in enumerate(ROWS[:1500]):
        writer.add(passage, "oil" if passage % 50 == 0 else "grain", PassageVectors(rows, encode(rows)), Facts())
    writer.finish()
    question = QuestionVectors(QUESTIONS[0], QUESTIONS[0][None], ("oil",))
    with closing(LocalIndex(tmp_path)) as index:
        candidates = {candidate.passage: candidate for candidate in index.search(question, "oil", Filter(), 40)}
    assert {passage for passage, candidate in candidates.items() if candidate.lexical} == set(range(0, 1500, 50))
    cosines = {passage: candidate.dense for passage, candidate in candidates.items()}
    assert cosines == {passage: pytest.approx(SCORES[0][passage], abs=1e-4) for passage in cosines}
