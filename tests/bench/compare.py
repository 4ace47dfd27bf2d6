# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures whole commands against their peers: compare.py --strata PROGRAM [--folder FOLDER] [--only NAME…] [--rounds N]

Both sides of a comparison take turns, the first round of each is thrown away (a warm cache), and the ratio of the
medians is what counts, since absolute times mean little on a shared machine. Nothing here fails on time.

forest       `strata info` of a 250 MB RandomForest against joblib.load (its own time only), and against `cat`
sparse       `strata info` of a 10 GB sparse safetensors against `strata formats`, which opens nothing
hdf5         `strata info` of a sparse 1 GiB .h5 of 64 datasets and of one of 10,000 datasets against `h5ls -r`
chunks       `strata stats` of a gzip+shuffle .h5 against h5py reading it and numpy computing the same set
window       the first window, until it is painted, against a bare Qt window; then what stands still for more than 50 ms
             while a 1 GiB .h5 and a pickle of a million objects are opened, scrolled and filtered (bench_window)
saving       `strata set` of one attribute of a filled 1 GiB .h5, and `strata convert` of it, against cp, sync and cmp
diff         `strata diff` of two 1 GiB safetensors that differ everywhere against `cat` of both
statistics   `strata stats` on one core, less the cost of `strata formats`, against numpy computing the same set
"""
from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Callable

HERE = Path(__file__).resolve().parent
Side = Callable[[], float]
LOAD = "import sys, time, joblib, sklearn.ensemble; s = time.perf_counter(); joblib.load(sys.argv[1]); print(time.perf_counter() - s)"
PEAKS: dict[str, float] = {}


def command(label: str, *arguments: str, ends_with: int = 0) -> Side:
    """A side that runs a whole command and takes the time on the wall; its peak memory is kept under the label."""
    def run() -> float:
        start = time.perf_counter()
        process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        elapsed = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != ends_with:
            sys.exit(f"{' '.join(arguments)}: status {process.returncode}: {errors.decode(errors='replace')[:500]}")
        PEAKS[label] = max(PEAKS.get(label, 0), usage.ru_maxrss / 1024)
        return elapsed
    return run


def reported(*arguments: str) -> Side:
    """A side that measures itself and prints its seconds."""
    def run() -> float:
        return float(subprocess.run(arguments, check=True, capture_output=True, text=True).stdout.split()[-1])
    return run


def medians(sides: dict[str, Side], rounds: int) -> dict[str, float]:
    """The median of each side over the rounds, the sides taking turns; the first round only warms up."""
    times: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(rounds + 1):
        for name, side in sides.items():
            seconds = side()
            if number:
                times[name].append(seconds)
    return {name: statistics.median(seconds) for name, seconds in times.items()}


def tell(name: str, found: dict[str, float]) -> None:
    """Prints the medians."""
    parts = ", ".join(f"{side} {seconds * 1000:.1f} ms" for side, seconds in found.items())
    print(f"{name}: {parts}")


def compare_forest(strata: str, folder: Path, rounds: int) -> None:
    """Opening a large forest."""
    path = str(folder / "forest.joblib")
    found = medians({"strata info": command("forest", strata, "info", path), "joblib.load": reported(sys.executable, "-c", LOAD, path),
                     "cat": command("cat", "cat", path)}, rounds)
    tell(f"forest ({os.path.getsize(path) / 1e6:.0f} MB)", found)
    print(f"  {found['strata info'] / found['joblib.load']:.3f}x joblib.load (first step 0.3, target 0.2); "
          f"{found['strata info'] / found['cat']:.2f}x cat (target 2); peak memory {PEAKS['forest']:.0f} MiB, "
          f"{PEAKS['forest'] * 2**20 / os.path.getsize(path):.2f} of the file (target 0.3)")


def compare_sparse(strata: str, folder: Path, rounds: int) -> None:
    """Opening what is large but has little structure."""
    path = str(folder / "sparse.safetensors")
    found = medians({"strata info": command("sparse", strata, "info", path), "strata formats": command("formats", strata, "formats")}, rounds)
    tell("sparse safetensors (10 GB)", found)
    print(f"  {found['strata info'] / found['strata formats']:.2f}x strata formats (first step 3, target 2); "
          f"peak memory {PEAKS['sparse']:.0f} MiB (target 64)")


def compare_statistics(strata: str, folder: Path, rounds: int) -> None:
    """Statistics of arrays on one core, both sides pinned to the same one."""
    pin = ("taskset", "-c", "0")
    for dtype in ("float32", "float16", "float64"):
        path = str(folder / f"{dtype}.npy")
        found = medians({"strata stats": command(dtype, *pin, strata, "stats", path, "--all", "--json"),
                         "strata formats": command("formats", *pin, strata, "formats"),
                         "numpy": reported(*pin, sys.executable, str(HERE / "numpy_statistics.py"), path)}, rounds)
        tell(f"statistics of {dtype} ({os.path.getsize(path) >> 20} MiB)", found)
        own = found["strata stats"] - found["strata formats"]
        print(f"  {found['numpy'] / own:.1f}x as fast as numpy (float32: first step 15, target 30; float16: target 100); "
              f"{os.path.getsize(path) / own / 1e9:.2f} GB/s, reading of the file included")


def compare_hdf5(strata: str, folder: Path, rounds: int) -> None:
    """Opening HDF5 files: large ones, and ones of many datasets."""
    for name, target in (("large", "first step 4, target 2"), ("many", "first step 1.5, target 1.2")):
        path = str(folder / f"{name}.h5")
        found = medians({"strata info": command(name, strata, "info", path), "h5ls -r": command(f"h5ls {name}", "h5ls", "-r", path)}, rounds)
        tell(f"{name}.h5 ({os.path.getsize(path) >> 20} MiB)", found)
        print(f"  {found['strata info'] / found['h5ls -r']:.2f}x h5ls -r ({target}); peak memory {PEAKS[name]:.0f} MiB (target 64)")


def compare_chunks(strata: str, folder: Path, rounds: int) -> None:
    """Statistics of packed chunks."""
    path = str(folder / "chunks.h5")
    found = medians({"strata stats": command("chunks", strata, "stats", path, "--all", "--json"),
                     "h5py and numpy": reported(sys.executable, str(HERE / "numpy_statistics.py"), path)}, rounds)
    tell(f"chunks.h5 ({os.path.getsize(path) >> 20} MiB)", found)
    print(f"  {found['h5py and numpy'] / found['strata stats']:.1f}x as fast as h5py and numpy (first step 5, target 10)")


def compare_window(strata: str, folder: Path, rounds: int) -> None:
    """The window, with no screen: from the start of the program to the first paint, and at work."""
    bench = str(Path(strata).parent / "bench_window")
    found = medians({"first window": command("first", bench, "first"), "bare Qt window": command("bare", bench, "bare")}, rounds)
    tell("first window", found)
    print(f"  {(found['first window'] - found['bare Qt window']) * 1000:+.0f} ms (target +150 ms)")
    for name, text in (("large.h5", "kernel"), ("many.h5", "weight_7"), ("objects.pkl", "kernel_7")):
        print(name)
        subprocess.run([bench, str(folder / name), text], check=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})


COPY = "cp --reflink=never {0} {0}.copy && sync {0}.copy && cmp {0} {0}.copy"


def compare_saving(strata: str, folder: Path, rounds: int) -> None:
    """Saving an edited attribute of a filled 1 GiB .h5, and converting it, against copying, syncing and comparing it."""
    import h5py
    import numpy as np
    path = str(folder / "filled.h5")
    if not os.path.exists(path):
        source = np.random.default_rng(5)
        with h5py.File(path, "w") as file:
            for number in range(64):
                file[f"dense_{number}/kernel"] = source.random((2048, 2048), dtype=np.float32)
    out = str(folder / "filled.safetensors")
    found = medians({"strata set": command("saving", strata, "set", path, f"/@epoch={os.getpid()}", "-o", path + ".edited", "--force"),
                     "strata convert": command("converting", strata, "convert", path, out, "--yes", "--force"),
                     "cp, sync, cmp": command("copying", "sh", "-c", COPY.format(path))}, rounds)
    tell(f"saving ({os.path.getsize(path) >> 20} MiB)", found)
    print(f"  set {found['strata set'] / found['cp, sync, cmp']:.2f}x cp, sync, cmp; convert "
          f"{found['strata convert'] / found['cp, sync, cmp']:.2f}x (target 1); peak memory {PEAKS['saving']:.0f} and "
          f"{PEAKS['converting']:.0f} MiB")


def compare_diff(strata: str, folder: Path, rounds: int) -> None:
    """Comparing two models by value, against reading both."""
    names = [str(folder / name) for name in ("before.safetensors", "after.safetensors")]
    found = medians({"strata diff": command("diff", strata, "diff", *names, "--json", ends_with=1), "cat": command("cat both", "cat", *names)},
                    rounds)
    tell("diff (2 x 1 GiB)", found)
    print(f"  {found['strata diff'] / found['cat']:.2f}x cat of both (target 4); peak memory {PEAKS['diff']:.0f} MiB")


COMPARISONS = {"saving": (compare_saving, "hdf5"), "window": (compare_window, "hdf5 objects"), "hdf5": (compare_hdf5, "hdf5"), "chunks": (compare_chunks, "hdf5"), "forest": (compare_forest, "forest"), "sparse": (compare_sparse, "safetensors"), "diff": (compare_diff, "models"), "statistics": (compare_statistics, "arrays")}


def main() -> None:
    """Makes the files and runs the comparisons."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strata", required=True)
    parser.add_argument("--folder", type=Path, help="where the files are kept between runs; otherwise a temporary folder")
    parser.add_argument("--only", nargs="+", choices=tuple(COMPARISONS), default=list(COMPARISONS))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--forest-megabytes", type=int, default=250)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="strata-bench-") as temporary:
        folder = options.folder or Path(temporary)
        wanted = [kind for name in options.only for kind in COMPARISONS[name][1].split()]
        subprocess.run([sys.executable, str(HERE / "make_files.py"), str(folder), "--forest-megabytes", str(options.forest_megabytes),
                        "--only", *wanted], check=True)
        for name in options.only:
            COMPARISONS[name][0](os.path.abspath(options.strata), folder, options.rounds)


if __name__ == "__main__":
    main()
