"""The command that serves assistants."""

from __future__ import annotations

from contextlib import closing

import click

from bot.commands.shared import build_index, has_index, opening, shared_options, with_examples
from bot.settings import load_settings
from bot.statuses import ANSWERED
from bot.terminal.streams import tell
from embeddings.errors import SettingsError


@with_examples("mcp", "--home libya mcp")
@click.command("mcp")
@shared_options
def mcp(**options: object) -> int:
    """Serve assistants over the Model Context Protocol, on standard input and output; needs the extra mcp."""
    from bot.assistants.desk import Desk

    try:
        from bot.assistants.server import server
    except ImportError:
        raise SettingsError("assistants need the protocol's SDK: pip install 'verbatim-news[mcp]'") from None
    settings = load_settings(**options)
    if not has_index(settings):
        tell(f"no index in {settings.index} yet: building it from {settings.seeds}")
        build_index(settings)
    with closing(Desk(settings.index, opening(settings), settings.milvus)) as desk:
        server(desk).run("stdio")
    return ANSWERED
