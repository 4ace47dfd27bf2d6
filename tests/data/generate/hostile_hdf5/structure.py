# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that run in circles, go too deep, are cut, or are of a form that cannot be read."""

from __future__ import annotations

import struct
from pathlib import Path

import h5py
import numpy as np

from .common import expects, new, patch, u32, u64, values


@expects()
def cyclic_groups(path: Path) -> None:
    with new(path) as file:
        group = file.create_group("a/b/c")
        group["up"] = file["a"]
        group["top"] = file["/"]
        file["a/again"] = file["a"]


@expects("hdf5-limit")
def deep_groups(path: Path) -> None:
    """More levels than are followed."""
    with new(path, libver=("v108", "v110")) as file:
        at = file.id
        for _ in range(1030):
            at = h5py.h5g.create(at, b"g")


@expects("hdf5-unreadable", "hdf5-unreadable-attribute")
def deep_type(path: Path) -> None:
    """Compounds in compounds, deeper than are described."""
    kind = np.dtype("u1")
    for _ in range(40):
        kind = np.dtype([("m", kind)])
    with new(path) as file:
        file.create_dataset("data", (2,), kind)
        file.attrs.create("deep", np.zeros((), kind), dtype=kind)


@expects("hdf5-unreadable")
def header_loop(path: Path) -> None:
    """An object header that goes on at its own beginning."""
    with new(path) as file:
        data = file.create_dataset("data", data=values())
        for i in range(40):
            data.attrs[f"a{i}"] = i
        address = h5py.h5o.get_info(data.id).addr
    raw = bytearray(path.read_bytes())
    # Continuation message of a version 1 header: type 16, size 16, flags, reserved; address, length.
    at = raw.index(struct.pack("<HHI", 16, 16, 0), address)
    raw[at + 8:at + 16] = u64(address + 16)
    path.write_bytes(raw)


@expects("hdf5-index-incomplete")
def tree_loop(path: Path) -> None:
    """A group's B-tree node that is its own child and its own sibling."""
    with new(path) as file:
        for i in range(40):
            file.create_group(f"group_{i:03}")
    raw = bytearray(path.read_bytes())
    at = raw.index(b"TREE")
    raw[at + 5] = 1  # a level above leaves
    raw[at + 8:at + 24] = u64(at, at)
    raw[at + 32:at + 40] = u64(at)
    path.write_bytes(raw)


@expects("hdf5-unreadable")
def heap_loop(path: Path) -> None:
    """A group's heap whose list of free blocks runs in a circle, and names that leave it."""
    with new(path) as file:
        for i in range(4):
            file.create_group(f"group_{i}")
    raw = bytearray(path.read_bytes())
    at = raw.index(b"HEAP")
    raw[at + 16:at + 24] = u64(8)
    node = raw.index(b"SNOD")
    raw[node + 8:node + 16] = u64(2**50)
    path.write_bytes(raw)


@expects(error="malformed")
def root_outside(path: Path) -> None:
    """The root group lies behind the end of the file."""
    with new(path) as file:
        file["data"] = values()
    raw = bytearray(path.read_bytes())
    raw[64:72] = u64(2**40)
    path.write_bytes(raw)


@expects(error="malformed")
def only_signature(path: Path) -> None:
    path.write_bytes(b"\x89HDF\r\n\x1a\n" + b"\0" * 92)


@expects(error="unsupported_content")
def future_superblock(path: Path) -> None:
    with new(path) as file:
        file["data"] = values()
    raw = bytearray(path.read_bytes())
    raw[8] = 9
    path.write_bytes(raw)


@expects(error="malformed")
def driver_block(path: Path) -> None:
    """A superblock that asks for the driver of several files."""
    with new(path) as file:
        file["data"] = values()
    raw = bytearray(path.read_bytes())
    raw[48:56] = u64(len(raw))
    raw += struct.pack("<BBBBI", 0, 0, 0, 0, 64) + b"NCSAmult" + b"\xff" * 64
    raw[40:48] = u64(len(raw))
    path.write_bytes(raw)


@expects("hdf5-truncated")
def truncated(path: Path) -> None:
    with new(path) as file:
        file["first"] = values()
        file.create_dataset("chunked", data=values(4096), chunks=(512,), compression="gzip")
        file["last"] = values(1000)
    data = path.read_bytes()
    path.write_bytes(data[:-2000])


@expects("hdf5-newer-format")
def newer_reference(path: Path) -> None:
    """A part in a form that HDF5 1.12 brought, beside one that every version reads."""
    with h5py.File(path, "w", libver=("v112", "latest")) as file:
        file["data"] = values()
        kind = h5py.h5t.STD_REF if hasattr(h5py.h5t, "STD_REF") else None
        if kind is None:
            file.create_dataset("complex", data=np.arange(3, dtype="c8"))
        else:
            h5py.h5d.create(file.id, b"reference", kind, h5py.h5s.create_simple((2,)))


@expects("hdf5-unreadable")
def damaged_version(path: Path) -> None:
    """A type whose version is damaged, in a header without a checksum: that is no newer form."""
    with new(path) as file:
        file["data"] = np.zeros(3, [("a", "i4"), ("b", "f4")])
        file["plain"] = values()
    patch(path, bytes((0x16, 2, 0, 0)) + u32(8), bytes((0x56, 2, 0, 0)) + u32(8))


@expects("hdf5-trailing-bytes", "hdf5-user-block")
def around(path: Path) -> None:
    """Bytes before and behind, as a file that is of two formats at once has them."""
    with new(path, userblock_size=512) as file:
        file["data"] = values()
    raw = path.read_bytes()
    path.write_bytes(b"#!/bin/sh\nexit 1\n".ljust(512, b"\n") + raw[512:] + b"PK\x05\x06" + b"\0" * 18)


@expects()
def bad_names(path: Path) -> None:
    """Names that are no UTF-8, hold a control character, or look like a path."""
    with new(path) as file:
        space = h5py.h5s.create(h5py.h5s.SCALAR)
        for name in (b"\xff\xfe\x80", b"line\nbreak\x1b[31m", b"..", b"~1"):
            h5py.h5d.create(file.id, name, h5py.h5t.IEEE_F32LE, space)
        file.attrs[b"\xff\x00".rstrip(b"\0") + b"x"] = np.bytes_(b"\xc3\x28")
