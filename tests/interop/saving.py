# SPDX-License-Identifier: GPL-3.0-or-later
"""Saves that are killed and saves on a full disk: the file is the old one or the new one, whole, and can be loaded."""
from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Callable, Iterator

import h5py
import joblib
import numpy as np
from safetensors.numpy import save_file

from program import Program

KILLS_A_FORMAT = 60
KILLS_WHILE_WRITING = 15  # of those, at least
THOROUGH_KILLS = 200
THOROUGH_WHILE_WRITING = 50
MEBIBYTE = 1 << 20
SECONDS = 60


MAKE_TORCH = """
import sys, numpy, torch
torch.save({"note": "old", "a": torch.from_numpy(numpy.load(sys.argv[1]))}, sys.argv[2])
"""


def make_torch(folder: Path, values: np.ndarray, torch_python: str | None) -> dict[str, tuple[Path, str]]:
    """What torch.save writes, where there is a torch."""
    if torch_python is None:
        return {}
    np.save(folder / "a.npy", values)
    path = folder / "model.pt"
    subprocess.run([torch_python, "-c", MAKE_TORCH, str(folder / "a.npy"), str(path)], check=True, capture_output=True)
    return {"torch": (path, "object@note={}")}


def make_files(folder: Path, torch_python: str | None) -> dict[str, tuple[Path, str]]:
    """A file of each format that can be edited, large enough to be killed in the middle of, and an edit of it."""
    source = np.random.default_rng(3)
    values = source.random((6, MEBIBYTE)).astype("float32")  # 24 MiB
    files = {"safetensors": (folder / "model.safetensors", "/@note={}"), "hdf5": (folder / "model.h5", "/@note={}"),
             "pickle": (folder / "model.pkl", "object@note={}"), "joblib": (folder / "model.joblib", "object@note={}"),
             "joblib-zlib": (folder / "packed.joblib", "object@note={}")}
    save_file({"a": values}, files["safetensors"][0], {"note": "old"})
    with h5py.File(files["hdf5"][0], "w") as file:
        file["a"] = values
        file.attrs["note"] = "old"
    joblib.dump({"note": "old", "a": values}, files["joblib"][0])
    joblib.dump({"note": "old", "a": values[:1]}, files["joblib-zlib"][0], compress=("zlib", 1))
    import pickle
    files["pickle"][0].write_bytes(pickle.dumps({"note": "old", "a": values}, protocol=4))
    return files | make_torch(folder, values, torch_python)


def scratch_files(folder: Path) -> list[Path]:
    """What killed saves left."""
    return [path for path in folder.iterdir() if path.name.startswith(".strata-")]


def note_of(program: Program, kind: str, path: Path, edit: str) -> str | None:
    """The entry that is edited, read by the program; None when the file is not whole."""
    report = program.json("info", str(path)).report or {}
    if report.get("verdict", {}).get("integrity") != "complete":
        return None
    key = edit.split("=")[0]
    return next((entry["value"] for entry in report["metadata"] if entry["key"] == key), None)


