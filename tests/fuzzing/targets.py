"""What is fuzzed: each parser of a stranger's bytes, and where it begins.

A target returns whether it could read its input. It may refuse with one of our errors, in one line; anything else that
it raises is a crash. Formats that are read in a process of their own may fail there as they like, for that is caught,
but not take what they are denied.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from functools import partial
from hashlib import blake2b
from importlib import import_module
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from embeddings.dates.grammar import expressions
from embeddings.errors import VerbatimError
from embeddings.formats.files import read_bytes
from embeddings.reading.drafts import as_line, from_line
from embeddings.reading.reader import documents_of, draft_of, glimpse
from embeddings.reading.sidecar import sidecar
from embeddings.storage.generations import FORMAT, open_current
from retrieval.checking.claims import claims_in_line
from tests.embeddings.cleaning.test_articles import KINDS, collected
from tests.embeddings.formats import made
from tests.places import SEEDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from embeddings.formats.confined import Extract

ENDS_PROCESS = (MemoryError, RecursionError, SystemError)
"""Faults that say that a parser took more than it should, wherever it runs."""


def read(raw: bytes, *, suffix: str) -> bool:
    """Read the bytes as a file, through cleaning, provenance, dates and statements, and look at every span."""
    try:
        draft = draft_of(read_bytes(raw, f"a{suffix}"), f"a{suffix}")
    except VerbatimError as error:
        one_line(error)
        return False
    glimpse(draft)
    for document in documents_of(from_line(as_line(draft))):
        spans = [paragraph.span for paragraph in document.paragraphs]
        spans += [statement.content for statement in document.statements]
        spans += [mention.span for mention in document.dates]
        if any(span.end > len(document.text) for span in spans):
            raise AssertionError(f"a span leaves the text of {len(document.text)} characters")
    return True


def unpack(raw: bytes, *, module: str) -> bool:
    """Read the bytes as the confined process does; what its libraries raise is caught there."""
    extract: Callable[[BytesIO], Extract] = import_module(module).extract
    try:
        text = extract(BytesIO(raw)).text
    except ENDS_PROCESS:
        raise
    except Exception:  # noqa: BLE001 - the confined process turns whatever is raised into one line
        return False
    return bool(json.dumps(text))


def beside(raw: bytes) -> bool:
    """Read the bytes as the file beside a document."""
    with TemporaryDirectory() as folder:
        Path(folder, "a.toml").write_bytes(raw)
        with suppress_refusal():
            sidecar(Path(folder, "a.txt"))
            return True
    return False


def manifest(raw: bytes) -> bool:
    """Open an index whose manifest holds the bytes."""
    with TemporaryDirectory() as folder:
        generation = Path(folder, "20260101T000000000000Z")
        generation.mkdir()
        Path(folder, "CURRENT").write_text(generation.name)
        (generation / "manifest.json").write_bytes(raw)
        (generation / "a").write_bytes(_LISTED)
        with suppress_refusal():
            open_current(Path(folder)).close()
            return True
    return False


def dates(raw: bytes) -> bool:
    """Find the date expressions of the text."""
    text = raw.decode("utf-8", "replace")
    if any(each.span.end > len(text) for each in expressions(text)):
        raise AssertionError("a date leaves its text")
    return True


def claims(raw: bytes) -> bool:
    """Find the quotations of a line."""
    text = raw.decode("utf-8", "replace")
    if any(claim.quoted.end > len(claim.text) for claim in claims_in_line(text)):
        raise AssertionError("a quotation leaves its text")
    return True


class suppress_refusal(suppress):  # noqa: N801 - named as what it derives from
    """Pass over a refusal that is one line."""

    def __init__(self) -> None:
        super().__init__(VerbatimError)

    def __exit__(self, *raised: object) -> bool:
        """Look at the refusal before it is passed over."""
        if isinstance(raised[1], VerbatimError):
            one_line(raised[1])
        return bool(super().__exit__(*raised))  # type: ignore[arg-type]


def one_line(error: VerbatimError) -> None:
    """Raise AssertionError if the refusal is not one line."""
    if "\n" in str(error):
        raise AssertionError(f"a refusal of several lines: {error}")


_ARTICLES = [path.read_bytes() for path in sorted(SEEDS.glob("*.txt"))]
_PAGE = b"<!doctype html><meta charset=utf-8><title>T</title><article><h1>T</h1><p>A &amp; b &#x201c;</p></article>"
_LISTED = b"x"
"""The file that the manifest lists."""
_MANIFEST = (
    b'{"format": %d, "encoder": {"name": "e", "digest": "d", "dimension": 3}, '
    b'"token_encoding": "cl100k_base", "counts": {}, '
    b'"files": {"a": {"size": 1, "mtime_ns": 1, "digest": "%s"}}, "warnings": []}'
    % (FORMAT, blake2b(_LISTED).hexdigest().encode())
)

TARGETS: Final[dict[str, tuple[Callable[[bytes], bool], Sequence[bytes]]]] = {
    "plain": (partial(read, suffix=".txt"), [*_ARTICLES, *(collected(form).encode() for form in KINDS.values())]),
    "html": (partial(read, suffix=".html"), [_PAGE]),
    **{
        kind: (partial(unpack, module=f"embeddings.formats.{kind}"), [made.FILES[f"a.{kind}"]])
        for kind in ("pdf", "docx", "epub", "eml")
    },
    "sidecar": (beside, [b'title = "T"\npublished = 2019-11-16\n', b"url = 'https://a.example'"]),
    "manifest": (manifest, [_MANIFEST]),
    "dates": (dates, [b"on Monday of last week, 5/4/2019, since 2014 to May 3-5", f"{date(2019, 4, 7):%c}".encode()]),
    "claims": (claims, ["Ruiz said “We will … mend [the bridge]” on Monday".encode()]),
}
"""By name: what reads the bytes, and inputs to begin with."""
