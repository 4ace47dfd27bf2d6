# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the program against what the real libraries read. Start it by run.sh, which makes the environments.

run.py --strata PROGRAM [--seed N] [--count N] [--only PART…] [--older NAME=PYTHON…] [--keras NAME=PYTHON…] [--skipped NAME…] [--thorough]

Parts: fixtures (those kept in the repository), anew (the same scripts run now, by the newest libraries and each older
environment), random (small models drawn at random, --count a family), estimators (all that scikit-learn
has and that fit on small data), keras (its fixtures, and models that each Keras draws,
--count a family), torch (files that torch draws, --count of them), editing (random edits of the fixtures, loaded by the real
libraries), saving (killed saves, full disks), converting (arrays), comparing (pairs of models drawn at random, against numpy),
rewriting (pickle and joblib), hostile, sarif (by its schema), unsupported. The seed is fixed under CI=true or by --seed; otherwise it is drawn and
printed, so that a failure can be repeated.
"""
from __future__ import annotations

import argparse
import json
import os
import random as python_random
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterator

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "data"
GENERATE = DATA / "generate"
sys.path[:0] = [str(HERE), str(GENERATE)]

import numpy as np  # noqa: E402

import comparing  # noqa: E402
import converting  # noqa: E402
import editing  # noqa: E402
import editing_settings  # noqa: E402
import editing_torch  # noqa: E402
import estimators  # noqa: E402
import expectation  # noqa: E402
import holding  # noqa: E402
import hostile  # noqa: E402
import keras_checks  # noqa: E402
import random_models  # noqa: E402
import rewriting  # noqa: E402
import sarif  # noqa: E402
import saving  # noqa: E402
from program import Program, fail_early  # noqa: E402

PARTS = ("fixtures", "anew", "random", "estimators", "keras", "torch", "editing", "saving", "converting", "comparing",
         "rewriting", "hostile", "sarif", "unsupported")
CI_SEED = 20240229
MEBIBYTES = 1024
VALUES_A_FILE = 6
FAMILIES = ("sklearn", "joblib", "npy", "npz", "pickle", "safetensors", "safetensors_index", "torch")
NEWEST_SCRIPTS = {"make_sklearn": "sklearn", "make_joblib": "joblib", "make_npy": ".", "make_safetensors": "safetensors",
                  "make_safetensors_index": "safetensors_index",
                  "make_pickle": "pickle"}
OLDER_SCRIPTS = {"make_sklearn": "sklearn", "make_joblib": "joblib"}


@dataclass
class Tally:
    """How many checks passed and failed, and what was skipped."""
    verbose: bool
    passed: int = 0
    failed: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def record(self, name: str, differences: list[str]) -> None:
        """Counts one check and says what differs."""
        if not differences:
            self.passed += 1
            if self.verbose:
                print(f"ok    {name}")
            return
        self.failed.append(name)
        for difference in differences[:6]:
            print(f"FAIL  {name}: {difference}")
        if len(differences) > 6:
            print(f"FAIL  {name}: and {len(differences) - 6} more")


# --- one file -------------------------------------------------------------------------------------------------------

def hold_values(program: Program, path: Path, tensors: list[dict[str, Any]]) -> Iterator[str]:
    """The values of a file's first tensors."""
    told = [tensor for tensor in tensors if "values" in tensor][:VALUES_A_FILE]
    for tensor in told:
        answer = program.json("values", str(path), tensor["path"])
        if answer.status != 0 or answer.report is None or "values" not in answer.report:
            yield f"values {tensor['path']}: status {answer.status}: {(answer.errors or answer.text)[:200]}"
        elif not holding.same(answer.report["values"], tensor["values"], tensor["dtype"]):
            yield holding.differ(f"values {tensor['path']}", answer.report["values"], tensor["values"])


