"""Finds the statements that outlets print differently, and notes them in the corpus file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from embeddings.documents import StatementKind
from embeddings.storage.corpus import Corpus
from embeddings.storage.records import NOBODY
from embeddings.wording.folding import Wording
from embeddings.wording.variants import QuotedStatement, variants

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_QUOTED = {StatementKind.DIRECT, StatementKind.MIXED}


def add_variants(path: Path) -> None:
    """Find the variants among the corpus file's statements, whose speakers it knows by now, and note them."""
    with closing(Corpus(path)) as corpus:
        families = variants(_quoted(corpus))
    rows = [(number, each.difference, key) for number, each in enumerate(families) for key in each.statements]
    database = sqlite3.connect(path)
    with database:
        database.executemany(
            "insert into variants select id, ?, ?, document, first, last from statements where id = ?", rows
        )
    database.close()


def _quoted(corpus: Corpus) -> Iterator[QuotedStatement]:
    """Yield what is printed in quotation marks and said by somebody who is known by name."""
    for key, (number, _, said) in enumerate(corpus.statements()):
        if said.kind in _QUOTED and said.speaker != NOBODY:
            document = corpus.document(number)
            provenance = document.provenance
            outlet = provenance.publisher or provenance.agency or document.source
            words = Wording(document.text, [said.content])
            yield QuotedStatement(key, said.speaker, words, outlet, provenance.published)
