"""Which processor embeds passages: an NVIDIA GPU where the installed ONNX Runtime can use one, else the cores."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

CPU, CUDA = "CPUExecutionProvider", "CUDAExecutionProvider"
"""ONNX Runtime's names; the package ``onnxruntime-gpu`` brings the second."""
_BYTES_A_TOKEN = 2**18
"""GPU memory for one token of a pass: the shipped model takes some 40 KB by its layers' sizes, the largest known six
times that. Reckoned, not measured."""
_FEWEST = 4096
"""Tokens of a pass where the memory is not known: a gigabyte."""
_ASK = ("nvidia-smi", "--query-gpu=memory.free", "--format=csv,noheader,nounits")
"""The driver's own tool prints megabytes, a line for each GPU."""


def providers(available: Container[str]) -> list[str]:
    """Return what is to run the model, the first that works."""
    return [CUDA, CPU] if CUDA in available else [CPU]


def gpu_batch_tokens(free: str | None = None) -> int:
    """Return how many tokens fit into a forward pass on the GPU with the least free memory, as its driver prints it."""
    try:
        printed = subprocess.check_output(_ASK, text=True, timeout=10) if free is None else free  # noqa: S603 - fixed
        return max(_FEWEST, min(int(megabytes) for megabytes in printed.split()) * 2**20 // _BYTES_A_TOKEN)
    except (OSError, ValueError, subprocess.SubprocessError):
        return _FEWEST
