"""How much of raw pages' articles is found, beside trafilatura: ``python -m tests.benchmarks.pages HTML GROUND_TRUTH``.

The layout is that of the article-extraction-benchmark: a folder of ``ID.html`` or ``ID.html.gz``, and a JSON file of
``{ID: {"articleBody": text}}``. Runs of four words are compared; precision and recall are means over pages.
"""

from __future__ import annotations

import gzip
import json
import re
import statistics
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from trafilatura import extract

from embeddings.errors import VerbatimError
from embeddings.formats.files import read_bytes
from embeddings.reading.reader import documents_of, draft_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_RUN = 4
"""Words that are compared together, as in that benchmark."""


def ours(raw: bytes) -> str:
    """Return the body as we read it."""
    try:
        documents = documents_of(draft_of(read_bytes(raw, "a.html"), "a.html"))
    except VerbatimError:
        return ""
    return "\n".join(document.quote(span) for document in documents for span in document.body)


def theirs(raw: bytes, *, precision: bool = False, recall: bool = False) -> str:
    """Return the body as trafilatura extracts it."""
    return extract(raw, include_comments=False, favor_precision=precision, favor_recall=recall) or ""


EXTRACTORS: Mapping[str, Callable[[bytes], str]] = {
    "verbatim": ours,
    "trafilatura": theirs,
    "trafilatura, favor_precision": partial(theirs, precision=True),
    "trafilatura, favor_recall": partial(theirs, recall=True),
}


def shared(body: str, gold: str) -> tuple[float, float]:
    """Return the shares of the body's runs that are gold, and of the gold's that are found."""
    runs, wanted = _runs(body), _runs(gold)
    both = (runs & wanted).total()
    return both / max(1, runs.total()), both / max(1, wanted.total())


def figures(pages: Path, truth: Path) -> dict[str, object]:
    """Return each extractor's precision, recall and F1 over the pages that have a gold body."""
    gold = {key: row["articleBody"] for key, row in json.loads(truth.read_text(encoding="utf-8")).items()}
    raw = {key: _page(pages, key) for key in sorted(gold)}
    return {"pages": len(raw)} | {name: _scores(raw, gold, read) for name, read in EXTRACTORS.items()}


def _scores(raw: Mapping[str, bytes], gold: Mapping[str, str], read: Callable[[bytes], str]) -> dict[str, float]:
    precisions, recalls = zip(*(shared(read(page), gold[key]) for key, page in raw.items()), strict=True)
    precision, recall = statistics.mean(precisions), statistics.mean(recalls)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def _page(folder: Path, key: str) -> bytes:
    packed = folder / f"{key}.html.gz"
    return gzip.decompress(packed.read_bytes()) if packed.is_file() else (folder / f"{key}.html").read_bytes()


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(zip(*(words[start:] for start in range(min(_RUN, len(words)))), strict=False))


def main() -> None:
    json.dump(figures(Path(sys.argv[1]), Path(sys.argv[2])), sys.stdout, indent=1)


if __name__ == "__main__":
    main()
