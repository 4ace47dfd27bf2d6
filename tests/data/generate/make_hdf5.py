# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tests/data/hdf5: plain HDF5 files with every kind of attribute, type, layout, filter and link.

Run with the environment `newest` (h5py). The hostile ones name files that the reader must never open.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import h5py
import numpy as np

import expectation

OUT = Path(__file__).resolve().parent.parent / "hdf5"


def values(count: int = 24) -> np.ndarray:
    """Values that differ from each other, float32."""
    return (np.arange(count, dtype=np.float32) - 7) / 4


def write_attributes(path: Path) -> None:
    """One attribute of every kind on the root, some on a dataset."""
    with h5py.File(path, "w") as file:
        put = file.attrs
        put["int8"] = np.int8(-8)
        put["uint64"] = np.uint64(2**63 + 5)
        put["big_endian"] = np.array([1, -2, 3], ">i4")
        put["float16"] = np.float16(0.5)
        put["float64"] = 0.1
        put["nan"] = np.array([np.nan, np.inf, -np.inf])
        put["bool"] = True
        put["bools"] = np.array([True, False])
        put["complex"] = np.complex64(1 - 2j)
        put["text"] = "naïve ☃"
        put["texts"] = ["dense", "dense_1", ""]
        put["fixed"] = np.array(b"fixed", "S10")
        put["fixed_list"] = np.array([b"kernel:0", b"bias:0"])
        put["empty_list"] = np.zeros(0)
        put["null"] = h5py.Empty("f4")
        put["matrix"] = np.arange(6, dtype="i2").reshape(2, 3)
        put["opaque"] = np.void(b"\x00\x01\xff")
        color = h5py.enum_dtype({"RED": 0, "GREEN": 1}, basetype="i1")
        put.create("enum", 1, dtype=color)
        pair = np.dtype([("x", "f8"), ("n", "i4")])
        put.create("compound", np.array((1.5, 7), pair), dtype=pair)
        data = file.create_dataset("data", data=values())
        put["reference"] = data.ref
        data.attrs["units"] = "mm"
        data.attrs["large"] = "x" * 60_000
        many = file.create_group("many")
        for i in range(20):
            many.attrs[f"a{i:02}"] = i


def write_types(path: Path) -> None:
    """One dataset of every type."""
    with h5py.File(path, "w") as file:
        for code in ["i1", "u1", "<i2", ">i2", "<u4", "<i8", ">u8", "<f2", "<f4", ">f4", "<f8", ">f8", "<c8", "<c16"]:
            name = np.dtype(code).name + ("_be" if code.startswith(">") else "")
            file[name] = np.arange(6).astype(code)
        file["bool"] = np.array([True, False, True])
        file["fixed_string"] = np.array([b"abc", b"de"])
        file.create_dataset("variable_string", data=["zero", "one", "ä"], dtype=h5py.string_dtype())
        file.create_dataset("opaque", data=np.array([b"\x00\x3f", b"\x80\xbf"], "V2"))
        file.create_dataset("compound", data=np.array([(1, 2.5), (3, 4.5)], [("a", "i4"), ("b", "f8")]))
        file.create_dataset("enum", data=[0, 1, 1], dtype=h5py.enum_dtype({"NO": 0, "YES": 1, "MAYBE": 2}))
        file.create_dataset("sequence", (2,), dtype=h5py.vlen_dtype("i4"))
        file["sequence"][0] = [1, 2]
        file["sequence"][1] = [3]
        file["array"] = np.zeros(2, [("m", "f4", (2, 2))])
        bfloat16 = h5py.h5t.IEEE_F16LE.copy()
        bfloat16.set_fields(15, 7, 8, 0, 7)
        bfloat16.set_ebias(127)
        space = h5py.h5s.create_simple((2,))
        dataset = h5py.h5d.create(file.id, b"bfloat16", bfloat16, space)
        dataset.write(h5py.h5s.ALL, h5py.h5s.ALL, np.array([0x3F80, 0xC000], "u2"), mtype=bfloat16)
        file["scalar"] = np.float32(3.25)
        file.create_dataset("empty", (0, 4), "f4")
        file.create_dataset("null", data=h5py.Empty("f4"))
        file["committed"] = np.dtype("f8")


