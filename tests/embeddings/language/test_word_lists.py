"""Word lists and the data files that hold them."""

from __future__ import annotations

import ast
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from embeddings.language.word_lists import WordList, word_list, word_table
from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted(path for floor in ("embeddings", "retrieval", "bot") for path in (ROOT / floor).rglob("*.txt"))


@pytest.fixture
def module(tmp_path: Path) -> str:
    lines = ["# Source: made up.", "[titles]", "mr", "# a comment", "", "set (?:for|to)", "[verbs]", "say: said"]
    (tmp_path / "names.txt").write_text("\n".join(lines), encoding="utf-8")
    return str(tmp_path / "names.py")


def test_a_section_holds_its_entries_without_comments_and_blank_lines(module: str) -> None:
    assert set(word_list(module, "titles")) == {"mr", "set (?:for|to)"}


def test_two_lists_are_joined_without_being_read(module: str) -> None:
    joined = word_list(module, "titles") | word_list(module, "misspelt")
    assert isinstance(joined, WordList)
    with pytest.raises(LookupError, match="no section"):
        len(joined)


def test_entries_make_a_pattern_that_finds_each_of_them(module: str) -> None:
    assert re.findall(word_list(module, "titles").pattern, "mr set for mr") == ["mr", "set for", "mr"]


def test_a_table_leads_from_each_key_to_its_value(module: str) -> None:
    assert dict(word_table(module, "verbs")) == {"say": "said"}


def entries(path: Path) -> list[tuple[str, str]]:
    """Return each entry's section and the entry, of a table its key."""
    section, found = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif line and not line.startswith("#"):
            found.append((section, line.partition(": ")[0]))
    return found


def asked(path: Path) -> set[str]:
    """Return the sections that the module beside the data file asks for."""
    tree = ast.parse(path.with_suffix(".py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    named = {"word_list", "word_table"}
    arguments = (argument for call in calls if getattr(call.func, "id", "") in named for argument in call.args)
    return {str(node.value) for argument in arguments for node in ast.walk(argument) if isinstance(node, ast.Constant)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_data_file_names_its_source_and_repeats_nothing(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# Source: ")
    assert [entry for entry, times in Counter(entries(path)).items() if times > 1] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_reads_every_section_of_its_data_file(path: Path) -> None:
    assert {section for section, _ in entries(path)} == asked(path)
