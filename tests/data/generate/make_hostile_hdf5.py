# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tests/data/hdf5/hostile: small HDF5 files that try to lead a reader out of the file, to exhaust it or to break it.

Run with the environment `newest` (h5py). What h5py does not write is patched into what it wrote. manifest.json says of
each file which rules its findings must have, or which error opening it must give; a file with neither only has to end
in time and without harm.
"""

from __future__ import annotations

import ctypes
import json
import struct
import sys
import zlib
from pathlib import Path
from typing import Callable

import h5py
import numpy as np

OUT = Path(__file__).resolve().parent.parent / "hdf5" / "hostile"
EARLIEST = ("earliest", "v110")
HUGE = 2**60
# Debian: libhdf5-103-1. What h5py does not offer is written with it.
LIBHDF5 = "libhdf5_serial.so.103"
WRITERS: list[tuple[Callable[[Path], None], dict]] = []


def expects(*rules: str, error: str | None = None):
    """Registers a writer with the rules that its file must be reported by."""
    def register(write: Callable[[Path], None]) -> Callable[[Path], None]:
        WRITERS.append((write, {"rules": list(rules), **({"error": error} if error else {})}))
        return write
    return register


def new(path: Path, **options) -> h5py.File:
    """A file that HDF5 1.10 can read."""
    return h5py.File(path, "w", **{"libver": EARLIEST, **options})


def patch(path: Path, old: bytes, put: bytes, times: int = 1) -> None:
    """Replaces bytes that must occur in the file; the first `times` of them."""
    data = path.read_bytes()
    if old not in data or len(old) != len(put):
        sys.exit(f"{path.name}: {old.hex()} is not there to patch")
    path.write_bytes(data.replace(old, put, times))


def u64(*numbers: int) -> bytes:
    return struct.pack(f"<{len(numbers)}Q", *numbers)


def values(count: int = 24) -> np.ndarray:
    return (np.arange(count, dtype=np.float32) - 7) / 4


# ---- out of the file ----

@expects("hdf5-external-link")
def external_link(path: Path) -> None:
    with new(path) as file:
        file["absolute"] = h5py.ExternalLink("/etc/passwd", "/x")
        file["relative"] = h5py.ExternalLink("../secret.h5", "/x")
        file["itself"] = h5py.ExternalLink(path.name, "/")


@expects("hdf5-external-link", "hdf5-soft-link")
def link_in_the_middle(path: Path) -> None:
    """A soft link whose path runs through an external one, as Keras resolves /model_weights/dense/kernel."""
    with new(path) as file:
        file["model_weights/dense"] = h5py.ExternalLink("/etc/shadow", "/")
        file["kernel"] = h5py.SoftLink("/model_weights/dense/kernel:0")


@expects("hdf5-external-storage")
def external_storage(path: Path) -> None:
    with new(path) as file:
        for name, target in ((b"absolute", b"/etc/hostname"), (b"relative", b"../../secret")):
            plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
            plist.set_external(target, 0, h5py.h5f.UNLIMITED)
            h5py.h5d.create(file.id, name, h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple((4,)), plist)


@expects("hdf5-virtual-dataset")
def virtual_dataset(path: Path) -> None:
    """Sources named outright, by a pattern, and the dataset itself."""
    with new(path) as file:
        layout = h5py.VirtualLayout((4,), "f4")
        layout[:] = h5py.VirtualSource("/etc/other.h5", "data", (4,))
        file.create_virtual_dataset("absolute", layout)
        layout = h5py.VirtualLayout((4,), "f4")
        layout[:] = h5py.VirtualSource(".", "itself", (4,))
        file.create_virtual_dataset("itself", layout)
        space = h5py.h5s.create_simple((4,), (h5py.h5s.UNLIMITED,))
        space.select_hyperslab((0,), (h5py.h5s.UNLIMITED,), stride=(4,), block=(4,))
        source = h5py.h5s.create_simple((4,))
        plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plist.set_virtual(space, b"/etc/part-%b.h5", b"data", source)
        whole = h5py.h5s.create_simple((4,), (h5py.h5s.UNLIMITED,))
        h5py.h5d.create(file.id, b"pattern", h5py.h5t.IEEE_F32LE, whole, plist)


@expects("hdf5-soft-link")
def soft_loops(path: Path) -> None:
    with new(path) as file:
        file["a"] = h5py.SoftLink("/b")
        file["b"] = h5py.SoftLink("/a")
        file["c"] = h5py.SoftLink("/c/c/c")
        file["d"] = h5py.SoftLink("/" + "d/" * 400)


@expects("hdf5-user-link")
def user_link(path: Path) -> None:
    """A link of class 65, which only a program's own code could follow."""
    library = ctypes.CDLL(LIBHDF5)
    library.H5open()
    library.H5Fcreate.restype = ctypes.c_int64
    library.H5Fcreate.argtypes = [ctypes.c_char_p, ctypes.c_uint, ctypes.c_int64, ctypes.c_int64]
    library.H5Lcreate_ud.argtypes = [ctypes.c_int64, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_size_t,
                                     ctypes.c_int64, ctypes.c_int64]
    library.H5Fclose.argtypes = [ctypes.c_int64]
    # H5L_class_t: version, id, comment, then create, move, copy, follow, delete, query.
    link_class = struct.pack("<iiQ6Q", 0, 65, 0, 0, 0, 0, ctypes.cast(library.H5open, ctypes.c_void_p).value, 0, 0)
    if library.H5Lregister(link_class) < 0:
        sys.exit("user_link: no class")
    file = library.H5Fcreate(str(path).encode(), 2, 0, 0)
    if library.H5Lcreate_ud(file, b"mine", 65, b"value", 5, 0, 0) < 0:
        sys.exit("user_link: no link")
    library.H5Fclose(file)


# ---- filters ----

@expects("hdf5-unknown-filter")
def plugin_filter(path: Path) -> None:
    """Filters that HDF5 would look for in its plugin folder."""
    with new(path) as file:
        for number in (32015, 300):
            plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
            plist.set_chunk((8,))
            plist.set_filter(number, h5py.h5z.FLAG_OPTIONAL, (1, 2, 3))
            dataset = h5py.h5d.create(file.id, f"filter_{number}".encode(), h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple((8,)), plist)
            dataset.write_direct_chunk((0,), values(8).tobytes(), 0)
        file["plain"] = values()


@expects()
def chunk_bomb(path: Path) -> None:
    """64 MiB of zeros in one chunk of some bytes."""
    with new(path) as file:
        file.create_dataset("zeros", (2**24,), "f4", chunks=(2**24,), compression="gzip", compression_opts=9)[0] = 0


@expects()
def broken_deflate(path: Path) -> None:
    with new(path) as file:
        dataset = file.create_dataset("data", (64,), "f4", chunks=(64,), compression="gzip")
        dataset.id.write_direct_chunk((0,), b"\x78\x9c" + bytes(range(200)), 0)
        shuffled = file.create_dataset("short", (64,), "f4", chunks=(64,), shuffle=True, fletcher32=True)
        shuffled.id.write_direct_chunk((0,), b"abc", 0)


# ---- claims ----

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


# ---- structure ----

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


# ---- sizes that contradict each other, each a class of published advisories ----

def u32(*numbers: int) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)


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


def main() -> int:
    OUT.mkdir(exist_ok=True, parents=True)
    manifest = {}
    for write, expected in WRITERS:
        path = OUT / (write.__name__ + ".h5")
        path.unlink(missing_ok=True)
        write(path)
        manifest[path.name] = expected
    (OUT / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