def hold_scan(program: Program, path: Path, verdict: dict[str, Any]) -> Iterator[str]:
    """`scan` agrees with `info`, and its exit status with the verdict."""
    answer = program.json("scan", str(path))
    good = verdict["trust"] in (None, "trusted") and verdict["integrity"] == "complete"
    if answer.report is None or not answer.report.get("files"):
        yield f"scan: no report (status {answer.status})"
    elif answer.report["files"][0]["verdict"] != verdict:
        yield holding.differ("scan verdict", answer.report["files"][0]["verdict"], verdict)
    elif answer.status != (0 if good else 1):
        yield f"scan: exit status {answer.status} with {verdict}"


def count_nodes(node: dict[str, Any]) -> int:
    """Nodes of a tree report."""
    total, stack = 0, [node]
    while stack:
        total += 1
        stack.extend(stack.pop()["children"])
    return total


def hold_file(program: Program, path: Path, expected: dict[str, Any], brief: bool = False) -> Iterator[str]:
    """All verbs on one file; `brief` leaves all but `info` and `stats` out."""
    answer = program.json("info", str(path))
    if answer.report is None or "error" in answer.report or answer.status != 0:
        yield f"info: status {answer.status}: {(answer.errors or answer.text)[:300]}"
        return
    yield from holding.hold_info(answer.report, expected)
    if any(tensor.get("statistics") for tensor in expected["tensors"]):
        stats = program.json("stats", str(path), "--all")
        if stats.report is None or "tensors" not in stats.report:
            yield f"stats: status {stats.status}: {(stats.errors or stats.text)[:300]}"
        else:
            yield from holding.hold_stats(stats.report, expected)
    if brief:
        return
    yield from hold_values(program, path, expected["tensors"])
    yield from hold_scan(program, path, expected["verdict"])
    for reading in ([], ["--file"]):
        tree = program.json("tree", str(path), *reading)
        if tree.status != 0 or tree.report is None or count_nodes(tree.report["root"]) < 1:
            yield f"tree {' '.join(reading)}: status {tree.status}: {tree.errors[:200]}"


def check_folder(program: Program, folder: Path, label: str, tally: Tally) -> None:
    """Every fixture of our families that has its expectation beside it."""
    for told in sorted(path for family in FAMILIES for path in (folder / family).rglob("*.expected.json")):
        path = told.with_name(told.name.removesuffix(".expected.json"))
        expected = json.loads(told.read_text(encoding="utf-8"))
        tally.record(f"{label}/{path.relative_to(folder)}", list(hold_file(program, path, expected)))


# --- parts ----------------------------------------------------------------------------------------------------------

def check_anew(program: Program, options: argparse.Namespace, tally: Tally) -> None:
    """Runs the fixtures' scripts now and looks at what they write."""
    environments = {"newest": (sys.executable, NEWEST_SCRIPTS)}
    environments.update({name: (python, OLDER_SCRIPTS) for name, python in options.older})
    for name, (python, scripts) in environments.items():
        with tempfile.TemporaryDirectory(prefix="strata-anew-") as folder:
            for script, family in scripts.items():
                out = Path(folder) / family
                done = subprocess.run([python, str(GENERATE / f"{script}.py"), "--out", str(out)], capture_output=True, text=True)
                tally.record(f"{name}: {script}.py", [done.stderr[-500:]] if done.returncode else [])
            check_folder(program, Path(folder), name, tally)


def tree_shape(value: Any) -> int | None:
    """How many children a container's row should have; None for what is no list, tuple or dict."""
    return len(value) if isinstance(value, (list, tuple, dict)) and type(value) in (list, tuple, dict) else None


def hold_graph(program: Program, path: Path, value: Any) -> Iterator[str]:
    """The rows of a list, tuple or dict at the root are its items."""
    wanted = tree_shape(value)
    if wanted is None:
        return
    tree = program.json("tree", str(path))
    if tree.report is None or "root" not in tree.report:
        yield f"tree: status {tree.status}: {tree.errors[:200]}"
        return
    node = tree.report["root"]
    while len(node["children"]) == 1 and node["kind"] in ("root", "group") and node["children"][0]["name"] == "object":
        node = node["children"][0]
    if len(node["children"]) != wanted:
        yield holding.differ(f"children of {node['name']!r}", len(node["children"]), wanted)


