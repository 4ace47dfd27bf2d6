# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds `strata scan --sarif` against SARIF 2.1.0, by classes that pydantic-sarif generated from the official schema: they
refuse properties that the schema does not know, missing ones, other types and values."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from program import Program

try:
    from pydantic import ValidationError
    from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Log
except ImportError:
    Log = None

FOLDERS = ("hostile", "pickle", "joblib", "sklearn", "npz", "safetensors", "torch", "keras", "hdf5", "unsupported")


def problems(text: str) -> list[str]:
    """What is wrong with one log; empty when nothing is."""
    try:
        Log.model_validate_json(text)
    except ValidationError as error:
        return [f"{'/'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()[:5]]
    return []


def check_sarif(program: Program, data: Path, record: Any, skipped: list[str]) -> None:
    """One log a folder of fixtures, and what must be refused, so that the check itself is known to work."""
    if Log is None:
        skipped.append("sarif: the package pydantic-sarif is missing")
        return
    for folder in FOLDERS:
        answer = program.run("scan", "--sarif", str(data / folder), seconds=300)
        record(f"sarif/{folder}", problems(answer.text))
        spoiled = answer.text.replace('"results"', '"result"', 1)
        record(f"sarif/{folder} (spoiled)", [] if problems(spoiled) else ["a log that breaks the schema was taken"])
