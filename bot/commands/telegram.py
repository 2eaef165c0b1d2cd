"""The command that runs the Telegram bot, or asks how it is."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from bot.commands.shared import chosen_output, has_index, opening, shared_options, with_examples
from bot.output.output import Report
from bot.settings import load_settings
from bot.statuses import ANSWERED, NOTHING_FITS
from bot.terminal.streams import tell, write

if TYPE_CHECKING:
    from bot.settings import Settings

_UNWELL = 1
"""What container engines take for an unhealthy service; they reserve 2."""


@with_examples("telegram", "telegram --health", "telegram --refused")
@click.command()
@click.option("--health", is_flag=True, help="Say whether the running bot is well, and exit with 0 if it is.")
@click.option("--refused", is_flag=True, help="Say who was refused lately, and exit with 1 if nobody was.")
@shared_options
def telegram(*, health: bool, refused: bool, **options: object) -> int:
    """Run the Telegram bot, or ask how it is."""
    settings = load_settings(**options)
    if health:
        return _health(settings)
    if refused:
        return _refused(settings)
    from bot.telegram.assembly import assemble
    from bot.telegram.librarian import Librarian
    from bot.telegram.rebuilding import rebuild_now
    from bot.telegram.service import run

    librarian = Librarian(settings.index, opening(settings), settings.max_tokens, settings.milvus)
    service = assemble(settings, librarian)
    if not has_index(settings):
        tell(f"no index in {settings.index} yet: building it from {settings.seeds}")
        rebuild_now(settings.rebuild_command)
    return run(service)


def _refused(settings: Settings) -> int:
    """Show the ids that TELEGRAM_ALLOWED does not name, to who looks for a mistyped one."""
    import sqlite3

    from bot.telegram.database import reading
    from bot.telegram.hearing.strangers import Strangers

    try:
        with reading(settings.database) as database:
            latest = Strangers(database, time.time).latest()
    except sqlite3.Error:
        latest = []
    write(chosen_output(settings).report(Report(lambda _: "\n".join(latest), lambda: {"refused": latest})))
    return ANSWERED if latest else NOTHING_FITS


def _health(settings: Settings) -> int:
    from bot.telegram.patience import Patience
    from bot.telegram.watching.health import condition, noted_age

    bot = condition(noted_age(settings.database), Patience().stale, settings.index)
    write(chosen_output(settings).report(Report(lambda _: "", lambda: bot.fields)))
    for ailment in bot.ailments:
        tell(f"verbatim: {ailment}")
    return ANSWERED if bot.well else _UNWELL
