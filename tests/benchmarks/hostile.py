"""Whether reading stays linear over hostile text: ``python -m tests.benchmarks.hostile [CHARACTERS]``.

Each piece is repeated to so many characters and to twice as many; what takes over twice the CPU time is told.
"""

from __future__ import annotations

import json
import sys
import time

from embeddings.errors import VerbatimError
from embeddings.formats.files import read_bytes
from embeddings.reading.reader import documents_of, draft_of, glimpse

PROSE = "The mayor, Ana Ruiz, said on Monday that the old bridge would reopen in the autumn of 2019, and nobody left. "
LINES = (
    PROSE, "“", '"a" ', "(", "—", "A.B.", "Ab ", "By Ab ", "By Ab Cd, ", "© ", "Copyright 2019 ", "1", ". ", "… ",
    "April 7 ", "1/", "a: ", "http://a", "pic.", "a,", "said ", "he said, ", " ", "\u00a0 a", "'a", "and Ab ", "a-",
    "of the ", "Title: x ", "\ufdd0a", "=", "\n", "a\n", "Ab cd.\n", "Document 1 of 2\n", "By Ab Cd\n",
    "1 of 2 documents\n", "November 16, 2019\n", "Old bridge closed\nNovember 16, 2019\n", "Mr. ", "A. ",
)  # fmt: skip
MARKUP = (
    f"<p>{PROSE}</p>", "<", "<a ", '<a b="', "<div>", "<p>", "&", "&#x", "<!--", "<script>", "<table><tr><td>",
    "<b>a", "<ul><li>a", "<svg>", "<textarea>", "<span>a</span>", '<meta name="a" content="b">',
    '<script type="application/ld+json">{"a":[',
)  # fmt: skip
_LINEAR = 2.6
"""Times the CPU time that twice the text may take: noise is a fifth on a busy machine."""
_NOTICED = 0.3
"""Seconds below which noise is larger than what is measured."""


def seconds(piece: str, size: int, name: str) -> float:
    """Return the CPU seconds that reading the piece takes, repeated to that size."""
    raw = (piece * (size // len(piece))).encode()
    began = time.process_time()
    try:
        draft = draft_of(read_bytes(raw, name), name)
        glimpse(draft)
        documents_of(draft)
    except VerbatimError:
        pass  # refusing it is reading it too
    return time.process_time() - began


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 30_000
    worse = {}
    for name, pieces in (("a.txt", LINES), ("a.html", MARKUP)):
        seconds(pieces[0], 1_000, name)  # what is built on the first use is no cost of a text
        for piece in pieces:
            once, twice = seconds(piece, size, name), seconds(piece, 2 * size, name)
            if twice > _NOTICED and twice > _LINEAR * once:
                worse[piece] = [round(once, 2), round(twice, 2)]
    json.dump({"pieces": len(LINES) + len(MARKUP), "characters": [size, 2 * size], "not linear": worse}, sys.stdout)


if __name__ == "__main__":
    main()
