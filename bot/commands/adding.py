"""The command that adds documents to the seeds."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.acquisition import acquire
from bot.commands.shared import shared_options, with_examples
from bot.output.wording import visible
from bot.settings import load_settings
from bot.statuses import ANSWERED, FAILED
from bot.terminal.streams import tell, write
from embeddings.errors import SeedsError
from embeddings.formats.files import raw_bytes, seed_paths
from embeddings.reading.sidecar import sidecar_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_STATED = ("title", "author", "publisher", "published", "url")
_HEAD = 4096
"""Bytes of a page in which browsers note where they saved it from."""
_SAVED_FROM = re.compile(rb"(?:saved from url=\(\d+\)|saved with SingleFile\s+url:\s*)(?P<url>https?://[!-~]+)")


@with_examples("add article.html", "--home libya add ~/Downloads/articles", "add scan.txt --published 2019-04-07")
@click.command()
@click.argument("paths", metavar="FILE|FOLDER...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--title", help="What the article is called, where the file does not say.")
@click.option("--author", help="Who wrote it.")
@click.option("--publisher", help="Which outlet printed it.")
@click.option("--published", help="When it was printed: 2019-04-07.")
@click.option("--url", help="Where it stands on the web.")
@shared_options
def add(paths: tuple[Path, ...], **options: object) -> int:
    """Copy each FILE, and the documents of each FOLDER, into the seeds; nothing there is ever overwritten.

    What the options state goes into a file beside the document, and wins over what the document says of itself.
    """
    stated = {name: str(options[name]) for name in _STATED if options[name]}
    options = {name: value for name, value in options.items() if name not in _STATED}
    settings = load_settings(**options)
    status, added = ANSWERED, 0
    for path in _files(paths):
        try:
            raw = raw_bytes(path)
            line = acquire(settings.seeds, path.name, raw, _sidecar(path, raw, stated))
        except (SeedsError, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            tell(f"verbatim: {path} is not added: {reason}")
            status = FAILED
        else:
            write(visible(line))
            added += 1
    if added:
        tell(f"{added:,} added to {settings.seeds}; verbatim rebuild makes them known")
    return status


def _sidecar(path: Path, raw: bytes, stated: dict[str, str]) -> str:
    """Return what goes beside the document: what is stated, else its own sidecar, else where a page was saved from."""
    if not stated and sidecar_path(path).is_file():
        return sidecar_path(path).read_text(encoding="utf-8-sig")
    saved = _SAVED_FROM.search(raw[:_HEAD])
    values = ({"url": saved["url"].decode()} if saved else {}) | stated
    return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items())


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files, and the documents that stand in the folders."""
    for path in paths:
        yield from seed_paths(path) if path.is_dir() else (path,)
