# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the program under test and takes its JSON reports, each held against the schema."""
from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60
SCHEMA = ROOT / "resources" / "schema" / "strata-report.schema.json"


@dataclass
class Answer:
    """One run: exit status (negative for a signal, None when it did not end), what it printed, its report."""
    status: int | None
    text: str
    errors: str
    report: Any = None


@dataclass
class Program:
    """The program, and what went wrong with the form of its outputs."""
    binary: str
    schema_problems: list[str] = field(default_factory=list)
    validators: dict[str, Any] = field(default_factory=dict)
    reports: int = 0
    peak_mebibytes: float = 0.0  # the largest resident memory of any run

    def __post_init__(self) -> None:
        self.checker = load_checker()
        self.schema = json.loads(SCHEMA.read_text(encoding="utf-8")) if self.checker else None

    def run(self, *arguments: str, seconds: float = SECONDS, columns: int | None = None) -> Answer:
        """Runs it with arguments; quiet about its own history and without a display."""
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
        environment.pop("COLUMNS", None)
        if columns is not None:
            environment["COLUMNS"] = str(columns)
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
            process = subprocess.Popen([self.binary, *arguments], stdout=output, stderr=errors, stdin=subprocess.DEVNULL,
                                       env=environment)
            status, mebibytes = wait(process, seconds)
            self.peak_mebibytes = max(self.peak_mebibytes, mebibytes)
            return Answer(status, text_of(output), text_of(errors))

    def json(self, verb: str, *arguments: str, seconds: float = SECONDS) -> Answer:
        """Runs a verb with --json; the report is None when the output is not JSON."""
        answer = self.run(verb, *arguments, "--json", seconds=seconds)
        self.reports += 1
        try:
            answer.report = json.loads(answer.text)
        except ValueError:
            return answer
        if self.checker:
            kind = "error" if isinstance(answer.report, dict) and "error" in answer.report else verb
            if kind not in self.validators:
                self.validators[kind] = self.checker.validator_of(self.schema, kind)
            for problem in self.checker.problems(self.validators[kind], answer.text):
                self.schema_problems.append(f"{verb} {' '.join(map(os.path.basename, arguments))}: {problem}")
        return answer


def load_checker() -> Any:
    """tests/cli/validate_schema.py as a module; None without the jsonschema package or the schema."""
    script = ROOT / "tests" / "cli" / "validate_schema.py"
    if importlib.util.find_spec("jsonschema") is None or not SCHEMA.exists() or not script.exists():
        return None
    spec = importlib.util.spec_from_file_location("validate_schema", script)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def text_of(file: IO[bytes]) -> str:
    """All that was written to a file."""
    file.seek(0)
    return file.read().decode("utf-8", "replace")


def wait(process: subprocess.Popen, seconds: float) -> tuple[int | None, float]:
    """Waits for a process and kills it when its time is up: exit status (None then), largest resident memory in MiB."""
    end = time.monotonic() + seconds
    late = False
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return None if late else process.returncode, usage.ru_maxrss / 1024
        if time.monotonic() > end and not late:
            late = True
            process.kill()
        time.sleep(0.002)


def fail_early(binary: str) -> None:
    """Leaves with status 2 when there is no such program."""
    if not os.access(binary, os.X_OK):
        print(f"no program at {binary}", file=sys.stderr)
        sys.exit(2)
