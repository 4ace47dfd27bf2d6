# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the sample model that ships with the program: make_sample.py [--out FILE].

A random forest that tells malignant from benign tumours, fitted to the Breast Cancer Wisconsin
(Diagnostic) data that scikit-learn carries. Run it with the Python of the environment `newest`.
"""
from __future__ import annotations

import argparse
from pathlib import Path

import joblib
import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.ensemble import RandomForestClassifier

SAMPLE = Path(__file__).resolve().parents[3] / "resources" / "sample" / "breast_cancer_forest.joblib"


def main() -> None:
    """Fits the forest and writes it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=SAMPLE)
    path = parser.parse_args().out
    data = load_breast_cancer(as_frame=True)
    diagnosis = np.asarray(data.target_names.astype(str))[data.target]
    forest = RandomForestClassifier(n_estimators=40, max_depth=6, oob_score=True, random_state=0)
    forest.fit(data.data, diagnosis)
    path.parent.mkdir(parents=True, exist_ok=True)
    joblib.dump(forest, path)
    print(f"{path}: {path.stat().st_size:,} bytes, out-of-bag score {forest.oob_score_:.3f}")


if __name__ == "__main__":
    main()
