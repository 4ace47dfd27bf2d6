# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows in the real loaders that the payloads which the manifest marks fire do fire, and that the others do not.

check_hostile_fires.py [--hostile FOLDER] [--environment NAME] [--verbose]

Run it with the Python of that environment; files meant for another environment are skipped. Each file is loaded in a
forked child of its own, in an empty temporary folder and with limits on memory and time. Exits 1 on any difference.
"""
from __future__ import annotations

import argparse
import io
import json
import os
import pickle
import resource
import signal
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any, Callable

import numpy as np

MEMORY_BYTES = 4 << 30
SECONDS = 20
HOSTILE = Path(__file__).resolve().parents[1] / "data" / "hostile"


def load_pickle_all(path: str) -> None:
    """Loads every pickle of a file in turn, as torch's old format is read."""
    with open(path, "rb") as file:
        end = os.fstat(file.fileno()).st_size
        while file.tell() < end:
            pickle.load(file)


def load_pickle_python(path: str) -> None:
    """Loads with the unpickler that is written in Python."""
    pickle._loads(Path(path).read_bytes())


def load_numpy(path: str) -> None:
    """np.load with objects allowed; every member of an archive."""
    loaded = np.load(path, allow_pickle=True)
    if hasattr(loaded, "files"):
        for name in loaded.files:
            loaded[name]


def load_joblib(path: str) -> None:
    """joblib.load."""
    import joblib
    joblib.load(path)


def load_safetensors(path: str) -> None:
    """safetensors' own reader, on the whole file."""
    from safetensors import deserialize
    deserialize(Path(path).read_bytes())


LOADERS: dict[str, Callable[[str], Any]] = {
    "pickle": lambda path: pickle.load(io.BytesIO(Path(path).read_bytes())), "pickle-all": load_pickle_all,
    "pickle-bytes": lambda path: pickle.loads(Path(path).read_bytes()), "pickle-python": load_pickle_python, "joblib": load_joblib, "numpy": load_numpy, "safetensors": load_safetensors,
}


def child(loader: str, path: str, folder: str) -> None:
    """In the forked child: loads the file in its own folder, quietly, and leaves."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.chdir(folder)
    os.environ["STRATA_MARKER"] = os.path.join(folder, "strata-marker")
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    signal.alarm(SECONDS)
    code = 0
    try:
        LOADERS[loader](path)
    except BaseException:
        code = 1
    os._exit(code)


def run_one(loader: str, path: Path) -> tuple[bool, bool]:
    """Whether the payload fired, and whether the loader accepted the file."""
    with tempfile.TemporaryDirectory(prefix="strata-hostile-") as folder:
        process = os.fork()
        if process == 0:
            child(loader, str(path), folder)
        _, status = os.waitpid(process, 0)
        return os.path.exists(os.path.join(folder, "strata-marker")), status == 0


def preload() -> None:
    """Imports the libraries once, so that each child starts quickly."""
    warnings.simplefilter("ignore")
    for name in ("joblib", "sklearn.ensemble", "safetensors"):
        try:
            __import__(name)
        except ImportError:
            print(f"without {name}", file=sys.stderr)


def check(name: str, case: dict[str, Any], folder: Path) -> str | None:
    """The difference between the manifest and what the loader did, if any."""
    fired, accepted = run_one(case["loader"], folder / name)
    if fired != case["fires"]:
        return f"fires: manifest says {case['fires']}, the {case['loader']} loader says {fired}"
    if case.get("refused") and accepted:
        return f"the {case['loader']} loader accepts it"
    if case.get("loads") and not accepted:
        return f"the {case['loader']} loader refuses it"
    return None


def main() -> None:
    """Runs every file of the manifest that this environment can load."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hostile", type=Path, default=HOSTILE)
    parser.add_argument("--environment", default="newest")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    manifest = json.loads((options.hostile / "manifest.json").read_text(encoding="utf-8"))
    preload()
    passed, failed, skipped, fired = 0, 0, 0, 0
    for name, case in manifest.items():
        if case["loader"] is None or case.get("environment", "newest") != options.environment:
            skipped += 1
            continue
        difference = check(name, case, options.hostile)
        passed, failed = passed + (difference is None), failed + (difference is not None)
        fired += bool(case["fires"] and difference is None)
        if difference or options.verbose:
            print(f"{'FAIL' if difference else 'ok'}  {name}: {difference or case['case']}")
    print(f"hostile files in the real loaders ({options.environment}): {passed} passed, {failed} failed, "
          f"{skipped} skipped; {fired} payloads fired")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
