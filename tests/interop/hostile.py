# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the program against the hostile fixtures: verdicts, time, memory, and that it opens and starts nothing."""
from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Iterator

from program import Answer, Program

TRUST = [None, "trusted", "review", "dangerous"]
SECONDS = 5
TRACED = "open,openat,openat2,creat,execve,execveat,socket,connect,unlink,unlinkat,rename,renameat,renameat2,mkdir,mkdirat,link,linkat,symlink,symlinkat,chmod,truncate"
CALL = re.compile(r'^(?:\[pid +\d+\] |\d+ +)?(\w+)\((.*)')
PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')


def as_list(value: Any) -> list[Any]:
    """A value, or the alternatives it stands for."""
    return value if isinstance(value, list) else [value]


def hold_verdict(answer: Answer, case: dict[str, Any]) -> Iterator[str]:
    """The verdict or the error that the manifest tells."""
    if answer.report is None:
        yield f"no report (status {answer.status}): {answer.errors[:200]}"
        return
    told = answer.report["files"][0] if answer.report.get("files") else answer.report
    if told.get("error"):
        if told["error"]["code"] not in case.get("error", []):
            yield f"error {told['error']['code']}, expected {case.get('error') or case}"
        elif answer.status != 2:
            yield f"exit status {answer.status} with an error, expected 2"
        return
    verdict = told["verdict"]
    if "format" in case and told["format"]["id"] != case["format"]:
        yield f"read as {told['format']['id']}, expected {case['format']}"
    rules = ", ".join(sorted({finding["rule"] for finding in told["findings"]})) or "no findings"
    if "trust" in case and verdict["trust"] != case["trust"]:
        yield f"trust {verdict['trust']}, expected {case['trust']} ({rules})"
    if "trust_at_least" in case and TRUST.index(verdict["trust"]) < TRUST.index(case["trust_at_least"]) and not (
            verdict["trust"] is None and case["trust_at_least"] == "trusted"):
        yield f"trust {verdict['trust']}, expected at least {case['trust_at_least']} ({rules})"
    if "integrity" in case and verdict["integrity"] not in as_list(case["integrity"]):
        yield f"integrity {verdict['integrity']}, expected {case['integrity']} ({rules})"
    good = verdict["trust"] in (None, "trusted") and verdict["integrity"] == "complete"
    if answer.status != (0 if good else 1):
        yield f"exit status {answer.status} with verdict {verdict}"


def hold_survival(program: Program, path: Path) -> Iterator[str]:
    """Every verb ends in time, by itself, within memory."""
    for verb in ("info", "tree", "stats", "values"):
        arguments = [str(path)] + (["--all"] if verb == "stats" else []) + (["object"] if verb == "values" else [])
        answer = program.json(verb, *arguments, seconds=SECONDS)
        if answer.status is None:
            yield f"{verb}: not done after {SECONDS} s"
        elif answer.status < 0 or answer.status > 2:
            yield f"{verb}: ended with status {answer.status}: {answer.errors[-300:]}"
        elif answer.report is None:
            yield f"{verb}: no JSON (status {answer.status}): {answer.errors[:200]}"


def system_calls(program: Program, arguments: list[str], scratch: str) -> list[tuple[str, str]]:
    """What a run opened, started, connected to or changed: (call, its first path)."""
    log = os.path.join(scratch, "strace.log")
    subprocess.run(["strace", "-f", "-qq", "-e", "signal=none", "-e", f"trace={TRACED}", "-o", log, program.binary, *arguments],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, timeout=60,
                   env={**os.environ, "TMPDIR": scratch, "QT_QPA_PLATFORM": "offscreen"})
    found = []
    with open(log, encoding="utf-8", errors="replace") as file:
        for line in file:
            call = CALL.match(line)
            if call:
                path = PATH.search(call.group(2))
                found.append((call.group(1), re.sub(r"/proc/\d+/", "/proc/self/", path.group(1)) if path else ""))
    return found