def check_random(program: Program, options: argparse.Namespace, tally: Tally) -> None:
    """Draws models of each family and holds `info` and `stats` against Python."""
    with tempfile.TemporaryDirectory(prefix="strata-random-") as folder:
        for number, (family, draw) in enumerate(random_models.FAMILIES.items()):
            for index in range(options.count):
                random = np.random.default_rng([options.seed, number, index])
                path, expected = draw(random, Path(folder) / f"{family}_{index}")
                differences = list(hold_file(program, path, expected, brief=True))
                if "object" in expected:
                    differences += list(hold_graph(program, path, expected["object"]))
                tally.record(f"random {family} {index} (seed {options.seed})", differences)
                if differences and options.keep:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    (options.keep / path.name).write_bytes(path.read_bytes())
                path.unlink()


def check_torch(program: Program, options: argparse.Namespace, tally: Tally) -> None:
    """Files that torch writes now, by the environment of Keras 3, which has it."""
    pythons = [python for name, python in options.keras if name == "keras-3"]
    if not pythons:
        tally.skipped.append("torch: no environment keras-3")
        return
    with tempfile.TemporaryDirectory(prefix="strata-torch-") as folder:
        done = subprocess.run([pythons[0], str(HERE / "draw_torch.py"), "--out", folder, "--seed", str(options.seed),
                               "--count", str(options.count)], capture_output=True, text=True)
        tally.record("draw_torch.py", [done.stderr[-500:]] if done.returncode else [])
        for told in sorted(Path(folder).glob("*.expected.json")):
            path = told.with_name(told.name.removesuffix(".expected.json"))
            differences = list(hold_file(program, path, json.loads(told.read_text(encoding="utf-8"))))
            tally.record(f"random torch {path.name} (seed {options.seed})", differences)
            if differences and options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / path.name).write_bytes(path.read_bytes())


def check_hostile(program: Program, options: argparse.Namespace, tally: Tally) -> None:
    """The hostile fixtures, in the program and in the real loaders."""
    for name, python in [("newest", sys.executable), *options.older]:
        fires = subprocess.run([python, str(HERE / "check_hostile_fires.py"), "--environment", name], capture_output=True, text=True)
        print(fires.stdout, end="")
        tally.record(f"payloads in the real loaders ({name})", [fires.stdout[-500:] + fires.stderr[-500:]] if fires.returncode else [])
    benign = [DATA / "sklearn" / "1.9" / "linear_regression_model.pkl", DATA / "npz" / "compressed.npz",
              DATA / "joblib" / "1.6" / "array_zlib.joblib", DATA / "safetensors" / "dtypes.safetensors",
              DATA / "npy" / "cube.npy"]
    hostile.check_hostile(program, DATA / "hostile", benign, tally.record)
    plain = [DATA / "hdf5" / f"{name}.h5" for name in ("layouts", "filters", "types")]
    hostile.check_hostile_hdf5(program, DATA / "hdf5" / "hostile", plain, tally.record)

    def make(folder: str) -> None:
        subprocess.run([sys.executable, str(GENERATE / "make_hostile.py"), "--big", folder], check=True, stderr=subprocess.DEVNULL)

    hostile.check_big(program, make, tally.record)


