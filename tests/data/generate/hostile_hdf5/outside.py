# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that lead out of themselves, or to code: links, values elsewhere, filters."""

from __future__ import annotations

import ctypes
import struct
import sys
from pathlib import Path

import h5py

from .common import expects, new, values

# Debian: libhdf5-103-1. What h5py does not offer is written with it.
LIBHDF5 = "libhdf5_serial.so.103"


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
