"""Fuzz one parser with atheris: ``python -m tests.fuzzing html -max_total_time=600``; any option is libFuzzer's.

It ends with a crash, which it prints and writes to a file, or with how many inputs it has tried.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import mkdtemp

import atheris


def main() -> None:
    """Fuzz the target that the first argument names."""
    with atheris.instrument_imports(include=["embeddings", "retrieval", "docx", "pypdf", "email", "tomllib"]):
        from tests.fuzzing.targets import TARGETS
    if sys.argv[1:2] in ([], ["--help"]) or sys.argv[1] not in TARGETS:
        sys.exit(f"name one of {', '.join(TARGETS)}, then libFuzzer's options, such as -max_total_time=600")
    target, beginnings = TARGETS[sys.argv[1]]
    folder = Path(mkdtemp(prefix="fuzzing-"))
    for number, raw in enumerate(beginnings):
        (folder / str(number)).write_bytes(raw)

    def look(raw: bytes) -> None:
        target(raw)

    limits = ["-timeout=30", "-rss_limit_mb=2048", "-max_len=65536", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *limits, *sys.argv[2:], str(folder)], look)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