def check_unsupported(program: Program, tally: Tally) -> None:
    """Content that is only named: an error that names it, status 2."""
    manifest = json.loads((DATA / "unsupported" / "manifest.json").read_text(encoding="utf-8"))
    for name, kind in manifest.items():
        answer = program.json("info", str(DATA / "unsupported" / name))
        error = (answer.report or {}).get("error")
        if error is None:
            report = answer.report or {"format": {"id": None}, "verdict": {"integrity": None}}
            readable = name == "password.npz" and report["verdict"]["integrity"] == "incomplete"
            tally.record(f"unsupported/{name}", [] if readable else [f"read as {report['format']['id']}, expected an error naming {kind}"])
            continue
        wanted = {"unknown": ["unknown_content"], "empty": ["empty"], "tensorflow-savedmodel": ["unsupported_content", "is_directory"],
                  "zip": ["unsupported_content", "unsupported_feature"]}.get(kind, ["unsupported_content"])
        differences = [] if error["code"] in wanted else [holding.differ("error code", error["code"], wanted)]
        if answer.status != 2:
            differences.append(f"exit status {answer.status}, expected 2")
        tally.record(f"unsupported/{name}", differences)


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strata", required=True)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--older", action="append", default=[], type=lambda text: tuple(text.split("=", 1)))
    parser.add_argument("--keras", action="append", default=[], type=lambda text: tuple(text.split("=", 1)))
    parser.add_argument("--skipped", action="append", default=[])
    parser.add_argument("--keep", type=Path, help="keep the random files that differ, here")
    parser.add_argument("--thorough", action="store_true", help="saving: 200 kills a format")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    if options.seed is None:
        options.seed = CI_SEED if os.environ.get("CI") == "true" else python_random.SystemRandom().randrange(10**9)
    return options


def main() -> None:
    """Runs the parts and prints the summary."""
    options = arguments()
    fail_early(options.strata)
    program, tally = Program(os.path.abspath(options.strata)), Tally(options.verbose)
    tally.skipped += [f"environment {name}: could not be made here" for name in options.skipped]
    print(f"seed {options.seed}")
    if "fixtures" in options.only:
        check_folder(program, DATA, "data", tally)
    if "anew" in options.only:
        check_anew(program, options, tally)
    if "random" in options.only:
        check_random(program, options, tally)
    if "estimators" in options.only:
        estimators.check_estimators(program, tally.record)
    if "keras" in options.only:
        keras_checks.check_fixtures(program, DATA / "keras", tally.record)
        keras_checks.check_random(program, options.keras, options.seed, options.count, options.keep, tally.record)
    if "torch" in options.only:
        check_torch(program, options, tally)
    if "editing" in options.only:
        editing.check_editing(program, DATA, options.seed, 1, tally.record)
        editing.check_keras_editing(program, DATA, options.keras, tally.record)
        editing_settings.check_settings(program, DATA, dict(options.keras), options.seed, tally.record, tally.skipped)
        editing_torch.check_torch_editing(program, DATA, dict(options.keras).get("keras-3"), options.seed, tally.record,
                                          tally.skipped)
    if "saving" in options.only:
        saving.check_saving(program, dict(options.keras).get("keras-3"), options.seed, options.thorough, tally.record, tally.skipped)
    if "converting" in options.only:
        converting.check_converting(program, DATA, tally.record)
        torch_python = dict(options.keras).get("keras-3")
        converting.check_state_dicts(program, DATA, torch_python, tally.record, tally.skipped)
    if "comparing" in options.only:
        comparing.check_comparing(program, dict(options.keras).get("keras-3"), options.seed, options.keep, tally.record, tally.skipped)
    if "rewriting" in options.only:
        rewriting.check_rewriting(program, DATA, tally.record)
    if "unsupported" in options.only:
        check_unsupported(program, tally)
    if "hostile" in options.only:
        check_hostile(program, options, tally)
    if "sarif" in options.only:
        sarif.check_sarif(program, DATA, tally.record, tally.skipped)
    peak = program.peak_mebibytes
    tally.record("resident memory", [] if peak < MEBIBYTES else [f"{peak:.0f} MiB in one run, at most {MEBIBYTES}"])
    if program.checker is None:
        tally.skipped.append("schema: the jsonschema package or the schema is missing")
    else:
        tally.record(f"schema ({program.reports} reports)", program.schema_problems)
    for line in tally.skipped:
        print(f"skipped: {line}")
    print(f"interop: {tally.passed} passed, {len(tally.failed)} failed, {len(tally.skipped)} skipped (seed {options.seed}, "
          f"at most {peak:.0f} MiB)")
    sys.exit(1 if tally.failed else 0)


if __name__ == "__main__":
    main()