def write_layouts(path: Path) -> None:
    """Contiguous, compact, chunked; every filter; a fill value; parts never written."""
    data = np.arange(40 * 30, dtype=np.float32).reshape(40, 30)
    with h5py.File(path, "w") as file:
        file["contiguous"] = data
        file.create_dataset("never_written", (5, 4), "f4", fillvalue=2.5)
        file.create_dataset("chunked", data=data, chunks=(16, 8))
        file.create_dataset("gzip", data=data, chunks=(16, 8), compression="gzip")
        file.create_dataset("gzip_shuffle", data=data, chunks=(16, 8), compression="gzip", shuffle=True)
        file.create_dataset("fletcher", data=data, chunks=(16, 8), fletcher32=True)
        file.create_dataset("lzf", data=data, chunks=(16, 8), compression="lzf", shuffle=True)
        file.create_dataset("scale_offset", data=data.astype("i4"), chunks=(16, 8), scaleoffset=0)
        file.create_dataset("growing", data=data, chunks=(16, 8), maxshape=(None, 30))
        sparse = file.create_dataset("sparse", (40, 30), "f4", chunks=(16, 8), fillvalue=-1)
        sparse[:10, :5] = data[:10, :5]
        plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plist.set_layout(h5py.h5d.COMPACT)
        space = h5py.h5s.create_simple((6,))
        compact = h5py.h5d.create(file.id, b"compact", h5py.h5t.IEEE_F32LE, space, plist)
        compact.write(h5py.h5s.ALL, h5py.h5s.ALL, values(6))


def write_filters(path: Path) -> None:
    """What only the library itself decodes: n-bit, szip, scale-offset; and long doubles, which x86 alone has."""
    data = np.arange(40 * 30, dtype=np.int32).reshape(40, 30) - 600
    with h5py.File(path, "w") as file:
        twelve_bits = h5py.h5t.STD_I16LE.copy()
        twelve_bits.set_precision(12)
        create_filtered(file, b"nbit", twelve_bits, data.astype("i2"), h5py.h5z.FILTER_NBIT, ())
        whole = h5py.h5t.STD_I32LE
        create_filtered(file, b"nbit_whole", whole, data, h5py.h5z.FILTER_NBIT, ())
        file.create_dataset("scale_offset_float", data=data / np.float32(8), chunks=(16, 8), scaleoffset=3)
        file.create_dataset("scale_offset_fill", (40, 30), "i4", chunks=(16, 8), scaleoffset=0, fillvalue=-5)[:10] = data[:10]
        file.create_dataset("scale_offset_gzip", data=data, chunks=(16, 8), scaleoffset=0, compression="gzip")
        file["long_double"] = np.array([0.1, -2.5, 1e300], np.longdouble)
        file.create_dataset("big_endian", data=data.astype(">i4"), chunks=(16, 8), compression="lzf", shuffle=True)
    add_szip(path)


def create_filtered(file: h5py.File, name: bytes, kind: h5py.h5t.TypeID, data: np.ndarray, number: int, numbers: tuple) -> None:
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_chunk((16, 8))
    plist.set_filter(number, 0, numbers)
    dataset = h5py.h5d.create(file.id, name, kind, h5py.h5s.create_simple(data.shape), plist)
    dataset.write(h5py.h5s.ALL, h5py.h5s.ALL, data)


def add_szip(path: Path) -> None:
    """With Debian's library, since h5py's own wheels have no szip encoder."""
    import ctypes

    data = np.ascontiguousarray(np.arange(64 * 32, dtype=np.float32).reshape(64, 32))
    library = ctypes.CDLL("libhdf5_serial.so.103")
    number, sizes = ctypes.c_int64, ctypes.c_uint64 * 2
    for name in ("H5Fopen", "H5Pcreate", "H5Screate_simple", "H5Dcreate2"):
        getattr(library, name).restype = number
    library.H5open()
    creation, floats = (number.in_dll(library, name) for name in ("H5P_CLS_DATASET_CREATE_ID_g", "H5T_IEEE_F32LE_g"))
    plist = library.H5Pcreate(creation)
    space = library.H5Screate_simple(2, sizes(64, 32), None)
    file = library.H5Fopen(str(path).encode(), 1, number(0))
    if library.H5Pset_chunk(number(plist), 2, sizes(16, 16)) < 0 or library.H5Pset_szip(number(plist), 32, 16) < 0:
        sys.exit("this libhdf5 has no szip encoder")
    dataset = library.H5Dcreate2(number(file), b"szip", floats, number(space), number(0), number(plist), number(0))
    if library.H5Dwrite(number(dataset), floats, number(0), number(0), number(0), data.ctypes.data_as(ctypes.c_void_p)) < 0:
        sys.exit("szip: not written")
    library.H5Dclose(number(dataset))
    library.H5Fclose(number(file))


