"""A question has the same answer whichever engine keeps the passages."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from embeddings.indexing.milvus.reader import MilvusIndex
from embeddings.indexing.milvus.writer import MilvusIndexWriter
from retrieval.understanding.named_in_corpus import Vocabulary
from tests.asking import answer
from tests.copied import copy_passages
from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.library import Library

QUESTIONS = (ROOT / "tests" / "quality" / "seeds.jsonl").read_text(encoding="utf-8").splitlines()


@pytest.mark.slow
def test_milvus_cites_the_same_ten_passages_in_the_same_order(
    library: Library, tmp_path: Path, milvus_url: str
) -> None:
    copy_passages(library, MilvusIndexWriter(tmp_path, milvus_url))
    with closing(MilvusIndex(tmp_path, milvus_url)) as index:
        elsewhere = replace(library, index=index, vocabulary=Vocabulary(library.corpus, index, None))
        for question in (json.loads(line)["question"] for line in QUESTIONS):
            here, there = (answer(question, each, 10) for each in (library, elsewhere))
            assert [each.passage for each in there.citations] == [each.passage for each in here.citations], question
            assert [each.score for each in there.citations] == pytest.approx([each.score for each in here.citations])
            assert there.notice == here.notice
