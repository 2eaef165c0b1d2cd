from pathlib import Path

import pytest

from embeddings.errors import SidecarError
from embeddings.reading.corrections import corrections, unheard


def stated(folder: Path, text: str) -> dict[str, str]:
    (folder / "speakers.toml").write_text(text, encoding="utf-8")
    return corrections(folder)


def test_a_folder_without_the_file_corrects_nothing(tmp_path: Path) -> None:
    assert corrections(tmp_path) == {}


def test_a_name_leads_to_another_or_to_nobody(tmp_path: Path) -> None:
    assert stated(tmp_path, '"Sens Ana Ruiz" = " Ana  Ruiz"\nword = false') == {"Sens Ana Ruiz": "Ana Ruiz", "word": ""}


def test_a_correction_may_lead_to_a_name_that_is_corrected_too(tmp_path: Path) -> None:
    assert stated(tmp_path, 'A = "B"\nB = "C"\nD = "E"\nE = false') == {"A": "C", "B": "C", "D": "", "E": ""}


@pytest.mark.parametrize("text", ['A = "B"\nB = "A"', 'A = "A"', "A = true", "A = 1", 'A = ""', "[A]\nB = 1", "A"])
def test_what_cannot_be_meant_is_refused_in_one_line_with_the_remedy(tmp_path: Path, text: str) -> None:
    with pytest.raises(SidecarError) as caught:
        stated(tmp_path, text)
    assert str(caught.value).startswith("speakers.toml")
    assert "write" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_corrected_name_that_nobody_bears_is_told() -> None:
    assert list(unheard(["Ana Ruiz", "the FRL", "Leo Reed"], ["ana ruiz", "FRL"])) == [
        "speakers.toml corrects 'Leo Reed', and nobody of that name speaks: see verbatim speakers"
    ]