def write_links(path: Path) -> None:
    """Every kind of link, among them cycles and ones that lead out of the file."""
    with h5py.File(path, "w") as file:
        group = file.create_group("group")
        group["data"] = values()
        group["inner/deep"] = values(4)
        file["again"] = group["data"]
        group["itself"] = group
        file["soft"] = h5py.SoftLink("/group/data")
        file["dangling"] = h5py.SoftLink("/nothing")
        file["loop_a"] = h5py.SoftLink("/loop_b")
        file["loop_b"] = h5py.SoftLink("/loop_a")
        file["outside"] = h5py.ExternalLink("/etc/passwd", "/x")
        file["a~b"] = values(1)


def write_outside(path: Path) -> None:
    """Values that lie in other files: external storage, a virtual dataset."""
    with h5py.File(path, "w") as file:
        plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plist.set_external(b"/etc/hostname", 0, 16)
        h5py.h5d.create(file.id, b"external", h5py.h5t.STD_U8LE, h5py.h5s.create_simple((16,)), plist)
        layout = h5py.VirtualLayout((4,), "f4")
        layout[:] = h5py.VirtualSource("/etc/other.h5", "data", (4,))
        file.create_virtual_dataset("virtual", layout)
        file["inside"] = values(4)


def write_user_block(path: Path) -> None:
    """512 bytes before the HDF5 content; a contiguous and a chunked dataset behind them."""
    with h5py.File(path, "w", userblock_size=512) as file:
        file["data"] = values()
        file.create_dataset("chunked", data=values(), chunks=(8,), compression="gzip")
    with open(path, "r+b") as raw:
        raw.write(b"a user block")


def write_latest(path: Path) -> None:
    """What a current HDF5 writes when asked for its newest format."""
    with h5py.File(path, "w", libver="latest") as file:
        file["data"] = values()
        file.create_dataset("chunked", data=values(), chunks=(8,))


def is_plain(dataset: h5py.Dataset) -> bool:
    """Whether numpy has a type of just these bits, as it has none for 12-bit integers and bfloat16."""
    kind = dataset.id.get_type()
    part = isinstance(kind, h5py.h5t.TypeIntegerID) and kind.get_precision() != 8 * kind.get_size()
    return dataset.shape is not None and dataset.dtype.kind in "biufc" and kind.get_size() == dataset.dtype.itemsize and not part


def expect(path: Path) -> None:
    """Writes what h5py reads in a file beside it: every dataset of numbers, unless some lie in other files."""
    datasets: dict[str, h5py.Dataset] = {}

    def take(name: str, item: h5py.HLObject) -> None:
        if isinstance(item, h5py.Dataset):
            datasets["/" + "/".join(expectation.path_part(part) for part in name.split("/"))] = item

    with h5py.File(path) as file:
        file.visititems(take)
        if any(dataset.is_virtual or dataset.external for dataset in datasets.values()):
            return
        arrays = {name: np.asarray(dataset[()]) for name, dataset in datasets.items() if is_plain(dataset)}
        expectation.write_expectation(path, expectation.describe_arrays(arrays, None))


def main() -> int:
    OUT.mkdir(exist_ok=True)
    for write in [write_attributes, write_types, write_layouts, write_filters, write_links, write_outside, write_user_block, write_latest]:
        path = OUT / (write.__name__.removeprefix("write_") + ".h5")
        path.unlink(missing_ok=True)
        write(path)
        expect(path)
    versions = {"h5py": h5py.__version__, "hdf5": h5py.version.hdf5_version, "numpy": np.__version__,
                "python": sys.version.split()[0]}
    (OUT / "versions.json").write_text(json.dumps(versions, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
