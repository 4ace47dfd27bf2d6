# SPDX-License-Identifier: GPL-3.0-or-later
"""What the writers of hostile HDF5 files share."""

from __future__ import annotations

import struct
import sys
from pathlib import Path
from typing import Callable

import h5py
import numpy as np

EARLIEST = ("earliest", "v110")
WRITERS: list[tuple[Callable[[Path], None], dict]] = []


def expects(*rules: str, error: str | None = None):
    """Registers a writer with the rules that its file must be reported by."""
    def register(write: Callable[[Path], None]) -> Callable[[Path], None]:
        WRITERS.append((write, {"rules": list(rules), **({"error": error} if error else {})}))
        return write
    return register


def new(path: Path, **options) -> h5py.File:
    """A file that HDF5 1.10 can read."""
    return h5py.File(path, "w", **{"libver": EARLIEST, **options})


def patch(path: Path, old: bytes, put: bytes, times: int = 1) -> None:
    """Replaces bytes that must occur in the file; the first `times` of them."""
    data = path.read_bytes()
    if old not in data or len(old) != len(put):
        sys.exit(f"{path.name}: {old.hex()} is not there to patch")
    path.write_bytes(data.replace(old, put, times))


def u64(*numbers: int) -> bytes:
    return struct.pack(f"<{len(numbers)}Q", *numbers)


def values(count: int = 24) -> np.ndarray:
    return (np.arange(count, dtype=np.float32) - 7) / 4


def u32(*numbers: int) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)
