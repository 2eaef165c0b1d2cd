"""The shipped reader, run by ONNX Runtime; loaded when a question first needs it."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from embeddings.encoding.model_files import SHIPPED, model_folder
from retrieval.reader.spans import Calibration, best_marking, whole_words
from retrieval.reader.tokens import paired

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tokenizers import Tokenizer

    from retrieval.reader.reader import Marking

MODEL, CALIBRATION = "reader.onnx", "reader.json"
LOGITS = "logits"
"""The graph's output."""
_AT_ONCE = 4
"""Passages read at the same time at most: as many as a question usually has read."""
_REMEMBERED = 4096
"""Readings that are remembered: a thousand questions, in some two megabytes. Who turns a page asks the same again."""


class OnnxReader:
    """A folder's reader."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; nothing is opened before the first question."""
        self._folder = folder

    def read(self, question: str, passages: Sequence[str]) -> list[Marking | None]:
        """Return for each passage its best marking; None for one without words.

        Each is read by itself: int8 arithmetic scales by the largest number of a batch, so that together they would
        change one another's answers.
        """
        if not passages:
            return []
        self._session, self._tokenizer, self._calibration, self._mark  # noqa: B018 - opened here, by one thread
        others = [self._threads.submit(self._mark, question, passage) for passage in passages[1:]]
        first = self._mark(question, passages[0])
        # What no thread has begun by now waits behind somebody else's question: it is read here.
        return [
            first,
            *(
                self._mark(question, passage) if other.cancel() else other.result()
                for passage, other in zip(passages[1:], others, strict=True)
            ),
        ]

    @cached_property
    def _mark(self) -> Callable[[str, str], Marking | None]:
        """`_marking`, remembered."""
        return lru_cache(_REMEMBERED)(self._marking)

    def _marking(self, question: str, passage: str) -> Marking | None:
        pairs = paired([(question, passage)], self._tokenizer)
        [logits] = self._session.run([LOGITS], pairs.features)
        marking = best_marking(logits[0], pairs, 0, self._calibration)
        return marking and replace(marking, words=whole_words(marking.words, passage))

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401 - the library ships no types
        # The library reports on its use unless told not to before it is loaded; this program reports nothing.
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = 1  # a core for each passage, rather than each passage on every core
        return onnxruntime.InferenceSession(str(self._folder / MODEL), options, providers=["CPUExecutionProvider"])

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return shipped_tokenizer()

    @cached_property
    def _calibration(self) -> Calibration:
        fitted = json.loads((self._folder / CALIBRATION).read_text(encoding="utf-8"))
        return Calibration(fitted["slope"], fitted["constant"])

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(min(_AT_ONCE, os.cpu_count() or 1), thread_name_prefix="reader")


@cache
def shipped_reader() -> OnnxReader | None:
    """Return the reader that comes with the program, one for the whole process; None where its file is missing."""
    folder = Path(str(files(__package__)))
    return OnnxReader(folder) if (folder / MODEL).is_file() and (folder / CALIBRATION).is_file() else None


def shipped_tokenizer() -> Tokenizer:
    """Return the tokenizer of the encoder that the reader was made from, which neither pads nor cuts."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(f"{model_folder(SHIPPED)}/tokenizer.json")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
