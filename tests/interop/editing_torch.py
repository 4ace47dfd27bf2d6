# SPDX-License-Identifier: GPL-3.0-or-later
"""Random edits of PyTorch files: torch finds the edit, every tensor bit by bit and everything else as it was, mapped too."""
from __future__ import annotations

import json
import random
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Callable

from editing import draw, unescape
from program import Program

ROUNDS = 3
OBJECT = "/object/"
MAKE = """
import sys, torch
from torch import nn
folder = sys.argv[1]
model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2))
optimizer = torch.optim.AdamW([{"params": model[0].parameters()}, {"params": model[2].parameters(), "lr": 0.5}], lr=0.01)
model(torch.ones(3, 4)).sum().backward(); optimizer.step()
text = "cpu"
state = {"epoch": 3, "best_loss": 0.125, "name": "run", "device": text, "again": text, "done": False, "nothing": None, "big": 2 ** 70,
         "config": {"layers": [4, 8, 2], "act": "relu"}, "betas": (0.9, 0.99), "tags": ["a", "b"], "model": model.state_dict(),
         "optimizer": optimizer.state_dict(), "last": -1}
torch.save(state, folder + "/run.pt")
torch.save(state, folder + "/run_legacy.pt", _use_new_zipfile_serialization=False)
torch.save(state, folder + "/run_protocol_4.pt", pickle_protocol=4)
torch.save({"note": "only", "model": model.state_dict()}, folder + "/note.pth")
"""


def draw_edits(program: Program, path: Path, source: random.Random) -> tuple[list[str], list[Any]]:
    """What the program is told, and the same for torch."""
    report = program.json("get", str(path)).report or {}
    entries = [entry for entry in report.get("entries", []) if entry["editable"] and OBJECT in entry["where"] + "/"]
    source.shuffle(entries)
    told: list[str] = []
    changes: list[Any] = []
    for entry in entries[:3]:
        drawn = draw(entry["type"], entry["value"], source)
        if drawn is None or drawn[1] is None or drawn[1] != drawn[1] or drawn[1] in (float("inf"), float("-inf")):
            continue
        keys = [unescape(part) for part in entry["where"].split(OBJECT, 1)[1].split("/")]
        told.append(f"{entry['key']}={drawn[0]}")
        changes.append([keys, drawn[1]])
    optimizer = (program.json("info", str(path)).report or {}).get("optimizer")
    for name, value in (optimizer or {"hyperparameters": {}})["hyperparameters"].items():
        group, setting = (int(name.split()[1]), name.split(" ", 2)[2]) if name.startswith("group ") else (0, name)
        if setting == "lr" and isinstance(value, float):
            rate = source.random()
            told.append(f"optimizer@{name}={rate!r}")
            changes.append([["OPTIMIZER", "param_groups", group, "lr"], rate])
    return told, changes


def check_torch_editing(program: Program, data: Path, torch_python: str | None, seed: int,
                        record: Callable[[str, list[str]], None], skipped: list[str]) -> None:
    """Fixtures, and checkpoints that torch writes now."""
    if torch_python is None:
        skipped.append("editing PyTorch files: no environment keras-3")
        return
    with tempfile.TemporaryDirectory(prefix="strata-editing-torch-") as name:
        folder = Path(name)
        made = subprocess.run([torch_python, "-c", MAKE, name], capture_output=True, text=True)
        record("files to edit", [made.stderr[-500:]] if made.returncode else [])
        jobs, names = [], {}
        paths = sorted(folder.glob("*.pt*")) + sorted(path for path in (data / "torch").glob("*.pt*") if path.suffix != ".json")
        for path in paths:
            for number in range(ROUNDS):
                source = random.Random(f"{seed} {path.name} {number}")
                told, changes = draw_edits(program, path, source)
                if not told:
                    break
                optimizer = next((key for key in ("optimizer", "optimizer_state_dict")
                                  if key in {node["name"] for node in root_rows(program, path)}), None)
                for change in changes:
                    if change[0][0] == "OPTIMIZER":
                        change[0][:1] = [optimizer] if optimizer and path.stem != "optimizer_alone" else []
                copy = folder / f"{number}-{path.name}"
                out = folder / f"edited-{number}-{path.name}"
                copy.write_bytes(path.read_bytes())
                answer = program.json("set", str(copy), *told, "-o", str(out), "--force")
                label = f"edit {path.name} {number} (seed {seed}): {told}"
                if answer.status != 0:
                    record(label, [f"status {answer.status}: {(answer.errors or answer.text)[:300]}"])
                    continue
                names[str(copy)] = label
                jobs.append({"before": str(copy), "after": str(out), "changes": changes})
        removed = folder / "removed.pt"
        answer = program.json("unset", str(folder / "run.pt"), "object@epoch", "object@config", "-o", str(removed), "--force")
        record("unset in run.pt", [] if answer.status == 0 else [(answer.errors or answer.text)[:300]])
        if answer.status == 0:
            names[str(folder / "run.pt")] = "entries of run.pt taken away"
            jobs.append({"before": str(folder / "run.pt"), "after": str(removed), "changes": [[["epoch"], None], [["config"], None]]})
        listed = folder / "jobs.json"
        listed.write_text(json.dumps(jobs), encoding="utf-8")
        done = subprocess.run([torch_python, str(Path(__file__).with_name("edit_torch.py")), str(listed)], capture_output=True,
                              text=True)
        record("edit_torch.py", [done.stderr[-500:]] if done.returncode else [])
        for path, found in (json.loads(done.stdout) if done.returncode == 0 else {}).items():
            record(names[path], found)
        record("PyTorch files were edited", [] if len(jobs) > 15 else [f"only {len(jobs)} edits"])


def root_rows(program: Program, path: Path) -> list[dict[str, Any]]:
    """The rows right below the Model reading's root."""
    report = program.json("tree", str(path)).report or {}
    tree = report.get("tree") or report.get("root") or report
    return tree.get("children", []) if isinstance(tree, dict) else []
