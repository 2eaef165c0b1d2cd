"""How long reading a folder of documents takes, stage by stage, on one core and without embedding.

Usage: python tests/benchmarks/reading.py DATA_FOLDER
Prints one JSON object: CPU seconds per stage for half of the documents and for all of them.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from embeddings.annotating.copies import copies
from embeddings.annotating.dates import date_mentions
from embeddings.annotating.statements import statements
from embeddings.documents import Document
from embeddings.reading.cleaning import paragraphs
from embeddings.reading.files import read_file, seed_paths, source_of
from embeddings.reading.furniture import furniture
from embeddings.reading.provenance import provenance

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")


def timed(stage: str, spent: dict[str, float], work: Callable[[], Result]) -> Result:
    """Do the work, and add what it takes to the stage's CPU seconds."""
    began = time.process_time()
    result = work()
    spent[stage] = spent.get(stage, 0) + time.process_time() - began
    return result


def read(path: Path, folder: Path, spent: dict[str, float]) -> Document:
    """Return the document, read as a rebuild reads it."""
    raw = timed("decode", spent, lambda: read_file(path).text)
    cleaned = timed("clean", spent, lambda: paragraphs(raw))
    stated = timed("provenance", spent, lambda: provenance(raw, cleaned))
    document = Document(source_of(path, folder), raw, raw, cleaned, stated)
    dated = replace(document, dates=timed("dates", spent, lambda: date_mentions(document)))
    return replace(dated, statements=timed("statements", spent, lambda: statements(dated)))


def blocks(document: Document) -> list[str]:
    """Return what stands in the document's paragraphs, kept or dropped."""
    return [paragraph.span.of(document.text) for paragraph in document.paragraphs]


def group(documents: list[Document]) -> None:
    """Do what a rebuild does over all documents."""
    bodies = [(number, span.of(document.text)) for number, document in enumerate(documents) for span in document.body]
    imprints = {number: (read.provenance.published, read.source) for number, read in enumerate(documents)}
    copies(((passage, number, text) for passage, (number, text) in enumerate(bodies)), imprints)


def seconds(paths: tuple[Path, ...], folder: Path) -> dict[str, float]:
    spent: dict[str, float] = {}
    documents = [read(path, folder, spent) for path in paths]
    timed("furniture", spent, lambda: furniture(map(blocks, documents)))
    timed("copies", spent, lambda: group(documents))
    spent["total"] = sum(spent.values())
    return {"documents": len(paths)} | {stage: round(taken, 2) for stage, taken in spent.items()}


def main() -> None:
    folder = Path(sys.argv[1])
    paths = seed_paths(folder)
    seconds(paths[:5], folder)  # what is built on the first use is no cost of a document
    json.dump({"half": seconds(paths[::2], folder), "all": seconds(paths, folder)}, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
