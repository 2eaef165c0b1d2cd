"""What the chapter on security promises: a stranger's files, names and folders cost one line at most."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from email.message import EmailMessage
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from bot.terminal.session import append
from embeddings.documents import Provenance
from embeddings.errors import SeedsError, UnusableIndexError
from embeddings.formats.files import LARGEST_FILE, read_bytes, read_file
from embeddings.reading.sidecar import sidecar
from embeddings.storage.generations import FORMAT, open_current
from tests.embeddings.formats import made
from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.conftest import Verbatim

BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
DOCTYPE = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "ha">{BOMB}]>'
EARLY = """\
import sys
class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupt())
sys.argv = ["verbatim", "ask", "who backs Haftar"]
from bot.cli import main
main()
"""


def poisoned(index: Path, manifest: str) -> Path:
    generation = index / "20260101T000000000000Z"
    generation.mkdir()
    (index / "CURRENT").write_text(generation.name)
    (generation / "manifest.json").write_text(manifest)
    return generation


def manifest(place: str) -> str:
    return json.dumps({"format": FORMAT, "files": {place: {"size": 1, "mtime_ns": 1, "digest": ""}}})


@pytest.mark.parametrize("place", ["/dev/zero", "pipe"])
def test_an_index_that_names_a_device_or_a_pipe_is_refused_without_reading_it(tmp_path: Path, place: str) -> None:
    generation = poisoned(tmp_path, manifest(place))
    os.mkfifo(generation / "pipe")
    with pytest.raises(UnusableIndexError, match="damaged"):
        open_current(tmp_path)


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"format": ' + "[" * 100_000, "{}", "[]", '{"format": 6, "files": []}']
)
def test_a_manifest_of_any_shape_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    poisoned(tmp_path, text)
    with pytest.raises(UnusableIndexError) as caught:
        open_current(tmp_path)
    assert "\n" not in str(caught.value)


def test_no_file_name_steers_the_terminal(verbatim: Verbatim, tmp_path: Path) -> None:
    name = "\x1b]0;owned\x07\x1b[31m\u202e.txt"
    (tmp_path / name).write_bytes(b"\x7fELF\0")
    for arguments in (("inspect", name), ("add", name), ("ask", "--index", name, "x"), ("evaluate", name)):
        run = verbatim(*arguments)
        assert run.status == 2
        assert not {"\x1b", "\x07", "\u202e"} & {*run.out, *run.err}


@pytest.mark.parametrize("place", ["/dev/zero", "pipe.txt"])
def test_a_device_or_a_pipe_is_not_added(verbatim: Verbatim, tmp_path: Path, place: str) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    run = verbatim("add", "--seeds", "kept", place)
    assert (run.status, "no regular file but a folder, a pipe or a device" in run.err) == (2, True)
    assert not (tmp_path / "kept").exists()


def test_what_stands_beside_a_document_is_no_link_out(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "secret.toml").write_text('title = "Secret"')
    (tmp_path / "seeds/a.txt").write_text("An article.")
    (tmp_path / "seeds/a.toml").symlink_to(tmp_path / "secret.toml")
    assert sidecar(tmp_path / "seeds/a.txt").stated == Provenance()


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(SeedsError, match="over 50,000,000 bytes: split it"):
        read_file(tmp_path / "a.txt")


def test_a_page_that_is_too_large_is_refused() -> None:
    with pytest.raises(SeedsError, match="over 5,000,000 characters of markup: save its text"):
        read_bytes(b"<b>" * 1_700_000, "a.html")


@pytest.mark.parametrize("tag", ["<div>", "<table><tr><td>", "<b>", "<blockquote>", "<ul><li>"])
def test_elements_nested_without_end_are_a_page_like_any_other(tag: str) -> None:
    page = tag * 20_000 + "The council closed the old bridge on Monday."
    assert "The council closed" in read_bytes(page.encode(), "a.html").converted.text


def test_entities_that_multiply_in_a_document_are_not_followed() -> None:
    held = BytesIO()
    with ZipFile(BytesIO(made.docx())) as whole, ZipFile(held, "w") as bomb:
        for name in whole.namelist():
            part = whole.read(name).decode("utf-8", "surrogateescape")
            if name == "word/document.xml":
                part = DOCTYPE + part.partition("?>")[2].replace("Ana Ruiz", "&e11;")
            bomb.writestr(name, part.encode("utf-8", "surrogateescape"))
    try:
        text = read_bytes(held.getvalue(), "a.docx").converted.text
    except SeedsError as error:
        text = str(error)
    assert len(text) < 2_000


def test_a_message_of_a_thousand_parts_within_parts_is_one_line_or_its_text() -> None:
    message = EmailMessage()
    message.set_content("The council closed the old bridge.")
    raw = bytes(message)
    for level in range(1_000):
        raw = b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n%s\n--b%d--\n' % (level, level, raw, level)
    try:
        said = read_bytes(raw, "a.eml").converted.text
    except SeedsError as error:
        said = str(error)
    assert len(said.splitlines()) <= 2


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_nothing_is_kept_in_a_folder_that_others_may_write_to(tmp_path: Path, mode: int) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state").chmod(mode)
    (tmp_path / "letters").write_text("Dear Ana,\n")
    (tmp_path / "state/feedback.jsonl").symlink_to(tmp_path / "letters")
    with pytest.raises(PermissionError, match="others may write to it, chmod 700"):
        append(tmp_path / "state/feedback.jsonl", "{}")
    assert (tmp_path / "letters").read_text() == "Dear Ana,\n"


@pytest.mark.parametrize("module", ["click", "pydantic_settings", "bot.commands.group", "retrieval.library"])
def test_an_interrupt_is_met_quietly_however_early(tmp_path: Path, module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.append({str(ROOT)!r})\n{EARLY.format(module=module)}"],
        cwd=tmp_path,
        env={**os.environ, "VERBATIM_SEEDS": str(ROOT / "seeds")},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 130
    assert b"Traceback" not in done.stderr
