"""What one machine builds into Milvus, another answers from: two settings, no other change."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from embeddings.encoding.encoder_choice import ENCODER
from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = """Ferry stays in port

BERGEN, March 3, 2021 - "The ferry will not sail before Friday," harbor master Ida Lund said on Tuesday.
"""


@pytest.mark.slow
def test_another_machine_answers_with_the_url_and_the_seeds(tmp_path: Path, milvus_url: str, seeds_index: Path) -> None:
    shutil.copytree(seeds_index / ENCODER, tmp_path / "builder" / ENCODER)  # the model is exported once for all tests
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "ferry.txt").write_text(ARTICLE, encoding="utf-8")

    def run(*arguments: str, index: str) -> subprocess.CompletedProcess[str]:
        places = {"VERBATIM_SEEDS": str(tmp_path / "seeds"), "VERBATIM_INDEX": str(tmp_path / index)}
        environment = {**os.environ, **places, "VERBATIM_INDEX_URL": milvus_url}
        command = [sys.executable, "-m", "bot", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    question = ("ask", "what did Ida Lund say about the ferry")
    empty = run(*question, index="asker")
    assert (empty.returncode, empty.stdout) == (2, "")
    assert empty.stderr.endswith(": run verbatim rebuild\n")
    assert run("rebuild", index="builder").returncode == 0
    answered = run(*question, index="asker")
    assert (answered.returncode, answered.stderr) == (0, "")
    assert "The ferry will not sail before Friday" in answered.stdout
    assert run("verify", index="asker").returncode == 0
