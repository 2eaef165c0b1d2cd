"""A full disk, as the libraries that write the index meet it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from embeddings.storage.disk_full import naming_full_disk
from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

WRITERS = {
    "plain files": "Path('a').write_bytes(b'x' * 10**6)",
    "NumPy": "import numpy; numpy.save('a.npy', numpy.zeros(10**6))",
    "SQLite": "import sqlite3; sqlite3.connect('a').executescript('create table a as select zeroblob(1000000)')",
    "FAISS": (
        "import faiss, numpy; index = faiss.IndexFlatIP(64); index.add(numpy.zeros((10**4, 64), 'f4'))\n"
        "    faiss.write_index(index, 'a')"
    ),
    "Tantivy": (
        "import tantivy; builder = tantivy.SchemaBuilder(); builder.add_text_field('text', stored=True)\n"
        "    writer = tantivy.Index(builder.build(), path='.').writer(15_000_000, num_threads=1)\n"
        "    for at in range(10**4): writer.add_document(tantivy.Document(text=[f'{at} {at**7} {at**9} ' * 20]))\n"
        "    writer.commit()"
    ),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_a_full_disk_is_one_line_whoever_writes(writer: str, tmp_path: Path) -> None:
    code = (
        "import os, resource, sys; from pathlib import Path; from embeddings.errors import DiskFullError\n"
        "from embeddings.storage.disk_full import naming_full_disk\n"
        "os.chdir(sys.argv[1])\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10**5, 10**5))\n"
        f"try:\n  with naming_full_disk(Path('index')):\n    {WRITERS[writer]}\n"
        "except DiskFullError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stdout.startswith("the disk of index is full: make room or name another folder with --index"), (
        done.stderr
    )


def test_another_error_stays_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no such thing"), naming_full_disk(tmp_path):
        raise ValueError("no such thing")
