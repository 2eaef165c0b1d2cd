"""Checks of quotations at random: whether any that differs passes, and what one costs beside a question.

usage: python -m tests.benchmarks.checking INDEX [INDEX ...] [--claims N] [--json FILE]

Of sentences that the corpus prints, N in all, each is checked as printed, in other marks and case, and in every way of
altering it; what is altered and printed all the same, elsewhere or by chance, is left out. Costs are processor time, of
claims and of questions for what the corpus's speakers said, in one process; `scale` grows an index to any size.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from embeddings.documents import Span
from embeddings.encoding.model_files import SHIPPED
from embeddings.indexing.passage_index import Filter
from retrieval.checking.checking import check
from retrieval.checking.checks import Verdict
from retrieval.checking.claims import Claim
from retrieval.library import open_library
from tests.asking import answer
from tests.benchmarks.tables import show
from tests.retrieval.checking.mutations import MUTATIONS, is_printed, marked, print_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from retrieval.library import Library

_SHORTEST, _LONGEST = 5, 60
"""Words of the sentences that are drawn: what people quote."""
_QUESTIONS = 200
_COMPARED = 50_000
"""Passages of the largest corpus whose whole print is kept in memory, to tell what is altered and yet printed."""
_HIGH = 20
"""Costs are cut into so many parts; the last begins at the 95th percentile."""


def main() -> None:
    """Check, count, and print a row for each index."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path, nargs="+")
    parser.add_argument("--claims", type=int, default=200)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = []
    for index in options.index:
        with closing(open_library(index, SHIPPED)) as library:
            rows.append(_measured(library, options.claims))
    show(rows, options.json)


def _measured(library: Library, claims: int) -> dict[str, Any]:
    draw, size = random.Random(1), library.index.count(Filter())
    sentences = list(_sentences(library, claims, draw))
    true = [way for sentence in sentences for way in (sentence, marked(sentence, draw))]
    altered = [" ".join(mutate(sentence.split(), draw)) for sentence in sentences for mutate in MUTATIONS]
    if size <= _COMPARED:
        print_ = print_of(library)
        altered = [quotation for quotation in altered if not is_printed(quotation, print_)]
    for quotation in true[:20]:
        _verdict(quotation, library)
    right, true_costs = _timed(true, library, lambda verdict: verdict is Verdict.WORD_FOR_WORD)
    passed, altered_costs = _timed(altered, library, lambda verdict: verdict is Verdict.WORD_FOR_WORD)
    speakers = sorted(library.vocabulary.speakers.values(), key=lambda speaker: -speaker.documents)[:_QUESTIONS]
    questions = [_cost(partial(answer, f"what did {speaker.name} say", library, 5)) for speaker in speakers]
    return {
        "passages": size,
        "true": len(true),
        "held": right,
        "altered": len(altered),
        "passed": passed,
        "ms true": statistics.median(true_costs),
        "95 %": statistics.quantiles(true_costs, n=_HIGH)[-1],
        "ms altered": statistics.median(altered_costs),
        "95 % ": statistics.quantiles(altered_costs, n=_HIGH)[-1],
        "mean": statistics.mean([*true_costs, *altered_costs]),
        "ms question": statistics.median(questions),
    }


def _sentences(library: Library, count: int, draw: Random) -> Iterator[str]:
    """Yield sentences of passages drawn at random."""
    passages = library.index.count(Filter())
    while count:
        passage = library.corpus.passage(draw.randrange(passages))
        text = library.corpus.document(passage.document).text
        sentence = " ".join(draw.choice(library.corpus.sentences(passage.id)).of(text).split())
        if _SHORTEST <= len(sentence.split()) <= _LONGEST:
            count -= 1
            yield sentence


def _timed(quotations: list[str], library: Library, wanted: Callable[[Verdict], bool]) -> tuple[int, list[float]]:
    """Return how many of the verdicts are wanted, and the milliseconds that each took."""
    counted, costs = 0, list[float]()
    for quotation in quotations:
        began = time.process_time()
        counted += wanted(_verdict(quotation, library))
        costs.append(1000 * (time.process_time() - began))
    return counted, costs


def _verdict(quotation: str, library: Library) -> Verdict:
    """Return the verdict on the quotation, whatever marks it has."""
    whole = Span(0, len(quotation))
    return check(Claim(quotation, whole, whole), library).verdict


def _cost(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return 1000 * (time.process_time() - began)


if __name__ == "__main__":
    main()
