"""A benchmark's figures, as a table to read and as JSON to keep."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def show(rows: Sequence[Mapping[str, object]], file: Path | None = None) -> None:
    """Print the rows, all with the same columns, as a table and as JSON; the JSON also goes into the file, if any."""
    cells = [list(rows[0]), *([_cell(value) for value in row.values()] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        print("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))
    text = json.dumps(list(rows), indent=1)
    print(text)
    if file:
        file.write_text(text, encoding="utf-8")


def _cell(value: object) -> str:
    return (
        f"{value:,.3g}"
        if isinstance(value, float) and abs(value) < 1000
        else f"{value:,}"
        if isinstance(value, (int, float))
        else str(value)
    )
