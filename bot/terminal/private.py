"""A folder of which only its owner decides what stands in it."""

from __future__ import annotations

import os
from errno import EPERM
from stat import S_IWGRP, S_IWOTH
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def private_folder(folder: Path) -> None:
    """Make the folder if it is not there, for its owner alone.

    Raises OSError where others may write to it: a link that they leave there would lead our words into another file.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    status = folder.stat()
    if status.st_mode & (S_IWGRP | S_IWOTH) or (hasattr(os, "getuid") and status.st_uid != os.getuid()):
        raise PermissionError(EPERM, f"others may write to it, chmod 700 {folder}", str(folder))
