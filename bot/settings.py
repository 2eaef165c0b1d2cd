"""The settings, and the only reader of the environment."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from embeddings.errors import SettingsError

_PREFIX = "VERBATIM_"


class Settings(BaseSettings):
    """What can be set in ``.env`` or the environment; the command line's options win."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_file=".env", extra="ignore", env_ignore_empty=True, populate_by_name=True
    )

    seeds: Path = Path("seeds")
    index: Path = Path("index")
    top: int = Field(default=5, ge=1, le=100)
    as_json: bool = Field(default=False, validation_alias=f"{_PREFIX}JSON")
    max_tokens: int | None = Field(default=None, ge=1)
    encoder: str = Field(default="sentence-transformers/all-MiniLM-L6-v2", min_length=1)
    state: Path = Path("~/.local/state/verbatim")
    token_encoding: str = Field(default="cl100k_base", min_length=1)


def load_settings(**options: object) -> Settings:
    """Return the settings, the options given on the command line over those of the environment.

    Raises SettingsError naming the variable, the value and what is allowed.
    """
    given = {name: value for name, value in options.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        raise SettingsError(_line(error)) from None


def _line(error: ValidationError) -> str:
    fault = error.errors()[0]
    name = str(fault["loc"][0])
    variable = name if name.startswith(_PREFIX) else f"{_PREFIX}{name.upper()}"
    wanted = fault["msg"].removeprefix("Input ").removeprefix("should ")
    return f"{variable} is {fault['input']!r}: it should {wanted}"
