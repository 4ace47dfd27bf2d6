# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that claim more than they hold, or unpack to more than anybody has room for."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import h5py
import numpy as np

from .common import expects, new, patch, u64, values

HUGE = 2**60


@expects()
def huge_claims(path: Path) -> None:
    """Datasets of 2**60 items, of which none is stored."""
    with new(path) as file:
        file.create_dataset("chunked", (HUGE,), "u1", chunks=(1024,))
        file.create_dataset("gzip", (2**30, 2**30), "u1", chunks=(64, 64), compression="gzip")
        file.create_dataset("scale_offset", (HUGE // 8,), "i8", chunks=(1024,), scaleoffset=0)
        file.create_dataset("text", (HUGE // 16,), h5py.string_dtype(), chunks=(1024,))
        file.create_dataset("growing", (0,), "f4", maxshape=(None,), chunks=(1024,))


@expects("hdf5-values-past-end")
def contiguous_past_end(path: Path) -> None:
    with new(path) as file:
        file["data"] = values(1000)
    with h5py.File(path) as file:
        offset = file["data"].id.get_offset()
    patch(path, u64(offset, 4000), u64(offset + 2**40, 4000))


@expects("hdf5-limit")
def contiguous_huge(path: Path) -> None:
    """A stored dataset whose shape says 2**60."""
    with new(path) as file:
        space = h5py.h5s.create_simple((1001,), (1001,))
        data = h5py.h5d.create(file.id, b"data", h5py.h5t.IEEE_F32LE, space)
        data.write(h5py.h5s.ALL, h5py.h5s.ALL, values(1001))
    patch(path, u64(1001, 1001), u64(HUGE, HUGE))


@expects("hdf5-values-past-end")
def chunk_past_end(path: Path) -> None:
    with new(path) as file:
        file.create_dataset("data", data=values(64), chunks=(64,), compression="gzip")
    with h5py.File(path) as file:
        chunk = file["data"].id.get_chunk_info(0)
    # A chunk's key: stored bytes, mask, place (one more axis than the shape has); then its address.
    key = struct.pack("<II", chunk.size, 0) + u64(0, 0)
    patch(path, key + u64(chunk.byte_offset), struct.pack("<II", 0x7FFFFFFF, 0) + u64(0, 0) + u64(chunk.byte_offset))


@expects("hdf5-unreadable")
def huge_attribute(path: Path) -> None:
    """An attribute whose dataspace says 4 GiB."""
    with new(path) as file:
        file.attrs["list"] = np.arange(1234, dtype="u4")
    patch(path, u64(1234), u64(2**30))


@expects()
def many_attributes(path: Path) -> None:
    with new(path, libver=("v108", "v110")) as file:
        for i in range(3000):
            file.attrs[f"a{i}"] = np.int8(i % 100)


@expects("hdf5-limit")
def text_bomb(path: Path) -> None:
    """Three thousand strings that are one and the same of 60 KB in the file."""
    with new(path) as file:
        file.attrs.create("texts", ["x" * 60_000] + ["y"] * 2999, dtype=h5py.string_dtype())
    data = path.read_bytes()
    first = data.index(struct.pack("<I", 60_000))
    item = data[first:first + 16]
    path.write_bytes(data[:first] + item * 3000 + data[first + 16 * 3000:])


@expects()
def one_text(path: Path) -> None:
    """Three hundred thousand strings that are one and the same of 600 bytes in the file."""
    with new(path) as file:
        text = h5py.string_dtype()
        one = file.create_dataset("one", data=["x" * 600], dtype=text, chunks=(1,))
        item = one.id.read_direct_chunk((0,))[1]
        many = file.create_dataset("many", (300_000,), dtype=text, chunks=(300_000,), compression="gzip")
        many.id.write_direct_chunk((0,), zlib.compress(item * 300_000, 9))
