"""How long reading a folder of documents takes, stage by stage, on one core and without embedding.

Usage: python -m tests.benchmarks.reading DATA_FOLDER
Prints one JSON object: CPU seconds per stage for half of the documents and for all of them.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from embeddings.copies.copies import copies
from embeddings.formats.files import seed_paths
from embeddings.reading.drafts import as_line, from_line
from embeddings.reading.reader import documents_of, glimpse, read_draft
from embeddings.reading.survey import Glimpse, survey
from embeddings.workers import collect_seldom

if TYPE_CHECKING:
    from collections.abc import Callable

    from embeddings.documents import Document

Result = TypeVar("Result")


def timed(stage: str, spent: dict[str, float], work: Callable[[], Result]) -> Result:
    """Do the work, and note what CPU seconds it takes."""
    began = time.process_time()
    result = work()
    spent[stage] = time.process_time() - began
    return result


def group(documents: list[Document]) -> None:
    """Do what a rebuild does over all documents."""
    bodies = [(number, span.of(document.text)) for number, document in enumerate(documents) for span in document.body]
    imprints = {number: (read.provenance.published, read.source) for number, read in enumerate(documents)}
    copies(((passage, number, text) for passage, (number, text) in enumerate(bodies)), imprints)


def drafted(path: Path, lines: list[str]) -> Glimpse:
    """Keep the file's draft as a rebuild does, and return what it tells of its corpus."""
    draft = read_draft(path, path.name)
    seen = glimpse(draft)
    lines.append(as_line(draft))
    return seen


def seconds(paths: tuple[Path, ...]) -> dict[str, float]:
    spent: dict[str, float] = {}
    lines: list[str] = []
    known = timed("draft", spent, lambda: survey(drafted(path, lines) for path in paths))
    documents = timed(
        "annotate", spent, lambda: [each for line in lines for each in documents_of(from_line(line), known)]
    )
    timed("copies", spent, lambda: group(documents))
    spent["total"] = sum(spent.values())
    return {"documents": len(paths)} | {stage: round(taken, 2) for stage, taken in spent.items()}


def main() -> None:
    collect_seldom()  # as a rebuild's processes do
    paths = seed_paths(Path(sys.argv[1]))
    seconds(paths[:5])  # what is built on the first use is no cost of a document
    json.dump({"half": seconds(paths[::2]), "all": seconds(paths)}, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
