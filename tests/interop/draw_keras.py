# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws Keras models of one family and writes each as NAME.h5 with NAME.json, what this Keras reads in it.

draw_keras.py --family sequential|functional --seed N --count N --out FOLDER [--only INDEX]

Runs under the Python of the environments tf-2.15 and keras-3. A model that Keras itself cannot save is drawn anew.
"""
from __future__ import annotations

import argparse
import json
import logging
import random
import sys
import warnings
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "data" / "generate")]
warnings.simplefilter("ignore")
logging.disable(logging.WARNING)

import keras_layers  # noqa: E402  chooses the backend
import keras_models  # noqa: E402
import keras_reading  # noqa: E402
from keras_layers import keras  # noqa: E402

TRIES = 40


def write(family: str, seed: int, index: int, folder: Path) -> None:
    """One model and its reading."""
    path = folder / f"{family}_{index:03}.h5"
    problem: Exception | None = None
    for attempt in range(TRIES):
        keras.backend.clear_session()
        if hasattr(keras.utils, "set_random_seed"):
            keras.utils.set_random_seed(seed % 2**31 + index)
        drawn = random.Random(f"{seed}/{family}/{index}/{attempt}")
        path.unlink(missing_ok=True)
        try:
            model = keras_models.draw(family, drawn)
            model.save(path)
        except Exception as refused:  # noqa: BLE001  not a model of this Keras, or none that it can save
            problem = refused
            continue
        told = {"attempt": attempt, **keras_reading.describe(model, path)}
        path.with_suffix(".json").write_text(json.dumps(told, allow_nan=False) + "\n", encoding="utf-8")
        return
    raise RuntimeError(f"{family} {index}: nothing could be drawn") from problem


def main() -> None:
    """Writes them all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--family", choices=("sequential", "functional"), required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--only", type=int)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for index in range(options.count) if options.only is None else [options.only]:
        write(options.family, options.seed, index, options.out)


if __name__ == "__main__":
    main()
