# SPDX-License-Identifier: GPL-3.0-or-later
"""What convert writes that is no model: tables that numpy and pandas read, the JSON of `info`, reports for people."""
from __future__ import annotations

import json
import tempfile
import warnings
from pathlib import Path
from typing import Callable, Iterator
from xml.etree import ElementTree

import numpy as np

from program import Program

try:
    import pandas
except ImportError:  # not in every environment
    pandas = None

FOLDERS = ("pickle", "joblib", "sklearn", "safetensors", "hdf5", "keras", "npy", "npz", "torch", "hostile")


def same_bits(left: np.ndarray, right: np.ndarray) -> bool:
    """Equal items, -0.0 apart from 0.0; a NaN is any NaN."""
    if left.shape != right.shape or left.dtype != right.dtype:
        return False
    if left.dtype.kind not in "fc":
        return bool(np.array_equal(left, right))
    parts = [(left.real, right.real), (left.imag, right.imag)] if left.dtype.kind == "c" else [(left, right)]
    return all(np.array_equal(a, b, equal_nan=True) and np.array_equal(np.signbit(a) & ~np.isnan(a), np.signbit(b) & ~np.isnan(b))
               for a, b in parts)


def hold_table(program: Program, path: Path, tensor: str, folder: Path) -> Iterator[str]:
    """One array as CSV: numpy and pandas read what the .npy of the same array holds."""
    table, binary = folder / "table.csv", folder / "table.npy"
    refused = []
    for out in (table, binary):
        out.unlink(missing_ok=True)
        answer = program.json("convert", str(path), str(out), "--tensor", tensor, "--yes")
        if answer.status != 0:
            refused.append(out.name)
            if answer.status != 2 or "error" not in (answer.report or {}) or out.exists():
                yield f"{out.name}: status {answer.status}: {(answer.errors or answer.text)[:200]}"
    if refused:  # what cannot be read is written as neither
        if len(refused) != 2:
            yield f"only {refused[0]} is refused"
        return
    array = np.load(binary, allow_pickle=False, max_header_size=1 << 20)
    array = array.astype(array.dtype.newbyteorder("="))
    outer = array.ndim - 1 if array.ndim > 2 else 0
    if array.size == 0:
        if table.read_bytes():
            yield "an array of no values has lines"
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        columns = range(outer, outer + (array.shape[-1] if array.ndim > 1 else 1))
        got = np.loadtxt(table, delimiter=",", dtype=array.dtype, ndmin=2, skiprows=1 if outer else 0, usecols=columns)
        if not same_bits(got.reshape(array.shape), array):
            yield f"numpy.loadtxt reads other values of {array.dtype} {array.shape}"
        if outer:
            index = np.loadtxt(table, delimiter=",", dtype=np.int64, ndmin=2, skiprows=1, usecols=range(outer))
            if not np.array_equal(index, np.array(list(np.ndindex(*array.shape[:-1])))):
                yield "the index columns are others"
    if pandas is not None and array.dtype.kind in "iuf":
        frame = pandas.read_csv(table, header=0 if outer else None, float_precision="round_trip")
        values = frame.to_numpy()[:, outer:] if outer else frame.to_numpy()
        if not same_bits(values.astype(array.dtype).reshape(array.shape), array):
            yield f"pandas.read_csv reads other values of {array.dtype} {array.shape}"


def hold_reports(program: Program, path: Path, folder: Path) -> Iterator[str]:
    """The JSON is that of `info`; the reports for people are there and hold no markup of the file's."""
    out = folder / "report.json"
    for name in ("report.json", "report.html", "report.md"):
        (folder / name).unlink(missing_ok=True)
        answer = program.json("convert", str(path), str(folder / name))
        if answer.status != 0:
            yield f"{name}: status {answer.status}: {(answer.errors or answer.text)[:200]}"
            return
    if json.loads(out.read_text(encoding="utf-8")) != program.json("info", str(path)).report:
        yield "the JSON is not that of info"
    try:
        ElementTree.fromstring((folder / "report.html").read_text(encoding="utf-8"))
    except ElementTree.ParseError as error:
        yield f"the HTML is not well-formed: {error}"


def check_reports(program: Program, data: Path, record: Callable[[str, list[str]], None]) -> None:
    """Reports of every other fixture that opens, and numeric arrays of each as tables, two of a file."""
    tables = number = 0
    with tempfile.TemporaryDirectory(prefix="strata-reports-") as name:
        for path in sorted(path for family in FOLDERS for path in (data / family).rglob("*")):
            if path.is_dir() or path.suffix in (".json", ".md", ".py"):
                continue
            report = program.json("info", str(path)).report or {}
            if "error" in report:
                continue
            number += 1
            if number % 2:
                record(f"reports of {path.relative_to(data)}", list(hold_reports(program, path, Path(name))))
            if report["verdict"]["integrity"] != "complete":
                continue
            numeric = [tensor["path"] for tensor in report["tensors"]
                       if tensor["dtype"].startswith(("int", "uint", "float16", "float32", "float64", "complex64", "complex128", "bool"))
                       and (tensor["bytes"] or 0) < 1 << 20 and "\0" not in tensor["path"]]
            for tensor in numeric[:2]:
                record(f"{path.relative_to(data)} {tensor} as a table", list(hold_table(program, path, tensor, Path(name))))
                tables += 1
    record("arrays became tables", [] if tables > 100 else [f"only {tables}"])
