"""Raw pages beside trafilatura: the script reads the benchmark's layout, and counts as it does."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, cast

from tests.benchmarks.pages import EXTRACTORS, figures, shared

if TYPE_CHECKING:
    from pathlib import Path

BODY = [
    "The city council voted on Monday to close the old bridge until the autumn, after cracks were found in it.",
    "The mayor, Ana Ruiz, said that the work would take five months and that a ferry would carry people across.",
    "Shopkeepers on the east bank have warned that the closure will cost them most of their summer trade and more.",
]
PAGE = "<html><body><nav><a href='/'>Home</a></nav><article><h1>Old bridge closes</h1>{}</article>{}</body></html>"


def test_runs_of_four_words_are_compared() -> None:
    assert shared("a b c d e", "a b c d f g") == (1 / 2, 1 / 3)
    assert shared("", "a b c d") == (0.0, 0.0)


def test_a_plain_page_is_found_whole_and_alone(tmp_path: Path) -> None:
    article = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    footer = "<footer><p>Subscribe to our newsletter to get the best of our stories every morning.</p></footer>"
    (tmp_path / "one.html").write_text(PAGE.format(article, ""))
    (tmp_path / "two.html.gz").write_bytes(gzip.compress(PAGE.format(article, footer).encode()))
    (tmp_path / "truth.json").write_text(json.dumps({key: {"articleBody": "\n".join(BODY)} for key in ("one", "two")}))
    table = cast("dict[str, dict[str, float]]", figures(tmp_path, tmp_path / "truth.json"))
    assert list(table) == ["pages", *EXTRACTORS]
    assert table["verbatim"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