def kill_saves(program: Program, kind: str, path: Path, edit: str, source: random.Random, thorough: bool) -> Iterator[str]:
    """Saves in place, each killed after a time drawn from the duration of a whole one. "While writing" is between the first
    byte of the scratch file and the rename: the killed save leaves a scratch file that holds something."""
    kills, wanted = (THOROUGH_KILLS, THOROUGH_WHILE_WRITING) if thorough else (KILLS_A_FORMAT, KILLS_WHILE_WRITING)
    old = path.read_bytes()
    started = time.monotonic()
    subprocess.run([program.binary, "set", str(path), edit.format("new")], check=True, capture_output=True)
    duration = time.monotonic() - started
    new = path.read_bytes()
    path.write_bytes(old)
    while_writing = kept = replaced = 0
    for number in range(kills):
        process = subprocess.Popen([program.binary, "set", str(path), edit.format("new")], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(source.random() * duration * 1.1)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        left = scratch_files(path.parent)
        while_writing += any(each.stat().st_size > 0 for each in left)
        found = path.read_bytes()
        if found == new:
            replaced += 1
            path.write_bytes(old)
        elif found == old:
            kept += 1
        else:
            yield f"kill {number}: the file is neither the old nor the new one ({len(found)} bytes)"
            path.write_bytes(old)
        for each in left:
            each.unlink()
    print(f"  {kind}: {kills} kills over {duration:.2f} s: {while_writing} while writing, {kept} kept the old file, "
          f"{replaced} found the new one")
    if while_writing < wanted:
        yield f"only {while_writing} of {kills} kills met a scratch file"


def left_behind(program: Program, path: Path, edit: str) -> Iterator[str]:
    """What a killed save left is named by the next one."""
    stray = path.parent / ".strata-Ab12Cd"
    stray.write_bytes(b"half")
    os.utime(stray, (1, 1))
    answer = program.run("set", str(path), edit.format("again"))
    if stray.name not in answer.errors:
        yield f"the next save does not name the scratch file: {answer.errors[:200]}"
    stray.unlink()


FULL_DISK = """
set -e
mount -t tmpfs -o size={size} strata "{folder}"
cp "{source}" "{folder}/"
"{program}" set "{folder}/{name}" '{edit}' >"{log}" 2>&1 && status=0 || status=$?
ls -A "{folder}" >>"{log}"
cmp "{source}" "{folder}/{name}" >>"{log}" && same=yes || same=no
echo "RESULT $status $same" >>"{log}"
"""


def full_disk(program: Program, kind: str, path: Path, edit: str) -> Iterator[str]:
    """A file system with room for the file and half a copy: an error that says so, the file as it was, nothing left."""
    with tempfile.TemporaryDirectory(prefix="strata-full-") as folder:
        log = Path(folder + ".log")
        script = FULL_DISK.format(size=path.stat().st_size * 3 // 2, folder=folder, source=path, program=program.binary,
                                  name=path.name, edit=edit.format("new"), log=log)
        subprocess.run(["unshare", "-m", "bash", "-c", script], capture_output=True, text=True)
        told = log.read_text(errors="replace") if log.exists() else ""
        log.unlink(missing_ok=True)
    if "RESULT 2 yes" not in told:
        yield f"{told[-300:]!r}"
    elif "room" not in told and "space" not in told:
        yield f"the message does not speak of room: {told[:200]!r}"
    elif ".strata-" in told:
        yield "a scratch file was left"


def can_mount() -> bool:
    """Whether a small file system can be made here."""
    return shutil.which("unshare") is not None and subprocess.run(
        ["unshare", "-m", "bash", "-c", "mount -t tmpfs none /mnt"], capture_output=True).returncode == 0


def check_saving(program: Program, torch_python: str | None, seed: int, thorough: bool, record: Callable[[str, list[str]], None],
                 skipped: list[str]) -> None:
    """Kills and full disks for every format that can be edited."""
    if torch_python is None:
        skipped.append("saving of .pt: no environment keras-3")
    mounts = can_mount()
    if not mounts:
        skipped.append("saving on a full disk: no file system can be mounted here")
    with tempfile.TemporaryDirectory(prefix="strata-saving-") as name:
        for kind, (path, edit) in make_files(Path(name), torch_python).items():
            if note_of(program, kind, path, edit) != "old":
                record(f"saving {kind}", [f"the file does not read as made: {note_of(program, kind, path, edit)}"])
                continue
            record(f"killed saves of {kind}", list(kill_saves(program, kind, path, edit, random.Random(f"{seed} {kind}"), thorough)))
            record(f"scratch files of {kind}", list(left_behind(program, path, edit)))
            if mounts:
                record(f"a full disk, {kind}", list(full_disk(program, kind, path, edit)))
            record(f"{kind} afterwards", [] if note_of(program, kind, path, edit) == "again" else ["it lost its edit"])
