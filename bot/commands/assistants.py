"""The command that serves assistants."""

from __future__ import annotations

from contextlib import closing
from functools import partial

import click

from bot.commands.shared import build_index, chosen_reader, shared_options, with_examples
from bot.settings import load_settings
from bot.statuses import ANSWERED
from embeddings.errors import SettingsError
from embeddings.storage.generations import current_name


@with_examples("mcp", "--home libya mcp")
@click.command("mcp")
@shared_options
def mcp(**options: object) -> int:
    """Serve assistants over the Model Context Protocol, on standard input and output; needs the extra mcp."""
    from bot.assistants.desk import Desk
    from retrieval.library import open_library

    try:
        from bot.assistants.server import server
    except ImportError:
        raise SettingsError("assistants need the protocol's SDK: pip install 'verbatim-news[mcp]'") from None
    settings = load_settings(**options)
    if current_name(settings.index) is None:
        click.echo(f"no index in {settings.index} yet: building it from {settings.seeds}", err=True)
        build_index(settings)
    reader = chosen_reader(settings)
    opened = partial(
        open_library, settings.index, settings.encoder, settings.now, settings.seeds, reader=reader
    )  # fmt: skip
    with closing(Desk(settings.index, opened)) as desk:
        server(desk).run("stdio")
    return ANSWERED
