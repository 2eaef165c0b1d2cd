"""The settings: one class, one example file, one line for a bad value."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.redaction import Redactor
from bot.settings import Settings, environment_without_secrets, load_settings
from embeddings.errors import SettingsError

EXAMPLE = Path(__file__).parents[2] / ".env.example"


def variables() -> dict[str, str]:
    return dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE))


def test_the_example_names_every_setting_and_nothing_else() -> None:
    fields = {
        str(field.validation_alias or f"VERBATIM_{name.upper()}") for name, field in Settings.model_fields.items()
    }
    assert variables().keys() == fields


def test_the_example_holds_the_defaults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    plain = load_settings()
    (tmp_path / ".env").write_text(EXAMPLE.read_text(encoding="utf-8"))
    assert load_settings() == plain


def test_the_environment_is_over_the_file_and_options_over_both(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("VERBATIM_TOP=2\nVERBATIM_INDEX=file\nVERBATIM_SEEDS=file")
    monkeypatch.setenv("VERBATIM_INDEX", "environment")
    monkeypatch.setenv("VERBATIM_SEEDS", "environment")
    settings = load_settings(seeds=Path("option"), top=None)
    assert (settings.top, settings.index, settings.seeds) == (2, Path("environment"), Path("option"))


@pytest.mark.parametrize(
    ("variable", "value"), [("VERBATIM_TOP", "many"), ("VERBATIM_TOP", "0"), ("VERBATIM_JSON", "?")]
)
def test_a_bad_value_is_one_line_with_the_variable_and_the_value(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=rf"^{variable} is '{re.escape(value)}': it should .+$"):
        load_settings()


@pytest.mark.parametrize("variable", ["VERBATIM_INDEX", "TELEGRAM_TOKEN_FILE", "TELEGRAM_API_URL", "TELEGRAM_ALLOWED"])
def test_a_token_in_the_wrong_place_is_refused_without_being_shown(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    key = "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
    monkeypatch.setenv(variable, f"https://api.example/bot123456789:{key}")
    with pytest.raises(SettingsError, match=f"^{variable} ") as raised:
        load_settings()
    assert key not in Redactor()(str(raised.value))


def test_children_get_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw")
    monkeypatch.setenv("OTHER", "x123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw")
    assert not {"TELEGRAM_TOKEN", "OTHER"} & environment_without_secrets().keys()
