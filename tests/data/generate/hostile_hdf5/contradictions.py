# SPDX-License-Identifier: GPL-3.0-or-later
"""Sizes that contradict each other, each a class of published advisories."""

from __future__ import annotations

import struct
import sys
import zlib
from pathlib import Path

import h5py
import numpy as np

from .common import expects, new, patch, u32, u64, values


def chunked(path: Path) -> None:
    with new(path) as file:
        file.create_dataset("data", data=values().reshape(4, 6), chunks=(2, 3))
        file["plain"] = values()


def patch_layout(path: Path, at: int, put: bytes) -> None:
    """Replaces bytes of a chunked layout message, counted from its version."""
    raw = bytearray(path.read_bytes())
    sizes = raw.index(u32(2, 3, 4))
    first = sizes - 11
    if raw[first:first + 3] != bytes((3, 2, 3)):  # version, class, rank
        sys.exit(f"{path.name}: no layout")
    raw[first + at:first + at + len(put)] = put
    path.write_bytes(raw)


@expects("hdf5-index-incomplete")
def chunk_rank(path: Path) -> None:
    """Chunks of fewer axes than the shape has (CVE-2026-19025)."""
    chunked(path)
    patch_layout(path, 2, b"\x02")


@expects("hdf5-unreadable")
def chunk_many_axes(path: Path) -> None:
    """Chunks of more axes than there may be (CVE-2021-45833)."""
    chunked(path)
    patch_layout(path, 2, b"\xff")


@expects("hdf5-unreadable")
def chunk_of_nothing(path: Path) -> None:
    """A chunk that has no rows (HDFGroup/hdf5 issue 578)."""
    chunked(path)
    patch_layout(path, 11, u32(0))


@expects()
def chunk_of_other_items(path: Path) -> None:
    """Chunks whose items are larger than the type's (HDFGroup/hdf5 issue 583)."""
    chunked(path)
    patch_layout(path, 19, u32(2**28))


@expects("hdf5-values-past-end")
def chunk_stored_short(path: Path) -> None:
    """Unfiltered chunks of another size in the index than their own (CVE-2025-44904)."""
    chunked(path)
    key = u32(24, 0) + u64(0, 3, 0)
    patch(path, key, u32(4, 0) + u64(0, 3, 0))
    key = u32(24, 0) + u64(2, 0, 0)
    patch(path, key, u32(2**20, 0) + u64(2, 0, 0))


@expects("hdf5-unreadable")
def chunk_tree_entries(path: Path) -> None:
    """An index node that says it holds more entries than there is room for."""
    chunked(path)
    patch(path, b"TREE\x01\x00" + struct.pack("<H", 4), b"TREE\x01\x00\xff\xff")


@expects("hdf5-unreadable")
def group_entries(path: Path) -> None:
    """A symbol table node of 65,535 links."""
    with new(path) as file:
        for i in range(4):
            file[f"data_{i}"] = values()
    raw = bytearray(path.read_bytes())
    at = raw.index(b"SNOD")
    raw[at + 6:at + 8] = b"\xff\xff"
    path.write_bytes(raw)


@expects()
def chunk_says_less(path: Path) -> None:
    """A chunk of 256 bytes that deflates to 32 MiB, and one that needs it twice."""
    once = zlib.compress(bytes(2**25), 9)
    with new(path) as file:
        for name, times in (("once", 1), ("twice", 2)):
            plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
            plist.set_chunk((64,))
            for _ in range(times):
                plist.set_filter(h5py.h5z.FILTER_DEFLATE, 0, (9,))
            dataset = h5py.h5d.create(file.id, name.encode(), h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple((64,)), plist)
            dataset.write_direct_chunk((0,), once if times == 1 else zlib.compress(once, 9), 0)


@expects()
def filter_numbers(path: Path) -> None:
    """Scale-offset with numbers of another dataset (CVE-2025-2308, CVE-2025-44905)."""
    with new(path) as file:
        data = file.create_dataset("data", data=np.arange(24, dtype="i4").reshape(4, 6), chunks=(2, 3), scaleoffset=5)
        numbers = data.id.get_create_plist().get_filter(0)[2]
        file["plain"] = values()
    # Items of a chunk come third, bytes of an item fifth.
    changed = (*numbers[:2], 2**20, numbers[3], 1, *numbers[5:])
    patch(path, u32(*numbers), u32(*changed))


@expects("hdf5-unreadable")
def filter_count(path: Path) -> None:
    """A pipeline of 255 filters, and one whose filter has a name of 64 KiB (CVE-2019-8396)."""
    with new(path) as file:
        for name in ("count", "name"):
            file.create_dataset(name, data=values(), chunks=(24,), compression="gzip")
        file["plain"] = values()
    raw = bytearray(path.read_bytes())
    message = bytes((1, 1, 0, 0, 0, 0, 0, 0)) + struct.pack("<H", 1)
    first = raw.index(message)
    raw[first + 1] = 255
    second = raw.index(message, first + 1)
    raw[second + 10:second + 12] = b"\xf8\xff"
    path.write_bytes(raw)


@expects()
def fill_sizes(path: Path) -> None:
    """Fill values of a negative size and of a larger one than the type's (CVE-2026-19024)."""
    with new(path) as file:
        for name, fill in (("negative", 11.5), ("larger", 12.5)):
            file.create_dataset(name, (4, 6), "f4", chunks=(2, 3), fillvalue=fill)
        file["plain"] = values()
    for fill, size in ((11.5, 0xFFFFFFFE), (12.5, 6)):
        value = struct.pack("<f", fill)
        patch(path, u32(4) + value, u32(size) + value)


