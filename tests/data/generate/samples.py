# SPDX-License-Identifier: GPL-3.0-or-later
"""The arrays that every array format is tried with: each dtype, layout and shape, and values hard on statistics."""
from __future__ import annotations

import numpy as np

NUMERIC = ("?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16")


def numeric(code: str, shape: tuple[int, ...] = (3, 4), seed: int = 0) -> np.ndarray:
    """Random values of one dtype: integers over their whole range, floats of mixed size."""
    dtype, random = np.dtype(code), np.random.default_rng(seed)
    if dtype.kind == "b":
        return random.integers(0, 2, shape).astype(dtype)
    if dtype.kind in "iu":
        info = np.iinfo(dtype)
        native = dtype.newbyteorder("=")
        return random.integers(info.min, info.max, shape, dtype=native, endpoint=True).astype(dtype)
    if dtype.kind == "c":
        return (random.normal(size=shape) + 1j * random.normal(size=shape)).astype(dtype)
    return (random.normal(size=shape) * 10.0 ** random.integers(-2, 3, shape)).astype(dtype)


def hard_for_statistics() -> dict[str, np.ndarray]:
    """Values that catch a wrong formula: cancellation, outliers, NaN, infinities, the ends of the integers."""
    random = np.random.default_rng(11)
    nan, inf = np.nan, np.inf
    outliers = random.normal(size=2000).astype(np.float32)
    outliers[[5, 500]] = [3e30, -2e25]
    mixed = random.normal(size=(10, 10)).astype(np.float32)
    mixed[0, :4], mixed[5, 5], mixed[7, 7] = [nan, inf, -inf, nan], 0.0, -0.0
    return {
        "all_nan": np.full(7, nan, np.float32),
        "all_infinite": np.array([inf, -inf, inf]),
        "nan_and_infinities": mixed,
        "nan_float64": np.array([nan, 1.5, -2.5, inf, -inf, 0.0]),
        "nan_float16": np.array([nan, 1.5, -2.5, inf, -inf, 65504.0], np.float16),
        "nan_complex": np.array([1 + 1j, complex(nan, 0), complex(0, -inf), 3 - 4j], np.complex64),
        "constant": np.full(50, 2.5, np.float32),
        "constant_integer": np.full(9, -3, np.int16),
        "zeros": np.zeros((4, 5), np.float32),
        "negative_zero": np.array([-0.0, 0.0, -0.0]),
        "offset_million": (1e6 + random.choice([-1.0, 1.0], 1000)).astype(np.float64),
        "offset_million_float32": (1e6 + random.choice([-1.0, 1.0], 1000)).astype(np.float32),
        "offset_billion": 1e9 + random.normal(size=500),
        "outliers": outliers,
        "int64_extremes": np.array([-2**63, 2**63 - 1, 0, 1, -1, 2**62], np.int64),
        "uint64_extremes": np.array([0, 2**64 - 1, 2**63, 7], np.uint64),
        "int8_all": np.arange(-128, 128).astype(np.int8),
        "int16_many": random.integers(-300, 300, 2000).astype(np.int16),
        "subnormal": np.array([5e-324, -5e-324, 1e-310, 0.0, 2e-308]),
        "subnormal_float32": np.array([1e-45, -1e-45, 1e-40, 0.0], np.float32),
        "huge": np.array([1e300, -1e300, 5e299, 3e299]),
        "bool_mixed": np.array([True, False, True, True]),
        "bool_true": np.ones(5, bool),
        "one": np.array([42.5], np.float32),
        "two": np.array([1, 2], np.int32),
        "normal_float32": random.normal(size=4000).astype(np.float32),
        "normal_float16": random.normal(size=1500).astype(np.float16),
        "uniform_float64": random.uniform(-5, 5, 1001),
        "bin_edges": np.concatenate([np.arange(65) / 64.0, np.arange(65) / 64.0]),
        "decimal_edges": np.round(np.arange(0, 6.41, 0.1), 1),
    }


def layouts() -> dict[str, np.ndarray]:
    """Byte orders, Fortran order, empty arrays, scalars, and shapes with one or many axes."""
    cube = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
    big = {f"big_endian_{code}": numeric(">" + code, seed=2) for code in ("i2", "i4", "i8", "u2", "f2", "f4", "f8", "c8")}
    return {
        **big,
        "fortran_matrix": np.asfortranarray(np.arange(12, dtype=np.float64).reshape(3, 4)),
        "fortran_cube": np.asfortranarray(cube),
        "fortran_big_endian": np.asfortranarray(cube.astype(">i2")),
        "scalar_float32": np.array(3.25, np.float32),
        "scalar_int64": np.array(-7),
        "scalar_bool": np.array(True),
        "empty": np.empty(0, np.float32),
        "empty_matrix": np.empty((3, 0, 2), np.int16),
        "cube": cube,
        "many_axes": np.arange(64, dtype=np.uint8).reshape((2,) * 6),
    }


def not_numbers() -> dict[str, np.ndarray]:
    """Strings, dates, raw bytes and records."""
    record = np.dtype([("id", "<i4"), ("weight", "<f8"), ("name", "S5"), ("flags", "u1", (2,))])
    nested = np.dtype([("point", [("x", "<f4"), ("y", "<f4")]), ("when", "<M8[s]")])
    aligned = np.dtype([("a", "i1"), ("b", "<f8")], align=True)
    return {
        "text": np.array(["red", "white", "rosé", "", "日本"]),
        "text_big_endian": np.array(["ab", "c"]).astype(">U2"),
        "bytes": np.array([b"one", b"", b"three"]),
        "dates": np.array(["2024-02-29", "NaT", "1969-12-31"], "M8[D]"),
        "times": np.array(["2024-02-29T12:34:56.789"], "M8[ns]"),
        "durations": np.array([1, -5, 0], "m8[ms]"),
        "raw": np.array([b"abc", b"\x00\x01\x02"], "V3"),
        "records": np.array([(1, 2.5, b"ab", (1, 2)), (-3, np.nan, b"", (0, 255))], record),
        "nested_records": np.zeros(3, nested),
        "aligned_records": np.array([(1, 0.5)], aligned),
    }


def every_sample() -> dict[str, np.ndarray]:
    """All of the above and each numeric dtype, by name."""
    plain = {f"dtype_{np.dtype(code).name}": numeric(code, seed=1) for code in NUMERIC}
    return {**plain, **layouts(), **not_numbers(), **hard_for_statistics()}
