# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures converted to every target that can be written: the real consumer reads the values that the program shows."""
from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Callable, Iterator

import numpy as np
from safetensors import safe_open

import holding
import reporting
from program import Program

FOLDERS = ("pickle", "joblib", "sklearn", "safetensors", "safetensors_index", "hdf5", "keras", "npy", "npz", "torch")
TARGETS = ("safetensors", "npz", "npy")


def load(path: Path) -> dict[str, np.ndarray]:
    """Arrays by name, as the real consumer reads them."""
    if path.suffix == ".safetensors":
        with safe_open(path, framework="np") as file:  # numpy has no float8
            return {name: file.get_tensor(name) for name in file.keys() if not file.get_slice(name).get_dtype().startswith("F8")}
    with np.load(path, allow_pickle=False, max_header_size=1 << 20) as file:
        return {name: file[name] for name in file.files}


def figures(array: np.ndarray) -> tuple[Any, ...]:
    """Numbers that a difference in values would change."""
    values = np.asarray(array)
    if values.dtype.kind not in "biuf" or values.size == 0:
        return (values.size,)
    finite = values[np.isfinite(values)] if values.dtype.kind == "f" else values
    return (values.size, int((values == 0).sum()), float(finite.min()) if finite.size else None,
            float(finite.max()) if finite.size else None)


def hold(program: Program, path: Path, target: str, folder: Path) -> Iterator[str]:
    """One fixture to one target."""
    out = folder / f"out.{target}"
    out.unlink(missing_ok=True)
    answer = program.json("convert", str(path), str(out), "--yes")
    report = answer.report or {}
    if "error" in report:
        if answer.status != 2 or out.exists():
            yield f"status {answer.status} with an error, a file {'is' if out.exists() else 'is not'} there"
        return
    if answer.status != 0 or not out.exists():
        yield f"status {answer.status}: {(answer.errors or answer.text)[:200]}"
        return
    got = [np.load(out, allow_pickle=False, max_header_size=1 << 20)] if target == "npy" else list(load(out).values())
    stats = program.json("stats", str(path), "--all").report or {"tensors": []}
    told = {}
    for tensor in stats["tensors"]:
        key = (tensor["count"], tensor["zeros"], holding.number(tensor["min"]), holding.number(tensor["max"]))
        told[key] = told.get(key, 0) + 1
    for array in got:
        if array.dtype.kind not in "biuf" or array.size == 0 or array.dtype == bool:
            continue
        key = figures(array)
        if not any(key[:2] == each[:2] and holding.close(key[2], each[2], 1e-6) and holding.close(key[3], each[3], 1e-6)
                   for each in told if each[2] is not None or key[2] is None):
            yield f"no array of the file has count, zeros, min, max {key}"


def hold_diff(program: Program, path: Path, out: Path) -> Iterator[str]:
    """The program finds all that it converted, under one name and equal."""
    report = program.json("diff", str(path), str(out)).report or {}
    if "pairs" not in report:
        yield f"diff: {str(report)[:200]}"
        return
    # What only the File reading has, and the optimizer of an MLP, whose weights a flat file does not tell, has no row to
    # stand in; fields that are arrays are typed otherwise.
    alone = [each for each in report["only_right"] if not each.startswith(("archive", "object")) and "._optimizer." not in each]
    if alone:
        yield f"diff: only in what was written: {alone[:3]}"
    for pair in report["pairs"]:
        if not pair["equal"] and not pair["left_dtype"].startswith("void"):
            yield f"diff: {pair['left']} is not equal"
        if pair["renamed"] and pair["left"]:
            yield f"diff: {pair['left']} is called renamed: {pair['right']}"


def complete_fixtures(program: Program, data: Path) -> list[Path]:
    """Those that are whole."""
    paths = [path for family in FOLDERS for path in sorted((data / family).rglob("*"))
             if not path.is_dir() and path.suffix not in (".json", ".md", ".py") and "hostile" not in path.parts]
    return [path for path in paths
            if (program.json("info", str(path)).report or {}).get("verdict", {}).get("integrity") == "complete"]


def check_state_dicts(program: Program, data: Path, torch_python: str | None, record: Callable[[str, list[str]], None],
                      skipped: list[str]) -> None:
    """Every fixture as a state dict, which torch loads with weights_only=True, mapped too, bit by bit the same."""
    if torch_python is None:
        skipped.append("converting to torch: no environment keras-3")
        return
    with tempfile.TemporaryDirectory(prefix="strata-state-dicts-") as name:
        pairs = []
        for number, path in enumerate(complete_fixtures(program, data)):
            written, arrays = Path(name) / f"{number}.pt", Path(name) / f"{number}.npz"
            answer = program.json("convert", str(path), str(written), "--yes")
            if answer.status != 0:
                wrong = "error" not in (answer.report or {}) or written.exists()
                record(f"convert {path.relative_to(data)} to torch", [f"status {answer.status}"] if wrong else [])
                continue
            program.json("convert", str(path), str(arrays), "--yes")
            pairs.append({"written": str(written), "source": str(path), "arrays": str(arrays) if arrays.exists() else None})
        told = Path(name) / "pairs.json"
        told.write_text(json.dumps(pairs), encoding="utf-8")
        done = subprocess.run([torch_python, str(Path(__file__).with_name("check_state_dicts.py")), str(told)],
                              capture_output=True, text=True)
        record("check_state_dicts.py", [done.stderr[-500:]] if done.returncode else [])
        for source, differences in (json.loads(done.stdout) if done.returncode == 0 else {}).items():
            record(f"convert {Path(source).relative_to(data)} to torch", differences)
        record("state dicts were written", [] if len(pairs) > 100 else [f"only {len(pairs)}"])


def check_converting(program: Program, data: Path, record: Callable[[str, list[str]], None]) -> None:
    """Every fixture to a target, the targets taking turns."""
    written = number = 0
    with tempfile.TemporaryDirectory(prefix="strata-converting-") as name:
        for path in complete_fixtures(program, data):
            number += 1
            for target in (TARGETS[number % 2], TARGETS[2]) if number % 4 == 0 else (TARGETS[number % 2],):
                differences = list(hold(program, path, target, Path(name)))
                out = Path(name) / f"out.{target}"
                written += out.exists()
                if out.exists() and target != "npy":
                    differences += hold_diff(program, path, out)
                record(f"convert {path.relative_to(data)} to {target}", differences)
    record("files were converted", [] if written > 100 else [f"only {written}"])
    reporting.check_reports(program, data, record)
