"""The command line: the whole product's front door."""

from __future__ import annotations

import json
from pathlib import Path

import click

from bot.inspection import inspection
from embeddings.reading.reader import read_document


@click.group()
def main() -> None:
    """Answer questions about the news with the exact words that articles printed."""


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def inspect(files: tuple[Path, ...], *, as_json: bool) -> None:
    """Show how each FILE is read."""
    for path in files:
        seen = inspection(read_document(path, path.name), str(path))
        click.echo(json.dumps(seen, ensure_ascii=False, indent=None if as_json else 1))