@expects("hdf5-index-incomplete")
def heap_object(path: Path) -> None:
    """A text in a global heap that says it is larger than the heap (CVE-2024-29157, CVE-2024-32621)."""
    with new(path) as file:
        file.attrs["text"] = "abcdefgh" * 4
        file.create_dataset("texts", data=["zero", "one"], dtype=h5py.string_dtype())
        file["plain"] = values()
    raw = bytearray(path.read_bytes())
    at = raw.index(b"GCOL")
    raw[at + 24:at + 32] = u64(2**40)
    path.write_bytes(raw)


@expects("hdf5-unreadable")
def attribute_names(path: Path) -> None:
    """Attributes whose names are longer than their messages, or have no end (CVE-2025-2310)."""
    with new(path) as file:
        for name in ("longer", "nothing", "honest"):
            file.attrs[name] = np.int32(7)
    raw = bytearray(path.read_bytes())
    for name, size in ((b"longer", 0xFFF0), (b"nothing", 0)):
        at = raw.index(name + b"\0")
        raw[at - 6:at - 4] = struct.pack("<H", size)
    path.write_bytes(raw)


@expects()
def type_bits(path: Path) -> None:
    """An integer whose bits lie behind its bytes, and a float whose mantissa does (CVE-2025-2309)."""
    with new(path) as file:
        file["integer"] = np.arange(5, dtype="i2")
        file["float"] = values(5).astype("f8")
        file.attrs["integer"] = np.int16(5)
        file["plain"] = values()
    raw = bytearray(path.read_bytes())
    integer = bytes((0x10, 8, 0, 0)) + u32(2) + struct.pack("<HH", 0, 16)
    raw = raw.replace(integer, bytes((0x10, 8, 0, 0)) + u32(2) + struct.pack("<HH", 9, 0x4000))
    real = u32(8) + struct.pack("<HHBBBB", 0, 64, 52, 11, 0, 52)
    raw = raw.replace(real, u32(8) + struct.pack("<HHBBBB", 0, 64, 52, 11, 250, 200))
    path.write_bytes(raw)


@expects()
def type_members(path: Path) -> None:
    """A compound that says it has 65,535 members (CVE-2016-4333)."""
    with new(path) as file:
        file["data"] = np.zeros(3, [("a", "i4"), ("b", "f4")])
        file["plain"] = values()
    patch(path, bytes((0x16, 2, 0, 0)) + u32(8), bytes((0x16, 0xFF, 0xFF, 0)) + u32(8))


@expects("hdf5-unreadable")
def type_without_members(path: Path) -> None:
    """An enum and a compound that have no members (CVE-2021-46244)."""
    with new(path) as file:
        file.create_dataset("enum", data=[0, 1], dtype=h5py.enum_dtype({"NO": 0, "YES": 1, "MAYBE": 2}, "i4"))
        file["compound"] = np.zeros(3, [("a", "i4"), ("b", "f4")])
        file["plain"] = values()
    patch(path, bytes((0x18, 3, 0, 0)) + u32(4), bytes((0x18, 0, 0, 0)) + u32(4))
    patch(path, bytes((0x16, 2, 0, 0)) + u32(8), bytes((0x16, 0, 0, 0)) + u32(8))


@expects()
def wide_enum(path: Path) -> None:
    """An enum of 48 bytes, which HDF5 1.10 sorts in 32 of its stack when it is asked for a name."""
    base = h5py.h5t.STD_U64LE.copy()
    base.set_size(48)
    wide = h5py.h5t.enum_create(base)
    for name, value in ((b"YES", 2), (b"NO", 1), (b"MAYBE", 3)):
        wide.enum_insert(name, value)
    with new(path) as file:
        h5py.h5a.create(file.id, b"wide", wide, h5py.h5s.create(h5py.h5s.SCALAR))
        file["plain"] = values()


@expects("hdf5-index-incomplete")
def type_loop(path: Path) -> None:
    """A dataset whose type is stored with another object: the dataset itself."""
    with new(path) as file:
        file["type"] = np.dtype([("a", "i4"), ("b", "f4")])
        file.create_dataset("data", (3,), file["type"])
        kind, data = (h5py.h5o.get_info(file[name].id).addr for name in ("type", "data"))
    raw = bytearray(path.read_bytes())
    at = raw.index(u64(kind), data)
    raw[at:at + 8] = u64(data)
    path.write_bytes(raw)


@expects("hdf5-unreadable")
def too_many_axes(path: Path) -> None:
    """A dataspace of 255 axes."""
    with new(path) as file:
        file["data"] = np.zeros((3, 5, 7), "u1")
        file["plain"] = values()
    space = bytes((1, 3, 1, 0, 0, 0, 0, 0)) + u64(3, 5, 7)
    patch(path, space, bytes((1, 255)) + space[2:])


@expects(error="malformed")
def address_sizes(path: Path) -> None:
    """A superblock whose addresses have 255 bytes (CVE-2024-32620)."""
    with new(path) as file:
        file["data"] = values()
    raw = bytearray(path.read_bytes())
    raw[13:15] = b"\xff\xff"
    path.write_bytes(raw)
