"""What stands beside a seed."""

from datetime import date
from pathlib import Path

import pytest

from embeddings.documents import Provenance
from embeddings.errors import SidecarError
from embeddings.reading.sidecar import Sidecar, sidecar


def beside(folder: Path, text: str) -> Path:
    (folder / "article.toml").write_text(text, encoding="utf-8")
    return folder / "article.txt"


def test_a_seed_without_a_sidecar_states_nothing(tmp_path: Path) -> None:
    assert sidecar(tmp_path / "article.txt") == Sidecar()


def test_a_sidecar_states_what_it_names(tmp_path: Path) -> None:
    path = beside(
        tmp_path,
        'title = "T"\nauthor = "A"\npublisher = "P"\nagency = "G"\nurl = "https://e.org"\npublished = 2019-11-16\n',
    )
    assert sidecar(path).stated == Provenance("T", "A", "P", "G", date(2019, 11, 16), url="https://e.org")


@pytest.mark.parametrize("day", ['"2019-11-16"', "2019-11-16T10:00:00Z", "2019-11-16"])
def test_a_day_may_be_a_date_a_time_or_a_text(tmp_path: Path, day: str) -> None:
    stated = sidecar(beside(tmp_path, f"published = {day}"))
    assert stated.stated.published == date(2019, 11, 16)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("title = 3", "title is 3"),
        ('author = " "', "author is ' '"),
        ('published = "last week"', "published is 'last week'"),
        ("published = 20191116", "published is 20191116"),
        ("published = 2019-02-30", "is not TOML"),
        ("title = T", "is not TOML"),
    ],
)
def test_a_fault_names_file_and_key_in_one_line(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(SidecarError) as caught:
        sidecar(beside(tmp_path, text))
    assert str(caught.value).startswith("article.toml")
    assert named in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_unknown_key_is_passed_over_and_told_which_are_known(tmp_path: Path) -> None:
    read = sidecar(beside(tmp_path, 'headline = "H"\ntitle = "T"\nsize = 1'))
    assert read.stated.title == "T"
    known = "title, author, publisher, agency, url, published"
    assert read.warnings == (f"article.toml states 'headline', 'size', which is passed over: known are {known}",)


def test_a_sidecar_that_is_not_utf8_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "article.toml").write_bytes(b'title = "\xff"')
    with pytest.raises(SidecarError, match="not UTF-8"):
        sidecar(tmp_path / "article.txt")
