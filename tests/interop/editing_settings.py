# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of Keras files get random values of their type: whatever the program writes, the real Keras loads."""
from __future__ import annotations

import json
import random
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Callable, Iterator

from program import Program

SETTINGS = ("layers/", "optimizer@", "training@")
EDITS_A_FILE = 12
WORDS = ("nonsense", "relu", "same", "glorot_uniform", "l2", "float32", "mean_squared_error", "nearest", "")
NUMBERS = (-2, -1, 0, 1, 2, 3)
REALS = (-1.0, -0.25, 0.0, 0.25, 0.75, 1.0, 1.5)


def typed(entry: dict[str, Any], source: random.Random) -> str | None:
    """A value of the entry's type; None for a type that is not drawn."""
    kind, value = entry["type"], entry["value"]
    if kind == "str":
        return source.choice(WORDS)
    if kind == "int":
        return str(source.choice(NUMBERS))
    if kind == "float":
        return repr(source.choice(REALS))
    if kind == "bool":
        return str(not value)
    if kind == "list" and value and all(isinstance(each, int) for each in value):
        items = [source.choice(NUMBERS) for _ in value] + [1] * (source.random() < 0.2)
        return json.dumps(items)
    return None


def loads(python: str, paths: list[Path]) -> dict[str, str | None]:
    """What the real Keras says of files."""
    done = subprocess.run([python, str(Path(__file__).with_name("load_keras.py")), *map(str, paths)], capture_output=True, text=True)
    for line in done.stdout.splitlines():
        if line.startswith("RESULT "):
            return json.loads(line.removeprefix("RESULT "))
    return {str(path): done.stderr[-300:] for path in paths}


def edited_files(program: Program, path: Path, folder: Path, source: random.Random) -> Iterator[tuple[Path, str]]:
    """Copies with one setting changed each, those that the program writes."""
    entries = [entry for entry in (program.json("get", str(path)).report or {"entries": []})["entries"]
               if entry["editable"] and entry["key"].startswith(SETTINGS) and not entry["key"].endswith("@name")]
    for number in range(min(EDITS_A_FILE, len(entries))):
        entry = source.choice(entries)
        value = typed(entry, source)
        if value is None:
            continue
        out = folder / f"{path.stem}_{number}.h5"
        edit = f"{entry['key']}={value}"
        if program.json("set", str(path), edit, "-o", str(out), "--force").status == 0:
            yield out, edit


def check_settings(program: Program, data: Path, keras: dict[str, str], seed: int,
                   record: Callable[[str, list[str]], None], skipped: list[str]) -> None:
    """The files of each generation in the Keras that wrote them."""
    for name, python in keras.items():
        files = sorted((data / "keras" / name).glob("*.h5"))
        if not files:
            continue
        whole = [Path(path) for path, error in loads(python, files).items() if error is None]
        with tempfile.TemporaryDirectory(prefix="strata-settings-") as folder:
            edits = {}
            for path in whole:
                edits |= {str(out): edit for out, edit in
                          edited_files(program, path, Path(folder), random.Random(f"{seed} {path.name}"))}
            said = loads(python, [Path(path) for path in edits])
            record(f"settings of {name} (seed {seed})",
                   [f"{Path(path).stem}: {edits[path]}: {error}" for path, error in said.items() if error is not None])
            record(f"settings of {name} were written", [] if len(edits) > len(whole) else [f"only {len(edits)}"])
    if not keras:
        skipped.append("settings in the real Keras: no environment")
