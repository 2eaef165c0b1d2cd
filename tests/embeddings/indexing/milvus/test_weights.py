"""The weights add up to the scores that Tantivy gives, so that both engines rank alike."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.indexing.milvus.weights import CorpusCounts
from embeddings.indexing.terms import FIELDS, Terms, TermsWriter, analyzer, fields_of
from embeddings.storage.records import Facts

VOCABULARY = ("oil", "ports", "truce", "budgets", "the", "winter", "Ferry", "Zürich")
sentences = st.lists(st.sampled_from(VOCABULARY), max_size=90).map(" ".join)
passages = st.builds(lambda text, title, before: (text, Facts(title=title, before=before)), *[sentences] * 3)


@given(st.lists(passages, min_size=1, max_size=12), sentences)
@settings(max_examples=25)
def test_the_weights_of_a_questions_terms_add_up_to_its_bm25_score(
    stored: list[tuple[str, Facts]], question: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        writer = TermsWriter(Path(folder))
        for passage, (text, facts) in enumerate(stored):
            writer.add(passage, text, facts)
        writer.finish()
        expected = Terms(Path(folder)).best(question, None, len(stored))
    analyze, counts = analyzer().analyze, CorpusCounts(tuple(FIELDS.values()))
    counted = [counts.add([analyze(field) for field in fields_of(*each).values()]) for each in stored]
    asked = Counter(analyze(question))
    numbers = {number: asked[term] for term, number, _ in counts.terms() if term in asked}
    weights = [counts.weights(its) for its in counted]
    scores = {
        at: sum(its.get(number, 0) * often for number, often in numbers.items()) for at, its in enumerate(weights)
    }
    assert {at: score for at, score in scores.items() if score} == pytest.approx(expected, rel=1e-5)
