"""The only place that constructs: settings to the things that do the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval import library

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.telegram.service import Service
    from embeddings.rebuild import Progress, Summary


def build(settings: Settings, progress: Progress) -> Summary:
    """Rebuild the index that the settings name."""
    from embeddings.encoding.encoder_choice import passage_encoder
    from embeddings.rebuild import rebuild

    index, name = settings.index, settings.encoder
    return rebuild(settings.seeds, index, lambda: passage_encoder(index, name), settings.token_encoding, progress)


def open_library(settings: Settings) -> library.Library:
    """Open the index that the settings name."""
    return library.open_library(settings.index, settings.encoder)


def telegram_service(settings: Settings) -> Service:
    """Put the Telegram bot together.

    Raises TelegramError if it has no token, lets nobody in, or its database cannot be opened.
    """
    from bot.telegram.assembly import assemble
    from bot.telegram.librarian import IndexLibrarian

    librarian = IndexLibrarian(settings.index, lambda: open_library(settings), settings.max_tokens)
    return assemble(settings, librarian)
