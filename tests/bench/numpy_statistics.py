# SPDX-License-Identifier: GPL-3.0-or-later
"""The baseline: numpy computes the statistics that `strata stats` shows. numpy_statistics.py FILE.npy|FILE.h5 [REPEATS]

One call of np.quantile for all seven quantiles, no conversion of the values. Prints the seconds of each repeat, reading
of the file left out; of an .h5 file the seconds hold the reading of every dataset, which is what is compared there.
"""
from __future__ import annotations

import sys
import time

import numpy as np

SHARES = (0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99)


def statistics(values: np.ndarray) -> tuple:
    """Counts, extremes, moments, norms, quantiles and the histogram of finite values."""
    finite = np.isfinite(values)
    nan = np.count_nonzero(np.isnan(values))
    if not finite.all():
        values = values[finite]
    norms = np.abs(values).sum(), np.sqrt(np.square(values).sum())
    return (values.size, nan, np.count_nonzero(values == 0), values.min(), values.max(), values.mean(), values.std(), *norms,
            np.quantile(values, SHARES), np.histogram(values, bins=64))


def time_hdf5(path: str) -> float:
    """Seconds to read and measure every dataset."""
    import h5py
    start = time.perf_counter()
    with h5py.File(path) as file:
        file.visititems(lambda _, item: statistics(item[()].ravel()) and None if isinstance(item, h5py.Dataset) else None)
    return time.perf_counter() - start


def main() -> None:
    """Times the repeats."""
    if sys.argv[1].endswith(".h5"):
        print(time_hdf5(sys.argv[1]))
        return
    values = np.load(sys.argv[1])
    for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 1):
        start = time.perf_counter()
        statistics(values)
        print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main()
