# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the joblib fixtures of one generation: make_joblib.py [--out FOLDER].

The folder's name is joblib's major.minor: 1.1 writes no alignment padding, 1.2 and newer do.
"""
from __future__ import annotations

import argparse
import datetime
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import sklearn
from sklearn.linear_model import LinearRegression

import expectation
import samples
from shop.models import Basket

GENERATION = ".".join(joblib.__version__.split(".")[:2])
COMPRESSORS = {"zlib": ("zlib", 3), "gzip": ("gzip", 3), "bz2": ("bz2", 3), "lzma": ("lzma", 3), "xz": ("xz", 3),
               "lz4": ("lz4", 3)}


def write(path: Path, value: Any, trust: str = "trusted", compress: Any = 0, protocol: int | None = None,
          partial: bool = False) -> None:
    """Dumps one value; its arrays are expected under `object`. `partial`: the file holds more arrays than are told."""
    joblib.dump(value, path, compress=compress, protocol=protocol)
    arrays = dict(expectation.arrays_under(value, "object", inline=True))
    expected = expectation.describe_arrays(arrays, trust)
    expectation.write_expectation(path, {**expected, **({"partial": True} if partial else {})})


def write_compressed(folder: Path) -> None:
    """One estimator and one array under each compressor, and the highest level of zlib."""
    random = np.random.default_rng(2)
    model = LinearRegression().fit(random.normal(size=(30, 3)), random.normal(size=30))
    array = random.normal(size=(20, 10)).astype(np.float32)
    for name, compress in COMPRESSORS.items():
        path = folder / f"linear_{name}.joblib"
        joblib.dump(model, path, compress=compress)
        described = expectation.describe_model(model, sklearn.__version__, inline=True)
        expectation.write_expectation(path, {**described, "compression": name})
        write(folder / f"array_{name}.joblib", array, compress=compress)
    write(folder / "array_zlib_9.pkl.z", array, compress=9)


def numpy_scalars() -> dict[str, Any]:
    """A numpy scalar of each kind; none of them is an array."""
    values = {np.dtype(code).name: samples.numeric(code, (1,), seed=1)[0] for code in samples.NUMERIC}
    return {**values, "text": np.str_("rosé"), "bytes": np.bytes_(b"ab"), "date": np.datetime64("2024-02-29"),
            "duration": np.timedelta64(5, "s"), "nan": np.float64("nan"), "dtype": np.dtype("<f4"),
            "record": np.array([(1, 2.5)], [("a", "<i4"), ("b", "<f8")])[0]}


def containers() -> dict[str, Any]:
    """Arrays inside containers, twice, and beside plain values."""
    array = np.arange(6, dtype=np.float32)
    return {
        "list_of_arrays": [array, np.arange(3), [np.ones((2, 2))]],
        "dict_of_arrays": {"w": array, "deep": {"b": np.zeros(2), "tuple": (np.ones(1), "text")}},
        "same_array_twice": {"first": array, "second": array},
        "with_values": {"array": array, "text": "rosé", "number": 1.5, "big": 2**80, "none": None, "flag": True,
                        "bytes": b"\x00\xff", "set": {1, 2}, "complex": 1 + 2j, "day": datetime.date(2024, 2, 29)},
        "odd_keys": {"a/b": array, "a~b": array[:2], "größe": array[:1]},
    }


def main() -> None:
    """Writes every joblib fixture of this environment."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "joblib" / GENERATION)
    folder = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    write_compressed(folder)
    every = samples.every_sample()
    write(folder / "array.joblib", every["cube"])
    few = {name: every[name] for name in every if not name.startswith(("normal", "offset", "outliers", "int16_many"))}
    write(folder / "every_sample.joblib", few)
    for name in ("fortran_matrix", "big_endian_f8", "scalar_float32", "empty", "text", "dates", "records"):
        write(folder / f"{name}.joblib", every[name])
    for name, value in containers().items():
        write(folder / f"{name}.joblib", value)
    for protocol in range(6):
        write(folder / f"dict_of_arrays.p{protocol}.joblib", containers()["dict_of_arrays"], protocol=protocol)
    write(folder / "numpy_scalars.joblib", numpy_scalars())
    write(folder / "objects.joblib", {"objects": np.array([1, "two", None, [3.5]], object), "after": np.arange(3)})
    write(folder / "array_of_arrays.joblib", np.array([np.arange(2), np.ones(3)], object), partial=True)
    masked = np.ma.masked_array([1.0, 2.0, 3.0], mask=[False, True, False])
    joblib.dump(masked, folder / "masked.joblib")
    expectation.write_expectation(folder / "masked.joblib",
                                  {**expectation.describe_arrays({}, "trusted"), "partial": True})
    write(folder / "matrix.joblib", np.matrix([[1.0, 2.0], [3.0, 4.0]]))
    write(folder / "random_states.joblib", {"old": np.random.RandomState(3), "new": np.random.default_rng(3)},
          partial=True)
    write(folder / "own_class.joblib", Basket("Ann", np.arange(4)), trust="review")
    write(folder / "no_arrays.joblib", {"a": 1, "b": [None, "x"]})
    expectation.write_versions(folder, "make_joblib.py")


if __name__ == "__main__":
    main()
