# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the .npy and .npz fixtures: make_npy.py [--out FOLDER with npy/ and npz/]."""
from __future__ import annotations

import argparse
import io
import zipfile
from pathlib import Path

import numpy as np

import expectation
import samples


def write_npy(path: Path, array: np.ndarray, version: tuple[int, int] | None = None, trust: str | None = None) -> None:
    """Writes one .npy of a format version (numpy's choice by default) and its expectation."""
    with path.open("wb") as file:
        np.lib.format.write_array(file, array, version=version, allow_pickle=array.dtype.hasobject)
    expectation.write_expectation(path, expectation.describe_arrays({"data": array}, trust))


def make_npy(folder: Path) -> None:
    """Every sample, the three header versions, and arrays of objects."""
    for name, array in samples.every_sample().items():
        write_npy(folder / f"{name}.npy", array)
    for version in (1, 2, 3):
        write_npy(folder / f"version_{version}.npy", samples.numeric("f4", (2, 5), seed=version), (version, 0))
    write_npy(folder / "unicode_fields.npy", np.zeros(2, [("größe", "<f4"), ("名前", "<i2")]), (3, 0))
    many = np.zeros(1, [(f"field_number_{index:05}", "u1") for index in range(2500)])
    with (folder / "long_header.npy").open("wb") as file:
        np.lib.format.write_array(file, many, version=(2, 0))
    longdouble = np.frombuffer(b"".join(np.longdouble(number).tobytes()[:10].ljust(16, b"\0") for number in (1, 2.5)),
                               np.longdouble)
    write_npy(folder / "longdouble.npy", longdouble)
    objects = np.array([1, "two", None, [3.5, b"four"]], dtype=object)
    np.save(folder / "objects.npy", objects, allow_pickle=True)
    expectation.write_expectation(folder / "objects.npy", expectation.describe_arrays({"data": objects}, "trusted"))


def write_npz(path: Path, arrays: dict[str, np.ndarray], compressed: bool = False, trust: str | None = None) -> None:
    """Writes one .npz and its expectation; a tensor is named by its member without `.npy`."""
    (np.savez_compressed if compressed else np.savez)(path, **arrays)
    named = {expectation.path_part(name): array for name, array in arrays.items()}
    expectation.write_expectation(path, expectation.describe_arrays(named, trust))


def make_npz(folder: Path) -> None:
    """Stored and deflated archives, awkward names, none and many members, objects, members that are no arrays."""
    arrays = {name: samples.every_sample()[name] for name in
              ("cube", "fortran_matrix", "dtype_int64", "dtype_bool", "big_endian_f4", "empty", "scalar_float32",
               "nan_and_infinities", "normal_float16", "text", "records")}
    write_npz(folder / "stored.npz", arrays)
    write_npz(folder / "compressed.npz", arrays, compressed=True)
    odd = {"layer/kernel": arrays["cube"], "a~b": arrays["dtype_int64"], "mit leer": arrays["dtype_bool"],
           "größe": arrays["scalar_float32"], "x.npy.y": arrays["empty"]}
    write_npz(folder / "odd_names.npz", odd)
    write_npz(folder / "no_members.npz", {})
    np.savez(folder / "unnamed.npz", np.arange(3), np.arange(4.0))
    expectation.write_expectation(folder / "unnamed.npz", expectation.describe_arrays(
        {"arr_0": np.arange(3), "arr_1": np.arange(4.0)}, None))
    write_npz(folder / "with_objects.npz", {"plain": np.arange(3), "objects": np.array([1, None, "x"], object)},
              trust="trusted")
    write_mixed(folder / "other_members.npz")
    write_sparse(folder / "scipy_sparse.npz")


def write_mixed(path: Path) -> None:
    """A zip with an array in a folder, a text file and a member without `.npy`."""
    buffer = io.BytesIO()
    array = np.arange(5, dtype=np.int16)
    np.save(buffer, array)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("inner/"), b"")
        archive.writestr(zipfile.ZipInfo("inner/data.npy"), buffer.getvalue())
        archive.writestr(zipfile.ZipInfo("readme.txt"), b"not an array\n")
    expectation.write_expectation(path, expectation.describe_arrays({"inner~1data": array}, None))


def write_sparse(path: Path) -> None:
    """A sparse matrix as scipy saves it."""
    import scipy.sparse
    matrix = scipy.sparse.random(6, 5, density=0.4, format="csr", random_state=1)
    scipy.sparse.save_npz(path, matrix)
    with np.load(path) as archive:
        expectation.write_expectation(path, expectation.describe_arrays(dict(archive), None))


def main() -> None:
    """Writes both families."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1])
    out = parser.parse_args().out
    for family, make in (("npy", make_npy), ("npz", make_npz)):
        folder = out / family
        folder.mkdir(parents=True, exist_ok=True)
        make(folder)
        expectation.write_versions(folder, "make_npy.py")


if __name__ == "__main__":
    main()
