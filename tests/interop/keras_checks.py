# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the program against Keras: the fixtures in the repository, and models that Keras draws at random now."""
from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Callable, Iterator

import holding
import keras_holding
from program import Program

HERE = Path(__file__).resolve().parent
FAMILIES = ("sequential", "functional")
VALUES_A_FILE = 1
MODELS = ("Sequential", "Functional", "Model")
# Keras runs code to know some of their shapes, which no file tells.
BEHIND_CODE = ("custom_model", "lambda_model", "operations")
Record = Callable[[str, list[str]], None]


def style_of(environment: str) -> str:
    """The style of the Keras of an environment."""
    return "keras2" if environment.startswith("tf-") else "keras3"


def hold_summary(program: Program, path: Path, options: list[str], text: str, columns: int | None = None) -> Iterator[str]:
    """The text of `summary` with some options."""
    answer = program.run("summary", str(path), *options, columns=columns)
    what = " ".join(["summary", *options] + ([] if columns is None else [f"at {columns} columns"]))
    if answer.status != 0:
        yield f"{what}: status {answer.status}: {answer.errors[:200]}"
    else:
        yield from keras_holding.hold_text(what, answer.text, text)


def hold_summaries(program: Program, path: Path, style: str, summaries: list[dict[str, Any]]) -> Iterator[str]:
    """The text of `summary` with every option of Keras', the style once told and once not."""
    for number, told in enumerate(summaries):
        options = [f"--{option.replace('_', '-')}" for option in told["options"]] + (["--style", style] if number % 2 else [])
        yield from hold_summary(program, path, options, told["text"], told["columns"])


def hold_summary_report(program: Program, path: Path, expected: dict[str, Any]) -> Iterator[str]:
    """`summary --json`: a row a layer, and the totals."""
    answer = program.json("summary", str(path))
    if answer.report is None or "rows" not in answer.report:
        yield f"summary --json: status {answer.status}: {(answer.errors or answer.text)[:200]}"
        return
    rows = [row["name"] for row in answer.report["rows"] if row["level"] == 0]
    if rows != [layer["name"] for layer in expected["layers"]]:
        yield holding.differ("rows of the summary", rows, [layer["name"] for layer in expected["layers"]])
    for key, value in expected["parameters"].items():
        if answer.report["totals"][key] != value:
            yield holding.differ(f"summary's total {key}", answer.report["totals"][key], value)


def info(program: Program, path: Path) -> tuple[dict[str, Any] | None, list[str]]:
    """The report of `info`, or why there is none."""
    answer = program.json("info", str(path))
    if answer.report is None or "error" in answer.report or answer.status != 0:
        return None, [f"info: status {answer.status}: {(answer.errors or answer.text)[:300]}"]
    return answer.report, []


def hold_drawn(program: Program, path: Path, style: str, expected: dict[str, Any]) -> Iterator[str]:
    """All verbs on one model drawn at random."""
    report, problem = info(program, path)
    yield from problem
    if report is None:
        return
    yield from keras_holding.hold_report(report, expected)
    yield from hold_summaries(program, path, style, expected["summaries"])
    yield from hold_summary_report(program, path, expected)
    stats = program.json("stats", str(path), "--all")
    if stats.report is None or "tensors" not in stats.report:
        yield f"stats: status {stats.status}: {(stats.errors or stats.text)[:300]}"
        return
    yield from keras_holding.hold_figures(report, stats.report, expected)
    names = {tensor["file_path"]: tensor["path"] for tensor in report["tensors"]}
    told = [tensor for tensor in keras_holding.stored_tensors(expected) if "values" in tensor and tensor["file_path"] in names]
    for tensor in told[-VALUES_A_FILE:]:
        answer = program.json("values", str(path), names[tensor["file_path"]])
        if answer.report is None or not holding.same(answer.report.get("values"), tensor["values"], tensor["dtype"]):
            yield holding.differ(f"values {tensor['file_path']}", answer.report, tensor["values"])


# --- fixtures -------------------------------------------------------------------------------------------------------

