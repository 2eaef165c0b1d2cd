"""Filters in a Milvus of many passages: how many of the nearest that meet them it finds.

usage: python -m tests.benchmarks.filters INDEX QUESTIONS URL [--passages N] [--limit N] [--json FILE]

The passages are those of INDEX many times over, each with its vector turned towards another's and its days moved back
by whole years. They are searched as the product does, every vector compared, and then with an approximate index that
looks at 100 to 800 vectors. URL names a Milvus, as VERBATIM_INDEX_URL does; what is made there is removed in the end.
"""

from __future__ import annotations

import argparse
import json
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.documents import Period
from embeddings.encoding.encoder import unit
from embeddings.encoding.model_files import SHIPPED
from embeddings.indexing.milvus.collections import vector_columns
from embeddings.indexing.milvus.conditions import columns_of, expression
from embeddings.indexing.milvus.connection import Milvus
from embeddings.indexing.vectors import Vectors, rounded
from retrieval.library import open_library
from tests.benchmarks.scale import filters_of
from tests.benchmarks.tables import show
from tests.embeddings.indexing.contract.shelves import meets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from pymilvus import MilvusClient

    from embeddings.indexing.passage_index import Filter
    from embeddings.storage.records import Facts
    from retrieval.library import Library

_NAME = "filters_measured"
_BATCH = 1000
"""Rows sent at a time: 2 MB."""
_YEARS = 12
"""Years that the days are spread over: what a newspaper keeps on the web."""
_NEAREST = 10
_APPROXIMATE = {"index_type": "HNSW", "metric_type": "IP", "params": {"M": 16, "efConstruction": 128}}
"""Milvus's approximate index with the links and the care that its guide names for vectors of this length."""
_LOOKED_AT = (100, 200, 400, 800)


def main() -> None:
    """Fill a collection, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("url")
    parser.add_argument("--passages", type=int, default=200_000)
    parser.add_argument("--limit", type=int, default=50)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    lines = options.questions.read_text(encoding="utf-8").splitlines()[: options.limit]
    with closing(open_library(options.index, SHIPPED)) as library:
        rows, facts = _grown(library, options.passages)
        questions = [library.encoder.encode(json.loads(line)["question"]).vector for line in lines]
        filters = dict(filters_of(library))
    show(list(_measured(options.url, rows, facts, questions, filters)), options.json)


def _grown(library: Library, count: int) -> tuple[NDArray[np.float32], list[Facts]]:
    """Return the vectors and the facts of so many passages."""
    draw, own = np.random.Generator(np.random.PCG64(0)), library.corpus.count("passages")
    with closing(Vectors(library.generation.folder)) as vectors:
        real = np.stack([vectors.rows(passage)[0] for passage in range(own)])
    known = [library.corpus.facts(passage) for passage in range(own)]
    of, others, years = draw.integers(0, own, count), draw.integers(0, own, count), draw.integers(0, _YEARS, count)
    turned = real[of] + draw.uniform(0.2, 1.0, (count, 1)).astype(np.float32) * real[others]
    facts = [_earlier(known[passage], timedelta(days=365 * int(year))) for passage, year in zip(of, years, strict=True)]
    return rounded(unit(turned)), facts


def _earlier(facts: Facts, span: timedelta) -> Facts:
    def moved(period: Period | None) -> Period | None:
        return period and Period(period.first - span, period.last - span)

    said = [(speaker, moved(period)) for speaker, period in facts.statements]
    return replace(facts, period=moved(facts.period), statements=said)


def _measured(
    url: str,
    rows: NDArray[np.float32],
    facts: Sequence[Facts],
    questions: Sequence[NDArray[np.float32]],
    filters: dict[str, Filter],
) -> Iterator[dict[str, Any]]:
    """Yield for each filter how many passages meet it, and the share found of those that are nearest."""
    from pymilvus import MilvusClient

    passing = {name: np.array([n for n, its in enumerate(facts) if meets(its, filters[name])]) for name in filters}
    nearest = {name: [_nearest(rows, ids, question) for question in questions] for name, ids in passing.items()}
    address = url.replace("milvus://", "http://")
    with closing(Milvus(url)) as milvus, closing(MilvusClient(address, timeout=3600)) as client:
        milvus.drop(_NAME)
        _fill(milvus, client, rows, facts)
        for looked_at in (None, *_LOOKED_AT):
            if looked_at == _LOOKED_AT[0]:
                _index(client)
            for name, conditions in filters.items():
                found = _searched(client, questions, expression(conditions), looked_at)
                yield {
                    "vectors looked at": looked_at or "all",
                    "filter": name,
                    "let pass": len(passing[name]),
                    "recall": _recall(nearest[name], found),
                }
        milvus.drop(_NAME)


def _searched(
    client: MilvusClient, questions: Sequence[NDArray[np.float32]], conditions: str, looked_at: int | None
) -> list[set[int]]:
    """Return what Milvus finds nearest to each question."""
    options = {"metric_type": "IP", "params": {"ef": looked_at} if looked_at else {}}
    hits = client.search(
        _NAME,
        [question.tolist() for question in questions],
        conditions,
        limit=_NEAREST,
        anns_field="vector",
        search_params=options,
    )
    return [{int(hit.id) for hit in its} for its in hits]


def _recall(nearest: Sequence[set[int]], found: Sequence[set[int]]) -> float:
    """Return the share of the nearest that was found, at the mean of the questions that have any."""
    shares = [len(best & its) / len(best) for best, its in zip(nearest, found, strict=True) if best]
    return round(float(np.mean(shares)), 4) if shares else 1.0


def _nearest(rows: NDArray[np.float32], ids: NDArray[np.int64], question: NDArray[np.float32]) -> set[int]:
    if not len(ids):
        return set()
    return set(ids[np.argsort(-(rows[ids] @ question))[:_NEAREST]].tolist())


def _fill(milvus: Milvus, client: MilvusClient, rows: NDArray[np.float32], facts: Sequence[Facts]) -> None:
    milvus.make(_NAME, vector_columns(rows.shape[1]))
    for start in range(0, len(rows), _BATCH):
        numbers = range(start, min(start + _BATCH, len(rows)))
        milvus.insert(
            _NAME,
            [
                {"row": n, "passage": n, **columns_of(facts[n]), "vector": rows[n].tolist(), "tokens": []}
                for n in numbers
            ],
        )
    client.flush(_NAME)
    client.load_collection(_NAME)


def _index(client: MilvusClient) -> None:
    """Put the approximate index in place of the one that compares every vector."""
    client.release_collection(_NAME)
    client.drop_index(_NAME, "vector")
    index = client.prepare_index_params()
    index.add_index("vector", **_APPROXIMATE)
    client.create_index(_NAME, index)
    client.load_collection(_NAME)


if __name__ == "__main__":
    main()