def hold_stillness(program: Program, path: Path, usual: set[tuple[str, str]], scratch: str, with_worker: bool = False) -> Iterator[str]:
    """It opens the file itself, what any run opens, and its own scratch files; it starts and connects to nothing.

    With a worker it starts what runs on benign files start too, which is among the usual calls."""
    for verb in (["scan", str(path)], ["info", str(path)], ["stats", "--all", str(path)]):
        started = 0
        calls = system_calls(program, [*verb, "--json"], scratch)
        if not any(named == str(path) for _, named in calls):
            yield f"{verb[0]}: the trace does not even show the file itself"
        for call, named in calls:
            started += call in ("execve", "execveat")
            if call in ("socket", "connect"):
                yield f"{verb[0]}: {call}"
            elif (call, named) not in usual and named != str(path) and not named.startswith(scratch):
                yield f"{verb[0]}: {call} of {named}"
        if started != 1 and not with_worker:
            yield f"{verb[0]}: {started} programs started"


def usual_calls(program: Program, benign: list[Path], scratch: str) -> set[tuple[str, str]]:
    """What runs on benign files open, the files themselves left out."""
    seen: set[tuple[str, str]] = set()
    for path in benign:
        for verb in (["scan", str(path)], ["info", str(path)], ["stats", "--all", str(path)]):
            seen |= {pair for pair in system_calls(program, [*verb, "--json"], scratch) if pair[1] != str(path)}
    return seen


def hold_folder(program: Program, folder: Path, manifest: dict[str, Any]) -> Iterator[str]:
    """Scanning the whole folder says of every file with a payload that fires that it is not to be trusted."""
    answer = program.json("scan", str(folder), seconds=60)
    if answer.report is None or "files" not in answer.report:
        yield f"no report (status {answer.status}): {answer.errors[:200]}"
        return
    told = {os.path.basename(file["path"]): file for file in answer.report["files"]}
    for name, case in manifest.items():
        if not case["fires"]:
            continue
        verdict, error = told.get(name, {}).get("verdict"), told.get(name, {}).get("error")
        if error and error["code"] in case.get("error", []):
            continue
        if verdict is None or verdict["trust"] not in ("review", "dangerous"):
            yield f"{name}: {verdict or 'not listed'}"


def check_hostile(program: Program, folder: Path, benign: list[Path], record: Any) -> None:
    """Every hostile file in turn; `record(name, differences)` counts."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    with_strace = shutil.which("strace") is not None
    if not with_strace:
        print("hostile: strace is missing, so nothing shows which files are opened")
    with tempfile.TemporaryDirectory(prefix="strata-strace-") as scratch:
        usual = usual_calls(program, benign, scratch) if with_strace else set()
        for name, case in manifest.items():
            path = folder / name
            answer = program.json("scan", str(path), seconds=SECONDS)
            slow = [] if answer.status is not None else [f"scan: not done after {SECONDS} s"]
            record(f"hostile/{name}", slow or list(hold_verdict(answer, case)))
            record(f"hostile/{name} (all verbs)", list(hold_survival(program, path)))
            if with_strace:
                record(f"hostile/{name} (strace)", list(hold_stillness(program, path, usual, scratch)))
    record("hostile: the folder as a whole", list(hold_folder(program, folder, manifest)))


def check_big(program: Program, make: Any, record: Any) -> None:
    """The hostile files too large to keep: made here, looked at, thrown away."""
    with tempfile.TemporaryDirectory(prefix="strata-big-") as folder:
        make(folder)
        manifest = json.loads(Path(folder, "manifest.json").read_text(encoding="utf-8"))
        for name, case in manifest.items():
            path = Path(folder, name)
            answer = program.json("scan", str(path), seconds=SECONDS)
            slow = [] if answer.status is not None else [f"scan: not done after {SECONDS} s"]
            record(f"big/{name}", slow or list(hold_verdict(answer, case)))
            record(f"big/{name} (all verbs)", list(hold_survival(program, path)))


def check_hostile_hdf5(program: Program, folder: Path, benign: list[Path], record: Any) -> None:
    """No hostile HDF5 file makes the program or its worker open another file, start a program or connect."""
    if shutil.which("strace") is None:
        print("hostile HDF5: strace is missing, so nothing shows which files are opened")
        return
    with tempfile.TemporaryDirectory(prefix="strata-strace-") as scratch:
        usual = usual_calls(program, benign, scratch)
        for path in sorted(folder.glob("*.h5")):
            record(f"hdf5/hostile/{path.name} (system calls)", list(hold_stillness(program, path, usual, scratch, with_worker=True)))
