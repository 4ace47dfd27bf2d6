# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tests/data/hdf5/hostile: small HDF5 files that try to lead a reader out of the file, to exhaust it or to break it.

Run with the environment `newest` (h5py). What h5py does not write is patched into what it wrote. manifest.json says of
each file which rules its findings must have, or which error opening it must give; a file with neither only has to end
in time and without harm.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

# Each registers its writers, in the order of the manifest.
from hostile_hdf5 import outside, claims, structure, contradictions  # noqa: F401
from hostile_hdf5.common import WRITERS

OUT = Path(__file__).resolve().parent.parent / "hdf5" / "hostile"


def main() -> int:
    OUT.mkdir(exist_ok=True, parents=True)
    manifest = {}
    for write, expected in WRITERS:
        path = OUT / (write.__name__ + ".h5")
        path.unlink(missing_ok=True)
        write(path)
        manifest[path.name] = expected
    (OUT / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
