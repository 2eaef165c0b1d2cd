"""No Python file of the current folder runs.

Python puts that folder before its own library where it is started with ``-m`` or ``-c``, as workers are: a file
called ``select.py`` that somebody left there would run in the library's place.
"""

from __future__ import annotations

import os
import sys

_ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - pathlib is not loaded yet


def shut_out_current_folder() -> None:
    """Take the current folder out of the import path, here and in every process started from here."""
    os.environ["PYTHONSAFEPATH"] = "1"
    if os.path.realpath(sys.path[0]) == os.path.realpath(os.curdir):
        # Last comes the folder of this program: it may lie in the current one, and not be installed.
        sys.path[:] = [*sys.path[1:], _ROOT]
