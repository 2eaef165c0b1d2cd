"""The only place that constructs: settings to the things that do the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval import library

if TYPE_CHECKING:
    from bot.settings import Settings
    from embeddings.rebuild import Progress, Summary


def build(settings: Settings, progress: Progress) -> Summary:
    """Rebuild the index that the settings name."""
    from embeddings.indexing.sentence_encoder import SentenceEncoder
    from embeddings.rebuild import rebuild

    return rebuild(
        settings.seeds, settings.index, lambda: SentenceEncoder(settings.encoder), settings.token_encoding, progress
    )


def open_library(settings: Settings) -> library.Library:
    """Open the index that the settings name."""
    return library.open_library(settings.index, settings.encoder)
