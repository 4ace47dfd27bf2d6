# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the safetensors fixtures: make_safetensors.py [--out FOLDER]."""
from __future__ import annotations

import argparse
import json
from pathlib import Path

import ml_dtypes
import numpy as np
from safetensors import TensorSpec, serialize
from safetensors.numpy import save_file

import expectation
import samples

SMALL_FLOATS = {"bfloat16": ml_dtypes.bfloat16, "float8_e4m3fn": ml_dtypes.float8_e4m3fn,
                "float8_e5m2": ml_dtypes.float8_e5m2}
OTHER_FLOATS = {"float8_e8m0fnu": ml_dtypes.float8_e8m0fnu, "float8_e4m3fnuz": ml_dtypes.float8_e4m3fnuz,
                "float8_e5m2fnuz": ml_dtypes.float8_e5m2fnuz}


def write_file(path: Path, arrays: dict[str, np.ndarray], metadata: dict[str, str] | None = None) -> None:
    """Writes arrays of any dtype that the format knows, with their expectation."""
    kept = {name: np.ascontiguousarray(array).reshape(array.shape) for name, array in arrays.items()}
    specs = {name: TensorSpec(dtype=array.dtype.name, shape=list(array.shape), data_ptr=array.ctypes.data,
                              data_len=array.nbytes) for name, array in kept.items()}
    path.write_bytes(bytes(serialize(specs, metadata)))
    expected = expectation.describe_arrays({expectation.path_part(name): kept[name] for name in sorted(kept)}, None)
    expectation.write_expectation(path, {**expected, "metadata": metadata or {}})


def small_floats() -> dict[str, np.ndarray]:
    """All 256 values of the 8-bit types, a sample of bfloat16 with NaN, infinities and subnormals, random weights."""
    every = np.arange(256, dtype=np.uint8)
    random = np.random.default_rng(4)
    result = {f"every_{name}": every.view(kind) for name, kind in SMALL_FLOATS.items() if np.dtype(kind).itemsize == 1}
    bits = np.array([0, 0x8000, 0x7F80, 0xFF80, 0x7FC0, 1, 0x3F80, 0x7F7F, 0xC2F7], np.uint16)
    result["special_bfloat16"] = bits.view(ml_dtypes.bfloat16)
    for name, kind in SMALL_FLOATS.items():
        result[f"random_{name}"] = random.normal(size=(16, 8)).astype(kind)
    return result


def make(folder: Path) -> None:
    """All fixtures of the family."""
    plain = {f"dtype_{np.dtype(code).name}": samples.numeric(code, seed=1) for code in samples.NUMERIC if code != "c16"}
    write_file(folder / "dtypes.safetensors", plain)
    write_file(folder / "small_floats.safetensors", small_floats())
    write_file(folder / "other_floats.safetensors",
               {name: np.arange(256, dtype=np.uint8).view(kind) for name, kind in OTHER_FLOATS.items()})
    write_file(folder / "hard_values.safetensors",
               {name: array for name, array in samples.hard_for_statistics().items() if array.size < 300})
    shapes = {"scalar": np.array(1.5, np.float32), "empty": np.empty(0, np.float32),
              "empty_matrix": np.empty((2, 0, 3), np.int64), "ones/kernel": np.ones((2, 3), np.float32),
              "a~b": np.zeros(1, np.uint8), "": np.array([9], np.int32), "größe": np.array([0.25])}
    write_file(folder / "shapes_and_names.safetensors", shapes)
    write_file(folder / "no_tensors.safetensors", {})
    layers = {f"model.layers.{index}.{part}": samples.numeric("f4", shape, seed=index) for index in range(3)
              for part, shape in (("attention.weight", (8, 8)), ("norm.bias", (8,)))}
    with_metadata = {"format": "pt", "epoch": "3", "note": "größe \"quoted\"\n", "config": '{"layers": 3}'}
    path = folder / "metadata.safetensors"
    save_file(layers, path, metadata=with_metadata)
    while not metadata_sorted(path):  # the library writes it in an order of its own each time
        save_file(layers, path, metadata=with_metadata)
    expected = expectation.describe_arrays(dict(sorted(layers.items())), None)
    expectation.write_expectation(folder / "metadata.safetensors", {**expected, "metadata": with_metadata})


def metadata_sorted(path: Path) -> bool:
    """Whether the metadata stand in the order of their keys."""
    data = path.read_bytes()
    keys = list(json.loads(data[8:8 + int.from_bytes(data[:8], "little")])["__metadata__"])
    return keys == sorted(keys)


def main() -> None:
    """Writes the family."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "safetensors")
    folder = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    make(folder)
    expectation.write_versions(folder, "make_safetensors.py")


if __name__ == "__main__":
    main()
