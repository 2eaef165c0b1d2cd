"""The settings, and the only reader of the environment."""

from __future__ import annotations

import os
import re
import sys
from datetime import date  # noqa: TC003 - pydantic reads it
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Self

from platformdirs import user_cache_path, user_data_path, user_state_path
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.formats import Format
from bot.redaction import holds_token
from embeddings.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Container

_COLLECTION = re.compile(r"\w[\w.-]*")
_PREFIX = "VERBATIM_"
_TELEGRAM = "TELEGRAM_"


def _numbers(value: object) -> object:
    """Return the ids of a line such as ``12, -34``; anything else is left for the type to judge."""
    return value.replace(",", " ").split() if isinstance(value, str) else value


Ids = Annotated[frozenset[int], NoDecode, BeforeValidator(_numbers)]
"""Telegram's ids of users (positive) and groups (negative)."""


def _home(value: object) -> object:
    """Return the folder that a collection's name stands for; a path stands for itself."""
    if not isinstance(value, str) or os.sep in value:
        return value
    if not _COLLECTION.fullmatch(value):
        raise PydanticCustomError("home", "be a name of letters, digits, dots and dashes, or the path of a folder")
    return user_data_path("verbatim") / value


def _folder(path: Path) -> Path:
    if path.is_file():
        raise PydanticCustomError("folder", "be a folder, not a file")
    return path


def _lodged(home: Path | None) -> dict[str, Path]:
    """Return where a collection keeps what."""
    return {name: home.expanduser() / name for name in ("seeds", "index")} if home else {}


Home = Annotated[Path, BeforeValidator(_home)]
"""The folder of a named collection."""
Folder = Annotated[Path, AfterValidator(_folder)]
"""A folder that is there or can be made."""


