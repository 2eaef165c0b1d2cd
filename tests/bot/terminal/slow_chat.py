"""The REPL with an encoder that computes for a minute where a question is called lengthy."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import load_settings
from bot.terminal import repl
from retrieval.library import open_library

if TYPE_CHECKING:
    from embeddings.encoding.encoder import QuestionEncoder, QuestionVectors

_MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class SlowEncoder:
    """An encoder before which something is computed."""

    encoder: QuestionEncoder

    def encode(self, question: str) -> QuestionVectors:
        """Return what the encoder returns, late."""
        if "lengthy" in question:
            print("computing", flush=True)  # noqa: T201 - what the test waits for
            until = time.monotonic() + _MINUTE
            while time.monotonic() < until:
                sum(range(1000))
        return self.encoder.encode(question)


def main() -> None:
    """Converse until told to stop."""
    told = dict(zip(sys.argv[1::2], sys.argv[2::2], strict=True))
    settings = load_settings(index=Path(told["--index"]), seeds=Path(told["--seeds"]), top=int(told["--top"]))
    with closing(open_library(settings.index, settings.encoder)) as library:
        repl.run(replace(library, encoder=SlowEncoder(library.encoder)), settings)


if __name__ == "__main__":
    main()
