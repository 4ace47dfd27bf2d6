# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the files that compare.py measures with: make_files.py FOLDER [--only NAME…].

forest       forest.joblib, a real RandomForestClassifier of about 250 MB (a smaller one with --forest-megabytes)
safetensors  sparse.safetensors, 10 GB in 2,000 tensors, a sparse file of a few kB on disk
hdf5         large.h5, 1 GiB of zeros in 64 datasets, sparse; many.h5, 10,000 datasets; chunks.h5, 64 MiB under gzip and shuffle
arrays       float32.npy, 64 Mi random values (256 MiB), and float16.npy and float64.npy of the same bytes
models       before.safetensors and after.safetensors, 1 GiB each in 64 tensors, of which all values differ
objects      objects.pkl, a million objects of Python in 10,000 dictionaries
"""
from __future__ import annotations

import argparse
import json
import pickle
import struct
from pathlib import Path

import numpy as np

SPARSE_BYTES = 10 * 10**9
SPARSE_TENSORS = 2000
KINDS = ("forest", "safetensors", "arrays", "hdf5", "models", "objects")


def make_forest(folder: Path, megabytes: int) -> None:
    """Fits trees to random labels, so that they grow to the full depth: two first, then as many as the size needs."""
    import joblib
    from sklearn.ensemble import RandomForestClassifier
    path = folder / "forest.joblib"
    if path.exists():
        return
    random = np.random.default_rng(1)
    X = random.normal(size=(40_000, 4)).astype(np.float32)
    forest = RandomForestClassifier(n_estimators=2, max_features=1, random_state=0)
    forest.fit(X, random.integers(0, 2, len(X)))
    one = forest.estimators_[0].tree_.__getstate__()
    tree_bytes = one["nodes"].nbytes + one["values"].nbytes
    forest.set_params(n_estimators=max(2, round(megabytes * 10**6 / tree_bytes)), warm_start=True)
    forest.fit(X, random.integers(0, 2, len(X)))
    forest.set_params(warm_start=False)
    joblib.dump(forest, path)


def make_safetensors(folder: Path) -> None:
    """A header and a hole."""
    rows = SPARSE_BYTES // SPARSE_TENSORS // 4000
    header = {f"model.layers.{index // 10}.part{index % 10}.weight": {
        "dtype": "F32", "shape": [rows, 1000], "data_offsets": [index * rows * 4000, (index + 1) * rows * 4000]}
        for index in range(SPARSE_TENSORS)}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with (folder / "sparse.safetensors").open("wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        file.truncate(8 + len(text) + max(entry["data_offsets"][1] for entry in header.values()))


def make_arrays(folder: Path, mebibytes: int) -> None:
    """Random values, not sparse."""
    random = np.random.default_rng(2)
    count = mebibytes << 18
    values = random.standard_normal(count, dtype=np.float32)
    np.save(folder / "float32.npy", values)
    np.save(folder / "float16.npy", values.astype(np.float16))
    np.save(folder / "float64.npy", values.astype(np.float64))


def make_models(folder: Path) -> None:
    """A state of a training and a later one."""
    from safetensors.numpy import save_file
    paths = [folder / "before.safetensors", folder / "after.safetensors"]
    if all(path.exists() for path in paths):
        return
    random = np.random.default_rng(6)
    weights = {f"layers.{number}.weight": random.standard_normal((2048, 2048), dtype=np.float32) for number in range(64)}
    save_file(weights, paths[0])
    save_file({name: array * np.float32(1.001) for name, array in weights.items()}, paths[1])


def make_hdf5(folder: Path) -> None:
    """Contiguous values that were never written behind the first one, many small ones, and packed ones."""
    import h5py
    if not (folder / "large.h5").exists():
        with h5py.File(folder / "large.h5", "w") as file:
            for number in range(64):
                file.create_dataset(f"layer_{number}/kernel", (1 << 22,), "f4")[0] = 1
    if not (folder / "many.h5").exists():
        with h5py.File(folder / "many.h5", "w") as file:
            for number in range(10_000):
                file[f"layer_{number // 100}/weight_{number % 100}"] = np.arange(4, dtype=np.float32)
    if not (folder / "chunks.h5").exists():
        random = np.random.default_rng(1)
        with h5py.File(folder / "chunks.h5", "w") as file:
            for number in range(8):
                values = random.standard_normal((2048, 1024)).astype(np.float32)
                file.create_dataset(f"layer_{number}", data=values, chunks=(256, 256), compression="gzip", shuffle=True)


def make_objects(folder: Path) -> None:
    """One list of dictionaries, each of 33 named lists of two numbers: a million and some objects."""
    if not (folder / "objects.pkl").exists():
        objects = [{f"kernel_{key}": [number * 100 + key, key / 7] for key in range(33)} for number in range(10_000)]
        (folder / "objects.pkl").write_bytes(pickle.dumps(objects, protocol=4))


def main() -> None:
    """Writes what is asked for and not there yet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="+", choices=KINDS)
    parser.add_argument("--forest-megabytes", type=int, default=250)
    parser.add_argument("--array-mebibytes", type=int, default=256)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    wanted = options.only or KINDS
    if "forest" in wanted:
        make_forest(options.folder, options.forest_megabytes)
    if "safetensors" in wanted:
        make_safetensors(options.folder)
    if "arrays" in wanted:
        make_arrays(options.folder, options.array_mebibytes)
    if "hdf5" in wanted:
        make_hdf5(options.folder)
    if "models" in wanted:
        make_models(options.folder)
    if "objects" in wanted:
        make_objects(options.folder)
    for path in sorted(options.folder.iterdir()):
        print(f"{path.name}: {path.stat().st_size / 1e6:,.1f} MB")


if __name__ == "__main__":
    main()