class Settings(BaseSettings):
    """What can be set in ``.env`` or the environment; the command line's options win."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_file=".env", extra="ignore", env_ignore_empty=True, populate_by_name=True
    )

    home: Home | None = None
    seeds: Folder = Path("seeds")
    index: Folder = Path("index")
    index_url: SecretStr | None = None
    top: int = Field(default=5, ge=1, le=100)
    as_json: bool = Field(default=False, validation_alias=f"{_PREFIX}JSON")
    format: Format = Format.TEXT
    long: bool = False
    max_tokens: int | None = Field(default=None, ge=1)
    now: date | None = None
    reader: bool = True
    encoder: str = Field(default="sentence-transformers/all-MiniLM-L6-v2", min_length=1)
    state: Path = user_state_path("verbatim")
    cache: Path = user_cache_path("verbatim")
    token_encoding: str = Field(default="cl100k_base", min_length=1)

    telegram_token: SecretStr | None = Field(default=None, validation_alias="TELEGRAM_TOKEN")
    telegram_token_file: Path | None = Field(default=None, validation_alias="TELEGRAM_TOKEN_FILE")
    telegram_allowed: Ids = Field(default=frozenset(), validation_alias="TELEGRAM_ALLOWED")
    telegram_admins: Ids = Field(default=frozenset(), validation_alias="TELEGRAM_ADMINS")
    telegram_public: bool = Field(default=False, validation_alias="TELEGRAM_PUBLIC")
    telegram_database: Path | None = Field(default=None, validation_alias="TELEGRAM_DATABASE")
    telegram_api_url: str = Field(
        default="https://api.telegram.org", pattern=r"^https?://[^\s/]+", validation_alias="TELEGRAM_API_URL"
    )
    telegram_webhook_url: str | None = Field(
        default=None, pattern=r"^https?://[^\s/]+/[^\s]*$", validation_alias="TELEGRAM_WEBHOOK_URL"
    )
    telegram_webhook_secret: SecretStr | None = Field(default=None, validation_alias="TELEGRAM_WEBHOOK_SECRET")
    telegram_webhook_host: str = Field(default="127.0.0.1", validation_alias="TELEGRAM_WEBHOOK_HOST")
    telegram_webhook_port: int = Field(default=8443, ge=1, le=65535, validation_alias="TELEGRAM_WEBHOOK_PORT")
    telegram_health_host: str = Field(default="127.0.0.1", validation_alias="TELEGRAM_HEALTH_HOST")
    telegram_health_port: int | None = Field(default=None, ge=1, le=65535, validation_alias="TELEGRAM_HEALTH_PORT")
    telegram_workers: int = Field(default=2, ge=1, le=64, validation_alias="TELEGRAM_WORKERS")
    telegram_wait: float = Field(default=60.0, gt=0, le=600, validation_alias="TELEGRAM_WAIT")
    telegram_per_minute: int = Field(default=20, ge=1, le=600, validation_alias="TELEGRAM_PER_MINUTE")
    telegram_seconds: float = Field(default=30.0, gt=0, le=600, validation_alias="TELEGRAM_SECONDS")
    telegram_log_questions: bool = Field(default=False, validation_alias="TELEGRAM_LOG_QUESTIONS")

    @model_validator(mode="after")
    def _live_at_home(self) -> Self:
        """Keep seeds and index in the home, where one is named and they are not."""
        for name, folder in _lodged(self.home).items():
            if name not in self.model_fields_set:
                setattr(self, name, folder)
        return self

    @property
    def output_format(self) -> Format:
        """How answers and reports are shown."""
        return Format.JSON if self.as_json else self.format

    @property
    def database(self) -> Path:
        """Where the Telegram bot keeps its database."""
        return self.telegram_database or self.index / "telegram.sqlite"

    @property
    def milvus(self) -> str | None:
        """The URL of the Milvus that keeps the passages, where one does; it may hold a password."""
        return self.index_url.get_secret_value() if self.index_url else None

    @property
    def rebuild_command(self) -> tuple[str, ...]:
        """The command that rebuilds the index in a process of its own."""
        return (sys.executable, "-m", "bot", "rebuild", "--seeds", str(self.seeds), "--index", str(self.index))


def load_settings(**options: object) -> Settings:
    """Return the settings, the options given on the command line over those of the environment.

    Raises SettingsError naming the option or the variable, the value and what is allowed.
    """
    chosen: dict[str, Any] = {name: value for name, value in options.items() if value is not None}
    try:
        if "home" in chosen:  # as an option it wins over what the environment says of seeds and index
            chosen = _lodged(Settings(**chosen).home) | chosen
        settings = Settings(**chosen)
    except ValidationError as error:
        raise SettingsError(_line(error, chosen)) from None
    _refuse_misplaced_token(settings)
    return settings


def environment_without_secrets() -> dict[str, str]:
    """Return the environment for a process that has no use for the bot's settings, the token among them."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith(_TELEGRAM) and not holds_token(value)
    }


def _refuse_misplaced_token(settings: Settings) -> None:
    """Raise SettingsError if a setting that is shown or used as a name holds a bot's token."""
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        text = value.get_secret_value() if isinstance(value, SecretStr) else str(value)
        if name != "telegram_token" and holds_token(text):
            variable = str(field.validation_alias or f"{_PREFIX}{name.upper()}")
            raise SettingsError(f"{variable} holds a bot's token: that belongs in TELEGRAM_TOKEN alone")


def _line(error: ValidationError, chosen: Container[str]) -> str:
    """Return what is wrong, by the name of the option where it was given as one, else of the variable."""
    fault = error.errors()[0]
    name = str(fault["loc"][0])
    variable = name if name.startswith((_PREFIX, _TELEGRAM)) else f"{_PREFIX}{name.upper()}"
    variable = f"--{name.replace('_', '-')}" if name in chosen else variable
    allowed = fault["msg"].removeprefix("Input ").removeprefix("should ")
    value = fault["input"]
    return f"{variable} is {str(value)!r}: it should {allowed}"