def fixture_expectation(told: dict[str, Any], behind_code: bool) -> dict[str, Any]:
    """A fixture's expectation in the words of keras_holding."""
    layers = [{**layer, "output_shapes": None if behind_code else keras_holding.as_shapes(layer["output_shape"]),
               "weights": None if layer["class"] in MODELS else layer["weights"]} for layer in told["layers"]]
    return {**told, "layers": layers}


def hold_fixture(program: Program, path: Path, style: str, expected: dict[str, Any]) -> Iterator[str]:
    """A fixture: layers, counts, optimizer, summary, and the sum of each weight."""
    report, problem = info(program, path)
    yield from problem
    if report is None:
        return
    yield from keras_holding.hold_model(report, expected)
    yield from keras_holding.hold_layers(report, expected["layers"], path.stem in BEHIND_CODE)
    yield from keras_holding.hold_optimizer(report, expected["optimizer"])
    for options in ([], ["--style", style]) if path.stem not in BEHIND_CODE else ():
        yield from hold_summary(program, path, options, expected["summary"])
    yield from hold_sums(program, path, report, expected["layers"])


def hold_sums(program: Program, path: Path, report: dict[str, Any], layers: list[dict[str, Any]]) -> Iterator[str]:
    """The sum of each weight's finite values."""
    stats = program.json("stats", str(path))
    figures = {tensor["path"]: tensor for tensor in (stats.report or {}).get("tensors", [])}
    told = {layer["name"]: layer["weights"] for layer in report["layers"]}
    for layer in layers:
        for name, weight in zip(told.get(layer["name"], []), layer["weights"] or []):
            if name not in figures:
                yield f"no statistics of {name}"
                continue
            got = figures[name]
            finite = got["count"] - got["nan"] - got["positive_infinity"] - got["negative_infinity"]
            if not holding.close((got["mean"] or 0) * finite, weight["sum"], 1e-9, 1e-9 * (got["l1"] or 0)):
                yield holding.differ(f"sum of {name}", (got["mean"] or 0) * finite, weight["sum"])


def check_fixtures(program: Program, folder: Path, record: Record) -> None:
    """The files of tests/data/keras; one without a configuration is left to the golden tests."""
    for told in sorted(folder.rglob("*.expected.json")):
        path = told.with_name(told.name.removesuffix(".expected.json") + ".h5")
        if path.stem == "weights_only":
            continue
        expected = fixture_expectation(json.loads(told.read_text(encoding="utf-8")), path.stem in BEHIND_CODE)
        record(f"keras/{path.parent.name}/{path.name}", list(hold_fixture(program, path, style_of(path.parent.name), expected)))


# --- drawn at random ------------------------------------------------------------------------------------------------

def draw(python: str, family: str, seed: int, count: int, folder: Path) -> str:
    """Has Keras write one family; what it said where it failed."""
    done = subprocess.run([python, str(HERE / "draw_keras.py"), "--family", family, "--seed", str(seed), "--count", str(count),
                           "--out", str(folder)], capture_output=True, text=True)
    return done.stderr[-1500:] if done.returncode else ""


def check_random(program: Program, environments: list[tuple[str, str]], seed: int, count: int, keep: Path | None, record: Record) -> None:
    """Models of each family from each Keras."""
    for name, python in environments:
        for family in FAMILIES:
            with tempfile.TemporaryDirectory(prefix="strata-keras-") as folder:
                problem = draw(python, family, seed, count, Path(folder))
                record(f"{name}: draw_keras.py {family} (seed {seed})", [problem] if problem else [])
                for told in sorted(Path(folder).glob("*.json")):
                    path = told.with_suffix(".h5")
                    expected = json.loads(told.read_text(encoding="utf-8"))
                    differences = list(hold_drawn(program, path, style_of(name), expected))
                    record(f"random {name} {path.stem} (seed {seed})", differences)
                    if differences and keep:
                        (keep / name).mkdir(parents=True, exist_ok=True)
                        for one in (path, told):
                            (keep / name / one.name).write_bytes(one.read_bytes())
